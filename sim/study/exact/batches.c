#include "sim/study/exact/batches.h"

#include "models/core/elementary.h"

#include <math.h>

/* The chance at which a condition's factor first has a zero, on the unit circle. */
#define SINGULAR 0.5

static size_t pairs_of(const sl_exact_pass_t *pass, const sl_exact_cell_t *cell)
{
  return cell->n_multipliers * pass->factor.n;
}

static double exposure_of(const sl_exact_pass_t *pass, const sl_exact_cell_t *cell, size_t pair)
{
  return cell->multipliers[pair % cell->n_multipliers] *
         pass->factor.factor[pair / cell->n_multipliers];
}

/* Few pairs, whose atoms matter. */
static bool is_all_direct(const sl_exact_pass_t *pass, const sl_exact_cell_t *cell)
{
  return pass->is_small && pairs_of(pass, cell) <= SL_FREQUENCY_NODES_MAX;
}

/* The largest exposure that is interpolated. */
static double smooth_most(const sl_exact_cell_t *cell)
{
  return cell->likeliest > 0.0 ? SL_EXACT_LIKELY / cell->likeliest : (double)INFINITY;
}

static bool is_direct(const sl_exact_pass_t *pass, const sl_exact_cell_t *cell, size_t pair)
{
  return is_all_direct(pass, cell) || exposure_of(pass, cell, pair) > smooth_most(cell);
}

size_t sl_exact_likely_pairs(const sl_exact_pass_t *pass, const sl_exact_cell_t *cell)
{
  size_t n = 0;
  for (size_t k = 0; cell->likeliest > 0.0 && k < pairs_of(pass, cell); k++) {
    n += is_direct(pass, cell, k);
  }
  return n;
}

static bool interpolate(const sl_exact_batches_t *batches, sl_exact_batch_t *batch)
{
  const sl_exact_pass_t *pass = batches->pass;
  const sl_exact_cell_t *cell = batches->cell;
  const double most = smooth_most(cell);
  batch->is_direct = false;
  batch->low = exposure_of(pass, cell, 0);
  batch->high = exposure_of(pass, cell, pairs_of(pass, cell) - 1);
  if (is_all_direct(pass, cell) || batch->low > most) {
    return false;
  }
  double nearest = INFINITY;
  if (cell->likeliest > 0.0) {
    batch->high = fmin(batch->high, most);
    nearest = sl_det_log(SINGULAR / (cell->likeliest * batch->high));
  }
  batch->nodes = sl_frequency_nodes(batch->low, batch->high, nearest, batches->accuracy);
  return true;
}

static bool take_pairs(sl_exact_batches_t *batches, sl_exact_batch_t *batch)
{
  const sl_exact_pass_t *pass = batches->pass;
  const sl_exact_cell_t *cell = batches->cell;
  sl_frequency_nodes_t *nodes = &batch->nodes;
  batch->is_direct = true;
  batch->low = INFINITY;
  batch->high = 0.0;
  nodes->n = 0;
  for (; batches->next < pairs_of(pass, cell) && nodes->n < SL_FREQUENCY_NODES_MAX;
       batches->next++) {
    if (is_direct(pass, cell, batches->next)) {
      const double exposure = exposure_of(pass, cell, batches->next);
      batch->pair[nodes->n] = batches->next;
      nodes->multiplier[nodes->n++] = exposure;
      batch->low = fmin(batch->low, exposure);
      batch->high = fmax(batch->high, exposure);
    }
  }
  return nodes->n > 0;
}

bool sl_exact_next_batch(sl_exact_batches_t *batches, sl_exact_batch_t *batch)
{
  if (!batches->has_begun) {
    batches->has_begun = true;
    if (interpolate(batches, batch)) {
      return true;
    }
  }
  return take_pairs(batches, batch);
}

bool sl_exact_weigh_person(const sl_exact_batches_t *batches, const sl_exact_batch_t *batch,
                           size_t i, size_t p, double *weight)
{
  const size_t pair = i * batches->cell->n_multipliers + p;
  if (batch->is_direct) {
    bool has = false;
    for (size_t j = 0; j < batch->nodes.n; j++) {
      weight[j] = batch->pair[j] == pair ? 1.0 : 0.0;
      has = has || batch->pair[j] == pair;
    }
    return has;
  }
  if (is_direct(batches->pass, batches->cell, pair)) {
    return false;
  }
  sl_frequency_weights(&batch->nodes, exposure_of(batches->pass, batches->cell, pair), weight);
  return true;
}

size_t sl_exact_nodes_of_cell(const sl_exact_pass_t *pass, const sl_exact_cell_t *cell,
                              double accuracy)
{
  sl_exact_batches_t batches = {.pass = pass, .cell = cell, .accuracy = accuracy};
  sl_exact_batch_t batch;
  size_t n = 0;
  while (sl_exact_next_batch(&batches, &batch)) {
    n += batch.nodes.n;
  }
  return n;
}
