#include "sim/input/scenario/scenario.h"

#include "models/claims/service.h"
#include "models/frequency/frequency.h"
#include "models/funding/pricing.h"
#include "models/plan/design.h"
#include "sim/input/read/text.h"
#include "sim/input/read/yaml_tree.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/simulation.h"

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
  for (size_t i = 0; i < claims->n_conditions; i++) {
    sl_condition_free(&claims->conditions[i]);
  }
  free(claims->conditions);
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

static bool is_in(unsigned set, sl_part_t part) { return (set >> part & 1U) != 0; }

/* Point at the parts that the scenario owns. */
static void link_parts(sl_scenario_t *scenario, unsigned set)
{
  sl_shared_t *const *owner = scenario->owner;
  if (is_in(set, SL_PART_GROUP)) {
    scenario->group = &owner[SL_PART_GROUP]->as.group;
  }
  if (is_in(set, SL_PART_CLAIMS)) {
    scenario->claims = &owner[SL_PART_CLAIMS]->as.claims;
  }
  if (is_in(set, SL_PART_PLANS)) {
    scenario->plans = &owner[SL_PART_PLANS]->as.plans;
  }
  if (is_in(set, SL_PART_ARRANGEMENTS)) {
    scenario->arrangements = &owner[SL_PART_ARRANGEMENTS]->as.arrangements;
  }
  if (is_in(set, SL_PART_SIMULATION)) {
    scenario->simulation = &owner[SL_PART_SIMULATION]->as.simulation;
  }
}

static bool make_parts(sl_scenario_t *scenario, unsigned set)
{
  bool good = true;
  for (int i = 0; i < SL_N_PARTS; i++) {
    if (is_in(set, (sl_part_t)i)) {
      scenario->owner[i] = calloc(1, sizeof *scenario->owner[i]);
      good = good && scenario->owner[i] != NULL;
      if (scenario->owner[i] != NULL) {
        scenario->owner[i]->users = 1;
      }
    }
  }
  if (good) {
    link_parts(scenario, set);
  }
  return good;
}

void sl_scenario_share(sl_scenario_t *scenario, const sl_scenario_t *from, unsigned shared)
{
  for (int i = 0; i < SL_N_PARTS; i++) {
    if (is_in(shared, (sl_part_t)i)) {
      leave(scenario->owner[i], (sl_part_t)i);
      scenario->owner[i] = from->owner[i];
      if (from->owner[i] != NULL) {
        from->owner[i]->users++;
      }
    }
  }
  scenario->group = is_in(shared, SL_PART_GROUP) ? from->group : scenario->group;
  scenario->claims = is_in(shared, SL_PART_CLAIMS) ? from->claims : scenario->claims;
  scenario->plans = is_in(shared, SL_PART_PLANS) ? from->plans : scenario->plans;
  scenario->arrangements =
      is_in(shared, SL_PART_ARRANGEMENTS) ? from->arrangements : scenario->arrangements;
  scenario->simulation =
      is_in(shared, SL_PART_SIMULATION) ? from->simulation : scenario->simulation;
}

/* NULL for NULL; *good turns false where there is no memory. */
static char *copy_text(const char *text, bool *good)
{
  char *copy = text != NULL ? sl_text_copy(text) : NULL;
  *good = *good && (text == NULL || copy != NULL);
  return copy;
}

static bool copy_head(sl_scenario_t *scenario, const sl_scenario_t *from)
{
  bool good = true;
  scenario->name = copy_text(from->name, &good);
  scenario->currency = copy_text(from->currency, &good);
  scenario->start = from->start;
  scenario->months = from->months;
  scenario->ahead = from->ahead;
  scenario->calendar = from->calendar;
  scenario->suitability = from->suitability;
  scenario->interest = from->interest;
  scenario->jurisdiction = copy_text(from->jurisdiction, &good);
  scenario->resolved = copy_text(from->resolved, &good);
  scenario->notes = copy_text(from->notes, &good);
  return good;
}

sl_scenario_t *sl_scenario_new(const sl_scenario_t *from, unsigned shared, sl_parts_t *parts)
{
  const unsigned old = from != NULL ? shared : 0;
  sl_scenario_t *made = calloc(1, sizeof *made);
  *parts = (sl_parts_t){0};
  if (made == NULL || !make_parts(made, SL_ALL_PARTS & ~old) ||
      (from != NULL && !copy_head(made, from))) {
    sl_scenario_free(made);
    return NULL;
  }
  sl_shared_t *const *owner = made->owner;
  *parts = (sl_parts_t){
      .group = is_in(old, SL_PART_GROUP) ? NULL : &owner[SL_PART_GROUP]->as.group,
      .claims = is_in(old, SL_PART_CLAIMS) ? NULL : &owner[SL_PART_CLAIMS]->as.claims,
      .plans = is_in(old, SL_PART_PLANS) ? NULL : &owner[SL_PART_PLANS]->as.plans,
      .arrangements =
          is_in(old, SL_PART_ARRANGEMENTS) ? NULL : &owner[SL_PART_ARRANGEMENTS]->as.arrangements,
      .simulation =
          is_in(old, SL_PART_SIMULATION) ? NULL : &owner[SL_PART_SIMULATION]->as.simulation};
  if (from != NULL) {
    sl_scenario_share(made, from, old);
  }
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
  sl_tree_free(scenario->tree);
  free(scenario->notes);
  sl_faults_free(&scenario->warnings);
  free(scenario);
}
