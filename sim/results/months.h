/* The cash flow and IBNR of a run by month: columns of every trial while it runs, and the means and
 * quantiles by month that are left of them.
 *
 * Only runs with a cash flow have months (facts.n_months > 0). The columns are not kept: a result
 * file holds the means and quantiles. Checked by tests/unit/test_months.c.
 */
#ifndef SL_SIM_RESULTS_MONTHS_H
#define SL_SIM_RESULTS_MONTHS_H

#include "models/error.h"
#include "sim/results/block.h"
#include "sim/results/variables.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_months {
  size_t n_months, n_arrangements;
  /* [quantile][month][arrangement] without the dimensions that a variable does not have: see
   * sl_months_shape. One allocation, which value[0] owns. */
  double *value[SL_N_MONTHS_VARIABLES];
} sl_months_t;

/* Which dimensions a variable has beside the month. */
typedef struct sl_months_shape {
  int by_quantile, by_arrangement;
} sl_months_shape_t;
sl_months_shape_t sl_months_shape(sl_months_variable_t variable);
size_t sl_months_size(const sl_months_t *months, sl_months_variable_t variable);

/* All NaN. SL_ERR_MEMORY. */
int sl_months_new(size_t n_months, size_t n_arrangements, sl_months_t **months, sl_error_t *error);
void sl_months_free(sl_months_t *months);

/* One number. level and arrangement are ignored where the variable has no such dimension. */
double sl_months_at(const sl_months_t *months, sl_months_variable_t variable, size_t level,
                    size_t month, size_t arrangement);

typedef struct sl_month_columns sl_month_columns_t;

/* Columns for a run; 16 x n_months x n_arrangements + 8 x n_months bytes for each trial.
 * SL_ERR_MEMORY. */
int sl_month_columns_new(uint64_t trials, size_t n_months, size_t n_arrangements,
                         sl_month_columns_t **columns, sl_error_t *error);
void sl_month_columns_free(sl_month_columns_t *columns);

/* Take a block; blocks come in order. */
void sl_month_columns_put(sl_month_columns_t *columns, const sl_block_t *block);

/* Means, summed in order of the trials about the first one (a constant has its value as mean), and
 * quantiles by linear interpolation (type 7) at sl_quantile_levels. All blocks must be in; the
 * columns are sorted in place. Cost: O(columns x trials log trials). */
int sl_month_columns_summarize(sl_month_columns_t *columns, sl_months_t **months,
                               sl_error_t *error);

#endif
