/* Probabilities as a file must state them for a reader to scale them to the ones that are meant. */
#ifndef SL_SIM_INPUT_DISTRIBUTION_UNSCALED_H
#define SL_SIM_INPUT_DISTRIBUTION_UNSCALED_H

#include <stdbool.h>
#include <stddef.h>

/* Reading divides probabilities by their sum, which changes their last bits: written as they are
 * they would come back as others. Here are numbers w that come back as p, bit by bit, once each
 * is divided by the sum of all, `times` >= 1 times over; p: n >= 1 probabilities that such
 * divisions made. Of all that do, the first of
 *   a. p rounded to 15 digits, which is what a person had written
 *   b. p itself, or what becomes of it by divisions that come round to it
 *   c. w[i] next to p[i] x S with w[i] / S = p[i], S a sum within 5e-10 of 1 that these w have
 * room: times x n numbers to work in. False where a search of bounded length finds none, and then
 * w is p, which comes back within some units of its last place: in the tests never for lists of up
 * to 400 numbers, and for one in twenty of 5,000 whose 17 digits add up to 1 within 1e-10 only.
 * Cost: O(n) for each list tried, of which a few do; at most some tenths of a second. Checked by
 * tests/unit/test_unscaled.c. */
bool sl_unscaled(const double *p, size_t n, unsigned times, double *w, double *room);

#endif
