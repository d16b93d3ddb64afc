#include "sim/input/scenario/scenario.h"

#include "sim/input/scenario/simulation.h"

#include "models/claims/service.h"
#include "models/frequency/frequency.h"
#include "models/funding/pricing.h"
#include "models/plan/design.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"

#include <stdlib.h>

static bool can_have_claims(const sl_scenario_t *scenario)
{
  bool found = false;
  for (size_t s = 0; scenario->group->n_persons > 0 && s < scenario->claims->n_services; s++) {
    found = found || sl_frequency_mean(&scenario->claims->services[s].frequency) > 0.0;
  }
  return found;
}

bool sl_scenario_cost_can_vary(const sl_scenario_t *scenario, size_t arrangement)
{
  return sl_arrangement_cost_is_random(&scenario->arrangements->list[arrangement]) &&
         can_have_claims(scenario);
}

/* ---- parts ---- */

/* A part and how many scenarios have it. */
typedef struct sl_shared {
  size_t users;
  union {
    sl_group_t group;
    sl_claims_t claims;
    sl_plans_t plans;
    sl_arrangements_t arrangements;
    sl_simulation_t simulation;
  } as;
} sl_shared_t;

static void clear_group(sl_group_t *group)
{
  free(group->census);
  free(group->persons);
  free(group->families);
}

static void clear_claims(sl_claims_t *claims)
{
  for (size_t i = 0; i < claims->n_services; i++) {
    sl_service_free(&claims->services[i]);
  }
  free(claims->services);
}

static void clear_plans(sl_plans_t *plans)
{
  for (size_t i = 0; i < plans->n; i++) {
    sl_plan_free(&plans->list[i]);
  }
  free(plans->list);
}

static void clear_arrangements(sl_arrangements_t *arrangements)
{
  for (size_t i = 0; i < arrangements->n; i++) {
    sl_arrangement_free(&arrangements->list[i]);
  }
  free(arrangements->list);
}

static void leave(sl_shared_t *shared, sl_part_t part)
{
  if (shared == NULL || --shared->users > 0) {
    return;
  }
  switch (part) {
  case SL_PART_GROUP:
    clear_group(&shared->as.group);
    break;
  case SL_PART_CLAIMS:
    clear_claims(&shared->as.claims);
    break;
  case SL_PART_PLANS:
    clear_plans(&shared->as.plans);
    break;
  case SL_PART_ARRANGEMENTS:
    clear_arrangements(&shared->as.arrangements);
    break;
  case SL_PART_SIMULATION:
  case SL_N_PARTS:
    break;
  }
  free(shared);
}

/* ---- scenarios ---- */

static bool take_parts(sl_scenario_t *scenario, const sl_scenario_t *from, unsigned shared)
{
  bool good = true;
  for (int i = 0; i < SL_N_PARTS; i++) {
    const bool is_shared = from != NULL && (shared >> i & 1U) != 0;
    scenario->owner[i] = is_shared ? from->owner[i] : calloc(1, sizeof *scenario->owner[i]);
    good = good && scenario->owner[i] != NULL;
    if (scenario->owner[i] != NULL) {
      scenario->owner[i]->users++;
    }
  }
  return good;
}

sl_scenario_t *sl_scenario_new(const sl_scenario_t *from, unsigned shared, sl_parts_t *parts)
{
  sl_scenario_t *made = calloc(1, sizeof *made);
  *parts = (sl_parts_t){0};
  if (made == NULL || !take_parts(made, from, shared)) {
    sl_scenario_free(made);
    return NULL;
  }
  sl_shared_t *const *owner = made->owner;
  const unsigned old = from != NULL ? shared : 0;
  *parts = (sl_parts_t){
      .group = (old >> SL_PART_GROUP & 1U) != 0 ? NULL : &owner[SL_PART_GROUP]->as.group,
      .claims = (old >> SL_PART_CLAIMS & 1U) != 0 ? NULL : &owner[SL_PART_CLAIMS]->as.claims,
      .plans = (old >> SL_PART_PLANS & 1U) != 0 ? NULL : &owner[SL_PART_PLANS]->as.plans,
      .arrangements = (old >> SL_PART_ARRANGEMENTS & 1U) != 0
                          ? NULL
                          : &owner[SL_PART_ARRANGEMENTS]->as.arrangements,
      .simulation =
          (old >> SL_PART_SIMULATION & 1U) != 0 ? NULL : &owner[SL_PART_SIMULATION]->as.simulation};
  made->group = &owner[SL_PART_GROUP]->as.group;
  made->claims = &owner[SL_PART_CLAIMS]->as.claims;
  made->plans = &owner[SL_PART_PLANS]->as.plans;
  made->arrangements = &owner[SL_PART_ARRANGEMENTS]->as.arrangements;
  made->simulation = &owner[SL_PART_SIMULATION]->as.simulation;
  return made;
}

void sl_scenario_free(sl_scenario_t *scenario)
{
  if (scenario == NULL) {
    return;
  }
  for (int i = 0; i < SL_N_PARTS; i++) {
    leave(scenario->owner[i], (sl_part_t)i);
  }
  free(scenario->name);
  sl_files_read_free(&scenario->files);
  free(scenario->currency);
  free(scenario->jurisdiction);
  free(scenario->resolved);
  free(scenario->notes);
  sl_faults_free(&scenario->warnings);
  free(scenario);
}
