/* Which claims the contracts of an arrangement can leave out. */
#include "models/funding/uncovered.h"

#include "models/funding/arrangement.h"
#include "models/funding/since.h"

#include <math.h>

/* Whether some self-funded service of `claims` is none of `covered`; NULL = all services. */
static bool services_left_out(const bool *covered, const bool *claims, const bool *insured,
                              size_t n_services)
{
  for (size_t i = 0; covered != NULL && i < n_services; i++) {
    if (!covered[i] && (claims == NULL || claims[i]) && (insured == NULL || !insured[i])) {
      return true;
    }
  }
  return false;
}

/* The self-funded claims of C span these days at most, a claim being paid 0 .. longest_lag days
 * after it is incurred. */
static sl_window_t span_of_counted(const sl_arrangement_t *arrangement,
                                   const sl_calendar_t *calendar, sl_accounting_t accounting,
                                   int longest_lag)
{
  if (accounting == SL_ACCOUNT_PAID) {
    const sl_window_t paid = {-longest_lag, calendar->last_day, 0, calendar->last_day, 0};
    return sl_window_since(&paid, sl_arrangement_since(arrangement, calendar, accounting));
  }
  const int after = arrangement->kind->insurer_runs_out ? 0 : longest_lag;
  return (sl_window_t){0, calendar->last_day, 0, calendar->last_day + after, 0};
}

/* Of a window only what can happen: nothing is paid before it is incurred or long after. */
static sl_window_t within_lag(sl_window_t window, int longest_lag)
{
  const int first = window.paid_from > -longest_lag ? window.paid_from - longest_lag : INT32_MIN;
  window.incurred_from = window.incurred_from > first ? window.incurred_from : first;
  if (window.incurred_to < INT32_MAX - longest_lag &&
      window.paid_to > window.incurred_to + longest_lag) {
    window.paid_to = window.incurred_to + longest_lag;
  }
  if (window.paid_from < window.incurred_from) {
    window.paid_from = window.incurred_from;
  }
  return window;
}

static bool holds(const sl_contract_t *contract, const sl_calendar_t *calendar,
                  const sl_window_t *claims)
{
  const sl_window_t window = sl_contract_window(contract, calendar);
  return window.incurred_from <= claims->incurred_from &&
         window.incurred_to >= claims->incurred_to && window.paid_from <= claims->paid_from &&
         window.paid_to >= claims->paid_to;
}

/* What the aggregate holds and the specific does not. */
static unsigned left_between(const sl_arrangement_t *arrangement, const sl_calendar_t *calendar,
                             size_t n_services, int longest_lag)
{
  const sl_specific_t *specific = &arrangement->specific;
  const sl_aggregate_t *aggregate = &arrangement->aggregate;
  const sl_window_t window =
      within_lag(sl_contract_window(&aggregate->contract, calendar), longest_lag);
  unsigned leaves = 0;
  if (!arrangement->has_specific || !arrangement->has_aggregate) {
    return 0;
  }
  if (!holds(&specific->contract, calendar, &window) ||
      services_left_out(specific->services, aggregate->services, arrangement->insured,
                        n_services)) {
    leaves |= SL_LEAVES_BETWEEN;
  }
  if (window.incurred_from < 0 && isfinite(specific->run_in_maximum)) {
    leaves |= SL_LEAVES_RUN_IN_BETWEEN;
  }
  return leaves;
}

unsigned sl_arrangement_leaves(const sl_arrangement_t *arrangement, const sl_calendar_t *calendar,
                               sl_accounting_t accounting, size_t n_services, int longest_lag)
{
  const sl_window_t claims = span_of_counted(arrangement, calendar, accounting, longest_lag);
  const sl_specific_t *specific = &arrangement->specific;
  const sl_aggregate_t *aggregate = &arrangement->aggregate;
  unsigned leaves = left_between(arrangement, calendar, n_services, longest_lag);
  if (arrangement->has_specific &&
      (!holds(&specific->contract, calendar, &claims) ||
       services_left_out(specific->services, NULL, arrangement->insured, n_services))) {
    leaves |= SL_LEAVES_SPECIFIC;
  }
  if (arrangement->has_specific && claims.incurred_from < 0 && isfinite(specific->run_in_maximum)) {
    leaves |= SL_LEAVES_RUN_IN;
  }
  if (arrangement->has_aggregate &&
      (!holds(&aggregate->contract, calendar, &claims) ||
       services_left_out(aggregate->services, NULL, arrangement->insured, n_services))) {
    leaves |= SL_LEAVES_AGGREGATE;
  }
  return leaves;
}
