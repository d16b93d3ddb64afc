/* Counts at another exposure, coupled: their law against probability functions written here, and
 * what the coupling leaves of the difference. */
#include "models/counts/coupled.h"
#include "tests/support/frequencies.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 200000, BLOCK = 500, CELLS = 60 };

static const sl_stream_t base = {.seed = 4711, .purpose = SL_DRAW_COUNT << 24};

/* A law and its exposure: half of the trials have the multiplier low, half high, where it is
 * random. */
typedef struct law_case {
  const char *family;
  double first, second; /* parameters */
  double exposure;
  double low, high; /* 0: fixed exposure */
} law_case_t;

static const law_case_t cases[] = {
    {"poisson", 2.5, 0.0, 0.8, 0.0, 0.0},           {"poisson", 0.02, 0.0, 1.0, 0.0, 0.0},
    {"poisson", 2.5, 0.0, 0.8, 0.3, 1.7},           {"negative_binomial", 3.0, 0.7, 1.1, 0.0, 0.0},
    {"negative_binomial", 3.0, 0.7, 1.1, 0.4, 1.6}, {"geometric", 0.9, 0.0, 1.0, 0.5, 1.5},
    {"bernoulli", 0.6, 0.0, 0.7, 0.0, 0.0},         {"bernoulli", 0.6, 0.0, 1.0, 0.9, 1.9},
    {"binomial", 5.0, 0.3, 1.2, 0.0, 0.0},          {"binomial", 13.0, 1.0, 1.0, 0.6, 1.3},
};
enum { N_CASES = sizeof cases / sizeof cases[0] };

static sl_frequency_t frequency_of(const law_case_t *c)
{
  sl_frequency_t f = sl_test_frequency(c->family, c->first, c->second);
  CU_ASSERT_EQUAL_FATAL(sl_frequency_validate(&f, NULL), SL_OK);
  return f;
}

/* P(N = n) at an exposure, by GSL. */
static double pmf(const law_case_t *c, double exposure, unsigned n)
{
  const double p = fmin(1.0, c->first * exposure);
  if (strcmp(c->family, "poisson") == 0) {
    return gsl_ran_poisson_pdf(n, c->first * exposure);
  }
  if (strcmp(c->family, "bernoulli") == 0) {
    return n > 1 ? 0.0 : n == 1 ? p : 1.0 - p;
  }
  if (strcmp(c->family, "binomial") == 0) {
    return gsl_ran_binomial_pdf(n, fmin(1.0, c->second * exposure), (unsigned)c->first);
  }
  const double size = strcmp(c->family, "geometric") == 0 ? 1.0 : c->second;
  return gsl_ran_negative_binomial_pdf(n, size / (size + c->first * exposure), size);
}

static double multiplier_of(const law_case_t *c, size_t trial)
{
  return c->low <= 0.0 ? 1.0 : trial % 2 == 0 ? c->low : c->high;
}

/* Counts at the exposure, and at factor times that. */
static void draw(const law_case_t *c, double factor, const sl_kernels_t *kernels, uint32_t *counts,
                 uint32_t *changed)
{
  const sl_frequency_t f = frequency_of(c);
  const bool random = c->low > 0.0;
  double multiplier[BLOCK];
  uint32_t added[BLOCK];
  sl_count_law_t *law = NULL;
  sl_count_tables_t *tables = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, c->exposure, random, &law, NULL), SL_OK);
  if (random) {
    CU_ASSERT_EQUAL_FATAL(sl_count_tables_new(&law, 1, 2, NULL, &tables, NULL), SL_OK);
  }
  for (size_t t = 0; t < BLOCK; t++) {
    multiplier[t] = multiplier_of(c, t);
  }
  for (uint32_t first = 0; first < TRIALS; first += BLOCK) {
    const sl_coupling_t of = {law,
                              kernels,
                              {.seed = base.seed, .purpose = SL_DRAW_KEPT << 24},
                              first,
                              7,
                              BLOCK,
                              random ? multiplier : NULL};
    uint32_t *block = changed + first;
    sl_count_law_batch(law, kernels, &base, first, BLOCK, 7, of.multiplier, counts + first);
    memcpy(block, counts + first, BLOCK * sizeof *block);
    const uint64_t told = factor < 1.0 ? sl_counts_keep(&of, factor, block)
                                       : sl_counts_add(&of, factor - 1.0, block, added);
    uint64_t sum = 0;
    for (size_t t = 0; t < BLOCK; t++) {
      sum += block[t];
      CU_ASSERT(factor < 1.0 ? block[t] <= counts[first + t]
                             : block[t] == counts[first + t] + added[t]);
    }
    CU_ASSERT_EQUAL(told, sum);
  }
  sl_count_tables_free(tables);
  sl_count_law_free(law);
}

