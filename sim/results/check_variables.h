/* What a run is checked against: exact figures, and estimates by control variates. Part of the one
 * table of variables.h, which includes this; stored only where a run was asked for it. */
#ifndef SL_SIM_RESULTS_CHECK_VARIABLES_H
#define SL_SIM_RESULTS_CHECK_VARIABLES_H

/* (arrangement): figures by their plain names. A file has two variables of each: name_exact and
 * name_exact_bound, fields of sl_arrangement_checks_t by enumerator. */
#define SL_CHECK_FIGURES(ONE)                                                                      \
  ONE(SL_CHECK_COST, SL_ALWAYS, "cost_mean", SL_AMOUNT, "expected cost")                           \
  ONE(SL_CHECK_DEVIATION, SL_ALWAYS, "cost_standard_deviation", SL_AMOUNT,                         \
      "standard deviation of cost")                                                                \
  ONE(SL_CHECK_TAIL_MEAN, SL_ALWAYS, "cost_tail_mean_99", SL_AMOUNT,                               \
      "worst 1% of years (TVaR 99%)")                                                              \
  ONE(SL_CHECK_DEFICIT_PROBABILITY, SL_ALWAYS, "deficit_probability", SL_NUMBER,                   \
      "chance of a deficit")                                                                       \
  ONE(SL_CHECK_DEFICIT, SL_ALWAYS, "deficit_mean", SL_AMOUNT, "expected deficit")                  \
  ONE(SL_CHECK_SPECIFIC, SL_ALWAYS, "specific_reimbursement_mean", SL_AMOUNT,                      \
      "mean specific reimbursement")                                                               \
  ONE(SL_CHECK_AGGREGATE, SL_ALWAYS, "aggregate_reimbursement_mean", SL_AMOUNT,                    \
      "mean aggregate reimbursement")                                                              \
  ONE(SL_CHECK_PLAN_PAID, SL_ALWAYS, "plan_paid_mean", SL_AMOUNT, "expected plan paid")            \
  ONE(SL_CHECK_ATTACHED, SL_ALWAYS, "attachment_probability", SL_NUMBER,                           \
      "chance that eligible claims exceed the attachment point")                                   \
  ONE(SL_CHECK_ANY_CLAIMANT, SL_ALWAYS, "any_claimant_probability", SL_NUMBER,                     \
      "chance that somebody exceeds the specific deductible")

/* (): likewise, of the group. */
#define SL_CHECK_GROUP_FIGURES(ONE)                                                                \
  ONE(SL_CHECK_ALLOWED, SL_ALWAYS, "allowed_mean", SL_AMOUNT, "expected allowed amount")           \
  ONE(SL_CHECK_CLAIMS, SL_ALWAYS, "claims_mean", SL_NUMBER, "expected number of claims")

/* (arrangement), by regression on variables whose expectations are exact: name_control_variate,
 * name_control_variate_standard_error. Field: of sl_arrangement_summary_t with the plain estimate.
 */
#define SL_CONTROL_FIGURES(ONE)                                                                    \
  ONE(SL_CONTROL_COST, SL_ALWAYS, "cost_mean", SL_AMOUNT, "expected cost", expected_cost)          \
  ONE(SL_CONTROL_DEFICIT_PROBABILITY, SL_ALWAYS, "deficit_probability", SL_NUMBER,                 \
      "chance of a deficit", deficit_probability)                                                  \
  ONE(SL_CONTROL_DEFICIT, SL_ALWAYS, "deficit_mean", SL_AMOUNT, "expected deficit",                \
      expected_deficit)                                                                            \
  ONE(SL_CONTROL_SPECIFIC, SL_ALWAYS, "specific_reimbursement_mean", SL_AMOUNT,                    \
      "mean specific reimbursement", component[SL_COST_SPECIFIC_REIMBURSEMENT])                    \
  ONE(SL_CONTROL_AGGREGATE, SL_ALWAYS, "aggregate_reimbursement_mean", SL_AMOUNT,                  \
      "mean aggregate reimbursement", component[SL_COST_AGGREGATE_REIMBURSEMENT])

#endif
