/* Which persons' totals are transformed: a cell's persons at the nodes of the group factor as
 * batches of nodes of the exposure; inside sim/study/exact/exact*.c only.
 *
 * One batch interpolates: a few Chebyshev points of the logarithm of the exposure serve all pairs
 * of a multiplier and a node of the factor. Where pairs are few, and where a condition's chance
 * passes SL_EXACT_LIKELY, near which the log transform has singularities and from 1 on a kink, each
 * pair is a node of its own, and nothing is interpolated.
 */
#ifndef SL_SIM_STUDY_EXACT_BATCHES_H
#define SL_SIM_STUDY_EXACT_BATCHES_H

#include "sim/study/exact/run.h"

/* The nearest zero of 1 - q + q z is q = 1/2 at z = -1: well before it. */
#define SL_EXACT_LIKELY 0.25

typedef struct sl_exact_batch {
  sl_frequency_nodes_t nodes;
  double low, high; /* the nodes' least and largest multiplier */
  bool is_direct;
  size_t pair[SL_FREQUENCY_NODES_MAX]; /* direct: node of the factor x multipliers + multiplier */
} sl_exact_batch_t;

/* Zero-initialise but for the first three. */
typedef struct sl_exact_batches {
  const sl_exact_pass_t *pass;
  const sl_exact_cell_t *cell;
  double accuracy; /* of the interpolation */
  bool has_begun;
  size_t next; /* pair that may be a node of its own */
} sl_exact_batches_t;

/* The next batch, if there is one. Over all batches each pair is in exactly one. */
bool sl_exact_next_batch(sl_exact_batches_t *batches, sl_exact_batch_t *batch);

/* A person of multiplier p at node i of the group factor, as weights of the batch's nodes; false,
 * and no weights, where that pair is not in the batch. */
bool sl_exact_weigh_person(const sl_exact_batches_t *batches, const sl_exact_batch_t *batch,
                           size_t i, size_t p, double *weight);

/* How many transforms a cell takes, and how many of those are of pairs that no batch interpolates
 * for a condition's sake. */
size_t sl_exact_nodes_of_cell(const sl_exact_pass_t *pass, const sl_exact_cell_t *cell,
                              double accuracy);
size_t sl_exact_likely_pairs(const sl_exact_pass_t *pass, const sl_exact_cell_t *cell);

#endif
