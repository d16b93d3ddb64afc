/* The one table of result variables: every row is whole, and the users' page says the same. */
#include "sim/output/hdf5/hdf5.h"
#include "sim/results/band.h"
#include "sim/results/checks.h"
#include "sim/results/levers.h"
#include "sim/results/results.h"
#include "sim/results/year.h"
#include "sim/study/exact/exact.h"
#include "sim/study/sweep/sweep.h"
#include "sim/study/sweep/variables.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <string.h>

typedef struct table {
  const char *file; /* of the file or group that holds it; names are unique there; NULL: none */
  const sl_variable_t *variables;
  size_t n;
  size_t record; /* bytes of the struct of its fields; 0: columns */
} table_t;

#define COUNT(table) (table), sizeof(table) / sizeof((table)[0])

static const table_t tables[] = {
    {"run", COUNT(sl_trial_variables), 0},
    {"run", COUNT(sl_cost_variables), sizeof(sl_year_t)},
    {"run", COUNT(sl_price_variables), sizeof(sl_arrangement_facts_t)},
    {"run", COUNT(sl_summary_variables), sizeof(sl_arrangement_summary_t)},
    {"run", COUNT(sl_quantile_variables), sizeof(sl_arrangement_summary_t)},
    {"run", COUNT(sl_months_variables), 0},
    {"run", COUNT(sl_group_variables), sizeof(sl_enrolment_t)},
    {"run", COUNT(sl_tier_variables), sizeof(sl_enrolment_t)},
    {"run", COUNT(sl_check_variables), sizeof(sl_arrangement_checks_t)},
    {"run", COUNT(sl_check_group_variables), sizeof(sl_checks_t)},
    {"run", COUNT(sl_check_quantile_variables), sizeof(sl_arrangement_checks_t)},
    {"run", COUNT(sl_band_variables), sizeof(sl_band_arrangement_t)},
    {"rare", COUNT(sl_rare_trial_variables), 0},
    {"rare", COUNT(sl_rare_cost_variables), 0},
    {"rare", COUNT(sl_rare_law_variables), 0},
    {"rare", COUNT(sl_rare_numbers), sizeof(sl_rare_t)},
    {"rare", COUNT(sl_rare_variables), sizeof(sl_rare_summary_t)},
    {"levers", COUNT(sl_lever_point_variables), sizeof(sl_lever_point_t)},
    {"levers", COUNT(sl_lever_trial_variables), 0},
    {"levers", COUNT(sl_lever_band_variables), 0},
    {"years", COUNT(sl_year_variables), 0},
    {"years", COUNT(sl_promise_columns), 0},
    {"years", COUNT(sl_years_variables), sizeof(sl_year_figures_t)},
    {"years", COUNT(sl_years_quantiles), sizeof(sl_year_figures_t)},
    {"years", COUNT(sl_years_terms), sizeof(sl_arrangement_facts_t)},
    {"years", COUNT(sl_promise_figures), sizeof(sl_promise_figures_t)},
    {"sweep", &sl_sweep_cost_variable, 1, 0},
    {"sweep", COUNT(sl_sweep_variables), sizeof(sl_sweep_point_t)},
    {"sweep", COUNT(sl_sweep_quantile_variables), sizeof(sl_sweep_point_t)},
    {"sweep", COUNT(sl_sweep_specific_variables), sizeof(sl_sweep_point_t)},
    {NULL, COUNT(sl_exact_variables), sizeof(sl_exact_arrangement_t)},
    {NULL, COUNT(sl_exact_group_variables), sizeof(sl_exact_t)},
    {NULL, COUNT(sl_checked_figures), 0},
    {NULL, COUNT(sl_checked_group_figures), 0},
    {NULL, COUNT(sl_control_figures), 0},
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

static bool ends_in(const char *text, const char *end)
{
  const size_t n = strlen(text), m = strlen(end);
  return n > m && strcmp(text + n - m, end) == 0;
}

/* Says which row it is, where something is wrong with it. */
static void assert_row(bool good, const sl_variable_t *variable, const char *what)
{
  if (!good) {
    printf("\n    %s: %s\n", variable->name != NULL ? variable->name : "(no name)", what);
  }
  CU_ASSERT_TRUE(good);
}

static void check_row(const table_t *table, const sl_variable_t *v)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";
  assert_row(v->name != NULL && v->name[0] != '\0', v, "has no name");
  CU_ASSERT_PTR_NOT_NULL_FATAL(v->name);
  assert_row(strspn(v->name, letters) == strlen(v->name), v, "is no plain name");
  assert_row(v->long_name != NULL && v->long_name[0] != '\0', v, "has no long name");
  assert_row(v->shape != NULL && v->shape->rank >= 0 && v->shape->rank <= SL_MAX_RANK, v,
             "has no shape");
  for (int d = 0; v->shape != NULL && d < v->shape->rank; d++) {
    assert_row(v->shape->dimension[d] != NULL && v->shape->dimension[d]->name != NULL, v,
               "lacks a dimension");
  }
  assert_row(v->since >= 1 && v->since <= SL_RESULT_FORMAT_VERSION, v, "is of no format");
  assert_row(table->record == 0 ? v->field == SL_NO_FIELD
                                : v->field + sizeof(double) <= table->record,
             v, "has no field");
  assert_row(table->record == 0 || v->field % sizeof(double) == 0, v, "is no double");
}

