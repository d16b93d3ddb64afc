/* The sum of two independent amounts of many atoms each, by their likely pairs; for
 * models/exact/atoms.c.
 *
 * Of n x m pairs most are so unlikely that all of them together matter to nothing: those of a
 * probability below the least power of ten, from 1e-18 on, that leaves at most `work` pairs are
 * left out, and told in into->lost. Refused (SL_ERR_UNSUPPORTED) where they come to more than
 * SL_ATOMS_LOST, or where more than SL_ATOMS_MAX amounts are likely.
 *
 * Cost: n log n, and some 50 ns a pair.
 * Checked by tests/unit/test_atoms.c.
 */
#ifndef SL_MODELS_EXACT_ATOMS_LIKELY_H
#define SL_MODELS_EXACT_ATOMS_LIKELY_H

#include "models/exact/atoms.h"

/* What a and b themselves left out is not looked at. into: empty. */
int sl_atoms_convolve_likely(sl_atoms_t *into, const sl_atoms_t *a, const sl_atoms_t *b,
                             double work, sl_error_t *error);

#endif
