/* Arrangements side by side in figures, as brokers compare quotes: what each offers and what the
 * simulated years make of it. The exhibit (exhibit.h) shows it.
 *
 * The carrier's expected claims are offer.expected_claims (models/funding/offer.h). Ours beside
 * them: expected_eligible where there is an aggregate (claims below the deductible, which its
 * attachment is a multiple of), the mean of retained_claims without one, 0 where an insurer bears
 * them.
 *
 *   kept above         = retained_claims + aggregate_reimbursement - gap - expected_eligible
 *   break-even premium = mean of cost; its loss ratio = mean of plan_paid / mean of cost
 *
 * Kept above is what the employer bears above the group's deductible by lasers, the aggregating
 * deductible, coinsurance and maxima, all together. It is known where specific and aggregate hold
 * the same claims, of all services, and none that the cost does not count. Its standard error is
 * that of independent estimates, an upper bound for those of the same years.
 *
 * Which quote is dominated by another one that is offered (not the current one) says
 * sl_pairs_dominated (sim/results/pairs.h). Only cost is compared: not carriers, terms, or what
 * comes after the year.
 *
 * Source: models/MODEL.md, "Quotes". Checked by tests/unit/test_comparison.c and
 * tests/cli/test_exhibit.c.
 */
#ifndef SL_SIM_OUTPUT_EXHIBIT_COMPARISON_H
#define SL_SIM_OUTPUT_EXHIBIT_COMPARISON_H

#include "models/funding/offer.h"
#include "sim/results/pairs.h"

#define SL_EXHIBIT_COLUMNS_MAX 60
#define SL_NO_COLUMN SL_NOT_DOMINATED
#define SL_COBRA_FACTOR 1.02 /* of the equivalent rate; 29 U.S.C. 1162(3) */

typedef struct sl_compared {
  const char *name; /* the arrangement's */
  sl_quoted_role_t role;
  const sl_arrangement_t *arrangement;
  const sl_arrangement_facts_t *facts;
  const sl_arrangement_summary_t *summary;
  sl_offer_t offer;
  sl_estimate_t expected_claims; /* ours, as above */
  sl_estimate_t kept_above;      /* NaN where not known */
  sl_estimate_t at_percentile;   /* cost of the year that is not exceeded with this chance */
  /* Equivalent rates: at the carrier's expected claims, at ours where it says none
   * (expected_is_ours); where the year's cost is at_percentile; with standard errors of those. */
  double equivalent_expected[SL_TIERS];
  bool expected_is_ours;
  sl_estimate_t equivalent_percentile[SL_TIERS];
  /* On common claims, trial by trial; NaN against itself or where there is no such column. */
  sl_estimate_t above_current; /* chance that the year costs more than under `current` */
  sl_estimate_t from_reference, from_renewal; /* mean of this cost less that one's */
  size_t dominated_by;                        /* a column; SL_NO_COLUMN: none */
  sl_estimate_t break_even_premium, break_even_loss_ratio;
} sl_compared_t;

/* Reads results, summary and scenario, which must outlive it. */
typedef struct sl_comparison {
  const sl_results_t *results;
  const sl_summary_t *summary;
  const sl_scenario_t *scenario;
  sl_enrolment_t enrolment; /* payroll NaN where the file does not hold it */
  double percentile;
  bool is_us;              /* COBRA is a law of the United States */
  size_t current, renewal; /* columns; SL_NO_COLUMN: none */
  size_t reference;        /* current, else the first */
  /* Of those on offer the one of the lowest mean of cost, and the nearest of those from which the
   * simulated years do not tell it: the mean of the difference, trial by trial, is below
   * SL_DOMINANCE_ERRORS of its standard errors. SL_NO_COLUMN: none. */
  size_t cheapest, rival;
  size_t n;
  sl_compared_t *column;
} sl_comparison_t;

/* scenario: what sl_scenario_reload makes of the results' resolved text. percentile: 0 < p < 1.
 * SL_ERR_INPUT where the scenario does not fit the results, or there are more than
 * SL_EXHIBIT_COLUMNS_MAX arrangements; SL_ERR_MEMORY; or the error of the columns' source. Memory:
 * 24 bytes a trial. Cost: O(columns x trials log trials), and as much again for each pair of which
 * one seems to dominate. */
int sl_comparison_new(const sl_results_t *results, const sl_summary_t *summary,
                      const sl_scenario_t *scenario, double percentile,
                      sl_comparison_t **comparison, sl_error_t *error);
void sl_comparison_free(sl_comparison_t *comparison);

#endif
