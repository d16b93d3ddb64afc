/* The compiled form of a sampler, shared by the files that draw from it and that build it. */
#ifndef SL_MODELS_SAMPLING_SAMPLER_INTERNAL_H
#define SL_MODELS_SAMPLING_SAMPLER_INTERNAL_H

#include "models/core/bits.h"
#include "models/sampling/sampler.h"

#include <math.h>
#include <stdbool.h>

#define SL_GENERAL_TOLERANCE 2.5e-10 /* of the general form; the front table adds 7.5e-10 */
#define SL_SAMPLER_TERMS 6           /* coefficients of a piece: degree 5 */
#define SL_FRONT_TERMS 4             /* and of a cell of the front table */
#define SL_SAMPLER_OCTAVES 64
#define SL_SAMPLER_HALF_END (UINT64_C(1) << 63) /* tail positions of one half: 0 .. this - 1 */

/* One polynomial in t = (v - start) >> shift, a whole number below 2^41. A cache line. */
typedef struct sl_piece {
  uint64_t start;
  uint64_t shift;
  double term[SL_SAMPLER_TERMS];
} sl_piece_t;

/* Pieces that meet one guide cell: first .. first + extra. */
typedef struct sl_guide {
  uint32_t first, extra;
} sl_guide_t;

/* Guide cell of tail position v: base + (v >> shift), modulo 2^32. */
typedef struct sl_octave {
  uint32_t base, shift;
} sl_octave_t;

/* A cubic of the front table, or NaN: ask the general form. Half a cache line. */
typedef struct sl_front_cell {
  double term[SL_FRONT_TERMS];
} sl_front_cell_t;

/* The table in front of the general form. d = the double nearest to the tail position, but at
 * least floor; its exponent and first bits of the mantissa, (bits of d >> shift) - base of the
 * half, are the cell; the bits of mask are the fraction t. The first cell of each half stands for
 * all positions below, the last for those that round to 2^63. */
typedef struct sl_front {
  sl_front_cell_t *cells; /* NULL where a front table would not pay */
  uint64_t base[2];       /* modulo 2^64 */
  uint64_t mask;
  double floor;
  unsigned shift;
  size_t n_cells;
} sl_front_t;

struct sl_sampler {
  sl_front_t front;
  sl_octave_t octaves[2 * SL_SAMPLER_OCTAVES]; /* lower half, then upper half */
  sl_guide_t *guide;
  sl_piece_t *pieces; /* aligned to its own size */
  size_t n_guide, n_pieces;
  double error;
};

static inline double sl_piece_value(const sl_piece_t *piece, double t)
{
  const double *c = piece->term;
  return c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * (c[4] + t * c[5]))));
}

/* The octave of tail position v: 0 holds v = 0 and 1, o holds 2^o .. 2^(o+1) - 1. */
static inline unsigned sl_octave_of(uint64_t v) { return 63u - (unsigned)__builtin_clzll(v | 1u); }

/* Among count pieces from first, the last that starts at or before v. */
static inline const sl_piece_t *sl_piece_search(const sl_piece_t *first, uint32_t count, uint64_t v)
{
  while (count > 1) {
    const uint32_t half = count / 2;
    first += v >= first[half].start ? half : 0;
    count -= half;
  }
  return first;
}

static inline double sl_sampler_general(const sl_sampler_t *sampler, uint64_t word)
{
  const uint64_t upper = word >> 63;
  const uint64_t v = word ^ (UINT64_C(0) - upper);
  const sl_octave_t octave = sampler->octaves[upper * SL_SAMPLER_OCTAVES + sl_octave_of(v)];
  const sl_guide_t guide = sampler->guide[octave.base + (uint32_t)(v >> octave.shift)];
  const sl_piece_t *piece = sampler->pieces + guide.first;
  if (guide.extra > 0) {
    piece = sl_piece_search(piece, guide.extra + 1, v);
  }
  return sl_piece_value(piece, (double)(int64_t)((v - piece->start) >> piece->shift));
}

static inline double sl_front_cell_value(const sl_front_cell_t *cell, double t)
{
  const double *c = cell->term;
  return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
}

/* The front table's amount, or NaN. */
/* The double that names a word's cell and place within it. */
static inline uint64_t sl_front_bits(const sl_front_t *front, uint64_t word)
{
  const double position = (double)(int64_t)(word ^ (UINT64_C(0) - (word >> 63)));
  return sl_bits_of(position > front->floor ? position : front->floor);
}

static inline double sl_front_value(const sl_front_t *front, uint64_t word)
{
  const uint64_t upper = word >> 63;
  const uint64_t bits = sl_front_bits(front, word);
  const double t = sl_double_of((bits & front->mask) | sl_bits_of(1.0)) - 1.0;
  return sl_front_cell_value(&front->cells[(bits >> front->shift) - front->base[upper]], t);
}

static inline double sl_sampler_value(const sl_sampler_t *sampler, uint64_t word)
{
  const double x =
      sampler->front.cells != NULL ? sl_front_value(&sampler->front, word) : (double)NAN;
  return isnan(x) ? sl_sampler_general(sampler, word) : x;
}

/* A growing list of pieces and what fitting them needs. */
typedef struct sl_fitter {
  const sl_severity_t *severity;
  double tolerance_amount; /* absolute error that is accepted */
  bool upper;              /* which half */
  sl_piece_t *pieces;
  size_t n, capacity;
  unsigned depth;  /* halvings that the last smooth octave needed, to start the next one there */
  bool foretells;  /* the last piece leads on to where the next begins */
  double previous; /* amount at the end of the piece before */
  double error;
  int code; /* first failure, or SL_OK */
} sl_fitter_t;

/* Where the runs of a half begin, in order. */
typedef struct sl_run_edges {
  uint64_t *first;
  size_t n;
} sl_run_edges_t;

/* A run of tail positions first .. last in which the amount is smooth or constant. */
typedef struct sl_run {
  uint64_t first, last;
  double low, high; /* bounds of the amount; equal for an atom */
} sl_run_t;

/* Appends pieces that cover run; failures stay in fitter->code. */
void sl_fitter_add(sl_fitter_t *fitter, const sl_run_t *run);

/* Coefficients in powers of s of the polynomial through (s[i], y[i]), i < n <= SL_SAMPLER_TERMS. */
void sl_interpolate(const double *s, const double *y, size_t n, double *term);

/* The slope is nowhere in 0 <= s <= 1 less than a small part of the mean slope, rise: two
 * neighbouring arguments then differ by more than rounding can take away. */
bool sl_steep_everywhere(const double *term, size_t n, double rise);

/* Puts a front table before a finished general form; edges of the lower and the upper half. SL_OK,
 * SL_ERR_MEMORY. */
int sl_front_build(sl_sampler_t *sampler, const sl_run_edges_t edges[2], double tolerance_amount);

#endif
