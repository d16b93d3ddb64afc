#include "models/exact/frailty_mixture.h"

#include "models/core/elementary.h"
#include "models/exact/frailty.h"
#include "models/exact/polar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NEGLIGIBLE 1e-12   /* a weight */
#define NEARLY_LINEAR 1e-9 /* weight x square of the exponent: what linearity below leaves out */
#define INTERPOLATED 6

typedef struct curve_table {
  double first; /* step number of the first row */
  size_t rows;
  double *re, *im; /* L(y) / y: [rows][n] */
} curve_table_t;

struct sl_frailty_mixture {
  double shape, step;
  double low, high; /* of log T, as far as nodes go */
  size_t n, n_curves;
  curve_table_t *curves;
  double first; /* step number of the person's first node */
  size_t nodes, room;
  double *re, *im; /* the person's transform at each node: [nodes][n] */
};

static double negligible_from(const sl_frailty_mixture_t *m, double direction, double claims)
{
  double x = 0.0, size = 1.0;
  while (size > (direction < 0.0 ? NEARLY_LINEAR : NEGLIGIBLE)) {
    x += direction * m->step;
    size = sl_frailty_density(m->shape, x);
    size *= direction < 0.0 ? fmin(1.0, sl_det_pow(claims * sl_det_exp(x), 2.0)) : 1.0;
  }
  return x;
}

int sl_frailty_mixture_new(double shape, double coarseness, double claims, size_t n,
                           size_t n_curves, sl_frailty_mixture_t **mixture, sl_error_t *error)
{
  sl_frailty_mixture_t *m = calloc(1, sizeof *m);
  *mixture = m;
  if (m != NULL) {
    m->curves = calloc(n_curves + 1, sizeof *m->curves);
  }
  if (m == NULL || m->curves == NULL) {
    free(m);
    *mixture = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a mixture over the frailty");
  }
  m->shape = shape;
  m->step = sl_frailty_step(shape) * sl_det_pow(coarseness, 0.25);
  m->low = negligible_from(m, -1.0, claims);
  m->high = negligible_from(m, 1.0, claims);
  m->n = n;
  m->n_curves = n_curves;
  return SL_OK;
}

void sl_frailty_mixture_free(sl_frailty_mixture_t *mixture)
{
  if (mixture == NULL) {
    return;
  }
  for (size_t c = 0; c < mixture->n_curves; c++) {
    free(mixture->curves[c].re);
    free(mixture->curves[c].im);
  }
  free(mixture->curves);
  free(mixture->re);
  free(mixture->im);
  free(mixture);
}

/* ---- tables ---- */

int sl_frailty_mixture_make(sl_frailty_mixture_t *mixture, size_t curve, double low, double high,
                            size_t *rows, sl_error_t *error)
{
  curve_table_t *table = &mixture->curves[curve];
  table->first = floor((sl_det_log(low) + mixture->low) / mixture->step) - INTERPOLATED;
  const double last = ceil((sl_det_log(high) + mixture->high) / mixture->step) + INTERPOLATED;
  table->rows = (size_t)(last - table->first) + 1;
  table->re = malloc(table->rows * mixture->n * sizeof *table->re);
  table->im = malloc(table->rows * mixture->n * sizeof *table->im);
  *rows = table->rows;
  return table->re != NULL && table->im != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for a table of %zu rows", table->rows);
}

double sl_frailty_mixture_exposure(const sl_frailty_mixture_t *mixture, size_t curve, size_t row)
{
  return sl_det_exp((mixture->curves[curve].first + (double)row) * mixture->step);
}

void sl_frailty_mixture_set(sl_frailty_mixture_t *mixture, size_t curve, size_t row,
                            const double complex *log_transform)
{
  const curve_table_t *table = &mixture->curves[curve];
  const double per = 1.0 / sl_frailty_mixture_exposure(mixture, curve, row);
  double *re = table->re + row * mixture->n, *im = table->im + row * mixture->n;
  for (size_t k = 0; k < mixture->n; k++) {
    re[k] = creal(log_transform[k]) * per;
    im[k] = cimag(log_transform[k]) * per;
  }
}

/* ---- a person ---- */

/* A curve's part for one person: weights of six neighbouring rows, the same at every node. */
typedef struct part {
  const double *re, *im; /* the first of the six rows at the person's first node */
  double weight[INTERPOLATED];
  double exposure;
} part_t;

