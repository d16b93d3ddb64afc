/* A trial's prices from plan year to plan year, to the cent, worked out by hand: premiums and
 * attachments. The group: ten employees, so ten member-years of a full credibility of 40: Z 1/2. */
#include "models/funding/pricing.h"
#include "tests/support/harness.h"
#include "tests/support/renewal_world.h"

#define CENT(actual, expected) SL_ASSERT_CLOSE_ABOVE((actual), (expected), 1e-13, 1000.0)

/* ---- an insured premium ----
 *
 * 1,000 a month for each of ten employees: 120,000 a year at a loss ratio of 0.75, so 90,000 of
 * claims are in it: nine thousand a person, evenly, 67,500 by the end of month 9. t 8%. */
static sl_world_t insured(void)
{
  sl_world_t world = sl_world("fully_insured");
  world.arrangement.premium =
      (sl_premium_t){.kind = SL_PREMIUM_TIERS, .tier = {[SL_TIER_EMPLOYEE] = 1000.0}};
  world.arrangement.renewal = sl_world_terms();
  world.arrangement.renewal.loss_ratio = 0.75;
  for (int k = 0; k < SL_WORLD_YEARS; k++) {
    const double growth = sl_renewal_power(1.08, (unsigned)k);
    world.expected[k].seen.insured = 67500.0 * growth;
    world.expected[k].full.insured = 90000.0 * growth;
    world.seen[k].seen.insured = world.expected[k].seen.insured;
  }
  return world;
}

static double insured_premium(sl_world_t *world, int year)
{
  sl_world_run(world, NULL);
  const double premium = world->price[year].insured_premium.value;
  sl_world_free(world);
  return premium;
}

/* Claims as priced: 120,000 x 1.08 = 129,600, then 139,968. */
static void insured_as_expected(void)
{
  sl_world_t world = insured();
  CENT(insured_premium(&world, 0), 120000.0);
  CENT(insured_premium(&world, 1), 129600.0);
  CENT(insured_premium(&world, 2), 139968.0);
}

/* 84,375 seen is 112,500 developed: r 1.25, change 1.08 x 1.125 = 1.215: 145,800. In the year after
 * as dear, 121,500 of 145,800 x 0.75 = 109,350: r 10/9, 1.08 x 19/18 = 1.14: 166,212. */
static void insured_after_dear_years(void)
{
  sl_world_t world = insured();
  world.seen[0].seen.insured = 84375.0;
  world.seen[1].seen.insured = 91125.0;
  CENT(insured_premium(&world, 1), 145800.0);
  CENT(insured_premium(&world, 2), 166212.0);
  CENT(world.state[1].rate_change, 0.215);
}

static void insured_with_a_cap(void)
{
  sl_world_t world = insured();
  world.seen[0].seen.insured = 84375.0;
  world.arrangement.renewal.cap = 0.15;
  CENT(insured_premium(&world, 1), 138000.0);
  world.arrangement.renewal.cap = 0.25;
  CENT(insured_premium(&world, 1), 145800.0);
}

/* 50,625 seen, 67,500 developed, r 0.75: 1.08 x 0.875 = 0.945: 113,400; the surplus stays with the
 * insurer: nothing comes back. */
static void insured_after_a_good_year(void)
{
  sl_world_t world = insured();
  world.seen[0].seen.insured = 50625.0;
  CENT(insured_premium(&world, 1), 113400.0);
  world.arrangement.renewal.floor = 0.02;
  CENT(insured_premium(&world, 1), 117600.0);
}

static void insured_without_and_with_full_credibility(void)
{
  sl_world_t world = insured();
  world.seen[0].seen.insured = 84375.0;
  world.arrangement.renewal.full = NAN;
  CENT(insured_premium(&world, 1), 129600.0);
  world.arrangement.renewal.full = 10.0; /* 1.08 x 1.25 = 1.35 */
  CENT(insured_premium(&world, 1), 162000.0);
}

