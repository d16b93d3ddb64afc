#include "sim/engine/years/people.h"

#include "models/claims/condition.h"
#include "models/claims/service.h"
#include "models/group/rating_curve.h"
#include "models/plan/claim_record.h"
#include "sim/input/build/exposure.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- which families there are ---- */

/* Copies of a contract in plan year `year`: by age, from the most that it is made younger. */
static size_t copies_of(const sl_family_map_t *map, size_t contract)
{
  return map->ageing ? (size_t)map->younger[contract] + map->year : 1;
}

static int make_map(const sl_turnover_terms_t *turnover, unsigned year, sl_family_map_t *map,
                    sl_error_t *error)
{
  uint64_t n = 0;
  map->n_contracts = turnover->n_contracts;
  map->ageing = turnover->ageing;
  map->year = year;
  map->first = malloc((turnover->n_contracts + 1) * sizeof *map->first);
  map->younger = malloc(turnover->n_contracts + 1);
  if (map->first == NULL || map->younger == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the contracts of later plan years");
  }
  for (size_t c = 0; c < turnover->n_contracts; c++) {
    map->first[c] = (uint32_t)n;
    map->younger[c] = (unsigned char)sl_turnover_most_younger(turnover, c);
    n += 1 + copies_of(map, c);
  }
  map->first[turnover->n_contracts] = (uint32_t)n;
  return n < UINT32_MAX ? SL_OK
                        : sl_fail(error, SL_ERR_UNSUPPORTED,
                                  "%zu contracts are too many for several plan years with ageing",
                                  turnover->n_contracts);
}

/* ---- persons ---- */

/* A person `shift` years older than in the census and enrolled all year, if in the group at all. */
static sl_person_t aged(const sl_person_t *person, int shift, bool ageing)
{
  sl_person_t older = *person;
  const int age = (int)person->age + shift;
  const bool child = person->relationship == SL_CHILD;
  older.age = age > 0 ? (unsigned)age : 0;
  older.dated = false;
  older.months = age < 0 || (ageing && child && age >= SL_CHILD_LEAVES) ? 0.0 : SL_PLAN_MONTHS_MAX;
  return older;
}

static sl_person_t copy_of(const sl_person_t *person, int shift, bool ageing)
{
  sl_person_t copy = aged(person, shift, ageing);
  copy.row |= SL_COPY_ROW;
  copy.base_claims = true;
  return copy;
}

static bool stays_on(const sl_scenario_t *first, const sl_person_t *person)
{
  const sl_enrolled_days_t days = sl_person_days(&first->calendar, person, 0);
  return days.first <= days.last && days.last == first->calendar.last_day;
}

/* Days are counted from the start of plan year k. */
static int moved(int day, int by)
{
  return day == SL_DAY_ALWAYS_BEFORE || day == SL_DAY_ALWAYS_AFTER ? day : day - by;
}

/* The census's own as of plan year k, which may lie before year 0. by: days from its start to that
 * of the year in which it is asked for. */
static sl_person_t own_in(const sl_scenario_t *first, const sl_person_t *person, int k, int by,
                          bool ageing)
{
  if (k <= 0) {
    sl_person_t own = *person;
    own.first_day = moved(own.first_day, by);
    own.last_day = moved(own.last_day, by);
    return own;
  }
  sl_person_t own = aged(person, ageing ? k : 0, ageing);
  own.months = stays_on(first, person) ? own.months : 0.0;
  return own;
}

/* ---- families ---- */

static sl_tier_t tier_of(const sl_person_t *persons, size_t n, unsigned year, unsigned entry)
{
  bool spouse = false, child = false;
  for (size_t i = 0; i < n; i++) {
    const bool there = persons[i].months > 0.0 && sl_born_by(persons[i].age, year, entry);
    spouse = spouse || (there && persons[i].relationship == SL_SPOUSE);
    child = child || (there && persons[i].relationship == SL_CHILD);
  }
  return spouse ? (child ? SL_TIER_FAMILY : SL_TIER_EMPLOYEE_SPOUSE)
                : (child ? SL_TIER_EMPLOYEE_CHILDREN : SL_TIER_EMPLOYEE);
}

