/* Who may claim what: services and count laws by person and plan year. */
#include "models/claims/service.h"
#include "sim/engine/compile/model_laws.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <stdbool.h>
#include <stdlib.h>

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
                                    uint32_t s, int year)
{
  const sl_service_t *service = &scenario->claims->services[s];
  const sl_plan_t *plan = &scenario->plans->list[scenario->group->families[person->family].plan];
  sl_person_service_t entry = {.service = s,
                               .copay = plan->rule[s].copay,
                               .scale = sl_model_amount_scale(service, person),
                               .limit = service->severity.limit};
  for (int y = year; y < 0 && service->disability == NULL; y++) {
    entry.scale /= 1.0 + scenario->claims->trend;
  }
  return entry;
}

/* How long a person is enrolled, taken over from the person before who has the same days, as nearly
 * all have. */
typedef struct enrolling {
  sl_enrolled_days_t days;
  sl_enrolled_t enrolled;
} enrolling_t;

static void enrol(enrolling_t *enrolling, const sl_calendar_t *calendar, const sl_person_t *person,
                  int year)
{
  const sl_enrolled_days_t days = sl_person_days(calendar, person, year);
  if (days.first != enrolling->days.first || days.last != enrolling->days.last) {
    enrolling->days = days;
    enrolling->enrolled = sl_enrolled_on(calendar, year, days.first, days.last);
  }
}

static bool is_left_out(const sl_model_t *model, size_t person)
{
  return model->known.left_out != NULL && model->known.left_out[person];
}

/* Lists every (person, service) with some exposure in a plan year; demands may be NULL to count
 * them only. */
static size_t list_demands(sl_model_t *model, int year, sl_demand_t *demands)
{
  const sl_scenario_t *scenario = model->scenario;
  sl_model_year_t *into = &model->year[sl_model_year_at(model, year)];
  enrolling_t enrolling = {.days = {1, 0}};
  size_t n = 0;
  for (size_t p = 0; p < scenario->group->n_persons; p++) {
    const sl_person_t *person = &scenario->group->persons[p];
    enrol(&enrolling, &scenario->calendar, person, year);
    into->first_service[p] = n;
    for (uint32_t s = 0; s < scenario->claims->n_services; s++) {
      const sl_service_t *service = &scenario->claims->services[s];
      const double exposure = sl_exposure(scenario, person, service, &enrolling.enrolled);
      if (exposure <= 0.0 || is_left_out(model, p)) {
        continue;
      }
      if (demands != NULL) {
        into->services[n] = entry_of(scenario, person, s, year);
        demands[n] = (sl_demand_t){.exposure = exposure, .entry = &into->services[n], .service = s};
      }
      n++;
    }
  }
  into->first_service[scenario->group->n_persons] = n;
  return n;
}

static bool list_multipliers(sl_model_t *model, int year)
{
  const sl_scenario_t *scenario = model->scenario;
  sl_model_year_t *into = &model->year[sl_model_year_at(model, year)];
  enrolling_t enrolling = {.days = {1, 0}};
  into->multipliers = malloc((scenario->group->n_persons + 1) * sizeof *into->multipliers);
  for (size_t p = 0; into->multipliers != NULL && p < scenario->group->n_persons; p++) {
    const sl_person_t *person = &scenario->group->persons[p];
    enrol(&enrolling, &scenario->calendar, person, year);
    into->multipliers[p] = is_left_out(model, p)
                               ? 0.0
                               : sl_condition_multiplier(scenario, person, &enrolling.enrolled);
  }
  return into->multipliers != NULL;
}

static bool allocate_year(sl_model_t *model, int year, size_t *n)
{
  const sl_scenario_t *scenario = model->scenario;
  sl_model_year_t *into = &model->year[sl_model_year_at(model, year)];
  into->first_service = calloc(scenario->group->n_persons + 1, sizeof *into->first_service);
  if (into->first_service == NULL) {
    return false;
  }
  if (model->path == SL_ENGINE_DATED) {
    into->spans = malloc((scenario->group->n_persons + 1) * sizeof *into->spans);
    if (into->spans == NULL) {
      return false;
    }
    for (size_t p = 0; p < scenario->group->n_persons; p++) {
      into->spans[p] = sl_person_days(&scenario->calendar, &scenario->group->persons[p], year);
    }
  }
  if (model->conditions != NULL && !list_multipliers(model, year)) {
    return false;
  }
  *n = list_demands(model, year, NULL);
  into->services = malloc((*n + 1) * sizeof *into->services);
  return into->services != NULL;
}

int sl_model_compile_persons(sl_model_t *model, int threads, sl_error_t *error)
{
  size_t total = 0;
  sl_demand_t *demands = NULL;
  bool have = true;
  for (int y = model->first_year; have && y <= 0; y++) {
    size_t n = 0;
    have = allocate_year(model, y, &n);
    total += n;
  }
  demands = have ? malloc((total + 1) * sizeof *demands) : NULL;
  if (demands == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the group's %zu persons",
                   model->scenario->group->n_persons);
  }
  size_t done = 0;
  for (int y = model->first_year; y <= 0; y++) {
    done += list_demands(model, y, demands + done);
  }
  const int code = sl_model_share_laws(model, demands, total, threads, error);
  free(demands);
  return code;
}
