/* Prices that rest on expected claims, maximum cost and the underwriter's exhibit: by hand. */
#include "models/funding/exhibit.h"
#include "models/funding/price.h"
#include "models/funding/pricing.h"
#include "models/funding/uncovered.h"
#include "tests/support/harness.h"

static char name[] = "of no account here";

static const sl_enrolment_t enrolment = {
    .employees = 10.0,
    .members = 24.0,
    .employee_months = 120.0,
    .member_months = 288.0, /* 24 life-years */
    .tier_months = {[SL_TIER_EMPLOYEE] = 72.0, [SL_TIER_FAMILY] = 48.0},
    .payroll = 600000.0,
    .age_rated_units = 400.0,
    .plan_months = 12.0,
};

/* Means: plan paid 120,000, insured 10,000, excess 20,000, eligible 90,000, captive 5,000,
 * terminal excess 24,000, claimants 1.5 and 0.5, claims 55. */
static const sl_trial_claims_t trials[] = {
    {.plan_paid = 100000.0,
     .insured = 4000.0,
     .claims = 50.0,
     .eligible = 96000.0,
     .terminal_excess = 4000.0,
     .claimants_half = 1.0},
    {.plan_paid = 140000.0,
     .insured = 16000.0,
     .claims = 60.0,
     .excess = 20000.0,
     .eligible = 100000.0,
     .captive = 4000.0,
     .terminal_excess = 28000.0,
     .claimants_half = 2.0,
     .claimants_full = 1.0},
    {.plan_paid = 180000.0,
     .insured = 10000.0,
     .claims = 70.0,
     .excess = 60000.0,
     .eligible = 104000.0,
     .captive = 16000.0,
     .terminal_excess = 64000.0,
     .claimants_half = 3.0,
     .claimants_full = 1.0},
    {.plan_paid = 60000.0, .insured = 10000.0, .claims = 40.0, .eligible = 60000.0},
};
enum { TRIALS = sizeof trials / sizeof trials[0] };

static sl_premium_t yearly(double amount)
{
  return (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = amount, .per = SL_PER_YEAR};
}

static sl_premium_t at_loss_ratio(double loss_ratio)
{
  return (sl_premium_t){.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = loss_ratio};
}

static sl_arrangement_t of_kind(const char *kind)
{
  return (sl_arrangement_t){
      .name = name,
      .kind = sl_arrangement_kind(kind),
      .specific = {.deductible = 50000.0, .coinsurance = 1.0, .maximum = INFINITY},
      .aggregate = {.kind = SL_ATTACHMENT_AMOUNT, .attachment = 95000.0, .maximum = INFINITY},
  };
}

static sl_arrangement_t with_both_covers(const char *kind)
{
  sl_arrangement_t arrangement = of_kind(kind);
  arrangement.has_specific = arrangement.has_aggregate = true;
  return arrangement;
}

static sl_price_t price_of(const sl_arrangement_t *arrangement)
{
  sl_price_t price;
  CU_ASSERT_EQUAL_FATAL(sl_arrangement_price(arrangement, &enrolment, trials, TRIALS, &price, NULL),
                        SL_OK);
  return price;
}

/* ---- premiums ---- */

/* Captive layer: mean of 0, 4, 16, 0 thousand = 5,000, at 50%: 10,000. Insured line: 10,000 at 80%:
 * 12,500. Terminal option of the specific: 4, 8, 4, 0 thousand more than in the contract: mean
 * 4,000, at 80%: 5,000. */
