/* Special functions against tables of mpmath (50 digits), long double's, and GSL's where GSL has
 * the digits. */
#include "models/core/special_functions.h"
#include "models/random/streams.h"
#include "tests/support/harness.h"

#include <gsl/gsl_cdf.h>
#include <stdint.h>
#include <string.h>

enum { POINTS = 100000 };

/* 0 .. 1 */
static double uniform(uint32_t i, uint32_t which)
{
  const sl_stream_t stream = {.seed = 32, .purpose = which};
  return (double)(sl_stream_word(&stream, i, 0, 0) >> 11) * 0x1p-53;
}

static double relative_error(double actual, long double exact)
{
  return (double)fabsl((actual - exact) / exact);
}

static void the_normal_law(void)
{
  double worst = 0.0;
  for (uint32_t i = 0; i < POINTS; i++) {
    const double z = (uniform(i, 1) - 0.5) * (i % 2 == 0 ? 74.0 : 8.0);
    const long double upper = 0.5L * erfcl(z / sqrtl(2.0L)), lower = 0.5L * erfcl(-z / sqrtl(2.0L));
    worst = fmax(worst, relative_error(sl_normal_survival(z), upper));
    worst = fmax(worst, relative_error(sl_normal_cdf(z), lower));
  }
  CU_ASSERT(worst < 2e-15);
  CU_ASSERT(worst > 0.0);
  CU_ASSERT_EQUAL(sl_normal_cdf(0.0), 0.5);
  CU_ASSERT_EQUAL(sl_normal_survival(40.0), 0.0);
  CU_ASSERT_EQUAL(sl_normal_cdf((double)INFINITY), 1.0);
  CU_ASSERT_EQUAL(sl_normal_cdf(-(double)INFINITY), 0.0);
}

static void the_normal_quantiles(void)
{
  double worst = 0.0;
  for (uint32_t i = 0; i < POINTS; i++) {
    const double q = i % 2 == 0 ? uniform(i, 2) : exp(-650.0 * uniform(i, 2));
    const double exact = gsl_cdf_ugaussian_Qinv(q);
    const double allowed = 2e-15 * fabs(exact) + 1e-16;
    worst = fmax(worst, fabs(sl_normal_quantile_upper(q) - exact) / allowed);
    worst = fmax(worst, fabs(sl_normal_quantile(q) + exact) / allowed);
  }
  CU_ASSERT(worst < 1.0);
  CU_ASSERT_EQUAL(sl_normal_quantile(0.5), 0.0);
  CU_ASSERT_EQUAL(sl_normal_quantile(0.0), -(double)INFINITY);
  CU_ASSERT_EQUAL(sl_normal_quantile(1.0), (double)INFINITY);
}

static void the_gamma_function(void)
{
  double worst = 0.0, worst_log = 0.0;
  for (uint32_t i = 0; i < POINTS; i++) {
    const double x = 1e-3 + 170.0 * uniform(i, 3), y = exp(24.0 * uniform(i, 3) - 12.0);
    worst = fmax(worst, relative_error(sl_gamma(x), tgammal(x)));
    const double allowed = 1e-15 * fabs(lgamma(y)) + 1e-15;
    worst_log = fmax(worst_log, (double)fabsl(sl_log_gamma(y) - lgammal(y)) / allowed);
  }
  CU_ASSERT(worst < 1e-14);
  CU_ASSERT(worst_log < 1.0);
  SL_ASSERT_CLOSE(sl_gamma(0.5), sqrt(3.14159265358979323846), 1e-14);
  SL_ASSERT_CLOSE(sl_gamma(6.0), 120.0, 1e-14);
}

/* a, x, P, Q */
static const double gammas[][4] = {{0.001, 0.5, 0.99943993334352925, 0.00056006665647074989},
                                   {0.001, 1e-09, 0.98005471990393109, 0.019945280096068911},
                                   {0.2, 0.1, 0.67604320381534324, 0.32395679618465676},
                                   {0.5, 3.0, 0.98569412156457036, 0.01430587843542964},
                                   {1.0, 2.5, 0.9179150013761012, 0.082084998623898795},
                                   {1.7, 0.3, 0.069418846618974288, 0.93058115338102571},
                                   {3.0, 3.0, 0.57680991887315648, 0.42319008112684352},
                                   {11.9, 20.0, 0.97994769847188827, 0.020052301528111732},
                                   {12.0, 4.0, 0.00091522914727006301, 0.99908477085272994},
                                   {51.0, 5.7e-05, 2.2853267966693539e-283, 1.0},
                                   {100.0, 90.0, 0.15822098918643017, 0.84177901081356983},
                                   {100.0, 160.0, 0.99999985579775495, 1.4420224505352737e-7},
                                   {2500.0, 2480.0, 0.34664269248003642, 0.65335730751996358},
                                   {2500.0, 2800.0, 0.99999999631169067, 3.6883093291848837e-9},
                                   {10000.0, 10000.0, 0.5013298083399552, 0.4986701916600448},
                                   {10000.0, 9500.0, 1.8624546517951551e-7, 0.99999981375453482},
                                   {10000.0, 10600.0, 0.99999999803780752, 1.9621924821330469e-9},
                                   {41.0, 300.0, 1.0, 8.8461398427287304e-80}};

