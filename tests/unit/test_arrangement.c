/* Fees, premiums, budgets and costs, by hand. */
#include "models/funding/arrangement.h"
#include "models/funding/cost.h"
#include "models/funding/pricing.h"
#include "tests/support/harness.h"

static char name[] = "of no account here";

/* 10 contracts for 12 months (6 employee, 4 family), 24 members, a plan year of 12 months */
static const sl_enrolment_t enrolment = {
    .employees = 10.0,
    .members = 24.0,
    .employee_months = 120.0,
    .member_months = 288.0,
    .tier_months = {[SL_TIER_EMPLOYEE] = 72.0, [SL_TIER_FAMILY] = 48.0},
    .tier_first_month = {[SL_TIER_EMPLOYEE] = 6.0, [SL_TIER_FAMILY] = 4.0},
    .payroll = 600000.0,
    .plan_months = 12.0,
};

/* Four pricing trials: plan paid 100,000 / 140,000 / 180,000 / 60,000, mean 120,000. */
static const sl_trial_claims_t trials[] = {
    {.plan_paid = 100000.0, .claims = 50.0, .excess = 0.0, .eligible = 100000.0},
    {.plan_paid = 140000.0, .claims = 60.0, .excess = 20000.0, .eligible = 120000.0},
    {.plan_paid = 180000.0, .claims = 70.0, .excess = 60000.0, .eligible = 120000.0},
    {.plan_paid = 60000.0, .claims = 40.0, .excess = 0.0, .eligible = 60000.0},
};
enum { TRIALS = sizeof trials / sizeof trials[0] };

static sl_arrangement_t self_funded(void)
{
  return (sl_arrangement_t){
      .name = name,
      .kind = sl_arrangement_kind("aso"),
      .has_specific = true,
      .specific = {.deductible = 50000.0, .coinsurance = 1.0, .maximum = INFINITY},
      .has_aggregate = true,
      .aggregate = {.kind = SL_ATTACHMENT_AMOUNT, .attachment = 110000.0, .maximum = INFINITY},
  };
}

static sl_price_t price_of(const sl_arrangement_t *arrangement)
{
  sl_price_t price;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(
      sl_arrangement_price(arrangement, &enrolment, trials, TRIALS, &price, &error), SL_OK);
  return price;
}

static void units_of_every_fixed_per(void)
{
  /* 120 contract-months are 10 certificates; 288 member-months are 24 persons */
  const double expected[] = {120.0, 288.0, 10.0, 24.0, 10.0, 24.0, 12.0, 1.0, 600000.0};
  for (int per = 0; per < SL_PER_PAID_CLAIMS; per++) {
    CU_ASSERT_EQUAL(sl_per_units((sl_per_t)per, &enrolment), expected[per]);
  }
}

/* 38 x 120 + 5 x 288 + 100 x 10 + 7 x 24 + 50 x 12 + 1,000 - 25 x 120 = 5,768;
 * + 2% of 140,000 = 2,800; + 1.5 x 60 claims = 90; + 0.1% of payroll of 600,000 = 600;
 * + 5% commission on premiums of 10,000 = 500; + 4 x 10 certificates + 3 x 24 persons = 112: 9,870
 */
static void fees_of_every_per(void)
{
  sl_fee_t fees[] = {{.name = name, .amount = 38.0, .per = SL_PER_EMPLOYEE_MONTH},
                     {.name = name, .amount = 5.0, .per = SL_PER_MEMBER_MONTH},
                     {.name = name, .amount = 100.0, .per = SL_PER_EMPLOYEE_YEAR},
                     {.name = name, .amount = 7.0, .per = SL_PER_MEMBER_YEAR},
                     {.name = name, .amount = 50.0, .per = SL_PER_MONTH},
                     {.name = name, .amount = 1000.0, .per = SL_PER_YEAR},
                     {.name = name, .amount = -25.0, .per = SL_PER_EMPLOYEE_MONTH},
                     {.name = name, .amount = 0.02, .per = SL_PER_PAID_CLAIMS},
                     {.name = name, .amount = 1.5, .per = SL_PER_CLAIM},
                     {.name = name, .amount = 0.001, .per = SL_PER_PAYROLL},
                     {.name = name, .amount = 0.05, .per = SL_PER_PREMIUM},
                     {.name = name, .amount = 4.0, .per = SL_PER_CERTIFICATE},
                     {.name = name, .amount = 3.0, .per = SL_PER_PERSON}};
  sl_arrangement_t arrangement = self_funded();
  arrangement.fees = fees;
  arrangement.n_fees = sizeof fees / sizeof fees[0];
  SL_ASSERT_CLOSE(sl_fees_at(&arrangement, &enrolment, 140000.0, 60.0, 10000.0).all, 9870.0, 1e-14);
}

