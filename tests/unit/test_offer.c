/* A quote in figures: four quotes worked by hand, line by line, in the comments. */
#include "models/funding/offer.h"
#include "models/funding/pricing.h"

#include "tests/support/harness.h"

#include <string.h>

static char name[] = "A", fee_name[] = "fee";

static sl_enrolment_t enrolled(double employee, double spouse, double children, double family)
{
  const double n = employee + spouse + children + family;
  return (sl_enrolment_t){
      .employees = n,
      .employee_months = 12.0 * n,
      .tier_months = {12.0 * employee, 12.0 * spouse, 12.0 * children, 12.0 * family},
      .tier_first_month = {employee, spouse, children, family},
      .plan_months = 12.0};
}

static sl_offer_t offer_of(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment)
{
  sl_price_t price;
  sl_offer_t offer;
  CU_ASSERT_EQUAL(sl_arrangement_price(arrangement, enrolment, NULL, 0, &price, NULL), SL_OK);
  sl_offer_of(arrangement, enrolment, &price, &offer);
  return offer;
}

#define ASSERT_CENTS(value, expected) CU_ASSERT_DOUBLE_EQUAL(value, expected, 0.005)

static void assert_tiers(const double rate[SL_TIERS], double a, double b, double c, double d)
{
  ASSERT_CENTS(rate[SL_TIER_EMPLOYEE], a);
  ASSERT_CENTS(rate[SL_TIER_EMPLOYEE_SPOUSE], b);
  ASSERT_CENTS(rate[SL_TIER_EMPLOYEE_CHILDREN], c);
  ASSERT_CENTS(rate[SL_TIER_FAMILY], d);
}

/* The sum of the rates over the enrolment is the year's cost, whatever way they were made. */
static void assert_sums(const double rate[SL_TIERS], const sl_enrolment_t *enrolment, double cost)
{
  SL_ASSERT_CLOSE(sl_monthly_by_tier(rate, enrolment), cost, 1e-12);
}

/* 52 single, 41 family. Specific 12 x (52 x 201.93 + 41 x 480.74) = 362,528.40, aggregate 12 x 93 x
 * 9.40 = 10,490.40, fees 12 x 93 x 78.60 = 87,717.60: fixed 460,736.40. Attachment 12 x (52 x
 * 421.75
 * + 41 x 1,019.35) = 764,692.20; / 1.25 = 611,753.76. A laser of 175,000 on a deductible of 50,000.
 * Single at the maximum: 201.93 + 421.75 + 88.00 = 711.68. */
