/* Levers from outside: in the file of every run, by --no-levers in none, and then nothing else
 * differs; what they say is what `run --set` says; the same for any threads; a file that lies about
 * them is refused. */
#include "sim/output/hdf5/seal.h"
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <fcntl.h>
#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More than what the band is drawn of. It is equal bytes that are looked for, no chance. */
static const char *trials(void) { return sl_test_full() ? "6000" : "600"; }

static void run_into(const char *scenario, const char *result, const char *n_trials,
                     const char *option, const char *value)
{
  sl_program_t program;
  char path[SL_PATH_MAX];
  sl_source_path(path, "%s", scenario);
  SL_RUN(&program, NULL, "run", path, "-o", result, "--trials", n_trials, "--quiet", "--set",
         "simulation.pricing_trials=256", option, value);
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
}

/* The machine shop's result, simulated once for all tests. */
static void machine_shop(char result[SL_PATH_MAX])
{
  size_t length = 0;
  sl_scratch_path(result, "levers-1.h5");
  char *there = sl_file_read(result, &length);
  if (there == NULL) {
    run_into("scenarios/machine-shop.yaml", result, trials(), "--threads", "1");
  }
  free(there);
}

static void check(const char *scenario)
{
  char one[SL_PATH_MAX], other[SL_PATH_MAX], command[4 * SL_PATH_MAX];
  sl_scratch_path(other, "without-levers.h5");
  if (strcmp(scenario, "scenarios/machine-shop.yaml") == 0) {
    machine_shop(one);
  } else {
    sl_scratch_path(one, "with-levers.h5");
    run_into(scenario, one, trials(), NULL, NULL);
  }
  run_into(scenario, other, trials(), "--no-levers", NULL);
  snprintf(command, sizeof command, "/usr/bin/python3 '%s/tests/cli/levers_check.py' '%s' '%s'",
           sl_test_source_dir(), one, other);
  CU_ASSERT_EQUAL(system(command), 0);
}

static void they_add_themselves_alone(void)
{
  check("scenarios/machine-shop.yaml");
  check("scenarios/flower-shop.yaml");
  check("scenarios/level-funded-startup.yaml");
}

static void the_same_for_any_threads(void)
{
  char one[SL_PATH_MAX], other[SL_PATH_MAX];
  machine_shop(one);
  sl_scratch_path(other, "levers-k.h5");
  run_into("scenarios/machine-shop.yaml", other, trials(), "--threads", "3");
  CU_ASSERT(sl_files_equal(one, other));
}

static sl_results_t *load(const char *path)
{
  sl_results_t *results = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_result_file_load(path, &results, NULL), SL_OK);
  return results;
}

/* Trials of the runs that levers are compared with. */
enum { COMPARED = 512 };

/* The machine shop at another deductible and corridor, at the premiums that the lever has. */
static void compare_with_set(const sl_levers_t *levers, size_t d, size_t c)
{
  char result[SL_PATH_MAX], scenario[SL_PATH_MAX], set[4][128], n_trials[32];
  const sl_lever_point_t *point = &levers->point[d][c];
  sl_program_t program;
  sl_source_path(scenario, "scenarios/machine-shop.yaml");
  sl_scratch_path(result, "levers-set.h5");
  snprintf(set[0], sizeof set[0], "arrangements.0.specific.deductible=%.17g",
           levers->deductible[d]);
  snprintf(set[1], sizeof set[1], "arrangements.0.specific.premium={amount: %.17g, per: year}",
           point->specific_premium);
  snprintf(set[2], sizeof set[2], "arrangements.0.aggregate.attachment=%.17g", point->attachment);
  snprintf(set[3], sizeof set[3], "arrangements.0.aggregate.premium={amount: %.17g, per: year}",
           point->aggregate_premium);
  snprintf(n_trials, sizeof n_trials, "--trials=%d", COMPARED);
  SL_RUN(&program, NULL, "run", scenario, "-o", result, n_trials, "--quiet", "--no-levers",
         "--no-band", "--set", "simulation.pricing_trials=256", "--set", set[0], "--set", set[1],
         "--set", set[2], "--set", set[3]);
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
  sl_results_t *results = load(result);
  const double *cost = sl_results_cost_column(results, SL_COST_COST, 0);
  for (uint64_t t = 0; t < COMPARED; t++) {
    const double lever = sl_levers_cost(levers, SL_LEVER_AS_RUN, t, d, c);
    if (fabs(lever - cost[t]) > 1e-9 * cost[t]) {
      SL_ASSERT_CLOSE(lever, cost[t], 1e-9);
      break;
    }
  }
  SL_ASSERT_CLOSE(point->maximum_cost, results->facts->arrangements[0].price.maximum_cost.value,
                  1e-9);
  sl_results_free(results);
}

static void they_are_what_set_gives(void)
{
  char result[SL_PATH_MAX];
  machine_shop(result);
  sl_results_t *results = load(result);
  CU_ASSERT_PTR_NOT_NULL_FATAL(results->levers);
  CU_ASSERT_FATAL(results->levers->trials[SL_LEVER_AS_RUN] >= COMPARED);
  CU_ASSERT_EQUAL(results->levers->n_deductibles, 12);
  CU_ASSERT_EQUAL(results->levers->n_corridors, 8);
  compare_with_set(results->levers, 0, 0);
  compare_with_set(results->levers, 6, 4);
  compare_with_set(results->levers, 4, 7);
  sl_results_free(results);
}

