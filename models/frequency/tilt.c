#include "models/frequency/tilt.h"

#include "models/core/elementary.h"

#include <math.h>

/* Tail positions have 63 bits; the deepest band holds those below 2^DEEP: 2^-25 of all words. */
#define TOP 62
#define DEEP 39

/* Heights are rounded to this, so that the last bits of what they are computed from, which may
 * differ between processors, do not reach the maps. */
#define HEIGHT_UNIT 0x1p-20

/* Where the exposure is random, c p at most: beyond it p' would often be cut at 1, and years of
 * fewer claims never drawn. */
#define EVEN 0.5

/* For the logarithm of 0: sums of it stay finite, and exp of it is. */
#define NEVER (-700.0)

static void add_band(sl_tilt_bands_t *bands, uint64_t start) { bands->start[bands->n++] = start; }

/* From the word with tail position below 2^(octave + 1) towards the largest: cells of an octave in
 * descending tail position, so that words ascend. */
static void add_upper(sl_tilt_bands_t *bands, unsigned octave, unsigned bits)
{
  const uint64_t cells = UINT64_C(1) << bits;
  for (; octave >= DEEP; octave--) {
    const uint64_t width = (UINT64_C(1) << octave) >> bits;
    for (uint64_t c = cells; c-- > 0;) {
      add_band(bands, ~((UINT64_C(1) << octave) + (c + 1) * width - 1));
    }
  }
  add_band(bands, ~((UINT64_C(1) << DEEP) - 1));
}

static void lay_guide(sl_tilt_bands_t *bands)
{
  size_t b = 0;
  for (uint64_t c = 0; c < SL_TILT_GUIDE; c++) {
    while (b + 1 < bands->n && c << SL_TILT_GUIDE_SHIFT >= bands->start[b + 1]) {
      b++;
    }
    bands->guide[c] = (uint16_t)b;
  }
}

void sl_tilt_bands_of_amounts(sl_tilt_bands_t *bands)
{
  bands->n = 0;
  add_band(bands, 0);
  add_upper(bands, TOP - 2, 2);
  lay_guide(bands);
}

/* 2^bits bands an octave from either end. */
static void add_both_ends(sl_tilt_bands_t *bands, unsigned bits)
{
  bands->n = 0;
  add_band(bands, 0);
  for (unsigned octave = DEEP; octave <= TOP; octave++) {
    for (uint64_t c = 0; c < UINT64_C(1) << bits; c++) {
      add_band(bands, (UINT64_C(1) << octave) + c * ((UINT64_C(1) << octave) >> bits));
    }
  }
  add_upper(bands, TOP, bits);
  lay_guide(bands);
}

void sl_tilt_bands_of_factor(sl_tilt_bands_t *bands) { add_both_ends(bands, 3); }

void sl_tilt_bands_of_totals(sl_tilt_bands_t *bands) { add_both_ends(bands, 2); }

/* The words of band b; the last one ends with the words, where the difference wraps round. */
static uint64_t words_of(const sl_tilt_bands_t *bands, size_t b)
{
  return (b + 1 < bands->n ? bands->start[b + 1] : 0) - bands->start[b];
}

double sl_tilt_band_share(const sl_tilt_bands_t *bands, size_t band)
{
  return (double)words_of(bands, band) * 0x1p-64;
}

uint64_t sl_tilt_band_middle(const sl_tilt_bands_t *bands, size_t band)
{
  return bands->start[band] + words_of(bands, band) / 2;
}

static double rounded(double height) { return floor(height / HEIGHT_UNIT + 0.5) * HEIGHT_UNIT; }

/* The next digit of 32 bits of r / q, r < q, the first bit of q set: a first guess by the upper
 * half of q is too large by 2 at most. *r becomes what is left. */
static uint64_t next_digit(uint64_t *r, uint64_t q)
{
  const uint64_t upper = q >> 32, lower = q & UINT32_MAX;
  uint64_t digit = *r / upper, rest = *r % upper;
  while (rest <= UINT32_MAX && (digit > UINT32_MAX || digit * lower > rest << 32)) {
    digit--;
    rest += upper;
  }
  *r = (*r << 32) - digit * q; /* modulo 2^64, below which it is */
  return digit;
}

/* The first 64 bits of the fraction r / q, r < q, by long division (D. E. Knuth, The Art of
 * Computer Programming 2, 4.3.1, algorithm D). */
static uint64_t fraction(uint64_t r, uint64_t q)
{
  const int free_bits = __builtin_clzll(q);
  q <<= free_bits;
  r <<= free_bits;
  const uint64_t first = next_digit(&r, q);
  return first << 32 | next_digit(&r, q);
}

static double mean_of(const sl_tilt_bands_t *bands, const double *height)
{
  double mean = 0.0;
  for (size_t b = bands->n; b-- > 0;) {
    mean += sl_tilt_band_share(bands, b) * sl_det_exp(rounded(height[b]));
  }
  return mean;
}

