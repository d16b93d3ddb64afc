/* The exact figures of a scenario, without simulation.
 *
 * Persons are independent given the group factor, so the cost's distribution comes from Fourier
 * transforms: each person's annual allowed total on a ladder of grids
 * (models/exact/annual_total.h), plan design and stop-loss as piecewise-linear maps of it, the
 * group's total as a product of transforms (models/exact/group_sum.h), the group factor by the
 * trapezoid rule in its normal score. Persons who differ only in expected frequency share a cell:
 * the logarithm of the transform, and every moment, is interpolated at Chebyshev points of the
 * logarithm of the frequency.
 *
 * Conditions stand outside the frailty: a person's transform has a factor 1 - q + q phi for each,
 * the group factor multiplies q, and what comes to more than 1 counts as 1. Of a child's case that
 * brings its mother an admission both are one mixture, over the case and none, of what is then
 * independent (sim/study/exact/together.h).
 *
 * Atoms. Where severities have some, or where all persons' totals may well be atoms at once, atoms
 * are lists of amounts, never rounded to a grid (models/exact/atoms.h), or stand on a lattice of
 * which every amount is a multiple, after plan design and covers too. An atom at a threshold is not
 * above it. Where atoms are too many to be listed they stay on the grids, and their roughness
 * counts.
 *
 * Bounds. What has a density is computed three times, each time with double steps and fewer
 * interpolation and quadrature nodes. Where a figure's steps shrink by about four, as errors of the
 * second order do, it is extrapolated (Richardson), and its bound is the distance of the two
 * extrapolations and a tenth of the last step. Elsewhere the bound is the distance of the first
 * two, or a third of that of the last two if larger. To it comes what all share: aliasing (tilting
 * leaves e^-20 of what passes the grid's end), rounding (1e-11 of a probability, and 1e-15 for each
 * claim; on a lattice what makes masses negative), what lies beyond the grid of a threshold there,
 * atoms that are left out, the roughness at every threshold (sim/study/exact/person.h), and where a
 * quantile stands beside an atom or a gap the width of it; and what the trapezoid rule is off by
 * where a condition becomes certain. A quantile so near to 1 that an error in
 * probability reaches past it is bounded by what all persons' caps sum up to, or by what the mean
 * and the variance allow.
 *
 * Prices that rest on the claims (corridor, loss ratio, budget) use the exact expectations, where a
 * run uses its pricing pass; they differ by the latter's standard error.
 *
 * What has no exact answer here is said in plain words: for the scenario (nothing is then computed)
 * or for an arrangement (its figures, or some, are then unknown).
 *
 * Checked by tests/verify/test_exact.c, test_exact_mixed.c, test_exact_random.c,
 * test_exact_mothers.c.
 */
#ifndef SL_SIM_STUDY_EXACT_EXACT_H
#define SL_SIM_STUDY_EXACT_EXACT_H

#include "models/core/error.h"
#include "models/funding/price.h"
#include "sim/results/variables.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

typedef struct sl_exact_figure {
  double value; /* INFINITY where the expectation is; NaN where not known */
  double bound; /* of its error, in the same unit */
  bool is_known;
} sl_exact_figure_t;

/* Per arrangement: rows as in sim/results/variables.h, fields of sl_exact_arrangement_t by
 * enumerator. The mean of a control variable is the expectation of the run's variable of that name.
 */
