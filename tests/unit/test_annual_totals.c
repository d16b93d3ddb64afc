/* simulation.sampler: totals on whole runs: the same laws as claim by claim, and what it refuses.
 */
#include "models/statistics/statistics.h"
#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/engine.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 24000, SERIES = 5 };

/* Three services with counts of every spread, a limit that is reached, salaries, dependents; a
 * family deductible, a laser and coverage months, so that persons of many cells meet. */
#define MIXED_CLAIMS                                                                               \
  "claims:\n"                                                                                      \
  "  risk_factor: 1.3\n"                                                                           \
  "  frailty: {distribution: gamma, shape: 0.7}\n"                                                 \
  "  services:\n"                                                                                  \
  "    - {name: visits, frequency: {distribution: negative_binomial, mean: 3, size: 0.6},\n"       \
  "       severity: {distribution: gamma, shape: 1.5, scale: 150}}\n"                              \
  "    - {name: hospital, frequency: {distribution: poisson, mean: 0.1},\n"                        \
  "       severity: {distribution: lognormal, mean: 20000, cv: 1.5, limit: 60000}}\n"              \
  "    - {name: salary related, frequency: {distribution: geometric, mean: 0.4},\n"                \
  "       severity: {distribution: exponential, mean: 0.05, times: salary}, members: employees}\n"
#define MIXED_PLANS                                                                                \
  "plans: [{name: PPO, deductible: {person: 500, family: 1500}, coinsurance: 0.2,\n"               \
  "         out_of_pocket_max: {person: 3000, family: 9000}}]\n"
#define MIXED_ARRANGEMENTS                                                                         \
  "arrangements:\n"                                                                                \
  "  - {name: ASO, kind: aso, specific: {deductible: 15000, lasers: [{member: 2, deductible: "     \
  "30000}]},\n"                                                                                    \
  "     aggregate: {attachment: 40000}, budget: {amount: 42000}}\n"
#define MIXED SL_TEXT_HEAD MIXED_CLAIMS MIXED_PLANS MIXED_ARRANGEMENTS

static const char *const series_name[SERIES] = {"allowed", "member paid", "largest claimant",
                                                "retained claims", "specific reimbursement"};

typedef struct series {
  double value[SERIES][TRIALS];
  bool claims_known;
} series_t;

static int keep(void *context, const sl_block_t *block, sl_error_t *error)
{
  series_t *s = context;
  (void)error;
  for (size_t t = 0; t < block->n_trials; t++) {
    const size_t at = block->first_trial + t;
    s->value[0][at] = block->trial[SL_TRIAL_ALLOWED][t];
    s->value[1][at] = block->trial[SL_TRIAL_MEMBER_PAID][t];
    s->value[2][at] = block->trial[SL_TRIAL_LARGEST_CLAIMANT][t];
    s->value[3][at] = block->cost[SL_COST_RETAINED_CLAIMS][t];
    s->value[4][at] = block->cost[SL_COST_SPECIFIC_REIMBURSEMENT][t];
    s->claims_known = s->claims_known || !isnan(block->trial[SL_TRIAL_CLAIMS][t]);
  }
  return SL_OK;
}

static series_t *simulate(const char *yaml, uint64_t seed, int threads, const sl_kernels_t *kernels)
{
  sl_loaded_t l = sl_test_load(yaml, NULL);
  CU_ASSERT_EQUAL_FATAL(l.code, SL_OK);
  sl_engine_t *engine = NULL;
  sl_price_t price;
  series_t *s = calloc(1, sizeof *s);
  CU_ASSERT_FATAL(s != NULL && l.scenario->arrangements->n == 1);
  sl_test_parts(l.scenario).simulation->trials = TRIALS;
  sl_test_parts(l.scenario).simulation->seed = seed;
  const sl_engine_options_t options = {.threads = threads, .kernels = kernels};
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(l.scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, keep, s, NULL), SL_OK);
  sl_engine_free(engine);
  sl_test_unload(&l);
  return s;
}

