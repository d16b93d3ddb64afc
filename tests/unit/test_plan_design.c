/* The plan design against a reference that walks the allowed amount one dollar at a time. */
#include "models/plan/design.h"
#include "models/random/streams.h"
#include "tests/support/harness.h"

#include <string.h>

#define CASES 16000

typedef struct design {
  long person_deductible, family_deductible; /* dollars; -1 = none */
  long person_maximum, family_maximum;       /* dollars; -1 = none */
  long tenths;                               /* coinsurance in tenths */
} design_t;

/* What is left of a limit; a limit of -1 is none. */
static bool has_room(long used, long limit) { return limit < 0 || used < limit; }

/* Dollar by dollar: the deductible while both the person's and the family's have room, else
 * coinsurance; then tenth by tenth out of the member's pocket until either maximum is reached. */
static long reference_member_tenths(const design_t *d, long allowed, long copays)
{
  long owed = 10 * copays, own_deductible = 0, paid = 0;
  for (long dollar = 0; dollar < allowed; dollar++) {
    if (has_room(own_deductible, d->person_deductible) &&
        has_room(own_deductible, d->family_deductible)) {
      own_deductible++;
      owed += 10;
    } else {
      owed += d->tenths;
    }
  }
  for (; owed > 0; owed--) {
    if (has_room(paid, d->person_maximum < 0 ? -1 : 10 * d->person_maximum) &&
        has_room(paid, d->family_maximum < 0 ? -1 : 10 * d->family_maximum)) {
      paid++;
    }
  }
  return paid;
}

static long draw(uint32_t *next, long below)
{
  const sl_stream_t stream = sl_stream_init(20260101, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0);
  return (long)(sl_stream_word(&stream, 0, 1, (*next)++) % (uint64_t)below);
}

static double limit_or_none(long limit) { return limit < 0 ? (double)INFINITY : (double)limit; }

static sl_plan_t plan_of(const design_t *d)
{
  return (sl_plan_t){
      .n_benefits = 1,
      .benefit = {{.deductible = {.person =
                                      d->person_deductible < 0 ? 0.0 : (double)d->person_deductible,
                                  .family = limit_or_none(d->family_deductible)},
                   .coinsurance = (double)d->tenths / 10.0,
                   .out_of_pocket_max = {.person = limit_or_none(d->person_maximum),
                                         .family = limit_or_none(d->family_maximum)},
                   .maximum = INFINITY}},
  };
}

static design_t draw_design(uint32_t *next)
{
  design_t d = {.person_deductible = draw(next, 60), .family_deductible = -1};
  d.family_deductible = draw(next, 3) == 0 ? -1 : draw(next, 120);
  d.person_maximum = draw(next, 4) == 0 ? -1 : draw(next, 90);
  d.family_maximum = draw(next, 3) == 0 ? -1 : draw(next, 180);
  d.tenths = draw(next, 11);
  return d;
}

static void agrees_with_a_dollar_at_a_time(void)
{
  uint32_t next = 0;
  size_t disagreements = 0, capped = 0;
  for (int c = 0; c < CASES; c++) {
    const design_t d = draw_design(&next);
    const sl_plan_t plan = plan_of(&d);
    const long allowed = draw(&next, 4) == 0 ? 0 : draw(&next, 200);
    const long copays = draw(&next, 3) == 0 ? draw(&next, 40) : 0;
    const double paid = sl_plan_member_cost(&plan, (double)allowed, (double)copays);
    const double expected = (double)reference_member_tenths(&d, allowed, copays) / 10.0;
    disagreements += fabs(paid - expected) > 1e-9;
    capped += d.person_maximum >= 0 && fabs(paid - (double)d.person_maximum) < 1e-9;
  }
  CU_ASSERT_EQUAL(disagreements, 0);
  CU_ASSERT(capped > CASES / 10); /* the maximum did come into play */
}

static sl_plan_t ppo(double family_deductible, double family_maximum)
{
  return (sl_plan_t){.n_benefits = 1,
                     .benefit = {{.deductible = {.person = 1500.0, .family = family_deductible},
                                  .coinsurance = 0.2,
                                  .out_of_pocket_max = {.person = 5000.0, .family = family_maximum},
                                  .maximum = INFINITY}}};
}

/* Deductible 1,500 (family 3,000), 20% after it, at most 5,000 (family 10,000). */
static void a_person_by_hand(void)
{
  const sl_plan_t plan = ppo(3000.0, 10000.0);
  /* 1,500 + 20% of 8,500 = 3,200 */
  CU_ASSERT_EQUAL(sl_plan_member_cost(&plan, 10000.0, 0.0), 3200.0);
  /* 1,000 below the deductible, and two copays of 30 */
  CU_ASSERT_EQUAL(sl_plan_member_cost(&plan, 1000.0, 60.0), 1060.0);
  /* 1,500 + 20% of 98,500 = 21,200, capped at 5,000 */
  CU_ASSERT_EQUAL(sl_plan_member_cost(&plan, 100000.0, 0.0), 5000.0);
  /* a family's limits below the person's hold for one person: 800 + 20% of 9,200 = 2,640 */
  const sl_plan_t odd = ppo(800.0, 2000.0);
  CU_ASSERT_EQUAL(sl_plan_member_cost(&odd, 10000.0, 0.0), 2000.0);
  CU_ASSERT_EQUAL(sl_plan_member_cost(&odd, 3000.0, 0.0), 800.0 + 0.2 * 2200.0);
}

