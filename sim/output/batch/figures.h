/* What a batch tells of a client: a row of figures for each of its arrangements, those of the
 * decision page, and one table that says what they are, for every form of the summary.
 *
 * Checked by tests/cli/test_batch.c, against the columns of the result files.
 */
#ifndef SL_SIM_OUTPUT_BATCH_FIGURES_H
#define SL_SIM_OUTPUT_BATCH_FIGURES_H

#include "models/core/error.h"
#include "models/statistics/statistics.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"
#include "sim/results/variable.h"

#include <stdint.h>

typedef struct sl_client_figures {
  sl_estimate_t expected, bad_year, worst_year, deficit, budget, saving, cheaper, maximum;
  double saving_fewer, saving_more; /* at the assumption band's levels of claims; NaN without one */
} sl_client_figures_t;

/* X as of sim/results/variables.h: an estimate and its standard error, or one number. */
#define SL_BATCH_ESTIMATES(TWO)                                                                    \
  SL_ESTIMATE(TWO, SL_BATCH_EXPECTED, SL_ALWAYS, "expected_cost", SL_AMOUNT,                       \
              "mean of cost over the trials", expected)                                            \
  SL_ESTIMATE(TWO, SL_BATCH_BAD_YEAR, SL_ALWAYS, "cost_1_in_20", SL_AMOUNT,                        \
              "95% quantile of cost", bad_year)                                                    \
  SL_ESTIMATE(TWO, SL_BATCH_WORST_YEAR, SL_ALWAYS, "cost_1_in_100", SL_AMOUNT,                     \
              "99% quantile of cost", worst_year)                                                  \
  SL_ESTIMATE(TWO, SL_BATCH_DEFICIT, SL_ALWAYS, "deficit_chance", SL_NUMBER,                       \
              "share of trials whose cost exceeds the budget", deficit)                            \
  SL_ESTIMATE(TWO, SL_BATCH_BUDGET, SL_ALWAYS, "budget", SL_AMOUNT, "the employer's budget",       \
              budget)                                                                              \
  SL_ESTIMATE(TWO, SL_BATCH_SAVING, SL_ALWAYS, "saving", SL_AMOUNT,                                \
              "mean of the reference's cost less this one's", saving)                              \
  SL_ESTIMATE(TWO, SL_BATCH_CHEAPER, SL_ALWAYS, "cheaper_chance", SL_NUMBER,                       \
              "share of trials in which this one costs less than the reference", cheaper)          \
  SL_ESTIMATE(TWO, SL_BATCH_MAXIMUM, SL_ALWAYS, "maximum_cost", SL_AMOUNT,                         \
              "the most that the plan year can cost inside its contracts; infinite: not bounded",  \
              maximum)
#define SL_BATCH_NUMBERS(ONE)                                                                      \
  ONE(SL_BATCH_SAVING_FEWER, SL_ALWAYS, "saving_claims_10_percent_lower", SL_AMOUNT,               \
      "saving if claims are 10% lower than assumed", saving_fewer)                                 \
  ONE(SL_BATCH_SAVING_MORE, SL_ALWAYS, "saving_claims_10_percent_higher", SL_AMOUNT,               \
      "saving if claims are 10% higher than assumed", saving_more)

#define SL_ENUM_TWO(id, ...) id, id##_SE,
#define SL_ENUM_ONE(id, ...) id,
typedef enum sl_batch_variable {
  SL_BATCH_ESTIMATES(SL_ENUM_TWO) SL_BATCH_NUMBERS(SL_ENUM_ONE) SL_N_BATCH_VARIABLES
} sl_batch_variable_t;
#undef SL_ENUM_TWO
#undef SL_ENUM_ONE

extern const sl_dimension_t sl_batch_dimension; /* a row of the summary */
extern const sl_shape_t sl_batch_shape;
/* Fields of sl_client_figures_t. */
extern const sl_variable_t sl_batch_variables[SL_N_BATCH_VARIABLES];

typedef struct sl_client_row {
  char *arrangement; /* owned */
  const char *kind;  /* a name of the registry of kinds */
  const char *role;  /* "subject", "reference" or "": sim/output/decision/decision.h */
  sl_client_figures_t figures;
} sl_client_row_t;

/* The rows of a result, one for each arrangement; the caller frees them with sl_client_rows_free.
 * Errors and cost: those of sl_decision_new. */
int sl_client_rows_new(const sl_results_t *results, const sl_summary_t *summary,
                       const sl_scenario_t *scenario, sl_client_row_t **rows, sl_error_t *error);
void sl_client_rows_free(sl_client_row_t *rows, size_t n); /* NULL is fine */

#endif
