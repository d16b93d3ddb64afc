/* The claims of one family in a run of trials, with their days: drawn by service, listed by plan
 * year and trial.
 *
 * Counts and amounts come from the words of the annual path. A claim's incurred day and
 * lag share a word of their own (SL_DRAW_DAY), as has whether it is out of network (_NETWORK),
 * which is drawn only where it decides something. Within a slice (year, trial) persons stand in
 * census order, a person's claims in the order drawn: by service, then draw.
 */
#ifndef SL_SIM_ENGINE_DATED_LEDGER_H
#define SL_SIM_ENGINE_DATED_LEDGER_H

#include "models/plan/adjudication.h"
#include "sim/engine/trials/draws.h"
#include "sim/input/scenario/group.h"

#include <stddef.h>
#include <stdint.h>

#define SL_DATED_TRIALS 128 /* trials whose sums are visited together: they stay in cache */

typedef struct sl_ledger sl_ledger_t;

int sl_ledger_new(const sl_model_t *model, sl_ledger_t **ledger, sl_error_t *error);
void sl_ledger_free(sl_ledger_t *ledger);

/* Draw the claim counts of a family in at most SL_DATED_TRIALS trials. group_factor: by plan year
 * from the model's first on, then trial of the block, where the model has one. claims[t] += claims
 * of the plan year. */
int sl_ledger_count(sl_ledger_t *ledger, const sl_trials_t *trials, const sl_family_t *family,
                    const double *const *group_factor, double *claims, sl_error_t *error);

/* List the claims of trials first .. end - 1 of those counted, as many as fit the cache (at least
 * one); *end receives the end. */
int sl_ledger_fill(sl_ledger_t *ledger, size_t first, size_t *end, sl_error_t *error);

/* The claims of one plan year and trial among those listed; *n receives how many. */
sl_claim_t *sl_ledger_slice(const sl_ledger_t *ledger, int year, size_t trial, size_t *n);

/* All claims of a trial over its plan years. */
size_t sl_ledger_size(const sl_ledger_t *ledger, size_t trial);

#endif
