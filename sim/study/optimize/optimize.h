/* Which of several ways to fund the plans: their cost and risk on the same simulated claims.
 *
 * The choices are the scenario's arrangements and, with the terms of a sweep, every combination of
 * deductible and corridor of one of them, priced by the model. A choice that is not offered (the
 * current year's price) is shown and never best.
 *
 *   best       = the lowest mean cost of the offered choices that keep the limits
 *   frontier   = the offered choices than which no other has both a mean and a risk that are not
 *                higher, one of them lower
 *   dominated  = another offered choice's ordered costs are nowhere higher (by half a cent), and
 * its mean is lower by more than SL_TOLD_APART standard errors of the paired difference:
 *                first-order stochastic dominance of the samples, so that whatever one thinks of
 *                risk the other is better
 * The deficit of every choice is against one budget, so that chances can be compared. Columns are
 * those of sl_run and of sl_sweep, to the bit.
 *
 * Source: J. Hadar, W. R. Russell (1969), "Rules for ordering uncertain prospects", American
 * Economic Review 59, 25-34. Checked by tests/cli/test_optimize.c.
 */
#ifndef SL_SIM_STUDY_OPTIMIZE_OPTIMIZE_H
#define SL_SIM_STUDY_OPTIMIZE_OPTIMIZE_H

#include "models/statistics/statistics.h"
#include "sim/engine/engine.h"
#include "sim/study/sweep/sweep.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum sl_risk {
  SL_RISK_TVAR95, /* mean cost of the worst 5% of years */
  SL_RISK_TVAR99,
  SL_RISK_DEFICIT /* chance that the cost is above the budget */
} sl_risk_t;
#define SL_RISKS 3
extern const char *const sl_risk_names[SL_RISKS]; /* "tvar95", "tvar99", "deficit" */

#define SL_TOLD_APART 2.0 /* standard errors of a paired difference beyond which it is no noise */

typedef struct sl_optimize_terms {
  const sl_sweep_terms_t *sweep; /* NULL = the scenario's arrangements alone */
  sl_risk_t risk;
  double budget;       /* NaN: that of the first arrangement */
  double most_deficit; /* the highest chance of a deficit; NaN = no limit */
  double most_reserve; /* the most that 95 years of 100 take beyond the budget; NaN = no limit */
} sl_optimize_terms_t;

#define SL_NO_CHOICE SIZE_MAX

typedef struct sl_choice {
  char *name; /* owned */
  bool offered;
  sl_estimate_t cost, tail95, tail99, quantile95, deficit_probability, reserve95;
  sl_estimate_t above_best; /* cost less that of the best, paired by trial; NaN where none is */
  bool allowed;             /* keeps the limits */
  bool frontier;
  size_t dominated_by; /* SL_NO_CHOICE = nobody */
} sl_choice_t;

typedef struct sl_optimize_result {
  char *title, *currency; /* owned */
  uint64_t trials, seed;
  sl_optimize_terms_t terms; /* sweep: NULL */
  sl_estimate_t budget;
  sl_choice_t *choice; /* owned, lowest mean cost first */
  size_t n;
  size_t best; /* SL_NO_CHOICE: no offered choice keeps the limits */
} sl_optimize_result_t;

/* Simulate the scenario, and its sweep, and compare. SL_ERR_INPUT where a premium of the sweep
 * stays as quoted whatever the deductible (then no combination is best), or as of sl_sweep_new;
 * SL_ERR_MEMORY. Memory: 8 bytes a trial and choice beside those of the run and the sweep. */
int sl_optimize(const sl_scenario_t *scenario, const sl_optimize_terms_t *terms,
                const sl_engine_options_t *options, sl_optimize_result_t **result,
                sl_error_t *error);
void sl_optimize_free(sl_optimize_result_t *result);

/* The value of a choice's risk by the terms. */
sl_estimate_t sl_choice_risk(const sl_choice_t *choice, sl_risk_t risk);

#endif
