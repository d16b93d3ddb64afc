/* Scenarios written as text inside a test: put into files, loaded, and looked at. */
#ifndef SL_TESTS_SUPPORT_SCENARIO_TEXT_H
#define SL_TESTS_SUPPORT_SCENARIO_TEXT_H

#include "sim/input/scenario/scenario.h"

#include <stdbool.h>

/* A small valid scenario in pieces, so that a test replaces the one it is about. The lines are
 * 1 .. 4, 5 .. 6, 7 and 8. */
#define SL_TEXT_HEAD "stoploss: 1\nname: Test\nstart: 2026-01-01\ncensus: census.csv\n"
#define SL_TEXT_SERVICE                                                                            \
  "{name: medical, frequency: {distribution: poisson, mean: 1}, "                                  \
  "severity: {distribution: constant, value: 100}}"
#define SL_TEXT_CLAIMS "claims:\n  services: [" SL_TEXT_SERVICE "]\n"
#define SL_TEXT_PLANS "plans: [{name: PPO}]\n"
#define SL_TEXT_ARRANGEMENTS "arrangements: [{name: ASO, kind: aso}]\n"
#define SL_TEXT_TAIL SL_TEXT_PLANS SL_TEXT_ARRANGEMENTS

/* Rows 1 to 5: a family of three, a single with half a year, a waived employee. */
#define SL_TEXT_CENSUS                                                                             \
  "employee,relationship,age,sex,plan,months,salary\n"                                             \
  "1,employee,40,F,PPO,12,50000\n"                                                                 \
  "1,spouse,41,M,,12,\n"                                                                           \
  "1,child,9,F,,12,\n"                                                                             \
  "2,employee,30,M,PPO,6,40000\n"                                                                  \
  "3,employee,50,M,waived,12,30000\n"

typedef struct sl_loaded {
  int code;
  sl_scenario_t *scenario;
  sl_faults_t faults;
} sl_loaded_t;

/* Write a file into the scratch folder. */
void sl_test_write(const char *name, const char *text);

/* Write yaml and a census (NULL: SL_TEXT_CENSUS) into the scratch folder and load them. */
sl_loaded_t sl_test_load(const char *yaml, const char *census);
void sl_test_unload(sl_loaded_t *loaded);

/* The parts of a scenario that nobody shares, for a test to change. */
sl_parts_t sl_test_parts(const sl_scenario_t *scenario);

/* Whether there is a fault at this place (column 0: any) whose text holds part. Prints all faults
 * where there is none. */
bool sl_test_has_fault(const sl_loaded_t *loaded, size_t line, size_t column, const char *part);

/* Load and expect exactly one fault, which is at this place and holds part. */
bool sl_test_one_fault(const char *yaml, size_t line, size_t column, const char *part);

/* Load and expect no fault. Prints those there are. */
bool sl_test_no_fault(const char *yaml);

#endif
