/* Frailties of years in a row: each gamma distributed with mean 1, the correlation as given, and
 * one at a time to the bits of many. */
#include "models/severity/severity.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/trials/draws.h"
#include "sim/results/block.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 80, YEARS = 3, DRAWN = BLOCKS * SL_BLOCK_TRIALS };

#define SHAPE 0.8

static double frailty[YEARS][DRAWN];

static sl_model_t *model_of(sl_engine_group_t *group, double correlation,
                            const sl_kernels_t *kernels)
{
  sl_model_t *model = NULL;
  const sl_engine_options_t options = {.threads = 1, .kernels = kernels};
  sl_group_make(group, 1, 100);
  group->claims.uncertainty = 0.0;
  group->claims.frailty_correlation = correlation;
  group->arrangements.accounting = SL_ACCOUNT_PAID; /* earlier years */
  CU_ASSERT_EQUAL_FATAL(sl_model_new(&group->scenario, &options, 1, &model, NULL), SL_OK);
  CU_ASSERT_FATAL(model->first_year <= 1 - YEARS);
  return model;
}

/* Returns how many differ from those drawn one at a time. */
static size_t draw_all(const sl_model_t *model, size_t blocks)
{
  uint64_t words[SL_BLOCK_TRIALS];
  size_t apart = 0;
  for (uint32_t b = 0; b < blocks; b++) {
    const sl_trials_t trials = {.model = model,
                                .pass = SL_PASS_MAIN,
                                .inflation = 1.0,
                                .first = b * SL_BLOCK_TRIALS,
                                .n = SL_BLOCK_TRIALS};
    for (int y = 0; y < YEARS; y++) {
      double *into = frailty[y] + (size_t)b * SL_BLOCK_TRIALS;
      CU_ASSERT_PTR_EQUAL(sl_trials_multipliers(&trials, -y, 1, NULL, words, into), into);
      for (size_t t = 0; t < SL_BLOCK_TRIALS; t += 37) {
        const double one = sl_trials_frailty_at(&trials, -y, 1, t);
        apart += memcmp(&one, &into[t], sizeof one) != 0;
      }
    }
  }
  return apart;
}

static double mean_of(const double *x, const double *y)
{
  double sum = 0.0;
  for (size_t t = 0; t < DRAWN; t++) {
    sum += x[t] * (y != NULL ? y[t] : 1.0) / DRAWN;
  }
  return sum;
}

static int ascending(const void *left, const void *right)
{
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

/* Kolmogorov and Smirnov's distance from the gamma law; below 1.95 / sqrt(n) in 999 of 1,000. */
static double distance_of(const double *x)
{
  static double sorted[DRAWN];
  const sl_severity_t law = sl_group_severity("gamma", SHAPE, 1.0 / SHAPE);
  double most = 0.0;
  memcpy(sorted, x, sizeof sorted);
  qsort(sorted, DRAWN, sizeof *sorted, ascending);
  for (size_t i = 0; i < DRAWN; i++) {
    const double f = sl_severity_cdf(&law, sorted[i]);
    most = fmax(most, fmax(f - (double)i / DRAWN, (double)(i + 1) / DRAWN - f));
  }
  return most;
}

/* Covariances of pairs k years apart: rho^k / a. The standard error of a mean of products is taken
 * from the products. */
static void check_correlation(double rho)
{
  sl_engine_group_t group;
  sl_model_t *model = model_of(&group, rho, NULL);
  CU_ASSERT_EQUAL(draw_all(model, BLOCKS), 0);
  for (int y = 0; y < YEARS; y++) {
    SL_ASSERT_Z(mean_of(frailty[y], NULL), 1.0, sqrt(1.0 / SHAPE / DRAWN), 4.5);
    CU_ASSERT(distance_of(frailty[y]) < 1.95 / sqrt(DRAWN));
    for (int z = 0; z < y; z++) {
      double square = 0.0;
      for (size_t t = 0; t < DRAWN; t++) {
        square += pow(frailty[y][t] * frailty[z][t], 2.0) / DRAWN;
      }
      SL_ASSERT_Z(mean_of(frailty[y], frailty[z]), 1.0 + pow(rho, y - z) / SHAPE,
                  sqrt(square / DRAWN), 4.5);
    }
  }
  sl_model_free(model);
  sl_group_free(&group);
}

static void years_hang_together(void)
{
  check_correlation(0.75);
  check_correlation(0.05);
}

static void without_a_correlation_each_is_drawn_anew(void) { check_correlation(0.0); }

static void kernels_agree(void)
{
  static double first[YEARS][DRAWN];
  for (size_t i = 0; sl_test_kernels_at(i) != NULL; i++) {
    sl_engine_group_t group;
    sl_model_t *model = model_of(&group, 0.6, sl_test_kernels_at(i));
    CU_ASSERT_EQUAL(draw_all(model, 2), 0);
    if (i == 0) {
      memcpy(first, frailty, sizeof first);
    }
    for (int y = 0; y < YEARS; y++) {
      CU_ASSERT_EQUAL(memcmp(first[y], frailty[y], 2 * SL_BLOCK_TRIALS * sizeof(double)), 0);
    }
    sl_model_free(model);
    sl_group_free(&group);
  }
}

SL_SUITE(persistence, "unit/persistence", {"years hang together", years_hang_together},
         {"without a correlation each is drawn anew", without_a_correlation_each_is_drawn_anew},
         {"kernels agree", kernels_agree});
