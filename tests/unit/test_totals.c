/* Tables of annual totals beside closed forms: Poisson counts of exponential claims, whose total
 * exceeds x with probability sum_n p(n) Q(n, x / mean), Q the upper incomplete gamma function. */
#include "models/exact/annual_total.h"
#include "models/random/streams.h"
#include "models/severity/severity.h"
#include "models/totals/totals.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <stdlib.h>
#include <string.h>

#define EXPECTED 3.0
#define CLAIM 1000.0
#define STEP 2.0

enum { POINTS = 20000, WORDS = 1003, SAMPLE = 400000 };

static double survival(double x)
{
  double sum = 0.0;
  for (unsigned n = 1; n < 60; n++) {
    sum += gsl_ran_poisson_pdf(n, EXPECTED) * gsl_cdf_gamma_Q(x, n, CLAIM);
  }
  return sum;
}

static double claims_above(const void *context, double x)
{
  (void)context;
  return EXPECTED * exp(-x / CLAIM);
}

/* The exact distribution in cells of one step about each point. */
static sl_totals_t *exact_table(void)
{
  double *amounts = malloc(POINTS * sizeof *amounts), *mass = malloc(POINTS * sizeof *mass);
  CU_ASSERT_FATAL(amounts != NULL && mass != NULL);
  double above = 1.0;
  for (size_t k = 0; k < POINTS; k++) {
    const double next = survival(((double)k + 0.5) * STEP);
    amounts[k] = (double)k * STEP;
    mass[k] = above - next;
    above = next;
  }
  const sl_total_law_t law = {POINTS, amounts, mass, above, claims_above, NULL, NULL};
  sl_totals_t *table = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_totals_new(&law, &table, NULL), SL_OK);
  free(amounts);
  free(mass);
  return table;
}

static uint64_t word_of_tail(double q) { return ~(uint64_t)(q * 0x1p64); }

static void quantiles_are_exact(void)
{
  sl_totals_t *table = exact_table();
  CU_ASSERT(sl_totals_error(table) < 1e-5);
  for (double q = 2e-6; q < 0.93; q *= 1.37) {
    const double x = sl_totals_draw(table, word_of_tail(q));
    CU_ASSERT_DOUBLE_EQUAL(survival(x) / q, 1.0, 2e-4);
  }
  sl_totals_free(table);
}

static void no_claims_and_the_ends(void)
{
  sl_totals_t *table = exact_table();
  const double positive = survival(0.5 * STEP);
  CU_ASSERT_EQUAL(sl_totals_draw(table, 0), 0.0);
  CU_ASSERT_EQUAL(sl_totals_draw(table, word_of_tail(positive * (1.0 + 1e-9))), 0.0);
  CU_ASSERT(sl_totals_draw(table, word_of_tail(positive * (1.0 - 1e-9))) > 0.0);
  const double most = sl_totals_draw(table, UINT64_MAX);
  /* the slope from 1e-5 to 1e-6, carried on to 2^-42: heavier than the law by little */
  CU_ASSERT(survival(most) < 0x1p-41 && survival(most) > 0x1p-60);
  double before = INFINITY;
  for (double q = 1e-13; q < 0.93; q *= 1.01) {
    const double x = sl_totals_draw(table, word_of_tail(q));
    CU_ASSERT(x <= before * (1.0 + 1e-6));
    before = x;
  }
  sl_totals_free(table);
}

/* Means of what a stop-loss pays, by every word's chance: E[S] = 3,000 and E(S - d)+ in closed
 * form, a sum over n of gamma tails. */
static double excess_mean(double d)
{
  double sum = 0.0;
  for (unsigned n = 1; n < 60; n++) {
    sum += gsl_ran_poisson_pdf(n, EXPECTED) *
           (n * CLAIM * gsl_cdf_gamma_Q(d, n + 1.0, CLAIM) - d * gsl_cdf_gamma_Q(d, n, CLAIM));
  }
  return sum;
}

static void means_of_a_sample(void)
{
  sl_totals_t *table = exact_table();
  const sl_stream_t stream = sl_stream_init(99, SL_PASS_MAIN, SL_DRAW_TOTAL, 0, 0);
  const double d[] = {0.0, 3000.0, 9000.0};
  for (size_t k = 0; k < 3; k++) {
    double sum = 0.0, square = 0.0;
    for (uint32_t i = 0; i < SAMPLE; i++) {
      const double x = sl_totals_draw(table, sl_stream_word(&stream, i, 5, 0)) - d[k];
      sum += x > 0.0 ? x : 0.0;
      square += x > 0.0 ? x * x : 0.0;
    }
    const double mean = sum / SAMPLE;
    const double error = sqrt((square / SAMPLE - mean * mean) / SAMPLE);
    CU_ASSERT(fabs(mean - excess_mean(d[k])) < SL_Z_BOUND * error);
  }
  sl_totals_free(table);
}

/* ---- from the ladder ---- */

typedef struct pareto {
  sl_frequency_t frequency;
  sl_severity_t severity;
  double expected;
} pareto_t;

static double pareto_above(const void *context, double x)
{
  const pareto_t *law = context;
  return law->expected * sl_severity_survival(&law->severity, x);
}

