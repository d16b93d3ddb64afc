#include "sim/engine/renew/ahead.h"

#include "sim/engine/compile/compile.h"
#include "sim/engine/renew/cost.h"
#include "sim/engine/renew/expect.h"
#include "sim/engine/renew/plan.h"
#include "sim/engine/years/several.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>

struct sl_ahead {
  const sl_scenario_t *scenario;
  sl_years_plan_t *plan;
  sl_scenario_t *priced; /* the scenario with all arrangements that the pricing pass prices */
  sl_model_t *pricing_model;
  sl_years_expect_t *expect;
  sl_several_t *several;
  sl_model_t *model;      /* the first year's with the further covers, and all later years */
  sl_renewal_t *renewals; /* [lines], zeroed until they are known */
  sl_years_block_t *block;
};

/* ---- the pricing pass's model ---- */

/* The scenario's arrangements, the other lines', and the plan's. */
static int list_priced(const sl_ahead_t *ahead, sl_arrangements_t *into)
{
  const sl_years_plan_t *plan = ahead->plan;
  const size_t n_services = ahead->scenario->claims->n_services;
  const size_t n = sl_plan_priced(plan, plan->years, 0, SL_PRICED_FULL);
  int code = SL_OK;
  *into = *ahead->scenario->arrangements;
  into->n = 0;
  into->cash_flow.wanted = false;
  into->list = calloc(n + 1, sizeof *into->list);
  for (size_t i = 0; into->list != NULL && code == SL_OK && i < n; i++) {
    const sl_arrangement_t *from =
        i < plan->n_lines ? &plan->line[i].first : &plan->priced[i - plan->n_lines];
    into->n = i + 1;
    code = sl_arrangement_copy(from, n_services, &into->list[i]);
  }
  return into->list != NULL ? code : SL_ERR_MEMORY;
}

static int make_pricing(sl_ahead_t *ahead, const sl_engine_options_t *options, int threads,
                        sl_error_t *error)
{
  const unsigned shared = SL_ALL_PARTS & ~(1U << SL_PART_ARRANGEMENTS);
  sl_engine_options_t own = *options;
  sl_parts_t parts;
  own.claim_by_claim = true;
  own.store = NULL;
  ahead->priced = sl_scenario_new(ahead->scenario, shared, &parts);
  int code = ahead->priced != NULL ? list_priced(ahead, parts.arrangements) : SL_ERR_MEMORY;
  if (code != SL_OK) {
    return sl_fail(error, code, "no memory for the arrangements of the plan years");
  }
  code = sl_model_new(ahead->priced, &own, threads, &ahead->pricing_model, error);
  if (code == SL_OK) {
    sl_model_t *model = ahead->pricing_model;
    model->n_priced_covers = 0;
    for (size_t l = 0; l < ahead->plan->n_lines; l++) {
      const size_t n = model->cover_of[l] + 1;
      model->n_priced_covers = n > model->n_priced_covers ? n : model->n_priced_covers;
    }
    model->n_own_covers = model->n_priced_covers;
    code = sl_years_expect_new(ahead->plan, model, &ahead->expect, error);
  }
  return code;
}

/* ---- the run's model ---- */

static int make_several(sl_ahead_t *ahead, const sl_model_t *first,
                        const sl_engine_options_t *options, int threads, sl_error_t *error)
{
  const sl_years_plan_t *plan = ahead->plan;
  sl_later_lists_t lists[SL_PLAN_YEARS_MAX];
  const size_t n_further = 3 * plan->n_lines - plan->n;
  for (unsigned k = 0; k < plan->years; k++) {
    const sl_arrangement_t *list = sl_plan_list(plan, k);
    lists[k] = (sl_later_lists_t){list, list + plan->n, n_further, plan->rules + k * plan->n_rules,
                                  plan->n_rules};
  }
  int code = sl_model_further(first, lists[0].further, n_further, &ahead->model, error);
  if (code == SL_OK) {
    code = sl_several_new(first, options, threads, lists, plan->years - 1, &ahead->several, error);
  }
  if (code == SL_OK) {
    ahead->several->kept = plan->kept;
    ahead->several->n_kept = plan->n_kept;
    ahead->several->n_lines = plan->n_lines;
    ahead->model->path = SL_ENGINE_YEARS;
    ahead->model->several = ahead->several;
    ahead->model->n_later = ahead->several->n;
  }
  return code;
}