static void close_family(sl_later_people_t *people, const sl_family_t *of, uint32_t first)
{
  sl_family_t *family = &people->families[people->n_families++];
  *family = (sl_family_t){.first_person = first,
                          .n_persons = of->n_persons,
                          .plan = of->plan,
                          .months = SL_PLAN_MONTHS_MAX};
  family->tier = tier_of(people->persons + first, of->n_persons, 0, 0);
  family->tier_months[family->tier] = SL_PLAN_MONTHS_MAX;
}

typedef struct making {
  const sl_scenario_t *first;
  sl_later_people_t *people;
  unsigned year, n_before;
  int days; /* from the start of year 0 to that of year k */
} making_t;

/* copy: which of the contract's copies, the youngest first; below 0 the census's own. */
static void add_family(const making_t *m, size_t contract, long copy)
{
  sl_later_people_t *people = m->people;
  const bool ageing = people->map.ageing;
  const sl_family_t *of = &m->first->group->families[contract];
  const int shift = ageing ? (int)copy - people->map.younger[contract] : 0;
  const uint32_t first = (uint32_t)people->n_persons;
  for (uint32_t i = 0; i < of->n_persons; i++) {
    const uint32_t base = of->first_person + i;
    const sl_person_t *person = &m->first->group->persons[base];
    const size_t p = people->n_persons++;
    people->base[p] = base;
    for (unsigned j = 0; j <= m->n_before; j++) {
      const int k = (int)m->year - (int)j;
      sl_person_t *into = j == 0 ? &people->persons[p] : &people->earlier[j - 1][p];
      *into = copy < 0 ? own_in(m->first, person, k, m->days, ageing)
                       : copy_of(person, ageing ? shift - (int)j : 0, ageing);
      into->family = (uint32_t)people->n_families;
    }
  }
  close_family(people, of, first);
}

static int allocate(const sl_scenario_t *first, unsigned n_before, sl_later_people_t *people,
                    sl_error_t *error)
{
  const sl_group_t *group = first->group;
  size_t n = 0;
  for (size_t c = 0; c < group->n_families; c++) {
    n += group->families[c].n_persons * (size_t)(people->map.first[c + 1] - people->map.first[c]);
  }
  people->families = calloc(people->map.first[group->n_families] + 1, sizeof *people->families);
  people->persons = calloc(n + 1, sizeof *people->persons);
  people->base = calloc(n + 1, sizeof *people->base);
  bool have = people->families != NULL && people->persons != NULL && people->base != NULL;
  for (unsigned j = 0; j < n_before; j++) {
    people->earlier[j] = calloc(n + 1, sizeof *people->earlier[j]);
    have = have && people->earlier[j] != NULL;
  }
  return have ? SL_OK
              : sl_fail(error, SL_ERR_MEMORY, "no memory for the %zu persons of a later plan year",
                        n);
}

int sl_later_people_new(const sl_scenario_t *first, const sl_turnover_terms_t *turnover,
                        unsigned year, unsigned n_before, sl_later_people_t *people,
                        sl_error_t *error)
{
  const making_t making = {
      .first = first,
      .people = people,
      .year = year,
      .n_before = n_before,
      .days = sl_date_serial(sl_date_add_months(first->start, (int)(year * SL_PLAN_MONTHS_MAX))) -
              sl_date_serial(first->start)};
  *people = (sl_later_people_t){0};
  int code = make_map(turnover, year, &people->map, error);
  code = code == SL_OK ? allocate(first, n_before, people, error) : code;
  for (size_t c = 0; code == SL_OK && c < first->group->n_families; c++) {
    for (long i = -1; i < (long)copies_of(&people->map, c); i++) {
      add_family(&making, c, i);
    }
  }
  return code;
}

void sl_later_people_free(sl_later_people_t *people)
{
  free(people->persons);
  free(people->families);
  for (size_t j = 0; j < SL_YEARS_BEFORE_MAX; j++) {
    free(people->earlier[j]);
  }
  free(people->base);
  free(people->map.first);
  free(people->map.younger);
  *people = (sl_later_people_t){0};
}

/* ---- what a family adds ---- */

