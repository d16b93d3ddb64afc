#include "models/statistics/weighted.h"

#include <math.h>
#include <stdlib.h>

/* A control of which less than this share is left beside those before it adds but rounding. */
#define DEPENDENT 1e-9

#define WIDEST 3 /* standard errors that a quantile's is to hold for */

typedef double vector_t[SL_CONTROLS_MAX];

/* a_i of stratum k. */
static double share_of(const sl_weighted_t *s, size_t k)
{
  const double n = (double)s->n, n_k = (double)s->stratum[k];
  return n_k / (n * n * (n_k - 1.0));
}

static void centre_controls(sl_weighted_t *s)
{
  const double *z = s->control;
  for (size_t k = 0; k < s->n_strata; k++) {
    for (size_t i = 0; i < s->stratum[k]; i++, z += s->n_controls) {
      for (size_t c = 0; c < s->n_controls; c++) {
        s->centre[k][c] += z[c];
      }
    }
    for (size_t c = 0; c < s->n_controls; c++) {
      s->mean[c] += s->centre[k][c] / (double)s->n;
      s->centre[k][c] /= (double)s->stratum[k];
    }
  }
}

static void add_square(const sl_weighted_t *s, size_t k, const double *z, vector_t *square)
{
  const double share = share_of(s, k);
  for (size_t c = 0; c < s->n_controls; c++) {
    for (size_t d = 0; d <= c; d++) {
      square[c][d] += share * (z[c] - s->centre[k][c]) * (z[d] - s->centre[k][d]);
    }
  }
}

/* Cholesky; a control that others make up is left out. */
static void decompose(sl_weighted_t *s, vector_t *square)
{
  for (size_t c = 0; c < s->n_controls; c++) {
    const double whole = square[c][c];
    for (size_t d = 0; d <= c; d++) {
      double left = square[c][d];
      for (size_t e = 0; e < d; e++) {
        left -= s->factor[c][e] * s->factor[d][e];
      }
      if (d < c) {
        s->factor[c][d] = s->factor[d][d] > 0.0 ? left / s->factor[d][d] : 0.0;
      } else {
        s->factor[c][c] = left > DEPENDENT * whole ? sqrt(left) : 0.0;
      }
    }
  }
}

/* x = S^-1 y over the controls that are used. */
static void solve(const sl_weighted_t *s, const double *y, double *x)
{
  for (size_t c = 0; c < s->n_controls; c++) {
    x[c] = y[c];
    for (size_t d = 0; d < c; d++) {
      x[c] -= s->factor[c][d] * x[d];
    }
    x[c] = s->factor[c][c] > 0.0 ? x[c] / s->factor[c][c] : 0.0;
  }
  for (size_t c = s->n_controls; c-- > 0;) {
    for (size_t d = c + 1; d < s->n_controls; d++) {
      x[c] -= s->factor[d][c] * x[d];
    }
    x[c] = s->factor[c][c] > 0.0 ? x[c] / s->factor[c][c] : 0.0;
  }
}

static void calibrate(sl_weighted_t *s)
{
  const double *z = s->control;
  vector_t slope = {0};
  size_t i = 0;
  solve(s, s->mean, slope);
  for (size_t k = 0; k < s->n_strata; k++) {
    const double share = (double)s->n * share_of(s, k);
    for (size_t j = 0; j < s->stratum[k]; j++, i++, z += s->n_controls) {
      double lean = 0.0;
      for (size_t c = 0; c < s->n_controls; c++) {
        lean += slope[c] * (z[c] - s->centre[k][c]);
      }
      s->calibrated[i] = s->weight[i] - share * lean * s->weight[i];
    }
  }
}

int sl_weighted_init(sl_weighted_t *sample, sl_error_t *error)
{
  vector_t square[SL_CONTROLS_MAX] = {{0}};
  const double *z = sample->control;
  sample->calibrated = malloc(sample->n * sizeof *sample->calibrated);
  if (sample->calibrated == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu weights", sample->n);
  }
  centre_controls(sample);
  for (size_t k = 0; k < sample->n_strata; k++) {
    for (size_t j = 0; j < sample->stratum[k]; j++, z += sample->n_controls) {
      add_square(sample, k, z, square);
    }
  }
  decompose(sample, square);
  calibrate(sample);
  return SL_OK;
}

void sl_weighted_free(sl_weighted_t *sample)
{
  free(sample->calibrated);
  sample->calibrated = NULL;
}

