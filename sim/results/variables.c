#include "sim/results/variables.h"

#include "sim/results/band.h"
#include "sim/results/checks.h"
#include "sim/results/levers.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"
#include "sim/results/variable_rows.h"
#include "sim/results/year.h"

#define SL_STEP 0

/* ---- Columns: in no record. */

#define SL_SHAPE(u) &sl_trial_shape
const sl_variable_t sl_trial_variables[SL_N_TRIAL_VARIABLES] = {SL_TRIAL_VARIABLES(SL_COLUMN_ROW)};
const sl_variable_t sl_rare_trial_variables[SL_N_RARE_TRIAL_VARIABLES] = {
    SL_RARE_TRIAL_VARIABLES(SL_COLUMN_ROW)};
#undef SL_SHAPE

#define SL_SHAPE(u) &sl_cost_shape
const sl_variable_t sl_rare_cost_variables[SL_N_RARE_COST_VARIABLES] = {
    SL_RARE_COST_VARIABLES(SL_COLUMN_ROW)};
#undef SL_SHAPE

#define SL_SHAPE(u) &sl_law_shape
const sl_variable_t sl_rare_law_variables[SL_N_RARE_LAW_VARIABLES] = {
    SL_RARE_LAW_VARIABLES(SL_COLUMN_ROW)};
#undef SL_SHAPE

