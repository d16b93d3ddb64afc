/* Columns of a result as a plain CSV table, for a spreadsheet, R or pandas.
 *
 * One row for each trial, month, plan year, quantile, tier, promise or arrangement, whichever of
 * these (in this order) the variables lie on first; one column for each variable, for each
 * arrangement (and quantile, plan year, promise) where it lies on those too: "cost[ASO]",
 * "month_net_quantile[0.95][ASO]", "years/cost[ASO][2]". A variable of the whole
 * group makes a table of one row. Before them stands what the row is: "trial", "month",
 * "arrangement", ...
 *
 * A number is the shortest of 15, 16 or 17 significant digits that reads back as the same double;
 * NaN an empty cell, infinity "inf". A name that a spreadsheet would take for a formula (= + - @ at
 * its start) has ' in front; numbers never. UTF-8, commas, lines end in LF (RFC 4180 but for that).
 *
 * Names are those of the tables of sim/results/variables.h, of rare years with "rare/" in front, of
 * several plan years with "years/".
 * Checked by tests/cli/test_table.c.
 */
#ifndef SL_SIM_OUTPUT_TABLE_TABLE_H
#define SL_SIM_OUTPUT_TABLE_TABLE_H

#include "sim/results/results.h"

#include <stdio.h>

typedef struct sl_table sl_table_t;

/* The table of n variables, n > 0, of results, which must outlive it; names may go.
 * SL_ERR_ARGUMENT: there is no such variable (the nearest is named), or they have different rows;
 * SL_ERR_INPUT: the run was not asked for it (a cash flow, rare years, exact figures, several plan
 * years); what sl_summary_new returns, where one of the variables is summed up from the trials;
 * SL_ERR_MEMORY.
 */
int sl_table_new(const sl_results_t *results, const char *const *names, size_t n,
                 sl_table_t **table, sl_error_t *error);
void sl_table_free(sl_table_t *table);

/* Write it whole. SL_ERR_IO, or what reading the columns returns: what was written by then stays.
 * Memory: a block of trials, whatever their number. Cost: about a microsecond a number. */
int sl_table_write(const sl_table_t *table, FILE *out, sl_error_t *error);

/* Every variable that the result has, a line each: name, dimensions, unit, what it is. From malloc;
 * NULL without memory. */
char *sl_table_list(const sl_results_t *results);

#endif
