/* What one trial comes to under each kind of funding: by hand. */
#include "models/funding/arrangement.h"
#include "models/funding/cost.h"
#include "models/funding/pricing.h"
#include "models/stoploss/cover.h"
#include "tests/support/harness.h"

static char name[] = "of no account here";

/* 10 contracts for 12 months: 6 employee, 4 family; 24 members; payroll 600,000 */
static const sl_enrolment_t enrolment = {
    .employees = 10.0,
    .members = 24.0,
    .employee_months = 120.0,
    .member_months = 288.0,
    .tier_months = {[SL_TIER_EMPLOYEE] = 72.0, [SL_TIER_FAMILY] = 48.0},
    .payroll = 600000.0,
    .hsa_contributions = 9000.0,
    .plan_months = 12.0,
};

static sl_premium_t yearly(double amount)
{
  return (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = amount, .per = SL_PER_YEAR};
}

static sl_arrangement_t of_kind(const char *kind)
{
  return (sl_arrangement_t){
      .name = name,
      .kind = sl_arrangement_kind(kind),
      .specific = {.deductible = 50000.0, .coinsurance = 1.0, .maximum = INFINITY},
      .aggregate = {.kind = SL_ATTACHMENT_AMOUNT, .maximum = INFINITY},
      .budget = {SL_BUDGET_AMOUNT, 100000.0},
  };
}

/* Prices that rest on no claims, and one trial at them. */
static sl_trial_cost_t cost_of(const sl_arrangement_t *arrangement, const sl_trial_claims_t *claims)
{
  sl_price_t price;
  CU_ASSERT_EQUAL_FATAL(sl_arrangement_price(arrangement, &enrolment, NULL, 0, &price, NULL),
                        SL_OK);
  return sl_arrangement_cost(arrangement, &enrolment, &price, claims);
}

static void every_kind_is_found_and_describes_itself(void)
{
  static const char *const names[] = {
      "aso",     "fully_insured",    "level_funded", "peo", "minimum_premium",
      "captive", "refund_accounting"};
  size_t n;
  const sl_arrangement_kind_t *const *kinds = sl_arrangement_kinds(&n);
  CU_ASSERT_EQUAL(n, sizeof names / sizeof names[0]);
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_PTR_NOT_NULL(sl_arrangement_kind(names[i]));
    CU_ASSERT_PTR_EQUAL(sl_arrangement_kind(kinds[i]->name), kinds[i]);
    CU_ASSERT_TRUE(kinds[i]->doc[0] != '\0' && kinds[i]->citation[0] != '\0');
    const unsigned covers = SL_KEY_SPECIFIC | SL_KEY_AGGREGATE;
    CU_ASSERT_EQUAL((kinds[i]->takes & SL_KEY_PREMIUM) != 0, kinds[i]->premium_pays != NULL);
    CU_ASSERT_EQUAL(kinds[i]->needs & ~kinds[i]->takes, 0);
    CU_ASSERT_EQUAL((kinds[i]->takes & covers) != 0, kinds[i]->retains_claims);
    CU_ASSERT_TRUE(kinds[i]->cost_is_random != NULL || !kinds[i]->retains_claims);
  }
  CU_ASSERT_PTR_NULL(sl_arrangement_kind("tontine"));
}

/* Plan paid 140,000, of it dental 15,000 insured for 50 per employee and month; specific 20,000,
 * aggregate 105,000 - 100,000 = 5,000: retained 140 - 15 - 20 - 5 = 100,000.
 * Premiums 17,400 + 6,000 = 23,400. Fees 10 x 120 + 2% of (140,000 - 15,000) + 3% commission of
 * 23,400 = 1,200 + 2,500 + 702 = 4,402. Taxes 2% of 23,400 + 13% of 4,402 = 468 + 572.26 =
 * 1,040.26. HSA 9,000. Cost 100,000 + 4,402 + 23,400 + 1,040.26 + 9,000 = 137,842.26; employees
 * contribute 72 x 50 + 48 x 150 = 10,800: net 127,042.26. */
