/* What plan design and stop-loss make of one person's ladder amount; inside
 * sim/study/exact/exact*.c only.
 */
#ifndef SL_SIM_STUDY_EXACT_MAPS_H
#define SL_SIM_STUDY_EXACT_MAPS_H

#include "sim/study/exact/run.h"

typedef struct sl_exact_maps {
  sl_amount_map_t total[SL_N_TOTALS];
  double
      claimant_above; /* the ladder amount above which plan paid exceeds the deductible; INFINITY */
} sl_exact_maps_t;

sl_exact_maps_t sl_exact_maps(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                              const sl_exact_cover_t *cover);

/* Whether two maps are the same function. */
bool sl_exact_maps_equal(const sl_amount_map_t *one, const sl_amount_map_t *other);

/* The largest common step of what the multiples of the group's lattice are mapped to, followed up
 * to top; 0 where there is none. */
double sl_exact_mapped_lattice(const sl_exact_pass_t *pass, const sl_exact_cover_t *cover,
                               double top);

#endif
