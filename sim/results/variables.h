/* The one table of result variables. The HDF5 writer, JSON, reports and the reference page are
 * made from it, so a variable is added here and nowhere else.
 */
#ifndef SL_SIM_RESULTS_VARIABLES_H
#define SL_SIM_RESULTS_VARIABLES_H

#include "sim/results/check_variables.h"
#include "sim/results/rare_variables.h"

/* (trial): X(enumerator, name, is an amount, long_name) */
#define SL_TRIAL_VARIABLES(X)                                                                      \
  X(SL_TRIAL_ALLOWED, "allowed", 1, "allowed amount of all claims")                                \
  X(SL_TRIAL_MEMBER_PAID, "member_paid", 1, "member cost sharing")                                 \
  X(SL_TRIAL_PLAN_PAID, "plan_paid", 1, "allowed amount less member cost sharing")                 \
  X(SL_TRIAL_LARGEST_CLAIMANT, "largest_claimant", 1, "largest annual plan paid of one person")    \
  X(SL_TRIAL_CLAIMS, "claims", 0, "number of claims, NaN where annual totals were drawn")          \
  X(SL_TRIAL_UNCOVERED, "uncovered", 1,                                                            \
    "part of member_paid above limits or out of network, outside the out-of-pocket maximum")

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
  X(SL_COST_SURPLUS, "surplus", 1, "budget above the cost")                                        \
  X(SL_COST_NET_COST, "net_cost", 1, "cost less employee contributions")                           \
  X(SL_COST_HSA_CONTRIBUTIONS, "hsa_contributions", 1,                                             \
    "employer's contributions to health savings accounts")                                         \
  X(SL_COST_REIMBURSEMENT_OTHER, "reimbursement_other", 1,                                         \
    "part of both reimbursements that falls on claims outside the cost")                           \
  X(SL_COST_CAPTIVE_CLAIMS, "captive_claims", 1, "plan paid that the captive pays")                \
  X(SL_COST_GAP, "gap", 1, "plan paid in the cost that lies in no stop-loss contract's window")    \
  X(SL_COST_RUN_OUT, "run_out", 1,                                                                 \
    "self-funded plan paid, incurred by the plan year's end and paid after it, NaN if not asked")  \
  X(SL_COST_TERMINAL_LIABILITY, "terminal_liability", 1,                                           \
    "run-out claims and fee less terminal reimbursement if the plan stops, NaN if not asked")      \
  X(SL_COST_FUND_BALANCE, "fund_balance", 1,                                                       \
    "claims fund or fluctuation reserve at the end, negative for a deficit carried forward")       \
  X(SL_COST_PEAK_SHORTFALL, "peak_shortfall", 1,                                                   \
    "largest cumulative cash shortfall against the budget paid in by month")                       \
  X(SL_COST_LARGEST_ADVANCE, "largest_advance", 1,                                                 \
    "largest advance outstanding under monthly accommodation")                                     \
  X(SL_COST_EARLIER_CLAIMS, "earlier_claims", 1,                                                   \
    "part of plan_paid incurred before since, which is not the employer's and not in the cost")    \
  SL_BEYOND_VARIABLES(X)                                                                           \
  X(SL_COST_GAP_ABOVE, "gap_above_deductible", 1,                                                  \
    "part of gap above the persons' deductibles, which the contract renewed as 24/12 would pay")

/* Why a year can cost more than maximum_cost, and by how much at most; in the order of sl_beyond_t.
 */
