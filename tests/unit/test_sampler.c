/* The compiled sampler against the quantile function it stands for. */
#include "models/sampling/sampler_internal.h"
#include "models/simd/kernels.h"

#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steele, Lea & Flood (2014), SplitMix64. */
static uint64_t next_word(uint64_t *state)
{
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

static sl_sampler_t *compiled(const sl_severity_t *severity)
{
  sl_sampler_t *sampler = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_sampler_new(severity, &sampler, &error), SL_OK);
  return sampler;
}

typedef void (*check_t)(const sl_severity_t *severity, const sl_sampler_t *sampler);

static void for_each(check_t check)
{
  for (size_t i = 0; i < sl_test_severities(); i++) {
    const char *label = "";
    sl_severity_t severity = sl_test_severity_number(i, &label);
    sl_sampler_t *sampler = compiled(&severity);
    const unsigned before = CU_get_number_of_failures();
    check(&severity, sampler);
    if (CU_get_number_of_failures() > before) {
      printf("    in: %s\n", label);
    }
    sl_sampler_free(sampler);
    sl_severity_free(&severity);
  }
}

/* The exact amount of a word whose tail position is moved by a share of itself. */
static double exact(const sl_severity_t *s, uint64_t word, double moved)
{
  const bool upper = word >> 63;
  const double position = ((double)(upper ? ~word : word) + 0.5) * (1.0 + moved);
  const double tail = ldexp(position, -64);
  return upper ? sl_severity_quantile_upper(s, tail) : sl_severity_quantile(s, tail);
}

/* The stated bound: relative; or what lies between the quantiles a share 2^-47 of the tail
 * probability (one word, if that is more) away, where an atom or a gap is; or nothing against the
 * median. */
static bool accurate(const sl_severity_t *s, uint64_t word, double x)
{
  const double q = exact(s, word, 0.0);
  if (fabs(x - q) <= SL_SAMPLER_TOLERANCE * q) {
    return true;
  }
  const double position = (double)(word >> 63 ? ~word : word) + 0.5;
  const double share = fmax(0x1p-47, 0.9 / position);
  const double one = exact(s, word, -share), other = exact(s, word, share);
  const double least = fmin(one, other) * (1 - SL_SAMPLER_TOLERANCE);
  const double most = fmax(one, other) * (1 + SL_SAMPLER_TOLERANCE);
  return (x >= least && x <= most) || fabs(x - q) <= 1e-19 * sl_severity_quantile_upper(s, 0.25);
}

static void close_at(const sl_severity_t *s, const sl_sampler_t *sampler, uint64_t word)
{
  const double x = sl_sampler_draw(sampler, word);
  const bool good = accurate(s, word, x);
  CU_ASSERT(good);
  if (!good) {
    printf("\n    word %016llx: %.17g, exact %.17g\n", (unsigned long long)word, x,
           exact(s, word, 0.0));
  }
}

/* Random words of the body, and of every depth of both tails. */
static void close_everywhere(const sl_severity_t *s, const sl_sampler_t *sampler)
{
  uint64_t state = 20260101;
  for (int i = 0; i < 2000; i++) {
    const uint64_t word = next_word(&state), tail = word >> (next_word(&state) & 63);
    close_at(s, sampler, word);
    close_at(s, sampler, tail);
    close_at(s, sampler, ~tail);
  }
  CU_ASSERT(sl_sampler_error(sampler) <= SL_SAMPLER_TOLERANCE);
}

static void draws_are_quantiles(void) { for_each(close_everywhere); }

/* Words around the probability of each kink, from one word to a large step away. */
static void close_at_kinks(const sl_severity_t *s, const sl_sampler_t *sampler)
{
  double x[64];
  const size_t n = sl_severity_kinks(s, x, 64);
  CU_ASSERT_FATAL(n <= 64);
  for (size_t i = 0; i < 2 * n; i++) {
    const double kink = x[i / 2], at = i % 2 ? kink : nextafter(kink, 0.0);
    const double p = sl_severity_cdf(s, at), q = sl_severity_survival(s, at);
    const uint64_t word = p < 0.5 ? (uint64_t)ldexp(p, 64) : ~(uint64_t)ldexp(fmin(q, 0.5), 64);
    for (uint64_t step = 1; step > 0 && step < UINT64_C(1) << 62; step *= 7) {
      close_at(s, sampler, word < UINT64_MAX - step ? word + step : UINT64_MAX);
      close_at(s, sampler, word > step ? word - step : 0);
    }
  }
}

