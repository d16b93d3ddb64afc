/* A child's case that brings its mother an admission: exact figures beside those of the same group
 * without the case and with it for certain, which know of no link; and beside a closed form. */
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/exact/exact.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"
#include "tests/support/severities.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CHANCE 0.3

/* Negative binomial claims under a frailty, a deductible, a specific and an aggregate; a mother
 * with one infant, one with two older children, and a single. */
#define MIXED                                                                                      \
  SL_TEXT_HEAD                                                                                     \
  "claims:\n  frailty: {distribution: gamma, shape: 0.8}\n  services:\n"                           \
  "    - {name: a, frequency: {distribution: negative_binomial, mean: 2, size: 1.5},"              \
  " severity: {distribution: lognormal, mean: 900, cv: 1.4}}\n"                                    \
  "    - {name: b, frequency: {distribution: poisson, mean: 0.3},"                                 \
  " severity: {distribution: gamma, shape: 1.2, scale: 3300}}\n"                                   \
  "plans: [{name: PPO, deductible: 500, coinsurance: 0.2, out_of_pocket_max: 4000}]\n"             \
  "arrangements:\n  - name: ASO\n    kind: aso\n    budget: {amount: 20000}\n"                     \
  "    specific: {deductible: 9000}\n    aggregate: {attachment: 26000}\n"
#define FAMILIES                                                                                   \
  "employee,relationship,age,sex,plan,months,salary\n"                                             \
  "1,employee,31,M,PPO,12,\n1,spouse,29,F,,12,\n1,child,0,M,,12,\n"                                \
  "2,employee,40,F,PPO,12,\n2,child,3,F,,12,\n2,child,9,F,,12,\n3,employee,30,M,PPO,6,\n"

static sl_severity_t gamma_of(double shape, double scale)
{
  return sl_test_severity("gamma", shape, scale, 0.0);
}

static sl_severity_t constant_of(double amount)
{
  return sl_test_severity("constant", amount, 0.0, 0.0);
}

/* Of persons of one age and sex only. */
static sl_condition_t condition_at(double chance, sl_sex_t sex, unsigned age,
                                   sl_severity_t severity)
{
  sl_condition_t condition = {.name = strdup("birth"),
                              .incidence = chance,
                              .age_curve = calloc(1, sizeof *condition.age_curve),
                              .severity = severity,
                              .spread = {calloc(1, sizeof(sl_condition_part_t)), 1},
                              .amount_factor = 1.0,
                              .frequency_factor = 1.0};
  condition.spread.parts[0] = (sl_condition_part_t){0, 1.0, 3};
  condition.age_curve->factor[sex][age] = 1.0;
  return condition;
}

static void bring(sl_condition_t *condition, sl_severity_t severity)
{
  condition->mother_severity = severity;
  condition->mother_spread.parts = calloc(1, sizeof(sl_condition_part_t));
  condition->mother_spread.n = 1;
  condition->mother_spread.parts[0] = (sl_condition_part_t){0, 1.0, 1};
}

static sl_claims_t *room_for(const sl_loaded_t *loaded, size_t n)
{
  CU_ASSERT_PTR_NOT_NULL_FATAL(loaded->scenario);
  sl_claims_t *claims = sl_test_parts(loaded->scenario).claims;
  claims->conditions = calloc(n + 1, sizeof *claims->conditions);
  claims->n_conditions = n;
  return claims;
}

static sl_exact_t *exact_of(const sl_loaded_t *loaded)
{
  sl_exact_t *exact = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_exact_new(loaded->scenario, &exact, NULL), SL_OK);
  CU_ASSERT_FATAL(exact->is_known);
  return exact;
}

/* cases: of each infant's condition that brings some, 0 or 1 = none or for certain, said without a
 * link; else linked at CHANCE. */
