/* A real signal is transformed as half as many complex points, whose passes of 4, 2, 3 and 5 sort
 * themselves (T. G. Stockham 1966, "High-speed convolution and correlation"; the real form after
 * C. van Loan 1992, Computational Frameworks for the Fast Fourier Transform, 4.3). Libraries choose
 * their code by processor and take angles from libm: their last bits would differ between machines.
 */
#include "models/exact/fft.h"

#include "models/core/elementary.h"

#include <limits.h>
#include <stdlib.h>

#define TWO_PI 6.28318530717958647693
#define MOST_PASSES 32

typedef struct sl_point {
  double re, im;
} sl_point_t;

struct sl_fft {
  size_t size, half; /* of the signal, and of its complex form */
  unsigned radix[MOST_PASSES];
  size_t n_passes;
  double *signal;
  double complex *spectrum;
  sl_point_t *work[2]; /* [half] each */
  sl_point_t *turn;    /* [size]: e^(-2 pi i k / size) */
};

size_t sl_fft_size_from(size_t least)
{
  size_t best = 16;
  while (best < least) {
    best *= 2;
  }
  static const size_t odd[] = {3, 5};
  for (size_t i = 0; i < 2; i++) {
    size_t size = 8 * odd[i];
    while (size < least) {
      size *= 2;
    }
    best = size < best ? size : best;
  }
  return best;
}

static void plan(sl_fft_t *fft)
{
  size_t rest = fft->half;
  static const unsigned choices[] = {5, 3, 4, 2};
  for (size_t i = 0; i < 4; i++) {
    while (rest % choices[i] == 0) {
      fft->radix[fft->n_passes++] = choices[i];
      rest /= choices[i];
    }
  }
  for (size_t k = 0; k < fft->size; k++) {
    const sl_direction_t d = sl_det_direction(TWO_PI * (double)k / (double)fft->size);
    fft->turn[k] = (sl_point_t){d.cosine, -d.sine};
  }
}

int sl_fft_new(size_t least, sl_fft_t **fft, sl_error_t *error)
{
  const size_t size = sl_fft_size_from(least);
  sl_fft_t *f = calloc(1, sizeof *f);
  *fft = f;
  if (f != NULL && size <= INT_MAX) {
    f->size = size;
    f->half = size / 2;
    f->signal = malloc(size * sizeof *f->signal);
    f->spectrum = malloc((f->half + 1) * sizeof *f->spectrum);
    f->work[0] = malloc(f->half * sizeof *f->work[0]);
    f->work[1] = malloc(f->half * sizeof *f->work[1]);
    f->turn = malloc(size * sizeof *f->turn);
  }
  if (f == NULL || f->signal == NULL || f->spectrum == NULL || f->work[0] == NULL ||
      f->work[1] == NULL || f->turn == NULL) {
    sl_fft_free(f);
    *fft = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a Fourier transform of %zu points", size);
  }
  plan(f);
  return SL_OK;
}

void sl_fft_free(sl_fft_t *fft)
{
  if (fft != NULL) {
    free(fft->signal);
    free(fft->spectrum);
    free(fft->work[0]);
    free(fft->work[1]);
    free(fft->turn);
    free(fft);
  }
}

size_t sl_fft_size(const sl_fft_t *fft) { return fft->size; }
size_t sl_fft_frequencies(const sl_fft_t *fft) { return fft->size / 2 + 1; }
double *sl_fft_signal(sl_fft_t *fft) { return fft->signal; }
double complex *sl_fft_spectrum(sl_fft_t *fft) { return fft->spectrum; }

/* ---- passes ---- */

static inline sl_point_t plus(sl_point_t a, sl_point_t b)
{
  return (sl_point_t){a.re + b.re, a.im + b.im};
}

static inline sl_point_t minus(sl_point_t a, sl_point_t b)
{
  return (sl_point_t){a.re - b.re, a.im - b.im};
}

