/* Conditions as the exact engine takes them: what a plan with copays pays of a case, moments over
 * the group factor, and what is refused. */
#include "sim/study/exact/laws.h"

#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/study/exact/exact.h"
#include "sim/study/exact/moments.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"
#include "tests/support/severities.h"

#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COPAYS                                                                                     \
  SL_TEXT_HEAD                                                                                     \
  "claims:\n  uncertainty: 0.3\n  services:\n"                                                     \
  "    - {name: a, frequency: {distribution: poisson, mean: 1}, severity: {distribution: "         \
  "exponential, mean: 100}}\n"                                                                     \
  "    - {name: b, frequency: {distribution: poisson, mean: 1}, severity: {distribution: "         \
  "exponential, mean: 100}}\n"                                                                     \
  "    - {name: c, frequency: {distribution: poisson, mean: 1}, severity: {distribution: "         \
  "exponential, mean: 100}}\n"                                                                     \
  "plans: [{name: PPO, coinsurance: 0.2, copays: {a: 30, c: 50}}]\n" SL_TEXT_ARRANGEMENTS

/* Exponential cases of mean 500 cut at 2,000: half of it in 4 claims of a service with a copay of
 * 30, three tenths in one claim without, a fifth in 2 claims with a copay of 50. */
static sl_condition_t condition_of(double incidence)
{
  sl_condition_t condition = {.name = strdup("illness"),
                              .incidence = incidence,
                              .severity = sl_test_severity("exponential", 500.0, 0.0, 0.0),
                              .spread = {calloc(3, sizeof(sl_condition_part_t)), 3},
                              .amount_factor = 1.0,
                              .frequency_factor = 1.0};
  condition.severity.limit = 2000.0;
  condition.spread.parts[0] = (sl_condition_part_t){0, 0.5, 4};
  condition.spread.parts[1] = (sl_condition_part_t){1, 0.3, 1};
  condition.spread.parts[2] = (sl_condition_part_t){2, 0.2, 2};
  return condition;
}

static sl_condition_t *put_condition(sl_loaded_t *loaded, double incidence)
{
  CU_ASSERT_PTR_NOT_NULL_FATAL(loaded->scenario);
  sl_claims_t *claims = sl_test_parts(loaded->scenario).claims;
  claims->conditions = calloc(1, sizeof *claims->conditions);
  claims->conditions[0] = condition_of(incidence);
  claims->n_conditions = 1;
  return &claims->conditions[0];
}

static double paid_by_hand(double x)
{
  return fmax(0.0, 0.5 * x - 120.0) + 0.8 * 0.3 * x + fmax(0.0, 0.2 * x - 100.0);
}

/* Knots at 4 x 30 / 0.5 = 240 and 2 x 50 / 0.2 = 500. */
static void paid_under_copays(void)
{
  sl_loaded_t l = sl_test_load(COPAYS, NULL);
  const sl_condition_t *condition = put_condition(&l, 0.1);
  sl_amount_map_t map;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(
      sl_exact_map_of_case(&l.scenario->plans->list[0], &condition->spread, &map, &error), SL_OK);
  CU_ASSERT_EQUAL(map.n, 3);
  SL_ASSERT_CLOSE(map.at[1], 240.0, 1e-12);
  SL_ASSERT_CLOSE(map.at[2], 500.0, 1e-12);
  for (double x = 0.0; x < 3000.0; x += 7.0) {
    SL_ASSERT_CLOSE_ABOVE(sl_map_at(&map, x), paid_by_hand(x), 1e-12, 1.0);
  }
  sl_test_unload(&l);
}

typedef struct moment {
  double q, cv;
  int power;
} moment_t;

static double paid_density(double x, void *context)
{
  const moment_t *m = context;
  return pow(paid_by_hand(fmin(x, 2000.0)), m->power) * exp(-x / 500.0) / 500.0;
}

