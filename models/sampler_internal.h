/* The compiled form of a sampler, shared by the files that draw from it and that build it. */
#ifndef SL_MODELS_SAMPLER_INTERNAL_H
#define SL_MODELS_SAMPLER_INTERNAL_H

#include "models/sampler.h"

#include <stdbool.h>

#define SL_SAMPLER_TERMS 6 /* coefficients of a piece: degree 5 */
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

struct sl_sampler {
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

static inline double sl_sampler_value(const sl_sampler_t *sampler, uint64_t word)
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

/* A growing list of pieces and what fitting them needs. */
typedef struct sl_fitter {
  const sl_severity_t *severity;
  double tolerance_amount; /* absolute error that is accepted */
  bool upper;              /* which half */
  sl_piece_t *pieces;
  size_t n, capacity;
  unsigned depth;  /* halvings that the last smooth octave needed, to start the next one there */
  double previous; /* amount at the end of the piece before */
  double error;
  int code; /* first failure, or SL_OK */
} sl_fitter_t;

/* A run of tail positions first .. last in which the amount is smooth or constant. */
typedef struct sl_run {
  uint64_t first, last;
  double low, high; /* bounds of the amount; equal for an atom */
} sl_run_t;

/* Appends pieces that cover run; failures stay in fitter->code. */
void sl_fitter_add(sl_fitter_t *fitter, const sl_run_t *run);

#endif
