#include "models/exact/atoms_sum.h"

#include "models/exact/atoms_likely.h"

#include <math.h>

/* into = one, ascending, and other moved by `by` and times `mass`; what they left out is not told
 * of. */
static int merge_moved(sl_atoms_t *into, const sl_atoms_t *one, const sl_atoms_t *other, double by,
                       double mass, sl_error_t *error)
{
  size_t i = 0, k = 0;
  sl_atoms_clear(into);
  while (i < one->n || k < other->n) {
    const int code = sl_atoms_reserve(into, into->n + 1, error);
    if (code != SL_OK) {
      return code;
    }
    if (k == other->n || (i < one->n && one->atom[i].at <= other->atom[k].at + by)) {
      sl_atoms_take(into, one->atom[i++]);
    } else {
      sl_atoms_take(into, (sl_atom_t){other->atom[k].at + by, other->atom[k].mass * mass});
      k++;
    }
  }
  return SL_OK;
}

/* a moved by each atom of some [from, to) of b, all merged: halves first, so that every atom is
 * touched log b times. */
static int merge_range(sl_atoms_t *into, const sl_atoms_t *a, const sl_atoms_t *b, size_t from,
                       size_t to, sl_error_t *error)
{
  static const sl_atoms_t nothing = {0};
  if (to - from == 1) {
    return merge_moved(into, &nothing, a, b->atom[from].at, b->atom[from].mass, error);
  }
  sl_atoms_t low = {0}, high = {0};
  const size_t middle = from + (to - from) / 2;
  int code = merge_range(&low, a, b, from, middle, error);
  if (code == SL_OK) {
    code = merge_range(&high, a, b, middle, to, error);
  }
  if (code == SL_OK) {
    code = merge_moved(into, &low, &high, 0.0, 1.0, error);
    sl_moments_add(&into->lost, 1.0, &low.lost);
    sl_moments_add(&into->lost, 1.0, &high.lost);
  }
  sl_atoms_free(&low);
  sl_atoms_free(&high);
  return code;
}

/* What either left out, summed with all of the other. */
static void take_over_lost(sl_atoms_t *into, const sl_atoms_t *a, const sl_atoms_t *b)
{
  sl_moments_t of_a = sl_atoms_moments(a), of_b = sl_atoms_moments(b);
  const sl_moments_t without_a = sl_moments_of_sum(&of_a, &b->lost);
  sl_moments_add(&of_b, 1.0, &b->lost);
  const sl_moments_t without_b = sl_moments_of_sum(&a->lost, &of_b);
  sl_moments_add(&into->lost, 1.0, &without_a);
  sl_moments_add(&into->lost, 1.0, &without_b);
}

/* likely: of so many pairs at most where all are too many; 0 = then refused. */
static int convolve(sl_atoms_t *into, const sl_atoms_t *a, const sl_atoms_t *b, double likely,
                    sl_error_t *error)
{
  const sl_atoms_t *more = a->n >= b->n ? a : b, *fewer = a->n >= b->n ? b : a;
  const bool too_many = (double)a->n * (double)b->n > SL_ATOMS_WORK;
  int code = SL_OK;
  sl_atoms_clear(into);
  if (too_many && likely > 0.0) {
    code = sl_atoms_convolve_likely(into, more, fewer, likely, error);
  } else if (too_many) {
    code = sl_fail(error, SL_ERR_UNSUPPORTED, "a sum of %zu and %zu different amounts", a->n, b->n);
  } else if (fewer->n > 0) {
    code = merge_range(into, more, fewer, 0, fewer->n, error);
  }
  if (code == SL_OK) {
    take_over_lost(into, a, b);
  }
  return code;
}

int sl_atoms_convolve(sl_atoms_t *into, const sl_atoms_t *a, const sl_atoms_t *b, sl_error_t *error)
{
  return convolve(into, a, b, 0.0, error);
}

/* *a becomes a + b; room is used. */
static int add_to(sl_atoms_t *a, const sl_atoms_t *b, double likely, sl_atoms_t *room,
                  sl_error_t *error)
{
  const int code = convolve(room, a, b, likely, error);
  const sl_atoms_t swap = *a;
  *a = *room;
  *room = swap;
  return code;
}

int sl_atoms_add_independent(sl_atoms_t *atoms, const sl_atoms_t *each, double times, double work,
                             sl_error_t *error)
{
  sl_atoms_t power = {0}, room = {0}, square = {0};
  int code = sl_atoms_copy(&power, each, error);
  for (double left = times; code == SL_OK && left >= 1.0; left = floor(left / 2.0)) {
    if (fmod(left, 2.0) == 1.0) {
      code = add_to(atoms, &power, work, &room, error);
    }
    if (code == SL_OK && left >= 2.0) {
      code = convolve(&square, &power, &power, work, error);
      const sl_atoms_t swap = power;
      power = square;
      square = swap;
    }
  }
  sl_atoms_free(&power);
  sl_atoms_free(&room);
  sl_atoms_free(&square);
  return code;
}

/* One amount: its multiples. */
static int multiples(sl_atoms_t *into, const double *probability, size_t n, sl_atom_t each,
                     sl_error_t *error)
{
  int code = SL_OK;
  double power = 1.0;
  for (size_t k = 0; code == SL_OK && k < n; k++) {
    const sl_atom_t next = {(double)k * each.at, probability[k] * power};
    if (next.mass > SL_ATOM_NEGLIGIBLE) {
      code = sl_atoms_add(into, next.at, next.mass, error);
    } else {
      sl_atoms_leave_out(into, next);
    }
    power *= each.mass;
  }
  sl_atoms_settle(into);
  return code;
}

/* No claim, into an ascending list; room is used. */
static int add_none(sl_atoms_t *into, double probability, sl_atoms_t *room, sl_error_t *error)
{
  static const sl_atoms_t nothing = {0};
  sl_atom_t none = {0.0, probability};
  const sl_moments_t lost = into->lost;
  int code = SL_OK;
  if (probability > SL_ATOM_NEGLIGIBLE) {
    const sl_atoms_t one = {.n = 1, .atom = &none};
    code = merge_moved(room, into, &nothing, 0.0, 1.0, error);
    code = code == SL_OK ? merge_moved(into, room, &one, 0.0, 1.0, error) : code;
    sl_moments_add(&into->lost, 1.0, &lost);
    sl_moments_add(&into->lost, 1.0, &room->lost);
  } else {
    sl_atoms_leave_out(into, none);
  }
  return code;
}

/* By Horner's rule: p0 + each (p1 + each (p2 + ...)). */
int sl_atoms_compound(sl_atoms_t *into, const double *probability, size_t n, const sl_atoms_t *each,
                      sl_error_t *error)
{
  sl_atoms_t room = {0};
  double work = 0.0;
  int code = SL_OK;
  sl_atoms_clear(into);
  if (each->n == 1) {
    return multiples(into, probability, n, each->atom[0], error);
  }
  for (size_t k = n; code == SL_OK && k-- > 0;) {
    work += (double)into->n * (double)each->n;
    if (work > SL_ATOMS_WORK) {
      code = sl_fail(error, SL_ERR_UNSUPPORTED, "too many sums of different amounts");
    }
    if (code == SL_OK && into->n > 0) {
      code = add_to(into, each, 0.0, &room, error);
    }
    code = code == SL_OK ? add_none(into, probability[k], &room, error) : code;
  }
  sl_atoms_free(&room);
  return code;
}
