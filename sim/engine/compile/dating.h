/* What the claim-by-claim path needs beyond the annual one: days, lags, earlier years, covers.
 *
 * A scenario takes the annual path where nothing asks when a claim is incurred or paid, nor which
 * claim of a person it is, and no family limit can bind; sl_dating_is_needed says so from the
 * scenario alone.
 */
#ifndef SL_SIM_ENGINE_COMPILE_DATING_H
#define SL_SIM_ENGINE_COMPILE_DATING_H

#include "models/claims/dates.h"
#include "models/claims/service.h"
#include "sim/engine/compile/cache.h"
#include "sim/engine/compile/coverage.h"
#include "sim/input/scenario/group.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* How one service's claims are dated. */
typedef struct sl_service_dating {
  const sl_steps_t *lags;
  sl_steps_t *constant; /* where the lag is: its steps */
  /* See sl_dating_season: by calendar month with mass weight x days covered / days of the month,
   * uniform within it; NULL = uniform. */
  sl_season_days_t *season[SL_YEARS_BEFORE_MAX + 1];
} sl_service_dating_t;

typedef struct sl_dating {
  sl_window_t counted;  /* C, the claims that the year's cost counts */
  bool counts_incurred; /* C is all that is incurred in the plan year */
  int first_year;       /* the earliest plan year that windows and lags reach, 0 the last */
  size_t n_services;
  sl_service_dating_t *services;
  bool *order_matters;    /* by plan: whether some accumulator can bind */
  sl_timeline_t one_slot; /* for sums that nobody wants by month */
  size_t n_months;        /* of a cash flow: plan year and run-out; 0 = none wanted */
  size_t n_ibnr_days;
  int16_t *month_of_day; /* [n_ibnr_days] from the first day that can be incurred: month, at most
                            n_months; NULL without a cash flow */
  int32_t first_day;
} sl_dating_t;

/* Of plan year first_year .. 0. */
static inline const sl_season_days_t *sl_dating_season(const sl_dating_t *dating, size_t service,
                                                       int year)
{
  return dating->services[service].season[year - dating->first_year];
}

bool sl_dating_is_needed(const sl_scenario_t *scenario);

/* The earliest plan year that the scenario's windows and lags reach: 0 or before. */
int sl_dating_first_year(const sl_scenario_t *scenario);

/* Whether the scenario itself or this arrangement asks for days, whatever its other arrangements
 * do: only then is the arrangement's run-out told, so that it does not come and go with them.
 * Without lags, or where an insurer pays all claims or the run-out, it is known in any case.
 * Checked by tests/unit/test_since.c. */
bool sl_dating_tells_run_out(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement);

/* Longest days from incurred to paid of all the scenario's services. */
int32_t sl_dating_longest_lag_of(const sl_scenario_t *scenario);

/* Lags that are not constant are the lease's, which must outlive it. */
int sl_dating_new(const sl_scenario_t *scenario, sl_lease_t *lease, int threads,
                  sl_dating_t **dating, sl_error_t *error);
void sl_dating_free(sl_dating_t *dating);

/* The first day after a person's waiting period of so many months. Who joined on a known day waits
 * from then on; all others are taken to have waited: INT32_MIN. */
int32_t sl_dating_waiting_end(const sl_calendar_t *calendar, const sl_person_t *person,
                              unsigned months);

#endif
