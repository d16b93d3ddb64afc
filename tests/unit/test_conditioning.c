/* Weights and fit of a year in progress against GSL, by hand, and where nothing tells trials apart.
 */
#include "models/statistics/conditioning.h"
#include "tests/support/harness.h"

#include <gsl/gsl_multifit.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

enum { N = 400 };

static void draw(double *so_far, double *to_come)
{
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  for (size_t i = 0; i < N; i++) {
    so_far[i] = exp(13.0 + 0.2 * gsl_ran_gaussian(rng, 1.0) + 0.1 * gsl_ran_exponential(rng, 1.0));
    to_come[i] = 0.8 * so_far[i] + gsl_ran_gamma(rng, 4.0, 3.0e4);
  }
  gsl_rng_free(rng);
}

/* The quadratic by GSL's least squares. */
static void fit_by_gsl(const double *so_far, const double *to_come, double coefficient[3])
{
  gsl_matrix *x = gsl_matrix_alloc(N, 3), *covariance = gsl_matrix_alloc(3, 3);
  gsl_vector *y = gsl_vector_alloc(N), *c = gsl_vector_alloc(3);
  gsl_multifit_linear_workspace *work = gsl_multifit_linear_alloc(N, 3);
  double chisq;
  for (size_t i = 0; i < N; i++) {
    const double l = log(so_far[i]) - 13.0;
    gsl_matrix_set(x, i, 0, 1.0);
    gsl_matrix_set(x, i, 1, l);
    gsl_matrix_set(x, i, 2, l * l);
    gsl_vector_set(y, i, to_come[i]);
  }
  gsl_multifit_linear(x, y, c, covariance, &chisq, work);
  for (size_t k = 0; k < 3; k++) {
    coefficient[k] = gsl_vector_get(c, k);
  }
  gsl_multifit_linear_free(work);
  gsl_vector_free(c);
  gsl_vector_free(y);
  gsl_matrix_free(covariance);
  gsl_matrix_free(x);
}

static double at(const double coefficient[3], double amount)
{
  const double l = log(amount) - 13.0;
  return coefficient[0] + l * (coefficient[1] + l * coefficient[2]);
}

static void the_fit_is_that_of_gsl(void)
{
  double so_far[N], to_come[N], moved[N], coefficient[3];
  const double known = 4.1e5;
  sl_conditioning_t conditioning;
  draw(so_far, to_come);
  fit_by_gsl(so_far, to_come, coefficient);
  CU_ASSERT_EQUAL_FATAL(sl_conditioning_init(&conditioning, known, so_far, N, NULL), SL_OK);
  sl_conditioning_move(&conditioning, to_come, moved);
  for (size_t i = 0; i < N; i++) {
    const double expected = to_come[i] + at(coefficient, known) - at(coefficient, so_far[i]);
    CU_ASSERT(fabs(moved[i] - fmax(0.0, expected)) < 1e-6 * known);
  }
  sl_conditioning_free(&conditioning);
}

static void the_weights_are_the_formula(void)
{
  double so_far[N], to_come[N], mean = 0.0, squares = 0.0, nearest = INFINITY;
  const double known = 4.1e5;
  sl_conditioning_t conditioning;
  draw(so_far, to_come);
  for (size_t i = 0; i < N; i++) {
    mean += log(so_far[i]) / N;
    nearest = fmin(nearest, fabs(log(so_far[i]) - log(known)));
  }
  for (size_t i = 0; i < N; i++) {
    squares += pow(log(so_far[i]) - mean, 2.0) / (N - 1);
  }
  const double h = sqrt(squares) / 4.0, largest = exp(-nearest * nearest / (2.0 * h * h));
  CU_ASSERT_EQUAL_FATAL(sl_conditioning_init(&conditioning, known, so_far, N, NULL), SL_OK);
  double sum = 0.0, sum_squares = 0.0;
  for (size_t i = 0; i < N; i++) {
    const double apart = log(known) - log(so_far[i]);
    const double w = exp(-apart * apart / (2.0 * h * h));
    sum += w;
    sum_squares += w * w;
    CU_ASSERT(fabs(conditioning.weight[i] - w / largest) < 1e-10);
  }
  SL_ASSERT_CLOSE(conditioning.effective, sum * sum / sum_squares, 1e-9);
  sl_conditioning_free(&conditioning);
}

/* Far beyond every trial the nearest stands for all, and no weight is a NaN. */
static void an_amount_nobody_reaches_leaves_the_nearest(void)
{
  double so_far[N], to_come[N], moved[N], largest = 0.0;
  size_t nearest = 0;
  sl_conditioning_t conditioning;
  draw(so_far, to_come);
  for (size_t i = 0; i < N; i++) {
    nearest = so_far[i] > largest ? i : nearest;
    largest = fmax(largest, so_far[i]);
  }
  CU_ASSERT_EQUAL_FATAL(sl_conditioning_init(&conditioning, 1e12, so_far, N, NULL), SL_OK);
  sl_conditioning_move(&conditioning, to_come, moved);
  CU_ASSERT_EQUAL(conditioning.weight[nearest], 1.0);
  CU_ASSERT(conditioning.effective >= 1.0 && conditioning.effective < 2.0);
  for (size_t i = 0; i < N; i++) {
    CU_ASSERT(isfinite(moved[i]) && moved[i] >= 0.0);
  }
  sl_conditioning_free(&conditioning);
}

