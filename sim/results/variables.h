/* The one table of result variables. The HDF5 writer and loader, JSON, reports and the reference
 * page are made from it: a variable is added here, at the end of its list, and where it is
 * computed.
 *
 * A row is a variable or two, and becomes sl_variable_t (variable.h):
 *   ONE(enumerator, since, name, unit, long_name, field)
 *   TWO(enumerator, since, since of its standard error, name, name of its standard error, unit,
 *       long_name, field, field of its standard error), whose enumerator ends in _SE
 * Lists of columns, which lie in no struct, have no field. What a list lies on (its shape) and the
 * struct of its fields are said at its head.
 */
#ifndef SL_SIM_RESULTS_VARIABLES_H
#define SL_SIM_RESULTS_VARIABLES_H

#include "sim/results/band_variables.h"
#include "sim/results/check_variables.h"
#include "sim/results/lever_variables.h"
#include "sim/results/rare_variables.h"
#include "sim/results/variable.h"

/* (trial): columns. */
#define SL_TRIAL_VARIABLES(ONE)                                                                    \
  ONE(SL_TRIAL_ALLOWED, 1, "allowed", SL_AMOUNT, "allowed amount of all claims")                   \
  ONE(SL_TRIAL_MEMBER_PAID, 1, "member_paid", SL_AMOUNT, "member cost sharing")                    \
  ONE(SL_TRIAL_PLAN_PAID, 1, "plan_paid", SL_AMOUNT, "allowed amount less member cost sharing")    \
  ONE(SL_TRIAL_LARGEST_CLAIMANT, 1, "largest_claimant", SL_AMOUNT,                                 \
      "largest annual plan paid of one person")                                                    \
  ONE(SL_TRIAL_CLAIMS, 1, "claims", SL_NUMBER | SL_MAY_BE_UNKNOWN,                                 \
      "number of claims, NaN where annual totals were drawn")                                      \
  ONE(SL_TRIAL_UNCOVERED, 2, "uncovered", SL_AMOUNT,                                               \
      "part of member_paid above limits or out of network, outside the out-of-pocket maximum")

