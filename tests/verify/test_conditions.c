/* A family with conditions beside its exact law, by plain sums: the services of a person are a
 * negative binomial number of claims of 100 (a Poisson number under a gamma frailty), and each
 * condition is a fixed amount or nothing. On all paths, and with the chance of a case cut at 1. */
#include "tests/support/conditions.h"
#include "tests/support/harness.h"
#include "tests/verify/measure.h"
#include "tests/verify/slow_totals.h"

#include <math.h>
#include <string.h>

#define CLAIM 100.0
#define SHAPE 0.8
#define RISK_FACTOR 1.2

enum { COUNTS = 400, EVENTS_MOST = 3, TRIALS = 60000, LEVELS = 4 };

/* ---- the exact law ---- */

/* What may befall a person beside the services' claims, independently of everything else. */
typedef struct event {
  double p, shared, copays, allowed;
} event_t;

typedef struct member {
  double mean; /* claims of the service */
  event_t event[EVENTS_MOST];
  size_t n;
} member_t;

static double count_law(double mean, double n)
{
  return exp(lgamma(SHAPE + n) - lgamma(SHAPE) - lgamma(n + 1.0) +
             SHAPE * log(SHAPE / (SHAPE + mean)) + n * log(mean / (SHAPE + mean)));
}

static double plan_paid(const sl_benefit_t *benefit, const event_t *sum)
{
  const double deductible = fmin(sum->shared, benefit->deductible.person);
  const double cost = sum->copays + deductible + benefit->coinsurance * (sum->shared - deductible);
  return sum->allowed - fmin(cost, benefit->out_of_pocket_max.person);
}

/* Events of the member that befall where the bits say so, and n claims. */
static event_t sum_of(const member_t *member, size_t bits, double n)
{
  event_t sum = {count_law(member->mean, n), CLAIM * n, 0.0, CLAIM * n};
  for (size_t i = 0; i < member->n; i++) {
    const event_t *event = &member->event[i];
    const double has = (bits >> i & 1U) != 0 ? 1.0 : 0.0;
    sum.p *= has > 0.0 ? event->p : 1.0 - event->p;
    sum.shared += has * event->shared;
    sum.copays += has * event->copays;
    sum.allowed += has * event->allowed;
  }
  return sum;
}

/* Adds to moments: E and E of the square of plan paid. */
static void moments_of(const member_t *member, const sl_benefit_t *benefit, double *moments)
{
  for (size_t bits = 0; bits < (size_t)1 << member->n; bits++) {
    for (int n = 0; n < COUNTS; n++) {
      const event_t sum = sum_of(member, bits, n);
      const double paid = plan_paid(benefit, &sum);
      moments[0] += sum.p * paid;
      moments[1] += sum.p * paid * paid;
    }
  }
}

static slow_total_t allowed_law(const member_t *member)
{
  slow_total_t law = {0};
  for (size_t bits = 0; bits < (size_t)1 << member->n; bits++) {
    for (int n = 0; n < COUNTS; n++) {
      const event_t sum = sum_of(member, bits, n);
      if (sum.p > 1e-16) {
        slow_add(&law, sum.allowed, 0, sum.p);
      }
    }
  }
  return law;
}

/* ---- the scenario ---- */

static event_t event_of(double q, double shared, double copays, double allowed)
{
  return (event_t){fmin(1.0, q), shared, copays, allowed};
}

/* Heart: 1,000, of which 300 are three claims with a copay of 30; birth: 4,000 cut at 3,000; frail:
 * 600 in one claim with that copay; to the mother 500, of which 100 are two claims with one. */
static void make_family(sl_engine_group_t *group, sl_test_conditions_t *c)
{
  sl_group_make(group, 1, TRIALS);
  sl_test_conditions_give(c, group);
  group->claims.uncertainty = 0.0;
  group->services[0].frequency.parameter[0] = 2.0;
  group->services[0].severity = sl_group_severity("constant", CLAIM, 0.0);
  group->services[0].amount_factor = 1.0;
  group->services[1].only_row = UINT32_MAX; /* nobody's but the conditions' */
  const double amount[SL_TEST_CONDITIONS] = {1000.0, 4000.0, 600.0};
  for (size_t i = 0; i < SL_TEST_CONDITIONS; i++) {
    c->list[i].severity = sl_group_severity("constant", amount[i], 0.0);
    c->list[i].amount_factor = 1.0;
    c->list[i].follows_frailty = false;
  }
  c->list[SL_TEST_BIRTH].severity.limit = 3000.0;
  c->list[SL_TEST_BIRTH].mother_severity = sl_group_severity("constant", 500.0, 0.0);
}

