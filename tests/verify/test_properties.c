/* What must hold in every single trial, whatever the claims: identities, and the order and
 * convexity of covers in equal steps (scenario files ladder*.yaml). */
#include "tests/support/harness.h"
#include "tests/support/run.h"
#include "tests/verify/validation.h"

#include <stdio.h>

/* In order of the arrangements of ladder.yaml. */
enum {
  SPECIFIC_LOW,
  SPECIFIC_MIDDLE,
  SPECIFIC_HIGH,
  SPECIFIC_LAYER,
  AGGREGATE_LOW,
  AGGREGATE_MIDDLE,
  AGGREGATE_HIGH,
  AGGREGATE_LAYER,
  BOTH,
  INSURED,
  N_ARRANGEMENTS
};

static sl_results_t *simulate(const char *file)
{
  char path[256];
  sl_test_run_t run;
  snprintf(path, sizeof path, "tests/verify/cases/%s", file);
  const bool opened = sl_test_run_open(&run, path, 0, 0);
  sl_results_t *results = opened ? sl_test_run_results(&run) : NULL;
  sl_test_run_close(&run);
  CU_ASSERT_FATAL(results != NULL && results->facts->n_arrangements == N_ARRANGEMENTS);
  return results;
}

static double cost(const sl_results_t *results, sl_cost_variable_t variable, size_t arrangement,
                   size_t trial)
{
  return sl_results_cost_column(results, variable, arrangement)[trial];
}

static bool nearly(double one, double other) { return fabs(one - other) <= 1e-12 * fabs(other); }

/* A property of one trial of one or two runs. */
typedef bool (*property_t)(const sl_results_t *one, const sl_results_t *other, size_t trial);

/* Asserts once, and names the first trial in which the property does not hold. */
static void holds_in_every_trial(property_t property, const sl_results_t *one,
                                 const sl_results_t *other, const char *what)
{
  size_t t = 0;
  while (t < one->facts->trials && property(one, other, t)) {
    t++;
  }
  CU_ASSERT_EQUAL(t, one->facts->trials);
  sl_validated_campaign(what, "%zu trials of %zu arrangements, in every one of them", t,
                        one->facts->n_arrangements);
  if (t < one->facts->trials) {
    printf("\n    %s: not so in trial %zu\n", what, t);
  }
}

static bool claims_add_up(const sl_results_t *r, const sl_results_t *unused, size_t t)
{
  (void)unused;
  const double plan_paid = r->trial[SL_TRIAL_PLAN_PAID][t];
  bool good =
      nearly(plan_paid, r->trial[SL_TRIAL_ALLOWED][t] - r->trial[SL_TRIAL_MEMBER_PAID][t]) &&
      r->trial[SL_TRIAL_LARGEST_CLAIMANT][t] <= plan_paid;
  for (size_t a = 0; a < N_ARRANGEMENTS; a++) {
    good = good && nearly(cost(r, SL_COST_RETAINED_CLAIMS, a, t) +
                              cost(r, SL_COST_SPECIFIC_REIMBURSEMENT, a, t) +
                              cost(r, SL_COST_AGGREGATE_REIMBURSEMENT, a, t) +
                              cost(r, SL_COST_INSURED_CLAIMS, a, t),
                          plan_paid);
  }
  return good;
}

static bool cost_adds_up(const sl_results_t *r, const sl_results_t *unused, size_t t)
{
  (void)unused;
  bool good = true;
  for (size_t a = 0; a < N_ARRANGEMENTS; a++) {
    const double total = cost(r, SL_COST_COST, a, t);
    const double over = total - r->facts->arrangements[a].price.budget.value;
    good = good &&
           nearly(cost(r, SL_COST_RETAINED_CLAIMS, a, t) + cost(r, SL_COST_FEES, a, t) +
                      cost(r, SL_COST_PREMIUMS, a, t) + cost(r, SL_COST_TAXES, a, t) -
                      cost(r, SL_COST_REFUNDS, a, t),
                  total) &&
           cost(r, SL_COST_DEFICIT, a, t) == (over > 0.005 ? over : 0) &&
           cost(r, SL_COST_SURPLUS, a, t) == (over < -0.005 ? -over : 0);
  }
  return good;
}

static void every_trial_adds_up(void)
{
  sl_results_t *results = simulate("ladder.yaml");
  holds_in_every_trial(claims_add_up, results, NULL, "claims add up");
  holds_in_every_trial(cost_adds_up, results, NULL, "cost adds up");
  sl_results_free(results);
}

