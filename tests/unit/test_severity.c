/* Severities against values worked by hand or published. NaN in a row: not compared. */
#include "models/severity/severity.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#define TIGHT 1e-13
#define E 2.718281828459045235
#define PI 3.141592653589793238

typedef struct row {
  const char *family;
  double parameter[3];
  double mean, variance;
  double at, cdf, limited_mean; /* at `at` */
} row_t;

static const row_t rows[] = {
    {"constant", {7}, 7, 0, 6, 0, 6},
    {"constant", {7}, 7, 0, 7, 1, 7},
    {"uniform", {5, 95}, 50, 675, 50, 0.5, 38.75}, /* 50 - (45/90) x 45/2 */
    {"exponential", {1000}, 1000, 1e6, 1000, 1 - 1 / E, 1000 * (1 - 1 / E)},
    {"gamma", {2, 100}, 200, 2e4, 100, 1 - 2 / E, 200 - 300 / E},
    {"gamma", {0.5, 2}, 1, 2, 1, 0.68268949213708590, NAN}, /* chi-square of 1: P(|Z| < 1) */
    {"lognormal", {0, 1}, 1.6487212707001281, 4.6707742704716050, 1, 0.5, 0.7615782918651235},
    {"pareto", {3, 100}, 150, 7500, 200, 0.875, 137.5}, /* 150 - 100^3 / (2 x 200^2) */
    {"pareto", {2, 100}, 200, INFINITY, 200, 0.75, 150},
    {"pareto", {1, 100}, INFINITY, INFINITY, 100 * E, 1 - 1 / E, 200}, /* 100 (1 + log e) */
    {"lomax", {3, 200}, 100, 30000, 200, 0.875, 75},
    {"lomax", {1.5, 200}, 400, INFINITY, 600, 0.875, 200}, /* 400 (1 - 4^-1/2) */
    {"generalized_pareto", {-0.5, 100, 10}, 230 / 3.0, 20000 / 9.0, 110, 0.75, NAN},
    {"generalized_pareto", {-1, 100, 10}, 60, 10000 / 12.0, 60, 0.5, 47.5}, /* uniform 10 .. 110 */
    {"generalized_pareto", {0, 100, 10}, 110, 1e4, 110, 1 - 1 / E, 110 - 100 / E},
    {"generalized_pareto", {0.5, 100, 0}, 200, INFINITY, 200, 0.75, 100}, /* lomax 2, 200 */
    {"weibull", {2, 100}, 88.622692545275801, 2146.0183660255169, 100, 1 - 1 / E, NAN},
    {"weibull", {0.5, 100}, 200, 2e5, 100, 1 - 1 / E, 200 - 400 / E},
    {"weibull", {1, 100}, 100, 1e4, 100, 1 - 1 / E, 100 - 100 / E},
    {"inverse_gaussian", {1, 1}, 1, 1, 1, 0.66810200122317061, 0.66379599755365882},
    {"inverse_gaussian", {100, 50}, 100, 20000, NAN, NAN, NAN},
    {"burr", {2, 2, 100}, 25 * PI, 1e4 - 625 * PI *PI, 100, 0.75, NAN},
    {"burr", {1, 1, 100}, INFINITY, INFINITY, 300, 0.75, 138.62943611198906}, /* 100 log 4 */
    {"burr", {3, 1, 200}, 100, 30000, 200, 0.875, 75},                        /* lomax 3, 200 */
};

