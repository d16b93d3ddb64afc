/* Figures of a distribution on a grid: a group's total, and costs that are functions of it.
 *
 * Masses stand at k step, k < n; what is missing to 1 lies above, where the exact expectation tells
 * its first moment. So E[f] of any f that is linear beyond the grid is told without the tail's
 * shape. Between points the distribution function is taken as linear, a point's mass spread
 * over one step around it; a point that holds more than four times as much as both its neighbours
 * is an atom, and all points of a lattice are.
 *
 * Checked by tests/verify/test_exact.c.
 */
#ifndef SL_MODELS_EXACT_GRID_TOTAL_H
#define SL_MODELS_EXACT_GRID_TOTAL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_grid_total {
  double step;
  size_t n;
  const double *mass; /* not owned */
  bool lattice;       /* amounts are exact multiples of the step */
  double above;       /* probability of more than the last point; rounding may make it negative */
  double above_first; /* first moment of that; INFINITY possible */
} sl_grid_total_t;

/* mean: the exact expectation; INFINITY where there is none. */
sl_grid_total_t sl_grid_total(double step, size_t n, const double *mass, bool lattice, double mean);

/* P(S <= x), x on or below the grid's last point. */
double sl_grid_total_cdf(const sl_grid_total_t *total, double x);

/* A bound of the distribution function's error at x where the density is taken as even over width:
 * an eighth of how much the masses of the two stretches beside x differ. */
double sl_grid_total_roughness(const sl_grid_total_t *total, double x, double width);

/* The least x with P(S <= x) >= p; INFINITY where the grid ends before. */
double sl_grid_total_quantile(const sl_grid_total_t *total, double p);

/* Whether the quantile stands on an atom of a total that is no lattice, so that its place is told
 * to one step only. */
bool sl_grid_total_is_atom(const sl_grid_total_t *total, double x);

typedef double (*sl_amount_function_t)(void *context, double amount);

/* E[f(S)], f linear beyond the grid. Cost: n evaluations. */
double sl_grid_total_expect(const sl_grid_total_t *total, sl_amount_function_t f, void *context);

/* P(f(S) > level), f nondecreasing; 0 where f reaches the level beyond the grid only. Cost: some 60
 * evaluations. */
double sl_grid_total_exceeds(const sl_grid_total_t *total, sl_amount_function_t f, void *context,
                             double level);

#endif
