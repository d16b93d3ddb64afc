/* A block's plan years, by trial and arrangement, and what its carriers' promises are worth. */
#ifndef SL_SIM_RESULTS_YEARS_BLOCK_H
#define SL_SIM_RESULTS_YEARS_BLOCK_H

#include "models/core/error.h"
#include "sim/results/year_variables.h"

#include <stddef.h>

/* A promise of an arrangement's stop-loss carrier, valued over all years. */
typedef enum sl_promise_kind {
  SL_PROMISE_NO_NEW_LASERS,
  SL_PROMISE_RATE_CAP,
  SL_N_PROMISES
} sl_promise_kind_t;
extern const char *const sl_promise_names[SL_N_PROMISES]; /* "no_new_lasers", "rate_cap" */

typedef struct sl_promise {
  size_t arrangement;
  sl_promise_kind_t kind;
} sl_promise_t;

typedef struct sl_years_block {
  size_t n_arrangements, n_years;
  double *by_year[SL_N_YEAR_VARIABLES]; /* [n_arrangements][n_years][SL_BLOCK_TRIALS] */
  size_t n_promises;
  sl_promise_t *promises; /* [n_promises], in order of arrangement, then kind */
  double *saved; /* [n_promises][SL_BLOCK_TRIALS]: cumulative cost of all years without the promise
                    (and without its load) less that with it, on the same claims */
} sl_years_block_t;

int sl_years_block_new(size_t n_arrangements, size_t n_years, const sl_promise_t *promises,
                       size_t n_promises, sl_years_block_t **block, sl_error_t *error);
void sl_years_block_free(sl_years_block_t *block); /* NULL is fine */

/* The place of a trial's figure in by_year: (arrangement x n_years + year) x SL_BLOCK_TRIALS +
 * trial.
 */
size_t sl_years_block_at(const sl_years_block_t *block, size_t arrangement, size_t year,
                         size_t trial);

#endif
