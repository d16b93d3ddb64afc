/* Claim counts for a block of trials: a frequency compiled for one exposure.
 *
 * Method: inversion of one 64-bit word per piece by the (a, b, 0) recursion
 * p(n) = p(n-1) (a + b/n) (Panjer class: poisson, negative binomial, geometric,
 * binomial, bernoulli), or of an explicit table of probabilities (table,
 * zero_modified, thinned by their exposure when compiled). Large means are split
 * into equal pieces (all these laws are closed under it), so that p(0) never
 * underflows. Where the exposure differs by trial, p(0) is recomputed with
 * sl_det_exp/sl_det_log (models/elementary.h), never libm, so that the bits are
 * the same on any processor. Stated error: each probability is off by less than
 * 1e-13 in absolute terms.
 *
 * Source: H. H. Panjer (1981), ASTIN Bulletin 12, 22-26; Klugman, Panjer &
 * Willmot, Loss Models, 6.5. Checked by tests/unit/test_counts.c.
 */
#ifndef SL_MODELS_COUNTS_H
#define SL_MODELS_COUNTS_H

#include "models/frequency.h"
#include "models/streams.h"

#include <stdint.h>

typedef struct sl_count_law sl_count_law_t;

/* Compile frequency at the fixed part of the exposure, >= 0 (risk score x age/sex x months/12 x
 * risk factor). random_exposure: the engine will also pass a multiplier by trial; refused
 * (SL_ERR_UNSUPPORTED) for thinned families, as is a fixed exposure above 1 for them. */
int sl_count_law_new(const sl_frequency_t *frequency, double exposure, bool random_exposure,
                     sl_count_law_t **law, sl_error_t *error);
void sl_count_law_free(sl_count_law_t *law);

/* counts[i] of trial first_trial + i, i < n. multiplier: n factors on the exposure, or NULL
 * for none. scratch: n words. Returns the sum of the counts. No allocation, no libm. */
uint64_t sl_count_law_batch(const sl_count_law_t *law, const sl_stream_t *stream,
                            uint32_t first_trial, size_t n, uint32_t row, const double *multiplier,
                            uint64_t *scratch, uint32_t *counts);

#endif
