/* What is told of each plan year of several, by trial and arrangement: group /years of a result
 * file. Year 0 is the plan year of the scenario.
 *
 * Amounts are those of the year's own money; cumulative_cost alone is discounted:
 *   sum over years up to k of (cost + what leaving adds) (1 + discount)^-k
 * In every trial and year reserve_k + budget + call + interest = cost + reserve_(k+1), and
 * retained_claims, fees, premiums and reimbursements are those of the year's own contract, so that
 * money is conserved over all years (sim/results/identities.h).
 */
#ifndef SL_SIM_RESULTS_YEAR_VARIABLES_H
#define SL_SIM_RESULTS_YEAR_VARIABLES_H

/* id, name, unit, long name */
#define SL_YEAR_VARIABLE_ROWS(ROW)                                                                 \
  ROW(COST, "cost", SL_AMOUNT, "cost of the plan year")                                            \
  ROW(RETAINED, "retained_claims", SL_AMOUNT, "claims that the employer keeps")                    \
  ROW(FEES, "fees", SL_AMOUNT, "fees")                                                             \
  ROW(PREMIUMS, "premiums", SL_AMOUNT, "premiums")                                                 \
  ROW(SPECIFIC, "specific_reimbursement", SL_AMOUNT, "specific stop-loss reimbursement")           \
  ROW(AGGREGATE, "aggregate_reimbursement", SL_AMOUNT, "aggregate stop-loss reimbursement")        \
  ROW(ATTACHMENT, "attachment_point", SL_AMOUNT | SL_MAY_BE_UNKNOWN, "aggregate attachment point") \
  ROW(BUDGET, "budget", SL_AMOUNT, "budget")                                                       \
  ROW(DEFICIT, "deficit", SL_AMOUNT, "cost above the budget")                                      \
  ROW(CALL, "call", SL_AMOUNT, "paid by the employer where reserve and budget do not suffice")     \
  ROW(INTEREST, "interest", SL_AMOUNT, "interest on the reserve")                                  \
  ROW(RESERVE, "reserve", SL_AMOUNT, "reserve after the year")                                     \
  ROW(RATE_CHANGE, "rate_change", SL_MAY_BE_UNKNOWN,                                               \
      "change of the specific or insured premium's rate from the year before, a fraction")         \
  ROW(LASERS, "lasers", 0, "persons with a laser")                                                 \
  ROW(CONTRACTS, "contracts", 0, "employees' contracts enrolled")                                  \
  ROW(CUMULATIVE, "cumulative_cost", SL_AMOUNT, "discounted cost of the years up to this one")

typedef enum sl_year_variable {
#define SL_YEAR_ID(id, name, unit, text) SL_YEAR_##id,
  SL_YEAR_VARIABLE_ROWS(SL_YEAR_ID)
#undef SL_YEAR_ID
      SL_N_YEAR_VARIABLES
} sl_year_variable_t;

#endif
