/* A group in which nothing changes from year to year has the first year's distribution in every
 * year: two-sample tests of plan paid, reimbursement and cost. Years of one trial hang together
 * through lasting conditions and frailty, which moves a distance of distributions less than
 * independent years would; means and shares are compared trial by trial. */
#include "sim/results/block.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"
#include "tests/support/years_run.h"
#include "tests/verify/validation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing lasts: neither frailty nor a condition. */
static const char fresh_basis[] =
    "stoploss_basis: 2\nname: fresh\ntitle: fresh\ncurrency: USD\ndate: 2026-07-01\n"
    "frailty: {distribution: gamma, shape: 0.7}\n"
    "services: [{name: s, frequency: {distribution: poisson, mean: 6}, severity: {distribution: "
    "lognormal, mean: 700, cv: 3}}]\n"
    "conditions: [{name: a, incidence: 0.03, severity: {distribution: lognormal, mean: 60000, cv: "
    "1}, services: [{service: s, share: 1, events: 4}]}]\n";

#define MIXED                                                                                      \
  "employee,relationship,age,sex,plan\n1,employee,50,F,PPO\n1,spouse,52,M,\n1,child,17,M,\n"       \
  "2,employee,61,M,PPO\n3,employee,36,F,PPO\n3,child,4,F,\n3,child,6,F,\n4,employee,25,M,PPO\n"    \
  "5,employee,44,F,PPO\n6,employee,57,F,PPO\n7,employee,33,M,PPO\n8,employee,48,M,PPO\n"
#define ALIKE                                                                                      \
  "employee,relationship,age,sex,plan\n1,employee,48,F,PPO\n2,employee,48,F,PPO\n"                 \
  "3,employee,48,F,PPO\n4,employee,48,F,PPO\n5,employee,48,F,PPO\n6,employee,48,F,PPO\n"           \
  "7,employee,48,F,PPO\n8,employee,48,F,PPO\n"

#define YEARS "4"

/* A year costs what A keeps; B's contract reaches back to the year before, the first one's to a
 * year that is drawn backwards. */
#define ARRANGEMENTS                                                                               \
  "arrangements: [{name: A, kind: aso, specific: {deductible: 40k, premium: {amount: 10, per: "    \
  "year}, contract: 12/15}, aggregate: {attachment: 150k, premium: {amount: 10, per: year}, "      \
  "contract: 12/15}}, {name: B, kind: aso, specific: {deductible: 40k, premium: {amount: 10, "     \
  "per: year}, contract: 24/12}}, {name: none, kind: aso}]\n"

/* P(|Z| > 6) is 2e-9, and P(a distance > 3.2 sqrt(2 / n)) 2.6e-9: 1e-6 over some 300 tests. */
#define Z 6.0
#define DISTANCE 3.2

static int ascending(const void *left, const void *right)
{
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static double *sorted_of(const double *x, size_t n)
{
  double *sorted = malloc(n * sizeof *sorted);
  CU_ASSERT_PTR_NOT_NULL_FATAL(sorted);
  memcpy(sorted, x, n * sizeof *sorted);
  qsort(sorted, n, sizeof *sorted, ascending);
  return sorted;
}

/* The largest difference of two distribution functions, of samples in order. */
static double distance_of(const double *a, const double *b, size_t n)
{
  size_t i = 0, j = 0;
  double most = 0.0;
  while (i < n && j < n) {
    const double x = fmin(a[i], b[j]);
    for (; i < n && a[i] <= x; i++) {
    }
    for (; j < n && b[j] <= x; j++) {
    }
    most = fmax(most, fabs((double)i - (double)j) / (double)n);
  }
  return most;
}

/* z of the mean of x - y; or of what passes `level`, by trial. */
static double z_of(const double *x, const double *y, size_t n, double level)
{
  double sum = 0.0, square = 0.0;
  for (size_t t = 0; t < n; t++) {
    const double d = isnan(level) ? x[t] - y[t] : (double)(x[t] > level) - (double)(y[t] > level);
    sum += d;
    square += d * d;
  }
  return square > 0.0 ? sum / sqrt(square - sum * sum / (double)n) : 0.0;
}

/* The largest |z| and distance over its bound so far, of how many. */
typedef struct worst {
  double z, distance;
  size_t tests;
} worst_t;

static void compare(const double *first, const double *later, size_t n, worst_t *worst)
{
  static const double levels[] = {0.5, 0.9, 0.99, 0.999};
  double *a = sorted_of(first, n), *b = sorted_of(later, n);
  worst->z = fmax(worst->z, fabs(z_of(later, first, n, NAN)));
  for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
    const double level = a[(size_t)(levels[i] * (double)n)];
    worst->z = fmax(worst->z, fabs(z_of(later, first, n, level)));
  }
  worst->distance = fmax(worst->distance, distance_of(a, b, n) / sqrt(2.0 / (double)n));
  worst->tests += 6;
  free(a);
  free(b);
}