static int ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The largest distance of the two distribution functions; sorts both. */
static double kolmogorov_smirnov(double *a, double *b)
{
  size_t i = 0, k = 0;
  double most = 0.0;
  qsort(a, TRIALS, sizeof *a, ascending);
  qsort(b, TRIALS, sizeof *b, ascending);
  while (i < TRIALS && k < TRIALS) {
    const double x = a[i] < b[k] ? a[i] : b[k];
    while (i < TRIALS && a[i] <= x) {
      i++;
    }
    while (k < TRIALS && b[k] <= x) {
      k++;
    }
    most = fmax(most, fabs((double)i - (double)k) / TRIALS);
  }
  return most;
}

static void the_same_laws_as_claim_by_claim(void)
{
  series_t *claims = simulate(MIXED, 1, 2, NULL);
  series_t *totals = simulate(MIXED "simulation: {sampler: totals}\n", 2, 2, NULL);
  CU_ASSERT_TRUE(claims->claims_known);
  CU_ASSERT_FALSE(totals->claims_known);
  for (size_t k = 0; k < SERIES; k++) {
    const sl_estimate_t a = sl_mean(claims->value[k], TRIALS);
    const sl_estimate_t b = sl_mean(totals->value[k], TRIALS);
    const double z = (a.value - b.value) / hypot(a.standard_error, b.standard_error);
    const double distance = kolmogorov_smirnov(claims->value[k], totals->value[k]);
    /* P(sqrt(n / 2) D > 2.8) = 2 exp(-2 x 2.8^2) = 3e-7 */
    const bool alike = fabs(z) < SL_Z_BOUND && sqrt(TRIALS / 2.0) * distance < 2.8;
    CU_ASSERT_TRUE(alike);
    if (!alike) {
      printf("\n    %s: z %.2f, distance %.5f\n", series_name[k], z, distance);
    }
  }
  free(claims);
  free(totals);
}

static void the_same_bits_for_threads_and_kernels(void)
{
  static const char yaml[] = MIXED "simulation: {sampler: totals}\n";
  series_t *one = simulate(yaml, 5, 1, sl_kernels_at(0));
  series_t *other = simulate(yaml, 5, 3, sl_kernels_best());
  CU_ASSERT_EQUAL(memcmp(one->value, other->value, sizeof one->value), 0);
  free(one);
  free(other);
}

/* The engine's refusal holds these words. */
static void refused(const char *yaml, const char *words)
{
  sl_loaded_t l = sl_test_load(yaml, NULL);
  CU_ASSERT_EQUAL_FATAL(l.code, SL_OK);
  sl_engine_t *engine = NULL;
  sl_error_t error = {0};
  const sl_engine_options_t options = {.threads = 1};
  CU_ASSERT_EQUAL(sl_engine_new(l.scenario, &options, &engine, &error), SL_ERR_UNSUPPORTED);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, words));
  if (strstr(error.text, words) == NULL) {
    printf("\n    says instead: %s\n", error.text);
  }
  sl_engine_free(engine);
  sl_test_unload(&l);
}