static void every_row_is_whole(void)
{
  for (size_t t = 0; t < N_TABLES; t++) {
    for (size_t v = 0; v < tables[t].n; v++) {
      check_row(&tables[t], &tables[t].variables[v]);
      for (size_t w = 0; w < v && tables[t].record > 0; w++) {
        assert_row(tables[t].variables[v].field != tables[t].variables[w].field,
                   &tables[t].variables[v], "has another's field");
      }
    }
  }
}

static void names_are_unique_in_a_file(void)
{
  for (size_t t = 0; t < N_TABLES; t++) {
    for (size_t v = 0; v < tables[t].n; v++) {
      size_t found = 0;
      for (size_t u = 0; u < N_TABLES; u++) {
        const bool beside = u == t || (tables[u].file != NULL && tables[t].file != NULL &&
                                       strcmp(tables[u].file, tables[t].file) == 0);
        for (size_t w = 0; beside && w < tables[u].n; w++) {
          found += strcmp(tables[t].variables[v].name, tables[u].variables[w].name) == 0;
        }
      }
      assert_row(found == 1, &tables[t].variables[v], "is there twice");
    }
  }
}

/* A twin is of the same table, unit and shape, has no twin itself, and its words name its value. */
static void check_twin(const table_t *table, const sl_variable_t *v)
{
  const sl_variable_t *twin = v->twin;
  char error[200], bound[200];
  const bool inside = twin >= table->variables && twin < table->variables + table->n;
  assert_row(inside && twin != v && twin->twin == NULL, v, "has a twin of another table");
  assert_row(twin->is_amount == v->is_amount && twin->shape == v->shape && twin->step == v->step, v,
             "has a twin of another kind");
  assert_row(twin->since >= v->since, v, "has a twin before it");
  assert_row(ends_in(twin->name, "_standard_error") || ends_in(twin->name, "_bound"), v,
             "has a twin of another name");
  snprintf(error, sizeof error, "standard error of %s", v->name);
  snprintf(bound, sizeof bound, "bound of the error of %s", v->name);
  assert_row(strncmp(twin->long_name, error, strlen(error)) == 0 ||
                 strcmp(twin->long_name, bound) == 0,
             twin, "names another value");
}

