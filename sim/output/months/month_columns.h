/* The trials by month of a run with a cash flow: kept in a file without a name while it runs, and
 * summarised by mean and quantile at its end.
 *
 * Memory does not grow with the trials but for the one column whose quantiles are found, 16 bytes a
 * trial. The file takes at most 8 x n_months x (2 n_arrangements + n) bytes a trial, n being the
 * distinct days from which arrangements bear claims, which tell IBNR apart; what is one number in
 * all trials takes none. It lies in the folder of the result, and is gone when the columns are
 * freed or the program ends in any way. Checked by tests/unit/test_months.c.
 */
#ifndef SL_SIM_OUTPUT_MONTHS_MONTH_COLUMNS_H
#define SL_SIM_OUTPUT_MONTHS_MONTH_COLUMNS_H

#include "sim/results/results.h"

typedef struct sl_month_columns sl_month_columns_t;

/* path: the result's, beside which the columns are kept; of the facts, months and arrangements.
 * SL_ERR_MEMORY, SL_ERR_CREATE. */
int sl_month_columns_new(const char *path, const sl_run_facts_t *facts,
                         sl_month_columns_t **columns, sl_error_t *error);
void sl_month_columns_free(sl_month_columns_t *columns);

/* Take a block; blocks come in order. SL_ERR_INPUT: a value is no finite number. SL_ERR_IO where
 * the disk does not take it. */
int sl_month_columns_put(sl_month_columns_t *columns, const sl_block_t *block, sl_error_t *error);

/* Means, summed in order of the trials about the first one (a constant has its value as mean), and
 * quantiles by linear interpolation (type 7) at sl_quantile_levels. At least one trial.
 * SL_ERR_MEMORY, SL_ERR_IO. Cost: O(columns x trials). */
int sl_month_columns_summarize(const sl_month_columns_t *columns, sl_months_t **months,
                               sl_error_t *error);

#endif