/* The copays that the exact law has: none where the plan has none. */
static member_t member_of(const sl_engine_group_t *group, const sl_test_conditions_t *c, size_t p)
{
  const sl_person_t *person = &group->group.persons[p];
  const double exposure = person->risk_score * RISK_FACTOR * person->months / 12.0;
  const bool copays = !isnan(group->rules[1].copay);
  member_t member = {.mean = 2.0 * exposure};
  member.event[member.n++] =
      copays ? event_of(c->list[SL_TEST_HEART].incidence * exposure, 700.0, 90.0, 1000.0)
             : event_of(c->list[SL_TEST_HEART].incidence * exposure, 1000.0, 0.0, 1000.0);
  member.event[member.n++] =
      copays ? event_of(c->list[SL_TEST_FRAIL].incidence * exposure, 0.0, 30.0, 600.0)
             : event_of(c->list[SL_TEST_FRAIL].incidence * exposure, 600.0, 0.0, 600.0);
  if (p == 2) {
    member.event[member.n++] =
        event_of(c->list[SL_TEST_BIRTH].incidence * exposure, 3000.0, 0.0, 3000.0);
  }
  if (p == 0) {
    const double child = group->group.persons[2].risk_score * RISK_FACTOR * 0.5;
    const double q = c->list[SL_TEST_BIRTH].incidence * child;
    member.event[member.n++] =
        copays ? event_of(q, 400.0, 60.0, 500.0) : event_of(q, 500.0, 0.0, 500.0);
  }
  return member;
}

/* Where allowed amounts of the family count, a child's case is 3,500 and the mother has none. */
static slow_total_t family_law(member_t *members)
{
  members[2].event[2].allowed = 3500.0;
  members[0].n = 2;
  slow_total_t all = allowed_law(&members[0]);
  for (size_t p = 1; p < 3; p++) {
    slow_total_t own = allowed_law(&members[p]), sum = slow_sum(&all, &own);
    slow_free(&own);
    slow_free(&all);
    all = sum;
  }
  return all;
}

/* ---- simulated beside it ---- */

typedef struct seen {
  double allowed[2], paid[2]; /* sum, sum of squares */
  double level[LEVELS];
  size_t above[LEVELS];
} seen_t;

static int look(void *context, const sl_block_t *block, sl_error_t *error)
{
  seen_t *seen = context;
  (void)error;
  for (size_t t = 0; t < block->n_trials; t++) {
    const double allowed = block->trial[SL_TRIAL_ALLOWED][t];
    const double paid = block->trial[SL_TRIAL_PLAN_PAID][t];
    seen->allowed[0] += allowed / TRIALS;
    seen->allowed[1] += allowed * allowed / TRIALS;
    seen->paid[0] += paid / TRIALS;
    seen->paid[1] += paid * paid / TRIALS;
    for (size_t k = 0; k < LEVELS; k++) {
      seen->above[k] += allowed > seen->level[k];
    }
  }
  return SL_OK;
}

static void simulate(const sl_engine_group_t *group, seen_t *seen)
{
  sl_engine_t *engine = NULL;
  sl_price_t price;
  const sl_engine_options_t options = {.threads = 2};
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(&group->scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, look, seen, NULL), SL_OK);
  sl_engine_free(engine);
}

/* Standard errors: of the mean by the exact variance; of the variance as of a normal law times 2,
 * which is more than these laws need. */
static void compare(const sl_engine_group_t *group, const sl_test_conditions_t *c)
{
  seen_t seen = {.level = {950.0, 2450.0, 4550.0, 6050.0}};
  member_t members[3];
  double paid = 0.0;
  for (size_t p = 0; p < 3; p++) {
    double moments[2] = {0.0, 0.0};
    members[p] = member_of(group, c, p);
    moments_of(&members[p], &group->plan.benefit[0], moments);
    paid += moments[0];
  }
  slow_total_t law = family_law(members);
  const double mean = slow_excess(&law, -1.0) - 1.0, deviation = slow_deviation(&law);
  simulate(group, &seen);
  const double variance = seen.allowed[1] - seen.allowed[0] * seen.allowed[0];
  SL_ASSERT_Z(seen.allowed[0], mean, deviation / sqrt(TRIALS), SL_VERIFY_Z_BOUND);
  SL_ASSERT_Z(variance, deviation * deviation, 2.0 * deviation * deviation / sqrt(0.5 * TRIALS),
              SL_VERIFY_Z_BOUND);
  SL_ASSERT_Z(seen.paid[0], paid, sqrt((seen.paid[1] - seen.paid[0] * seen.paid[0]) / TRIALS),
              SL_VERIFY_Z_BOUND);
  for (size_t k = 0; k < LEVELS; k++) {
    const double p = slow_above(&law, seen.level[k]);
    SL_ASSERT_Z((double)seen.above[k] / TRIALS, p, sqrt(p * (1.0 - p) / TRIALS), SL_VERIFY_Z_BOUND);
  }
  slow_free(&law);
}