#define SL_BEYOND_VARIABLES(X)                                                                     \
  X(SL_COST_BEYOND_CONTRACT, "beyond_contract", 1,                                                 \
    "claims outside the contracts' windows or services, beyond maximum_cost")                      \
  X(SL_COST_BEYOND_RUN_IN, "beyond_run_in", 1,                                                     \
    "run-in claims above the specific's maximum for them, beyond maximum_cost")                    \
  X(SL_COST_BEYOND_COINSURANCE, "beyond_coinsurance", 1,                                           \
    "what the carrier's coinsurance leaves above the deductibles, beyond maximum_cost")            \
  X(SL_COST_BEYOND_PERSON_MAXIMUM, "beyond_person_maximum", 1,                                     \
    "claims above the carrier's maximum per person, beyond maximum_cost")                          \
  X(SL_COST_BEYOND_EXCLUSION, "beyond_exclusion", 1,                                               \
    "claims of excluded persons above the deductible, beyond maximum_cost")                        \
  X(SL_COST_BEYOND_AGGREGATE_MAXIMUM, "beyond_aggregate_maximum", 1,                               \
    "eligible claims above the aggregate's maximum, beyond maximum_cost")                          \
  X(SL_COST_BEYOND_ASSESSMENT, "beyond_assessment", 1,                                             \
    "a captive's assessment that has no maximum, beyond maximum_cost")                             \
  X(SL_COST_BEYOND_CHARGES, "beyond_charges", 1,                                                   \
    "fees and taxes on more claims than at the maximum, beyond maximum_cost")

/* (arrangement), settled before the first trial:
 * X(enumerator, name, is an amount, long_name, field of sl_arrangement_facts_t) */