static void families_have_the_moments_and_probabilities_worked_by_hand(void)
{
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const row_t *r = &rows[i];
    sl_severity_t s =
        sl_test_severity(r->family, r->parameter[0], r->parameter[1], r->parameter[2]);
    SL_ASSERT_CLOSE(sl_severity_mean(&s), r->mean, TIGHT);
    SL_ASSERT_CLOSE(sl_severity_variance(&s), r->variance, TIGHT);
    if (!isnan(r->cdf)) {
      SL_ASSERT_CLOSE(sl_severity_cdf(&s, r->at), r->cdf, TIGHT);
      SL_ASSERT_CLOSE(sl_severity_survival(&s, r->at), 1 - r->cdf, TIGHT);
    }
    if (!isnan(r->limited_mean)) {
      SL_ASSERT_CLOSE(sl_severity_limited_mean(&s, r->at), r->limited_mean, TIGHT);
    }
    sl_severity_free(&s);
  }
}

static void relative(double actual, double expected)
{
  SL_ASSERT_CLOSE(actual / expected, 1.0, 1e-12);
}

static void tails_keep_their_digits(void)
{
  const double q10 = 7.6198530241605260660e-24; /* P(Z > 10) */
  sl_severity_t s = sl_test_severity("lognormal", 0, 1, 0);
  relative(sl_severity_survival(&s, exp(10)), q10);
  relative(sl_severity_cdf(&s, exp(-10)), q10);
  relative(sl_severity_quantile_upper(&s, q10), exp(10));
  relative(sl_severity_quantile(&s, q10), exp(-10));
  s = sl_test_severity("gamma", 0.5, 2, 0);
  relative(sl_severity_survival(&s, 100), 2 * q10);
  relative(sl_severity_quantile_upper(&s, 2 * q10), 100);
  relative(sl_severity_cdf(&s, 1e-40), sqrt(2e-40 / PI)); /* 2 phi(0) sqrt(x) */
  s = sl_test_severity("gamma", 3, 10, 0);
  relative(sl_severity_survival(&s, 500), 1301 * exp(-50)); /* 1 + 50 + 50^2 / 2 */
  s = sl_test_severity("weibull", 0.5, 100, 0);
  relative(sl_severity_quantile_upper(&s, exp(-40)), 160000);
  relative(sl_severity_cdf(&s, 1e-38), 1e-20);
  s = sl_test_severity("pareto", 1.6, 25000, 0);
  relative(sl_severity_quantile_upper(&s, 1e-16), 25000e10);
  s = sl_test_severity("burr", 2, 1, 1);
  relative(sl_severity_survival(&s, 1e9), pow(1 + 1e9, -2));
  relative(sl_severity_cdf(&s, 1e-15), 2e-15);
}

/* Against a plain integral of the density. */
static void inverse_gaussian_tail_is_its_own_integral(void)
{
  const sl_severity_t s = sl_test_severity("inverse_gaussian", 1, 1, 0);
  double sum = 0.0;
  for (int i = 0; i < 400000; i++) { /* midpoint rule on the density beyond 60 */
    const double x = 60.0 + (i + 0.5) * 0.0005;
    sum += 0.0005 * sqrt(1 / (2 * PI * x * x * x)) * exp(-(x - 1) * (x - 1) / (2 * x));
  }
  SL_ASSERT_CLOSE(sl_severity_survival(&s, 60) / sum, 1.0, 1e-7);
  relative(sl_severity_survival(&s, sl_severity_quantile_upper(&s, 1e-18)), 1e-18);
}

/* VERIFICATION: Loss Data Analytics (2020), examples 3.4.1 and 3.4.5. */
static void published_exponential_with_deductible_and_maximum(void)
{
  const sl_severity_t s = sl_test_severity("exponential", 1000, 0, 0);
  const double d = 100, excess = sl_severity_mean(&s) - sl_severity_limited_mean(&s, d);
  const double square =
      sl_severity_limited_square(&s, INFINITY) - sl_severity_limited_square(&s, d) - 2 * d * excess;
  SL_ASSERT_CLOSE(square - excess * excess, 990944, 0.5 / 990944);
  const double layer = sl_severity_limited_mean(&s, 600) - sl_severity_limited_mean(&s, 100);
  SL_ASSERT_CLOSE(layer, 356.026, 0.0005 / 356);
  const double trended =
      1.05 * (sl_severity_limited_mean(&s, 600 / 1.05) - sl_severity_limited_mean(&s, 100 / 1.05));
  SL_ASSERT_CLOSE(trended, 361.6602, 0.00005 / 361);
}

