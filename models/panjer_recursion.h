/* Inversion by the recursion p(n) = p(n - 1) (a + b / n): inside models/counts*.c only.
 *
 * This is the one definition of a count. Tables of F(n) are filled by sl_walk_next too, so that
 * they give the same counts.
 */
#ifndef SL_MODELS_PANJER_RECURSION_H
#define SL_MODELS_PANJER_RECURSION_H

#include "models/frequency.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* -log p(0) of a piece is at most this: p(0) is far from underflow, and rounding stays small. */
#define SL_PIECE_EXPONENT 128.0

typedef struct sl_count_piece {
  double p0, a, b;
  double last; /* the largest count there can be, a whole number */
} sl_count_piece_t;

/* A law as a sum of n independent equal pieces and, for a binomial whose trials do not divide
 * evenly, one more. */
typedef struct sl_count_pieces {
  sl_count_piece_t piece;
  uint32_t n;
  bool has_rest;
  sl_count_piece_t rest;
  bool failures;   /* pieces count failures (binomial, probability above 1/2) */
  uint32_t trials; /* of the whole binomial */
} sl_count_pieces_t;

/* Poisson: a = 0, b = m. Negative binomial of mean m and size r: a = m / (r + m), b = a (r - 1),
 * p(0) = (1 + m / r)^-r. Binomial: a = -q / (1 - q), b = -a (trials + 1), p(0) = (1 - q)^trials,
 * q = min(1, probability), or the probability of a failure where that is smaller. */
sl_count_pieces_t sl_pieces_of(sl_panjer_t law);

/* bound[i] = a number below p(0) of the law with mean law.mean x multiplier[i], i < n; cheap where
 * sl_pieces_of is dear: a smaller word is a count of 0. With y = m / sqrt(1 + m / r) >= r log(1 + m
 * / r) (Poisson: y = m), p(0) >= e^-y >= 1 - y + y^2/2 - y^3/6, less a margin for rounding. 0 for a
 * binomial. multiplier NULL: 1. */
void sl_zero_bounds(sl_panjer_t law, const double *multiplier, size_t n, double *bound);

/* A place on the distribution function: n, p(n), F(n). */
typedef struct sl_walk {
  double p, f;
  double n; /* a whole number; as a double it needs no conversion at each step */
} sl_walk_t;

/* One step up; false where F no longer grows: what is left of the tail is below half a unit of
 * its last place, and the new n is the largest count that is drawn. */
static inline bool sl_walk_next(sl_walk_t *walk, double a, double b)
{
  const double before = walk->f;
  walk->n += 1.0;
  walk->p *= a + b / walk->n;
  walk->f += walk->p;
  return walk->f > before;
}

/* The smallest n with u < F(n). */
static inline uint32_t sl_piece_count(const sl_count_piece_t *piece, double u)
{
  sl_walk_t walk = {.p = piece->p0, .f = piece->p0};
  while (u >= walk.f && walk.n < piece->last && sl_walk_next(&walk, piece->a, piece->b)) {
  }
  return (uint32_t)walk.n;
}

#endif
