/* Annual totals drawn from tables, of amounts of fixed values: equal in distribution to what sums
 * over the numbers of claims say, on lattices, for few values and for large numbers of claims. */
#include "sim/engine/engine.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"
#include "tests/support/scenario_text.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 200000 };

#define ONE "employee,relationship,age,sex\n1,employee,40,F\n"
#define TEXT(mean, severity)                                                                       \
  SL_TEXT_HEAD "claims:\n  services:\n    - {name: s, frequency: {distribution: poisson, mean: "   \
               "" mean "}, severity: " severity "}\nplans: [{name: P}]\n"                          \
               "arrangements: [{name: A, kind: aso}]\nsimulation: {sampler: totals}\n"

static int keep(void *context, const sl_block_t *block, sl_error_t *error)
{
  double *totals = context;
  (void)error;
  memcpy(totals + block->first_trial, block->trial[SL_TRIAL_ALLOWED],
         block->n_trials * sizeof *totals);
  return SL_OK;
}

static double *draw(const char *yaml, int threads, const sl_kernels_t *kernels)
{
  sl_loaded_t l = sl_test_load(yaml, ONE);
  sl_engine_t *engine = NULL;
  sl_price_t price;
  double *totals = calloc(TRIALS, sizeof *totals);
  CU_ASSERT_EQUAL_FATAL(l.code, SL_OK);
  CU_ASSERT_PTR_NOT_NULL_FATAL(totals);
  sl_test_parts(l.scenario).simulation->trials = TRIALS;
  sl_test_parts(l.scenario).simulation->seed = 11;
  const sl_engine_options_t options = {.threads = threads, .kernels = kernels};
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(l.scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, keep, totals, NULL), SL_OK);
  sl_engine_free(engine);
  sl_test_unload(&l);
  return totals;
}

/* Pearson's chi-square of N against Poisson(mean), N = total / value, all of it whole numbers;
 * cells of at least 20 expected. P(chi-square beyond) > 1e-6. */
static void check_lattice(const char *yaml, double mean, double value)
{
  double *totals = draw(yaml, 2, NULL), sum = 0.0, expected = 0.0;
  static size_t seen[2000];
  size_t here = 0, cells = 0;
  memset(seen, 0, sizeof seen);
  for (size_t t = 0; t < TRIALS; t++) {
    const double n = nearbyint(totals[t] / value);
    CU_ASSERT_FATAL(fabs(totals[t] - n * value) < 1e-9 * (1.0 + totals[t]) && n < 2000.0);
    seen[(size_t)n]++;
  }
  for (unsigned n = 0; n < 2000; n++) {
    here += seen[n];
    expected += TRIALS * gsl_ran_poisson_pdf(n, mean);
    if (expected >= 20.0 && TRIALS * gsl_cdf_poisson_Q(n, mean) >= 20.0) {
      sum += ((double)here - expected) * ((double)here - expected) / expected;
      cells++;
      here = 0;
      expected = 0.0;
    }
  }
  const double p = gsl_cdf_chisq_Q(sum, (double)cells - 1.0);
  printf("\n    Poisson(%g) x %g: chi-square %.1f in %zu cells, p %.3g", mean, value, sum, cells,
         p);
  CU_ASSERT(cells > 3 && p > 1e-6);
  free(totals);
}

static void lattices(void)
{
  check_lattice(TEXT("60", "{distribution: constant, value: 1000}"), 60.0, 1000.0);
  check_lattice(TEXT("200", "{distribution: constant, value: 300}"), 200.0, 300.0);
  check_lattice(TEXT("0.4", "{distribution: exponential, mean: 1e9, limit: 0.25}"), 0.4, 0.25);
}

/* [1, 1000] with 1/2 each of Poisson(120): N1, N2 ~ Poisson(60) apart. P(S > 65,000): N2 >= 66, or
 * N2 = 65 and N1 >= 1; never an amount in between. */
static void two_amounts(void)
{
  double *totals = draw(
      TEXT("120", "{distribution: table, values: [1, 1000], probabilities: [0.5, 0.5]}"), 2, NULL);
  const double right = gsl_cdf_poisson_Q(65, 60.0) + gsl_ran_poisson_pdf(65, 60.0) * -expm1(-60.0);
  double above = 0.0;
  for (size_t t = 0; t < TRIALS; t++) {
    CU_ASSERT_FATAL(fabs(totals[t] - nearbyint(totals[t])) < 1e-6);
    above += totals[t] > 65000.0;
  }
  SL_ASSERT_Z(above / TRIALS, right, sqrt(right * (1.0 - right) / TRIALS), SL_Z_BOUND);
  free(totals);
}

/* Half of the claims 1,000, half exponential of mean 500, Poisson(1): P(S = 1,000) = e^-1 / 2, and
 * P(S = 0) = e^-1; P(S > 1,000) by gamma tails. */
static void atoms_beside_a_density(void)
{
  double *totals = draw(TEXT("1", "{distribution: mixture, weights: [0.5, 0.5], of: ["
                                  "{distribution: constant, value: 1000}, "
                                  "{distribution: exponential, mean: 500}]}"),
                        2, NULL);
  double none = 0.0, at = 0.0, above = 0.0, right = 0.0;
  for (size_t t = 0; t < TRIALS; t++) {
    none += totals[t] == 0.0;
    at += totals[t] == 1000.0;
    above += totals[t] > 1000.0;
  }
  for (unsigned n = 0; n < 30; n++) {
    for (unsigned k = 0; k < 30; k++) {
      const double tail = n > 1 || (n == 1 && k > 0) ? 1.0
                          : n == 1 || k == 0         ? 0.0
                                                     : gsl_cdf_gamma_Q(1000.0, k, 500.0);
      right += gsl_ran_poisson_pdf(n, 0.5) * gsl_ran_poisson_pdf(k, 0.5) * tail;
    }
  }
  const double zero = exp(-1.0), one = 0.5 * exp(-1.0);
  SL_ASSERT_Z(none / TRIALS, zero, sqrt(zero * (1.0 - zero) / TRIALS), SL_Z_BOUND);
  SL_ASSERT_Z(at / TRIALS, one, sqrt(one * (1.0 - one) / TRIALS), SL_Z_BOUND);
  SL_ASSERT_Z(above / TRIALS, right, sqrt(right * (1.0 - right) / TRIALS), SL_Z_BOUND);
  free(totals);
}

static void the_same_bytes(void)
{
  static const char yaml[] = TEXT("3", "{distribution: mixture, weights: [0.5, 0.5], of: ["
                                       "{distribution: constant, value: 1000}, "
                                       "{distribution: lognormal, mean: 500, cv: 2}]}");
  double *plain = draw(yaml, 1, sl_kernels_at(0));
  for (size_t k = 0; sl_test_kernels_at(k) != NULL; k++) {
    double *other = draw(yaml, 3, sl_test_kernels_at(k));
    CU_ASSERT_EQUAL(memcmp(plain, other, TRIALS * sizeof *plain), 0);
    free(other);
  }
  free(plain);
}

SL_SUITE(totals_atoms, "verify/totals_atoms", {"totals on lattices", lattices},
         {"totals of two amounts", two_amounts},
         {"fixed amounts beside a density", atoms_beside_a_density},
         {"the same bytes on every kernel set", the_same_bytes});
