/* One person's annual total: closed forms, Panjer's recursion, moments, quadrature by GSL. */
#include "models/exact/annual_total.h"

#include "tests/support/frequencies.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#define POINTS_MAX 20000

/* A ladder with one law, and its total at an exposure. */
typedef struct total {
  size_t n;
  double amount[POINTS_MAX], mass[POINTS_MAX], above;
} total_t;

static total_t *total_of(sl_ladder_shape_t shape, double frailty, sl_claim_law_t law,
                         double exposure)
{
  sl_annual_ladder_t *ladder = NULL;
  total_t *total = calloc(1, sizeof *total);
  size_t index = 99;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_new(&shape, frailty, &ladder, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_add(ladder, &law, &index, &error), SL_OK);
  total->n = sl_annual_ladder_n(ladder);
  CU_ASSERT_FATAL(total->n <= POINTS_MAX);
  const sl_claim_exposure_t exposures = {index, exposure};
  CU_ASSERT_EQUAL_FATAL(
      sl_annual_ladder_total(ladder, &exposures, 1, 1.0, total->mass, &total->above, &error),
      SL_OK);
  for (size_t i = 0; i < total->n; i++) {
    total->amount[i] = sl_annual_ladder_amounts(ladder)[i];
  }
  sl_annual_ladder_free(ladder);
  return total;
}

/* P(S <= x), x between two points: the masses' densities are hats, so this is half way exact. */
static double below(const total_t *total, double x)
{
  double sum = 0.0;
  for (size_t i = 0; i < total->n && total->amount[i] <= x; i++) {
    sum += total->mass[i];
  }
  return sum;
}

static double limited(const total_t *total, double x)
{
  double sum = 0.0, left = 1.0;
  for (size_t i = 0; i < total->n && total->amount[i] < x; i++) {
    sum += total->mass[i] * total->amount[i];
    left -= total->mass[i];
  }
  return sum + left * x;
}

/* Claims of exactly one step: the total is the count. */
static void counts_on_the_lattice(void)
{
  const sl_severity_t one = sl_test_severity("constant", 1.0, 0.0, 0.0);
  const sl_ladder_shape_t shape = {1.0, 64, 2, 1, false};
  const sl_frequency_t laws[] = {
      sl_test_frequency("poisson", 7.0, 0.0), sl_test_frequency("negative_binomial", 7.0, 2.5),
      sl_test_frequency("geometric", 3.0, 0.0), sl_test_frequency("binomial", 12.0, 0.3),
      sl_test_frequency("bernoulli", 0.3, 0.0)};
  for (size_t f = 0; f < sizeof laws / sizeof laws[0]; f++) {
    const sl_claim_law_t law = {&laws[f], &one, 1.0, INFINITY, 0.0, NULL};
    total_t *total = total_of(shape, INFINITY, law, 1.0);
    for (unsigned n = 0; n < 40; n++) {
      SL_ASSERT_CLOSE_ABOVE(total->mass[n], sl_frequency_pmf(&laws[f], n), 1e-11, 1.0);
    }
    free(total);
  }
}

/* A table thinned to exposure 0.4 is the mixture of binomials; zero_modified likewise. */
static void thinned_counts(void)
{
  double p[] = {0.1, 0.2, 0.3, 0.4};
  sl_frequency_t table = sl_test_frequency("table", 0.0, 0.0),
                 part = sl_test_frequency("poisson", 2.0, 0.0);
  sl_frequency_t modified = sl_test_frequency("zero_modified", 0.35, 0.0);
  table.n = 4;
  table.probabilities = p;
  modified.part = &part;
  const sl_severity_t one = sl_test_severity("constant", 1.0, 0.0, 0.0);
  const sl_ladder_shape_t shape = {1.0, 64, 2, 1, false};
  const sl_frequency_t *laws[] = {&table, &modified};
  for (size_t f = 0; f < 2; f++) {
    total_t *total =
        total_of(shape, INFINITY, (sl_claim_law_t){laws[f], &one, 1.0, INFINITY, 0.0, NULL}, 0.4);
    for (unsigned n = 0; n < 10; n++) {
      double expected = 0.0;
      for (unsigned m = n; m < 60; m++) {
        expected += sl_frequency_pmf(laws[f], m) * gsl_ran_binomial_pdf(n, 0.4, m);
      }
      SL_ASSERT_CLOSE_ABOVE(total->mass[n], expected, 1e-11, 1.0);
    }
    free(total);
  }
}

