/* What is the same for every kind of funding: charges, and the cost of one trial. */
#ifndef SL_MODELS_FUNDING_COST_H
#define SL_MODELS_FUNDING_COST_H

#include "models/funding/arrangement.h"

/* What a plan year is charged beside its claims. */
typedef struct sl_charges {
  double fees, premiums, taxes;
} sl_charges_t;

/* The fees of a plan year, and what of them each kind of tax falls on: all = the two others' sum.
 */
typedef struct sl_fees {
  double all, taxed_as_fees, taxed_as_premium;
} sl_fees_t;

/* One fee of a plan year, as sl_fees_at. */
double sl_fee_at(const sl_fee_t *fee, const sl_enrolment_t *enrolment, double paid_claims,
                 double claims, double premiums);

/* Fees of a plan year at given plan paid (of self-funded services, before stop-loss), number of
 * claims, and premiums. Fees that are taxed as premium are no part of those premiums: a commission
 * is not charged on them. Checked by tests/unit/test_arrangement.c. */
sl_fees_t sl_fees_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                     double paid_claims, double claims, double premiums);

/* Fees, settled premiums, and the taxes on them and on paid claims. At no claims: the fixed part.
 */
sl_charges_t sl_arrangement_charges(const sl_arrangement_t *arrangement,
                                    const sl_enrolment_t *enrolment, const sl_price_t *price,
                                    double paid_claims, double claims);

/* The cost of one trial. */
sl_trial_cost_t sl_arrangement_cost(const sl_arrangement_t *arrangement,
                                    const sl_enrolment_t *enrolment, const sl_price_t *price,
                                    const sl_trial_claims_t *claims);

#endif
