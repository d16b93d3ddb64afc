#include "sim/engine/renew/cost.h"

#include "sim/engine/trials/trial_claims.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>

/* One trial under one line in one plan year. */
typedef struct line_year {
  sl_trial_cost_t cost; /* contract k + 1's payments for the year's claims not yet counted */
  double budget, attachment, rate_change;
} line_year_t;

typedef struct trial {
  const sl_years_costing_t *costing;
  const sl_unit_sums_t *sums;
  size_t at;
  sl_enrolment_t enrolment[SL_PLAN_YEARS_MAX];
  double allowed[SL_PLAN_YEARS_MAX]; /* expected allowed amount a person */
} trial_t;

static const sl_unit_sums_t *sums_of(const trial_t *trial, unsigned k)
{
  return k == 0 ? trial->sums : &trial->sums->later_years[k - 1];
}

/* ---- people ---- */

static void count_people(trial_t *trial, unsigned k)
{
  const sl_several_t *several = trial->costing->several;
  const sl_enrolment_t *first = &several->first->group->enrolment;
  double columns[SL_PEOPLE_COLUMNS];
  if (k == 0) {
    trial->enrolment[0] = *first;
    trial->allowed[0] = several->allowed_first;
    return;
  }
  for (size_t c = 0; c < SL_PEOPLE_COLUMNS; c++) {
    columns[c] = sums_of(trial, k)->people[c * SL_BLOCK_TRIALS + trial->at];
  }
  trial->enrolment[k] = sl_people_enrolment(columns, first);
  trial->allowed[k] = columns[SL_PEOPLE_MEMBERS] > 0.0
                          ? columns[SL_PEOPLE_ALLOWED] / columns[SL_PEOPLE_MEMBERS]
                          : 0.0;
}

/* ---- what was seen ---- */

static sl_trial_claims_t claims_of(const trial_t *trial, unsigned k, size_t place,
                                   sl_trial_paths_t *paths)
{
  const sl_unit_sums_t *sums = sums_of(trial, k);
  return sl_trial_claims_of(sums, sums->model->cover_of[place], trial->at, paths);
}

static sl_renewal_seen_t seen_of(const trial_t *trial, size_t line, unsigned k,
                                 const sl_trial_cost_t *cost)
{
  const sl_years_plan_t *plan = trial->costing->plan;
  const sl_arrangement_t *of = &sl_plan_list(plan, k)[sl_plan_seen(plan, line)];
  sl_trial_paths_t paths;
  const sl_trial_claims_t seen = claims_of(trial, k, sl_plan_seen(plan, line), &paths);
  const sl_trial_claims_t whole = claims_of(trial, k, sl_plan_whole(plan, line), &paths);
  const double reimbursed =
      of->has_specific ? sl_specific_reimbursement(&of->specific, seen.excess) : 0.0;
  return (sl_renewal_seen_t){
      .seen = {.insured = seen.eligible,
               .specific = reimbursed,
               .eligible = seen.eligible,
               .retained = whole.eligible - reimbursed},
      .relativity = trial->allowed[k] > 0.0 ? trial->allowed[k + 1] / trial->allowed[k] : 1.0,
      .fund_balance = cost->fund_balance};
}

/* ---- a line's years ---- */

static void cost_line(const trial_t *trial, size_t line, line_year_t *years)
{
  const sl_renewal_t *renewal = &trial->costing->renewals[line];
  sl_renewal_state_t state = sl_renewal_begin(renewal);
  for (unsigned k = 0; k < renewal->years; k++) {
    sl_price_t price;
    sl_trial_paths_t paths;
    const sl_trial_claims_t claims = claims_of(trial, k, line, &paths);
    sl_renewal_price(renewal, &state, &trial->enrolment[k], &price);
    years[k] = (line_year_t){
        .cost = sl_renewal_cost(renewal, &state, &trial->enrolment[k], &price, &claims),
        .budget = price.budget.value,
        .attachment = price.attachment.value,
        .rate_change = state.rate_change};
    if (k + 1 < renewal->years) {
      const sl_renewal_seen_t seen = seen_of(trial, line, k, &years[k].cost);
      sl_renewal_state_t after;
      sl_renewal_step(renewal, &state, &price, &trial->enrolment[k], &seen,
                      &trial->enrolment[k + 1], &after);
      state = after;
    }
  }
}

/* ---- an arrangement's years, some of which may be another's ---- */

/* What a contract pays for claims of the year before counts in that year's cost, if it was bought
 * by the same arrangement; else it pays for claims that are not the employer's. */
static void count_run_in(line_year_t *years, unsigned k)
{
  const double other = years[k + 1].cost.reimbursement_other;
  years[k].cost.retained_claims -= other;
  years[k].cost.cost -= other;
}