/* By tier: 72 x 4.90 + 48 x 12.15 = 352.80 + 583.20 = 936; 38 x 120 = 4,560; a commission of 10% of
 * premiums of 17,400 = 1,740: together 7,236. Taxed as premium: 2% of (17,400 + 936) = 366.72; as
 * fees: 13% of (4,560 + 1,740) = 819: together 1,185.72. */
static void a_fee_by_tier_may_be_taxed_as_premium(void)
{
  sl_fee_t fees[] = {{.name = name, .amount = 38.0, .per = SL_PER_EMPLOYEE_MONTH},
                     {.name = name,
                      .by_tier = true,
                      .tier = {[SL_TIER_EMPLOYEE] = 4.9,
                               [SL_TIER_EMPLOYEE_SPOUSE] = NAN, /* nobody is in it */
                               [SL_TIER_FAMILY] = 12.15},
                      .taxed_as_premium = true},
                     {.name = name, .amount = 0.1, .per = SL_PER_PREMIUM}};
  sl_tax_t taxes[] = {{name, 0.02, SL_TAX_ON_PREMIUM, false}, {name, 0.13, SL_TAX_ON_FEES, false}};
  sl_arrangement_t arrangement = self_funded();
  arrangement.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 145.0, .per = SL_PER_EMPLOYEE_MONTH};
  arrangement.fees = fees;
  arrangement.n_fees = 3;
  arrangement.taxes = taxes;
  arrangement.n_taxes = 2;
  const sl_price_t price = price_of(&arrangement);
  const sl_charges_t charges = sl_arrangement_charges(&arrangement, &enrolment, &price, 0.0, 0.0);
  SL_ASSERT_CLOSE(charges.fees, 7236.0, 1e-14);
  SL_ASSERT_CLOSE(charges.premiums, 17400.0, 1e-14);
  SL_ASSERT_CLOSE(charges.taxes, 1185.72, 1e-14);
  /* aggregate attachment 110,000, no fee or tax on claims */
  SL_ASSERT_CLOSE(price.maximum_cost.value, 110000.0 + 17400.0 + 7236.0 + 1185.72, 1e-14);
  sl_trial_cost_t cost = sl_arrangement_cost(&arrangement, &enrolment, &price, &trials[0]);
  SL_ASSERT_CLOSE(cost.cost, 100000.0 + 17400.0 + 7236.0 + 1185.72, 1e-14);
}

static void quoted_premiums(void)
{
  sl_arrangement_t arrangement = self_funded();
  arrangement.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 145.0, .per = SL_PER_EMPLOYEE_MONTH};
  arrangement.aggregate_premium = (sl_premium_t){
      .kind = SL_PREMIUM_TIERS, .tier = {5.0, NAN, NAN, 12.0}}; /* 72 x 5 + 48 x 12 = 936 */
  const sl_price_t price = price_of(&arrangement);
  CU_ASSERT_EQUAL(price.specific_premium.value, 17400.0);
  CU_ASSERT_EQUAL(price.specific_premium.standard_error, 0.0);
  CU_ASSERT_EQUAL(price.aggregate_premium.value, 936.0);
}

/* Specific reimbursements 0, 20,000, 60,000, 0: mean 20,000, at 80% loss ratio 25,000.
 * Aggregate above 110,000: 0, 10,000, 10,000, 0: mean 5,000, at 50% 10,000. */
