#include "models/exact/group_sum.h"

#include "models/core/elementary.h"
#include "models/exact/complex_number.h"
#include "models/exact/fft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CIRCLE 1.6
#define TILT 20.0
#define ON_GRID 1e-7           /* of a step: rounding of the amount */
#define NARROW 0.2             /* of a step: side by side, points so near make no ripples */
#define LOG_NEGLIGIBLE (-41.0) /* e^-41 = 1.6e-18 */
#define LOG_NOTHING (-745.0)   /* stands for the logarithm of 0 */
#define PI 3.14159265358979323846

struct sl_group_sum {
  double step;
  size_t points, n_nodes;
  sl_fft_t *fft;
  double *tilt;         /* points */
  double complex *logs; /* [n_nodes][frequencies] */
  size_t active;        /* frequencies that are not dropped at every node */
};

int sl_group_sum_new(double step, size_t points, size_t n_nodes, sl_group_sum_t **sum,
                     sl_error_t *error)
{
  sl_group_sum_t *s = calloc(1, sizeof *s);
  *sum = s;
  if (s == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the group's total");
  }
  s->step = step;
  s->points = points;
  s->n_nodes = n_nodes;
  int code = sl_fft_new((size_t)(CIRCLE * (double)points) + 1, &s->fft, error);
  if (code == SL_OK) {
    s->active = sl_fft_frequencies(s->fft);
    s->tilt = malloc(points * sizeof *s->tilt);
    s->logs = calloc(s->active * n_nodes, sizeof *s->logs);
    if (s->tilt == NULL || s->logs == NULL) {
      code = sl_fail(error, SL_ERR_MEMORY, "no memory for a group's grid of %zu points", points);
    }
  }
  if (code != SL_OK) {
    sl_group_sum_free(s);
    *sum = NULL;
    return code;
  }
  for (size_t k = 0; k < points; k++) {
    s->tilt[k] = sl_det_exp(-TILT * (double)k / (double)sl_fft_size(s->fft));
  }
  return SL_OK;
}

void sl_group_sum_free(sl_group_sum_t *sum)
{
  if (sum != NULL) {
    sl_fft_free(sum->fft);
    free(sum->tilt);
    free(sum->logs);
    free(sum);
  }
}

size_t sl_group_sum_frequencies(const sl_group_sum_t *sum) { return sl_fft_frequencies(sum->fft); }

/* ---- one person ---- */

/* Cubic Lagrange weights of four neighbouring points; near 0 the first four. */
static void spread(const sl_group_sum_t *sum, double amount, double mass, double *signal)
{
  const double x = amount / sum->step;
  if (!(x < (double)sum->points - 3.0)) {
    return;
  }
  if (fabs(x - nearbyint(x)) < ON_GRID) {
    signal[(size_t)nearbyint(x)] += mass;
    return;
  }
  const size_t first = x >= 1.0 ? (size_t)x - 1 : 0;
  const double t = x - (double)first;
  const double a = t, b = t - 1.0, c = t - 2.0, d = t - 3.0;
  signal[first] -= mass * b * c * d / 6.0;
  signal[first + 1] += mass * a * c * d / 2.0;
  signal[first + 2] -= mass * a * b * d / 2.0;
  signal[first + 3] += mass * a * b * c / 6.0;
}

/* A mass of some width, evenly: the weights are cubics within a step, which two points of Gauss
 * and Legendre integrate exactly. */
static void spread_evenly(const sl_group_sum_t *sum, double low, double high, double mass,
                          double *signal)
{
  static const double gauss = 0.21132486540518712; /* (1 - 1 / sqrt(3)) / 2 */
  const double last = fmin(high, (double)sum->points * sum->step);
  for (double from = low; from < last;) {
    const double next = (floor(from / sum->step * (1.0 + 1e-14)) + 1.0) * sum->step;
    const double to = fmin(high, next), half = 0.5 * mass * (to - from) / (high - low);
    spread(sum, from + gauss * (to - from), half, signal);
    spread(sum, to - gauss * (to - from), half, signal);
    from = to;
  }
}

static void take_logs(const double complex *spectrum, size_t n, const double complex *before,
                      double complex *logs)
{
  for (size_t k = 0; k < n; k++) {
    const double re = creal(spectrum[k]), im = cimag(spectrum[k]);
    const double square = re * re + im * im;
    const double modulus = square > 0.0 ? 0.5 * sl_det_log(square) : LOG_NOTHING;
    double angle = sl_det_angle(re, im);
    if (before != NULL) {
      angle += 2.0 * PI * nearbyint((cimag(before[k]) - angle) / (2.0 * PI));
    }
    logs[k] = sl_complex(modulus, angle);
  }
}

