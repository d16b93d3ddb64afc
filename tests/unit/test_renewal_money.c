/* Fees, deductibles, budgets, balances and the switch from plan year to plan year, worked out by
 * hand to the cent. Ten employees; g 5%, t 8% where there is a renewal. */
#include "models/funding/cost.h"
#include "tests/support/harness.h"
#include "tests/support/renewal_world.h"

#define CENT(actual, expected) SL_ASSERT_CLOSE_ABOVE((actual), (expected), 1e-13, 1000.0)

static char fee_name[] = "fee";

static sl_premium_t yearly(double amount)
{
  return (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = amount, .per = SL_PER_YEAR};
}

static sl_premium_t monthly(double amount)
{
  return (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = amount, .per = SL_PER_EMPLOYEE_MONTH};
}

/* ---- fees ---- */

/* The fee of a year that pays 100,000 of claims and no premium. */
static double fee_of(const sl_world_t *world, int year)
{
  return sl_fees_at(&world->renewal.year[year].arrangement, &world->enrolment[year], 100000.0, 50.0,
                    0.0)
      .all;
}

/* 40 a month and employee: 4,800. With a fee trend of 3% and twelve employees 41.20 x 144 =
 * 5,932.80; without one with g 42 x 144 = 6,048; the same by tier. */
static void a_fee_goes_with_its_units(void)
{
  sl_fee_t fee = {.name = fee_name, .amount = 40.0, .per = SL_PER_EMPLOYEE_MONTH};
  sl_world_t world = sl_world("aso");
  world.arrangement.fees = &fee;
  world.arrangement.n_fees = 1;
  world.arrangement.renewal = sl_world_terms();
  world.arrangement.renewal.fee_trend = 0.03;
  world.enrolment[1] = sl_world_employees(12.0);
  sl_world_run(&world, NULL);
  CENT(fee_of(&world, 0), 4800.0);
  CENT(fee_of(&world, 1), 5932.8);
  sl_world_free(&world);
  world.arrangement.renewal.fee_trend = NAN;
  sl_world_run(&world, NULL);
  CENT(fee_of(&world, 1), 6048.0);
  sl_world_free(&world);
  fee = (sl_fee_t){.name = fee_name,
                   .per = SL_PER_EMPLOYEE_MONTH,
                   .by_tier = true,
                   .tier = {[SL_TIER_EMPLOYEE] = 40.0}};
  sl_world_run(&world, NULL);
  CENT(fee_of(&world, 1), 6048.0);
  CENT(fee_of(&world, 2), 5292.0); /* ten again: 44.10 x 120 */
  sl_world_free(&world);
}

/* 9,500 a year is the group's: x 1.03 x 12 / 10 = 11,742. Percentages stay: 5% of 100,000. So much
 * a claim is money: 50 x 2 x 1.03. */
static void other_fees(void)
{
  sl_fee_t fee = {.name = fee_name, .amount = 9500.0, .per = SL_PER_YEAR};
  sl_world_t world = sl_world("aso");
  world.arrangement.fees = &fee;
  world.arrangement.n_fees = 1;
  world.arrangement.renewal = sl_world_terms();
  world.arrangement.renewal.fee_trend = 0.03;
  world.enrolment[1] = sl_world_employees(12.0);
  world.arrangement.run_out_fee = 5000.0;
  sl_world_run(&world, NULL);
  CENT(fee_of(&world, 1), 11742.0);
  CENT(world.price[1].run_out_fee, 6180.0);
  CENT(world.price[0].run_out_fee, 5000.0);
  sl_world_free(&world);
  fee = (sl_fee_t){.name = fee_name, .amount = 0.05, .per = SL_PER_PAID_CLAIMS};
  sl_world_run(&world, NULL);
  CENT(fee_of(&world, 1), 5000.0);
  CENT(fee_of(&world, 2), 5000.0);
  sl_world_free(&world);
}

/* ---- the arrangement of a year ---- */