static sl_exact_t *mixed_at(const char *census, int case_of_first, int case_of_second, bool linked)
{
  sl_loaded_t l = sl_test_load(MIXED, census);
  sl_claims_t *claims = room_for(&l, linked ? 2 : 4);
  const double chance[] = {linked ? CHANCE : case_of_first, linked ? CHANCE : case_of_second};
  claims->conditions[0] = condition_at(chance[0], SL_MALE, 0, gamma_of(1.5, 8000.0));
  claims->conditions[1] = condition_at(chance[1], SL_FEMALE, 0, gamma_of(1.2, 4000.0));
  if (linked) {
    bring(&claims->conditions[0], gamma_of(2.0, 4000.0));
    bring(&claims->conditions[1], gamma_of(3.0, 1000.0));
  } else {
    claims->conditions[2] = condition_at(chance[0], SL_FEMALE, 29, gamma_of(2.0, 4000.0));
    claims->conditions[3] = condition_at(chance[1], SL_FEMALE, 29, gamma_of(3.0, 1000.0));
  }
  sl_exact_t *exact = exact_of(&l);
  sl_test_unload(&l);
  return exact;
}

static sl_exact_figure_t figure_of(const sl_exact_t *exact, sl_exact_variable_t variable)
{
  const sl_exact_figure_t figure = exact->arrangements[0].figure[variable];
  CU_ASSERT(figure.is_known);
  return figure;
}

typedef struct way {
  sl_exact_t *exact;
  double weight;
} way_t;

/* A probability or an expectation is that of the ways in proportion. */
static void check_mixture(const sl_exact_t *linked, const way_t *ways, size_t n)
{
  static const sl_exact_variable_t linear[] = {
      SL_EXACT_COST,      SL_EXACT_PLAN_PAID,    SL_EXACT_SPECIFIC,
      SL_EXACT_AGGREGATE, SL_EXACT_ANY_CLAIMANT, SL_EXACT_CLAIMANTS,
      SL_EXACT_ATTACHED,  SL_EXACT_DEFICIT,      SL_EXACT_DEFICIT_PROBABILITY};
  for (size_t i = 0; i < sizeof linear / sizeof linear[0]; i++) {
    const sl_exact_figure_t figure = figure_of(linked, linear[i]);
    double expected = 0.0, bound = figure.bound;
    for (size_t w = 0; w < n; w++) {
      const sl_exact_figure_t of = figure_of(ways[w].exact, linear[i]);
      expected += ways[w].weight * of.value;
      bound += ways[w].weight * of.bound;
    }
    SL_ASSERT_CLOSE_ABOVE(figure.value, expected, bound, 1.0);
    CU_ASSERT(bound < 1e-4 * expected);
  }
  static const sl_exact_variable_t deviations[][2] = {
      {SL_EXACT_RETAINED, SL_EXACT_RETAINED_DEVIATION}, {SL_EXACT_COST, SL_EXACT_COST_DEVIATION}};
  for (size_t i = 0; i < 2; i++) {
    double first = 0.0, second = 0.0;
    for (size_t w = 0; w < n; w++) {
      const double mean = figure_of(ways[w].exact, deviations[i][0]).value;
      const double deviation = figure_of(ways[w].exact, deviations[i][1]).value;
      first += ways[w].weight * mean;
      second += ways[w].weight * (mean * mean + deviation * deviation);
    }
    const sl_exact_figure_t figure = figure_of(linked, deviations[i][1]);
    SL_ASSERT_CLOSE(figure.value / sqrt(second - first * first), 1.0, 1e-5);
  }
}

static double allowed_second(const sl_exact_t *exact)
{
  const double mean = exact->group[SL_EXACT_ALLOWED].value;
  const double deviation = exact->group[SL_EXACT_ALLOWED_DEVIATION].value;
  return mean * mean + deviation * deviation;
}

static void one_infant(void)
{
  sl_exact_t *linked = mixed_at(FAMILIES, 0, 0, true);
  const way_t ways[] = {{mixed_at(FAMILIES, 0, 0, false), 1.0 - CHANCE},
                        {mixed_at(FAMILIES, 1, 0, false), CHANCE}};
  check_mixture(linked, ways, 2);
  SL_ASSERT_CLOSE(allowed_second(linked) / ((1.0 - CHANCE) * allowed_second(ways[0].exact) +
                                            CHANCE * allowed_second(ways[1].exact)),
                  1.0, 1e-9);
  for (size_t w = 0; w < 2; w++) {
    sl_exact_free(ways[w].exact);
  }
  sl_exact_free(linked);
}

