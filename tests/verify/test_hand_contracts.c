/* Contract bases and terms on listed claims, to the cent: whole runs in which every incurred and
 * paid day is known (tests/verify/hand/contracts.yaml lists the claims). The arithmetic stands
 * beside each figure; amounts in thousands where it says K. The specific deductible is 50K. */
#include "tests/support/harness.h"
#include "tests/verify/figures.h"

/* The claims incurred in 2026, rows 4 to 8: 110K + 90K + 60K + 130K + 75K = 465K. Of them rows 5 to
 * 8 are paid after 2026: 355K. Excess over 50K by row: 50, 20, 30, 60, 40, 10, 80, 25, 35. */
SL_FIGURES(counted_claims, "contracts.yaml", {NULL, "allowed", 465e3}, {NULL, "plan_paid", 465e3},
           {NULL, "member_paid", 0}, {NULL, "claims", 5}, {NULL, "largest_claimant", 130e3},
           {"none", "retained_claims", 465e3}, {"none", "gap", 0}, {"none", "run_out", 355e3},
           {"none", "terminal_liability", 355e3}, {"none", "cost", 465e3})

/* All five: 60 + 40 + 10 + 80 + 25 */
SL_FIGURES(whenever_paid, "contracts.yaml", {"whenever paid", "specific_reimbursement", 215e3},
           {"whenever paid", "retained_claims", 250e3}, {"whenever paid", "reimbursement_other", 0},
           {"whenever paid", "gap", 0}, {"whenever paid", "run_out", 355e3})

/* Incurred and paid in 2026: row 4 alone. Nobody's contract holds 90 + 60 + 130 + 75. */
SL_FIGURES(contract_12_12, "contracts.yaml", {"12/12", "specific_reimbursement", 60e3},
           {"12/12", "retained_claims", 405e3}, {"12/12", "reimbursement_other", 0},
           {"12/12", "gap", 355e3}, {"12/12", "terminal_liability", 355e3})

/* Paid by 31 March 2027: rows 4 and 5 (19 January), 60 + 40; outside 60 + 130 + 75. */
SL_FIGURES(contract_12_15, "contracts.yaml", {"12/15", "specific_reimbursement", 100e3},
           {"12/15", "retained_claims", 365e3}, {"12/15", "gap", 265e3})

/* By 30 June 2027: row 6 (10 April) too, 60 + 40 + 10; outside 130 + 75. */
SL_FIGURES(contract_12_18, "contracts.yaml", {"12/18", "specific_reimbursement", 110e3},
           {"12/18", "retained_claims", 355e3}, {"12/18", "gap", 205e3})

/* By 31 December 2027: row 7 (22 August) too, + 80; outside row 8, 75. */
SL_FIGURES(contract_12_24, "contracts.yaml", {"12/24", "specific_reimbursement", 190e3},
           {"12/24", "retained_claims", 275e3}, {"12/24", "gap", 75e3})

/* Incurred from 1 October 2025, paid in 2026: rows 2 and 4, 20 + 60; of it 20 on a claim of 2025.
 */
SL_FIGURES(contract_15_12, "contracts.yaml", {"15/12", "specific_reimbursement", 80e3},
           {"15/12", "reimbursement_other", 20e3}, {"15/12", "retained_claims", 405e3},
           {"15/12", "gap", 355e3})

/* From 1 July 2025: the same two; row 3 of 1 June is too early, row 1 was paid in 2025. */
SL_FIGURES(contract_18_12, "contracts.yaml", {"18/12", "specific_reimbursement", 80e3},
           {"18/12", "reimbursement_other", 20e3}, {"18/12", "retained_claims", 405e3})

/* From 1 January 2025: rows 2, 3 and 4, 20 + 30 + 60; row 9 of 2024 is too early. */
SL_FIGURES(contract_24_12, "contracts.yaml", {"24/12", "specific_reimbursement", 110e3},
           {"24/12", "reimbursement_other", 50e3}, {"24/12", "retained_claims", 405e3})

/* All paid in 2026: rows 2, 3, 4 and 9, 20 + 30 + 60 + 35. */
SL_FIGURES(contract_paid, "contracts.yaml", {"paid", "specific_reimbursement", 145e3},
           {"paid", "reimbursement_other", 85e3}, {"paid", "retained_claims", 405e3},
           {"paid", "gap", 355e3})

/* Incurred from 1 September 2025 on: rows 2 and 4. */
SL_FIGURES(contract_paid_effective, "contracts.yaml",
           {"paid, effective", "specific_reimbursement", 80e3},
           {"paid, effective", "reimbursement_other", 20e3},
           {"paid, effective", "retained_claims", 405e3})

/* All four dates inclusive: row 3 is incurred on the first day and paid on the first, row 5
 * incurred on the last and paid on the last, row 4 between: 30 + 60 + 40, of it 30 outside C;
 * outside the window 60 + 130 + 75. */