void sl_group_sum_transform(sl_group_sum_t *sum, const sl_spread_points_t *points,
                            const sl_atoms_t *atoms, const double complex *before,
                            double complex *log_transform)
{
  double *signal = sl_fft_signal(sum->fft);
  memset(signal, 0, sl_fft_size(sum->fft) * sizeof *signal);
  for (size_t i = 0; i < points->n; i++) {
    if (points->high[i] - points->low[i] > NARROW * sum->step) {
      spread_evenly(sum, points->low[i], points->high[i], points->mass[i], signal);
    } else {
      spread(sum, points->value[i], points->mass[i], signal);
    }
  }
  for (size_t i = 0; i < atoms->n; i++) {
    spread(sum, atoms->atom[i].at, atoms->atom[i].mass, signal);
  }
  for (size_t k = 0; k < sum->points; k++) {
    signal[k] *= sum->tilt[k];
  }
  sl_fft_forward(sum->fft);
  take_logs(sl_fft_spectrum(sum->fft), sum->active, before, log_transform);
}

/* ---- a mixture ---- */

void sl_group_sum_begin_mixture(sl_group_sum_t *sum)
{
  memset(sl_fft_spectrum(sum->fft), 0, sum->active * sizeof(double complex));
}

void sl_group_sum_mix(sl_group_sum_t *sum, double probability, const double complex *const *parts,
                      size_t n)
{
  double complex *spectrum = sl_fft_spectrum(sum->fft);
  for (size_t k = 0; probability > 0.0 && k < sum->active; k++) {
    double re = 0.0, im = 0.0;
    for (size_t i = 0; i < n; i++) {
      re += creal(parts[i][k]);
      im += cimag(parts[i][k]);
    }
    const double modulus = probability * sl_det_exp(re);
    const sl_direction_t d = sl_det_direction(im);
    spectrum[k] += sl_complex(modulus * d.cosine, modulus * d.sine);
  }
}

void sl_group_sum_end_mixture(sl_group_sum_t *sum, const double complex *before,
                              double complex *log_transform)
{
  take_logs(sl_fft_spectrum(sum->fft), sum->active, before, log_transform);
}

/* ---- the group ---- */

void sl_group_sum_add(sl_group_sum_t *sum, size_t node, double weight,
                      const double complex *log_transform)
{
  double *logs = (double *)(sum->logs + node * sl_fft_frequencies(sum->fft));
  const double *added = (const double *)log_transform;
  for (size_t k = 0; k < 2 * sum->active; k++) {
    logs[k] += weight * added[k];
  }
}

/* From where on every node's product is nothing beside its own at frequency 0. */
void sl_group_sum_settle(sl_group_sum_t *sum)
{
  const size_t n = sl_fft_frequencies(sum->fft);
  size_t needed = 1;
  for (size_t i = 0; i < sum->n_nodes; i++) {
    const double complex *logs = sum->logs + i * n;
    size_t last = sum->active;
    while (last > needed && creal(logs[last - 1]) - creal(logs[0]) < LOG_NEGLIGIBLE) {
      last--;
    }
    needed = last;
  }
  sum->active = needed;
}

void sl_group_sum_masses(sl_group_sum_t *sum, const double *weights, double *mass)
{
  const size_t n = sl_fft_frequencies(sum->fft);
  double complex *spectrum = sl_fft_spectrum(sum->fft);
  memset(spectrum, 0, n * sizeof *spectrum);
  for (size_t i = 0; i < sum->n_nodes; i++) {
    const double complex *logs = sum->logs + i * n;
    for (size_t k = 0; k < sum->active; k++) {
      const double modulus = weights[i] * sl_det_exp(creal(logs[k]));
      const sl_direction_t d = sl_det_direction(cimag(logs[k]));
      spectrum[k] += sl_complex(modulus * d.cosine, modulus * d.sine);
    }
  }
  sl_fft_inverse(sum->fft);
  const double *signal = sl_fft_signal(sum->fft);
  for (size_t k = 0; k < sum->points; k++) {
    mass[k] = signal[k] / sum->tilt[k];
  }
}
