/* The run: priced first where prices depend on the claims, then every block costed until the trials
 * or the precision that was asked for are reached. */
#include "sim/engine/engine.h"

#include "models/funding/pricing.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/compile/stopping.h"
#include "sim/engine/compile/threads.h"
#include "sim/engine/pass/band_pass.h"
#include "sim/engine/pass/main_exhibit.h"
#include "sim/engine/pass/pricing_pass.h"
#include "sim/engine/pass/wave.h"
#include "sim/engine/progress.h"
#include "sim/engine/rare/pass.h"
#include "sim/engine/renew/ahead.h"
#include "sim/engine/trials/cost_block.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct sl_engine {
  const sl_scenario_t *scenario;
  sl_engine_options_t options;
  sl_model_t *model;
  sl_model_t *further; /* with the covers of further arrangements; NULL = there are none */
  sl_ahead_t *ahead;   /* NULL = one plan year */
  int threads;
  sl_wave_t *wave;             /* of one of both models */
  const sl_model_t *wave_of;   /* that one */
  sl_collection_t *collection; /* the pricing pass */
  sl_price_t *prices;          /* n_arrangements, once settled */
  sl_main_exhibit_t *exhibit;  /* NULL where the pricing pass tells it, or nobody wants it */
  sl_own_costs_t *own_costs;   /* of the run, for its band; NULL where there is none */
  bool has_run;
};

static int start_threads(const sl_engine_options_t *options)
{
  const int wanted = sl_threads_wanted(options->threads);
  const int started = sl_threads_start(wanted);
  if (started < wanted && options->few_threads != NULL) {
    options->few_threads(options->progress_context, started, wanted);
  }
  return started;
}

static uint64_t all_blocks(const sl_scenario_t *scenario)
{
  return (scenario->simulation->trials + SL_BLOCK_TRIALS - 1) / SL_BLOCK_TRIALS;
}

static int check_part(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                      sl_error_t *error)
{
  const bool part = options->first_block > 0 || options->n_blocks > 0;
  if (part && options->precision.goal != SL_PRECISION_NONE) {
    return sl_fail(error, SL_ERR_ARGUMENT, "a precision is a goal of the whole run, not of a part");
  }
  return options->first_block == 0 || options->first_block < all_blocks(scenario)
             ? SL_OK
             : sl_fail(error, SL_ERR_ARGUMENT, "no block %" PRIu64 ": the run has %" PRIu64,
                       options->first_block, all_blocks(scenario));
}

/* The wave that the next pass needs. */
static int use_model(sl_engine_t *engine, const sl_model_t *model, sl_error_t *error)
{
  if (engine->wave != NULL && engine->wave_of == model) {
    return SL_OK;
  }
  sl_wave_free(engine->wave);
  engine->wave = NULL;
  engine->wave_of = model;
  return sl_wave_new(model, engine->threads, &engine->wave, error);
}

static const sl_model_t *with_further(const sl_engine_t *engine)
{
  return engine->further != NULL ? engine->further : engine->model;
}

/* The pricing pass's. */
static const sl_model_t *pricing_model(const sl_engine_t *engine)
{
  return engine->ahead != NULL ? sl_ahead_pricing_model(engine->ahead) : with_further(engine);
}

/* The run's, but for its first blocks where there are further arrangements. */
static const sl_model_t *run_model(const sl_engine_t *engine)
{
  return engine->ahead != NULL ? sl_ahead_model(engine->ahead) : engine->model;
}

static int use_further(sl_engine_t *engine, sl_error_t *error)
{
  return use_model(engine, with_further(engine), error);
}

static int compile_models(sl_engine_t *engine, sl_error_t *error)
{
  const sl_further_t *further = &engine->options.further;
  int code =
      sl_model_new(engine->scenario, &engine->options, engine->threads, &engine->model, error);
  if (code == SL_OK && further->sink != NULL) {
    code = sl_model_further(engine->model, further->list, further->n, &engine->further, error);
  }
  if (code == SL_OK) {
    code = sl_ahead_new(engine->model, &engine->options, engine->threads, &engine->ahead, error);
  }
  return code == SL_OK ? use_model(engine, pricing_model(engine), error) : code;
}

