/* The combinations of a sweep as arrangements of a scenario of their own; for sweep.c only. */
#ifndef SL_SIM_STUDY_SWEEP_TERMS_H
#define SL_SIM_STUDY_SWEEP_TERMS_H

#include "sim/input/scenario/scenario.h"
#include "sim/study/sweep/sweep.h"

typedef struct sl_sweep_plan {
  const sl_scenario_t *given;  /* the caller's */
  sl_scenario_t *scenario;     /* its parts with arrangements of its own: one a deductible, and last
                                  the swept one as it is */
  const sl_arrangement_t *own; /* the swept one, the caller's */
  size_t n_specific, n_corridor;
  double *specific, *corridor;
  sl_arrangement_t *point; /* [n_specific][n_corridor]: what they own is the caller's */
  sl_sweep_premium_t specific_premium, aggregate_premium;
} sl_sweep_plan_t;

/* Check and lay out. The plan may be freed after failure too. */
int sl_sweep_plan_init(sl_sweep_plan_t *plan, const sl_scenario_t *scenario,
                       const sl_sweep_terms_t *terms, sl_error_t *error);
void sl_sweep_plan_free(sl_sweep_plan_t *plan);

/* The caller's options, with which every point has the bits of a run of the given scenario: on the
 * same path, and priced even where the scenario itself is not, since corridors and loss ratios rest
 * on the pricing pass. */
sl_engine_options_t sl_sweep_plan_options(const sl_sweep_plan_t *plan,
                                          const sl_engine_options_t *options);

/* Give every point its premiums by the terms' rules. own: the prices of the arrangement as the
 * scenario has it. SL_ERR_INPUT where a quote has no loss ratio. */
int sl_sweep_plan_premiums(sl_sweep_plan_t *plan, const sl_price_t *own, sl_error_t *error);

/* Whether the specific's (else the aggregate's) premium stays as quoted. */
bool sl_sweep_plan_keeps(const sl_sweep_plan_t *plan, bool specific);

/* The facts of the scenario with the swept arrangement alone, and no months of a cash flow. */
int sl_sweep_plan_facts(const sl_sweep_plan_t *plan, const sl_price_t *own, sl_run_facts_t **facts,
                        sl_error_t *error);

#endif