#define TWINS                                                                                      \
  "employee,relationship,age,sex,plan,months,salary\n"                                             \
  "1,employee,31,M,PPO,12,\n1,spouse,29,F,,12,\n1,child,0,M,,12,\n1,child,0,F,,12,\n"              \
  "2,employee,40,F,PPO,12,\n"

/* Two children whose cases both fall on one mother. */
static void twins(void)
{
  sl_exact_t *linked = mixed_at(TWINS, 0, 0, true);
  way_t ways[4];
  for (int w = 0; w < 4; w++) {
    ways[w] = (way_t){mixed_at(TWINS, w & 1, w >> 1, false),
                      (w & 1 ? CHANCE : 1.0 - CHANCE) * (w >> 1 ? CHANCE : 1.0 - CHANCE)};
  }
  check_mixture(linked, ways, 4);
  for (size_t w = 0; w < 4; w++) {
    sl_exact_free(ways[w].exact);
  }
  sl_exact_free(linked);
}

/* ---- a closed form ---- */

/* A mother and her infant, each with Poisson(G) claims of 100; a case, of probability q = min(1,
 * 0.4 G), is 1,000 of the child's and 500 of the mother's. */
#define PLAIN                                                                                      \
  SL_TEXT_HEAD                                                                                     \
  "claims:\n  uncertainty: 0.4\n  services: [" SL_TEXT_SERVICE "]\n" SL_TEXT_PLANS                 \
  "arrangements: [{name: ASO, kind: aso, budget: {amount: 1650}, specific: {deductible: 950}}]\n"
#define PAIR "employee,relationship,age,sex,plan\n1,employee,30,F,PPO\n1,child,0,M,\n"

typedef enum asked { ANY_CLAIMANT, DEFICIT_PROBABILITY, ALLOWED_SQUARE } asked_t;

static double more_than(unsigned n, double mean) { return gsl_cdf_poisson_Q(n, mean); }

static double given_score(double z, void *context)
{
  const asked_t *asked = context;
  const double s = sqrt(log1p(0.16)), g = exp(s * z - 0.5 * s * s), q = fmin(1.0, 0.4 * g);
  double value = 0.0;
  switch (*asked) {
  case ANY_CLAIMANT: /* 10 claims of either, or a case */
    value = 1.0 - (1.0 - q) * pow(1.0 - more_than(9, g), 2.0);
    break;
  case DEFICIT_PROBABILITY:
    /* Without a case only what is above 950 of either goes: both of 9 claims or more, or so. With
     * one the child keeps 950, and the mother's 500 + 100 n passes 700 from n = 3 on. */
    for (unsigned n = 0; n < 60; n++) {
      const double rest = 1650.0 - fmin(950.0, 100.0 * n);
      const unsigned most = rest < 950.0 ? (unsigned)(rest / 100.0) : 0;
      value += (1.0 - q) * gsl_ran_poisson_pdf(n, g) * (rest < 950.0 ? more_than(most, g) : 0.0);
    }
    value += q * more_than(2, g);
    break;
  case ALLOWED_SQUARE: /* E[S^2], S = 100 N + 1,500 I, N Poisson(2 G) */
    value =
        1e4 * (2.0 * g + 4.0 * g * g) + 2.0 * 100.0 * 2.0 * g * 1500.0 * q + 1500.0 * 1500.0 * q;
    break;
  }
  return value * gsl_ran_ugaussian_pdf(z);
}

static double over_scores(asked_t asked)
{
  const double s = sqrt(log1p(0.16));
  double ends[] = {-9.0, 0.5 * s - log(0.4) / s, 9.0}, sum, error;
  gsl_integration_workspace *space = gsl_integration_workspace_alloc(1000);
  gsl_function function = {given_score, &asked};
  gsl_integration_qagp(&function, ends, 3, 0.0, 1e-11, 1000, space, &sum, &error);
  gsl_integration_workspace_free(space);
  return sum;
}

