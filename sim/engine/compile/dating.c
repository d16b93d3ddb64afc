#include "sim/engine/compile/dating.h"

#include "models/claims/service.h"
#include "models/plan/design.h"
#include "sim/engine/compile/compile_samplers.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/results/block.h"

#include <math.h>
#include <stdlib.h>

/* ---- what the scenario asks for ---- */

int32_t sl_dating_longest_lag_of(const sl_scenario_t *scenario)
{
  int32_t longest = 0;
  for (size_t s = 0; s < scenario->claims->n_services; s++) {
    const int32_t lag = sl_service_longest_lag(&scenario->claims->services[s]);
    longest = lag > longest ? lag : longest;
  }
  return longest;
}

/* Whether some plan asks for the order of claims, be it for a family limit that can bind. */
static bool plans_need_days(const sl_scenario_t *scenario)
{
  bool needed = false;
  for (size_t i = 0; i < scenario->plans->n; i++) {
    needed = needed || !sl_plan_is_annual(&scenario->plans->list[i]);
  }
  for (size_t f = 0; !needed && f < scenario->group->n_families; f++) {
    const sl_family_t *family = &scenario->group->families[f];
    needed = !sl_plan_tells_by_total(&scenario->plans->list[family->plan], family->n_persons);
  }
  return needed;
}

/* Apart from its arrangements. */
static bool scenario_asks(const sl_scenario_t *scenario)
{
  bool asks = scenario->arrangements->accounting == SL_ACCOUNT_PAID ||
              scenario->arrangements->cash_flow.wanted || plans_need_days(scenario);
  for (size_t s = 0; s < scenario->claims->n_services; s++) {
    asks = asks || scenario->claims->services[s].disability != NULL;
  }
  return asks;
}

/* Annual totals have no days: the run-out stays unknown. */
static bool arrangement_asks(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                             int32_t lag)
{
  return (scenario->simulation->sampler == SL_SAMPLE_CLAIMS &&
          sl_coverage_asks_run_out(arrangement, lag)) ||
         sl_coverage_needs_claims(scenario, arrangement, lag);
}

bool sl_dating_is_needed(const sl_scenario_t *scenario)
{
  const int32_t lag = sl_dating_longest_lag_of(scenario);
  bool needed = scenario_asks(scenario);
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    needed = needed || arrangement_asks(scenario, &scenario->arrangements->list[a], lag);
  }
  return needed;
}

bool sl_dating_tells_run_out(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement)
{
  const sl_arrangement_kind_t *kind = arrangement->kind;
  const int32_t lag = sl_dating_longest_lag_of(scenario);
  return !kind->retains_claims || kind->insurer_runs_out || lag == 0 || scenario_asks(scenario) ||
         arrangement_asks(scenario, arrangement, lag);
}

/* ---- earlier years ---- */

int sl_dating_first_year(const sl_scenario_t *scenario)
{
  const int32_t longest_lag = sl_dating_longest_lag_of(scenario);
  int32_t reach = 0;
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    const int32_t own = sl_coverage_reach(scenario, &scenario->arrangements->list[a], longest_lag);
    reach = own < reach ? own : reach;
  }
  if (scenario->arrangements->accounting == SL_ACCOUNT_PAID && -longest_lag < reach) {
    reach = -longest_lag;
  }
  int year = 0, first = 0, last = 0;
  if (reach < 0) {
    while (year > -SL_YEARS_BEFORE_MAX) {
      sl_calendar_year(&scenario->calendar, year - 1, &first, &last);
      if (last < reach) {
        break;
      }
      year--;
    }
  }
  return year;
}

/* ---- days ---- */

/* Serial days of the calendar months are walked, so that leap days fall where they belong. */
static double weight_of_day(const sl_service_t *service, const sl_date_t *date)
{
  return service->season[date->month - 1] / sl_date_days_in_month(date->year, date->month);
}

