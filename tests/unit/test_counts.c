#include "models/counts.h"
#include "models/panjer_recursion.h"
#include "models/simd/kernels.h"
#include "tests/support/frequencies.h"
#include "tests/support/harness.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 100000, BLOCK = 500 };

static const sl_stream_t stream = {.seed = 20260101, .purpose = SL_DRAW_COUNT << 24};

/* Draw TRIALS counts at a fixed exposure; multiplier 0: none, else this one in every trial. */
static void draw(sl_frequency_t *f, double exposure, double multiplier, uint32_t *counts)
{
  static double factors[BLOCK];
  static uint64_t scratch[BLOCK];
  sl_count_law_t *law = NULL;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_frequency_validate(f, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_count_law_new(f, exposure, multiplier > 0, &law, &error), SL_OK);
  for (size_t i = 0; i < BLOCK; i++) {
    factors[i] = multiplier;
  }
  for (uint32_t t = 0; t < TRIALS; t += BLOCK) {
    uint64_t sum = 0;
    const uint64_t told = sl_count_law_batch(law, sl_kernels_best(), &stream, t, BLOCK, 7,
                                             multiplier > 0 ? factors : NULL, scratch, counts + t);
    for (size_t i = 0; i < BLOCK; i++) {
      sum += counts[t + i];
    }
    CU_ASSERT_EQUAL(told, sum);
  }
  sl_count_law_free(law);
}

/* Chi-square of the counts against exact probabilities, cells with fewer than 10 expected counts
 * merged; the chance of a false alarm is 1e-6. */
static void check_law(const uint32_t *counts, double (*pmf)(unsigned n, const double *p),
                      const double *p, unsigned support, const char *what)
{
  double *observed = calloc(support + 1U, sizeof *observed), chi = 0, cell = 0, seen = 0, rest = 1;
  unsigned cells = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(observed);
  for (size_t i = 0; i < TRIALS; i++) {
    observed[counts[i] < support ? counts[i] : support] += 1;
  }
  for (unsigned n = 0; n <= support; n++) {
    const double probability = n < support ? pmf(n, p) : fmax(rest, 0);
    rest -= probability;
    cell += TRIALS * probability;
    seen += observed[n];
    if ((cell >= 10 && TRIALS * rest >= 10) || n == support) {
      chi += cell > 0 ? (seen - cell) * (seen - cell) / cell : 0;
      CU_ASSERT(cell > 1e-9 || seen == 0);
      cells += cell > 0;
      cell = seen = 0;
    }
  }
  if (cells > 1 && gsl_cdf_chisq_Q(chi, cells - 1) < 1e-6) {
    printf("\n    %s: chi-square %g on %u cells\n", what, chi, cells);
    CU_FAIL("counts follow their law");
  }
  free(observed);
}

static double poisson_pmf(unsigned n, const double *p) { return gsl_ran_poisson_pdf(n, p[0]); }

static double negative_binomial_pmf(unsigned n, const double *p)
{
  return gsl_ran_negative_binomial_pdf(n, p[1] / (p[1] + p[0]), p[1]);
}

static double binomial_pmf(unsigned n, const double *p)
{
  return gsl_ran_binomial_pdf(n, p[1], (unsigned)p[0]);
}

/* p = zero, mean of the Poisson part at exposure 1, exposure. Keeping each claim of a Poisson count
 * that is positive: p(n) = (1 - zero) / (1 - e^-mean) Poisson(mean x exposure)(n), n > 0. */
static double thinned_modified_pmf(unsigned n, const double *p)
{
  const double scale = (1 - p[0]) / -expm1(-p[1]), kept = p[1] * p[2];
  return n > 0 ? scale * gsl_ran_poisson_pdf(n, kept) : 1 + scale * expm1(-kept);
}

/* A slow reference: the binomial mixture over the counts of the table .1, .2, .3, .4. */
static double thinned_table_pmf(unsigned n, const double *p)
{
  double sum = 0;
  for (unsigned k = n; k < 4; k++) {
    sum += 0.1 * (k + 1) * gsl_ran_binomial_pdf(n, p[0], k);
  }
  return sum;
}

static uint32_t counts[TRIALS], others[TRIALS];

