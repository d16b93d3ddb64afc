#include "sim/results/results.h"
#include "sim/results/variable_rows.h"
#include "sim/results/year_variables.h"
#include "sim/results/years.h"

/* ---- Columns: in no record. */

#define SL_SHAPE(u) ((u)&SL_STORED_WHOLE) != 0 ? &sl_year_shape : &sl_year_part_shape
const sl_variable_t sl_year_variables[SL_N_YEAR_VARIABLES] = {SL_YEAR_VARIABLE_ROWS(SL_COLUMN_ROW)};
#undef SL_SHAPE
#define SL_SHAPE(u) &sl_promise_trial_shape
const sl_variable_t sl_promise_columns[SL_N_PROMISE_COLUMNS] = {SL_PROMISE_COLUMNS(SL_COLUMN_ROW)};
#undef SL_SHAPE

/* ---- By arrangement and plan year. */

#define SL_STEP 0
#define SL_SHAPE(u) &sl_years_shape
#define SL_RECORD sl_year_figures_t
#define SL_TABLE sl_years_variables
#define MEAN_ROW(id, s, n, u, l)                                                                   \
  [id##_MEAN] = {SL_ROW(s, n "_mean", u, "mean: " l),                                              \
                 .field = offsetof(SL_RECORD, mean[id].value), .step = SL_STEP,                    \
                 .twin = &SL_TABLE[id##_MEAN_SE]},                                                 \
  [id##_MEAN_SE] = {SL_ROW(s, n "_mean_standard_error", u, "standard error of " n "_mean"),        \
                    .field = offsetof(SL_RECORD, mean[id].standard_error), .step = SL_STEP},
const sl_variable_t sl_years_variables[SL_N_YEARS_VARIABLES] = {
    SL_YEAR_VARIABLE_ROWS(MEAN_ROW) SL_YEARS_OTHER_FIGURES(SL_TWO_ROW, SL_ONE_ROW)};
#undef MEAN_ROW
#undef SL_TABLE
#undef SL_SHAPE
#undef SL_STEP

#define SL_STEP sizeof(sl_estimate_t)
#define SL_SHAPE(u) &sl_years_quantile_shape
#define SL_TABLE sl_years_quantiles
const sl_variable_t sl_years_quantiles[SL_N_YEARS_QUANTILES] = {SL_YEARS_QUANTILES(SL_TWO_ROW)};
#undef SL_TABLE
#undef SL_RECORD
#undef SL_SHAPE
#undef SL_STEP

/* ---- By arrangement, and by promise. */

#define SL_STEP 0
#define SL_SHAPE(u) &sl_years_arrangement_shape
#define SL_RECORD sl_arrangement_facts_t
const sl_variable_t sl_years_terms[SL_N_YEARS_TERMS] = {SL_YEARS_TERMS(SL_ONE_ROW)};
#undef SL_RECORD
#undef SL_SHAPE

#define SL_SHAPE(u) &sl_promise_shape
#define SL_RECORD sl_promise_figures_t
#define SL_TABLE sl_promise_figures
const sl_variable_t sl_promise_figures[SL_N_PROMISE_FIGURES] = {
    SL_PROMISE_FIGURES(SL_TWO_ROW, SL_ONE_ROW)};
#undef SL_TABLE
#undef SL_RECORD
#undef SL_SHAPE
#undef SL_STEP