/* Chi-square of the trials with one multiplier, cells of fewer than 20 expected merged. */
static void check_law(const law_case_t *c, double factor, size_t which, const uint32_t *counts)
{
  double seen[CELLS] = {0.0}, chi = 0.0, cell = 0.0, in_cell = 0.0, rest = 1.0;
  const double exposure = c->exposure * multiplier_of(c, which) * factor, n = TRIALS / 2.0;
  unsigned cells = 0;
  for (size_t t = which; t < TRIALS; t += 2) {
    seen[counts[t] < CELLS - 1 ? counts[t] : CELLS - 1] += 1.0;
  }
  for (unsigned k = 0; k < CELLS; k++) {
    const double p = k < CELLS - 1 ? pmf(c, exposure, k) : fmax(rest, 0.0);
    rest -= p;
    cell += n * p;
    in_cell += seen[k];
    if ((cell >= 20.0 && n * rest >= 20.0) || k == CELLS - 1) {
      CU_ASSERT(cell > 1e-6 || in_cell <= 0.0);
      chi += cell > 1e-6 ? (in_cell - cell) * (in_cell - cell) / cell : 0.0;
      cells += cell > 1e-6;
      cell = in_cell = 0.0;
    }
  }
  const double chance = cells > 1 ? gsl_cdf_chisq_Q(chi, cells - 1) : 1.0;
  CU_ASSERT(chance > 1e-6);
  if (chance <= 1e-6) {
    printf("\n    %s x %g, multiplier %zu: chi-square %g on %u cells\n", c->family, factor, which,
           chi, cells);
  }
}

/* The law at the changed exposure, to chance. */
static void laws_are_those_of_the_exposure(void)
{
  static const double factors[] = {0.9, 0.5, 1.1, 1.6};
  uint32_t *counts = malloc(TRIALS * sizeof *counts), *changed = malloc(TRIALS * sizeof *changed);
  CU_ASSERT_FATAL(counts != NULL && changed != NULL);
  for (size_t i = 0; i < N_CASES; i++) {
    for (size_t k = 0; k < sizeof factors / sizeof factors[0]; k++) {
      draw(&cases[i], factors[k], sl_kernels_best(), counts, changed);
      check_law(&cases[i], factors[k], 0, changed);
      check_law(&cases[i], factors[k], 1, changed);
    }
  }
  free(counts);
  free(changed);
}

/* A Poisson's difference has the variance of its mean alone, and stands apart from the count. */
static void what_the_coupling_leaves(void)
{
  const law_case_t poisson = cases[0];
  const double mean = poisson.first * poisson.exposure;
  uint32_t *counts = malloc(TRIALS * sizeof *counts), *changed = malloc(TRIALS * sizeof *changed);
  CU_ASSERT_FATAL(counts != NULL && changed != NULL);
  for (int more = 0; more < 2; more++) {
    double sum = 0.0, squares = 0.0;
    draw(&poisson, more ? 1.1 : 0.9, sl_kernels_best(), counts, changed);
    for (size_t t = 0; t < TRIALS; t++) {
      const double d = fabs((double)changed[t] - (double)counts[t]);
      sum += d;
      squares += d * d;
    }
    const double m = sum / TRIALS, variance = squares / TRIALS - m * m;
    SL_ASSERT_Z(m, 0.1 * mean, sqrt(0.1 * mean / TRIALS), SL_Z_BOUND);
    SL_ASSERT_Z(variance, 0.1 * mean, sqrt((0.1 * mean + 2.0 * 0.01 * mean * mean) / TRIALS),
                SL_Z_BOUND);
  }
  free(counts);
  free(changed);
}

