#include "sim/output/result_file/shapes.h"

const char *const sl_dimension_names[SL_N_DIMENSIONS] = {"trial", "arrangement", "quantile", "tier",
                                                         "month", "specific",    "corridor", "law"};

const sl_shape_t sl_trial_shape = {.rank = 1, .dimension = {SL_DIMENSION_TRIAL}};
const sl_shape_t sl_cost_shape = {.rank = 2,
                                  .dimension = {SL_DIMENSION_TRIAL, SL_DIMENSION_ARRANGEMENT}};
const sl_shape_t sl_part_shape = {
    .rank = 2, .dimension = {SL_DIMENSION_TRIAL, SL_DIMENSION_ARRANGEMENT}, .omits_zeros = 1};
const sl_shape_t sl_arrangement_shape = {.rank = 1, .dimension = {SL_DIMENSION_ARRANGEMENT}};
const sl_shape_t sl_quantile_shape = {
    .rank = 2, .dimension = {SL_DIMENSION_QUANTILE, SL_DIMENSION_ARRANGEMENT}};
const sl_shape_t sl_group_shape = {.rank = 0, .dimension = {SL_DIMENSION_TRIAL}};
const sl_shape_t sl_tier_shape = {.rank = 1, .dimension = {SL_DIMENSION_TIER}};

sl_shape_t sl_shape_by_month(sl_months_variable_t variable)
{
  sl_shape_t shape = {.rank = 0};
  if (sl_months_by_quantile(variable)) {
    shape.dimension[shape.rank++] = SL_DIMENSION_QUANTILE;
  }
  shape.dimension[shape.rank++] = SL_DIMENSION_MONTH;
  shape.dimension[shape.rank++] = SL_DIMENSION_ARRANGEMENT;
  return shape;
}

const sl_shape_t *sl_shape_of_cost(size_t variable)
{
  return variable == SL_COST_COST ? &sl_cost_shape : &sl_part_shape;
}

size_t sl_month_scale(const sl_run_facts_t *facts)
{
  return facts->n_months > 0 ? facts->n_months : (size_t)facts->enrolment.plan_months;
}