/* (trial, arrangement): fields of sl_year_t (year.h). */
#define SL_COST_VARIABLES(ONE)                                                                     \
  ONE(SL_COST_COST, 1, "cost", SL_AMOUNT | SL_STORED_WHOLE, "employer's cost of the plan year",    \
      cost.cost)                                                                                   \
  ONE(SL_COST_RETAINED_CLAIMS, 1, "retained_claims", SL_AMOUNT,                                    \
      "plan paid that the employer keeps", cost.retained_claims)                                   \
  ONE(SL_COST_SPECIFIC_REIMBURSEMENT, 1, "specific_reimbursement", SL_AMOUNT,                      \
      "reimbursement by the specific stop-loss", cost.specific_reimbursement)                      \
  ONE(SL_COST_AGGREGATE_REIMBURSEMENT, 1, "aggregate_reimbursement", SL_AMOUNT,                    \
      "reimbursement by the aggregate stop-loss", cost.aggregate_reimbursement)                    \
  ONE(SL_COST_FEES, 1, "fees", SL_AMOUNT, "fees, rebates negative", cost.fees)                     \
  ONE(SL_COST_PREMIUMS, 1, "premiums", SL_AMOUNT, "stop-loss or insurance premiums",               \
      cost.premiums)                                                                               \
  ONE(SL_COST_TAXES, 1, "taxes", SL_AMOUNT, "taxes on premiums and on the plan", cost.taxes)       \
  ONE(SL_COST_REFUNDS, 1, "refunds", SL_AMOUNT, "refunds to the employer", cost.refunds)           \
  ONE(SL_COST_INSURED_CLAIMS, 1, "insured_claims", SL_AMOUNT, "plan paid that an insurer pays",    \
      cost.insured_claims)                                                                         \
  ONE(SL_COST_DEFICIT, 1, "deficit", SL_AMOUNT, "cost above the budget", cost.deficit)             \
  ONE(SL_COST_SURPLUS, 1, "surplus", SL_AMOUNT, "budget above the cost", cost.surplus)             \
  ONE(SL_COST_NET_COST, 2, "net_cost", SL_AMOUNT, "cost less employee contributions",              \
      cost.net_cost)                                                                               \
  ONE(SL_COST_HSA_CONTRIBUTIONS, 2, "hsa_contributions", SL_AMOUNT,                                \
      "employer's contributions to health savings accounts", cost.hsa_contributions)               \
  ONE(SL_COST_REIMBURSEMENT_OTHER, 2, "reimbursement_other", SL_AMOUNT,                            \
      "part of both reimbursements that falls on claims outside the cost",                         \
      cost.reimbursement_other)                                                                    \
  ONE(SL_COST_CAPTIVE_CLAIMS, 2, "captive_claims", SL_AMOUNT, "plan paid that the captive pays",   \
      cost.captive_claims)                                                                         \
  ONE(SL_COST_GAP, 2, "gap", SL_AMOUNT,                                                            \
      "plan paid in the cost that lies in no stop-loss contract's window", cost.gap)               \
  ONE(SL_COST_RUN_OUT, 2, "run_out", SL_AMOUNT | SL_MAY_BE_UNKNOWN,                                \
      "self-funded plan paid, incurred by the plan year's end and paid after it, NaN if not "      \
      "asked",                                                                                     \
      cost.run_out)                                                                                \
  ONE(SL_COST_TERMINAL_LIABILITY, 2, "terminal_liability", SL_AMOUNT | SL_MAY_BE_UNKNOWN,          \
      "run-out claims and fee less terminal reimbursement if the plan stops, NaN if not asked",    \
      cost.terminal_liability)                                                                     \
  ONE(SL_COST_FUND_BALANCE, 2, "fund_balance", SL_AMOUNT,                                          \
      "claims fund or fluctuation reserve at the end, negative for a deficit carried forward",     \
      cost.fund_balance)                                                                           \
  ONE(SL_COST_PEAK_SHORTFALL, 2, "peak_shortfall", SL_AMOUNT,                                      \
      "largest cumulative cash shortfall against the budget paid in by month", peaks.shortfall)    \
  ONE(SL_COST_LARGEST_ADVANCE, 2, "largest_advance", SL_AMOUNT,                                    \
      "largest advance outstanding under monthly accommodation", peaks.largest_advance)            \
  ONE(SL_COST_EARLIER_CLAIMS, 3, "earlier_claims", SL_AMOUNT,                                      \
      "part of plan_paid incurred before since, which is not the employer's and not in the cost",  \
      cost.earlier_claims)                                                                         \
  SL_BEYOND_VARIABLES(ONE)                                                                         \
  ONE(SL_COST_GAP_ABOVE, 3, "gap_above_deductible", SL_AMOUNT,                                     \
      "part of gap above the persons' deductibles, which the contract renewed as 24/12 would pay", \
      cost.gap_above)

/* Why a year can cost more than maximum_cost, and by how much at most; in the order of sl_beyond_t.
 */
#define SL_BEYOND_VARIABLES(ONE)                                                                   \
  ONE(SL_COST_BEYOND_CONTRACT, 3, "beyond_contract", SL_AMOUNT,                                    \
      "claims outside the contracts' windows or services, beyond maximum_cost",                    \
      cost.beyond[SL_BEYOND_OUTSIDE])                                                              \
  ONE(SL_COST_BEYOND_RUN_IN, 3, "beyond_run_in", SL_AMOUNT,                                        \
      "run-in claims above the specific's maximum for them, beyond maximum_cost",                  \
      cost.beyond[SL_BEYOND_RUN_IN])                                                               \
  ONE(SL_COST_BEYOND_COINSURANCE, 3, "beyond_coinsurance", SL_AMOUNT,                              \
      "what the carrier's coinsurance leaves above the deductibles, beyond maximum_cost",          \
      cost.beyond[SL_BEYOND_COINSURANCE])                                                          \
  ONE(SL_COST_BEYOND_PERSON_MAXIMUM, 3, "beyond_person_maximum", SL_AMOUNT,                        \
      "claims above the carrier's maximum per person, beyond maximum_cost",                        \
      cost.beyond[SL_BEYOND_PERSON_MAXIMUM])                                                       \
  ONE(SL_COST_BEYOND_EXCLUSION, 3, "beyond_exclusion", SL_AMOUNT,                                  \
      "claims of excluded persons above the deductible, beyond maximum_cost",                      \
      cost.beyond[SL_BEYOND_EXCLUSION])                                                            \
  ONE(SL_COST_BEYOND_AGGREGATE_MAXIMUM, 3, "beyond_aggregate_maximum", SL_AMOUNT,                  \
      "eligible claims above the aggregate's maximum, beyond maximum_cost",                        \
      cost.beyond[SL_BEYOND_AGGREGATE_MAXIMUM])                                                    \
  ONE(SL_COST_BEYOND_ASSESSMENT, 3, "beyond_assessment", SL_AMOUNT,                                \
      "a captive's assessment that has no maximum, beyond maximum_cost",                           \
      cost.beyond[SL_BEYOND_ASSESSMENT])                                                           \
  ONE(SL_COST_BEYOND_CHARGES, 3, "beyond_charges", SL_AMOUNT,                                      \
      "fees and taxes on more claims than at the maximum, beyond maximum_cost",                    \
      cost.beyond[SL_BEYOND_CHARGES])

