#include "sim/engine/annual/total_draws.h"

#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/block.h"

const double *sl_annual_totals_draw(const sl_annual_totals_t *annual, const sl_trials_t *trials,
                                    size_t p, uint64_t *words, double *totals)
{
  const uint32_t table = annual->table_of[p];
  if (table >= annual->n) {
    return NULL;
  }
  /* Two trials to a block of the generator, which yields two words. */
  uint32_t both[SL_BLOCK_TRIALS / 2];
  const size_t n_pairs = (trials->n + 1) / 2;
  for (size_t i = 0; i < n_pairs; i++) {
    both[i] = 2;
  }
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_TOTAL, 0, 0);
  const sl_kernels_t *kernels = trials->model->kernels;
  kernels->words_by_claim(&stream, trials->first / 2, n_pairs,
                          trials->model->scenario->group->persons[p].row, both, words);
  if (trials->tilted != NULL) {
    sl_tilted_totals(trials->tilted, table, trials->n, words, trials->score);
  }
  kernels->draw_totals(annual->tables[table], words, trials->n, totals);
  const double left = trials->inflation / annual->inflation;
  for (size_t t = 0; left != 1.0 && t < trials->n; t++) {
    totals[t] *= left;
  }
  return totals;
}