static void trials_alike_all_weigh_the_same_and_stay(void)
{
  const double so_far[4] = {7.0, 7.0, 7.0, 0.0}, to_come[4] = {1.0, 2.0, 3.0, 4.0};
  double moved[4];
  sl_conditioning_t conditioning;
  CU_ASSERT_EQUAL_FATAL(sl_conditioning_init(&conditioning, 9.0, so_far, 4, NULL), SL_OK);
  sl_conditioning_move(&conditioning, to_come, moved);
  CU_ASSERT_EQUAL(conditioning.effective, 3.0);
  CU_ASSERT_EQUAL(conditioning.weight[3], 0.0);
  CU_ASSERT_EQUAL(memcmp(moved, to_come, sizeof moved), 0);
  sl_conditioning_free(&conditioning);
  CU_ASSERT_EQUAL_FATAL(sl_conditioning_init(&conditioning, 0.0, so_far, 4, NULL), SL_OK);
  CU_ASSERT_EQUAL(conditioning.effective, 1.0);
  CU_ASSERT_EQUAL(conditioning.weight[3], 1.0);
  CU_ASSERT_EQUAL(conditioning.weight[0], 0.0);
  sl_conditioning_free(&conditioning);
  CU_ASSERT_EQUAL_FATAL(sl_conditioning_init(&conditioning, 0.0, so_far, 3, NULL), SL_OK);
  CU_ASSERT_EQUAL(conditioning.effective, 0.0);
  CU_ASSERT_EQUAL(conditioning.weight[0], 1.0);
  sl_conditioning_free(&conditioning);
}

static void nothing_to_come_stays_nothing(void)
{
  double so_far[N], to_come[N], moved[N];
  sl_conditioning_t conditioning;
  draw(so_far, to_come);
  memset(to_come, 0, sizeof to_come);
  CU_ASSERT_EQUAL_FATAL(sl_conditioning_init(&conditioning, 4.1e5, so_far, N, NULL), SL_OK);
  sl_conditioning_move(&conditioning, to_come, moved);
  for (size_t i = 0; i < N; i++) {
    CU_ASSERT_EQUAL(moved[i], 0.0);
  }
  sl_conditioning_free(&conditioning);
}

static void equal_weights_have_the_bits_of_plain_statistics(void)
{
  static const double fractions[] = {0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0};
  double x[N], other[N], ascending[N], quantiles[7];
  sl_weighed_value_t sorted[N];
  draw(x, other);
  memcpy(ascending, x, sizeof x);
  sl_sort(ascending, N);
  CU_ASSERT_EQUAL_FATAL(sl_weighed_sort(x, NULL, N, sorted), N);
  sl_weighed_quantiles(sorted, N, fractions, 7, quantiles);
  for (size_t q = 0; q < 7; q++) {
    CU_ASSERT_EQUAL(quantiles[q], sl_quantile(ascending, N, fractions[q]).value);
  }
  const sl_estimate_t mean = sl_weighed_mean(x, NULL, N), plain = sl_mean(x, N);
  CU_ASSERT_EQUAL(mean.value, plain.value);
  CU_ASSERT_EQUAL(mean.standard_error, plain.standard_error);
}

/* Values 1, 2, 4 that weigh 1, 2, 1 and one that weighs nothing: their places are 0, 1/2, 1. */
static void weighed_figures_by_hand(void)
{
  static const double x[4] = {4.0, 1.0, 9.0, 2.0}, w[4] = {1.0, 1.0, 0.0, 2.0};
  static const double fractions[3] = {0.25, 0.5, 0.75};
  sl_weighed_value_t sorted[4];
  double quantiles[3];
  CU_ASSERT_EQUAL_FATAL(sl_weighed_sort(x, w, 4, sorted), 3);
  sl_weighed_quantiles(sorted, 3, fractions, 3, quantiles);
  CU_ASSERT_EQUAL(quantiles[0], 1.5);
  CU_ASSERT_EQUAL(quantiles[1], 2.0);
  CU_ASSERT_EQUAL(quantiles[2], 3.0);
  /* (4 + 1 + 2 x 2) / 4; sum w^2 (x - mean)^2 = 1.75^2 + 1.25^2 + 4 x 0.25^2 */
  const sl_estimate_t mean = sl_weighed_mean(x, w, 4);
  SL_ASSERT_CLOSE(mean.value, 2.25, 1e-15);
  SL_ASSERT_CLOSE(mean.standard_error, sqrt(4.875) / 4.0, 1e-14);
  /* a quarter; the effective number is 16 / 6 */
  const sl_estimate_t share = sl_weighed_share(x, w, 4, 2.5);
  CU_ASSERT_EQUAL(share.value, 0.25);
  SL_ASSERT_CLOSE(share.standard_error, sqrt(0.1875 / (16.0 / 6.0 - 1.0)), 1e-14);
}

SL_SUITE(conditioning, "unit/conditioning", {"the fit is that of GSL", the_fit_is_that_of_gsl},
         {"the weights are the formula", the_weights_are_the_formula},
         {"an amount nobody reaches leaves the nearest",
          an_amount_nobody_reaches_leaves_the_nearest},
         {"trials alike all weigh the same and stay", trials_alike_all_weigh_the_same_and_stay},
         {"nothing to come stays nothing", nothing_to_come_stays_nothing},
         {"equal weights have the bits of plain statistics",
          equal_weights_have_the_bits_of_plain_statistics},
         {"weighed figures by hand", weighed_figures_by_hand});