#define SL_PRICE_VARIABLES(X)                                                                      \
  X(SL_PRICE_BUDGET, "budget", 1, "amount set aside for the plan year", price.budget.value)        \
  X(SL_PRICE_BUDGET_SE, "budget_standard_error", 1, "standard error of budget",                    \
    price.budget.standard_error)                                                                   \
  X(SL_PRICE_ATTACHMENT, "attachment_point", 1,                                                    \
    "aggregate attachment point, NaN without an aggregate", price.attachment.value)                \
  X(SL_PRICE_ATTACHMENT_SE, "attachment_point_standard_error", 1,                                  \
    "standard error of attachment_point", price.attachment.standard_error)                         \
  X(SL_PRICE_SPECIFIC_DEDUCTIBLE, "specific_deductible", 1,                                        \
    "specific deductible per person, NaN without a specific", specific_deductible)                 \
  X(SL_PRICE_MAXIMUM_COST, "maximum_cost", 1,                                                      \
    "maximum cost inside the contracts, infinite where not bounded", price.maximum_cost.value)     \
  X(SL_PRICE_SPECIFIC_PREMIUM, "specific_premium", 1, "premium of the specific stop-loss",         \
    price.specific_premium.value)                                                                  \
  X(SL_PRICE_SPECIFIC_PREMIUM_SE, "specific_premium_standard_error", 1,                            \
    "standard error of specific_premium", price.specific_premium.standard_error)                   \
  X(SL_PRICE_AGGREGATE_PREMIUM, "aggregate_premium", 1, "premium of the aggregate stop-loss",      \
    price.aggregate_premium.value)                                                                 \
  X(SL_PRICE_AGGREGATE_PREMIUM_SE, "aggregate_premium_standard_error", 1,                          \
    "standard error of aggregate_premium", price.aggregate_premium.standard_error)                 \
  X(SL_PRICE_INSURED_PREMIUM, "insured_premium", 1, "premium of an insured arrangement",           \
    price.insured_premium.value)                                                                   \
  X(SL_PRICE_INSURED_PREMIUM_SE, "insured_premium_standard_error", 1,                              \
    "standard error of insured_premium", price.insured_premium.standard_error)                     \
  X(SL_PRICE_EXPECTED_COST, "expected_cost", 1,                                                    \
    "expected cost by the pricing pass, NaN where none ran", price.expected_cost.value)            \
  X(SL_PRICE_EXPECTED_COST_SE, "expected_cost_standard_error", 1,                                  \
    "standard error of expected_cost", price.expected_cost.standard_error)                         \
  X(SL_PRICE_EXPECTED_ELIGIBLE, "expected_eligible", 1,                                            \
    "expected claims eligible for an aggregate, NaN where unknown or without a cover",             \
    price.expected_eligible.value)                                                                 \
  X(SL_PRICE_EXPECTED_ELIGIBLE_SE, "expected_eligible_standard_error", 1,                          \
    "standard error of expected_eligible", price.expected_eligible.standard_error)                 \
  X(SL_PRICE_EXPECTED_SPECIFIC, "expected_specific_reimbursement", 1,                              \
    "expected specific reimbursement, NaN where unknown", price.expected_specific.value)           \
  X(SL_PRICE_EXPECTED_SPECIFIC_SE, "expected_specific_reimbursement_standard_error", 1,            \
    "standard error of expected_specific_reimbursement", price.expected_specific.standard_error)   \
  X(SL_PRICE_EXPECTED_AGGREGATE, "expected_aggregate_reimbursement", 1,                            \
    "expected aggregate reimbursement, NaN where unknown", price.expected_aggregate.value)         \
  X(SL_PRICE_EXPECTED_AGGREGATE_SE, "expected_aggregate_reimbursement_standard_error", 1,          \
    "standard error of expected_aggregate_reimbursement", price.expected_aggregate.standard_error) \
  X(SL_PRICE_CAPTIVE_PREMIUM, "captive_premium", 1, "premium of the captive",                      \
    price.captive_premium.value)                                                                   \
  X(SL_PRICE_CAPTIVE_PREMIUM_SE, "captive_premium_standard_error", 1,                              \
    "standard error of captive_premium", price.captive_premium.standard_error)                     \
  X(SL_PRICE_INSURED_LINES_PREMIUM, "insured_lines_premium", 1,                                    \
    "premium of the lines insured within an arrangement that retains its claims",                  \
    price.insured_lines_premium.value)                                                             \
  X(SL_PRICE_INSURED_LINES_PREMIUM_SE, "insured_lines_premium_standard_error", 1,                  \
    "standard error of insured_lines_premium", price.insured_lines_premium.standard_error)         \
  X(SL_PRICE_TERMINAL_PREMIUM, "terminal_premium", 1, "premium of the terminal liability options", \
    price.terminal_premium.value)                                                                  \
  X(SL_PRICE_TERMINAL_PREMIUM_SE, "terminal_premium_standard_error", 1,                            \
    "standard error of terminal_premium", price.terminal_premium.standard_error)                   \
  X(SL_PRICE_POOLING_CHARGE, "pooling_charge", 1, "pooling charge of refund accounting",           \
    price.pooling_charge.value)                                                                    \
  X(SL_PRICE_POOLING_CHARGE_SE, "pooling_charge_standard_error", 1,                                \
    "standard error of pooling_charge", price.pooling_charge.standard_error)                       \
  X(SL_PRICE_CLAIMS_FUND, "claims_fund", 1,                                                        \
    "claims fund of the plan year, NaN unless level funded", price.claims_fund.value)              \
  X(SL_PRICE_LEVEL_PAYMENT, "level_payment", 1, "payment of a month, NaN unless level funded",     \
    price.level_payment.value)                                                                     \
  X(SL_PRICE_RUN_OUT_FEE, "run_out_fee", 1,                                                        \
    "fee for paying run-out claims, due when the plan stops", price.run_out_fee)                   \
  X(SL_PRICE_EMPLOYEE_CONTRIBUTIONS, "employee_contributions", 1,                                  \
    "contributions of the employees in the plan year", price.employee_contributions)               \
  X(SL_PRICE_BUILD_UP_MANUAL, "build_up_manual_claims", 1,                                         \
    "manual claims up to the pooling point, NaN unless the premium is built up",                   \
    price.build_up.manual_claims)                                                                  \
  X(SL_PRICE_BUILD_UP_EXPERIENCE, "build_up_experience_claims", 1,                                 \
    "experience up to the pooling point, trended, at the plan year's exposure",                    \
    price.build_up.experience_claims)                                                              \
  X(SL_PRICE_BUILD_UP_CREDIBILITY, "build_up_credibility", 0,                                      \
    "credibility of the experience, 0 to 1", price.build_up.credibility)                           \
  X(SL_PRICE_BUILD_UP_CLAIMS, "build_up_expected_claims", 1,                                       \
    "credibility-weighted mean of experience and manual claims", price.build_up.expected_claims)   \
  X(SL_PRICE_BUILD_UP_POOLING, "build_up_pooling_charge", 1,                                       \
    "charge for claims above the pooling point", price.build_up.pooling_charge)                    \
  X(SL_PRICE_BUILD_UP_ADMINISTRATION, "build_up_administration", 1,                                \
    "administration in the built-up premium", price.build_up.administration)                       \
  X(SL_PRICE_BUILD_UP_COMMISSION, "build_up_commission", 1, "commission in the built-up premium",  \
    price.build_up.commission)                                                                     \
  X(SL_PRICE_BUILD_UP_PROFIT, "build_up_profit", 1, "profit in the built-up premium",              \
    price.build_up.profit)                                                                         \
  X(SL_PRICE_BUILD_UP_TAX, "build_up_tax", 1, "tax in the built-up premium", price.build_up.tax)   \
  X(SL_PRICE_BUILD_UP_PREMIUM, "build_up_premium", 1, "premium built up from these lines",         \
    price.build_up.premium)                                                                        \
  X(SL_PRICE_LEVERAGED_TREND, "leveraged_trend", 0,                                                \
    "growth of the expected specific reimbursement under one more year of trend, NaN without",     \
    price.leveraged_trend.value)                                                                   \
  X(SL_PRICE_LEVERAGED_TREND_SE, "leveraged_trend_standard_error", 0,                              \
    "standard error of leveraged_trend", price.leveraged_trend.standard_error)                     \
  X(SL_PRICE_CLAIMANTS_HALF, "expected_claimants_half", 0,                                         \
    "expected claimants above 50% of their specific deductible",                                   \
    price.expected_claimants_half.value)                                                           \
  X(SL_PRICE_CLAIMANTS_HALF_SE, "expected_claimants_half_standard_error", 0,                       \
    "standard error of expected_claimants_half", price.expected_claimants_half.standard_error)     \
  X(SL_PRICE_CLAIMANTS_FULL, "expected_claimants_full", 0,                                         \
    "expected claimants above their specific deductible", price.expected_claimants_full.value)     \
  X(SL_PRICE_CLAIMANTS_FULL_SE, "expected_claimants_full_standard_error", 0,                       \
    "standard error of expected_claimants_full", price.expected_claimants_full.standard_error)     \
  X(SL_PRICE_SPECIFIC_LOSS_RATIO, "specific_loss_ratio", 0,                                        \
    "expected reimbursement of the specific by its premium", price.specific_loss_ratio.value)      \
  X(SL_PRICE_AGGREGATE_LOSS_RATIO, "aggregate_loss_ratio", 0,                                      \
    "expected reimbursement of the aggregate by its premium", price.aggregate_loss_ratio.value)    \
  X(SL_PRICE_ATTACHMENT_RATIO, "attachment_ratio", 0,                                              \
    "aggregate attachment point by expected eligible claims", price.attachment_ratio.value)        \
  X(SL_PRICE_COST_IS_FIXED, "cost_is_fixed", 0,                                                    \
    "1 where no year can cost another amount, by contract or without claims, else 0",              \
    cost_is_fixed)                                                                                 \
  X(SL_PRICE_SPECIFIC_LOSS_RATIO_SE, "specific_loss_ratio_standard_error", 0,                      \
    "standard error of specific_loss_ratio", price.specific_loss_ratio.standard_error)             \
  X(SL_PRICE_AGGREGATE_LOSS_RATIO_SE, "aggregate_loss_ratio_standard_error", 0,                    \
    "standard error of aggregate_loss_ratio", price.aggregate_loss_ratio.standard_error)           \
  X(SL_PRICE_ATTACHMENT_RATIO_SE, "attachment_ratio_standard_error", 0,                            \
    "standard error of attachment_ratio", price.attachment_ratio.standard_error)                   \
  X(SL_PRICE_MAXIMUM_COST_SE, "maximum_cost_standard_error", 1, "standard error of maximum_cost",  \
    price.maximum_cost.standard_error)                                                             \
  X(SL_PRICE_CLAIMS_FUND_SE, "claims_fund_standard_error", 1, "standard error of claims_fund",     \
    price.claims_fund.standard_error)                                                              \
  X(SL_PRICE_LEVEL_PAYMENT_SE, "level_payment_standard_error", 1,                                  \
    "standard error of level_payment", price.level_payment.standard_error)                         \
  X(SL_PRICE_BUILD_UP_MANUAL_SE, "build_up_manual_claims_standard_error", 1,                       \
    "standard error of build_up_manual_claims", price.build_up_error.manual_claims)                \
  X(SL_PRICE_BUILD_UP_CLAIMS_SE, "build_up_expected_claims_standard_error", 1,                     \
    "standard error of build_up_expected_claims", price.build_up_error.expected_claims)            \
  X(SL_PRICE_BUILD_UP_POOLING_SE, "build_up_pooling_charge_standard_error", 1,                     \
    "standard error of build_up_pooling_charge", price.build_up_error.pooling_charge)              \
  X(SL_PRICE_BUILD_UP_ADMINISTRATION_SE, "build_up_administration_standard_error", 1,              \
    "standard error of build_up_administration", price.build_up_error.administration)              \
  X(SL_PRICE_BUILD_UP_COMMISSION_SE, "build_up_commission_standard_error", 1,                      \
    "standard error of build_up_commission", price.build_up_error.commission)                      \
  X(SL_PRICE_BUILD_UP_PROFIT_SE, "build_up_profit_standard_error", 1,                              \
    "standard error of build_up_profit", price.build_up_error.profit)                              \
  X(SL_PRICE_BUILD_UP_TAX_SE, "build_up_tax_standard_error", 1, "standard error of build_up_tax",  \
    price.build_up_error.tax)                                                                      \
  X(SL_PRICE_BUILD_UP_PREMIUM_SE, "build_up_premium_standard_error", 1,                            \
    "standard error of build_up_premium", price.build_up_error.premium)                            \
  X(SL_PRICE_EXPECTED_INSURED, "expected_insured_claims", 1,                                       \
    "expected claims that an insured arrangement pays, NaN where unknown",                         \
    price.expected_insured.value)                                                                  \
  X(SL_PRICE_EXPECTED_INSURED_SE, "expected_insured_claims_standard_error", 1,                     \
    "standard error of expected_insured_claims", price.expected_insured.standard_error)            \
  X(SL_PRICE_PREMIUM_MULTIPLE, "premium_multiple", 0,                                              \
    "insured_premium by expected_insured_claims", price.premium_multiple.value)                    \
  X(SL_PRICE_PREMIUM_MULTIPLE_SE, "premium_multiple_standard_error", 0,                            \
    "standard error of premium_multiple", price.premium_multiple.standard_error)                   \
  X(SL_PRICE_IMPLIED_ELIGIBLE, "implied_expected_eligible", 1,                                     \
    "carrier's expected eligible claims by its attachment point, NaN unless quoted",               \
    price.implied_eligible)                                                                        \
  X(SL_PRICE_IMPLIED_SPECIFIC, "implied_expected_specific", 1,                                     \
    "carrier's expected specific reimbursement by its premium, NaN unless quoted",                 \
    price.implied_specific)                                                                        \
  X(SL_PRICE_IMPLIED_INSURED, "implied_expected_insured", 1,                                       \
    "insurer's expected claims by its premium, NaN unless quoted", price.implied_insured)

