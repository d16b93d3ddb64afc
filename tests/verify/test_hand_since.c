/* From which day an arrangement bears claims, by hand: its figures hold those incurred from then
 * on, whatever the other arrangements of the file ask for. */
#include "tests/support/harness.h"
#include "tests/verify/figures.h"

/* Both claims are paid after the year, one of them incurred in it: a 12/12 owes 10. That claim is
 * what the minimum premium's insurer pays after the year: 10 / 1. */
#define TAIL_FIGURES                                                                               \
  {"ASO", "run_out", 10e3}, {"ASO", "terminal_liability", 10e3}, {"ASO", "gap", 10e3},             \
      {"minimum premium", "insured_claims", 10e3}, {"minimum premium", "insured_premium", 10e3},   \
      {"minimum premium", "cost", 10e3},                                                           \
  {                                                                                                \
    "minimum premium", "run_out", 0                                                                \
  }
#define TAIL_MONTHS                                                                                \
  {"ASO", "ibnr_mean", 1, 10e3}, {"ASO", "ibnr_mean", 12, 10e3}, {"ASO", "ibnr_mean", 13, 0},      \
      {"minimum premium", "ibnr_mean", 1, 10e3},                                                   \
  {                                                                                                \
    "minimum premium", "ibnr_mean", 12, 10e3                                                       \
  }
SL_FIGURES(tail_alone, "tail-alone.yaml", TAIL_FIGURES)
SL_MONTH_FIGURES(tail_alone_by_month, "tail-alone.yaml", TAIL_MONTHS)
SL_FIGURES(tail_beside, "tail-beside.yaml", TAIL_FIGURES, {"second year", "run_out", 20e3},
           {"second year", "terminal_liability", 20e3}, {"since 2025", "run_out", 20e3},
           {"since 2025", "terminal_liability", 20e3}, {"since 2025", "gap", 10e3})
SL_MONTH_FIGURES(tail_beside_by_month, "tail-beside.yaml", TAIL_MONTHS,
                 {"second year", "ibnr_mean", 1, 20e3}, {"since 2025", "ibnr_mean", 12, 20e3},
                 {"since 2025", "ibnr_mean", 13, 0})

/* Paid after the year: row 2, 20, and of the year before row 1, 10. C is rows 2 and 5; 12/12 holds
 * row 5 of it, excess 160 - 50. */
SL_FIGURES(run_out, "since.yaml", {NULL, "plan_paid", 180e3}, {"first year", "run_out", 20e3},
           {"first year", "terminal_liability", 20e3}, {"first year", "gap", 20e3},
           {"first year", "retained_claims", 70e3}, {"first year", "earlier_claims", 0},
           {"second year", "run_out", 30e3}, {"since 2024", "run_out", 30e3},
           {"since 2024", "gap", 20e3}, {"since 2024", "retained_claims", 70e3},
           {"in its stride", "run_out", 30e3}, {"fully insured", "run_out", 0})

/* Row 2 is the insurer's: 10 is left, and the fee. Nothing but the fee asks for days. */
SL_FIGURES(insured_run_out, "since.yaml", {"claim 2 is insured", "run_out", 10e3},
           {"claim 2 is insured", "terminal_liability", 11e3},
           {"claim 2 is insured", "retained_claims", 160e3})

/* 24/12 pays row 4, 80 - 50, and row 5, 160 - 50. Since April row 4 is not the employer's, and in
 * no cover; row 3, 40, is under the deductible. Paid, without a limit: row 6 too, 320 - 50. */
SL_FIGURES(covers, "since.yaml", {"second year", "specific_reimbursement", 140e3},
           {"second year", "reimbursement_other", 30e3}, {"second year", "retained_claims", 70e3},
           {"since April", "specific_reimbursement", 110e3},
           {"since April", "reimbursement_other", 0}, {"since April", "retained_claims", 70e3},
           {"since April", "run_out", 30e3}, {"in its stride", "specific_reimbursement", 410e3},
           {"in its stride", "reimbursement_other", 300e3})

/* Unpaid at the end of January: rows 1, 2, 3 of the year before and this one, 10 + 20 + 40, and row
 * 6, 320, paid in February; row 4 is paid on the 15th. Row 3 is paid in March, row 5 incurred in
 * May and paid in June. */
SL_MONTH_FIGURES(ibnr_by_month, "since.yaml", {"first year", "ibnr_mean", 1, 20e3},
                 {"first year", "ibnr_mean", 5, 180e3}, {"first year", "ibnr_mean", 12, 20e3},
                 {"second year", "ibnr_mean", 1, 70e3}, {"second year", "ibnr_mean", 3, 30e3},
                 {"second year", "ibnr_mean", 5, 190e3}, {"second year", "ibnr_mean", 12, 30e3},
                 {"second year", "ibnr_mean", 13, 0}, {"since 2024", "ibnr_mean", 1, 390e3},
                 {"since 2024", "ibnr_mean", 2, 70e3}, {"since April", "ibnr_mean", 1, 70e3},
                 {"in its stride", "ibnr_mean", 1, 390e3},
                 {"claim 2 is insured", "ibnr_mean", 1, 70e3},
                 {"fully insured", "ibnr_mean", 1, 20e3})

