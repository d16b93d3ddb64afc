#include "models/counts/counts.h"
#include "models/frequency/panjer_recursion.h"
#include "models/sampling/counts_grid.h"
#include "models/simd/kernels.h"
#include "tests/support/frequencies.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 100000, BLOCK = 500 };

static const sl_stream_t stream = {.seed = 20260101, .purpose = SL_DRAW_COUNT << 24};

typedef enum way { FIXED, RANDOM, LISTED } way_t; /* LISTED: random exposure, with tables */

/* Draw counts at an exposure: all of it fixed, or three quarters of it a multiplier. */
static void draw(sl_frequency_t *f, double exposure, way_t way, uint32_t trials, uint32_t *counts)
{
  static double factors[BLOCK];
  const double multiplier = way == FIXED ? 1 : 0.75;
  sl_count_law_t *law = NULL;
  sl_count_tables_t *tables = NULL;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_frequency_validate(f, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_count_law_new(f, exposure / multiplier, way != FIXED, &law, &error),
                        SL_OK);
  if (way == LISTED) {
    CU_ASSERT_EQUAL_FATAL(sl_count_tables_new(&law, 1, 2, NULL, &tables, &error), SL_OK);
  }
  for (size_t i = 0; i < BLOCK; i++) {
    factors[i] = multiplier;
  }
  for (uint32_t t = 0; t < trials; t += BLOCK) {
    uint64_t sum = 0;
    const uint64_t told = sl_count_law_batch(law, sl_kernels_best(), &stream, t, BLOCK, 7,
                                             way != FIXED ? factors : NULL, counts + t);
    for (size_t i = 0; i < BLOCK; i++) {
      sum += counts[t + i];
    }
    CU_ASSERT_EQUAL(told, sum);
  }
  sl_count_law_free(law);
  sl_count_tables_free(tables);
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

/* Fixed exposure by the law's own table, random exposure by the grid: one law. Tables that are not
 * listed change nothing. */
static void check_both_ways(const char *family, double first, double second, double exposure,
                            double (*pmf)(unsigned, const double *), const double *p,
                            unsigned support)
{
  sl_frequency_t f = sl_test_frequency(family, first, second);
  draw(&f, exposure, FIXED, TRIALS, counts);
  check_law(counts, pmf, p, support, family);
  draw(&f, exposure, LISTED, TRIALS, counts);
  check_law(counts, pmf, p, support, family);
  draw(&f, exposure, RANDOM, 2 * BLOCK, others);
  CU_ASSERT_EQUAL(memcmp(counts, others, 2 * BLOCK * sizeof counts[0]), 0);
}

/* Means on both sides of the grid's points and of its end; the largest is drawn by recursion. */
static void counts_follow_their_laws(void)
{
  const double means[] = {1e-6, 0.001, 0.008, 0.0157, 0.3, 1, 1.001, 2.7, 12, 40.3, 126.02, 150};
  for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
    check_both_ways("poisson", means[i], 0, 1, poisson_pmf, &means[i], 400);
  }
  check_both_ways("poisson", 12, 0, 1.5, poisson_pmf, (double[]){18}, 100);
  check_both_ways("geometric", 3, 0, 2, negative_binomial_pmf, (double[]){6, 1}, 300);
  check_both_ways("negative_binomial", 10, 0.8, 1.25, negative_binomial_pmf, (double[]){12.5, 0.8},
                  500);
  check_both_ways("negative_binomial", 2.67, 0.06, 1, negative_binomial_pmf, (double[]){2.67, 0.06},
                  3000);
  check_both_ways("negative_binomial", 0.01, 0.3, 1, negative_binomial_pmf, (double[]){0.01, 0.3},
                  100);
  check_both_ways("negative_binomial", 60, 0.3, 1, negative_binomial_pmf, (double[]){60, 0.3},
                  5000);
  check_both_ways("negative_binomial", 5, 1e9, 1, poisson_pmf, (double[]){5}, 100);
  check_both_ways("binomial", 10, 0.3, 0.5, binomial_pmf, (double[]){10, 0.15}, 10);
  check_both_ways("binomial", 10, 0.3, 2.5, binomial_pmf, (double[]){10, 0.75}, 10);
  check_both_ways("binomial", 150, 0.9, 1, binomial_pmf, (double[]){150, 0.9}, 150);
  check_both_ways("binomial", 400, 0.2, 1, binomial_pmf, (double[]){400, 0.2}, 400);
  check_both_ways("bernoulli", 0.3, 0, 1, binomial_pmf, (double[]){1, 0.3}, 1);
  check_both_ways("bernoulli", 0.3, 0, 2, binomial_pmf, (double[]){1, 0.6}, 1);
}

/* An alias table that is drawn from by few words, or a word that decides twice, shows between
 * trials: three means in turn, each with its own law. */
static double mixed_pmf(unsigned n, const double *p)
{
  return (gsl_ran_poisson_pdf(n, 0.1 * p[0]) + gsl_ran_poisson_pdf(n, p[0]) +
          gsl_ran_poisson_pdf(n, 2.3 * p[0])) /
         3;
}

