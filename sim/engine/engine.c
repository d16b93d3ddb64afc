/* The loop: waves of blocks, priced first where prices depend on the claims. */
#include "sim/engine/engine.h"

#include "sim/engine/wave.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

struct sl_engine {
  const sl_scenario_t *scenario;
  sl_engine_options_t options;
  sl_model_t *model;
  sl_wave_t *wave;
  sl_price_t *prices; /* n_arrangements, once settled */
};

int sl_engine_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                  sl_engine_t **engine, sl_error_t *error)
{
  *engine = calloc(1, sizeof **engine);
  if (*engine == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the engine");
  }
  (*engine)->scenario = scenario;
  (*engine)->options = *options;
  int code = sl_model_new(scenario, &(*engine)->model, error);
  if (code == SL_OK) {
    const int threads = options->threads > 0 ? options->threads : omp_get_max_threads();
    code = sl_wave_new((*engine)->model, threads, &(*engine)->wave, error);
  }
  if (code != SL_OK) {
    sl_engine_free(*engine);
    *engine = NULL;
  }
  return code;
}

void sl_engine_free(sl_engine_t *engine)
{
  if (engine != NULL) {
    sl_wave_free(engine->wave);
    sl_model_free(engine->model);
    free(engine->prices);
    free(engine);
  }
}

static sl_trial_claims_t claims_of(const sl_unit_sums_t *sums, size_t arrangement, size_t trial)
{
  return (sl_trial_claims_t){
      .plan_paid = sums->allowed[trial] - sums->member_paid[trial],
      .claims = sums->claims[trial],
      .excess = sums->excess[arrangement * SL_BLOCK_TRIALS + trial],
      .eligible = sums->eligible[arrangement * SL_BLOCK_TRIALS + trial],
  };
}

/* What is done with a block's sums: pricing collects them, simulating costs them. */
typedef int (*receive_t)(void *context, uint64_t block, size_t n_trials, const sl_unit_sums_t *sums,
                         sl_error_t *error);

static int run_pass(sl_engine_t *engine, sl_pass_t pass, uint64_t trials, receive_t receive,
                    void *context, sl_error_t *error)
{
  const uint64_t n_blocks = (trials + SL_BLOCK_TRIALS - 1) / SL_BLOCK_TRIALS;
  const size_t room = sl_wave_blocks(engine->wave);
  int code = SL_OK;
  for (uint64_t first = 0; code == SL_OK && first < n_blocks; first += room) {
    const size_t n = n_blocks - first < room ? (size_t)(n_blocks - first) : room;
    code = sl_wave_compute(engine->wave, pass, trials, first, n, &engine->options, error);
    for (size_t i = 0; code == SL_OK && i < n; i++) {
      code = receive(context, first + i, sl_block_trials(trials, first + i),
                     sl_wave_sums(engine->wave, i), error);
    }
  }
  return code;
}

typedef struct collection {
  size_t n_arrangements;
  uint64_t trials;
  sl_trial_claims_t *claims; /* [n_arrangements][trials] */
} collection_t;

static int collect_claims(void *context, uint64_t block, size_t n_trials,
                          const sl_unit_sums_t *sums, sl_error_t *error)
{
  const collection_t *collection = context;
  (void)error;
  for (size_t a = 0; a < collection->n_arrangements; a++) {
    for (size_t t = 0; t < n_trials; t++) {
      collection->claims[a * collection->trials + block * SL_BLOCK_TRIALS + t] =
          claims_of(sums, a, t);
    }
  }
  return SL_OK;
}

static bool needs_pricing(const sl_scenario_t *scenario)
{
  bool needed = false;
  for (size_t a = 0; a < scenario->n_arrangements; a++) {
    needed = needed || sl_arrangement_needs_pricing(&scenario->arrangements[a]);
  }
  return needed;
}

static int settle_prices(sl_engine_t *engine, const collection_t *collection, sl_error_t *error)
{
  const sl_scenario_t *scenario = engine->scenario;
  int code = SL_OK;
  for (size_t a = 0; code == SL_OK && a < scenario->n_arrangements; a++) {
    code = sl_arrangement_price(&scenario->arrangements[a], &scenario->enrolment,
                                collection->claims + a * collection->trials,
                                (size_t)collection->trials, &engine->prices[a], error);
  }
  return code;
}