static void draws_are_quantiles_next_to_kinks(void) { for_each(close_at_kinks); }

/* Pairs of words: neighbours, and at random distances, anywhere and in the tails. */
static void monotone(const sl_severity_t *s, const sl_sampler_t *sampler)
{
  uint64_t state = 7;
  unsigned long falls = 0;
  (void)s;
  for (int i = 0; i < 40000; i++) {
    uint64_t word = next_word(&state) >> (i % 3 > 0 ? next_word(&state) & 63 : 0);
    word = i % 3 == 1 ? ~word : word;
    const uint64_t step = 1 + (next_word(&state) >> (next_word(&state) & 63));
    const uint64_t other = word < UINT64_MAX - step ? word + step : UINT64_MAX;
    falls += sl_sampler_draw(sampler, other) < sl_sampler_draw(sampler, word);
  }
  /* across every power of two and its fractions, where pieces meet */
  for (uint64_t sixteenth = 0; sixteenth < 64 * 16; sixteenth++) {
    const uint64_t at = (16 + sixteenth % 16) << (sixteenth / 16) >> 4;
    for (uint64_t k = 0; k < 8; k++) {
      falls += sl_sampler_draw(sampler, at - 4 + k + 1) < sl_sampler_draw(sampler, at - 4 + k) &&
               at - 4 + k != UINT64_MAX;
      falls +=
          sl_sampler_draw(sampler, ~(at - 4 + k + 1)) > sl_sampler_draw(sampler, ~(at - 4 + k)) &&
          at - 4 + k != UINT64_MAX;
    }
  }
  CU_ASSERT_EQUAL(falls, 0);
}

static void amounts_never_fall_as_the_word_grows(void) { for_each(monotone); }

/* Where amounts barely differ, rounding could undo the order of neighbours. */
static void narrow_laws_keep_the_order_too(void)
{
  sl_severity_t narrow[] = {
      sl_test_severity("lognormal", 10, 1e-4, 0), sl_test_severity("lognormal", 10, 1e-7, 0),
      sl_test_severity("uniform", 1e6, 1e6 + 1e-3, 0), sl_test_severity("gamma", 1e4, 0.3, 0),
      sl_test_severity("generalized_pareto", 0.2, 1e-3, 5000)};
  for (size_t i = 0; i < sizeof narrow / sizeof narrow[0]; i++) {
    sl_sampler_t *sampler = compiled(&narrow[i]);
    uint64_t state = 29;
    unsigned long falls = 0;
    for (int k = 0; k < 200000; k++) {
      const uint64_t word = next_word(&state) >> 1;
      const uint64_t step = UINT64_C(1) << (10 + k % 30);
      falls += sl_sampler_draw(sampler, word + step) < sl_sampler_draw(sampler, word);
      falls += sl_sampler_draw(sampler, ~word - step) > sl_sampler_draw(sampler, ~word);
    }
    CU_ASSERT_EQUAL(falls, 0);
    sl_sampler_free(sampler);
  }
}

static void extremes(const sl_severity_t *s, const sl_sampler_t *sampler)
{
  const double low = sl_sampler_draw(sampler, 0), high = sl_sampler_draw(sampler, UINT64_MAX);
  CU_ASSERT(isfinite(low) && low >= sl_severity_quantile(s, 0.0));
  CU_ASSERT(isfinite(high) && high <= sl_severity_quantile_upper(s, 0.0));
  CU_ASSERT(sl_sampler_size(sampler) > 128 && sl_sampler_size(sampler) < 1 << 20);
}

static void extreme_words_are_finite_and_in_the_support(void) { for_each(extremes); }

static double cell_edge(const sl_front_t *front, size_t i)
{
  uint64_t bits;
  memcpy(&bits, &front->floor, sizeof bits);
  bits = ((bits >> front->shift) + i) << front->shift;
  double edge;
  memcpy(&edge, &bits, sizeof edge);
  return edge;
}

/* Two places in every cell, and the order from each cell's last position to the next one's first
 * (above 2^53 some positions round to the double at the edge). */
