/* Levers are runs: what a slider shows is what a run with that deductible, that corridor and those
 * premiums costs, trial by trial; and a run has the same bytes with and without them. */
#include "models/claims/service.h"
#include "models/funding/uncovered.h"
#include "sim/engine/compile/dating.h"
#include "sim/study/levers/terms.h"
#include "sim/study/run.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 1200 };

static char label[] = "of no account here";

static const sl_premium_t loss_ratio = {.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = 0.7};

static sl_premium_t quoted(double amount)
{
  return (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = amount, .per = SL_PER_YEAR};
}

static void link_group(sl_engine_group_t *group)
{
  sl_group_link(group);
  group->arrangement.leaves = sl_arrangement_leaves(
      &group->arrangement, &group->scenario.calendar, group->arrangements.accounting,
      SL_GROUP_SERVICES, sl_dating_longest_lag_of(&group->scenario));
}

/* Six families, priced by the model, a commission and a tax that follow the premiums. */
static void make_group(sl_engine_group_t *group)
{
  static sl_fee_t fee = {.name = label, .amount = 0.05, .per = SL_PER_PREMIUM};
  static sl_tax_t tax = {.name = label, .rate = 0.02, .on = SL_TAX_ON_PREMIUM};
  sl_group_make(group, 6, TRIALS);
  group->scenario.name = group->scenario.currency = group->scenario.resolved = label;
  group->arrangement.specific_premium = group->arrangement.aggregate_premium = loss_ratio;
  group->arrangement.budget = (sl_budget_t){.kind = SL_BUDGET_AMOUNT, .value = 70000.0};
  group->arrangement.fees = &fee;
  group->arrangement.n_fees = 1;
  group->arrangement.taxes = &tax;
  group->arrangement.n_taxes = 1;
  link_group(group);
}

/* What a run hands on, copied. */
typedef struct seen {
  sl_columns_t columns;
  sl_levers_t *levers;
  sl_band_figures_t level[SL_N_BAND_LEVELS];
  uint64_t band_trials;
} seen_t;

static double *copy_of(const double *values, size_t n)
{
  double *copy = malloc((n + 1) * sizeof *copy);
  CU_ASSERT_FATAL(copy != NULL);
  return values != NULL ? memcpy(copy, values, n * sizeof *copy) : copy;
}

static int keep_levers(void *context, const sl_levers_t *levers, sl_error_t *error)
{
  seen_t *seen = context;
  CU_ASSERT_EQUAL_FATAL(sl_levers_new(&seen->levers, error), SL_OK);
  sl_levers_t own = *levers;
  own.rule = seen->levers->rule;
  own.no_deductible = seen->levers->no_deductible;
  own.no_corridor = seen->levers->no_corridor;
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    const size_t n = (size_t)levers->trials[l] * levers->n_deductibles;
    own.before[l] = copy_of(levers->before[l], n);
    own.eligible[l] = levers->has_eligible ? copy_of(levers->eligible[l], n) : NULL;
  }
  *seen->levers = own;
  CU_ASSERT_EQUAL(sl_levers_say(&seen->levers->rule, levers->rule, error), SL_OK);
  CU_ASSERT_EQUAL(sl_levers_say(&seen->levers->no_deductible, levers->no_deductible, error), SL_OK);
  return sl_levers_say(&seen->levers->no_corridor, levers->no_corridor, error);
}

static int keep_band(void *context, const sl_band_t *band, sl_error_t *error)
{
  seen_t *seen = context;
  (void)error;
  memcpy(seen->level, band->arrangements[0].level, sizeof seen->level);
  seen->band_trials = band->trials;
  return SL_OK;
}

/* Taken from the run as it goes; columns come first in seen_t. */
static seen_t *simulate(const sl_engine_group_t *group, bool levers, int threads, sl_price_t *price)
{
  const sl_run_options_t options = {.engine = {.threads = threads, .band = true}, .levers = levers};
  seen_t *seen = calloc(1, sizeof *seen);
  CU_ASSERT_FATAL(seen != NULL);
  const sl_run_sink_t sink = {
      .context = seen, .block = sl_group_keep_block, .band = keep_band, .levers = keep_levers};
  sl_run_t *run = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_run_new(&group->scenario, &options, &run, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_run_into(run, &sink, &error), SL_OK);
  *price = sl_run_prices(run)[0];
  sl_run_free(run);
  return seen;
}

static void forget(seen_t *seen)
{
  sl_levers_free(seen->levers);
  free(seen);
}