/* Poisson counts under a gamma frailty of shape r are negative binomial of size r. */
static void frailty_in_closed_form(void)
{
  const sl_severity_t one = sl_test_severity("constant", 1.0, 0.0, 0.0);
  const sl_frequency_t poisson = sl_test_frequency("poisson", 4.0, 0.0);
  const sl_frequency_t mixed = sl_test_frequency("negative_binomial", 6.0, 0.8);
  total_t *total = total_of((sl_ladder_shape_t){1.0, 128, 2, 1, false}, 0.8,
                            (sl_claim_law_t){&poisson, &one, 1.0, INFINITY, 0.0, NULL}, 1.5);
  for (unsigned n = 0; n < 100; n++) {
    SL_ASSERT_CLOSE_ABOVE(total->mass[n], sl_frequency_pmf(&mixed, n), 1e-10, 1.0);
  }
  free(total);
}

typedef struct mixing {
  double shape, mean, size;
  unsigned n;
} mixing_t;

static double mixed_density(double t, void *context)
{
  const mixing_t *m = context;
  const sl_frequency_t conditional = sl_test_frequency("negative_binomial", m->mean * t, m->size);
  return gsl_ran_gamma_pdf(t, m->shape, 1.0 / m->shape) * sl_frequency_pmf(&conditional, m->n);
}

/* A negative binomial under a frailty has no closed form: against GSL's adaptive quadrature. */
static void frailty_by_nodes(void)
{
  const sl_severity_t one = sl_test_severity("constant", 1.0, 0.0, 0.0);
  const double shapes[] = {0.3, 0.8, 5.0, 400.0};
  gsl_integration_workspace *space = gsl_integration_workspace_alloc(1000);
  for (size_t i = 0; i < 4; i++) {
    const sl_frequency_t frequency = sl_test_frequency("negative_binomial", 6.0, 1.7);
    total_t *total = total_of((sl_ladder_shape_t){1.0, 512, 2, 1, false}, shapes[i],
                              (sl_claim_law_t){&frequency, &one, 1.0, INFINITY, 0.0, NULL}, 1.0);
    for (unsigned n = 0; n < 12; n += 3) {
      mixing_t mixing = {shapes[i], 6.0, 1.7, n};
      gsl_function f = {mixed_density, &mixing};
      double body, rest, error;
      gsl_integration_qags(&f, 0.0, 2.0, 0.0, 1e-11, 1000, space, &body, &error);
      gsl_integration_qagiu(&f, 2.0, 1e-13, 1e-10, 1000, space, &rest, &error);
      SL_ASSERT_CLOSE(total->mass[n], body + rest, 1e-9);
    }
    free(total);
  }
  gsl_integration_workspace_free(space);
}

/* Published case 5: Poisson(10) claims of gamma(2, 1). E[min(S, d)] and F in closed form. */
static void poisson_gamma(void)
{
  const sl_frequency_t poisson = sl_test_frequency("poisson", 10.0, 0.0);
  const sl_severity_t gamma = sl_test_severity("gamma", 2.0, 1.0, 0.0);
  double off[2];
  for (size_t i = 0; i < 2; i++) {
    const double step = i == 0 ? 0.05 : 0.025;
    total_t *total =
        total_of((sl_ladder_shape_t){step, i == 0 ? 1601 : 3201, 2, 1, false}, INFINITY,
                 (sl_claim_law_t){&poisson, &gamma, 1.0, INFINITY, 0.0, NULL}, 1.0);
    const double x = 25.0;
    double expected = 0.0, cdf = gsl_ran_poisson_pdf(0, 10.0);
    for (unsigned n = 1; n < 80; n++) {
      const double p = gsl_ran_poisson_pdf(n, 10.0);
      cdf += p * gsl_cdf_gamma_P(x, 2.0 * n, 1.0);
      expected += p * (2.0 * n * gsl_cdf_gamma_P(x, 2.0 * n + 1.0, 1.0) +
                       x * gsl_cdf_gamma_Q(x, 2.0 * n, 1.0));
    }
    off[i] = limited(total, x) - expected;
    SL_ASSERT_CLOSE(below(total, x + 0.25 * step) - 0.5 * total->mass[(size_t)(x / step)], cdf,
                    1e-5);
    CU_ASSERT(fabs(off[i]) < 1e-4);
    free(total);
  }
  /* Of second order: half the step, a quarter of the error. */
  SL_ASSERT_CLOSE(off[0] / off[1], 4.0, 0.05);
}

