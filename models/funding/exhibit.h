/* The underwriter's exhibit: what an arrangement's covers are expected to pay beside their prices.
 *
 *   loss ratio       = expected reimbursement / premium
 *   attachment ratio = attachment point / expected eligible claims
 *   premium multiple = premium of an insured arrangement / expected claims it pays
 *   implied claims   = what a quote says of the carrier's own expectation: attachment point / its
 *                      corridor, premium x its loss ratio
 * The means come from the pricing trials where a price rests on them, else from the run's own
 * trials. Standard errors by the delta method; where the price is a multiple of the same mean (a
 * premium by loss ratio, an attachment by corridor) the ratio is the same whatever the trials and
 * has none.
 *
 * Source: models/MODEL.md, "Cost". Checked by tests/unit/test_exhibit.c.
 */
#ifndef SL_MODELS_FUNDING_EXHIBIT_H
#define SL_MODELS_FUNDING_EXHIBIT_H

#include "models/funding/arrangement.h"

/* Sums over trials of what the exhibit is made of. All zero before the first trial. */
typedef struct sl_exhibit_tally {
  sl_running_t eligible, specific, aggregate, claimants_half, claimants_full, insured;
} sl_exhibit_tally_t;

void sl_exhibit_take(sl_exhibit_tally_t *tally, const sl_arrangement_t *arrangement,
                     const sl_trial_claims_t *claims, const sl_trial_cost_t *cost);

/* Fill the exhibit's fields of a settled price, expected claims and reimbursements among them; what
 * the arrangement has no cover for stays as it is. At least one trial taken. */
void sl_exhibit_tell(const sl_exhibit_tally_t *tally, const sl_arrangement_t *arrangement,
                     const sl_enrolment_t *enrolment, sl_price_t *price);

/* The same from n trials, of the pricing pass; nothing where there are none. Cost: O(n). */
void sl_exhibit_settle(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                       const sl_trial_claims_t *trials, size_t n, sl_price_t *price);

/* Which of the carrier's expectations, by quote, differs from the simulation's by more than
 * SL_EXHIBIT_TOLERANCE of ours. */
#define SL_EXHIBIT_TOLERANCE 0.15

#endif