/* The group with a lever's deductible, attachment point, and premiums as amounts. */
static sl_engine_group_t at_point(const sl_engine_group_t *group, const sl_levers_t *levers,
                                  size_t d, size_t c)
{
  const sl_lever_point_t *point = &levers->point[d][c];
  sl_engine_group_t single = *group;
  single.arrangement.specific.deductible = levers->deductible[d];
  single.arrangement.specific_premium = quoted(point->specific_premium);
  single.arrangement.aggregate_premium = quoted(point->aggregate_premium);
  if (single.arrangement.has_aggregate) {
    single.arrangement.aggregate.kind = SL_ATTACHMENT_AMOUNT;
    single.arrangement.aggregate.attachment = point->attachment;
  }
  return single;
}

/* What the band of such a run says of a level. */
static void check_level(const sl_levers_t *levers, sl_lever_level_t level, size_t d, size_t c,
                        const sl_band_figures_t *figures)
{
  double sum = 0.0, deficits = 0.0;
  const double n = (double)levers->trials[level];
  for (uint64_t t = 0; t < levers->trials[level]; t++) {
    const double cost = sl_levers_cost(levers, level, t, d, c);
    sum += cost;
    deficits += cost > levers->budget + SL_DEFICIT_TOLERANCE;
  }
  SL_ASSERT_CLOSE(sum / n, figures->cost.value, 1e-9);
  SL_ASSERT_CLOSE_ABOVE(deficits / n, figures->deficit.value, 1e-12, 1.0);
}

static void check_point(const sl_engine_group_t *group, const sl_levers_t *levers, size_t d,
                        size_t c)
{
  sl_engine_group_t single = at_point(group, levers, d, c);
  sl_price_t price;
  double widest = 0.0;
  link_group(&single);
  seen_t *seen = simulate(&single, false, 2, &price);
  for (uint64_t t = 0; t < TRIALS; t++) {
    const double cost = seen->columns.cost[SL_COST_COST][t];
    const double by = fabs(sl_levers_cost(levers, SL_LEVER_AS_RUN, t, d, c) - cost) / cost;
    widest = by > widest ? by : widest;
  }
  CU_ASSERT(widest <= 1e-9);
  SL_ASSERT_CLOSE(levers->point[d][c].maximum_cost, price.maximum_cost.value, 1e-9);
  CU_ASSERT_EQUAL(levers->trials[SL_LEVER_MORE], seen->band_trials);
  check_level(levers, SL_LEVER_FEWER, d, c, &seen->level[SL_BAND_FEWER]);
  check_level(levers, SL_LEVER_MORE, d, c, &seen->level[SL_BAND_MORE]);
  forget(seen);
}

/* Every deductible, each at another corridor, and every corridor at the run's own deductible. */
static void points_are_runs(const sl_engine_group_t *group, size_t deductibles, size_t n_corridors)
{
  sl_price_t price;
  seen_t *seen = simulate(group, true, 2, &price);
  const sl_levers_t *levers = seen->levers;
  CU_ASSERT_PTR_NOT_NULL_FATAL(levers);
  CU_ASSERT_EQUAL(levers->n_deductibles, deductibles);
  CU_ASSERT_EQUAL(levers->n_corridors, n_corridors);
  CU_ASSERT_EQUAL(levers->no_deductible[0] == '\0', deductibles > 1);
  CU_ASSERT_EQUAL(levers->no_corridor[0] == '\0', n_corridors > 1);
  CU_ASSERT_EQUAL(levers->trials[SL_LEVER_AS_RUN], TRIALS);
  CU_ASSERT_EQUAL(levers->budget, price.budget.value);
  CU_ASSERT_EQUAL(levers->deductible[levers->own_deductible],
                  group->arrangement.specific.deductible);
  /* All of them in a full run; an instrumented program looks at some. */
  const size_t step = sl_test_slice() ? 6 : sl_test_full() ? 1 : 2;
  for (size_t d = 0; d < levers->n_deductibles; d += step) {
    check_point(group, levers, d, d % levers->n_corridors);
  }
  for (size_t c = 0; c < levers->n_corridors; c += step) {
    check_point(group, levers, levers->own_deductible, c);
  }
  forget(seen);
}

static void they_are_runs_by_annual_totals(void)
{
  sl_engine_group_t group;
  make_group(&group);
  points_are_runs(&group, 12, 8);
  group.arrangement.aggregate.maximum = 9000.0;
  group.arrangement.specific.coinsurance = 0.9;
  group.arrangement.specific.maximum = 20000.0;
  group.arrangement.specific.aggregating_deductible = 1000.0;
  link_group(&group);
  points_are_runs(&group, 12, 8);
  sl_group_free(&group);
}

