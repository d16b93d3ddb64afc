#include "sim/results/variables.h"

#define VARIABLE_ROW(id, name, amount, long_name) {name, amount, long_name},
const sl_variable_t sl_trial_variables[SL_N_TRIAL_VARIABLES] = {SL_TRIAL_VARIABLES(VARIABLE_ROW)};
const sl_variable_t sl_cost_variables[SL_N_COST_VARIABLES] = {SL_COST_VARIABLES(VARIABLE_ROW)};
const sl_variable_t sl_rare_trial_variables[SL_N_RARE_TRIAL_VARIABLES] = {
    SL_RARE_TRIAL_VARIABLES(VARIABLE_ROW)};
const sl_variable_t sl_rare_cost_variables[SL_N_RARE_COST_VARIABLES] = {
    SL_RARE_COST_VARIABLES(VARIABLE_ROW)};
const sl_variable_t sl_rare_law_variables[SL_N_RARE_LAW_VARIABLES] = {
    SL_RARE_LAW_VARIABLES(VARIABLE_ROW)};
const sl_variable_t sl_checked_figures[SL_N_CHECK_FIGURES] = {SL_CHECK_FIGURES(VARIABLE_ROW)};
const sl_variable_t sl_checked_group_figures[SL_N_CHECK_GROUP_FIGURES] = {
    SL_CHECK_GROUP_FIGURES(VARIABLE_ROW)};
#undef VARIABLE_ROW

#define FIELD_ROW(id, name, amount, long_name, field) {name, amount, long_name},
const sl_variable_t sl_price_variables[SL_N_PRICE_VARIABLES] = {SL_PRICE_VARIABLES(FIELD_ROW)};
const sl_variable_t sl_summary_variables[SL_N_SUMMARY_VARIABLES] = {
    SL_SUMMARY_VARIABLES(FIELD_ROW)};
const sl_variable_t sl_quantile_variables[SL_N_QUANTILE_VARIABLES] = {
    SL_QUANTILE_VARIABLES(FIELD_ROW)};
const sl_variable_t sl_group_variables[SL_N_GROUP_VARIABLES] = {SL_GROUP_VARIABLES(FIELD_ROW)};
const sl_variable_t sl_tier_variables[SL_N_TIER_VARIABLES] = {SL_TIER_VARIABLES(FIELD_ROW)};
const sl_variable_t sl_rare_numbers[SL_N_RARE_NUMBERS] = {SL_RARE_NUMBERS(FIELD_ROW)};
const sl_variable_t sl_rare_variables[SL_N_RARE_VARIABLES] = {SL_RARE_VARIABLES(FIELD_ROW)};
const sl_variable_t sl_control_figures[SL_N_CONTROL_FIGURES] = {SL_CONTROL_FIGURES(FIELD_ROW)};
#undef FIELD_ROW

#define EXACT_ROWS(id, name, amount, long_name)                                                    \
  {name "_exact", amount, long_name ", without simulation"},                                       \
      {name "_exact_bound", amount, "bound of the error of " name "_exact"},
#define CONTROL_ROWS(id, name, amount, long_name, field)                                           \
  {name "_control_variate", amount, long_name ", by control variates"},                            \
      {name "_control_variate_standard_error", amount,                                             \
       "standard error of " name "_control_variate"},
const sl_variable_t sl_check_variables[SL_N_CHECK_VARIABLES] = {
    SL_CHECK_FIGURES(EXACT_ROWS){"cost_standard_deviation", 1, "standard deviation of cost"},
    {"cost_standard_deviation_standard_error", 1,
     "standard error of cost_standard_deviation, NaN where nothing caps the claims"},
    SL_CONTROL_FIGURES(CONTROL_ROWS)};
const sl_variable_t sl_check_group_variables[SL_N_CHECK_GROUP_VARIABLES] = {
    SL_CHECK_GROUP_FIGURES(EXACT_ROWS)};
const sl_variable_t sl_check_quantile_variables[SL_N_CHECK_QUANTILE_VARIABLES] = {
    EXACT_ROWS(SL_QUANTILE_COST, "cost_quantile", 1, "quantile of cost")};
#undef EXACT_ROWS
#undef CONTROL_ROWS

#define MEAN_ROW(id, name, long_name) {name "_mean", 1, "mean: " long_name},
#define QUANTILE_ROW(id, name, long_name)                                                          \
  [id##_QUANTILE] = {name "_quantile", 1, "quantile: " long_name},
const sl_variable_t sl_months_variables[SL_N_MONTHS_VARIABLES] = {
    SL_MONTH_COST_VARIABLES(MEAN_ROW) SL_MONTH_QUANTILES(QUANTILE_ROW)};
#undef MEAN_ROW
#undef QUANTILE_ROW

const double sl_quantile_levels[SL_N_QUANTILES] = {0.01, 0.05, 0.25, 0.50, 0.75,
                                                   0.90, 0.95, 0.99, 0.995};
