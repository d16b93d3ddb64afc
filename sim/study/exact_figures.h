/* From a pass's sums and distributions to an arrangement's figures; inside sim/study/exact*.c only.
 */
#ifndef SL_SIM_STUDY_EXACT_FIGURES_H
#define SL_SIM_STUDY_EXACT_FIGURES_H

#include "sim/study/exact.h"
#include "sim/study/exact_run.h"

/* The figures at one resolution: bound holds what both resolutions share. Where something is not
 * known a reason is said if reasons is not NULL. */
int sl_exact_arrangement_figures(const sl_exact_pass_t *pass, size_t arrangement,
                                 sl_exact_arrangement_t *figures, bool say, sl_error_t *error);

void sl_exact_group_figures(const sl_exact_pass_t *pass, sl_exact_figure_t *figures);

#endif