static void aso_with_everything(void)
{
  sl_fee_t fees[] = {{.name = name, .amount = 10.0, .per = SL_PER_EMPLOYEE_MONTH},
                     {.name = name, .amount = 0.02, .per = SL_PER_PAID_CLAIMS},
                     {.name = name, .amount = 0.03, .per = SL_PER_PREMIUM}};
  sl_tax_t taxes[] = {{name, 0.02, SL_TAX_ON_PREMIUM, false}, {name, 0.13, SL_TAX_ON_FEES, false}};
  sl_insured_line_t dental = {
      .premium = {.kind = SL_PREMIUM_AMOUNT, .amount = 50.0, .per = SL_PER_EMPLOYEE_MONTH}};
  sl_arrangement_t aso = of_kind("aso");
  aso.fees = fees;
  aso.n_fees = 3;
  aso.taxes = taxes;
  aso.n_taxes = 2;
  aso.insured_lines = &dental;
  aso.n_insured_lines = 1;
  aso.has_specific = aso.has_aggregate = true;
  aso.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 145.0, .per = SL_PER_EMPLOYEE_MONTH};
  aso.aggregate.attachment = 100000.0;
  aso.contribution[SL_TIER_EMPLOYEE] = 50.0;
  aso.contribution[SL_TIER_FAMILY] = 150.0;
  const sl_trial_claims_t claims = {
      .plan_paid = 140000.0, .insured = 15000.0, .excess = 20000.0, .eligible = 105000.0};
  const sl_trial_cost_t cost = cost_of(&aso, &claims);
  CU_ASSERT_EQUAL(cost.retained_claims, 100000.0);
  CU_ASSERT_EQUAL(cost.insured_claims, 15000.0);
  CU_ASSERT_EQUAL(cost.premiums, 23400.0);
  SL_ASSERT_CLOSE(cost.fees, 4402.0, 1e-15);
  SL_ASSERT_CLOSE(cost.taxes, 1040.26, 1e-14);
  CU_ASSERT_EQUAL(cost.hsa_contributions, 9000.0);
  SL_ASSERT_CLOSE(cost.cost, 137842.26, 1e-15);
  SL_ASSERT_CLOSE(cost.net_cost, 127042.26, 1e-15);
  SL_ASSERT_CLOSE(cost.deficit, 37842.26, 1e-14);
}

/* Run-out 12,000 and its fee 2,500 are owed if the plan stops: 14,500. The specific's terminal
 * option makes the excess 20,000 + 7,000 by the run-out: 7,500 left. A gap is one of a contract. */
static void what_is_left_when_the_plan_stops(void)
{
  sl_arrangement_t aso = of_kind("aso");
  const sl_trial_claims_t claims = {.plan_paid = 140000.0,
                                    .excess = 20000.0,
                                    .eligible = 120000.0,
                                    .gap = 1000.0,
                                    .run_out = 12000.0,
                                    .terminal_excess = 27000.0};
  aso.run_out_fee = 2500.0;
  sl_trial_cost_t cost = cost_of(&aso, &claims);
  CU_ASSERT_EQUAL(cost.run_out, 12000.0);
  CU_ASSERT_EQUAL(cost.terminal_liability, 14500.0);
  CU_ASSERT_EQUAL(cost.gap, 0.0);
  aso.has_specific = true;
  aso.specific.terminal_months = 3;
  aso.specific_terminal_premium = yearly(800.0);
  cost = cost_of(&aso, &claims);
  CU_ASSERT_EQUAL(cost.terminal_liability, 7500.0);
  CU_ASSERT_EQUAL(cost.gap, 1000.0);
  CU_ASSERT_EQUAL(cost.premiums, 800.0); /* bought whether or not the plan stops */
  CU_ASSERT_EQUAL(cost.retained_claims, 120000.0);
}

