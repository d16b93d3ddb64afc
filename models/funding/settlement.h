/* From a trial's covered claims to what the contracts pay, and on which claims it falls.
 *
 *   specific  = g(sum of excess),    g(x) = max(0, x - aggregating deductible)
 *   aggregate = h(sum of eligible),  h(y) = min(max(0, y - attachment), maximum)
 * Both fall on the claims in order of paid day, then incurred day: a slot of the timeline gets
 * g(x up to and with it) - g(x before it), in it the claims outside C first. The counted part is
 * what falls on C.
 *
 * Source: models/MODEL.md, "Stop-loss". Checked by tests/unit/test_settlement.c.
 */
#ifndef SL_MODELS_FUNDING_SETTLEMENT_H
#define SL_MODELS_FUNDING_SETTLEMENT_H

#include "models/funding/arrangement.h"

typedef struct sl_settlement {
  double specific, aggregate;                 /* what the contracts pay in all, whenever */
  double specific_counted, aggregate_counted; /* of it, on C */
  double captive, captive_counted;            /* what the captive pays */
} sl_settlement_t;

/* attachment: NaN without an aggregate. Cost: O(slots). */
sl_settlement_t sl_settle(const sl_arrangement_t *arrangement, double attachment,
                          const sl_trial_claims_t *claims);

/* The counted parts by the month in which the claims were paid. */
typedef struct sl_settled_month {
  double specific, aggregate, captive;
} sl_settled_month_t;

/* Fill months 0 .. n - 1; what was paid later belongs to the last. claims->months must be there,
 * with the columns of the covers that the arrangement has. Cost: O(slots + n). */
void sl_settle_by_month(const sl_arrangement_t *arrangement, double attachment,
                        const sl_trial_claims_t *claims, size_t n, sl_settled_month_t *months);

/* What of the eligible claims of C lies above the attachment point and the aggregate's maximum. */
double sl_settle_above_maximum(const sl_arrangement_t *arrangement, double attachment,
                               const sl_trial_claims_t *claims);

/* What the terminal liability options add to both reimbursements if the plan stops at the end of
 * the year; 0 without them. */
double sl_settle_terminal(const sl_arrangement_t *arrangement, double attachment,
                          const sl_trial_claims_t *claims);

#endif
