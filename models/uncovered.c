/* Whether claims that cost counts can fall outside the contracts of an arrangement. */
#include "models/arrangement.h"

#include <math.h>

static bool services_left_out(const bool *covered, const bool *insured, size_t n_services)
{
  for (size_t i = 0; covered != NULL && i < n_services; i++) {
    if (!covered[i] && (insured == NULL || !insured[i])) {
      return true;
    }
  }
  return false;
}

/* The claims of C span these days at most, a claim being paid 0 .. longest_lag days after it is
 * incurred. */
static sl_window_t span_of_counted(const sl_arrangement_t *arrangement,
                                   const sl_calendar_t *calendar, sl_accounting_t accounting,
                                   int longest_lag)
{
  if (accounting == SL_ACCOUNT_PAID) {
    const sl_window_t paid = {-longest_lag, calendar->last_day, 0, calendar->last_day};
    return sl_window_since(&paid, sl_arrangement_since(arrangement, calendar, accounting));
  }
  return (sl_window_t){0, calendar->last_day, 0, calendar->last_day + longest_lag};
}

static bool holds(const sl_contract_t *contract, const sl_calendar_t *calendar,
                  const sl_window_t *claims)
{
  const sl_window_t window = sl_contract_window(contract, calendar);
  return window.incurred_from <= claims->incurred_from &&
         window.incurred_to >= claims->incurred_to && window.paid_from <= claims->paid_from &&
         window.paid_to >= claims->paid_to;
}

bool sl_arrangement_leaves_uncovered(const sl_arrangement_t *arrangement,
                                     const sl_calendar_t *calendar, sl_accounting_t accounting,
                                     size_t n_services, int longest_lag)
{
  const sl_window_t claims = span_of_counted(arrangement, calendar, accounting, longest_lag);
  const sl_specific_t *specific = &arrangement->specific;
  const sl_aggregate_t *aggregate = &arrangement->aggregate;
  if (arrangement->has_specific &&
      (!holds(&specific->contract, calendar, &claims) ||
       services_left_out(specific->services, arrangement->insured, n_services) ||
       (claims.incurred_from < 0 && isfinite(specific->run_in_maximum)))) {
    return true;
  }
  return arrangement->has_aggregate &&
         (!holds(&aggregate->contract, calendar, &claims) ||
          services_left_out(aggregate->services, arrangement->insured, n_services));
}