/* Excess by slot: 15,000 of run-in first, then 20,000 of C; aggregating deductible 10,000. The
 * run-in fills it: reimbursement 25,000, of it 5,000 on other claims. Retained 100,000 - 20,000. */
static void reimbursement_of_other_claims_is_outside_cost(void)
{
  static const double excess[] = {15000.0, 0.0, 0.0, 20000.0};
  int month_of_slot[] = {-1, 0};
  const sl_timeline_t timeline = {.n_slots = 2, .month_of_slot = month_of_slot};
  const sl_paid_path_t path = {.timeline = &timeline, .excess = excess};
  sl_arrangement_t aso = of_kind("aso");
  aso.has_specific = true;
  aso.specific.aggregating_deductible = 10000.0;
  const sl_trial_claims_t claims = {
      .plan_paid = 100000.0, .excess = 35000.0, .path = &path, .months = &path};
  const sl_trial_cost_t cost = cost_of(&aso, &claims);
  CU_ASSERT_EQUAL(cost.specific_reimbursement, 25000.0);
  CU_ASSERT_EQUAL(cost.reimbursement_other, 5000.0);
  CU_ASSERT_EQUAL(cost.retained_claims, 80000.0);
  CU_ASSERT_EQUAL(cost.cost, 89000.0); /* with 9,000 of HSA contributions */
}

/* Fund 120,000; stop-loss 12,000; 60 x 120 = 7,200; premium tax 2% of 12,000 = 240: 139,440 a year,
 * 11,620 a month. The fund is no premium: no tax on it. */
static sl_arrangement_t level_funded(void)
{
  static sl_fee_t fee = {.name = name, .amount = 60.0, .per = SL_PER_EMPLOYEE_MONTH};
  static sl_tax_t tax = {name, 0.02, SL_TAX_ON_PREMIUM, false};
  sl_arrangement_t arrangement = of_kind("level_funded");
  arrangement.fees = &fee;
  arrangement.n_fees = 1;
  arrangement.taxes = &tax;
  arrangement.n_taxes = 1;
  arrangement.has_specific = arrangement.has_aggregate = true;
  arrangement.specific_premium = yearly(12000.0);
  arrangement.aggregate.attachment = 120000.0;
  arrangement.surplus_share = 0.5;
  return arrangement;
}

static void level_payment_by_month(void)
{
  const sl_arrangement_t arrangement = level_funded();
  sl_price_t price;
  CU_ASSERT_EQUAL(sl_arrangement_price(&arrangement, &enrolment, NULL, 0, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL(price.claims_fund.value, 120000.0);
  SL_ASSERT_CLOSE(price.level_payment.value, 11620.0, 1e-15);
  /* 120,000 + 7,200 + 12,000 + 240 + 9,000 of HSA contributions */
  SL_ASSERT_CLOSE(price.maximum_cost.value, 148440.0, 1e-15);
}

/* 80,000 of the fund used: 40,000 left, half of it returned. 139,440 - 20,000 = 119,440 (and 9,000
 * of HSA contributions). */
static void level_funded_with_a_surplus(void)
{
  const sl_arrangement_t arrangement = level_funded();
  const sl_trial_claims_t claims = {.plan_paid = 90000.0, .excess = 10000.0, .eligible = 80000.0};
  const sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.retained_claims, 80000.0);
  CU_ASSERT_EQUAL(cost.fund_balance, 40000.0);
  CU_ASSERT_EQUAL(cost.refunds, 20000.0);
  CU_ASSERT_EQUAL(cost.premiums, 52000.0);
  SL_ASSERT_CLOSE(cost.cost, 119440.0 + 9000.0, 1e-15);
}

/* 5,000 that neither contract covers come out of the fund too: 35,000 left, 17,500 returned. */
static void the_fund_pays_what_no_contract_covers(void)
{
  const sl_arrangement_t arrangement = level_funded();
  const sl_trial_claims_t claims = {
      .plan_paid = 95000.0, .excess = 10000.0, .eligible = 80000.0, .gap = 5000.0};
  const sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.fund_balance, 35000.0);
  SL_ASSERT_CLOSE(cost.cost, 139440.0 - 17500.0 + 9000.0, 1e-15);
}

