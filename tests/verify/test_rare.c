/* Rare years: weights and figures against exact answers, laws of every kind. */
#include "models/simd/kernels.h"
#include "sim/engine/engine.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define Z 4.5 /* of any figure here; the seeds are fixed */

static sl_rare_t *draw(const sl_scenario_t *scenario, uint64_t trials, int threads,
                       const sl_kernels_t *kernels)
{
  const sl_engine_options_t options = {.threads = threads, .kernels = kernels};
  sl_engine_t *engine = NULL;
  sl_rare_t *rare = NULL;
  sl_error_t error = {0};
  sl_price_t *prices = calloc(scenario->arrangements->n, sizeof *prices);
  CU_ASSERT_PTR_NOT_NULL_FATAL(prices);
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(scenario, &options, &engine, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_price(engine, prices, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_rare(engine, trials, &rare, &error), SL_OK);
  sl_engine_free(engine);
  free(prices);
  return rare;
}

static void check(const char *what, sl_estimate_t estimate, double exact)
{
  const double z = (estimate.value - exact) / estimate.standard_error;
  if (!(fabs(z) < Z)) {
    fprintf(stderr, "%s: %.8g +- %.3g, exact %.8g, z = %.2f\n", what, estimate.value,
            estimate.standard_error, exact, z);
  }
  CU_ASSERT(fabs(z) < Z);
}

/* E_P[exp L] is 1 under every law: what each draw's part of L would spoil if it were wrong. */
static void check_weights(const char *what, const sl_rare_t *rare)
{
  const size_t n = rare->n_laws - 1;
  double *ratio = malloc(rare->trials * sizeof *ratio);
  sl_weighted_t sample = {
      .n = rare->trials, .n_strata = rare->n_laws, .weight = rare->trial[SL_RARE_WEIGHT]};
  memcpy(sample.stratum, rare->law_trials, sizeof sample.stratum);
  CU_ASSERT_PTR_NOT_NULL_FATAL(ratio);
  CU_ASSERT_EQUAL_FATAL(sl_weighted_init(&sample, NULL), SL_OK);
  check(what, rare->mean_weight, 1.0);
  CU_ASSERT_FATAL(n > 0);
  for (size_t k = 0; k < n; k++) {
    for (size_t i = 0; i < rare->trials; i++) {
      ratio[i] = (rare->control[i * n + k] + 1.0) / rare->trial[SL_RARE_WEIGHT][i];
    }
    check(what, sl_weighted_mean(&sample, ratio), 1.0);
  }
  for (size_t i = 0; i < rare->trials; i++) {
    CU_ASSERT(rare->trial[SL_RARE_WEIGHT][i] <=
              (double)rare->trials / (double)rare->law_trials[0] * (1.0 + 1e-12));
  }
  sl_weighted_free(&sample);
  free(ratio);
}

/* The exact answers are those of test_w.c. What the tilt is for, half of what is seen: by how many
 * times as many plain trials as these a chance of deficit and a VaR 99% would be known as well. */
static void workload(const char *name, double deficit_gain, double quantile_gain)
{
  char path[4096];
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  snprintf(path, sizeof path, "%s/tests/verify/cases/%s", sl_test_source_dir(), name);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(path, NULL, &scenario, &faults), SL_OK);
  sl_rare_t *rare = draw(scenario, 4096, 0, NULL);
  const sl_rare_summary_t *s = rare->arrangements;
  check_weights(name, rare);
  check("P(deficit)", s->deficit_probability, 0.018640);
  check("VaR 95%", s->quantile95, 5857108);
  check("VaR 99%", s->quantile99, 6128851);
  check("TVaR 99%", s->tail_mean99, 6263499);
  check("E aggregate", s->expected_aggregate, 43.71);
  check("P(aggregate pays)", s->aggregate_probability, 3.941e-4);
  check("E cost", s->expected_cost, 5244127);
  CU_ASSERT(s->equivalent_deficit > deficit_gain * 4096.0);
  CU_ASSERT(s->equivalent_quantile99 > quantile_gain * 4096.0);
  sl_rare_free(rare);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}

static void workload_w(void) { workload("w.yaml", 9.0, 13.0); }

static void workload_w_by_totals(void) { workload("w-totals.yaml", 9.0, 13.0); }

static const char group_text[] = "stoploss: 1\nname: rare\nstart: 2026-01-01\ncensus: census.csv\n"
                                 "claims:\n%s  services:\n"
                                 "    - name: medical\n      frequency: %s\n      severity: %s\n"
                                 "plans:\n  - {name: PPO%s}\n"
                                 "arrangements:\n  - {name: ASO, kind: aso, specific: {deductible: "
                                 "20000%s}, budget: {amount: 60000}}\n"
                                 "simulation: {trials: 100, seed: %d}\n";

#define PERSONS 24

