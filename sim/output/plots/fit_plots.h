/* Pictures of a fit: for every service the chosen law's quantiles beside the claims', and the mean
 * excess of claims over thresholds. */
#ifndef SL_SIM_OUTPUT_PLOTS_FIT_PLOTS_H
#define SL_SIM_OUTPUT_PLOTS_FIT_PLOTS_H

#include "models/core/error.h"
#include "sim/output/files/folder.h"
#include "sim/study/fit/study.h"

#define SL_FIT_PICTURES 64 /* the most: services with claims, two pictures each */

/* How many pictures the study has. Services without a law, and mean excesses without thresholds,
 * have none. */
size_t sl_fit_plots_count(const sl_fit_study_t *study);

/* Draw quantiles-N.svg and mean-excess-N.svg of service N = 1, 2, ... in the order of the study, as
 * the first files of the open folder, which is then to be placed. SL_ERR_PROGRAM where gnuplot is
 * missing or failed, SL_ERR_CREATE, SL_ERR_IO, SL_ERR_MEMORY. Checked by tests/cli/test_fit.c. */
int sl_fit_plots_draw(const sl_fit_study_t *study, sl_folder_t *folder, sl_error_t *error);

#endif