/* Eligible 150,000: the carrier pays 30,000 above the fund. With 20,000 more that a laser leaves to
 * the employer, that much more than the level payments. */
static void level_funded_above_the_fund(void)
{
  const sl_arrangement_t arrangement = level_funded();
  sl_trial_claims_t claims = {.plan_paid = 180000.0, .excess = 30000.0, .eligible = 150000.0};
  sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.aggregate_reimbursement, 30000.0);
  CU_ASSERT_EQUAL(cost.retained_claims, 120000.0);
  CU_ASSERT_EQUAL(cost.fund_balance + cost.refunds, 0.0);
  SL_ASSERT_CLOSE(cost.cost, 139440.0 + 9000.0, 1e-15);
  claims.plan_paid = 200000.0;
  cost = cost_of(&arrangement, &claims);
  SL_ASSERT_CLOSE(cost.cost, 159440.0 + 9000.0, 1e-15);
}

/* Limit 110,000, claims 140,000: the insurer pays 30,000. 1,500 a month: 18,000. Run-out of 9,000
 * is the insurer's, and so is what happens when the plan stops. */
static void minimum_premium(void)
{
  sl_arrangement_t arrangement = of_kind("minimum_premium");
  arrangement.has_aggregate = true;
  arrangement.aggregate.attachment = 110000.0;
  arrangement.premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 1500.0, .per = SL_PER_MONTH};
  arrangement.run_out_fee = 100.0;
  const sl_trial_claims_t claims = {.plan_paid = 140000.0, .eligible = 140000.0, .run_out = 9000.0};
  const sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.aggregate_reimbursement, 30000.0);
  CU_ASSERT_EQUAL(cost.retained_claims, 110000.0);
  CU_ASSERT_EQUAL(cost.premiums, 18000.0);
  CU_ASSERT_EQUAL(cost.cost, 110000.0 + 18000.0 + 9000.0);
  CU_ASSERT_EQUAL(cost.run_out + cost.terminal_liability, 0.0);
}

static sl_arrangement_t refund_accounting(void)
{
  sl_arrangement_t arrangement = of_kind("refund_accounting");
  arrangement.premium = yearly(200000.0);
  arrangement.has_pooling = true;
  arrangement.pooling = arrangement.specific;
  arrangement.pooling_charge = yearly(10000.0);
  arrangement.refund = (sl_refund_terms_t){
      .retention = 0.12, .interest = 0.04, .opening_reserve = 5000.0, .reserve_target = 20000.0};
  return arrangement;
}

/* Pooled 120,000: 200,000 - 120,000 - 10,000 - 24,000 = 46,000; interest 4% of 5,000 + 23,000 =
 * 1,120; balance 52,120: 20,000 stays, 32,120 is returned. Cost 167,880. */
static void refund_accounting_with_a_surplus(void)
{
  const sl_arrangement_t arrangement = refund_accounting();
  const sl_trial_claims_t claims = {.plan_paid = 150000.0, .excess = 30000.0, .eligible = 120000.0};
  const sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  SL_ASSERT_CLOSE(cost.refunds, 32120.0, 1e-15);
  SL_ASSERT_CLOSE(cost.fund_balance, 20000.0, 1e-15);
  CU_ASSERT_EQUAL(cost.insured_claims, 150000.0);
  CU_ASSERT_EQUAL(cost.retained_claims, 0.0);
  SL_ASSERT_CLOSE(cost.cost, 167880.0 + 9000.0, 1e-15);
}

/* Nothing pooled: 200,000 - 150,000 - 24,000 = 26,000; interest 4% of 5,000 + 13,000 = 720; balance
 * 31,720, of it 11,720 above the target. */
