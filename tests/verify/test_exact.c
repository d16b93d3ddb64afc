/* The exact engine against the published cases and their closed forms (test_published.c tells where
 * each answer comes from), and against workload W's table. Every figure must lie within its stated
 * bound of the answer, and the bound must be small. */
#include "tests/support/harness.h"
#include "tests/verify/exact_answers.h"

#define FIGURE(arrangement, id) arrangement, SL_EXACT_##id, 0.0
#define QUANTILE(arrangement, level) arrangement, -1, level

/* test_exposure.c */
SL_CHECK_EXACT(short_year_seasonal, "season.yaml", {"E N", FIGURE(0, PLAN_PAID), 3, 0, 1e-9})

SL_CHECK_EXACT(case_1, "01-stop-loss-premium.yaml",
               {"E(S-3)+", FIGURE(0, AGGREGATE), 0.7365201600, 5e-11, 1e-9},
               {"E S", FIGURE(0, PLAN_PAID), 2.8, 0, 1e-9})

SL_CHECK_EXACT(case_2, "02-geometric-constant.yaml", {"E S", FIGURE(0, PLAN_PAID), 160, 0, 1e-9},
               {"E S^100", FIGURE(0, COST), 67.84, 0, 1e-9},
               {"P(S > 100)", FIGURE(0, ATTACHED), 0.512, 0, 1e-9},
               {"E(S-100)+", FIGURE(0, AGGREGATE), 92.16, 0, 1e-9})

SL_CHECK_EXACT(case_3, "03-geometric-table.yaml",
               {"E(S-5)+", FIGURE(0, AGGREGATE), 24.6666666667, 5e-11, 1e-9},
               {"E(S-10)+", FIGURE(1, AGGREGATE), 21.5555555556, 5e-11, 1e-9},
               {"E(S-15)+", FIGURE(2, AGGREGATE), 18.8074074074, 5e-11, 1e-9})

SL_CHECK_EXACT(case_4, "04-employer-cap.yaml",
               {"E retained", FIGURE(0, AGGREGATE), 5200 - 4027.50, 0, 1e-9},
               {"E cost", FIGURE(0, COST), 5499.50, 0, 1e-9})

SL_CHECK_EXACT(case_5, "05-poisson-gamma.yaml",
               {"quantile 50%", QUANTILE(0, 0.5), 19.3280087765, 5e-11, 1e-5},
               {"E(S-20)+", FIGURE(0, AGGREGATE), 3.0815739582, 5e-11, 1e-4},
               {"E(S-25)+", FIGURE(1, AGGREGATE), 1.3388404758, 5e-11, 1e-4},
               {"E(S-30)+", FIGURE(2, AGGREGATE), 0.5004185362, 5e-11, 1e-4},
               {"E(S-40)+", FIGURE(3, AGGREGATE), 0.0466804961, 5e-11, 1e-4})

SL_CHECK_EXACT(case_6, "06-group-dental.yaml",
               {"sd S", FIGURE(0, RETAINED_DEVIATION), 191.6155004169, 5e-11, 1e-9},
               {"E(S-25)+", FIGURE(0, AGGREGATE), 290.75, 0, 1e-9},
               {"E(S-50)+", FIGURE(1, AGGREGATE), 267.375, 0, 1e-9},
               {"E(S-75)+", FIGURE(2, AGGREGATE), 244.584375, 0, 1e-9},
               {"E(S-100)+", FIGURE(3, AGGREGATE), 222.660625, 0, 1e-9})

/* P(S <= 4) = 0.56 and P(S <= 3) = 0.42: the median of the lattice is 4. */
SL_CHECK_EXACT(case_7, "07-total-probabilities.yaml", {"median", QUANTILE(0, 0.5), 4, 0, 1e-9},
               {"quantile 5%", QUANTILE(0, 0.05), 1, 0, 1e-9})

SL_CHECK_EXACT(case_8, "08-deficit-gamma.yaml",
               {"P(S > 20000)", FIGURE(0, DEFICIT_PROBABILITY), 0.0159433713, 5e-11, 2e-5})

/* A deficit begins half a cent above the budget: 0.005 x a density of at most 5e-5 there. */
SL_CHECK_EXACT(case_9, "09-poisson-uniform.yaml", {"E S", FIGURE(0, PLAN_PAID), 1250, 0, 1e-9},
               {"sd S", FIGURE(0, RETAINED_DEVIATION), 281.735691725, 5e-9, 1e-6},
               {"P(S > 2000)", FIGURE(0, DEFICIT_PROBABILITY), 0.0069838008, 2.5e-7, 1e-3},
               {"E(S-2000)+", FIGURE(1, AGGREGATE), 0.7833690700, 5e-11, 1e-3})

SL_CHECK_EXACT(case_10, "10-layer-per-claim.yaml",
               {"E layer 20 xs 5", FIGURE(0, COST), 3.5093461439, 5e-11, 1e-9},
               {"sd layer 20 xs 5", FIGURE(0, COST_DEVIATION), 3.5098661122, 5e-10, 1e-5})

SL_CHECK_EXACT(case_11, "11-deductible.yaml",
               {"E with maximum 500", FIGURE(0, COST), 356.025781942, 5e-10, 1e-5})

SL_CHECK_EXACT(case_12, "12-individual-risk.yaml", {"E S", FIGURE(0, PLAN_PAID), 2800, 0, 1e-7},
               {"sd S", FIGURE(0, RETAINED_DEVIATION), 774.897842732, 5e-9, 1e-5})

SL_CHECK_EXACT(case_13, "13-plan-design.yaml",
               {"E plan paid", FIGURE(0, PLAN_PAID), 0.1607773305, 5e-11, 1e-6})

