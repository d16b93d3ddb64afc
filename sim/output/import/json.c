#include "sim/output/import/report.h"
#include "sim/output/text/json_parts.h"

#include <jansson.h>
#include <math.h>

#define MEMBERS(list) list, sizeof(list) / sizeof *(list)

static json_t *count(size_t n) { return json_integer((json_int_t)n); }

/* Cents: sums of whole cents must not end in binary dust. */
static json_t *money(double value) { return sl_json_number(floor(value * 100 + 0.5) / 100); }

static json_t *finding(const sl_finding_t *found)
{
  static const char *const severities[] = {"error", "warning", "note"};
  const sl_finding_words_t *words = &sl_finding_words[found->kind];
  const sl_json_member_t members[] = {{"row", count(found->line)},
                                      {"why", json_string(words->why)},
                                      {"kind", json_string(words->name)},
                                      {"severity", json_string(severities[words->severity])}};
  return sl_json_object(MEMBERS(members));
}

static json_t *tiers_of(const sl_import_figures_t *f)
{
  sl_json_member_t members[SL_TIERS];
  for (size_t t = 0; t < SL_TIERS; t++) {
    members[t] = (sl_json_member_t){sl_tier_names[t], count(f->tiers[t])};
  }
  return sl_json_object(members, SL_TIERS);
}

static json_t *pair(const char *one, size_t n, const char *other, size_t m)
{
  const sl_json_member_t members[] = {{one, count(n)}, {other, count(m)}};
  return sl_json_object(MEMBERS(members));
}

/* Rows that are left out; or those that are kept, of one severity. */
static json_t *findings(const sl_import_t *import, bool left_out, sl_severity_of_finding_t severity)
{
  const sl_finding_t *list;
  const size_t n = sl_import_findings(import, &list);
  json_t *array = json_array();
  for (size_t i = 0; i < n; i++) {
    const sl_finding_words_t *words = &sl_finding_words[list[i].kind];
    if (words->left_out == left_out && (left_out || words->severity == severity)) {
      array = sl_json_and(array, finding(&list[i]));
    }
  }
  return array;
}

static json_t *assumptions(const sl_import_t *import)
{
  const char(*notes)[SL_IMPORT_NOTE];
  const size_t n = sl_import_notes(import, &notes);
  json_t *array = json_array();
  for (size_t i = 0; i < n; i++) {
    array = sl_json_and(array, json_string(notes[i]));
  }
  return array;
}

static json_t *columns(const sl_import_t *import)
{
  char name[128];
  const char *field;
  json_t *array = json_array();
  for (size_t c = 0; sl_import_column(import, c, name, &field); c++) {
    const sl_json_member_t members[] = {
        {"name", json_string(name)}, {"field", field != NULL ? json_string(field) : json_null()}};
    array = sl_json_and(array, sl_json_object(MEMBERS(members)));
  }
  return array;
}

char *sl_import_report_json(const sl_import_t *import)
{
  const sl_import_figures_t *f = sl_import_figures(import);
  const sl_json_member_t members[] = {
      {"employees", count(f->employees)},
      {"members", count(f->members)},
      {"spouses", count(f->spouses)},
      {"children", count(f->children)},
      {"waived", count(f->waived)},
      {"tiers", tiers_of(f)},
      {"female", count(f->sexes[SL_FEMALE])},
      {"male", count(f->sexes[SL_MALE])},
      {"unknown_sex", count(f->unknown_sex)},
      {"employee_female", count(f->employee_sexes[SL_FEMALE])},
      {"employee_male", count(f->employee_sexes[SL_MALE])},
      {"employee_unknown_sex", count(f->employee_unknown_sex)},
      {"mean_employee_age", sl_json_number(f->mean_employee_age)},
      {"employees_with_age", count(f->employees_with_age)},
      {"salary_sum", money(f->salary_sum)},
      {"employees_with_salary", count(f->employees_with_salary)},
      {"drawn", pair("spouses", f->drawn_spouses, "children", f->drawn_children)},
      {"joins_in_plan_year",
       pair("employees", f->joining_employees, "members", f->joining_members)},
      {"leaves_in_plan_year",
       pair("employees", f->leaving_employees, "members", f->leaving_members)},
      {"skipped", findings(import, true, SL_FINDING_ERROR)},
      {"errors", findings(import, false, SL_FINDING_ERROR)},
      {"warnings", findings(import, false, SL_FINDING_WARNING)},
      {"notes", findings(import, false, SL_FINDING_NOTE)},
      {"assumptions", assumptions(import)},
      {"columns", columns(import)}};
  return sl_json_text(sl_json_object(MEMBERS(members)), JSON_INDENT(2) | JSON_REAL_PRECISION(15),
                      "\n");
}