/* More claims of one trial than words are drawn at once. */
static void many_claims_of_one_trial(void)
{
  const sl_frequency_t f = frequency_of(&cases[0]);
  uint32_t counts[3] = {3, 100000, 900};
  sl_count_law_t *law = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 1.0, false, &law, NULL), SL_OK);
  const sl_coupling_t of = {
      law, sl_kernels_best(), {.seed = 1, .purpose = SL_DRAW_KEPT << 24}, 0, 1, 3, NULL};
  sl_counts_keep(&of, 0.9, counts);
  SL_ASSERT_Z(counts[1], 90000.0, 100.0 * sqrt(0.9), SL_Z_BOUND);
  SL_ASSERT_Z(counts[2], 810.0, 9.0, SL_Z_BOUND);
  CU_ASSERT_EQUAL(sl_counts_keep(&of, 1.0, counts), counts[0] + counts[1] + counts[2]);
  CU_ASSERT_EQUAL(sl_counts_keep(&of, 0.0, counts), 0);
  sl_count_law_free(law);
}

/* Outside the (a, b, 0) class: the mean, and it says so. */
static void a_listed_law_is_added_to_in_the_mean(void)
{
  static const double probabilities[] = {0.5, 0.2, 0.0, 0.3}; /* mean 1.1 */
  sl_frequency_t f = sl_test_frequency_table(probabilities, 4);
  uint32_t counts[BLOCK], added[BLOCK];
  sl_count_law_t *law = NULL;
  double sum = 0.0;
  CU_ASSERT_EQUAL_FATAL(sl_frequency_validate(&f, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&f, 0.8, false, &law, NULL), SL_OK);
  CU_ASSERT_FALSE(sl_counts_can_add(law));
  for (uint32_t first = 0; first < TRIALS; first += BLOCK) {
    const sl_coupling_t of = {
        law, sl_kernels_best(), {.seed = 3, .purpose = SL_DRAW_ADDED << 24}, first, 1, BLOCK, NULL};
    memset(counts, 0, sizeof counts);
    sum += (double)sl_counts_add(&of, 0.4, counts, added);
  }
  SL_ASSERT_Z(sum / TRIALS, 0.4 * 0.8 * 1.1, 1.0 / sqrt(TRIALS), SL_Z_BOUND);
  sl_count_law_free(law);
  sl_frequency_free(&f);
}

/* More claims and fewer of every law; of each law one of the two in a slice. */
static void every_kernel_has_the_same(void)
{
  uint32_t *counts = malloc(TRIALS * sizeof *counts), *first = malloc(TRIALS * sizeof *first),
           *other = malloc(TRIALS * sizeof *other);
  CU_ASSERT_FATAL(counts != NULL && first != NULL && other != NULL);
  for (size_t i = 0; i < N_CASES; i++) {
    const int step = sl_test_slice() ? 2 : 1;
    for (int more = (int)i % step; more < 2; more += step) {
      draw(&cases[i], more ? 1.1 : 0.9, sl_kernels_best(), counts, first);
      for (size_t k = 0; sl_test_kernels_at(k) != NULL; k++) {
        draw(&cases[i], more ? 1.1 : 0.9, sl_test_kernels_at(k), counts, other);
        CU_ASSERT_EQUAL(memcmp(first, other, TRIALS * sizeof *first), 0);
      }
    }
  }
  free(counts);
  free(first);
  free(other);
}

SL_SUITE(coupled, "unit/coupled",
         {"laws are those of the exposure", laws_are_those_of_the_exposure},
         {"what the coupling leaves", what_the_coupling_leaves},
         {"many claims of one trial", many_claims_of_one_trial},
         {"a listed law is added to in the mean", a_listed_law_is_added_to_in_the_mean},
         {"every kernel has the same", every_kernel_has_the_same});
