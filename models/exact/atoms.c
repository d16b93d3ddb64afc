#include "models/exact/atoms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAME 1e-11 /* relative */

void sl_atoms_free(sl_atoms_t *atoms)
{
  free(atoms->atom);
  *atoms = (sl_atoms_t){0};
}

void sl_atoms_clear(sl_atoms_t *atoms)
{
  atoms->n = 0;
  atoms->lost = (sl_moments_t){0};
}

/* ---- what is left out ---- */

void sl_moments_add(sl_moments_t *into, double weight, const sl_moments_t *other)
{
  into->mass += weight * other->mass;
  into->first += weight * other->first;
  into->second += weight * other->second;
}

sl_moments_t sl_moments_of_sum(const sl_moments_t *a, const sl_moments_t *b)
{
  return (sl_moments_t){a->mass * b->mass, a->first * b->mass + a->mass * b->first,
                        a->second * b->mass + 2.0 * a->first * b->first + a->mass * b->second};
}

static sl_moments_t moments_of(sl_atom_t atom)
{
  const double mass = fabs(atom.mass);
  return (sl_moments_t){mass, mass * atom.at, mass * atom.at * atom.at};
}

void sl_atoms_leave_out(sl_atoms_t *atoms, sl_atom_t atom)
{
  const sl_moments_t moments = moments_of(atom);
  sl_moments_add(&atoms->lost, 1.0, &moments);
}

sl_moments_t sl_atoms_moments(const sl_atoms_t *atoms)
{
  sl_moments_t sum = {0};
  for (size_t i = 0; i < atoms->n; i++) {
    const sl_moments_t moments = moments_of(atoms->atom[i]);
    sl_moments_add(&sum, 1.0, &moments);
  }
  return sum;
}

/* ---- lists ---- */

int sl_atoms_reserve(sl_atoms_t *atoms, size_t n, sl_error_t *error)
{
  if (n > SL_ATOMS_MAX) {
    return sl_fail(error, SL_ERR_UNSUPPORTED, "more than %d different amounts", SL_ATOMS_MAX);
  }
  if (n > atoms->room) {
    const size_t room = n < 8 ? 16 : 2 * n;
    sl_atom_t *grown = realloc(atoms->atom, room * sizeof *grown);
    if (grown == NULL) {
      return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu amounts", room);
    }
    atoms->atom = grown;
    atoms->room = room;
  }
  return SL_OK;
}

int sl_atoms_add(sl_atoms_t *atoms, double at, double mass, sl_error_t *error)
{
  const int code = sl_atoms_reserve(atoms, atoms->n + 1, error);
  if (code == SL_OK) {
    atoms->atom[atoms->n++] = (sl_atom_t){at, mass};
  }
  return code;
}

static int by_amount(const void *left, const void *right)
{
  const double a = ((const sl_atom_t *)left)->at, b = ((const sl_atom_t *)right)->at;
  return (a > b) - (a < b);
}

bool sl_atom_is_above(double x, double level) { return x > level + SAME * (fabs(level) + fabs(x)); }

void sl_atoms_take(sl_atoms_t *atoms, sl_atom_t next)
{
  sl_atom_t *last = atoms->n > 0 ? &atoms->atom[atoms->n - 1] : NULL;
  if (last != NULL && !sl_atom_is_above(next.at, last->at)) {
    last->mass += next.mass;
  } else if (last != NULL && fabs(last->mass) <= SL_ATOM_NEGLIGIBLE) {
    sl_atoms_leave_out(atoms, *last);
    *last = next;
  } else {
    atoms->atom[atoms->n++] = next;
  }
}

void sl_atoms_settle(sl_atoms_t *atoms)
{
  const size_t n = atoms->n;
  if (n == 0) {
    return;
  }
  qsort(atoms->atom, n, sizeof *atoms->atom, by_amount);
  atoms->n = 0;
  for (size_t i = 0; i < n; i++) {
    sl_atoms_take(atoms, atoms->atom[i]);
  }
}

int sl_atoms_copy(sl_atoms_t *to, const sl_atoms_t *from, sl_error_t *error)
{
  const int code = sl_atoms_reserve(to, from->n, error);
  if (code == SL_OK && from->n > 0) {
    memcpy(to->atom, from->atom, from->n * sizeof *to->atom);
  }
  if (code == SL_OK) {
    to->n = from->n;
    to->lost = from->lost;
  }
  return code;
}

double sl_atoms_mass(const sl_atoms_t *atoms)
{
  double sum = 0.0;
  for (size_t i = 0; i < atoms->n; i++) {
    sum += atoms->atom[i].mass;
  }
  return sum;
}
