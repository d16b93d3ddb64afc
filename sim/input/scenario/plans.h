/* A part of the scenario: what its plans pay of the claims. */
#ifndef SL_SIM_INPUT_SCENARIO_PLANS_H
#define SL_SIM_INPUT_SCENARIO_PLANS_H

#include "models/plan/design.h"

#include <stddef.h>

typedef struct sl_plans {
  sl_plan_t *list;
  size_t n;
} sl_plans_t;

#endif