static uint64_t blocks_of(uint64_t trials)
{
  return (trials + SL_BLOCK_TRIALS - 1) / SL_BLOCK_TRIALS;
}

static int begin_store(const sl_engine_t *engine, sl_error_t *error);

int sl_engine_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                  sl_engine_t **engine, sl_error_t *error)
{
  *engine = calloc(1, sizeof **engine);
  if (*engine == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the engine");
  }
  (*engine)->scenario = scenario;
  (*engine)->options = *options;
  (*engine)->options.claim_by_claim = options->claim_by_claim || scenario->ahead.years > 1;
  (*engine)->threads = start_threads(options);
  int code = check_part(scenario, options, error);
  code = code == SL_OK ? compile_models(*engine, error) : code;
  code = code == SL_OK ? begin_store(*engine, error) : code;
  if (code != SL_OK) {
    sl_engine_free(*engine);
    *engine = NULL;
  }
  return code;
}

static void release_collection(sl_engine_t *engine)
{
  sl_collection_free(engine->collection);
  engine->collection = NULL;
}

void sl_engine_free(sl_engine_t *engine)
{
  if (engine != NULL) {
    release_collection(engine);
    sl_wave_free(engine->wave);
    sl_ahead_free(engine->ahead);
    sl_model_further_free(engine->further);
    sl_model_free(engine->model);
    free(engine->prices);
    sl_main_exhibit_free(engine->exhibit);
    sl_own_costs_free(engine->own_costs);
    free(engine);
  }
}

/* Where every price is quoted the exhibit waits for the run's own trials. */
static sl_pass_terms_t main_pass(const sl_engine_t *engine)
{
  const uint64_t first = engine->options.first_block, n = engine->options.n_blocks;
  const bool cut = n > 0 && n < all_blocks(engine->scenario) - first;
  sl_pass_terms_t pass = {.pass = SL_PASS_MAIN,
                          .first_block = first,
                          .trials = cut ? (first + n) * SL_BLOCK_TRIALS
                                        : engine->scenario->simulation->trials};
  if (engine->model->counts_claimants) {
    const uint64_t trials = pass.trials - first * SL_BLOCK_TRIALS;
    const uint64_t wanted = sl_leveraged_trials(engine->scenario);
    pass.later = wanted < trials ? wanted : trials;
  }
  return pass;
}

/* ---- prices ---- */

static bool needs_pricing_pass(const sl_engine_t *engine)
{
  return engine->options.price_anyway || engine->ahead != NULL ||
         sl_needs_pricing_pass(engine->scenario);
}

static uint64_t pricing_trials(const sl_engine_t *engine)
{
  return needs_pricing_pass(engine) ? engine->scenario->simulation->pricing_trials : 0;
}

static bool wants_exhibit(const sl_engine_t *engine)
{
  return engine->options.price_anyway || engine->scenario->simulation->exhibit;
}

static uint64_t leveraged_trials(const sl_engine_t *engine)
{
  return needs_pricing_pass(engine) && wants_exhibit(engine) ? sl_leveraged_trials(engine->scenario)
                                                             : 0;
}

static sl_pass_terms_t pricing_pass(const sl_engine_t *engine)
{
  return (sl_pass_terms_t){
      .pass = SL_PASS_PRICING, .trials = pricing_trials(engine), .later = leveraged_trials(engine)};
}

static int collect(void *context, uint64_t block, size_t n_trials, const sl_unit_sums_t *sums,
                   sl_error_t *error)
{
  sl_engine_t *engine = context;
  if (engine->ahead != NULL) {
    sl_ahead_take_priced(engine->ahead, block, n_trials, sums);
  }
  return sl_collection_take(engine->collection, block, n_trials, sums, error);
}