static void what_stands_in_the_way_is_said(void)
{
  static const char tail[] = "simulation: {sampler: totals}\n";
  char yaml[2000];
  snprintf(yaml, sizeof yaml, "%s%s  uncertainty: 0.1\n%s%s%s", SL_TEXT_HEAD, MIXED_CLAIMS,
           MIXED_PLANS, MIXED_ARRANGEMENTS, tail);
  refused(yaml, "uncertainty");
  refused(SL_TEXT_HEAD MIXED_CLAIMS "plans: [{name: PPO, copays: {visits: 20}}]\n"
                                    "arrangements: [{name: ASO, kind: aso}]\n"
                                    "simulation: {sampler: totals}\n",
          "copay");
  refused(SL_TEXT_HEAD MIXED_CLAIMS SL_TEXT_PLANS
          "arrangements: [{name: ASO, kind: aso, fees: [{name: handling, amount: 3, per: "
          "claim}]}]\nsimulation: {sampler: totals}\n",
          "fee is charged by claim");
  refused(SL_TEXT_HEAD MIXED_CLAIMS SL_TEXT_PLANS SL_TEXT_ARRANGEMENTS
          "cash_flow: {reimbursement_months: 1}\nsimulation: {sampler: totals}\n",
          "cash flow");
  refused(SL_TEXT_HEAD MIXED_CLAIMS
          "plans: [{name: PPO, deductible: {person: 500, family: 1000}}]\n"
          "arrangements: [{name: ASO, kind: aso}]\n"
          "simulation: {sampler: totals}\n",
          "a family limit that can bind");
  /* fifteen amounts without a common step, some forty claims a year: more sums than can be listed
   */
  refused(SL_TEXT_HEAD
          "claims:\n  services:\n    - {name: s, frequency: {distribution: poisson, mean: 40},\n"
          "       severity: {distribution: table, values: [1.01, 2.03, 3.07, 5.11, 7.13, 11.17, "
          "13.19, 17.23, 19.29, 23.31, 29.37, 31.41, 37.43, 41.47, 43.53],\n"
          "       probabilities: [0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, "
          "0.05, 0.05, 0.05, 0.05], times: salary},\n       members: employees}\n" SL_TEXT_TAIL
          "simulation: {sampler: totals}\n",
          "too many different totals");
}

/* Leveraged trend of the specific, from so many pricing trials. */
static sl_estimate_t leveraged(const char *yaml)
{
  sl_loaded_t l = sl_test_load(yaml, NULL);
  CU_ASSERT_EQUAL_FATAL(l.code, SL_OK);
  sl_engine_t *engine = NULL;
  sl_price_t price;
  const sl_engine_options_t options = {.threads = 2};
  sl_test_parts(l.scenario).simulation->exhibit = true;
  sl_test_parts(l.scenario).simulation->pricing_trials = 200000;
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(l.scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, &price, NULL), SL_OK);
  sl_engine_free(engine);
  sl_test_unload(&l);
  return price.leveraged_trend;
}

/* One claim in ten of the dear ones reaches 40,000, which a year's trend of 30% does not move. */
#define LIMITED                                                                                    \
  SL_TEXT_HEAD                                                                                     \
  "claims:\n  trend: 0.3\n  services:\n"                                                           \
  "    - {name: a, frequency: {distribution: poisson, mean: 0.05},\n"                              \
  "       severity: {distribution: lognormal, mean: 20000, cv: 1, limit: 40000}}\n"                \
  "    - {name: b, frequency: {distribution: poisson, mean: 4},\n"                                 \
  "       severity: {distribution: gamma, shape: 1.5, scale: 100}}\n" SL_TEXT_PLANS                \
  "arrangements: [{name: ASO, kind: aso, specific: {deductible: 25000}}]\n"

static void a_limit_is_not_trended_in_the_tables(void)
{
  const sl_estimate_t claims = leveraged(LIMITED);
  const sl_estimate_t totals = leveraged(LIMITED "simulation: {sampler: totals}\n");
  const double z =
      (totals.value - claims.value) / hypot(totals.standard_error, claims.standard_error);
  printf("\n    leveraged trend %.4f by claims, %.4f by totals, z %.2f ", claims.value,
         totals.value, z);
  CU_ASSERT(fabs(z) < SL_Z_BOUND);
  CU_ASSERT(claims.standard_error < 0.02 && totals.standard_error < 0.02);
}

static void nothing_stands_in_the_way_of_annual_totals(void)
{
  sl_loaded_t l = sl_test_load(MIXED, NULL);
  CU_ASSERT_PTR_NULL(sl_annual_totals_obstacle(l.scenario));
  sl_test_unload(&l);
}

SL_SUITE(annual_totals, "unit/annual_totals",
         {"the same laws as claim by claim", the_same_laws_as_claim_by_claim},
         {"the same bits for threads and kernels", the_same_bits_for_threads_and_kernels},
         {"what stands in the way is said", what_stands_in_the_way_is_said},
         {"nothing stands in the way of annual totals", nothing_stands_in_the_way_of_annual_totals},
         {"a limit is not trended in the tables either", a_limit_is_not_trended_in_the_tables});
