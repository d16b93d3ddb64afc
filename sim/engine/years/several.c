#include "sim/engine/years/several.h"

#include "models/core/calendar.h"
#include "models/funding/arrangement.h"
#include "models/plan/design.h"
#include "sim/engine/compile/compile.h"
#include "sim/input/build/exposure.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/results/block.h"

#include <stdlib.h>
#include <string.h>

/* ---- who may hold a slot ---- */

static bool holds_slot(const sl_scenario_t *first, const sl_family_t *family)
{
  const sl_person_t *employee = &first->group->persons[family->first_person];
  const sl_enrolled_days_t days = sl_person_days(&first->calendar, employee, 0);
  return employee->relationship == SL_EMPLOYEE && employee->months > 0.0 &&
         days.first <= days.last && days.last == first->calendar.last_day;
}

int sl_turnover_of_scenario(const sl_scenario_t *first, sl_turnover_terms_t *turnover,
                            unsigned **ages, uint32_t **slots, sl_error_t *error)
{
  const sl_group_t *group = first->group;
  const sl_population_terms_t *terms = &first->ahead.population;
  size_t n_slots = 0;
  *ages = malloc((group->n_families + 1) * sizeof **ages);
  *slots = malloc((group->n_families + 1) * sizeof **slots);
  if (*ages == NULL || *slots == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu contracts", group->n_families);
  }
  for (size_t c = 0; c < group->n_families; c++) {
    (*ages)[c] = group->persons[group->families[c].first_person].age;
    if (holds_slot(first, &group->families[c])) {
      (*slots)[n_slots++] = (uint32_t)c;
    }
  }
  *turnover = (sl_turnover_terms_t){.years = first->ahead.years,
                                    .leaving = terms->turnover,
                                    .ageing = terms->ageing,
                                    .growth = terms->growth,
                                    .ages = *ages,
                                    .n_contracts = group->n_families,
                                    .slot = *slots,
                                    .n_slots = n_slots};
  return SL_OK;
}

/* Seats are counted with 32 bits, as trials are. */
static int check_room(const sl_several_t *later, sl_error_t *error)
{
  const uint64_t trials = later->first->simulation->trials;
  const uint64_t blocks = (trials + SL_BLOCK_TRIALS - 1) / SL_BLOCK_TRIALS;
  return later->most == 0 || blocks <= UINT32_MAX / later->most
             ? SL_OK
             : sl_fail(
                   error, SL_ERR_UNSUPPORTED,
                   "%llu trials of %zu plan years are too many with this turnover: at most %llu",
                   (unsigned long long)trials, later->n + 1,
                   (unsigned long long)(UINT32_MAX / later->most * SL_BLOCK_TRIALS));
}

/* ---- a year's scenario ---- */

static int copy_arrangements(const sl_scenario_t *first, const sl_later_lists_t *lists,
                             sl_arrangements_t *into, sl_error_t *error)
{
  const sl_arrangements_t *from = first->arrangements;
  int code = SL_OK;
  *into = *from;
  into->n = 0;
  into->cash_flow.wanted = false;
  into->list = calloc(from->n + 1, sizeof *into->list);
  if (into->list == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the arrangements of a later plan year");
  }
  for (size_t a = 0; code == SL_OK && a < from->n; a++) {
    into->list[a] = lists->list[a];
    into->n = a + 1;
    code = sl_arrangement_copy(&lists->list[a], first->claims->n_services, &into->list[a]);
  }
  return code == SL_OK ? code
                       : sl_fail(error, code, "no memory for the arrangements of a plan year");
}

static int make_scenario(const sl_several_t *later, const sl_later_lists_t *lists, unsigned k,
                         sl_later_year_t *year, sl_group_t **group, sl_error_t *error)
{
  const unsigned shared = 1U << SL_PART_CLAIMS | 1U << SL_PART_PLANS | 1U << SL_PART_SIMULATION;
  sl_parts_t parts;
  year->scenario = sl_scenario_new(later->first, shared, &parts);
  if (year->scenario == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a later plan year");
  }
  *group = parts.group;
  year->scenario->start = sl_date_add_months(later->first->start, (int)(k * SL_PLAN_MONTHS_MAX));
  sl_calendar_init(&year->scenario->calendar, year->scenario->start, SL_PLAN_MONTHS_MAX);
  return copy_arrangements(later->first, lists, parts.arrangements, error);
}

