/* How two results differ: trial by trial where they are of the same trials, and in what they tell.
 *
 * Paired where seed and number of trials agree: then trial t of both is the same year, as far as
 * claims are drawn alike, and the mean of the differences has the standard error of a paired
 * difference. Else the two means are independent, and their difference has both errors,
 * sqrt(a^2 + b^2); and so have the prices that rest on a pricing pass, whose errors count for all
 * variables of the arrangement, the sum of them, which errs on the safe side. z = change / standard
 * error; NaN where there is no error to compare with. What rounding leaves, 1e-9 of the larger, is
 * no change: its z is 0.
 *
 * Arrangements are matched by name. Of several plan years those are compared that both have; a
 * result with more of them, or with other promises or other worths of them, is not equal. Checked
 * by tests/cli/test_diff.c.
 */
#ifndef SL_SIM_RESULTS_DIFFERENCE_H
#define SL_SIM_RESULTS_DIFFERENCE_H

#include "models/statistics/statistics.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Beyond it chance is no explanation: about once in a hundred comparisons of some hundred rows. */
#define SL_DIFFERENCE_Z 4.0

#define SL_NO_ARRANGEMENT SIZE_MAX
#define SL_NO_YEAR SIZE_MAX /* a figure of the run itself, not of one of several plan years */

/* A variable by trial, of an arrangement or of the group. Of results that are not paired the
 * trials are not compared: differing and the largest differences are 0. */
typedef struct sl_trial_difference {
  const sl_variable_t *variable;
  size_t arrangement;                             /* of the first result; SL_NO_ARRANGEMENT */
  size_t year;                                    /* 0 = first; SL_NO_YEAR */
  uint64_t differing;                             /* trials, to the bit */
  double largest, largest_relative;               /* |b - a|, and that over the larger of both */
  uint64_t largest_trial, largest_relative_trial; /* where; the first such */
  sl_estimate_t change;                           /* of the mean, second - first */
  double z;
} sl_trial_difference_t;

/* A price or a figure of the summary that differs. */
typedef struct sl_figure_difference {
  const sl_variable_t *variable;
  size_t arrangement; /* of the first result */
  size_t year;        /* 0 = first; SL_NO_YEAR */
  double level;       /* of a quantile; else NaN */
  double first, second;
  double z; /* by both errors, as if independent: of paired results it is too small; NaN: none */
} sl_figure_difference_t;

typedef struct sl_difference {
  bool paired;
  bool equal;      /* every trial, price and figure of the same arrangements, to the bit */
  bool beyond;     /* some |z| of the trials is beyond SL_DIFFERENCE_Z */
  size_t n_trials; /* rows of all variables by trial of matched arrangements */
  sl_trial_difference_t *trials; /* owned */
  size_t n_figures;
  sl_figure_difference_t *figures; /* owned */
  size_t n_matched;
  size_t *matched; /* owned: by arrangement of the first, its place in the second;
                      SL_NO_ARRANGEMENT */
} sl_difference_t;

/* Compare. summaries: of both. Cost: a reading of both; memory for the rows. SL_ERR_MEMORY, or what
 * the columns' sources say. */
int sl_difference_new(const sl_results_t *const results[2], const sl_summary_t *const summaries[2],
                      sl_difference_t **difference, sl_error_t *error);
void sl_difference_free(sl_difference_t *difference); /* NULL is fine */

#endif