/* An older group: A rises by 5%: 1.08 x 1.05 = 1.134: 136,080. By age the rate is charged by age.
 */
static void insured_by_who_is_covered(void)
{
  sl_world_t world = insured();
  world.seen[0].relativity = 1.05;
  CENT(insured_premium(&world, 1), 136080.0);
  /* 180 units at 500 are 90,000, a loss ratio of 1 in it: r 1; later 200 units at 540 */
  world.arrangement.premium = (sl_premium_t){.kind = SL_PREMIUM_AGE_RATED, .age_rated = 500.0};
  world.arrangement.renewal.loss_ratio = 1.0;
  world.enrolment[1].age_rated_units = 200.0;
  CENT(insured_premium(&world, 1), 108000.0);
}

/* Two more employees in year 1: a rate goes with them, and an amount for the group does. */
static void insured_by_how_many_are_covered(void)
{
  sl_world_t world = insured();
  world.enrolment[1] = sl_world_employees(12.0);
  CENT(insured_premium(&world, 1), 155520.0); /* 1,080 x 144 */
  world.arrangement.premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 120000.0, .per = SL_PER_YEAR};
  CENT(insured_premium(&world, 1), 155520.0); /* 120,000 x 1.08 x 12 / 10 */
  world.arrangement.premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 1000.0, .per = SL_PER_EMPLOYEE_MONTH};
  CENT(insured_premium(&world, 1), 155520.0);
}

/* Everybody capped at 50,000: 80,000 is expected below and 10,000 above, whatever a person costs.
 * 60,000 seen below is 80,000: with 10,000 the 90,000 that were priced: r 1. A person of 500,000
 * adds nothing above the point. In year 1, with 12 employees, the part above is 10,000 x 1.08 x 1.2
 * = 12,960; with 142,560 developed below 155,520; over 155,520 x 0.75 r is 4/3, Z of 12 of 48 is
 * 1/2: 1.08 x 7/6 = 1.26. */
static void insured_with_a_pooling_point(void)
{
  sl_world_t world = insured();
  world.arrangement.renewal.pooling_point = 50000.0;
  world.first.pooled = 10000.0;
  world.expected[0].seen.insured = world.seen[0].seen.insured = 60000.0;
  world.expected[0].full.insured = 80000.0;
  CENT(insured_premium(&world, 1), 129600.0);
  world.arrangement.renewal.full = 48.0;
  world.enrolment[1] = world.enrolment[2] = sl_world_employees(12.0);
  world.expected[1].seen.insured = 77760.0;
  world.expected[1].full.insured = 103680.0;
  world.seen[1].seen.insured = 106920.0;
  CENT(insured_premium(&world, 2), 155520.0 * 1.26);
}

/* By loss ratio the premium says itself what it is re-rated by: two trials of 90,000 at 0.75; a
 * loss ratio of the renewal goes before it: 0.6, of 120,000 only 72,000: r 1.25. */
static void insured_by_its_own_loss_ratio(void)
{
  const sl_trial_claims_t trials[2] = {{.plan_paid = 90000.0}, {.plan_paid = 90000.0}};
  sl_world_t world = insured();
  world.arrangement.premium = (sl_premium_t){.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = 0.75};
  world.arrangement.renewal.loss_ratio = NAN;
  world.seen[0].seen.insured = 84375.0;
  sl_world_run(&world, trials);
  CENT(world.price[0].insured_premium.value, 120000.0);
  CENT(world.price[1].insured_premium.value, 145800.0);
  sl_world_free(&world);
  world.arrangement.renewal.loss_ratio = 0.6;
  world.seen[0].seen.insured = 67500.0;
  sl_world_run(&world, trials);
  CENT(world.price[1].insured_premium.value, 145800.0);
  sl_world_free(&world);
}

/* Nothing could be seen (a notice so long, say): r is 1. */
static void insured_where_nothing_is_expected_yet(void)
{
  sl_world_t world = insured();
  world.expected[0].seen.insured = 0.0;
  CENT(insured_premium(&world, 1), 129600.0);
}

