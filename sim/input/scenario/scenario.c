#include "sim/input/scenario/scenario.h"

#include "models/funding/pricing.h"

#include <stdlib.h>

static bool can_have_claims(const sl_scenario_t *scenario)
{
  bool found = false;
  for (size_t s = 0; scenario->n_persons > 0 && s < scenario->n_services; s++) {
    found = found || sl_frequency_mean(&scenario->services[s].frequency) > 0.0;
  }
  return found;
}

bool sl_scenario_cost_can_vary(const sl_scenario_t *scenario, size_t arrangement)
{
  return sl_arrangement_cost_is_random(&scenario->arrangements[arrangement]) &&
         can_have_claims(scenario);
}

void sl_scenario_free(sl_scenario_t *scenario)
{
  if (scenario == NULL) {
    return;
  }
  for (size_t i = 0; i < scenario->n_services; i++) {
    sl_service_free(&scenario->services[i]);
  }
  for (size_t i = 0; i < scenario->n_plans; i++) {
    sl_plan_free(&scenario->plans[i]);
  }
  for (size_t i = 0; i < scenario->n_arrangements; i++) {
    sl_arrangement_free(&scenario->arrangements[i]);
  }
  free(scenario->services);
  free(scenario->plans);
  free(scenario->arrangements);
  free(scenario->persons);
  free(scenario->families);
  free(scenario->name);
  free(scenario->census);
  sl_files_read_free(&scenario->files);
  free(scenario->currency);
  free(scenario->jurisdiction);
  free(scenario->resolved);
  free(scenario->notes);
  sl_faults_free(&scenario->warnings);
  free(scenario);
}
