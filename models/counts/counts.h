/* Claim counts for a block of trials: a frequency compiled for one exposure.
 *
 * Fixed exposure: an alias table of the law, one 64-bit word. (a, b, 0) class (poisson,
 * negative_binomial, geometric, binomial, bernoulli): p(n) by the recursion p(n) = p(n - 1)
 * (a + b / n) up to six standard deviations above the mean; a last cell stands for all larger
 * counts, which a further word tells apart. Where -log p(0) is above 128 the law is split into
 * equal pieces (these laws are closed under it), draw index = piece, so that p(0) never underflows.
 * table, zero_modified: p(n) listed at their exposure.
 * Exposure that differs by trial ((a, b, 0) class only): tables on a grid of means, thinned to the
 * mean wanted (models/sampling/counts_grid.h), two words of one Philox block.
 * A law too wide for tables is drawn by inversion, walking the recursion. Binomials of probability
 * above 1/2 count failures, so that probability 1 gives exactly all trials.
 *
 * A count depends on the law, the exposure and the words alone. It does not rise with the word, nor
 * for one word with the exposure: an alias table shuffles. Counts of one exposure compiled as fixed
 * and as random differ trial by trial, and agree in distribution.
 *
 * All arithmetic is + - * /, sqrt and models/core/elementary.h, never libm's exp and log: the same
 * bits on any processor and any set of kernels. Stated error: each probability p(n) of a piece is
 * off by less than 1e-13 in absolute terms.
 *
 * Source: H. H. Panjer (1981), "Recursive evaluation of a family of compound distributions",
 * ASTIN Bulletin 12, 22-26; S. A. Klugman, H. H. Panjer, G. E. Willmot, Loss Models, 6.5; alias
 * tables: see models/sampling/counts_alias.h.
 * Checked by tests/unit/test_counts.c.
 */
#ifndef SL_MODELS_COUNTS_COUNTS_H
#define SL_MODELS_COUNTS_COUNTS_H

#include "models/frequency/frequency.h"
#include "models/random/streams.h"
#include "models/simd/kernels.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_count_law sl_count_law_t;

/* Compile frequency (validated) at the fixed part of the exposure, >= 0 (risk score x age/sex x
 * share of the year x risk factor). random_exposure: the engine will also pass a multiplier by
 * trial. SL_ERR_UNSUPPORTED: random exposure, or an exposure above 1, of table and zero_modified;
 * above a million expected claims; a zero_modified too wide to be listed. The law is immutable and
 * may be shared between threads. Cost and size: about 1 KB and 1 us at mean 12 and fixed exposure.
 */
int sl_count_law_new(const sl_frequency_t *frequency, double exposure, bool random_exposure,
                     sl_count_law_t **law, sl_error_t *error);
void sl_count_law_free(sl_count_law_t *law);

/* The tables of one grid: those of its first means. Immutable. */
typedef struct sl_count_listing sl_count_listing_t;

/* law: its mean is not used. points: how many means, those that the grid has not left out. Cost:
 * about 0.5 MB and 2 ms where means are not small. */
int sl_count_listing_new(sl_panjer_t law, uint32_t points, sl_count_listing_t **listing,
                         sl_error_t *error);
size_t sl_count_listing_size(const sl_count_listing_t *listing); /* bytes */
void sl_count_listing_free(sl_count_listing_t *listing);

/* Who has listings of at least so many points, and keeps them longer than the laws. */
typedef struct sl_count_source {
  int (*get)(void *context, sl_panjer_t law, uint32_t points, const sl_count_listing_t **listing,
             sl_error_t *error);
  void *context;
} sl_count_source_t;

/* Tables shared by laws of random exposure: one grid for each family and size among laws[n], listed
 * up to the largest mean x largest_multiplier, by the source; by the tables, where it is NULL. The
 * laws draw from them from then on and must not
 * outlive them; others, and larger means, are served without tables, slowly: the same counts.
 * Immutable. Cost: about 0.5 MB and 2 ms a grid, less where means are small. */
typedef struct sl_count_tables sl_count_tables_t;
int sl_count_tables_new(sl_count_law_t *const *laws, size_t n, double largest_multiplier,
                        const sl_count_source_t *source, sl_count_tables_t **tables,
                        sl_error_t *error);
void sl_count_tables_free(sl_count_tables_t *tables);

/* counts[i] of trial first_trial + i, i < n. multiplier: n factors >= 0 on the exposure, a law not
 * compiled with random_exposure takes no notice of them; NULL = none. Returns the sum of the
 * counts. No allocation, no libm.
 */
uint64_t sl_count_law_batch(const sl_count_law_t *law, const sl_kernels_t *kernels,
                            const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                            const double *multiplier, uint32_t *counts);

#endif
