#include "models/core/within.h"
#include "models/random/streams.h"
#include "models/simd/kernels.h"
#include "models/statistics/quantile_values.h"
#include "models/statistics/radix_sort.h"
#include "models/statistics/statistics.h"
#include "tests/support/harness.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void moments_by_hand(void)
{
  const double x[] = {1, 2, 3, 4};
  SL_ASSERT_CLOSE(sl_mean(x, 4).value, 2.5, 0.0);
  SL_ASSERT_CLOSE(sl_variance(x, 4), 5.0 / 3.0, 1e-15);
  SL_ASSERT_CLOSE(sl_mean(x, 4).standard_error, sqrt(5.0 / 12.0), 1e-15);
  /* The textbook example of cancellation: variance 30 whatever the offset. */
  const double far[] = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
  SL_ASSERT_CLOSE(sl_variance(far, 4), 30.0, 0.0);
  SL_ASSERT_CLOSE(sl_mean(far, 4).value, 1e9 + 10, 0.0);
}

static void a_constant_sample_has_no_error(void)
{
  double x[1000];
  for (size_t i = 0; i < 1000; i++) {
    x[i] = 0.1;
  }
  const sl_estimate_t all[] = {sl_mean(x, 1000),           sl_quantile(x, 1000, 0.3),
                               sl_quantile(x, 1000, 0.0),  sl_quantile(x, 1000, 1.0),
                               sl_tail_mean(x, 1000, 0.0), sl_tail_mean(x, 1000, 0.777),
                               sl_tail_mean(x, 1000, 1.0)};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    CU_ASSERT_EQUAL(all[i].value, 0.1);
    CU_ASSERT_EQUAL(all[i].standard_error, 0.0);
  }
  CU_ASSERT_EQUAL(sl_variance(x, 1000), 0.0);
}

static void one_trial_tells_no_error(void)
{
  const double x[] = {7.5};
  const sl_estimate_t all[] = {sl_mean(x, 1),           sl_quantile(x, 1, 0.0),
                               sl_quantile(x, 1, 0.5),  sl_quantile(x, 1, 1.0),
                               sl_tail_mean(x, 1, 0.0), sl_tail_mean(x, 1, 0.9),
                               sl_tail_mean(x, 1, 1.0)};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    CU_ASSERT_EQUAL(all[i].value, 7.5);
    CU_ASSERT(isnan(all[i].standard_error));
  }
  CU_ASSERT(isnan(sl_variance(x, 1)));
  CU_ASSERT(isnan(sl_proportion(1, 1).standard_error));
}

static void a_proportion_is_the_mean_of_its_indicator(void)
{
  const double x[] = {1, 0, 0, 1, 0, 0, 0, 0, 0, 1};
  const sl_estimate_t mean = sl_mean(x, 10), share = sl_proportion(3, 10);
  SL_ASSERT_CLOSE(share.value, mean.value, 1e-15);
  SL_ASSERT_CLOSE(share.standard_error, mean.standard_error, 1e-15);
  SL_ASSERT_CLOSE(share.standard_error, sqrt(0.3 * 0.7 / 9.0), 1e-15);
  CU_ASSERT_EQUAL(sl_proportion(0, 10).standard_error, 0.0);
  CU_ASSERT_EQUAL(sl_proportion(10, 10).standard_error, 0.0);
}

/* R: quantile(c(1, 2, 3, 4), p) and GSL, which uses the same definition. */
static void quantiles_are_of_type_seven(void)
{
  const double x[] = {1, 2, 3, 4};
  SL_ASSERT_CLOSE(sl_quantile(x, 4, 0.25).value, 1.75, 0.0);
  SL_ASSERT_CLOSE(sl_quantile(x, 4, 0.5).value, 2.5, 0.0);
  SL_ASSERT_CLOSE(sl_quantile(x, 4, 0.0).value, 1.0, 0.0);
  SL_ASSERT_CLOSE(sl_quantile(x, 4, 1.0).value, 4.0, 0.0);
  const double y[] = {-3, 0.5, 0.5, 2, 11, 12, 100};
  for (double p = 0.0; p <= 1.0; p += 1.0 / 64) {
    SL_ASSERT_CLOSE(sl_quantile(y, 7, p).value, gsl_stats_quantile_from_sorted_data(y, 1, 7, p),
                    1e-14);
  }
}

