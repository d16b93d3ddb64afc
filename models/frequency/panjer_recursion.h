/* The recursion p(n) = p(n - 1) (a + b / n), and inversion by it: inside models/counts*.c only. */
#ifndef SL_MODELS_FREQUENCY_PANJER_RECURSION_H
#define SL_MODELS_FREQUENCY_PANJER_RECURSION_H

#include "models/frequency/frequency.h"
#include "models/random/streams.h"

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

/* How many pieces sl_pieces_of makes of a law, a rest not counted. */
uint32_t sl_panjer_pieces(sl_panjer_t law);

/* Cells of an alias table of a law: its counts up to six standard deviations above the mean, and
 * one for all that are larger. */
uint32_t sl_panjer_cells(sl_panjer_t law);

/* p[i] = p(i), i < n - 1, and p[n - 1] = P(N >= n - 1), n >= 2, which is 0 where it is within the
 * rounding of the sum. Returns p(n - 1). */
double sl_panjer_list(const sl_count_piece_t *piece, uint32_t n, double *p);

/* A count of at least `first`, given that it is: by inversion of word. at_first = p(first), rest =
 * P(N >= first). */
uint32_t sl_panjer_tail_count(const sl_count_piece_t *piece, uint32_t first, double at_first,
                              double rest, uint64_t word);

/* A count by inversion; word is draw 0, further pieces take the draws after it. */
uint32_t sl_pieces_count(const sl_count_pieces_t *pieces, const sl_stream_t *stream, uint32_t trial,
                         uint32_t row, uint64_t word);

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