/* Where nothing is priced the run's own trials tell what another deductible costs. */
static void they_are_runs_of_quotes(void)
{
  sl_engine_group_t group;
  make_group(&group);
  group.arrangement.specific_premium = quoted(9000.0);
  group.arrangement.aggregate_premium = quoted(1500.0);
  group.arrangement.aggregate.kind = SL_ATTACHMENT_AMOUNT;
  group.arrangement.aggregate.attachment = 52000.0;
  link_group(&group);
  points_are_runs(&group, 12, 8);
  group.arrangement.has_aggregate = false;
  link_group(&group);
  points_are_runs(&group, 12, 1);
  sl_group_free(&group);
}

static void they_are_runs_claim_by_claim(void)
{
  sl_engine_group_t group;
  make_group(&group);
  group.arrangement.specific.contract =
      (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 12, .paid_months = 15};
  group.arrangement.aggregate.contract = group.arrangement.specific.contract;
  group.arrangement.aggregate.accommodation = true;
  link_group(&group);
  points_are_runs(&group, 12, 8);
  group.arrangement.specific.per_certificate = true;
  group.arrangement.specific.n_lasers = 0;
  link_group(&group);
  points_are_runs(&group, 12, 8);
  group.arrangement.specific.contract =
      (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 15, .paid_months = 12};
  group.arrangement.has_aggregate = false;
  link_group(&group);
  points_are_runs(&group, 12, 1);
  sl_group_free(&group);
}

/* Each with its reason. */
static void what_nothing_tells_is_left_out(void)
{
  sl_engine_group_t group;
  make_group(&group);
  group.arrangement.specific_premium = (sl_premium_t){.kind = SL_PREMIUM_NONE};
  points_are_runs(&group, 1, 8);
  group.arrangement.specific_premium = loss_ratio;
  group.arrangement.aggregate_premium = (sl_premium_t){.kind = SL_PREMIUM_NONE};
  points_are_runs(&group, 12, 1);
  group.arrangement.aggregate_premium = quoted(100.0);
  group.arrangement.aggregate.corridor = 40.0; /* pays in no year */
  points_are_runs(&group, 12, 1);
  group.arrangement.aggregate = (sl_aggregate_t){
      .kind = SL_ATTACHMENT_AMOUNT, .attachment = 80000.0, .maximum = (double)INFINITY};
  group.arrangement.specific_premium = quoted(100.0);
  group.arrangement.specific.deductible = 900000.0; /* likewise */
  link_group(&group);
  points_are_runs(&group, 1, 8);
  sl_group_free(&group);
}

static void kinds_with_an_account_of_their_own(void)
{
  sl_engine_group_t group;
  make_group(&group);
  group.arrangement.kind = sl_arrangement_kind("level_funded");
  group.arrangement.surplus_share = 0.5;
  group.arrangement.aggregate.kind = SL_ATTACHMENT_AMOUNT;
  group.arrangement.aggregate.attachment = 60000.0;
  group.arrangement.specific_premium = quoted(9000.0);
  group.arrangement.aggregate_premium = quoted(900.0);
  link_group(&group);
  points_are_runs(&group, 12, 1);
  group.arrangement.kind = sl_arrangement_kind("captive");
  group.arrangement.has_captive = true;
  group.arrangement.captive = (sl_captive_t){
      .limit = 22000.0, .share = 0.5, .premium = quoted(2000.0), .assessment_maximum = INFINITY};
  link_group(&group);
  points_are_runs(&group, 1, 8);
  sl_group_free(&group);
}

/* The model's price at another deductible is that of a run of the scenario with it. */
static void premiums_follow_the_rule(void)
{
  sl_engine_group_t group, single;
  sl_price_t price, of_single;
  make_group(&group);
  seen_t *seen = simulate(&group, true, 1, &price);
  single = group;
  single.arrangement.specific.deductible = seen->levers->deductible[1];
  link_group(&single);
  seen_t *other = simulate(&single, false, 1, &of_single);
  const sl_lever_point_t *point = &seen->levers->point[1][seen->levers->own_corridor];
  CU_ASSERT_EQUAL(point->specific_premium, of_single.specific_premium.value);
  CU_ASSERT_EQUAL(point->aggregate_premium, of_single.aggregate_premium.value);
  CU_ASSERT_EQUAL(point->attachment, of_single.attachment.value);
  forget(other);
  forget(seen);
  group.arrangement.specific_premium = quoted(9000.0);
  group.arrangement.has_aggregate = false;
  link_group(&group);
  seen = simulate(&group, true, 1, &price);
  other = simulate(&group, false, 1, &price);
  const double own = sl_mean(other->columns.cost[SL_COST_SPECIFIC_REIMBURSEMENT], TRIALS).value;
  forget(other);
  single = group;
  single.arrangement.specific.deductible = seen->levers->deductible[9];
  link_group(&single);
  other = simulate(&single, false, 1, &of_single);
  const double at = sl_mean(other->columns.cost[SL_COST_SPECIFIC_REIMBURSEMENT], TRIALS).value;
  SL_ASSERT_CLOSE(seen->levers->point[9][0].specific_premium, 9000.0 * at / own, 1e-12);
  forget(other);
  forget(seen);
  sl_group_free(&group);
}

