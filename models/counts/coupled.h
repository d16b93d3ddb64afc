/* Counts at a smaller or larger exposure, trial by trial close to those at hand.
 *
 * N is a count of the law at the mean m, by trial; N' is one of the same law at the mean f m.
 *
 *   f < 1   each of the N claims is kept with probability f (binomial: with min(1, f p) /
 *           min(1, p)), by a word of its own: every law of models/frequency is closed under that.
 *   f > 1   claims are added, with c = (f - 1) m:
 *           Poisson             N' - N ~ Poisson(c)
 *           negative binomial   N' - N ~ negative binomial of size r + N and mean
 *                               c (r + N) / (r + m)
 *           binomial            each of the trials without a claim gets one with probability
 *                               (min(1, f p) - min(1, p)) / (1 - min(1, p))
 *
 * The second is what a Poisson count has of its own gamma multiplier once N is known: Gamma(r + N)
 * / (r + m). So N' has exactly the law that a count drawn at f m has; and N' - N no more variance
 * than that leaves. A table or a zero-modified law has no such step: claims of an independent copy
 * are added, each kept with probability f - 1, so that the mean is f m but the law another.
 *
 * Source: thinning, J. F. C. Kingman (1993), Poisson Processes, 5.1; Loss Models, 8.6; the
 * posterior of a gamma mixture, Loss Models, 15.3. Checked by tests/unit/test_coupled.c.
 */
#ifndef SL_MODELS_COUNTS_COUPLED_H
#define SL_MODELS_COUNTS_COUPLED_H

#include "models/counts/counts.h"

#include <stdbool.h>

/* Whose counts they are, as sl_count_law_batch drew them. */
typedef struct sl_coupling {
  const sl_count_law_t *law;
  const sl_kernels_t *kernels;
  sl_stream_t stream; /* of these draws alone */
  uint32_t first_trial, row;
  size_t n;
  const double *multiplier; /* by trial; NULL where the exposure is fixed */
} sl_coupling_t;

/* Keep each claim, share = f in [0, 1]. Returns the sum of the counts. Cost: a word a claim. */
uint64_t sl_counts_keep(const sl_coupling_t *of, double share, uint32_t *counts);

/* Add claims, more = f - 1 >= 0; added[i]: how many of counts[i] they are. Returns the sum of the
 * counts. Cost: some words a trial; Poisson counts of random exposure by the law's own tables. */
uint64_t sl_counts_add(const sl_coupling_t *of, double more, uint32_t *counts, uint32_t *added);

/* Whether sl_counts_add gives the law at f m; else a mean alone. */
bool sl_counts_can_add(const sl_count_law_t *law);

/* Words below are a share of all, of 0 to 1; at 1 all but one. */
static inline uint64_t sl_words_below(double share)
{
  return share >= 1.0 ? UINT64_MAX : (uint64_t)(share * 0x1p63) << 1;
}

#endif
