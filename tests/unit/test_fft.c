/* The transform against the sum that defines it, in long double. */
#include "models/exact/complex_number.h"
#include "models/exact/fft.h"
#include "models/random/streams.h"
#include "tests/support/harness.h"

#include <stdint.h>

static void fill(sl_fft_t *fft, double *copy)
{
  const sl_stream_t stream = {.seed = 33, .purpose = 1};
  double *signal = sl_fft_signal(fft);
  for (uint32_t k = 0; k < sl_fft_size(fft); k++) {
    copy[k] = signal[k] = (double)(sl_stream_word(&stream, k, 0, 0) >> 11) * 0x1p-52 - 1.0;
  }
}

static double error_of(const sl_fft_t *fft, const double *signal, size_t frequency,
                       double complex found)
{
  const long double two_pi = 6.283185307179586476925286766559L;
  const size_t n = sl_fft_size(fft);
  long double re = 0.0L, im = 0.0L;
  for (size_t k = 0; k < n; k++) {
    const long double angle = two_pi * (long double)(frequency * k % n) / (long double)n;
    re += signal[k] * cosl(angle);
    im -= signal[k] * sinl(angle);
  }
  return (double)hypotl(creal(found) - re, cimag(found) - im);
}

/* Every form of size: powers of 2, odd and even, and 3 and 5 times them. */
static void the_definition(void)
{
  static const size_t sizes[] = {16, 24, 32, 40, 48, 64, 80, 96, 160, 192, 320, 1024, 1280, 1536};
  static double copy[1536];
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    sl_fft_t *fft = NULL;
    double worst = 0.0, back = 0.0;
    CU_ASSERT_EQUAL_FATAL(sl_fft_new(sizes[i], &fft, NULL), SL_OK);
    CU_ASSERT_EQUAL_FATAL(sl_fft_size(fft), sizes[i]);
    fill(fft, copy);
    sl_fft_forward(fft);
    for (size_t j = 0; j < sl_fft_frequencies(fft); j++) {
      worst = fmax(worst, error_of(fft, copy, j, sl_fft_spectrum(fft)[j]));
    }
    CU_ASSERT(worst < 4e-16 * sqrt((double)sizes[i]) * log2((double)sizes[i]));
    CU_ASSERT(worst > 0.0);
    for (size_t k = 0; k < sizes[i]; k++) {
      sl_fft_signal(fft)[k] = NAN; /* all of it is written anew */
    }
    sl_fft_inverse(fft);
    for (size_t k = 0; k < sizes[i]; k++) {
      back = fmax(back, fabs(sl_fft_signal(fft)[k] - copy[k]));
    }
    CU_ASSERT(back < 4e-15);
    sl_fft_free(fft);
  }
}

/* A large one has a closed form: sum of (r z)^k = (1 - r^n) / (1 - r z), z = exp(-2 pi i j / n). */
static void a_geometric_signal(void)
{
  const double r = 0.99993;
  double worst = 0.0;
  sl_fft_t *fft = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_fft_new(150000, &fft, NULL), SL_OK);
  const size_t n = sl_fft_size(fft);
  CU_ASSERT_EQUAL(n, 163840);
  for (size_t k = 0; k < n; k++) {
    sl_fft_signal(fft)[k] = pow(r, (double)k);
  }
  sl_fft_forward(fft);
  for (size_t j = 0; j < sl_fft_frequencies(fft); j += 97) {
    const double angle = 2.0 * 3.14159265358979323846 * (double)j / (double)n;
    const double complex z = sl_complex(cos(angle), -sin(angle));
    const double complex exact = (1.0 - pow(r, (double)n)) / (1.0 - r * z);
    worst = fmax(worst, cabs(sl_fft_spectrum(fft)[j] - exact));
  }
  CU_ASSERT(worst < 1e-11 * 1.0 / (1.0 - r));
  CU_ASSERT(worst > 0.0);
  sl_fft_free(fft);
}

static void sizes_are_the_next_fast_ones(void)
{
  CU_ASSERT_EQUAL(sl_fft_size_from(1), 16);
  CU_ASSERT_EQUAL(sl_fft_size_from(17), 24);
  CU_ASSERT_EQUAL(sl_fft_size_from(33), 40);
  CU_ASSERT_EQUAL(sl_fft_size_from(41), 48);
  CU_ASSERT_EQUAL(sl_fft_size_from(1000), 1024);
  CU_ASSERT_EQUAL(sl_fft_size_from(1025), 1280);
}

SL_SUITE(fft, "unit/fft", {"the definition", the_definition},
         {"a geometric signal", a_geometric_signal},
         {"sizes are the next fast ones", sizes_are_the_next_fast_ones});