#define SL_SHAPE(u) &sl_month_shape
#define MEAN_ROW(id, s, name, long_name)                                                           \
  SL_COLUMN_ROW(id##_MEAN, s, name "_mean", SL_AMOUNT, "mean: " long_name)
#define QUANTILE_ROW(id, s, n, l)                                                                  \
  [id##_QUANTILE] = {.name = n "_quantile",                                                        \
                     .long_name = "quantile: " l,                                                  \
                     .is_amount = true,                                                            \
                     .shape = &sl_month_quantile_shape,                                            \
                     .field = SL_NO_FIELD,                                                         \
                     .since = (s)},
const sl_variable_t sl_months_variables[SL_N_MONTHS_VARIABLES] = {
    SL_MONTH_COST_VARIABLES(MEAN_ROW) SL_MONTH_QUANTILES(QUANTILE_ROW)};
#undef MEAN_ROW
#undef QUANTILE_ROW
#undef SL_SHAPE

/* ---- By trial and arrangement. */

#define SL_SHAPE(u) ((u)&SL_STORED_WHOLE) != 0 ? &sl_cost_shape : &sl_part_shape
#define SL_RECORD sl_year_t
const sl_variable_t sl_cost_variables[SL_N_COST_VARIABLES] = {SL_COST_VARIABLES(SL_ONE_ROW)};
#undef SL_RECORD
#undef SL_SHAPE

/* ---- By arrangement. */

#define SL_SHAPE(u) &sl_arrangement_shape
#define SL_RECORD sl_arrangement_facts_t
#define SL_TABLE sl_price_variables
const sl_variable_t sl_price_variables[SL_N_PRICE_VARIABLES] = {
    SL_PRICE_VARIABLES(SL_ONE_ROW, SL_TWO_ROW, SL_FIRST_ROW, SL_SECOND_ROW)};
#undef SL_RECORD
#undef SL_TABLE

#define SL_RECORD sl_arrangement_summary_t
#define SL_TABLE sl_summary_variables
const sl_variable_t sl_summary_variables[SL_N_SUMMARY_VARIABLES] = {
    SL_SUMMARY_VARIABLES(SL_TWO_ROW)};
#undef SL_RECORD
#undef SL_TABLE

#define SL_RECORD sl_rare_summary_t
#define SL_TABLE sl_rare_variables
const sl_variable_t sl_rare_variables[SL_N_RARE_VARIABLES] = {
    SL_RARE_VARIABLES(SL_ONE_ROW, SL_TWO_ROW)};
#undef SL_RECORD
#undef SL_TABLE
#undef SL_SHAPE

/* ---- By quantile and arrangement. */

#undef SL_STEP
#define SL_STEP sizeof(sl_estimate_t)
#define SL_SHAPE(u) &sl_quantile_shape
#define SL_RECORD sl_arrangement_summary_t
#define SL_TABLE sl_quantile_variables
const sl_variable_t sl_quantile_variables[SL_N_QUANTILE_VARIABLES] = {
    SL_QUANTILE_VARIABLES(SL_TWO_ROW)};
#undef SL_RECORD
#undef SL_TABLE
#undef SL_SHAPE
#undef SL_STEP

/* ---- By level of the assumption band and arrangement. */

#define SL_STEP sizeof(sl_band_figures_t)
#define SL_SHAPE(u) &sl_band_shape
#define SL_RECORD sl_band_arrangement_t
#define SL_TABLE sl_band_variables
const sl_variable_t sl_band_variables[SL_N_BAND_VARIABLES] = {SL_BAND_VARIABLES(SL_TWO_ROW)};
#undef SL_RECORD
#undef SL_TABLE
#undef SL_SHAPE
#undef SL_STEP

/* ---- Of the levers. */

#define SL_STEP 0
#define SL_SHAPE(u) &sl_lever_point_shape
#define SL_RECORD sl_lever_point_t
const sl_variable_t sl_lever_point_variables[SL_N_LEVER_POINT_VARIABLES] = {
    SL_LEVER_POINT_VARIABLES(SL_ONE_ROW)};
#undef SL_RECORD
#undef SL_SHAPE
#define SL_SHAPE(u) &sl_lever_trial_shape
const sl_variable_t sl_lever_trial_variables[SL_N_LEVER_TRIAL_VARIABLES] = {
    SL_LEVER_TRIAL_VARIABLES(SL_COLUMN_ROW)};
#undef SL_SHAPE
#define SL_SHAPE(u) &sl_lever_band_shape
const sl_variable_t sl_lever_band_variables[SL_N_LEVER_BAND_VARIABLES] = {
    SL_LEVER_BAND_VARIABLES(SL_COLUMN_ROW)};
#undef SL_SHAPE
#undef SL_STEP

/* ---- Of the group, and of rare years as a whole. */

#define SL_STEP sizeof(double)
#define SL_SHAPE(u) &sl_tier_shape
#define SL_RECORD sl_enrolment_t
const sl_variable_t sl_tier_variables[SL_N_TIER_VARIABLES] = {SL_TIER_VARIABLES(SL_ONE_ROW)};
#undef SL_SHAPE
#undef SL_STEP
#define SL_STEP 0
#define SL_SHAPE(u) &sl_single_shape
const sl_variable_t sl_group_variables[SL_N_GROUP_VARIABLES] = {SL_GROUP_VARIABLES(SL_ONE_ROW)};
#undef SL_RECORD

#define SL_RECORD sl_rare_t
#define SL_TABLE sl_rare_numbers
const sl_variable_t sl_rare_numbers[SL_N_RARE_NUMBERS] = {SL_RARE_NUMBERS(SL_ONE_ROW, SL_TWO_ROW)};
#undef SL_RECORD
#undef SL_TABLE
#undef SL_SHAPE

/* ---- What a run is checked against: each figure by its plain name, and two variables of it. */

#define SL_SHAPE(u) &sl_arrangement_shape
#define CONTROL_ROW(id, s, n, u, l, field) SL_COLUMN_ROW(id, s, n, u, l)
const sl_variable_t sl_checked_figures[SL_N_CHECK_FIGURES] = {SL_CHECK_FIGURES(SL_COLUMN_ROW)};
const sl_variable_t sl_control_figures[SL_N_CONTROL_FIGURES] = {SL_CONTROL_FIGURES(CONTROL_ROW)};
#undef CONTROL_ROW
#undef SL_SHAPE
#define SL_SHAPE(u) &sl_single_shape
const sl_variable_t sl_checked_group_figures[SL_N_CHECK_GROUP_FIGURES] = {
    SL_CHECK_GROUP_FIGURES(SL_COLUMN_ROW)};
#undef SL_SHAPE

#define PAIR(place, n, n2, s, u, l, l2, f, f2)                                                     \
  [place] = {SL_ROW(s, n, u, l), .field = offsetof(SL_RECORD, f), .step = SL_STEP,                 \
             .twin = &SL_TABLE[(place) + 1]},                                                      \
  [(place) + 1] = {SL_ROW(s, n2, u, l2), .field = offsetof(SL_RECORD, f2), .step = SL_STEP},
#define EXACT(place, n, s, u, l, known)                                                            \
  PAIR(place, n "_exact", n "_exact_bound", s, u, l ", without simulation",                        \
       "bound of the error of " n "_exact", known.value, known.bound)
#define EXACT_ROW(id, s, n, u, l) EXACT(2 * (id), n, s, u, l, exact[id])
#define GROUP_ROW(id, s, n, u, l) EXACT(2 * (id), n, s, u, l, group[id])
#define CONTROL_ROW(id, s, n, u, l, field)                                                         \
  PAIR(2 * (SL_N_CHECK_FIGURES + 1 + (id)), n "_control_variate",                                  \
       n "_control_variate_standard_error", s, u, l ", by control variates",                       \
       "standard error of " n "_control_variate", control[id].value, control[id].standard_error)

#define SL_SHAPE(u) &sl_arrangement_shape
#define SL_RECORD sl_arrangement_checks_t
#define SL_TABLE sl_check_variables
const sl_variable_t sl_check_variables[SL_N_CHECK_VARIABLES] = {SL_CHECK_FIGURES(EXACT_ROW) PAIR(
    2 * SL_N_CHECK_FIGURES, "cost_standard_deviation", "cost_standard_deviation_standard_error",
    SL_ALWAYS, SL_AMOUNT, "standard deviation of cost",
    "standard error of cost_standard_deviation, NaN where nothing caps the claims", deviation.value,
    deviation.standard_error) SL_CONTROL_FIGURES(CONTROL_ROW)};
#undef SL_RECORD
#undef SL_TABLE
#undef SL_SHAPE

#define SL_SHAPE(u) &sl_single_shape
#define SL_RECORD sl_checks_t
#define SL_TABLE sl_check_group_variables
const sl_variable_t sl_check_group_variables[SL_N_CHECK_GROUP_VARIABLES] = {
    SL_CHECK_GROUP_FIGURES(GROUP_ROW)};
#undef SL_RECORD
#undef SL_TABLE
#undef SL_SHAPE
#undef SL_STEP

#define SL_STEP sizeof(sl_known_t)
#define SL_SHAPE(u) &sl_quantile_shape
#define SL_RECORD sl_arrangement_checks_t
#define SL_TABLE sl_check_quantile_variables
const sl_variable_t sl_check_quantile_variables[SL_N_CHECK_QUANTILE_VARIABLES] = {
    EXACT(0, "cost_quantile", SL_ALWAYS, SL_AMOUNT, "quantile of cost", quantile[0])};

const double sl_quantile_levels[SL_N_QUANTILES] = {0.01, 0.05, 0.25, 0.50, 0.75,
                                                   0.90, 0.95, 0.99, 0.995};
