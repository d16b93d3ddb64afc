#include "models/claims/condition.h"

#include <stdlib.h>

uint32_t sl_condition_events(const sl_condition_spread_t *spread)
{
  uint32_t n = 0;
  for (size_t i = 0; i < spread->n; i++) {
    n += spread->parts[i].events;
  }
  return n;
}

void sl_condition_free(sl_condition_t *condition)
{
  free(condition->name);
  free(condition->age_curve);
  sl_severity_free(&condition->severity);
  free(condition->spread.parts);
  sl_severity_free(&condition->mother_severity);
  free(condition->mother_spread.parts);
}