/* Reimbursements at equal steps: none below 0, none increasing, convex; a layer is a difference. */
static bool is_ladder(const sl_results_t *r, sl_cost_variable_t variable, size_t first, size_t t)
{
  const double low = cost(r, variable, first, t), middle = cost(r, variable, first + 1, t);
  const double high = cost(r, variable, first + 2, t), layer = cost(r, variable, first + 3, t);
  const double slack = 1e-12 * (1e6 + low);
  return high >= 0 && middle >= high && low >= middle && low - middle >= middle - high - slack &&
         fabs(layer - (low - middle)) <= slack;
}

static bool specific_is_ladder(const sl_results_t *r, const sl_results_t *unused, size_t t)
{
  (void)unused;
  return is_ladder(r, SL_COST_SPECIFIC_REIMBURSEMENT, SPECIFIC_LOW, t);
}

static bool aggregate_is_ladder(const sl_results_t *r, const sl_results_t *unused, size_t t)
{
  (void)unused;
  return is_ladder(r, SL_COST_AGGREGATE_REIMBURSEMENT, AGGREGATE_LOW, t);
}

/* In how many trials an arrangement is reimbursed. */
static size_t reimbursed(const sl_results_t *r, sl_cost_variable_t variable, size_t arrangement)
{
  size_t n = 0;
  for (size_t t = 0; t < r->facts->trials; t++) {
    n += cost(r, variable, arrangement, t) > 0;
  }
  return n;
}

static void covers_fall_and_are_convex_and_layers_add_up(void)
{
  sl_results_t *results = simulate("ladder.yaml");
  holds_in_every_trial(specific_is_ladder, results, NULL, "specifics in steps");
  holds_in_every_trial(aggregate_is_ladder, results, NULL, "aggregates in steps");
  /* else little was compared */
  CU_ASSERT(reimbursed(results, SL_COST_SPECIFIC_REIMBURSEMENT, SPECIFIC_HIGH) > 100);
  CU_ASSERT(reimbursed(results, SL_COST_AGGREGATE_REIMBURSEMENT, AGGREGATE_HIGH) > 100);
  sl_results_free(results);
}

/* What is not told here is not told there. */
static bool is_twice(double two, double one)
{
  return two == 2 * one || (isnan(two) && isnan(one));
}

/* A power of two changes no mantissa: doubled money gives exactly double. */
static bool is_double(const sl_results_t *one, const sl_results_t *two, size_t t)
{
  bool good = true;
  for (int v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    const double factor = sl_trial_variables[v].is_amount ? 2 : 1;
    good = good && two->trial[v][t] == factor * one->trial[v][t];
  }
  for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
    for (size_t a = 0; a < N_ARRANGEMENTS; a++) {
      good = good && is_twice(cost(two, (sl_cost_variable_t)v, a, t),
                              cost(one, (sl_cost_variable_t)v, a, t));
    }
  }
  return good;
}

static void doubling_the_money_doubles_every_result(void)
{
  sl_results_t *one = simulate("ladder.yaml"), *two = simulate("ladder-doubled.yaml");
  holds_in_every_trial(is_double, one, two, "doubled money");
  sl_results_free(one);
  sl_results_free(two);
}

/* Bit by bit: what the plan makes of a claim does not touch the sum of what is allowed. */
static bool same_claims(const sl_results_t *one, const sl_results_t *other, size_t t)
{
  return one->trial[SL_TRIAL_ALLOWED][t] == other->trial[SL_TRIAL_ALLOWED][t] &&
         one->trial[SL_TRIAL_CLAIMS][t] == other->trial[SL_TRIAL_CLAIMS][t] &&
         other->trial[SL_TRIAL_MEMBER_PAID][t] == 0 && one->trial[SL_TRIAL_MEMBER_PAID][t] > 0;
}

static void another_plan_draws_the_same_claims(void)
{
  sl_results_t *one = simulate("ladder.yaml"), *other = simulate("ladder-no-plan.yaml");
  holds_in_every_trial(same_claims, one, other, "the same claims");
  sl_results_free(one);
  sl_results_free(other);
}

SL_SUITE(properties, "verify/properties", {"every trial adds up", every_trial_adds_up},
         {"covers fall, are convex, and layers add up",
          covers_fall_and_are_convex_and_layers_add_up},
         {"doubling the money doubles every result", doubling_the_money_doubles_every_result},
         {"another plan draws the same claims", another_plan_draws_the_same_claims});
