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

struct sl_count_law {
  bool random_exposure;
  bool thinned;             /* outside the (a, b, 0) class: listed at its exposure */
  sl_panjer_t panjer;       /* at the fixed exposure; of no use where thinned */
  double mean;              /* expected number at the fixed exposure, where a grid serves */
  sl_count_grid_t grid;     /* of random exposure */
  sl_count_pieces_t pieces; /* at the fixed exposure */
  sl_alias_t table;         /* of a piece; without cells: recursion */
  uint64_t *cells;          /* owned */
  double at_last, rest;     /* of the piece: p(n - 1) and P(N >= n - 1), n the table's length */
};

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
