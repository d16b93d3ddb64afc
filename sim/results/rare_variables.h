/* The variables of the group /rare: part of the one table of variables.h, which includes this. */
#ifndef SL_SIM_RESULTS_RARE_VARIABLES_H
#define SL_SIM_RESULTS_RARE_VARIABLES_H

/* (trial): columns. */
#define SL_RARE_TRIAL_VARIABLES(ONE)                                                               \
  ONE(SL_RARE_WEIGHT, SL_ALWAYS, "weight", SL_NUMBER,                                              \
      "what the trial counts: the mean of weight x any figure is unbiased for its expectation")    \
  ONE(SL_RARE_CALIBRATED, SL_ALWAYS, "calibrated_weight", SL_NUMBER,                               \
      "weight after regression on what is known of the laws; the figures of this group use it")    \
  ONE(SL_RARE_LAW, SL_ALWAYS, "drawn_from", SL_NUMBER,                                             \
      "the law that the trial was drawn from, a place on law")

/* (trial, arrangement): columns. */
#define SL_RARE_COST_VARIABLES(ONE)                                                                \
  ONE(SL_RARE_COST, SL_ALWAYS, "cost", SL_AMOUNT, "employer's cost of the plan year")              \
  ONE(SL_RARE_DEFICIT, SL_ALWAYS, "deficit", SL_AMOUNT, "cost above the budget")                   \
  ONE(SL_RARE_AGGREGATE, SL_ALWAYS, "aggregate_reimbursement", SL_AMOUNT,                          \
      "reimbursement by the aggregate stop-loss")

/* (law): columns. */
#define SL_RARE_LAW_VARIABLES(ONE)                                                                 \
  ONE(SL_RARE_LAW_TRIALS, SL_ALWAYS, "law_trials", SL_NUMBER, "trials drawn from the law")         \
  ONE(SL_RARE_LAW_STRENGTH, SL_ALWAYS, "law_strength", SL_NUMBER,                                  \
      "theta: years are drawn in proportion to exp(theta x cost), roughly; 0 of the plain law, "   \
      "the first, and of those with one dear claim more")

/* Single numbers: fields of sl_rare_t. */
#define SL_RARE_NUMBERS(ONE, TWO)                                                                  \
  ONE(SL_RARE_COUNT, SL_ALWAYS, "rare_trials", SL_NUMBER, "rare trials", count)                    \
  SL_ESTIMATE(TWO, SL_RARE_MEAN_WEIGHT, SL_ALWAYS, "mean_weight", SL_NUMBER,                       \
              "mean of weight: 1 but for chance", mean_weight)                                     \
  ONE(SL_RARE_EFFECTIVE_SIZE, SL_ALWAYS, "effective_sample_size", SL_NUMBER,                       \
      "(sum of weight) squared by the sum of its squares: how even the weights are",               \
      effective_size)

/* (arrangement): fields of sl_rare_summary_t. */
#define SL_RARE_VARIABLES(ONE, TWO)                                                                \
  SL_ESTIMATE(TWO, SL_RARE_DEFICIT_PROBABILITY, SL_ALWAYS, "deficit_probability", SL_NUMBER,       \
              "chance that cost exceeds the budget", deficit_probability)                          \
  SL_ESTIMATE(TWO, SL_RARE_EXPECTED_DEFICIT, SL_ALWAYS, "expected_deficit", SL_AMOUNT,             \
              "expected deficit", expected_deficit)                                                \
  SL_ESTIMATE(TWO, SL_RARE_QUANTILE95, SL_ALWAYS, "cost_quantile_95", SL_AMOUNT,                   \
              "VaR 95%: 95% quantile of cost", quantile95)                                         \
  SL_ESTIMATE(TWO, SL_RARE_QUANTILE99, SL_ALWAYS, "cost_quantile_99", SL_AMOUNT,                   \
              "VaR 99%: 99% quantile of cost", quantile99)                                         \
  SL_ESTIMATE(TWO, SL_RARE_TAIL_MEAN99, SL_ALWAYS, "cost_tail_mean_99", SL_AMOUNT,                 \
              "TVaR 99%: mean cost of the worst 1% of years", tail_mean99)                         \
  SL_ESTIMATE(TWO, SL_RARE_EXPECTED_AGGREGATE, SL_ALWAYS, "expected_aggregate_reimbursement",      \
              SL_AMOUNT, "expected reimbursement by the aggregate stop-loss", expected_aggregate)  \
  SL_ESTIMATE(TWO, SL_RARE_AGGREGATE_PROBABILITY, SL_ALWAYS, "aggregate_probability", SL_NUMBER,   \
              "chance that the aggregate stop-loss pays", aggregate_probability)                   \
  SL_ESTIMATE(TWO, SL_RARE_COST_MEAN, SL_ALWAYS, "expected_cost", SL_AMOUNT, "expected cost",      \
              expected_cost)                                                                       \
  ONE(SL_RARE_EQUIVALENT_DEFICIT, SL_ALWAYS, "equivalent_trials_deficit", SL_NUMBER,               \
      "plain trials that would tell deficit_probability as closely", equivalent_deficit)           \
  ONE(SL_RARE_EQUIVALENT_QUANTILE99, SL_ALWAYS, "equivalent_trials_99", SL_NUMBER,                 \
      "plain trials that would tell the chance of a cost above cost_quantile_99 as closely",       \
      equivalent_quantile99)

#endif
