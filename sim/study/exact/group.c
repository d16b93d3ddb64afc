#include "sim/study/exact/group.h"

#include "models/exact/annual_atoms.h"
#include "sim/input/build/exposure.h"
#include "sim/input/build/mother.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/exact/bundles.h"
#include "sim/study/exact/laws.h"
#include "sim/study/exact/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAME 1e-12          /* relative: equal multipliers, equal proportions; as in bundles.c */
#define BUNDLED_LAWS_MAX 64 /* each has tables of its own if no other has its curve */
#define ALL 1e-11           /* what atoms may lack of 1 by rounding */
#define ON_STEP 1e-5        /* of a step: rounding of an amount */
#define LATTICE_TINY 1e-9   /* of the largest amount: what is no longer a common step */
#define CLEAR_OF_TINY 10.0  /* a rest that ended near there is rounding, and no step */

static bool has_copays(const sl_plan_t *plan)
{
  bool any = false;
  for (size_t s = 0; s < plan->n_rules; s++) {
    any = any || !isnan(plan->rule[s].copay);
  }
  return any;
}

/* ---- cells ---- */

/* A person on the way into a cell. */
typedef struct member {
  sl_claim_exposure_t *exposures; /* in proportion: the first is 1 */
  size_t n, n_services;
  double multiplier;
  uint32_t plan, row, unit, person; /* as of a cell */
} member_t;

static bool has_laser(const sl_scenario_t *scenario, uint32_t row)
{
  bool found = false;
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    const sl_arrangement_t *arrangement = &scenario->arrangements->list[a];
    for (size_t i = 0; arrangement->has_specific && i < arrangement->specific.n_lasers; i++) {
      found = found || arrangement->specific.lasers[i].row == row;
    }
  }
  return found;
}

static int add_exposure(member_t *member, size_t law, double exposure, int code)
{
  if (code == SL_OK) {
    member->exposures[member->n++] = (sl_claim_exposure_t){law, exposure};
  }
  return code;
}

static int add_services(sl_exact_group_t *group, const sl_person_t *person,
                        const sl_enrolled_t *enrolled, member_t *member, sl_error_t *error)
{
  const sl_claims_t *claims = group->scenario->claims;
  int code = SL_OK;
  for (uint32_t s = 0; code == SL_OK && s < claims->n_services; s++) {
    const double exposure = sl_exposure(group->scenario, person, &claims->services[s], enrolled);
    size_t law = 0;
    if (exposure > 0.0) {
      code = sl_exact_service_law(group, person, member->plan, s, &law, error);
      code = add_exposure(member, law, exposure, code);
    }
  }
  member->n_services = member->n;
  return code;
}

/* A person's own conditions; or those of which the case of this child brings its mother some.
 * *links grows by how many bring some. */
static int add_conditions(sl_exact_group_t *group, const sl_person_t *person, bool to_mother,
                          member_t *member, size_t *links, sl_error_t *error)
{
  const sl_claims_t *claims = group->scenario->claims;
  const sl_enrolled_t enrolled = sl_person_enrolled(&group->scenario->calendar, person, 0);
  int code = SL_OK;
  for (size_t c = 0; code == SL_OK && c < claims->n_conditions; c++) {
    const sl_condition_t *condition = &claims->conditions[c];
    const bool brings = condition->mother_severity.family != NULL;
    const double chance = brings || !to_mother
                              ? sl_condition_chance(group->scenario, condition, person, &enrolled)
                              : 0.0;
    size_t law = 0;
    if (chance > 0.0) {
      const sl_exact_case_kind_t of = {condition, to_mother};
      code = sl_exact_case_law(group, of, member->plan, &law, error);
      code = add_exposure(member, law, chance, code);
      *links += brings;
    }
  }
  return code;
}

static int add_children(sl_exact_group_t *group, const sl_family_t *family, member_t *member,
                        size_t *links, sl_error_t *error)
{
  int code = SL_OK;
  for (uint32_t i = 0; code == SL_OK && i < family->n_persons; i++) {
    const sl_person_t *child = &group->scenario->group->persons[family->first_person + i];
    if (child->relationship == SL_CHILD) {
      code = add_conditions(group, child, true, member, links, error);
    }
  }
  return code;
}

