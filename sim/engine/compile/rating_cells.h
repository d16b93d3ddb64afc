/* Persons sorted into rating cells, and the law of a cell's annual total.
 *
 * A cell: persons with the same services, amount scales, limits and exposures. A curve: cells whose
 * exposures are one another's times a multiplier (ratios of exposures are compared to 24 bits).
 */
#ifndef SL_SIM_ENGINE_COMPILE_RATING_CELLS_H
#define SL_SIM_ENGINE_COMPILE_RATING_CELLS_H

#include "models/exact/annual_total.h"
#include "models/totals/totals.h"
#include "sim/engine/compile/model.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_rating_cell {
  size_t person;     /* one of the cell */
  double multiplier; /* exposure to the first of its services */
} sl_rating_cell_t;

typedef struct sl_rating_curve {
  const sl_rating_cell_t *cells; /* by rising multiplier; not owned */
  size_t n;
} sl_rating_curve_t;

typedef struct sl_rating {
  const sl_model_t *model;
  double inflation;        /* multiplies every amount before its limit */
  sl_rating_cell_t *cells; /* curve by curve */
  size_t n_cells;
  sl_rating_curve_t *curves;
  size_t n_curves;
  uint32_t *cell_of; /* by person; UINT32_MAX = without exposure */
  sl_annual_ladder_t *ladder;
  size_t *ladder_law; /* by entry of the model's services: number on the ladder */
  bool keeps_atoms;   /* some claims have atoms */
  double *mass;       /* of the last law asked for */
  sl_atoms_t atoms;   /* likewise, where they are kept */
  sl_claim_exposure_t *exposures;
  const sl_rating_cell_t *cell; /* likewise, not owned */
  double multiplier;
  bool is_fork; /* cells, curves and the laws taken in are another's */
} sl_rating_t;

/* inflation: as of sl_trials_t. */
int sl_rating_new(const sl_model_t *model, double inflation, sl_rating_t **rating,
                  sl_error_t *error);
void sl_rating_free(sl_rating_t *rating);

/* For sl_rating_law by another thread. rating must outlive it. */
int sl_rating_fork(const sl_rating_t *rating, sl_rating_t **fork, sl_error_t *error);

/* The annual total of a cell with all exposures times multiplier. law points into rating and cell:
 * valid until the next call. */
int sl_rating_law(sl_rating_t *rating, const sl_rating_cell_t *cell, double multiplier,
                  sl_total_law_t *law, sl_error_t *error);

/* cell_of, copied: the tables are numbered as the cells. */
void sl_rating_assign(const sl_rating_t *rating, uint32_t *table_of);

#endif
