#include "sim/study/run.h"

#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/check.h"
#include "sim/study/levers/levers.h"

#include <stdlib.h>

struct sl_run {
  const sl_scenario_t *scenario;
  sl_run_options_t options;
  sl_engine_t *engine;
  sl_lever_study_t *levers; /* NULL: not asked for */
  sl_price_t *prices;       /* by arrangement */
};

/* What exists while it runs. */
typedef struct running {
  sl_run_t *run;
  const sl_run_sink_t *sink;
  sl_run_facts_t *facts;
  sl_check_t *check; /* NULL: not asked for */
} running_t;

static int prepare_levers(sl_run_t *run, sl_error_t *error)
{
  sl_engine_options_t *engine = &run->options.engine;
  const bool whole = engine->first_block == 0 && engine->n_blocks == 0;
  const int code = run->options.levers && whole && run->scenario->ahead.years <= 1
                       ? sl_lever_study_new(run->scenario, &run->levers, error)
                       : SL_OK;
  if (code == SL_OK && run->levers != NULL) {
    engine->further = sl_lever_study_further(run->levers);
  }
  return code;
}

int sl_run_new(const sl_scenario_t *scenario, const sl_run_options_t *options, sl_run_t **run,
               sl_error_t *error)
{
  sl_run_t *made = calloc(1, sizeof *made);
  sl_price_t *prices = calloc(scenario->arrangements->n + 1, sizeof *prices);
  *run = NULL;
  if (made == NULL || prices == NULL) {
    free(made);
    free(prices);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for prices");
  }
  *made = (sl_run_t){.scenario = scenario, .options = *options, .prices = prices};
  int code = prepare_levers(made, error);
  code =
      code == SL_OK ? sl_engine_new(scenario, &made->options.engine, &made->engine, error) : code;
  code = code == SL_OK ? sl_engine_price(made->engine, made->prices, error) : code;
  if (code == SL_OK && made->levers != NULL) {
    code = sl_lever_study_price(made->levers, made->engine, made->prices, error);
  }
  if (code == SL_OK) {
    *run = made;
  } else {
    sl_run_free(made);
  }
  return code;
}

void sl_run_free(sl_run_t *run)
{
  if (run != NULL) {
    sl_engine_free(run->engine);
    sl_lever_study_free(run->levers);
    free(run->prices);
    free(run);
  }
}

int sl_run_share(const sl_scenario_t *scenario, const sl_run_options_t *options, uint64_t at,
                 uint64_t n, sl_error_t *error)
{
  sl_run_t run = {.scenario = scenario, .options = *options};
  int code = prepare_levers(&run, error);
  code = code == SL_OK ? sl_engine_new(scenario, &run.options.engine, &run.engine, error) : code;
  code = code == SL_OK ? sl_engine_work(run.engine, at, n, error) : code;
  sl_engine_free(run.engine);
  sl_lever_study_free(run.levers);
  return code;
}

const sl_price_t *sl_run_prices(const sl_run_t *run) { return run->prices; }

static int open_sinks(running_t *r, sl_error_t *error)
{
  const sl_run_t *run = r->run;
  int code = sl_run_facts_new(run->scenario, run->prices, &r->facts, error);
  if (code == SL_OK) {
    sl_run_facts_ask(r->facts, &run->options.engine.precision);
    code = r->sink->open != NULL ? r->sink->open(r->sink->context, r->facts, error) : SL_OK;
  }
  if (code == SL_OK && run->options.exact) {
    code = sl_check_new(run->scenario, run->prices, r->facts->infinite_variance != 0, &r->check,
                        error);
  }
  return code;
}

static int take_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  const running_t *r = context;
  if (r->check != NULL) {
    sl_check_take(r->check, block);
  }
  return r->sink->block != NULL ? r->sink->block(r->sink->context, block, error) : SL_OK;
}

static int draw_band(const running_t *r, sl_error_t *error)
{
  sl_band_t *band = NULL;
  int code = sl_engine_band(r->run->engine, &band, error);
  if (code == SL_OK && band != NULL) {
    code = r->sink->band(r->sink->context, band, error);
  }
  sl_band_free(band);
  return code;
}

static int tell_levers(const running_t *r, sl_error_t *error)
{
  const sl_levers_t *levers = NULL;
  const int code = sl_lever_study_finish(r->run->levers, &levers, error);
  return code == SL_OK ? r->sink->levers(r->sink->context, levers, error) : code;
}

static int draw_rare(const running_t *r, sl_error_t *error)
{
  sl_rare_t *rare = NULL;
  int code = sl_engine_rare(r->run->engine, r->run->options.rare, &rare, error);
  if (code == SL_OK && r->sink->rare != NULL) {
    code = r->sink->rare(r->sink->context, rare, error);
  }
  sl_rare_free(rare);
  return code;
}

static int draw(running_t *r, sl_error_t *error)
{
  sl_run_t *run = r->run;
  int code = sl_engine_run(run->engine, take_block, r, error);
  if (code == SL_OK && r->sink->exhibit != NULL) {
    sl_engine_exhibit(run->engine, run->prices);
    code = r->sink->exhibit(r->sink->context, run->prices, error);
  }
  if (code == SL_OK && run->options.engine.band && r->sink->band != NULL) {
    code = draw_band(r, error);
  }
  if (code == SL_OK && run->levers != NULL && r->sink->levers != NULL) {
    code = tell_levers(r, error);
  }
  return code == SL_OK && run->options.rare > 0 ? draw_rare(r, error) : code;
}

static int finish(const running_t *r, sl_error_t *error)
{
  int code = SL_OK;
  if (r->check != NULL) {
    const sl_checks_t *checks = sl_check_finish(r->check);
    code = r->sink->checks != NULL ? r->sink->checks(r->sink->context, checks, error) : SL_OK;
  }
  return code == SL_OK && r->sink->finish != NULL ? r->sink->finish(r->sink->context, error) : code;
}

int sl_run_into(sl_run_t *run, const sl_run_sink_t *sink, sl_error_t *error)
{
  running_t running = {.run = run, .sink = sink};
  int code = open_sinks(&running, error);
  code = code == SL_OK ? draw(&running, error) : code;
  code = code == SL_OK ? finish(&running, error) : code;
  sl_check_free(running.check);
  sl_run_facts_free(running.facts);
  return code;
}
