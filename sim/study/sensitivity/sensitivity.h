/* How much each assumption and each price moves the costs, and what named stresses do to them.
 *
 * A case is the scenario with a stress's values in place of its own, run with the same seed: the
 * random streams are by person and service, so the same claims happen but for what the values
 * change. With trial t's cost c(t) of the scenario and c'(t) of the case
 *   change of cost     = mean of c'(t) - c(t)
 *   change of deficit  = mean of 1{c'(t) > b} - 1{c(t) > b}, b the budget in the scenario as it is
 *   change of saving   = mean of (i'(t) - c'(t)) - (i(t) - c(t)), i the cost of the insured
 * each with the standard error of a mean of paired differences. A factor has two cases, a low and a
 * high one; its size is the larger change of the saving, or of the cost where nothing is insured.
 * Premiums, corridors and budgets that the model prices are priced anew in each case; quoted ones
 * stay, but for the factor that is about them. Columns are those of sl_run, to the bit.
 *
 * Checked by tests/cli/test_sensitivity.c.
 */
#ifndef SL_SIM_STUDY_SENSITIVITY_SENSITIVITY_H
#define SL_SIM_STUDY_SENSITIVITY_SENSITIVITY_H

#include "models/statistics/statistics.h"
#include "sim/engine/engine.h"
#include "sim/input/read/faults.h"
#include "sim/input/stresses/stresses.h"

#include <stddef.h>
#include <stdint.h>

#define SL_NOT_INSURED SIZE_MAX

typedef struct sl_sensitivity_terms {
  const char *arrangement;       /* by name; NULL: the first that retains claims, else the first */
  const sl_stresses_t *stresses; /* beside those of the program; NULL = none */
} sl_sensitivity_terms_t;

/* What a case does, by arrangement. */
typedef struct sl_sensitivity_case {
  sl_stress_t stress;     /* owned: what it sets, and in words */
  sl_estimate_t *cost;    /* owned: [n_arrangements] of change of cost; NULL: left out */
  sl_estimate_t *deficit; /* owned: likewise, of the chance of a deficit */
  sl_estimate_t saving;   /* NaN where nothing is insured */
} sl_sensitivity_case_t;

typedef struct sl_sensitivity_factor {
  const char *name;
  sl_sensitivity_case_t low, high;
  double size;
  char *left_out; /* owned: why it has no figures, or none that differ; NULL: it has */
} sl_sensitivity_factor_t;

typedef struct sl_sensitivity_result {
  char *title, *currency; /* owned */
  uint64_t trials, seed;
  size_t n_arrangements, arrangement, insured; /* insured: SL_NOT_INSURED where none is */
  char **name;                                 /* owned: [n_arrangements] */
  sl_estimate_t *cost, *deficit;               /* owned: of the scenario as it is */
  sl_estimate_t *budget;                       /* owned */
  sl_estimate_t saving;                        /* NaN where nothing is insured */
  sl_sensitivity_factor_t *factor;             /* owned: the largest first, those left out last */
  size_t n_factors;
  sl_sensitivity_case_t *stress; /* owned: of the program, then of the terms */
  char **stress_left_out;        /* owned: why one of the program has no figures; NULL: it has */
  size_t n_stresses;
} sl_sensitivity_result_t;

/* Run the scenario and every case. SL_ERR_INPUT with *faults where a stress of the terms cannot be
 * put into the scenario, before anything is run, or with *error where the arrangement is unknown;
 * SL_ERR_MEMORY, SL_ERR_INTERRUPTED. Cost: 20 runs and more. Memory: 16 bytes a trial and
 * arrangement beside a run's. */
int sl_sensitivity(const sl_scenario_t *scenario, const sl_sensitivity_terms_t *terms,
                   const sl_engine_options_t *options, sl_sensitivity_result_t **result,
                   sl_faults_t *faults, sl_error_t *error);
void sl_sensitivity_free(sl_sensitivity_result_t *result);

#endif
