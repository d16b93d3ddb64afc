/* Who may claim what: services and count laws by person and plan year. */
#include "sim/engine/model_laws.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static int32_t larger_day(int32_t a, int32_t b) { return a > b ? a : b; }
static int32_t smaller_day(int32_t a, int32_t b) { return a < b ? a : b; }

/* Months enrolled in a plan year by a person without dates: as many as in this one, which is all of
 * an earlier one for who is enrolled throughout a short plan year. */
static double undated_months(const sl_calendar_t *calendar, const sl_person_t *person,
                             unsigned year)
{
  return person->months >= calendar->months ? sl_calendar_year_months(calendar, year)
                                            : person->months;
}

/* Without dates: the first months of the plan year, and of every earlier one. */
static sl_enrolled_days_t span_of(const sl_calendar_t *calendar, const sl_person_t *person,
                                  unsigned year)
{
  int first, last;
  sl_calendar_year(calendar, year, &first, &last);
  if (person->dated) {
    return (sl_enrolled_days_t){larger_day(first, person->first_day),
                                smaller_day(last, person->last_day)};
  }
  const int months = (int)lround(undated_months(calendar, person, year));
  return (sl_enrolled_days_t){first,
                              sl_calendar_month_start(calendar, months - 12 * (int)year) - 1};
}

/* Sum over the months of the plan year of the days covered / the days of the month. */
static double months_of_span(const sl_calendar_t *calendar, sl_enrolled_days_t span, unsigned year)
{
  const int start = -12 * (int)year;
  double months = 0.0;
  for (int m = start; m < start + (int)sl_calendar_year_months(calendar, year); m++) {
    const int first = sl_calendar_month_start(calendar, m);
    const int next = sl_calendar_month_start(calendar, m + 1);
    const int covered = smaller_day(next - 1, span.last) - larger_day(first, span.first) + 1;
    months += covered > 0 ? (double)covered / (next - first) : 0.0;
  }
  return months;
}

static double months_of(const sl_model_t *model, size_t p, unsigned year)
{
  const sl_person_t *person = &model->scenario->persons[p];
  const sl_calendar_t *calendar = &model->scenario->calendar;
  return year > 0 && person->dated ? months_of_span(calendar, model->year[year].spans[p], year)
                                   : undated_months(calendar, person, year);
}

static bool applies(const sl_service_t *service, const sl_person_t *person)
{
  if (service->only_row != 0) {
    return service->only_row == person->row;
  }
  if (!person->base_claims) {
    return false;
  }
  const bool is_employee = person->relationship == SL_EMPLOYEE;
  return service->members == SL_MEMBERS_ALL ||
         (service->members == SL_MEMBERS_EMPLOYEES) == is_employee;
}

double sl_model_exposure(const sl_scenario_t *scenario, const sl_person_t *person,
                         const sl_service_t *service, double months)
{
  if (!applies(service, person)) {
    return 0.0;
  }
  const unsigned age = person->age < SL_AGES ? person->age : SL_AGES - 1;
  const double age_factor =
      service->age_curve != NULL ? service->age_curve->factor[person->sex][age] : 1.0;
  return person->risk_score * age_factor * months / 12.0 * scenario->risk_factor *
         service->frequency_factor;
}

/* A disability's severity is its duration, which neither salary nor trend multiplies. */
double sl_model_amount_scale(const sl_service_t *service, const sl_person_t *person)
{
  if (service->disability != NULL) {
    return 1.0;
  }
  return service->severity.times_salary ? person->salary * service->amount_factor
                                        : service->amount_factor;
}

static sl_person_service_t entry_of(const sl_scenario_t *scenario, const sl_person_t *person,
                                    uint32_t s, unsigned year)
{
  const sl_service_t *service = &scenario->services[s];
  const sl_plan_t *plan = &scenario->plans[scenario->families[person->family].plan];
  sl_person_service_t entry = {.service = s,
                               .copay = plan->rule[s].copay,
                               .scale = sl_model_amount_scale(service, person),
                               .limit = service->severity.limit};
  for (unsigned y = 0; y < year && service->disability == NULL; y++) {
    entry.scale /= 1.0 + scenario->trend;
    entry.limit /= 1.0 + scenario->trend;
  }
  return entry;
}

/* Lists every (person, service) with some exposure in a plan year; demands may be NULL to count
 * them only. */
static size_t list_demands(sl_model_t *model, unsigned year, sl_demand_t *demands)
{
  const sl_scenario_t *scenario = model->scenario;
  sl_model_year_t *into = &model->year[year];
  size_t n = 0;
  for (size_t p = 0; p < scenario->n_persons; p++) {
    const sl_person_t *person = &scenario->persons[p];
    const double months = months_of(model, p, year);
    into->first_service[p] = n;
    for (uint32_t s = 0; s < scenario->n_services; s++) {
      const sl_service_t *service = &scenario->services[s];
      const double exposure = sl_model_exposure(scenario, person, service, months);
      if (exposure <= 0.0) {
        continue;
      }
      if (demands != NULL) {
        into->services[n] = entry_of(scenario, person, s, year);
        demands[n] = (sl_demand_t){.exposure = exposure, .entry = &into->services[n], .service = s};
      }
      n++;
    }
  }
  into->first_service[scenario->n_persons] = n;
  return n;
}

static bool allocate_year(sl_model_t *model, unsigned year, size_t *n)
{
  const sl_scenario_t *scenario = model->scenario;
  sl_model_year_t *into = &model->year[year];
  into->first_service = calloc(scenario->n_persons + 1, sizeof *into->first_service);
  if (into->first_service == NULL) {
    return false;
  }
  if (model->dating != NULL) {
    into->spans = malloc((scenario->n_persons + 1) * sizeof *into->spans);
    if (into->spans == NULL) {
      return false;
    }
    for (size_t p = 0; p < scenario->n_persons; p++) {
      into->spans[p] = span_of(&scenario->calendar, &scenario->persons[p], year);
    }
  }
  *n = list_demands(model, year, NULL);
  into->services = malloc((*n + 1) * sizeof *into->services);
  return into->services != NULL;
}

int sl_model_compile_persons(sl_model_t *model, int threads, sl_error_t *error)
{
  size_t n[SL_YEARS_BEFORE_MAX + 1], total = 0;
  sl_demand_t *demands = NULL;
  bool have = true;
  for (unsigned y = 0; have && y < model->n_years; y++) {
    have = allocate_year(model, y, &n[y]);
    total += have ? n[y] : 0;
  }
  demands = have ? malloc((total + 1) * sizeof *demands) : NULL;
  if (demands == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the group's %zu persons",
                   model->scenario->n_persons);
  }
  size_t done = 0;
  for (unsigned y = 0; y < model->n_years; y++) {
    done += list_demands(model, y, demands + done);
  }
  const int code = sl_model_share_laws(model, demands, total, threads, error);
  free(demands);
  return code;
}
