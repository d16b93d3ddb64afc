/* Stop-loss rules: amounts by hand, and identities that hold path by path. */
#include "models/random/streams.h"
#include "models/stoploss/contract.h"
#include "tests/support/harness.h"

#include <string.h>

enum { PERSONS = 500 };

static void draw_plan_paid(double *plan_paid)
{
  const sl_stream_t stream = sl_stream_init(7, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 1);
  for (uint32_t p = 0; p < PERSONS; p++) {
    const double u = ((double)(sl_stream_word(&stream, 0, p, 0) >> 11) + 0.5) / 9007199254740992.0;
    plan_paid[p] = p % 10 == 0 ? 0.0 : 2000.0 / u; /* some far above any deductible */
  }
}

static sl_specific_t plain(double deductible)
{
  return (sl_specific_t){.deductible = deductible, .coinsurance = 1.0, .maximum = INFINITY};
}

static double total_excess(const sl_specific_t *specific, const double *plan_paid)
{
  double sum = 0.0;
  for (size_t p = 0; p < PERSONS; p++) {
    sum += sl_specific_excess(specific, plan_paid[p], specific->deductible);
  }
  return sum;
}

static void excess_by_hand(void)
{
  sl_specific_t specific = plain(60000.0);
  CU_ASSERT_EQUAL(sl_specific_excess(&specific, 60000.0, 60000.0), 0.0);
  CU_ASSERT_EQUAL(sl_specific_excess(&specific, 59999.99, 60000.0), 0.0);
  CU_ASSERT_EQUAL(sl_specific_excess(&specific, 100000.0, 60000.0), 40000.0);
  specific.coinsurance = 0.9; /* 90% of 40,000 */
  CU_ASSERT_EQUAL(sl_specific_excess(&specific, 100000.0, 60000.0), 36000.0);
  specific.maximum = 30000.0;
  CU_ASSERT_EQUAL(sl_specific_excess(&specific, 100000.0, 60000.0), 30000.0);
}

static void a_laser_raises_one_persons_deductible(void)
{
  sl_laser_t lasers[] = {{.row = 17, .deductible = 250000.0}, {.row = 3, .excluded = true}};
  sl_specific_t specific = plain(60000.0);
  bool excluded;
  specific.lasers = lasers;
  specific.n_lasers = 2;
  CU_ASSERT_EQUAL(sl_specific_deductible_of(&specific, 17, &excluded), 250000.0);
  CU_ASSERT_FALSE(excluded);
  CU_ASSERT_EQUAL(sl_specific_deductible_of(&specific, 18, &excluded), 60000.0);
  CU_ASSERT_FALSE(excluded);
  sl_specific_deductible_of(&specific, 3, &excluded);
  CU_ASSERT_TRUE(excluded);
  specific.deductible = 300000.0; /* a sweep's, past the laser: it rises */
  CU_ASSERT_EQUAL(sl_specific_deductible_of(&specific, 17, &excluded), 300000.0);
}

static void nothing_above_the_deductible_counts_towards_the_aggregate(void)
{
  const sl_specific_t specific = plain(60000.0);
  const double plan_paid[] = {100000.0, 300000.0, 20000.0};
  double excess[3] = {0}, eligible[3] = {0};
  /* with a laser of 250,000 the person's excess is 50,000, and 60,000 count all the same */
  sl_specific_accumulate_batch(&specific, 3, plan_paid, 250000.0, false, excess, eligible);
  CU_ASSERT_EQUAL(excess[0], 0.0);
  CU_ASSERT_EQUAL(excess[1], 50000.0);
  CU_ASSERT_EQUAL(eligible[0], 60000.0);
  CU_ASSERT_EQUAL(eligible[1], 60000.0);
  CU_ASSERT_EQUAL(eligible[2], 20000.0);
  /* excluded from the specific: no excess, still eligible up to the group's deductible */
  sl_specific_accumulate_batch(&specific, 3, plan_paid, INFINITY, true, excess, eligible);
  CU_ASSERT_EQUAL(excess[1], 50000.0);
  CU_ASSERT_EQUAL(eligible[1], 120000.0);
  /* no specific at all: everything counts */
  sl_specific_accumulate_batch(NULL, 3, plan_paid, INFINITY, false, excess, eligible);
  CU_ASSERT_EQUAL(eligible[1], 420000.0);
}

static void the_group_bears_the_aggregating_deductible_first(void)
{
  sl_specific_t specific = plain(60000.0);
  specific.aggregating_deductible = 50000.0;
  CU_ASSERT_EQUAL(sl_specific_reimbursement(&specific, 40000.0), 0.0);
  CU_ASSERT_EQUAL(sl_specific_reimbursement(&specific, 90000.0), 40000.0);
}

