/* Probabilities as they must be written for reading to scale them to the ones that are meant. */
#include "sim/input/distribution/unscaled.h"

#include "tests/support/harness.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static double uniform(void) /* splitmix64 (Steele, Lea and Flood, 2014) */
{
  uint64_t z = state += 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* What the readers do. */
static void divide_by_sum(double *p, size_t n, unsigned times)
{
  for (unsigned t = 0; t < times; t++) {
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
      sum += p[i];
    }
    for (size_t i = 0; i < n; i++) {
      p[i] /= sum;
    }
  }
}

static bool unscaled(const double *p, size_t n, unsigned times, double *w)
{
  double *room = malloc(times * n * sizeof *room);
  CU_ASSERT_PTR_NOT_NULL_FATAL(room);
  const bool found = sl_unscaled(p, n, times, w, room);
  free(room);
  return found;
}

/* Whether w is found for p and comes back as p. */
static bool comes_back(const double *p, size_t n, unsigned times, double *w)
{
  if (!unscaled(p, n, times, w)) {
    printf("\n    none found for %zu probabilities, divided %u times\n", n, times);
    return false;
  }
  double *again = malloc(n * sizeof *again);
  CU_ASSERT_PTR_NOT_NULL_FATAL(again);
  memcpy(again, w, n * sizeof *w);
  divide_by_sum(again, n, times);
  const bool equal = memcmp(again, p, n * sizeof *p) == 0;
  free(again);
  return equal;
}

/* Weights that add up to 1 but for rounding, as no person writes them. */
static void random_weights(double *weights, size_t n, int steepness)
{
  double sum = 0.0;
  for (size_t i = 0; i < n; i++) {
    weights[i] = uniform();
    for (int k = 0; k < steepness; k++) {
      weights[i] *= uniform();
    }
    sum += weights[i];
  }
  const double wrong = sum * (1.0 + 1e-10 * (uniform() - 0.5));
  for (size_t i = 0; i < n; i++) {
    weights[i] /= wrong;
  }
}

static void any_probabilities_come_back(void)
{
  static const size_t lengths[] = {1, 2, 3, 4, 7, 19, 83, 400};
  state = 20260101;
  for (size_t k = 0; k < sizeof lengths / sizeof lengths[0]; k++) {
    const size_t n = lengths[k];
    double *p = malloc(n * sizeof *p), *w = malloc(n * sizeof *w);
    CU_ASSERT_FATAL(p != NULL && w != NULL);
    for (int repeat = 0; repeat < 200; repeat++) {
      const unsigned times = 1 + (unsigned)repeat % 4;
      random_weights(p, n, repeat % 20);
      divide_by_sum(p, n, times);
      CU_ASSERT_TRUE(comes_back(p, n, times, w));
    }
    free(p);
    free(w);
  }
}

/* A search that finds nothing has its end, and hardly harms. */
static void long_lists_come_back_or_nearly(void)
{
  enum { N = 5000 };
  double *p = malloc(N * sizeof *p), *w = malloc(N * sizeof *w);
  CU_ASSERT_FATAL(p != NULL && w != NULL);
  state = 7;
  int found = 0;
  for (int repeat = 0; repeat < 12; repeat++) {
    random_weights(p, N, repeat);
    divide_by_sum(p, N, 1);
    found += unscaled(p, N, 1, w);
    divide_by_sum(w, N, 1);
    double worst = 0.0;
    for (size_t i = 0; i < N; i++) {
      worst = fmax(worst, fabs(w[i] - p[i]) / p[i]);
    }
    CU_ASSERT_TRUE(worst < 1e-13);
  }
  CU_ASSERT_TRUE(found >= 10);
  free(p);
  free(w);
}

static void what_a_person_wrote_is_written_again(void)
{
  static const double tenths[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
  static const double days[] = {0.3535, 0.2011, 0.2183, 0.1118, 0.0456, 0.0266, 0.0431};
  static const struct {
    const double *given;
    size_t n;
  } rows[] = {{tenths, 10}, {days, 7}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    for (unsigned times = 1; times <= 2; times++) {
      double p[10], w[10];
      memcpy(p, rows[i].given, rows[i].n * sizeof *p);
      divide_by_sum(p, rows[i].n, times);
      CU_ASSERT_TRUE(comes_back(p, rows[i].n, times, w));
      CU_ASSERT_EQUAL(memcmp(w, rows[i].given, rows[i].n * sizeof *w), 0);
    }
  }
  /* Ten tenths show why: their sum is not 1, and divided by it they are none any more. */
  double p[10];
  memcpy(p, tenths, sizeof p);
  divide_by_sum(p, 10, 1);
  CU_ASSERT_NOT_EQUAL(p[0], 0.1);
}

static void what_no_division_made_is_left_as_it_is(void)
{
  const double p[] = {0.5, 0.75}; /* whatever is divided by its sum adds up to 1 */
  double w[2] = {0};
  CU_ASSERT_FALSE(unscaled(p, 2, 1, w));
  CU_ASSERT_EQUAL(memcmp(w, p, sizeof p), 0);
  CU_ASSERT_FALSE(unscaled(p, 2, 2, w));
  CU_ASSERT_EQUAL(memcmp(w, p, sizeof p), 0);
}

SL_SUITE(unscaled, "unit/unscaled", {"any probabilities come back", any_probabilities_come_back},
         {"long lists come back, or nearly", long_lists_come_back_or_nearly},
         {"what a person wrote is written again", what_a_person_wrote_is_written_again},
         {"what no division made is left as it is", what_no_division_made_is_left_as_it_is});