/* (arrangement), settled before the first trial: fields of sl_arrangement_facts_t. Where a standard
 * error came with a later format than its value, FIRST is the value's place and SECOND its own. */
#define SL_PRICE_VARIABLES(ONE, TWO, FIRST, SECOND)                                                \
  SL_ESTIMATE(TWO, SL_PRICE_BUDGET, 1, "budget", SL_AMOUNT, "amount set aside for the plan year",  \
              price.budget)                                                                        \
  SL_ESTIMATE(TWO, SL_PRICE_ATTACHMENT, 1, "attachment_point", SL_AMOUNT,                          \
              "aggregate attachment point, NaN without an aggregate", price.attachment)            \
  ONE(SL_PRICE_SPECIFIC_DEDUCTIBLE, 1, "specific_deductible", SL_AMOUNT,                           \
      "specific deductible per person, NaN without a specific", specific_deductible)               \
  SL_MAXIMUM_COST_ROW(FIRST)                                                                       \
  SL_ESTIMATE(TWO, SL_PRICE_SPECIFIC_PREMIUM, 1, "specific_premium", SL_AMOUNT,                    \
              "premium of the specific stop-loss", price.specific_premium)                         \
  SL_ESTIMATE(TWO, SL_PRICE_AGGREGATE_PREMIUM, 1, "aggregate_premium", SL_AMOUNT,                  \
              "premium of the aggregate stop-loss", price.aggregate_premium)                       \
  SL_ESTIMATE(TWO, SL_PRICE_INSURED_PREMIUM, 1, "insured_premium", SL_AMOUNT,                      \
              "premium of an insured arrangement", price.insured_premium)                          \
  SL_ESTIMATE(TWO, SL_PRICE_EXPECTED_COST, 1, "expected_cost", SL_AMOUNT,                          \
              "expected cost by the pricing pass, NaN where none ran", price.expected_cost)        \
  SL_ESTIMATE(TWO, SL_PRICE_EXPECTED_ELIGIBLE, 1, "expected_eligible", SL_AMOUNT,                  \
              "expected claims eligible for an aggregate, NaN where unknown or without a cover",   \
              price.expected_eligible)                                                             \
  SL_ESTIMATE(TWO, SL_PRICE_EXPECTED_SPECIFIC, 1, "expected_specific_reimbursement", SL_AMOUNT,    \
              "expected specific reimbursement, NaN where unknown", price.expected_specific)       \
  SL_ESTIMATE(TWO, SL_PRICE_EXPECTED_AGGREGATE, 1, "expected_aggregate_reimbursement", SL_AMOUNT,  \
              "expected aggregate reimbursement, NaN where unknown", price.expected_aggregate)     \
  SL_ESTIMATE(TWO, SL_PRICE_CAPTIVE_PREMIUM, 2, "captive_premium", SL_AMOUNT,                      \
              "premium of the captive", price.captive_premium)                                     \
  SL_ESTIMATE(TWO, SL_PRICE_INSURED_LINES_PREMIUM, 2, "insured_lines_premium", SL_AMOUNT,          \
              "premium of the lines insured within an arrangement that retains its claims",        \
              price.insured_lines_premium)                                                         \
  SL_ESTIMATE(TWO, SL_PRICE_TERMINAL_PREMIUM, 2, "terminal_premium", SL_AMOUNT,                    \
              "premium of the terminal liability options", price.terminal_premium)                 \
  SL_ESTIMATE(TWO, SL_PRICE_POOLING_CHARGE, 2, "pooling_charge", SL_AMOUNT,                        \
              "pooling charge of refund accounting", price.pooling_charge)                         \
  SL_CLAIMS_FUND_ROW(FIRST)                                                                        \
  SL_LEVEL_PAYMENT_ROW(FIRST)                                                                      \
  ONE(SL_PRICE_RUN_OUT_FEE, 2, "run_out_fee", SL_AMOUNT,                                           \
      "fee for paying run-out claims, due when the plan stops", price.run_out_fee)                 \
  ONE(SL_PRICE_EMPLOYEE_CONTRIBUTIONS, 2, "employee_contributions", SL_AMOUNT,                     \
      "contributions of the employees in the plan year", price.employee_contributions)             \
  SL_BUILD_UP_MANUAL_ROW(FIRST)                                                                    \
  ONE(SL_PRICE_BUILD_UP_EXPERIENCE, 2, "build_up_experience_claims", SL_AMOUNT,                    \
      "experience up to the pooling point, trended, at the plan year's exposure",                  \
      price.build_up.experience_claims)                                                            \
  ONE(SL_PRICE_BUILD_UP_CREDIBILITY, 2, "build_up_credibility", SL_NUMBER,                         \
      "credibility of the experience, 0 to 1", price.build_up.credibility)                         \
  SL_BUILD_UP_CLAIMS_ROW(FIRST)                                                                    \
  SL_BUILD_UP_POOLING_ROW(FIRST)                                                                   \
  SL_BUILD_UP_ADMINISTRATION_ROW(FIRST)                                                            \
  SL_BUILD_UP_COMMISSION_ROW(FIRST)                                                                \
  SL_BUILD_UP_PROFIT_ROW(FIRST)                                                                    \
  SL_BUILD_UP_TAX_ROW(FIRST)                                                                       \
  SL_BUILD_UP_PREMIUM_ROW(FIRST)                                                                   \
  SL_ESTIMATE(                                                                                     \
      TWO, SL_PRICE_LEVERAGED_TREND, 2, "leveraged_trend", SL_NUMBER,                              \
      "growth of the expected specific reimbursement under one more year of trend, NaN without",   \
      price.leveraged_trend)                                                                       \
  SL_ESTIMATE(TWO, SL_PRICE_CLAIMANTS_HALF, 2, "expected_claimants_half", SL_NUMBER,               \
              "expected claimants above 50% of their specific deductible",                         \
              price.expected_claimants_half)                                                       \
  SL_ESTIMATE(TWO, SL_PRICE_CLAIMANTS_FULL, 2, "expected_claimants_full", SL_NUMBER,               \
              "expected claimants above their specific deductible", price.expected_claimants_full) \
  SL_SPECIFIC_LOSS_RATIO_ROW(FIRST)                                                                \
  SL_AGGREGATE_LOSS_RATIO_ROW(FIRST)                                                               \
  SL_ATTACHMENT_RATIO_ROW(FIRST)                                                                   \
  ONE(SL_PRICE_COST_IS_FIXED, 3, "cost_is_fixed", SL_NUMBER,                                       \
      "1 where no year can cost another amount, by contract or without claims, else 0",            \
      cost_is_fixed)                                                                               \
  SL_SPECIFIC_LOSS_RATIO_ROW(SECOND)                                                               \
  SL_AGGREGATE_LOSS_RATIO_ROW(SECOND)                                                              \
  SL_ATTACHMENT_RATIO_ROW(SECOND)                                                                  \
  SL_MAXIMUM_COST_ROW(SECOND)                                                                      \
  SL_CLAIMS_FUND_ROW(SECOND)                                                                       \
  SL_LEVEL_PAYMENT_ROW(SECOND)                                                                     \
  SL_BUILD_UP_MANUAL_ROW(SECOND)                                                                   \
  SL_BUILD_UP_CLAIMS_ROW(SECOND)                                                                   \
  SL_BUILD_UP_POOLING_ROW(SECOND)                                                                  \
  SL_BUILD_UP_ADMINISTRATION_ROW(SECOND)                                                           \
  SL_BUILD_UP_COMMISSION_ROW(SECOND)                                                               \
  SL_BUILD_UP_PROFIT_ROW(SECOND)                                                                   \
  SL_BUILD_UP_TAX_ROW(SECOND)                                                                      \
  SL_BUILD_UP_PREMIUM_ROW(SECOND)                                                                  \
  SL_ESTIMATE(TWO, SL_PRICE_EXPECTED_INSURED, 3, "expected_insured_claims", SL_AMOUNT,             \
              "expected claims that an insured arrangement pays, NaN where unknown",               \
              price.expected_insured)                                                              \
  SL_ESTIMATE(TWO, SL_PRICE_PREMIUM_MULTIPLE, 3, "premium_multiple", SL_NUMBER,                    \
              "insured_premium by expected_insured_claims", price.premium_multiple)                \
  ONE(SL_PRICE_IMPLIED_ELIGIBLE, 3, "implied_expected_eligible", SL_AMOUNT,                        \
      "carrier's expected eligible claims by its attachment point, NaN unless quoted",             \
      price.implied_eligible)                                                                      \
  ONE(SL_PRICE_IMPLIED_SPECIFIC, 3, "implied_expected_specific", SL_AMOUNT,                        \
      "carrier's expected specific reimbursement by its premium, NaN unless quoted",               \
      price.implied_specific)                                                                      \
  ONE(SL_PRICE_IMPLIED_INSURED, 3, "implied_expected_insured", SL_AMOUNT,                          \
      "insurer's expected claims by its premium, NaN unless quoted", price.implied_insured)