/* 60,000 by 5% a year: 63,000, 66,000; a laser of 64,000 stays and is passed; 12/12, then 24/12,
 * which stays. */
static void deductible_lasers_and_contract_of_a_year(void)
{
  sl_laser_t lasers[] = {{1, 175000.0, false}, {2, 64000.0, false}, {3, INFINITY, true}};
  sl_contract_t later[] = {{.kind = SL_CONTRACT_MONTHS, .incurred_months = 24, .paid_months = 12}};
  static const double deductibles[] = {60000.0, 63000.0, 66000.0};
  static const double second[] = {64000.0, 64000.0, 66000.0};
  sl_world_t world = sl_world("aso");
  world.arrangement.has_specific = true;
  world.arrangement.specific.lasers = lasers;
  world.arrangement.specific.n_lasers = 3;
  world.arrangement.specific.contract =
      (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 12, .paid_months = 12};
  world.arrangement.specific.later = later;
  world.arrangement.specific.n_later = 1;
  world.arrangement.renewal = sl_world_terms();
  world.arrangement.renewal.deductible_growth = 0.05;
  sl_world_run(&world, NULL);
  for (int k = 0; k < SL_WORLD_YEARS; k++) {
    const sl_specific_t *specific = &world.renewal.year[k].arrangement.specific;
    CU_ASSERT_EQUAL(specific->deductible, deductibles[k]);
    CU_ASSERT_EQUAL(specific->lasers[0].deductible, 175000.0);
    CU_ASSERT_EQUAL(specific->lasers[1].deductible, second[k]);
    CU_ASSERT_TRUE(isinf(specific->lasers[2].deductible) && specific->lasers[2].excluded);
    CU_ASSERT_EQUAL(specific->contract.incurred_months, k == 0 ? 12U : 24U);
    CU_ASSERT_EQUAL(specific->n_later, 0U);
  }
  sl_world_free(&world);
}

/* Dates of a contract move with the plan year, the effective date of a paid one does not. */
static void a_contract_by_date_moves(void)
{
  const sl_contract_t dates = {.kind = SL_CONTRACT_DATES,
                               .incurred_from = {2024, 1, 1},
                               .incurred_to = {2024, 2, 29},
                               .paid_from = {2024, 1, 1},
                               .paid_to = {2024, 12, 31}};
  const sl_contract_t paid = {
      .kind = SL_CONTRACT_PAID, .has_effective = true, .effective = {2023, 7, 1}};
  const sl_contract_t moved = sl_contract_of_year(&dates, NULL, 0, 2);
  const sl_contract_t kept = sl_contract_of_year(&dates, &paid, 1, 5);
  CU_ASSERT_EQUAL(moved.incurred_from.year, 2026);
  CU_ASSERT_EQUAL(moved.incurred_to.day, 28);
  CU_ASSERT_EQUAL(moved.paid_to.year, 2026);
  CU_ASSERT_EQUAL(kept.kind, SL_CONTRACT_PAID);
  CU_ASSERT_EQUAL(kept.effective.year, 2023);
}

/* ---- other premiums: 1 + t a year ---- */

/* A minimum premium of 20,000 pays what the group's claims do not tell: 21,600. Insured lines: 30 a
 * month and employee, 3,600, and with 12 of them 32.40 x 144 = 4,665.60; two of them, one an amount
 * for the group of 1,000: + 1,000 x 1.08 x 1.2 = 1,296. */