static void premiums_from_a_loss_ratio(void)
{
  sl_arrangement_t arrangement = self_funded();
  arrangement.specific_premium = (sl_premium_t){.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = 0.8};
  arrangement.aggregate_premium = (sl_premium_t){.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = 0.5};
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&arrangement));
  const sl_price_t price = price_of(&arrangement);
  CU_ASSERT_EQUAL(price.expected_specific.value, 20000.0);
  CU_ASSERT_EQUAL(price.specific_premium.value, 25000.0);
  /* sample variance of 0, 20, 60, 0 (thousands) is 2,400/3 = 800: SE sqrt(200), over 0.8 */
  SL_ASSERT_CLOSE(price.specific_premium.standard_error, 1000.0 * sqrt(200.0) / 0.8, 1e-14);
  CU_ASSERT_EQUAL(price.expected_aggregate.value, 5000.0);
  CU_ASSERT_EQUAL(price.aggregate_premium.value, 10000.0);
}

/* Eligible 100, 120, 120, 60 thousand: mean 100,000; corridor 1.1: 110,000. */
static void a_corridor_rests_on_expected_eligible(void)
{
  sl_arrangement_t arrangement = self_funded();
  arrangement.aggregate =
      (sl_aggregate_t){.kind = SL_ATTACHMENT_CORRIDOR, .corridor = 1.1, .maximum = INFINITY};
  sl_price_t price = price_of(&arrangement);
  SL_ASSERT_CLOSE(price.attachment.value, 110000.0, 1e-15);
  SL_ASSERT_CLOSE(price.attachment.standard_error, 1.1 * price.expected_eligible.standard_error,
                  1e-15);
  arrangement.aggregate.minimum = 115000.0; /* an amount: no longer an estimate */
  price = price_of(&arrangement);
  CU_ASSERT_EQUAL(price.attachment.value, 115000.0);
  CU_ASSERT_EQUAL(price.attachment.standard_error, 0.0);
}

/* Trial 2: 180,000 - 60,000 specific - 10,000 aggregate = 110,000 retained; premium 1,000 a year;
 * budget 100,000: deficit 11,000. Trial 3: 60,000 + 1,000: surplus 39,000. */
static void a_trials_cost_deficit_and_surplus(void)
{
  sl_arrangement_t arrangement = self_funded();
  arrangement.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 1000.0, .per = SL_PER_YEAR};
  arrangement.budget = (sl_budget_t){SL_BUDGET_AMOUNT, 100000.0};
  CU_ASSERT_FALSE(sl_arrangement_needs_pricing(&arrangement));
  const sl_price_t price = price_of(&arrangement);
  sl_trial_cost_t cost = sl_arrangement_cost(&arrangement, &enrolment, &price, &trials[2]);
  CU_ASSERT_EQUAL(cost.specific_reimbursement, 60000.0);
  CU_ASSERT_EQUAL(cost.aggregate_reimbursement, 10000.0);
  CU_ASSERT_EQUAL(cost.retained_claims, 110000.0);
  CU_ASSERT_EQUAL(cost.cost, 111000.0);
  CU_ASSERT_EQUAL(cost.deficit, 11000.0);
  CU_ASSERT_EQUAL(cost.surplus, 0.0);
  cost = sl_arrangement_cost(&arrangement, &enrolment, &price, &trials[3]);
  CU_ASSERT_EQUAL(cost.deficit, 0.0);
  CU_ASSERT_EQUAL(cost.surplus, 39000.0);
}

static void half_a_cent_is_no_deficit(void)
{
  sl_arrangement_t arrangement = self_funded();
  arrangement.budget = (sl_budget_t){SL_BUDGET_AMOUNT, 99999.996};
  sl_price_t price = price_of(&arrangement);
  sl_trial_cost_t cost = sl_arrangement_cost(&arrangement, &enrolment, &price, &trials[0]);
  CU_ASSERT_EQUAL(cost.deficit, 0.0);
  arrangement.budget.value = 99999.99;
  price = price_of(&arrangement);
  cost = sl_arrangement_cost(&arrangement, &enrolment, &price, &trials[0]);
  SL_ASSERT_CLOSE(cost.deficit, 0.01, 1e-9);
}

/* Retained in the four trials: 100, 110, 110, 60 thousand: mean 95,000. Sorted 60, 100, 110, 110:
 * the 75% quantile of type 7 is at 0.75 x 3 = 2.25: 110,000. */