#define SL_LATE(X, id, since, name, unit, long_name, field)                                        \
  X(id, since, 3, name, name "_standard_error", unit, long_name, field.value, field.standard_error)
#define SL_LATE_PART(X, id, name, long_name, part)                                                 \
  X(id, 2, 3, name, name "_standard_error", SL_AMOUNT, long_name, price.build_up.part,             \
    price.build_up_error.part)
#define SL_MAXIMUM_COST_ROW(X)                                                                     \
  SL_LATE(X, SL_PRICE_MAXIMUM_COST, 1, "maximum_cost", SL_AMOUNT,                                  \
          "maximum cost inside the contracts, infinite where not bounded", price.maximum_cost)
#define SL_CLAIMS_FUND_ROW(X)                                                                      \
  SL_LATE(X, SL_PRICE_CLAIMS_FUND, 2, "claims_fund", SL_AMOUNT,                                    \
          "claims fund of the plan year, NaN unless level funded", price.claims_fund)
#define SL_LEVEL_PAYMENT_ROW(X)                                                                    \
  SL_LATE(X, SL_PRICE_LEVEL_PAYMENT, 2, "level_payment", SL_AMOUNT,                                \
          "payment of a month, NaN unless level funded", price.level_payment)
#define SL_BUILD_UP_MANUAL_ROW(X)                                                                  \
  SL_LATE_PART(X, SL_PRICE_BUILD_UP_MANUAL, "build_up_manual_claims",                              \
               "manual claims up to the pooling point, NaN unless the premium is built up",        \
               manual_claims)
