#define _GNU_SOURCE
#include "tests/support/harness.h"

#include <CUnit/Basic.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The page of validation tells what the others found. */
#define LAST_SUITE "verify/validation"

static sl_suite_t *suites; /* by name, the last one at the end */

static bool comes_before(const sl_suite_t *a, const sl_suite_t *b)
{
  const bool a_last = strcmp(a->name, LAST_SUITE) == 0, b_last = strcmp(b->name, LAST_SUITE) == 0;
  return a_last != b_last ? b_last : strcmp(a->name, b->name) < 0;
}

void sl_test_register(sl_suite_t *suite)
{
  sl_suite_t **place = &suites;
  while (*place != NULL && comes_before(*place, suite)) {
    place = &(*place)->next;
  }
  suite->next = *place;
  *place = suite;
}

static bool full, writes_validation;
static char scratch[] = "/tmp/stoploss-tests-XXXXXX";

bool sl_test_full(void) { return full; }
bool sl_test_writes_validation(void) { return writes_validation; }
double sl_test_patience(void)
{
  const char *patience = getenv("SL_TEST_PATIENCE");
  return patience != NULL ? atof(patience) : 1;
}
bool sl_test_slice(void) { return sl_test_patience() > 1.0 && !full; }
const char *sl_test_source_dir(void) { return SL_SOURCE_DIR; }
const char *sl_test_program(void) { return SL_PROGRAM; }
const char *sl_test_scratch_dir(void) { return scratch; }

CU_BOOL sl_test_close(double actual, double expected, double tolerance, double floor,
                      const char *what, const char *file, int line)
{
  if (actual == expected || fabs(actual - expected) <= tolerance * fmax(floor, fabs(expected))) {
    return CU_TRUE;
  }
  printf("\n    %s:%d: %s = %.17g, expected %.17g\n", file, line, what, actual, expected);
  return CU_FALSE;
}

CU_BOOL sl_test_z(double estimate, double exact, double standard_error, double bound,
                  const char *what, const char *file, int line)
{
  const double z = (estimate - exact) / standard_error;
  if (estimate == exact || fabs(z) <= bound) {
    return CU_TRUE;
  }
  printf("\n    %s:%d: %s = %.10g, exact %.10g, z = %.2f\n", file, line, what, estimate, exact, z);
  return CU_FALSE;
}

static int add_suite(const sl_suite_t *suite)
{
  CU_pSuite added = CU_add_suite(suite->name, NULL, NULL);
  if (added == NULL) {
    return -1;
  }
  for (size_t i = 0; i < suite->n_tests; i++) {
    if (CU_add_test(added, suite->tests[i].name, suite->tests[i].run) == NULL) {
      return -1;
    }
  }
  return 0;
}

/* A shell starts what runs in the background with interrupts ignored, and what is ignored stays so
 * in the programs that tests interrupt. */
static void hear_signals(void)
{
  static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE};
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
    signal(signals[i], SIG_DFL);
  }
}

static int remove_scratch(void)
{
  char command[sizeof scratch + 16];
  snprintf(command, sizeof command, "rm -rf '%s'", scratch);
  return system(command);
}

/* Whether a run of these arguments holds the suite. The page of validation needs all of verify,
 * with the usual number of trials. */
static bool is_wanted(const sl_suite_t *suite, int argc, char **argv, int filters)
{
  bool wanted = filters == 0, whole = filters == 0;
  for (int a = 1; a < argc; a++) {
    wanted |= strncmp(suite->name, argv[a], strlen(argv[a])) == 0;
    whole |= strcmp(argv[a], "verify") == 0;
  }
  return strcmp(suite->name, LAST_SUITE) == 0 ? whole && !full : wanted;
}

/* usage: stoploss_tests [--full] [--write-validation] [SUITE-PREFIX ...] */
int main(int argc, char **argv)
{
  int status = EXIT_FAILURE, filters = 0;
  hear_signals();
  for (int a = 1; a < argc; a++) {
    full |= strcmp(argv[a], "--full") == 0;
    writes_validation |= strcmp(argv[a], "--write-validation") == 0;
    filters += argv[a][0] != '-';
  }
  setenv("LC_ALL", "C.UTF-8", 1); /* pages follow the locale */
  if (mkdtemp(scratch) == NULL || CU_initialize_registry() != CUE_SUCCESS) {
    return status;
  }
  for (const sl_suite_t *suite = suites; suite != NULL; suite = suite->next) {
    if (is_wanted(suite, argc, argv, filters) && add_suite(suite) != 0) {
      goto out;
    }
  }
  CU_basic_set_mode(CU_BRM_VERBOSE);
  CU_basic_run_tests();
  status = CU_get_number_of_failures() == 0 && CU_get_number_of_tests_run() > 0 ? EXIT_SUCCESS
                                                                                : EXIT_FAILURE;
out:
  CU_cleanup_registry();
  remove_scratch();
  return status;
}