static void premiums_without_experience(void)
{
  sl_insured_line_t lines[] = {{.premium = monthly(30.0)}, {.premium = yearly(1000.0)}};
  sl_world_t world = sl_world("minimum_premium");
  world.arrangement.premium = yearly(20000.0);
  world.arrangement.has_aggregate = true;
  world.arrangement.aggregate.attachment = 150000.0;
  world.arrangement.renewal = sl_world_terms();
  world.seen[0].seen.insured = 1e6;
  world.expected[0].seen.insured = world.expected[0].full.insured = 1e5;
  world.arrangement.insured_lines = lines;
  world.arrangement.n_insured_lines = 2;
  sl_world_run(&world, NULL);
  CENT(world.price[1].insured_premium.value, 21600.0);
  CENT(world.price[1].insured_lines_premium.value, 4600.0 * 1.08);
  sl_world_free(&world);
  world.enrolment[1] = sl_world_employees(12.0);
  sl_world_run(&world, NULL);
  CENT(world.price[0].insured_lines_premium.value, 4600.0);
  CENT(world.price[1].insured_lines_premium.value, 5961.6);
  sl_world_free(&world);
}

/* The terminal options of both covers: 2 a month and employee, 240, and 600 a year. */
static void premiums_of_terminal_options(void)
{
  sl_world_t world = sl_world("aso");
  world.arrangement.has_specific = world.arrangement.has_aggregate = true;
  world.arrangement.aggregate.attachment = 150000.0;
  world.arrangement.specific.terminal_months = world.arrangement.aggregate.terminal_months = 3;
  world.arrangement.specific_terminal_premium = monthly(2.0);
  world.arrangement.aggregate_terminal_premium = yearly(600.0);
  world.enrolment[1] = sl_world_employees(12.0);
  sl_world_run(&world, NULL);
  CENT(world.price[0].terminal_premium.value, 840.0);
  CENT(world.price[1].terminal_premium.value, 1058.4); /* (288 + 720) x 1.05 */
  sl_world_free(&world);
}

/* ---- the budget ---- */

/* 200,000 x 1.05 x 12 / 10, then x 1.05 alone. */
static void a_budget_by_trend(void)
{
  sl_world_t world = sl_world("aso");
  world.enrolment[1] = world.enrolment[2] = sl_world_employees(12.0);
  world.seen[0].seen.retained = 1e6;
  sl_world_run(&world, NULL);
  CENT(world.price[0].budget.value, 200000.0);
  CENT(world.price[1].budget.value, 252000.0);
  CENT(world.price[2].budget.value, 264600.0);
  sl_world_free(&world);
}

/* Fees 4,800 and a specific of 48,000 are fixed: 147,200 of the 200,000 are for claims. Seen
 * 120,000 of the 108,000 expected by then, of 144,000 in the year: developed 160,000. Z 1/2:
 * 153,600 x 1.05 = 161,280. Fixed costs of year 1: 5,040 and 54,400: 220,720 in all. */
static sl_world_t by_experience(sl_fee_t *fee)
{
  sl_world_t world = sl_world("aso");
  *fee = (sl_fee_t){.name = fee_name, .amount = 40.0, .per = SL_PER_EMPLOYEE_MONTH};
  world.arrangement.fees = fee;
  world.arrangement.n_fees = 1;
  world.arrangement.has_specific = true;
  world.arrangement.specific_premium = monthly(400.0);
  world.arrangement.budget_by_experience = true;
  world.arrangement.renewal = sl_world_terms();
  world.arrangement.renewal.loss_ratio = 0.75;
  for (int k = 0; k < SL_WORLD_YEARS; k++) {
    world.expected[k].specific_trend = 2.0 / 15.0;
    world.expected[k].seen = (sl_renewal_amounts_t){.specific = 12000.0, .retained = 108000.0};
    world.expected[k].full = (sl_renewal_amounts_t){.specific = 36000.0, .retained = 144000.0};
    world.seen[k].seen = (sl_renewal_amounts_t){.specific = 12000.0, .retained = 120000.0};
  }
  return world;
}

static void a_budget_by_experience(void)
{
  sl_fee_t fee;
  sl_world_t world = by_experience(&fee);
  sl_world_run(&world, NULL);
  CENT(world.state[0].budgeted_retained, 147200.0);
  CENT(world.price[1].budget.value, 220720.0);
  CENT(world.state[1].budgeted_retained, 161280.0);
  sl_world_free(&world);
}