static void rates_and_factors_by_tier(void)
{
  const sl_enrolment_t enrolment = enrolled(52, 0, 0, 41);
  sl_fee_t fees[] = {{.name = fee_name, .amount = 78.60, .per = SL_PER_EMPLOYEE_MONTH},
                     {.name = fee_name, .amount = -10.0, .per = SL_PER_EMPLOYEE_MONTH}};
  sl_quoted_t *quote = sl_quoted_new();
  sl_quoted_laser_t laser = {fee_name, 175000.0};
  CU_ASSERT_PTR_NOT_NULL_FATAL(quote);
  quote->rebates = 28.5;
  quote->lasers = &laser;
  quote->n_lasers = 1;
  const sl_arrangement_t arrangement = {
      .name = name,
      .kind = sl_arrangement_kind("aso"),
      .quoted = quote,
      .fees = fees,
      .n_fees = 2,
      .has_specific = true,
      .specific = {.deductible = 50000.0, .coinsurance = 1.0, .maximum = INFINITY},
      .specific_premium = {.kind = SL_PREMIUM_TIERS, .tier = {201.93, 480.74, 480.74, 480.74}},
      .has_aggregate = true,
      .aggregate = {.kind = SL_ATTACHMENT_FACTORS,
                    .factor = {421.75, 1019.35, 1019.35, 1019.35},
                    .maximum = INFINITY,
                    .carrier_corridor = 1.25},
      .aggregate_premium = {.kind = SL_PREMIUM_AMOUNT, .amount = 9.4, .per = SL_PER_EMPLOYEE_MONTH},
      .budget = {SL_BUDGET_AMOUNT, 0.0}};
  const sl_offer_t offer = offer_of(&arrangement, &enrolment);
  ASSERT_CENTS(offer.specific_premium, 362528.40);
  ASSERT_CENTS(offer.aggregate_premium, 10490.40);
  ASSERT_CENTS(offer.fees, 87717.60);
  ASSERT_CENTS(offer.fixed_cost, 460736.40);
  ASSERT_CENTS(offer.rebates, 12.0 * 93.0 * 38.5);
  ASSERT_CENTS(offer.maximum_claims, 764692.20);
  ASSERT_CENTS(offer.expected_claims, 611753.76);
  ASSERT_CENTS(offer.expected_cost, 1072490.16);
  ASSERT_CENTS(offer.maximum_cost, 1225428.60);
  ASSERT_CENTS(offer.aggregating_and_lasers, 125000.0);
  CU_ASSERT_FALSE(offer.spread);
  assert_tiers(offer.equivalent_maximum, 711.68, 1588.09, 1588.09, 1588.09);
  assert_tiers(offer.equivalent_expected, 627.33, 1384.22, 1384.22, 1384.22);
  assert_sums(offer.equivalent_maximum, &enrolment, offer.maximum_cost);
  quote->lasers = NULL;
  quote->n_lasers = 0;
  sl_quoted_free(quote);
}

/* 52 single, 41 family. Premium 12 x (52 x 700 + 41 x 1,900) = 1,371,600; travel 12 x (52 x 4.90 +
 * 41 x 12.15) = 9,035.40, taxed as premium: 2% of 1,380,635.40 = 27,612.71; administration 12 x 93
 * x 10 = 11,160, taxed as a fee: 13% = 1,450.80. Single: 714.90 + 2% of 704.90 + 1.30 = 730.30;
 * family: 1,922.15 + 2% of 1,912.15 + 1.30 = 1,961.69. */
static void a_fee_by_tier_is_its_tiers(void)
{
  const sl_enrolment_t enrolment = enrolled(52, 0, 0, 41);
  sl_fee_t fees[] = {{.name = fee_name,
                      .by_tier = true,
                      .tier = {4.9, 12.15, 12.15, 12.15},
                      .taxed_as_premium = true},
                     {.name = fee_name, .amount = 10.0, .per = SL_PER_EMPLOYEE_MONTH}};
  sl_tax_t taxes[] = {{fee_name, 0.02, SL_TAX_ON_PREMIUM, false},
                      {fee_name, 0.13, SL_TAX_ON_FEES, false}};
  const sl_arrangement_t arrangement = {
      .name = name,
      .kind = sl_arrangement_kind("fully_insured"),
      .fees = fees,
      .n_fees = 2,
      .taxes = taxes,
      .n_taxes = 2,
      .premium = {.kind = SL_PREMIUM_TIERS, .tier = {700.0, 1900.0, 1900.0, 1900.0}},
      .budget = {SL_BUDGET_AMOUNT, 0.0}};
  const sl_offer_t offer = offer_of(&arrangement, &enrolment);
  ASSERT_CENTS(offer.fees, 20195.40);
  ASSERT_CENTS(offer.taxes, 29063.51);
  ASSERT_CENTS(offer.fixed_cost, 1420858.91);
  assert_tiers(offer.equivalent_expected, 730.30, 1961.69, 1961.69, 1961.69);
  assert_sums(offer.equivalent_expected, &enrolment, offer.expected_cost);
}

