#include "models/counts.h"
#include "tests/support/harness.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 100000, BLOCK = 500 };

static const sl_stream_t stream = {.seed = 20260101, .purpose = SL_DRAW_COUNT << 24};

static sl_frequency_t frequency(const char *family, double first, double second)
{
  sl_frequency_t f;
  sl_frequency_init(&f, sl_frequency_family(family));
  f.parameter[0] = first;
  f.parameter[1] = second;
  return f;
}

static sl_frequency_t table(const double *p, size_t n)
{
  sl_frequency_t f = frequency("table", 0, 0);
  f.n = n;
  f.probabilities = malloc(n * sizeof *p);
  CU_ASSERT_PTR_NOT_NULL_FATAL(f.probabilities);
  memcpy(f.probabilities, p, n * sizeof *p);
  return f;
}

static sl_frequency_t modified(double zero, sl_frequency_t of)
{
  sl_frequency_t f = frequency("zero_modified", zero, 0);
  f.part = malloc(sizeof of);
  CU_ASSERT_PTR_NOT_NULL_FATAL(f.part);
  *f.part = of;
  return f;
}

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
    const uint64_t told = sl_count_law_batch(law, &stream, t, BLOCK, 7,
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
  sl_frequency_t f = frequency(family, first, second);
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
    sl_frequency_t f = modified(0.35, frequency("poisson", 4, 0));
    draw(&f, e, 0, counts);
    check_law(counts, thinned_modified_pmf, (double[]){0.35, 4, e}, 50, "zero_modified");
    sl_frequency_free(&f);
    f = table((double[]){0.1, 0.2, 0.3, 0.4}, 4);
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
  sl_frequency_t f = table(one, 3);
  draw(&f, 1, 0, counts);
  all_counts_are(1);
  draw(&f, 0, 0, counts);
  all_counts_are(0);
  sl_frequency_free(&f);
  f = table(five, 6);
  draw(&f, 1, 0, counts);
  all_counts_are(5);
  sl_frequency_free(&f);
  f = frequency("binomial", 1000, 0.4);
  draw(&f, 2.5, 0, counts);
  all_counts_are(1000);
  draw(&f, 1, 7, counts);
  all_counts_are(1000);
  f = frequency("bernoulli", 1, 0);
  draw(&f, 1, 0, counts);
  all_counts_are(1);
}

SL_SUITE(counts, "unit/counts", {"counts follow their laws", counts_follow_their_laws},
         {"thinned counts follow their laws", thinned_counts_follow_their_laws},
         {"nothing random is exact", nothing_random_is_exact});
