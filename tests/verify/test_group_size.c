/* Volatility by group size, as the report foretells it from one group, beside runs of groups that
 * are so many times the same people. */
#include "sim/input/load/reload.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/decision/weigh.h"
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/verify/validation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT 65536
#define ARRANGEMENTS 3

/* The census so many times, each employee of a copy with an id of their own. */
static void write_census(const char *folder, size_t copies)
{
  char path[SL_PATH_MAX + 40];
  size_t n = 0;
  sl_source_path(path, "scenarios/flower-shop.csv");
  char *census = sl_file_read(path, &n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(census);
  snprintf(path, sizeof path, "%s/flower-shop.csv", folder);
  FILE *out = fopen(path, "w");
  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  char *rows = strchr(census, '\n') + 1;
  fprintf(out, "%.*s", (int)(rows - census), census);
  for (size_t copy = 0; copy < copies; copy++) {
    for (const char *row = rows; *row != '\0'; row = strchr(row, '\n') + 1) {
      fprintf(out, "C%zu%.*s", copy, (int)(strchr(row, '\n') - row) + 1, row);
    }
  }
  fclose(out);
  free(census);
}

typedef struct measured {
  double employees, uncertainty;
  sl_estimate_t volatility[ARRANGEMENTS], response[ARRANGEMENTS];
} measured_t;

static measured_t measure(size_t copies, const char *trials)
{
  char folder[SL_PATH_MAX], from[SL_PATH_MAX], to[SL_PATH_MAX + 40], name[40];
  measured_t measured = {0};
  sl_program_t program;
  sl_results_t *results = NULL;
  sl_scenario_t *scenario = NULL;
  sl_weighed_t *weighed = NULL;
  snprintf(name, sizeof name, "group-size-%zu", copies);
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  write_census(folder, copies);
  sl_source_path(from, "scenarios/flower-shop.yaml");
  snprintf(to, sizeof to, "%s/group.yaml", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_copy(from, to));
  CU_ASSERT_EQUAL_FATAL(SL_RUN(&program, folder, "run", "group.yaml", "--quiet", "--no-levers",
                               "--trials", trials, "-o", "group.h5"),
                        0);
  sl_program_free(&program);
  snprintf(to, sizeof to, "%s/group.h5", folder);
  CU_ASSERT_EQUAL_FATAL(sl_result_file_load(to, &results, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(
      sl_scenario_reload(results->facts->resolved, &results->facts->enrolment, &scenario, NULL),
      SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_weigh(results, scenario, &weighed, NULL), SL_OK);
  measured.employees = results->facts->enrolment.employees;
  measured.uncertainty = sl_group_uncertainty(scenario);
  for (size_t a = 0; a < ARRANGEMENTS; a++) {
    measured.volatility[a] = weighed[a].volatility;
    measured.response[a] = weighed[a].response;
  }
  free(weighed);
  sl_scenario_free(scenario);
  sl_results_free(results);
  return measured;
}

/* Below a deductible of 10,000 a person, and of 1,000 an employee: kept claims follow the group's
 * level by 0.85 and by 0.26 of it, so that a curve which took them as proportional would end at
 * 15% instead of 13% and 4%. */
static void groups_of_other_sizes_are_as_foretold(void)
{
  static const size_t copies[] = {4, 16};
  const measured_t own = measure(1, "20000");
  double worst = 0.0;
  for (size_t i = 0; i < sizeof copies / sizeof copies[0]; i++) {
    const measured_t other = measure(copies[i], "5000");
    for (size_t a = 0; a < 2; a++) {
      const sl_estimate_t common = {own.uncertainty * own.response[a].value,
                                    own.uncertainty * own.response[a].standard_error};
      const sl_estimate_t told =
          sl_volatility_at(own.volatility[a], common, own.employees, other.employees);
      const double error = sl_joined_error(told.standard_error, other.volatility[a].standard_error);
      SL_ASSERT_Z(told.value, other.volatility[a].value, error, 4.0);
      worst = fmax(worst, fabs(told.value - other.volatility[a].value) / error);
    }
  }
  sl_validated_campaign("runs of groups of other sizes",
                        "volatility of kept claims of 36 and 144 employees under two deductibles, "
                        "foretold from 9: all within %.1f standard errors",
                        worst);
}

SL_SUITE(group_size, "verify/group_size",
         {"groups of other sizes are as foretold", groups_of_other_sizes_are_as_foretold});
