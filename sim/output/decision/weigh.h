/* What the simulated years say of the employer's own limits and of other budgets: figures of the
 * chapters budget, accruals, suitability and limits.
 *
 *   cost       of a year, C; B = budget; R = cash reserve; L = covenant
 *   chance of a deficit above the reserve = P(C - B > R), of a cost above the covenant = P(C > L);
 *     here and below "above" is by more than half a cent (SL_DEFICIT_TOLERANCE)
 *   at claims 10% lower and higher: the whole distribution is moved, its width is not, so that
 * these are told as "about". Change = what the assumption band adds to the expected cost
 *     (band_cost_mean_change). Where years can cost more than the contracts' maximum, or there is
 *     none: C + change in place of C. Where no year can: min(U + d, maximum_cost), U = C before the
 *     aggregate pays, with the d whose mean is E C + change: no year passes the maximum, and those
 *     that would lie above it stay at it
 *   other budgets: q = quantile of C at sl_budget_levels; P(C > q), E max(C - q, 0),
 *     E max(q - C, 0), where q counts as given
 *   kept claims, K = retained claims + aggregate reimbursement: what the specific leaves. Its
 *     coefficient of variation v = s(K) / mean(K), s over n - 1, has the standard error
 *     v sqrt((m4 / s^4 - 1) / 4 + v^2 - v m3 / s^3) / sqrt(trials), m central moments
 *   by group size: v(m)^2 = w^2 + (v^2 - w^2) n / m with m employees in place of n. Persons are
 *     independent but for the group's factor, of coefficient of variation u = claims.uncertainty,
 *     which more people do not average out: w = e u, where e, the response of K to it, is
 *       e = (change at 10% higher - change at 10% lower) / (0.2 mean(K) cov(C, K) / var(K))
 *     for the cost answers to K by cov / var on average (an aggregate stops it, taxes add to it);
 *     1 without a band, and where that is not within 0 and 2
 *   own history of T years, F = full_credibility: Z = min(1, sqrt(claims T / F)) by the number of
 *     claims, and min(1, sqrt(T / F) / sqrt(v^2 - w^2)) by kept claims: full where their own spread
 *     is no more than 1 / sqrt(F), that of F claims
 *
 * Source: models/MODEL.md, "Suitability"; L. H. Longley-Cook (1962), "An introduction to
 * credibility theory", PCAS 49, 194-221 (1,082 claims). Checked by tests/unit/test_suitability.c,
 * and against groups of other sizes by tests/verify/test_group_size.c.
 */
#ifndef SL_SIM_OUTPUT_DECISION_WEIGH_H
#define SL_SIM_OUTPUT_DECISION_WEIGH_H

#include "sim/results/results.h"
#include "sim/results/summary.h"

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_BUDGETS 4
extern const double sl_budget_levels[SL_BUDGETS]; /* 0.50, 0.75, 0.90, 0.95 */

typedef struct sl_other_budget {
  sl_estimate_t budget, chance, deficit, surplus;
} sl_other_budget_t;

/* As simulated, and with claims 10% lower and higher; NaN without a band. */
typedef enum sl_claims_level { SL_AS_RUN, SL_LOWER, SL_HIGHER, SL_CLAIMS_LEVELS } sl_claims_level_t;

typedef struct sl_weighed_level {
  sl_estimate_t above_reserve;  /* NaN where no reserve is stated */
  sl_estimate_t above_covenant; /* likewise */
  sl_estimate_t bad_year;       /* the 0.95 quantile of the cost */
  double shift;                 /* d, or the change; 0 as run; NaN without a band, as all here */
} sl_weighed_level_t;

typedef struct sl_weighed {
  sl_weighed_level_t level[SL_CLAIMS_LEVELS];
  bool is_capped;           /* moved under the maximum: by d, else by the change */
  sl_estimate_t kept;       /* mean of K */
  sl_estimate_t volatility; /* v; NaN where nothing is kept */
  sl_estimate_t response;   /* e; an error of 0 where it is taken as 1 */
  sl_other_budget_t other[SL_BUDGETS];
} sl_weighed_t;

/* scenario: NULL where the stored one cannot be read: nothing is stated then. One for each
 * arrangement, which the caller frees. Cost: O(arrangements x trials log trials);
 * memory: 24 bytes a trial. SL_ERR_MEMORY, SL_ERR_ARGUMENT without trials, or the error of the
 * columns' source. */
int sl_weigh(const sl_results_t *results, const sl_scenario_t *scenario, sl_weighed_t **weighed,
             sl_error_t *error);

/* What the band adds to the expected cost at a level; 0 as run, NaN without a band. */
double sl_cost_change(const sl_results_t *results, size_t arrangement, sl_claims_level_t level);

/* The d with which min(cost + d, cap) has that mean, of n costs in ascending order, n > 0; where
 * even the cap is below the mean, the least d that brings all to the cap. O(n). */
double sl_capped_shift(const double *costs, size_t n, double cap, double mean);

/* claims.uncertainty of the stored scenario; NaN where it has no tree. */
double sl_group_uncertainty(const sl_scenario_t *scenario);

/* v of so many employees, from that of `own`; and Z of kept claims over so many years, with their
 * standard errors by those of v and w (the delta method; 0 for a Z of 1). common: w. */
sl_estimate_t sl_volatility_at(sl_estimate_t volatility, sl_estimate_t common, double own,
                               double employees);
sl_estimate_t sl_kept_credibility(sl_estimate_t volatility, sl_estimate_t common, double years,
                                  double full);

#endif
