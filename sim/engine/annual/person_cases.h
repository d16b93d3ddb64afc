/* The annual path's cases of one person, added to the totals of the services' claims: the person's
 * own, and what cases of the children bring to a mother, for whom they are drawn again. */
#ifndef SL_SIM_ENGINE_ANNUAL_PERSON_CASES_H
#define SL_SIM_ENGINE_ANNUAL_PERSON_CASES_H

#include "models/plan/design.h"
#include "sim/engine/annual/person_claims.h"
#include "sim/engine/trials/draws.h"

#include <stddef.h>

/* A thread's own buffers: some 30 kB. */
typedef struct sl_person_cases sl_person_cases_t;
int sl_person_cases_new(sl_person_cases_t **cases, sl_error_t *error);
void sl_person_cases_free(sl_person_cases_t *cases); /* NULL is fine */

/* Adds to the totals of person p (index), of a model with conditions; they hold until the next
 * call. group_factor: by trial; NULL = none. Errors: SL_ERR_MEMORY. */
int sl_person_cases_add(sl_person_cases_t *cases, const sl_trials_t *trials, size_t p,
                        const double *group_factor, sl_person_totals_t *totals, sl_error_t *error);

#endif