/* 70, 24, 19, 25. Composite specific 12 x 138 x 136.95 = 226,789.20, aggregate 11,900 a year, fees
 * 12 x 138 x 63.15 = 104,576.40: fixed 343,265.60. Factors 12 x 138 x 716.40 = 1,186,358.40, under
 * the minimum of 1,215,000. Relativities 1, 2.1, 1.85, 2.95: 229.3 units; employee at the maximum
 * 1,558,265.60 / 12 / 229.3. */
static void composite_rates_are_spread(void)
{
  const sl_enrolment_t enrolment = enrolled(70, 24, 19, 25);
  static const double relativity[SL_TIERS] = {1.0, 2.1, 1.85, 2.95};
  sl_fee_t fee = {.name = fee_name, .amount = 63.15, .per = SL_PER_EMPLOYEE_MONTH};
  sl_quoted_t *quote = sl_quoted_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(quote);
  memcpy(quote->relativity, relativity, sizeof relativity);
  const sl_arrangement_t arrangement = {
      .name = name,
      .kind = sl_arrangement_kind("aso"),
      .quoted = quote,
      .fees = &fee,
      .n_fees = 1,
      .has_specific = true,
      .specific = {.deductible = 125000.0, .coinsurance = 1.0, .maximum = INFINITY},
      .specific_premium = {.kind = SL_PREMIUM_AMOUNT,
                           .amount = 136.95,
                           .per = SL_PER_EMPLOYEE_MONTH},
      .has_aggregate = true,
      .aggregate = {.kind = SL_ATTACHMENT_FACTORS,
                    .factor = {716.4, 716.4, 716.4, 716.4},
                    .minimum = 1215000.0,
                    .maximum = INFINITY,
                    .carrier_corridor = 1.25},
      .aggregate_premium = {.kind = SL_PREMIUM_AMOUNT, .amount = 11900.0, .per = SL_PER_YEAR},
      .budget = {SL_BUDGET_AMOUNT, 0.0}};
  const sl_offer_t offer = offer_of(&arrangement, &enrolment);
  ASSERT_CENTS(offer.fixed_cost, 343265.60);
  ASSERT_CENTS(offer.maximum_claims, 1215000.0);
  ASSERT_CENTS(offer.expected_claims, 972000.0);
  ASSERT_CENTS(offer.maximum_cost, 1558265.60);
  CU_ASSERT_TRUE(offer.spread);
  const double unit = 1558265.60 / 12.0 / 229.3;
  assert_tiers(offer.equivalent_maximum, unit, 2.1 * unit, 1.85 * unit, 2.95 * unit);
  assert_sums(offer.equivalent_expected, &enrolment, offer.expected_cost);
  sl_quoted_free(quote);
}

/* 26 single, 14 couples, 24 families. Claims 12 x (26 x 128.50 + 14 x 262.30 + 24 x 341.70) =
 * 182,568; pooling 29,892; administration 6.5% of claims = 11,866.92; premium tax 2% of claims and
 * administration = 3,888.70; sales tax 8% of all = 18,258.92 less 8% of the cover abroad, which is
 * left out here: 12 x (26 x 3.10 + 14 x 6.20 + 24 x 6.60) = 3,909.60. */