/* Fixed exposure draws by table, random exposure by recursion: one answer, and the right one. */
static void check_both_ways(const char *family, double first, double second, double exposure,
                            double (*pmf)(unsigned, const double *), const double *p,
                            unsigned support)
{
  sl_frequency_t f = sl_test_frequency(family, first, second);
  draw(&f, exposure, 0, counts);
  check_law(counts, pmf, p, support, family);
  draw(&f, exposure, 1.0, others);
  CU_ASSERT_EQUAL(memcmp(counts, others, sizeof counts), 0);
  draw(&f, exposure / 4, 4.0, others);
  CU_ASSERT_EQUAL(memcmp(counts, others, sizeof counts), 0);
}

static void counts_follow_their_laws(void)
{
  check_both_ways("poisson", 12, 0, 1, poisson_pmf, (double[]){12}, 100);
  check_both_ways("poisson", 12, 0, 1.5, poisson_pmf, (double[]){18}, 100);
  check_both_ways("poisson", 0.001, 0, 1, poisson_pmf, (double[]){0.001}, 10);
  check_both_ways("geometric", 3, 0, 2, negative_binomial_pmf, (double[]){6, 1}, 300);
  check_both_ways("negative_binomial", 10, 0.8, 1.25, negative_binomial_pmf, (double[]){12.5, 0.8},
                  500);
  check_both_ways("negative_binomial", 5, 1e9, 1, poisson_pmf, (double[]){5}, 100);
  check_both_ways("binomial", 10, 0.3, 0.5, binomial_pmf, (double[]){10, 0.15}, 10);
  check_both_ways("binomial", 10, 0.3, 2.5, binomial_pmf, (double[]){10, 0.75}, 10);
  check_both_ways("bernoulli", 0.3, 0, 1, binomial_pmf, (double[]){1, 0.3}, 1);
  check_both_ways("bernoulli", 0.3, 0, 2, binomial_pmf, (double[]){1, 0.6}, 1);
}

static void thinned_counts_follow_their_laws(void)
{
  const double exposures[] = {1, 0.6, 0.01};
  for (size_t i = 0; i < 3; i++) {
    const double e = exposures[i];
    sl_frequency_t f = sl_test_frequency_modified(0.35, sl_test_frequency("poisson", 4, 0));
    draw(&f, e, 0, counts);
    check_law(counts, thinned_modified_pmf, (double[]){0.35, 4, e}, 50, "zero_modified");
    sl_frequency_free(&f);
    f = sl_test_frequency_table((double[]){0.1, 0.2, 0.3, 0.4}, 4);
    draw(&f, e, 0, counts);
    check_law(counts, thinned_table_pmf, &e, 3, "table");
    sl_frequency_free(&f);
  }
}

static void all_counts_are(uint32_t n)
{
  for (size_t i = 0; i < TRIALS; i++) {
    CU_ASSERT_EQUAL_FATAL(counts[i], n);
  }
}

static void nothing_random_is_exact(void)
{
  const double one[] = {0, 1, 0}, five[] = {0, 0, 0, 0, 0, 1};
  sl_frequency_t f = sl_test_frequency_table(one, 3);
  draw(&f, 1, 0, counts);
  all_counts_are(1);
  draw(&f, 0, 0, counts);
  all_counts_are(0);
  sl_frequency_free(&f);
  f = sl_test_frequency_table(five, 6);
  draw(&f, 1, 0, counts);
  all_counts_are(5);
  sl_frequency_free(&f);
  f = sl_test_frequency("binomial", 1000, 0.4);
  draw(&f, 2.5, 0, counts);
  all_counts_are(1000);
  draw(&f, 1, 7, counts);
  all_counts_are(1000);
  f = sl_test_frequency("bernoulli", 1, 0);
  draw(&f, 1, 0, counts);
  all_counts_are(1);
}

static void no_exposure_gives_no_claims(void)
{
  const char *families[] = {"poisson", "negative_binomial", "geometric", "binomial", "bernoulli"};
  for (size_t k = 0; k < 5; k++) {
    sl_frequency_t f = sl_test_frequency(families[k], 1, 0.8);
    draw(&f, 0, 0, counts);
    all_counts_are(0);
    draw(&f, 0, 3, counts);
    all_counts_are(0);
  }
  sl_frequency_t f = sl_test_frequency_modified(0.3, sl_test_frequency("poisson", 3, 0));
  draw(&f, 0, 0, counts);
  all_counts_are(0);
  sl_frequency_free(&f);
}