static sl_loaded_t load(const char *claims, const char *frequency, const char *severity,
                        const char *plan, const char *specific, int seed)
{
  char yaml[2048], census[64 * (PERSONS + 1)];
  size_t n = (size_t)snprintf(census, sizeof census, "employee,relationship,age,sex\n");
  for (int i = 1; i <= PERSONS; i++) {
    n += (size_t)snprintf(census + n, sizeof census - n, "%d,employee,40,F\n", i);
  }
  snprintf(yaml, sizeof yaml, group_text, claims, frequency, severity, plan, specific, seed);
  sl_loaded_t loaded = sl_test_load(yaml, census);
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  return loaded;
}

static const char lognormal[] = "{distribution: lognormal, mean: 2000, cv: 2}";

static void every_law_weighs_one(void)
{
  static const struct {
    const char *claims, *frequency, *plan, *specific;
  } cases[] = {
      {"", "{distribution: poisson, mean: 1}", "", ""},
      {"", "{distribution: negative_binomial, mean: 1, size: 0.4}", "", ""},
      {"", "{distribution: geometric, mean: 1}", "", ""},
      {"", "{distribution: binomial, trials: 4, probability: 0.3}", "", ""},
      {"", "{distribution: table, probabilities: [0.3, 0.4, 0.3]}", "", ""},
      {"", "{distribution: zero_modified, zero: 0.4, of: {distribution: poisson, mean: 1}}", "",
       ""},
      {"  frailty: {distribution: gamma, shape: 0.7}\n", "{distribution: poisson, mean: 1}", "",
       ""},
      {"  uncertainty: 0.2\n", "{distribution: poisson, mean: 1}", ", deductible: 500", ""},
      {"  uncertainty: 0.2\n  frailty: {distribution: gamma, shape: 0.7}\n",
       "{distribution: negative_binomial, mean: 1, size: 0.4}", ", coinsurance: 0.2",
       ", contract: 12/12"},
      {"  uncertainty: 0.1\n", "{distribution: binomial, trials: 4, probability: 0.3}",
       ", copays: {medical: 50}", ", contract: 24/12"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sl_loaded_t loaded =
        load(cases[i].claims, cases[i].frequency, lognormal, cases[i].plan, cases[i].specific, 7);
    sl_rare_t *rare = draw(loaded.scenario, 3000, 0, NULL);
    check_weights(cases[i].frequency, rare);
    sl_rare_free(rare);
    sl_test_unload(&loaded);
  }
}

/* Claims of exactly 1,000: the year's cost is 1,000 times a Poisson count of mean 48, whatever the
 * frailty is not. Over the seeds the squares of z follow chi-square. */
static void figures_have_the_errors_they_state(void)
{
  enum { SEEDS = 40 };
  const double exact = gsl_cdf_poisson_Q(60, 48.0);
  double deficit = 0.0, squares = 0.0, deficit_squares = 0.0, tail_squares = 0.0, tail = 60.0;
  for (unsigned n = 61; n < 200; n++) {
    deficit += 1000.0 * (n - 60) * gsl_ran_poisson_pdf(n, 48.0);
  }
  const double above65 = gsl_cdf_poisson_P(65, 48.0); /* the 99% quantile is 65,000 */
  CU_ASSERT_FATAL(above65 > 0.99 && gsl_cdf_poisson_P(64, 48.0) < 0.99);
  tail = 65000.0;
  for (unsigned n = 66; n < 200; n++) {
    tail += 1000.0 * (n - 65) * gsl_ran_poisson_pdf(n, 48.0) / 0.01;
  }
  for (int seed = 1; seed <= SEEDS; seed++) {
    sl_loaded_t loaded = load("", "{distribution: poisson, mean: 2}",
                              "{distribution: constant, value: 1000}", "", "", seed);
    sl_rare_t *rare = draw(loaded.scenario, 1024, 0, NULL);
    const sl_rare_summary_t *s = rare->arrangements;
    const double z = (s->deficit_probability.value - exact) / s->deficit_probability.standard_error;
    const double zd = (s->expected_deficit.value - deficit) / s->expected_deficit.standard_error;
    const double zt = (s->tail_mean99.value - tail) / s->tail_mean99.standard_error;
    squares += z * z;
    deficit_squares += zd * zd;
    tail_squares += zt * zt;
    sl_rare_free(rare);
    sl_test_unload(&loaded);
  }
  /* Chi-square with 40 degrees of freedom: 1e-5 on either side. */
  const double low = gsl_cdf_chisq_Pinv(1e-5, SEEDS), high = gsl_cdf_chisq_Qinv(1e-5, SEEDS);
  CU_ASSERT(squares > low && squares < high);
  CU_ASSERT(deficit_squares > low && deficit_squares < high);
  CU_ASSERT(tail_squares > low && tail_squares < high);
}

/* One person, a claim with chance 0.00002: that it comes is linear in the density of the law that
 * adds one claim, so that 512 rare years tell its chance but for rounding, where as many plain ones
 * see none with chance 99%. */
static void a_claim_that_hardly_comes_is_found(void)
{
  sl_loaded_t loaded =
      sl_test_load("stoploss: 1\nname: rare\nstart: 2026-01-01\ncensus: census.csv\n"
                   "claims:\n  services:\n    - name: medical\n"
                   "      frequency: {distribution: bernoulli, probability: 0.00002}\n"
                   "      severity: {distribution: constant, value: 10000000}\n"
                   "plans:\n  - {name: P}\n"
                   "arrangements:\n  - {name: A, kind: aso, budget: {amount: 50000}}\n"
                   "simulation: {trials: 100}\n",
                   "employee,relationship,age,sex\n1,employee,40,F\n");
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  sl_rare_t *rare = draw(loaded.scenario, 512, 0, NULL);
  check_weights("a rare claim", rare);
  SL_ASSERT_CLOSE(rare->arrangements[0].deficit_probability.value / 0.00002, 1.0, 1e-9);
  SL_ASSERT_CLOSE(rare->arrangements[0].expected_deficit.value / (0.00002 * 9950000.0), 1.0, 1e-9);
  sl_rare_free(rare);
  sl_test_unload(&loaded);
}

/* Counts of a table and constant amounts cannot be drawn otherwise. */
static void years_that_cannot_be_drawn_otherwise_are_plain(void)
{
  sl_loaded_t loaded = load("", "{distribution: table, probabilities: [0.3, 0.4, 0.3]}",
                            "{distribution: constant, value: 1000}", "", "", 5);
  sl_rare_t *rare = draw(loaded.scenario, 1000, 0, NULL);
  CU_ASSERT_EQUAL(rare->n_laws, 1);
  CU_ASSERT_EQUAL(rare->law_trials[0], 1000);
  CU_ASSERT_EQUAL(rare->effective_size, 1000.0);
  const sl_estimate_t mean = sl_mean(rare->cost[SL_RARE_COST], 1000);
  SL_ASSERT_CLOSE(rare->arrangements[0].expected_cost.value / mean.value, 1.0, 1e-12);
  SL_ASSERT_CLOSE(rare->arrangements[0].expected_cost.standard_error / mean.standard_error, 1.0,
                  1e-9);
  sl_rare_free(rare);
  sl_test_unload(&loaded);
}

/* 1,000 years of 1 / (1 - u), u = (i + 1/2) / 1,000: q(p) = 1 / (1 - p). At p = 0.9, e = sqrt(0.09
 * / 999) = 0.00949: q(p + 3 e) = 13.98 lies 3.98 above q = 10, a third of which is more than what
 * one e reaches on either side (1.05, 0.87) and three below (2.21 / 3). By steps of 1 / 1,000 of p.
 */
static void a_quantiles_error_holds_on_the_longer_side(void)
{
  enum { N = 1000 };
  double weight[N], f[N], scratch[N];
  size_t place[N];
  for (size_t i = 0; i < N; i++) {
    weight[i] = 1.0;
    f[i] = 1.0 / (1.0 - ((double)((i * 7919) % N) + 0.5) / N);
  }
  sl_weighted_t sample = {.n = N, .n_strata = 1, .stratum = {N}, .weight = weight};
  CU_ASSERT_EQUAL_FATAL(sl_weighted_init(&sample, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_weighted_order(&sample, f, place, NULL), SL_OK);
  const sl_estimate_t q = sl_weighted_quantile(&sample, f, place, 0.9, scratch);
  SL_ASSERT_CLOSE(q.value, 10.0, 0.06);
  SL_ASSERT_CLOSE(q.standard_error, 1.0 / (0.1 - 3.0 * sqrt(0.09 / 999.0)) / 3.0 - 10.0 / 3.0,
                  0.08);
  sl_weighted_free(&sample);
}

static void threads_and_kernels_change_nothing(void)
{
  sl_loaded_t loaded =
      load("  uncertainty: 0.2\n  frailty: {distribution: gamma, shape: 0.7}\n",
           "{distribution: negative_binomial, mean: 1, size: 0.4}", lognormal, "", "", 3);
  sl_rare_t *one = draw(loaded.scenario, 1500, 1, sl_kernels_at(0));
  sl_rare_t *many = draw(loaded.scenario, 1500, 3, NULL);
  const size_t bytes = one->trials * sizeof(double);
  CU_ASSERT_EQUAL_FATAL(one->trials, many->trials);
  for (int v = 0; v < SL_N_RARE_TRIAL_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(one->trial[v], many->trial[v], bytes), 0);
  }
  CU_ASSERT_EQUAL(memcmp(one->cost[SL_RARE_COST], many->cost[SL_RARE_COST], bytes), 0);
  sl_rare_free(one);
  sl_rare_free(many);
  sl_test_unload(&loaded);
}

SL_SUITE(rare, "verify/rare", {"W", workload_w},
         {"workload W by tables of annual totals", workload_w_by_totals},
         {"every law weighs one", every_law_weighs_one},
         {"figures have the errors they state", figures_have_the_errors_they_state},
         {"a claim that hardly comes is found", a_claim_that_hardly_comes_is_found},
         {"years that cannot be drawn otherwise are plain",
          years_that_cannot_be_drawn_otherwise_are_plain},
         {"a quantile's error holds on the longer side",
          a_quantiles_error_holds_on_the_longer_side},
         {"threads and kernels change nothing", threads_and_kernels_change_nothing});
