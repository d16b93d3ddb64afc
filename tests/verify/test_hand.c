/* Whole runs on small censuses with constant claims. The arithmetic stands beside each figure;
 * amounts in thousands where it says K. */
#include "tests/support/harness.h"
#include "tests/verify/figures.h"

/* Plan Family (deductible 1,000/2,000, coinsurance 20%, maximum 3,000/5,000), in order of day,
 * which is not that of the rows: 1,200: 1,000 + 0.2 x 200 = 1,040; family has 1,000 of its
 * deductible, 3,960 to its maximum 20,000: 1,000 + 0.2 x 19,000 = 4,800, the person's maximum
 * 3,000; family has 0 and 960 5,000: 0.2 x 5,000 = 1,000, family's left 960: 960 800: family's left
 * 0: 0                                              together 5,000 So over 3,000 the specific pays
 * 17,000 - 3,000 and 4,040 - 3,000. In order of rows it would be 17,600 - 3,000 and 3,200 - 3,000.
 * Plan Person (deductible 500, coinsurance 50%, maximum 600): 1,000 pays 500 + 250, the maximum
 * 600; 300 pays 300.
 * Plan Uncapped (deductible 1,000/1,500, coinsurance 20%): 1,200 pays 1,000 + 40; 3,000 pays the
 * 500 left of the family's deductible + 0.2 x 2,500. */
SL_FIGURES(family, "family.yaml", {NULL, "allowed", 32500},
           {NULL, "member_paid", 5000 + 900 + 2040}, {NULL, "plan_paid", 24560},
           {NULL, "largest_claimant", 20000 - 3000}, {NULL, "claims", 8},
           {"ASO", "retained_claims", 24560}, {"ASO", "cost", 24560},
           {"specific", "specific_reimbursement", 14000 + 1040},
           {"specific", "retained_claims", 24560 - 15040})

/* Copays 3 x 30 + min(30, 20) = 110; medical 1,000 + 0.2 x 3,000 = 1,600; together 1,710, or the
 * maximum of 1,500. Allowed of each: 300 + 20 + 4,000. */
SL_FIGURES(copays, "copays.yaml", {NULL, "allowed", 8640}, {NULL, "member_paid", 1500 + 1710},
           {NULL, "plan_paid", 5430}, {NULL, "largest_claimant", 4320 - 1500}, {NULL, "claims", 10})

/* Plan paid 30K, 80K, 150K, 400K, 60K = 720K; excess over 50K: 0, 30K, 100K, 350K, 10K = 490K;
 * eligible for the aggregate: 30K + 4 x 50K = 230K. */
SL_FIGURES(specific, "stop-loss.yaml", {NULL, "plan_paid", 720e3}, {NULL, "allowed", 720e3},
           {NULL, "largest_claimant", 400e3}, {"none", "retained_claims", 720e3},
           {"none", "specific_reimbursement", 0}, {"specific", "specific_reimbursement", 490e3},
           {"specific", "retained_claims", 230e3},
           /* row 4: 400K - 250K */
           {"laser", "specific_reimbursement", 30e3 + 100e3 + 150e3 + 10e3},
           {"laser", "retained_claims", 430e3},
           {"excluded", "specific_reimbursement", 30e3 + 100e3 + 10e3},
           {"excluded", "retained_claims", 580e3},
           {"aggregating", "specific_reimbursement", 490e3 - 100e3},
           {"aggregating", "retained_claims", 330e3},
           {"aggregating above the excess", "specific_reimbursement", 0},
           {"aggregating above the excess", "retained_claims", 720e3},
           /* 0.9 x 350K = 315K is above the maximum of 200K */
           {"carrier", "specific_reimbursement", 27e3 + 90e3 + 200e3 + 9e3},
           {"carrier", "retained_claims", 394e3},
           /* row 3: 0.9 x (150K - 120K); aggregating deductible 100K; aggregate 230K - 200K */
           {"all at once", "specific_reimbursement", 27e3 + 27e3 + 200e3 + 9e3 - 100e3},
           {"all at once", "aggregate_reimbursement", 30e3},
           {"all at once", "retained_claims", 720e3 - 163e3 - 30e3})

SL_FIGURES(aggregate, "stop-loss.yaml",
           /* without a specific everything is eligible */
           {"aggregate", "aggregate_reimbursement", 720e3 - 500e3},
           {"aggregate", "retained_claims", 500e3}, {"aggregate", "attachment_point", 500e3},
           {"both", "aggregate_reimbursement", 30e3}, {"both", "retained_claims", 200e3},
           /* an excluded person counts up to the specific deductible */
           {"both with excluded", "specific_reimbursement", 140e3},
           {"both with excluded", "aggregate_reimbursement", 30e3},
           {"both with excluded", "retained_claims", 550e3},
           {"aggregate maximum", "aggregate_reimbursement", 20e3},
           {"aggregate maximum", "retained_claims", 210e3},
           {"corridor 125%", "attachment_point", 1.25 * 230e3},
           {"corridor 125%", "aggregate_reimbursement", 0},
           {"corridor 80%", "attachment_point", 0.8 * 230e3},
           {"corridor 80%", "aggregate_reimbursement", 230e3 - 184e3},
           {"minimum", "attachment_point", 210e3}, {"minimum", "aggregate_reimbursement", 20e3},
           {"none", "attachment_point", NAN})

