#include "sim/results/variable.h"

#include "sim/results/block.h"

const sl_dimension_t sl_trial_dimension = {"trial", .chunk = SL_BLOCK_TRIALS, .grows = true};
const sl_dimension_t sl_arrangement_dimension = {.name = "arrangement"};
const sl_dimension_t sl_quantile_dimension = {.name = "quantile"};
const sl_dimension_t sl_tier_dimension = {.name = "tier"};
const sl_dimension_t sl_month_dimension = {.name = "month"};
const sl_dimension_t sl_law_dimension = {.name = "law"};
const sl_dimension_t sl_band_dimension = {.name = "band"};
const sl_dimension_t sl_lever_deductible_dimension = {.name = "deductible"};
const sl_dimension_t sl_lever_corridor_dimension = {.name = "corridor"};
const sl_dimension_t sl_lever_trial_dimension = {.name = "trial"};
const sl_dimension_t sl_lever_band_trial_dimension = {.name = "band_trial"};
const sl_dimension_t sl_years_arrangement_dimension = {"arrangement", .chunk = 1, .grows = false};
const sl_dimension_t sl_year_dimension = {.name = "year"};
const sl_dimension_t sl_promise_dimension = {.name = "promise"};

const sl_shape_t sl_single_shape = {.rank = 0};
const sl_shape_t sl_trial_shape = {1, {&sl_trial_dimension}, .omits_zeros = false};
const sl_shape_t sl_cost_shape = {
    2, {&sl_trial_dimension, &sl_arrangement_dimension}, .omits_zeros = false};
const sl_shape_t sl_part_shape = {
    2, {&sl_trial_dimension, &sl_arrangement_dimension}, .omits_zeros = true};
const sl_shape_t sl_arrangement_shape = {1, {&sl_arrangement_dimension}, .omits_zeros = false};
const sl_shape_t sl_quantile_shape = {
    2, {&sl_quantile_dimension, &sl_arrangement_dimension}, .omits_zeros = false};
const sl_shape_t sl_tier_shape = {1, {&sl_tier_dimension}, .omits_zeros = false};
const sl_shape_t sl_month_shape = {
    2, {&sl_month_dimension, &sl_arrangement_dimension}, .omits_zeros = false};
const sl_shape_t sl_month_quantile_shape = {
    3,
    {&sl_quantile_dimension, &sl_month_dimension, &sl_arrangement_dimension},
    .omits_zeros = false};
const sl_shape_t sl_law_shape = {1, {&sl_law_dimension}, .omits_zeros = false};
const sl_shape_t sl_band_shape = {
    2, {&sl_band_dimension, &sl_arrangement_dimension}, .omits_zeros = false};

const sl_shape_t sl_lever_point_shape = {
    2, {&sl_lever_deductible_dimension, &sl_lever_corridor_dimension}, .omits_zeros = false};
const sl_shape_t sl_lever_trial_shape = {
    2, {&sl_lever_trial_dimension, &sl_lever_deductible_dimension}, .omits_zeros = false};
const sl_shape_t sl_lever_band_shape = {
    2, {&sl_lever_band_trial_dimension, &sl_lever_deductible_dimension}, .omits_zeros = false};

const sl_shape_t sl_year_shape = {
    3,
    {&sl_trial_dimension, &sl_years_arrangement_dimension, &sl_year_dimension},
    .omits_zeros = false};
const sl_shape_t sl_year_part_shape = {
    3,
    {&sl_trial_dimension, &sl_years_arrangement_dimension, &sl_year_dimension},
    .omits_zeros = true};
const sl_shape_t sl_years_shape = {
    2, {&sl_years_arrangement_dimension, &sl_year_dimension}, .omits_zeros = false};
const sl_shape_t sl_years_quantile_shape = {
    3,
    {&sl_quantile_dimension, &sl_years_arrangement_dimension, &sl_year_dimension},
    .omits_zeros = false};
const sl_shape_t sl_years_arrangement_shape = {
    1, {&sl_years_arrangement_dimension}, .omits_zeros = false};
const sl_shape_t sl_promise_shape = {1, {&sl_promise_dimension}, .omits_zeros = false};
const sl_shape_t sl_promise_trial_shape = {
    2, {&sl_trial_dimension, &sl_promise_dimension}, .omits_zeros = false};

double *sl_variable_at(const sl_variable_t *variable, void *record, size_t level)
{
  return (double *)(void *)((char *)record + variable->field + level * variable->step);
}

