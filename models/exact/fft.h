/* Real discrete Fourier transforms by FFTW (M. Frigo, S. G. Johnson 2005, "The design and
 * implementation of FFTW3", Proceedings of the IEEE 93, 216-231), of one size with its own buffers.
 *
 *   spectrum[j] = sum_k signal[k] exp(-2 pi i j k / size), j <= size / 2
 * Plans are estimated, never measured, so that a program makes the same ones each time; FFTW
 * chooses code by the processor, so that last digits may differ between processors.
 *
 * FFTW's planner keeps a state of its own: no two calls of sl_fft_new and sl_fft_free may run at
 * the same time. A transform belongs to one thread at a time.
 */
#ifndef SL_MODELS_EXACT_FFT_H
#define SL_MODELS_EXACT_FFT_H

#include "models/error.h"

#include <complex.h>
#include <stddef.h>

typedef struct sl_fft sl_fft_t;

/* The next size at or above least that FFTW does fast: 2^a, 3 2^a or 5 2^a. */
size_t sl_fft_size_from(size_t least);

/* Of the next fast size at or above least. */
int sl_fft_new(size_t least, sl_fft_t **fft, sl_error_t *error);
void sl_fft_free(sl_fft_t *fft);

size_t sl_fft_size(const sl_fft_t *fft);
size_t sl_fft_frequencies(const sl_fft_t *fft); /* size / 2 + 1 */
double *sl_fft_signal(sl_fft_t *fft);           /* size */
double complex *sl_fft_spectrum(sl_fft_t *fft); /* frequencies */

/* Spectrum from signal, which stays. */
void sl_fft_forward(sl_fft_t *fft);
/* Signal from spectrum, divided by the size; the spectrum is used up. */
void sl_fft_inverse(sl_fft_t *fft);

#endif
