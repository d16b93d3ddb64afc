/* Real discrete Fourier transforms of one size with their own buffers, in plain arithmetic: the
 * same bits on any processor and with any compiler.
 *
 *   spectrum[j] = sum_k signal[k] exp(-2 pi i j k / size), j <= size / 2
 * Cost: O(size log size). Error: a few rounding errors of the signal's root mean square times log2
 * of the size. A transform belongs to one thread at a time. Checked against the sum itself by
 * tests/unit/test_fft.c.
 */
#ifndef SL_MODELS_EXACT_FFT_H
#define SL_MODELS_EXACT_FFT_H

#include "models/core/error.h"

#include <complex.h>
#include <stddef.h>

typedef struct sl_fft sl_fft_t;

/* The next size at or above least, at least 16, of 2^a, 3 2^a and 5 2^a. */
size_t sl_fft_size_from(size_t least);

/* Of the size that sl_fft_size_from says. SL_ERR_MEMORY. */
int sl_fft_new(size_t least, sl_fft_t **fft, sl_error_t *error);
void sl_fft_free(sl_fft_t *fft);

size_t sl_fft_size(const sl_fft_t *fft);
size_t sl_fft_frequencies(const sl_fft_t *fft); /* size / 2 + 1 */
double *sl_fft_signal(sl_fft_t *fft);           /* size */
double complex *sl_fft_spectrum(sl_fft_t *fft); /* frequencies */

/* Spectrum from signal, which stays. */
void sl_fft_forward(sl_fft_t *fft);
/* Signal from spectrum, divided by the size. The imaginary parts of the
 * first and last frequency are taken to be 0, and the spectrum is used up. */
void sl_fft_inverse(sl_fft_t *fft);

#endif