static void next_day(sl_date_t *date)
{
  if (date->day < (int)sl_date_days_in_month(date->year, date->month)) {
    date->day++;
    return;
  }
  date->day = 1;
  date->month = date->month % SL_MONTHS_PER_YEAR + 1;
  date->year += date->month == 1;
}

static int make_season(sl_season_days_t **season, const sl_scenario_t *scenario,
                       const sl_service_t *service, int year, sl_error_t *error)
{
  int first, last;
  sl_calendar_year(&scenario->calendar, year, &first, &last);
  const uint32_t n_days = (uint32_t)(last - first + 1);
  if (!service->seasonal) {
    return SL_OK;
  }
  double *weights = malloc(n_days * sizeof *weights);
  if (weights == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a seasonality");
  }
  sl_date_t date = sl_date_add_months(scenario->calendar.start, sl_calendar_year_start(year));
  for (uint32_t d = 0; d < n_days; d++) {
    weights[d] = weight_of_day(service, &date);
    next_day(&date);
  }
  const int code = sl_season_days_new(weights, n_days, season, error);
  free(weights);
  return code;
}

int32_t sl_dating_waiting_end(const sl_calendar_t *calendar, const sl_person_t *person,
                              unsigned months)
{
  if (months == 0 || !person->dated || person->first_day == SL_DAY_ALWAYS_BEFORE) {
    return INT32_MIN;
  }
  const int month = sl_calendar_month(calendar, person->first_day);
  sl_date_t date = sl_date_add_months(calendar->start, month);
  for (int d = sl_calendar_month_start(calendar, month); d < person->first_day; d++) {
    next_day(&date);
  }
  return sl_calendar_day(calendar, sl_date_add_months(date, (int)months));
}

/* ---- services ---- */

static bool is_constant(const sl_severity_t *lag)
{
  return lag->family == NULL ||
         sl_severity_quantile(lag, 0.0) >= sl_severity_quantile_upper(lag, 0.0);
}

static int make_service(sl_service_dating_t *into, const sl_scenario_t *scenario,
                        const sl_service_t *service, int first_year, sl_error_t *error)
{
  int code = SL_OK;
  if (is_constant(&service->lag)) {
    const int32_t days = sl_service_longest_lag(
        &(sl_service_t){.lag = service->lag, .lag_shift = service->lag_shift});
    code = sl_lag_steps_new(NULL, 0.0, (uint32_t)days, &into->constant, error);
    into->lags = into->constant;
  }
  for (int y = first_year; code == SL_OK && y <= 0; y++) {
    code = make_season(&into->season[y - first_year], scenario, service, y, error);
  }
  return code;
}

static int compile_lags(sl_dating_t *dating, const sl_scenario_t *scenario, sl_lease_t *lease,
                        int threads, sl_error_t *error)
{
  const size_t n_services = scenario->claims->n_services;
  size_t n = 0;
  sl_lag_job_t *jobs = calloc(n_services + 1, sizeof *jobs);
  if (jobs == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu lags", n_services);
  }
  for (size_t s = 0; s < n_services; s++) {
    const sl_service_t *service = &scenario->claims->services[s];
    if (!is_constant(&service->lag)) {
      jobs[n++] = (sl_lag_job_t){{service->lag, service->lag_shift}, &dating->services[s].lags};
    }
  }
  const int code = sl_compile_lags(jobs, n, lease, threads, error);
  free(jobs);
  return code;
}

/* ---- plans ---- */

static bool binds(const sl_benefit_t *benefit)
{
  return benefit->deductible.person > 0.0 || isfinite(benefit->out_of_pocket_max.person) ||
         isfinite(benefit->out_of_pocket_max.family) || isfinite(benefit->maximum) ||
         (benefit->deductible.not_embedded && benefit->deductible.family > 0.0);
}

/* Without an accumulator that can bind, every claim is split by itself. */
static bool order_matters(const sl_plan_t *plan)
{
  bool matters = false;
  for (size_t i = 0; i < plan->n_benefits; i++) {
    matters = matters || binds(&plan->benefit[i]);
  }
  for (size_t s = 0; s < plan->n_rules; s++) {
    matters = matters || isfinite(plan->rule[s].visits) || isfinite(plan->rule[s].maximum);
  }
  return matters;
}