static void every_error_is_the_twin_of_its_value(void)
{
  size_t n_twins = 0;
  for (size_t t = 0; t < N_TABLES; t++) {
    for (size_t v = 0; v < tables[t].n; v++) {
      const sl_variable_t *variable = &tables[t].variables[v];
      size_t values = 0;
      if (variable->twin != NULL) {
        check_twin(&tables[t], variable);
        n_twins++;
      }
      for (size_t w = 0; w < tables[t].n; w++) {
        values += tables[t].variables[w].twin == variable;
      }
      const bool is_error =
          ends_in(variable->name, "_standard_error") || ends_in(variable->name, "_bound");
      assert_row(values == (is_error ? 1 : 0), variable, "is no one value's twin");
    }
  }
  CU_ASSERT(n_twins > 60);
}

/* What files of earlier formats hold: the numbers of variables that they were written with. */
static void formats_hold_what_they_held(void)
{
  static const size_t held[][4] = {{0, 5, 6, 6}, {0, 11, 21, 31}, {0, 20, 51, 73}};
  for (size_t t = 0; t < 3; t++) {
    for (int version = 1; version <= SL_RESULT_FORMAT_VERSION; version++) {
      size_t n = 0;
      for (size_t v = 0; v < tables[t].n; v++) {
        n += tables[t].variables[v].since <= version;
        assert_row(v == 0 || tables[t].variables[v].since >= tables[t].variables[v - 1].since,
                   &tables[t].variables[v], "stands before older ones");
      }
      CU_ASSERT_EQUAL(n, held[t][version]);
    }
  }
}

/* "quantile, arrangement" */
static void dimensions_of(const sl_variable_t *variable, char text[100])
{
  strcpy(text, variable->shape->rank == 0 ? "none" : variable->shape->dimension[0]->name);
  for (int d = 1; d < variable->shape->rank; d++) {
    strcat(strcat(text, ", "), variable->shape->dimension[d]->name);
  }
}

/* The section of the page from a heading to the next. */
static void section_of(const char *page, const char *heading, char section[65536])
{
  const char *start = heading[0] != '\0' ? strstr(page, heading) : page;
  CU_ASSERT_PTR_NOT_NULL_FATAL(start);
  const char *end = heading[0] != '\0' ? strstr(start + strlen(heading), "\n## ") : NULL;
  const size_t n = end != NULL ? (size_t)(end - start) : strlen(start);
  memcpy(section, start, n);
  section[n] = '\0';
}

static void the_page_of_the_file_names_every_variable(void)
{
  static char page[65536], section[65536];
  char path[SL_PATH_MAX];
  sl_source_path(path, "sim/output/RESULTS.md");
  FILE *file = fopen(path, "r");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  page[fread(page, 1, sizeof page - 1, file)] = '\0';
  fclose(file);
  for (size_t t = 0; t < N_TABLES && tables[t].file != NULL; t++) {
    section_of(page,
               strcmp(tables[t].file, "run") == 0      ? ""
               : strcmp(tables[t].file, "rare") == 0   ? "\n## Rare years"
               : strcmp(tables[t].file, "levers") == 0 ? "\n## What sliders need"
               : strcmp(tables[t].file, "years") == 0  ? "\n## Several plan years"
                                                       : "\n## The file of a sweep",
               section);
    for (size_t v = 0; v < tables[t].n; v++) {
      const sl_variable_t *variable = &tables[t].variables[v];
      char row[400], dimensions[100];
      dimensions_of(variable, dimensions);
      snprintf(row, sizeof row, "\n| `%s` | %s | %s | %s |\n", variable->name, dimensions,
               variable->is_amount ? "currency" : "1", variable->long_name);
      assert_row(strstr(section, row) != NULL, variable, "is not on the page as its row says");
    }
  }
}

SL_SUITE(variables, "unit/variables", {"every row is whole", every_row_is_whole},
         {"names are unique in a file", names_are_unique_in_a_file},
         {"every error is the twin of its value", every_error_is_the_twin_of_its_value},
         {"formats hold what they held", formats_hold_what_they_held},
         {"RESULTS.md names every variable", the_page_of_the_file_names_every_variable});
