/* What a compiled claim frequency holds: inside models/counts*.c only. */
#ifndef SL_MODELS_COUNTS_LAW_H
#define SL_MODELS_COUNTS_LAW_H

#include "models/counts/counts.h"
#include "models/frequency/panjer_recursion.h"
#include "models/sampling/counts_alias.h"
#include "models/sampling/counts_grid.h"

#include <stdbool.h>

struct sl_count_law {
  bool random_exposure;
  sl_panjer_t panjer;       /* at the fixed exposure */
  double mean;              /* expected number at the fixed exposure, where a grid serves */
  sl_count_grid_t grid;     /* of random exposure */
  sl_count_pieces_t pieces; /* at the fixed exposure */
  sl_alias_t table;         /* of a piece; without cells: recursion */
  uint64_t *cells;          /* owned */
  double at_last, rest;     /* of the piece: p(n - 1) and P(N >= n - 1), n the table's length */
};

#endif
