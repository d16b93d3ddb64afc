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
  for (size_t t = 0; block->n_months > 0 && t < block->n_trials; t++) {
    const double *ibnr = sl_unit_sums_ibnr(sums, sums->model->covers[cover].since_at, t);
    for (size_t m = 0; m < block->n_months; m++) {
      block->month_cost[SL_MONTH_IBNR][(a * block->n_months + m) * SL_BLOCK_TRIALS + t] = ibnr[m];
    }
  }
}

static void put_months(sl_block_t *block, size_t arrangement, size_t trial,
                       const sl_cash_month_t *months)
{
  for (size_t m = 0; m < block->n_months; m++) {
    const size_t i = (arrangement * block->n_months + m) * SL_BLOCK_TRIALS + trial;
    block->month_cost[SL_MONTH_PAID][i] = months[m].paid;
    block->month_cost[SL_MONTH_FIXED][i] = months[m].fixed;
    block->month_cost[SL_MONTH_REIMBURSED][i] = months[m].reimbursed;
    block->month_cost[SL_MONTH_ADVANCED][i] = months[m].advanced;
    block->month_cost[SL_MONTH_NET][i] = months[m].net;
    block->month_cost[SL_MONTH_CUMULATIVE][i] = months[m].cumulative;
  }
}

/* By month: only where the scenario asks for it; what accommodation advances is told in any case.
 */
static sl_cash_peaks_t put_cash(sl_block_t *block, const sl_scenario_t *scenario,
                                const sl_price_t *price, size_t a, size_t t,
                                const sl_trial_claims_t *claims, const sl_trial_cost_t *cost)
{
  sl_cash_peaks_t peaks = {0};
  if (block->n_months > 0) {
    sl_cash_month_t months[SL_CASH_MONTHS_MAX];
    peaks = sl_cash_flow(&scenario->arrangements->list[a], &scenario->group->enrolment, price,
                         claims, cost, scenario->arrangements->cash_flow.reimbursement_months,
                         block->n_months, months);
    put_months(block, a, t, months);
  } else {
    peaks.largest_advance = sl_largest_advance(&scenario->arrangements->list[a],
                                               &scenario->group->enrolment, price, claims);
  }
  return peaks;
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
    const size_t cover = sums->model->cover_of[a];
    put_ibnr(block, sums, cover, a);
    for (size_t t = 0; t < n_trials; t++) {
      sl_trial_paths_t paths;
      const sl_trial_claims_t claims = sl_trial_claims_of(sums, cover, t, &paths);
      sl_year_t year = {.cost =
                            sl_arrangement_cost(&scenario->arrangements->list[a],
                                                &scenario->group->enrolment, &prices[a], &claims)};
      if (!sums->model->tells_run_out[a]) {
        year.cost.run_out = year.cost.terminal_liability = (double)NAN;
      }
      if (exhibit != NULL) {
        sl_exhibit_take(&exhibit[a], &scenario->arrangements->list[a], &claims, &year.cost);
      }
      year.peaks = put_cash(block, scenario, &prices[a], a, t, &claims, &year.cost);
      sl_block_put_year(block, t * scenario->arrangements->n + a, &year);
    }
  }
}
