/* A severity compiled for sampling: its inverse distribution function as a
 * piecewise polynomial, so that one 64-bit word becomes one amount without libm
 * and with the same bits on any processor.
 *
 * Layout. The word's top bit chooses the half of the distribution (0: lower,
 * F < 1/2; 1: upper); the other 63 bits v, complemented in the upper half, give the
 * tail probability (v + 0.5) / 2^64 on that side. The octave of v (leading zeros) is
 * cut into equal guide cells; a guide cell names the pieces that meet it, nearly
 * always one. Pieces end at every kink of the distribution (atoms, splice points,
 * component bounds of a mixture, limits) and are halved until they meet the bound.
 * Evaluation of this general form: guide look-up, one polynomial of degree 5 by Horner's rule in a
 * whole number t.
 *
 * In front of it stands a table for nearly every word: the double nearest to v names a cell by its
 * exponent and first bits of the mantissa (2^5 to 2^8 cells an octave, as few as do), the other
 * bits are the argument of a cubic laid through values of the general form. Cells that hold a kink
 * or miss the bound, and positions below the highest 11 octaves, are marked and ask the general
 * form; a law of thousands of atoms has no front table. The amount never falls as the word grows.
 *
 * Stated error, against the exact quantile Q at the word's probability:
 *   |x - Q| <= SL_SAMPLER_TOLERANCE x Q; or
 *   x lies between the quantiles 2^-48 of the tail probability away, where an atom or
 *   a gap is so near that doubles tell no more; or
 *   |x - Q| <= 1e-20 of the median (of the first of the quantiles 1/2, 3/4, 7/8 ... that
 *   is above 0) or 1e-230, where amounts vanish.
 * Atoms are exact. The bound (a quarter of it for the general form, the rest for the front table)
 * is measured between the nodes of every piece and cell when it is made, by quantiles or, where a
 * quantile must be solved for, by one evaluation of the distribution function and the slope. Cost
 * to compile: 2 to 7 ms where quantiles have a closed form, 5 to 20 ms for a gamma, an inverse
 * Gaussian or a mixture; 30 to 250 kB, of which a few are hot, and 64 to 150 bytes for each value
 * of a table.
 *
 * Source: inversion by piecewise polynomials, J. Leydold & W. Hoermann (2011),
 * "Generating generalized inverse Gaussian random variates by fast inversion",
 * Computational Statistics & Data Analysis 55, 213-217; G. Derflinger, W. Hoermann &
 * J. Leydold (2010), ACM Transactions on Modeling and Computer Simulation 20(4), 18.
 * Checked by tests/unit/test_sampler.c.
 */
#ifndef SL_MODELS_SAMPLING_SAMPLER_H
#define SL_MODELS_SAMPLING_SAMPLER_H

#include "models/core/error.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_severity sl_severity_t; /* models/severity/severity.h */

#define SL_SAMPLER_TOLERANCE 1e-9

typedef struct sl_sampler sl_sampler_t;

/* Compile a validated severity (its limit included, times_salary left to the caller). The sampler
 * is immutable and may be shared between threads. SL_OK, SL_ERR_MEMORY (also where the law would
 * need more than four million pieces), SL_ERR_INTERNAL. */
int sl_sampler_new(const sl_severity_t *severity, sl_sampler_t **sampler, sl_error_t *error);
void sl_sampler_free(sl_sampler_t *sampler);

/* The largest relative error seen when the table was checked, where the relative bound is the one
 * that holds; and its size in bytes. */
double sl_sampler_error(const sl_sampler_t *sampler);
size_t sl_sampler_size(const sl_sampler_t *sampler);

/* One amount from one word. Many at a time: draw_amounts of models/simd/kernels.h. */
double sl_sampler_draw(const sl_sampler_t *sampler, uint64_t word);

/* Send for what that needs of the table, so that it is on its way from memory meanwhile. */
void sl_sampler_send_for(const sl_sampler_t *sampler, uint64_t word);

#endif