/* (arrangement), computed from the trials:
 * X(enumerator, name, is an amount, long_name, field of sl_arrangement_summary_t) */
#define SL_SUMMARY_VARIABLES(X)                                                                    \
  X(SL_SUMMARY_COST_MEAN, "cost_mean", 1, "mean of cost over the trials", expected_cost.value)     \
  X(SL_SUMMARY_COST_SE, "cost_standard_error", 1, "standard error of cost_mean",                   \
    expected_cost.standard_error)                                                                  \
  X(SL_SUMMARY_DEFICIT_PROBABILITY, "deficit_probability", 0,                                      \
    "share of trials whose cost exceeds the budget", deficit_probability.value)                    \
  X(SL_SUMMARY_DEFICIT_PROBABILITY_SE, "deficit_probability_standard_error", 0,                    \
    "standard error of deficit_probability", deficit_probability.standard_error)                   \
  X(SL_SUMMARY_WORKING_CAPITAL, "working_capital", 1,                                              \
    "quantile of peak_shortfall at working_capital_level, NaN without a cash flow",                \
    working_capital.value)                                                                         \
  X(SL_SUMMARY_WORKING_CAPITAL_SE, "working_capital_standard_error", 1,                            \
    "standard error of working_capital", working_capital.standard_error)                           \
  X(SL_SUMMARY_TAIL_GAP_95, "gap_tail_mean_95", 1,                                                 \
    "mean of gap in the worst 5% of the years by cost", gap_in_tail95.value)                       \
  X(SL_SUMMARY_TAIL_GAP_95_SE, "gap_tail_mean_95_standard_error", 1,                               \
    "standard error of gap_tail_mean_95", gap_in_tail95.standard_error)                            \
  X(SL_SUMMARY_TAIL_GAP_99, "gap_tail_mean_99", 1,                                                 \
    "mean of gap in the worst 1% of the years by cost", gap_in_tail99.value)                       \
  X(SL_SUMMARY_TAIL_GAP_99_SE, "gap_tail_mean_99_standard_error", 1,                               \
    "standard error of gap_tail_mean_99", gap_in_tail99.standard_error)                            \
  X(SL_SUMMARY_TAIL_95, "cost_tail_mean_95", 1, "mean of cost in the worst 5% of the years",       \
    tail_mean95.value)                                                                             \
  X(SL_SUMMARY_TAIL_95_SE, "cost_tail_mean_95_standard_error", 1,                                  \
    "standard error of cost_tail_mean_95", tail_mean95.standard_error)                             \
  X(SL_SUMMARY_TAIL_99, "cost_tail_mean_99", 1, "mean of cost in the worst 1% of the years",       \
    tail_mean99.value)                                                                             \
  X(SL_SUMMARY_TAIL_99_SE, "cost_tail_mean_99_standard_error", 1,                                  \
    "standard error of cost_tail_mean_99", tail_mean99.standard_error)