static void expenses_and_taxes_follow_the_claims(void)
{
  const sl_enrolment_t enrolment = enrolled(26, 14, 0, 24);
  static const double claims[SL_TIERS] = {128.5, 262.3, 341.7, 341.7};
  sl_fee_t fee = {.name = fee_name, .amount = 0.065, .per = SL_PER_PAID_CLAIMS};
  sl_tax_t taxes[] = {
      {name, 0.02, SL_TAX_ON_PAID_CLAIMS | SL_TAX_ON_FEES, false},
      {name, 0.08, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS | SL_TAX_ON_FEES, false}};
  sl_quoted_t *quote = sl_quoted_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(quote);
  memcpy(quote->expected, claims, sizeof claims);
  const sl_arrangement_t arrangement = {
      .name = name,
      .kind = sl_arrangement_kind("aso"),
      .quoted = quote,
      .fees = &fee,
      .n_fees = 1,
      .taxes = taxes,
      .n_taxes = 2,
      .has_specific = true,
      .specific = {.deductible = 10000.0, .coinsurance = 1.0, .maximum = INFINITY},
      .specific_premium = {.kind = SL_PREMIUM_TIERS, .tier = {22.4, 45.9, 52.75, 52.75}},
      .budget = {SL_BUDGET_AMOUNT, 0.0}};
  const sl_offer_t offer = offer_of(&arrangement, &enrolment);
  ASSERT_CENTS(offer.expected_claims, 182568.0);
  ASSERT_CENTS(offer.specific_premium, 29892.0);
  ASSERT_CENTS(offer.fees, 11866.92);
  const sl_price_t price = {.specific_premium = {29892.0, 0.0}};
  ASSERT_CENTS(sl_offer_fee(&arrangement, &enrolment, &price, 0, 182568.0), 11866.92);
  CU_ASSERT_EQUAL(sl_offer_fee(&arrangement, &enrolment, &price, 0, 0.0), 0.0);
  ASSERT_CENTS(offer.taxes, 3888.70 + 18258.92 - 0.08 * 3909.60);
  ASSERT_CENTS(offer.fixed_cost, 67816.14 - 1.08 * 3909.60);
  CU_ASSERT_TRUE(isnan(offer.maximum_cost));
  CU_ASSERT_TRUE(isnan(offer.equivalent_maximum[SL_TIER_FAMILY]));
  assert_tiers(offer.equivalent_expected, 178.08 - 1.08 * 3.1, 363.55 - 1.08 * 6.2,
               464.40 - 1.08 * 6.6, 464.40 - 1.08 * 6.6);
  assert_sums(offer.equivalent_expected, &enrolment, offer.expected_cost);
  sl_quoted_free(quote);
}

/* 12 x (21 x 742.18 + 8 x 1,558.58 + 7 x 1,372.99 + 12 x 2,226.54) = 772,605.96. */
static void an_insured_quote_is_its_premium(void)
{
  const sl_enrolment_t enrolment = enrolled(21, 8, 7, 12);
  const sl_arrangement_t arrangement = {
      .name = name,
      .kind = sl_arrangement_kind("fully_insured"),
      .premium = {.kind = SL_PREMIUM_TIERS, .tier = {742.18, 1558.58, 1372.99, 2226.54}},
      .budget = {SL_BUDGET_AMOUNT, 0.0}};
  const sl_offer_t offer = offer_of(&arrangement, &enrolment);
  ASSERT_CENTS(offer.fixed_cost, 772605.96);
  ASSERT_CENTS(offer.expected_cost, 772605.96);
  ASSERT_CENTS(offer.maximum_cost, 772605.96);
  assert_tiers(offer.equivalent_expected, 742.18, 1558.58, 1372.99, 2226.54);
}

static void a_copy_of_a_quote_is_its_own(void)
{
  sl_quoted_t *quote = sl_quoted_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(quote);
  quote->carrier = strdup("Tamarack Re");
  quote->commission = 0.12;
  sl_quoted_t *copy = sl_quoted_copy(quote);
  sl_quoted_free(quote);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  CU_ASSERT_STRING_EQUAL(copy->carrier, "Tamarack Re");
  CU_ASSERT_EQUAL(copy->commission, 0.12);
  CU_ASSERT_PTR_NULL(copy->terms);
  sl_quoted_free(copy);
}

SL_SUITE(offer, "unit/offer", {"a fee by tier is its tiers", a_fee_by_tier_is_its_tiers},
         {"rates and factors by tier", rates_and_factors_by_tier},
         {"composite rates are spread", composite_rates_are_spread},
         {"expenses and taxes follow the claims", expenses_and_taxes_follow_the_claims},
         {"an insured quote is its premium", an_insured_quote_is_its_premium},
         {"a copy of a quote is its own", a_copy_of_a_quote_is_its_own});
