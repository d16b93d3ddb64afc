#include "models/core/elementary_terms.h"
#include "models/exact/frailty.h"
#include "models/simd/kernel.h"
#include "models/simd/vector.h"

/* The functions of models/core/elementary.c in the words of vector.h, with its terms in its order,
 * for arguments that need no special case. */

/* 1.5 x 2^52: a number to which it is added is rounded to a whole one, which its last bits hold. */
#define ROUND 0x1.8p52

static inline sl_vf64_t plus(sl_vf64_t a, sl_vf64_t b) { return sl_vf64_add(a, b); }
static inline sl_vf64_t minus(sl_vf64_t a, sl_vf64_t b) { return sl_vf64_sub(a, b); }
static inline sl_vf64_t times(sl_vf64_t a, sl_vf64_t b) { return sl_vf64_mul(a, b); }
static inline sl_vf64_t of(double x) { return sl_vf64_set(x); }

/* a + x b. */
static inline sl_vf64_t line(double a, sl_vf64_t x, double b)
{
  return plus(of(a), times(x, of(b)));
}

static inline sl_vf64_t flip(sl_vf64_t x, sl_vu64_t signs)
{
  return sl_vu64_as_f64(sl_vu64_xor(sl_vf64_bits(x), signs));
}

static inline sl_vf64_t atanh_tail(sl_vf64_t z)
{
  const sl_vf64_t z2 = times(z, z), z4 = times(z2, z2), z8 = times(z4, z4);
  const sl_vf64_t p01 = line(2.0 / 3, z, 2.0 / 5), p23 = line(2.0 / 7, z, 2.0 / 9);
  const sl_vf64_t p45 = line(2.0 / 11, z, 2.0 / 13), p67 = line(2.0 / 15, z, 2.0 / 17);
  const sl_vf64_t p89 = line(2.0 / 19, z, 2.0 / 21);
  const sl_vf64_t low = plus(p01, times(z2, p23));
  const sl_vf64_t middle = times(z4, plus(p45, times(z2, p67)));
  const sl_vf64_t high = times(z8, plus(p89, times(z2, of(2.0 / 23))));
  return times(z, plus(plus(low, middle), high));
}

/* sl_det_log, x normal. */
static inline sl_vf64_t logarithm(sl_vf64_t x)
{
  const sl_vu64_t bits = sl_vu64_add(sl_vf64_bits(x), sl_vu64_set(SL_ONE_BITS - SL_SQRT_HALF_BITS));
  const sl_vf64_t k = minus(sl_vf64_of_u52(sl_vu64_shr(bits, 52)), of(1023.0));
  const sl_vu64_t mantissa = sl_vu64_and(bits, sl_vu64_set(SL_MANTISSA_BITS));
  const sl_vf64_t f =
      minus(sl_vu64_as_f64(sl_vu64_add(mantissa, sl_vu64_set(SL_SQRT_HALF_BITS))), of(1.0));
  const sl_vf64_t s = sl_vf64_div(f, plus(of(2.0), f)), half = times(times(of(0.5), f), f);
  const sl_vf64_t t = times(s, plus(half, atanh_tail(times(s, s))));
  return minus(times(k, of(SL_LN2_HIGH)), minus(minus(half, plus(t, times(k, of(SL_LN2_LOW)))), f));
}

static inline sl_vf64_t exp_tail(sl_vf64_t r)
{
  const sl_vf64_t r2 = times(r, r), r4 = times(r2, r2), r8 = times(r4, r4);
  const sl_vf64_t p01 = line(1.0 / 2, r, 1.0 / 6), p23 = line(1.0 / 24, r, 1.0 / 120);
  const sl_vf64_t p45 = line(1.0 / 720, r, 1.0 / 5040), p67 = line(1.0 / 40320, r, 1.0 / 362880);
  const sl_vf64_t p89 = line(1.0 / 3628800, r, 1.0 / 39916800);
  const sl_vf64_t pab = line(1.0 / 479001600, r, 1.0 / 6227020800.0);
  const sl_vf64_t low = plus(p01, times(r2, p23));
  const sl_vf64_t middle = times(r4, plus(p45, times(r2, p67)));
  return plus(plus(low, middle), times(r8, plus(p89, times(r2, pab))));
}

/* sl_det_exp, -700 < x <= 0. */
static inline sl_vf64_t exponential(sl_vf64_t x)
{
  const sl_vf64_t at = minus(times(x, of(SL_LOG2_E)), of(0.5));
  const sl_vf64_t near = minus(plus(at, of(ROUND)), of(ROUND));
  const sl_vf64_t k = sl_vf64_select(sl_vf64_lt(near, at), plus(near, of(1.0)), near);
  const sl_vf64_t high = minus(x, times(k, of(SL_LN2_HIGH))), low = times(k, of(SL_LN2_LOW));
  const sl_vf64_t r = minus(high, low), lost = minus(minus(high, r), low);
  const sl_vf64_t tail = plus(times(times(r, r), exp_tail(r)), lost);
  const sl_vf64_t e = plus(of(1.0), plus(r, tail));
  const sl_vu64_t biased = sl_vu64_add(sl_vf64_bits(plus(k, of(ROUND))), sl_vu64_set(1023));
  return times(e, sl_vu64_as_f64(sl_vu64_shl(biased, 52)));
}

static inline sl_vf64_t half_of(sl_vf64_t t)
{
  return sl_vf64_div(t, plus(of(1.0), sl_vf64_sqrt(plus(of(1.0), times(t, t)))));
}