/* Without `renewal` everything grows with g, whatever was seen and whoever came. */
static void insured_without_a_renewal(void)
{
  sl_world_t world = insured();
  world.arrangement.renewal = sl_renewal_terms_default();
  world.seen[0].seen.insured = 500000.0;
  world.seen[0].relativity = 1.5;
  CENT(insured_premium(&world, 1), 126000.0);
  CENT(insured_premium(&world, 2), 132300.0);
}

/* ---- a specific premium ----
 *
 * One of the ten costs 8,000 a month: over 60,000 it is 12,000 by the end of month 9 and 36,000 in
 * the year. 400 a month and employee are 48,000, at a loss ratio of 0.75 these 36,000. g 5%:
 * 100,800 - 60,000 = 40,800, so t is 40,800 / 36,000 - 1 = 2/15. */
static sl_world_t aso(void)
{
  sl_world_t world = sl_world("aso");
  world.arrangement.has_specific = true;
  world.arrangement.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 400.0, .per = SL_PER_EMPLOYEE_MONTH};
  world.arrangement.renewal = sl_world_terms();
  world.arrangement.renewal.loss_ratio = 0.75;
  for (int k = 0; k < SL_WORLD_YEARS; k++) {
    world.expected[k].specific_trend = sl_renewal_leveraged(36000.0, 40800.0, world.g);
    world.expected[k].seen.specific = world.seen[k].seen.specific = 12000.0;
    world.expected[k].full.specific = 36000.0;
  }
  return world;
}

static double specific_premium(sl_world_t *world, int year)
{
  sl_world_run(world, NULL);
  const double premium = world->price[year].specific_premium.value;
  sl_world_free(world);
  return premium;
}

/* 48,000 x 17/15 = 54,400: more than the 5% of the claims. */
static void specific_as_expected(void)
{
  sl_world_t world = aso();
  CENT(specific_premium(&world, 0), 48000.0);
  CENT(specific_premium(&world, 1), 54400.0);
}

/* 24,000 seen is 72,000 developed: r 2, 17/15 x 1.5 = 1.7: 81,600; rates capped at +50%: 72,000,
 * and the cap of attachments does not matter. */
static void specific_with_and_without_a_rate_cap(void)
{
  sl_world_t world = aso();
  world.seen[0].seen.specific = 24000.0;
  CENT(specific_premium(&world, 1), 81600.0);
  CENT(world.state[1].rate_change, 0.7);
  world.arrangement.renewal.cap = 0.10;
  CENT(specific_premium(&world, 1), 81600.0);
  world.arrangement.renewal.rate_cap = 0.50;
  CENT(specific_premium(&world, 1), 72000.0);
  CENT(world.state[1].rate_change, 0.5);
}

/* What a laser of the next year takes out of the seen is not charged again: nothing is left, r 0,
 * 17/15 x 1/2 = 17/30: 27,200; with a floor of 25%: 36,000. */
static void specific_less_what_a_laser_takes_out(void)
{
  sl_world_t world = aso();
  world.seen[0].seen.specific = 0.0;
  CENT(specific_premium(&world, 1), 27200.0);
  world.arrangement.renewal.floor = 0.25;
  CENT(specific_premium(&world, 1), 36000.0);
}

/* From 12/12 to 24/12, a fifth more, outside the cap: 54,400 x 1.2 = 65,280, and no further factor
 * a year later: 65,280 x 17/15 x (1 + 1/2 (r - 1)), r 36,000 / (65,280 x 0.75) = 36,000 / 48,960.
 */
static void specific_where_the_contract_changes(void)
{
  sl_world_t world = aso();
  world.expected[0].specific_basis = 1.2;
  CENT(specific_premium(&world, 1), 65280.0);
  CENT(world.state[1].rate_change, 0.36);
  CENT(specific_premium(&world, 2), 65280.0 * 17.0 / 15.0 * (1.0 + 36000.0 / 48960.0) / 2.0);
  world.arrangement.renewal.rate_cap = 0.05; /* 48,000 x 1.05 x 1.2 */
  CENT(specific_premium(&world, 1), 60480.0);
}

