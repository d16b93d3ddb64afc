/* Tilted laws: what the mapped draws become, and that their weights are those of the laws. Exact
 * answers: binomial and gamma densities by GSL, sums over the bands' own words. */
#include "models/core/elementary.h"
#include "models/frequency/tilt.h"
#include "sim/engine/tilt/aim.h"
#include "tests/support/harness.h"

#include <gsl/gsl_randist.h>
#include <math.h>

static void make_map(sl_tilt_bands_t *bands, sl_tilt_map_t *map, double slope)
{
  double height[SL_TILT_BANDS_MAX];
  for (size_t b = 0; b < bands->n; b++) {
    height[b] = slope * (double)b / (double)bands->n;
  }
  sl_tilt_map_init(map, bands, height);
}

static uint64_t last_word(const sl_tilt_bands_t *bands, size_t b)
{
  return b + 1 < bands->n ? bands->start[b + 1] - 1 : UINT64_MAX;
}

static void bands_ascend_and_hold_their_words(void)
{
  sl_tilt_bands_t bands;
  for (int kind = 0; kind < 2; kind++) {
    double whole = 0.0;
    if (kind == 0) {
      sl_tilt_bands_of_amounts(&bands);
    } else {
      sl_tilt_bands_of_factor(&bands);
    }
    CU_ASSERT_FATAL(bands.n > 20 && bands.n <= SL_TILT_BANDS_MAX);
    for (size_t b = 0; b < bands.n; b++) {
      CU_ASSERT(b == 0 || bands.start[b] > bands.start[b - 1]);
      CU_ASSERT_EQUAL(sl_tilt_band(&bands, bands.start[b]), b);
      CU_ASSERT_EQUAL(sl_tilt_band(&bands, last_word(&bands, b)), b);
      CU_ASSERT_EQUAL(sl_tilt_band(&bands, sl_tilt_band_middle(&bands, b)), b);
      whole += sl_tilt_band_share(&bands, b);
    }
    CU_ASSERT_DOUBLE_EQUAL(whole, 1.0, 1e-15);
  }
}

/* The first source word of a band becomes its first target word, the last one of the last few. */
static void a_map_takes_every_band_to_itself(void)
{
  sl_tilt_bands_t bands;
  sl_tilt_map_t map;
  sl_tilt_bands_of_amounts(&bands);
  for (int s = -1; s <= 3; s++) {
    make_map(&bands, &map, s);
    for (size_t b = 0; b < bands.n; b++) {
      const uint64_t first = map.from.start[b], last = last_word(&map.from, b);
      const double step = sl_tilt_band_share(&bands, b) / sl_tilt_band_share(&map.from, b);
      CU_ASSERT_EQUAL(sl_tilt_word_in(&map, b, first), bands.start[b]);
      CU_ASSERT(sl_tilt_word_in(&map, b, last) <= last_word(&bands, b));
      CU_ASSERT((double)(last_word(&bands, b) - sl_tilt_word_in(&map, b, last)) <= step + 3.0);
      /* A word in the middle lies in the middle: the line is straight. */
      const uint64_t half = sl_tilt_word_in(&map, b, first + (last - first) / 2);
      CU_ASSERT(fabs((double)(int64_t)(half - sl_tilt_band_middle(&bands, b))) <= 2 * step + 4.0);
    }
  }
}

static void the_ratios_are_those_of_the_heights_and_average_to_one(void)
{
  sl_tilt_bands_t bands;
  sl_tilt_map_t map;
  sl_tilt_bands_of_amounts(&bands);
  make_map(&bands, &map, 3.0);
  double mean = 0.0, of_heights = 0.0;
  for (size_t b = 0; b < bands.n; b++) {
    const double p = sl_tilt_band_share(&bands, b), height = 3.0 * (double)b / (double)bands.n;
    mean += p * exp(map.log_ratio[b]);
    of_heights += p * exp(height);
    CU_ASSERT_DOUBLE_EQUAL(map.log_ratio[b], height - log(map.mean), 2e-6);
    CU_ASSERT_DOUBLE_EQUAL(exp(map.log_ratio[b]), sl_tilt_band_share(&map.from, b) / p, 1e-12);
  }
  CU_ASSERT_DOUBLE_EQUAL(mean, 1.0, 1e-14);
  CU_ASSERT_DOUBLE_EQUAL(of_heights, map.mean, 3e-6 * map.mean);
}

/* The law at the tilted exposure by the law itself. */
static double ratio_by_pmf(const sl_frequency_t *f, double exposure, const sl_tilt_count_t *count,
                           unsigned n, double x)
{
  const double m = f->parameter[0] * exposure * x, c = count->scale;
  switch (f->family->panjer(f).law) {
  case SL_PANJER_POISSON:
    return log(gsl_ran_poisson_pdf(n, c * m) / gsl_ran_poisson_pdf(n, m));
  case SL_PANJER_NEGATIVE_BINOMIAL: {
    const double r = f->family->panjer(f).size;
    return log(gsl_ran_negative_binomial_pdf(n, r / (r + c * m), r) /
               gsl_ran_negative_binomial_pdf(n, r / (r + m), r));
  }
  case SL_PANJER_BINOMIAL:
  default: {
    const sl_panjer_t law = f->family->panjer(f);
    const unsigned trials = (unsigned)law.size;
    return log(gsl_ran_binomial_pdf(n, c * law.mean * exposure * x, trials) /
               gsl_ran_binomial_pdf(n, law.mean * exposure * x, trials));
  }
  }
}