/* A multiplier of 0 in some trials, and another one in each: every trial has the count that a law
 * compiled for its exposure would give it. */
static void each_trial_has_its_own_multiplier(void)
{
  const double multiplier[] = {0, 0.25, 1, 0, 3, 12, 0.001, 40};
  const struct {
    const char *family;
    double first, second;
  } laws[] = {{"poisson", 12, 0},
              {"negative_binomial", 9, 0.8},
              {"geometric", 2, 0},
              {"binomial", 900, 0.07},
              {"bernoulli", 0.2, 0}};
  uint64_t scratch[8];
  for (size_t k = 0; k < sizeof laws / sizeof laws[0]; k++) {
    sl_frequency_t f = sl_test_frequency(laws[k].family, laws[k].first, laws[k].second);
    sl_count_law_t *law = NULL, *fixed = NULL;
    uint32_t got[8], one;
    CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 0.75, true, &law, NULL), SL_OK);
    for (uint32_t t = 0; t < 800; t += 8) {
      sl_count_law_batch(law, sl_kernels_best(), &stream, t, 8, 3, multiplier, scratch, got);
      for (uint32_t i = 0; i < 8; i++) {
        CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 0.75 * multiplier[i], false, &fixed, NULL),
                              SL_OK);
        sl_count_law_batch(fixed, sl_kernels_best(), &stream, t + i, 1, 3, NULL, scratch, &one);
        CU_ASSERT_EQUAL(got[i], one);
        CU_ASSERT(multiplier[i] > 0 || one == 0);
        sl_count_law_free(fixed);
      }
    }
    sl_count_law_free(law);
  }
}

static void check_moments(const char *family, double first, double second, double mean,
                          double variance)
{
  enum { N = 4000 };
  static uint64_t scratch[N];
  static double factors[N];
  sl_frequency_t f = sl_test_frequency(family, first, second);
  sl_count_law_t *law = NULL;
  for (size_t i = 0; i < N; i++) {
    factors[i] = 0.5;
  }
  for (int random = 0; random < 2; random++) {
    double sum = 0, squares = 0;
    CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, random ? 2 : 1, random, &law, NULL), SL_OK);
    sl_count_law_batch(law, sl_kernels_best(), &stream, 0, N, 11, random ? factors : NULL, scratch,
                       counts);
    for (size_t i = 0; i < N; i++) {
      sum += counts[i] - mean;
      squares += (counts[i] - mean) * (counts[i] - mean);
    }
    SL_ASSERT_Z(sum / N, 0.0, sqrt(variance / N), SL_Z_BOUND);
    /* nearly normal sums: the sample variance has the relative error sqrt(2 / n) */
    SL_ASSERT_Z(squares / N, variance, variance * sqrt(2.0 / N), SL_Z_BOUND);
    sl_count_law_free(law);
  }
}

static void large_means_are_split_into_pieces(void)
{
  check_moments("poisson", 1e4, 0, 1e4, 1e4);
  check_moments("poisson", 129, 0, 129, 129);
  check_moments("negative_binomial", 3e3, 4e3, 3e3, 3e3 * 1.75);
  check_moments("binomial", 20000, 0.1, 2000, 1800);
  check_moments("binomial", 20000, 0.9, 18000, 1800);
}

static void a_mean_of_a_hundred_thousand_works(void)
{
  uint64_t scratch[4];
  uint32_t got[4];
  const double factors[] = {1, 1, 0.1, 1};
  sl_frequency_t f = sl_test_frequency("poisson", 1e5, 0);
  for (int random = 0; random < 2; random++) {
    sl_count_law_t *law = NULL;
    CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 1, random, &law, NULL), SL_OK);
    sl_count_law_batch(law, sl_kernels_best(), &stream, 0, 4, 1, random ? factors : NULL, scratch,
                       got);
    for (size_t i = 0; i < 4; i++) {
      const double mean = random ? 1e5 * factors[i] : 1e5;
      SL_ASSERT_Z((double)got[i], mean, sqrt(mean), SL_Z_BOUND);
    }
    sl_count_law_free(law);
  }
}

