#include "models/elementary.h"
#include "models/streams.h"
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
}

/* One hash of all bits (FNV-1a): any compiler and any processor must give this one. */
static void the_bits_are_the_same_everywhere(void)
{
  uint64_t hash = UINT64_C(14695981039346656037);
  for (uint32_t i = 0; i < POINTS; i++) {
    const double x = point(i, 700), y = sl_det_exp(x);
    const double answers[] = {y, sl_det_log(y), sl_det_log1p(y)};
    unsigned char bytes[sizeof answers];
    memcpy(bytes, answers, sizeof answers);
    for (size_t b = 0; b < sizeof bytes; b++) {
      hash = (hash ^ bytes[b]) * UINT64_C(1099511628211);
    }
  }
  CU_ASSERT_EQUAL(hash, UINT64_C(0x4b25f8177b7f5bda));
}

SL_SUITE(elementary, "unit/elementary", {"exp is within its bound", exp_is_within_its_bound},
         {"log is within its bound", log_is_within_its_bound},
         {"log1p is within its bound", log1p_is_within_its_bound},
         {"exact answers and limits", exact_answers_and_limits},
         {"the bits are the same everywhere", the_bits_are_the_same_everywhere});
