/* The claims basis of a fit; for fit.c, whose header says how it is made up. */
#ifndef SL_SIM_STUDY_FIT_BASIS_H
#define SL_SIM_STUDY_FIT_BASIS_H

#include "sim/study/fit/study.h"

/* Make study->basis from everything else in it. SL_ERR_UNSUPPORTED for a manual whose frequencies
 * take no factor, SL_ERR_MEMORY. */
int sl_fit_study_basis(sl_fit_study_t *study, sl_error_t *error);

#endif