/* 101 values 0 .. 100, p = 0.36: n p (1 - p) = 23.2704, root 4.82394, on a grid of step 1. */
static void the_error_of_a_quantile_by_hand(void)
{
  double x[101];
  for (size_t i = 0; i < 101; i++) {
    x[i] = (double)i;
  }
  SL_ASSERT_CLOSE(sl_quantile(x, 101, 0.36).value, 36.0, 1e-14);
  SL_ASSERT_CLOSE(sl_quantile(x, 101, 0.36).standard_error, sqrt(101 * 0.36 * 0.64), 1e-13);
  CU_ASSERT(isnan(sl_quantile(x, 101, 0.995).standard_error));
  CU_ASSERT(isnan(sl_quantile(x, 101, 0.005).standard_error));
  CU_ASSERT(isnan(sl_quantile(x, 101, 1.0).standard_error));
}

static void the_tail_mean_by_hand(void)
{
  const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  SL_ASSERT_CLOSE(sl_tail_mean(x, 10, 0.8).value, 9.5, 1e-15);
  SL_ASSERT_CLOSE(sl_tail_mean(x, 10, 0.75).value, (10 + 9 + 0.5 * 8) / 2.5, 1e-15);
  SL_ASSERT_CLOSE(sl_tail_mean(x, 10, 0.95).value, 10.0, 1e-15);
  SL_ASSERT_CLOSE(sl_tail_mean(x, 10, 1.0).value, 10.0, 0.0);
  SL_ASSERT_CLOSE(sl_tail_mean(x, 10, 0.0).value, 5.5, 1e-15);
  /* max(x - 8, 0) = 1, 2 and eight zeros: mean 0.3, squares 0.49 + 2.89 + 8 * 0.09 = 4.1. */
  SL_ASSERT_CLOSE(sl_tail_mean(x, 10, 0.8).standard_error, sqrt(4.1 / 9 / 10) / 0.2, 1e-14);
  SL_ASSERT_CLOSE(sl_tail_mean(x, 10, 0.0).standard_error, sl_mean(x, 10).standard_error, 1e-14);
}

static void sorting_puts_in_order(void)
{
  double x[] = {3, -INFINITY, 7, 7, -0.5, INFINITY, 0, 3};
  const double sorted[] = {-INFINITY, -0.5, 0, 3, 3, 7, 7, INFINITY};
  sl_sort(x, 8);
  for (size_t i = 0; i < 8; i++) {
    CU_ASSERT_EQUAL(x[i], sorted[i]);
  }
  sl_sort(x, 0);
}

/* Repeated samples of the standard exponential: an estimator, its exact answer, and its exact
 * asymptotic standard error. */
enum { REPEATS = 1000, SAMPLE = 2000 };
static const double level = 0.9;

static sl_estimate_t the_mean(const double *x) { return sl_mean(x, SAMPLE); }
static sl_estimate_t the_quantile(const double *x) { return sl_quantile(x, SAMPLE, level); }
static sl_estimate_t the_tail_mean(const double *x) { return sl_tail_mean(x, SAMPLE, level); }

static void exponential_sample(uint32_t repeat, double *x)
{
  const sl_stream_t stream = sl_stream_init(2026, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0);
  static uint64_t words[SAMPLE];
  sl_kernels_best()->words_by_trial(&stream, 0, SAMPLE, repeat, 0, words);
  for (size_t i = 0; i < SAMPLE; i++) {
    x[i] = -log(((double)(words[i] >> 11) + 0.5) * 0x1p-53);
  }
  sl_sort(x, SAMPLE);
}