/* In year 1, 54,400 x 0.75 = 40,800 are in the specific premium and 36,000 seen: it changes by
 * 17/15 x (1 + 1/2 (15/17 - 1)) = 16/15: 58,026.67. For claims (160,000 + 161,280) / 2 x 1.05 =
 * 168,672; fees 5,292. */
static void a_budget_by_experience_a_year_later(void)
{
  sl_fee_t fee;
  sl_world_t world = by_experience(&fee);
  sl_world_run(&world, NULL);
  CENT(world.price[2].specific_premium.value, 54400.0 * 16.0 / 15.0);
  CENT(world.price[2].budget.value, 168672.0 + 5292.0 + 54400.0 * 16.0 / 15.0);
  sl_world_free(&world);
}

/* Without credibility: 147,200 x 1.05 = 154,560 and the 59,440; the same where nothing was to be
 * seen. With full credibility 160,000 x 1.05 = 168,000. */
static void a_budget_by_experience_and_its_weight(void)
{
  sl_fee_t fee;
  sl_world_t world = by_experience(&fee);
  world.arrangement.renewal.full = NAN;
  sl_world_run(&world, NULL);
  CENT(world.price[1].budget.value, 214000.0);
  sl_world_free(&world);
  world.arrangement.renewal.full = 5.0;
  sl_world_run(&world, NULL);
  CENT(world.price[1].budget.value, 227440.0);
  sl_world_free(&world);
  world.expected[0].seen.retained = 0.0;
  sl_world_run(&world, NULL);
  CENT(world.price[1].budget.value, 214000.0);
  sl_world_free(&world);
}

/* What follows the claims is in the fixed costs at what year 0 expects, grown: 1% of 150,000 of
 * paid claims and 3 for each of 200 claims: 1,500 + 600; with 12 employees in year 1, 1% of 150,000
 * x 1.05 x 1.2 = 1,890 and 3.15 x 240 = 756. */
static void fixed_costs_hold_what_follows_claims(void)
{
  sl_fee_t fees[] = {{.name = fee_name, .amount = 0.01, .per = SL_PER_PAID_CLAIMS},
                     {.name = fee_name, .amount = 3.0, .per = SL_PER_CLAIM}};
  sl_world_t world = sl_world("aso");
  const sl_trial_claims_t trials[2] = {{.plan_paid = 150000.0, .claims = 200.0},
                                       {.plan_paid = 150000.0, .claims = 200.0}};
  world.arrangement.fees = fees;
  world.arrangement.n_fees = 2;
  world.first.paid_claims = 150000.0;
  world.first.claims = 200.0;
  world.enrolment[0].hsa_contributions = 1000.0;
  world.enrolment[1] = sl_world_employees(12.0); /* 1,200 into their accounts */
  sl_world_run(&world, trials);
  CENT(sl_renewal_fixed_costs(&world.renewal, 0, &world.enrolment[0], &world.price[0]), 3100.0);
  CENT(sl_renewal_fixed_costs(&world.renewal, 1, &world.enrolment[1], &world.price[1]), 3846.0);
  sl_world_free(&world);
}

/* ---- the cost of a year ---- */

/* Year 1 of 60,000 retained and 20,000 over the deductible: fees 5,040, specific 54,400, against
 * the budget of 220,720. */
static void a_later_year_costs_what_its_prices_say(void)
{
  sl_fee_t fee;
  sl_world_t world = by_experience(&fee);
  const sl_trial_claims_t claims = {.plan_paid = 80000.0, .excess = 20000.0, .eligible = 60000.0};
  sl_world_run(&world, NULL);
  const sl_trial_cost_t cost = sl_renewal_cost(&world.renewal, &world.state[1], &world.enrolment[1],
                                               &world.price[1], &claims);
  CENT(cost.cost, 60000.0 + 5040.0 + 54400.0);
  CENT(cost.specific_reimbursement, 20000.0);
  CENT(cost.surplus, 220720.0 - 119440.0);
  sl_world_free(&world);
}