static void table_sorts_and_counts(void)
{
  const double values[] = {20, 5, 10}, probabilities[] = {0.5, 0.2, 0.3};
  sl_severity_t s = sl_test_listed(3, values, probabilities, NULL);
  SL_ASSERT_CLOSE(sl_severity_mean(&s), 14, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_variance(&s), 39, TIGHT); /* 5 + 30 + 200 - 196 */
  SL_ASSERT_CLOSE(sl_severity_cdf(&s, 9.999), 0.2, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_cdf(&s, 10), 0.5, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_survival(&s, 10), 0.5, TIGHT);
  CU_ASSERT_EQUAL(sl_severity_quantile(&s, 0.2), 5);
  CU_ASSERT_EQUAL(sl_severity_quantile(&s, 0.2000001), 10);
  CU_ASSERT_EQUAL(sl_severity_quantile_upper(&s, 0.5), 10);
  CU_ASSERT_EQUAL(sl_severity_quantile_upper(&s, 0.4999), 20);
  SL_ASSERT_CLOSE(sl_severity_limited_mean(&s, 12), 10, TIGHT); /* 1 + 3 + 6 */
  sl_severity_free(&s);
}

static void continuance_keeps_each_buckets_mean(void)
{
  const double limits[] = {0, 100, INFINITY}, probabilities[] = {0.2, 0.5, 0.3};
  const double means[] = {0, 40, 150};
  sl_severity_t s = sl_test_listed(3, limits, probabilities, means);
  SL_ASSERT_CLOSE(sl_severity_cdf(&s, 0), 0.2, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_mean(&s), 65, TIGHT);       /* 0.5 x 40 + 0.3 x 150 */
  SL_ASSERT_CLOSE(sl_severity_variance(&s), 4475, TIGHT); /* 1200 + 7500 - 65^2 */
  SL_ASSERT_CLOSE(sl_severity_cdf(&s, 40), 0.5, TIGHT);   /* 0.2 + 0.5 x 60 / 100 */
  SL_ASSERT_CLOSE(sl_severity_quantile(&s, 0.5), 40, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_survival(&s, 150), 0.3 / E, TIGHT);
  /* below 100: 0.5 x 40 + 0.3 x 100 */
  SL_ASSERT_CLOSE(sl_severity_limited_mean(&s, 100), 50, TIGHT);
  sl_severity_free(&s);
}

static void mixture_has_the_atom_of_its_part(void)
{
  sl_severity_t s = sl_test_mixture(0.5, sl_test_severity("constant", 10, 0, 0),
                                    sl_test_severity("uniform", 0, 100, 0));
  SL_ASSERT_CLOSE(sl_severity_mean(&s), 30, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_variance(&s), 50 + 5000 / 3.0 - 900, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_cdf(&s, 10), 0.55, TIGHT);
  CU_ASSERT_EQUAL(sl_severity_quantile(&s, 0.3), 10);
  CU_ASSERT_EQUAL(sl_severity_quantile_upper(&s, 0.6), 10);
  SL_ASSERT_CLOSE(sl_severity_quantile(&s, 0.75), 50, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_limited_mean(&s, 50), 0.5 * 10 + 0.5 * 37.5, TIGHT);
  sl_severity_free(&s);
}