static void check_repeated(sl_estimate_t (*estimator)(const double *), double exact, double error)
{
  static double x[SAMPLE], errors[REPEATS], values[REPEATS];
  size_t covered = 0;
  for (uint32_t r = 0; r < REPEATS; r++) {
    exponential_sample(r, x);
    const sl_estimate_t e = estimator(x);
    values[r] = e.value;
    errors[r] = e.standard_error;
    covered += fabs(e.value - exact) < 1.959964 * e.standard_error;
  }
  const sl_estimate_t value = sl_mean(values, REPEATS), mean_error = sl_mean(errors, REPEATS);
  SL_ASSERT_Z(value.value, exact, value.standard_error, SL_Z_BOUND);
  SL_ASSERT_CLOSE(sqrt(sl_variance(values, REPEATS)) / error, 1.0, 0.125); /* 5.6 / sqrt(2000) */
  SL_ASSERT_CLOSE(mean_error.value / error, 1.0, 0.02);
  SL_ASSERT_Z((double)covered, 0.95 * REPEATS, sqrt(0.95 * 0.05 * REPEATS), SL_Z_BOUND);
}

/* Exponential: mean 1, variance 1; quantile -log(1 - p), density there 1 - p; above it the
 * excess is exponential again, so tail mean = quantile + 1 and, with Manistre & Hancock's
 * formula, n variance = (1 + p) / (1 - p). */
static void standard_errors_cover_as_stated(void)
{
  check_repeated(the_mean, 1.0, sqrt(1.0 / SAMPLE));
  check_repeated(the_quantile, -log(1 - level), sqrt(level / (1 - level) / SAMPLE));
  check_repeated(the_tail_mean, 1 - log(1 - level), sqrt((1 + level) / (1 - level) / SAMPLE));
}

static void sorts_agree_with_gsl(void)
{
  enum { MOST = 9000 }; /* short and long samples */
  static double x[MOST], y[MOST], z[MOST], scratch[MOST];
  uint32_t state = 3;
  for (size_t n = 0; n < MOST; n = n < 40 ? n + 1 : 2 * n + 7) {
    for (size_t i = 0; i < n; i++) {
      state = state * 1664525u + 1013904223u;
      const double value = ((double)state - 0x1p31) * (state % 3 == 0 ? 1e-9 : 1.0);
      x[i] = y[i] = z[i] = state % 17 == 0 ? 1000.0 : state % 101 == 0 ? (double)INFINITY : value;
    }
    gsl_sort(x, 1, n);
    sl_radix_sort(y, scratch, n);
    sl_sort(z, n);
    CU_ASSERT_EQUAL(memcmp(x, y, n * sizeof *x), 0);
    CU_ASSERT_EQUAL(memcmp(x, z, n * sizeof *x), 0);
  }
}

/* Column by column, in two goes. */
static void running_sums_of_columns(void)
{
  enum { COLUMNS = 7, APART = 64, N = 50, FIRST = 19 };
  static double x[COLUMNS * APART];
  sl_running_t together[COLUMNS] = {{0}}, alone[COLUMNS] = {{0}};
  uint32_t state = 5;
  for (size_t i = 0; i < COLUMNS * APART; i++) {
    state = state * 1664525u + 1013904223u;
    x[i] = (double)state / 7.0;
  }
  sl_running_add_columns(together, COLUMNS, x, APART, 0, 1);
  sl_running_add_columns(together, COLUMNS, x, APART, FIRST, 1);
  sl_running_add_columns(together, COLUMNS, x + FIRST, APART, N - FIRST, 1);
  for (size_t c = 0; c < COLUMNS; c++) {
    sl_running_add(&alone[c], x + c * APART, N, 1);
    CU_ASSERT_EQUAL(together[c].n, alone[c].n);
    CU_ASSERT_EQUAL(together[c].first, alone[c].first);
    CU_ASSERT_EQUAL(together[c].sum, alone[c].sum);
    CU_ASSERT_EQUAL(together[c].squares, alone[c].squares);
  }
  memset(together, 0, sizeof together);
  sl_running_add_columns(together, COLUMNS, x, APART, APART / 3, 3);
  for (size_t c = 0; c < COLUMNS; c++) {
    sl_running_t every_third = {0};
    sl_running_add(&every_third, x + c * APART, APART / 3, 3);
    CU_ASSERT_EQUAL(together[c].n, every_third.n);
    CU_ASSERT_EQUAL(together[c].squares, every_third.squares);
  }
}