static void refund_accounting_without_a_pooling_point(void)
{
  sl_arrangement_t arrangement = refund_accounting();
  arrangement.has_pooling = false;
  const sl_trial_claims_t claims = {.plan_paid = 150000.0};
  SL_ASSERT_CLOSE(cost_of(&arrangement, &claims).refunds, 11720.0, 1e-14);
}

/* The point is the built-up premium's alone: as if nothing was pooled. */
static void refund_accounting_pools_nothing_without_a_charge(void)
{
  sl_arrangement_t arrangement = refund_accounting();
  arrangement.pooling_charge = (sl_premium_t){.kind = SL_PREMIUM_NONE};
  const sl_trial_claims_t claims = {.plan_paid = 150000.0, .excess = 30000.0, .eligible = 120000.0};
  SL_ASSERT_CLOSE(cost_of(&arrangement, &claims).refunds, 11720.0, 1e-14);
}

/* Pooled 160,000: 6,000; interest 4% of 5,000 + 3,000 = 320; balance 11,320, under the target. */
static void refund_accounting_fills_its_reserve_first(void)
{
  const sl_arrangement_t arrangement = refund_accounting();
  const sl_trial_claims_t claims = {.plan_paid = 160000.0, .eligible = 160000.0};
  const sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.refunds, 0.0);
  SL_ASSERT_CLOSE(cost.fund_balance, 11320.0, 1e-15);
}

/* Pooled 190,000: -24,000; interest 4% of 5,000 - 12,000 = -280; a deficit of 19,280 is carried
 * forward and costs nothing this year. */
static void refund_accounting_with_a_deficit(void)
{
  const sl_arrangement_t arrangement = refund_accounting();
  const sl_trial_claims_t claims = {.plan_paid = 240000.0, .excess = 50000.0, .eligible = 190000.0};
  const sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.refunds, 0.0);
  SL_ASSERT_CLOSE(cost.fund_balance, -19280.0, 1e-15);
  CU_ASSERT_EQUAL(cost.cost, 209000.0);
}

/* Master plan 72 x 812 + 48 x 2,320 = 169,824; 2% of payroll of 600,000 = 12,000. */
static void peo_costs_its_rate_and_its_fee(void)
{
  sl_fee_t fee = {.name = name, .amount = 0.02, .per = SL_PER_PAYROLL};
  sl_arrangement_t arrangement = of_kind("peo");
  arrangement.fees = &fee;
  arrangement.n_fees = 1;
  arrangement.premium = (sl_premium_t){.kind = SL_PREMIUM_TIERS, .tier = {812.0, NAN, NAN, 2320.0}};
  const sl_trial_claims_t claims = {.plan_paid = 500000.0, .run_out = 10000.0, .gap = 10.0};
  const sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.cost, 181824.0 + 9000.0);
  CU_ASSERT_EQUAL(cost.insured_claims, 500000.0);
  CU_ASSERT_EQUAL(cost.run_out + cost.gap + cost.terminal_liability, 0.0);
}

/* Captive premium 40,000, 25% expenses: 30,000 for the layer. Share 60%. */
static sl_arrangement_t captive(void)
{
  static sl_tax_t tax = {name, 0.02, SL_TAX_ON_PREMIUM, false};
  sl_arrangement_t arrangement = of_kind("captive");
  arrangement.has_specific = true;
  arrangement.specific_premium = yearly(6000.0);
  arrangement.has_captive = true;
  arrangement.captive = (sl_captive_t){.limit = 150000.0,
                                       .premium = yearly(40000.0),
                                       .expense = 0.25,
                                       .share = 0.6,
                                       .assessment_maximum = 8000.0};
  arrangement.taxes = &tax;
  arrangement.n_taxes = 1;
  return arrangement;
}

/* Layer 10,000: result 20,000, refund 12,000. Retained 110,000 - 10,000. Taxes 2% of 46,000 = 920.
 * Cost 100,000 + 46,000 + 920 - 12,000 = 134,920. */