static void annual_totals_of_claims(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  make_family(&group, &conditions);
  compare(&group, &conditions);
  sl_group_free(&group);
}

/* q of the mother's heart 0.3 x 4 x 1.2: certain. */
static void chances_are_cut_at_1(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  make_family(&group, &conditions);
  group.group.persons[0].risk_score = 4.0;
  compare(&group, &conditions);
  sl_group_free(&group);
}

/* Visits without end ask for claim by claim, and change nothing. */
static void claims_with_days(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  make_family(&group, &conditions);
  group.rules[0].visits = 1e6;
  compare(&group, &conditions);
  sl_group_free(&group);
}

static void annual_totals_by_tables(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  make_family(&group, &conditions);
  group.rules[1].copay = (double)NAN;
  group.simulation.sampler = SL_SAMPLE_TOTALS;
  compare(&group, &conditions);
  sl_group_free(&group);
}

/* ---- rare years ---- */

/* Of what the plan pays a member. */
static slow_total_t paid_law(const member_t *member, const sl_benefit_t *benefit)
{
  slow_total_t law = {0};
  for (size_t bits = 0; bits < (size_t)1 << member->n; bits++) {
    for (int n = 0; n < COUNTS; n++) {
      const event_t sum = sum_of(member, bits, n);
      if (sum.p > 1e-16) {
        slow_add(&law, plan_paid(benefit, &sum), 0, sum.p);
      }
    }
  }
  return law;
}

static sl_rare_t *draw_rare(const sl_engine_group_t *group)
{
  sl_engine_t *engine = NULL;
  sl_rare_t *rare = NULL;
  sl_price_t price;
  const sl_engine_options_t options = {.threads = 2};
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(&group->scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_rare(engine, 20000, &rare, NULL), SL_OK);
  sl_engine_free(engine);
  return rare;
}

/* The spouse and the child, whose heart alone may fail: their laws are independent. Cases are drawn
 * as they are, claims under a tilted law. */
static void rare_years_keep_their_weights(void)
{
  enum { BUDGET = 2600 };
  sl_engine_group_t group;
  sl_test_conditions_t c;
  make_family(&group, &c);
  group.claims.n_conditions = 1;
  group.plan.benefit[0].deductible.person = 0.0;
  group.arrangement.has_specific = group.arrangement.has_aggregate = false;
  group.arrangement.budget = (sl_budget_t){.kind = SL_BUDGET_AMOUNT, .value = BUDGET};
  slow_total_t law = {0};
  slow_add(&law, 0.0, 0, 1.0);
  for (size_t p = 0; p < 3; p++) {
    member_t member = member_of(&group, &c, p);
    member.n = 1;
    slow_total_t own = paid_law(&member, &group.plan.benefit[0]), sum = slow_sum(&law, &own);
    slow_free(&own);
    slow_free(&law);
    law = sum;
  }
  sl_rare_t *rare = draw_rare(&group);
  const sl_rare_summary_t *of = &rare->arrangements[0];
  SL_ASSERT_Z(rare->mean_weight.value, 1.0, rare->mean_weight.standard_error, 4.5);
  SL_ASSERT_Z(of->expected_cost.value, slow_excess(&law, -1.0) - 1.0,
              of->expected_cost.standard_error, 4.5);
  SL_ASSERT_Z(of->deficit_probability.value, slow_above(&law, BUDGET),
              of->deficit_probability.standard_error, 4.5);
  SL_ASSERT_Z(of->expected_deficit.value, slow_excess(&law, BUDGET),
              of->expected_deficit.standard_error, 4.5);
  CU_ASSERT(slow_above(&law, BUDGET) < 0.01 && rare->n_laws > 1);
  sl_rare_free(rare);
  slow_free(&law);
  sl_group_free(&group);
}

SL_SUITE(conditions, "verify/conditions", {"annual totals of claims", annual_totals_of_claims},
         {"claims with days", claims_with_days}, {"chances are cut at 1", chances_are_cut_at_1},
         {"annual totals by tables", annual_totals_by_tables},
         {"rare years keep their weights", rare_years_keep_their_weights});
