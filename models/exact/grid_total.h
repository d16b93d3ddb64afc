/* Figures of a distribution: a group's total, and costs that are functions of it.
 *
 * It has two parts. Masses stand at k step, k < n; a list of atoms stands beside them. On a lattice
 * the masses are atoms too, and there is no list. Else the masses are those of totals with a
 * density, spread evenly over one step about their point. What is missing to 1 lies above the grid,
 * where the exact expectation tells its first moment; so E[f] of any f that is linear beyond the
 * grid is told without the tail's shape.
 *
 * An atom at a threshold is not above it: amounts within rounding are one (models/exact/atoms.h).
 * Checked by tests/verify/test_exact.c, test_exact_random.c.
 */
#ifndef SL_MODELS_EXACT_GRID_TOTAL_H
#define SL_MODELS_EXACT_GRID_TOTAL_H

#include "models/core/error.h"
#include "models/exact/atoms.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_grid_total {
  double step;
  size_t n;
  const double *mass;      /* not owned */
  const sl_atoms_t *atoms; /* not owned */
  bool lattice;            /* amounts are exact multiples of the step */
  double *below;           /* owned, n + 1: sum of the masses before k */
  double above;            /* probability of more than the last point; rounding may make it
                              negative */
  double above_first;      /* first moment of that; INFINITY possible */
} sl_grid_total_t;

/* total: step, n, mass, atoms and lattice are set. mean: the exact expectation; INFINITY where
 * there is none. */
int sl_grid_total_init(sl_grid_total_t *total, double mean, sl_error_t *error);
void sl_grid_total_free(sl_grid_total_t *total);

/* P(S <= x), x on or below the grid's last point. */
double sl_grid_total_cdf(const sl_grid_total_t *total, double x);

/* The part of that with a density, and E[min(S, x)] over it: for its roughness. */
double sl_grid_total_density_below(const void *total, double x);
double sl_grid_total_density_limited(const void *total, double x);

/* A bound of the rounding in a lattice's masses, as a probability: none of them is truly negative.
 */
double sl_grid_total_noise(const sl_grid_total_t *total);

/* The least x with P(S <= x) >= p; INFINITY where the grid ends before. */
double sl_grid_total_quantile(const sl_grid_total_t *total, double p);

typedef double (*sl_amount_function_t)(void *context, double amount);

/* E[f(S)], f linear beyond the grid. Cost: an evaluation each mass and atom. */
double sl_grid_total_expect(const sl_grid_total_t *total, sl_amount_function_t f, void *context);

/* The largest amount with f <= level, f nondecreasing; INFINITY where that lies beyond the grid, -1
 * where f(0) is above. Cost: some 60 evaluations. */
double sl_grid_total_crossing(const sl_grid_total_t *total, sl_amount_function_t f, void *context,
                              double level);

/* P(f(S) > level), f nondecreasing; 0 where f reaches the level beyond the grid only. Cost: some
 * 100 evaluations. */
double sl_grid_total_exceeds(const sl_grid_total_t *total, sl_amount_function_t f, void *context,
                             double level);

#endif