static void budgets_of_every_form(void)
{
  sl_arrangement_t arrangement = self_funded();
  sl_price_t price = price_of(&arrangement);
  CU_ASSERT_EQUAL(price.expected_cost.value, 95000.0);
  CU_ASSERT_EQUAL(price.budget.value, 95000.0);
  arrangement.budget = (sl_budget_t){SL_BUDGET_OF_EXPECTED, 1.05};
  SL_ASSERT_CLOSE(price_of(&arrangement).budget.value, 99750.0, 1e-15);
  arrangement.budget = (sl_budget_t){SL_BUDGET_QUANTILE, 0.75};
  CU_ASSERT_EQUAL(price_of(&arrangement).budget.value, 110000.0);
  arrangement.budget = (sl_budget_t){SL_BUDGET_AMOUNT, 123.0};
  CU_ASSERT_EQUAL(price_of(&arrangement).budget.value, 123.0);
}

/* attachment 110,000 + aggregating 15,000 + laser (80,000 - 50,000) = 155,000;
 * fees 10 x 120 + 2% of 155,000 = 4,300; premium 1,000: 160,300 */
static void maximum_cost_by_contract(void)
{
  sl_laser_t laser = {.row = 1, .deductible = 80000.0};
  sl_fee_t fees[] = {{.name = name, .amount = 10.0, .per = SL_PER_EMPLOYEE_MONTH},
                     {.name = name, .amount = 0.02, .per = SL_PER_PAID_CLAIMS}};
  sl_arrangement_t arrangement = self_funded();
  arrangement.fees = fees;
  arrangement.n_fees = 2;
  arrangement.specific.lasers = &laser;
  arrangement.specific.n_lasers = 1;
  arrangement.specific.aggregating_deductible = 15000.0;
  arrangement.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 1000.0, .per = SL_PER_YEAR};
  SL_ASSERT_CLOSE(price_of(&arrangement).maximum_cost.value, 160300.0, 1e-15);
  laser = (sl_laser_t){.row = 1, .deductible = INFINITY, .excluded = true};
  /* without her laser: 160,300 less 15,000 ... and its 2% */
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by,
                  1U << SL_BEYOND_EXCLUSION | 1U << SL_BEYOND_CHARGES);
}

/* Such a laser lowers what is retained of that person only: where the others alone fill the
 * attachment of 110,000, the year comes to that still. */
static void a_laser_below_the_deductible_leaves_the_maximum(void)
{
  sl_laser_t laser = {.row = 1, .deductible = 30000.0};
  sl_arrangement_t arrangement = self_funded();
  arrangement.specific.lasers = &laser;
  arrangement.specific.n_lasers = 1;
  CU_ASSERT_EQUAL(price_of(&arrangement).maximum_cost.value, 110000.0);
}

/* 110,000 + 1.5 x the mean of 50, 60, 70 and 40 claims = 110,082.50 */
static void fees_per_claim_enter_the_maximum_at_their_expected_number(void)
{
  sl_fee_t fee = {.name = name, .amount = 1.5, .per = SL_PER_CLAIM};
  sl_arrangement_t arrangement = self_funded();
  arrangement.fees = &fee;
  arrangement.n_fees = 1;
  arrangement.budget = (sl_budget_t){SL_BUDGET_AMOUNT, 1.0};
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&arrangement));
  CU_ASSERT_EQUAL(price_of(&arrangement).maximum_cost.value, 110082.5);
}

/* The attachment of 110,000 stays the maximum inside the contracts, below 24 persons x 50,000. */
static void what_a_cover_leaves_is_a_reason_beside_the_maximum(void)
{
  sl_arrangement_t arrangement = self_funded();
  arrangement.specific.coinsurance = 0.9;
  CU_ASSERT_EQUAL(price_of(&arrangement).maximum_cost.value, 110000.0);
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by, 1U << SL_BEYOND_COINSURANCE);
  arrangement = self_funded();
  arrangement.specific.maximum = 1e6;
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by, 1U << SL_BEYOND_PERSON_MAXIMUM);
  arrangement = self_funded();
  arrangement.aggregate.maximum = 1e6;
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by, 1U << SL_BEYOND_AGGREGATE_MAXIMUM);
  arrangement = self_funded();
  arrangement.has_aggregate = false;
  CU_ASSERT_EQUAL(price_of(&arrangement).maximum_cost.value, 24.0 * 50000.0);
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by, 0);
  CU_ASSERT_TRUE(isnan(price_of(&arrangement).attachment.value));
  arrangement.has_specific = false;
  CU_ASSERT_EQUAL(price_of(&arrangement).maximum_cost.value, INFINITY);
}

