/* The nodes of the group factor that a pass takes: as near to one another as the narrowest total
 * shifted by the factor needs, and as the kinks need that conditions make where their chance comes
 * to 1; inside sim/study/exact/exact*.c only. Checked by tests/verify/test_exact_random.c. */
#ifndef SL_SIM_STUDY_EXACT_FACTOR_H
#define SL_SIM_STUDY_EXACT_FACTOR_H

#include "sim/study/exact/run.h"

/* Fills the pass's factor, cut_chance and cut. before: the pass of moments, NULL for that pass
 * itself, which has one node. SL_ERR_UNSUPPORTED: too many persons too near to a condition for
 * certain. */
int sl_exact_make_factor(sl_exact_pass_t *pass, const sl_exact_pass_t *before, sl_error_t *error);

#endif
