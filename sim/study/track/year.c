/* One arrangement's year by trial, and what its trials tell. */
#include "models/core/amounts.h"
#include "models/funding/cash_flow.h"
#include "models/funding/cost.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/track/parts.h"

#include <math.h>
#include <stdlib.h>

const double sl_track_fractions[SL_TRACK_BANDS] = {0.05, 0.25, 0.5, 0.75, 0.95};

#define SINGLE_COLUMNS 13

int sl_track_columns_new(size_t trials, size_t n_months, sl_track_columns_t *columns,
                         sl_error_t *error)
{
  *columns = (sl_track_columns_t){.trials = trials, .n_months = n_months};
  columns->column =
      calloc(trials * (SINGLE_COLUMNS + SL_TRACK_FANS * n_months), sizeof *columns->column);
  if (columns->column == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the years of %zu trials", trials);
  }
  double **const single[SINGLE_COLUMNS] = {&columns->cost,
                                           &columns->paid,
                                           &columns->specific,
                                           &columns->aggregate,
                                           &columns->fixed,
                                           &columns->passes,
                                           &columns->deficit,
                                           &columns->advance,
                                           &columns->ibnr,
                                           &columns->fixed_so_far,
                                           &columns->reimbursed_so_far,
                                           &columns->advance_now,
                                           &columns->eligible_now};
  for (size_t k = 0; k < SINGLE_COLUMNS; k++) {
    *single[k] = columns->column + k * trials;
  }
  for (size_t f = 0; f < SL_TRACK_FANS; f++) {
    columns->fan[f] = columns->column + (SINGLE_COLUMNS + f * n_months) * trials;
  }
  return SL_OK;
}

void sl_track_columns_free(sl_track_columns_t *columns)
{
  free(columns->column);
  columns->column = NULL;
}

/* ---- a trial ---- */

static void put_eligible(const sl_track_year_t *year, const sl_paid_path_t *path, size_t trial,
                         sl_track_columns_t *columns)
{
  double by_month[SL_CASH_MONTHS_MAX] = {0}, sum = 0.0;
  for (size_t slot = 0; path->eligible != NULL && slot < path->timeline->n_slots; slot++) {
    const int month = path->timeline->month_of_slot[slot];
    const size_t at = month > 0 ? (size_t)month : 0;
    by_month[at < year->n_months ? at : year->n_months - 1] +=
        path->eligible[2 * slot] + path->eligible[2 * slot + 1];
  }
  for (size_t m = 0; m < year->n_months; m++) {
    sum += by_month[m];
    columns->fan[SL_TRACK_ELIGIBLE][m * columns->trials + trial] = sum;
    columns->eligible_now[trial] += m < year->months ? by_month[m] : 0.0;
  }
}

static void put_months(const sl_track_year_t *year, const sl_cash_month_t *months, size_t trial,
                       sl_track_columns_t *columns)
{
  double paid = 0.0;
  for (size_t m = 0; m < year->n_months; m++) {
    paid += months[m].paid;
    columns->fan[SL_TRACK_PAID][m * columns->trials + trial] = paid;
    columns->fan[SL_TRACK_NET][m * columns->trials + trial] = months[m].cumulative;
    if (m < year->months) {
      columns->fixed_so_far[trial] += months[m].fixed;
      columns->reimbursed_so_far[trial] += months[m].reimbursed;
      columns->advance_now[trial] += months[m].advanced;
    }
  }
}