static void captive_in_a_good_year(void)
{
  const sl_arrangement_t arrangement = captive();
  const sl_trial_claims_t claims = {
      .plan_paid = 110000.0, .eligible = 100000.0, .captive = 10000.0};
  const sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.captive_claims, 10000.0);
  SL_ASSERT_CLOSE(cost.refunds, 12000.0, 1e-15);
  SL_ASSERT_CLOSE(cost.cost, 134920.0 + 9000.0, 1e-15);
}

/* Layer 50,000: result -20,000, 60% of it 12,000, assessed 8,000 at most and not taxed. Plan paid
 * 200,000 - specific 20,000 - layer 50,000 = 130,000; + 46,000 + 8,000 + 920 = 184,920. */
static void captive_in_a_bad_year(void)
{
  sl_arrangement_t arrangement = captive();
  const sl_trial_claims_t claims = {
      .plan_paid = 200000.0, .excess = 20000.0, .eligible = 130000.0, .captive = 50000.0};
  sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.retained_claims, 130000.0);
  CU_ASSERT_EQUAL(cost.refunds, 0.0);
  CU_ASSERT_EQUAL(cost.premiums, 54000.0);
  SL_ASSERT_CLOSE(cost.cost, 184920.0 + 9000.0, 1e-15);
  arrangement.captive.assessment_maximum = INFINITY;
  cost = cost_of(&arrangement, &claims);
  SL_ASSERT_CLOSE(cost.premiums, 58000.0, 1e-15);
}

/* Of a layer of 50,000 the run-in paid 30,000: the result is of all 50,000, retained of 20,000. */
static void a_captives_result_is_of_its_whole_window(void)
{
  static const double layer[] = {30000.0, 20000.0};
  int month_of_slot[] = {0};
  const sl_timeline_t timeline = {.n_slots = 1, .month_of_slot = month_of_slot};
  const sl_paid_path_t path = {.timeline = &timeline, .captive = layer};
  sl_arrangement_t arrangement = captive();
  arrangement.captive.assessment_maximum = INFINITY;
  const sl_trial_claims_t claims = {
      .plan_paid = 200000.0, .captive = 50000.0, .path = &path, .months = &path};
  const sl_trial_cost_t cost = cost_of(&arrangement, &claims);
  CU_ASSERT_EQUAL(cost.captive_claims, 20000.0);
  CU_ASSERT_EQUAL(cost.retained_claims, 180000.0);
  SL_ASSERT_CLOSE(cost.premiums, 58000.0, 1e-15);
}

SL_SUITE(kinds, "unit/kinds",
         {"every kind is found and describes itself", every_kind_is_found_and_describes_itself},
         {"aso with everything", aso_with_everything},
         {"what is left when the plan stops", what_is_left_when_the_plan_stops},
         {"reimbursement of other claims is outside cost",
          reimbursement_of_other_claims_is_outside_cost},
         {"level payment by month", level_payment_by_month},
         {"level_funded with a surplus", level_funded_with_a_surplus},
         {"the fund pays what no contract covers", the_fund_pays_what_no_contract_covers},
         {"level_funded above the fund", level_funded_above_the_fund},
         {"minimum_premium", minimum_premium},
         {"refund_accounting with a surplus", refund_accounting_with_a_surplus},
         {"refund_accounting without a pooling point", refund_accounting_without_a_pooling_point},
         {"refund_accounting pools nothing without a charge",
          refund_accounting_pools_nothing_without_a_charge},
         {"refund_accounting fills its reserve first", refund_accounting_fills_its_reserve_first},
         {"refund_accounting with a deficit", refund_accounting_with_a_deficit},
         {"peo costs its rate and its fee", peo_costs_its_rate_and_its_fee},
         {"captive in a good year", captive_in_a_good_year},
         {"captive in a bad year", captive_in_a_bad_year},
         {"a captive's result is of its whole window", a_captives_result_is_of_its_whole_window});
