#include "models/frequency/panjer_recursion.h"

#include "models/core/elementary.h"

#include <math.h>

/* Unbounded laws: drawn as far as 32 bits go. */
#define NO_LAST ((double)UINT32_MAX)

#define CELL_DEVIATIONS 6.0
#define CELLS_MAX UINT32_C(0x7FFFFFFF)

/* What the sum of a listed law may be short of 1 by rounding alone. */
#define REST_LEAST 1e-13

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

uint32_t sl_panjer_pieces(sl_panjer_t law)
{
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return pieces_for(law.size * sl_det_log1p(law.mean / law.size));
  case SL_PANJER_BINOMIAL:
    return sl_pieces_of(law).n;
  case SL_PANJER_POISSON:
    break;
  }
  return pieces_for(law.mean);
}

static double mean_of(sl_panjer_t law)
{
  return law.law == SL_PANJER_BINOMIAL ? law.size * law.mean : law.mean;
}

static double variance_of(sl_panjer_t law)
{
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return law.mean * (1.0 + law.mean / law.size);
  case SL_PANJER_BINOMIAL:
    return law.size * law.mean * (1.0 - law.mean);
  case SL_PANJER_POISSON:
    break;
  }
  return law.mean;
}

uint32_t sl_panjer_cells(sl_panjer_t law)
{
  const double last = mean_of(law) + CELL_DEVIATIONS * sqrt(variance_of(law));
  return last < (double)CELLS_MAX ? (uint32_t)last + 3 : CELLS_MAX;
}

double sl_panjer_list(const sl_count_piece_t *piece, uint32_t n, double *p)
{
  sl_walk_t walk = {.p = piece->p0, .f = piece->p0};
  p[0] = walk.p;
  for (uint32_t i = 1; i < n - 1; i++) {
    sl_walk_next(&walk, piece->a, piece->b);
    p[i] = walk.n <= piece->last ? walk.p : 0.0;
  }
  const double rest = 1.0 - walk.f;
  p[n - 1] = rest > REST_LEAST && walk.n < piece->last ? rest : 0.0;
  sl_walk_next(&walk, piece->a, piece->b);
  return walk.p;
}

static double uniform(uint64_t word) { return (double)(word >> 11) * 0x1p-53; }

uint32_t sl_panjer_tail_count(const sl_count_piece_t *piece, uint32_t first, double at_first,
                              double rest, uint64_t word)
{
  const double u = uniform(word) * rest;
  sl_walk_t walk = {.p = at_first, .f = at_first, .n = (double)first};
  while (u >= walk.f && walk.n < piece->last && sl_walk_next(&walk, piece->a, piece->b)) {
  }
  return (uint32_t)walk.n;
}

uint32_t sl_pieces_count(const sl_count_pieces_t *pieces, const sl_stream_t *stream, uint32_t trial,
                         uint32_t row, uint64_t word)
{
  uint32_t count = sl_piece_count(&pieces->piece, uniform(word));
  for (uint32_t j = 1; j < pieces->n; j++) {
    count += sl_piece_count(&pieces->piece, uniform(sl_stream_word(stream, trial, row, j)));
  }
  if (pieces->has_rest) {
    count += sl_piece_count(&pieces->rest, uniform(sl_stream_word(stream, trial, row, pieces->n)));
  }
  return pieces->failures ? pieces->trials - count : count;
}
