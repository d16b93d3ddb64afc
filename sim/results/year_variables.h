/* What is told of each plan year of several: the variables of group /years of a result file. Plan
 * year 0 is the one that the scenario describes; the file's scale counts from 1.
 *
 * By trial, arrangement and plan year, amounts of the year's own money but for cumulative_cost:
 *   cumulative_cost_k = sum over j = 0 .. k of cost_j (1 + discount)^-j
 *   reserve before the year + budget + call + interest = cost + reserve
 *   deficit = max(0, cost - budget)
 * The reserve before year 0 is opening_reserve. cost has in it whatever is paid in the year, what
 * leaving an arrangement adds too. Checked in every trial by sim/results/year_identities.h.
 */
#ifndef SL_SIM_RESULTS_YEAR_VARIABLES_H
#define SL_SIM_RESULTS_YEAR_VARIABLES_H

#include "sim/results/variables.h"

/* id, first format, name, unit, long name */
#define SL_YEAR_VARIABLE_ROWS(ROW)                                                                 \
  ROW(SL_YEAR_COST, 3, "cost", SL_AMOUNT | SL_STORED_WHOLE,                                        \
      "cost of the plan year, in its own money")                                                   \
  ROW(SL_YEAR_RETAINED, 3, "retained_claims", SL_AMOUNT,                                           \
      "claims of the plan year that the employer keeps")                                           \
  ROW(SL_YEAR_FEES, 3, "fees", SL_AMOUNT, "fees of the plan year")                                 \
  ROW(SL_YEAR_PREMIUMS, 3, "premiums", SL_AMOUNT, "premiums of the plan year")                     \
  ROW(SL_YEAR_SPECIFIC, 3, "specific_reimbursement", SL_AMOUNT,                                    \
      "reimbursement of the specific, of the plan year's claims")                                  \
  ROW(SL_YEAR_AGGREGATE, 3, "aggregate_reimbursement", SL_AMOUNT,                                  \
      "reimbursement of the aggregate, of the plan year's claims")                                 \
  ROW(SL_YEAR_ATTACHMENT, 3, "attachment_point", SL_AMOUNT | SL_MAY_BE_UNKNOWN,                    \
      "aggregate attachment point of the plan year, NaN without an aggregate")                     \
  ROW(SL_YEAR_BUDGET, 3, "budget", SL_AMOUNT | SL_STORED_WHOLE, "budget of the plan year")         \
  ROW(SL_YEAR_DEFICIT, 3, "deficit", SL_AMOUNT, "cost above the budget of the plan year")          \
  ROW(SL_YEAR_CALL, 3, "call", SL_AMOUNT,                                                          \
      "paid by the employer where reserve and budget do not pay the plan year's cost")             \
  ROW(SL_YEAR_INTEREST, 3, "interest", SL_AMOUNT, "interest on what is left at the year's end")    \
  ROW(SL_YEAR_RESERVE, 3, "reserve", SL_AMOUNT, "reserve after the plan year")                     \
  ROW(SL_YEAR_RATE_CHANGE, 3, "rate_change", SL_MAY_BE_UNKNOWN,                                    \
      "change of the specific or insured premium's rate from the plan year before, a fraction; "   \
      "NaN without such a premium")                                                                \
  ROW(SL_YEAR_LASERS, 3, "lasers", SL_NUMBER, "persons with a laser in the plan year")             \
  ROW(SL_YEAR_CONTRACTS, 3, "contracts", SL_NUMBER, "contracts enrolled in the plan year")         \
  ROW(SL_YEAR_CUMULATIVE, 3, "cumulative_cost", SL_AMOUNT | SL_STORED_WHOLE,                       \
      "discounted cost of the plan years up to and with this one")

/* (arrangement, year) beside the means: fields of sl_year_figures_t. */
#define SL_YEARS_OTHER_FIGURES(TWO, ONE)                                                           \
  SL_ESTIMATE(TWO, SL_YEARS_DEFICIT_PROBABILITY, 3, "deficit_probability", SL_NUMBER,              \
              "share of trials whose cost of the plan year exceeds its budget",                    \
              deficit_probability)                                                                 \
  SL_ESTIMATE(TWO, SL_YEARS_CALL_PROBABILITY, 3, "call_probability", SL_NUMBER,                    \
              "share of trials with a call in the plan year", call_probability)                    \
  SL_ESTIMATE(TWO, SL_YEARS_CALL_SO_FAR, 3, "call_so_far_probability", SL_NUMBER,                  \
              "share of trials with a call in the plan years up to and with this one",             \
              call_so_far)                                                                         \
  SL_ESTIMATE(TWO, SL_YEARS_SAVING, 3, "saving_mean", SL_AMOUNT,                                   \
              "mean of cumulative_cost of the baseline less that of this arrangement, NaN for "    \
              "the baseline",                                                                      \
              saving)                                                                              \
  SL_ESTIMATE(TWO, SL_YEARS_CHEAPER, 3, "saving_probability", SL_NUMBER,                           \
              "share of trials with a cumulative_cost below the baseline's, NaN for the baseline", \
              cheaper)                                                                             \
  ONE(SL_YEARS_LARGEST, 3, "largest_cumulative_cost", SL_AMOUNT,                                   \
      "largest cumulative_cost of all trials", largest_cumulative)

