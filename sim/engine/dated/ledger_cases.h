/* Part of the ledger: cases of conditions, which are rare. An entry a plan year, behind those of
 * the services, holds the parts of all cases of the family, whatever person and service each is of;
 * so no service's loop knows of them, and a family without a case pays for a word a person and
 * year.
 *
 * A part is a claim of A x share / events, incurred at the case's onset (the person's first day of
 * the plan year where the case continues, else any of the person's days) plus a wait, and paid
 * after a lag of its service. The mother's are of hers: incurred within a twelfth of a year from
 * the child's onset and on the next of her days where she is not enrolled then. They count down
 * from the last of the draws that a person's claims may have, so that their order is told
 * (claim_record.h).
 *
 * Checked by tests/unit/test_case_parts.c.
 */
#ifndef SL_SIM_ENGINE_DATED_LEDGER_CASES_H
#define SL_SIM_ENGINE_DATED_LEDGER_CASES_H

#include "sim/engine/dated/ledger.h"
#include "sim/engine/trials/claim_sums.h"

/* Part of sl_ledger_new; *cases stays NULL where the model has no conditions. SL_ERR_UNSUPPORTED:
 * one person's cases may have more parts than SL_CLAIM_PARTS. */
int sl_ledger_cases_new(const sl_model_t *model, sl_ledger_cases_t **cases, sl_error_t *error);
void sl_ledger_cases_free(sl_ledger_cases_t *cases); /* NULL is fine */

/* Draw the family's cases of all plan years in the trials counted, of a ledger whose entries are
 * listed: sets the records of their entries and adds to sizes, and to claims those of the plan
 * year.
 */
int sl_ledger_count_cases(sl_ledger_t *ledger, const sl_ledger_factors_t *factors, size_t *claims,
                          sl_error_t *error);

/* Part of sl_ledger_trend: which cases drawn are left, and what they cost. */
void sl_ledger_trend_cases(sl_ledger_t *ledger, const uint32_t *kept);

/* Draw the parts of one entry's cases of trials begin .. end - 1; n: all records of the case
 * entries from the first on, for which there is room among the draws. Returns the entry's. */
int sl_ledger_reserve_parts(sl_ledger_t *ledger, size_t n, sl_error_t *error);
size_t sl_ledger_draw_parts(sl_ledger_t *ledger, const sl_ledger_entry_t *entry);

/* Services of the records of case entries, from the first such record on. */
const uint16_t *sl_ledger_part_services(const sl_ledger_t *ledger);

/* The condition of whose case a listed record is a part, by its key; SL_NO_CONDITION of a service's
 * claim. at: of the plan year; trial: of those counted. *of_child: it falls on the mother of whose
 * case it is. Cost: O(cases of the family in that trial). */
uint32_t sl_ledger_condition_of(const sl_ledger_t *ledger, size_t at, size_t trial, uint64_t key,
                                bool *of_child);

/* The largest chance of continuing of a person's cases in the plan year of a trial counted; below 0
 * where he has none. Cost: O(cases of the family in that trial). */
double sl_ledger_continuation(const sl_ledger_t *ledger, uint32_t person, size_t trial);

/* Add to the totals of a person in the trials drawn, to the bits of the annual path; they hold
 * until the next call. split: what has a copay is told apart, as of sl_person_totals_of. */
void sl_ledger_add_cases(sl_ledger_t *ledger, uint32_t person, bool split,
                         sl_claim_totals_t *totals);

#endif
