/* Published cases: each is a scenario file in tests/verify/cases. "exact" is the answer
 * recomputed by convolution of the printed inputs, FFT or the closed form, and agrees with the
 * digits printed at the source. S is the group's total of claims. */
#include "tests/support/harness.h"
#include "tests/verify/measure.h"

#define MILLION 1000000

/* SOA: 0.7365. Convolution: 2.8 - 3 + 3 p0 + 2 p1 + p2 = 0.73652016. */
SL_VERIFY(case_1, "1", "01-stop-loss-premium.yaml", MILLION,
          {"E(S-3)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 0), 0.7365201600},
          {"E S", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), 2.8})

/* SOA, exact: E S^100 = 40 q + 40 q^2 + 20 q^3 with q = P(N > n) / P(N > n - 1) = 0.8. */
SL_VERIFY(case_2, "2", "02-geometric-constant.yaml", MILLION,
          {"E S", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), 160},
          {"E S^100", SL_MEAN_OF, SL_COST(RETAINED_CLAIMS, 0), 67.84},
          {"E(S-100)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 0), 92.16})

/* Loss Data Analytics: 24.6667, 21.555, 18.807. Convolution: 74/3, 194/9, 2539/135. */
SL_VERIFY(case_3, "3", "03-geometric-table.yaml", MILLION,
          {"E S", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), 28},
          {"E(S-5)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 0), 24.6666666667},
          {"E(S-10)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 1), 21.5555555556},
          {"E(S-15)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 2), 18.8074074074})

/* Loss Models, exact: retained = sum over n of p(n) E min(S, 5000). */
SL_VERIFY(case_4, "4", "04-employer-cap.yaml", MILLION,
          {"E S", SL_MEAN_OF, SL_TRIAL(ALLOWED), 5200},
          {"E retained", SL_MEAN_OF, SL_COST(RETAINED_CLAIMS, 0), 4027.50},
          {"E cost", SL_MEAN_OF, SL_COST(COST, 0), 5499.50})

/* Closed form: S given n claims is gamma(2n, 1), so every answer is a sum of Poisson terms. */
SL_VERIFY(case_5, "5", "05-poisson-gamma.yaml", MILLION,
          {"quantile 50%", SL_QUANTILE_OF, SL_TRIAL_AT(0.5, PLAN_PAID), 19.3280087765},
          {"quantile 90%", SL_QUANTILE_OF, SL_TRIAL_AT(0.9, PLAN_PAID), 30.2958647688},
          {"quantile 95%", SL_QUANTILE_OF, SL_TRIAL_AT(0.95, PLAN_PAID), 33.7942182674},
          {"quantile 99%", SL_QUANTILE_OF, SL_TRIAL_AT(0.99, PLAN_PAID), 40.8117929934},
          {"quantile 99.9%", SL_QUANTILE_OF, SL_TRIAL_AT(0.999, PLAN_PAID), 49.3754438908},
          {"TVaR 90%", SL_TAIL_MEAN_ABOVE, SL_TRIAL_AT(0.9, PLAN_PAID), 34.9958871553},
          {"TVaR 95%", SL_TAIL_MEAN_ABOVE, SL_TRIAL_AT(0.95, PLAN_PAID), 38.1144262832},
          {"TVaR 99%", SL_TAIL_MEAN_ABOVE, SL_TRIAL_AT(0.99, PLAN_PAID), 44.5809478869},
          {"E(S-20)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 0), 3.0815739582},
          {"E(S-25)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 1), 1.3388404758},
          {"E(S-30)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 2), 0.5004185362},
          {"E(S-40)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 3), 0.0466804961})

/* Loss Models by convolution. */
SL_VERIFY(case_6, "6", "06-group-dental.yaml", MILLION,
          {"E S", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), 314.5},
          {"sd S", SL_DEVIATION_OF, SL_TRIAL(PLAN_PAID), 191.6155004169},
          {"E(S-25)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 0), 290.75},
          {"E(S-50)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 1), 267.375},
          {"E(S-75)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 2), 244.584375},
          {"E(S-100)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 3), 222.660625})

/* Loss Models by convolution. */
SL_VERIFY(case_7, "7", "07-total-probabilities.yaml", MILLION,
          {"P(S = 0)", SL_SHARE_EQUAL, SL_TRIAL_AT(0, PLAN_PAID), 0.0497870684},
          {"P(S = 1)", SL_SHARE_EQUAL, SL_TRIAL_AT(1, PLAN_PAID), 0.0945954299},
          {"P(S = 2)", SL_SHARE_EQUAL, SL_TRIAL_AT(2, PLAN_PAID), 0.1296953131},
          {"P(S = 3)", SL_SHARE_EQUAL, SL_TRIAL_AT(3, PLAN_PAID), 0.1475273814})

/* Closed form: S given n claims is gamma(n/2, 2500). */
SL_VERIFY(case_8, "8", "08-deficit-gamma.yaml", MILLION,
          {"P(S > 20000)", SL_SHARE_ABOVE, SL_TRIAL_AT(20000, PLAN_PAID), 0.0159433713},
          {"P(deficit)", SL_SHARE_ABOVE, SL_COST_AT(0, DEFICIT, 0), 0.0159433713})

/* Loss Data Analytics: mean and variance exact; FFT on a grid of 0.005. */
SL_VERIFY(case_9, "9", "09-poisson-uniform.yaml", MILLION,
          {"E S", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), 1250},
          {"Var S", SL_VARIANCE_OF, SL_TRIAL(PLAN_PAID), 79375},
          {"P(S > 2000)", SL_SHARE_ABOVE, SL_COST_AT(0, DEFICIT, 0), 0.0069838008},
          {"E(S-2000)+", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 1), 0.7833690700})

/* GEMAct: 3.50934614. Closed form with Erlang limited moments; variance 4 E(layer^2). */
SL_VERIFY(case_10, "10", "10-layer-per-claim.yaml", MILLION,
          {"E layer 20 xs 5", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), 3.5093461439},
          {"Var layer 20 xs 5", SL_VARIANCE_OF, SL_TRIAL(PLAN_PAID), 12.3191601263})

/* 10^6 (2 e^-0.1 - e^-0.2); 1000 (e^-0.1 - e^-0.6). */
SL_VERIFY(case_11, "11", "11-deductible.yaml", MILLION,
          {"Var per loss", SL_VARIANCE_OF, SL_TRIAL(PLAN_PAID), 990944.082994},
          {"E with maximum 500", SL_MEAN_OF, SL_COST(RETAINED_CLAIMS, 0), 356.025781942})

/* 1050 (e^(-100/1050) - e^(-600/1050)); the source's 361.659 comes from rounded exponentials. */
SL_VERIFY(case_11_trended, "11", "11-deductible-trended.yaml", MILLION,
          {"E with maximum 500, trended", SL_MEAN_OF, SL_COST(RETAINED_CLAIMS, 0), 361.660236912})

/* 100 (0.05 x 400^2/12 + 0.05 x 0.95 x 200^2) + 200 (0.06 x 300^2/12 + 0.06 x 0.94 x 150^2). */
SL_VERIFY(case_12, "12", "12-individual-risk.yaml", 100000,
          {"E S", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), 2800},
          {"Var S", SL_VARIANCE_OF, SL_TRIAL(PLAN_PAID), 600466.666667})

/* 0.8 (E X^10.5 - E X^0.5) + E X - E X^10.5 with E X^d = (1 - (1 + d/2.5)^-5) / 2. */
SL_VERIFY(case_13, "13", "13-plan-design.yaml", MILLION,
          {"E plan paid", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), 0.1607773305})

SL_SUITE(published, "verify/published", {"case 1: stop-loss premium", case_1},
         {"case 2: geometric number of constant claims", case_2},
         {"case 3: three covers on the same claims", case_3},
         {"case 4: employer's claims capped", case_4}, {"case 5: Poisson gamma", case_5},
         {"case 6: group dental", case_6}, {"case 7: probabilities of totals", case_7},
         {"case 8: chance of a deficit", case_8}, {"case 9: Poisson uniform", case_9},
         {"case 10: layer of every claim", case_10}, {"case 11: deductible and maximum", case_11},
         {"case 11: with trend", case_11_trended}, {"case 12: individual risk", case_12},
         {"case 13: plan design", case_13});