static void under_uncertainty(void)
{
  sl_loaded_t l = sl_test_load(PLAIN, PAIR);
  sl_claims_t *claims = room_for(&l, 1);
  claims->conditions[0] = condition_at(0.4, SL_MALE, 0, constant_of(1000.0));
  bring(&claims->conditions[0], constant_of(500.0));
  sl_exact_t *exact = exact_of(&l);
  const sl_exact_figure_t any = figure_of(exact, SL_EXACT_ANY_CLAIMANT);
  const sl_exact_figure_t chance = figure_of(exact, SL_EXACT_DEFICIT_PROBABILITY);
  SL_ASSERT_CLOSE_ABOVE(any.value, over_scores(ANY_CLAIMANT), any.bound + 1e-9, 1.0);
  SL_ASSERT_CLOSE_ABOVE(chance.value, over_scores(DEFICIT_PROBABILITY), chance.bound + 1e-9, 1.0);
  CU_ASSERT(any.bound < 0.01 && chance.bound < 0.01);
  const sl_exact_figure_t deviation = exact->group[SL_EXACT_ALLOWED_DEVIATION];
  const double mean = exact->group[SL_EXACT_ALLOWED].value;
  SL_ASSERT_CLOSE_ABOVE(deviation.value, sqrt(over_scores(ALLOWED_SQUARE) - mean * mean),
                        deviation.bound + 1e-6, 1.0);
  CU_ASSERT(deviation.bound < 0.02 * deviation.value);
  sl_exact_free(exact);
  sl_test_unload(&l);
}

/* ---- what is refused ---- */

#define QUINTUPLETS                                                                                \
  "employee,relationship,age,sex,plan\n1,employee,30,F,PPO\n"                                      \
  "1,child,0,M,\n1,child,0,M,\n1,child,0,M,\n1,child,0,M,\n1,child,0,M,\n"

static bool is_known(const sl_exact_t *exact, sl_exact_variable_t variable)
{
  return exact->arrangements[0].figure[variable].is_known;
}

/* Five links of one mother: expectations are still exact, 6 x 100 + 5 x 0.4 x 1,500. */
static void too_many_links(void)
{
  sl_loaded_t l = sl_test_load(PLAIN, QUINTUPLETS);
  sl_claims_t *claims = room_for(&l, 1);
  claims->uncertainty = 0.0;
  claims->conditions[0] = condition_at(0.4, SL_MALE, 0, constant_of(1000.0));
  bring(&claims->conditions[0], constant_of(500.0));
  sl_exact_t *exact = exact_of(&l);
  SL_ASSERT_CLOSE(figure_of(exact, SL_EXACT_PLAN_PAID).value, 3600.0, 1e-8);
  CU_ASSERT(is_known(exact, SL_EXACT_CLAIMANTS) && is_known(exact, SL_EXACT_COST));
  CU_ASSERT(!is_known(exact, SL_EXACT_ANY_CLAIMANT) && !is_known(exact, SL_EXACT_DEFICIT));
  CU_ASSERT(!is_known(exact, SL_EXACT_COST_DEVIATION) &&
            !is_known(exact, SL_EXACT_RETAINED_DEVIATION));
  CU_ASSERT(!exact->arrangements[0].quantile[0].is_known);
  CU_ASSERT(!exact->group[SL_EXACT_ALLOWED_DEVIATION].is_known);
  CU_ASSERT_EQUAL_FATAL(exact->arrangements[0].reasons.n, 1);
  CU_ASSERT_PTR_NOT_NULL(strstr(exact->arrangements[0].reasons.text[0], "'birth'"));
  sl_exact_free(exact);
  sl_test_unload(&l);
}

SL_SUITE(exact_mothers, "verify/exact_mothers",
         {"a mother and her infant are the mixture over the case", one_infant},
         {"twins whose cases fall on one mother", twins},
         {"a link under an uncertainty that takes the chance to 1", under_uncertainty},
         {"too many links leave expectations", too_many_links});