/* 72 x 812 + 48 x 2,320 = 169,824, whatever the claims. */
static void a_flat_premium_costs_the_same_in_every_trial(void)
{
  sl_arrangement_t arrangement = {
      .name = name,
      .kind = sl_arrangement_kind("fully_insured"),
      .premium = {.kind = SL_PREMIUM_TIERS, .tier = {812.0, NAN, NAN, 2320.0}},
  };
  sl_price_t price;
  CU_ASSERT_FALSE(sl_arrangement_needs_pricing(&arrangement));
  CU_ASSERT_EQUAL(sl_arrangement_price(&arrangement, &enrolment, NULL, 0, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL(price.budget.value, 169824.0);
  CU_ASSERT_EQUAL(price.maximum_cost.value, 169824.0);
  CU_ASSERT_EQUAL(price_of(&arrangement).expected_cost.value, 169824.0);
  CU_ASSERT_EQUAL(price_of(&arrangement).expected_cost.standard_error, 0.0);
  const sl_trial_cost_t cost = sl_arrangement_cost(&arrangement, &enrolment, &price, &trials[2]);
  CU_ASSERT_EQUAL(cost.cost, 169824.0);
  CU_ASSERT_EQUAL(cost.insured_claims, 180000.0);
  CU_ASSERT_EQUAL(cost.retained_claims, 0.0);
  CU_ASSERT_EQUAL(cost.deficit + cost.surplus, 0.0);
}

/* Expected plan paid 120,000 at 85%: 141,176.47... */
static void an_insured_premium_from_a_loss_ratio(void)
{
  const sl_arrangement_t arrangement = {
      .name = name,
      .kind = sl_arrangement_kind("fully_insured"),
      .premium = {.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = 0.85},
  };
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&arrangement));
  SL_ASSERT_CLOSE(price_of(&arrangement).insured_premium.value, 120000.0 / 0.85, 1e-15);
}

static void pricing_without_trials_is_refused_where_prices_need_them(void)
{
  const sl_arrangement_t arrangement = self_funded();
  sl_price_t price;
  sl_error_t error;
  CU_ASSERT_EQUAL(sl_arrangement_price(&arrangement, &enrolment, NULL, 0, &price, &error),
                  SL_ERR_ARGUMENT);
}

SL_SUITE(arrangement, "unit/arrangement", {"units of every fixed per", units_of_every_fixed_per},
         {"fees of every per", fees_of_every_per},
         {"a fee by tier may be taxed as premium", a_fee_by_tier_may_be_taxed_as_premium},
         {"quoted premiums", quoted_premiums},
         {"premiums from a loss ratio", premiums_from_a_loss_ratio},
         {"a corridor rests on expected eligible", a_corridor_rests_on_expected_eligible},
         {"a trial's cost, deficit and surplus", a_trials_cost_deficit_and_surplus},
         {"half a cent is no deficit", half_a_cent_is_no_deficit},
         {"budgets of every form", budgets_of_every_form},
         {"maximum cost by contract", maximum_cost_by_contract},
         {"fees per claim enter the maximum at their expected number",
          fees_per_claim_enter_the_maximum_at_their_expected_number},
         {"a laser below the deductible leaves the maximum",
          a_laser_below_the_deductible_leaves_the_maximum},
         {"what a cover leaves is a reason beside the maximum",
          what_a_cover_leaves_is_a_reason_beside_the_maximum},
         {"a flat premium costs the same in every trial",
          a_flat_premium_costs_the_same_in_every_trial},
         {"an insured premium from a loss ratio", an_insured_premium_from_a_loss_ratio},
         {"pricing without trials is refused where prices need them",
          pricing_without_trials_is_refused_where_prices_need_them});