SL_FIGURES(contract_dates, "contracts.yaml", {"dates", "specific_reimbursement", 130e3},
           {"dates", "reimbursement_other", 30e3}, {"dates", "retained_claims", 365e3},
           {"dates", "gap", 265e3})

/* Paid in 2026: rows 2, 3, 4 and 9, 70 + 80 + 110 + 85 = 345. */
SL_FIGURES(paid_claims, "contracts-paid.yaml", {NULL, "allowed", 345e3}, {NULL, "claims", 4},
           {NULL, "plan_paid", 345e3}, {NULL, "largest_claimant", 110e3},
           {"none", "retained_claims", 345e3}, {"none", "run_out", 355e3}, {"none", "gap", 0})

/* The same contracts pay the same in all; of it counts what falls on rows 2, 3, 4 and 9, and the
 * gap is what of these four no contract holds. */
SL_FIGURES(paid_accounting, "contracts-paid.yaml",
           {"whenever paid", "specific_reimbursement", 215e3},
           {"whenever paid", "reimbursement_other", 155e3},
           {"whenever paid", "retained_claims", 285e3}, {"whenever paid", "gap", 235e3},
           {"12/12", "specific_reimbursement", 60e3}, {"12/12", "reimbursement_other", 0},
           {"12/12", "retained_claims", 285e3}, {"12/12", "gap", 235e3},
           {"12/15", "specific_reimbursement", 100e3}, {"12/15", "reimbursement_other", 40e3},
           {"12/15", "retained_claims", 285e3}, {"12/18", "reimbursement_other", 50e3},
           {"12/24", "reimbursement_other", 130e3}, {"12/24", "retained_claims", 285e3})

/* 345 - 20 - 60; rows 3 and 9 in the gap. 345 - 110; row 9. 345 - 145; none. 345 - 30 - 60 with 40
 * on row 5; rows 2 and 9. */
SL_FIGURES(paid_accounting_run_in, "contracts-paid.yaml", {"15/12", "specific_reimbursement", 80e3},
           {"15/12", "reimbursement_other", 0}, {"15/12", "retained_claims", 265e3},
           {"15/12", "gap", 165e3}, {"24/12", "retained_claims", 235e3}, {"24/12", "gap", 85e3},
           {"paid", "specific_reimbursement", 145e3}, {"paid", "reimbursement_other", 0},
           {"paid", "retained_claims", 200e3}, {"paid", "gap", 0},
           {"paid, effective", "retained_claims", 265e3}, {"paid, effective", "gap", 165e3},
           {"dates", "specific_reimbursement", 130e3}, {"dates", "reimbursement_other", 40e3},
           {"dates", "retained_claims", 255e3}, {"dates", "gap", 155e3})

/* 24/12 holds rows 2, 3 and 4, paid in that order: excess 20, 30 and 60; only row 4 is in C.
 * Row 3 at 75K: 80 - 75 = 5. Row 4 excluded: 20 + 30, all of it outside C. */
SL_FIGURES(lasers, "contract-terms.yaml", {"laser", "specific_reimbursement", 85e3},
           {"laser", "reimbursement_other", 25e3}, {"laser", "retained_claims", 405e3},
           {"excluded", "specific_reimbursement", 50e3}, {"excluded", "reimbursement_other", 50e3},
           {"excluded", "retained_claims", 465e3})

/* The group keeps the first 40 in order of payment: 20 of row 2 and 20 of row 3; 10 + 60 remain. */
SL_FIGURES(aggregating, "contract-terms.yaml", {"aggregating", "specific_reimbursement", 70e3},
           {"aggregating", "reimbursement_other", 10e3}, {"aggregating", "retained_claims", 405e3})

/* 0.8 x 20 = 16, 0.8 x 30 = 24, min(0.8 x 60, 30) = 30 */
SL_FIGURES(carrier_terms, "contract-terms.yaml", {"carrier", "specific_reimbursement", 70e3},
           {"carrier", "reimbursement_other", 40e3}, {"carrier", "retained_claims", 435e3})

/* Of rows 2 and 3, incurred before 2026, 60 counts at most: 10 + 10 + 60. */
SL_FIGURES(run_in_maximum, "contract-terms.yaml",
           {"run-in maximum", "specific_reimbursement", 80e3},
           {"run-in maximum", "reimbursement_other", 20e3},
           {"run-in maximum", "retained_claims", 405e3})

/* Eligible 50 + 50 + 50 in order of payment. Above 120: 30, on row 4. Above 60: 40 on row 3, 50 on
 * row 4. At most 45: 40 on row 3, 5 on row 4. The specific pays 60 on row 4 and 50 outside C. */
