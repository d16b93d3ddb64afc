#include "models/claims/service.h"
#include "models/funding/premium.h"
#include "sim/input/build/build.h"
#include "sim/input/build/exposure.h"
#include "sim/input/build/members.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define ROW_SHOWN_MOST 99999 /* longer, it may be an id that somebody took for a row */

/* Persons by census row: index + 1, 0 where nobody is enrolled. */
typedef struct row_index {
  size_t n_rows;
  uint32_t *person;
} row_index_t;

static int make_index(const sl_build_t *build, row_index_t *index)
{
  const sl_scenario_t *s = build->scenario;
  index->n_rows = sl_census_rows(build->census);
  index->person = calloc(index->n_rows + 1, sizeof *index->person);
  for (size_t p = 0; index->person != NULL && p < s->group->n_persons; p++) {
    if (s->group->persons[p].row <= index->n_rows) { /* not drawn behind a tier */
      index->person[s->group->persons[p].row] = (uint32_t)p + 1;
    }
  }
  return index->person != NULL ? SL_OK : SL_ERR_MEMORY;
}

/* The person that `member` of item names, NULL after a fault. */
static sl_person_t *find_member(const sl_build_t *build, const row_index_t *index, sl_cursor_t item)
{
  const sl_node_t *node = sl_build_member_node(item);
  const uint32_t row = sl_build_member(build, item);
  if (row == 0) {
    return NULL; /* reported already */
  }
  if (row > index->n_rows) {
    char shown[32] = "(not shown: it may be an id)";
    if (row <= ROW_SHOWN_MOST) {
      snprintf(shown, sizeof shown, "%lu", (unsigned long)row);
    }
    sl_source_fault(&build->source, node,
                    "member is not in the census: %s; allowed: 1 to %zu, the data rows (1 is the "
                    "one after the header, row %zu of the spreadsheet)",
                    shown, index->n_rows, sl_census_line(build->census, 1));
    return NULL;
  }
  if (index->person[row] == 0) {
    sl_source_fault(
        &build->source, node,
        "member is not enrolled: %lu (row %zu of the spreadsheet: waived, 0 months or dates "
        "outside the plan year); "
        "allowed: an enrolled person",
        (unsigned long)row, sl_census_line(build->census, row));
    return NULL;
  }
  return &build->scenario->group->persons[index->person[row] - 1];
}

static int check_claimants(sl_build_t *build, const row_index_t *index)
{
  const sl_cursor_t claims = sl_cursor_child(build->root, "claims");
  const sl_cursor_t list = sl_cursor_child(claims, "claimants");
  bool *named = calloc(index->n_rows + 1, sizeof *named);
  if (named == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < sl_cursor_length(list); i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    sl_person_t *person = sl_cursor_is_map(item) ? find_member(build, index, item) : NULL;
    if (person == NULL) {
      continue;
    }
    if (named[person->row]) {
      sl_source_fault(&build->source, sl_build_member_node(item),
                      "member is named twice: %lu (row %zu of the spreadsheet); allowed: each "
                      "claimant once, with all services",
                      (unsigned long)person->row, sl_census_line(build->census, person->row));
    }
    named[person->row] = true;
    person->base_claims = person->base_claims && !sl_cursor_flag(item, "replaces");
  }
  free(named);
  return SL_OK;
}

/* A certificate has one deductible, so a laser names it by its employee. */
static void check_laser_holder(const sl_build_t *build, sl_cursor_t specific, sl_cursor_t laser,
                               const sl_person_t *person)
{
  if (sl_cursor_choice(specific, "per") == 1 && person->relationship != SL_EMPLOYEE) {
    sl_source_fault(&build->source, sl_build_member_node(laser),
                    "member is a dependent: %lu (row %zu of the spreadsheet), but the specific is "
                    "per certificate; allowed: the row of the employee, whose laser is the "
                    "certificate's",
                    (unsigned long)person->row, sl_census_line(build->census, person->row));
  }
}

static void check_lasers(const sl_build_t *build, const row_index_t *index)
{
  const sl_cursor_t arrangements = sl_cursor_child(build->root, "arrangements");
  for (size_t a = 0; a < sl_cursor_length(arrangements); a++) {
    const sl_cursor_t specific = sl_cursor_child(sl_cursor_item(arrangements, a), "specific");
    const sl_cursor_t lasers = sl_cursor_child(specific, "lasers");
    for (size_t i = 0; i < sl_cursor_length(lasers); i++) {
      const sl_cursor_t laser = sl_cursor_item(lasers, i);
      const sl_person_t *person = sl_cursor_is_map(laser) ? find_member(build, index, laser) : NULL;
      if (person != NULL) {
        check_laser_holder(build, specific, laser, person);
      }
    }
  }
}

