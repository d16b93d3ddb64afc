/* What acts on the expected number of claims. Every claim is 1, so that allowed counts claims. */
#include "tests/support/harness.h"
#include "tests/verify/measure.h"

/* Means m1 = 3 x 1.2 = 3.6 and m2 = 3 x 1.2 x 1.5 x 6/12 = 2.7. With E G^2 = 1.25 and
 * E T^2 = 1.5 the variance is m1 + m2 + (m1^2 + m2^2) (1.25 x 1.5 - 1) + 2 m1 m2 (1.25 - 1)
 * = 6.3 + 17.71875 + 4.86. */
SL_VERIFY(uncertainty_and_frailty, "G, T", "exposure.yaml", 1000000,
          {"E N", SL_MEAN_OF, SL_TRIAL(CLAIMS), 6.3},
          {"Var N", SL_VARIANCE_OF, SL_TRIAL(CLAIMS), 28.87875},
          {"E allowed", SL_MEAN_OF, SL_TRIAL(ALLOWED), 6.3})

/* Means: negative binomial 3/2, geometric 2/2, bernoulli 0.5 x 1.5, binomial 5 x 0.6 x 1.5,
 * table 2 x 6/12 x 0.8, zero-modified 0.75 x 0.6 x 2 / (1 - e^-2) = 1.0408658785.
 * Variances: 1.5 + 1.5^2/2, 1 + 1^2, 0.75 x 0.25, 5 x 0.9 x 0.1, 2 x 0.4 x 0.6, and with M, V of
 * the zero-modified law 0.75^2 V + 0.75 x 0.25 M = 1.5187629192. */
SL_VERIFY(laws_at_an_exposure, "laws", "laws.yaml", 1000000,
          {"E N", SL_MEAN_OF, SL_TRIAL(CLAIMS), 9.5908658785},
          {"Var N", SL_VARIANCE_OF, SL_TRIAL(CLAIMS), 7.2612629192})

/* Months 16/31 + 1 + 14/31 = 61/31 and 12; services 6 x 0.9 and 4; who left before the plan year
 * has no claims: 9.4 (61/372 + 1). The fee is 2 for the months billed, February and March and 12.
 */
SL_VERIFY(dates_and_wellness, "dates", "enrolment.yaml", 250000,
          {"E N", SL_MEAN_OF, SL_TRIAL(CLAIMS), 10.9413978495},
          {"Var N", SL_VARIANCE_OF, SL_TRIAL(CLAIMS), 10.9413978495},
          {"E cost, with fees of 28", SL_MEAN_OF, SL_COST(COST, 0), 38.9413978495})

/* Neither trend, area nor the deductible touches a benefit. Short: 28 - 7 days are 3 weeks of 500
 * and of 250: 0.5 (1500 + 750) = 1125. Long: 24 payments of min(2600, 2000) from age 40, 12 of 1300
 * from 41, undiscounted and never terminated: 0.02 (48000 + 15600) = 1272. The variance of the sum:
 * 0.5 (1500^2 + 750^2) + 0.02 x 0.98 (48000^2 + 15600^2). */
SL_VERIFY(disability_income, "disability", "disability.yaml", 250000,
          {"E allowed", SL_MEAN_OF, SL_TRIAL(ALLOWED), 2397},
          {"Var allowed", SL_VARIANCE_OF, SL_TRIAL(ALLOWED), 51334506},
          {"E plan paid", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), 2397})

/* A quarter of six claims a member-year fall in the first half, 2 x 6 x 6 / 24; of those with
 * weights in July to September alone none. */
SL_VERIFY(seasonality_in_a_short_year, "season", "season.yaml", 250000,
          {"E N", SL_MEAN_OF, SL_TRIAL(CLAIMS), 3}, {"Var N", SL_VARIANCE_OF, SL_TRIAL(CLAIMS), 3})

/* Paid by 14 March 2028 is what is incurred from 12 February 2027 to 12 February 2028, of it some
 * in the plan year before. Weights 1 in all months from May to September, 2 in January, 4 in March:
 * half a claim each. 21 May to August: 11/31 + 3. To 10 February: 17/28 + 4 + 5 + 2 + 10/29. From
 * March 2028: paid too late. */
SL_VERIFY(seasonality_by_date, "season, dated", "season-dated.yaml", 250000,
          {"E N", SL_MEAN_OF, SL_TRIAL(CLAIMS), 7.6534043},
          {"Var N", SL_VARIANCE_OF, SL_TRIAL(CLAIMS), 7.6534043})

SL_SUITE(exposure, "verify/exposure",
         {"group uncertainty and shared frailty", uncertainty_and_frailty},
         {"every frequency at an exposure", laws_at_an_exposure},
         {"enrolment by dates and wellness", dates_and_wellness},
         {"disability income", disability_income},
         {"seasonality in a short plan year", seasonality_in_a_short_year},
         {"seasonality of joiners, leavers and the plan year before", seasonality_by_date});
