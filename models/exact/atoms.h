/* Atoms: amounts that have a probability of their own, as a list, and what sums of independent ones
 * come to.
 *
 * The amounts are those of the input and sums of them, never rounded to a grid, so that a threshold
 * that stands on an atom has it on the right side. Amounts within 1e-11 of one another are one
 * (rounding of sums); a mass of at most 1e-15 is left out, and what was left out is told.
 *
 * Cost: a x b of a sum. What would come to more than SL_ATOMS_MAX amounts, or to more than
 * SL_ATOMS_WORK pairs, is refused (SL_ERR_UNSUPPORTED); of a group's sum only the likely pairs are
 * taken then, and it is refused where that leaves out more than SL_ATOMS_LOST.
 * Checked by tests/unit/test_atoms.c.
 */
#ifndef SL_MODELS_EXACT_ATOMS_H
#define SL_MODELS_EXACT_ATOMS_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_ATOMS_MAX 1000000
#define SL_ATOMS_WORK 2e7
#define SL_ATOM_NEGLIGIBLE 1e-15 /* a mass */
#define SL_ATOMS_LOST 1e-6       /* a probability */

/* Probability, and moments of amounts over it. */
typedef struct sl_moments {
  double mass, first, second;
} sl_moments_t;

typedef struct sl_atom {
  double at, mass;
} sl_atom_t;

/* Zero-initialise. */
typedef struct sl_atoms {
  size_t n, room;
  sl_atom_t *atom;   /* owned; ascending after sl_atoms_settle and every sum */
  sl_moments_t lost; /* a bound of what was left out, here and in what it is a sum of */
} sl_atoms_t;

void sl_atoms_free(sl_atoms_t *atoms); /* what it owns, not the struct itself */

/* None, and nothing left out; the room stays. */
void sl_atoms_clear(sl_atoms_t *atoms);

/* Append one, in any order: sl_atoms_settle sorts and joins. */
int sl_atoms_add(sl_atoms_t *atoms, double at, double mass, sl_error_t *error);
void sl_atoms_settle(sl_atoms_t *atoms);
/* Room for n. */
int sl_atoms_reserve(sl_atoms_t *atoms, size_t n, sl_error_t *error);

/* Append to an ascending list that has the room: joined with the last one where they are equal but
 * for rounding, left out where it is negligible. */
void sl_atoms_take(sl_atoms_t *atoms, sl_atom_t next);

/* Into what is lost. */
void sl_atoms_leave_out(sl_atoms_t *atoms, sl_atom_t atom);

int sl_atoms_copy(sl_atoms_t *to, const sl_atoms_t *from, sl_error_t *error);

double sl_atoms_mass(const sl_atoms_t *atoms);

/* Moments of those listed, masses taken as positive. */
sl_moments_t sl_atoms_moments(const sl_atoms_t *atoms);

/* *into grows by weight x other. */
void sl_moments_add(sl_moments_t *into, double weight, const sl_moments_t *other);

/* Of the sum of two independent amounts. */
sl_moments_t sl_moments_of_sum(const sl_moments_t *a, const sl_moments_t *b);

/* Whether x is above a level, where both are one if they differ by rounding only. */
bool sl_atom_is_above(double x, double level);

#endif
