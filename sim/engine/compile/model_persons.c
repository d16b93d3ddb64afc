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

/* Lists every (person, service) with some exposure in a plan year; laws NULL to count them only.
 * False: no memory. */
static bool list_services(sl_model_t *model, int year, sl_law_list_t *laws)
{
  const sl_scenario_t *scenario = model->scenario;
  sl_model_year_t *into = &model->year[sl_model_year_at(model, year)];
  sl_enrolling_t enrolling = SL_ENROLLING_NOBODY;
  size_t n = 0;
  bool have = true;
  for (size_t p = 0; p < scenario->group->n_persons && have; p++) {
    const sl_person_t *person = &scenario->group->persons[p];
    const sl_enrolled_t *enrolled = sl_enrolling(&enrolling, &scenario->calendar, person, year);
    into->first_service[p] = n;
    for (uint32_t s = 0; s < scenario->claims->n_services && have; s++) {
      const sl_service_t *service = &scenario->claims->services[s];
      const double exposure = sl_exposure(scenario, person, service, enrolled);
      if (exposure <= 0.0) {
        continue;
      }
      if (laws != NULL) {
        into->services[n] = entry_of(scenario, person, s, year);
        have = sl_law_list_find(laws, s, exposure, &into->services[n].law);
      }
      n++;
    }
  }
  into->first_service[scenario->group->n_persons] = n;
  return have;
}

static bool list_multipliers(sl_model_t *model, int year)
{
  const sl_scenario_t *scenario = model->scenario;
  sl_model_year_t *into = &model->year[sl_model_year_at(model, year)];
  sl_enrolling_t enrolling = SL_ENROLLING_NOBODY;
  into->multipliers = malloc((scenario->group->n_persons + 1) * sizeof *into->multipliers);
  for (size_t p = 0; into->multipliers != NULL && p < scenario->group->n_persons; p++) {
    const sl_person_t *person = &scenario->group->persons[p];
    into->multipliers[p] = sl_condition_multiplier(
        scenario, person, sl_enrolling(&enrolling, &scenario->calendar, person, year));
  }
  return into->multipliers != NULL;
}

static bool allocate_year(sl_model_t *model, int year)
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
  list_services(model, year, NULL);
  const size_t n = into->first_service[scenario->group->n_persons];
  into->services = malloc((n + 1) * sizeof *into->services);
  return into->services != NULL;
}

int sl_model_compile_persons(sl_model_t *model, int threads, sl_error_t *error)
{
  sl_law_list_t *laws = sl_law_list_new();
  bool have = laws != NULL;
  for (int y = model->first_year; have && y <= 0; y++) {
    have = allocate_year(model, y) && list_services(model, y, laws);
  }
  const int code = have ? sl_model_share_laws(model, laws, threads, error)
                        : sl_fail(error, SL_ERR_MEMORY, "no memory for the group's %zu persons",
                                  model->scenario->group->n_persons);
  sl_law_list_free(laws);
  return code;
}