#define SL_BUILD_UP_CLAIMS_ROW(X)                                                                  \
  SL_LATE_PART(X, SL_PRICE_BUILD_UP_CLAIMS, "build_up_expected_claims",                            \
               "credibility-weighted mean of experience and manual claims", expected_claims)
#define SL_BUILD_UP_POOLING_ROW(X)                                                                 \
  SL_LATE_PART(X, SL_PRICE_BUILD_UP_POOLING, "build_up_pooling_charge",                            \
               "charge for claims above the pooling point", pooling_charge)
#define SL_BUILD_UP_ADMINISTRATION_ROW(X)                                                          \
  SL_LATE_PART(X, SL_PRICE_BUILD_UP_ADMINISTRATION, "build_up_administration",                     \
               "administration in the built-up premium", administration)
#define SL_BUILD_UP_COMMISSION_ROW(X)                                                              \
  SL_LATE_PART(X, SL_PRICE_BUILD_UP_COMMISSION, "build_up_commission",                             \
               "commission in the built-up premium", commission)
#define SL_BUILD_UP_PROFIT_ROW(X)                                                                  \
  SL_LATE_PART(X, SL_PRICE_BUILD_UP_PROFIT, "build_up_profit", "profit in the built-up premium",   \
               profit)
#define SL_BUILD_UP_TAX_ROW(X)                                                                     \
  SL_LATE_PART(X, SL_PRICE_BUILD_UP_TAX, "build_up_tax", "tax in the built-up premium", tax)