/* With a gamma frailty of shape 0.8: negative binomial counts, so P(S = 0) is known. */
static sl_totals_t *pareto_table(double expected)
{
  static const sl_ladder_shape_t shape = {4.0, 2048, 8, 6, false};
  pareto_t law = {.expected = expected};
  sl_annual_ladder_t *ladder = NULL;
  sl_totals_t *table = NULL;
  size_t number;
  sl_frequency_init(&law.frequency, sl_frequency_family("poisson"));
  law.frequency.parameter[0] = 1.0;
  sl_severity_init(&law.severity, sl_severity_family("pareto"));
  law.severity.parameter[0] = 1.6;
  law.severity.parameter[1] = 2500.0;
  const sl_claim_law_t claim = {&law.frequency, &law.severity, 1.0, INFINITY, 0.0, NULL};
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_new(&shape, 0.8, &ladder, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_add(ladder, &claim, &number, NULL), SL_OK);
  double *mass = malloc(sl_annual_ladder_n(ladder) * sizeof *mass);
  CU_ASSERT_PTR_NOT_NULL_FATAL(mass);
  const sl_claim_exposure_t exposure = {number, expected};
  sl_total_law_t total = {.n = sl_annual_ladder_n(ladder),
                          .amounts = sl_annual_ladder_amounts(ladder),
                          .mass = mass,
                          .claims_above = pareto_above,
                          .context = &law};
  CU_ASSERT_EQUAL(sl_annual_ladder_total(ladder, &exposure, 1, 1.0, mass, &total.above, NULL),
                  SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_totals_new(&total, &table, NULL), SL_OK);
  free(mass);
  sl_annual_ladder_free(ladder);
  return table;
}

/* Claims begin at 2,500: no total lies between nothing and that. Far out one claim makes the total,
 * x - c exceeded by E[N] P(X > x - c), c what the other claims add: given one, E[N (N - 1)] / E[N]
 * = 2 (1 + 1 / 0.8) of mean 6,667. */
static void heavy_tail(void)
{
  sl_totals_t *table = pareto_table(2.0);
  const double zero = pow(0.8 / 2.8, 0.8);
  CU_ASSERT_EQUAL(sl_totals_draw(table, word_of_tail(1.0 - zero * 0.99999)), 0.0);
  CU_ASSERT(sl_totals_draw(table, word_of_tail((1.0 - zero) * 0.99999)) > 2490.0);
  for (double q = 1e-6; q > 1e-11; q *= 0.1) {
    const double alone = 2500.0 * pow(2.0 / q, 1.0 / 1.6);
    const double x = sl_totals_draw(table, word_of_tail(q));
    CU_ASSERT_DOUBLE_EQUAL(x, alone + 30000.0, 30000.0 + 1e-5 * alone);
  }
  sl_totals_free(table);
}

static void interpolation_between_neighbours(void)
{
  const double step = 0.02;
  sl_totals_t *nodes[4], *own = pareto_table(2.0), *between = NULL;
  const double weight[4] = {-1.0 / 16, 9.0 / 16, 9.0 / 16, -1.0 / 16};
  for (int i = 0; i < 4; i++) {
    nodes[i] = pareto_table(2.0 * exp(step * (i - 1.5)));
  }
  CU_ASSERT_EQUAL_FATAL(sl_totals_interpolate(nodes, weight, 4, &between, NULL), SL_OK);
  CU_ASSERT(sl_totals_distance(own, between) < 1e-4);
  CU_ASSERT(sl_totals_distance(own, nodes[1]) > 1e-3);
  CU_ASSERT(sl_totals_distance(own, own) == 0.0);
  for (int i = 0; i < 4; i++) {
    sl_totals_free(nodes[i]);
  }
  sl_totals_free(own);
  sl_totals_free(between);
}

static void kernels_give_the_same_bits(void)
{
  sl_totals_t *table = pareto_table(0.4);
  const sl_stream_t stream = sl_stream_init(3, SL_PASS_MAIN, SL_DRAW_TOTAL, 0, 0);
  uint64_t words[WORDS];
  double plain[WORDS], got[WORDS];
  for (uint32_t i = 0; i < WORDS; i++) {
    /* every octave from both ends, then anywhere */
    const uint64_t low = sl_stream_word(&stream, i, 1, 0) >> (i % 64);
    words[i] = i < 256 ? (i % 2 == 0 ? low : ~low) : sl_stream_word(&stream, i, 2, 0);
  }
  words[0] = 0;
  words[1] = UINT64_MAX;
  words[2] = (uint64_t)1 << 63;
  words[3] = words[2] - 1;
  for (size_t i = 0; i < WORDS; i++) {
    plain[i] = sl_totals_draw(table, words[i]);
  }
  for (size_t k = 0; sl_test_kernels_at(k) != NULL; k++) {
    for (size_t n = 0; n <= WORDS; n += n < 40 ? 1 : 321) {
      memset(got, 0, sizeof got);
      sl_test_kernels_at(k)->draw_totals(table, words, n, got);
      CU_ASSERT_EQUAL(memcmp(got, plain, n * sizeof *got), 0);
    }
  }
  sl_totals_free(table);
}

static void a_law_without_claims_is_refused(void)
{
  const double amounts[] = {0.0, 1.0, 2.0}, mass[] = {1.0, 0.0, 0.0};
  const sl_total_law_t law = {3, amounts, mass, 0.0, claims_above, NULL, NULL};
  sl_totals_t *table = NULL;
  CU_ASSERT_EQUAL(sl_totals_new(&law, &table, NULL), SL_ERR_ARGUMENT);
  CU_ASSERT_PTR_NULL(table);
}

SL_SUITE(totals, "unit/totals",
         {"quantiles are exact where the law is given exactly", quantiles_are_exact},
         {"no claims, the ends, and never falling", no_claims_and_the_ends},
         {"means of a sample, above deductibles too", means_of_a_sample},
         {"a heavy tail from the ladder", heavy_tail},
         {"interpolation between neighbours", interpolation_between_neighbours},
         {"kernels give the same bits", kernels_give_the_same_bits},
         {"a law without claims is refused", a_law_without_claims_is_refused});