/* The stated error, against long double from the definition: p(n) = e^-m m^n / n! and, for the
 * negative binomial, Gamma(r + n) / (Gamma(r) n!) q^r (1 - q)^n. */
static void probabilities_are_within_the_stated_error(void)
{
  const double means[] = {1e-9, 0.3, 12, 60, 127.9}, sizes[] = {0.01, 0.8, 30, 1e6};
  for (size_t k = 0; k < 5; k++) {
    const long double m = means[k];
    const sl_count_pieces_t poisson =
        sl_pieces_of((sl_panjer_t){.law = SL_PANJER_POISSON, .mean = means[k]});
    sl_walk_t walk = {.p = poisson.piece.p0, .f = poisson.piece.p0};
    CU_ASSERT_EQUAL(poisson.n, 1);
    for (int n = 0; n < 400; n++) {
      const long double exact = expl(n * logl(m) - m - lgammal(n + 1.0L));
      CU_ASSERT(fabsl(walk.p - exact) < 1e-13L);
      sl_walk_next(&walk, poisson.piece.a, poisson.piece.b);
    }
    for (size_t j = 0; j < 4; j++) {
      const sl_count_pieces_t nb = sl_pieces_of(
          (sl_panjer_t){.law = SL_PANJER_NEGATIVE_BINOMIAL, .mean = means[k], .size = sizes[j]});
      const long double r = sizes[j], odds = m / r;
      sl_walk_t at = {.p = nb.piece.p0, .f = nb.piece.p0};
      for (int n = 0; n < 400; n++) {
        const long double exact = expl(lgammal(r + n) - lgammal(r) - lgammal(n + 1.0L) -
                                       (r + n) * log1pl(odds) + n * logl(odds));
        CU_ASSERT(fabsl(at.p - exact) < 1e-13L * fmaxl(1, r * 1e-5L));
        sl_walk_next(&at, nb.piece.a, nb.piece.b);
      }
    }
  }
}

static double zero_bound(sl_panjer_t law)
{
  double bound;
  sl_zero_bounds(law, NULL, 1, &bound);
  return bound;
}

/* The short cut to a count of 0 may never be taken where the recursion would say 1. */
static void the_bound_on_no_claims_holds(void)
{
  const double sizes[] = {1e-6, 0.05, 0.8, 7, 1e9};
  double closest = 1;
  for (double m = 1e-14; m < 200; m *= 1.07) {
    sl_panjer_t law = {.law = SL_PANJER_POISSON, .mean = m};
    CU_ASSERT(zero_bound(law) < (double)expl(-m));
    law.law = SL_PANJER_NEGATIVE_BINOMIAL;
    for (size_t i = 0; i < 5; i++) {
      law.size = sizes[i];
      const double p0 = (double)expl(-law.size * log1pl(m / law.size));
      CU_ASSERT(zero_bound(law) < p0);
      closest = fmin(closest, p0 - zero_bound(law));
    }
  }
  CU_ASSERT(closest < 1e-11);
  CU_ASSERT(zero_bound((sl_panjer_t){.law = SL_PANJER_BINOMIAL, .mean = 0.1, .size = 3}) <= 0);
}

/* The largest u there is must end the walk, at a count beyond which next to nothing lies. */
static void the_largest_word_ends(void)
{
  const double u = 1 - 0x1p-53;
  const sl_panjer_t laws[] = {
      {.law = SL_PANJER_POISSON, .mean = 12},
      {.law = SL_PANJER_POISSON, .mean = 1e-12},
      {.law = SL_PANJER_POISSON, .mean = 0},
      {.law = SL_PANJER_NEGATIVE_BINOMIAL, .mean = 12, .size = 0.8},
      {.law = SL_PANJER_NEGATIVE_BINOMIAL, .mean = 1e5, .size = 0.5},
      {.law = SL_PANJER_BINOMIAL, .mean = 0.4, .size = 100},
  };
  const uint32_t low[] = {45, 1, 0, 400, 1000000, 74}, high[] = {60, 2, 0, 700, 9000000, 86};
  for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
    const sl_count_pieces_t pieces = sl_pieces_of(laws[i]);
    const uint32_t n = sl_piece_count(&pieces.piece, u);
    if (n < low[i] || n > high[i]) {
      printf("\n    law %zu: %u\n", i, n);
      CU_FAIL("the walk ends where the tail does");
    }
  }
}