static void counts_weigh_as_their_laws_do(void)
{
  static const struct {
    const char *family;
    double first, second;
  } laws[] = {{"poisson", 2.5, 0},
              {"negative_binomial", 2.5, 0.3},
              {"geometric", 1.5, 0},
              {"binomial", 13, 0.4},
              {"bernoulli", 0.4, 0}};
  for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
    sl_frequency_t f;
    sl_frequency_init(&f, sl_frequency_family(laws[i].family));
    f.parameter[0] = laws[i].first;
    f.parameter[1] = laws[i].second;
    CU_ASSERT_EQUAL_FATAL(sl_frequency_validate(&f, NULL), SL_OK);
    const bool binomial = f.family->panjer(&f).law == SL_PANJER_BINOMIAL;
    for (int random = 0; random < 2; random++) {
      const sl_tilt_count_t count = sl_tilt_count(&f, 0.8, random != 0, 1.3);
      const double x = random ? 1.7 : 1.0;
      CU_ASSERT(count.scale > 1.0);
      CU_ASSERT(!random || !binomial || sl_tilt_count_is_mixed(&count));
      for (unsigned n = 0; n <= (laws[i].first < 1 ? 1 : 9); n++) {
        CU_ASSERT_DOUBLE_EQUAL(sl_tilt_count_log(&count, n, x), ratio_by_pmf(&f, 0.8, &count, n, x),
                               1e-11);
      }
    }
    sl_frequency_free(&f);
  }
}

/* p = 0.02 x 0.8 = 0.016; odds x 24 make c = 24 / (1 + 23 x 0.016). At x = 4, p' is cut at 1: no
 * year without a claim is drawn; at x = 100 p is too, and nothing is changed. */
static void a_probability_is_cut_at_one_on_both_sides(void)
{
  sl_frequency_t f;
  sl_frequency_init(&f, sl_frequency_family("bernoulli"));
  f.parameter[0] = 0.02;
  const sl_tilt_count_t count = sl_tilt_count(&f, 0.8, true, 24.0);
  CU_ASSERT_DOUBLE_EQUAL(count.scale, 24.0 / 1.368, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(sl_tilt_count_log(&count, 1.0, 4.0), log(1.0 / 0.064), 1e-12);
  CU_ASSERT_EQUAL(sl_tilt_count_log(&count, 0.0, 4.0), -700.0);
  CU_ASSERT_EQUAL(sl_tilt_count_log(&count, 1.0, 100.0), 0.0);
  CU_ASSERT(sl_tilt_count(&f, 0.8, true, 1e9).scale * 0.016 <= 0.5); /* even at most */
  f.parameter[0] = 0.8;
  CU_ASSERT_EQUAL(sl_tilt_count(&f, 0.8, true, 24.0).scale, 1.0); /* 0.64 is above that already */
  sl_frequency_free(&f);
}

/* 64 years of 0, 10, .. 630, t = their quantile at 95%, 590 (the 60th of 0 .. 63): above it are 600
 * .. 630, P = 4 / 64. A claim of 100 takes 500 .. 590 above it by 10 .. 100 and adds 100 to those
 * above: phi = ((10 + .. + 100) + 4 x 100) / 64 - 100 x 4 / 64 = 550 / 64. */
static void a_claim_adds_what_many_small_ones_would_not(void)
{
  double years[64];
  for (int i = 0; i < 64; i++) {
    years[i] = 10.0 * i;
  }
  sl_tilt_aim_t aim = sl_tilt_aim_at_one(0, years, 64, 0.95);
  CU_ASSERT_EQUAL(aim.from, 590.0);
  SL_ASSERT_CLOSE(aim.above, 4.0 / 64.0, 1e-15);
  SL_ASSERT_CLOSE(sl_tilt_aim_addition(&aim, 100.0), 550.0 / 64.0, 1e-12);
  SL_ASSERT_CLOSE(sl_tilt_aim_addition(&aim, 9.0), 9.0 / 64.0, 1e-12);
  CU_ASSERT_EQUAL(sl_tilt_aim_addition(&aim, 0.0), 0.0);
  aim.kappa = 0.5;
  SL_ASSERT_CLOSE(sl_tilt_aim_height(&aim, 100.0), log(1.0 + 275.0 / 64.0), 1e-12);
  const sl_tilt_aim_t many = sl_tilt_aim_at_many(0, 0.01);
  SL_ASSERT_CLOSE(sl_tilt_aim_height(&many, 100.0), 1.0, 1e-15);
  CU_ASSERT_EQUAL(sl_tilt_aim_height(&many, 1e9), 4.0);
}

static void frailty_weighs_as_its_law_does(void)
{
  const double slopes[] = {0.0, 0.05, 0.3, 10.0};
  for (size_t i = 0; i < 4; i++) {
    const sl_tilt_frailty_t t = sl_tilt_frailty(0.8, slopes[i]);
    CU_ASSERT(t.scale >= 1.0 && t.scale <= 2.0);
    for (double x = 0.01; x < 9.0; x *= 3.0) {
      const double exact =
          log(gsl_ran_gamma_pdf(x, 0.8, t.scale / 0.8) / gsl_ran_gamma_pdf(x, 0.8, 1.0 / 0.8));
      CU_ASSERT_DOUBLE_EQUAL(t.linear * x + t.constant, exact, 1e-12);
    }
  }
}

SL_SUITE(tilt, "unit/tilt",
         {"bands ascend and hold their words", bands_ascend_and_hold_their_words},
         {"a map takes every band to itself", a_map_takes_every_band_to_itself},
         {"the ratios are those of the heights and average to one",
          the_ratios_are_those_of_the_heights_and_average_to_one},
         {"counts weigh as their laws do", counts_weigh_as_their_laws_do},
         {"a probability is cut at one on both sides", a_probability_is_cut_at_one_on_both_sides},
         {"a claim adds what many small ones would not",
          a_claim_adds_what_many_small_ones_would_not},
         {"frailty weighs as its law does", frailty_weighs_as_its_law_does});