/* Panjer's recursion on the same discretised severity, and a ladder of three grids against one. */
static void heavy_tail_on_a_ladder(void)
{
  const sl_frequency_t poisson = sl_test_frequency("poisson", 3.0, 0.0);
  const sl_severity_t lomax = sl_test_severity("lomax", 1.5, 2000.0, 0.0);
  const sl_claim_law_t law = {&poisson, &lomax, 1.1, 200000.0, 0.0, NULL};
  total_t *fine = total_of((sl_ladder_shape_t){20.0, 19201, 2, 1, false}, 0.7, law, 1.3);
  total_t *ladder = total_of((sl_ladder_shape_t){20.0, 1201, 4, 3, false}, 0.7, law, 1.3);
  SL_ASSERT_CLOSE(ladder->amount[ladder->n - 1], 20.0 * 1200 * 16, 1e-12);
  for (double x = 10.0; x < 3e5; x *= 1.7) {
    SL_ASSERT_CLOSE(limited(ladder, x) / limited(fine, x), 1.0, 2e-5);
  }
  SL_ASSERT_CLOSE((ladder->above + 0.5 * ladder->mass[ladder->n - 1]) /
                      (fine->above + 0.5 * fine->mass[fine->n - 1]),
                  1.0, 1e-4);
  double f[400], g[400];
  const double a = 3.9 / (3.9 + 0.7), b = a * (0.7 - 1.0);
  for (size_t k = 0; k < 400; k++) {
    const double h = 20.0 / 1.1, x = (double)k * h;
    f[k] = k == 0 ? 1.0 - sl_severity_limited_mean(&lomax, h) / h
                  : (2.0 * sl_severity_limited_mean(&lomax, x) -
                     sl_severity_limited_mean(&lomax, x - h) -
                     sl_severity_limited_mean(&lomax, x + h)) /
                        h;
  }
  g[0] = pow(1.0 - a, 0.7) / pow(1.0 - a * f[0], 0.7);
  for (size_t k = 1; k < 400; k++) {
    double sum = 0.0;
    for (size_t j = 1; j <= k; j++) {
      sum += (a + b * (double)j / (double)k) * f[j] * g[k - j];
    }
    g[k] = sum / (1.0 - a * f[0]);
    SL_ASSERT_CLOSE_ABOVE(fine->mass[k], g[k], 1e-11, 1.0);
  }
  free(fine);
  free(ladder);
}

static void refusals(void)
{
  const sl_severity_t one = sl_test_severity("constant", 1.0, 0.0, 0.0);
  const sl_frequency_t binomial = sl_test_frequency("binomial", 4.0, 0.5);
  const sl_claim_law_t law = {&binomial, &one, 1.0, INFINITY, 0.0, NULL};
  const sl_ladder_shape_t shape = {1.0, 64, 2, 1, false};
  sl_annual_ladder_t *ladder = NULL;
  size_t index;
  double mass[200], above;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_new(&shape, 0.8, &ladder, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_annual_ladder_add(ladder, &law, &index, &error), SL_OK);
  const sl_claim_exposure_t exposures = {index, 1.0};
  CU_ASSERT_EQUAL(sl_annual_ladder_total(ladder, &exposures, 1, 1.0, mass, &above, &error),
                  SL_ERR_UNSUPPORTED);
  sl_annual_ladder_free(ladder);
}

SL_SUITE(annual_total, "unit/annual_total", {"counts on the lattice", counts_on_the_lattice},
         {"thinned counts", thinned_counts}, {"frailty in closed form", frailty_in_closed_form},
         {"frailty by nodes", frailty_by_nodes}, {"Poisson gamma", poisson_gamma},
         {"heavy tail on a ladder", heavy_tail_on_a_ladder}, {"what is refused", refusals});
