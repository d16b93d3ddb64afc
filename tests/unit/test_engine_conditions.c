/* Whole runs with conditions: the paths beside each other, the same bytes for any threads and
 * kernels, and what is paid when, beside sums over days. */
#include "sim/engine/compile/compile.h"
#include "sim/engine/trials/cases.h"
#include "tests/support/conditions.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 700 };

static void make(sl_engine_group_t *group, sl_test_conditions_t *conditions, uint64_t trials)
{
  sl_group_make(group, 4, trials);
  sl_test_conditions_give(conditions, group);
  group->claims.trend = 0.06;
  group->claims.frailty_correlation = 0.6;
  group->simulation.exhibit = true;
}

static void ask_for_days(sl_engine_group_t *group)
{
  group->arrangement.specific.contract =
      (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 24, .paid_months = 12};
  group->arrangement.aggregate.contract =
      (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 12, .paid_months = 15};
  group->arrangements.cash_flow.wanted = true;
  sl_group_let_families_bind(group);
}

/* ---- paths ---- */

static bool same(const sl_columns_t *a, const sl_columns_t *b, sl_trial_variable_t variable)
{
  return memcmp(a->trial[variable], b->trial[variable], TRIALS * sizeof(double)) == 0;
}

/* Whatever is asked for, what is allowed keeps its bits; and all else, where nothing hangs on days,
 * its value. */
static void paths_allow_the_same(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  sl_price_t price;
  make(&group, &conditions, TRIALS);
  sl_columns_t *annual = sl_group_run(&group, 2, &price);
  group.rules[0].visits = 1e6; /* asks for days, and changes nothing */
  sl_columns_t *days = sl_group_run(&group, 2, &price);
  group.rules[0].visits = (double)INFINITY;
  ask_for_days(&group);
  sl_columns_t *all = sl_group_run(&group, 2, &price);
  CU_ASSERT(same(annual, days, SL_TRIAL_ALLOWED) && same(annual, all, SL_TRIAL_ALLOWED));
  CU_ASSERT(same(annual, days, SL_TRIAL_CLAIMS) && same(annual, all, SL_TRIAL_CLAIMS));
  CU_ASSERT_FALSE(same(annual, all, SL_TRIAL_PLAN_PAID));
  for (size_t t = 0; t < TRIALS; t++) {
    SL_ASSERT_CLOSE_ABOVE(days->trial[SL_TRIAL_PLAN_PAID][t], annual->trial[SL_TRIAL_PLAN_PAID][t],
                          1e-9, 1.0);
    SL_ASSERT_CLOSE_ABOVE(days->trial[SL_TRIAL_LARGEST_CLAIMANT][t],
                          annual->trial[SL_TRIAL_LARGEST_CLAIMANT][t], 1e-9, 1.0);
  }
  free(annual);
  free(days);
  free(all);
  sl_group_free(&group);
}

/* ---- bytes ---- */

static sl_columns_t *run(const sl_engine_group_t *group, int threads, const sl_kernels_t *kernels,
                         sl_price_t *price)
{
  sl_columns_t *columns = calloc(1, sizeof *columns);
  sl_engine_t *engine = NULL;
  const sl_engine_options_t options = {.threads = threads, .kernels = kernels};
  CU_ASSERT_FATAL(columns != NULL);
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(&group->scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, price, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, sl_group_keep_block, columns, NULL), SL_OK);
  sl_engine_exhibit(engine, price);
  sl_engine_free(engine);
  return columns;
}

/* Three and seven threads, but every number in a full run; in a slice every other set of kernels.
 */
static void check_bytes(const sl_engine_group_t *group)
{
  sl_price_t price, first_price;
  sl_columns_t *first = run(group, 1, NULL, &first_price);
  for (int threads = 3; threads <= 7; threads += sl_test_full() ? 1 : 4) {
    sl_columns_t *again = run(group, threads, NULL, &price);
    CU_ASSERT_EQUAL(memcmp(first, again, sizeof *first), 0);
    CU_ASSERT_EQUAL(memcmp(&first_price, &price, sizeof price), 0);
    free(again);
  }
  for (size_t i = 0; sl_test_kernels_at(i) != NULL; i += sl_test_slice() ? 2 : 1) {
    sl_columns_t *again = run(group, 2, sl_test_kernels_at(i), &price);
    CU_ASSERT_EQUAL(memcmp(first, again, sizeof *first), 0);
    CU_ASSERT_EQUAL(memcmp(&first_price, &price, sizeof price), 0);
    free(again);
  }
  free(first);
}

