/* The one table of result variables. The HDF5 writer, JSON, reports and the reference page are
 * made from it, so a variable is added here and nowhere else.
 */
#ifndef SL_SIM_RESULTS_VARIABLES_H
#define SL_SIM_RESULTS_VARIABLES_H

/* (trial): X(enumerator, name, is an amount, long_name) */
#define SL_TRIAL_VARIABLES(X)                                                                      \
  X(SL_TRIAL_ALLOWED, "allowed", 1, "allowed amount of all claims")                                \
  X(SL_TRIAL_MEMBER_PAID, "member_paid", 1, "member cost sharing")                                 \
  X(SL_TRIAL_PLAN_PAID, "plan_paid", 1, "allowed amount less member cost sharing")                 \
  X(SL_TRIAL_LARGEST_CLAIMANT, "largest_claimant", 1, "largest annual plan paid of one person")    \
  X(SL_TRIAL_CLAIMS, "claims", 0, "number of claims")

/* (trial, arrangement): X(enumerator, name, is an amount, long_name) */
#define SL_COST_VARIABLES(X)                                                                       \
  X(SL_COST_COST, "cost", 1, "employer's cost of the plan year")                                   \
  X(SL_COST_RETAINED_CLAIMS, "retained_claims", 1, "plan paid that the employer keeps")            \
  X(SL_COST_SPECIFIC_REIMBURSEMENT, "specific_reimbursement", 1,                                   \
    "reimbursement by the specific stop-loss")                                                     \
  X(SL_COST_AGGREGATE_REIMBURSEMENT, "aggregate_reimbursement", 1,                                 \
    "reimbursement by the aggregate stop-loss")                                                    \
  X(SL_COST_FEES, "fees", 1, "fees, rebates negative")                                             \
  X(SL_COST_PREMIUMS, "premiums", 1, "stop-loss or insurance premiums")                            \
  X(SL_COST_TAXES, "taxes", 1, "taxes on premiums and on the plan")                                \
  X(SL_COST_REFUNDS, "refunds", 1, "refunds to the employer")                                      \
  X(SL_COST_INSURED_CLAIMS, "insured_claims", 1, "plan paid that an insurer pays")                 \
  X(SL_COST_DEFICIT, "deficit", 1, "cost above the budget")                                        \
  X(SL_COST_SURPLUS, "surplus", 1, "budget above the cost")

#define SL_VARIABLE_ENUM(id, name, amount, long_name) id,
typedef enum sl_trial_variable {
  SL_TRIAL_VARIABLES(SL_VARIABLE_ENUM) SL_N_TRIAL_VARIABLES
} sl_trial_variable_t;
typedef enum sl_cost_variable {
  SL_COST_VARIABLES(SL_VARIABLE_ENUM) SL_N_COST_VARIABLES
} sl_cost_variable_t;
#undef SL_VARIABLE_ENUM

typedef struct sl_variable {
  const char *name;
  int is_amount; /* unit is the scenario's currency; else a number */
  const char *long_name;
} sl_variable_t;

extern const sl_variable_t sl_trial_variables[SL_N_TRIAL_VARIABLES];
extern const sl_variable_t sl_cost_variables[SL_N_COST_VARIABLES];

/* The quantile levels of cost_quantile. */
#define SL_N_QUANTILES 9
extern const double sl_quantile_levels[SL_N_QUANTILES];

#endif