/* ---- months of IBNR ---- */

static int make_months(sl_dating_t *dating, const sl_scenario_t *scenario, sl_error_t *error)
{
  if (dating->n_months == 0) {
    return SL_OK;
  }
  int last_year;
  int first = 0;
  sl_calendar_year(&scenario->calendar, dating->first_year, &first, &last_year);
  const int end = sl_calendar_month_start(&scenario->calendar, (int)dating->n_months);
  dating->first_day = first;
  dating->n_ibnr_days = (size_t)(end - first + 1);
  dating->month_of_day = malloc(dating->n_ibnr_days * sizeof *dating->month_of_day);
  if (dating->month_of_day == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the months of the plan year");
  }
  for (size_t d = 0; d < dating->n_ibnr_days; d++) {
    dating->month_of_day[d] = (int16_t)sl_calendar_month(&scenario->calendar, first + (int)d);
  }
  return SL_OK;
}

/* ---- all together ---- */

static int allocate(sl_dating_t *dating, const sl_scenario_t *scenario, sl_error_t *error)
{
  dating->services = calloc(scenario->claims->n_services + 1, sizeof *dating->services);
  dating->order_matters = calloc(scenario->plans->n + 1, sizeof *dating->order_matters);
  if (dating->services == NULL || dating->order_matters == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the dates of claims");
  }
  dating->n_services = scenario->claims->n_services;
  return SL_OK;
}

static int compile(sl_dating_t *dating, const sl_scenario_t *scenario, sl_lease_t *lease,
                   int threads, sl_error_t *error)
{
  dating->counted = sl_accounting_window(scenario->arrangements->accounting, &scenario->calendar);
  dating->counts_incurred = scenario->arrangements->accounting == SL_ACCOUNT_INCURRED;
  dating->first_year = sl_dating_first_year(scenario);
  dating->n_months = sl_cash_flow_months(scenario);
  int code = allocate(dating, scenario, error);
  for (size_t s = 0; code == SL_OK && s < scenario->claims->n_services; s++) {
    code = make_service(&dating->services[s], scenario, &scenario->claims->services[s],
                        dating->first_year, error);
  }
  if (code == SL_OK) {
    code = compile_lags(dating, scenario, lease, threads, error);
  }
  for (size_t i = 0; code == SL_OK && i < scenario->plans->n; i++) {
    dating->order_matters[i] = order_matters(&scenario->plans->list[i]);
  }
  if (code == SL_OK) {
    code = sl_timeline_init(&dating->one_slot, SL_RESOLVE_NOTHING, &scenario->calendar,
                            scenario->arrangements->accounting, 0, 0, error);
  }
  return code == SL_OK ? make_months(dating, scenario, error) : code;
}

int sl_dating_new(const sl_scenario_t *scenario, sl_lease_t *lease, int threads,
                  sl_dating_t **dating, sl_error_t *error)
{
  *dating = calloc(1, sizeof **dating);
  if (*dating == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the dates of claims");
  }
  const int code = compile(*dating, scenario, lease, threads, error);
  if (code != SL_OK) {
    sl_dating_free(*dating);
    *dating = NULL;
  }
  return code;
}

void sl_dating_free(sl_dating_t *dating)
{
  if (dating == NULL) {
    return;
  }
  for (size_t s = 0; dating->services != NULL && s < dating->n_services; s++) {
    sl_steps_free(dating->services[s].constant);
    for (size_t i = 0; i <= SL_YEARS_BEFORE_MAX; i++) {
      sl_season_days_free(dating->services[s].season[i]);
    }
  }
  sl_timeline_free(&dating->one_slot);
  free(dating->services);
  free(dating->order_matters);
  free(dating->month_of_day);
  free(dating);
}
