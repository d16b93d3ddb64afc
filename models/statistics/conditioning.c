#include "models/statistics/conditioning.h"

#include "models/core/amounts.h"
#include "models/core/elementary.h"

#include <math.h>
#include <stdlib.h>

/* A spread of logarithms below this is rounding. */
#define SPREAD_LEAST 0x1p-40

static int allocate(sl_conditioning_t *c, size_t n, sl_error_t *error)
{
  *c = (sl_conditioning_t){.n = n};
  c->weight = calloc(n + 1, sizeof *c->weight);
  c->place = calloc(n + 1, sizeof *c->place);
  if (c->weight == NULL || c->place == NULL) {
    sl_conditioning_free(c);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the weights of %zu trials", n);
  }
  return SL_OK;
}

void sl_conditioning_free(sl_conditioning_t *conditioning)
{
  free(conditioning->weight);
  free(conditioning->place);
  conditioning->weight = conditioning->place = NULL;
}

typedef struct spread {
  double mean, deviation;
} spread_t;

/* Of the logarithms that stand in place, from the first so that equal ones differ by nothing. */
static spread_t spread_of(const sl_conditioning_t *c, const double *so_far)
{
  double first = 0.0, sum = 0.0, squares = 0.0;
  size_t n = 0;
  for (size_t i = 0; i < c->n; i++) {
    if (so_far[i] > 0.0) {
      first = n == 0 ? c->place[i] : first;
      sum += c->place[i] - first;
      n++;
    }
  }
  const double mean = n > 0 ? first + sum / (double)n : 0.0;
  for (size_t i = 0; i < c->n; i++) {
    squares += so_far[i] > 0.0 ? (c->place[i] - mean) * (c->place[i] - mean) : 0.0;
  }
  return (spread_t){mean, n > 1 ? sqrt(squares / (double)(n - 1)) : 0.0};
}

static void standardise(sl_conditioning_t *c, const double *so_far, const spread_t *spread)
{
  double cubes = 0.0, fourths = 0.0;
  for (size_t i = 0; i < c->n; i++) {
    if (so_far[i] > 0.0) {
      const double z = (c->place[i] - spread->mean) / spread->deviation;
      c->place[i] = z;
      cubes += z * z * z;
      fourths += z * z * z * z;
    }
  }
  const double n = (double)c->n_used, square = (n - 1.0) / n;
  c->skew = cubes / n;
  c->quadratic = fourths / n - square * square - c->skew * c->skew / square;
}

/* The nearest trial weighs 1. */
static void weigh(sl_conditioning_t *c, const double *so_far)
{
  double nearest = (double)INFINITY;
  for (size_t i = 0; i < c->n; i++) {
    const double apart = c->place[i] - c->at;
    nearest = so_far[i] > 0.0 ? sl_smaller(nearest, apart * apart) : nearest;
  }
  for (size_t i = 0; i < c->n; i++) {
    const double apart = (c->place[i] - c->at) * (c->place[i] - c->at) - nearest;
    c->weight[i] = so_far[i] > 0.0
                       ? sl_det_exp(-apart / (2.0 * SL_CONDITIONING_WIDTH * SL_CONDITIONING_WIDTH))
                       : 0.0;
  }
}

/* Where the amount so far tells no trials apart: those that have one, or those that have none. */
static void choose(sl_conditioning_t *c, const double *so_far, bool with)
{
  for (size_t i = 0; i < c->n; i++) {
    c->weight[i] = (so_far[i] > 0.0) == with ? 1.0 : 0.0;
  }
}

static void count_effective(sl_conditioning_t *c)
{
  double sum = 0.0, squares = 0.0;
  for (size_t i = 0; i < c->n; i++) {
    sum += c->weight[i];
    squares += c->weight[i] * c->weight[i];
  }
  c->effective = squares > 0.0 ? sum * sum / squares : 0.0;
  for (size_t i = 0; squares <= 0.0 && i < c->n; i++) {
    c->weight[i] = 1.0;
  }
}

int sl_conditioning_init(sl_conditioning_t *c, double known, const double *so_far, size_t n,
                         sl_error_t *error)
{
  const int code = allocate(c, n, error);
  if (code != SL_OK) {
    return code;
  }
  for (size_t i = 0; i < n; i++) {
    c->place[i] = so_far[i] > 0.0 ? sl_det_log(so_far[i]) : (double)NAN;
    c->n_used += so_far[i] > 0.0;
  }
  const spread_t spread = spread_of(c, so_far);
  c->moves = known > 0.0 && spread.deviation > SPREAD_LEAST;
  if (c->moves) {
    standardise(c, so_far, &spread);
    c->at = (sl_det_log(known) - spread.mean) / spread.deviation;
    weigh(c, so_far);
  } else {
    choose(c, so_far, known > 0.0);
  }
  count_effective(c);
  return SL_OK;
}

