/* From a pass's sums and distributions to an arrangement's figures; inside sim/study/exact/exact*.c
 * only.
 */
#ifndef SL_SIM_STUDY_EXACT_FIGURES_H
#define SL_SIM_STUDY_EXACT_FIGURES_H

#include "sim/study/exact/exact.h"
#include "sim/study/exact/run.h"

#define SL_EXACT_RESOLUTIONS 3 /* two distances, whose ratio tells the order of the error */

/* The figures at the first of n resolutions: bound holds what no comparison with the others tells.
 * Where something is not known a reason is said if say. */
int sl_exact_arrangement_figures(const sl_exact_pass_t *passes, size_t n, size_t arrangement,
                                 sl_exact_arrangement_t *figures, bool say, sl_error_t *error);

void sl_exact_group_figures(const sl_exact_pass_t *pass, sl_exact_figure_t *figures);

#endif