/* Refund accounting: premium 100,000, 5% of it kept. 110,000 of claims leave -15,000, which is
 * carried forward. In year 1, 108,000, 90,000 of claims: 12,600 of its own, -2,400 in all, so
 * nothing comes back; of the year alone 12,600 would. */
static void a_balance_is_carried_forward(void)
{
  sl_world_t world = sl_world("refund_accounting");
  world.arrangement.premium = yearly(100000.0);
  world.arrangement.refund.retention = 0.05;
  world.arrangement.renewal = sl_world_terms();
  const sl_trial_claims_t bad = {.plan_paid = 110000.0}, good = {.plan_paid = 90000.0};
  sl_world_run(&world, NULL);
  sl_trial_cost_t cost =
      sl_renewal_cost(&world.renewal, &world.state[0], &world.enrolment[0], &world.price[0], &bad);
  CENT(cost.fund_balance, -15000.0);
  sl_world_free(&world);
  world.seen[0].fund_balance = cost.fund_balance;
  sl_world_run(&world, NULL);
  CENT(world.price[1].insured_premium.value, 108000.0);
  cost =
      sl_renewal_cost(&world.renewal, &world.state[1], &world.enrolment[1], &world.price[1], &good);
  CU_ASSERT_EQUAL(cost.refunds, 0.0);
  CENT(cost.fund_balance, -2400.0);
  sl_world_free(&world);
}

/* Level funding: the fund follows the attachment, 120,000 x 1.05 = 126,000; 100,000 retained leave
 * 26,000, of which half comes back; a month's payment is a twelfth. */
static void a_claims_fund_follows_the_attachment(void)
{
  sl_world_t world = sl_world("level_funded");
  const sl_trial_claims_t claims = {.plan_paid = 100000.0, .eligible = 100000.0};
  world.arrangement.has_aggregate = true;
  world.arrangement.aggregate.attachment = 120000.0;
  world.arrangement.surplus_share = 0.5;
  sl_world_run(&world, NULL);
  const sl_trial_cost_t cost = sl_renewal_cost(&world.renewal, &world.state[1], &world.enrolment[1],
                                               &world.price[1], &claims);
  CENT(world.price[1].claims_fund.value, 126000.0);
  CENT(world.price[1].level_payment.value, 10500.0);
  CENT(cost.refunds, 13000.0);
  CENT(cost.cost, 113000.0);
  sl_world_free(&world);
}

/* ---- the switch ---- */

static void another_takes_its_place(void)
{
  const sl_then_t never = {0}, then = {.year = 3, .arrangement = 7};
  CU_ASSERT_EQUAL(sl_renewal_in_force(&never, 2, 0), 2U);
  CU_ASSERT_EQUAL(sl_renewal_in_force(&never, 2, 19), 2U);
  CU_ASSERT_EQUAL(sl_renewal_in_force(&then, 2, 0), 2U);
  CU_ASSERT_EQUAL(sl_renewal_in_force(&then, 2, 1), 2U);
  CU_ASSERT_EQUAL(sl_renewal_in_force(&then, 2, 2), 7U);
  CU_ASSERT_EQUAL(sl_renewal_in_force(&then, 2, 9), 7U);
}

/* 12,000 of run-out are in the cost of the year already. Added are the fee of 5,000, less what the
 * option pays: 3,000 more of the excess, 1,000 more of the eligible above the attachment. Its
 * premium is among the year's. An insurer that runs out leaves nothing. */
