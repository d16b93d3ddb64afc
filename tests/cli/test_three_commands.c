/* From a census and a comparison of quotes, as brokers have them, to the exhibit: three commands
 * and no editing; and what the README shows is what the program prints. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_status(const sl_program_t *program, int status)
{
  CU_ASSERT_EQUAL(program->status, status);
  if (program->status != status) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
}

/* Imports of both files into folder; false, after a failed assertion, where one fails. */
static bool import_both(const char *folder, const char *census, const char *quotes,
                        const char *effective)
{
  char census_path[SL_PATH_MAX], quotes_path[SL_PATH_MAX];
  sl_program_t program;
  sl_source_path(census_path, "tests/cli/import/%s", census);
  sl_source_path(quotes_path, "tests/cli/quotes/%s", quotes);
  SL_RUN(&program, folder, "import", "census", census_path, "--effective", effective, "--skip",
         "-o", "census.csv");
  expect_status(&program, 0);
  sl_program_free(&program);
  SL_RUN(&program, folder, "import", "quotes", quotes_path, "--census", "census.csv", "-o",
         "client.yaml");
  expect_status(&program, 0);
  const bool good = program.status == 0;
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "assumed, in the lines"));
  sl_program_free(&program);
  return good;
}

static json_t *exhibit_of(const char *folder)
{
  sl_program_t program;
  SL_RUN(&program, folder, "run", "client.yaml", "-t", "64", "--set",
         "simulation.pricing_trials=64", "--exhibit", "exhibit.xlsx");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "Written: exhibit.xlsx"));
  sl_program_free(&program);
  SL_RUN(&program, folder, "exhibit", "client.h5", "--json");
  expect_status(&program, 0);
  json_t *root = json_loads(program.out, 0, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(root);
  sl_program_free(&program);
  return root;
}

static void expect_xlsx(const char *folder)
{
  char path[2 * SL_PATH_MAX];
  size_t length = 0;
  snprintf(path, sizeof path, "%s/exhibit.xlsx", folder);
  char *bytes = sl_file_read(path, &length);
  CU_ASSERT(bytes != NULL && length > 2000 && memcmp(bytes, "PK", 2) == 0);
  free(bytes);
}

/* Fixed costs at the census's enrolment, worked by hand from the files' rates. */
static const struct {
  const char *census, *quotes, *effective, *column;
  double fixed; /* a year */
} cases[] = {
    /* 27 single, 31 others: 12 x (27 x 201.93 + 31 x 480.74) = 244,260.60; aggregate 12 x 58 x 9.40
     * = 6,542.40; fees 12 x 58 x 78.60 = 54,705.60. */
    {"g02-stamping-workbook.xlsx", "q1-stop-loss-comparison.xlsx", "2026-01-01", "Renewal",
     305508.60},
    /* 18, 8, 6, 9: 12 x (18 x 742.18 + 8 x 1,558.58 + 6 x 1,372.99 + 9 x 2,226.54). */
    {"g01-hr-export-bom.csv", "q2-insured-and-level-funded.csv", "2026-07-01", "Current",
     649256.16},
};

static void the_exhibit_is_of_both_files(void)
{
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char folder[SL_PATH_MAX];
    CU_ASSERT_FATAL(sl_scratch_folder(folder, cases[i].effective));
    CU_ASSERT_FATAL(import_both(folder, cases[i].census, cases[i].quotes, cases[i].effective));
    json_t *root = exhibit_of(folder);
    const json_t *columns = json_object_get(root, "columns");
    double fixed = 0.0;
    for (size_t c = 0; c < json_array_size(columns); c++) {
      const json_t *column = json_array_get(columns, c);
      if (strcmp(json_string_value(json_object_get(column, "name")), cases[i].column) == 0) {
        fixed = json_number_value(json_object_get(column, "fixed_cost"));
      }
    }
    CU_ASSERT_DOUBLE_EQUAL(fixed, cases[i].fixed, 0.005);
    expect_xlsx(folder);
    json_decref(root);
  }
}

static void what_a_scenario_about_a_census_lacks_is_said(void)
{
  static const char quotes[] = ",A\nSpecific Deductible,50000\nSpecific Rate PEPM,100\n"
                               "Agg Factor PEPM,400\nCorridor,125%\nAdministration PEPM,30\n";
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "lacks"));
  snprintf(path, sizeof path, "%s/q.csv", folder);
  CU_ASSERT(sl_file_write_text(path, quotes));
  snprintf(path, sizeof path, "%s/c.csv", folder);
  CU_ASSERT(sl_file_write_text(path, "employee,relationship,age,sex\n1,employee,40,F\n"));
  SL_RUN(&program, folder, "import", "quotes", "q.csv", "--census", "c.csv", "-o", "o.yaml");
  expect_status(&program, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "--effective DATE"));
  sl_program_free(&program);
  SL_RUN(&program, folder, "import", "quotes", "q.csv", "--census", "c.csv", "--effective",
         "2026-01-01", "-o", "o.yaml");
  expect_status(&program, 0);
  sl_program_free(&program);
  SL_RUN(&program, folder, "import", "quotes", "q.csv", "--census", "nobody.csv", "--effective",
         "2026-01-01", "-o", "p.yaml");
  expect_status(&program, 66);
  sl_program_free(&program);
  SL_RUN(&program, folder, "import", "quotes", "q.csv", "--census", "c.csv", "--into", "o.yaml");
  expect_status(&program, 64);
  sl_program_free(&program);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 3);
}

/* The lines of the README that show a run, without their indent; the caller frees them. */
static char *shown_in_the_readme(void)
{
  static const char begins[] = "    Machine shop, 140 employees\n";
  char path[SL_PATH_MAX];
  size_t length = 0, n = 0;
  sl_source_path(path, "README.md");
  char *text = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  const char *line = strstr(text, begins);
  CU_ASSERT_PTR_NOT_NULL_FATAL(line);
  char *shown = calloc(length + 1, 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(shown);
  while (line != NULL && (line[0] == '\n' || strncmp(line, "    ", 4) == 0)) {
    const char *from = line[0] == '\n' ? line : line + 4, *end = strchr(from, '\n');
    memcpy(shown + n, from, (size_t)(end - from) + 1);
    n += (size_t)(end - from) + 1;
    line = end + 1;
  }
  free(text);
  return shown;
}

static void the_readme_shows_what_is_printed(void)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t program;
  if (sl_test_patience() > 1.0) {
    return; /* 20,000 years of an instrumented program; the plain one's are judged */
  }
  char *shown = shown_in_the_readme();
  sl_source_path(scenario, "scenarios/machine-shop.yaml");
  sl_scratch_path(result, "readme.h5");
  SL_RUN(&program, NULL, "run", scenario, "-o", result);
  expect_status(&program, 0);
  const size_t n = strlen(shown);
  CU_ASSERT(n > 1500);
  CU_ASSERT_EQUAL(strncmp(program.out, shown, n), 0);
  sl_program_free(&program);
  free(shown);
}

SL_SUITE(three_commands, "cli/three_commands",
         {"the exhibit is of both files", the_exhibit_is_of_both_files},
         {"what a scenario about a census lacks is said",
          what_a_scenario_about_a_census_lacks_is_said},
         {"the README shows what is printed", the_readme_shows_what_is_printed});