static void a_family_limit_binds_where_the_family_can_meet_it_first(void)
{
  const sl_plan_t plan = ppo(3000.0, 10000.0);
  CU_ASSERT_TRUE(sl_plan_tells_by_total(&plan, 1));
  CU_ASSERT_TRUE(sl_plan_tells_by_total(&plan, 2)); /* 2 x 1,500 and 2 x 5,000 are no more */
  CU_ASSERT_FALSE(sl_plan_tells_by_total(&plan, 3));
  const sl_plan_t deductible = ppo(4500.0, INFINITY), maximum = ppo(INFINITY, 15000.0);
  CU_ASSERT_TRUE(sl_plan_tells_by_total(&deductible, 3) && sl_plan_tells_by_total(&maximum, 3));
  CU_ASSERT_FALSE(sl_plan_tells_by_total(&deductible, 4));
  CU_ASSERT_FALSE(sl_plan_tells_by_total(&maximum, 4));
  sl_plan_t none = ppo(INFINITY, 5000.0);
  none.benefit[0].deductible.person = 0.0;
  CU_ASSERT_FALSE(sl_plan_tells_by_total(&none, 2));
  none.benefit[0].deductible.family = 0.0; /* of no deductible at all */
  none.benefit[0].out_of_pocket_max.family = INFINITY;
  CU_ASSERT_TRUE(sl_plan_tells_by_total(&none, 9));
  none.benefit[0].out_of_pocket_max = (sl_limit_t){INFINITY, 9000.0, false};
  CU_ASSERT_FALSE(sl_plan_tells_by_total(&none, 2));
  CU_ASSERT_TRUE(sl_plan_tells_by_total(&none, 1));
}

static void no_cost_sharing_costs_the_member_nothing(void)
{
  const sl_plan_t plan = {.n_benefits = 1, .benefit = {sl_benefit_default()}};
  CU_ASSERT_EQUAL(sl_plan_member_cost(&plan, 1e9, 0.0), 0.0);
  CU_ASSERT_EQUAL(sl_plan_member_cost(&plan, 0.0, 25.0), 25.0);
}

/* A plan of two services, one with a copay, and what a change to it makes of it. */
typedef struct small_plan {
  sl_plan_t plan;
  sl_service_rule_t rules[2];
} small_plan_t;

static bool annual_after(void (*change)(small_plan_t *))
{
  small_plan_t small = {.plan = {.n_benefits = 1, .n_rules = 2, .recognised = 1.0}};
  small.plan.rule = small.rules;
  small.plan.benefit[0] = sl_benefit_default();
  small.plan.benefit[0].deductible = (sl_limit_t){.person = 1500.0, .family = 3000.0};
  small.rules[0] = small.rules[1] = sl_service_rule_default();
  small.rules[1].copay = 30.0;
  change(&small);
  return sl_plan_is_annual(&small.plan);
}

static void nothing(small_plan_t *s) { (void)s; }
static void aggregate_deductible(small_plan_t *s)
{
  s->plan.benefit[0].deductible.not_embedded = true;
}
static void aggregate_maximum(small_plan_t *s)
{
  s->plan.benefit[0].out_of_pocket_max.not_embedded = true;
}
static void annual_maximum(small_plan_t *s) { s->plan.benefit[0].maximum = 1e6; }
static void benefit(small_plan_t *s)
{
  s->plan.benefit[s->plan.n_benefits++] = sl_benefit_default();
}
static void network(small_plan_t *s) { s->plan.out_of_network = 0.1; }
static void own_benefit(small_plan_t *s) { s->rules[1].benefit = 1; }
static void coinsurance(small_plan_t *s) { s->rules[0].coinsurance = 0.0; }
static void waiver(small_plan_t *s) { s->rules[0].deductible_waived = true; }
static void not_covered(small_plan_t *s) { s->rules[1].not_covered = true; }
static void visits(small_plan_t *s) { s->rules[1].visits = 20.0; }
static void service_maximum(small_plan_t *s) { s->rules[0].maximum = 500.0; }
static void waiting(small_plan_t *s) { s->rules[0].waiting_months = 1; }

static void only_embedded_limits_and_copays_are_told_by_annual_totals(void)
{
  static void (*const changes[])(small_plan_t *) = {aggregate_deductible,
                                                    aggregate_maximum,
                                                    annual_maximum,
                                                    benefit,
                                                    network,
                                                    own_benefit,
                                                    coinsurance,
                                                    waiver,
                                                    not_covered,
                                                    visits,
                                                    service_maximum,
                                                    waiting};
  CU_ASSERT(annual_after(nothing));
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    CU_ASSERT_FALSE(annual_after(changes[i]));
  }
}

SL_SUITE(plan_design, "unit/plan_design",
         {"agrees with a dollar at a time", agrees_with_a_dollar_at_a_time},
         {"a person by hand", a_person_by_hand},
         {"a family limit binds where the family can meet it first",
          a_family_limit_binds_where_the_family_can_meet_it_first},
         {"only embedded limits and copays are told by annual totals",
          only_embedded_limits_and_copays_are_told_by_annual_totals},
         {"no cost sharing costs the member nothing", no_cost_sharing_costs_the_member_nothing});
