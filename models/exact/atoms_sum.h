/* Sums of independent amounts of atoms. Cost: pairs of atoms x their logarithm.
 * Checked by tests/unit/test_atoms.c.
 */
#ifndef SL_MODELS_EXACT_ATOMS_SUM_H
#define SL_MODELS_EXACT_ATOMS_SUM_H

#include "models/exact/atoms.h"

/* The sum of two independent amounts; into may be neither. */
int sl_atoms_convolve(sl_atoms_t *into, const sl_atoms_t *a, const sl_atoms_t *b,
                      sl_error_t *error);

/* *atoms becomes the sum of itself and `times` independent amounts of `each`. Where pairs would be
 * more than SL_ATOMS_WORK, `work` of them at most, the likely ones (models/exact/atoms_likely.h).
 */
int sl_atoms_add_independent(sl_atoms_t *atoms, const sl_atoms_t *each, double times, double work,
                             sl_error_t *error);

/* sum_k probability[k] x (the sum of k independent amounts), k < n: a number of claims and one
 * claim. */
int sl_atoms_compound(sl_atoms_t *into, const double *probability, size_t n, const sl_atoms_t *each,
                      sl_error_t *error);

#endif
