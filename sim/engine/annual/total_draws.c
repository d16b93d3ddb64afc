#include "sim/engine/annual/total_draws.h"

#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/block.h"

#define PIECE (SL_BLOCK_TRIALS / SL_TOTALS_PARTS)

static const sl_totals_t *table_of(const sl_annual_totals_t *annual, size_t p)
{
  const uint32_t table = annual->table_of[p];
  return table < annual->n ? annual->tables[table] : NULL;
}

static const sl_totals_t *next_of(const sl_annual_totals_t *annual, const sl_trials_t *trials,
                                  size_t p)
{
  return p + 1 < trials->model->scenario->group->n_persons ? table_of(annual, p + 1) : NULL;
}

/* While one person's totals are drawn, the next one's table is on its way, a share of it in every
 * turn: tables of a large group do not fit the caches. */
static void draw(const sl_annual_totals_t *annual, const sl_trials_t *trials, size_t p,
                 sl_draw_turn_t turn, const uint64_t *words, double *totals)
{
  const sl_totals_t *table = table_of(annual, p), *next = next_of(annual, trials, p);
  const size_t end = next != NULL && next != table ? SL_TOTALS_PARTS * (turn.at + 1) / turn.of : 0;
  size_t part = SL_TOTALS_PARTS * turn.at / turn.of;
  for (size_t t = 0; t < trials->n; t += PIECE) {
    if (part < end) {
      sl_totals_send_for(next, (unsigned)part++);
    }
    trials->model->kernels->draw_totals(table, words + t,
                                        trials->n - t < PIECE ? trials->n - t : PIECE, totals + t);
  }
}

const double *sl_annual_totals_draw(const sl_annual_totals_t *annual, const sl_trials_t *trials,
                                    size_t p, sl_draw_turn_t turn, uint64_t *words, double *totals)
{
  if (table_of(annual, p) == NULL) {
    return NULL;
  }
  /* Two trials to a block of the generator, which yields two words. */
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_TOTAL, 0, 0);
  trials->model->kernels->both_words_by_trial(&stream, trials->first / 2, (trials->n + 1) / 2,
                                              trials->model->scenario->group->persons[p].row,
                                              words);
  if (trials->tilted != NULL) {
    sl_tilted_totals(trials->tilted, annual->table_of[p], trials->n, words, trials->score);
  }
  draw(annual, trials, p, turn, words, totals);
  const double left = trials->inflation / annual->inflation;
  for (size_t t = 0; left != 1.0 && t < trials->n; t++) {
    totals[t] *= left;
  }
  return totals;
}
