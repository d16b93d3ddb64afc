/* A sweep: one arrangement at every combination of specific deductibles and aggregate corridors, on
 * the same simulated claims in one pass.
 *
 * All combinations of a deductible share a cover (sim/engine/compile/model.h), so that the claims
 * are drawn and adjudicated once and the persons above the lowest deductible are walked once a
 * deductible; a combination itself is priced and costed from sums of a trial. At every point
 * prices, costs and figures have the bits that a run has of the scenario with that deductible,
 * corridor and premium rule; the monthly cash flow is left out.
 *
 * Checked by tests/unit/test_sweep.c and tests/cli/test_sweep.c.
 */
#ifndef SL_SIM_STUDY_SWEEP_SWEEP_H
#define SL_SIM_STUDY_SWEEP_SWEEP_H

#include "models/funding/price.h"
#include "models/statistics/statistics.h"
#include "sim/engine/engine.h"
#include "sim/results/results.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_SWEEP_VALUES_MAX 1000 /* of a list */
#define SL_SWEEP_POINTS_MAX 10000
#define SL_SWEEP_DEDUCTIBLE_MAX 1e15
#define SL_SWEEP_CORRIDOR_MAX 100.0

/* How a stop-loss premium follows the combination. */
typedef enum sl_sweep_premium_rule {
  SL_SWEEP_AS_GIVEN,   /* the scenario's: a loss ratio is priced again, an amount stays */
  SL_SWEEP_LOSS_RATIO, /* expected reimbursement / ratio */
  SL_SWEEP_AS_QUOTED   /* likewise, with the loss ratio that the scenario's own quote comes to */
} sl_sweep_premium_rule_t;

typedef struct sl_sweep_premium {
  sl_sweep_premium_rule_t rule;
  double loss_ratio; /* of SL_SWEEP_LOSS_RATIO: > 0 */
} sl_sweep_premium_t;

typedef struct sl_sweep_terms {
  size_t arrangement;     /* index into the scenario's */
  const double *specific; /* n_specific deductibles, per person; n = 0: the scenario's own */
  size_t n_specific;
  const double *corridor; /* n_corridor multiples of expected eligible claims, > 0, which take the
                             place of the attachment rule (its minimum stays); n = 0: the
                             scenario's own rule */
  size_t n_corridor;
  sl_sweep_premium_t specific_premium, aggregate_premium;
} sl_sweep_terms_t;

/* The figures of one combination: as of sl_arrangement_summary_t. */
typedef struct sl_sweep_point {
  sl_price_t price;
  sl_estimate_t cost, quantile[SL_N_QUANTILES], deficit_probability, deficit;
  sl_estimate_t specific_reimbursement, aggregate_reimbursement;
  sl_estimate_t above_lowest; /* cost less that of the combination with the lowest mean cost, paired
                                 by trial; exactly 0 there */
} sl_sweep_point_t;

/* What outputs need of a sweep. Points: [n_specific][n_corridor]. */
typedef struct sl_sweep_result {
  sl_run_facts_t *run; /* of the scenario: title, trials, seed, enrolment; the swept arrangement as
                          the scenario has it, and its price */
  size_t n_specific, n_corridor;
  double *specific; /* INFINITY: no specific */
  double *corridor; /* NaN: the scenario's own rule, which is no corridor, or no aggregate */
  sl_sweep_premium_t specific_premium, aggregate_premium; /* loss ratios settled */
  bool specific_quoted, aggregate_quoted; /* a premium stays as quoted whatever the combination */
  size_t n_lasers;                        /* that are no exclusions */
  size_t
      *lasers_raised; /* [n_specific]: of them, those below the deductible, who bear it instead */
  size_t lowest;      /* the point with the lowest mean cost */
  sl_sweep_point_t *point;
} sl_sweep_result_t;

/* The costs of a block: cost[specific][trial][corridor], n_trials x n_corridor a deductible. */
typedef struct sl_sweep_block {
  uint64_t first_trial;
  size_t n_trials;
  const double *cost;
} sl_sweep_block_t;

/* Called with each block in order; not SL_OK stops the sweep. */
typedef int (*sl_sweep_sink_t)(void *context, const sl_sweep_block_t *block, sl_error_t *error);

typedef struct sl_sweep sl_sweep_t;

/* The arrangement of that name, NULL: the first that takes stop-loss. SL_ERR_INPUT where there is
 * none, with the nearest name. */
int sl_sweep_find(const sl_scenario_t *scenario, const char *name, size_t *found,
                  sl_error_t *error);

/* Check the terms against the scenario, which must outlive the sweep, and compile. SL_ERR_INPUT
 * where the arrangement has no cover that a list could change, or a value is out of range;
 * SL_ERR_ARGUMENT for too many combinations; SL_ERR_MEMORY. */
int sl_sweep_new(const sl_scenario_t *scenario, const sl_sweep_terms_t *terms,
                 const sl_engine_options_t *options, sl_sweep_t **sweep, sl_error_t *error);
void sl_sweep_free(sl_sweep_t *sweep);

/* Settle the prices of every combination; then the result is known but for its points' figures. */
int sl_sweep_price(sl_sweep_t *sweep, sl_error_t *error);

/* Simulate all trials, hand on every block, and compute the figures. Memory: 24 bytes a trial and
 * combination. */
int sl_sweep_run(sl_sweep_t *sweep, sl_sweep_sink_t sink, void *context, sl_error_t *error);

/* Where a sweep goes, in the order of the calls, all from the calling thread. Any may be NULL; not
 * SL_OK ends the sweep. */
typedef struct sl_sweep_into {
  void *context;
  int (*open)(void *context, const sl_sweep_result_t *result, sl_error_t *error); /* prices known */
  sl_sweep_sink_t block;
  int (*finish)(void *context, sl_error_t *error); /* figures known */
} sl_sweep_into_t;

/* All of a sweep in order: prices, then the trials into the sink. */
int sl_sweep_all(sl_sweep_t *sweep, const sl_sweep_into_t *sink, sl_error_t *error);

/* The sweep's own. */
const sl_sweep_result_t *sl_sweep_result(const sl_sweep_t *sweep);

/* Whether the costs of the combinations can be put in order: not where a premium stays as quoted
 * though the deductible (or the attachment point that its aggregate has) changes, since no carrier
 * sells a lower one for the same premium. *specific: it is the specific's. */
bool sl_sweep_is_comparable(const sl_sweep_result_t *result, bool *specific);

void sl_sweep_result_free(sl_sweep_result_t *result);

#endif