static void loss_ratios_of_every_cover(void)
{
  sl_insured_line_t line = {.premium = at_loss_ratio(0.8)};
  sl_arrangement_t arrangement = with_both_covers("captive");
  arrangement.has_aggregate = false;
  arrangement.has_captive = true;
  arrangement.captive = (sl_captive_t){
      .limit = 100000.0, .premium = at_loss_ratio(0.5), .assessment_maximum = INFINITY};
  arrangement.insured_lines = &line;
  arrangement.n_insured_lines = 1;
  arrangement.specific.terminal_months = 3;
  arrangement.specific_terminal_premium = at_loss_ratio(0.8);
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&arrangement));
  const sl_price_t price = price_of(&arrangement);
  SL_ASSERT_CLOSE(price.captive_premium.value, 10000.0, 1e-15);
  /* squares of the differences from 5: 25 + 1 + 121 + 25 = 172; SE sqrt(172 / 3 / 4) thousand */
  SL_ASSERT_CLOSE(price.captive_premium.standard_error, 1000.0 * sqrt(172.0 / 12.0) / 0.5, 1e-14);
  SL_ASSERT_CLOSE(price.insured_lines_premium.value, 12500.0, 1e-15);
  /* 4, 16, 10, 10 around 10: 72; SE sqrt(72 / 12) thousand */
  SL_ASSERT_CLOSE(price.insured_lines_premium.standard_error, 1000.0 * sqrt(6.0) / 0.8, 1e-14);
  SL_ASSERT_CLOSE(price.terminal_premium.value, 5000.0, 1e-15);
  SL_ASSERT_CLOSE(sl_price_premiums(&price), 27500.0, 1e-15);
}

/* With a budget of an amount nothing else asks for the pricing pass. */
static void a_terminal_loss_ratio_asks_for_pricing(void)
{
  sl_arrangement_t arrangement = {.kind = sl_arrangement_kind("aso"),
                                  .has_specific = true,
                                  .specific = {.deductible = 1.0, .terminal_months = 3},
                                  .budget = {SL_BUDGET_AMOUNT, 1.0}};
  CU_ASSERT_FALSE(sl_arrangement_needs_pricing(&arrangement));
  arrangement.specific_terminal_premium = at_loss_ratio(0.8);
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&arrangement));
  arrangement.specific_terminal_premium.kind = SL_PREMIUM_NONE;
  arrangement.aggregate_terminal_premium = at_loss_ratio(0.8);
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&arrangement));
}

/* The specific's option adds 28,000 - 20,000, at 80%: 10,000; the aggregate's 110,000 - 100,000, at
 * 50%: 20,000. Each is priced on its own. */
static void both_terminal_options(void)
{
  const sl_trial_claims_t trial = {.plan_paid = 120000.0,
                                   .excess = 20000.0,
                                   .eligible = 100000.0,
                                   .terminal_excess = 28000.0,
                                   .terminal_eligible = 110000.0};
  sl_arrangement_t arrangement = with_both_covers("aso");
  sl_price_t price;
  arrangement.specific.terminal_months = arrangement.aggregate.terminal_months = 3;
  arrangement.specific_terminal_premium = at_loss_ratio(0.8);
  arrangement.aggregate_terminal_premium = at_loss_ratio(0.5);
  CU_ASSERT_EQUAL(sl_arrangement_price(&arrangement, &enrolment, &trial, 1, &price, NULL), SL_OK);
  SL_ASSERT_CLOSE(price.terminal_premium.value, 30000.0, 1e-15);
}

/* The aggregate pays 1, 5, 9, 0 thousand above 95,000 with no premium of its own: mean 3,750, at
 * 75% 5,000. The specific, mean 20,000, has none either: 23,750 / 0.75; with its own, 5,000 again.
 */
static void a_minimum_premium_pays_for_the_covers_without_a_premium(void)
{
  sl_arrangement_t arrangement = with_both_covers("minimum_premium");
  arrangement.premium = at_loss_ratio(0.75);
  SL_ASSERT_CLOSE(price_of(&arrangement).insured_premium.value, 23750.0 / 0.75, 1e-15);
  arrangement.specific_premium = yearly(30000.0);
  SL_ASSERT_CLOSE(price_of(&arrangement).insured_premium.value, 5000.0, 1e-15);
}

/* 150 a month at age 21 x 400 = 60,000, with no need of claims */
static void age_rated(void)
{
  sl_arrangement_t arrangement = of_kind("fully_insured");
  arrangement.premium = (sl_premium_t){.kind = SL_PREMIUM_AGE_RATED, .age_rated = 150.0};
  CU_ASSERT_FALSE(sl_arrangement_needs_pricing(&arrangement));
  CU_ASSERT_EQUAL(price_of(&arrangement).insured_premium.value, 60000.0);
}