/* (trial, arrangement, month) inside a run, amounts all; the file holds means (name_mean) and, of
 * month_net, month_cumulative and ibnr, quantiles (name_quantile) by month. Only where the scenario
 * asks for a cash flow. X(enumerator, name, long_name) */
#define SL_MONTH_IBNR_ROW(X)                                                                       \
  X(SL_MONTH_IBNR, "ibnr", "plan paid incurred since and by the month's end, and not yet paid")
#define SL_MONTH_NET_ROW(X) X(SL_MONTH_NET, "month_net", "net cash paid out in the month")
#define SL_MONTH_CUMULATIVE_ROW(X)                                                                 \
  X(SL_MONTH_CUMULATIVE, "month_cumulative", "net cash paid out to the month's end")
#define SL_MONTH_COST_VARIABLES(X)                                                                 \
  X(SL_MONTH_PAID, "month_paid", "plan paid of the month that the plan pays itself")               \
  X(SL_MONTH_FIXED, "month_fixed", "fees, premiums, taxes and HSA contributions of the month")     \
  X(SL_MONTH_REIMBURSED, "month_reimbursed", "stop-loss reimbursement received in the month")      \
  X(SL_MONTH_ADVANCED, "month_advanced", "monthly accommodation received, repayments negative")    \
  SL_MONTH_NET_ROW(X)                                                                              \
  SL_MONTH_CUMULATIVE_ROW(X)                                                                       \
  SL_MONTH_IBNR_ROW(X)