/* The promise costs 10% in every year, once: 52,800, then 54,400 x 1.1; r is of the 48,000 without.
 */
static void specific_with_a_load_for_the_promise(void)
{
  sl_world_t world = aso();
  world.arrangement.specific_load = 0.10;
  CENT(specific_premium(&world, 0), 52800.0);
  CENT(specific_premium(&world, 1), 59840.0);
  world.seen[0].seen.specific = 24000.0;
  CENT(specific_premium(&world, 1), 89760.0); /* 81,600 x 1.1 */
  world.arrangement.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 48000.0, .per = SL_PER_YEAR};
  CENT(specific_premium(&world, 1), 89760.0);
}

static void specific_without_a_renewal(void)
{
  sl_world_t world = aso();
  world.arrangement.renewal = sl_renewal_terms_default();
  world.seen[0].seen.specific = 24000.0;
  CENT(specific_premium(&world, 1), 50400.0);
  CENT(specific_premium(&world, 2), 52920.0);
}

/* ---- the aggregate ----
 *
 * 120,000 eligible are expected, 90,000 by the end of month 9; it attaches at 150,000. t 8%. */
static sl_world_t with_aggregate(void)
{
  sl_world_t world = sl_world("aso");
  world.arrangement.has_aggregate = true;
  world.arrangement.aggregate.attachment = 150000.0;
  world.arrangement.aggregate_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 10.0, .per = SL_PER_EMPLOYEE_MONTH};
  world.arrangement.renewal = sl_world_terms();
  world.first.eligible = 120000.0;
  for (int k = 0; k < SL_WORLD_YEARS; k++) {
    world.expected[k].seen.eligible = world.seen[k].seen.eligible = 90000.0;
    world.expected[k].full.eligible = 120000.0;
  }
  return world;
}

static double attachment(sl_world_t *world, int year)
{
  sl_world_run(world, NULL);
  const double at = world->price[year].attachment.value;
  sl_world_free(world);
  return at;
}

/* As expected: 162,000. 112,500 seen is 150,000: r 1.25, 1.08 x 1.125 = 1.215: 182,250; in the year
 * after e is 120,000 x 1.215 = 145,800, and 109,350 seen is as much: r 1: 182,250 x 1.08 = 196,830.
 */
static void attachment_by_experience(void)
{
  sl_world_t world = with_aggregate();
  CENT(attachment(&world, 1), 162000.0);
  world.seen[0].seen.eligible = 112500.0;
  CENT(attachment(&world, 1), 182250.0);
  world.seen[1].seen.eligible = 109350.0;
  CENT(attachment(&world, 2), 196830.0);
  world.arrangement.renewal.cap = 0.15;
  CENT(attachment(&world, 1), 172500.0);
}

/* An amount goes with the contracts: 182,250 x 12 / 10 = 218,700. e of year 1 is 120,000 x 218,700
 * / 150,000 = 174,960: 131,220 seen are as expected: 236,196. */
static void attachment_of_more_contracts(void)
{
  sl_world_t world = with_aggregate();
  world.seen[0].seen.eligible = 112500.0;
  world.enrolment[1] = world.enrolment[2] = sl_world_employees(12.0);
  world.seen[1].seen.eligible = 131220.0;
  CENT(attachment(&world, 1), 218700.0);
  CENT(attachment(&world, 2), 236196.0);
}

/* The minimum follows: 200,000 x 1.215 = 243,000 holds, but r is of the attachment before it: as
 * without, 1.08 more in the year after: 262,440. */
static void attachment_under_its_minimum(void)
{
  sl_world_t world = with_aggregate();
  world.arrangement.aggregate.minimum = 200000.0;
  world.seen[0].seen.eligible = 112500.0;
  world.seen[1].seen.eligible = 109350.0;
  CENT(attachment(&world, 0), 200000.0);
  CENT(attachment(&world, 1), 243000.0);
  CENT(attachment(&world, 2), 262440.0);
}

