/* What holds for every severity: its moments are integrals of its survival function, its
 * distribution function of the textbook density, its quantiles the inverse. Integrals by GSL. */
#include "models/severity/severity.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.141592653589793238
#define INTERVALS 2000

static void for_each(void (*check)(const sl_severity_t *severity, const char *label))
{
  gsl_error_handler_t *handler = gsl_set_error_handler_off();
  for (size_t i = 0; i < sl_test_severities(); i++) {
    const char *label = "";
    sl_severity_t severity = sl_test_severity_number(i, &label);
    const unsigned before = CU_get_number_of_failures();
    check(&severity, label);
    if (CU_get_number_of_failures() > before) {
      printf("    in: %s\n", label);
    }
    sl_severity_free(&severity);
  }
  gsl_set_error_handler(handler);
}

/* Integral over low .. high, cut at the kinks between. */
static double integral(double (*f)(double, void *), const sl_severity_t *severity, double low,
                       double high)
{
  gsl_integration_workspace *space = gsl_integration_workspace_alloc(INTERVALS);
  gsl_function function = {f, NULL};
  double x[64], sum = 0.0;
  const size_t n = sl_severity_kinks(severity, x, 64);
  memcpy(&function.params, &severity, sizeof severity);
  CU_ASSERT_FATAL(n <= 64 && space != NULL);
  for (double from = low; from < high;) {
    double to = high, part = 0.0, error = 0.0;
    for (size_t i = 0; i < n; i++) {
      to = x[i] > from && x[i] < to ? x[i] : to;
    }
    gsl_integration_qags(&function, from, to, 0.0, 1e-11, INTERVALS, space, &part, &error);
    sum += part;
    from = to;
  }
  gsl_integration_workspace_free(space);
  return sum;
}

static double survival(double x, void *severity) { return sl_severity_survival(severity, x); }
static double moment(double x, void *severity)
{
  return 2.0 * x * sl_severity_survival(severity, x);
}

static void limited_moments(const sl_severity_t *s, const char *label)
{
  (void)label;
  const double level[] = {0.03, 0.4, 0.85, 0.999};
  for (size_t i = 0; i < 4; i++) {
    const double limit = 1.01 * sl_severity_quantile(s, level[i]);
    const double low = fmin(limit, sl_severity_quantile(s, 0.0)); /* below it S = 1 */
    const double mean = low + integral(survival, s, low, limit);
    const double square = low * low + integral(moment, s, low, limit);
    if (mean > 0.0) {
      SL_ASSERT_CLOSE(sl_severity_limited_mean(s, limit) / mean, 1.0, 1e-9);
      SL_ASSERT_CLOSE(sl_severity_limited_square(s, limit) / square, 1.0, 1e-9);
    }
  }
}

static void limited_moments_are_integrals_of_the_survival_function(void)
{
  for_each(limited_moments);
}

static void full_moments(const sl_severity_t *s, const char *label)
{
  (void)label;
  const double far = sl_severity_quantile_upper(s, 1e-300), mean = sl_severity_mean(s);
  const double variance = sl_severity_variance(s);
  SL_ASSERT_CLOSE(sl_severity_limited_mean(s, INFINITY), mean, 1e-12);
  if (isfinite(variance) && variance > 0.0) {
    const double square = sl_severity_limited_square(s, far);
    SL_ASSERT_CLOSE(sl_severity_limited_mean(s, far) / mean, 1.0, 1e-9);
    SL_ASSERT_CLOSE((square - mean * mean) / variance, 1.0, 1e-7);
  }
}

static void moments_are_the_limits_of_limited_moments(void) { for_each(full_moments); }

