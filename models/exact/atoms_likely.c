#include "models/exact/atoms_likely.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LEAST 1e-18   /* of a pair */
#define ROUNDED 4e-15 /* of the largest amount: sums as near as that share a place */

/* Atoms by falling mass, and the sums of the masses from each on. */
typedef struct ranked {
  size_t n;
  sl_atom_t *atom; /* owned */
  double *rest;    /* owned: n + 1 */
} ranked_t;

/* Sums by place: an open hash of indices + 1 into the list. */
typedef struct places {
  sl_atoms_t *sums;
  uint32_t *index; /* owned */
  uint64_t last;   /* slots - 1, slots a power of two */
  double quantum;
} places_t;

/* ---- ranks ---- */

/* Equal masses by amount, so that no order is left to the C library. */
static int by_falling_mass(const void *left, const void *right)
{
  const sl_atom_t *a = left, *b = right;
  const double p = fabs(a->mass), q = fabs(b->mass);
  return p != q ? (p < q) - (p > q) : (a->at > b->at) - (a->at < b->at);
}

static void free_ranked(ranked_t *ranked)
{
  free(ranked->atom);
  free(ranked->rest);
}

static int rank(ranked_t *ranked, const sl_atoms_t *atoms, sl_error_t *error)
{
  *ranked = (ranked_t){.n = atoms->n};
  ranked->atom = malloc(atoms->n * sizeof *ranked->atom);
  ranked->rest = malloc((atoms->n + 1) * sizeof *ranked->rest);
  if (ranked->atom == NULL || ranked->rest == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu amounts", atoms->n);
  }
  memcpy(ranked->atom, atoms->atom, atoms->n * sizeof *ranked->atom);
  qsort(ranked->atom, ranked->n, sizeof *ranked->atom, by_falling_mass);
  ranked->rest[ranked->n] = 0.0;
  for (size_t i = ranked->n; i-- > 0;) {
    ranked->rest[i] = ranked->rest[i + 1] + fabs(ranked->atom[i].mass);
  }
  return SL_OK;
}

/* Pairs of at least this probability, and what the others come to. */
static double count_pairs(const ranked_t *a, const ranked_t *b, double least, double *lost)
{
  double pairs = 0.0;
  size_t n = b->n;
  *lost = 0.0;
  for (size_t i = 0; i < a->n; i++) {
    const double p = fabs(a->atom[i].mass);
    while (n > 0 && p * fabs(b->atom[n - 1].mass) < least) {
      n--;
    }
    pairs += (double)n;
    *lost += p * b->rest[n];
  }
  return pairs;
}

/* ---- sums ---- */

static int make_places(places_t *places, sl_atoms_t *sums, double largest, double pairs,
                       sl_error_t *error)
{
  const double needed = 2.0 * fmin(pairs, (double)SL_ATOMS_MAX);
  uint64_t slots = 1024;
  while ((double)slots < needed) {
    slots *= 2;
  }
  *places = (places_t){sums, calloc(slots, sizeof *places->index), slots - 1,
                       largest > 0.0 ? ROUNDED * largest : 1.0};
  return places->index != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for sums of different amounts");
}

static int add_sum(places_t *places, double at, double mass, sl_error_t *error)
{
  const double place = floor(at / places->quantum + 0.5);
  uint64_t slot = (uint64_t)place * 0x9e3779b97f4a7c15u;
  slot = (slot ^ slot >> 32) & places->last;
  while (places->index[slot] > 0) {
    sl_atom_t *atom = &places->sums->atom[places->index[slot] - 1];
    if (floor(atom->at / places->quantum + 0.5) == place) {
      atom->mass += mass;
      return SL_OK;
    }
    slot = (slot + 1) & places->last;
  }
  places->index[slot] = (uint32_t)places->sums->n + 1;
  return sl_atoms_add(places->sums, at, mass, error);
}

static int add_pairs(places_t *places, const ranked_t *a, const ranked_t *b, double least,
                     sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < a->n; i++) {
    const sl_atom_t one = a->atom[i];
    for (size_t k = 0; code == SL_OK && k < b->n; k++) {
      const sl_atom_t other = b->atom[k];
      if (fabs(one.mass) * fabs(other.mass) < least) {
        break;
      }
      code = add_sum(places, one.at + other.at, one.mass * other.mass, error);
    }
  }
  return code;
}

/* What all pairs come to, less those that were taken: to rounding. */
static void tell_lost(sl_atoms_t *into, const sl_atoms_t *a, const sl_atoms_t *b, double lost)
{
  const sl_moments_t of_a = sl_atoms_moments(a), of_b = sl_atoms_moments(b);
  const sl_moments_t all = sl_moments_of_sum(&of_a, &of_b), taken = sl_atoms_moments(into);
  into->lost.mass += lost;
  into->lost.first += fmax(0.0, all.first - taken.first) + 1e-15 * all.first;
  into->lost.second += fmax(0.0, all.second - taken.second) + 1e-15 * all.second;
}

static int take_pairs(sl_atoms_t *into, const ranked_t *a, const ranked_t *b, double largest,
                      double work, double *lost, sl_error_t *error)
{
  double least = LEAST, pairs = count_pairs(a, b, least, lost);
  int code = SL_ERR_UNSUPPORTED;
  while (code == SL_ERR_UNSUPPORTED && *lost <= SL_ATOMS_LOST) {
    if (pairs <= work) {
      places_t places;
      sl_atoms_clear(into);
      code = make_places(&places, into, largest, pairs, error);
      code = code == SL_OK ? add_pairs(&places, a, b, least, error) : code;
      free(places.index);
    }
    if (code == SL_ERR_UNSUPPORTED) {
      least *= 10.0;
      pairs = count_pairs(a, b, least, lost);
    }
  }
  return code != SL_ERR_UNSUPPORTED ? code
                                    : sl_fail(error, SL_ERR_UNSUPPORTED,
                                              "a sum of %zu and %zu different amounts", a->n, b->n);
}

int sl_atoms_convolve_likely(sl_atoms_t *into, const sl_atoms_t *a, const sl_atoms_t *b,
                             double work, sl_error_t *error)
{
  ranked_t of_a, of_b = {0};
  double lost = 0.0;
  int code = rank(&of_a, a, error);
  if (code == SL_OK) {
    code = rank(&of_b, b, error);
  }
  if (code == SL_OK) {
    const double largest = fabs(a->atom[a->n - 1].at) + fabs(b->atom[b->n - 1].at);
    code = take_pairs(into, &of_a, &of_b, largest, work, &lost, error);
  }
  if (code == SL_OK) {
    sl_atoms_settle(into);
    tell_lost(into, a, b, lost);
  }
  free_ranked(&of_a);
  free_ranked(&of_b);
  return code;
}