/* 1,250 a month and employee: 150,000; 1,250 x 1.215 = 1,518.75 for 144 months: 218,700. A minimum
 * of 95% of the first month: twelve employees in it and ten after are 122 months: 185,287.50 is
 * less than 0.95 x 12 x 12 x 1,518.75 = 207,765. */
static void attachment_by_factors(void)
{
  sl_world_t world = with_aggregate();
  world.arrangement.aggregate.kind = SL_ATTACHMENT_FACTORS;
  world.arrangement.aggregate.factor[SL_TIER_EMPLOYEE] = 1250.0;
  world.seen[0].seen.eligible = 112500.0;
  CENT(attachment(&world, 0), 150000.0);
  world.enrolment[1] = sl_world_employees(12.0);
  CENT(attachment(&world, 1), 218700.0);
  world.arrangement.aggregate.minimum_of_first_month = 0.95;
  world.enrolment[1].tier_months[SL_TIER_EMPLOYEE] = 122.0;
  CENT(attachment(&world, 1), 207765.0);
}

/* 1,000 a month for an employee and 2,000 for a family: 120,000, under a minimum of 200,000. In
 * year 1 five of ten are families: (60 x 1,000 + 60 x 2,000) x 1.08 = 194,400, under 216,000; e is
 * 120,000 x 194,400 / 120,000, not x 216,000 / 200,000, and 145,800 seen of it are as expected. In
 * year 2 all are families: 240,000 x 1.08^2 = 279,936, over 233,280. */
static void attachment_by_factors_under_its_minimum(void)
{
  sl_world_t world = with_aggregate();
  world.arrangement.aggregate.kind = SL_ATTACHMENT_FACTORS;
  world.arrangement.aggregate.factor[SL_TIER_EMPLOYEE] = 1000.0;
  world.arrangement.aggregate.factor[SL_TIER_FAMILY] = 2000.0;
  world.arrangement.aggregate.minimum = 200000.0;
  for (int k = 1; k < SL_WORLD_YEARS; k++) {
    world.enrolment[k].tier_months[SL_TIER_EMPLOYEE] = k == 1 ? 60.0 : 0.0;
    world.enrolment[k].tier_months[SL_TIER_FAMILY] = k == 1 ? 60.0 : 120.0;
  }
  world.seen[1].seen.eligible = 145800.0;
  CENT(attachment(&world, 0), 200000.0);
  CENT(attachment(&world, 1), 216000.0);
  CENT(attachment(&world, 2), 279936.0);
}

/* 1.25 of the 120,000 that the pricing pass expects. */
static void attachment_by_corridor(void)
{
  const sl_trial_claims_t trials[2] = {{.plan_paid = 120000.0, .eligible = 120000.0},
                                       {.plan_paid = 120000.0, .eligible = 120000.0}};
  sl_world_t world = with_aggregate();
  world.arrangement.aggregate.kind = SL_ATTACHMENT_CORRIDOR;
  world.arrangement.aggregate.corridor = 1.25;
  world.seen[0].seen.eligible = 112500.0;
  sl_world_run(&world, trials);
  CENT(world.price[0].attachment.value, 150000.0);
  CENT(world.price[1].attachment.value, 182250.0);
  sl_world_free(&world);
}

/* The premium follows t alone, and the contract: 10 x 120 x 1.08 = 1,296; with a fifth more in the
 * contract 1,555.20, and the attachment 194,400. */
static void aggregate_premium_and_contract(void)
{
  sl_world_t world = with_aggregate();
  world.expected[0].aggregate_basis = 1.2;
  sl_world_run(&world, NULL);
  CENT(world.price[0].aggregate_premium.value, 1200.0);
  CENT(world.price[1].aggregate_premium.value, 1555.2);
  CENT(world.price[1].attachment.value, 194400.0);
  CENT(world.price[2].aggregate_premium.value, 1679.616);
  sl_world_free(&world);
}

