#include "models/frequency/thinned.h"

#include "models/frequency/panjer_recursion.h"

#include <stdlib.h>

#define LIST_MAX 4000000

typedef struct list {
  double *p;
  size_t n, capacity;
} list_t;

static int push(list_t *list, double p, sl_error_t *error)
{
  if (list->n == LIST_MAX) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "zero_modified: the distribution in of is too wide to be listed");
  }
  if (list->n == list->capacity) {
    const size_t capacity = 2 * list->capacity + 32;
    double *grown = realloc(list->p, capacity * sizeof *grown);
    if (grown == NULL) {
      return sl_fail(error, SL_ERR_MEMORY, "out of memory for a claim frequency");
    }
    list->p = grown;
    list->capacity = capacity;
  }
  list->p[list->n++] = p;
  return SL_OK;
}

/* Coefficients of sum p(n) (1 - e + e z)^n by Horner's rule: only positive terms. */
static int thin_table(const sl_frequency_t *f, double e, list_t *list, sl_error_t *error)
{
  for (size_t i = f->n; i-- > 0;) {
    const int code = push(list, 0.0, error);
    if (code != SL_OK) {
      return code;
    }
    double *q = list->p;
    for (size_t k = list->n - 1; k > 0; k--) {
      q[k] = (1.0 - e) * q[k] + e * q[k - 1];
    }
    q[0] = (1.0 - e) * q[0] + f->probabilities[i];
  }
  return SL_OK;
}

static void reverse(list_t *list)
{
  for (size_t i = 0, j = list->n - 1; i < j; i++, j--) {
    const double p = list->p[i];
    list->p[i] = list->p[j];
    list->p[j] = p;
  }
}

/* From p(0) to where F no longer grows; a binomial of failures is turned round. */
static int list_panjer(sl_panjer_t law, list_t *list, sl_error_t *error)
{
  const sl_count_pieces_t pieces = sl_pieces_of(law);
  const sl_count_piece_t *piece = &pieces.piece;
  sl_walk_t walk = {.p = piece->p0, .f = piece->p0};
  if (pieces.n > 1 || pieces.has_rest) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "zero_modified: a mean of %.15g in of is too large to be listed", law.mean);
  }
  int code = push(list, walk.p, error);
  while (code == SL_OK && walk.n < piece->last && sl_walk_next(&walk, piece->a, piece->b)) {
    code = push(list, walk.p, error);
  }
  if (pieces.failures) {
    while (code == SL_OK && list->n <= pieces.trials) {
      code = push(list, 0.0, error);
    }
    reverse(list);
  }
  return code;
}

/* Summed from the small end. */
static double any_claim(const list_t *list)
{
  double sum = 0.0;
  for (size_t i = list->n; i-- > 1;) {
    sum += list->p[i];
  }
  return sum;
}

static int list_frequency(const sl_frequency_t *f, double exposure, list_t *list,
                          sl_error_t *error);

static int list_modified(const sl_frequency_t *f, double exposure, list_t *list, sl_error_t *error)
{
  const double zero = f->parameter[0];
  list_t whole = {0};
  int code = list_frequency(f->part, 1.0, &whole, error);
  if (code == SL_OK) {
    code = list_frequency(f->part, exposure, list, error);
  }
  if (code == SL_OK) {
    const double any = any_claim(&whole), kept = any_claim(list);
    list->p[0] = zero + (1.0 - zero) * (1.0 - kept / any);
    for (size_t i = 1; i < list->n; i++) {
      list->p[i] *= (1.0 - zero) / any;
    }
  }
  free(whole.p);
  return code;
}

static int list_frequency(const sl_frequency_t *f, double exposure, list_t *list, sl_error_t *error)
{
  if (f->family->shape == SL_FREQUENCY_TABLE) {
    return thin_table(f, exposure, list, error);
  }
  if (f->family->shape == SL_FREQUENCY_ZERO_MODIFIED) {
    return list_modified(f, exposure, list, error);
  }
  sl_panjer_t law = f->family->panjer(f);
  law.mean *= exposure;
  return list_panjer(law, list, error);
}

int sl_thinned_probabilities(const sl_frequency_t *frequency, double exposure, double **p,
                             size_t *n, sl_error_t *error)
{
  list_t list = {0};
  const int code = list_frequency(frequency, exposure, &list, error);
  if (code != SL_OK) {
    free(list.p);
    return code;
  }
  *p = list.p;
  *n = list.n;
  return SL_OK;
}
