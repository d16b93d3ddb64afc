/* The variables of the levers' group: part of the one table of variables.h, which includes this. */
#ifndef SL_SIM_RESULTS_LEVER_VARIABLES_H
#define SL_SIM_RESULTS_LEVER_VARIABLES_H

/* (deductible, corridor): fields of sl_lever_point_t. */
#define SL_LEVER_POINT_VARIABLES(ONE)                                                              \
  ONE(SL_LEVER_ATTACHMENT, 3, "attachment_point", SL_AMOUNT,                                       \
      "aggregate attachment point, NaN without an aggregate", attachment)                          \
  ONE(SL_LEVER_MAXIMUM_COST, 3, "maximum_cost", SL_AMOUNT,                                         \
      "the most that the plan year can cost inside its contracts; infinite: not bounded",          \
      maximum_cost)                                                                                \
  ONE(SL_LEVER_SPECIFIC_PREMIUM, 3, "specific_premium", SL_AMOUNT,                                 \
      "specific premium of the plan year", specific_premium)                                       \
  ONE(SL_LEVER_AGGREGATE_PREMIUM, 3, "aggregate_premium", SL_AMOUNT,                               \
      "aggregate premium of the plan year", aggregate_premium)                                     \
  ONE(SL_LEVER_SHIFT, 3, "shift", SL_AMOUNT,                                                       \
      "premium, with taxes and fees on it, above that at the run's own corridor", shift)

/* (trial, deductible) as run; (band_trial, deductible) at the levels of the assumption band. The
 * order is that of sl_lever_level_t, before and eligible by turns. */
#define SL_LEVER_TRIAL_VARIABLES(ONE)                                                              \
  ONE(SL_LEVER_BEFORE, 3, "cost_before", SL_AMOUNT,                                                \
      "cost of the plan year before the aggregate pays, at the run's own corridor")                \
  ONE(SL_LEVER_ELIGIBLE, 3, "eligible", SL_AMOUNT, "claims eligible for the aggregate")
#define SL_LEVER_BAND_VARIABLES(ONE)                                                               \
  ONE(SL_LEVER_BEFORE_FEWER, 3, "cost_before_fewer", SL_AMOUNT,                                    \
      "cost_before with 10% fewer claims")                                                         \
  ONE(SL_LEVER_ELIGIBLE_FEWER, 3, "eligible_fewer", SL_AMOUNT, "eligible with 10% fewer claims")   \
  ONE(SL_LEVER_BEFORE_MORE, 3, "cost_before_more", SL_AMOUNT, "cost_before with 10% more claims")  \
  ONE(SL_LEVER_ELIGIBLE_MORE, 3, "eligible_more", SL_AMOUNT, "eligible with 10% more claims")

#endif