static double exponential_density(const double *p, double x) { return exp(-x / p[0]) / p[0]; }
static double gamma_density(const double *p, double x)
{
  return exp((p[0] - 1) * log(x / p[1]) - x / p[1] - lgamma(p[0])) / p[1];
}
static double lognormal_density(const double *p, double x)
{
  const double z = (log(x) - p[0]) / p[1];
  return exp(-z * z / 2) / (x * p[1] * sqrt(2 * PI));
}
static double pareto_density(const double *p, double x)
{
  return p[0] * pow(p[1], p[0]) * pow(x, -p[0] - 1);
}
static double lomax_density(const double *p, double x)
{
  return p[0] / p[1] * pow(1 + x / p[1], -p[0] - 1);
}
static double generalized_pareto_density(const double *p, double x)
{
  const double z = (x - p[2]) / p[1];
  return (p[0] == 0 ? exp(-z) : pow(1 + p[0] * z, -1 / p[0] - 1)) / p[1];
}
static double weibull_density(const double *p, double x)
{
  return p[0] / p[1] * pow(x / p[1], p[0] - 1) * exp(-pow(x / p[1], p[0]));
}
static double inverse_gaussian_density(const double *p, double x)
{
  return sqrt(p[1] / (2 * PI * x * x * x)) *
         exp(-p[1] * (x - p[0]) * (x - p[0]) / (2 * p[0] * p[0] * x));
}
static double burr_density(const double *p, double x)
{
  const double z = x / p[2];
  return p[0] * p[1] / p[2] * pow(z, p[1] - 1) * pow(1 + pow(z, p[1]), -p[0] - 1);
}

static const struct {
  const char *family;
  double (*density)(const double *parameter, double x);
} densities[] = {{"exponential", exponential_density},
                 {"gamma", gamma_density},
                 {"lognormal", lognormal_density},
                 {"pareto", pareto_density},
                 {"lomax", lomax_density},
                 {"generalized_pareto", generalized_pareto_density},
                 {"weibull", weibull_density},
                 {"inverse_gaussian", inverse_gaussian_density},
                 {"burr", burr_density}};

static size_t density_row(const sl_severity_t *s)
{
  size_t i = 0;
  while (i < sizeof densities / sizeof densities[0] &&
         strcmp(densities[i].family, s->family->name) != 0) {
    i++;
  }
  return i;
}

/* Of log X, which is regular where the density of X is infinite at 0. */
static double log_density(double y, void *severity)
{
  const sl_severity_t *s = severity;
  return exp(y) * densities[density_row(s)].density(s->parameter, exp(y));
}

static void distribution_function(const sl_severity_t *s, const char *label)
{
  const double level[] = {1e-6, 0.01, 0.3, 0.7, 0.99, 1 - 1e-6};
  (void)label;
  if (density_row(s) == sizeof densities / sizeof densities[0] || isfinite(s->limit)) {
    return;
  }
  for (size_t i = 0; i + 1 < 6; i++) {
    const double low = sl_severity_quantile(s, level[i]),
                 high = sl_severity_quantile(s, level[i + 1]);
    const double between = integral(log_density, s, log(low), log(high));
    SL_ASSERT_CLOSE(between / (level[i + 1] - level[i]), 1.0, 1e-8);
    SL_ASSERT_CLOSE((sl_severity_cdf(s, high) - sl_severity_cdf(s, low)) / between, 1.0, 1e-8);
  }
}

static void distribution_functions_are_integrals_of_the_density(void)
{
  for_each(distribution_function);
}

/* x is the least point that reaches p, up to rounding in x and in p. */
static void check_level(const sl_severity_t *s, double p)
{
  const double x = sl_severity_quantile(s, p), y = sl_severity_quantile_upper(s, p);
  const double less = 1 - 1e-13, more = 1 + 1e-13, slack = 1e-12;
  CU_ASSERT(sl_severity_cdf(s, x * more) >= p * (1 - slack));
  CU_ASSERT(x == 0.0 || sl_severity_cdf(s, x * less) <= p * (1 + slack));
  CU_ASSERT(sl_severity_survival(s, y * more) <= p * (1 + slack));
  CU_ASSERT(y == 0.0 || sl_severity_survival(s, y * less) >= p * (1 - slack));
}

static void round_trip(const sl_severity_t *s, const char *label)
{
  (void)label;
  for (double p = 0.97; p > 1e-18; p *= 0.37) {
    check_level(s, p);
  }
}

static void quantiles_invert_the_distribution_function(void) { for_each(round_trip); }