static void multipliers_that_differ_mix_their_laws(void)
{
  enum { THIRDS = 3 * (TRIALS / 3) };
  const double means[] = {0.05, 1.7, 20};
  static double factors[THIRDS];
  for (size_t i = 0; i < THIRDS; i++) {
    factors[i] = i % 3 == 0 ? 0.1 : i % 3 == 1 ? 1 : 2.3;
  }
  for (size_t k = 0; k < 3; k++) {
    sl_frequency_t f = sl_test_frequency("poisson", means[k], 0);
    sl_count_law_t *law = NULL;
    sl_count_tables_t *tables = NULL;
    CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 1, true, &law, NULL), SL_OK);
    CU_ASSERT_EQUAL_FATAL(sl_count_tables_new(&law, 1, 3, NULL, &tables, NULL), SL_OK);
    memset(counts, 0, sizeof counts);
    sl_count_law_batch(law, sl_kernels_best(), &stream, 0, THIRDS, 7, factors, counts);
    counts[THIRDS] = 0; /* TRIALS is one more */
    check_law(counts, mixed_pmf, &means[k], 200, "mixture");
    sl_count_law_free(law);
    sl_count_tables_free(tables);
  }
}

static void thinned_counts_follow_their_laws(void)
{
  const double exposures[] = {1, 0.6, 0.01};
  for (size_t i = 0; i < 3; i++) {
    const double e = exposures[i];
    sl_frequency_t f = sl_test_frequency_modified(0.35, sl_test_frequency("poisson", 4, 0));
    draw(&f, e, FIXED, TRIALS, counts);
    check_law(counts, thinned_modified_pmf, (double[]){0.35, 4, e}, 50, "zero_modified");
    sl_frequency_free(&f);
    f = sl_test_frequency_table((double[]){0.1, 0.2, 0.3, 0.4}, 4);
    draw(&f, e, FIXED, TRIALS, counts);
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

static void check_exact(sl_frequency_t f, double exposure, uint32_t n)
{
  draw(&f, exposure, FIXED, TRIALS, counts);
  all_counts_are(n);
  if (f.family->panjer != NULL) {
    draw(&f, exposure, LISTED, TRIALS, counts);
    all_counts_are(n);
  }
  sl_frequency_free(&f);
}

static void nothing_random_is_exact(void)
{
  const double one[] = {0, 1, 0}, five[] = {0, 0, 0, 0, 0, 1};
  check_exact(sl_test_frequency_table(one, 3), 1, 1);
  check_exact(sl_test_frequency_table(one, 3), 0, 0);
  check_exact(sl_test_frequency_table(five, 6), 1, 5);
  check_exact(sl_test_frequency("binomial", 1000, 0.4), 2.5, 1000);
  check_exact(sl_test_frequency("binomial", 1000, 0.4), 7, 1000);
  check_exact(sl_test_frequency("binomial", 13, 1), 1.3, 13);
  check_exact(sl_test_frequency("bernoulli", 1, 0), 1, 1);
}

static void no_exposure_gives_no_claims(void)
{
  const char *families[] = {"poisson", "negative_binomial", "geometric", "binomial", "bernoulli"};
  for (size_t k = 0; k < 5; k++) {
    check_exact(sl_test_frequency(families[k], 1, 0.8), 0, 0);
  }
  check_exact(sl_test_frequency_modified(0.3, sl_test_frequency("poisson", 3, 0)), 0, 0);
}

/* A multiplier of its own in each trial: the count is the plain form's, whichever set of kernels
 * draws it, with tables or without, in a batch or alone. */
static void each_trial_has_its_own_multiplier(void)
{
  enum { N = 301 };
  const double multiplier[] = {0, 0.25, 1, 1e-9, 3, 12, 0.001, 40};
  const struct {
    const char *family;
    double first, second;
  } laws[] = {{"poisson", 12, 0},       {"poisson", 0.02, 0},
              {"geometric", 2, 0},      {"negative_binomial", 9, 0.8},
              {"binomial", 170, 0.007}, {"binomial", 900, 0.07},
              {"bernoulli", 0.2, 0},    {"negative_binomial", 2, 0.06}};
  double factors[N];
  for (size_t i = 0; i < N; i++) {
    factors[i] = multiplier[i % 8] * (1 + (double)i / N);
  }
  for (size_t k = 0; k < sizeof laws / sizeof laws[0]; k++) {
    sl_frequency_t f = sl_test_frequency(laws[k].family, laws[k].first, laws[k].second);
    sl_count_law_t *law = NULL;
    sl_count_tables_t *tables = NULL;
    uint32_t plain[N], got[N];
    CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 0.75, true, &law, NULL), SL_OK);
    for (uint32_t i = 0; i < N; i++) { /* no tables: sl_grid_count alone */
      sl_count_law_batch(law, sl_kernels_best(), &stream, 50 + i, 1, 3, factors + i, plain + i);
      CU_ASSERT(factors[i] > 0 || plain[i] == 0);
    }
    CU_ASSERT_EQUAL_FATAL(sl_count_tables_new(&law, 1, 9, NULL, &tables, NULL), SL_OK);
    for (size_t s = 0; sl_test_kernels_at(s) != NULL; s++) {
      sl_count_law_batch(law, sl_test_kernels_at(s), &stream, 50, N, 3, factors, got);
      CU_ASSERT_EQUAL(memcmp(got, plain, sizeof got), 0);
      sl_count_law_batch(law, sl_test_kernels_at(s), &stream, 50 + 7, N - 7, 3, factors + 7, got);
      CU_ASSERT_EQUAL(memcmp(got, plain + 7, (N - 7) * sizeof got[0]), 0);
    }
    sl_count_law_free(law);
    sl_count_tables_free(tables);
  }
}

