/* The variables of the group /rare: part of the one table of variables.h, which includes this. */
#ifndef SL_SIM_RESULTS_RARE_VARIABLES_H
#define SL_SIM_RESULTS_RARE_VARIABLES_H

/* (trial): X(enumerator, name, is an amount, long_name) */
#define SL_RARE_TRIAL_VARIABLES(X)                                                                 \
  X(SL_RARE_WEIGHT, "weight", 0,                                                                   \
    "what the trial counts: the mean of weight x any figure is unbiased for its expectation")      \
  X(SL_RARE_CALIBRATED, "calibrated_weight", 0,                                                    \
    "weight after regression on what is known of the laws; the figures of this group use it")      \
  X(SL_RARE_LAW, "drawn_from", 0, "the law that the trial was drawn from, a place on law")

/* (trial, arrangement): X(enumerator, name, is an amount, long_name) */
#define SL_RARE_COST_VARIABLES(X)                                                                  \
  X(SL_RARE_COST, "cost", 1, "employer's cost of the plan year")                                   \
  X(SL_RARE_DEFICIT, "deficit", 1, "cost above the budget")                                        \
  X(SL_RARE_AGGREGATE, "aggregate_reimbursement", 1, "reimbursement by the aggregate stop-loss")

/* (law): X(enumerator, name, is an amount, long_name) */
#define SL_RARE_LAW_VARIABLES(X)                                                                   \
  X(SL_RARE_LAW_TRIALS, "law_trials", 0, "trials drawn from the law")                              \
  X(SL_RARE_LAW_STRENGTH, "law_strength", 0,                                                       \
    "theta: years are drawn in proportion to exp(theta x cost), roughly; 0 of the plain law, "     \
    "the first, and of those with one dear claim more")

/* Single numbers: X(enumerator, name, is an amount, long_name, field of sl_rare_t) */
#define SL_RARE_NUMBERS(X)                                                                         \
  X(SL_RARE_COUNT, "rare_trials", 0, "rare trials", count)                                         \
  X(SL_RARE_MEAN_WEIGHT, "mean_weight", 0, "mean of weight: 1 but for chance", mean_weight.value)  \
  X(SL_RARE_MEAN_WEIGHT_SE, "mean_weight_standard_error", 0, "standard error of mean_weight",      \
    mean_weight.standard_error)                                                                    \
  X(SL_RARE_EFFECTIVE_SIZE, "effective_sample_size", 0,                                            \
    "(sum of weight) squared by the sum of its squares: how even the weights are", effective_size)

/* (arrangement): X(enumerator, name, is an amount, long_name, field of sl_rare_summary_t) */
#define SL_RARE_VARIABLES(X)                                                                       \
  X(SL_RARE_DEFICIT_PROBABILITY, "deficit_probability", 0, "chance that cost exceeds the budget",  \
    deficit_probability.value)                                                                     \
  X(SL_RARE_DEFICIT_PROBABILITY_SE, "deficit_probability_standard_error", 0,                       \
    "standard error of deficit_probability", deficit_probability.standard_error)                   \
  X(SL_RARE_EXPECTED_DEFICIT, "expected_deficit", 1, "expected deficit", expected_deficit.value)   \
  X(SL_RARE_EXPECTED_DEFICIT_SE, "expected_deficit_standard_error", 1,                             \
    "standard error of expected_deficit", expected_deficit.standard_error)                         \
  X(SL_RARE_QUANTILE95, "cost_quantile_95", 1, "VaR 95%: 95% quantile of cost", quantile95.value)  \
  X(SL_RARE_QUANTILE95_SE, "cost_quantile_95_standard_error", 1,                                   \
    "standard error of cost_quantile_95", quantile95.standard_error)                               \
  X(SL_RARE_QUANTILE99, "cost_quantile_99", 1, "VaR 99%: 99% quantile of cost", quantile99.value)  \
  X(SL_RARE_QUANTILE99_SE, "cost_quantile_99_standard_error", 1,                                   \
    "standard error of cost_quantile_99", quantile99.standard_error)                               \
  X(SL_RARE_TAIL_MEAN99, "cost_tail_mean_99", 1, "TVaR 99%: mean cost of the worst 1% of years",   \
    tail_mean99.value)                                                                             \
  X(SL_RARE_TAIL_MEAN99_SE, "cost_tail_mean_99_standard_error", 1,                                 \
    "standard error of cost_tail_mean_99", tail_mean99.standard_error)                             \
  X(SL_RARE_EXPECTED_AGGREGATE, "expected_aggregate_reimbursement", 1,                             \
    "expected reimbursement by the aggregate stop-loss", expected_aggregate.value)                 \
  X(SL_RARE_EXPECTED_AGGREGATE_SE, "expected_aggregate_reimbursement_standard_error", 1,           \
    "standard error of expected_aggregate_reimbursement", expected_aggregate.standard_error)       \
  X(SL_RARE_AGGREGATE_PROBABILITY, "aggregate_probability", 0,                                     \
    "chance that the aggregate stop-loss pays", aggregate_probability.value)                       \
  X(SL_RARE_AGGREGATE_PROBABILITY_SE, "aggregate_probability_standard_error", 0,                   \
    "standard error of aggregate_probability", aggregate_probability.standard_error)               \
  X(SL_RARE_COST_MEAN, "expected_cost", 1, "expected cost", expected_cost.value)                   \
  X(SL_RARE_COST_MEAN_SE, "expected_cost_standard_error", 1, "standard error of expected_cost",    \
    expected_cost.standard_error)                                                                  \
  X(SL_RARE_EQUIVALENT_DEFICIT, "equivalent_trials_deficit", 0,                                    \
    "plain trials that would tell deficit_probability as closely", equivalent_deficit)             \
  X(SL_RARE_EQUIVALENT_QUANTILE99, "equivalent_trials_99", 0,                                      \
    "plain trials that would tell the chance of a cost above cost_quantile_99 as closely",         \
    equivalent_quantile99)

#endif
