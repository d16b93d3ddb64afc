/* Runs of the page: whole ones, and shares of one that several workers take. */
#include "sim/engine/compile/cache.h"
#include "sim/output/report/sweep_page.h"
#include "sim/page/kept.h"
#include "sim/page/page.h"
#include "sim/page/session.h"
#include "sim/study/sweep/sweep.h"

#include <stdlib.h>

/* Samplers of the share are those of the run that follows it. */
#define CACHE_BYTES ((size_t)64 << 20)

static sl_cache_t *cache;

static int begin(void *context, const sl_unit_plan_t *plan, sl_error_t *error)
{
  (void)context;
  (void)error;
  page_plan((double)sl_unit_plan_total(plan));
  return SL_OK;
}

static bool take(void *context, const sl_unit_t *unit, const sl_unit_values_t *values)
{
  (void)context;
  return page_take(unit->pass, (uint32_t)unit->block, (uint32_t)unit->tile, values->part[0],
                   values->n[0], values->part[1], values->n[1]) != 0;
}

static int keep(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                sl_error_t *error)
{
  (void)context;
  (void)error;
  page_keep(unit->pass, (uint32_t)unit->block, (uint32_t)unit->tile, values->part[0], values->n[0],
            values->part[1], values->n[1]);
  return SL_OK;
}

/* A run that computes what it was not given has nobody to keep it for. */
static int keep_nothing(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                        sl_error_t *error)
{
  (void)context;
  (void)unit;
  (void)values;
  (void)error;
  return SL_OK;
}

static void progress(void *context, const char *phase, uint64_t done, uint64_t total)
{
  (void)context;
  page_progress(phase, (double)done, (double)total);
}

static sl_run_options_t options_of(const sl_unit_store_t *store, uint32_t rare)
{
  sl_error_t error = {0};
  if (cache == NULL) {
    sl_cache_new(CACHE_BYTES, &cache, &error); /* without one it is only slower */
  }
  return (sl_run_options_t){
      .engine = {.threads = 1, .band = true, .store = store, .cache = cache, .progress = progress},
      .rare = rare,
      .levers = true};
}

static char *answer_of(const sl_error_t *error) { return page_answer_text(page_answer_of(error)); }

static char *none_loaded(void)
{
  const sl_error_t error = {.code = SL_ERR_ARGUMENT, .text = "no scenario is loaded"};
  return answer_of(&error);
}

char *page_share(uint32_t at, uint32_t n)
{
  const sl_unit_store_t store = {.begin = begin, .take = take, .keep = keep};
  const sl_run_options_t options = options_of(&store, 0);
  sl_error_t error = {0};
  if (page_session.scenario == NULL) {
    return none_loaded();
  }
  sl_run_share(page_session.scenario, &options, at, n, &error);
  return answer_of(&error);
}

char *page_run(uint32_t rare)
{
  const sl_unit_store_t store = {.take = take, .keep = keep_nothing};
  const sl_run_options_t options = options_of(&store, rare);
  page_kept_t kept = {0};
  sl_run_t *run = NULL;
  sl_error_t error = {0};
  if (page_session.scenario == NULL) {
    return none_loaded();
  }
  page_session_clear(0);
  const sl_run_sink_t sink = page_kept_sink(&kept);
  int code = sl_run_new(page_session.scenario, &options, &run, &error);
  code = code == SL_OK ? sl_run_into(run, &sink, &error) : code;
  sl_run_free(run);
  code = code == SL_OK ? sl_summary_new(kept.results, &page_session.summary, &error) : code;
  page_kept_end(&kept, code != SL_OK);
  page_session.results = kept.results;
  page_session.years = code == SL_OK ? kept.years : NULL;
  error.code = code;
  return answer_of(&error);
}

char *page_sweep(const double *specific, uint32_t n_specific, const double *corridor,
                 uint32_t n_corridor)
{
  sl_sweep_terms_t terms = {.specific = specific,
                            .n_specific = n_specific,
                            .corridor = corridor,
                            .n_corridor = n_corridor};
  const sl_engine_options_t options = {.threads = 1};
  const sl_sweep_into_t nowhere = {0};
  sl_sweep_t *sweep = NULL;
  char *text = NULL;
  sl_error_t error = {.code = SL_ERR_ARGUMENT, .text = "no scenario is loaded"};
  int code = page_session.scenario != NULL
                 ? sl_sweep_find(page_session.scenario, NULL, &terms.arrangement, &error)
                 : SL_ERR_ARGUMENT;
  code =
      code == SL_OK ? sl_sweep_new(page_session.scenario, &terms, &options, &sweep, &error) : code;
  code = code == SL_OK ? sl_sweep_all(sweep, &nowhere, &error) : code;
  code = code == SL_OK ? sl_sweep_json(sl_sweep_result(sweep), &text, &error) : code;
  sl_sweep_free(sweep);
  page_session.fault = error;
  return text;
}