/* ---- forgery ---- */

static void seal(const char *path)
{
  const int descriptor = open(path, O_RDWR);
  CU_ASSERT_EQUAL(sl_seal_put(descriptor), 0);
  close(descriptor);
}

static void put_index(hid_t group, const char *name, int64_t value)
{
  const hid_t attribute = H5Aopen(group, name, H5P_DEFAULT);
  CU_ASSERT(H5Awrite(attribute, H5T_NATIVE_INT64, &value) >= 0);
  H5Aclose(attribute);
}

/* The first number of a variable. */
static void put_number(hid_t group, const char *name, double value)
{
  const hid_t dataset = H5Dopen2(group, name, H5P_DEFAULT);
  const hsize_t start[2] = {0, 0}, count[2] = {1, 1};
  const hid_t file = H5Dget_space(dataset), memory = H5Screate(H5S_SCALAR);
  H5Sselect_hyperslab(file, H5S_SELECT_SET, start, NULL, count, NULL);
  CU_ASSERT(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, memory, file, H5P_DEFAULT, &value) >= 0);
  H5Sclose(memory);
  H5Sclose(file);
  H5Dclose(dataset);
}

typedef struct forgery {
  const char *name;
  int64_t index;
  double number; /* NaN too */
  enum { INDEX, NUMBER, ATTRIBUTE_GONE, VARIABLE_GONE } what;
} forgery_t;

static void forge(const char *path, const forgery_t *forgery)
{
  const hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
  const hid_t group = H5Gopen2(file, "levers", H5P_DEFAULT);
  CU_ASSERT_FATAL(group >= 0);
  switch (forgery->what) {
  case INDEX:
    put_index(group, forgery->name, forgery->index);
    break;
  case NUMBER:
    put_number(group, forgery->name, forgery->number);
    break;
  case ATTRIBUTE_GONE:
    CU_ASSERT(H5Adelete(group, forgery->name) >= 0);
    break;
  case VARIABLE_GONE:
    CU_ASSERT(H5Ldelete(group, forgery->name, H5P_DEFAULT) >= 0);
    break;
  }
  H5Gclose(group);
  CU_ASSERT(H5Fclose(file) >= 0);
  seal(path);
}

static void forged_levers_are_refused(void)
{
  static const forgery_t forgeries[] = {
      {"arrangement", 99, 0.0, INDEX},          {"own_deductible", 12, 0.0, INDEX},
      {"own_corridor", -1, 0.0, INDEX},         {"deductible", 0, 1e9, NUMBER},
      {"corridor", 0, INFINITY, NUMBER},        {"attachment_point", 0, NAN, NUMBER},
      {"maximum_cost", 0, NAN, NUMBER},         {"shift", 0, INFINITY, NUMBER},
      {"cost_before", 0, NAN, NUMBER},          {"eligible_more", 0, INFINITY, NUMBER},
      {"budget", 0, 0.0, ATTRIBUTE_GONE},       {"rule", 0, 0.0, ATTRIBUTE_GONE},
      {"shift", 0, 0.0, VARIABLE_GONE},         {"trial", 0, 0.0, VARIABLE_GONE},
      {"eligible_fewer", 0, 0.0, VARIABLE_GONE}};
  char whole[SL_PATH_MAX], forged[SL_PATH_MAX], command[4 * SL_PATH_MAX];
  sl_scratch_path(whole, "levers-whole.h5");
  sl_scratch_path(forged, "levers-forged.h5");
  run_into("scenarios/flower-shop.yaml", whole, trials(), NULL, NULL);
  snprintf(command, sizeof command, "cp '%s' '%s'", whole, forged);
  for (size_t i = 0; i < sizeof forgeries / sizeof forgeries[0]; i++) {
    sl_results_t *results = NULL;
    sl_error_t error = {0};
    CU_ASSERT_EQUAL(system(command), 0);
    forge(forged, &forgeries[i]);
    const int code = sl_result_file_open(forged, &results, &error);
    if (code != SL_ERR_INPUT || strstr(error.text, "the levers are missing or damaged") == NULL) {
      printf("\n    %s (%zu): %d %s\n", forgeries[i].name, i, code, error.text);
      CU_ASSERT(false);
      sl_results_free(results);
    }
  }
}

/* A precision ends the run where it will; the levers are of the trials that came. */
static void a_precision_has_them(void)
{
  char result[SL_PATH_MAX];
  sl_scratch_path(result, "levers-precision.h5");
  run_into("scenarios/flower-shop.yaml", result, "6000", "--precision", "0.9%");
  sl_results_t *results = load(result);
  CU_ASSERT_PTR_NOT_NULL_FATAL(results->levers);
  CU_ASSERT_EQUAL(results->levers->trials[SL_LEVER_AS_RUN], results->facts->trials);
  CU_ASSERT_EQUAL(results->levers->trials[SL_LEVER_MORE], results->band->trials);
  sl_results_free(results);
}

SL_SUITE(cli_levers, "cli/levers", {"they add themselves alone", they_add_themselves_alone},
         {"the same for any threads", the_same_for_any_threads},
         {"they are what --set gives", they_are_what_set_gives},
         {"a precision has them", a_precision_has_them},
         {"forged levers are refused", forged_levers_are_refused});