/* Pooled at 50,000: below it 90,000 and above it 20,000 by the model. Experience 60,000 in 16 of 64
 * life-years for full credibility: Z 0.5; 60,000 / 16 x 24 = 90,000 x 1.1 = 99,000.
 * (0.5 x 99,000 + 0.5 x 90,000 + 20,000) / 0.8 = 114,500 / 0.8 = 143,125.
 * By trial (49,500 + eligible / 2 + excess) / 0.8: 97.5, 119.5, 161.5, 79.5 thousand over 0.8, mean
 * 114.5; squares of the differences 289 + 25 + 2,209 + 1,225 = 3,748: SE = sqrt(3,748 / 3 / 4) /
 * 0.8 thousand. */
static void built_up(void)
{
  sl_arrangement_t arrangement = of_kind("fully_insured");
  arrangement.has_pooling = true;
  arrangement.pooling = arrangement.specific;
  arrangement.premium = (sl_premium_t){.kind = SL_PREMIUM_BUILT_UP,
                                       .build_up = {.pooling_point = 50000.0,
                                                    .manual_claims = NAN,
                                                    .experience_claims = 60000.0,
                                                    .experience_years = 16.0,
                                                    .experience_trend = 1.1,
                                                    .full_credibility = 64.0,
                                                    .pooling_charge = NAN,
                                                    .administration = 0.1,
                                                    .commission = 0.04,
                                                    .profit = 0.04,
                                                    .tax = 0.02}};
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&arrangement));
  sl_price_t price = price_of(&arrangement);
  SL_ASSERT_CLOSE(price.insured_premium.value, 143125.0, 1e-14);
  SL_ASSERT_CLOSE(price.insured_premium.standard_error, 1000.0 * sqrt(3748.0 / 12.0) / 0.8, 1e-14);
  CU_ASSERT_EQUAL(price.build_up.credibility, 0.5);
  CU_ASSERT_EQUAL(price.build_up.premium, price.insured_premium.value);
  arrangement.premium.build_up.manual_claims = 80000.0;
  arrangement.premium.build_up.pooling_charge = 25000.0;
  CU_ASSERT_FALSE(sl_arrangement_needs_pricing(&arrangement));
  price = price_of(&arrangement); /* (49,500 + 40,000 + 25,000) / 0.8: as given, so exact */
  SL_ASSERT_CLOSE(price.insured_premium.value, 143125.0, 1e-14);
  CU_ASSERT_EQUAL(price.insured_premium.standard_error, 0.0);
  CU_ASSERT_TRUE(
      isnan(price_of(&(sl_arrangement_t){.kind = sl_arrangement_kind("aso")}).build_up.premium));
}

/* Excess 20,000 expected above the pooling point, at 80%: 25,000. */
static void a_pooling_charge_from_a_loss_ratio(void)
{
  sl_arrangement_t arrangement = of_kind("refund_accounting");
  arrangement.premium = yearly(150000.0);
  arrangement.has_pooling = true;
  arrangement.pooling = arrangement.specific;
  arrangement.pooling_charge = at_loss_ratio(0.8);
  const sl_price_t price = price_of(&arrangement);
  CU_ASSERT_EQUAL(price.pooling_charge.value, 25000.0);
  CU_ASSERT_EQUAL(sl_price_premiums(&price), 150000.0); /* the charge is inside */
  /* Surplus by trial 150,000 - 25,000 - eligible: 29, 25, 21, 65 thousand, all returned: mean
   * 35,000 of 150,000. */
  SL_ASSERT_CLOSE(price.expected_cost.value, 115000.0, 1e-15);
}

/* Fund 1.25 x 90,000 = 112,500; no charges: 9,375 a month. */
static void a_claims_fund_may_be_a_corridor(void)
{
  sl_arrangement_t arrangement = with_both_covers("level_funded");
  arrangement.aggregate =
      (sl_aggregate_t){.kind = SL_ATTACHMENT_CORRIDOR, .corridor = 1.25, .maximum = INFINITY};
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&arrangement));
  const sl_price_t price = price_of(&arrangement);
  SL_ASSERT_CLOSE(price.claims_fund.value, 112500.0, 1e-15);
  SL_ASSERT_CLOSE(price.level_payment.value, 9375.0, 1e-15);
}