static void incomplete_gamma_functions(void)
{
  for (size_t i = 0; i < sizeof gammas / sizeof gammas[0]; i++) {
    const double a = gammas[i][0], x = gammas[i][1], p = gammas[i][2], q = gammas[i][3];
    const double lower = sl_gamma_lower(a, x), upper = sl_gamma_upper(a, x);
    const double allowed = 3e-13 * fmin(p, q);
    CU_ASSERT(fabs(lower - p) <= allowed + 1e-15);
    CU_ASSERT(fabs(upper - q) <= allowed + 1e-15);
    CU_ASSERT(!(p < q) || fabs(lower - p) <= allowed);
    CU_ASSERT(!(q < p) || a < 1.0 || fabs(upper - q) <= allowed);
    SL_ASSERT_CLOSE(lower + upper, 1.0, 1e-15);
  }
  CU_ASSERT_EQUAL(sl_gamma_lower(2.0, 0.0), 0.0);
  CU_ASSERT_EQUAL(sl_gamma_lower(2.0, (double)INFINITY), 1.0);
  CU_ASSERT_EQUAL(sl_gamma_upper(2.0, 0.0), 1.0);
  CU_ASSERT_EQUAL(sl_gamma_upper(2.0, 1e5), 0.0);
}

/* P(a, x) = P(a + 1, x) + x^a e^-x / Gamma(a + 1), on both sides of every change of method. */
static void a_step_of_the_shape(void)
{
  double worst = 0.0;
  for (uint32_t i = 0; i < POINTS / 10; i++) {
    const double a = exp(9.0 * uniform(i, 4) - 3.0);
    const double x = a * exp((uniform(i, 5) - 0.5) * 6.0 / sqrt(1.0 + a));
    const long double step = expl(a * logl(x) - x - lgammal(a + 1.0L));
    const double difference = sl_gamma_lower(a, x) - sl_gamma_lower(a + 1.0, x);
    worst = fmax(worst, (double)fabsl(difference - step));
  }
  CU_ASSERT(worst < 1e-14);
  CU_ASSERT(worst > 0.0);
}

/* a, b, x, I */
static const double betas[][4] = {
    {1.5, 2.5, 0.3, 0.41568785229802533},         {41.0, 0.001, 0.999, 0.0026660360458927204},
    {41.0, 0.5, 0.0001, 8.7847680355668286e-166}, {1.02, 1000.0, 0.002, 0.86049906946501553},
    {3.0, 1000.0, 0.01, 0.99736439534557931},     {20.0, 20.0, 0.5, 0.5},
    {2.0, 0.25, 0.96875, 0.47772449208851323},    {0.5, 0.5, 0.25, 0.33333333333333333},
    {7.0, 300.0, 1e-12, 4.6515922112230265e-71}};

static void the_incomplete_beta_function(void)
{
  for (size_t i = 0; i < sizeof betas / sizeof betas[0]; i++) {
    const double a = betas[i][0], b = betas[i][1], x = betas[i][2], exact = betas[i][3];
    const double lower = sl_beta_lower(x, 1.0 - x, a, b), upper = sl_beta_lower(1.0 - x, x, b, a);
    CU_ASSERT(fabs(lower - exact) <= 2e-12 * exact + 2e-14);
    SL_ASSERT_CLOSE(lower + upper, 1.0, 2e-14);
  }
  CU_ASSERT_EQUAL(sl_beta_lower(0.0, 1.0, 2.0, 3.0), 0.0);
  CU_ASSERT_EQUAL(sl_beta_lower(1.0, 0.0, 2.0, 3.0), 1.0);
}

/* One hash of all bits (FNV-1a): any compiler and any processor must give this one. */
static void the_bits_are_the_same_everywhere(void)
{
  uint64_t hash = UINT64_C(14695981039346656037);
  for (uint32_t i = 0; i < POINTS / 10; i++) {
    const double u = uniform(i, 6), a = 0.01 + 50.0 * u * u, x = a * (0.5 + uniform(i, 7));
    const double answers[] = {sl_normal_survival(9.0 * u),
                              sl_normal_quantile(u),
                              sl_log_gamma(a),
                              sl_gamma(a + 1.0),
                              sl_gamma_lower(a, x),
                              sl_gamma_upper(a, x),
                              sl_beta_lower(u, 1.0 - u, a, x)};
    unsigned char bytes[sizeof answers];
    memcpy(bytes, answers, sizeof answers);
    for (size_t b = 0; b < sizeof bytes; b++) {
      hash = (hash ^ bytes[b]) * UINT64_C(1099511628211);
    }
  }
  CU_ASSERT_EQUAL(hash, UINT64_C(0xd3b60b958aed4e24));
}

SL_SUITE(special_functions, "unit/special_functions", {"the normal law", the_normal_law},
         {"the normal quantiles", the_normal_quantiles}, {"the gamma function", the_gamma_function},
         {"incomplete gamma functions", incomplete_gamma_functions},
         {"a step of the shape", a_step_of_the_shape},
         {"the incomplete beta function", the_incomplete_beta_function},
         {"the bits are the same everywhere", the_bits_are_the_same_everywhere});
