/* A claims basis measured: person-years of a population simulated, and every published figure
 * beside its target, with a standard error.
 *
 * Standard errors come from SL_VALIDATE_BATCHES batches of trials of their own: the deviation of
 * the batches' figures over the root of their number.
 * Checked by tests/cli/test_validate.c and tests/unit/test_person_years.c.
 */
#ifndef SL_SIM_STUDY_VALIDATE_VALIDATE_H
#define SL_SIM_STUDY_VALIDATE_VALIDATE_H

#include "models/statistics/statistics.h"
#include "sim/engine/compile/options.h"
#include "sim/input/targets/targets.h"
#include "sim/study/validate/curves.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_VALIDATE_BATCHES 16

typedef struct sl_validated {
  sl_estimate_t *figure; /* by target; NaN where the population does not tell it */
  size_t n;
  double person_years;
  sl_curves_t curves;
} sl_validated_t;

/* Whether a figure lies within its target's range; true too where there is none. */
bool sl_validated_is_met(const sl_target_t *target, double figure);

/* scenario: the basis's persons without plan design (sim/study/validate/population.h). Faults in
 * the targets' services and conditions are said: SL_ERR_INPUT. Errors of sl_person_years_new.
 * *validated is NULL on failure. */
int sl_validate(const sl_scenario_t *scenario, const sl_targets_t *targets,
                const sl_engine_options_t *options, sl_validated_t **validated, sl_error_t *error);
void sl_validated_free(sl_validated_t *validated);

#endif
