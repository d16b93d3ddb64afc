#include "sim/engine/trials/cost_block.h"

#include "models/funding/cash_flow.h"
#include "models/funding/cost.h"
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/year.h"

#include <math.h>

static void put_claims(sl_block_t *block, const sl_unit_sums_t *sums)
{
  for (size_t t = 0; t < block->n_trials; t++) {
    block->trial[SL_TRIAL_ALLOWED][t] = sums->allowed[t];
    block->trial[SL_TRIAL_MEMBER_PAID][t] = sums->member_paid[t];
    block->trial[SL_TRIAL_PLAN_PAID][t] = sums->allowed[t] - sums->member_paid[t];
    block->trial[SL_TRIAL_LARGEST_CLAIMANT][t] = sums->largest[t];
    block->trial[SL_TRIAL_CLAIMS][t] = sums->claims[t];
    block->trial[SL_TRIAL_UNCOVERED][t] = sums->uncovered != NULL ? sums->uncovered[t] : 0.0;
  }
}

static void put_ibnr(sl_block_t *block, const sl_unit_sums_t *sums, size_t cover, size_t a)
{
  for (size_t m = 0; m < block->n_months; m++) {
    double *column = block->month_cost[SL_MONTH_IBNR] + (a * block->n_months + m) * SL_BLOCK_TRIALS;
    for (size_t t = 0; t < block->n_trials; t++) {
      column[t] = sl_unit_sums_ibnr(sums, sums->model->covers[cover].since_at, t)[m];
    }
  }
}

/* Trials that are put into their columns together: hundreds of columns a page apart, of which every
 * trial would otherwise fetch a line each; and of each page some lines in a row are sooner there.
 */
#define TOGETHER 32

typedef sl_cash_month_t cash_months_t[SL_CASH_MONTHS_MAX];

/* Trials first .. first + n - 1. */
static void put_months(sl_block_t *block, size_t arrangement, size_t first, size_t n,
                       const cash_months_t *months)
{
  for (size_t m = 0; m < block->n_months; m++) {
    const size_t i = (arrangement * block->n_months + m) * SL_BLOCK_TRIALS + first;
    for (size_t t = 0; t < n; t++) {
      const sl_cash_month_t *month = &months[t][m];
      block->month_cost[SL_MONTH_PAID][i + t] = month->paid;
      block->month_cost[SL_MONTH_FIXED][i + t] = month->fixed;
      block->month_cost[SL_MONTH_REIMBURSED][i + t] = month->reimbursed;
      block->month_cost[SL_MONTH_ADVANCED][i + t] = month->advanced;
      block->month_cost[SL_MONTH_NET][i + t] = month->net;
      block->month_cost[SL_MONTH_CUMULATIVE][i + t] = month->cumulative;
    }
  }
}

/* By month: only where the scenario asks for it; what accommodation advances is told in any case.
 */
static sl_cash_peaks_t flow_cash(const sl_block_t *block, const sl_cash_terms_t *terms,
                                 const sl_trial_claims_t *claims, const sl_trial_cost_t *cost,
                                 sl_cash_month_t *months)
{
  return block->n_months > 0
             ? sl_cash_flow(terms, claims, cost, months)
             : (sl_cash_peaks_t){.largest_advance = sl_largest_advance(terms, claims)};
}

static sl_cash_terms_t cash_terms(const sl_scenario_t *scenario, const sl_price_t *prices, size_t a,
                                  size_t n_months)
{
  return sl_cash_terms(&scenario->arrangements->list[a], &scenario->group->enrolment, &prices[a],
                       scenario->arrangements->cash_flow.reimbursement_months, scenario->months,
                       n_months > 0 ? n_months : scenario->months);
}

/* What an arrangement's trials have in common. */
typedef struct costing {
  const sl_scenario_t *scenario;
  const sl_price_t *price;
  const sl_unit_sums_t *sums;
  size_t a, cover;
  sl_cash_terms_t terms;
  sl_exhibit_tally_t *exhibit; /* NULL = not wanted */
} costing_t;

static sl_year_t cost_trial(const costing_t *c, const sl_block_t *block, size_t t,
                            sl_cash_month_t *months)
{
  const sl_arrangement_t *arrangement = &c->scenario->arrangements->list[c->a];
  sl_trial_paths_t paths;
  const sl_trial_claims_t claims = sl_trial_claims_of(c->sums, c->cover, t, &paths);
  sl_year_t year = {
      .cost = sl_arrangement_cost(arrangement, &c->scenario->group->enrolment, c->price, &claims)};
  if (!c->sums->model->tells_run_out[c->a]) {
    year.cost.run_out = year.cost.terminal_liability = (double)NAN;
  }
  if (c->exhibit != NULL) {
    sl_exhibit_take(c->exhibit, arrangement, &claims, &year.cost);
  }
  year.peaks = flow_cash(block, &c->terms, &claims, &year.cost, months);
  return year;
}

static void cost_arrangement(const costing_t *costing, sl_block_t *block)
{
  cash_months_t months[TOGETHER];
  sl_year_t years[TOGETHER];
  put_ibnr(block, costing->sums, costing->cover, costing->a);
  for (size_t first = 0; first < block->n_trials; first += TOGETHER) {
    const size_t left = block->n_trials - first, n = left < TOGETHER ? left : TOGETHER;
    for (size_t t = 0; t < n; t++) {
      years[t] = cost_trial(costing, block, first + t, months[t]);
    }
    sl_block_put_years(block, costing->a, first, years, n);
    put_months(block, costing->a, first, n, (const cash_months_t *)months);
  }
}

void sl_cost_block(const sl_scenario_t *scenario, const sl_price_t *prices, uint64_t index,
                   size_t n_trials, const sl_unit_sums_t *sums, sl_exhibit_tally_t *exhibit,
                   sl_block_t *block)
{
  block->index = index;
  block->first_trial = index * SL_BLOCK_TRIALS;
  block->n_trials = n_trials;
  put_claims(block, sums);
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    const costing_t costing = {.scenario = scenario,
                               .price = &prices[a],
                               .sums = sums,
                               .a = a,
                               .cover = sums->model->cover_of[a],
                               .terms = cash_terms(scenario, prices, a, block->n_months),
                               .exhibit = exhibit != NULL ? &exhibit[a] : NULL};
    cost_arrangement(&costing, block);
  }
}
