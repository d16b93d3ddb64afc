/* One person's claims of a plan year over the trials of a block, drawn and added up: the annual
 * path's hot loop.
 *
 * Counts of every service come first, for all trials; then claims are listed for as many trials at
 * a time as fit the cache, each trial's claims together in the order of the services, and summed in
 * the one order of models/claims/claim_sum.h. Services of few claims cost little more than their
 * counts.
 */
#ifndef SL_SIM_ENGINE_ANNUAL_PERSON_CLAIMS_H
#define SL_SIM_ENGINE_ANNUAL_PERSON_CLAIMS_H

#include "sim/engine/trials/draws.h"

#include <stddef.h>
#include <stdint.h>

/* By trial. */
typedef struct sl_person_totals {
  const double *allowed;  /* of every claim; NULL where no trial has any */
  const double *shared;   /* of it, what deductible and coinsurance apply to */
  const double *copays;   /* of the rest: sum of min(copay, amount); NULL = none */
  const uint32_t *claims; /* how many; NULL where only the total was drawn */
} sl_person_totals_t;

/* A thread's own buffers. Memory: 2 kB a service and some 100 kB, and more where one trial of a
 * person has more claims than that. */
typedef struct sl_person_claims sl_person_claims_t;
int sl_person_claims_new(const sl_model_t *model, sl_person_claims_t **claims, sl_error_t *error);
void sl_person_claims_free(sl_person_claims_t *claims);

/* The totals of person p (index) in the trials of a block, of a plan year of the model; they hold
 * until the next call. group_factor: by trial, of that year, where the model has one. Errors:
 * SL_ERR_MEMORY only. */
int sl_person_claims_draw(sl_person_claims_t *claims, const sl_trials_t *trials, int year, size_t p,
                          const double *group_factor, sl_person_totals_t *totals,
                          sl_error_t *error);

/* From now on every draw adds its claims, and what they come to, to events[service] and
 * dollars[service], until NULL is given. */
void sl_person_claims_tally(sl_person_claims_t *claims, double *events, double *dollars);

#endif