int sl_engine_collect(sl_engine_t *engine, sl_error_t *error)
{
  const sl_pass_terms_t pass = pricing_pass(engine);
  release_collection(engine);
  int code = use_model(engine, pricing_model(engine), error);
  code = code == SL_OK ? sl_collection_new(engine->wave_of, (size_t)pass.trials, (size_t)pass.later,
                                           &engine->collection, error)
                       : code;
  return code == SL_OK ? sl_wave_run(engine->wave, &pass, collect, engine, &engine->options, error)
                       : code;
}

int sl_engine_settle(const sl_engine_t *engine, const sl_arrangement_t *arrangement,
                     size_t cover_of, sl_price_t *price, sl_error_t *error)
{
  const sl_scenario_t *scenario = engine->scenario;
  const sl_trial_claims_t *claims = sl_collection_claims(engine->collection, cover_of);
  const int code = sl_arrangement_price(arrangement, &scenario->group->enrolment, claims,
                                        (size_t)pricing_trials(engine), price, error);
  if (code == SL_OK && wants_exhibit(engine)) {
    sl_exhibit_settle(arrangement, &scenario->group->enrolment, claims,
                      (size_t)pricing_trials(engine), price);
  }
  if (code == SL_OK && leveraged_trials(engine) > 0 && arrangement->has_specific) {
    price->leveraged_trend = sl_collection_leveraged_trend(engine->collection, cover_of);
  }
  return code;
}

const sl_trial_claims_t *sl_engine_priced_claims(const sl_engine_t *engine, size_t cover_of,
                                                 size_t *n)
{
  *n = engine->collection != NULL ? (size_t)pricing_trials(engine) : 0;
  return engine->collection != NULL ? sl_collection_claims(engine->collection, cover_of) : NULL;
}

static void count_claimants(sl_engine_t *engine)
{
  engine->model->counts_claimants =
      engine->scenario->simulation->exhibit && !needs_pricing_pass(engine);
  if (engine->further != NULL) {
    engine->further->counts_claimants = engine->model->counts_claimants;
  }
}

static int prepare_exhibit(sl_engine_t *engine, sl_error_t *error)
{
  sl_main_exhibit_free(engine->exhibit);
  engine->exhibit = NULL;
  count_claimants(engine);
  const sl_pass_terms_t run = main_pass(engine);
  return engine->model->counts_claimants
             ? sl_main_exhibit_new(engine->model, &run, &engine->exhibit, error)
             : SL_OK;
}

/* What follows in later plan years from the prices of the first, which arrangements without a
 * carrier's promise have too. */
static int renew(sl_engine_t *engine, sl_error_t *error)
{
  const size_t n = engine->scenario->arrangements->n;
  if (engine->ahead == NULL) {
    return SL_OK;
  }
  const size_t n_lines = sl_ahead_lines(engine->ahead);
  sl_price_t *all = calloc(n_lines, sizeof *all);
  int code = all != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the prices");
  for (size_t l = 0; code == SL_OK && l < n_lines; l++) {
    if (l < n) {
      all[l] = engine->prices[l];
    } else {
      code = sl_engine_settle(engine, sl_ahead_line(engine->ahead, l), l, &all[l], error);
    }
  }
  code = code == SL_OK ? sl_ahead_renew(engine->ahead, all, error) : code;
  free(all);
  return code;
}

int sl_engine_price(sl_engine_t *engine, sl_price_t *prices, sl_error_t *error)
{
  const sl_scenario_t *scenario = engine->scenario;
  const size_t n = scenario->arrangements->n;
  free(engine->prices);
  engine->prices = calloc(n, sizeof *engine->prices);
  int code = engine->prices != NULL ? sl_engine_collect(engine, error)
                                    : sl_fail(error, SL_ERR_MEMORY, "no memory for the prices");
  for (size_t a = 0; code == SL_OK && a < n; a++) {
    code = sl_engine_settle(engine, &scenario->arrangements->list[a], a, &engine->prices[a], error);
  }
  code = code == SL_OK ? prepare_exhibit(engine, error) : code;
  code = code == SL_OK ? renew(engine, error) : code;
  if (code == SL_OK) {
    memcpy(prices, engine->prices, n * sizeof *prices);
  } else {
    free(engine->prices);
    engine->prices = NULL;
  }
  if (code != SL_OK || engine->further == NULL) {
    release_collection(engine);
  }
  return code;
}

