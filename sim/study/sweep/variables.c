#include "sim/study/sweep/variables.h"

#include "sim/results/variable_rows.h"
#include "sim/study/sweep/sweep.h"

/* A deductible's columns are read together. */
const sl_dimension_t sl_specific_dimension = {.name = "specific", .chunk = 1};
const sl_dimension_t sl_corridor_dimension = {.name = "corridor"};

static const sl_shape_t cost_shape = {
    3, {&sl_trial_dimension, &sl_specific_dimension, &sl_corridor_dimension}, .omits_zeros = false};
static const sl_shape_t point_shape = {
    2, {&sl_specific_dimension, &sl_corridor_dimension}, .omits_zeros = false};
static const sl_shape_t quantile_shape = {
    3,
    {&sl_quantile_dimension, &sl_specific_dimension, &sl_corridor_dimension},
    .omits_zeros = false};
static const sl_shape_t specific_shape = {1, {&sl_specific_dimension}, .omits_zeros = false};

const sl_variable_t sl_sweep_cost_variable = {.name = "cost",
                                              .long_name = "employer's cost of the plan year",
                                              .is_amount = true,
                                              .shape = &cost_shape,
                                              .field = SL_NO_FIELD,
                                              .since = SL_ALWAYS};

#define SL_RECORD sl_sweep_point_t
#define SL_STEP 0

#define SL_SHAPE(u) &point_shape
#define SL_TABLE sl_sweep_variables
const sl_variable_t sl_sweep_variables[SL_N_SWEEP_VARIABLES] = {SL_SWEEP_VARIABLES(SL_TWO_ROW)};
#undef SL_TABLE
#undef SL_SHAPE

#define SL_SHAPE(u) &specific_shape
#define SL_TABLE sl_sweep_specific_variables
const sl_variable_t sl_sweep_specific_variables[SL_N_SWEEP_SPECIFIC_VARIABLES] = {
    SL_SWEEP_SPECIFIC_VARIABLES(SL_TWO_ROW)};
#undef SL_TABLE
#undef SL_SHAPE

#undef SL_STEP
#define SL_STEP sizeof(sl_estimate_t)
#define SL_SHAPE(u) &quantile_shape
#define SL_TABLE sl_sweep_quantile_variables
const sl_variable_t sl_sweep_quantile_variables[SL_N_QUANTILE_VARIABLES] = {
    SL_QUANTILE_VARIABLES(SL_TWO_ROW)};
