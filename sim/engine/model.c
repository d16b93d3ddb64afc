#include "sim/engine/model.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* The fixed part of a person's exposure: what the group factor and frailty multiply. */
static double exposure_of(const sl_scenario_t *scenario, const sl_person_t *person,
                          const sl_service_t *service)
{
  const unsigned age = person->age < SL_AGES ? person->age : SL_AGES - 1;
  const double age_factor =
      service->age_curve != NULL ? service->age_curve->factor[person->sex][age] : 1.0;
  return person->risk_score * age_factor * person->months / 12.0 * scenario->risk_factor *
         service->frequency_factor;
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

/* A person's exposure to a service, on the way to a shared count law. */
typedef struct demand {
  double exposure;
  size_t entry; /* index into model->services */
  uint32_t service;
} demand_t;

static int by_service_then_exposure(const void *left, const void *right)
{
  const demand_t *a = left, *b = right;
  if (a->service != b->service) {
    return a->service < b->service ? -1 : 1;
  }
  return (a->exposure > b->exposure) - (a->exposure < b->exposure);
}

static double amount_scale(const sl_service_t *service, const sl_person_t *person)
{
  return service->severity.times_salary ? person->salary * service->amount_factor
                                        : service->amount_factor;
}

/* Lists every (person, service) with some exposure; demands may be NULL to count them only. */
static size_t list_demands(const sl_scenario_t *scenario, sl_model_t *model, demand_t *demands)
{
  size_t n = 0;
  for (size_t p = 0; p < scenario->n_persons; p++) {
    const sl_person_t *person = &scenario->persons[p];
    const sl_plan_t *plan = &scenario->plans[scenario->families[person->family].plan];
    model->first_service[p] = n;
    for (uint32_t s = 0; s < scenario->n_services; s++) {
      const sl_service_t *service = &scenario->services[s];
      const double exposure =
          applies(service, person) ? exposure_of(scenario, person, service) : 0.0;
      if (exposure <= 0.0) {
        continue;
      }
      if (demands != NULL) {
        demands[n] = (demand_t){.exposure = exposure, .entry = n, .service = s};
        model->services[n] = (sl_person_service_t){.service = s,
                                                   .copay = plan->rule[s].copay,
                                                   .scale = amount_scale(service, person),
                                                   .limit = service->severity.limit};
      }
      n++;
    }
  }
  model->first_service[scenario->n_persons] = n;
  return n;
}

/* One law per distinct (service, exposure), handed to every entry that needs it. */
static int share_laws(const sl_scenario_t *scenario, sl_model_t *model, demand_t *demands, size_t n,
                      sl_error_t *error)
{
  const bool random_exposure = model->group_factor != NULL || model->frailty != NULL;
  qsort(demands, n, sizeof *demands, by_service_then_exposure);
  model->laws = calloc(n + 1, sizeof *model->laws);
  if (model->laws == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu count laws", n);
  }
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || by_service_then_exposure(&demands[i - 1], &demands[i]) != 0) {
      const int code =
          sl_count_law_new(&scenario->services[demands[i].service].frequency, demands[i].exposure,
                           random_exposure, &model->laws[model->n_laws], error);
      if (code != SL_OK) {
        return code;
      }
      model->n_laws++;
    }
    model->services[demands[i].entry].law = model->laws[model->n_laws - 1];
  }
  return SL_OK;
}

static int compile_persons(const sl_scenario_t *scenario, sl_model_t *model, sl_error_t *error)
{
  int code = SL_ERR_MEMORY;
  demand_t *demands = NULL;
  model->first_service = calloc(scenario->n_persons + 1, sizeof *model->first_service);
  if (model->first_service == NULL) {
    goto out;
  }
  const size_t n = list_demands(scenario, model, NULL);
  demands = malloc((n + 1) * sizeof *demands);
  model->services = malloc((n + 1) * sizeof *model->services);
  if (demands == NULL || model->services == NULL) {
    goto out;
  }
  list_demands(scenario, model, demands);
  code = share_laws(scenario, model, demands, n, error);
out:
  free(demands);
  return code == SL_ERR_MEMORY
             ? sl_fail(error, code, "no memory for the group's %zu persons", scenario->n_persons)
             : code;
}

/* A two-parameter family's sampler: the multipliers of exposure. */
static int compile_multiplier(const char *family, double first, double second,
                              sl_sampler_t **sampler, sl_error_t *error)
{
  sl_severity_t severity;
  sl_severity_init(&severity, sl_severity_family(family));
  severity.parameter[0] = first;
  severity.parameter[1] = second;
  return sl_sampler_new(&severity, sampler, error);
}

static int compile_samplers(const sl_scenario_t *scenario, sl_model_t *model, sl_error_t *error)
{
  int code = SL_OK;
  model->samplers = calloc(scenario->n_services + 1, sizeof(sl_sampler_t *));
  if (model->samplers == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu services", scenario->n_services);
  }
  for (size_t s = 0; code == SL_OK && s < scenario->n_services; s++) {
    /* The limit falls on the amount after salary, trend and area: sl_person_service_t has it. */
    sl_severity_t unlimited = scenario->services[s].severity;
    unlimited.limit = INFINITY;
    code = sl_sampler_new(&unlimited, &model->samplers[s], error);
  }
  if (code == SL_OK && scenario->uncertainty > 0.0) {
    const double variance = log1p(scenario->uncertainty * scenario->uncertainty);
    code = compile_multiplier("lognormal", -0.5 * variance, sqrt(variance), &model->group_factor,
                              error);
  }
  if (code == SL_OK && isfinite(scenario->frailty_shape)) {
    code = compile_multiplier("gamma", scenario->frailty_shape, 1.0 / scenario->frailty_shape,
                              &model->frailty, error);
  }
  return code;
}

static int compile_tiles(const sl_scenario_t *scenario, sl_model_t *model, sl_error_t *error)
{
  model->tiles = calloc(scenario->n_persons / SL_TILE_PERSONS + 1, sizeof *model->tiles);
  if (model->tiles == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the group's tiles");
  }
  size_t persons = SL_TILE_PERSONS;
  for (size_t f = 0; f < scenario->n_families; f++) {
    if (persons >= SL_TILE_PERSONS) {
      model->tiles[model->n_tiles++] = (sl_tile_t){.first_family = f};
      persons = 0;
    }
    model->tiles[model->n_tiles - 1].n_families++;
    persons += scenario->families[f].n_persons;
  }
  return SL_OK;
}

int sl_model_new(const sl_scenario_t *scenario, sl_model_t **model, sl_error_t *error)
{
  *model = calloc(1, sizeof **model);
  if (*model == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the model");
  }
  (*model)->scenario = scenario;
  int code = compile_samplers(scenario, *model, error);
  if (code == SL_OK) {
    code = compile_persons(scenario, *model, error);
  }
  if (code == SL_OK) {
    code = compile_tiles(scenario, *model, error);
  }
  if (code != SL_OK) {
    sl_model_free(*model);
    *model = NULL;
  }
  return code;
}

void sl_model_free(sl_model_t *model)
{
  if (model == NULL) {
    return;
  }
  for (size_t s = 0; model->samplers != NULL && s < model->scenario->n_services; s++) {
    sl_sampler_free(model->samplers[s]);
  }
  for (size_t i = 0; i < model->n_laws; i++) {
    sl_count_law_free(model->laws[i]);
  }
  sl_sampler_free(model->group_factor);
  sl_sampler_free(model->frailty);
  free(model->samplers);
  free(model->laws);
  free(model->services);
  free(model->first_service);
  free(model->tiles);
  free(model);
}