/* ---- the run ---- */

/* No error: the block that meets the precision ends the pass, and what the threads computed beyond
 * it is dropped. */
#define ENOUGH 1

typedef struct costing {
  const sl_engine_t *engine;
  sl_block_t *block;
  sl_stopping_t *stopping; /* NULL without a precision */
  sl_block_sink_t sink;
  void *sink_context;
} costing_t;

/* Whether these sums are of the first blocks, which have the covers of further arrangements. */
static bool shows_further(const sl_engine_t *engine, const sl_unit_sums_t *sums)
{
  return engine->further != NULL && sums->model == engine->further;
}

static int cost_block(void *context, uint64_t index, size_t n_trials, const sl_unit_sums_t *sums,
                      sl_error_t *error)
{
  const costing_t *costing = context;
  const sl_engine_t *engine = costing->engine;
  sl_main_exhibit_t *exhibit = engine->exhibit;
  sl_cost_block(engine->scenario, engine->prices, index, n_trials, sums,
                exhibit != NULL ? sl_main_exhibit_tallies(exhibit) : NULL, costing->block);
  if (exhibit != NULL) {
    sl_main_exhibit_take(exhibit, n_trials, sums);
  }
  if (engine->ahead != NULL) {
    const int told = sl_ahead_cost(engine->ahead, n_trials, sums, &costing->block->years, error);
    if (told != SL_OK) {
      return told;
    }
  }
  if (engine->own_costs != NULL) {
    sl_own_costs_take(engine->own_costs, costing->block);
  }
  if (shows_further(engine, sums)) {
    const sl_further_t *further = &engine->options.further;
    const int shown =
        further->sink(further->context, SL_FURTHER_AS_RUN, index, n_trials, sums, error);
    if (shown != SL_OK) {
      return shown;
    }
  }
  const int code = costing->sink(costing->sink_context, costing->block, error);
  if (code != SL_OK || costing->stopping == NULL) {
    return code;
  }
  sl_stopping_take(costing->stopping, costing->block);
  return sl_stopping_is_met(costing->stopping) ? ENOUGH : SL_OK;
}

static int run_part(sl_engine_t *engine, const sl_pass_terms_t *pass, const sl_run_part_t *part,
                    sl_sums_sink_t sink, void *context, sl_error_t *error)
{
  sl_run_part_t own = *part;
  const sl_engine_options_t options = sl_reporting_part(&own);
  return sl_wave_run(engine->wave, pass, sink, context, &options, error);
}

/* Blocks of a run that one model serves. */
typedef struct main_part {
  const sl_model_t *model;
  sl_pass_terms_t pass;
} main_part_t;

/* The blocks of the first trials with the covers of further arrangements, the rest without; returns
 * how many parts there are. */
static size_t divide_main(const sl_engine_t *engine, main_part_t parts[2])
{
  const sl_pass_terms_t all = main_pass(engine);
  const uint64_t first = all.first_block * SL_BLOCK_TRIALS;
  const uint64_t blocks = blocks_of(engine->options.further.trials);
  size_t n = 0;
  parts[0] = parts[1] = (main_part_t){run_model(engine), all};
  if (engine->further != NULL && all.first_block < blocks) {
    sl_pass_terms_t *pass = &parts[n].pass;
    parts[n++].model = engine->further;
    pass->trials = all.trials < blocks * SL_BLOCK_TRIALS ? all.trials : blocks * SL_BLOCK_TRIALS;
    pass->later = all.later < pass->trials - first ? all.later : pass->trials - first;
    parts[n].pass.first_block = blocks;
    parts[n].pass.later = all.later - pass->later;
  }
  return n + (parts[n].pass.first_block * SL_BLOCK_TRIALS < all.trials ? 1 : 0);
}

