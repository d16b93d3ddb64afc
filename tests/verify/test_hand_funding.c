/* Kinds of arrangement, taxes, fees, premiums and cash, to the cent: whole runs with constant
 * claims. The arithmetic stands beside each figure; amounts in thousands where it says K. */
#include "tests/support/harness.h"
#include "tests/verify/figures.h"

/* Plan paid is 100K throughout. ASO: 12 x 100 of fees. Insured: 12 x 10K, and the fee of a human
 * resources outsourcer on any kind, 12 x 50. PEO: 12 x 9K and 12 x 125. */
SL_FIGURES(simple_kinds, "kinds.yaml", {"aso", "retained_claims", 100e3}, {"aso", "cost", 101200},
           {"fully insured", "insured_claims", 100e3}, {"fully insured", "premiums", 120e3},
           {"fully insured", "fees", 600}, {"fully insured", "cost", 120600},
           {"fully insured", "run_out", 0}, {"peo", "insured_claims", 100e3},
           {"peo", "retained_claims", 0}, {"peo", "premiums", 108e3}, {"peo", "cost", 109500})

/* Fund 120K. The specific pays 100 - 60 = 40, eligible 60 < 120: retained 60, 60 is left in the
 * fund, half of it comes back. Premiums 10 + 5 + the 60 paid in beyond claims; cost
 * 60 + 75 + 1.2 - 30. A month: (120 + 1.2 + 15) / 12.
 * Fund 80K: the aggregate pays 20, nothing is left: 80 + 5 + 1.2. */
SL_FIGURES(level_funded, "kinds.yaml", {"level funded, surplus", "retained_claims", 60e3},
           {"level funded, surplus", "specific_reimbursement", 40e3},
           {"level funded, surplus", "fund_balance", 60e3},
           {"level funded, surplus", "premiums", 75e3}, {"level funded, surplus", "refunds", 30e3},
           {"level funded, surplus", "cost", 106200},
           {"level funded, surplus", "claims_fund", 120e3},
           {"level funded, surplus", "level_payment", 11350},
           {"level funded, exhausted", "aggregate_reimbursement", 20e3},
           {"level funded, exhausted", "retained_claims", 80e3},
           {"level funded, exhausted", "refunds", 0}, {"level funded, exhausted", "cost", 86200})

/* The employer pays claims up to 80K, the insurer the other 20K and all run-out: 80 + 30. */
SL_FIGURES(minimum_premium, "kinds.yaml", {"minimum premium", "retained_claims", 80e3},
           {"minimum premium", "aggregate_reimbursement", 20e3},
           {"minimum premium", "premiums", 30e3}, {"minimum premium", "cost", 110e3},
           {"minimum premium", "run_out", 0}, {"minimum premium", "gap", 0})

/* Pooled claims min(100, 60). Surplus: the year 150 - 60 - 10 - 15 = 65, interest
 * 0.04 x 5 + 0.02 x 65 = 1.5, balance 71.5, refund 51.5 above 20; cost 150 - 51.5.
 * Deficit: 60 - 60 - 10 - 6 = -16, interest 0.2 - 0.32, balance -11.12, carried forward; cost 60.
 */
SL_FIGURES(refund_accounting, "kinds.yaml", {"refund, surplus", "insured_claims", 100e3},
           {"refund, surplus", "refunds", 51500}, {"refund, surplus", "fund_balance", 20e3},
           {"refund, surplus", "cost", 98500}, {"refund, deficit", "refunds", 0},
           {"refund, deficit", "fund_balance", -11120}, {"refund, deficit", "cost", 60e3})

/* The employer keeps 30, the captive pays 30 to 50, the reinsurer 50 to 100.
 * Premium 40: 0.75 x 40 - 20 = 10, of it 60% come back: 30 + 8 + 40 - 6.
 * Premium 20: 15 - 20 = -5: 3 more to pay: 30 + 8 + 20 + 3; at most 2: 60. */
SL_FIGURES(captive, "kinds.yaml", {"captive, surplus", "retained_claims", 30e3},
           {"captive, surplus", "captive_claims", 20e3},
           {"captive, surplus", "specific_reimbursement", 50e3},
           {"captive, surplus", "refunds", 6e3}, {"captive, surplus", "premiums", 48e3},
           {"captive, surplus", "cost", 72e3}, {"captive, assessment", "premiums", 31e3},
           {"captive, assessment", "refunds", 0}, {"captive, assessment", "cost", 61e3},
           {"captive, assessment limited", "premiums", 30e3},
           {"captive, assessment limited", "cost", 60e3})

