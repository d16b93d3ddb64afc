#include "sim/results/block.h"

#include "models/stoploss/window.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/year.h"

#include <stdlib.h>
#include <string.h>

void sl_block_put_years(sl_block_t *block, size_t arrangement, size_t first, const sl_year_t *years,
                        size_t n)
{
  const size_t width = block->n_arrangements;
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    double *column = block->cost[v] + first * width + arrangement;
    for (size_t t = 0; t < n; t++) {
      column[t * width] = sl_variable_value(&sl_cost_variables[v], &years[t], 0);
    }
  }
}

size_t sl_block_trials(uint64_t trials, uint64_t index)
{
  const uint64_t left = trials - index * SL_BLOCK_TRIALS;
  return left < SL_BLOCK_TRIALS ? (size_t)left : SL_BLOCK_TRIALS;
}

size_t sl_cash_flow_months(const sl_scenario_t *scenario)
{
  if (!scenario->arrangements->cash_flow.wanted) {
    return 0;
  }
  return scenario->months +
         (scenario->arrangements->accounting == SL_ACCOUNT_INCURRED ? SL_RUN_OUT_MONTHS : 0);
}

#define LINE 64 /* of a cache: a column is filled some trials at a time, a line of it each */

int sl_block_new(size_t n_arrangements, size_t n_months, sl_block_t **block, sl_error_t *error)
{
  const size_t width =
      SL_N_TRIAL_VARIABLES +
      (SL_N_COST_VARIABLES + n_months * SL_N_MONTH_COST_VARIABLES) * n_arrangements;
  sl_block_t *b = calloc(1, sizeof *b);
  const size_t size = width * SL_BLOCK_TRIALS * sizeof(double);
  double *columns = aligned_alloc(LINE, size);
  *block = NULL;
  if (b == NULL || columns == NULL) {
    free(b);
    free(columns);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a block of %d trials", SL_BLOCK_TRIALS);
  }
  memset(columns, 0, size);
  b->n_arrangements = n_arrangements;
  /* One allocation, which trial[0] owns. */
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    b->trial[v] = columns;
    columns += SL_BLOCK_TRIALS;
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    b->cost[v] = columns;
    columns += SL_BLOCK_TRIALS * n_arrangements;
  }
  b->n_months = n_months;
  for (size_t v = 0; v < SL_N_MONTH_COST_VARIABLES; v++) {
    b->month_cost[v] = columns;
    columns += SL_BLOCK_TRIALS * n_arrangements * n_months;
  }
  *block = b;
  return SL_OK;
}

void sl_block_free(sl_block_t *block)
{
  if (block != NULL) {
    free(block->trial[0]);
    free(block);
  }
}