static void retained_and_excess_add_up_to_plan_paid(void)
{
  double plan_paid[PERSONS];
  double excess[PERSONS] = {0}, eligible[PERSONS] = {0};
  const sl_specific_t specific = plain(30000.0);
  draw_plan_paid(plan_paid);
  sl_specific_accumulate_batch(&specific, PERSONS, plan_paid, 30000.0, false, excess, eligible);
  for (size_t p = 0; p < PERSONS; p++) {
    const double single = sl_specific_excess(&specific, plan_paid[p], 30000.0);
    CU_ASSERT_EQUAL(memcmp(&single, &excess[p], sizeof single), 0);
    SL_ASSERT_CLOSE(excess[p] + eligible[p], plan_paid[p], 1e-15);
  }
}

static void excess_falls_and_is_convex_in_the_deductible(void)
{
  double plan_paid[PERSONS], previous = INFINITY, slope = -INFINITY;
  draw_plan_paid(plan_paid);
  for (double d = 0.0; d <= 200000.0; d += 2500.0) {
    const sl_specific_t specific = plain(d);
    const double cost = total_excess(&specific, plan_paid);
    CU_ASSERT(cost <= previous);
    if (isfinite(previous)) {
      CU_ASSERT(cost - previous >= slope - 1e-6);
      slope = cost - previous;
    }
    previous = cost;
  }
}

static void layers_add_up(void)
{
  double plan_paid[PERSONS];
  sl_specific_t lower = plain(20000.0), upper = plain(75000.0), whole = plain(20000.0);
  draw_plan_paid(plan_paid);
  lower.maximum = 55000.0; /* 55,000 xs 20,000 and everything xs 75,000 are everything xs 20,000 */
  SL_ASSERT_CLOSE(total_excess(&lower, plan_paid) + total_excess(&upper, plan_paid),
                  total_excess(&whole, plan_paid), 1e-13);
}

static const sl_enrolment_t enrolment = {
    .tier_months = {[SL_TIER_EMPLOYEE] = 600.0, [SL_TIER_FAMILY] = 300.0},
    .tier_first_month = {[SL_TIER_EMPLOYEE] = 52.0, [SL_TIER_FAMILY] = 25.0},
    .plan_months = 12.0,
};

static void attachment_by_amount_corridor_and_factors(void)
{
  sl_aggregate_t aggregate = {
      .kind = SL_ATTACHMENT_AMOUNT, .attachment = 2150000.0, .maximum = INFINITY};
  CU_ASSERT_EQUAL(sl_aggregate_attachment(&aggregate, &enrolment, 1.0), 2150000.0);
  aggregate.minimum = 2200000.0;
  CU_ASSERT_EQUAL(sl_aggregate_attachment(&aggregate, &enrolment, 1.0), 2200000.0);
  aggregate = (sl_aggregate_t){.kind = SL_ATTACHMENT_CORRIDOR, .corridor = 1.25};
  CU_ASSERT_EQUAL(sl_aggregate_attachment(&aggregate, &enrolment, 1000000.0), 1250000.0);
  /* 600 x 500 + 300 x 1,400 = 720,000; empty tiers need no factor */
  aggregate = (sl_aggregate_t){.kind = SL_ATTACHMENT_FACTORS, .factor = {500.0, NAN, NAN, 1400.0}};
  CU_ASSERT_EQUAL(sl_aggregate_attachment(&aggregate, &enrolment, 1.0), 720000.0);
  /* 95% of 12 x (52 x 500 + 25 x 1,400) = 0.95 x 12 x 61,000 = 695,400 is below it */
  aggregate.minimum_of_first_month = 0.95;
  CU_ASSERT_EQUAL(sl_aggregate_attachment(&aggregate, &enrolment, 1.0), 720000.0);
  /* the whole of 12 x 61,000 = 732,000 is not */
  aggregate.minimum_of_first_month = 1.0;
  CU_ASSERT_EQUAL(sl_aggregate_attachment(&aggregate, &enrolment, 1.0), 732000.0);
}

static void aggregate_reimburses_above_the_attachment_up_to_its_maximum(void)
{
  const sl_aggregate_t aggregate = {.maximum = 1000000.0};
  CU_ASSERT_EQUAL(sl_aggregate_reimbursement(&aggregate, 900.0, 1000.0), 0.0);
  CU_ASSERT_EQUAL(sl_aggregate_reimbursement(&aggregate, 1250.0, 1000.0), 250.0);
  CU_ASSERT_EQUAL(sl_aggregate_reimbursement(&aggregate, 5e6, 1000.0), 1000000.0);
}

SL_SUITE(stoploss_contract, "unit/stoploss_contract", {"excess by hand", excess_by_hand},
         {"a laser raises one person's deductible", a_laser_raises_one_persons_deductible},
         {"nothing above the deductible counts towards the aggregate",
          nothing_above_the_deductible_counts_towards_the_aggregate},
         {"the group bears the aggregating deductible first",
          the_group_bears_the_aggregating_deductible_first},
         {"retained and excess add up to plan paid", retained_and_excess_add_up_to_plan_paid},
         {"excess falls and is convex in the deductible",
          excess_falls_and_is_convex_in_the_deductible},
         {"layers add up", layers_add_up},
         {"attachment by amount, corridor and factors", attachment_by_amount_corridor_and_factors},
         {"aggregate reimburses above the attachment up to its maximum",
          aggregate_reimburses_above_the_attachment_up_to_its_maximum});
