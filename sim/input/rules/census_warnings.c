#include "models/claims/service.h"
#include "sim/input/census/rows.h"
#include "sim/input/rules/warnings.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"

#include <stdlib.h>

#define OLDEST_CHILD 26
#define YOUNGEST_EMPLOYEE 15
#define ROWS_NAMED 8
#define ALONE_IS_ODD 10 /* employees: half of them have dependents, so 1 group in 1000 */

/* Rows of the census that one warning is about. */
typedef struct finding {
  size_t n;
  uint32_t rows[ROWS_NAMED]; /* data rows, 1 = first */
} finding_t;

static void note(finding_t *finding, uint32_t row)
{
  if (finding->n < ROWS_NAMED) {
    finding->rows[finding->n] = row;
  }
  finding->n++;
}

static void append_rows(sl_text_t *text, const sl_census_t *census, const finding_t *finding,
                        bool of_spreadsheet)
{
  const size_t named = finding->n < ROWS_NAMED ? finding->n : ROWS_NAMED;
  for (size_t i = 0; i < named; i++) {
    sl_text_append(text, "%s%zu", i > 0 ? ", " : "",
                   of_spreadsheet ? sl_census_line(census, finding->rows[i])
                                  : (size_t)finding->rows[i]);
  }
  sl_text_append(text, "%s", finding->n > named ? ", ..." : "");
}

/* "2 rows: <what>: rows 5, 9 of the spreadsheet (data rows 4, 8)"; nothing where no row is. */
static void warn(const sl_census_t *census, const finding_t *finding, const char *what,
                 sl_faults_t *warnings)
{
  if (finding->n == 0) {
    return;
  }
  const char *plural = finding->n > 1 ? "s" : "";
  sl_text_t text = {0};
  sl_text_append(&text, "%s: row%s ", what, plural);
  append_rows(&text, census, finding, true);
  sl_text_append(&text, " of the spreadsheet (data row%s ", plural);
  append_rows(&text, census, finding, false);
  sl_text_append(&text, finding->n > ROWS_NAMED ? "; %zu in all)" : ")", finding->n);
  char *words = sl_text_take(&text);
  if (words != NULL) {
    sl_faults_add(warnings, SL_ERR_INPUT, census->path, sl_census_line(census, finding->rows[0]), 0,
                  "%s", words);
  }
  free(words);
}

/* ---- ages ---- */

static void warn_of_ages(const sl_census_t *census, const sl_scenario_t *s, sl_faults_t *warnings)
{
  finding_t older = {0}, grown = {0}, young = {0};
  for (size_t f = 0; f < s->group->n_families; f++) {
    const sl_family_t *family = &s->group->families[f];
    unsigned employee = SL_AGES;
    for (uint32_t i = 0; i < family->n_persons; i++) {
      const sl_person_t *person = &s->group->persons[family->first_person + i];
      employee = person->relationship == SL_EMPLOYEE ? person->age : employee;
    }
    for (uint32_t i = 0; i < family->n_persons; i++) {
      const sl_person_t *person = &s->group->persons[family->first_person + i];
      if (person->relationship == SL_EMPLOYEE && person->age < YOUNGEST_EMPLOYEE) {
        note(&young, person->row);
      } else if (person->relationship == SL_CHILD && person->age >= employee) {
        note(&older, person->row);
      } else if (person->relationship == SL_CHILD && person->age > OLDEST_CHILD) {
        note(&grown, person->row);
      }
    }
  }
  warn(census, &young, "an employee younger than 15", warnings);
  warn(census, &older, "a child who is not younger than the employee", warnings);
  warn(census, &grown, "a child older than 26, when plans commonly end a child's cover", warnings);
}

/* ---- nobody's dependents ---- */