/* The quadratic by polynomials that are orthogonal over the trials: 1, z, z^2 - skew' z - square.
 * The mean of z is 0 and that of z^2 is square, (n - 1) / n. */
void sl_conditioning_move(const sl_conditioning_t *c, const double *to_come, double *moved)
{
  const double n = (double)c->n_used, square = c->n_used > 0 ? (n - 1.0) / n : 1.0;
  const double tilt = c->skew / square;
  double first = 0.0, second = 0.0;
  for (size_t i = 0; c->moves && i < c->n; i++) {
    const double z = c->place[i];
    if (!isnan(z)) {
      first += to_come[i] * z;
      second += to_come[i] * (z * z - tilt * z - square);
    }
  }
  first = c->moves ? first / (n * square) : 0.0;
  second = c->moves && c->quadratic > SPREAD_LEAST ? second / (n * c->quadratic) : 0.0;
  for (size_t i = 0; i < c->n; i++) {
    const double z = c->place[i];
    const double apart =
        first * (c->at - z) + second * ((c->at - z) * (c->at + z) - tilt * (c->at - z));
    moved[i] = c->moves && !isnan(z) ? sl_larger(0.0, to_come[i] + apart) : to_come[i];
  }
}

/* ---- weighed samples ---- */

sl_estimate_t sl_weighed_mean(const double *f, const double *weight, size_t n)
{
  if (weight == NULL) {
    return sl_mean(f, n);
  }
  double all = 0.0, sum = 0.0, squares = 0.0, weights = 0.0;
  for (size_t i = 0; i < n; i++) {
    all += weight[i];
    weights += weight[i] * weight[i];
    sum += weight[i] * (f[i] - f[0]);
  }
  const double mean = f[0] + sum / all;
  for (size_t i = 0; i < n; i++) {
    squares += weight[i] * weight[i] * (f[i] - mean) * (f[i] - mean);
  }
  const bool few = all * all < 2.0 * weights;
  return (sl_estimate_t){mean, few ? (double)NAN : sqrt(squares) / all};
}

sl_estimate_t sl_weighed_share(const double *f, const double *weight, size_t n, double above)
{
  double all = 0.0, hit = 0.0, weights = 0.0;
  size_t hits = 0;
  for (size_t i = 0; i < n; i++) {
    const double w = weight != NULL ? weight[i] : 1.0;
    all += w;
    weights += w * w;
    hit += f[i] > above ? w : 0.0;
    hits += f[i] > above;
  }
  if (weight == NULL) {
    return sl_proportion(hits, n);
  }
  const double share = hit / all, effective = all * all / weights;
  return (sl_estimate_t){share, effective < 2.0 ? (double)NAN
                                                : sqrt(share * (1.0 - share) / (effective - 1.0))};
}

static int by_value(const void *left, const void *right)
{
  const sl_weighed_value_t *a = left, *b = right;
  const int order = (a->value > b->value) - (a->value < b->value);
  return order != 0 ? order : (a->weight > b->weight) - (a->weight < b->weight);
}

size_t sl_weighed_sort(const double *f, const double *weight, size_t n, sl_weighed_value_t *sorted)
{
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (weight == NULL || weight[i] > 0.0) {
      sorted[kept++] = (sl_weighed_value_t){f[i], weight != NULL ? weight[i] : 1.0};
    }
  }
  qsort(sorted, kept, sizeof *sorted, by_value);
  return kept;
}

void sl_weighed_quantiles(const sl_weighed_value_t *sorted, size_t n, const double *fractions,
                          size_t n_fractions, double *quantiles)
{
  double all = 0.0;
  for (size_t i = 0; i + 1 < n; i++) {
    all += 0.5 * (sorted[i].weight + sorted[i + 1].weight);
  }
  double place = 0.0;
  size_t k = 0;
  for (size_t q = 0; q < n_fractions; q++) {
    const double wanted = fractions[q] * all;
    double step = k + 1 < n ? 0.5 * (sorted[k].weight + sorted[k + 1].weight) : 0.0;
    while (k + 1 < n && place + step <= wanted) {
      place += step;
      k++;
      step = k + 1 < n ? 0.5 * (sorted[k].weight + sorted[k + 1].weight) : 0.0;
    }
    quantiles[q] = sorted[k].value;
    if (k + 1 < n && step > 0.0) {
      quantiles[q] += (wanted - place) / step * (sorted[k + 1].value - sorted[k].value);
    }
  }
}