SL_FIGURES(aggregate_run_in, "contract-terms.yaml",
           {"aggregate above 120", "aggregate_reimbursement", 30e3},
           {"aggregate above 120", "reimbursement_other", 50e3},
           {"aggregate above 120", "retained_claims", 375e3},
           {"aggregate above 60", "aggregate_reimbursement", 90e3},
           {"aggregate above 60", "reimbursement_other", 90e3},
           {"aggregate above 60", "retained_claims", 355e3},
           {"aggregate maximum", "aggregate_reimbursement", 45e3},
           {"aggregate maximum", "reimbursement_other", 90e3},
           {"aggregate maximum", "retained_claims", 400e3})

/* In one month the claim of the year is paid before the run-in. Excess 40, then 20: the first 30
 * are the group's. Over 50 in the aggregate: 40 of 90, then all 70. */
SL_FIGURES(order_within_a_month, "order.yaml", {"aggregating", "specific_reimbursement", 30e3},
           {"aggregating", "reimbursement_other", 20e3}, {"aggregating", "retained_claims", 80e3},
           {"aggregate", "aggregate_reimbursement", 110e3},
           {"aggregate", "reimbursement_other", 70e3}, {"aggregate", "retained_claims", 50e3})

/* Specific 12/12: 60 of row 4. Aggregate 12/15: min(110, 50) + min(90, 50) - 30 = 70. Neither holds
 * 60 + 130 + 75. */
SL_FIGURES(two_windows, "contract-terms.yaml", {"two windows", "specific_reimbursement", 60e3},
           {"two windows", "aggregate_reimbursement", 70e3},
           {"two windows", "retained_claims", 335e3}, {"two windows", "gap", 265e3})

/* If the plan stops, the option covers row 5, paid within three months: 90 - 50 = 40 of the run-out
 * of 355. The year's own reimbursement and cost do not change but for the premium of 1. */
SL_FIGURES(terminal_specific, "contract-terms.yaml",
           {"terminal specific", "specific_reimbursement", 60e3},
           {"terminal specific", "retained_claims", 405e3}, {"terminal specific", "premiums", 1e3},
           {"terminal specific", "cost", 406e3}, {"terminal specific", "run_out", 355e3},
           {"terminal specific", "terminal_liability", 315e3})

/* The aggregate's option too: eligible 50 + 50 - 60 = 40; without row 5 nothing. The fee for paying
 * run-out is 2.5: 355 + 2.5 - 40 - 40. */
SL_FIGURES(terminal_both, "contract-terms.yaml", {"terminal both", "aggregate_reimbursement", 0},
           {"terminal both", "premiums", 1500}, {"terminal both", "cost", 406500},
           {"terminal both", "terminal_liability", 277500})

/* By person 40K and 60K exceed 50K by 10K together; eligible 30 + 40 + 50 - 90. The couple's
 * certificate has 70K: 20 + 10; eligible 50 + 50 - 90. */
SL_FIGURES(certificates, "certificate.yaml", {"person", "specific_reimbursement", 10e3},
           {"person", "aggregate_reimbursement", 30e3}, {"person", "retained_claims", 90e3},
           {"certificate", "specific_reimbursement", 30e3},
           {"certificate", "aggregate_reimbursement", 10e3},
           {"certificate", "retained_claims", 90e3})

/* Drugs 55K, medical 60K, deductible 50K: 5; 115 - 50. The aggregate's own services: medical up to
 * the deductible, 50 - 45; drugs without a specific, 55 - 45. */
SL_FIGURES(covered_services, "covered.yaml", {"drugs only", "specific_reimbursement", 5e3},
           {"drugs only", "retained_claims", 110e3}, {"all", "specific_reimbursement", 65e3},
           {"aggregate of medical", "specific_reimbursement", 5e3},
           {"aggregate of medical", "aggregate_reimbursement", 5e3},
           {"aggregate of medical", "retained_claims", 105e3},
           {"aggregate of drugs alone", "aggregate_reimbursement", 10e3},
           {"aggregate of drugs alone", "retained_claims", 105e3})

SL_SUITE(hand_contracts, "verify/hand_contracts", {"claims incurred in the year", counted_claims},
         {"default contract", whenever_paid}, {"12/12", contract_12_12}, {"12/15", contract_12_15},
         {"12/18", contract_12_18}, {"12/24", contract_12_24}, {"15/12", contract_15_12},
         {"18/12", contract_18_12}, {"24/12", contract_24_12}, {"paid", contract_paid},
         {"paid since a date", contract_paid_effective}, {"windows by date", contract_dates},
         {"claims paid in the year", paid_claims},
         {"paid accounting, run-out contracts", paid_accounting},
         {"paid accounting, run-in contracts", paid_accounting_run_in},
         {"lasers and run-in", lasers}, {"aggregating deductible and run-in", aggregating},
         {"carrier's coinsurance and maximum", carrier_terms}, {"run-in maximum", run_in_maximum},
         {"aggregate and run-in", aggregate_run_in}, {"order within a month", order_within_a_month},
         {"two windows", two_windows}, {"terminal liability, specific", terminal_specific},
         {"terminal liability, both", terminal_both}, {"deductible per certificate", certificates},
         {"covered services", covered_services});
