#include "models/core/elementary.h"
#include "models/random/streams.h"
#include "tests/support/harness.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { POINTS = 200000 };

/* Random points, a third of them near the place where accuracy is easiest to lose. */
static double point(uint32_t i, double scale)
{
  const sl_stream_t stream = {.seed = 31, .purpose = 1};
  const double v = (double)(sl_stream_word(&stream, i, 0, 0) >> 11) * 0x1p-52 - 1.0; /* -1 .. 1 */
  return i % 3 == 0 ? v * ldexp(1.0, -(int)(i % 60)) : v * scale;
}

static double relative_error(double actual, long double exact)
{
  return exact == 0.0L ? fabs(actual) : (double)fabsl((actual - exact) / exact);
}

static void exp_is_within_its_bound(void)
{
  double worst = 0;
  for (uint32_t i = 0; i < POINTS; i++) {
    const double x = point(i, 708);
    worst = fmax(worst, relative_error(sl_det_exp(x), expl(x)));
  }
  CU_ASSERT(worst < 5e-16);
  CU_ASSERT(worst > 0); /* the comparison is with more digits than the answer has */
}

static void log_is_within_its_bound(void)
{
  double worst = 0;
  for (uint32_t i = 0; i < POINTS; i++) {
    const double x = i % 3 == 0 ? 1 + 0.5 * point(i, 1) : exp2(point(i, 1021));
    worst = fmax(worst, relative_error(sl_det_log(x), logl(x)));
  }
  CU_ASSERT(worst < 5e-16);
  CU_ASSERT(worst > 0);
}

static void log1p_is_within_its_bound(void)
{
  double worst = 0;
  for (uint32_t i = 0; i < POINTS; i++) {
    const double x = i % 3 == 0 ? 0.999 * point(i, 1) : exp2(point(i, 200));
    worst = fmax(worst, relative_error(sl_det_log1p(x), log1pl(x)));
  }
  CU_ASSERT(worst < 2e-15);
  CU_ASSERT(worst > 0);
}

static void expm1_is_within_its_bound(void)
{
  double worst = 0;
  for (uint32_t i = 0; i < POINTS; i++) {
    const double x = i % 3 == 0 ? point(i, 1) : point(i, 40);
    worst = fmax(worst, relative_error(sl_det_expm1(x), expm1l(x)));
  }
  CU_ASSERT(worst < 2e-15);
  CU_ASSERT(worst > 0);
}

/* x^y over all magnitudes with moderate exponents, and about 1 with large ones. */
static void pow_is_within_its_bound(void)
{
  double worst = 0;
  for (uint32_t i = 0; i < POINTS; i++) {
    const double x = i % 3 == 0 ? 1 + 1e-6 * point(i, 1) : exp2(point(i, 300));
    const double y = i % 3 == 0 ? 1e6 * point(i + 1, 3) : point(i + 1, 3);
    const double allowed = 1e-15 + 3e-16 * fabs(y);
    worst = fmax(worst, relative_error(sl_det_pow(x, y), powl(x, y)) / allowed);
  }
  CU_ASSERT(worst < 1);
  CU_ASSERT(worst > 0);
}

static void directions_and_angles_are_within_their_bounds(void)
{
  double worst = 0, worst_angle = 0;
  for (uint32_t i = 0; i < POINTS; i++) {
    const double x = point(i, 1e6);
    const sl_direction_t d = sl_det_direction(x);
    worst = fmax(worst, (double)fabsl(d.cosine - cosl(x)));
    worst = fmax(worst, (double)fabsl(d.sine - sinl(x)));
    const double y = point(i + 1, 1e6);
    worst_angle = fmax(worst_angle, (double)fabsl(sl_det_angle(x, y) - atan2l(y, x)));
  }
  CU_ASSERT(worst < 3e-16);
  CU_ASSERT(worst_angle < 2e-15);
  CU_ASSERT(worst > 0 && worst_angle > 0);
  CU_ASSERT_EQUAL(sl_det_direction(0.0).cosine, 1.0);
  CU_ASSERT_EQUAL(sl_det_direction(0.0).sine, 0.0);
  CU_ASSERT_EQUAL(sl_det_angle(-1.0, 0.0), 3.14159265358979323846);
  CU_ASSERT_EQUAL(sl_det_angle(0.0, 0.0), 0.0);
}