/* ---- all of it ---- */

static int make_plan(sl_ahead_t *ahead, sl_error_t *error)
{
  sl_turnover_terms_t terms;
  unsigned *ages = NULL;
  uint32_t *slots = NULL;
  double contracts[SL_PLAN_YEARS_MAX] = {0.0};
  int code = sl_turnover_of_scenario(ahead->scenario, &terms, &ages, &slots, error);
  for (unsigned k = 1; code == SL_OK && k < ahead->scenario->ahead.years; k++) {
    contracts[k] = (double)sl_turnover_slots(&terms, k);
  }
  free(ages);
  free(slots);
  return code == SL_OK ? sl_years_plan_new(ahead->scenario, contracts, &ahead->plan, error) : code;
}

int sl_ahead_new(const sl_model_t *first, const sl_engine_options_t *options, int threads,
                 sl_ahead_t **ahead, sl_error_t *error)
{
  *ahead = NULL;
  if (first->scenario->ahead.years <= 1) {
    return SL_OK;
  }
  sl_ahead_t *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for several plan years");
  }
  made->scenario = first->scenario;
  int code = make_plan(made, error);
  if (code == SL_OK) {
    made->renewals = calloc(made->plan->n_lines + 1, sizeof *made->renewals);
    code = made->renewals != NULL
               ? sl_years_block_new(made->plan->n, made->plan->years, made->plan->promises,
                                    made->plan->n_lines - made->plan->n, &made->block, error)
               : sl_fail(error, SL_ERR_MEMORY, "no memory for the renewals");
  }
  code = code == SL_OK ? make_pricing(made, options, threads, error) : code;
  code = code == SL_OK ? make_several(made, first, options, threads, error) : code;
  if (code != SL_OK) {
    sl_ahead_free(made);
    return code;
  }
  *ahead = made;
  return SL_OK;
}

static void free_renewals(sl_ahead_t *ahead)
{
  for (size_t l = 0; ahead->renewals != NULL && ahead->plan != NULL && l < ahead->plan->n_lines;
       l++) {
    sl_renewal_free(&ahead->renewals[l]);
  }
}

void sl_ahead_free(sl_ahead_t *ahead)
{
  if (ahead == NULL) {
    return;
  }
  free_renewals(ahead);
  free(ahead->renewals);
  sl_years_block_free(ahead->block);
  sl_model_further_free(ahead->model);
  sl_several_free(ahead->several);
  sl_years_expect_free(ahead->expect);
  sl_model_free(ahead->pricing_model);
  sl_scenario_free(ahead->priced);
  sl_years_plan_free(ahead->plan);
  free(ahead);
}

const sl_model_t *sl_ahead_pricing_model(const sl_ahead_t *ahead) { return ahead->pricing_model; }

const sl_model_t *sl_ahead_model(const sl_ahead_t *ahead) { return ahead->model; }

void sl_ahead_take_priced(sl_ahead_t *ahead, uint64_t block, size_t n_trials,
                          const sl_unit_sums_t *sums)
{
  sl_years_expect_take(ahead->expect, block == 0, n_trials, sums);
}

size_t sl_ahead_lines(const sl_ahead_t *ahead) { return ahead->plan->n_lines; }

const sl_arrangement_t *sl_ahead_line(const sl_ahead_t *ahead, size_t line)
{
  return &ahead->plan->line[line].first;
}

int sl_ahead_renew(sl_ahead_t *ahead, const sl_price_t *prices, sl_error_t *error)
{
  const sl_enrolment_t *enrolment = &ahead->scenario->group->enrolment;
  int code = SL_OK;
  free_renewals(ahead);
  for (size_t l = 0; code == SL_OK && l < ahead->plan->n_lines; l++) {
    code = sl_years_expect_renewal(ahead->expect, l, &prices[l], enrolment, &ahead->renewals[l],
                                   error);
  }
  return code;
}

int sl_ahead_cost(sl_ahead_t *ahead, size_t n_trials, const sl_unit_sums_t *sums,
                  const sl_years_block_t **years, sl_error_t *error)
{
  const sl_years_costing_t costing = {ahead->plan, ahead->several, ahead->renewals};
  *years = ahead->block;
  return sl_years_cost_block(&costing, n_trials, sums, ahead->block, error);
}
