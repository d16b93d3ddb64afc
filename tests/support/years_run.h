/* A scenario of several plan years, run inside a test with every figure of every year kept. */
#ifndef SL_TESTS_SUPPORT_YEARS_RUN_H
#define SL_TESTS_SUPPORT_YEARS_RUN_H

#include "sim/engine/engine.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/years_block.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_years_columns {
  size_t n_arrangements, n_years, n_trials, n_promises;
  double *by_year[SL_N_YEAR_VARIABLES]; /* [arrangement][year][trial] */
  double *saved;                        /* [promise][trial] */
} sl_years_columns_t;

/* Price and simulate; options NULL: two threads. NULL, and a test that fails, where the engine
 * does. Of a part of the run n_trials are the part's. */
sl_years_columns_t *sl_years_run(const sl_scenario_t *scenario, const sl_engine_options_t *options);

/* The same of a scenario written as text; census as of sl_test_load. Prints its faults. */
sl_years_columns_t *sl_years_run_text(const char *yaml, const char *census,
                                      const sl_engine_options_t *options);
void sl_years_columns_free(sl_years_columns_t *columns); /* NULL is fine */

/* A figure's trials. */
const double *sl_years_column(const sl_years_columns_t *columns, sl_year_variable_t variable,
                              size_t arrangement, size_t year);

double sl_years_mean(const sl_years_columns_t *columns, sl_year_variable_t variable,
                     size_t arrangement, size_t year);

/* Whether these trials of one are, to the bit, as many of the other from its trial `first` on. */
bool sl_years_same(const sl_years_columns_t *part, const sl_years_columns_t *whole, size_t first);

#endif