static inline sl_vf64_t arc_tangent(sl_vf64_t t)
{
  const sl_vf64_t w = half_of(half_of(t)), z = times(w, w);
  sl_vf64_t sum = of(0.0);
  for (int k = 23; k >= 3; k -= 2) {
    sum = minus(of(1.0 / k), times(z, sum));
  }
  return times(of(4.0), minus(w, times(times(w, z), sum)));
}

/* sl_det_angle, x > 0. */
static inline sl_vf64_t angle_of(sl_vf64_t x, sl_vf64_t y)
{
  const sl_vmask_t below = sl_vf64_lt(y, of(0.0));
  const sl_vf64_t b = sl_vf64_max(y, minus(of(0.0), y));
  const sl_vmask_t flat = sl_vf64_le(b, x);
  const sl_vf64_t own =
      arc_tangent(sl_vf64_div(sl_vf64_select(flat, b, x), sl_vf64_select(flat, x, b)));
  const sl_vf64_t acute = sl_vf64_select(flat, own, minus(of(0.5 * SL_PI), own));
  return sl_vf64_select(below, flip(acute, sl_vu64_set(UINT64_C(1) << 63)), acute);
}

typedef struct direction {
  sl_vf64_t cosine, sine;
} direction_t;

static inline sl_vf64_t sine_of_small(sl_vf64_t r)
{
  static const double c[] = {
      -1.0 / 6,        1.0 / 120,          -1.0 / 5040,         1.0 / 362880,
      -1.0 / 39916800, 1.0 / 6227020800.0, -1.0 / 1307674368e3, 1.0 / 355687428096e3};
  const sl_vf64_t z = times(r, r);
  sl_vf64_t sum = of(0.0);
  for (int i = 7; i >= 0; i--) {
    sum = plus(times(sum, z), of(c[i]));
  }
  return plus(r, times(times(r, z), sum));
}

static inline sl_vf64_t cosine_of_small(sl_vf64_t r)
{
  static const double c[] = {
      1.0 / 24,        -1.0 / 720,           1.0 / 40320,         -1.0 / 3628800,
      1.0 / 479001600, -1.0 / 87178291200.0, 1.0 / 20922789888e3, -1.0 / 6402373705728e3};
  const sl_vf64_t z = times(r, r);
  sl_vf64_t sum = of(0.0);
  for (int i = 7; i >= 0; i--) {
    sum = plus(times(sum, z), of(c[i]));
  }
  return minus(of(1.0), minus(times(of(0.5), z), times(times(z, z), sum)));
}

/* sl_det_direction. */
static inline direction_t direction_of(sl_vf64_t angle)
{
  const sl_vu64_t one = sl_vu64_set(1), two = sl_vu64_set(2);
  const sl_vf64_t at = plus(times(angle, of(2.0 / SL_PI)), of(0.5));
  const sl_vf64_t near = minus(plus(at, of(ROUND)), of(ROUND));
  const sl_vf64_t n = sl_vf64_select(sl_vf64_lt(at, near), minus(near, of(1.0)), near);
  const sl_vf64_t first = minus(angle, times(n, of(SL_QUARTER_HIGH)));
  const sl_vf64_t second = minus(first, times(n, of(SL_QUARTER_MIDDLE)));
  const sl_vf64_t r = minus(second, times(n, of(SL_QUARTER_LOW)));
  const sl_vf64_t s = sine_of_small(r), c = cosine_of_small(r);
  const sl_vu64_t q = sl_vf64_bits(plus(n, of(ROUND)));
  const sl_vmask_t odd = sl_vu64_eq(sl_vu64_and(q, one), one);
  const sl_vu64_t minus_cosine = sl_vu64_shl(sl_vu64_and(sl_vu64_add(q, one), two), 62);
  const sl_vu64_t minus_sine = sl_vu64_shl(sl_vu64_and(q, two), 62);
  return (direction_t){flip(sl_vf64_select(odd, s, c), minus_cosine),
                       flip(sl_vf64_select(odd, c, s), minus_sine)};
}

/* ---- the mixture ---- */

/* SL_LANES of them; whether none is a special case, else nothing is written. */
static inline bool mix_lanes(double shape, const double *exponent, double *mixed)
{
  double re[SL_LANES], im[SL_LANES];
  for (size_t l = 0; l < SL_LANES; l++) {
    re[l] = 1.0 - exponent[2 * l] / shape;
    im[l] = -exponent[2 * l + 1] / shape;
  }
  const sl_vf64_t x = sl_vf64_load(re), y = sl_vf64_load(im);
  const sl_vf64_t square = plus(times(x, x), times(y, y));
  const sl_vmask_t usual = sl_vmask_and(sl_vf64_le(of(1.0), x), sl_vf64_lt(square, of(0x1p1000)));
  const sl_vf64_t power = times(of(-0.5 * shape), logarithm(square));
  if (sl_vmask_any(sl_vmask_not(sl_vmask_and(usual, sl_vf64_lt(of(-700.0), power))))) {
    return false;
  }
  const sl_vf64_t modulus = exponential(power);
  const direction_t d = direction_of(times(of(-shape), angle_of(x, y)));
  sl_vf64_store(re, times(modulus, d.cosine));
  sl_vf64_store(im, times(modulus, d.sine));
  for (size_t l = 0; l < SL_LANES; l++) {
    mixed[2 * l] = re[l];
    mixed[2 * l + 1] = im[l];
  }
  return true;
}

void SL_KERNEL(sl_mix_frailty)(double shape, const double *exponent, size_t n, double *mixed)
{
  for (size_t k = 0; k < n; k += SL_LANES) {
    if (n - k < SL_LANES || !mix_lanes(shape, exponent + 2 * k, mixed + 2 * k)) {
      sl_mix_frailty(shape, exponent + 2 * k, n - k < SL_LANES ? n - k : SL_LANES, mixed + 2 * k);
    }
  }
}