/* Source bands from the top down; what is left is band 0's. */
static void deal(sl_tilt_map_t *map, const sl_tilt_bands_t *bands, const double *height)
{
  uint64_t end = 0; /* 2^64 */
  map->from.n = bands->n;
  for (size_t b = bands->n; b-- > 1;) {
    const double q = (double)words_of(bands, b) * sl_det_exp(rounded(height[b])) / map->mean;
    end -= q >= 1.0 ? (uint64_t)q : 1;
    map->from.start[b] = end;
  }
  map->from.start[0] = 0;
  lay_guide(&map->from);
}

void sl_tilt_map_init(sl_tilt_map_t *map, const sl_tilt_bands_t *bands, const double *height)
{
  map->mean = mean_of(bands, height);
  deal(map, bands, height);
  for (size_t b = 0; b < bands->n; b++) {
    const uint64_t p = words_of(bands, b), q = words_of(&map->from, b);
    map->to[b] = bands->start[b];
    map->whole[b] = p / q;
    map->part[b] = fraction(p % q, q);
    map->log_ratio[b] = sl_det_log((double)q / (double)p);
  }
}

static sl_tilt_count_t as_it_is(void) { return (sl_tilt_count_t){.scale = 1.0}; }

static sl_tilt_count_t tilt_binomial(double p, double n, bool random, double odds)
{
  double scale = odds / (1.0 + p * (odds - 1.0));
  if (!(p < 1.0)) {
    return as_it_is();
  }
  if (random) {
    scale = p * scale < EVEN ? scale : EVEN / p;
    return !(scale > 1.0) ? as_it_is() : (sl_tilt_count_t){.scale = scale, .mean = p, .trials = n};
  }
  return (sl_tilt_count_t){
      .scale = scale,
      .by_claim = sl_det_log(scale * (1.0 - p) / (1.0 - scale * p)),
      .constant = n * (sl_det_log1p(-scale * p) - sl_det_log1p(-p)),
  };
}

static sl_tilt_count_t tilt_negative_binomial(double mean, double size, bool random, double scale)
{
  sl_tilt_count_t count = {.scale = scale, .by_claim = sl_det_log(scale)};
  if (random) {
    count.size = size;
    count.mean = mean;
  } else {
    const double growth = sl_det_log((size + scale * mean) / (size + mean));
    count.by_claim -= growth;
    count.constant = -size * growth;
  }
  return count;
}

sl_tilt_count_t sl_tilt_count(const sl_frequency_t *frequency, double exposure,
                              bool random_exposure, double scale)
{
  if (frequency->family->panjer == NULL || !(scale > 1.0)) {
    return as_it_is();
  }
  const sl_panjer_t law = frequency->family->panjer(frequency);
  const double mean = law.mean * exposure;
  switch (law.law) {
  case SL_PANJER_POISSON:
    return (sl_tilt_count_t){
        .scale = scale, .by_claim = sl_det_log(scale), .linear = -(scale - 1.0) * mean};
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return tilt_negative_binomial(mean, law.size, random_exposure, scale);
  case SL_PANJER_BINOMIAL:
    return tilt_binomial(mean, law.size, random_exposure, scale);
  }
  return as_it_is();
}

/* n log(a / b) as a limit: 0 where no trial came out so. */
static double log_of(double n, double a, double b) { return n > 0.0 ? n * sl_det_log(a / b) : 0.0; }

static double binomial_log(const sl_tilt_count_t *count, double n, double x)
{
  const double p = count->mean * x < 1.0 ? count->mean * x : 1.0;
  const double q = count->scale * count->mean * x < 1.0 ? count->scale * count->mean * x : 1.0;
  const double log_ratio = log_of(n, q, p) + log_of(count->trials - n, 1.0 - q, 1.0 - p);
  return log_ratio > NEVER ? log_ratio : NEVER;
}

double sl_tilt_count_log(const sl_tilt_count_t *count, double n, double x)
{
  if (count->trials > 0.0) {
    return binomial_log(count, n, x);
  }
  double log_ratio = n * count->by_claim + count->linear * x + count->constant;
  if (count->size > 0.0) {
    log_ratio -= (n + count->size) * sl_det_log((count->size + count->scale * count->mean * x) /
                                                (count->size + count->mean * x));
  }
  return log_ratio;
}

sl_tilt_frailty_t sl_tilt_frailty(double shape, double slope)
{
  const double part = slope / shape < 0.5 ? slope / shape : 0.5;
  const double scale = 1.0 / (1.0 - part);
  return (sl_tilt_frailty_t){
      .scale = scale,
      .linear = shape * (1.0 - 1.0 / scale),
      .constant = -shape * sl_det_log(scale),
  };
}
