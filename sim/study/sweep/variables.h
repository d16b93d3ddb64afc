/* The variables of a sweep's file, rows as in sim/results/variables.h. */
#ifndef SL_SIM_STUDY_SWEEP_VARIABLES_H
#define SL_SIM_STUDY_SWEEP_VARIABLES_H

#include "sim/results/variables.h"

/* Deductibles, and multiples of expected eligible claims. */
extern const sl_dimension_t sl_specific_dimension, sl_corridor_dimension;

/* (specific, corridor): fields of sl_sweep_point_t. */
#define SL_SWEEP_VARIABLES(TWO)                                                                    \
  TWO(SL_SWEEP_COST, SL_ALWAYS, SL_ALWAYS, "cost_mean", "cost_standard_error", SL_AMOUNT,          \
      "mean of cost over the trials", cost.value, cost.standard_error)                             \
  SL_ESTIMATE(TWO, SL_SWEEP_DEFICIT_PROBABILITY, SL_ALWAYS, "deficit_probability", SL_NUMBER,      \
              "share of trials whose cost exceeds the budget", deficit_probability)                \
  SL_ESTIMATE(TWO, SL_SWEEP_DEFICIT, SL_ALWAYS, "deficit_mean", SL_AMOUNT,                         \
              "mean over the trials of what cost is above the budget", deficit)                    \
  SL_ESTIMATE(TWO, SL_SWEEP_SPECIFIC, SL_ALWAYS, "specific_reimbursement_mean", SL_AMOUNT,         \
              "mean of the specific reimbursement over the trials", specific_reimbursement)        \
  SL_ESTIMATE(TWO, SL_SWEEP_AGGREGATE, SL_ALWAYS, "aggregate_reimbursement_mean", SL_AMOUNT,       \
              "mean of the aggregate reimbursement over the trials", aggregate_reimbursement)      \
  SL_ESTIMATE(TWO, SL_SWEEP_ABOVE_LOWEST, SL_ALWAYS, "cost_above_lowest", SL_AMOUNT,               \
              "mean over the trials of cost less that of the combination with the lowest "         \
              "cost_mean in the same trial",                                                       \
              above_lowest)                                                                        \
  SL_ESTIMATE(TWO, SL_SWEEP_ATTACHMENT, SL_ALWAYS, "attachment_point", SL_AMOUNT,                  \
              "aggregate attachment point, NaN without an aggregate", price.attachment)            \
  SL_ESTIMATE(TWO, SL_SWEEP_SPECIFIC_PREMIUM, SL_ALWAYS, "specific_premium", SL_AMOUNT,            \
              "specific premium of the plan year", price.specific_premium)                         \
  SL_ESTIMATE(TWO, SL_SWEEP_AGGREGATE_PREMIUM, SL_ALWAYS, "aggregate_premium", SL_AMOUNT,          \
              "aggregate premium of the plan year", price.aggregate_premium)                       \
  SL_ESTIMATE(TWO, SL_SWEEP_BUDGET, SL_ALWAYS, "budget", SL_AMOUNT, "the employer's budget",       \
              price.budget)                                                                        \
  SL_ESTIMATE(TWO, SL_SWEEP_MAXIMUM_COST, SL_ALWAYS, "maximum_cost", SL_AMOUNT,                    \
              "the most that the plan year can cost inside its contracts; infinite: not bounded",  \
              price.maximum_cost)

/* (specific): likewise, of any corridor's point. */
#define SL_SWEEP_SPECIFIC_VARIABLES(TWO)                                                           \
  SL_ESTIMATE(TWO, SL_SWEEP_LEVERAGED_TREND, SL_ALWAYS, "leveraged_trend", SL_NUMBER,              \
              "growth of the specific's expected reimbursement under one more year of trend",      \
              price.leveraged_trend)

#define SL_ENUM_TWO(id, ...) id, id##_SE,
typedef enum sl_sweep_variable {
  SL_SWEEP_VARIABLES(SL_ENUM_TWO) SL_N_SWEEP_VARIABLES
} sl_sweep_variable_t;
typedef enum sl_sweep_specific_variable {
  SL_SWEEP_SPECIFIC_VARIABLES(SL_ENUM_TWO) SL_N_SWEEP_SPECIFIC_VARIABLES
} sl_sweep_specific_variable_t;
#undef SL_ENUM_TWO

extern const sl_variable_t sl_sweep_cost_variable; /* (trial, specific, corridor): columns */
extern const sl_variable_t sl_sweep_variables[SL_N_SWEEP_VARIABLES];
/* (quantile, specific, corridor): the rows of SL_QUANTILE_VARIABLES. */
extern const sl_variable_t sl_sweep_quantile_variables[SL_N_QUANTILE_VARIABLES];
extern const sl_variable_t sl_sweep_specific_variables[SL_N_SWEEP_SPECIFIC_VARIABLES];

#endif