static void exact_answers_and_limits(void)
{
  const double infinity = (double)INFINITY;
  CU_ASSERT_EQUAL(sl_det_exp(0.0), 1.0);
  CU_ASSERT_EQUAL(sl_det_exp(-0.0), 1.0);
  CU_ASSERT_EQUAL(sl_det_exp(infinity), infinity);
  CU_ASSERT_EQUAL(sl_det_exp(-infinity), 0.0);
  CU_ASSERT_EQUAL(sl_det_exp(710.0), infinity);
  CU_ASSERT_EQUAL(sl_det_exp(-746.0), 0.0);
  CU_ASSERT_EQUAL(sl_det_exp(-745.0), DBL_TRUE_MIN);
  CU_ASSERT(relative_error(sl_det_exp(709.7), expl(709.7)) < 5e-16);
  CU_ASSERT(isnan(sl_det_exp((double)NAN)));
  CU_ASSERT_EQUAL(sl_det_log(1.0), 0.0);
  CU_ASSERT_EQUAL(sl_det_log(0.0), -infinity);
  CU_ASSERT_EQUAL(sl_det_log(infinity), infinity);
  CU_ASSERT(isnan(sl_det_log(-1.0)));
  CU_ASSERT(isnan(sl_det_log((double)NAN)));
  CU_ASSERT(relative_error(sl_det_log(DBL_TRUE_MIN), logl(DBL_TRUE_MIN)) < 5e-16);
  CU_ASSERT(relative_error(sl_det_log(DBL_MAX), logl(DBL_MAX)) < 5e-16);
  CU_ASSERT_EQUAL(sl_det_log1p(0.0), 0.0);
  CU_ASSERT_EQUAL(sl_det_log1p(1e-300), 1e-300);
  CU_ASSERT_EQUAL(sl_det_log1p(infinity), infinity);
  CU_ASSERT_EQUAL(sl_det_expm1(0.0), 0.0);
  CU_ASSERT_EQUAL(sl_det_expm1(-infinity), -1.0);
  CU_ASSERT_EQUAL(sl_det_pow(0.0, 2.0), 0.0);
  CU_ASSERT_EQUAL(sl_det_pow(0.0, -2.0), infinity);
  CU_ASSERT_EQUAL(sl_det_pow(0.0, 0.0), 1.0);
  CU_ASSERT_EQUAL(sl_det_pow(1.0, 1e9), 1.0);
  CU_ASSERT_EQUAL(sl_det_pow(infinity, 2.0), infinity);
  CU_ASSERT_EQUAL(sl_det_pow(infinity, -2.0), 0.0);
  CU_ASSERT_EQUAL(sl_det_pow(2.0, -1074.0), DBL_TRUE_MIN);
  CU_ASSERT_EQUAL(sl_det_pow(4.0, 0.5), 2.0);
}

/* One hash of all bits (FNV-1a): any compiler and any processor must give this one. */
static void the_bits_are_the_same_everywhere(void)
{
  uint64_t hash = UINT64_C(14695981039346656037);
  for (uint32_t i = 0; i < POINTS; i++) {
    const double x = point(i, 700), y = sl_det_exp(x);
    const sl_direction_t d = sl_det_direction(x);
    const double answers[] = {y,        sl_det_log(y), sl_det_log1p(y),    sl_det_expm1(0.01 * x),
                              d.cosine, d.sine,        sl_det_angle(x, 3), sl_det_pow(y, 0.3)};
    unsigned char bytes[sizeof answers];
    memcpy(bytes, answers, sizeof answers);
    for (size_t b = 0; b < sizeof bytes; b++) {
      hash = (hash ^ bytes[b]) * UINT64_C(1099511628211);
    }
  }
  CU_ASSERT_EQUAL(hash, UINT64_C(0x41fa6807d8cb7703));
}

SL_SUITE(elementary, "unit/elementary", {"exp is within its bound", exp_is_within_its_bound},
         {"log is within its bound", log_is_within_its_bound},
         {"log1p is within its bound", log1p_is_within_its_bound},
         {"expm1 is within its bound", expm1_is_within_its_bound},
         {"pow is within its bound", pow_is_within_its_bound},
         {"directions and angles are within their bounds",
          directions_and_angles_are_within_their_bounds},
         {"exact answers and limits", exact_answers_and_limits},
         {"the bits are the same everywhere", the_bits_are_the_same_everywhere});
