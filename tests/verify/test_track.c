/* Whether a year in progress is told rightly: simulated years stand for true ones, which are known
 * up to the end of a month; their year's claims must lie in the 90% interval nine times of ten,
 * whatever they paid so far, and the interval must become narrow as the months pass. */
#include "models/statistics/conditioning.h"
#include "models/statistics/statistics.h"
#include "sim/engine/engine.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/run.h"
#include "sim/study/trace/trace.h"
#include "sim/study/track/track.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/scenario_text.h"
#include "tests/verify/validation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MONTHS 3 /* at which a year is looked at */
static const size_t at_month[MONTHS] = {3, 6, 9};
static const double widest[MONTHS] = {0.95, 0.85, 0.65};

/* The years that weigh, behind them those that are taken for true. */
typedef struct years {
  size_t n, n_true;
  double *so_far[MONTHS]; /* [n + n_true]: paid in the first months */
  double *whole;          /* likewise: of the year, its run-out too */
} years_t;

static bool allocate(years_t *years)
{
  const size_t n = years->n + years->n_true;
  bool have = true;
  years->whole = calloc(n, sizeof *years->whole);
  for (size_t k = 0; k < MONTHS; k++) {
    years->so_far[k] = calloc(n, sizeof *years->so_far[k]);
    have = have && years->so_far[k] != NULL;
  }
  return have && years->whole != NULL;
}

static void release(years_t *years)
{
  free(years->whole);
  for (size_t k = 0; k < MONTHS; k++) {
    free(years->so_far[k]);
  }
}

static int take(void *context, const sl_block_t *block, sl_error_t *error)
{
  years_t *years = context;
  (void)error;
  for (size_t t = 0; t < block->n_trials; t++) {
    const size_t trial = (size_t)block->first_trial + t;
    for (size_t m = 0; m < block->n_months; m++) {
      const double paid = block->month_cost[SL_MONTH_PAID][m * SL_BLOCK_TRIALS + t];
      years->whole[trial] += paid;
      for (size_t k = 0; k < MONTHS; k++) {
        years->so_far[k][trial] += m < at_month[k] ? paid : 0.0;
      }
    }
  }
  return SL_OK;
}

static bool simulate(const char *path, const char *uncertainty, years_t *years)
{
  char trials[32];
  const sl_override_t list[] = {{"arrangements", "[{name: ASO, kind: aso, budget: {amount: 1}}]"},
                                {"claims.uncertainty", uncertainty},
                                {"cash_flow", "{}"},
                                {"simulation.trials", trials}};
  const sl_overrides_t overrides = {list, sizeof list / sizeof list[0]};
  const sl_run_options_t options = {0};
  const sl_run_sink_t sink = {.context = years, .block = take};
  sl_scenario_t *scenario = NULL;
  sl_run_t *run = NULL;
  sl_faults_t faults;
  snprintf(trials, sizeof trials, "%zu", years->n + years->n_true);
  sl_faults_init(&faults);
  bool good = allocate(years) && sl_scenario_load(path, &overrides, &scenario, &faults) == SL_OK &&
              sl_run_new(scenario, &options, &run, NULL) == SL_OK &&
              sl_run_into(run, &sink, NULL) == SL_OK;
  sl_run_free(run);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  return good;
}

/* What the true years came to. */
typedef struct found {
  double covered, lowest, highest; /* of all, of the fifths that had paid least and most */
  double width;                    /* mean, of that before the first month */
} found_t;

typedef struct interval {
  double low, high;
} interval_t;

/* The 90% interval of the year's claims. */
static interval_t interval_of(const years_t *years, size_t k, size_t truth, double *to_come,
                              sl_weighed_value_t *sorted)
{
  static const double ends[2] = {0.05, 0.95};
  const double known = years->so_far[k][truth];
  sl_conditioning_t conditioning;
  double quantile[2];
  for (size_t i = 0; i < years->n; i++) {
    to_come[i] = years->whole[i] - years->so_far[k][i];
  }
  CU_ASSERT_EQUAL_FATAL(
      sl_conditioning_init(&conditioning, known, years->so_far[k], years->n, NULL), SL_OK);
  sl_conditioning_move(&conditioning, to_come, to_come);
  const size_t n = sl_weighed_sort(to_come, conditioning.weight, years->n, sorted);
  sl_weighed_quantiles(sorted, n, ends, 2, quantile);
  sl_conditioning_free(&conditioning);
  return (interval_t){known + quantile[0], known + quantile[1]};
}

static double width_at_start(const years_t *years, double *room)
{
  memcpy(room, years->whole, years->n * sizeof *room);
  sl_sort(room, years->n);
  return sl_quantile(room, years->n, 0.95).value - sl_quantile(room, years->n, 0.05).value;
}

