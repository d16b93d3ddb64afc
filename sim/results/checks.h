/* A run beside what is known exactly of it: exact figures with bounds, and control variates.
 *
 * z = (simulated - exact) / sqrt(standard_error^2 + bound^2): the bound of the exact figure's error
 * counts as if it were a standard error of its own, so that a figure known badly proves nothing. Of
 * the mean cost the standard error is that of the exact deviation where it is larger: the trials
 * may have missed what is rare. Where they are all alike they tell no error, and there is no z,
 * unless the cost is fixed. Of a chance p the standard error is that of n trials of p itself,
 * sqrt(p (1 - p) / n), which is not 0 where none was seen, but of SL_CHECK_EVENTS expected years at
 * least. Other figures of rare years have no z where fewer than that are expected, and none has
 * where its variance may be infinite.
 *
 * Checked by tests/unit/test_checks.c.
 */
#ifndef SL_SIM_RESULTS_CHECKS_H
#define SL_SIM_RESULTS_CHECKS_H

#include "models/statistics/statistics.h"
#include "sim/results/summary.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_CHECK_EVENTS 20.0
#define SL_CHECK_Z 5.0 /* beyond it chance is no explanation: 6 times in 10 million */

/* value: NaN where not known, INFINITY where the expectation is. */
typedef struct sl_known {
  double value, bound;
} sl_known_t;

typedef struct sl_arrangement_checks {
  sl_known_t exact[SL_N_CHECK_FIGURES];
  sl_known_t quantile[SL_N_QUANTILES]; /* of cost, at sl_quantile_levels */
  sl_estimate_t deviation;             /* of cost over the trials; error NaN where it has none */
  sl_estimate_t control[SL_N_CONTROL_FIGURES]; /* by control variates; NaN without any */
  char *reasons;                               /* owned: why figures are unknown; "" where none */
} sl_arrangement_checks_t;

typedef struct sl_checks {
  sl_known_t group[SL_N_CHECK_GROUP_FIGURES];
  char *reasons; /* owned: why nothing is known; "" where something is */
  size_t n_arrangements;
  sl_arrangement_checks_t *arrangements;
} sl_checks_t;

/* Nothing known, no reasons. SL_ERR_MEMORY. */
int sl_checks_new(size_t n_arrangements, sl_checks_t **checks, sl_error_t *error);
void sl_checks_free(sl_checks_t *checks);

/* Take a copy of text over into *slot. SL_ERR_MEMORY. */
int sl_checks_say(char **slot, const char *text, sl_error_t *error);

/* A value that is the same on every processor though its last digits are not: 34 bits, or about 10
 * digits; its bound rounded up to 6 bits, and at least a billionth. */
sl_known_t sl_known_rounded(double value, double bound);

/* The plain estimate of a figure that control variates tell. */
sl_estimate_t sl_control_plain(const sl_arrangement_summary_t *summary, size_t figure);

/* One figure of an arrangement beside the exact one. */
typedef struct sl_check_row {
  const char *name, *long_name;
  double level; /* of a quantile; else NaN */
  bool is_amount;
  sl_estimate_t simulated;
  sl_known_t exact;
  double z; /* NaN where the trials cannot tell */
} sl_check_row_t;

#define SL_CHECK_ROWS (SL_N_CHECK_FIGURES + SL_N_QUANTILES)

/* The rows of an arrangement whose exact figures are known; returns how many. */
size_t sl_check_rows(const sl_checks_t *checks, const sl_results_t *results,
                     const sl_summary_t *summary, size_t arrangement,
                     sl_check_row_t rows[SL_CHECK_ROWS]);
/* Likewise of the group. */
size_t sl_check_group_rows(const sl_checks_t *checks, const sl_results_t *results,
                           const sl_summary_t *summary,
                           sl_check_row_t rows[SL_N_CHECK_GROUP_FIGURES]);

#endif
