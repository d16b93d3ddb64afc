/* Atoms: amounts that have a probability of their own, as a list, and what sums of independent ones
 * come to.
 *
 * The amounts are those of the input and sums of them, never rounded to a grid, so that a threshold
 * that stands on an atom has it on the right side. Amounts within 1e-11 of one another are one
 * (rounding of sums); a mass of at most 1e-15 is left out.
 *
 * Cost: a x b of a sum. What would come to more than SL_ATOMS_MAX amounts, or to more than
 * SL_ATOMS_WORK pairs, is refused (SL_ERR_UNSUPPORTED).
 * Checked by tests/unit/test_atoms.c.
 */
#ifndef SL_MODELS_EXACT_ATOMS_H
#define SL_MODELS_EXACT_ATOMS_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_ATOMS_MAX 1000000
#define SL_ATOMS_WORK 2e7

typedef struct sl_atom {
  double at, mass;
} sl_atom_t;

/* Zero-initialise. */
typedef struct sl_atoms {
  size_t n, room;
  sl_atom_t *atom; /* owned; ascending after sl_atoms_settle and every sum */
} sl_atoms_t;

void sl_atoms_free(sl_atoms_t *atoms); /* what it owns, not the struct itself */

/* Append one, in any order: sl_atoms_settle sorts and joins. */
int sl_atoms_add(sl_atoms_t *atoms, double at, double mass, sl_error_t *error);
void sl_atoms_settle(sl_atoms_t *atoms);
int sl_atoms_copy(sl_atoms_t *to, const sl_atoms_t *from, sl_error_t *error);

/* The sum of two independent amounts; into may be neither. */
int sl_atoms_convolve(sl_atoms_t *into, const sl_atoms_t *a, const sl_atoms_t *b,
                      sl_error_t *error);

/* *atoms becomes the sum of itself and `times` independent amounts of `each`. */
int sl_atoms_add_independent(sl_atoms_t *atoms, const sl_atoms_t *each, double times,
                             sl_error_t *error);

/* sum_k probability[k] x (the sum of k independent amounts), k < n: a number of claims and one
 * claim. */
int sl_atoms_compound(sl_atoms_t *into, const double *probability, size_t n, const sl_atoms_t *each,
                      sl_error_t *error);

double sl_atoms_mass(const sl_atoms_t *atoms);

/* Whether x is above a level, where both are one if they differ by rounding only. */
bool sl_atom_is_above(double x, double level);

#endif