/* The insurer pays row 2 after the year, which the cost counts, and row 1, which it does not: the
 * premium is of 20 alone. 24/12: rows 3, 4, 5 are 280 over 150; (130 + 20) / 0.5. Of the 130, in
 * order of payment: 80, 120, 280, all falls on row 5, which is in C: retained 180 - 20 - 130. */
SL_FIGURES(minimum_premium, "since.yaml", {"minimum premium", "insured_claims", 20e3},
           {"minimum premium", "insured_premium", 20e3},
           {"minimum premium", "retained_claims", 160e3}, {"minimum premium", "cost", 180e3},
           {"minimum premium", "run_out", 0},
           {"minimum premium of two years", "aggregate_reimbursement", 130e3},
           {"minimum premium of two years", "reimbursement_other", 0},
           {"minimum premium of two years", "insured_claims", 20e3},
           {"minimum premium of two years", "insured_premium", 300e3},
           {"minimum premium of two years", "cost", 330e3})

/* Paid in 2026: rows 3, 4, 5 and 6, 40 + 80 + 160 + 320. Since 2025 without row 6: fees 28 and 3
 * times 7 dollars, tax 14. Since 2026 row 5 alone, over the deductible by 110. */
SL_FIGURES(paid, "since-paid.yaml", {NULL, "plan_paid", 600e3}, {NULL, "claims", 4},
           {"in its stride", "retained_claims", 600e3}, {"in its stride", "fees", 60e3},
           {"in its stride", "earlier_claims", 0}, {"in its stride", "run_out", 30e3},
           {"second year", "retained_claims", 280e3}, {"second year", "earlier_claims", 320e3},
           {"second year", "fees", 28021}, {"second year", "taxes", 14e3},
           {"second year", "cost", 322021}, {"second year", "run_out", 30e3},
           {"first year", "earlier_claims", 440e3}, {"first year", "retained_claims", 50e3},
           {"first year", "specific_reimbursement", 110e3}, {"first year", "run_out", 20e3},
           {"first year", "gap", 0}, {"fully insured", "insured_claims", 600e3},
           {"fully insured", "insured_premium", 600e3}, {"fully insured", "earlier_claims", 0})

/* 12/12 holds row 5 of rows 3, 4, 5: the gap is 40 + 80, and 160 - 50 is recovered. */
SL_FIGURES(paid_gap, "since-paid.yaml", {"second year, 12/12", "gap", 120e3},
           {"second year, 12/12", "specific_reimbursement", 110e3},
           {"second year, 12/12", "retained_claims", 170e3},
           {"second year, 12/12", "earlier_claims", 320e3})

/* What is paid after the year is not in C: the premium is the aggregate's 280 - 100 alone. */
SL_FIGURES(paid_minimum_premium, "since-paid.yaml", {"minimum premium", "insured_claims", 0},
           {"minimum premium", "aggregate_reimbursement", 180e3},
           {"minimum premium", "insured_premium", 180e3},
           {"minimum premium", "retained_claims", 100e3}, {"minimum premium", "cost", 280e3},
           {"limit", "maximum_cost", 200e3})

SL_MONTH_FIGURES(paid_by_month, "since-paid.yaml", {"in its stride", "month_paid_mean", 1, 80e3},
                 {"in its stride", "month_paid_mean", 2, 320e3},
                 {"second year", "month_paid_mean", 1, 80e3},
                 {"second year", "month_paid_mean", 2, 0},
                 {"second year", "month_paid_mean", 3, 40e3},
                 {"second year", "month_fixed_mean", 1, 8e3 + 4e3 + 6},
                 {"second year", "month_cumulative_mean", 12, 322021},
                 {"first year", "month_paid_mean", 1, 0},
                 {"first year", "month_paid_mean", 6, 160e3},
                 {"in its stride", "ibnr_mean", 1, 390e3}, {"second year", "ibnr_mean", 1, 70e3},
                 {"first year", "ibnr_mean", 1, 20e3}, {"fully insured", "ibnr_mean", 1, 390e3})

SL_SUITE(hand_since, "verify/hand_since", {"run-out of a first year, by hand", tail_alone},
         {"IBNR of a first year, by hand", tail_alone_by_month},
         {"run-out does not depend on another arrangement", tail_beside},
         {"IBNR does not depend on another arrangement", tail_beside_by_month},
         {"run-out and gap since a day", run_out},
         {"run-out beside an insured line", insured_run_out},
         {"covers hold claims since a day", covers}, {"IBNR by month since a day", ibnr_by_month},
         {"a minimum premium by loss ratio", minimum_premium},
         {"paid accounting since a day", paid}, {"gap under paid accounting", paid_gap},
         {"a minimum premium under paid accounting", paid_minimum_premium},
         {"cash and IBNR by month under paid accounting", paid_by_month});