#define SL_MONTH_QUANTILES(X) SL_MONTH_NET_ROW(X) SL_MONTH_CUMULATIVE_ROW(X) SL_MONTH_IBNR_ROW(X)

/* (quantile, arrangement), computed from the trials:
 * X(enumerator, name, is an amount, long_name, field of sl_estimate_t) */
#define SL_QUANTILE_VARIABLES(X)                                                                   \
  X(SL_QUANTILE_COST, "cost_quantile", 1,                                                          \
    "quantile of cost over the trials by linear interpolation (type 7)", value)                    \
  X(SL_QUANTILE_COST_SE, "cost_quantile_standard_error", 1, "standard error of cost_quantile",     \
    standard_error)

/* (), facts of the group: X(enumerator, name, is an amount, long_name, field of
 * sl_enrolment_t) */
#define SL_GROUP_VARIABLES(X)                                                                      \
  X(SL_GROUP_EMPLOYEES, "employees", 0, "enrolled employees", employees)                           \
  X(SL_GROUP_MEMBERS, "members", 0, "enrolled members, dependents included", members)              \
  X(SL_GROUP_EMPLOYEE_MONTHS, "employee_months", 0, "months enrolled, summed over employees",      \
    employee_months)                                                                               \
  X(SL_GROUP_MEMBER_MONTHS, "member_months", 0, "months enrolled, summed over members",            \
    member_months)                                                                                 \
  X(SL_GROUP_PLAN_MONTHS, "plan_months", 0, "months of the plan year", plan_months)

