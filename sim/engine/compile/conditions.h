/* The scenario's conditions compiled (models/claims/condition.h): what they are drawn by.
 *
 * No list of who may have which is kept: of a person the chance of a condition before the group
 * factor is incidence[sex][age] of the condition x one number of the person and plan year
 * (sl_model_year_t), so that a million lives cost 8 bytes each. */
#ifndef SL_SIM_ENGINE_COMPILE_CONDITIONS_H
#define SL_SIM_ENGINE_COMPILE_CONDITIONS_H

#include "models/claims/condition.h"
#include "models/claims/wait.h"
#include "models/core/error.h"
#include "models/sampling/sampler.h"
#include "sim/engine/compile/compile_samplers.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

typedef struct sl_conditions {
  const sl_condition_t *list;
  size_t n;                     /* 1 .. SL_CONDITIONS_MAX */
  const sl_sampler_t **amounts; /* by condition: of its severity without the limit */
  const sl_sampler_t **mothers; /* likewise; NULL = nothing falls on a mother */
  double *incidence;            /* [sex][age][n] */
  double any[2][SL_AGES];       /* its sum */
  double brings[2][SL_AGES];    /* of those of which something falls on a mother */
  bool some_brings;
  sl_wait_t *waits;     /* by condition: days from the onset */
  sl_wait_t of_mothers; /* within the first twelfth of a year */
} sl_conditions_t;

/* *conditions is NULL where the scenario has none. Without samplers as yet. Errors: SL_ERR_MEMORY.
 */
int sl_conditions_new(const sl_scenario_t *scenario, sl_conditions_t **conditions,
                      sl_error_t *error);
void sl_conditions_free(sl_conditions_t *conditions); /* NULL is fine */

/* Puts the samplers that are wanted at jobs (two a condition at most); returns how many. */
size_t sl_conditions_list_samplers(sl_conditions_t *conditions, sl_sampler_job_t *jobs);

/* [n], of persons of a sex and age (older than the table: as the eldest in it). */
static inline const double *sl_conditions_incidence(const sl_conditions_t *conditions, int sex,
                                                    unsigned age)
{
  const size_t at = age < SL_AGES ? age : SL_AGES - 1;
  return conditions->incidence + ((size_t)sex * SL_AGES + at) * conditions->n;
}

#endif