static void a_larger_word_never_gives_fewer_claims(void)
{
  const double p[] = {0.2, 0.8};
  for (size_t k = 0; k < 2; k++) {
    sl_frequency_t f = sl_test_frequency("binomial", 30, p[k]);
    draw(&f, 1, 0, counts);
    for (uint32_t t = 1; t < 1000; t++) {
      const uint64_t a = sl_stream_word(&stream, t - 1, 7, 0), b = sl_stream_word(&stream, t, 7, 0);
      CU_ASSERT((a < b) ? counts[t - 1] <= counts[t] : counts[t - 1] >= counts[t]);
    }
  }
}

static void a_batch_is_its_trials_one_by_one(void)
{
  uint64_t scratch[300];
  uint32_t all[300], part[300];
  const double means[] = {5, 700};
  for (size_t k = 0; k < 2; k++) {
    sl_frequency_t f = sl_test_frequency("poisson", means[k], 0);
    sl_count_law_t *law = NULL;
    CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 1, false, &law, NULL), SL_OK);
    sl_count_law_batch(law, sl_kernels_best(), &stream, 1000, 300, 2, NULL, scratch, all);
    sl_count_law_batch(law, sl_kernels_best(), &stream, 1123, 61, 2, NULL, scratch, part);
    CU_ASSERT_EQUAL(memcmp(all + 123, part, 61 * sizeof part[0]), 0);
    CU_ASSERT_EQUAL(
        sl_count_law_batch(law, sl_kernels_best(), &stream, 0, 0, 2, NULL, scratch, part), 0);
    sl_count_law_free(law);
  }
}

static void check_refused(sl_frequency_t f, double exposure, bool random, int code)
{
  sl_count_law_t *law = NULL;
  sl_error_t error;
  CU_ASSERT_EQUAL(sl_count_law_new(&f, exposure, random, &law, &error), code);
  CU_ASSERT_PTR_NULL(law);
  CU_ASSERT(strlen(error.text) > 20);
  sl_frequency_free(&f);
}

static void what_cannot_be_drawn_is_refused(void)
{
  const double p[] = {0.5, 0.5};
  check_refused(sl_test_frequency_table(p, 2), 1.01, false, SL_ERR_UNSUPPORTED);
  check_refused(sl_test_frequency_table(p, 2), 0.5, true, SL_ERR_UNSUPPORTED);
  check_refused(sl_test_frequency_modified(0.1, sl_test_frequency_table(p, 2)), 0.5, true,
                SL_ERR_UNSUPPORTED);
  check_refused(sl_test_frequency_modified(0.1, sl_test_frequency("poisson", 2, 0)), 1.5, false,
                SL_ERR_UNSUPPORTED);
  check_refused(sl_test_frequency_modified(0.1, sl_test_frequency("poisson", 500, 0)), 1, false,
                SL_ERR_UNSUPPORTED);
  check_refused(sl_test_frequency("poisson", 1e6, 0), 1.5, false, SL_ERR_UNSUPPORTED);
  check_refused(sl_test_frequency("poisson", 1, 0), -1, false, SL_ERR_ARGUMENT);
  check_refused(sl_test_frequency("poisson", 1, 0), (double)NAN, false, SL_ERR_ARGUMENT);
  sl_count_law_free(NULL);
}

SL_SUITE(counts, "unit/counts", {"counts follow their laws", counts_follow_their_laws},
         {"thinned counts follow their laws", thinned_counts_follow_their_laws},
         {"nothing random is exact", nothing_random_is_exact},
         {"no exposure gives no claims", no_exposure_gives_no_claims},
         {"each trial has its own multiplier", each_trial_has_its_own_multiplier},
         {"large means are split into pieces", large_means_are_split_into_pieces},
         {"a mean of a hundred thousand works", a_mean_of_a_hundred_thousand_works},
         {"probabilities are within the stated error", probabilities_are_within_the_stated_error},
         {"the bound on no claims holds", the_bound_on_no_claims_holds},
         {"the largest word ends", the_largest_word_ends},
         {"a larger word never gives fewer claims", a_larger_word_never_gives_fewer_claims},
         {"a batch is its trials one by one", a_batch_is_its_trials_one_by_one},
         {"what cannot be drawn is refused", what_cannot_be_drawn_is_refused});
