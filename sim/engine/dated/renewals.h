/* A family's part in the renewal of its stop-loss: lasers in force, and those that are set for the
 * year after. Part of family.c. */
#ifndef SL_SIM_ENGINE_DATED_RENEWALS_H
#define SL_SIM_ENGINE_DATED_RENEWALS_H

#include "sim/engine/dated/family.h"
#include "sim/engine/dated/lasers.h"

/* Lower the bounds of persons to what may set a laser. */
void sl_renewals_bound(const sl_dated_run_t *d, size_t n_persons, sl_cover_bounds_t *bounds);

/* Put the lasers of trial k of those listed into the family's terms: those in force into the cover
 * of their line, those that it sets into what its carrier has seen, and these into the book. false:
 * nothing changed. */
bool sl_renewals_take(const sl_dated_run_t *d, size_t n_persons, size_t k);

/* Whether lasers may be set, for which claims are needed one by one. */
bool sl_renewals_ask(const sl_dated_run_t *d);

/* Where annual totals tell a cover all, correct what it holds of trials first .. end - 1 above the
 * group's deductible. Lasers that were just set are the last of their book. */
void sl_renewals_correct(const sl_dated_run_t *d, size_t n_persons, size_t first, size_t end);

#endif
