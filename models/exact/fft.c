#include "models/exact/fft.h"

#include <fftw3.h>
#include <limits.h>
#include <stdlib.h>

struct sl_fft {
  size_t size;
  double *signal;
  double complex *spectrum;
  fftw_plan forward, inverse;
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

int sl_fft_new(size_t least, sl_fft_t **fft, sl_error_t *error)
{
  const size_t size = sl_fft_size_from(least);
  sl_fft_t *f = calloc(1, sizeof *f);
  *fft = f;
  if (f != NULL && size <= INT_MAX) {
    f->size = size;
    f->signal = fftw_alloc_real(size);
    f->spectrum = fftw_alloc_complex(size / 2 + 1);
  }
  if (f != NULL && f->signal != NULL && f->spectrum != NULL) {
    f->forward = fftw_plan_dft_r2c_1d((int)size, f->signal, f->spectrum,
                                      FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
    f->inverse =
        fftw_plan_dft_c2r_1d((int)size, f->spectrum, f->signal, FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
  }
  if (f == NULL || f->forward == NULL || f->inverse == NULL) {
    sl_fft_free(f);
    *fft = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a Fourier transform of %zu points", size);
  }
  return SL_OK;
}

void sl_fft_free(sl_fft_t *fft)
{
  if (fft == NULL) {
    return;
  }
  if (fft->forward != NULL) {
    fftw_destroy_plan(fft->forward);
  }
  if (fft->inverse != NULL) {
    fftw_destroy_plan(fft->inverse);
  }
  fftw_free(fft->signal);
  fftw_free(fft->spectrum);
  free(fft);
}

size_t sl_fft_size(const sl_fft_t *fft) { return fft->size; }
size_t sl_fft_frequencies(const sl_fft_t *fft) { return fft->size / 2 + 1; }
double *sl_fft_signal(sl_fft_t *fft) { return fft->signal; }
double complex *sl_fft_spectrum(sl_fft_t *fft) { return fft->spectrum; }

void sl_fft_forward(sl_fft_t *fft) { fftw_execute(fft->forward); }

void sl_fft_inverse(sl_fft_t *fft)
{
  fftw_execute(fft->inverse);
  const double scale = 1.0 / (double)fft->size;
  for (size_t k = 0; k < fft->size; k++) {
    fft->signal[k] *= scale;
  }
}