static inline sl_point_t times(sl_point_t a, sl_point_t b)
{
  return (sl_point_t){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/* a by -i. */
static inline sl_point_t turned(sl_point_t a) { return (sl_point_t){a.im, -a.re}; }

/* Each butterfly takes points `apart` from one another and leaves its r results side by side, in
 * runs of `stride`; w[j] turns the j-th. */
static void pass_2(size_t stride, size_t apart, const sl_point_t *restrict x,
                   sl_point_t *restrict y, const sl_point_t *w)
{
  for (size_t q = 0; q < stride; q++) {
    const sl_point_t a = x[q], b = x[q + apart];
    y[q] = plus(a, b);
    y[q + stride] = times(minus(a, b), w[1]);
  }
}

static void pass_4(size_t stride, size_t apart, const sl_point_t *restrict x,
                   sl_point_t *restrict y, const sl_point_t *w)
{
  const sl_point_t w1 = w[1], w2 = w[2], w3 = w[3];
  for (size_t q = 0; q < stride; q++) {
    const sl_point_t a = x[q], b = x[q + apart], c = x[q + 2 * apart], d = x[q + 3 * apart];
    const sl_point_t ac = plus(a, c), bd = plus(b, d), a_c = minus(a, c);
    const sl_point_t b_d = turned(minus(b, d));
    y[q] = plus(ac, bd);
    y[q + stride] = times(plus(a_c, b_d), w1);
    y[q + 2 * stride] = times(minus(ac, bd), w2);
    y[q + 3 * stride] = times(minus(a_c, b_d), w3);
  }
}

/* An odd number of points by the definition: there is one such pass at most. */
static void pass_odd(unsigned radix, size_t stride, size_t apart, const sl_point_t *restrict x,
                     sl_point_t *restrict y, const sl_point_t *w)
{
  sl_point_t root[5];
  for (unsigned j = 0; j < radix; j++) {
    const sl_direction_t d = sl_det_direction(TWO_PI * j / radix);
    root[j] = (sl_point_t){d.cosine, -d.sine};
  }
  for (size_t q = 0; q < stride; q++) {
    for (unsigned k = 0; k < radix; k++) {
      sl_point_t sum = x[q];
      for (unsigned j = 1; j < radix; j++) {
        sum = plus(sum, times(x[q + j * apart], root[j * k % radix]));
      }
      y[q + k * stride] = times(sum, w[k]);
    }
  }
}

static void butterfly(unsigned radix, size_t stride, size_t apart, const sl_point_t *x,
                      sl_point_t *y, const sl_point_t *w)
{
  if (radix == 4) {
    pass_4(stride, apart, x, y, w);
  } else if (radix == 2) {
    pass_2(stride, apart, x, y, w);
  } else {
    pass_odd(radix, stride, apart, x, y, w);
  }
}

/* work[0] to its transform; returns where that stands. */
static sl_point_t *transform(sl_fft_t *fft)
{
  size_t stride = 1, length = fft->half;
  sl_point_t *x = fft->work[0], *y = fft->work[1];
  for (size_t i = 0; i < fft->n_passes; i++) {
    const unsigned radix = fft->radix[i];
    const size_t parts = length / radix;
    for (size_t p = 0; p < parts; p++) {
      sl_point_t w[5];
      for (size_t j = 0; j < radix; j++) {
        w[j] = fft->turn[p * j * (fft->size / length)]; /* p j < length */
      }
      butterfly(radix, stride, parts * stride, x + p * stride, y + p * radix * stride, w);
    }
    sl_point_t *swap = x;
    x = y;
    y = swap;
    stride *= radix;
    length = parts;
  }
  return x;
}

/* Even points are real, odd ones imaginary parts; the two spectra are told apart by symmetry. */
void sl_fft_forward(sl_fft_t *fft)
{
  const size_t n = fft->half;
  double *out = (double *)fft->spectrum;
  for (size_t k = 0; k < n; k++) {
    fft->work[0][k] = (sl_point_t){fft->signal[2 * k], fft->signal[2 * k + 1]};
  }
  const sl_point_t *z = transform(fft);
  for (size_t k = 0; k <= n; k++) {
    const sl_point_t a = z[k % n], b = z[(n - k) % n], mirror = {b.re, -b.im};
    const sl_point_t even = plus(a, mirror), odd = times(turned(minus(a, mirror)), fft->turn[k]);
    out[2 * k] = 0.5 * (even.re + odd.re);
    out[2 * k + 1] = 0.5 * (even.im + odd.im);
  }
}

void sl_fft_inverse(sl_fft_t *fft)
{
  const size_t n = fft->half;
  sl_point_t *in = (sl_point_t *)fft->spectrum;
  in[0].im = in[n].im = 0.0; /* as of any real signal */
  for (size_t k = 0; k < n; k++) {
    const sl_point_t a = in[k], b = in[n - k], mirror = {b.re, -b.im}, back = fft->turn[k];
    const sl_point_t even = plus(a, mirror);
    const sl_point_t odd = times(minus(a, mirror), (sl_point_t){back.re, -back.im});
    /* The inverse is the conjugate of the conjugate's transform. */
    fft->work[0][k] = (sl_point_t){0.5 * (even.re - odd.im), -0.5 * (even.im + odd.re)};
  }
  const sl_point_t *z = transform(fft);
  const double scale = 1.0 / (double)n;
  for (size_t k = 0; k < n; k++) {
    fft->signal[2 * k] = scale * z[k].re;
    fft->signal[2 * k + 1] = -scale * z[k].im;
  }
}