/* Persons with a laser: in later years those set at renewal, or those that are still there. */
static double lasers_of(const trial_t *trial, size_t line, unsigned k)
{
  const sl_years_plan_t *plan = trial->costing->plan;
  const size_t rule = plan->rule_of[line];
  const size_t at = SL_PEOPLE_COLUMNS + (rule != SIZE_MAX ? rule : plan->n_rules + line);
  return k == 0 ? (double)plan->line[line].first.specific.n_lasers
                : sums_of(trial, k)->people[at * SL_BLOCK_TRIALS + trial->at];
}

static void put(sl_years_block_t *block, sl_year_variable_t variable, size_t at, double value)
{
  block->by_year[variable][at] = value;
}

static void put_year(sl_years_block_t *block, size_t at, const line_year_t *year)
{
  const sl_trial_cost_t *cost = &year->cost;
  const double over = cost->cost - year->budget;
  put(block, SL_YEAR_COST, at, cost->cost);
  put(block, SL_YEAR_RETAINED, at, cost->retained_claims);
  put(block, SL_YEAR_FEES, at, cost->fees);
  put(block, SL_YEAR_PREMIUMS, at, cost->premiums);
  put(block, SL_YEAR_SPECIFIC, at, cost->specific_reimbursement);
  put(block, SL_YEAR_AGGREGATE, at, cost->aggregate_reimbursement);
  put(block, SL_YEAR_ATTACHMENT, at, year->attachment);
  put(block, SL_YEAR_BUDGET, at, year->budget);
  put(block, SL_YEAR_DEFICIT, at, over > SL_DEFICIT_TOLERANCE ? over : 0.0);
  put(block, SL_YEAR_RATE_CHANGE, at, year->rate_change);
}

/* Every line's years of a trial: [n_lines][years]. */
static void put_arrangement(const trial_t *trial, size_t line, const line_year_t *all,
                            sl_years_block_t *block, double *total)
{
  const sl_years_plan_t *plan = trial->costing->plan;
  const sl_arrangement_t *first = &plan->line[line].first;
  const bool told = line < plan->n;
  double reserve = first->opening_reserve, cumulative = 0.0;
  for (unsigned k = 0; k < plan->years; k++) {
    const size_t of = sl_renewal_in_force(&first->then, line, k);
    line_year_t two[2] = {all[of * plan->years + k]};
    if (k + 1 < plan->years && sl_renewal_in_force(&first->then, line, k + 1) == of) {
      two[1] = all[of * plan->years + k + 1];
      count_run_in(two, 0);
    }
    two[0].cost.cost += sl_renewal_leaving(&first->then, k, &two[0].cost);
    const sl_renewal_reserve_t step =
        sl_renewal_reserve_step(reserve, two[0].budget, two[0].cost.cost, first->reserve_interest);
    reserve = step.reserve;
    cumulative += two[0].cost.cost * sl_renewal_discount(plan->scenario->ahead.discount, k);
    if (told) {
      const size_t at = sl_years_block_at(block, line, k, trial->at);
      put_year(block, at, &two[0]);
      put(block, SL_YEAR_CALL, at, step.call);
      put(block, SL_YEAR_INTEREST, at, step.interest);
      put(block, SL_YEAR_RESERVE, at, step.reserve);
      put(block, SL_YEAR_LASERS, at, lasers_of(trial, of, k));
      put(block, SL_YEAR_CONTRACTS, at, trial->enrolment[k].employees);
      put(block, SL_YEAR_CUMULATIVE, at, cumulative);
    }
  }
  *total = cumulative;
}

static void cost_trial(const trial_t *trial, line_year_t *all, sl_years_block_t *block)
{
  const sl_years_plan_t *plan = trial->costing->plan;
  for (size_t l = 0; l < plan->n_lines; l++) {
    cost_line(trial, l, &all[l * plan->years]);
  }
  for (size_t l = 0; l < plan->n_lines; l++) {
    const size_t own =
        sl_years_block_at(block, plan->line[l].arrangement, plan->years - 1, trial->at);
    double total;
    put_arrangement(trial, l, all, block, &total);
    if (l >= plan->n) {
      block->saved[(l - plan->n) * SL_BLOCK_TRIALS + trial->at] =
          total - block->by_year[SL_YEAR_CUMULATIVE][own];
    }
  }
}

int sl_years_cost_block(const sl_years_costing_t *costing, size_t n_trials,
                        const sl_unit_sums_t *sums, sl_years_block_t *block, sl_error_t *error)
{
  const sl_years_plan_t *plan = costing->plan;
  line_year_t *all = malloc(plan->n_lines * plan->years * sizeof *all);
  if (all == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a trial's plan years");
  }
  for (size_t t = 0; t < n_trials; t++) {
    trial_t trial = {.costing = costing, .sums = sums, .at = t};
    for (unsigned k = 0; k < plan->years; k++) {
      count_people(&trial, k);
    }
    cost_trial(&trial, all, block);
  }
  free(all);
  return SL_OK;
}
