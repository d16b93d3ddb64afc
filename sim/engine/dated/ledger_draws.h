/* Part of the ledger: the amounts, days and marks of one entry's claims. */
#ifndef SL_SIM_ENGINE_DATED_LEDGER_DRAWS_H
#define SL_SIM_ENGINE_DATED_LEDGER_DRAWS_H

#include "sim/engine/dated/ledger.h"

/* Whether a claim of the entry is paid in parts: a disability is. */
bool sl_ledger_is_in_parts(const sl_ledger_t *ledger, const sl_ledger_entry_t *entry);

/* records[t]: how many parts the entry's claims of each trial counted have. */
int sl_ledger_count_parts(sl_ledger_t *ledger, const sl_ledger_entry_t *entry, uint32_t *records,
                          sl_error_t *error);

/* Room for so many records. */
int sl_ledger_reserve_draws(sl_ledger_t *ledger, size_t n, sl_error_t *error);
void sl_ledger_free_draws(sl_ledger_t *ledger);

/* Draw the entry's claims of trials begin .. end - 1, for which there is room. Returns the number
 * of records. */
size_t sl_ledger_draw_entry(sl_ledger_t *ledger, const sl_ledger_entry_t *entry, bool dated);

/* On which days two or more persons of the family are enrolled: what the marks look at. */
void sl_ledger_list_company(sl_ledger_t *ledger);

/* The marks of a claim of an entry, incurred on a day of its plan year, as they stand in a key. */
uint64_t sl_ledger_marks(const sl_ledger_t *ledger, const sl_ledger_entry_t *entry, uint32_t day,
                         bool outside);

/* What the plan's rule of a service makes of the entry: waiting_end, out_below. */
void sl_ledger_take_rule(const sl_ledger_t *ledger, uint32_t service, sl_ledger_entry_t *entry);

#endif