/* ---- expected cost and budget ---- */

/* Retained by trial: plan paid - excess - max(0, eligible - 95,000): 99, 115, 111, 60 thousand:
 * mean 96,250. Premiums 10,000; commission 5% = 500; fee 1% of 120,000 on average = 1,200; taxes 3%
 * of 10,000 and of 120,000 = 3,900. Expected 111,850; 1.1 of it 123,035. */
static void taxes_and_commission_are_in_the_budget(void)
{
  sl_fee_t fees[] = {{.name = name, .amount = 0.05, .per = SL_PER_PREMIUM},
                     {.name = name, .amount = 0.01, .per = SL_PER_PAID_CLAIMS}};
  sl_tax_t tax = {name, 0.03, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS, false};
  sl_arrangement_t arrangement = with_both_covers("aso");
  arrangement.fees = fees;
  arrangement.n_fees = 2;
  arrangement.taxes = &tax;
  arrangement.n_taxes = 1;
  arrangement.specific_premium = yearly(10000.0);
  arrangement.budget = (sl_budget_t){SL_BUDGET_OF_EXPECTED, 1.1};
  static sl_trial_claims_t uninsured[TRIALS];
  for (size_t t = 0; t < TRIALS; t++) {
    uninsured[t] = trials[t];
    uninsured[t].insured = 0.0;
  }
  sl_price_t price;
  CU_ASSERT_EQUAL(sl_arrangement_price(&arrangement, &enrolment, uninsured, TRIALS, &price, NULL),
                  SL_OK);
  SL_ASSERT_CLOSE(price.expected_cost.value, 111850.0, 1e-14);
  SL_ASSERT_CLOSE(price.budget.value, 123035.0, 1e-14);
}

static void what_needs_the_pricing_pass(void)
{
  sl_tax_t on_premium = {name, 0.02, SL_TAX_ON_PREMIUM, false};
  sl_arrangement_t insured = of_kind("fully_insured");
  insured.premium = yearly(1000.0);
  insured.taxes = &on_premium;
  insured.n_taxes = 1;
  CU_ASSERT_FALSE(sl_arrangement_needs_pricing(&insured));
  on_premium.on =
      SL_TAX_ON_PAID_CLAIMS; /* the cost is random, and the budget is what is expected */
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&insured));
  insured.budget = (sl_budget_t){SL_BUDGET_AMOUNT, 1000.0};
  CU_ASSERT_FALSE(sl_arrangement_needs_pricing(&insured));
  sl_arrangement_t refund = of_kind("refund_accounting");
  refund.premium = yearly(1000.0);
  CU_ASSERT_TRUE(sl_arrangement_needs_pricing(&refund));
  refund.budget = (sl_budget_t){SL_BUDGET_AMOUNT, 1000.0};
  CU_ASSERT_FALSE(sl_arrangement_needs_pricing(&refund));
}

