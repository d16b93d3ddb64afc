#include "models/panjer_recursion.h"

#include "models/elementary.h"

#include <math.h>

/* Unbounded laws: drawn as far as 32 bits go. */
#define NO_LAST ((double)UINT32_MAX)

/* Far above the rounding of p(0) and of its bound, far below what would cost speed. */
#define BOUND_MARGIN 1e-12

static uint32_t pieces_for(double exponent)
{
  return exponent <= SL_PIECE_EXPONENT ? 1 : (uint32_t)(exponent / SL_PIECE_EXPONENT) + 1;
}

static sl_count_pieces_t poisson(double mean)
{
  const uint32_t n = pieces_for(mean);
  const double m = mean / (double)n;
  return (sl_count_pieces_t){.piece = {sl_det_exp(-m), 0.0, m, NO_LAST}, .n = n};
}

static sl_count_pieces_t negative_binomial(double mean, double size)
{
  const double exponent = size * sl_det_log1p(mean / size), a = mean / (size + mean);
  const uint32_t n = pieces_for(exponent);
  const double r = size / (double)n, p0 = sl_det_exp(-exponent / (double)n);
  return (sl_count_pieces_t){.piece = {p0, a, a * (r - 1.0), NO_LAST}, .n = n};
}

static sl_count_piece_t binomial_piece(uint32_t trials, double q)
{
  const double odds = q / (1.0 - q), t = (double)trials;
  return (sl_count_piece_t){sl_det_exp(t * sl_det_log1p(-q)), -odds, (t + 1.0) * odds, t};
}

static sl_count_pieces_t binomial(uint32_t trials, double probability)
{
  const double p = probability < 1.0 ? probability : 1.0;
  const bool failures = p > 0.5;
  const double q = failures ? 1.0 - p : p;
  const uint32_t each = trials / pieces_for(-(double)trials * sl_det_log1p(-q));
  const uint32_t rest = trials % each;
  sl_count_pieces_t pieces = {.piece = binomial_piece(each, q),
                              .n = trials / each,
                              .has_rest = rest > 0,
                              .failures = failures,
                              .trials = trials};
  if (rest > 0) {
    pieces.rest = binomial_piece(rest, q);
  }
  return pieces;
}

sl_count_pieces_t sl_pieces_of(sl_panjer_t law)
{
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return negative_binomial(law.mean, law.size);
  case SL_PANJER_BINOMIAL:
    return binomial((uint32_t)law.size, law.mean);
  case SL_PANJER_POISSON:
    break;
  }
  return poisson(law.mean);
}

static inline double zero_bound(double y)
{
  return 1.0 - y * (1.0 - y * (0.5 - y * (1.0 / 6.0))) - BOUND_MARGIN;
}

void sl_zero_bounds(sl_panjer_t law, const double *multiplier, size_t n, double *bound)
{
  const double per_size = law.law == SL_PANJER_NEGATIVE_BINOMIAL ? 1.0 / law.size : 0.0;
  for (size_t i = 0; i < n; i++) {
    bound[i] = multiplier != NULL ? law.mean * multiplier[i] : law.mean;
  }
  /* Loops without branches, which a compiler turns into vector instructions. */
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    for (size_t i = 0; i < n; i++) {
      bound[i] = zero_bound(bound[i] / sqrt(1.0 + bound[i] * per_size));
    }
    break;
  case SL_PANJER_POISSON:
    for (size_t i = 0; i < n; i++) {
      bound[i] = zero_bound(bound[i]);
    }
    break;
  case SL_PANJER_BINOMIAL:
    for (size_t i = 0; i < n; i++) {
      bound[i] = 0.0;
    }
    break;
  }
}