/* An employee-only export that was taken for a group of singles costs the dependents' claims. */
static void warn_of_singles(const sl_census_t *census, const sl_scenario_t *s,
                            sl_faults_t *warnings)
{
  for (size_t p = 0; p < s->group->n_persons; p++) {
    if (s->group->persons[p].relationship != SL_EMPLOYEE) {
      return;
    }
  }
  if (s->group->n_persons >= ALONE_IS_ODD) {
    sl_faults_add(warnings, SL_ERR_INPUT, census->path, 0, 0,
                  "nobody has a dependent: %zu employees and nobody else; where the census lists "
                  "employees alone, give the column tier, and dependents are drawn",
                  s->group->n_persons);
  }
}

/* ---- equal rows ---- */

typedef struct row_hash {
  uint64_t fields;
  uint32_t row;
} row_hash_t;

static int by_fields(const void *left, const void *right)
{
  const row_hash_t *a = left, *b = right;
  const int order = (a->fields > b->fields) - (a->fields < b->fields);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static int by_row(const void *left, const void *right)
{
  const row_hash_t *a = left, *b = right;
  return (a->row > b->row) - (a->row < b->row);
}

static int warn_of_equal_rows(const sl_census_t *census, const sl_scenario_t *s,
                              sl_faults_t *warnings)
{
  row_hash_t *rows = malloc((s->group->n_persons + 1) * sizeof *rows);
  finding_t equal = {0};
  size_t n = 0;
  if (rows == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t p = 0; p < s->group->n_persons; p++) {
    rows[p] =
        (row_hash_t){census->rows[s->group->persons[p].row - 1].fields, s->group->persons[p].row};
  }
  qsort(rows, s->group->n_persons, sizeof *rows, by_fields);
  for (size_t p = 1; p < s->group->n_persons; p++) {
    if (rows[p].fields == rows[p - 1].fields) {
      rows[n++] = rows[p]; /* n < p: behind those still to be looked at */
    }
  }
  qsort(rows, n, sizeof *rows, by_row);
  for (size_t i = 0; i < n; i++) {
    note(&equal, rows[i].row);
  }
  free(rows);
  warn(census, &equal,
       "equal to an earlier row in every column, and counted as one more person (twins, or a row "
       "given twice?)",
       warnings);
  return SL_OK;
}

/* ---- months ---- */

static bool has_contract(const sl_contract_t *contract)
{
  return contract->kind != SL_CONTRACT_DEFAULT;
}

/* Whether the day of a claim, and not only its year, decides anything that is asked. */
static bool days_matter(const sl_scenario_t *s)
{
  bool matter = s->arrangements->cash_flow.wanted || s->arrangements->accounting == SL_ACCOUNT_PAID;
  for (size_t a = 0; a < s->arrangements->n; a++) {
    const sl_arrangement_t *arrangement = &s->arrangements->list[a];
    matter = matter || arrangement->kind->insurer_runs_out ||
             (arrangement->has_specific && has_contract(&arrangement->specific.contract)) ||
             (arrangement->has_aggregate && has_contract(&arrangement->aggregate.contract));
  }
  for (size_t i = 0; i < s->claims->n_services; i++) {
    for (unsigned m = 0; m < 12; m++) {
      matter = matter || s->claims->services[i].season[m] > 0.0;
    }
  }
  return matter;
}

static void warn_of_months(const sl_census_t *census, const sl_scenario_t *s, sl_faults_t *warnings)
{
  finding_t part = {0};
  for (size_t p = 0; p < s->group->n_persons; p++) {
    const sl_person_t *person = &s->group->persons[p];
    if (!person->dated && person->months < s->months) {
      note(&part, person->row);
    }
  }
  if (days_matter(s)) {
    warn(census, &part,
         "months counts from the plan year's first day, and this scenario asks when claims are "
         "incurred or paid; for a person who joined later give the column from instead",
         warnings);
  }
}

int sl_warn_census(const sl_census_t *census, const sl_scenario_t *scenario, sl_faults_t *warnings)
{
  warn_of_ages(census, scenario, warnings);
  warn_of_months(census, scenario, warnings);
  warn_of_singles(census, scenario, warnings);
  return warn_of_equal_rows(census, scenario, warnings);
}
