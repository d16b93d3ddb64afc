/* One person's annual totals of the claims drawn, to the bits of the annual path, whatever becomes
 * of their days. */
#ifndef SL_SIM_ENGINE_DATED_PERSON_TOTALS_H
#define SL_SIM_ENGINE_DATED_PERSON_TOTALS_H

#include "sim/engine/dated/ledger.h"
#include "sim/engine/trials/claim_sums.h"

/* The plan year's totals of a family's person, by trial of those drawn; they hold until the next
 * call. split: copays apart. */
int sl_person_totals_of(sl_claim_sums_t *sums, const sl_ledger_t *ledger, uint32_t person,
                        bool split, sl_claim_totals_t *totals, sl_error_t *error);

#endif
