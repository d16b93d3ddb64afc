/* Level funding, with F the claims fund and R what the employer retains after its stop-loss:
 *
 *   balance B     = max(0, F - R), paid in with the rest of the fund
 *   refund        = surplus share x B
 *   level payment = (F + fixed fees + premiums + taxes on them) / months of the plan year
 *   cost          = R + B + fees + premiums + taxes - refund
 * The aggregate attaches at F, so R passes F only by what the contracts leave to the employer. The
 * fund is the employer's own money: no commission or premium tax is charged on it.
 */
#include "models/core/amounts.h"
#include "models/funding/cost.h"
#include "models/funding/kinds/kinds.h"
#include "models/funding/price.h"

static void split(const sl_arrangement_t *arrangement, const sl_price_t *price,
                  const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  (void)sl_kind_retain(arrangement, price, claims, cost);
  cost->fund_balance = sl_larger(0.0, price->attachment.value - cost->retained_claims);
  cost->premiums = cost->fund_balance;
  cost->refunds = arrangement->surplus_share * cost->fund_balance;
}

/* R + (1 - surplus share) x max(0, F - R) */
static double cost_of_retained(const sl_arrangement_t *arrangement, const sl_price_t *price,
                               double retained)
{
  return retained +
         (1.0 - arrangement->surplus_share) * sl_larger(0.0, price->attachment.value - retained);
}

static double payment_of(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                         const sl_price_t *price)
{
  const sl_charges_t fixed = sl_arrangement_charges(arrangement, enrolment, price, 0.0, 0.0);
  return (price->attachment.value + fixed.fees + fixed.premiums + fixed.taxes) /
         enrolment->plan_months;
}

/* The payment's error: that of all prices in it one error higher at once. */
static void settle(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                   sl_price_t *price)
{
  const sl_price_t higher = sl_price_one_error_higher(price);
  const double payment = payment_of(arrangement, enrolment, price);
  price->claims_fund = price->attachment;
  price->level_payment =
      (sl_estimate_t){payment, payment_of(arrangement, enrolment, &higher) - payment};
}

const sl_arrangement_kind_t sl_kind_level_funded = {
    .name = "level_funded",
    .doc = "Level funding: the employer pays the same amount each month, which holds a claims "
           "fund, the administration and the stop-loss. The aggregate attaches at the fund, so "
           "claims beyond it are the carrier's; a share of what is left in it after run-out "
           "returns to the employer.",
    .citation = "KFF, Employer Health Benefits Survey (2023), section 10, level-funded plans",
    .retains_claims = true,
    .takes_stoploss = true,
    .needs_aggregate = true,
    .takes_surplus_share = true,
    .split_claims = split,
    .cost_of_retained = cost_of_retained,
    .settle = settle,
};
