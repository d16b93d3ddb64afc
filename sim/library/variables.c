#include "sim/library/library.h"

#include <string.h>

typedef struct table {
  const sl_variable_t *list;
  size_t n;
  stoploss_shape_t shape;
} table_t;

int stoploss_variable_at(size_t i, stoploss_variable_t *variable)
{
  const table_t tables[] = {
      {sl_trial_variables, SL_N_TRIAL_VARIABLES, STOPLOSS_BY_TRIAL},
      {sl_cost_variables, SL_N_COST_VARIABLES, STOPLOSS_BY_TRIAL_AND_ARRANGEMENT},
      {sl_price_variables, SL_N_PRICE_VARIABLES, STOPLOSS_BY_ARRANGEMENT},
      {sl_summary_variables, SL_N_SUMMARY_VARIABLES, STOPLOSS_BY_ARRANGEMENT},
  };
  for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
    if (i < tables[t].n) {
      const sl_variable_t *row = &tables[t].list[i];
      *variable =
          (stoploss_variable_t){row->name, row->long_name, row->is_amount != 0, tables[t].shape};
      return 1;
    }
    i -= tables[t].n;
  }
  return 0;
}

size_t sl_library_variable(const sl_variable_t *table, size_t n, const char *name)
{
  size_t i = 0;
  while (i < n && strcmp(table[i].name, name) != 0) {
    i++;
  }
  return i;
}

stoploss_estimate_t sl_library_estimate(sl_estimate_t estimate)
{
  return (stoploss_estimate_t){estimate.value, estimate.standard_error};
}

/* ---- blocks ---- */

uint64_t stoploss_block_first_trial(const stoploss_block_t *block)
{
  return block->block->first_trial;
}

size_t stoploss_block_trials(const stoploss_block_t *block) { return block->block->n_trials; }

size_t stoploss_block_arrangements(const stoploss_block_t *block)
{
  return block->block->n_arrangements;
}

const double *stoploss_block_values(const stoploss_block_t *block, const char *variable)
{
  const size_t t = sl_library_variable(sl_trial_variables, SL_N_TRIAL_VARIABLES, variable);
  const size_t c = sl_library_variable(sl_cost_variables, SL_N_COST_VARIABLES, variable);
  return t < SL_N_TRIAL_VARIABLES  ? block->block->trial[t]
         : c < SL_N_COST_VARIABLES ? block->block->cost[c]
                                   : NULL;
}