static void splice_takes_its_weight_from_below_or_as_given(void)
{
  sl_severity_t s = sl_test_splice(1000, NAN, sl_test_severity("exponential", 1000, 0, 0),
                                   sl_test_severity("pareto", 2, 500, 0));
  SL_ASSERT_CLOSE(sl_severity_survival(&s, 2000), 1 / E / 4, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_cdf(&s, 500), 1 - exp(-0.5), TIGHT);
  SL_ASSERT_CLOSE(sl_severity_mean(&s), 1000, TIGHT); /* 1000 (1 - 2/e) + 2000 / e */
  sl_severity_free(&s);
  s = sl_test_splice(1000, 0.1, sl_test_severity("exponential", 1000, 0, 0),
                     sl_test_severity("pareto", 3, 500, 0));
  SL_ASSERT_CLOSE(sl_severity_survival(&s, 2000), 0.1 / 8, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_survival(&s, 1000), 0.1, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_mean(&s), 900 * (1 - 2 / E) / (1 - 1 / E) + 150, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_quantile_upper(&s, 0.1 / 8), 2000, TIGHT);
  sl_severity_free(&s);
}

static void limit_censors_the_whole_and_its_parts(void)
{
  sl_severity_t s = sl_test_severity("exponential", 1000, 0, 0);
  s.limit = 500;
  SL_ASSERT_CLOSE(sl_severity_mean(&s), 1000 * (1 - exp(-0.5)), TIGHT);
  /* 2 x 1000^2 (1 - 1.5 exp(-0.5)) - mean^2 */
  SL_ASSERT_CLOSE(sl_severity_variance(&s),
                  2e6 * (1 - 1.5 * exp(-0.5)) - 1e6 * pow(1 - exp(-0.5), 2), TIGHT);
  CU_ASSERT_EQUAL(sl_severity_cdf(&s, 500), 1);
  CU_ASSERT_EQUAL(sl_severity_survival(&s, 500), 0);
  SL_ASSERT_CLOSE(sl_severity_survival(&s, 499.999999), exp(-0.5), 1e-8);
  CU_ASSERT_EQUAL(sl_severity_quantile_upper(&s, 0.5), 500);
  CU_ASSERT_EQUAL(sl_severity_quantile_upper(&s, 0.0), 500);
  sl_severity_t whole = sl_test_mixture(0.5, s, sl_test_severity("constant", 2000, 0, 0));
  SL_ASSERT_CLOSE(sl_severity_mean(&whole), 500 * (1 - exp(-0.5)) + 1000, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_cdf(&whole, 500), 0.5, TIGHT);
  whole.limit = 1000;
  SL_ASSERT_CLOSE(sl_severity_mean(&whole), 500 * (1 - exp(-0.5)) + 500, TIGHT);
  sl_severity_free(&whole);
}

static void lognormal_takes_mean_and_cv(void)
{
  const sl_severity_family_t *family = sl_severity_family("lognormal");
  const double given[2] = {250, 2};
  sl_severity_t s;
  sl_severity_init(&s, family);
  family->from_alternative(given, s.parameter);
  SL_ASSERT_CLOSE(s.parameter[1], 1.2686362411795196, TIGHT); /* sqrt(log 5) */
  SL_ASSERT_CLOSE(sl_severity_mean(&s), 250, TIGHT);
  SL_ASSERT_CLOSE(sl_severity_variance(&s), 250000, TIGHT);
}

SL_SUITE(severity, "unit/severity",
         {"moments and probabilities worked by hand",
          families_have_the_moments_and_probabilities_worked_by_hand},
         {"tails keep their digits", tails_keep_their_digits},
         {"inverse Gaussian tail", inverse_gaussian_tail_is_its_own_integral},
         {"published deductible and maximum", published_exponential_with_deductible_and_maximum},
         {"table sorts and counts", table_sorts_and_counts},
         {"continuance keeps each bucket's mean", continuance_keeps_each_buckets_mean},
         {"mixture has its part's atom", mixture_has_the_atom_of_its_part},
         {"splice weights", splice_takes_its_weight_from_below_or_as_given},
         {"limit censors whole and parts", limit_censors_the_whole_and_its_parts},
         {"lognormal by mean and CV", lognormal_takes_mean_and_cv});