/* (quantile, arrangement, year): likewise. */
#define SL_YEARS_QUANTILES(TWO)                                                                    \
  SL_ESTIMATE(TWO, SL_YEARS_COST_QUANTILE, 3, "cost_quantile", SL_AMOUNT,                          \
              "quantile of cost of the plan year", cost_quantile[0])                               \
  SL_ESTIMATE(TWO, SL_YEARS_CUMULATIVE_QUANTILE, 3, "cumulative_cost_quantile", SL_AMOUNT,         \
              "quantile of cumulative_cost", cumulative_quantile[0])                               \
  SL_ESTIMATE(TWO, SL_YEARS_SAVING_QUANTILE, 3, "saving_quantile", SL_AMOUNT,                      \
              "quantile of cumulative_cost of the baseline less that of this arrangement, NaN "    \
              "for the baseline",                                                                  \
              saving_quantile[0])                                                                  \
  SL_ESTIMATE(TWO, SL_YEARS_RESERVE_QUANTILE, 3, "reserve_quantile", SL_AMOUNT,                    \
              "quantile of reserve", reserve_quantile[0])                                          \
  SL_ESTIMATE(TWO, SL_YEARS_RATE_QUANTILE, 3, "rate_change_quantile", SL_NUMBER,                   \
              "quantile of rate_change, NaN without such a premium", rate_quantile[0])

/* (arrangement), as the scenario has it: fields of sl_arrangement_facts_t. */
#define SL_YEARS_TERMS(ONE)                                                                        \
  ONE(SL_YEARS_OPENING_RESERVE, 3, "opening_reserve", SL_AMOUNT,                                   \
      "reserve before the first plan year", ahead.opening_reserve)                                 \
  ONE(SL_YEARS_THEN_YEAR, 3, "then_year", SL_NUMBER,                                               \
      "plan year from which another arrangement takes its place, 1 = first; 0: none does",         \
      ahead.then_year)                                                                             \
  ONE(SL_YEARS_THEN_ARRANGEMENT, 3, "then_arrangement", SL_NUMBER,                                 \
      "which one that is, 0 = first arrangement; its own number where none does",                  \
      ahead.then_arrangement)

/* (promise): fields of sl_promise_figures_t; and (trial, promise). */
#define SL_PROMISE_FIGURES(TWO, ONE)                                                               \
  ONE(SL_PROMISE_ARRANGEMENT, 3, "promise_arrangement", SL_NUMBER,                                 \
      "whose promise it is, 0 = first arrangement", arrangement)                                   \
  ONE(SL_PROMISE_KIND, 3, "promise_kind", SL_NUMBER,                                               \
      "0 = no new lasers, 1 = a cap on the specific premium's rate", kind)                         \
  SL_ESTIMATE(TWO, SL_PROMISE_SAVED, 3, "promise_saved_mean", SL_AMOUNT, "mean of promise_saved",  \
              saved)
#define SL_PROMISE_COLUMNS(ROW)                                                                    \
  ROW(SL_PROMISE_TRIAL_SAVED, 3, "promise_saved", SL_AMOUNT,                                       \
      "cumulative_cost of all plan years without the promise and its load, less that with it")

#define SL_YEAR_ENUM_ONE(id, ...) id,
#define SL_YEAR_ENUM_TWO(id, ...) id, id##_SE,
#define SL_YEAR_ENUM_MEAN(id, ...) id##_MEAN, id##_MEAN_SE,
typedef enum sl_year_variable {
  SL_YEAR_VARIABLE_ROWS(SL_YEAR_ENUM_ONE) SL_N_YEAR_VARIABLES
} sl_year_variable_t;
/* Means of those in their order, then the others. */
typedef enum sl_years_variable {
  SL_YEAR_VARIABLE_ROWS(SL_YEAR_ENUM_MEAN)
      SL_YEARS_OTHER_FIGURES(SL_YEAR_ENUM_TWO, SL_YEAR_ENUM_ONE) SL_N_YEARS_VARIABLES
} sl_years_variable_t;
typedef enum sl_years_quantile {
  SL_YEARS_QUANTILES(SL_YEAR_ENUM_TWO) SL_N_YEARS_QUANTILES
} sl_years_quantile_t;
typedef enum sl_years_term { SL_YEARS_TERMS(SL_YEAR_ENUM_ONE) SL_N_YEARS_TERMS } sl_years_term_t;
typedef enum sl_promise_figure {
  SL_PROMISE_FIGURES(SL_YEAR_ENUM_TWO, SL_YEAR_ENUM_ONE) SL_N_PROMISE_FIGURES
} sl_promise_figure_t;
typedef enum sl_promise_column {
  SL_PROMISE_COLUMNS(SL_YEAR_ENUM_ONE) SL_N_PROMISE_COLUMNS
} sl_promise_column_t;
#undef SL_YEAR_ENUM_ONE
#undef SL_YEAR_ENUM_TWO
#undef SL_YEAR_ENUM_MEAN

extern const sl_variable_t sl_year_variables[SL_N_YEAR_VARIABLES];
extern const sl_variable_t sl_years_variables[SL_N_YEARS_VARIABLES];
extern const sl_variable_t sl_years_quantiles[SL_N_YEARS_QUANTILES];
extern const sl_variable_t sl_years_terms[SL_N_YEARS_TERMS];
extern const sl_variable_t sl_promise_figures[SL_N_PROMISE_FIGURES];
extern const sl_variable_t sl_promise_columns[SL_N_PROMISE_COLUMNS];

#endif
