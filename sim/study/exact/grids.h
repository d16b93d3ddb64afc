/* The grids of a pass: as fine and as long as what is asked for needs; inside
 * sim/study/exact/exact*.c only. */
#ifndef SL_SIM_STUDY_EXACT_GRIDS_H
#define SL_SIM_STUDY_EXACT_GRIDS_H

#include "sim/study/exact/run.h"

/* Of the group's grid. Its circle is 1.6 times as long (models/exact/group_sum.h): 2^16 points. */
#define SL_EXACT_GROUP_POINTS 40960

/* Of a person's total. before: the pass of moments, NULL for that pass itself. may_be_lattice: the
 * group's lattice, if it is short enough, and one grid. */
sl_ladder_shape_t sl_exact_ladder_shape(const sl_exact_pass_t *pass, const sl_exact_pass_t *before,
                                        bool may_be_lattice);

/* How far the group's total is followed: past it lies what the exact means tell of. */
double sl_exact_group_top(const sl_exact_pass_t *pass, const sl_exact_sums_t *sums,
                          const sl_exact_cover_t *cover);

/* Points of the group's grid up to top, at coarseness 1. With many cells their transforms are most
 * of the work: no more than a narrow total needs. */
double sl_exact_group_points(const sl_exact_pass_t *pass, const sl_exact_sums_t *sums,
                             sl_exact_total_t of, double top);

#endif
