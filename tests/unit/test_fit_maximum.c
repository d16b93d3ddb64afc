/* The search for a maximum: where it is known, where there is none, where the edge is highest. */
#include "models/fit/maximum.h"
#include "tests/support/harness.h"

/* A bell about (3, -2) with information ((4, 1), (1, 9)): inverse ((9, -1), (-1, 4)) / 35. */
static double bell(const double *x, const void *data)
{
  (void)data;
  const double a = x[0] - 3.0, b = x[1] + 2.0;
  return 7.0 - 0.5 * (4.0 * a * a + 2.0 * a * b + 9.0 * b * b);
}

static void a_quadratic_exactly(void)
{
  const sl_maximum_t m = sl_maximize(bell, NULL, 2, (double[]){0.0, 0.0}, 0.3);
  CU_ASSERT_EQUAL(m.status, SL_FIT_CONVERGED);
  SL_ASSERT_CLOSE(m.x[0], 3.0, 1e-8);
  SL_ASSERT_CLOSE(m.x[1], -2.0, 1e-8);
  SL_ASSERT_CLOSE(m.value, 7.0, 1e-14);
  SL_ASSERT_CLOSE(m.covariance[0][0], 9.0 / 35.0, 1e-8);
  SL_ASSERT_CLOSE(m.covariance[0][1], -1.0 / 35.0, 1e-8);
  SL_ASSERT_CLOSE(m.covariance[1][1], 4.0 / 35.0, 1e-8);
  CU_ASSERT(m.distance < 1e-5);
}

/* n exponential claims of mean 5: l = -n (log m + 5 / m) by log m; information n at the maximum. */
static double exponential(const double *x, const void *data)
{
  const double n = *(const double *)data;
  return -n * (x[0] + 5.0 * exp(-x[0]));
}

static void a_skew_one(void)
{
  for (double n = 4.0; n < 1e7; n *= 100.0) {
    const sl_maximum_t m = sl_maximize(exponential, &n, 1, (double[]){-3.0}, 0.3);
    CU_ASSERT_EQUAL(m.status, SL_FIT_CONVERGED);
    SL_ASSERT_CLOSE_ABOVE(m.x[0], log(5.0), 3e-3 / sqrt(n), 1.0);
    SL_ASSERT_CLOSE(m.covariance[0][0] * n, 1.0, 1e-3);
  }
}

/* Rosenbrock's valley, whose maximum 0 lies at (1, 1). */
static double valley(const double *x, const void *data)
{
  (void)data;
  const double off = x[1] - x[0] * x[0];
  return -(100.0 * off * off + (1.0 - x[0]) * (1.0 - x[0]));
}

static void a_crooked_one(void)
{
  const sl_maximum_t m = sl_maximize(valley, NULL, 2, (double[]){-1.2, 1.0}, 0.3);
  CU_ASSERT_EQUAL(m.status, SL_FIT_CONVERGED);
  SL_ASSERT_CLOSE(m.x[0], 1.0, 1e-4);
  SL_ASSERT_CLOSE(m.x[1], 1.0, 1e-4);
}

static double rising_to_a_wall(const double *x, const void *data)
{
  (void)data;
  return x[0] > 1.0 ? -(double)INFINITY : x[0];
}

static double saddle(const double *x, const void *data)
{
  (void)data;
  return x[0] * x[0] - x[1] * x[1];
}

static double nowhere(const double *x, const void *data)
{
  (void)x;
  (void)data;
  return -INFINITY;
}

/* What is no inner maximum is never told as one, and has no errors. */
static void none_is_said_to_be_none(void)
{
  const sl_maximum_t wall = sl_maximize(rising_to_a_wall, NULL, 1, (double[]){0.0}, 0.3);
  CU_ASSERT_EQUAL(wall.status, SL_FIT_BOUNDARY);
  CU_ASSERT(isnan(wall.covariance[0][0]));
  SL_ASSERT_CLOSE(wall.x[0], 1.0, 0.01);
  const sl_maximum_t endless = sl_maximize(saddle, NULL, 2, (double[]){0.0, 0.5}, 0.3);
  CU_ASSERT_NOT_EQUAL(endless.status, SL_FIT_CONVERGED);
  const sl_maximum_t out = sl_maximize(nowhere, NULL, 1, (double[]){0.0}, 0.3);
  CU_ASSERT_EQUAL(out.status, SL_FIT_NOT_CONVERGED);
  CU_ASSERT_STRING_EQUAL(sl_fit_status_name(out.status), "not converged");
}

SL_SUITE(fit_maximum, "unit/fit_maximum", {"a quadratic exactly", a_quadratic_exactly},
         {"a skew one", a_skew_one}, {"a crooked one", a_crooked_one},
         {"none is said to be none", none_is_said_to_be_none});
