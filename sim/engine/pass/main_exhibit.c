#include "sim/engine/pass/main_exhibit.h"

#include "models/funding/pricing.h"
#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <stdlib.h>

/* Leveraged trend is a ratio over the same trials, whose error is small: one in so many of the
 * pricing trials will do. */
#define LEVERAGED_SHARE 4

struct sl_main_exhibit {
  const sl_model_t *model;
  sl_exhibit_tally_t *tally; /* [n_arrangements] */
  uint64_t first_block;      /* of the run */
  uint64_t again;            /* trials of leveraged trend; fewer where the run has fewer */
  uint64_t seen;
  sl_trial_claims_t *base, *trended; /* [n_covers][again], without paths */
};

bool sl_needs_pricing_pass(const sl_scenario_t *scenario)
{
  bool needed = false;
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    needed = needed || sl_arrangement_needs_pricing(&scenario->arrangements->list[a]);
  }
  return needed;
}

uint64_t sl_leveraged_trials(const sl_scenario_t *scenario)
{
  bool found = false;
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    found = found || scenario->arrangements->list[a].has_specific;
  }
  return found && scenario->claims->trend > 0.0
             ? (scenario->simulation->pricing_trials + LEVERAGED_SHARE - 1) / LEVERAGED_SHARE
             : 0;
}

int sl_main_exhibit_new(const sl_model_t *model, const sl_pass_terms_t *run,
                        sl_main_exhibit_t **exhibit, sl_error_t *error)
{
  sl_main_exhibit_t *e = calloc(1, sizeof *e);
  bool have = e != NULL;
  if (have) {
    const uint64_t wanted = sl_leveraged_trials(model->scenario);
    const uint64_t trials = run->trials - run->first_block * SL_BLOCK_TRIALS;
    e->model = model;
    e->first_block = run->first_block;
    e->again = wanted < trials ? wanted : trials;
    const size_t room = model->n_covers * (size_t)e->again + 1;
    e->tally = calloc(model->scenario->arrangements->n + 1, sizeof *e->tally);
    e->base = calloc(room, sizeof *e->base);
    e->trended = calloc(room, sizeof *e->trended);
    have = e->tally != NULL && e->base != NULL && e->trended != NULL;
  }
  if (!have) {
    sl_main_exhibit_free(e);
    *exhibit = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the underwriter's exhibit");
  }
  *exhibit = e;
  return SL_OK;
}

void sl_main_exhibit_free(sl_main_exhibit_t *exhibit)
{
  if (exhibit != NULL) {
    free(exhibit->tally);
    free(exhibit->base);
    free(exhibit->trended);
    free(exhibit);
  }
}

sl_exhibit_tally_t *sl_main_exhibit_tallies(sl_main_exhibit_t *exhibit) { return exhibit->tally; }

static void keep(const sl_main_exhibit_t *exhibit, uint64_t block, size_t n_trials,
                 const sl_unit_sums_t *sums, sl_trial_claims_t *kept)
{
  for (size_t c = 0; c < exhibit->model->n_covers; c++) {
    for (size_t t = 0; t < n_trials; t++) {
      const uint64_t trial = (block - exhibit->first_block) * SL_BLOCK_TRIALS + t;
      sl_trial_paths_t paths;
      if (trial < exhibit->again) {
        sl_trial_claims_t *claims = &kept[c * exhibit->again + trial];
        *claims = sl_trial_claims_of(sums, c, t, &paths);
        claims->path = claims->months = NULL;
      }
    }
  }
}

void sl_main_exhibit_take(sl_main_exhibit_t *exhibit, uint64_t block, size_t n_trials,
                          const sl_unit_sums_t *sums)
{
  keep(exhibit, block, n_trials, sums, exhibit->base);
  exhibit->seen += n_trials;
}

static int take_trended(void *context, uint64_t block, size_t n_trials, const sl_unit_sums_t *sums,
                        sl_error_t *error)
{
  const sl_main_exhibit_t *exhibit = context;
  (void)error;
  keep(exhibit, block, n_trials, sums, exhibit->trended);
  return SL_OK;
}

int sl_trended_run(const sl_trended_pass_t *again, sl_sums_sink_t sink, void *context,
                   sl_error_t *error)
{
  const sl_scenario_t *scenario = again->model->scenario;
  sl_annual_totals_t *totals = NULL;
  sl_pass_terms_t pass = {.pass = again->pass,
                          .inflation = 1.0 + scenario->claims->trend,
                          .first_block = again->first_block,
                          .trials = again->first_block * SL_BLOCK_TRIALS + again->trials};
  int code = SL_OK;
  if (again->model->path == SL_ENGINE_TOTALS && sl_annual_totals_bend(scenario)) {
    code = sl_annual_totals_new(again->model, pass.inflation, &totals, error);
    pass.totals = totals;
  }
  if (code == SL_OK) {
    code = sl_wave_run(again->wave, &pass, sink, context, again->options, error);
  }
  sl_annual_totals_free(totals);
  return code;
}

int sl_main_exhibit_tell(sl_main_exhibit_t *exhibit, sl_wave_t *wave,
                         const sl_engine_options_t *options, sl_price_t *prices, sl_error_t *error)
{
  const sl_scenario_t *scenario = exhibit->model->scenario;
  const uint64_t again = exhibit->again < exhibit->seen ? exhibit->again : exhibit->seen;
  const sl_trended_pass_t pass = {.model = exhibit->model,
                                  .wave = wave,
                                  .options = options,
                                  .pass = SL_PASS_MAIN,
                                  .first_block = exhibit->first_block,
                                  .trials = again};
  const int code = again > 0 ? sl_trended_run(&pass, take_trended, exhibit, error) : SL_OK;
  for (size_t a = 0; code == SL_OK && exhibit->seen > 0 && a < scenario->arrangements->n; a++) {
    const sl_arrangement_t *arrangement = &scenario->arrangements->list[a];
    const size_t first = exhibit->model->cover_of[a] * (size_t)exhibit->again;
    sl_exhibit_tell(&exhibit->tally[a], arrangement, &scenario->group->enrolment, &prices[a]);
    if (arrangement->has_specific) {
      prices[a].leveraged_trend =
          sl_leveraged_trend(exhibit->base + first, exhibit->trended + first, (size_t)again);
    }
  }
  return code;
}
