/* What the claim-by-claim path needs beyond the annual one: days, lags, earlier years, covers.
 *
 * A scenario takes the annual path where nothing asks when a claim is incurred or paid, nor which
 * claim of a person it is, and no family limit can bind; sl_dating_is_needed says so from the
 * scenario alone.
 */
#ifndef SL_SIM_ENGINE_COMPILE_DATING_H
#define SL_SIM_ENGINE_COMPILE_DATING_H

#include "models/claims/service.h"
#include "models/sampling/sampler.h"
#include "sim/engine/compile/cache.h"
#include "sim/engine/compile/coverage.h"
#include "sim/input/scenario/group.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* The incurred day within a plan year under a seasonality: by calendar month with mass
 * weight x days covered / days of the month, uniform within it. */
#define SL_SEASON_CELLS 512
typedef struct sl_season {
  int32_t first;   /* relative day of below[0] */
  uint32_t n_days; /* of the plan year */
  double *below;   /* owned, [n_days + 1]: mass of the days before; NULL = uniform */
  uint16_t guide[SL_SEASON_CELLS]; /* the day in which each cell of equal mass begins */
} sl_season_t;

/* lag_of[i]: the whole days of every word that begins with the bits of i, or -1 where they differ:
 * the sampler tells. */
#define SL_LAG_BITS 10
typedef struct sl_service_dating {
  const sl_sampler_t *lag; /* of the lease; NULL: constant */
  int16_t lag_of[1 << SL_LAG_BITS];
  sl_season_t season[SL_YEARS_BEFORE_MAX + 1]; /* see sl_dating_season */
} sl_service_dating_t;

typedef struct sl_dating {
  sl_window_t counted;  /* C, the claims that the year's cost counts */
  bool counts_incurred; /* C is all that is incurred in the plan year */
  int first_year;       /* the earliest plan year that windows and lags reach, 0 the last */
  size_t n_services;
  sl_lease_t *lease; /* has the lags */
  sl_service_dating_t *services;
  bool *order_matters;    /* by plan: whether some accumulator can bind */
  sl_timeline_t one_slot; /* for sums that nobody wants by month */
  int32_t first_paid;     /* no window nor C holds what is paid before; 0 at most */
  size_t n_months;        /* of a cash flow: plan year and run-out; 0 = none wanted */
  size_t n_ibnr_days;
  int16_t *month_of_day; /* [n_ibnr_days] from the first day that can be incurred: month, at most
                            n_months; NULL without a cash flow */
  int32_t first_day;
} sl_dating_t;

/* Of plan year first_year .. 0. */
static inline const sl_season_t *sl_dating_season(const sl_dating_t *dating, size_t service,
                                                  int year)
{
  return &dating->services[service].season[year - dating->first_year];
}

bool sl_dating_is_needed(const sl_scenario_t *scenario);

/* Whether the scenario itself or this arrangement asks for days, whatever its other arrangements
 * do: only then is the arrangement's run-out told, so that it does not come and go with them.
 * Without lags, or where an insurer pays all claims or the run-out, it is known in any case.
 * Checked by tests/unit/test_since.c. */
bool sl_dating_tells_run_out(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement);

/* Longest days from incurred to paid of a service, at most SL_LAG_DAYS_MAX. */
int32_t sl_dating_longest_lag(const sl_service_t *service);

/* Of all the scenario's services. */
int32_t sl_dating_longest_lag_of(const sl_scenario_t *scenario);

/* covers: n_covers, whose windows say which claims matter. cache: see sl_lease_new. */
int sl_dating_new(const sl_scenario_t *scenario, const sl_coverage_t *covers, size_t n_covers,
                  sl_cache_t *cache, int threads, sl_dating_t **dating, sl_error_t *error);
void sl_dating_free(sl_dating_t *dating);

/* The first day after a person's waiting period of so many months. Who joined on a known day waits
 * from then on; all others are taken to have waited: INT32_MIN. */
int32_t sl_dating_waiting_end(const sl_calendar_t *calendar, const sl_person_t *person,
                              unsigned months);

static inline int32_t sl_dating_uniform_day(int32_t first, int32_t last, uint64_t word)
{
  return first + (int32_t)(((word >> 32) * (uint64_t)(last - first + 1)) >> 32);
}

int32_t sl_dating_sampled_lag(const sl_sampler_t *lag, uint64_t word);

/* Whole days from incurred to paid, rounded down, by the lower half of a word. */
static inline int32_t sl_dating_lag(const sl_service_dating_t *service, uint64_t word)
{
  const int32_t days = service->lag_of[(uint32_t)word >> (32 - SL_LAG_BITS)];
  return days >= 0 ? days : sl_dating_sampled_lag(service->lag, word);
}

/* The incurred day by the upper half of a word for a person enrolled on these days (first <= last)
 * of the season's plan year. */
int32_t sl_dating_day(const sl_season_t *season, int32_t first, int32_t last, uint64_t word);

#endif
