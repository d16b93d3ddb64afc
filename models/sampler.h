/* A severity compiled for sampling: its inverse distribution function as a
 * piecewise polynomial, so that one 64-bit word becomes one amount without libm
 * and with the same bits on any processor.
 *
 * Layout. The word's top bit chooses the half of the distribution (0: lower,
 * F < 1/2; 1: upper); the other 63 bits v give the tail probability
 * (v + 0.5) / 2^64 on that side. Cells lie in octaves of v (leading zeros), each
 * octave cut into equal guide cells; a guide cell is cut further at every kink
 * of the distribution (atoms, splice points, component bounds of a mixture) and
 * wherever the polynomial misses the stated bound. Evaluation: guide look-up, at
 * most a few compares, one polynomial by Horner's rule in t in [0, 1).
 *
 * Stated error: |x - Q(u)| <= SL_SAMPLER_TOLERANCE x |Q(u)| at every check point (the
 * compiler of the table measures it and sl_sampler_error reports the largest seen).
 * Checked by tests/unit/test_sampler.c.
 */
#ifndef SL_MODELS_SAMPLER_H
#define SL_MODELS_SAMPLER_H

#include "models/severity.h"

#include <stddef.h>
#include <stdint.h>

#define SL_SAMPLER_TOLERANCE 1e-9

typedef struct sl_sampler sl_sampler_t;

/* Compile. The sampler is immutable and may be shared between threads. */
int sl_sampler_new(const sl_severity_t *severity, sl_sampler_t **sampler, sl_error_t *error);
void sl_sampler_free(sl_sampler_t *sampler);

/* The largest relative error seen when the table was checked, and its size in bytes. */
double sl_sampler_error(const sl_sampler_t *sampler);
size_t sl_sampler_size(const sl_sampler_t *sampler);

/* One amount from one word. */
double sl_sampler_draw(const sl_sampler_t *sampler, uint64_t word);

/* amounts[i] = min(scale x draw(words[i]), limit): the same bits as the single form.
 * amounts and words may not overlap. */
void sl_sampler_draw_batch(const sl_sampler_t *sampler, const uint64_t *words, size_t n,
                           double scale, double limit, double *amounts);

#endif
