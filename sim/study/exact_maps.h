/* What plan design and stop-loss make of one person's ladder amount; inside sim/study/exact*.c
 * only.
 */
#ifndef SL_SIM_STUDY_EXACT_MAPS_H
#define SL_SIM_STUDY_EXACT_MAPS_H

#include "sim/study/exact_run.h"

typedef struct sl_exact_maps {
  sl_amount_map_t total[SL_N_TOTALS];
  double
      claimant_above; /* the ladder amount above which plan paid exceeds the deductible; INFINITY */
} sl_exact_maps_t;

sl_exact_maps_t sl_exact_maps(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                              const sl_exact_cover_t *cover);

/* Whether two maps are the same function. */
bool sl_exact_maps_equal(const sl_amount_map_t *one, const sl_amount_map_t *other);

/* A person's ladder amount A: points with masses, and of what lies beyond the last one the
 * probability and the first two moments, which the exact moments of the whole leave for it. */
typedef struct sl_exact_points {
  size_t n;
  const double *amount, *mass;
  double above, above_first, above_second; /* INFINITY possible */
  bool lattice;
} sl_exact_points_t;

/* mean, variance: of the whole total; INFINITY possible. */
sl_exact_points_t sl_exact_points(size_t n, const double *amount, const double *mass, double above,
                                  double mean, double variance, bool lattice);

/* E[map(A)], and its variance. The map is linear beyond the last point. */
double sl_exact_map_mean(const sl_amount_map_t *map, const sl_exact_points_t *points,
                         double *variance);

/* A bound of that mean's error by the map's knots, whose cells the mean takes as straight: change
 * of slope x mass near the knot x a quarter of a cell. 0 on a lattice, whose masses are no
 * stretches. */
double sl_exact_kinks(const sl_amount_map_t *map, const sl_exact_points_t *points);

/* P(A > x). */
double sl_exact_probability_above(const sl_exact_points_t *points, double x);

#endif
