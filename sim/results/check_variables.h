/* What a run is checked against: exact figures, and estimates by control variates. Part of the one
 * table of variables.h, which includes this; stored only where a run was asked for it. */
#ifndef SL_SIM_RESULTS_CHECK_VARIABLES_H
#define SL_SIM_RESULTS_CHECK_VARIABLES_H

/* (arrangement), each with its bound: name_exact, name_exact_bound.
 * X(enumerator, name, is an amount, long_name) */
#define SL_CHECK_FIGURES(X)                                                                        \
  X(SL_CHECK_COST, "cost_mean", 1, "expected cost")                                                \
  X(SL_CHECK_DEVIATION, "cost_standard_deviation", 1, "standard deviation of cost")                \
  X(SL_CHECK_TAIL_MEAN, "cost_tail_mean_99", 1, "worst 1% of years (TVaR 99%)")                    \
  X(SL_CHECK_DEFICIT_PROBABILITY, "deficit_probability", 0, "chance of a deficit")                 \
  X(SL_CHECK_DEFICIT, "deficit_mean", 1, "expected deficit")                                       \
  X(SL_CHECK_SPECIFIC, "specific_reimbursement_mean", 1, "mean specific reimbursement")            \
  X(SL_CHECK_AGGREGATE, "aggregate_reimbursement_mean", 1, "mean aggregate reimbursement")         \
  X(SL_CHECK_PLAN_PAID, "plan_paid_mean", 1, "expected plan paid")                                 \
  X(SL_CHECK_ATTACHED, "attachment_probability", 0,                                                \
    "chance that eligible claims exceed the attachment point")                                     \
  X(SL_CHECK_ANY_CLAIMANT, "any_claimant_probability", 0,                                          \
    "chance that somebody exceeds the specific deductible")

/* (): likewise, of the group. */
#define SL_CHECK_GROUP_FIGURES(X)                                                                  \
  X(SL_CHECK_ALLOWED, "allowed_mean", 1, "expected allowed amount")                                \
  X(SL_CHECK_CLAIMS, "claims_mean", 0, "expected number of claims")

/* (arrangement), by regression on variables whose expectations are exact: name_control_variate,
 * name_control_variate_standard_error. X(enumerator, name, is an amount, long_name, field of
 * sl_arrangement_summary_t with the plain estimate) */
#define SL_CONTROL_FIGURES(X)                                                                      \
  X(SL_CONTROL_COST, "cost_mean", 1, "expected cost", expected_cost)                               \
  X(SL_CONTROL_DEFICIT_PROBABILITY, "deficit_probability", 0, "chance of a deficit",               \
    deficit_probability)                                                                           \
  X(SL_CONTROL_DEFICIT, "deficit_mean", 1, "expected deficit", expected_deficit)                   \
  X(SL_CONTROL_SPECIFIC, "specific_reimbursement_mean", 1, "mean specific reimbursement",          \
    component[SL_COST_SPECIFIC_REIMBURSEMENT])                                                     \
  X(SL_CONTROL_AGGREGATE, "aggregate_reimbursement_mean", 1, "mean aggregate reimbursement",       \
    component[SL_COST_AGGREGATE_REIMBURSEMENT])

#endif
