/* The assumption band: beside figures worked out by hand, beside runs of their own at another
 * risk_factor, and the same bytes whatever computes it. */
#include "sim/engine/engine.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"
#include "tests/support/scenario_text.h"
#include "tests/verify/validation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 8192, ARRANGEMENTS = 3, SEED = 11, OTHER_SEED = 29 };

/* ---- scenarios ---- */

/* A claims basis of two services and three conditions: one goes on from year to year and follows
 * frailty, one brings something to a mother, and the chance of one is often cut at 1. */
static const char basis[] =
    "stoploss_basis: 2\nname: small\ntitle: T\ncurrency: USD\ndate: 2026-07-01\n"
    "services:\n"
    "  - {name: visits, frequency: {distribution: poisson, mean: 4}, severity: {distribution: "
    "lognormal, mean: 300, cv: 1.5}, lag: {distribution: exponential, mean: 60}}\n"
    "  - {name: stays, frequency: {distribution: negative_binomial, mean: 0.5, size: 0.6}, "
    "severity: "
    "{distribution: lognormal, mean: 9000, cv: 1.5}, lag: {distribution: exponential, mean: 90}}\n"
    "conditions:\n"
    "  - name: illness\n"
    "    incidence: 0.3\n"
    "    severity: {distribution: lognormal, mean: 20000, cv: 0.8}\n"
    "    services: [{service: stays, share: 0.6, events: 2}, {service: visits, share: 0.4, events: "
    "5}]\n"
    "    months: [4, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    "    continues: 0.6\n"
    "    follows_frailty: true\n"
    "  - name: birth\n"
    "    incidence: 0.3\n"
    "    severity: {distribution: lognormal, mean: 12000, cv: 0.5}\n"
    "    services: [{service: stays, share: 1, events: 1}]\n"
    "    mother: {severity: {distribution: constant, value: 9000}, services: [{service: visits, "
    "share: 1, events: 3}]}\n"
    "  - name: likely\n"
    "    incidence: 1\n"
    "    severity: {distribution: constant, value: 9000}\n"
    "    services: [{service: stays, share: 1, events: 1}]\n";

#define LAWS                                                                                       \
  "{name: a, frequency: {distribution: negative_binomial, mean: 2, size: 0.7}, severity: "         \
  "{distribution: lognormal, mean: 2000, cv: 1.2}}, "                                              \
  "{name: b, frequency: {distribution: geometric, mean: 0.8}, severity: {distribution: "           \
  "lognormal, "                                                                                    \
  "mean: 4000, cv: 1}}"

typedef struct scene {
  const char *name, *claims; /* the claims but for risk_factor, in flow style */
  const char *plan;
  const char *before; /* a line or more of the file */
  uint64_t trials;
} scene_t;

#define PLAN "{name: PPO, deductible: 500, coinsurance: 0.2, out_of_pocket_max: 3000}"
#define BUDGET(amount) "budget: {amount: " amount "}"

static const scene_t scenes[] = {
    {"annual", "services: [" SL_TEXT_SERVICE ", " LAWS "]", PLAN, "", 200000},
    {"frailty and uncertainty",
     "uncertainty: 0.1, frailty: {distribution: gamma, shape: 1.2}, services: [" SL_TEXT_SERVICE
     ", " LAWS "]",
     PLAN, "", 200000},
    {"chances cut at 1",
     "frailty: {distribution: gamma, shape: 2}, services: [{name: once, frequency: {distribution: "
     "bernoulli, probability: 0.8}, severity: {distribution: uniform, low: 1000, high: 20000}}, "
     "{name: often, frequency: {distribution: binomial, trials: 4, probability: 1}, severity: "
     "{distribution: uniform, low: 500, high: 4000}}]",
     PLAN, "", 200000},
    {"listed laws",
     "services: [{name: listed, frequency: {distribution: table, probabilities: [0.3, 0.3, 0.1, "
     "0.3]}, severity: {distribution: uniform, low: 1000, high: 20000}}, {name: modified, "
     "frequency: "
     "{distribution: zero_modified, zero: 0.6, of: {distribution: poisson, mean: 2}}, severity: "
     "{distribution: uniform, low: 500, high: 4000}}]",
     PLAN, "", 200000},
    {"conditions", "basis: small.yaml", PLAN, "", 100000},
    {"conditions, uncertainty and frailty",
     "basis: small.yaml, uncertainty: 0.5, frailty: {distribution: gamma, shape: 1.2}", PLAN, "",
     100000},
    {"dated",
     "basis: small.yaml, trend: 0.08, uncertainty: 0.1, frailty: {distribution: gamma, shape: 1.2, "
     "correlation: 0.7}",
     PLAN, "accounting: paid\n", 100000},
};
enum { N_SCENES = sizeof scenes / sizeof scenes[0] };