/* One first word, evenly spread second ones: of the N claims at the grid's mean, which second = 0
 * keeps whole, so many are left as a binomial says, to within one step. */
static void claims_are_kept_as_a_binomial_says(void)
{
  enum { STEPS = 4096 };
  const double means[] = {126.02, 20.3, 3.02, 0.015, 0.002};
  const sl_count_grid_t grid = sl_grid_of((sl_panjer_t){.law = SL_PANJER_POISSON});
  for (size_t k = 0; k < sizeof means / sizeof means[0]; k++) {
    const double m = means[k], kept = m / sl_grid_mean(&grid, sl_grid_point(&grid, m));
    const uint64_t word = k < 3 ? UINT64_C(0x8123456789abcdef) : UINT64_C(0x5555555555556000);
    const uint32_t n = sl_grid_count(&grid, m, word, 0, &stream, 1, 1);
    uint32_t seen[200] = {0}, below = 0;
    for (uint64_t i = 0; i < STEPS; i++) {
      seen[sl_grid_count(&grid, m, word, (2 * i + 1) << 51, &stream, 1, 1)]++;
    }
    CU_ASSERT(n > 0 && n < 200);
    for (uint32_t j = 0; j <= n; j++) {
      below += seen[j];
      CU_ASSERT(fabs((double)below / STEPS - gsl_cdf_binomial_P(j, kept, n)) < 1.0 / STEPS);
    }
  }
}

static void check_moments(const char *family, double first, double second, double mean,
                          double variance)
{
  enum { N = 4000 };
  sl_frequency_t f = sl_test_frequency(family, first, second);
  for (way_t way = FIXED; way <= RANDOM; way++) {
    double sum = 0, squares = 0;
    draw(&f, 1, way, N, counts);
    for (size_t i = 0; i < N; i++) {
      sum += counts[i] - mean;
      squares += (counts[i] - mean) * (counts[i] - mean);
    }
    SL_ASSERT_Z(sum / N, 0.0, sqrt(variance / N), SL_Z_BOUND);
    /* nearly normal sums: the sample variance has the relative error sqrt(2 / n) */
    SL_ASSERT_Z(squares / N, variance, variance * sqrt(2.0 / N), SL_Z_BOUND);
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
  uint32_t got[4];
  const double factors[] = {1, 1, 0.1, 1};
  sl_frequency_t f = sl_test_frequency("poisson", 1e5, 0);
  for (int random = 0; random < 2; random++) {
    sl_count_law_t *law = NULL;
    CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 1, random, &law, NULL), SL_OK);
    sl_count_law_batch(law, sl_kernels_best(), &stream, 0, 4, 1, random ? factors : NULL, got);
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

static void a_batch_is_its_trials_one_by_one(void)
{
  uint32_t all[300], part[300];
  const double means[] = {5, 700};
  for (size_t k = 0; k < 2; k++) {
    sl_frequency_t f = sl_test_frequency("poisson", means[k], 0);
    sl_count_law_t *law = NULL;
    CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 1, false, &law, NULL), SL_OK);
    sl_count_law_batch(law, sl_kernels_best(), &stream, 1000, 300, 2, NULL, all);
    sl_count_law_batch(law, sl_kernels_best(), &stream, 1123, 61, 2, NULL, part);
    CU_ASSERT_EQUAL(memcmp(all + 123, part, 61 * sizeof part[0]), 0);
    CU_ASSERT_EQUAL(sl_count_law_batch(law, sl_kernels_best(), &stream, 0, 0, 2, NULL, part), 0);
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
         {"multipliers that differ mix their laws", multipliers_that_differ_mix_their_laws},
         {"thinned counts follow their laws", thinned_counts_follow_their_laws},
         {"nothing random is exact", nothing_random_is_exact},
         {"no exposure gives no claims", no_exposure_gives_no_claims},
         {"each trial has its own multiplier", each_trial_has_its_own_multiplier},
         {"claims are kept as a binomial says", claims_are_kept_as_a_binomial_says},
         {"large means are split into pieces", large_means_are_split_into_pieces},
         {"a mean of a hundred thousand works", a_mean_of_a_hundred_thousand_works},
         {"probabilities are within the stated error", probabilities_are_within_the_stated_error},
         {"the largest word ends", the_largest_word_ends},
         {"a batch is its trials one by one", a_batch_is_its_trials_one_by_one},
         {"what cannot be drawn is refused", what_cannot_be_drawn_is_refused});