static void leaving_costs_the_fee_less_the_option(void)
{
  const sl_then_t then = {.year = 2, .arrangement = 1};
  sl_world_t world = sl_world("aso");
  const sl_trial_claims_t claims = {.plan_paid = 200000.0,
                                    .excess = 10000.0,
                                    .terminal_excess = 13000.0,
                                    .eligible = 150000.0,
                                    .terminal_eligible = 151000.0,
                                    .run_out = 12000.0};
  world.arrangement.has_specific = world.arrangement.has_aggregate = true;
  world.arrangement.aggregate.attachment = 140000.0;
  world.arrangement.specific.terminal_months = world.arrangement.aggregate.terminal_months = 3;
  world.arrangement.specific_terminal_premium = yearly(800.0);
  world.arrangement.run_out_fee = 5000.0;
  sl_world_run(&world, NULL);
  sl_trial_cost_t cost = sl_renewal_cost(&world.renewal, &world.state[0], &world.enrolment[0],
                                         &world.price[0], &claims);
  CENT(cost.cost, 200000.0 - 10000.0 - 10000.0 + 800.0);
  CENT(sl_renewal_leaving(&then, 0, &cost), 1000.0);
  CU_ASSERT_EQUAL(sl_renewal_leaving(&then, 1, &cost), 0.0);
  CU_ASSERT_EQUAL(sl_renewal_leaving(&(sl_then_t){0}, 0, &cost), 0.0);
  cost.run_out = cost.terminal_liability = NAN; /* not told: no fee, no option, no window */
  CU_ASSERT_EQUAL(sl_renewal_leaving(&then, 0, &cost), 0.0);
  sl_world_free(&world);
  world = sl_world("fully_insured");
  world.arrangement.premium = yearly(100000.0);
  sl_world_run(&world, NULL);
  cost = sl_renewal_cost(&world.renewal, &world.state[0], &world.enrolment[0], &world.price[0],
                         &claims);
  CU_ASSERT_EQUAL(sl_renewal_leaving(&then, 0, &cost), 0.0);
  sl_world_free(&world);
}

/* ASO for a year, then insured at 108,000, its second price: funding 110,000 then 108,000, costs
 * 130,000 then 108,000: 20,000 are called once, and the reserve ends at 0. */
static void a_switch_and_its_reserve(void)
{
  const sl_then_t then = {.year = 2, .arrangement = 1};
  const double funding[2][2] = {{110000.0, 115500.0}, {100000.0, 108000.0}};
  const double costs[2][2] = {{130000.0, 140000.0}, {100000.0, 108000.0}};
  double reserve = 0.0, calls = 0.0;
  for (unsigned k = 0; k < 2; k++) {
    const size_t which = sl_renewal_in_force(&then, 0, k);
    const sl_renewal_reserve_t year =
        sl_renewal_reserve_step(reserve, funding[which][k], costs[which][k], 0.02);
    reserve = year.reserve;
    calls += year.call;
  }
  CU_ASSERT_EQUAL(calls, 20000.0);
  CU_ASSERT_EQUAL(reserve, 0.0);
}

SL_SUITE(renewal_money, "unit/renewal_money",
         {"a fee goes with its units", a_fee_goes_with_its_units}, {"other fees", other_fees},
         {"deductible, lasers and contract of a year", deductible_lasers_and_contract_of_a_year},
         {"a contract by date moves", a_contract_by_date_moves},
         {"premiums without experience", premiums_without_experience},
         {"premiums of terminal options", premiums_of_terminal_options},
         {"a budget by trend", a_budget_by_trend},
         {"a budget by experience", a_budget_by_experience},
         {"a budget by experience, a year later", a_budget_by_experience_a_year_later},
         {"a budget by experience and its weight", a_budget_by_experience_and_its_weight},
         {"fixed costs hold what follows claims", fixed_costs_hold_what_follows_claims},
         {"a later year costs what its prices say", a_later_year_costs_what_its_prices_say},
         {"a balance is carried forward", a_balance_is_carried_forward},
         {"a claims fund follows the attachment", a_claims_fund_follows_the_attachment},
         {"another takes its place", another_takes_its_place},
         {"leaving costs the fee less the option", leaving_costs_the_fee_less_the_option},
         {"a switch and its reserve", a_switch_and_its_reserve});
