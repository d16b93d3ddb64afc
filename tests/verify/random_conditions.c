#include "models/claims/condition.h"
#include "sim/input/scenario/claims.h"
#include "tests/support/scenario_text.h"
#include "tests/support/severities.h"
#include "tests/verify/random_scenario.h"

#include <stdlib.h>
#include <string.h>

static sl_severity_t severity_of(const random_service_t *s)
{
  double weights[RANDOM_VALUES];
  for (size_t i = 0; i < s->n_values; i++) {
    weights[i] = s->weights[i] / (1.0 - s->weight);
  }
  sl_severity_t fixed = sl_test_listed(s->n_values, s->values, weights, NULL);
  sl_severity_t severity =
      s->weight > 0.0 ? sl_test_mixture(1.0 - s->weight, fixed,
                                        sl_test_severity("exponential", s->exponential, 0.0, 0.0))
                      : fixed;
  severity.limit = s->limit;
  return severity;
}

static sl_condition_t condition_of(const random_condition_t *from)
{
  sl_condition_t condition = {.name = strdup("c"),
                              .incidence = from->chance,
                              .age_curve = malloc(sizeof *condition.age_curve),
                              .severity = severity_of(&from->amount),
                              .amount_factor = 1.0,
                              .frequency_factor = 1.0};
  condition.spread.parts = calloc(2, sizeof *condition.spread.parts);
  condition.spread.n = from->share < 1.0 ? 2 : 1;
  for (size_t age = 0; age < SL_AGES; age++) {
    condition.age_curve->factor[SL_FEMALE][age] = 1.0;
    condition.age_curve->factor[SL_MALE][age] = from->of_men;
  }
  condition.spread.parts[0] = (sl_condition_part_t){0, from->share, from->events};
  condition.spread.parts[1] = (sl_condition_part_t){1, 1.0 - from->share, 2};
  return condition;
}

void random_scenario_conditions(const random_scenario_t *s, sl_scenario_t *scenario)
{
  sl_claims_t *claims = sl_test_parts(scenario).claims;
  claims->conditions = calloc(s->n_conditions + 1, sizeof *claims->conditions);
  claims->n_conditions = s->n_conditions;
  for (size_t i = 0; i < s->n_conditions; i++) {
    claims->conditions[i] = condition_of(&s->condition[i]);
  }
}