#define SL_EXACT_FIGURES(ONE)                                                                      \
  ONE(SL_EXACT_COST, SL_ALWAYS, "cost_mean", SL_AMOUNT, "expected cost")                           \
  ONE(SL_EXACT_COST_DEVIATION, SL_ALWAYS, "cost_standard_deviation", SL_AMOUNT,                    \
      "standard deviation of the cost")                                                            \
  ONE(SL_EXACT_PLAN_PAID, SL_ALWAYS, "plan_paid_mean", SL_AMOUNT, "expected plan paid")            \
  ONE(SL_EXACT_RETAINED, SL_ALWAYS, "retained_before_aggregate_mean", SL_AMOUNT,                   \
      "expected plan paid less the specific's excess")                                             \
  ONE(SL_EXACT_RETAINED_DEVIATION, SL_ALWAYS, "retained_before_aggregate_standard_deviation",      \
      SL_AMOUNT, "its standard deviation")                                                         \
  ONE(SL_EXACT_ELIGIBLE, SL_ALWAYS, "eligible_mean", SL_AMOUNT,                                    \
      "expected plan paid towards the aggregate")                                                  \
  ONE(SL_EXACT_SPECIFIC, SL_ALWAYS, "specific_reimbursement_mean", SL_AMOUNT,                      \
      "expected specific reimbursement")                                                           \
  ONE(SL_EXACT_AGGREGATE, SL_ALWAYS, "aggregate_reimbursement_mean", SL_AMOUNT,                    \
      "expected aggregate reimbursement")                                                          \
  ONE(SL_EXACT_ANY_CLAIMANT, SL_ALWAYS, "any_claimant_probability", SL_NUMBER,                     \
      "chance that somebody exceeds the specific deductible")                                      \
  ONE(SL_EXACT_CLAIMANTS, SL_ALWAYS, "claimants_mean", SL_NUMBER,                                  \
      "expected persons above the specific deductible")                                            \
  ONE(SL_EXACT_ATTACHED, SL_ALWAYS, "attachment_probability", SL_NUMBER,                           \
      "chance that eligible claims exceed the attachment point")                                   \
  ONE(SL_EXACT_TAIL_MEAN, SL_ALWAYS, "tail_mean_99", SL_AMOUNT,                                    \
      "mean cost of the worst year in 100")                                                        \
  ONE(SL_EXACT_DEFICIT_PROBABILITY, SL_ALWAYS, "deficit_probability", SL_NUMBER,                   \
      "chance of a deficit")                                                                       \
  ONE(SL_EXACT_DEFICIT, SL_ALWAYS, "deficit_mean", SL_AMOUNT, "expected deficit")                  \
  ONE(SL_EXACT_DEFICIT_GIVEN, SL_ALWAYS, "deficit_mean_given_deficit", SL_AMOUNT,                  \
      "expected deficit where there is one")                                                       \
  ONE(SL_EXACT_RESERVE_95, SL_ALWAYS, "reserve_95", SL_AMOUNT,                                     \
      "reserve beyond the budget for 95 years in 100")                                             \
  ONE(SL_EXACT_RESERVE_99, SL_ALWAYS, "reserve_99", SL_AMOUNT,                                     \
      "reserve beyond the budget for 99 years in 100")                                             \
  ONE(SL_EXACT_BUDGET, SL_ALWAYS, "budget", SL_AMOUNT, "budget")                                   \
  ONE(SL_EXACT_ATTACHMENT, SL_ALWAYS, "attachment_point", SL_AMOUNT, "aggregate attachment point") \
  ONE(SL_EXACT_FEES, SL_ALWAYS, "fees_mean", SL_AMOUNT, "expected fees")                           \
  ONE(SL_EXACT_PREMIUMS, SL_ALWAYS, "premiums_mean", SL_AMOUNT, "expected premiums")               \
  ONE(SL_EXACT_TAXES, SL_ALWAYS, "taxes_mean", SL_AMOUNT, "expected taxes")

#define SL_EXACT_ENUMERATE(id, ...) id,
typedef enum sl_exact_variable {
  SL_EXACT_FIGURES(SL_EXACT_ENUMERATE) SL_N_EXACT_FIGURES
} sl_exact_variable_t;
#undef SL_EXACT_ENUMERATE

/* Of the whole group: likewise, of sl_exact_t. */
#define SL_EXACT_GROUP_FIGURES(ONE)                                                                \
  ONE(SL_EXACT_ALLOWED, SL_ALWAYS, "allowed_mean", SL_AMOUNT, "expected allowed amount")           \
  ONE(SL_EXACT_ALLOWED_DEVIATION, SL_ALWAYS, "allowed_standard_deviation", SL_AMOUNT,              \
      "its standard deviation")                                                                    \
  ONE(SL_EXACT_CLAIMS, SL_ALWAYS, "claims_mean", SL_NUMBER, "expected number of claims")

#define SL_EXACT_ENUMERATE(id, ...) id,
typedef enum sl_exact_group_variable {
  SL_EXACT_GROUP_FIGURES(SL_EXACT_ENUMERATE) SL_N_EXACT_GROUP_FIGURES
} sl_exact_group_variable_t;
#undef SL_EXACT_ENUMERATE

extern const sl_variable_t sl_exact_variables[SL_N_EXACT_FIGURES];
extern const sl_variable_t sl_exact_group_variables[SL_N_EXACT_GROUP_FIGURES];

/* Sentences, each owned. */
typedef struct sl_exact_reasons {
  char **text;
  size_t n;
} sl_exact_reasons_t;

typedef struct sl_exact_arrangement {
  sl_exact_figure_t figure[SL_N_EXACT_FIGURES];
  sl_exact_figure_t quantile[SL_N_QUANTILES]; /* of cost, at sl_quantile_levels */
  /* why figures are unknown; the expected deficit where there is one is so without a reason where
   * there is none, or a chance of one that rounding may have made */
  sl_exact_reasons_t reasons;
} sl_exact_arrangement_t;

typedef struct sl_exact {
  sl_exact_figure_t group[SL_N_EXACT_GROUP_FIGURES];
  sl_exact_arrangement_t *arrangements;
  size_t n_arrangements;
  sl_exact_reasons_t reasons; /* why nothing is known; empty otherwise */
  bool is_known;              /* some arrangement has some figure */
} sl_exact_t;

/* All exact figures of the scenario. SL_OK also where nothing is known: then the reasons say why.
 * Cost: W (1,000 persons of one cell) about 0.2 s, 335 persons of 80 ages and sexes on a basis
 * of 18 services under a frailty without closed form about 0.6 s; one core. */
int sl_exact_new(const sl_scenario_t *scenario, sl_exact_t **exact, sl_error_t *error);

/* The same where a run has settled attachment points, premiums and budgets: the figures are those
 * that its trials estimate. prices: by arrangement. */
int sl_exact_at_prices(const sl_scenario_t *scenario, const sl_price_t *prices, sl_exact_t **exact,
                       sl_error_t *error);
void sl_exact_free(sl_exact_t *exact);

#endif
