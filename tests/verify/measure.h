/* Simulated quantities beside their exact answers, and the table of z-scores. */
#ifndef SL_TESTS_VERIFY_MEASURE_H
#define SL_TESTS_VERIFY_MEASURE_H

#include "sim/results/variables.h"

#include <stddef.h>
#include <stdint.h>

/* |z| of a single quantity; the seeds are fixed, so that a pass stays a pass. */
#define SL_VERIFY_Z_BOUND 4.0

typedef enum sl_statistic {
  SL_MEAN_OF,
  SL_VARIANCE_OF,
  SL_DEVIATION_OF,   /* standard deviation */
  SL_SHARE_ABOVE,    /* P(X > level) */
  SL_SHARE_EQUAL,    /* P(X = level) */
  SL_QUANTILE_OF,    /* at level */
  SL_TAIL_MEAN_ABOVE /* TVaR at level */
} sl_statistic_t;

typedef enum sl_series_kind {
  SL_SERIES_TRIAL,                    /* a sl_trial_variable_t */
  SL_SERIES_COST,                     /* a sl_cost_variable_t of one arrangement */
  SL_SERIES_RETAINED_BEFORE_AGGREGATE /* retained claims + aggregate reimbursement */
} sl_series_kind_t;

typedef struct sl_quantity {
  const char *name;
  sl_statistic_t statistic;
  double level; /* of shares, quantiles and tail means */
  sl_series_kind_t series;
  int variable;
  size_t arrangement;
  double exact; /* to more digits than the standard error can tell */
} sl_quantity_t;

typedef struct sl_verify_case {
  const char *label; /* the case in the printed table */
  const char *file;  /* relative to tests/verify/cases */
  uint64_t trials;   /* four times as many in a run of tests/run --full */
  const sl_quantity_t *quantities;
  size_t n_quantities;
} sl_verify_case_t;

/* The series of a quantity: level, kind, variable, arrangement. */
#define SL_TRIAL(v) 0, SL_SERIES_TRIAL, SL_TRIAL_##v, 0
#define SL_TRIAL_AT(level, v) level, SL_SERIES_TRIAL, SL_TRIAL_##v, 0
#define SL_COST(v, arrangement) 0, SL_SERIES_COST, SL_COST_##v, arrangement
#define SL_COST_AT(level, v, arrangement) level, SL_SERIES_COST, SL_COST_##v, arrangement

/* Define a test function that verifies one case: its quantities follow as initialisers. */
#define SL_VERIFY(function, case_label, case_file, case_trials, ...)                               \
  static void function(void)                                                                       \
  {                                                                                                \
    static const sl_quantity_t quantities[] = {__VA_ARGS__};                                       \
    const sl_verify_case_t verified = {.label = case_label,                                        \
                                       .file = case_file,                                          \
                                       .trials = case_trials,                                      \
                                       .quantities = quantities,                                   \
                                       .n_quantities = sizeof quantities / sizeof quantities[0]};  \
    sl_verify(&verified);                                                                          \
  }

/* Simulate the case, print one line per quantity (case, quantity, exact, estimate, standard
 * error, z) and assert |z| <= SL_VERIFY_Z_BOUND for each. */
void sl_verify(const sl_verify_case_t *verified);

#endif