/* (tier): X(enumerator, name, is an amount, long_name, field of sl_enrolment_t) */
#define SL_TIER_VARIABLES(X)                                                                       \
  X(SL_TIER_MONTHS, "tier_months", 0, "months enrolled by tier, summed over employees",            \
    tier_months)                                                                                   \
  X(SL_TIER_FIRST_MONTH, "tier_first_month", 0, "employees enrolled in the first month by tier",   \
    tier_first_month)

#define SL_VARIABLE_ENUM(id, ...) id,
typedef enum sl_trial_variable {
  SL_TRIAL_VARIABLES(SL_VARIABLE_ENUM) SL_N_TRIAL_VARIABLES
} sl_trial_variable_t;
typedef enum sl_cost_variable {
  SL_COST_VARIABLES(SL_VARIABLE_ENUM) SL_N_COST_VARIABLES
} sl_cost_variable_t;
typedef enum sl_month_cost_variable {
  SL_MONTH_COST_VARIABLES(SL_VARIABLE_ENUM) SL_N_MONTH_COST_VARIABLES
} sl_month_cost_variable_t;
/* What the file holds by month (month last but for arrangement): means, then quantiles. */
#define SL_MONTH_MEAN_ENUM(id, ...) id##_MEAN,
#define SL_MONTH_QUANTILE_ENUM(id, ...) id##_QUANTILE,
typedef enum sl_months_variable {
  SL_MONTH_COST_VARIABLES(SL_MONTH_MEAN_ENUM) SL_MONTH_QUANTILES(SL_MONTH_QUANTILE_ENUM)
      SL_N_MONTHS_VARIABLES
} sl_months_variable_t;
#undef SL_MONTH_MEAN_ENUM
#undef SL_MONTH_QUANTILE_ENUM
typedef enum sl_price_variable {
  SL_PRICE_VARIABLES(SL_VARIABLE_ENUM) SL_N_PRICE_VARIABLES
} sl_price_variable_t;
typedef enum sl_summary_variable {
  SL_SUMMARY_VARIABLES(SL_VARIABLE_ENUM) SL_N_SUMMARY_VARIABLES
} sl_summary_variable_t;
typedef enum sl_quantile_variable {
  SL_QUANTILE_VARIABLES(SL_VARIABLE_ENUM) SL_N_QUANTILE_VARIABLES
} sl_quantile_variable_t;
typedef enum sl_group_variable {
  SL_GROUP_VARIABLES(SL_VARIABLE_ENUM) SL_N_GROUP_VARIABLES
} sl_group_variable_t;
typedef enum sl_tier_variable {
  SL_TIER_VARIABLES(SL_VARIABLE_ENUM) SL_N_TIER_VARIABLES
} sl_tier_variable_t;
typedef enum sl_rare_trial_variable {
  SL_RARE_TRIAL_VARIABLES(SL_VARIABLE_ENUM) SL_N_RARE_TRIAL_VARIABLES
} sl_rare_trial_variable_t;
typedef enum sl_rare_cost_variable {
  SL_RARE_COST_VARIABLES(SL_VARIABLE_ENUM) SL_N_RARE_COST_VARIABLES
} sl_rare_cost_variable_t;
typedef enum sl_rare_law_variable {
  SL_RARE_LAW_VARIABLES(SL_VARIABLE_ENUM) SL_N_RARE_LAW_VARIABLES
} sl_rare_law_variable_t;
typedef enum sl_rare_number {
  SL_RARE_NUMBERS(SL_VARIABLE_ENUM) SL_N_RARE_NUMBERS
} sl_rare_number_t;
typedef enum sl_rare_variable {
  SL_RARE_VARIABLES(SL_VARIABLE_ENUM) SL_N_RARE_VARIABLES
} sl_rare_variable_t;
typedef enum sl_check_figure {
  SL_CHECK_FIGURES(SL_VARIABLE_ENUM) SL_N_CHECK_FIGURES
} sl_check_figure_t;
typedef enum sl_check_group_figure {
  SL_CHECK_GROUP_FIGURES(SL_VARIABLE_ENUM) SL_N_CHECK_GROUP_FIGURES
} sl_check_group_figure_t;
typedef enum sl_control_figure {
  SL_CONTROL_FIGURES(SL_VARIABLE_ENUM) SL_N_CONTROL_FIGURES
} sl_control_figure_t;
#undef SL_VARIABLE_ENUM