static void bounds(const sl_severity_t *s, const char *label)
{
  (void)label;
  const double low = sl_severity_quantile(s, 0.0), high = sl_severity_quantile_upper(s, 0.0);
  CU_ASSERT(low >= 0.0 && low <= high);
  CU_ASSERT(low == 0.0 || sl_severity_cdf(s, low * (1 - 1e-9)) == 0.0);
  CU_ASSERT_EQUAL(sl_severity_quantile(s, 1.0), high);
  CU_ASSERT_EQUAL(sl_severity_quantile_upper(s, 1.0), low);
  CU_ASSERT(isinf(high) || sl_severity_survival(s, high) == 0.0);
  CU_ASSERT_EQUAL(sl_severity_cdf(s, -1.0), 0.0);
  CU_ASSERT_EQUAL(sl_severity_survival(s, -1.0), 1.0);
  CU_ASSERT_EQUAL(sl_severity_cdf(s, INFINITY), 1.0);
  CU_ASSERT_EQUAL(sl_severity_survival(s, INFINITY), 0.0);
  CU_ASSERT_EQUAL(sl_severity_limited_mean(s, 0.0), 0.0);
  for (double x = 1e-6; x < 1e9; x *= 3.7) {
    SL_ASSERT_CLOSE(sl_severity_cdf(s, x) + sl_severity_survival(s, x), 1.0, 1e-14);
  }
}

static void supports_have_their_bounds(void) { for_each(bounds); }

static unsigned gsl_errors;

static void count_error(const char *reason, const char *file, int line, int number)
{
  gsl_errors++;
  printf("\n    GSL: %s (%s:%d, %d)\n", reason, file, line, number);
}

static void touch_everything(const sl_severity_t *s)
{
  const double far[] = {0.0, 5e-324, 1e-300, 1e-15, 1.0, 1e15, 1e300, INFINITY};
  const double tail[] = {0.0, 5e-324, 1e-300, 0x1p-64, 0.5, 1 - 0x1p-53, 1.0};
  for (size_t i = 0; i < sizeof far / sizeof far[0]; i++) {
    CU_ASSERT(sl_severity_cdf(s, far[i]) <= 1.0 && sl_severity_survival(s, far[i]) <= 1.0);
    CU_ASSERT(!isnan(sl_severity_log_density(s, far[i])));
    CU_ASSERT(sl_severity_limited_mean(s, far[i]) >= 0.0);
    CU_ASSERT(sl_severity_limited_square(s, far[i]) >= 0.0);
  }
  for (size_t i = 0; i < sizeof tail / sizeof tail[0]; i++) {
    CU_ASSERT(sl_severity_quantile(s, tail[i]) >= 0.0);
    CU_ASSERT(sl_severity_quantile_upper(s, tail[i]) >= 0.0);
  }
  CU_ASSERT(sl_severity_variance(s) >= 0.0);
}

/* GSL's default handler aborts; the library must not reach it even at the corners. */
static void no_argument_upsets_gsl(void)
{
  gsl_error_handler_t *handler = gsl_set_error_handler(count_error);
  size_t n_families = 0;
  const sl_severity_family_t *const *families = sl_severity_families(&n_families);
  gsl_errors = 0;
  for (size_t f = 0; f < n_families; f++) {
    const size_t n = families[f]->n_parameters;
    for (unsigned corner = 0; corner < 1u << n && families[f]->shape == SL_SEVERITY_SCALAR;
         corner++) {
      sl_severity_t s;
      sl_severity_init(&s, families[f]);
      for (size_t k = 0; k < n; k++) {
        const sl_parameter_t *p = &families[f]->parameters[k];
        s.parameter[k] = corner >> k & 1 ? p->high : p->low + (p->low_open ? 1e-3 : 0.0);
      }
      if (sl_severity_validate(&s, NULL) == SL_OK) {
        touch_everything(&s);
      }
    }
  }
  CU_ASSERT_EQUAL(gsl_errors, 0);
  gsl_set_error_handler(handler);
}

SL_SUITE(severity_properties, "unit/severity_properties",
         {"limited moments are integrals", limited_moments_are_integrals_of_the_survival_function},
         {"moments are their limits", moments_are_the_limits_of_limited_moments},
         {"probabilities are integrals of the density",
          distribution_functions_are_integrals_of_the_density},
         {"quantiles invert", quantiles_invert_the_distribution_function},
         {"supports have their bounds", supports_have_their_bounds},
         {"no argument upsets GSL", no_argument_upsets_gsl});