/* The first bears all and pays by the claim, the second has a specific that reaches into the year
 * before, or not; the third is insured. Budgets and premiums are amounts. */
static sl_loaded_t load(const scene_t *scene, double risk_factor, unsigned seed)
{
  static char yaml[TEXT];
  const bool dated = scene->before[0] != '\0';
  sl_test_write("small.yaml", basis);
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD
           "%sclaims: {risk_factor: %.17g, %s}\nplans: [%s]\narrangements:\n"
           "  - {name: A, kind: aso, fees: [{name: f, amount: 25, per: claim}], " BUDGET(
               "60000") "}\n"
                        "  - {name: B, kind: aso, specific: {deductible: 9000%s, premium: {amount: "
                        "900, per: "
                        "employee_month}}, " BUDGET(
                            "60000") "}\n"
                                     "  - {name: C, kind: fully_insured, premium: {amount: 2200, "
                                     "per: employee_month}, " BUDGET(
                                         "60000") "}\n"
                                                  "simulation: {trials: %llu, pricing_trials: 64, "
                                                  "seed: %u}\n",
           scene->before, risk_factor, scene->claims, scene->plan, dated ? ", contract: 24/12" : "",
           (unsigned long long)scene->trials, seed);
  sl_loaded_t loaded = sl_test_load(yaml, NULL);
  if (loaded.scenario == NULL) {
    sl_test_has_fault(&loaded, 0, 0, "none");
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(loaded.scenario);
  return loaded;
}

/* ---- runs ---- */

typedef struct sums {
  sl_running_t cost[ARRANGEMENTS], deficit[ARRANGEMENTS], cheaper[ARRANGEMENTS];
} sums_t;

static int take(void *context, const sl_block_t *block, sl_error_t *error)
{
  sums_t *sums = context;
  const size_t n = block->n_arrangements;
  (void)error;
  for (size_t a = 0; a < n; a++) {
    for (size_t t = 0; t < block->n_trials; t++) {
      const double *cost = block->cost[SL_COST_COST] + t * n;
      const double deficit = block->cost[SL_COST_DEFICIT][t * n + a] > 0.0 ? 1.0 : 0.0;
      const double cheaper = cost[0] < cost[a] ? 1.0 : 0.0;
      sl_running_add(&sums->cost[a], &cost[a], 1, 1);
      sl_running_add(&sums->deficit[a], &deficit, 1, 1);
      sl_running_add(&sums->cheaper[a], &cheaper, 1, 1);
    }
  }
  return SL_OK;
}

