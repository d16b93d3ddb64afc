/* Level funding, with F the claims fund and R what the employer retains after its stop-loss:
 *
 *   balance B     = max(0, F - R), 0 up to half a cent, paid in with the rest of the fund
 *   refund        = surplus share x B
 *   level payment = (F + fixed fees + premiums + taxes on them) / months of the plan year
 *   cost          = R + B + fees + premiums + taxes - refund
 * The aggregate attaches at F, so R passes F only by what the contracts leave to the employer. The
 * fund is the employer's own money: no commission or premium tax is charged on it.
 */
#include "models/core/amounts.h"
#include "models/funding/cash_flow.h"
#include "models/funding/cost.h"
#include "models/funding/kinds/kinds.h"
#include "models/funding/price.h"

static void split(const sl_arrangement_t *arrangement, const sl_price_t *price,
                  const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  (void)sl_kind_retain(arrangement, price, claims, cost);
  const double left = price->attachment.value - cost->retained_claims;
  cost->fund_balance = left > SL_DEFICIT_TOLERANCE ? left : 0.0;
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

/* The employer pays its deposits and no claims. The fund, and the carrier while the fund is short,
 * pay those; what the fund does not bear falls due at the end. */
static double advances(const sl_cash_year_t *year, sl_cash_month_t *months)
{
  const sl_cash_terms_t *terms = year->terms;
  const double fund = terms->price->claims_fund.value;
  const double rest = year->cost->premiums - sl_price_premiums(terms->price);
  double passed = 0.0, claims = 0.0, deposited = 0.0, largest = 0.0;
  for (size_t m = 0; m < terms->n; m++) {
    passed += terms->enrolled[m];
    claims += months[m].paid - months[m].reimbursed;
    const double before = deposited;
    const bool ends = m + 1 == terms->n;
    deposited = ends ? year->cost->retained_claims + rest
                     : (m + 1 < terms->plan_months ? fund * passed : fund);
    largest = sl_larger(largest, claims - deposited);
    months[m].advanced =
        months[m].paid - months[m].reimbursed + rest * terms->enrolled[m] - (deposited - before);
  }
  return largest;
}

const sl_arrangement_kind_t sl_kind_level_funded = {
    .name = "level_funded",
    .doc = "Level funding: the employer pays the same amount each month, which holds a claims "
           "fund, the administration and the stop-loss. The aggregate attaches at the fund, so "
           "claims beyond it are the carrier's; a share of what is left in it after run-out "
           "returns to the employer.",
    .citation = "KFF, Employer Health Benefits Survey (2023), section 10, level-funded plans",
    .takes = SL_KEYS_RETAINED | SL_KEY_RUN_OUT_FEE | SL_KEY_SURPLUS_SHARE,
    .needs = SL_KEY_AGGREGATE, /* its attachment is the claims fund */
    .retains_claims = true,
    .split_claims = split,
    .cost_of_retained = cost_of_retained,
    .cost_is_random = sl_kind_claims_decide,
    .advances = advances,
    .settle = settle,
};