/* Plan paid 30,000; fees 3,000, premium 2,400: 0.02 x 2,400 + 0.08 x 30,000 + 0.13 x 3,000. The
 * specific pays 3 x 2,000; cost 24,000 + 3,000 + 2,400 + 2,838. */
SL_FIGURES(tax_bases, "taxes.yaml", {"one tax of each base", "taxes", 2838},
           {"one tax of each base", "fees", 3000}, {"one tax of each base", "cost", 32238})

/* 500 + 1,000; 500 + 0.1 x 10,500. Shared: 600 on claims, 500 on fees, 0.1 x (30,000 + 600 +
 * 10,000 + 500) = 4,110, and nothing on no premium. Insured: 1,000 + 0.08 x 51,000. */
SL_FIGURES(tax_compounding, "taxes.yaml", {"side by side", "taxes", 1500},
           {"compounding", "taxes", 1550},
           {"compounding on a shared base only", "taxes", 600 + 500 + 4110},
           {"on insured premium", "taxes", 5080}, {"on insured premium", "cost", 55080})

/* 0.03 x 100,000; 2 x 100 + 3 x 10; 0.15 x (2,400 + 600); 3 x 20 - 3 x 15. */
SL_FIGURES(fee_forms, "taxes.yaml", {"payroll", "fees", 3000},
           {"certificate and person", "fees", 230}, {"commission", "fees", 450},
           {"commission", "premiums", 3000}, {"rebate", "fees", 15})

/* Claims 1,000 + 100; the programme's 12 x 3 in every arrangement, beside 12 x 10. */
SL_FIGURES(wellness, "wellness.yaml", {NULL, "plan_paid", 1100}, {NULL, "claims", 2},
           {"aso", "fees", 156}, {"aso", "cost", 1256}, {"insured", "fees", 36},
           {"insured", "cost", 2436})

/* Federal factors by age: 40 1.278, 21 1.000, 20 0.970, 18 0.913, 14 0.765; the fourth child under
 * 21 is free: 4.926 for 12 months. 64 3.000 and 22 1.000 for 6 months: 24. At 400:
 * 400 x (59.112 + 24). */
SL_FIGURES(age_rated, "premiums.yaml", {"age rated", "premiums", 33244.8},
           {"age rated", "cost", 33244.8})

/* Life-years of the plan year 6 + 2 x 0.5 = 7. Z = sqrt(900 / 3,600) = 0.5; experience
 * 9,000,000 / 900 x 7 x 1.1 = 77,000; 0.5 x 77,000 + 0.5 x 60,000 = 68,500; with 8,000 of pooling
 * charge, by 1 - 0.18: 76,500 / 0.82. Full credibility: 70,000. Manual alone: 68,000 / 0.85. */
SL_FIGURES(built_up, "premiums.yaml", {"built up", "build_up_credibility", 0.5},
           {"built up", "build_up_experience_claims", 77000},
           {"built up", "build_up_expected_claims", 68500},
           {"built up", "build_up_premium", 76500 / 0.82}, {"built up", "cost", 76500 / 0.82},
           {"built up", "build_up_commission", 0.05 * 76500 / 0.82},
           {"built up, full credibility", "build_up_credibility", 1},
           {"built up, full credibility", "cost", 70000},
           {"built up, manual only", "build_up_credibility", 0},
           {"built up, manual only", "cost", 80000})

/* Paid by month 5, 40, 5, 30, 0, 0, 60; 10 more of attachment a month. Outstanding advances:
 * February 45 - 20 = 25, March 20, April 40, July 140 - 70 = 70. The year: 140 - 120, whatever was
 * advanced. With a minimum of 132, 11 a month: July 140 - 77 = 63; 140 - 132. */
SL_FIGURES(accommodation, "accommodation.yaml", {"at year end", "attachment_point", 120e3},
           {"at year end", "aggregate_reimbursement", 20e3}, {"at year end", "largest_advance", 0},
           {"monthly", "aggregate_reimbursement", 20e3}, {"monthly", "retained_claims", 120e3},
           {"monthly", "largest_advance", 70e3},
           {"monthly with minimum", "attachment_point", 132e3},
           {"monthly with minimum", "aggregate_reimbursement", 8e3},
           {"monthly with minimum", "largest_advance", 63e3})

/* 30 in January against 10, then nothing: the advance of 20 is all repaid in March. */
SL_FIGURES(advance_alone, "advance.yaml", {"monthly", "largest_advance", 20e3},
           {"monthly", "aggregate_reimbursement", 0}, {"monthly", "cost", 30e3},
           {"at year end", "largest_advance", 0})

