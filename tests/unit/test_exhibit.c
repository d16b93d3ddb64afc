/* The underwriter's exhibit: ratios with their errors, and what a quote implies. */
#include "models/funding/exhibit.h"
#include "models/funding/pricing.h"

#include "tests/support/harness.h"

static char name[] = "A";

static const sl_enrolment_t enrolment = {
    .employees = 10.0, .members = 24.0, .employee_months = 120.0, .plan_months = 12.0};

/* Eligible 60, 80, 100, 120 (mean 90, standard deviation 25.8...), excess 0, 10, 20, 50 (mean 20).
 */
static const sl_trial_claims_t trials[] = {
    {.plan_paid = 60.0, .eligible = 60.0},
    {.plan_paid = 90.0, .eligible = 80.0, .excess = 10.0},
    {.plan_paid = 120.0, .eligible = 100.0, .excess = 20.0},
    {.plan_paid = 170.0, .eligible = 120.0, .excess = 50.0, .claimants_full = 1.0},
};

static sl_arrangement_t quoted(void)
{
  return (sl_arrangement_t){
      .name = name,
      .kind = sl_arrangement_kind("aso"),
      .has_specific = true,
      .specific = {.deductible = 50.0, .coinsurance = 1.0, .maximum = INFINITY},
      .specific_premium = {.kind = SL_PREMIUM_AMOUNT,
                           .amount = 25.0,
                           .per = SL_PER_YEAR,
                           .carrier_loss_ratio = 0.7},
      .has_aggregate = true,
      .aggregate = {.attachment = 100.0, .maximum = INFINITY, .carrier_corridor = 1.25},
      .budget = {SL_BUDGET_AMOUNT, 1.0},
  };
}

static sl_price_t exhibit_of(const sl_arrangement_t *arrangement)
{
  sl_price_t price;
  CU_ASSERT_EQUAL(sl_arrangement_price(arrangement, &enrolment, trials, 4, &price, NULL), SL_OK);
  sl_exhibit_settle(arrangement, &enrolment, trials, 4, &price);
  return price;
}

/* 20 / 25, and the error of a mean of 4: variance (400 + 100 + 0 + 900) / 3 over 4, by 25.
 * 100 / 90 with 100 / 90^2 x sqrt((900 + 100 + 100 + 900) / 3 / 4). */
static void ratios_to_a_quote_have_the_error_of_their_mean(void)
{
  const sl_arrangement_t arrangement = quoted();
  const sl_price_t price = exhibit_of(&arrangement);
  SL_ASSERT_CLOSE(price.specific_loss_ratio.value, 0.8, 1e-14);
  SL_ASSERT_CLOSE(price.specific_loss_ratio.standard_error, sqrt(1400.0 / 12.0) / 25.0, 1e-14);
  SL_ASSERT_CLOSE(price.attachment_ratio.value, 100.0 / 90.0, 1e-14);
  SL_ASSERT_CLOSE(price.attachment_ratio.standard_error, sqrt(2000.0 / 12.0) * 100.0 / 8100.0,
                  1e-14);
}

/* Whatever the trials: the premium is the mean / 0.8, the attachment 1.25 x the mean. */
static void a_ratio_that_made_the_price_has_none(void)
{
  sl_arrangement_t arrangement = quoted();
  arrangement.specific_premium = (sl_premium_t){.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = 0.8};
  arrangement.aggregate.kind = SL_ATTACHMENT_CORRIDOR;
  arrangement.aggregate.corridor = 1.25;
  const sl_price_t price = exhibit_of(&arrangement);
  SL_ASSERT_CLOSE(price.specific_loss_ratio.value, 0.8, 1e-14);
  CU_ASSERT_EQUAL(price.specific_loss_ratio.standard_error, 0.0);
  SL_ASSERT_CLOSE(price.attachment_ratio.value, 1.25, 1e-14);
  CU_ASSERT_EQUAL(price.attachment_ratio.standard_error, 0.0);
  CU_ASSERT(isnan(price.implied_specific) && isnan(price.implied_eligible));
}

/* 100 / 1.25 = 80; 25 x 0.7 = 17.5; a minimum of 130 is no expectation. Insured: 132 x 0.85. */
static void a_quote_implies_the_carriers_expectation(void)
{
  sl_arrangement_t arrangement = quoted();
  SL_ASSERT_CLOSE(exhibit_of(&arrangement).implied_eligible, 80.0, 1e-14);
  SL_ASSERT_CLOSE(exhibit_of(&arrangement).implied_specific, 17.5, 1e-14);
  arrangement.aggregate.minimum = 130.0;
  SL_ASSERT_CLOSE(exhibit_of(&arrangement).implied_eligible, 80.0, 1e-14);
  SL_ASSERT_CLOSE(exhibit_of(&arrangement).attachment_ratio.value, 130.0 / 90.0, 1e-14);
  arrangement = (sl_arrangement_t){.name = name,
                                   .kind = sl_arrangement_kind("fully_insured"),
                                   .premium = {.kind = SL_PREMIUM_AMOUNT,
                                               .amount = 132.0,
                                               .per = SL_PER_YEAR,
                                               .carrier_loss_ratio = 0.85},
                                   .budget = {SL_BUDGET_AMOUNT, 1.0}};
  const sl_price_t price = exhibit_of(&arrangement);
  SL_ASSERT_CLOSE(price.implied_insured, 112.2, 1e-14);
  /* plan paid 110 on average, variance (2500 + 400 + 100 + 3600) / 3 over 4 */
  SL_ASSERT_CLOSE(price.premium_multiple.value, 1.2, 1e-14);
  SL_ASSERT_CLOSE(price.premium_multiple.standard_error, 1.2 * sqrt(6600.0 / 12.0) / 110.0, 1e-14);
}

SL_SUITE(exhibit, "unit/exhibit",
         {"ratios to a quote have the error of their mean",
          ratios_to_a_quote_have_the_error_of_their_mean},
         {"a ratio that made the price has none", a_ratio_that_made_the_price_has_none},
         {"a quote implies the carrier's expectation", a_quote_implies_the_carriers_expectation});