double sl_people_allowed(const sl_scenario_t *scenario, const sl_person_t *person)
{
  const sl_enrolled_days_t days = sl_person_days(&scenario->calendar, person, 0);
  const sl_enrolled_t enrolled = sl_enrolled_on(&scenario->calendar, 0, days.first, days.last);
  sl_person_t anybody = *person;
  double sum = 0.0;
  anybody.base_claims = true;
  for (size_t s = 0; s < scenario->claims->n_services; s++) {
    const sl_service_t *service = &scenario->claims->services[s];
    const double exposure =
        service->only_row != 0 ? 0.0 : sl_exposure(scenario, &anybody, service, &enrolled);
    sum += exposure > 0.0 ? exposure * sl_frequency_mean(&service->frequency) *
                                sl_severity_mean(&service->severity) * service->amount_factor
                          : 0.0;
  }
  for (size_t i = 0; i < scenario->claims->n_conditions; i++) {
    const sl_condition_t *condition = &scenario->claims->conditions[i];
    const double chance = sl_condition_chance(scenario, condition, &anybody, &enrolled);
    sum += (chance < 1.0 ? chance : 1.0) * sl_severity_mean(&condition->severity) *
           condition->amount_factor;
  }
  return sum;
}

void sl_people_of_family(const sl_person_t *persons, size_t n, const double *allowed,
                         const double *hsa, unsigned year, unsigned entry,
                         const sl_rating_curve_t *curve, double *columns)
{
  sl_rated_person_t rated[SL_CLAIM_PERSONS];
  const sl_tier_t tier = tier_of(persons, n, year, entry);
  memset(columns, 0, SL_PEOPLE_COLUMNS * sizeof *columns);
  columns[SL_PEOPLE_CONTRACTS] = 1.0;
  columns[SL_PEOPLE_TIER + tier] = 1.0;
  columns[SL_PEOPLE_HSA] = hsa[tier];
  for (size_t i = 0; i < n; i++) {
    const bool there = persons[i].months > 0.0 && sl_born_by(persons[i].age, year, entry);
    rated[i] = (sl_rated_person_t){.age = persons[i].age,
                                   .billed = there ? (1U << SL_PLAN_MONTHS_MAX) - 1U : 0U,
                                   .child = persons[i].relationship == SL_CHILD};
    columns[SL_PEOPLE_MEMBERS] += there;
    columns[SL_PEOPLE_ALLOWED] += there ? allowed[i] : 0.0;
    columns[SL_PEOPLE_PAYROLL] +=
        there && persons[i].relationship == SL_EMPLOYEE && !isnan(persons[i].salary)
            ? persons[i].salary
            : 0.0;
  }
  columns[SL_PEOPLE_AGE_RATED] = sl_age_rated_units(curve, rated, n);
}

sl_enrolment_t sl_people_enrolment(const double columns[SL_PEOPLE_COLUMNS],
                                   const sl_enrolment_t *first)
{
  const double months = SL_PLAN_MONTHS_MAX;
  sl_enrolment_t of = {.employees = columns[SL_PEOPLE_CONTRACTS],
                       .members = columns[SL_PEOPLE_MEMBERS],
                       .waived = first->waived,
                       .employee_months = columns[SL_PEOPLE_CONTRACTS] * months,
                       .member_months = columns[SL_PEOPLE_MEMBERS] * months,
                       .payroll =
                           isnan(first->payroll) ? first->payroll : columns[SL_PEOPLE_PAYROLL],
                       .age_rated_units = columns[SL_PEOPLE_AGE_RATED],
                       .hsa_contributions = columns[SL_PEOPLE_HSA],
                       .plan_months = months,
                       .persons_at_risk = columns[SL_PEOPLE_MEMBERS],
                       .contracts_at_risk = columns[SL_PEOPLE_CONTRACTS]};
  for (size_t tier = 0; tier < SL_TIERS; tier++) {
    of.tier_first_month[tier] = columns[SL_PEOPLE_TIER + tier];
    of.tier_months[tier] = columns[SL_PEOPLE_TIER + tier] * months;
    for (unsigned m = 0; m < SL_PLAN_MONTHS_MAX; m++) {
      of.tier_by_month[tier][m] = columns[SL_PEOPLE_TIER + tier];
    }
  }
  return of;
}