/* Against a budget of 10 a month. Alone: July 140 - 70. With advances the group has always paid
 * what attaches: 10 a month; with the minimum 11 a month, 12 in December. Specific of 20: excess
 * February 20, April 10, July 40; a month later: February 45 - 20 = 25, July 140 - 30 - 70 = 40; in
 * the same month: April 80 - 30 - 40 = 10. */
SL_FIGURES(shortfall, "accommodation.yaml", {"at year end", "peak_shortfall", 70e3},
           {"monthly", "peak_shortfall", 0}, {"monthly with minimum", "peak_shortfall", 12e3},
           {"reimbursed a month later", "specific_reimbursement", 70e3},
           {"reimbursed a month later", "peak_shortfall", 40e3},
           {"advance funding", "specific_reimbursement", 70e3},
           {"advance funding", "peak_shortfall", 10e3})

SL_MONTH_FIGURES(cash_by_month, "accommodation.yaml", {"at year end", "month_paid_mean", 2, 40e3},
                 {"at year end", "month_cumulative_mean", 7, 140e3},
                 {"monthly", "month_advanced_mean", 1, 0},
                 {"monthly", "month_advanced_mean", 2, 25e3},
                 {"monthly", "month_advanced_mean", 3, -5e3},
                 {"monthly", "month_advanced_mean", 4, 20e3},
                 {"monthly", "month_net_mean", 7, 10e3},
                 {"monthly", "month_cumulative_mean", 11, 110e3},
                 {"reimbursed a month later", "month_net_mean", 3, 5e3 - 20e3},
                 {"reimbursed a month later", "month_reimbursed_mean", 8, 40e3},
                 {"advance funding", "month_net_mean", 7, 20e3})

/* Incurred to the month's end and not paid by then. March: row 4, 110. June: row 8, 75. November:
 * with row 5, 165. December: with rows 6 and 7, 355. Then row 5 is paid in January, row 6 in
 * April, row 7 in August. */
SL_MONTH_FIGURES(ibnr, "ibnr.yaml", {NULL, "ibnr_mean", 2, 0}, {NULL, "ibnr_mean", 3, 110e3},
                 {NULL, "ibnr_mean", 4, 0}, {NULL, "ibnr_mean", 6, 75e3},
                 {NULL, "ibnr_mean", 11, 165e3}, {NULL, "ibnr_mean", 12, 355e3},
                 {NULL, "ibnr_mean", 13, 265e3}, {NULL, "ibnr_mean", 16, 205e3},
                 {NULL, "ibnr_mean", 20, 75e3})

/* Only claim 4, 110K, is paid in the year: the employer pays the limit of 100K, the insurer 10K and
 * the run-out, 90 + 60 + 130 + 75. */
SL_FIGURES(minimum_premium_run_out, "ibnr.yaml", {"minimum premium", "retained_claims", 100e3},
           {"minimum premium", "aggregate_reimbursement", 10e3},
           {"minimum premium", "insured_claims", 355e3}, {"minimum premium", "run_out", 0},
           {"minimum premium", "gap", 0}, {"minimum premium", "cost", 130e3},
           {"none", "run_out", 355e3}, {"none", "retained_claims", 465e3})

/* The line's premium rests on its own 110K, not on the run-out that the same insurer pays:
 * 110 / 0.8 = 137.5. Cost 30 + 137.5. */
SL_FIGURES(minimum_premium_insured_line, "ibnr.yaml",
           {"claim 4 is insured", "insured_lines_premium", 137.5e3},
           {"claim 4 is insured", "insured_claims", 465e3},
           {"claim 4 is insured", "retained_claims", 0}, {"claim 4 is insured", "cost", 167.5e3})

SL_SUITE(hand_funding, "verify/hand_funding", {"aso, fully insured and PEO", simple_kinds},
         {"level funding", level_funded}, {"minimum premium", minimum_premium},
         {"refund accounting", refund_accounting}, {"captive", captive},
         {"taxes by base", tax_bases}, {"taxes side by side and compounding", tax_compounding},
         {"payroll, certificate, commission, rebate", fee_forms}, {"wellness programme", wellness},
         {"age-rated premium", age_rated}, {"built-up premium", built_up},
         {"monthly accommodation", accommodation},
         {"an advance without a cash flow", advance_alone}, {"cash shortfall", shortfall},
         {"cash by month", cash_by_month}, {"IBNR by month", ibnr},
         {"a minimum premium's run-out", minimum_premium_run_out},
         {"an insured line under minimum premium", minimum_premium_insured_line});
