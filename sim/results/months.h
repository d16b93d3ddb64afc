/* The cash flow and IBNR of a run by month: means and quantiles, which are all that a result file
 * holds of them. Only runs with a cash flow have months (facts.n_months > 0). Checked by
 * tests/unit/test_months.c.
 */
#ifndef SL_SIM_RESULTS_MONTHS_H
#define SL_SIM_RESULTS_MONTHS_H

#include "models/core/error.h"
#include "sim/results/block.h"
#include "sim/results/variables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_months {
  size_t n_months, n_arrangements;
  /* [quantile][month][arrangement], without the quantile where a variable is none: see
   * sl_months_by_quantile. One allocation, which value[0] owns. */
  double *value[SL_N_MONTHS_VARIABLES];
} sl_months_t;

/* Whether a variable is told by quantile; all are by month and arrangement. */
bool sl_months_by_quantile(sl_months_variable_t variable);
size_t sl_months_size(const sl_months_t *months, sl_months_variable_t variable);

/* All NaN. SL_ERR_MEMORY. */
int sl_months_new(size_t n_months, size_t n_arrangements, sl_months_t **months, sl_error_t *error);
void sl_months_free(sl_months_t *months);

/* One number, and its place in value[variable]. level is ignored where the variable is not told by
 * quantile. */
size_t sl_months_index(const sl_months_t *months, sl_months_variable_t variable, size_t level,
                       size_t month, size_t arrangement);
double sl_months_at(const sl_months_t *months, sl_months_variable_t variable, size_t level,
                    size_t month, size_t arrangement);

#endif