static double integral(double (*f)(double, void *), const moment_t *of, double *ends, size_t n)
{
  gsl_integration_workspace *space = gsl_integration_workspace_alloc(1000);
  moment_t context = *of;
  gsl_function function = {f, &context};
  double sum, error;
  gsl_integration_qagp(&function, ends, n, 0.0, 1e-11, 1000, space, &sum, &error);
  gsl_integration_workspace_free(space);
  return sum;
}

static double cut_density(double z, void *context)
{
  const moment_t *m = context;
  const double s = sqrt(log1p(m->cv * m->cv));
  return fmin(1.0, m->q * exp(s * z - 0.5 * s * s)) * gsl_ran_ugaussian_pdf(z);
}

/* Three persons and one with half a year, at a chance of 0.6 a year: E
 * min(1, q G) by quadrature, and the moments of what is paid. */
static void moments_of_cases(void)
{
  sl_loaded_t l = sl_test_load(COPAYS, NULL);
  put_condition(&l, 0.6);
  sl_exact_group_t group;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_exact_group_init(&group, l.scenario, &error), SL_OK);
  double ends[] = {0.0, 240.0, 500.0, 2000.0, 20000.0};
  const double first = integral(paid_density, &(moment_t){.power = 1}, ends, 5);
  const double second = integral(paid_density, &(moment_t){.power = 2}, ends, 5);
  CU_ASSERT_EQUAL_FATAL(group.n_laws, 4);
  SL_ASSERT_CLOSE(group.laws[3].paid_mean / first, 1.0, 1e-9);
  SL_ASSERT_CLOSE(group.laws[3].paid_square / second, 1.0, 1e-9);
  SL_ASSERT_CLOSE(group.laws[3].mean, 500.0 * -expm1(-4.0), 1e-9);
  CU_ASSERT_EQUAL(group.laws[3].claims, 7.0);
  const double s = sqrt(log1p(0.09));
  double expected = 0.0;
  for (int half = 0; half < 2; half++) {
    const moment_t of = {.q = half ? 0.3 : 0.6, .cv = 0.3};
    double scores[] = {-9.0, 0.5 * s - log(of.q) / s, 9.0};
    expected += (half ? 1.0 : 3.0) * integral(cut_density, &of, scores, 3);
  }
  /* beside three services of one claim a year */
  SL_ASSERT_CLOSE(sl_exact_expected(&group, SL_EXACT_OF_COUNTS), 3.5 * 3.0 + 7.0 * expected, 1e-9);
  SL_ASSERT_CLOSE(sl_exact_expected(&group, SL_EXACT_OF_DRAWN), 3.5 * 3.0 + expected, 1e-9);
  sl_exact_group_free(&group);
  sl_test_unload(&l);
}

static bool says(const sl_exact_reasons_t *reasons, const char *part)
{
  bool found = false;
  for (size_t i = 0; i < reasons->n; i++) {
    found = found || strstr(reasons->text[i], part) != NULL;
  }
  return found;
}

/* Only under a frailty, and only where somebody may have it. */
/* A slice has both and neither. */
static void follows_the_frailty(void)
{
  for (int possible = 0; possible < 2; possible++) {
    for (int frail = sl_test_slice() ? possible : 0; frail < (sl_test_slice() ? possible + 1 : 2);
         frail++) {
      sl_loaded_t l = sl_test_load(COPAYS, NULL);
      sl_exact_t *exact = NULL;
      put_condition(&l, possible ? 0.1 : 0.0)->follows_frailty = true;
      sl_test_parts(l.scenario).claims->frailty_shape = frail ? 0.9 : (double)INFINITY;
      CU_ASSERT_EQUAL_FATAL(sl_exact_new(l.scenario, &exact, NULL), SL_OK);
      CU_ASSERT_EQUAL(exact->is_known, !(possible && frail));
      CU_ASSERT_EQUAL(says(&exact->reasons, "follows the frailty"), possible && frail);
      sl_exact_free(exact);
      sl_test_unload(&l);
    }
  }
}

SL_SUITE(exact_laws, "unit/exact_laws", {"a case under copays", paid_under_copays},
         {"moments of cases over the group factor", moments_of_cases},
         {"a condition that follows the frailty is refused", follows_the_frailty});