/* The table's own grid is felt in its last digits: quantiles and the deficit's chance lie half a
 * step of it (25 dollars) apart from ours, and the tail's mean two dollars. */
SL_CHECK_EXACT(workload_w, "w.yaml", {"E plan paid", FIGURE(0, PLAN_PAID), 5748042.9, 1.0, 1e-5},
               {"E specific", FIGURE(0, SPECIFIC), 503871.9, 1.0, 1e-5},
               {"E retained", FIGURE(0, RETAINED), 5244170.3, 1.0, 1e-5},
               {"sd retained", FIGURE(0, RETAINED_DEVIATION), 363545, 0.5, 1e-5},
               {"E aggregate", FIGURE(0, AGGREGATE), 43.71, 0.005, 5e-5},
               {"E cost", FIGURE(0, COST), 5244127, 1.0, 1e-5},
               {"P(somebody above specific)", FIGURE(0, ANY_CLAIMANT), 0.980934, 5e-7, 1e-6},
               {"E number above specific", FIGURE(0, CLAIMANTS), 3.94987, 5e-6, 1e-5},
               {"P(cost > budget)", FIGURE(0, DEFICIT_PROBABILITY), 0.018640, 3e-6, 5e-5},
               {"P(retained > attachment)", FIGURE(0, ATTACHED), 3.941e-4, 5e-8, 1e-4},
               {"VaR 95%", QUANTILE(0, 0.95), 5857108, 25, 1e-5},
               {"VaR 99%", QUANTILE(0, 0.99), 6128851, 25, 1e-5},
               {"TVaR 99%", FIGURE(0, TAIL_MEAN), 6263499, 2.5, 1e-5})

/* Poisson(100,000) claims of 100, E(S - D)+ at 0.63 standard deviations above the mean: 31,623 x
 * (phi(0.6325) - 0.6325 x (1 - Phi(0.6325))) = 5,060 by the normal law; the figures are sums over
 * the number of claims: P(N > 100,200), P(N > 100,100). */
SL_CHECK_EXACT(one_row, "14-many-claims.yaml",
               {"E specific", FIGURE(0, SPECIFIC), 5061.37, 5e-3, 1e-6},
               {"P(N > 100,200)", FIGURE(0, ANY_CLAIMANT), 0.26293, 5e-6, 1e-6},
               {"P(N > 100,100)", FIGURE(0, DEFICIT_PROBABILITY), 0.37514, 5e-6, 1e-6},
               {"sd cost", FIGURE(0, COST_DEVIATION), 24682, 0.5, 1e-6})

/* n1 ~ Poisson(2.7) claims of 101, n2 ~ Poisson(0.3) of 100,003. The atom at the budget, n2 = 1 and
 * n1 = 0, is not above it: 0.3 e^-0.3 (1 - e^-2.7) + 1 - e^-0.3 (1 + 0.3) = 0.207310 + 0.036936.
 * P(S > 200,006) = P(n2 >= 3) + P(n2 = 2) P(n1 >= 1). */
SL_CHECK_EXACT(two_amounts, "15-two-amounts.yaml",
               {"chance of a deficit", FIGURE(0, DEFICIT_PROBABILITY), 0.2442457, 5e-8, 1e-6},
               {"P(somebody above)", FIGURE(0, ANY_CLAIMANT), 0.034696, 5e-7, 1e-6},
               {"E deficit", FIGURE(0, DEFICIT), 3754.349, 5e-4, 1e-5},
               {"25%", QUANTILE(0, 0.25), 202, 0, 1e-9})

/* 0.8 E S + 0.2 E(S - 8,000)+ with n ~ Poisson(0.01) claims of mean 1,000: E(S - 8,000)+ is the sum
 * of P(n) (1,000 n Q(n + 1, 8) - 8,000 Q(n, 8)), Q the gamma law's tail, = 0.00349016; and P(S >
 * 8,000). */
SL_CHECK_EXACT(rare_claims, "17-rare-claims.yaml",
               {"E plan paid", FIGURE(0, PLAN_PAID), 8.000698031, 5e-10, 1e-6},
               {"P(S > 8,000)", FIGURE(0, DEFICIT_PROBABILITY), 3.472973e-6, 5e-13, 1e-2})

/* N ~ Poisson(60) claims of 1,000: P(N >= 66), E(1,000 N - 65,000)+, P(N >= 61). */
SL_CHECK_EXACT(one_amount, "16-one-amount.yaml",
               {"P(N >= 66)", FIGURE(0, ANY_CLAIMANT), 0.235506, 5e-7, 1e-6},
               {"E specific", FIGURE(0, SPECIFIC), 1243.40, 5e-3, 1e-6},
               {"P(N >= 61)", FIGURE(0, DEFICIT_PROBABILITY), 0.465738, 5e-7, 1e-6})

SL_SUITE(exact, "verify/exact", {"case 1", case_1}, {"case 2", case_2}, {"case 3", case_3},
         {"case 4", case_4}, {"case 5", case_5}, {"case 6", case_6}, {"case 7", case_7},
         {"case 8", case_8}, {"case 9", case_9}, {"case 10", case_10}, {"case 11", case_11},
         {"case 12", case_12}, {"case 13", case_13}, {"workload W", workload_w},
         {"seasonality in a short plan year", short_year_seasonal},
         {"a hundred thousand claims of one amount", one_row},
         {"an atom at a threshold is not above it", two_amounts},
         {"claims of one amount", one_amount},
         {"claims rarer than 40 standard deviations", rare_claims});