static int fill_member(sl_exact_group_t *group, uint32_t index, member_t *member, sl_error_t *error)
{
  const sl_scenario_t *scenario = group->scenario;
  const sl_person_t *person = &scenario->group->persons[index];
  const sl_enrolled_t enrolled = sl_person_enrolled(&scenario->calendar, person, 0);
  const sl_family_t *family = &scenario->group->families[person->family];
  const uint32_t mother =
      sl_mother_of(&scenario->group->persons[family->first_person], family->n_persons);
  size_t own = 0, brought = 0;
  member->plan = family->plan;
  member->row = has_laser(scenario, person->row) ? person->row : 0;
  member->person = index;
  member->n = 0;
  int code = add_services(group, person, &enrolled, member, error);
  if (code == SL_OK) {
    code = add_conditions(group, person, false, member, &own, error);
  }
  if (code == SL_OK && mother == index - family->first_person) {
    code = add_children(group, family, member, &brought, error);
  }
  const bool is_linked =
      mother != SL_NO_MOTHER && (brought > 0 || (own > 0 && person->relationship == SL_CHILD));
  member->unit = is_linked ? person->family + 1 : 0;
  member->multiplier = member->n > 0 ? member->exposures[0].exposure : 0.0;
  for (size_t i = 0; i < member->n; i++) {
    member->exposures[i].exposure /= member->multiplier;
  }
  return code;
}

static int compare_numbers(double a, double b)
{
  return fabs(a - b) <= SAME * fabs(b) ? 0 : a < b ? -1 : 1;
}

static int compare_cells(const member_t *a, const member_t *b)
{
  if (a->plan != b->plan) {
    return a->plan < b->plan ? -1 : 1;
  }
  if (a->row != b->row) {
    return a->row < b->row ? -1 : 1;
  }
  if (a->unit != b->unit) {
    return a->unit < b->unit ? -1 : 1;
  }
  if (a->unit > 0 && a->person != b->person) {
    return a->person < b->person ? -1 : 1;
  }
  if (a->n != b->n) {
    return a->n < b->n ? -1 : 1;
  }
  for (size_t i = 0; i < a->n; i++) {
    if (a->exposures[i].law != b->exposures[i].law) {
      return a->exposures[i].law < b->exposures[i].law ? -1 : 1;
    }
    const int order = compare_numbers(a->exposures[i].exposure, b->exposures[i].exposure);
    if (order != 0) {
      return order;
    }
  }
  return 0;
}

static int by_cell_then_multiplier(const void *left, const void *right)
{
  const member_t *a = left, *b = right;
  const int order = compare_cells(a, b);
  return order != 0 ? order : (a->multiplier > b->multiplier) - (a->multiplier < b->multiplier);
}

static int make_cell(sl_exact_group_t *group, const member_t *members, size_t n, sl_error_t *error)
{
  sl_exact_cell_t *cell = &group->cells[group->n_cells++];
  cell->plan = members->plan;
  cell->row = members->row;
  cell->unit = members->unit;
  cell->person = members->person;
  cell->n_exposures = members->n;
  cell->n_services = members->n_services;
  cell->exposures = malloc((members->n + 1) * sizeof *cell->exposures);
  cell->multipliers = malloc(n * sizeof *cell->multipliers);
  cell->counts = malloc(n * sizeof *cell->counts);
  if (cell->exposures == NULL || cell->multipliers == NULL || cell->counts == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a cell of %zu persons", n);
  }
  memcpy(cell->exposures, members->exposures, members->n * sizeof *cell->exposures);
  for (size_t i = cell->n_services; i < cell->n_exposures; i++) {
    cell->likeliest = fmax(cell->likeliest, cell->exposures[i].exposure);
  }
  for (size_t i = 0; i < n; i++) {
    const size_t last = cell->n_multipliers;
    if (last > 0 && compare_numbers(cell->multipliers[last - 1], members[i].multiplier) == 0) {
      cell->counts[last - 1] += 1.0;
    } else {
      cell->multipliers[last] = members[i].multiplier;
      cell->counts[last] = 1.0;
      cell->n_multipliers++;
    }
  }
  return SL_OK;
}

static int make_cells(sl_exact_group_t *group, member_t *members, size_t n, sl_error_t *error)
{
  int code = SL_OK;
  qsort(members, n, sizeof *members, by_cell_then_multiplier);
  group->cells = calloc(n + 1, sizeof *group->cells);
  if (group->cells == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the group's cells");
  }
  for (size_t first = 0, end = 0; code == SL_OK && first < n; first = end) {
    end = first + 1;
    while (end < n && compare_cells(&members[first], &members[end]) == 0) {
      end++;
    }
    code = make_cell(group, &members[first], end - first, error);
  }
  return code;
}

/* Of one person: to services, to conditions, and to what children's cases bring. */
static size_t most_exposures(const sl_scenario_t *scenario)
{
  const sl_claims_t *claims = scenario->claims;
  size_t bringing = 0, most = 0;
  for (size_t c = 0; c < claims->n_conditions; c++) {
    bringing += claims->conditions[c].mother_severity.family != NULL;
  }
  for (size_t f = 0; bringing > 0 && f < scenario->group->n_families; f++) {
    const size_t persons = scenario->group->families[f].n_persons;
    most = persons > most ? persons : most;
  }
  return claims->n_services + claims->n_conditions + bringing * most + 1;
}

