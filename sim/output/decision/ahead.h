/* Several plan years of a decision: each arrangement against the reference over the first, the
 * first two, ... plan years together, trial by trial, and where that turns round who is cheaper.
 * Inside sim/output/decision only.
 */
#ifndef SL_SIM_OUTPUT_DECISION_AHEAD_H
#define SL_SIM_OUTPUT_DECISION_AHEAD_H

#include "sim/output/decision/parts.h"
#include "sim/output/decision/words.h"

/* Of two arrangements, over the plan years up to one: discounted cost of the other less the one's.
 */
typedef struct sl_years_ahead_pair {
  sl_estimate_t saving;
  sl_estimate_t cheaper; /* share of trials in which the one costs less, by half a cent at least */
  double quantile[SL_N_QUANTILES]; /* of the saving */
} sl_years_ahead_pair_t;

/* One costs less than the other in the first plan year alone, as the rest of the result tells it,
 * and more over all of them, on average, each by more than SL_FLIP_ERRORS standard errors. */
#define SL_FLIP_ERRORS 2.0
#define SL_FLIPS_MAX 3
typedef struct sl_flip {
  size_t one, other;
  sl_years_ahead_pair_t first, all;
} sl_flip_t;

typedef struct sl_years_ahead {
  size_t n_years;
  sl_years_ahead_pair_t
      *pair; /* owned, [arrangements][n_years]; NaN for the reference and without one */
  size_t n_flips;
  sl_flip_t flip[SL_FLIPS_MAX]; /* that of the subject and the reference first */
} sl_years_ahead_t;

/* *ahead stays NULL where the result has one plan year, or none by trial. SL_ERR_MEMORY, or what
 * the columns' source says. Cost: O(arrangements x plan years x trials log trials). */
int sl_years_ahead_new(const sl_decision_t *decision, sl_years_ahead_t **ahead, sl_error_t *error);
void sl_years_ahead_free(sl_years_ahead_t *ahead); /* NULL is fine */

const sl_years_ahead_pair_t *sl_years_ahead_at(const sl_decision_t *decision, size_t a,
                                               size_t year);

/* The answer of the first screen: that it tells the first plan year, and what all say. */
void sl_answer_ahead(sl_prose_t *prose, sl_document_t *document);

/* The pictures of the chapter. */
void sl_put_ahead_charts(sl_document_t *document, const sl_decision_t *decision);

#endif