static found_t look(const years_t *years, size_t k)
{
  double *room = malloc(years->n * sizeof *room);
  double *by_paid = malloc(years->n_true * sizeof *by_paid);
  sl_weighed_value_t *sorted = malloc(years->n * sizeof *sorted);
  found_t found = {0};
  size_t low = 0, high = 0;
  CU_ASSERT_FATAL(room != NULL && by_paid != NULL && sorted != NULL);
  memcpy(by_paid, years->so_far[k] + years->n, years->n_true * sizeof *by_paid);
  sl_sort(by_paid, years->n_true);
  const double lowest = by_paid[years->n_true / 5], highest = by_paid[years->n_true * 4 / 5];
  const double before = width_at_start(years, room);
  for (size_t i = years->n; i < years->n + years->n_true; i++) {
    const interval_t own = interval_of(years, k, i, room, sorted);
    const bool inside = years->whole[i] >= own.low && years->whole[i] <= own.high;
    const bool least = years->so_far[k][i] < lowest, most = years->so_far[k][i] >= highest;
    found.covered += inside;
    found.lowest += inside && least;
    found.highest += inside && most;
    low += least;
    high += most;
    found.width += (own.high - own.low) / before;
  }
  found.covered /= (double)years->n_true;
  found.width /= (double)years->n_true;
  found.lowest /= (double)low;
  found.highest /= (double)high;
  free(sorted);
  free(by_paid);
  free(room);
  return found;
}

/* margin: by how much shares of fewer true years may miss more. */
static void expect_calibrated(const char *path, const char *group, const char *uncertainty,
                              years_t *years, double margin)
{
  char what[160];
  CU_ASSERT_FATAL(simulate(path, uncertainty, years));
  for (size_t k = 0; k < MONTHS; k++) {
    const found_t found = look(years, k);
    snprintf(what, sizeof what, "a year in progress, %s, uncertainty %s, month %zu", group,
             uncertainty, at_month[k]);
    CU_ASSERT(found.covered >= 0.87 - margin && found.covered <= 0.93 + margin);
    CU_ASSERT(found.lowest >= 0.82 - 2.0 * margin && found.lowest <= 0.97 + margin);
    CU_ASSERT(found.highest >= 0.82 - 2.0 * margin && found.highest <= 0.97 + margin);
    CU_ASSERT(found.width <= widest[k]);
    sl_validated_campaign(what,
                          "of %zu true years %.1f%% inside the 90%% interval; lowest fifth of paid "
                          "to date %.1f%%, highest %.1f%%; mean width %.2f of that before",
                          years->n_true, 100.0 * found.covered, 100.0 * found.lowest,
                          100.0 * found.highest, found.width);
    if (sl_test_full()) {
      printf("\n    %s: covered %.4f, lowest %.4f, highest %.4f, width %.3f", what, found.covered,
             found.lowest, found.highest, found.width);
    }
  }
  release(years);
}

/* In every run: 140 employees, few years. */
static void a_machine_shop_is_told_rightly(void)
{
  char path[SL_PATH_MAX];
  years_t years = {.n = 4000, .n_true = 500};
  sl_source_path(path, "scenarios/machine-shop.yaml");
  expect_calibrated(path, "140 employees", "0.1", &years, 0.04);
}

/* With --full: the standard group. */
static void the_standard_group_is_told_rightly(void)
{
  static const char *const uncertainties[] = {"0", "0.1"};
  char path[SL_PATH_MAX];
  sl_program_t program;
  if (!sl_test_full()) {
    return;
  }
  SL_RUN(&program, sl_test_scratch_dir(), "new", "tracked", "--employees", "1000");
  CU_ASSERT_EQUAL_FATAL(program.status, 0);
  sl_program_free(&program);
  sl_scratch_path(path, "tracked.yaml");
  for (size_t u = 0; u < 2; u++) {
    years_t years = {.n = 20000, .n_true = 2000};
    expect_calibrated(path, "1,000 employees", uncertainties[u], &years, 0.0);
  }
}

/* ---- contracts and listed claimants, from one end to the other ---- */

#define EMPLOYEES 80
#define DEDUCTIBLE 20000.0

/* A true year as a finance officer sees it at the end of June, and what became of it. */
typedef struct truth {
  sl_monthly_t paid;
  sl_claimant_t list[EMPLOYEES];
  sl_claimants_t claimants;
  double cost;
} truth_t;