/* The scenario takes over persons and families. */
static int make_people(const sl_several_t *later, unsigned k, sl_later_year_t *year,
                       sl_group_t *group, sl_error_t *error)
{
  sl_later_people_t *people = &year->people;
  const unsigned n_before = (unsigned)-sl_dating_first_year(year->scenario);
  const int code = sl_later_people_new(later->first, &later->turnover, k, n_before, people, error);
  group->persons = people->persons;
  group->n_persons = people->n_persons;
  group->families = people->families;
  group->n_families = people->n_families;
  group->enrolment = later->first->group->enrolment;
  people->persons = NULL;
  people->families = NULL;
  return code;
}

/* ---- what a family adds to the enrolment ---- */

static int make_columns(const sl_several_t *later, sl_later_year_t *year, unsigned k,
                        sl_error_t *error)
{
  const sl_group_t *group = year->scenario->group;
  sl_rating_curve_t curve;
  year->n_tenures = later->turnover.ageing ? k : 1;
  year->columns =
      malloc((group->n_families + 1) * year->n_tenures * SL_PEOPLE_COLUMNS * sizeof *year->columns);
  double *allowed = malloc((group->n_persons + 1) * sizeof *allowed);
  int code = year->columns != NULL && allowed != NULL
                 ? sl_rating_curve_default(&curve, error)
                 : sl_fail(error, SL_ERR_MEMORY, "no memory for a later plan year");
  for (size_t p = 0; code == SL_OK && p < group->n_persons; p++) {
    allowed[p] = group->persons[p].months > 0.0
                     ? sl_people_allowed(year->scenario, &group->persons[p])
                     : 0.0;
  }
  for (size_t f = 0; code == SL_OK && f < group->n_families; f++) {
    const sl_family_t *family = &group->families[f];
    const bool copy = (group->persons[family->first_person].row & SL_COPY_ROW) != 0;
    for (unsigned tenure = 0; tenure < year->n_tenures; tenure++) {
      const unsigned now = copy && later->turnover.ageing ? k : 0;
      sl_people_of_family(
          group->persons + family->first_person, family->n_persons, allowed + family->first_person,
          year->scenario->plans->list[family->plan].hsa, now, now > tenure ? now - tenure : 0,
          &curve, year->columns + (f * year->n_tenures + tenure) * SL_PEOPLE_COLUMNS);
    }
  }
  free(allowed);
  return code;
}

const double *sl_later_columns(const sl_later_year_t *year, size_t family, bool copy,
                               unsigned entry)
{
  const size_t tenure = copy && year->n_tenures > 1 ? year->people.map.year - entry : 0;
  return year->columns + (family * year->n_tenures + tenure) * SL_PEOPLE_COLUMNS;
}

/* ---- a year's model ---- */

/* Of conditions in plan year 0, of whom each person is or copies. */
static int make_first_multipliers(const sl_several_t *later, sl_later_year_t *year,
                                  sl_error_t *error)
{
  const sl_scenario_t *first = later->first;
  const size_t n = year->scenario->group->n_persons;
  year->first_multipliers = malloc((n + 1) * sizeof *year->first_multipliers);
  if (year->first_multipliers == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a later plan year");
  }
  for (size_t p = 0; p < n; p++) {
    const sl_person_t *person = &first->group->persons[year->people.base[p]];
    const sl_enrolled_t enrolled = sl_person_enrolled(&first->calendar, person, 0);
    year->first_multipliers[p] = sl_condition_multiplier(first, person, &enrolled);
  }
  return SL_OK;
}

/* Units of work are those of the first year's model: the same contracts. */
static int align_tiles(const sl_model_t *first, const sl_later_year_t *year, sl_error_t *error)
{
  sl_model_t *model = year->plain;
  free(model->tiles);
  model->tiles = calloc(first->n_tiles + 1, sizeof *model->tiles);
  model->n_tiles = first->n_tiles;
  if (model->tiles == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the group's tiles");
  }
  for (size_t i = 0; i < first->n_tiles; i++) {
    const sl_tile_t *tile = &first->tiles[i];
    const uint32_t *at = &year->people.map.first[tile->first_family];
    model->tiles[i] =
        (sl_tile_t){.first_family = at[0], .n_families = at[tile->n_families] - at[0]};
  }
  return SL_OK;
}