static part_t part_of(const sl_frailty_mixture_t *mixture, const sl_claim_exposure_t *exposure)
{
  const curve_table_t *table = &mixture->curves[exposure->law];
  const double place =
      sl_det_log(exposure->exposure) / mixture->step + mixture->first - table->first;
  const double from = floor(place) - (INTERPOLATED / 2 - 1), t = place - from;
  part_t part = {table->re + (size_t)from * mixture->n,
                 table->im + (size_t)from * mixture->n,
                 {0},
                 exposure->exposure};
  for (int i = 0; i < INTERPOLATED; i++) {
    part.weight[i] = 1.0;
    for (int j = 0; j < INTERPOLATED; j++) {
      part.weight[i] *= j != i ? (t - j) / (double)(i - j) : 1.0;
    }
  }
  return part;
}

/* sum += the weighted sum of six rows. */
static void add_rows(size_t n, const double *row, const double w[INTERPOLATED],
                     double *restrict sum)
{
  const double *a = row, *b = a + n, *c = b + n, *d = c + n, *e = d + n, *f = e + n;
  const double wa = w[0], wb = w[1], wc = w[2], wd = w[3], we = w[4], wf = w[5];
  for (size_t k = 0; k < n; k++) {
    sum[k] += ((wa * a[k] + wb * b[k]) + (wc * c[k] + wd * d[k])) + (we * e[k] + wf * f[k]);
  }
}

static void add_part(sl_frailty_mixture_t *mixture, const part_t *part)
{
  const size_t n = mixture->n;
  for (size_t i = 0; i < mixture->nodes; i++) {
    const double y = part->exposure * sl_det_exp((mixture->first + (double)i) * mixture->step);
    double weight[INTERPOLATED];
    for (size_t j = 0; j < INTERPOLATED; j++) {
      weight[j] = y * part->weight[j];
    }
    add_rows(n, part->re + i * n, weight, mixture->re + i * n);
    add_rows(n, part->im + i * n, weight, mixture->im + i * n);
  }
}

static int make_room(sl_frailty_mixture_t *mixture, sl_error_t *error)
{
  if (mixture->nodes <= mixture->room) {
    return SL_OK;
  }
  free(mixture->re);
  free(mixture->im);
  mixture->re = malloc(mixture->nodes * mixture->n * sizeof *mixture->re);
  mixture->im = malloc(mixture->nodes * mixture->n * sizeof *mixture->im);
  mixture->room = mixture->nodes;
  return mixture->re != NULL && mixture->im != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu nodes of the frailty",
                       mixture->nodes);
}

int sl_frailty_mixture_person(sl_frailty_mixture_t *mixture, const sl_claim_exposure_t *exposures,
                              size_t n, double low, double high, sl_error_t *error)
{
  mixture->first = floor((sl_det_log(low) + mixture->low) / mixture->step);
  mixture->nodes =
      (size_t)(ceil((sl_det_log(high) + mixture->high) / mixture->step) - mixture->first) + 1;
  const int code = make_room(mixture, error);
  if (code != SL_OK) {
    mixture->room = 0;
    return code;
  }
  const size_t all = mixture->nodes * mixture->n;
  memset(mixture->re, 0, all * sizeof *mixture->re);
  memset(mixture->im, 0, all * sizeof *mixture->im);
  for (size_t c = 0; c < n; c++) {
    const part_t part = part_of(mixture, &exposures[c]);
    add_part(mixture, &part);
  }
  sl_polar(all, mixture->re, mixture->im);
  return SL_OK;
}

/* ---- a mixture ---- */

/* Interleaved re and im. */
static void add_node(size_t n, double weight, const double *re, const double *im,
                     double *restrict transform)
{
  for (size_t k = 0; k < n; k++) {
    transform[2 * k] += weight * re[k];
    transform[2 * k + 1] += weight * im[k];
  }
}

void sl_frailty_mixture_total(const sl_frailty_mixture_t *mixture, double multiplier,
                              double complex *transform)
{
  const double at = sl_det_log(multiplier), n = (double)mixture->nodes;
  double mass = 1.0, mean = 1.0, first_t = 1.0;
  memset(transform, 0, mixture->n * sizeof *transform);
  for (size_t i = mixture->nodes; i-- > 0;) {
    const double x = (mixture->first + (double)i) * mixture->step - at;
    double weight = mixture->step * sl_frailty_density(mixture->shape, x);
    first_t = sl_det_exp(x);
    mass -= weight;
    mean -= weight * first_t;
    if (i == 0) {
      weight += mean / first_t;
      mass -= mean / first_t;
    } else if (weight * n < 1e-3 * NEGLIGIBLE) {
      continue;
    }
    add_node(mixture->n, weight, mixture->re + i * mixture->n, mixture->im + i * mixture->n,
             (double *)transform);
  }
  for (size_t k = 0; k < mixture->n; k++) {
    transform[k] += mass;
  }
}