/* 2% of a premium of 10,000 on top: 10,200 in every trial, with no trials at all. */
static void a_cost_without_chance_is_exact(void)
{
  sl_tax_t tax = {name, 0.02, SL_TAX_ON_PREMIUM, false};
  sl_arrangement_t arrangement = of_kind("peo");
  arrangement.premium = yearly(10000.0);
  arrangement.taxes = &tax;
  arrangement.n_taxes = 1;
  sl_price_t price;
  CU_ASSERT_EQUAL(sl_arrangement_price(&arrangement, &enrolment, NULL, 0, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL(price.expected_cost.value, 10200.0);
  CU_ASSERT_EQUAL(price.budget.value, 10200.0);
  CU_ASSERT_EQUAL(price.maximum_cost.value, 10200.0);
}

/* ---- maximum cost ---- */

/* 95,000 retained; premium 1,000; commission 10% = 100; tax 2% of 1,000 + of 95,000 = 1,920:
 * 98,020. The captive may call 7,000 more; without a limit that is a reason beside the maximum;
 * without a share it calls nothing. */
static void maximum_cost_with_taxes_and_an_assessment(void)
{
  sl_fee_t fee = {.name = name, .amount = 0.1, .per = SL_PER_PREMIUM};
  sl_tax_t tax = {name, 0.02, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS, false};
  sl_arrangement_t arrangement = with_both_covers("captive");
  arrangement.fees = &fee;
  arrangement.n_fees = 1;
  arrangement.taxes = &tax;
  arrangement.n_taxes = 1;
  arrangement.specific_premium = yearly(1000.0);
  arrangement.has_captive = true;
  arrangement.captive =
      (sl_captive_t){.limit = 100000.0, .share = 0.5, .assessment_maximum = 7000.0};
  SL_ASSERT_CLOSE(price_of(&arrangement).maximum_cost.value, 98020.0 + 7000.0, 1e-15);
  arrangement.captive.assessment_maximum = INFINITY;
  SL_ASSERT_CLOSE(price_of(&arrangement).maximum_cost.value, 98020.0, 1e-15);
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by,
                  1U << SL_BEYOND_ASSESSMENT | 1U << SL_BEYOND_CHARGES);
  arrangement.captive.share = 0.0;
  SL_ASSERT_CLOSE(price_of(&arrangement).maximum_cost.value, 98020.0, 1e-15);
}

static void maximum_cost_of_kinds_that_insure(void)
{
  sl_tax_t tax = {name, 0.02, SL_TAX_ON_PREMIUM, false};
  sl_arrangement_t arrangement = of_kind("refund_accounting");
  arrangement.premium = yearly(150000.0);
  arrangement.taxes = &tax;
  arrangement.n_taxes = 1;
  CU_ASSERT_EQUAL(price_of(&arrangement).maximum_cost.value, 153000.0); /* no refund at the worst */
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by, 0);
  tax.on = SL_TAX_ON_PAID_CLAIMS;
  CU_ASSERT_EQUAL(price_of(&arrangement).maximum_cost.value, 150000.0);
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by, 1U << SL_BEYOND_CHARGES);
}

/* The attachment stays the bound; what lies outside is a reason beside it. */
static void claims_that_no_contract_holds_are_a_reason(void)
{
  sl_arrangement_t arrangement = with_both_covers("aso");
  CU_ASSERT_EQUAL(price_of(&arrangement).maximum_cost.value, 95000.0);
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by, 0);
  arrangement.leaves = SL_LEAVES_SPECIFIC | SL_LEAVES_AGGREGATE;
  CU_ASSERT_EQUAL(price_of(&arrangement).maximum_cost.value, 95000.0);
  CU_ASSERT_EQUAL(price_of(&arrangement).exceeded_by, 1U << SL_BEYOND_OUTSIDE);
}

static sl_contract_t months(unsigned incurred, unsigned paid)
{
  return (sl_contract_t){
      .kind = SL_CONTRACT_MONTHS, .incurred_months = incurred, .paid_months = paid};
}

/* Year 2026: days 0 .. 364. 12/15 holds what is paid by 31 March 2027, day 454: lags of 90 days
 * from the last day on, not of 91. */
static void windows_hold_all_claims_or_not(void)
{
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  sl_arrangement_t a = of_kind("aso");
  a.has_specific = true;
  a.specific.run_in_maximum = INFINITY;
#define LEAVES(accounting, lag) sl_arrangement_leaves(&a, &calendar, accounting, 2, lag)
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_INCURRED, 2000), 0); /* whenever paid */
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_PAID, 0), 0);
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_PAID, 1),
                  SL_LEAVES_SPECIFIC); /* incurred the day before the year */
  a.specific.contract = months(12, 15);
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_INCURRED, 90), 0);
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_INCURRED, 91), SL_LEAVES_SPECIFIC);
  a.specific.contract = months(15, 12); /* incurred from 1 October 2025, day -92 */
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_PAID, 92), 0);
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_PAID, 93), SL_LEAVES_SPECIFIC);
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_INCURRED, 1), SL_LEAVES_SPECIFIC); /* paid after the year */
  a.specific.run_in_maximum = 25000.0;
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_PAID, 92), SL_LEAVES_RUN_IN);
  a.specific.run_in_maximum = INFINITY;
  a.specific.contract = (sl_contract_t){.kind = SL_CONTRACT_PAID};
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_PAID, 1825), 0);
  a.has_aggregate = true; /* the default contract: nothing incurred before the year, and
                             what is paid after it, which the specific does not hold */
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_PAID, 92), SL_LEAVES_AGGREGATE | SL_LEAVES_BETWEEN);
  a.aggregate.contract = a.specific.contract;
  CU_ASSERT_EQUAL(LEAVES(SL_ACCOUNT_PAID, 92), 0);