static void every_cell(const sl_severity_t *s, const sl_sampler_t *sampler)
{
  const sl_front_t *front = &sampler->front;
  uint64_t state = 71;
  size_t falls = 0;
  for (size_t i = 1; i + 1 < front->n_cells / 2; i++) {
    const double low = cell_edge(front, i), high = cell_edge(front, i + 1);
    const uint64_t first = (uint64_t)low, width = (uint64_t)high - first;
    for (int k = 0; k < 2; k++) {
      const uint64_t v = first + next_word(&state) % width;
      close_at(s, sampler, v);
      close_at(s, sampler, ~v);
    }
    for (uint64_t step = 1; step < width; step = 3 * step + 1) {
      falls += sl_sampler_draw(sampler, first) < sl_sampler_draw(sampler, first - step);
      falls += sl_sampler_draw(sampler, first - step / 3) < sl_sampler_draw(sampler, first - step);
      falls += sl_sampler_draw(sampler, ~first) > sl_sampler_draw(sampler, ~(first - step));
      falls +=
          sl_sampler_draw(sampler, ~(first - step / 3)) > sl_sampler_draw(sampler, ~(first - step));
    }
  }
  CU_ASSERT_EQUAL(falls, 0);
}

static void the_front_table_keeps_bound_and_order_in_every_cell(void) { for_each(every_cell); }

/* All but a few words of each law of the collection meet a cell: what they cost is then the
 * table's. */
static void mostly_in_front(const sl_severity_t *s, const sl_sampler_t *sampler)
{
  const int n = 20000;
  uint64_t state = 41;
  int left = 0;
  (void)s;
  CU_ASSERT_PTR_NOT_NULL_FATAL(sampler->front.cells);
  for (int i = 0; i < n; i++) {
    left += isnan(sl_front_value(&sampler->front, next_word(&state)));
  }
  CU_ASSERT(left < n / 40);
}

static void the_front_table_answers_for_nearly_every_word(void) { for_each(mostly_in_front); }

#define BATCH 1003

static void batch_is_single(const sl_severity_t *s, const sl_sampler_t *sampler)
{
  static uint64_t words[BATCH];
  static double amounts[BATCH];
  uint64_t state = 11;
  (void)s;
  for (size_t i = 0; i < BATCH; i++) {
    words[i] = next_word(&state) >> (i % 5 == 0 ? i % 64 : 0);
  }
  const double limit = 1.07 * sl_sampler_draw(sampler, UINT64_MAX - UINT64_MAX / 100);
  sl_kernels_best()->draw_amounts(sampler, words, BATCH, 1.0712345, limit, amounts);
  for (size_t i = 0; i < BATCH; i++) {
    const double amount = 1.0712345 * sl_sampler_draw(sampler, words[i]);
    const double expected = amount < limit ? amount : limit;
    CU_ASSERT_EQUAL(memcmp(&amounts[i], &expected, sizeof expected), 0);
  }
}

static void batches_have_the_bits_of_single_draws(void) { for_each(batch_is_single); }

static void atoms_are_exact_and_as_frequent_as_they_should_be(void)
{
  const double values[] = {0, 0.1, 12345.678901234567, 1e15};
  const double probabilities[] = {0.3, 0.45, 0.2499, 0.0001};
  const int n = 1000000;
  long seen[4] = {0};
  sl_severity_t s = sl_test_listed(4, values, probabilities, NULL);
  sl_sampler_t *sampler = compiled(&s);
  uint64_t state = 3;
  for (int i = 0; i < n; i++) {
    const double x = sl_sampler_draw(sampler, next_word(&state));
    for (int k = 0; k < 4; k++) {
      seen[k] += x == values[k];
    }
  }
  CU_ASSERT_EQUAL(seen[0] + seen[1] + seen[2] + seen[3], n);
  for (int k = 0; k < 4; k++) {
    const double p = probabilities[k];
    SL_ASSERT_Z((double)seen[k] / n, p, sqrt(p * (1 - p) / n), SL_Z_BOUND);
  }
  /* to the word: F(0) = 0.3 */
  const uint64_t last = (uint64_t)ldexp(0.3, 64) - 4096;
  CU_ASSERT_EQUAL(sl_sampler_draw(sampler, last), 0);
  CU_ASSERT_EQUAL(sl_sampler_draw(sampler, last + 8192), 0.1);
  sl_sampler_free(sampler);
  sl_severity_free(&s);
}

/* Far narrower than a cell of the front table, which a smooth curve would pass over. */
static void a_rare_atom_in_a_smooth_stretch_is_exact(void)
{
  const double share = 1e-9, place = 300.0;
  sl_severity_t s = sl_test_mixture(1.0 - share, sl_test_severity("lognormal", 4.9, 1.6, 0),
                                    sl_test_severity("constant", place, 0, 0));
  sl_sampler_t *sampler = compiled(&s);
  const double above = (1.0 - share) * sl_severity_survival(&s.parts[0], place);
  for (int i = 1; i < 20; i++) {
    const uint64_t word = ~(uint64_t)ldexp(above + share * i / 20.0, 64);
    CU_ASSERT_EQUAL(sl_sampler_draw(sampler, word), place);
  }
  sl_sampler_free(sampler);
  sl_severity_free(&s);
}