/* Without `renewal`: 150,000 x 1.05, the premium too. */
static void aggregate_without_a_renewal(void)
{
  sl_world_t world = with_aggregate();
  world.arrangement.renewal = sl_renewal_terms_default();
  world.seen[0].seen.eligible = 900000.0;
  sl_world_run(&world, NULL);
  CENT(world.price[1].attachment.value, 157500.0);
  CENT(world.price[1].aggregate_premium.value, 1260.0);
  sl_world_free(&world);
}

/* ---- all prices of year 0 are the pricing pass's own ---- */

static void the_first_year_is_as_priced(void)
{
  sl_world_t world = with_aggregate();
  sl_price_t alone;
  CU_ASSERT_EQUAL_FATAL(
      sl_arrangement_price(&world.arrangement, &world.enrolment[0], NULL, 0, &alone, NULL), SL_OK);
  sl_world_run(&world, NULL);
  CU_ASSERT_EQUAL(world.price[0].attachment.value, alone.attachment.value);
  CU_ASSERT_EQUAL(world.price[0].aggregate_premium.value, alone.aggregate_premium.value);
  CU_ASSERT_EQUAL(world.price[0].budget.value, alone.budget.value);
  CU_ASSERT_EQUAL(world.price[0].maximum_cost.value, alone.maximum_cost.value);
  CU_ASSERT_EQUAL(world.price[0].exceeded_by, alone.exceeded_by);
  CU_ASSERT_EQUAL(world.state[0].rate_change, 0.0);
  sl_world_free(&world);
}

static void too_many_years_are_refused(void)
{
  sl_renewal_t renewal;
  const sl_price_t price = {0};
  const sl_enrolment_t enrolment = sl_world_employees(1.0);
  const sl_world_t world = sl_world("aso");
  const sl_renewal_setup_t setup = {.arrangement = &world.arrangement,
                                    .price = &price,
                                    .enrolment = &enrolment,
                                    .years = SL_PLAN_YEARS_MAX + 1};
  CU_ASSERT_EQUAL(sl_renewal_new(&setup, &renewal, NULL), SL_ERR_ARGUMENT);
  sl_renewal_free(&renewal);
}

SL_SUITE(renewal_step, "unit/renewal_step", {"insured, as expected", insured_as_expected},
         {"insured, after dear years", insured_after_dear_years},
         {"insured, with a cap", insured_with_a_cap},
         {"insured, after a good year, with a floor", insured_after_a_good_year},
         {"insured, no and full credibility", insured_without_and_with_full_credibility},
         {"insured, by who is covered", insured_by_who_is_covered},
         {"insured, by how many are covered", insured_by_how_many_are_covered},
         {"insured, with a pooling point", insured_with_a_pooling_point},
         {"insured, by its own loss ratio", insured_by_its_own_loss_ratio},
         {"insured, nothing expected yet", insured_where_nothing_is_expected_yet},
         {"insured, without a renewal", insured_without_a_renewal},
         {"specific, as expected", specific_as_expected},
         {"specific, with a rate cap", specific_with_and_without_a_rate_cap},
         {"specific, less what a laser takes out", specific_less_what_a_laser_takes_out},
         {"specific, a changed contract", specific_where_the_contract_changes},
         {"specific, a load for the promise", specific_with_a_load_for_the_promise},
         {"specific, without a renewal", specific_without_a_renewal},
         {"attachment, by experience", attachment_by_experience},
         {"attachment, of more contracts", attachment_of_more_contracts},
         {"attachment, under its minimum", attachment_under_its_minimum},
         {"attachment, by factors", attachment_by_factors},
         {"attachment, by factors under its minimum", attachment_by_factors_under_its_minimum},
         {"attachment, by corridor", attachment_by_corridor},
         {"aggregate premium and contract", aggregate_premium_and_contract},
         {"aggregate without a renewal", aggregate_without_a_renewal},
         {"the first year is as priced", the_first_year_is_as_priced},
         {"too many years are refused", too_many_years_are_refused});