int sl_engine_price(sl_engine_t *engine, sl_price_t *prices, sl_error_t *error)
{
  const sl_scenario_t *scenario = engine->scenario;
  const size_t n = scenario->n_arrangements;
  collection_t collection = {.n_arrangements = n};
  int code = SL_OK;
  if (needs_pricing(scenario)) {
    collection.trials = scenario->simulation.pricing_trials;
  }
  collection.claims = malloc((n * collection.trials + 1) * sizeof *collection.claims);
  free(engine->prices);
  engine->prices = calloc(n, sizeof *engine->prices);
  if (collection.claims == NULL || engine->prices == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for the pricing trials");
    goto out;
  }
  code = run_pass(engine, SL_PASS_PRICING, collection.trials, collect_claims, &collection, error);
  if (code == SL_OK) {
    code = settle_prices(engine, &collection, error);
  }
  if (code == SL_OK) {
    memcpy(prices, engine->prices, n * sizeof *prices);
  }
out:
  if (code != SL_OK) {
    free(engine->prices);
    engine->prices = NULL;
  }
  free(collection.claims);
  return code;
}

typedef struct costing {
  const sl_engine_t *engine;
  sl_block_t *block;
  sl_block_sink_t sink;
  void *sink_context;
} costing_t;

static void put_cost(sl_block_t *block, size_t i, const sl_trial_cost_t *cost)
{
  block->cost[SL_COST_COST][i] = cost->cost;
  block->cost[SL_COST_RETAINED_CLAIMS][i] = cost->retained_claims;
  block->cost[SL_COST_SPECIFIC_REIMBURSEMENT][i] = cost->specific_reimbursement;
  block->cost[SL_COST_AGGREGATE_REIMBURSEMENT][i] = cost->aggregate_reimbursement;
  block->cost[SL_COST_FEES][i] = cost->fees;
  block->cost[SL_COST_PREMIUMS][i] = cost->premiums;
  block->cost[SL_COST_TAXES][i] = cost->taxes;
  block->cost[SL_COST_REFUNDS][i] = cost->refunds;
  block->cost[SL_COST_INSURED_CLAIMS][i] = cost->insured_claims;
  block->cost[SL_COST_DEFICIT][i] = cost->deficit;
  block->cost[SL_COST_SURPLUS][i] = cost->surplus;
  block->cost[SL_COST_NET_COST][i] = cost->net_cost;
  block->cost[SL_COST_HSA_CONTRIBUTIONS][i] = cost->hsa_contributions;
  block->cost[SL_COST_REIMBURSEMENT_OTHER][i] = cost->reimbursement_other;
  block->cost[SL_COST_CAPTIVE_CLAIMS][i] = cost->captive_claims;
  block->cost[SL_COST_GAP][i] = cost->gap;
  block->cost[SL_COST_RUN_OUT][i] = cost->run_out;
  block->cost[SL_COST_TERMINAL_LIABILITY][i] = cost->terminal_liability;
  block->cost[SL_COST_FUND_BALANCE][i] = cost->fund_balance;
}

static void put_claims(sl_block_t *block, const sl_unit_sums_t *sums)
{
  for (size_t t = 0; t < block->n_trials; t++) {
    block->trial[SL_TRIAL_ALLOWED][t] = sums->allowed[t];
    block->trial[SL_TRIAL_MEMBER_PAID][t] = sums->member_paid[t];
    block->trial[SL_TRIAL_PLAN_PAID][t] = sums->allowed[t] - sums->member_paid[t];
    block->trial[SL_TRIAL_LARGEST_CLAIMANT][t] = sums->largest[t];
    block->trial[SL_TRIAL_CLAIMS][t] = sums->claims[t];
  }
}

static int cost_block(void *context, uint64_t index, size_t n_trials, const sl_unit_sums_t *sums,
                      sl_error_t *error)
{
  const costing_t *costing = context;
  const sl_scenario_t *scenario = costing->engine->scenario;
  sl_block_t *block = costing->block;
  block->index = index;
  block->first_trial = index * SL_BLOCK_TRIALS;
  block->n_trials = n_trials;
  put_claims(block, sums);
  for (size_t a = 0; a < scenario->n_arrangements; a++) {
    for (size_t t = 0; t < n_trials; t++) {
      const sl_trial_claims_t claims = claims_of(sums, a, t);
      const sl_trial_cost_t cost = sl_arrangement_cost(
          &scenario->arrangements[a], &scenario->enrolment, &costing->engine->prices[a], &claims);
      put_cost(block, t * scenario->n_arrangements + a, &cost);
    }
  }
  return costing->sink(costing->sink_context, block, error);
}

int sl_engine_run(sl_engine_t *engine, sl_block_sink_t sink, void *context, sl_error_t *error)
{
  if (engine->prices == NULL) {
    return sl_fail(error, SL_ERR_ARGUMENT, "prices are to be settled before the run");
  }
  costing_t costing = {.engine = engine, .sink = sink, .sink_context = context};
  int code = sl_block_new(engine->scenario->n_arrangements, 0, &costing.block, error);
  if (code == SL_OK) {
    code = run_pass(engine, SL_PASS_MAIN, engine->scenario->simulation.trials, cost_block, &costing,
                    error);
  }
  sl_block_free(costing.block);
  return code;
}
