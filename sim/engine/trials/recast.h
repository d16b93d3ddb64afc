/* The assumption band's trials: those of the run with fewer or more claims (sim/results/band.h).
 *
 * What is drawn is the run's own, word for word, and differs in three places:
 *   counts   claims -10% and +10%: counts at 0.9 and 1.1 times the exposure, coupled to the run's
 *            (models/counts/coupled.h). Which of a person's claims of a service go is no matter, as
 *            all are alike: those that stay are the first ones, those that come follow the last,
 *            so that a claim of both has the same amount, days and place in or out of network.
 *            A listed law (table, zero_modified) cannot be added to: at +10% its count is drawn
 *            afresh, by the same word, from the law at min(1, 1.1 x exposure).
 *   amounts  large claims, of SL_LARGE_CLAIM after trend and limit, halved: each comes to nothing
 *            with chance 1/2, by a word of its own; what is charged by claim is charged for it all
 *            the same. Doubled: claims are added, as many as a copy of the count given the same
 *            frailty and group factor has large ones, each large: its word is dealt out anew over
 *            the words that give large amounts. A disability is no large claim.
 *   cases    see sim/engine/trials/cases.h.
 * So it is in all plan years; a group factor, a frailty, a day stay.
 *
 * Checked by tests/verify/test_band.c.
 */
#ifndef SL_SIM_ENGINE_TRIALS_RECAST_H
#define SL_SIM_ENGINE_TRIALS_RECAST_H

#include "sim/engine/trials/draws.h"
#include "sim/results/band.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sl_recast {
  sl_band_level_t level;
  sl_count_law_t *const *raised; /* by law of the model: what is drawn afresh at +10%; NULL for
                                    those that claims are added to */
};

/* Claims for one of the run at -10% and +10%; 1 at other levels. */
double sl_recast_factor(const sl_trials_t *trials);

static inline bool sl_recast_is(const sl_trials_t *trials, sl_band_level_t level)
{
  return trials->recast != NULL && trials->recast->level == level;
}

/* Which words of a service give large amounts at a scale and a limit: those from `first` on. */
typedef struct sl_large {
  double scale, limit;
  uint64_t first;
  double share; /* of all words; 0 = none */
} sl_large_t;

/* Those found last, by plan year and service: a thread's own. */
typedef struct sl_large_memo {
  sl_large_t *of;
} sl_large_memo_t;
int sl_large_memo_init(sl_large_memo_t *memo, const sl_model_t *model, sl_error_t *error);
void sl_large_memo_free(sl_large_memo_t *memo);

/* What one person has of one service in a plan year. */
typedef struct sl_counted {
  int year;
  uint32_t row;
  const sl_person_service_t *what;
  const double *multipliers; /* by trial; NULL = none */
} sl_counted_t;

/* The counts, by trial; all paths draw them here. large[t]: how many of them, the last, are large
 * ones that were added; written, and *some_large set, only where large claims are doubled. Returns
 * the sum of the counts. */
uint64_t sl_trials_counts(const sl_trials_t *trials, const sl_counted_t *of, sl_large_memo_t *memo,
                          uint32_t *counts, uint32_t *large, bool *some_large);

/* Claims of consecutive trials, one trial after the other. */
typedef struct sl_claims_run {
  size_t first; /* the first trial, 0 = that of the trials */
  size_t n;
  const uint32_t *counts, *large; /* from the first on */
} sl_claims_run_t;

/* Deal the words of the large claims that were added out over the words of large amounts. */
void sl_recast_words(const sl_trials_t *trials, const sl_counted_t *of, sl_large_memo_t *memo,
                     const sl_claims_run_t *run, uint64_t *words);

/* Where large claims are halved: those that come to nothing do. */
void sl_recast_amounts(const sl_trials_t *trials, const sl_counted_t *of,
                       const sl_claims_run_t *run, double *amounts);

#endif