/* A run, and where the options ask for it its band, which the caller frees. */
static sl_band_t *run(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                      sums_t *sums)
{
  sl_engine_t *engine = NULL;
  sl_band_t *band = NULL;
  sl_price_t prices[ARRANGEMENTS];
  memset(sums, 0, sizeof *sums);
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(scenario, options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_price(engine, prices, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_run(engine, take, sums, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_band(engine, &band, NULL),
                        options->band ? SL_OK : SL_ERR_ARGUMENT);
  sl_engine_free(engine);
  return band;
}

/* ---- by hand ---- */

/* 3.5 person-years: services a (large: 150,000, a tenth of 3 claims a year), b (large: 200,000,
 * with chance 0.3), c (counts of a table of mean 0.8, 2,000 each) and d (large: 120,000; negative
 * binomial of mean 0.5), a condition of 110,000 with chance 0.2 and one of 5,000 with chance 0.4;
 * 25 a claim. */
#define YEARS 3.5
#define SMALL (YEARS * (3.0 * 0.9 * 1000.0 + 0.8 * 2000.0 + 0.4 * 5000.0))
#define LARGE (YEARS * (3.0 * 0.1 * 150000.0 + 0.3 * 200000.0 + 0.5 * 120000.0 + 0.2 * 110000.0))
#define CLAIMS (YEARS * (3.0 + 0.3 + 0.8 + 0.5 + 0.2 + 0.4))

static const char hand_basis[] =
    "stoploss_basis: 2\nname: hand\ntitle: T\ncurrency: USD\ndate: 2026-07-01\n"
    "services:\n"
    "  - {name: a, frequency: {distribution: poisson, mean: 3}, severity: {distribution: table, "
    "values: [1000, 150000], probabilities: [0.9, 0.1]}, lag: {distribution: constant, value: "
    "100}}\n"
    "  - {name: b, frequency: {distribution: bernoulli, probability: 0.3}, severity: "
    "{distribution: "
    "constant, value: 200000}, lag: {distribution: constant, value: 100}}\n"
    "  - {name: c, frequency: {distribution: table, probabilities: [0.6, 0.1, 0.2, 0.1]}, "
    "severity: "
    "{distribution: constant, value: 2000}, lag: {distribution: constant, value: 100}}\n"
    "  - {name: d, frequency: {distribution: negative_binomial, mean: 0.5, size: 0.6}, severity: "
    "{distribution: constant, value: 120000}, lag: {distribution: constant, value: 100}}\n"
    "conditions:\n"
    "  - {name: dear, incidence: 0.2, severity: {distribution: constant, value: 110000}, services: "
    "[{service: a, share: 1, events: 1}], continues: 0.3}\n"
    "  - {name: cheap, incidence: 0.4, severity: {distribution: constant, value: 5000}, services: "
    "[{service: a, share: 1, events: 1}]}\n";

/* Beside its exact cost: at a level, and what it is above the run's own. */
static void check_level(const sl_band_t *band, const char *label, sl_band_level_t level,
                        double exact)
{
  const double base = SMALL + LARGE + 25.0 * CLAIMS;
  const sl_band_figures_t *figures = &band->arrangements[0].level[level];
  char quantity[64];
  snprintf(quantity, sizeof quantity, "E cost, %s", sl_band_names[level]);
  sl_validated_estimate(label, quantity, exact, figures->cost.value, figures->cost.standard_error);
  snprintf(quantity, sizeof quantity, "change of E cost, %s", sl_band_names[level]);
  sl_validated_estimate(label, quantity, exact - base, figures->cost_change.value,
                        figures->cost_change.standard_error);
  SL_ASSERT_Z(figures->cost.value, exact, figures->cost.standard_error, 4.0);
  SL_ASSERT_Z(figures->cost_change.value, exact - base, figures->cost_change.standard_error, 4.0);
  CU_ASSERT(figures->cost_change.standard_error < 0.01 * base);
}

static void check_by_hand(const scene_t *scene, bool claim_by_claim, sl_band_t **band)
{
  const sl_engine_options_t options = {.band = true, .claim_by_claim = claim_by_claim};
  sums_t sums;
  sl_test_write("hand.yaml", hand_basis);
  sl_loaded_t loaded = load(scene, 1.0, SEED);
  *band = run(loaded.scenario, &options, &sums);
  CU_ASSERT_PTR_NOT_NULL_FATAL(*band);
  CU_ASSERT_EQUAL((*band)->trials, sl_band_trials(scene->trials));
  CU_ASSERT_STRING_EQUAL((*band)->afresh, "c");
  check_level(*band, scene->name, SL_BAND_FEWER, 0.9 * (SMALL + LARGE + 25.0 * CLAIMS));
  check_level(*band, scene->name, SL_BAND_MORE, 1.1 * (SMALL + LARGE + 25.0 * CLAIMS));
  /* A claim that comes to nothing is still charged for; a case that is left out is none. */
  check_level(*band, scene->name, SL_BAND_LARGE_HALVED,
              SMALL + 0.5 * LARGE + 25.0 * (CLAIMS - 0.1 * YEARS));
  check_level(*band, scene->name, SL_BAND_LARGE_DOUBLED,
              SMALL + 2.0 * LARGE + 25.0 * (CLAIMS + YEARS * (0.3 + 0.3 + 0.5 + 0.2)));
  sl_test_unload(&loaded);
}

/* What is paid in a year of a plan in its stride comes to what is incurred in one: earlier years
 * are at the same level, and cases that go on from them too. */
static void figures_of_a_plan_in_its_stride(void)
{
  static const scene_t scene = {"band, paid", "basis: hand.yaml", "{name: PPO}",
                                "accounting: paid\n", 200000};
  sl_band_t *band = NULL;
  check_by_hand(&scene, false, &band);
  sl_band_free(band);
}

/* Both ways to draw, which have the same claims. */
static void figures_by_hand(void)
{
  static const scene_t annual_scene = {"band", "basis: hand.yaml", "{name: PPO}", "", 400000};
  static const scene_t dated_scene = {"band, claim by claim", "basis: hand.yaml", "{name: PPO}", "",
                                      400000};
  sl_band_t *annual = NULL, *dated = NULL;
  check_by_hand(&annual_scene, false, &annual);
  check_by_hand(&dated_scene, true, &dated);
  for (size_t a = 0; a < ARRANGEMENTS; a++) {
    for (int k = 0; k < SL_N_BAND_LEVELS; k++) {
      const sl_band_figures_t *one = &annual->arrangements[a].level[k];
      const sl_band_figures_t *other = &dated->arrangements[a].level[k];
      SL_ASSERT_CLOSE_ABOVE(other->cost.value, one->cost.value, 1e-12, 1.0);
      SL_ASSERT_CLOSE_ABOVE(other->cost_change.value, one->cost_change.value, 1e-9, 1.0);
    }
  }
  sl_band_free(annual);
  sl_band_free(dated);
}

/* ---- runs of their own ---- */

/* Within 3 standard errors of the difference of two independent runs. */
static void check_figure(sl_estimate_t band, sl_estimate_t other, const char *what)
{
  const double error = sl_joined_error(band.standard_error, other.standard_error);
  const bool good = fabs(band.value - other.value) <= 3.0 * error;
  CU_ASSERT(good);
  if (!good) {
    printf("\n    %s: %g beside %g +- %g", what, band.value, other.value, error);
  }
}

/* The change beside that between two runs of their own, whose errors are small beside 1% of claims:
 * a factor that is off by so much shows. */
static void check_change(sl_estimate_t change, sl_estimate_t before, sl_estimate_t after,
                         const char *what)
{
  const sl_estimate_t runs = {after.value - before.value,
                              sl_joined_error(before.standard_error, after.standard_error)};
  check_figure(change, runs, what);
}

static void check_arrangement(const sl_band_figures_t *band, const sums_t *before,
                              const sums_t *after, size_t a, const char *what)
{
  check_figure(band->cost, sl_running_mean(&after->cost[a]), what);
  check_figure(band->deficit, sl_running_mean(&after->deficit[a]), what);
  check_change(band->cost_change, sl_running_mean(&before->cost[a]),
               sl_running_mean(&after->cost[a]), what);
  check_change(band->deficit_change, sl_running_mean(&before->deficit[a]),
               sl_running_mean(&after->deficit[a]), what);
  if (a > 0) {
    check_figure(band->cheaper, sl_running_mean(&after->cheaper[a]), what);
    check_change(band->cheaper_change, sl_running_mean(&before->cheaper[a]),
                 sl_running_mean(&after->cheaper[a]), what);
  } else {
    CU_ASSERT(isnan(band->cheaper.value) && isnan(band->cheaper_change.value));
  }
}

/* The paired difference tells the cost at least three times as well as two runs would; a chance
 * that moves by d has an error of sqrt(d (1 - d) / n) at least, and little more here. */
static void check_coupling(const sl_band_t *band, sl_band_level_t level, const char *what)
{
  const sl_band_figures_t *figures = &band->arrangements[0].level[level];
  const double independent = sqrt(2.0) * figures->cost.standard_error;
  const double d = fabs(figures->deficit_change.value);
  const double least = sqrt(d * (1.0 - d) / (double)band->trials);
  CU_ASSERT(figures->cost_change.standard_error <= independent / 3.0);
  CU_ASSERT(figures->deficit_change.standard_error <= 1.25 * least);
  if (figures->cost_change.standard_error > independent / 3.0 ||
      figures->deficit_change.standard_error > 1.25 * least) {
    printf("\n    %s: cost %g, independent %g; deficit %g, at least %g", what,
           figures->cost_change.standard_error, independent, figures->deficit_change.standard_error,
           least);
  }
}

static void run_at(const scene_t *scene, double risk_factor, sums_t *sums)
{
  const sl_engine_options_t options = {.threads = 0};
  sl_loaded_t loaded = load(scene, risk_factor, OTHER_SEED);
  run(loaded.scenario, &options, sums);
  sl_test_unload(&loaded);
}

static void check_scene(const scene_t *scene)
{
  const sl_engine_options_t options = {.band = true};
  static sums_t own, before, after;
  sl_loaded_t loaded = load(scene, 0.8, SEED);
  sl_band_t *band = run(loaded.scenario, &options, &own);
  sl_test_unload(&loaded);
  CU_ASSERT_PTR_NOT_NULL_FATAL(band);
  run_at(scene, 0.8, &before);
  for (int k = SL_BAND_FEWER; k <= SL_BAND_MORE; k++) {
    char what[128];
    snprintf(what, sizeof what, "%s, %s", scene->name, sl_band_names[k]);
    run_at(scene, 0.8 * (k == SL_BAND_FEWER ? 0.9 : 1.1), &after);
    for (size_t a = 0; a < ARRANGEMENTS; a++) {
      check_arrangement(&band->arrangements[a].level[k], &before, &after, a, what);
    }
    if (band->afresh[0] == '\0') {
      check_coupling(band, (sl_band_level_t)k, what);
    }
  }
  sl_band_free(band);
}

static void runs_of_their_own(void)
{
  for (size_t i = 0; i < N_SCENES; i++) {
    check_scene(&scenes[i]);
  }
}

/* ---- bytes ---- */

static void bytes_are_the_same(void)
{
  for (size_t i = N_SCENES - 3; i < N_SCENES; i++) {
    scene_t scene = scenes[i];
    scene.trials = 11000; /* two blocks of the band */
    sums_t sums;
    sl_loaded_t loaded = load(&scene, 0.8, SEED);
    sl_engine_options_t options = {.threads = 1, .band = true};
    sl_band_t *first = run(loaded.scenario, &options, &sums);
    CU_ASSERT_EQUAL(first->trials, 1024);
    for (int k = 0; k < 8; k++) {
      options.threads = 1 + k % 5;
      options.kernels = k > 4 ? sl_test_kernels_at((size_t)k - 5) : NULL;
      sl_band_t *again = run(loaded.scenario, &options, &sums);
      CU_ASSERT_EQUAL(memcmp(first->arrangements, again->arrangements,
                             ARRANGEMENTS * sizeof *first->arrangements),
                      0);
      sl_band_free(again);
    }
    sl_band_free(first);
    sl_test_unload(&loaded);
  }
}

/* ---- how many trials, and where there is none ---- */

static void trials_of_the_band(void)
{
  CU_ASSERT_EQUAL(sl_band_trials(1), 1);
  CU_ASSERT_EQUAL(sl_band_trials(512), 512);
  CU_ASSERT_EQUAL(sl_band_trials(10239), 512);
  CU_ASSERT_EQUAL(sl_band_trials(10240), 1024);
  CU_ASSERT_EQUAL(sl_band_trials(20000), 1536);
  CU_ASSERT_EQUAL(sl_band_trials(4000000000), SL_BAND_TRIALS_MOST);
}

static void no_band(void)
{
  const sl_engine_options_t part = {.band = true, .first_block = 1};
  sums_t sums;
  scene_t scene = scenes[0];
  scene.trials = 1100;
  sl_loaded_t loaded = load(&scene, 0.8, SEED);
  CU_ASSERT_PTR_NULL(run(loaded.scenario, &part, &sums));
  sl_test_unload(&loaded);
}

SL_SUITE(band, "verify/band", {"figures by hand", figures_by_hand},
         {"figures of a plan in its stride", figures_of_a_plan_in_its_stride},
         {"runs of their own", runs_of_their_own}, {"bytes are the same", bytes_are_the_same},
         {"trials of the band", trials_of_the_band}, {"no band", no_band});
