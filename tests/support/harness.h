/* The frame of all tests: a suite is one file with one const table of named tests. */
#ifndef SL_TESTS_SUPPORT_HARNESS_H
#define SL_TESTS_SUPPORT_HARNESS_H

#include <CUnit/CUnit.h>

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct sl_test {
  const char *name;
  void (*run)(void);
} sl_test_t;

typedef struct sl_suite {
  const char *name; /* folder/file, e.g. "unit/severity" */
  const sl_test_t *tests;
  size_t n_tests;
  struct sl_suite *next;
} sl_suite_t;

/* At the end of a test file: SL_SUITE(severity, "unit/severity", {"name", function}, ...). The
 * suite registers itself before main; that the file is in tests/CMakeLists.txt is all it takes. */
#define SL_SUITE(id, suite_name, ...)                                                              \
  static const sl_test_t tests_of_##id[] = {__VA_ARGS__};                                          \
  static sl_suite_t suite_##id = {suite_name, tests_of_##id,                                       \
                                  sizeof tests_of_##id / sizeof tests_of_##id[0], NULL};           \
  __attribute__((constructor)) static void register_##id(void) { sl_test_register(&suite_##id); }  \
  struct sl_suite /* takes the semicolon behind */
void sl_test_register(sl_suite_t *suite);

/* True in a run of tests/run --full: long statistics. */
bool sl_test_full(void);

/* True where committed texts (models/VALIDATION.md, unit/golden) are to be written anew instead of
 * compared. */
bool sl_test_writes_validation(void);

/* How many times slower than usual this run may be (environment SL_TEST_PATIENCE, default 1): a
 * factor for limits of time, since valgrind needs many times longer. */
double sl_test_patience(void);

/* True where so slow a run does with a slice of what is the same again and again: not in a full
 * one, and tests/full has a full one of what asks this. */
bool sl_test_slice(void);

/* Folders: the source tree, the built program, a scratch folder of this run. */
const char *sl_test_source_dir(void);
const char *sl_test_program(void);
const char *sl_test_scratch_dir(void);

/* |actual - expected| <= tolerance x |expected|, and print both where it fails: 0 is close to
 * nothing else. */
#define SL_ASSERT_CLOSE(actual, expected, tolerance)                                               \
  SL_ASSERT_CLOSE_ABOVE(actual, expected, tolerance, 0.0)

/* |actual - expected| <= tolerance x max(floor, |expected|), where the expected value may be 0 or
 * what rounding leaves of terms as large as the floor. */
#define SL_ASSERT_CLOSE_ABOVE(actual, expected, tolerance, floor)                                  \
  CU_assertImplementation(                                                                         \
      sl_test_close((actual), (expected), (tolerance), (floor), #actual, __FILE__, __LINE__),      \
      __LINE__, #actual " is close to " #expected, __FILE__, "", CU_FALSE)
CU_BOOL sl_test_close(double actual, double expected, double tolerance, double floor,
                      const char *what, const char *file, int line);

/* |estimate - exact| <= bound x standard_error, and print the z-score where it fails. */
#define SL_ASSERT_Z(estimate, exact, standard_error, bound)                                        \
  CU_assertImplementation(                                                                         \
      sl_test_z((estimate), (exact), (standard_error), (bound), #estimate, __FILE__, __LINE__),    \
      __LINE__, #estimate " agrees with " #exact, __FILE__, "", CU_FALSE)
CU_BOOL sl_test_z(double estimate, double exact, double standard_error, double bound,
                  const char *what, const char *file, int line);

/* A family-wise error of about 1e-6 over some hundred two-sided normal tests. */
#define SL_Z_BOUND 5.6

#endif