/* b: the slopes of w f on the controls. */
static void slopes(const sl_weighted_t *s, const double *f, double *b)
{
  const double *z = s->control;
  vector_t product = {0};
  size_t i = 0;
  for (size_t k = 0; k < s->n_strata; k++) {
    const double share = share_of(s, k);
    for (size_t j = 0; j < s->stratum[k]; j++, i++, z += s->n_controls) {
      for (size_t c = 0; c < s->n_controls; c++) {
        product[c] += share * (z[c] - s->centre[k][c]) * s->weight[i] * f[i];
      }
    }
  }
  solve(s, product, b);
}

static double residual(const sl_weighted_t *s, const double *b, size_t i, double f)
{
  double r = s->weight[i] * f;
  for (size_t c = 0; c < s->n_controls; c++) {
    r -= b[c] * s->control[i * s->n_controls + c];
  }
  return r;
}

sl_estimate_t sl_weighted_mean(const sl_weighted_t *sample, const double *f)
{
  vector_t b = {0};
  double sum = 0.0, variance = 0.0;
  size_t first = 0;
  slopes(sample, f, b);
  for (size_t k = 0; k < sample->n_strata; first += sample->stratum[k++]) {
    double mean = 0.0, square = 0.0;
    for (size_t i = first; i < first + sample->stratum[k]; i++) {
      sum += sample->calibrated[i] * f[i];
      mean += residual(sample, b, i, f[i]);
    }
    mean /= (double)sample->stratum[k];
    for (size_t i = first; i < first + sample->stratum[k]; i++) {
      const double d = residual(sample, b, i, f[i]) - mean;
      square += d * d;
    }
    variance += square * share_of(sample, k);
  }
  return (sl_estimate_t){.value = sum / (double)sample->n, .standard_error = sqrt(variance)};
}

/* ---- quantiles ---- */

typedef struct ranked {
  double value;
  size_t place;
} ranked_t;

static int by_descending_value(const void *left, const void *right)
{
  const ranked_t *a = left, *b = right;
  if (a->value > b->value || a->value < b->value) {
    return a->value > b->value ? -1 : 1;
  }
  return (a->place > b->place) - (a->place < b->place);
}

int sl_weighted_order(const sl_weighted_t *sample, const double *f, size_t *place,
                      sl_error_t *error)
{
  ranked_t *ranked = malloc(sample->n * sizeof *ranked);
  if (ranked == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory to sort %zu trials", sample->n);
  }
  for (size_t i = 0; i < sample->n; i++) {
    ranked[i] = (ranked_t){f[i], i};
  }
  qsort(ranked, sample->n, sizeof *ranked, by_descending_value);
  for (size_t i = 0; i < sample->n; i++) {
    place[i] = ranked[i].place;
  }
  free(ranked);
  return SL_OK;
}

/* The largest value at which the weight from the top passes n x tail. */
static double value_at(const sl_weighted_t *s, const double *f, const size_t *place, double tail)
{
  const double wanted = (double)s->n * tail;
  double sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    sum += s->calibrated[place[i]];
    if (sum > wanted) {
      return f[place[i]];
    }
  }
  return f[place[s->n - 1]];
}

sl_estimate_t sl_weighted_quantile(const sl_weighted_t *sample, const double *f,
                                   const size_t *place, double p, double *scratch)
{
  const double q = value_at(sample, f, place, 1.0 - p);
  for (size_t i = 0; i < sample->n; i++) {
    scratch[i] = f[i] > q ? 1.0 : 0.0;
  }
  const double error = sl_weighted_mean(sample, scratch).standard_error;
  double standard_error = 0.0;
  for (int k = -WIDEST; k <= WIDEST; k++) {
    const double reach = fabs(value_at(sample, f, place, 1.0 - p - k * error) - q);
    standard_error = fmax(standard_error, k != 0 ? reach / abs(k) : 0.0);
  }
  return (sl_estimate_t){.value = q, .standard_error = standard_error};
}

sl_estimate_t sl_weighted_tail_mean(const sl_weighted_t *sample, const double *f,
                                    const size_t *place, double p, double *scratch)
{
  const double q = value_at(sample, f, place, 1.0 - p);
  for (size_t i = 0; i < sample->n; i++) {
    scratch[i] = f[i] > q ? f[i] - q : 0.0;
  }
  const sl_estimate_t above = sl_weighted_mean(sample, scratch);
  return (sl_estimate_t){.value = q + above.value / (1.0 - p),
                         .standard_error = above.standard_error / (1.0 - p)};
}

double sl_weighted_effective_size(const sl_weighted_t *sample)
{
  double sum = 0.0, square = 0.0;
  for (size_t i = 0; i < sample->n; i++) {
    sum += sample->weight[i];
    square += sample->weight[i] * sample->weight[i];
  }
  return sum * sum / square;
}
