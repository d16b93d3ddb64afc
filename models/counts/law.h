/* What a compiled claim frequency holds: inside models/counts*.c only. */
#ifndef SL_MODELS_COUNTS_LAW_H
#define SL_MODELS_COUNTS_LAW_H

#include "models/counts/counts.h"
#include "models/frequency/panjer_recursion.h"
#include "models/sampling/counts_alias.h"
#include "models/sampling/counts_grid.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* At the fixed exposure. */
typedef struct sl_count_fixed {
  bool thinned;             /* outside the (a, b, 0) class: listed at its exposure */
  sl_count_pieces_t pieces; /* one where thinned */
  sl_alias_t table;         /* of a piece; without cells: recursion */
  uint64_t *cells;          /* owned */
  double at_last, rest;     /* of the piece: p(n - 1) and P(N >= n - 1), n the table's length */
} sl_count_fixed_t;

/* Small, since a large census has one for nearly every person and service: of random exposure it
 * keeps nothing that follows from the rest. */
struct sl_count_law {
  sl_panjer_t panjer;          /* at the fixed exposure; of no use where thinned */
  const sl_count_grid_t *grid; /* of random exposure, with its tables; not owned; NULL = none yet */
  sl_count_fixed_t *fixed;     /* owned; NULL = random exposure */
};

/* The expected number at the fixed exposure, where a grid serves. */
static inline double sl_count_law_mean(const sl_count_law_t *law)
{
  return law->panjer.law == SL_PANJER_BINOMIAL ? law->panjer.mean * law->panjer.size
                                               : law->panjer.mean;
}

/* The trials of one call, from `first` of the batch; at most SL_COUNTS_CHUNK. */
typedef struct sl_count_chunk {
  const sl_kernels_t *kernels;
  const sl_stream_t *stream;
  uint32_t first_trial, row;
  size_t n;
  uint32_t *counts;
} sl_count_chunk_t;

/* Counts at mean x multiplier, of a law of random exposure; its own mean is not used. */
void sl_count_chunk_by_grid(const sl_count_law_t *law, double mean, const sl_count_chunk_t *chunk,
                            const double *multiplier);

#endif