/* Every place of a row, in lanes and behind them, and what must not be taken for a number. */
static void all_within_bounds(void)
{
  enum { MOST = 27 };
  static const double outside[] = {NAN, -NAN, INFINITY, -INFINITY, -1.0000001, 5.0000001};
  double x[MOST] = {0};
  for (size_t n = 0; n <= MOST; n++) {
    for (size_t i = 0; i < n; i++) {
      x[i] = i % 3 == 0 ? -1.0 : 5.0;
    }
    CU_ASSERT_TRUE(sl_all_within(x, n, -1.0, 5.0));
    for (size_t i = 0; i < n; i++) {
      const double good = x[i];
      for (size_t k = 0; k < sizeof outside / sizeof outside[0]; k++) {
        x[i] = outside[k];
        CU_ASSERT_FALSE(sl_all_within(x, n, -1.0, 5.0));
      }
      x[i] = good;
    }
  }
}

/* What a column may be: spread, with one value far away, all alike, of a range that cannot be
 * divided. */
static double value_of_kind(int kind, uint32_t state)
{
  const double spread = (double)state - 0x1p31;
  switch (kind) {
  case 0:
    return spread;
  case 1:
    return state % 997 == 0 ? 1e15 * spread : spread;
  case 2:
    return 7.25;
  case 3:
    return state % 2 == 0 ? 5e-324 : 0.0;
  default:
    return (state % 2 == 0 ? 1.0 : -1.0) * 1e308;
  }
}

static void quantiles_without_sorting(void)
{
  enum { MOST = 6000, LEVELS = 8, KINDS = 5 };
  static const double levels[LEVELS] = {0.99, 0.0, 0.005, 0.25, 0.5, 0.95, 0.995, 1.0};
  static double x[MOST], sorted[MOST], scratch[MOST];
  uint32_t state = 11;
  for (int kind = 0; kind < KINDS; kind++) {
    for (size_t n = 1; n < MOST; n = n < 30 ? n + 1 : 3 * n + 5) {
      double value[LEVELS];
      for (size_t i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        x[i] = sorted[i] = value_of_kind(kind, state);
      }
      gsl_sort(sorted, 1, n);
      sl_quantile_values(x, n, levels, LEVELS, scratch, value);
      for (size_t k = 0; k < LEVELS; k++) {
        const double expected = sl_quantile(sorted, n, levels[k]).value; /* or NaN: inf x 0 */
        CU_ASSERT_EQUAL(memcmp(&value[k], &expected, sizeof expected), 0);
      }
    }
  }
}

/* y = x: the mean of the worst share itself, and its error. */
static void a_tail_is_part_of_itself(void)
{
  enum { N = 4000 };
  static double x[N], ascending[N];
  for (size_t i = 0; i < N; i++) {
    x[i] = ascending[i] = floor(200.0 * pow((double)((i * 1237) % N + 1) / N, 3.0));
  }
  sl_sort(ascending, N);
  for (int k = 0; k < 3; k++) {
    const double p = (const double[]){0.95, 0.99, 0.777}[k];
    const sl_tail_cut_t cut = sl_tail_cut(ascending, N, p);
    const sl_estimate_t part = sl_tail_part(x, x, N, &cut), tail = sl_tail_mean(ascending, N, p);
    SL_ASSERT_CLOSE(part.value, tail.value, 1e-12);
    SL_ASSERT_CLOSE(part.standard_error / tail.standard_error, 1.0, 0.05);
  }
}