static int run_pass(sl_engine_t *engine, const sl_engine_options_t *options, sl_sums_sink_t sink,
                    void *context, sl_error_t *error)
{
  main_part_t part[2];
  const size_t n = divide_main(engine, part);
  const sl_pass_terms_t all = main_pass(engine);
  const uint64_t first = all.first_block * SL_BLOCK_TRIALS;
  int code = SL_OK;
  release_collection(engine);
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    const sl_run_part_t parts = {.options = options,
                                 .before = part[i].pass.first_block * SL_BLOCK_TRIALS - first,
                                 .total = all.trials - first};
    code = use_model(engine, part[i].model, error);
    code = code == SL_OK ? run_part(engine, &part[i].pass, &parts, sink, context, error) : code;
  }
  return code;
}

int sl_engine_run_sums(sl_engine_t *engine, sl_sums_sink_t sink, void *context, sl_error_t *error)
{
  return run_pass(engine, &engine->options, sink, context, error);
}

static int new_stopping(const sl_engine_t *engine, sl_stopping_t **stopping, sl_error_t *error)
{
  const size_t n = engine->scenario->arrangements->n;
  bool *can_vary = malloc(n * sizeof *can_vary);
  if (can_vary == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the precision");
  }
  for (size_t a = 0; a < n; a++) {
    can_vary[a] = sl_scenario_cost_can_vary(engine->scenario, a);
  }
  const int code = sl_stopping_new(&engine->options.precision, can_vary, n, stopping, error);
  free(can_vary);
  return code;
}

static int run_until_met(sl_engine_t *engine, costing_t *costing, sl_error_t *error)
{
  sl_expectation_t expectation = {&engine->options, costing->stopping};
  const sl_engine_options_t options = sl_expecting(&expectation);
  const int code = run_pass(engine, &options, cost_block, costing, error);
  return code == ENOUGH ? SL_OK : code;
}

/* Of whole runs alone. */
static bool has_band(const sl_engine_t *engine)
{
  return engine->options.band && engine->options.first_block == 0 &&
         engine->options.n_blocks == 0 && sl_band_is_possible(engine->model);
}

static int prepare_band(sl_engine_t *engine, sl_error_t *error)
{
  const sl_scenario_t *scenario = engine->scenario;
  sl_own_costs_free(engine->own_costs);
  engine->own_costs = NULL;
  return has_band(engine)
             ? sl_own_costs_new(scenario->arrangements->n, scenario->simulation->trials,
                                &engine->own_costs, error)
             : SL_OK;
}

int sl_engine_run(sl_engine_t *engine, sl_block_sink_t sink, void *context, sl_error_t *error)
{
  const sl_scenario_t *scenario = engine->scenario;
  if (engine->prices == NULL) {
    return sl_fail(error, SL_ERR_ARGUMENT, "prices are to be settled before the run");
  }
  costing_t costing = {.engine = engine, .sink = sink, .sink_context = context};
  int code =
      sl_block_new(scenario->arrangements->n, sl_cash_flow_months(scenario), &costing.block, error);
  code = code == SL_OK ? prepare_band(engine, error) : code;
  if (code == SL_OK && engine->options.precision.goal != SL_PRECISION_NONE) {
    code = new_stopping(engine, &costing.stopping, error);
  }
  if (code == SL_OK) {
    code = costing.stopping != NULL ? run_until_met(engine, &costing, error)
                                    : sl_engine_run_sums(engine, cost_block, &costing, error);
  }
  sl_stopping_free(costing.stopping);
  sl_block_free(costing.block);
  engine->has_run = code == SL_OK;
  return code;
}

int sl_engine_band(sl_engine_t *engine, sl_band_t **band, sl_error_t *error)
{
  *band = NULL;
  if (!engine->has_run || !engine->options.band) {
    return sl_fail(error, SL_ERR_ARGUMENT, "an assumption band is that of a run that has ended");
  }
  if (engine->own_costs == NULL) {
    return SL_OK;
  }
  const int code = use_further(engine, error);
  const sl_band_terms_t terms = {.model = engine->wave_of,
                                 .prices = engine->prices,
                                 .own = engine->own_costs,
                                 .wave = engine->wave,
                                 .options = &engine->options};
  return code == SL_OK ? sl_band_pass(&terms, band, error) : code;
}