static void see_year(const sl_trace_t *trace, truth_t *truth)
{
  double so_far[EMPLOYEES] = {0}, later[EMPLOYEES] = {0};
  memset(truth, 0, sizeof *truth);
  truth->paid.n = 6;
  truth->claimants.list = truth->list;
  truth->cost = trace->cost[SL_COST_COST][0];
  for (size_t c = 0; c < trace->n_claims; c++) {
    const sl_seen_claim_t *seen = &trace->claim[c].seen;
    const int month = sl_calendar_month(&trace->scenario->calendar, seen->paid);
    if (trace->claim[c].in_year && month < 6) {
      truth->paid.paid[month] += seen->plan_paid;
      so_far[seen->person] += seen->plan_paid;
    } else if (trace->claim[c].in_year) {
      later[seen->person] += seen->plan_paid;
    }
  }
  for (size_t p = 0; p < EMPLOYEES; p++) {
    if (so_far[p] > 0.5 * DEDUCTIBLE) {
      truth->list[truth->claimants.n++] =
          (sl_claimant_t){so_far[p], later[p], p, trace->scenario->group->persons[p].row, p + 1};
    }
  }
}

/* Whether the year's cost lies in the interval that its first six months tell. */
static bool is_told(const sl_scenario_t *scenario, const truth_t *truth)
{
  static const sl_engine_options_t options = {.threads = 2};
  const sl_track_terms_t terms = {&truth->paid, 6, &truth->claimants};
  sl_track_t *track = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_track_new(scenario, &terms, &options, &track, &faults, NULL), SL_OK);
  const double *quantile = track->list[0].cost.quantile;
  const bool inside = truth->cost >= quantile[0] && truth->cost <= quantile[SL_TRACK_BANDS - 1];
  sl_track_free(track);
  sl_faults_free(&faults);
  return inside;
}

static sl_loaded_t load_group(void)
{
  static const char yaml[] = SL_TEXT_HEAD
      "claims:\n  frailty: {distribution: gamma, shape: 1}\n"
      "  services: [{name: medical, frequency: {distribution: poisson, mean: 5}, severity: "
      "{distribution: lognormal, mean: 900, cv: 3}, lag: {distribution: exponential, mean: 30}}]\n"
      "plans: [{name: PPO, deductible: 500, coinsurance: 0.2}]\n"
      "arrangements:\n  - name: ASO\n    kind: aso\n"
      "    specific: {deductible: 20000, premium: {amount: 50, per: employee_month}}\n"
      "    aggregate: {attachment: 290000, premium: {amount: 5, per: employee_month}}\n"
      "    budget: {amount: 300000}\n"
      "cash_flow: {}\nsimulation: {trials: 1500}\n";
  char census[40 * (EMPLOYEES + 1)];
  size_t n = (size_t)snprintf(census, sizeof census, "employee,relationship,age,sex\n");
  for (size_t i = 0; i < EMPLOYEES; i++) {
    n += (size_t)snprintf(census + n, sizeof census - n, "%zu,employee,%zu,F\n", i, 25 + i / 2);
  }
  return sl_test_load(yaml, census);
}

/* The years behind the trials' are true ones. What is to come of the listed is taken as it came:
 * how well somebody foretells it is not asked here. A person near half of the deductible makes the
 * intervals wide rather than narrow, so that more than nine of ten may lie inside. */
static void contracts_and_claimants_are_told_rightly(void)
{
  const size_t n = sl_test_full() ? 300 : 30;
  static const sl_engine_options_t options = {.threads = 2};
  sl_loaded_t loaded = load_group();
  sl_tracer_t *tracer = NULL;
  size_t inside = 0, listed = 0;
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_tracer_new(loaded.scenario, &options, &tracer, NULL), SL_OK);
  for (size_t i = 0; i < n; i++) {
    sl_trace_t *trace = NULL;
    truth_t truth;
    CU_ASSERT_EQUAL_FATAL(sl_trace_take(tracer, (uint32_t)(1500 + i), &trace, NULL), SL_OK);
    see_year(trace, &truth);
    sl_trace_free(trace);
    inside += is_told(loaded.scenario, &truth);
    listed += truth.claimants.n;
  }
  if (sl_test_full()) {
    printf("\n    contracts and claimants: %zu of %zu inside, %.2f listed a year", inside, n,
           (double)listed / (double)n);
  }
  CU_ASSERT((double)inside >= (sl_test_full() ? 0.85 : 0.70) * (double)n);
  sl_tracer_free(tracer);
  sl_test_unload(&loaded);
}

SL_SUITE(track_calibrated, "verify/track",
         {"a machine shop is told rightly", a_machine_shop_is_told_rightly},
         {"the standard group is told rightly", the_standard_group_is_told_rightly},
         {"contracts and claimants are told rightly", contracts_and_claimants_are_told_rightly});