#undef LEAVES
}

/* Services medical and dental; the aggregate covers medical only. */
static void services_left_out_leave_no_maximum_unless_insured(void)
{
  bool medical[] = {true, false}, dental[] = {false, true};
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  sl_arrangement_t a = of_kind("aso");
  a.has_aggregate = true;
  CU_ASSERT_EQUAL(sl_arrangement_leaves(&a, &calendar, SL_ACCOUNT_INCURRED, 2, 0), 0);
  a.aggregate.services = medical;
  CU_ASSERT_EQUAL(sl_arrangement_leaves(&a, &calendar, SL_ACCOUNT_INCURRED, 2, 0),
                  SL_LEAVES_AGGREGATE);
  a.insured = dental;
  CU_ASSERT_EQUAL(sl_arrangement_leaves(&a, &calendar, SL_ACCOUNT_INCURRED, 2, 0), 0);
  a.has_aggregate = false;
  a.has_specific = true;
  a.specific.run_in_maximum = INFINITY;
  a.specific.services = dental;
  CU_ASSERT_EQUAL(sl_arrangement_leaves(&a, &calendar, SL_ACCOUNT_INCURRED, 2, 0),
                  SL_LEAVES_SPECIFIC);
}

/* ---- the underwriter's exhibit ---- */

static sl_price_t exhibited(const sl_arrangement_t *arrangement)
{
  sl_price_t price = price_of(arrangement);
  sl_exhibit_settle(arrangement, &enrolment, trials, TRIALS, &price);
  return price;
}

/* Loss ratios 20,000 / 25,000 and 3,750 / 5,000; attachment 95,000 / 90,000. */
static void the_exhibit(void)
{
  sl_arrangement_t arrangement = with_both_covers("aso");
  arrangement.specific_premium = yearly(25000.0);
  arrangement.aggregate_premium = yearly(5000.0);
  sl_price_t price = exhibited(&arrangement);
  SL_ASSERT_CLOSE(price.specific_loss_ratio.value, 0.8, 1e-15);
  SL_ASSERT_CLOSE(price.aggregate_loss_ratio.value, 0.75, 1e-15);
  SL_ASSERT_CLOSE(price.attachment_ratio.value, 95.0 / 90.0, 1e-15);
  CU_ASSERT_EQUAL(price.expected_claimants_half.value, 1.5);
  CU_ASSERT_EQUAL(price.expected_claimants_full.value, 0.5);
  /* 1, 1, 0, 0 around 1/2: variance 1/3, over 4 trials */
  SL_ASSERT_CLOSE(price.expected_claimants_full.standard_error, sqrt(1.0 / 12.0), 1e-15);
  arrangement.has_specific = arrangement.has_aggregate = false;
  price = exhibited(&arrangement);
  CU_ASSERT_TRUE(isnan(price.specific_loss_ratio.value) &&
                 isnan(price.aggregate_loss_ratio.value) && isnan(price.attachment_ratio.value) &&
                 isnan(price.expected_claimants_half.value));
}

static void the_exhibit_is_unknown_where_nothing_was_priced(void)
{
  sl_arrangement_t arrangement = with_both_covers("aso");
  arrangement.budget = (sl_budget_t){SL_BUDGET_AMOUNT, 1000.0};
  sl_price_t price;
  CU_ASSERT_FALSE(sl_arrangement_needs_pricing(&arrangement));
  CU_ASSERT_EQUAL(sl_arrangement_price(&arrangement, &enrolment, NULL, 0, &price, NULL), SL_OK);
  CU_ASSERT_TRUE(isnan(price.specific_loss_ratio.value) && isnan(price.attachment_ratio.value) &&
                 isnan(price.expected_claimants_full.value));
  CU_ASSERT_TRUE(isnan(price.leveraged_trend.value) && isnan(price.level_payment.value) &&
                 isnan(price.claims_fund.value));
  CU_ASSERT_EQUAL(price.attachment.value, 95000.0);
}