void sl_engine_exhibit(const sl_engine_t *engine, sl_price_t *prices)
{
  if (engine->exhibit != NULL) {
    sl_main_exhibit_tell(engine->exhibit, prices);
  }
}

int sl_engine_rare(sl_engine_t *engine, uint64_t trials, sl_rare_t **rare, sl_error_t *error)
{
  *rare = NULL;
  if (engine->prices == NULL) {
    return sl_fail(error, SL_ERR_ARGUMENT, "prices are to be settled before the rare years");
  }
  const int code = use_model(engine, engine->model, error);
  const sl_rare_terms_t terms = {.model = engine->model,
                                 .prices = engine->prices,
                                 .wave = engine->wave,
                                 .options = &engine->options,
                                 .trials = trials};
  return code == SL_OK ? sl_rare_pass(&terms, rare, error) : code;
}

/* ---- units kept elsewhere, shares ---- */

void sl_engine_plan(const sl_engine_t *engine, sl_unit_plan_t *plan)
{
  const uint64_t trials = engine->scenario->simulation->trials;
  const bool whole = engine->options.precision.goal == SL_PRECISION_NONE;
  *plan = (sl_unit_plan_t){.tiles = engine->model->n_tiles};
  plan->blocks[SL_UNIT_PRICING] = blocks_of(pricing_trials(engine));
  plan->blocks[SL_UNIT_MAIN] = blocks_of(trials);
  for (size_t k = 0; whole && has_band(engine) && k < SL_N_BAND_LEVELS; k++) {
    plan->blocks[SL_UNIT_BAND + k] = blocks_of(sl_band_trials(trials));
  }
}

static int begin_store(const sl_engine_t *engine, sl_error_t *error)
{
  const sl_unit_store_t *store = engine->options.store;
  sl_unit_plan_t plan;
  if (store == NULL || store->begin == NULL) {
    return SL_OK;
  }
  sl_engine_plan(engine, &plan);
  return store->begin(store->context, &plan, error);
}

static int work_on_band(sl_engine_t *engine, const sl_unit_share_t *share, sl_error_t *error)
{
  const int code = use_further(engine, error);
  const sl_band_terms_t terms = {
      .model = engine->wave_of, .wave = engine->wave, .options = &engine->options, .share = share};
  return code == SL_OK && has_band(engine)
             ? sl_band_work(&terms, sl_band_trials(engine->scenario->simulation->trials), error)
             : code;
}

/* A share of these blocks; then share->before counts them. */
static int work_on(sl_engine_t *engine, const main_part_t *part, sl_unit_share_t *share,
                   sl_error_t *error)
{
  sl_pass_terms_t pass = part->pass;
  int code = use_model(engine, part->model, error);
  pass.share = share;
  code =
      code == SL_OK ? sl_wave_run(engine->wave, &pass, NULL, NULL, &engine->options, error) : code;
  share->before += (blocks_of(pass.trials) - pass.first_block) * engine->model->n_tiles;
  return code;
}

int sl_engine_work(sl_engine_t *engine, uint64_t at, uint64_t n, sl_error_t *error)
{
  const sl_engine_options_t *options = &engine->options;
  sl_unit_plan_t plan;
  sl_unit_share_t share = {.at = at, .n = n};
  if (at >= n || options->store == NULL || options->first_block > 0 || options->n_blocks > 0 ||
      options->precision.goal != SL_PRECISION_NONE) {
    return sl_fail(error, SL_ERR_ARGUMENT, "a share is one of a whole run, and is kept");
  }
  sl_engine_plan(engine, &plan);
  count_claimants(engine);
  main_part_t part[2];
  const size_t parts = divide_main(engine, part);
  int code =
      work_on(engine, &(main_part_t){pricing_model(engine), pricing_pass(engine)}, &share, error);
  for (size_t i = 0; code == SL_OK && i < parts; i++) {
    code = work_on(engine, &part[i], &share, error);
  }
  return code == SL_OK ? work_on_band(engine, &share, error) : code;
}