/* 12 x 100 + 12 x 200 + 6 x 150 + 12 x 300 = 8,100; two tiers: 12 x 100 + (12 + 6 + 12) x 300;
 * composite: 42 x 200; first month: 100 + 200 + 150 + 300 = 750 and 12 x 750 = 9,000. */
SL_FIGURES(factors, "factors.yaml", {"four tiers", "attachment_point", 8100},
           {"two tiers", "attachment_point", 10200}, {"composite", "attachment_point", 8400},
           {"minimum amount", "attachment_point", 9000},
           {"first month 95%", "attachment_point", 0.95 * 9000},
           {"first month 85%", "attachment_point", 8100}, {NULL, "claims", 0})

/* Contracts 12 + 12 + 6 + 12 = 42 months; members 12 + 24 + 12 + 36 = 84 months. */
SL_FIGURES(fees, "fees.yaml", {"employee_month", "fees", 420}, {"member_month", "fees", 840},
           {"employee_year", "fees", 35}, {"member_year", "fees", 70}, {"month", "fees", 120},
           {"year", "fees", 10}, {"year", "cost", 10}, {"year", "expected_cost", 10},
           /* 12 x 812 + 12 x 1,745 + 6 x 1,380 + 12 x 2,320 */
           {"tiers premium", "premiums", 66804}, {"tiers premium", "cost", 66804},
           {"tiers premium", "expected_cost", 66804}, {"tiers premium", "budget", 66804},
           {"flat premium", "premiums", 700 * 84},
           {"stop-loss premiums", "specific_premium", 145 * 42},
           {"stop-loss premiums", "aggregate_premium", 1200},
           {"stop-loss premiums", "premiums", 7290}, {"stop-loss premiums", "cost", 7290})

/* Six months: contracts 6 + 4 months. */
SL_FIGURES(half_year, "half-year.yaml", {"employee_month", "fees", 100},
           {"member_year", "fees", 100.0 / 12}, {"month", "fees", 60}, {"year", "fees", 5},
           {"factors", "attachment_point", 2000})

/* Fees 0.02 x 100,000 + 15 x 4 - 5 x 12 = 2,000; specific premium 40,000 / 0.8 = 50,000; cost
 * 60,000 + 2,000 + 50,000 = 112,000. */
SL_FIGURES(budgets, "budgets.yaml", {NULL, "claims", 4}, {"expected", "fees", 2000},
           {"expected", "premiums", 50e3}, {"expected", "cost", 112e3},
           {"expected", "budget", 112e3}, {"expected", "deficit", 0}, {"expected", "surplus", 0},
           {"amount below", "deficit", 2000}, {"amount below", "surplus", 0},
           {"of expected", "budget", 1.05 * 112e3}, {"of expected", "surplus", 5600},
           {"of expected", "deficit", 0}, {"quantile", "budget", 112e3}, {"quantile", "deficit", 0},
           {"within half a cent", "deficit", 0}, {"a cent below", "deficit", 0.01})

SL_FIGURES(premiums, "budgets.yaml",
           {"insured by loss ratio", "premiums", 125e3}, /* 100,000 / 0.8 */
           {"insured by loss ratio", "cost", 125e3}, {"insured by loss ratio", "deficit", 5000},
           {"insured by loss ratio", "insured_claims", 100e3},
           {"insured by loss ratio", "retained_claims", 0},
           {"insured by loss ratio", "specific_reimbursement", 0},
           /* eligible 60,000, attachment 54,000, reimbursement 6,000, premium 6,000 / 0.5 */
           {"aggregate by loss ratio", "attachment_point", 54e3},
           {"aggregate by loss ratio", "aggregate_reimbursement", 6000},
           {"aggregate by loss ratio", "premiums", 12e3},
           {"aggregate by loss ratio", "retained_claims", 54e3},
           {"aggregate by loss ratio", "cost", 66e3})

/* 0.1 x 50,000 x 1.1^2 x 1.2 = 7,260, limited 6,300; the spouse's salary is 0. */
SL_FIGURES(scaling, "scaling.yaml", {NULL, "allowed", 7260 + 6300}, {NULL, "claims", 4})

/* 0.1 x 50,000 x 1.2, twice */
SL_FIGURES(plan_year_money, "plan-year-money.yaml", {NULL, "allowed", 12000})

/* Rows 1 and 5: 1,000; row 2: 2 x 25,000; row 3: 1,000 + 90,000; row 4 is waived.
 * Specific: 50,000 - 40,000 and 91,000 - 70,000. */
SL_FIGURES(claimants, "claimants.yaml", {NULL, "allowed", 143e3}, {NULL, "claims", 6},
           {NULL, "largest_claimant", 91e3}, {"ASO", "specific_reimbursement", 31e3},
           {"ASO", "retained_claims", 112e3})

SL_SUITE(hand, "verify/hand", {"family deductible and maximum", family},
         {"copays and the maximum", copays}, {"specific, lasers and the carrier's terms", specific},
         {"aggregate, corridor and minimum", aggregate}, {"factors by tier", factors},
         {"fees and premiums by exposure", fees}, {"a half year", half_year},
         {"budgets, deficit and surplus", budgets}, {"premiums by loss ratio", premiums},
         {"salary, trend, area and limit", scaling}, {"plan-year money", plan_year_money},
         {"known claimants and waived rows", claimants});