static bool same_levers(const sl_levers_t *a, const sl_levers_t *b)
{
  bool same = memcmp(a->point, b->point, sizeof a->point) == 0;
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    const size_t n = (size_t)a->trials[l] * a->n_deductibles * sizeof(double);
    same = same && a->trials[l] == b->trials[l] && memcmp(a->before[l], b->before[l], n) == 0 &&
           memcmp(a->eligible[l], b->eligible[l], n) == 0;
  }
  return same;
}

static void they_move_no_other_bit(void)
{
  sl_engine_group_t group;
  sl_price_t price[3];
  make_group(&group);
  for (int dated = 0; dated < 2; dated++) {
    group.arrangement.aggregate.accommodation = dated == 1;
    group.simulation.exhibit = true;
    seen_t *with = simulate(&group, true, 1, &price[0]);
    seen_t *without = simulate(&group, false, 1, &price[1]);
    seen_t *threads = simulate(&group, true, 3, &price[2]);
    CU_ASSERT_EQUAL(memcmp(&with->columns, &without->columns, sizeof with->columns), 0);
    CU_ASSERT_EQUAL(memcmp(&with->level, &without->level, sizeof with->level), 0);
    CU_ASSERT_EQUAL(memcmp(&price[0], &price[1], sizeof price[0]), 0);
    CU_ASSERT_PTR_NULL(without->levers);
    CU_ASSERT(same_levers(with->levers, threads->levers));
    forget(with);
    forget(without);
    forget(threads);
  }
  sl_group_free(&group);
}

static void check_list(double own, size_t at, size_t n, double first, double last)
{
  sl_engine_group_t group;
  sl_levers_t *levers = NULL;
  make_group(&group);
  group.arrangement.specific.deductible = own;
  CU_ASSERT_EQUAL_FATAL(sl_levers_new(&levers, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_lever_terms(&group.scenario, &group.arrangement, levers, NULL), SL_OK);
  CU_ASSERT_EQUAL(levers->n_deductibles, n);
  CU_ASSERT_EQUAL(levers->own_deductible, at);
  CU_ASSERT_EQUAL(levers->deductible[at], own);
  CU_ASSERT_EQUAL(levers->deductible[0], first);
  CU_ASSERT_EQUAL(levers->deductible[n - 1], last);
  for (size_t d = 1; d < n; d++) {
    CU_ASSERT(levers->deductible[d] > levers->deductible[d - 1]);
  }
  sl_levers_free(levers);
  sl_group_free(&group);
}

static void round_numbers_around(void)
{
  check_list(60000.0, 4, 12, 25000.0, 300000.0);
  check_list(100000.0, 4, 12, 40000.0, 500000.0);
  check_list(175000.0, 4, 12, 75000.0, 750000.0);
  check_list(1000.0, 4, 12, 400.0, 5000.0);
}

static void check_corridors(double own, size_t at, size_t n)
{
  sl_engine_group_t group;
  sl_levers_t *levers = NULL;
  make_group(&group);
  group.arrangement.aggregate.corridor = own;
  CU_ASSERT_EQUAL_FATAL(sl_levers_new(&levers, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_lever_terms(&group.scenario, &group.arrangement, levers, NULL), SL_OK);
  CU_ASSERT_EQUAL(levers->n_corridors, n);
  CU_ASSERT_EQUAL(levers->own_corridor, at);
  CU_ASSERT_EQUAL(levers->corridor[at], own);
  sl_levers_free(levers);
  sl_group_free(&group);
}

static void corridors_around(void)
{
  check_corridors(1.25, 3, 7);
  check_corridors(1.33, 5, 8);
  check_corridors(1.05, 0, 8);
  check_corridors(2.0, 7, 8);
}

SL_SUITE(levers, "unit/levers", {"they are runs by annual totals", they_are_runs_by_annual_totals},
         {"they are runs of quotes", they_are_runs_of_quotes},
         {"they are runs claim by claim", they_are_runs_claim_by_claim},
         {"what nothing tells is left out, with the reason", what_nothing_tells_is_left_out},
         {"kinds with an account of their own", kinds_with_an_account_of_their_own},
         {"premiums follow the rule", premiums_follow_the_rule},
         {"they move no other bit, for any threads", they_move_no_other_bit},
         {"round numbers around the run's deductible", round_numbers_around},
         {"corridors around the run's own", corridors_around});
