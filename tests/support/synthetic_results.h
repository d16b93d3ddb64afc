/* Results without a simulation: columns drawn from known distributions, for tests of what is made
 * from results. */
#ifndef SL_TESTS_SUPPORT_SYNTHETIC_RESULTS_H
#define SL_TESTS_SUPPORT_SYNTHETIC_RESULTS_H

#include "sim/results/results.h"
#include "sim/results/summary.h"

typedef struct sl_synthetic {
  const char *name;
  double median, spread; /* claims: median exp(spread z); spread 0 = a constant cost */
  double fixed;          /* fees and premiums */
  double attachment;     /* of the aggregate, without a limit; 0 = no aggregate */
  double budget;
} sl_synthetic_t;

/* Every arrangement sees the same years: z of trial t is the normal quantile of a van der Corput
 * number, the same on every machine. Asserts success. */
void sl_synthetic_results(const char *title, const char *currency, size_t trials,
                          const sl_synthetic_t *arrangements, size_t n, sl_results_t **results,
                          sl_summary_t **summary);

/* A cash flow for such results: every year's claims fall into its months at random and are paid
 * over ten months from then on, what is fixed is paid in twelve parts; the summary is made anew.
 * n_months: 12 or more; the last takes what is left. Fills peak_shortfall. */
void sl_synthetic_months(sl_results_t *results, sl_summary_t **summary, size_t n_months);

void sl_synthetic_free(sl_results_t *results, sl_summary_t *summary);

#endif