static int sort_persons(sl_exact_group_t *group, sl_error_t *error)
{
  const sl_scenario_t *scenario = group->scenario;
  const size_t width = most_exposures(scenario);
  member_t *members = malloc((scenario->group->n_persons + 1) * sizeof *members);
  sl_claim_exposure_t *room = malloc((scenario->group->n_persons + 1) * width * sizeof *room);
  size_t n = 0;
  int code =
      members != NULL && room != NULL
          ? SL_OK
          : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu persons", scenario->group->n_persons);
  for (uint32_t p = 0; code == SL_OK && p < scenario->group->n_persons; p++) {
    members[n].exposures = room + n * width;
    code = fill_member(group, p, &members[n], error);
    n += members[n].n > 0; /* who has no claims adds nothing */
  }
  if (code == SL_OK) {
    code = make_cells(group, members, n, error);
  }
  free(members);
  free(room);
  return code;
}

/* ---- lattice ---- */

/* What Euclid's rests leave of a step is off by their rounding, which counting many steps would
 * make much of: it is a whole part of the larger amount, and of the smaller one. */
static double to_the_last_bit(double step, double one, double other)
{
  const double large = fmax(one, other), small = fmin(one, other);
  const double part = large / nearbyint(large / step), parts = small / part;
  return fabs(parts - nearbyint(parts)) < ON_STEP ? part : 0.0;
}

double sl_exact_common_step(double common, double amount)
{
  if (!(amount > 0.0) || common == 0.0) {
    return common;
  }
  if (common < 0.0) {
    return amount;
  }
  double a = fmax(common, amount), b = fmin(common, amount);
  const double tiny = LATTICE_TINY * a;
  while (b > tiny) {
    const double rest = fabs(a - b * nearbyint(a / b));
    a = b;
    b = rest;
  }
  return a > CLEAR_OF_TINY * tiny ? to_the_last_bit(a, common, amount) : 0.0;
}

/* The laws' atoms, and their lattice: 0 where claims are none. The largest amount is a whole
 * multiple to the last bit. */
static int find_lattice(sl_exact_group_t *group, sl_error_t *error)
{
  double lattice = -1.0, largest = 0.0;
  sl_atoms_t atoms = {0};
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < group->n_laws; i++) {
    const sl_claim_law_t law = sl_exact_claim_law(group, i);
    code = sl_claim_atoms(&law, &atoms, error);
    for (size_t k = 0; code == SL_OK && k < atoms.n; k++) {
      lattice = sl_exact_common_step(lattice, atoms.atom[k].at);
      largest = fmax(largest, atoms.atom[k].at);
    }
    group->laws[i].atomic = sl_atoms_mass(&atoms);
    lattice = group->laws[i].atomic > 1.0 - ALL ? lattice : 0.0;
  }
  group->lattice = lattice > 0.0 ? largest / nearbyint(largest / lattice) : 0.0;
  sl_atoms_free(&atoms);
  return code;
}

int sl_exact_group_init(sl_exact_group_t *group, const sl_scenario_t *scenario, sl_error_t *error)
{
  *group = (sl_exact_group_t){.scenario = scenario};
  group->additive = calloc(scenario->plans->n + 1, sizeof *group->additive);
  if (group->additive == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu plans", scenario->plans->n);
  }
  for (size_t i = 0; i < scenario->plans->n; i++) {
    group->additive[i] = has_copays(&scenario->plans->list[i]) &&
                         sl_exact_plan_is_additive(&scenario->plans->list[i]);
  }
  int code = sort_persons(group, error);
  if (code == SL_OK) {
    code = sl_exact_make_units(group, error);
  }
  if (code == SL_OK) {
    code = find_lattice(group, error);
  }
  if (code == SL_OK && group->n_service_laws <= BUNDLED_LAWS_MAX && sl_exact_is_mixed(group)) {
    code = sl_exact_bundle_laws(group, error);
  }
  return code;
}

void sl_exact_group_free(sl_exact_group_t *group)
{
  for (size_t i = 0; i < group->n_cells; i++) {
    free(group->cells[i].exposures);
    free(group->cells[i].bundled);
    free(group->cells[i].multipliers);
    free(group->cells[i].counts);
  }
  sl_exact_bundles_free(group);
  free(group->units);
  free(group->cells);
  free(group->laws);
  free(group->additive);
}