/* x 1 .. 10, y their squares but 7 for 9: the worst 25% are 10, 9 and half of 8: (100 + 7 + 32)
 * / 2.5. All equal: every trial by its share, the plain mean. */
static void what_a_part_adds_to_a_tail(void)
{
  const double x[] = {3, 1, 4, 10, 5, 9, 2, 6, 8, 7}, same[] = {5, 5, 5, 5};
  const double y[] = {9, 1, 16, 100, 25, 7, 4, 36, 64, 49}, z[] = {1, 2, 3, 6};
  const double ascending[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const sl_tail_cut_t cut = sl_tail_cut(ascending, 10, 0.75), flat = sl_tail_cut(same, 4, 0.75);
  SL_ASSERT_CLOSE(sl_tail_part(x, y, 10, &cut).value, 139.0 / 2.5, 1e-14);
  SL_ASSERT_CLOSE(sl_tail_part(same, z, 4, &flat).value, 3.0, 1e-14);
}

/* x uniform, y = x plus noise: E[y | worst 5%] = 0.975. The stated errors hold: z of 400 samples
 * has mean 0 and variance 1. */
static void the_error_of_a_tails_part_is_honest(void)
{
  enum { N = 2000, SAMPLES = 400 };
  static double x[N], y[N], ascending[N];
  unsigned state = 5;
  double sum = 0.0, squares = 0.0;
  for (int k = 0; k < SAMPLES; k++) {
    for (size_t i = 0; i < N; i++) {
      double u[3];
      for (int j = 0; j < 3; j++) {
        state = state * 1664525U + 1013904223U;
        u[j] = ((double)(state >> 8) + 0.5) / 16777216.0;
      }
      x[i] = ascending[i] = u[0];
      y[i] = u[0] + sqrt(-2.0 * log(u[1])) * cos(6.283185307179586 * u[2]);
    }
    sl_sort(ascending, N);
    const sl_tail_cut_t cut = sl_tail_cut(ascending, N, 0.95);
    const sl_estimate_t part = sl_tail_part(x, y, N, &cut);
    const double z = (part.value - 0.975) / part.standard_error;
    sum += z;
    squares += z * z;
  }
  CU_ASSERT(fabs(sum / SAMPLES) < 4.0 / sqrt(SAMPLES));
  CU_ASSERT(fabs(squares / SAMPLES - 1.0) < 0.3); /* 4 standard errors of a variance */
}

SL_SUITE(statistics, "unit/statistics", {"moments by hand", moments_by_hand},
         {"a constant sample has no error", a_constant_sample_has_no_error},
         {"one trial tells no error", one_trial_tells_no_error},
         {"a proportion is the mean of its indicator", a_proportion_is_the_mean_of_its_indicator},
         {"quantiles are of type seven", quantiles_are_of_type_seven},
         {"the error of a quantile by hand", the_error_of_a_quantile_by_hand},
         {"the tail mean by hand", the_tail_mean_by_hand},
         {"sorting puts in order", sorting_puts_in_order},
         {"standard errors cover as stated", standard_errors_cover_as_stated},
         {"sorts agree with GSL's", sorts_agree_with_gsl},
         {"quantiles without sorting", quantiles_without_sorting},
         {"running sums of columns", running_sums_of_columns},
         {"all within bounds", all_within_bounds},
         {"a tail is part of itself", a_tail_is_part_of_itself},
         {"what a part adds to a tail", what_a_part_adds_to_a_tail},
         {"the error of a tail's part is honest", the_error_of_a_tails_part_is_honest});