#define ATOMS 5000

static void a_table_of_thousands_is_exact(void)
{
  static double values[ATOMS], probabilities[ATOMS];
  for (int i = 0; i < ATOMS; i++) {
    values[i] = sqrt(i) * 1000;
    probabilities[i] = 2.0 * (i + 1) / ((double)ATOMS * (ATOMS + 1));
  }
  sl_severity_t s = sl_test_listed(ATOMS, values, probabilities, NULL);
  sl_sampler_t *sampler = compiled(&s);
  uint64_t state = 5;
  for (int i = 0; i < 20000; i++) {
    const uint64_t word = next_word(&state);
    CU_ASSERT_EQUAL(sl_sampler_draw(sampler, word), exact(&s, word, 0.0));
  }
  sl_sampler_free(sampler);
  sl_severity_free(&s);
}

/* Means of min(X, d) for d in the body and at the far end, against the exact limited mean. */
static void means(const sl_severity_t *s, const sl_sampler_t *sampler)
{
  const int n = sl_test_full() ? 20000000 : 100000;
  const double far = sl_severity_quantile_upper(s, 1e-3), body = sl_severity_quantile(s, 0.6);
  const double limit[2] = {body, far};
  double sum[2] = {0.0, 0.0};
  uint64_t state = 17;
  for (int i = 0; i < n; i++) {
    const double x = sl_sampler_draw(sampler, next_word(&state));
    sum[0] += fmin(x, body);
    sum[1] += fmin(x, far);
  }
  for (int k = 0; k < 2; k++) {
    const double mean = sl_severity_limited_mean(s, limit[k]);
    const double variance = sl_severity_limited_square(s, limit[k]) - mean * mean;
    SL_ASSERT_Z(sum[k] / n, mean, sqrt(fmax(variance, 1e-20 * mean * mean) / n) + 1e-12 * mean,
                SL_Z_BOUND);
  }
}

static void means_agree_with_limited_means(void) { for_each(means); }

static int ascending(const void *left, const void *right)
{
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

#define DRAWS 20000

/* Kolmogorov & Smirnov: P(sqrt(n) D > 2.8) = 3e-7 for a continuous law, less with atoms. */
static void whole_distribution(const sl_severity_t *s, const sl_sampler_t *sampler)
{
  static double x[DRAWS];
  uint64_t state = 23;
  double distance = 0.0;
  for (size_t i = 0; i < DRAWS; i++) {
    x[i] = sl_sampler_draw(sampler, next_word(&state));
  }
  qsort(x, DRAWS, sizeof *x, ascending);
  for (size_t i = 0; i < DRAWS; i++) {
    if (i + 1 == DRAWS || x[i + 1] > x[i]) {
      const double slack = x[i] * (1 + 2e-9); /* a draw may fall just short of an atom's place */
      const double above = (double)(i + 1) / DRAWS - sl_severity_cdf(s, slack);
      const double below = sl_severity_cdf(s, x[i] * (1 - 2e-9)) - (double)(i + 1) / DRAWS;
      distance = fmax(distance, fmax(above, below));
    }
  }
  CU_ASSERT(sqrt(DRAWS) * distance < 2.8);
}

static void draws_follow_the_distribution(void) { for_each(whole_distribution); }

SL_SUITE(sampler, "unit/sampler", {"draws are quantiles", draws_are_quantiles},
         {"draws are quantiles next to kinks", draws_are_quantiles_next_to_kinks},
         {"amounts never fall as the word grows", amounts_never_fall_as_the_word_grows},
         {"narrow laws keep the order too", narrow_laws_keep_the_order_too},
         {"extreme words", extreme_words_are_finite_and_in_the_support},
         {"the front table keeps bound and order in every cell",
          the_front_table_keeps_bound_and_order_in_every_cell},
         {"the front table answers for nearly every word",
          the_front_table_answers_for_nearly_every_word},
         {"batches have the bits of single draws", batches_have_the_bits_of_single_draws},
         {"atoms are exact", atoms_are_exact_and_as_frequent_as_they_should_be},
         {"a rare atom in a smooth stretch is exact", a_rare_atom_in_a_smooth_stretch_is_exact},
         {"a table of thousands is exact", a_table_of_thousands_is_exact},
         {"means agree with limited means", means_agree_with_limited_means},
         {"draws follow the distribution", draws_follow_the_distribution});
