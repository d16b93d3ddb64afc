/* The order of adjudication of one trial's claims: by their keys (models/plan/claim_record.h).
 *
 * Checked by tests/unit/test_claim_record.c. */
#ifndef SL_MODELS_PLAN_CLAIM_ORDER_H
#define SL_MODELS_PLAN_CLAIM_ORDER_H

#include "models/plan/claim_record.h"

#include <stddef.h>

/* Put claims in order of their keys, in place. Meant for claims that nearly are, as after a count
 * by day: O(n) then, each claim compared with the one before it; O(n^1.3) whatever they are. Claims
 * of equal keys may change places. No allocation. */
void sl_claims_settle(size_t n, sl_claim_record_t *claims);

#endif
