/* Probabilities as a file must state them for a reader to scale them to the ones that are meant. */
#ifndef SL_SIM_INPUT_DISTRIBUTION_UNSCALED_H
#define SL_SIM_INPUT_DISTRIBUTION_UNSCALED_H

#include <stdbool.h>
#include <stddef.h>

/* Reading divides probabilities by their sum, which changes their last bits: written as they are
 * they would come back as others. Here are numbers w that come back as p, bit by bit, once each
 * is divided by the sum of all, `times` (1 or 2) times over; p: n >= 1 probabilities that such
 * divisions made. Of all that do,
 *   p rounded to 15 digits, which is what a person had written; else
 *   w[i] next to p[i] x S with w[i] / S = p[i], S the sum nearest to 1 that these w have.
 * False where none is found among some thousand S (or without memory), and then w is p, which
 * comes back within a few units of its last place. Cost: O(n) for each S tried, of which a few do.
 * Checked by tests/unit/test_unscaled.c. */
bool sl_unscaled(const double *p, size_t n, unsigned times, double *w);

#endif
