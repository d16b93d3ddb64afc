/* Plan years shorter than twelve months, to the cent, and what is settled month by month: whole
 * runs with constant claims. The arithmetic stands beside each figure. */
#include "tests/support/harness.h"
#include "tests/verify/figures.h"

/* A month's factors are 2 x 500; six months 6,000. 95% of the first month over six: 5,700, which
 * does not bind; 110%: 6,600. Claims 10,000: the aggregate pays 4,000, or 3,400. */
SL_FIGURES(minimum_of_first_month, "short-minimum.yaml", {NULL, "plan_paid", 10e3},
           {"factors alone", "attachment_point", 6000},
           {"factors alone", "aggregate_reimbursement", 4000}, {"factors alone", "cost", 6000},
           {"minimum of 95%", "attachment_point", 6000},
           {"minimum of 95%", "aggregate_reimbursement", 4000}, {"minimum of 95%", "cost", 6000},
           {"minimum of 110%", "attachment_point", 6600},
           {"minimum of 110%", "aggregate_reimbursement", 3400}, {"minimum of 110%", "cost", 6600})

/* At the end of month m 1,000 m are paid and 6,000 x m / 6 = 1,000 m due before anything is
 * advanced. With 3,000 the carrier advances 500 m, at most 2,500 in November. */
SL_FIGURES(accommodation, "short-accommodation.yaml", {NULL, "claims", 6},
           {NULL, "plan_paid", 6000}, {"minimum", "largest_advance", 0},
           {"minimum", "aggregate_reimbursement", 0}, {"amount", "largest_advance", 0},
           {"half of it", "largest_advance", 2500}, {"half of it", "aggregate_reimbursement", 3000})

/* In December the aggregate of 3,000 is received and 2,500 are taken back. */
SL_MONTH_FIGURES(accommodation_by_month, "short-accommodation.yaml",
                 {"minimum", "month_net_mean", 1, 1000}, {"minimum", "month_net_mean", 5, 1000},
                 {"minimum", "month_net_mean", 6, 1000}, {"amount", "month_net_mean", 1, 1000},
                 {"amount", "month_net_mean", 6, 1000}, {"half of it", "month_net_mean", 1, 500},
                 {"half of it", "month_net_mean", 5, 500}, {"half of it", "month_net_mean", 6, 500})

/* Months: 10 x (12 + 18 + 6). Years: 10 x (1 + 1.5 + 1 + 1.5 + 0.5). Payroll 100,000 for half a
 * year: 1% of 50,000. HSA: 6 x 750 / 12 + 6 x 1,500 / 12, in every arrangement. */
SL_FIGURES(charges, "short-charges.yaml", {NULL, "plan_paid", 10e3}, {"by the month", "fees", 360},
           {"by the year", "fees", 55}, {"payroll", "fees", 500},
           {"payroll", "hsa_contributions", 1125}, {"payroll", "cost", 11625})

/* (12,000 + 10 x 12) / 6. */
SL_FIGURES(level_payment, "short-charges.yaml", {"level funded", "claims_fund", 12e3},
           {"level funded", "level_payment", 2020})

/* Premium 75,000; the year 75,000 - 10,000 - 7,500 = 57,500; interest of half a year
 * 0.02 x 5,000 + 0.01 x 57,500 = 675; balance 63,175, refund above 20,000. */
SL_FIGURES(refund, "short-charges.yaml", {"refund", "premiums", 75e3}, {"refund", "refunds", 43175},
           {"refund", "fund_balance", 20e3})

/* 1.5 life-years: experience 9,000,000 / 900 x 1.5 x 1.1 = 16,500; Z = 0.5; (18,250 + 2,000) /
 * 0.81.
 */
SL_FIGURES(built_up, "short-charges.yaml", {"built up", "build_up_credibility", 0.5},
           {"built up", "premiums", 25e3})

/* Paid in the half year: September 2026, June 2026 at 1,000 / 1.1 and the slow one of June 2025 at
 * 1,000 / 1.21, two plan years back. 24/12 reaches back to July 2025, so it holds the first two:
 * 1,909.09 - 500; 12/12 the first alone. */
SL_FIGURES(run_in, "short-run-in.yaml", {NULL, "claims", 3},
           {NULL, "plan_paid", 1000 + 1000 / 1.1 + 1000 / 1.21},
           {"run-in of a year", "specific_reimbursement", 500 + 1000 / 1.1},
           {"run-in of a year", "gap", 1000 / 1.21}, {"no run-in", "specific_reimbursement", 500},
           {"no run-in", "gap", 1000 / 1.1 + 1000 / 1.21})

/* Contract 1: the child of 20 left before the year, so 19, 18 and 3 all count:
 * 12 x (1.278 + 0.941 + 0.913 + 0.765) = 46.764. Contract 2: 7, 5 and 3 until June, 20, 7 and 5
 * from July: 12 x (1.278 + 2 x 0.765) + 6 x 0.765 + 6 x 0.970 = 44.106. Contract 3: 20, 19 and 18
 * until June, then 19, 18 and 3, beside one of 22 who counts as an adult:
 * 12 x (1.278 + 1 + 0.941 + 0.913) + 6 x 0.970 + 6 x 0.765 = 59.994. */
SL_FIGURES(age_rated, "age-rated.yaml", {"age rated", "premiums", 46764 + 44106 + 59994},
           {"age rated", "cost", 150864})

/* Each of the four claims is cut at 20,000, in the year before too: min(20,000, 30,000 / 1.08). A
 * year later min(20,000, 32,400) exceeds 15,000 by the same 5,000: leveraged trend 0. */
SL_FIGURES(limits, "limit.yaml", {NULL, "claims", 4}, {NULL, "allowed", 80e3},
           {"ASO", "specific_reimbursement", 10e3}, {"ASO", "retained_claims", 70e3},
           {"ASO", "leveraged_trend", 0})

SL_SUITE(hand_short_year, "verify/hand_short_year",
         {"minimum of the first month in a short plan year", minimum_of_first_month},
         {"accommodation in a short plan year", accommodation},
         {"accommodation by month in a short plan year", accommodation_by_month},
         {"charges by month and by year in a short plan year", charges},
         {"level payment of a short plan year", level_payment},
         {"refund accounting in a short plan year", refund},
         {"built-up premium of a short plan year", built_up},
         {"run-in years of twelve months under a short plan year", run_in},
         {"the three oldest children are chosen month by month", age_rated},
         {"a limit is never trended", limits});