/* One claim uniform on 0 .. 100,000 and trend 10%: E(X - d)+ = (h - d)^2 / 2h with h the highest,
 * so above 80,000 it goes from 2,000 to 30,000^2 / 220,000 = 4,090.9...: 104.5% for 10%. Here 1,000
 * equal parts of the distribution, whose sums are exact to 1e-6. */
static void trend_is_leveraged_above_a_deductible(void)
{
  enum { N = 1000 };
  static double base[N], trended[N];
  for (int i = 0; i < N; i++) {
    const double claim = 100.0 * (i + 0.5);
    base[i] = fmax(0.0, claim - 80000.0);
    trended[i] = fmax(0.0, 1.1 * claim - 80000.0);
  }
  const double exact = 30000.0 * 30000.0 / 220000.0 / 2000.0 - 1.0;
  const sl_estimate_t growth = sl_leveraged_trend(base, trended, N);
  SL_ASSERT_CLOSE(growth.value, exact, 1e-4);
  CU_ASSERT_TRUE(growth.standard_error > 0.0 && growth.standard_error < 0.2);
}

/* Excess 0, 2, 4 then 1, 4, 7: growth 12 / 6 = 2; residuals 1, 0, -1: variance 1, mean 2, so the
 * standard error is sqrt(1 / 3) / 2. Where each excess doubles there is no error. */
static void leveraged_trend_and_its_error(void)
{
  const double base[] = {0.0, 2.0, 4.0}, later[] = {1.0, 4.0, 7.0};
  const sl_estimate_t growth = sl_leveraged_trend(base, later, 3);
  CU_ASSERT_EQUAL(growth.value, 1.0);
  SL_ASSERT_CLOSE(growth.standard_error, sqrt(1.0 / 3.0) / 2.0, 1e-15);
  CU_ASSERT_EQUAL(sl_leveraged_trend(base, base, 3).value, 0.0);
  CU_ASSERT_EQUAL(sl_leveraged_trend(base, base, 3).standard_error, 0.0);
  CU_ASSERT_TRUE(isnan(sl_leveraged_trend(base, later, 0).value));
  CU_ASSERT_TRUE(isnan(sl_leveraged_trend(base, later, 1).value)); /* no excess at all */
}

SL_SUITE(pricing, "unit/pricing", {"loss ratios of every cover", loss_ratios_of_every_cover},
         {"both terminal options", both_terminal_options},
         {"a terminal loss ratio asks for pricing", a_terminal_loss_ratio_asks_for_pricing},
         {"a minimum premium pays for the covers without a premium",
          a_minimum_premium_pays_for_the_covers_without_a_premium},
         {"age rated", age_rated}, {"built up", built_up},
         {"a pooling charge from a loss ratio", a_pooling_charge_from_a_loss_ratio},
         {"a claims fund may be a corridor", a_claims_fund_may_be_a_corridor},
         {"taxes and commission are in the budget", taxes_and_commission_are_in_the_budget},
         {"what needs the pricing pass", what_needs_the_pricing_pass},
         {"a cost without chance is exact", a_cost_without_chance_is_exact},
         {"maximum cost with taxes and an assessment", maximum_cost_with_taxes_and_an_assessment},
         {"maximum cost of kinds that insure", maximum_cost_of_kinds_that_insure},
         {"claims that no contract holds are a reason beside the maximum",
          claims_that_no_contract_holds_are_a_reason},
         {"windows hold all claims or not", windows_hold_all_claims_or_not},
         {"services left out leave no maximum unless insured",
          services_left_out_leave_no_maximum_unless_insured},
         {"the exhibit", the_exhibit},
         {"the exhibit is unknown where nothing was priced",
          the_exhibit_is_unknown_where_nothing_was_priced},
         {"trend is leveraged above a deductible", trend_is_leveraged_above_a_deductible},
         {"leveraged trend and its error", leveraged_trend_and_its_error});