void sl_track_put(const sl_track_year_t *year, const sl_trial_claims_t *claims, double ibnr,
                  size_t trial, sl_track_columns_t *columns)
{
  sl_cash_month_t months[SL_CASH_MONTHS_MAX];
  const sl_trial_cost_t cost =
      sl_arrangement_cost(year->arrangement, year->enrolment, year->price, claims);
  const sl_cash_peaks_t peaks = sl_cash_flow(&year->cash, claims, &cost, months);
  columns->cost[trial] = cost.cost;
  columns->paid[trial] = claims->plan_paid;
  columns->specific[trial] = cost.specific_reimbursement;
  columns->aggregate[trial] = cost.aggregate_reimbursement;
  columns->fixed[trial] = cost.cost - cost.retained_claims;
  columns->passes[trial] = cost.aggregate_reimbursement > SL_DEFICIT_TOLERANCE;
  columns->deficit[trial] = cost.deficit;
  columns->advance[trial] = peaks.largest_advance;
  columns->ibnr[trial] = ibnr;
  put_months(year, months, trial, columns);
  put_eligible(year, claims->months, trial, columns);
}

/* ---- what the trials tell ---- */

sl_track_spread_t sl_track_spread(const double *column, const double *weight, size_t n,
                                  sl_weighed_value_t *sorted)
{
  sl_track_spread_t spread = {.mean = sl_weighed_mean(column, weight, n)};
  const size_t kept = sl_weighed_sort(column, weight, n, sorted);
  sl_weighed_quantiles(sorted, kept, sl_track_fractions, SL_TRACK_BANDS, spread.quantile);
  return spread;
}

static void tell_fans(const sl_track_columns_t *columns, sl_weighed_value_t *sorted,
                      sl_track_arrangement_t *into)
{
  const size_t n = columns->trials;
  for (size_t f = 0; f < SL_TRACK_FANS; f++) {
    for (size_t m = 0; into->fan[f] != NULL && m < columns->n_months; m++) {
      const sl_track_spread_t spread =
          sl_track_spread(columns->fan[f] + m * n, columns->weight, n, sorted);
      for (size_t b = 0; b < SL_TRACK_BANDS; b++) {
        into->fan[f][b * columns->n_months + m] = spread.quantile[b];
      }
    }
  }
}

static void tell_so_far(const sl_track_year_t *year, const sl_track_columns_t *columns,
                        sl_track_arrangement_t *into)
{
  const size_t plan = year->scenario->months, n = columns->trials;
  const size_t passed = year->months < plan ? year->months : plan;
  into->fixed_so_far = sl_weighed_mean(columns->fixed_so_far, columns->weight, n).value;
  into->reimbursed_so_far = sl_weighed_mean(columns->reimbursed_so_far, columns->weight, n).value;
  into->advance = sl_weighed_mean(columns->advance_now, columns->weight, n).value;
  into->budget_so_far = year->price->budget.value * (double)passed / (double)plan;
  if (into->has_aggregate) {
    into->eligible_so_far = sl_weighed_mean(columns->eligible_now, columns->weight, n).value;
    into->attachment_so_far = passed > 0 ? into->attachment[passed - 1] : 0.0;
  }
}

void sl_track_tell(const sl_track_year_t *year, const sl_track_columns_t *columns,
                   sl_weighed_value_t *sorted, sl_track_arrangement_t *into)
{
  const double *weight = columns->weight;
  const size_t n = columns->trials;
  into->cost = sl_track_spread(columns->cost, weight, n, sorted);
  into->paid = sl_track_spread(columns->paid, weight, n, sorted);
  into->deficit_probability = sl_weighed_share(columns->deficit, weight, n, 0.0);
  into->mean_deficit = sl_weighed_mean(columns->deficit, weight, n);
  into->specific = sl_weighed_mean(columns->specific, weight, n);
  into->aggregate = sl_weighed_mean(columns->aggregate, weight, n);
  into->fixed = sl_weighed_mean(columns->fixed, weight, n);
  into->aggregate_probability = sl_weighed_share(columns->passes, weight, n, 0.5);
  into->ibnr = sl_track_spread(columns->ibnr, weight, n, sorted);
  into->largest_advance = sl_track_spread(columns->advance, weight, n, sorted);
  tell_fans(columns, sorted, into);
  if (year->months > 0) {
    tell_so_far(year, columns, into);
  }
}
