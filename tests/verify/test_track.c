/* Whether a year in progress is told rightly: simulated years stand for true ones, which are known
 * up to the end of a month; their year's claims must lie in the 90% interval nine times of ten,
 * whatever they paid so far, and the interval must become narrow as the months pass. */
#include "models/statistics/conditioning.h"
#include "models/statistics/statistics.h"
#include "sim/engine/engine.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/run.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
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

SL_SUITE(track_calibrated, "verify/track",
         {"a machine shop is told rightly", a_machine_shop_is_told_rightly},
         {"the standard group is told rightly", the_standard_group_is_told_rightly});
