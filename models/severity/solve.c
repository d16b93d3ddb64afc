#include "models/core/bits.h"
#include "models/core/elementary.h"
#include "models/severity/internal.h"

#include <math.h>
#include <stdint.h>

/* Increasing in x, nearly linear in log x for the usual tails; >= 0 where the level is reached. */
static double gap(const sl_severity_t *severity, sl_level_t level, double x)
{
  const double p =
      level.upper ? severity->family->survival(severity, x) : severity->family->cdf(severity, x);
  if (p == level.tail) {
    return 0.0;
  }
  return level.upper ? sl_det_log(level.tail / p) : sl_det_log(p / level.tail);
}

typedef struct bracket {
  double low, high;         /* the level is not reached at low, and is at high */
  double gap_low, gap_high; /* halved where an end stays too long (Illinois) */
} bracket_t;

static double interpolate(const bracket_t *b)
{
  const double share = -b->gap_low / (b->gap_high - b->gap_low);
  if (b->low > 0.0 && b->high > 1.25 * b->low) {
    return b->low * sl_det_pow(b->high / b->low, share);
  }
  return b->low + share * (b->high - b->low);
}

/* The interpolated point, kept a few doubles away from the ends so that each step can close the
 * bracket from the far side; halfway in bits where interpolation is impossible.
 * Doubles that are not negative order as their bit patterns do: a bracket halved in bits is
 * halved in scale first and in value last, and ends at two neighbouring doubles. */
static double next_point(const bracket_t *b, bool halve)
{
  const uint64_t low = sl_bits_of(b->low), high = sl_bits_of(b->high), width = high - low;
  if (halve || width < 4 || isinf(b->gap_low) || isinf(b->gap_high)) {
    return sl_double_of(low + width / 2);
  }
  const double x = interpolate(b);
  uint64_t bits = x > b->low && x < b->high ? sl_bits_of(x) : low + width / 2;
  const uint64_t margin = width < 16 ? 1 : 4;
  if (bits - low < margin) {
    bits = low + margin;
  }
  if (high - bits < margin) {
    bits = high - margin;
  }
  return sl_double_of(bits);
}

static void widen(const sl_severity_t *severity, sl_level_t level, bracket_t *b)
{
  double step = 1e-15;
  while (b->gap_low >= 0.0 && b->low > 0.0) {
    b->high = b->low;
    b->gap_high = b->gap_low;
    b->low *= 1.0 - fmin(step, 0.5);
    b->gap_low = gap(severity, level, b->low);
    step *= 32.0;
  }
  step = 1e-15;
  while (b->gap_high < 0.0 && b->high < 1e300) {
    b->low = b->high;
    b->gap_low = b->gap_high;
    b->high = fmax(b->high * (1.0 + step), 1e-300);
    b->gap_high = gap(severity, level, b->high);
    step *= 32.0;
  }
}

/* Replaces one end by x; the other end's gap is scaled down where it was kept twice running. */
static int replace_end(bracket_t *b, double x, double gap_x, int last_side)
{
  const int side = gap_x >= 0.0 ? 1 : -1;
  double *kept = side > 0 ? &b->gap_low : &b->gap_high;
  const double replaced = side > 0 ? b->gap_high : b->gap_low;
  if (side == last_side) {
    const double m = 1.0 - gap_x / replaced; /* Anderson & Bjorck (1973) */
    *kept *= m > 0.0 ? m : 0.5;
  }
  if (side > 0) {
    b->high = x;
    b->gap_high = gap_x;
  } else {
    b->low = x;
    b->gap_low = gap_x;
  }
  return side;
}

double sl_severity_solve(const sl_severity_t *severity, sl_level_t level, double low, double high)
{
  bracket_t b = {.low = low, .high = high};
  b.gap_low = gap(severity, level, low);
  b.gap_high = high > low ? gap(severity, level, high) : b.gap_low;
  widen(severity, level, &b);
  if (b.gap_low >= 0.0 || b.gap_high < 0.0) {
    return b.gap_low >= 0.0 ? b.low : b.high;
  }
  uint64_t before = UINT64_MAX;
  int side = 0;
  for (int step = 1; sl_bits_of(b.high) - sl_bits_of(b.low) > 1; step++) {
    bool halve = false;
    if (step % 4 == 0) {
      const uint64_t width = sl_bits_of(b.high) - sl_bits_of(b.low);
      halve = width > before / 8;
      before = width;
    }
    const double x = next_point(&b, halve);
    side = replace_end(&b, x, gap(severity, level, x), side);
  }
  return b.high;
}

double sl_severity_newton(const sl_severity_t *severity, sl_level_t level,
                          double (*density)(const sl_severity_t *severity, double x), double start)
{
  double low = 0.0, high = INFINITY, x = start;
  for (int step = 0; step < 200 && x > 0.0; step++) {
    const double p =
        level.upper ? severity->family->survival(severity, x) : severity->family->cdf(severity, x);
    const double missing = level.upper ? sl_det_log(p / level.tail) : sl_det_log(level.tail / p);
    if (missing > 0.0) {
      low = x;
    } else {
      high = x;
    }
    double move = missing * p / (x * density(severity, x));
    if (!(fabs(move) <= 4.0)) { /* also where p or the density has underflowed */
      move = missing > 0.0 ? 4.0 : -4.0;
    }
    const double next = x * sl_det_exp(move);
    if (fabs(move) < 1e-9) { /* quadratic: the next error is below one ulp */
      return next;
    }
    if (next > low && next < high) {
      x = next;
    } else {
      x = isinf(high) ? 2.0 * x : 0.5 * (low + high);
    }
  }
  return x;
}