static int make_model(const sl_several_t *later, const sl_engine_options_t *options, int threads,
                      unsigned k, sl_later_year_t *year, sl_error_t *error)
{
  const sl_person_t *earlier[SL_YEARS_BEFORE_MAX];
  sl_engine_options_t own = *options;
  for (size_t j = 0; j < SL_YEARS_BEFORE_MAX; j++) {
    earlier[j] = year->people.earlier[j];
  }
  const sl_as_of_t as_of = {.plan_year = (int)k,
                            .ages = later->turnover.ageing,
                            .earlier = earlier,
                            .n_earlier = SL_YEARS_BEFORE_MAX,
                            .first_multipliers = year->first_multipliers};
  own.claim_by_claim = true;
  own.as_of = &as_of;
  own.store = NULL;
  return sl_model_new(year->scenario, &own, threads, &year->plain, error);
}

static int make_year(const sl_several_t *later, const sl_model_t *first,
                     const sl_engine_options_t *options, int threads, const sl_later_lists_t *lists,
                     unsigned k, sl_later_year_t *year, sl_error_t *error)
{
  sl_group_t *group = NULL;
  int code = make_scenario(later, lists, k, year, &group, error);
  code = code == SL_OK ? make_people(later, k, year, group, error) : code;
  code = code == SL_OK ? make_first_multipliers(later, year, error) : code;
  code = code == SL_OK ? make_model(later, options, threads, k, year, error) : code;
  code = code == SL_OK ? align_tiles(first, year, error) : code;
  code = code == SL_OK
             ? sl_model_further(year->plain, lists->further, lists->n_further, &year->model, error)
             : code;
  return code == SL_OK ? make_columns(later, year, k, error) : code;
}

/* ---- all of them ---- */

/* The same figure of plan year 0, whose amounts all others are told in. */
static double allowed_first(const sl_scenario_t *first)
{
  double sum = 0.0, n = 0.0;
  for (size_t p = 0; p < first->group->n_persons; p++) {
    sl_person_t person = first->group->persons[p];
    if (person.months > 0.0) {
      person.dated = false;
      person.months = SL_PLAN_MONTHS_MAX;
      sum += sl_people_allowed(first, &person);
      n += 1.0;
    }
  }
  return n > 0.0 ? sum / n : 0.0;
}

int sl_several_new(const sl_model_t *first, const sl_engine_options_t *options, int threads,
                   const sl_later_lists_t *lists, size_t n, sl_several_t **later, sl_error_t *error)
{
  sl_several_t *made = *later = calloc(1, sizeof *made);
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for later plan years");
  }
  made->first = first->scenario;
  made->n = n;
  made->n_rules = lists[0].n_rules;
  for (size_t k = 0; k <= n; k++) {
    made->rules[k] = lists[k].rules;
  }
  made->allowed_first = allowed_first(made->first);
  made->year = calloc(n + 1, sizeof *made->year);
  int code = made->year != NULL ? sl_turnover_of_scenario(made->first, &made->turnover, &made->ages,
                                                          &made->slots, error)
                                : sl_fail(error, SL_ERR_MEMORY, "no memory for later plan years");
  made->most = code == SL_OK ? sl_turnover_most(&made->turnover) : 0;
  code = code == SL_OK ? check_room(made, error) : code;
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = make_year(made, first, options, threads, &lists[i + 1], (unsigned)i + 1, &made->year[i],
                     error);
  }
  if (code != SL_OK) {
    sl_several_free(made);
    *later = NULL;
  }
  return code;
}

void sl_several_free(sl_several_t *later)
{
  if (later == NULL) {
    return;
  }
  for (size_t i = 0; later->year != NULL && i < later->n; i++) {
    sl_later_year_t *year = &later->year[i];
    sl_model_further_free(year->model);
    sl_model_free(year->plain);
    sl_later_people_free(&year->people);
    sl_scenario_free(year->scenario);
    free(year->first_multipliers);
    free(year->columns);
  }
  free(later->year);
  free(later->ages);
  free(later->slots);
  free(later);
}