/* A dependent's disability is refused for itself. */
static bool needs_salary(const sl_service_t *service, const sl_person_t *person)
{
  return service->severity.times_salary ||
         (service->disability != NULL && person->relationship == SL_EMPLOYEE);
}

/* A known claimant's disability is an employee's. */
static void check_disabled(const sl_build_t *build, const row_index_t *index)
{
  const sl_scenario_t *s = build->scenario;
  for (size_t i = 0; i < s->claims->n_services; i++) {
    const uint32_t row = s->claims->services[i].only_row;
    if (s->claims->services[i].disability == NULL || row == 0 || row > index->n_rows ||
        index->person[row] == 0 ||
        s->group->persons[index->person[row] - 1].relationship == SL_EMPLOYEE) {
      continue;
    }
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(&build->source, build->service_nodes[i],
                    "service %s: disability is for employees only, and member %lu (row %zu of the "
                    "spreadsheet) is a dependent",
                    sl_text_excerpt(s->claims->services[i].name, excerpt), (unsigned long)row,
                    sl_census_line(build->census, row));
  }
}

/* Claims that are multiples of a salary need one. */
static void check_salaries(const sl_build_t *build)
{
  const sl_scenario_t *s = build->scenario;
  for (size_t p = 0; p < s->group->n_persons; p++) {
    for (size_t i = 0; i < s->claims->n_services && isnan(s->group->persons[p].salary); i++) {
      if (needs_salary(&s->claims->services[i], &s->group->persons[p]) &&
          sl_service_applies(&s->claims->services[i], &s->group->persons[p])) {
        char excerpt[SL_EXCERPT_TEXT];
        sl_faults_add(build->source.faults, SL_ERR_INPUT, sl_census_path(build->census),
                      sl_census_line(build->census, s->group->persons[p].row), 0,
                      "salary is blank, but service %s is a multiple of it; allowed: a salary, 0 "
                      "included, or `members: employees` in the service",
                      sl_text_excerpt(s->claims->services[i].name, excerpt));
        break;
      }
    }
  }
}

static bool is_on_payroll(const sl_premium_t *premium)
{
  return premium->kind == SL_PREMIUM_AMOUNT && premium->per == SL_PER_PAYROLL;
}

static bool charges_payroll(const sl_arrangement_t *a)
{
  bool charged = is_on_payroll(&a->premium) || is_on_payroll(&a->specific_premium) ||
                 is_on_payroll(&a->aggregate_premium) || is_on_payroll(&a->pooling_charge) ||
                 is_on_payroll(&a->captive.premium) ||
                 is_on_payroll(&a->specific_terminal_premium) ||
                 is_on_payroll(&a->aggregate_terminal_premium);
  for (size_t i = 0; i < a->n_fees; i++) {
    charged = charged || a->fees[i].per == SL_PER_PAYROLL;
  }
  for (size_t i = 0; i < a->n_insured_lines; i++) {
    charged = charged || is_on_payroll(&a->insured_lines[i].premium);
  }
  return charged;
}

/* A charge on payroll needs every enrolled employee's salary. */
static void check_payroll(const sl_build_t *build)
{
  const sl_scenario_t *s = build->scenario;
  const sl_arrangement_t *charging = NULL;
  for (size_t i = 0; i < s->arrangements->n && charging == NULL; i++) {
    charging = charges_payroll(&s->arrangements->list[i]) ? &s->arrangements->list[i] : NULL;
  }
  for (size_t p = 0; p < s->group->n_persons && charging != NULL; p++) {
    if (s->group->persons[p].relationship == SL_EMPLOYEE && isnan(s->group->persons[p].salary)) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_faults_add(build->source.faults, SL_ERR_INPUT, sl_census_path(build->census),
                    sl_census_line(build->census, s->group->persons[p].row), 0,
                    "salary is blank, but arrangement %s charges a share of payroll; allowed: a "
                    "salary, 0 included",
                    sl_text_excerpt(charging->name, excerpt));
    }
  }
}

int sl_build_check_persons(sl_build_t *build)
{
  row_index_t index = {0};
  int code = make_index(build, &index);
  if (code == SL_OK) {
    code = check_claimants(build, &index);
  }
  if (code == SL_OK) {
    check_lasers(build, &index);
    check_disabled(build, &index);
    check_salaries(build);
    check_payroll(build);
  }
  if (code == SL_OK) {
    code = sl_build_check_exposures(build);
  }
  free(index.person);
  return code;
}
