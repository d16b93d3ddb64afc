#include "sim/page/kept.h"

#include <stdlib.h>
#include <string.h>

static int open_kept(void *context, const sl_run_facts_t *facts, sl_error_t *error)
{
  page_kept_t *kept = context;
  sl_run_facts_t *copy = NULL;
  int code = sl_run_facts_copy(facts, &copy, error);
  code = code == SL_OK ? sl_results_new(copy, &kept->results, error) : code;
  if (code == SL_OK && facts->n_years > 1) {
    code = page_years_new(kept->results, &kept->years, error);
  }
  return code == SL_OK && facts->n_months > 0
             ? sl_month_columns_new("months", facts, &kept->months, error)
             : code;
}

static int take_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  page_kept_t *kept = context;
  sl_results_put_block(kept->results, block);
  const int code = kept->years != NULL ? page_years_put(kept->years, block, error) : SL_OK;
  return code == SL_OK && kept->months != NULL ? sl_month_columns_put(kept->months, block, error)
                                               : code;
}

static int take_prices(void *context, const sl_price_t *prices, sl_error_t *error)
{
  const page_kept_t *kept = context;
  (void)error;
  for (size_t a = 0; a < kept->results->facts->n_arrangements; a++) {
    kept->results->facts->arrangements[a].price = prices[a];
  }
  return SL_OK;
}

static int take_band(void *context, const sl_band_t *band, sl_error_t *error)
{
  page_kept_t *kept = context;
  const int code = sl_band_new(band->n_arrangements, &kept->results->band, error);
  if (code != SL_OK) {
    return code;
  }
  sl_band_t *copy = kept->results->band;
  char *afresh = strdup(band->afresh);
  if (afresh == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the assumption band");
  }
  free(copy->afresh);
  copy->afresh = afresh;
  copy->trials = band->trials;
  memcpy(copy->arrangements, band->arrangements, band->n_arrangements * sizeof *band->arrangements);
  return SL_OK;
}

/* Arrays and texts are the copy's own. */
static int copy_levels(sl_levers_t *copy, const sl_levers_t *levers, sl_error_t *error)
{
  int code = SL_OK;
  for (int l = 0; code == SL_OK && l < SL_N_LEVER_LEVELS; l++) {
    const uint64_t trials = levers->trials[l];
    const size_t n = (size_t)trials * levers->n_deductibles;
    code = trials > 0 ? sl_levers_reserve(copy, (sl_lever_level_t)l, trials, error) : SL_OK;
    if (code == SL_OK && trials > 0) {
      memcpy(copy->before[l], levers->before[l], n * sizeof *levers->before[l]);
      if (levers->has_eligible) {
        memcpy(copy->eligible[l], levers->eligible[l], n * sizeof *levers->eligible[l]);
      }
    }
  }
  code = code == SL_OK ? sl_levers_say(&copy->rule, levers->rule, error) : code;
  code = code == SL_OK ? sl_levers_say(&copy->no_deductible, levers->no_deductible, error) : code;
  return code == SL_OK ? sl_levers_say(&copy->no_corridor, levers->no_corridor, error) : code;
}

static int take_levers(void *context, const sl_levers_t *levers, sl_error_t *error)
{
  page_kept_t *kept = context;
  const int code = sl_levers_new(&kept->results->levers, error);
  if (code != SL_OK) {
    return code;
  }
  sl_levers_t *copy = kept->results->levers;
  const sl_levers_t own = *copy;
  *copy = *levers;
  memcpy(copy->trials, own.trials, sizeof own.trials);
  memcpy(copy->before, own.before, sizeof own.before);
  memcpy(copy->eligible, own.eligible, sizeof own.eligible);
  copy->rule = own.rule;
  copy->no_deductible = own.no_deductible;
  copy->no_corridor = own.no_corridor;
  return copy_levels(copy, levers, error);
}

/* Its trials are not kept: figures alone, as in a file that is read back. */
static int take_rare(void *context, sl_rare_t *rare, sl_error_t *error)
{
  page_kept_t *kept = context;
  sl_rare_t *copy = NULL;
  const int code = sl_rare_new(0, rare->n_laws, rare->n_arrangements, &copy, error);
  if (code != SL_OK) {
    return code;
  }
  const sl_rare_t empty = *copy;
  *copy = *rare;
  *rare = empty;
  kept->results->rare = copy;
  return SL_OK;
}

static int finish(void *context, sl_error_t *error)
{
  page_kept_t *kept = context;
  const int code = kept->years != NULL ? page_years_tell(kept->years, error) : SL_OK;
  return code == SL_OK && kept->months != NULL
             ? sl_month_columns_summarize(kept->months, &kept->results->months, error)
             : code;
}

sl_run_sink_t page_kept_sink(page_kept_t *kept)
{
  return (sl_run_sink_t){.context = kept,
                         .open = open_kept,
                         .block = take_block,
                         .exhibit = take_prices,
                         .band = take_band,
                         .levers = take_levers,
                         .rare = take_rare,
                         .finish = finish};
}

void page_kept_end(page_kept_t *kept, int failed)
{
  sl_month_columns_free(kept->months);
  kept->months = NULL;
  if (failed) {
    sl_results_free(kept->results);
    kept->results = NULL;
  }
}
