#include "sim/engine/trials/recast.h"

#include "models/core/amounts.h"
#include "models/counts/coupled.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>

double sl_recast_factor(const sl_trials_t *trials)
{
  return sl_recast_is(trials, SL_BAND_FEWER) ? 0.9 : sl_recast_is(trials, SL_BAND_MORE) ? 1.1 : 1.0;
}

/* ---- which words are large ---- */

int sl_large_memo_init(sl_large_memo_t *memo, const sl_model_t *model, sl_error_t *error)
{
  const size_t n_years = sl_model_year_at(model, 0) + 1;
  memo->of = calloc(n_years * model->scenario->claims->n_services + 1, sizeof *memo->of);
  return memo->of != NULL ? SL_OK
                          : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's claims");
}

void sl_large_memo_free(sl_large_memo_t *memo) { free(memo->of); }

static bool is_large(const sl_sampler_t *sampler, const sl_large_t *large, uint64_t word)
{
  return sl_smaller(large->scale * sl_sampler_draw(sampler, word), large->limit) >= SL_LARGE_CLAIM;
}

/* Amounts never fall as the word grows: by halving. */
static void find_first(const sl_sampler_t *sampler, sl_large_t *large)
{
  uint64_t low = 0, high = UINT64_MAX;
  large->first = 0;
  large->share = is_large(sampler, large, 0) ? 1.0 : 0.0;
  if (large->share > 0.0 || !is_large(sampler, large, UINT64_MAX)) {
    return;
  }
  while (high - low > 1) {
    const uint64_t middle = low + (high - low) / 2;
    if (is_large(sampler, large, middle)) {
      high = middle;
    } else {
      low = middle;
    }
  }
  large->first = high;
  large->share = (double)(0 - high) * 0x1p-64;
}

static const sl_large_t *large_of(const sl_trials_t *trials, const sl_counted_t *of,
                                  sl_large_memo_t *memo)
{
  const sl_person_service_t *what = of->what;
  const sl_model_t *model = trials->model;
  const double scale = what->scale * trials->inflation;
  sl_large_t *large =
      &memo->of[sl_model_year_at(model, of->year) * model->scenario->claims->n_services +
                what->service];
  if (large->scale != scale || large->limit != what->limit) {
    *large = (sl_large_t){.scale = scale, .limit = what->limit};
    if (model->scenario->claims->services[what->service].disability == NULL) {
      find_first(model->samplers[what->service], large);
    }
  }
  return large;
}

/* ---- counts ---- */

static sl_coupling_t coupling_of(const sl_trials_t *trials, const sl_counted_t *of,
                                 sl_draw_kind_t kind)
{
  return (sl_coupling_t){.law = sl_trials_law(trials, of->year, of->what->law),
                         .kernels = trials->model->kernels,
                         .stream = sl_trials_stream(trials, kind, of->year, of->what->service),
                         .first_trial = trials->first,
                         .row = of->row,
                         .n = trials->n,
                         .multiplier = of->multipliers};
}

static uint64_t draw_counts(const sl_trials_t *trials, const sl_counted_t *of,
                            const sl_count_law_t *law, uint32_t *counts)
{
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_COUNT, of->year, of->what->service);
  return sl_count_law_batch(law, trials->model->kernels, &stream, trials->first, trials->n, of->row,
                            of->multipliers, counts);
}

static uint64_t recast_counts(const sl_trials_t *trials, const sl_counted_t *of,
                              sl_large_memo_t *memo, uint64_t total, uint32_t *counts,
                              uint32_t *large)
{
  const sl_coupling_t keep = coupling_of(trials, of, SL_DRAW_KEPT);
  const sl_coupling_t add = coupling_of(trials, of, SL_DRAW_ADDED);
  const sl_count_law_t *raised = NULL;
  switch (trials->recast->level) {
  case SL_BAND_FEWER:
    return total > 0 ? sl_counts_keep(&keep, sl_recast_factor(trials), counts) : 0;
  case SL_BAND_MORE:
    raised = trials->recast->raised != NULL ? trials->recast->raised[of->what->law] : NULL;
    return raised != NULL ? draw_counts(trials, of, raised, counts)
                          : sl_counts_add(&add, sl_recast_factor(trials) - 1.0, counts, large);
  case SL_BAND_LARGE_DOUBLED:
    return sl_counts_add(&add, large_of(trials, of, memo)->share, counts, large);
  case SL_BAND_LARGE_HALVED:
  case SL_N_BAND_LEVELS:
    break;
  }
  return total;
}

uint64_t sl_trials_counts(const sl_trials_t *trials, const sl_counted_t *of, sl_large_memo_t *memo,
                          uint32_t *counts, uint32_t *large, bool *some_large)
{
  const uint64_t total =
      draw_counts(trials, of, sl_trials_law(trials, of->year, of->what->law), counts);
  sl_trials_take_counts(trials, of->year, of->what->law, counts, of->multipliers);
  *some_large = false;
  if (trials->recast == NULL) {
    return total;
  }
  const uint64_t recast = recast_counts(trials, of, memo, total, counts, large);
  *some_large = sl_recast_is(trials, SL_BAND_LARGE_DOUBLED) && recast > total;
  return recast;
}

/* ---- amounts ---- */

/* The upper half of word x n, 128 bits wide. */
static uint64_t scaled(uint64_t word, uint64_t n)
{
  const uint64_t a = word >> 32, b = word & UINT32_MAX, c = n >> 32, d = n & UINT32_MAX;
  const uint64_t middle = b * c + (b * d >> 32), other = a * d + (middle & UINT32_MAX);
  return a * c + (middle >> 32) + (other >> 32);
}

void sl_recast_words(const sl_trials_t *trials, const sl_counted_t *of, sl_large_memo_t *memo,
                     const sl_claims_run_t *run, uint64_t *words)
{
  const sl_large_t *large = large_of(trials, of, memo);
  for (size_t t = 0; t < run->n; t++) {
    words += run->counts[t];
    for (uint32_t j = 1; large->first > 0 && j <= run->large[t]; j++) {
      uint64_t *word = words - j;
      *word = large->first + scaled(*word, 0 - large->first);
    }
  }
}

void sl_recast_amounts(const sl_trials_t *trials, const sl_counted_t *of,
                       const sl_claims_run_t *run, double *amounts)
{
  if (!sl_recast_is(trials, SL_BAND_LARGE_HALVED)) {
    return;
  }
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_KEPT, of->year, of->what->service);
  for (size_t t = 0; t < run->n; t++) {
    const uint32_t trial = trials->first + (uint32_t)(run->first + t);
    for (uint32_t j = 0; j < run->counts[t]; j++, amounts++) {
      if (*amounts >= SL_LARGE_CLAIM && sl_stream_word(&stream, trial, of->row, j) >> 63 != 0) {
        *amounts = 0.0;
      }
    }
  }
}
