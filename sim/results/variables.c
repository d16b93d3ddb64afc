#include "sim/results/variables.h"

#define VARIABLE_ROW(id, name, amount, long_name) {name, amount, long_name},
const sl_variable_t sl_trial_variables[SL_N_TRIAL_VARIABLES] = {SL_TRIAL_VARIABLES(VARIABLE_ROW)};
const sl_variable_t sl_cost_variables[SL_N_COST_VARIABLES] = {SL_COST_VARIABLES(VARIABLE_ROW)};
#undef VARIABLE_ROW

const double sl_quantile_levels[SL_N_QUANTILES] = {0.01, 0.05, 0.25, 0.50, 0.75,
                                                   0.90, 0.95, 0.99, 0.995};