#define SL_BUILD_UP_PREMIUM_ROW(X)                                                                 \
  SL_LATE_PART(X, SL_PRICE_BUILD_UP_PREMIUM, "build_up_premium",                                   \
               "premium built up from these lines", premium)
#define SL_SPECIFIC_LOSS_RATIO_ROW(X)                                                              \
  SL_LATE(X, SL_PRICE_SPECIFIC_LOSS_RATIO, 2, "specific_loss_ratio", SL_NUMBER,                    \
          "expected reimbursement of the specific by its premium", price.specific_loss_ratio)
#define SL_AGGREGATE_LOSS_RATIO_ROW(X)                                                             \
  SL_LATE(X, SL_PRICE_AGGREGATE_LOSS_RATIO, 2, "aggregate_loss_ratio", SL_NUMBER,                  \
          "expected reimbursement of the aggregate by its premium", price.aggregate_loss_ratio)
#define SL_ATTACHMENT_RATIO_ROW(X)                                                                 \
  SL_LATE(X, SL_PRICE_ATTACHMENT_RATIO, 2, "attachment_ratio", SL_NUMBER,                          \
          "aggregate attachment point by expected eligible claims", price.attachment_ratio)

/* (arrangement), computed from the trials: fields of sl_arrangement_summary_t. */
#define SL_SUMMARY_VARIABLES(TWO)                                                                  \
  TWO(SL_SUMMARY_COST_MEAN, SL_ALWAYS, SL_ALWAYS, "cost_mean", "cost_standard_error", SL_AMOUNT,   \
      "mean of cost over the trials", expected_cost.value, expected_cost.standard_error)           \
  SL_ESTIMATE(TWO, SL_SUMMARY_DEFICIT_PROBABILITY, SL_ALWAYS, "deficit_probability", SL_NUMBER,    \
              "share of trials whose cost exceeds the budget", deficit_probability)                \
  SL_ESTIMATE(TWO, SL_SUMMARY_WORKING_CAPITAL, SL_ALWAYS, "working_capital", SL_AMOUNT,            \
              "quantile of peak_shortfall at working_capital_level, NaN without a cash flow",      \
              working_capital)                                                                     \
  SL_ESTIMATE(TWO, SL_SUMMARY_TAIL_GAP_95, SL_ALWAYS, "gap_tail_mean_95", SL_AMOUNT,               \
              "mean of gap in the worst 5% of the years by cost", gap_in_tail95)                   \
  SL_ESTIMATE(TWO, SL_SUMMARY_TAIL_GAP_99, SL_ALWAYS, "gap_tail_mean_99", SL_AMOUNT,               \
              "mean of gap in the worst 1% of the years by cost", gap_in_tail99)                   \
  SL_ESTIMATE(TWO, SL_SUMMARY_TAIL_95, SL_ALWAYS, "cost_tail_mean_95", SL_AMOUNT,                  \
              "mean of cost in the worst 5% of the years", tail_mean95)                            \
  SL_ESTIMATE(TWO, SL_SUMMARY_TAIL_99, SL_ALWAYS, "cost_tail_mean_99", SL_AMOUNT,                  \
              "mean of cost in the worst 1% of the years", tail_mean99)

/* (trial, arrangement, month) inside a run, amounts all; the file holds means (name_mean) and, of
 * month_net, month_cumulative and ibnr, quantiles (name_quantile) by month. Only where the scenario
 * asks for a cash flow. X(enumerator, since, name, long_name) */
