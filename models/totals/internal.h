/* The table of models/totals/totals.h, shared by the files that draw from it and that build it. */
#ifndef SL_MODELS_TOTALS_INTERNAL_H
#define SL_MODELS_TOTALS_INTERNAL_H

#include "models/core/bits.h"
#include "models/totals/totals.h"

#include <stdlib.h>
#include <string.h>

#define SL_TOTALS_BITS 4 /* 16 cells an octave */
#define SL_TOTALS_SHIFT (52 - SL_TOTALS_BITS)
#define SL_TOTALS_UPPER_OCTAVES 41
#define SL_TOTALS_LOWER_OCTAVES 21
#define SL_TOTALS_UPPER_CELLS ((SL_TOTALS_UPPER_OCTAVES << SL_TOTALS_BITS) + 1)
#define SL_TOTALS_LOWER_CELLS ((SL_TOTALS_LOWER_OCTAVES << SL_TOTALS_BITS) + 1)
#define SL_TOTALS_CELLS (SL_TOTALS_UPPER_CELLS + SL_TOTALS_LOWER_CELLS)

/* Positions: tail probabilities times 2^64. The lowest that have a cell of their own. */
#define SL_TOTALS_UPPER_FLOOR 0x1p22
#define SL_TOTALS_LOWER_FLOOR 0x1p42

/* A cubic in the fraction t of its cell, 0 <= t < 1. Half a cache line, never across two. */
typedef struct sl_totals_cell {
  double term[4];
} sl_totals_cell_t;

/* An atom by the positions it holds, and what lies between it and the next. */
typedef struct sl_totals_atom {
  double from, to; /* from <= position < to */
  double value;
  double shift; /* positions of all atoms up to this one, which the density's are behind by */
} sl_totals_atom_t;

struct sl_totals {
  sl_totals_atom_t *atoms; /* owned, by falling value; NULL = none but no claims at all */
  size_t n_atoms;
  double positive; /* p = P(S > 0) */
  double factor;   /* 1 / p */
  double error;
  _Alignas(SL_TOTALS_ALIGN)
      sl_totals_cell_t cell[SL_TOTALS_CELLS]; /* upper tail from its floor up, then the lower tail;
                       each ends with a cell for the position 2^63 itself */
};

/* All zeros, for sl_totals_free; NULL where there is no memory. */
static inline sl_totals_t *sl_totals_place_new(void)
{
  sl_totals_t *place = aligned_alloc(SL_TOTALS_ALIGN, sizeof *place);
  return place != NULL ? memset(place, 0, sizeof *place) : NULL;
}

/* Cell of a position, from the floor up: its exponent and first bits less those of the floor. */
static inline uint64_t sl_totals_cell_of(double position, double floor)
{
  return (sl_bits_of(position) >> SL_TOTALS_SHIFT) - (sl_bits_of(floor) >> SL_TOTALS_SHIFT);
}

static inline double sl_totals_cell_value(const sl_totals_cell_t *cell, double t)
{
  const double *c = cell->term;
  return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
}

/* t of a position: the mantissa's bits behind those that name the cell. */
static inline double sl_totals_fraction(double position)
{
  const uint64_t rest = sl_bits_of(position) << (12 + SL_TOTALS_BITS) >> 12;
  return sl_double_of(rest | sl_bits_of(1.0)) - 1.0;
}

/* The total at a position of the upper tail given S > 0, 0 <= position < 2^64. */
static inline double sl_totals_value(const sl_totals_t *totals, double position)
{
  const bool is_lower = position >= 0x1p63;
  const double floor = is_lower ? SL_TOTALS_LOWER_FLOOR : SL_TOTALS_UPPER_FLOOR;
  const double own = is_lower ? 0x1p64 - position : position;
  const double at = own > floor ? own : floor;
  const uint64_t first = is_lower ? SL_TOTALS_UPPER_CELLS : 0;
  return sl_totals_cell_value(&totals->cell[first + sl_totals_cell_of(at, floor)],
                              sl_totals_fraction(at));
}

#endif
