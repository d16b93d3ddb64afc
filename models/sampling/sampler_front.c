/* Builds the front table of a sampler through the values of its general form. */
#include "models/core/amounts.h"
#include "models/core/bits.h"
#include "models/sampling/sampler_internal.h"

#include <math.h>
#include <stdlib.h>

#define OCTAVES 11 /* of each half: one word in 2^11 lies below them */
#define LEAST_BITS 5
#define MOST_BITS 8       /* 180 kB */
#define GRID_BITS 40      /* of t within a cell: ample for the bound, few enough to stay monotone */
#define GOOD_SHARE 0x1p-8 /* of the words, that may be left to the general form */
#define MOST_SHARE 0.3    /* above it the front would only be in the way */
#define CELL_TOLERANCE (SL_SAMPLER_TOLERANCE - SL_GENERAL_TOLERANCE)

/* What one attempt needs to know. */
typedef struct builder {
  const sl_sampler_t *sampler;
  const sl_run_edges_t *edges; /* of this half */
  bool upper;
  double tolerance_amount;
  double error;
} builder_t;

/* Positions begin .. end - 1 are the ones whose doubles lie in the cell from `low` to `high`. */
typedef struct span {
  double low, high;
  uint64_t begin, end;
} span_t;

/* The first position that rounds to a double x, whose last bits are 0, or more. */
static uint64_t first_position(double x)
{
  const uint64_t at = (uint64_t)x;
  return at - (at - (uint64_t)sl_double_of(sl_bits_of(x) - 1)) / 2;
}

static double general(const builder_t *b, uint64_t v)
{
  return sl_sampler_general(b->sampler, b->upper ? ~v : v);
}

/* A run begins inside: the amount may have a kink or a jump there. */
static bool holds_edge(const sl_run_edges_t *edges, const span_t *span)
{
  size_t low = 0, high = edges->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (edges->first[middle] <= span->begin) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < edges->n && edges->first[low] < span->end;
}

static bool close_to_general(builder_t *b, const span_t *span, const sl_front_cell_t *cell,
                             double width)
{
  static const double place[] = {0.5, 0.1173, 0.8827, 0.03, 0.97};
  for (size_t i = 0; i < sizeof place / sizeof place[0]; i++) {
    const double at = floor(span->low + place[i] * (span->high - span->low));
    const double x = sl_front_cell_value(cell, (at - span->low) / (span->high - span->low) * width);
    const double wanted = general(b, (uint64_t)at), off = fabs(x - wanted);
    if (off <= 0.85 * CELL_TOLERANCE * wanted) {
      b->error = sl_larger(b->error, wanted > 0.0 ? off / wanted : 0.0);
    } else if (off > b->tolerance_amount) {
      return false;
    }
  }
  return true;
}

/* A cubic through four values of the general form; false where one will not do. width: what t
 * comes up to in a cell. */
static bool fit_cell(builder_t *b, const span_t *span, double width, sl_front_cell_t *cell)
{
  /* both ends, and the inner nodes that make the largest |s (s - a) (s - b) (s - 1)| least */
  static const double s[] = {0.0, 0.29289321881345254, 0.70710678118654746, 1.0};
  double y[SL_FRONT_TERMS];
  if (holds_edge(b->edges, span)) {
    return false;
  }
  const double size = span->high - span->low;
  for (size_t i = 0; i < 3; i++) {
    y[i] = general(b, (uint64_t)(span->low + s[i] * size));
  }
  const double end = general(b, span->end - 1);
  *cell = (sl_front_cell_t){.term = {y[0]}};
  if (end == y[0]) {
    return true;
  }
  /* short of the next cell's start by more than rounding */
  y[3] = end - (end > y[0] ? 1.0 : -1.0) * 0x1p-46 * end;
  sl_interpolate(s, y, SL_FRONT_TERMS, cell->term);
  if (!sl_steep_everywhere(cell->term, SL_FRONT_TERMS, end - y[0])) {
    return false;
  }
  double power = 1.0;
  for (size_t k = 1; k < SL_FRONT_TERMS; k++) {
    power *= width;
    cell->term[k] /= power;
  }
  const double last = sl_front_cell_value(cell, width * (1.0 - ldexp(1.0, -GRID_BITS)));
  return (end > y[0] ? last <= end : last >= end) && close_to_general(b, span, cell, width);
}

/* All cells of one half; returns the share of all words that they leave to the general form. */
static double fill_half(builder_t *b, const sl_front_t *front, size_t n, sl_front_cell_t *cells)
{
  const uint64_t base = front->base[0];
  const double width = ldexp(1.0, (int)front->shift - 52);
  double left = front->floor;
  cells[0] = (sl_front_cell_t){.term = {(double)NAN}};
  for (size_t i = 1; i + 1 < n; i++) {
    span_t span = {.low = sl_double_of((base + i) << front->shift),
                   .high = sl_double_of((base + i + 1) << front->shift)};
    span.begin = first_position(span.low);
    span.end = first_position(span.high);
    if (!fit_cell(b, &span, width, &cells[i])) {
      cells[i] = (sl_front_cell_t){.term = {(double)NAN}};
      left += span.high - span.low;
    }
  }
  /* positions that round to 2^63 */
  cells[n - 1] = (sl_front_cell_t){.term = {general(b, SL_SAMPLER_HALF_END - 1)}};
  return left * 0x1p-64;
}

/* Both halves with 2^bits cells an octave; *share as fill_half. */
static int attempt(const sl_sampler_t *sampler, const sl_run_edges_t edges[2],
                   double tolerance_amount, unsigned bits, sl_front_t *front, double *share,
                   double *error)
{
  const double lowest = ldexp(1.0, 63 - OCTAVES);
  const size_t n = ((size_t)OCTAVES << bits) + 2; /* one below, one at the end */
  const unsigned shift = 52 - bits;
  const unsigned coarse = shift > GRID_BITS ? shift - GRID_BITS : 0;
  *front = (sl_front_t){.shift = shift,
                        .mask = (UINT64_C(1) << shift) - (UINT64_C(1) << coarse),
                        .floor = nextafter(lowest, 0.0),
                        .n_cells = 2 * n};
  front->base[0] = sl_bits_of(front->floor) >> shift;
  front->base[1] = front->base[0] - n;
  front->cells = aligned_alloc(64, (2 * n * sizeof *front->cells + 63) / 64 * 64);
  if (front->cells == NULL) {
    return SL_ERR_MEMORY;
  }
  *share = 0.0;
  *error = 0.0;
  for (size_t half = 0; half < 2; half++) {
    builder_t b = {.sampler = sampler,
                   .edges = &edges[half],
                   .upper = half == 1,
                   .tolerance_amount = tolerance_amount};
    *share += fill_half(&b, front, n, front->cells + half * n);
    *error = fmax(*error, b.error);
  }
  return SL_OK;
}

int sl_front_build(sl_sampler_t *sampler, const sl_run_edges_t edges[2], double tolerance_amount)
{
  double best = MOST_SHARE, error = 0.0;
  for (unsigned bits = LEAST_BITS; bits <= MOST_BITS && best > GOOD_SHARE; bits++) {
    sl_front_t front;
    double share, off;
    const int code = attempt(sampler, edges, tolerance_amount, bits, &front, &share, &off);
    if (code != SL_OK) {
      return code;
    }
    if (share < best) {
      best = share;
      error = off;
      free(sampler->front.cells);
      sampler->front = front;
    } else {
      free(front.cells);
    }
  }
  sampler->error += error;
  return SL_OK;
}