#define SL_MONTH_IBNR_ROW(X)                                                                       \
  X(SL_MONTH_IBNR, 2, "ibnr", "plan paid incurred since and by the month's end, and not yet paid")
#define SL_MONTH_NET_ROW(X) X(SL_MONTH_NET, 2, "month_net", "net cash paid out in the month")
#define SL_MONTH_CUMULATIVE_ROW(X)                                                                 \
  X(SL_MONTH_CUMULATIVE, 2, "month_cumulative", "net cash paid out to the month's end")
#define SL_MONTH_COST_VARIABLES(X)                                                                 \
  X(SL_MONTH_PAID, 2, "month_paid", "plan paid of the month that the plan pays itself")            \
  X(SL_MONTH_FIXED, 2, "month_fixed", "fees, premiums, taxes and HSA contributions of the month")  \
  X(SL_MONTH_REIMBURSED, 2, "month_reimbursed", "stop-loss reimbursement received in the month")   \
  X(SL_MONTH_ADVANCED, 2, "month_advanced", "monthly accommodation received, repayments negative") \
  SL_MONTH_NET_ROW(X)                                                                              \
  SL_MONTH_CUMULATIVE_ROW(X)                                                                       \
  SL_MONTH_IBNR_ROW(X)
#define SL_MONTH_QUANTILES(X) SL_MONTH_NET_ROW(X) SL_MONTH_CUMULATIVE_ROW(X) SL_MONTH_IBNR_ROW(X)

/* (quantile, arrangement), computed from the trials: fields of sl_arrangement_summary_t; those of
 * sl_sweep_point_t have the same names. */
#define SL_QUANTILE_VARIABLES(TWO)                                                                 \
  SL_ESTIMATE(TWO, SL_QUANTILE_COST, SL_ALWAYS, "cost_quantile", SL_AMOUNT,                        \
              "quantile of cost over the trials by linear interpolation (type 7)", quantile[0])

/* (), facts of the group: fields of sl_enrolment_t. */
#define SL_GROUP_VARIABLES(ONE)                                                                    \
  ONE(SL_GROUP_EMPLOYEES, SL_ALWAYS, "employees", SL_NUMBER, "enrolled employees", employees)      \
  ONE(SL_GROUP_MEMBERS, SL_ALWAYS, "members", SL_NUMBER, "enrolled members, dependents included",  \
      members)                                                                                     \
  ONE(SL_GROUP_EMPLOYEE_MONTHS, SL_ALWAYS, "employee_months", SL_NUMBER,                           \
      "months enrolled, summed over employees", employee_months)                                   \
  ONE(SL_GROUP_MEMBER_MONTHS, SL_ALWAYS, "member_months", SL_NUMBER,                               \
      "months enrolled, summed over members", member_months)                                       \
  ONE(SL_GROUP_PLAN_MONTHS, SL_ALWAYS, "plan_months", SL_NUMBER, "months of the plan year",        \
      plan_months)                                                                                 \
  ONE(SL_GROUP_PAYROLL, 3, "payroll", SL_AMOUNT,                                                   \
      "salaries of the months enrolled, NaN where one is blank or of fewer than five employees",   \
      payroll)

/* (tier): likewise. */
#define SL_TIER_VARIABLES(ONE)                                                                     \
  ONE(SL_TIER_MONTHS, SL_ALWAYS, "tier_months", SL_NUMBER,                                         \
      "months enrolled by tier, summed over employees", tier_months)                               \
  ONE(SL_TIER_FIRST_MONTH, SL_ALWAYS, "tier_first_month", SL_NUMBER,                               \
      "employees enrolled in the first month by tier", tier_first_month)