static void bytes_are_the_same(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  make(&group, &conditions, TRIALS);
  check_bytes(&group);
  ask_for_days(&group);
  check_bytes(&group);
  sl_group_free(&group);
  make(&group, &conditions, TRIALS);
  conditions.list[SL_TEST_FRAIL].follows_frailty = false;
  group.claims.uncertainty = 0.0;
  group.rules[1].copay = (double)NAN;
  group.simulation.sampler = SL_SAMPLE_TOTALS;
  for (size_t p = 0; p < group.group.n_persons; p++) { /* one table for all */
    group.group.persons[p].risk_score = 1.0;
    group.group.persons[p].months = 12.0;
  }
  check_bytes(&group);
  sl_group_free(&group);
}

/* ---- what is paid in the plan year ---- */

#define LAG 100
#define MONTH (365.25 / 12.0)

static double mass(const double *months, double days)
{
  double sum = 0.0;
  for (int m = 0; m < 12; m++) {
    sum += months[m] * fmin(1.0, fmax(0.0, days / MONTH - m));
  }
  return sum;
}

/* Share of a case incurred before a day of a year of so many, from an onset on. */
static double before(const double *months, int days, int onset, double day)
{
  return day <= onset ? 0.0 : mass(months, day - onset) / mass(months, days - onset);
}

/* Any onset, or for the share that continues the first day. */
static double share_before(const sl_condition_t *condition, int days, double day)
{
  double sum = 0.0;
  for (int onset = 0; onset < days; onset++) {
    sum += before(condition->months, days, onset, day) / days;
  }
  return condition->continues * before(condition->months, days, 0, day) +
         (1.0 - condition->continues) * sum;
}

static int add_paid(void *context, const sl_block_t *block, sl_error_t *error)
{
  double *sum = context;
  (void)error;
  for (size_t t = 0; t < block->n_trials; t++) {
    sum[0] += block->trial[SL_TRIAL_ALLOWED][t];
    sum[1] += block->trial[SL_TRIAL_ALLOWED][t] * block->trial[SL_TRIAL_ALLOWED][t];
  }
  return SL_OK;
}

/* One condition of 900 a case, paid 100 days later: of a year's cases what is incurred before day
 * 265 is paid in it, and of last year's, a trend cheaper, the rest. */
static void what_is_paid_in_the_year(void)
{
  enum { MANY = 20000, PERSONS = 12 };
  sl_engine_group_t group;
  sl_test_conditions_t c;
  sl_engine_t *engine = NULL;
  sl_price_t price;
  double sum[2] = {0.0, 0.0}, q = 0.0;
  const sl_engine_options_t options = {.threads = 2};
  make(&group, &c, MANY);
  group.claims.n_conditions = 1;
  c.list[0].severity = sl_group_severity("constant", 900.0, 0.0);
  c.list[0].amount_factor = 1.0;
  group.services[0].only_row = group.services[1].only_row = UINT32_MAX;
  group.services[0].lag = group.services[1].lag = sl_group_severity("constant", LAG, 0.0);
  group.claims.uncertainty = 0.0;
  group.arrangements.accounting = SL_ACCOUNT_PAID;
  for (size_t p = 0; p < PERSONS; p++) {
    sl_person_t *person = &group.group.persons[p];
    person->months = 12.0;
    person->age = 30;
    q += c.list[0].incidence * person->risk_score * 1.2;
  }
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(&group.scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, add_paid, sum, NULL), SL_OK);
  const double early = share_before(&c.list[0], 365, 365 - LAG);
  const double exact = q * 900.0 * (early + (1.0 - early) / 1.06);
  const double mean = sum[0] / MANY, variance = sum[1] / MANY - mean * mean;
  SL_ASSERT_Z(mean, exact, sqrt(variance / MANY), 4.0);
  CU_ASSERT(early > 0.3 && early < 0.8);
  sl_engine_free(engine);
  sl_group_free(&group);
}

/* ---- what is refused ---- */

static void refusals(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  sl_engine_t *engine = NULL;
  sl_error_t error = {0};
  const sl_engine_options_t options = {.threads = 1};
  make(&group, &conditions, TRIALS);
  group.claims.uncertainty = 0.0;
  group.rules[1].copay = (double)NAN;
  group.simulation.sampler = SL_SAMPLE_TOTALS;
  CU_ASSERT_EQUAL(sl_engine_new(&group.scenario, &options, &engine, &error), SL_ERR_UNSUPPORTED);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "follows frailty"));
  sl_engine_free(engine);
  engine = NULL;
  group.simulation.sampler = SL_SAMPLE_CLAIMS;
  ask_for_days(&group);
  conditions.mother_parts[0].events = 11000; /* three persons may each bring them */
  CU_ASSERT_EQUAL(sl_engine_new(&group.scenario, &options, &engine, &error), SL_ERR_UNSUPPORTED);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "told apart up to 32768"));
  sl_engine_free(engine);
  sl_group_free(&group);
}

SL_SUITE(engine_conditions, "unit/engine_conditions",
         {"paths allow the same", paths_allow_the_same}, {"bytes are the same", bytes_are_the_same},
         {"what is paid in the year", what_is_paid_in_the_year}, {"refusals", refusals});