typedef struct sl_variable {
  const char *name;
  int is_amount; /* unit is the scenario's currency; else a number */
  const char *long_name;
} sl_variable_t;

extern const sl_variable_t sl_trial_variables[SL_N_TRIAL_VARIABLES];
extern const sl_variable_t sl_cost_variables[SL_N_COST_VARIABLES];
extern const sl_variable_t sl_price_variables[SL_N_PRICE_VARIABLES];
extern const sl_variable_t sl_summary_variables[SL_N_SUMMARY_VARIABLES];
extern const sl_variable_t sl_months_variables[SL_N_MONTHS_VARIABLES];
extern const sl_variable_t sl_quantile_variables[SL_N_QUANTILE_VARIABLES];
extern const sl_variable_t sl_group_variables[SL_N_GROUP_VARIABLES];
extern const sl_variable_t sl_tier_variables[SL_N_TIER_VARIABLES];
extern const sl_variable_t sl_rare_trial_variables[SL_N_RARE_TRIAL_VARIABLES];
extern const sl_variable_t sl_rare_cost_variables[SL_N_RARE_COST_VARIABLES];
extern const sl_variable_t sl_rare_law_variables[SL_N_RARE_LAW_VARIABLES];
extern const sl_variable_t sl_rare_numbers[SL_N_RARE_NUMBERS];
extern const sl_variable_t sl_rare_variables[SL_N_RARE_VARIABLES];

/* Figures of a check by their plain names, and what a file holds of them, two variables each:
 * (arrangement), the deviation of the trials among them, (), and (quantile, arrangement). */
#define SL_N_CHECK_VARIABLES (2 * (SL_N_CHECK_FIGURES + 1 + SL_N_CONTROL_FIGURES))
#define SL_N_CHECK_GROUP_VARIABLES (2 * SL_N_CHECK_GROUP_FIGURES)
#define SL_N_CHECK_QUANTILE_VARIABLES 2
extern const sl_variable_t sl_checked_figures[SL_N_CHECK_FIGURES];
extern const sl_variable_t sl_checked_group_figures[SL_N_CHECK_GROUP_FIGURES];
extern const sl_variable_t sl_control_figures[SL_N_CONTROL_FIGURES];
extern const sl_variable_t sl_check_variables[SL_N_CHECK_VARIABLES];
extern const sl_variable_t sl_check_group_variables[SL_N_CHECK_GROUP_VARIABLES];
extern const sl_variable_t sl_check_quantile_variables[SL_N_CHECK_QUANTILE_VARIABLES];

/* How many of each table, from its start, files of format 1 hold. */
#define SL_N_TRIAL_VARIABLES_1 SL_TRIAL_UNCOVERED
#define SL_N_COST_VARIABLES_1 SL_COST_NET_COST
#define SL_N_PRICE_VARIABLES_1 SL_PRICE_CAPTIVE_PREMIUM
/* Likewise of format 2, which had all others. */
#define SL_N_COST_VARIABLES_2 SL_COST_EARLIER_CLAIMS
#define SL_N_PRICE_VARIABLES_2 SL_PRICE_COST_IS_FIXED

/* The quantile levels of every variable by quantile. */
#define SL_N_QUANTILES 9
#define SL_QUANTILE_05 1 /* places of some levels in the list */
#define SL_QUANTILE_25 2
#define SL_QUANTILE_50 3
#define SL_QUANTILE_75 4
#define SL_QUANTILE_95 6
#define SL_QUANTILE_99 7
extern const double sl_quantile_levels[SL_N_QUANTILES];

#endif
