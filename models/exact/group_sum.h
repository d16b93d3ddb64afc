/* The total of a group: sums of independent amounts, mixed over nodes of the group factor, by FFT.
 *
 * Given the group factor persons are independent, so the log transforms of their amounts add up.
 * Equal persons are added once with a weight, and persons between interpolation nodes with the
 * weights of those nodes, which need not be positive. A person's amounts, given as points with
 * masses, are spread onto the grid k step by cubic Lagrange weights (an amount on the grid stays
 * where it is), which keeps the first three moments; masses on the grid may be a little negative.
 * Aliasing is damped by tilting (exp(-20) over a circle 1.6 times as long as the grid). Frequencies
 * at which every node's product is below 1e-18 are dropped as the sum grows.
 *
 * Source: as models/exact/annual_total.h. Checked by tests/verify/test_exact.c.
 */
#ifndef SL_MODELS_EXACT_GROUP_SUM_H
#define SL_MODELS_EXACT_GROUP_SUM_H

#include "models/core/error.h"
#include "models/exact/atoms.h"

#include <complex.h>
#include <stddef.h>

typedef struct sl_group_sum sl_group_sum_t;

/* points k step, k < points; n_nodes >= 1 of the group factor. Memory: 13 points x n_nodes bytes.
 */
int sl_group_sum_new(double step, size_t points, size_t n_nodes, sl_group_sum_t **sum,
                     sl_error_t *error);
void sl_group_sum_free(sl_group_sum_t *sum);

/* Room that a log transform needs. */
size_t sl_group_sum_frequencies(const sl_group_sum_t *sum);

/* One person's amount: n values >= 0 with masses, each spread evenly from low to high (a point
 * where they are nearer than a fifth of the group's step). */
typedef struct sl_spread_points {
  size_t n;
  const double *value, *low, *high, *mass;
} sl_spread_points_t;

/* Log transform of one person's amount, stretches and atoms; values beyond the grid are dropped.
 * before: that of a neighbouring interpolation node, whose branch of the logarithm is followed;
 * NULL = the principal branch. */
void sl_group_sum_transform(sl_group_sum_t *sum, const sl_spread_points_t *points,
                            const sl_atoms_t *atoms, const double complex *before,
                            double complex *log_transform);

/* The log transform of a mixture: begin, then each way, in which n independent amounts add up, with
 * its probability, then the mixture's logarithm (before: as above). No other transform between. */
void sl_group_sum_begin_mixture(sl_group_sum_t *sum);
void sl_group_sum_mix(sl_group_sum_t *sum, double probability, const double complex *const *parts,
                      size_t n);
void sl_group_sum_end_mixture(sl_group_sum_t *sum, const double complex *before,
                              double complex *log_transform);

/* Add weight persons at a node of the group factor. */
void sl_group_sum_add(sl_group_sum_t *sum, size_t node, double weight,
                      const double complex *log_transform);

/* Drop the frequencies that no longer count, once all persons of a cell are added. Only where every
 * weight added later is that of whole persons, whose transforms are at most 1. */
void sl_group_sum_settle(sl_group_sum_t *sum);

/* mass[k], k < points, of the total, node i with probability weights[i]. */
void sl_group_sum_masses(sl_group_sum_t *sum, const double *weights, double *mass);

#endif