#define SL_ENUM_ONE(id, ...) id,
#define SL_ENUM_TWO(id, ...) id, id##_SE,
#define SL_ENUM_SECOND(id, ...) id##_SE,
typedef enum sl_trial_variable {
  SL_TRIAL_VARIABLES(SL_ENUM_ONE) SL_N_TRIAL_VARIABLES
} sl_trial_variable_t;
typedef enum sl_cost_variable {
  SL_COST_VARIABLES(SL_ENUM_ONE) SL_N_COST_VARIABLES
} sl_cost_variable_t;
typedef enum sl_month_cost_variable {
  SL_MONTH_COST_VARIABLES(SL_ENUM_ONE) SL_N_MONTH_COST_VARIABLES
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
  SL_PRICE_VARIABLES(SL_ENUM_ONE, SL_ENUM_TWO, SL_ENUM_ONE, SL_ENUM_SECOND) SL_N_PRICE_VARIABLES
} sl_price_variable_t;
typedef enum sl_summary_variable {
  SL_SUMMARY_VARIABLES(SL_ENUM_TWO) SL_N_SUMMARY_VARIABLES
} sl_summary_variable_t;
typedef enum sl_quantile_variable {
  SL_QUANTILE_VARIABLES(SL_ENUM_TWO) SL_N_QUANTILE_VARIABLES
} sl_quantile_variable_t;
typedef enum sl_group_variable {
  SL_GROUP_VARIABLES(SL_ENUM_ONE) SL_N_GROUP_VARIABLES
} sl_group_variable_t;
typedef enum sl_tier_variable {
  SL_TIER_VARIABLES(SL_ENUM_ONE) SL_N_TIER_VARIABLES
} sl_tier_variable_t;
typedef enum sl_rare_trial_variable {
  SL_RARE_TRIAL_VARIABLES(SL_ENUM_ONE) SL_N_RARE_TRIAL_VARIABLES
} sl_rare_trial_variable_t;
typedef enum sl_rare_cost_variable {
  SL_RARE_COST_VARIABLES(SL_ENUM_ONE) SL_N_RARE_COST_VARIABLES
} sl_rare_cost_variable_t;
typedef enum sl_rare_law_variable {
  SL_RARE_LAW_VARIABLES(SL_ENUM_ONE) SL_N_RARE_LAW_VARIABLES
} sl_rare_law_variable_t;
typedef enum sl_rare_number {
  SL_RARE_NUMBERS(SL_ENUM_ONE, SL_ENUM_TWO) SL_N_RARE_NUMBERS
} sl_rare_number_t;
typedef enum sl_rare_variable {
  SL_RARE_VARIABLES(SL_ENUM_ONE, SL_ENUM_TWO) SL_N_RARE_VARIABLES
} sl_rare_variable_t;
typedef enum sl_band_variable {
  SL_BAND_VARIABLES(SL_ENUM_TWO) SL_N_BAND_VARIABLES
} sl_band_variable_t;
typedef enum sl_lever_point_variable {
  SL_LEVER_POINT_VARIABLES(SL_ENUM_ONE) SL_N_LEVER_POINT_VARIABLES
} sl_lever_point_variable_t;
typedef enum sl_lever_trial_variable {
  SL_LEVER_TRIAL_VARIABLES(SL_ENUM_ONE) SL_N_LEVER_TRIAL_VARIABLES
} sl_lever_trial_variable_t;
typedef enum sl_lever_band_variable {
  SL_LEVER_BAND_VARIABLES(SL_ENUM_ONE) SL_N_LEVER_BAND_VARIABLES
} sl_lever_band_variable_t;
typedef enum sl_check_figure { SL_CHECK_FIGURES(SL_ENUM_ONE) SL_N_CHECK_FIGURES } sl_check_figure_t;
typedef enum sl_check_group_figure {
  SL_CHECK_GROUP_FIGURES(SL_ENUM_ONE) SL_N_CHECK_GROUP_FIGURES
} sl_check_group_figure_t;
typedef enum sl_control_figure {
  SL_CONTROL_FIGURES(SL_ENUM_ONE) SL_N_CONTROL_FIGURES
} sl_control_figure_t;
#undef SL_ENUM_ONE
#undef SL_ENUM_TWO
#undef SL_ENUM_SECOND

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
extern const sl_variable_t sl_band_variables[SL_N_BAND_VARIABLES];
extern const sl_variable_t sl_lever_point_variables[SL_N_LEVER_POINT_VARIABLES];
extern const sl_variable_t sl_lever_trial_variables[SL_N_LEVER_TRIAL_VARIABLES];
extern const sl_variable_t sl_lever_band_variables[SL_N_LEVER_BAND_VARIABLES];

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