static void check(const char *what, const char *claims, const char *population, const char *census,
                  bool reaches_back, int trials)
{
  char text[2048];
  worst_t worst = {0};
  snprintf(text, sizeof text,
           SL_TEXT_HEAD "years: " YEARS "\n%sclaims: {%s}\nplans: [{name: PPO, deductible: 1500, "
                        "coinsurance: 0.2, out_of_pocket_max: 5000}]\n"
                        "simulation: {trials: %d, pricing_trials: 512, seed: 11}\n" ARRANGEMENTS,
           population, claims, sl_test_full() ? 100000 : trials);
  sl_test_write("fresh.yaml", fresh_basis);
  sl_years_columns_t *c = sl_years_run_text(text, census, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(c);
  for (size_t k = 1; k < c->n_years; k++) {
    const struct {
      sl_year_variable_t variable;
      size_t arrangement;
    } of[] = {{SL_YEAR_COST, 2},
              {SL_YEAR_COST, 0},
              {SL_YEAR_SPECIFIC, 0},
              {SL_YEAR_AGGREGATE, 0},
              {SL_YEAR_SPECIFIC, 1}};
    for (size_t i = 0; i < (reaches_back ? 5U : 4U); i++) {
      compare(sl_years_column(c, of[i].variable, of[i].arrangement, 0),
              sl_years_column(c, of[i].variable, of[i].arrangement, k), c->n_trials, &worst);
    }
  }
  CU_ASSERT(worst.z < Z);
  CU_ASSERT(worst.distance < DISTANCE);
  CU_ASSERT(sl_years_mean(c, SL_YEAR_AGGREGATE, 0, 0) > 0.0);
  CU_ASSERT(sl_years_mean(c, SL_YEAR_SPECIFIC, 1, 0) > 0.0);
  printf("\n    largest |z| %.2f, distance %.2f sqrt(2 / n), %zu tests ", worst.z, worst.distance,
         worst.tests);
  sl_validated_campaign(what,
                        "%zu tests of " YEARS " years, %zu trials: none rejects at 1e-6 for all",
                        worst.tests, c->n_trials);
  sl_years_columns_free(c);
}

static void nothing_lasts(void)
{
  check("stationary years of a basis in which nothing lasts", "basis: fresh.yaml", "", MIXED, true,
        8192);
}

static void the_shipped_basis(void)
{
  check("stationary years of the shipped basis",
        "basis: us-commercial-2026, uncertainty: 0.1, uncertainty_by_year: 0.1", "", MIXED, true,
        8192);
}

/* Who comes is as old as who leaves. Of somebody who has left, claims of the year before are still
 * paid, of whoever has come there are none: what reaches back is not alike in the first year. */
static void others_come(void)
{
  check("stationary years with turnover", "basis: us-commercial-2026",
        "population: {turnover: 0.3}\n", ALIKE, false, 8192);
  check("stationary years with turnover, nothing lasts", "basis: fresh.yaml",
        "population: {turnover: 0.3}\n", ALIKE, false, 8192);
}

SL_SUITE(years_stationary, "verify/years_stationary", {"nothing lasts", nothing_lasts},
         {"the shipped basis", the_shipped_basis}, {"others come", others_come});
