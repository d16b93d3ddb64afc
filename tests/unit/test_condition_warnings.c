/* What is said of conditions: a chance above 1 is a warning with what the cut takes, and amounts
 * without a finite mean or variance are told as those of services are. */
#include "sim/input/scenario/scenario.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define COUNT "frequency: {distribution: poisson, mean: 1}"
#define CONSTANT "{distribution: constant, value: 10}"
#define LOMAX "{distribution: lomax, shape: 0.9, scale: 1000}"
#define PARETO "{distribution: pareto, shape: 1.5, scale: 10}"

/* A condition of stays and visits, half and half. */
static void write_basis(const char *incidence, const char *severity, const char *more)
{
  char text[2000];
  snprintf(text, sizeof text,
           "stoploss_basis: 2\nname: N\ntitle: T\ncurrency: USD\ndate: 2026-07-01\nservices:\n"
           "  - {name: stays, " COUNT ", severity: " CONSTANT "}\n"
           "  - {name: visits, " COUNT ", severity: " CONSTANT "}\n"
           "conditions:\n  - {name: cancer, incidence: %s, severity: %s, services: "
           "[{service: stays, share: 0.5}, {service: visits, share: 0.5}]%s}\n",
           incidence, severity, more);
  sl_test_write("basis.yaml", text);
}

#define SCENARIO(claims, plan, arrangement)                                                        \
  SL_TEXT_HEAD "claims: {basis: basis.yaml" claims "}\nplans: [{name: PPO" plan "}]\n"             \
               "arrangements: [{name: A, " arrangement "}]\n"
#define ASO "kind: aso"
#define SPECIFIC(more)                                                                             \
  ASO ", specific: {deductible: 50000, premium: {amount: 5, per: year}" more "}"

static sl_loaded_t load(const char *yaml, const char *census)
{
  sl_loaded_t l = sl_test_load(yaml, census);
  if (l.scenario == NULL) {
    sl_test_has_fault(&l, 0, 0, "none");
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  return l;
}

/* ---- the chance ---- */

#define CENSUS "employee,relationship,age,sex,risk_score\n"

/* warning, note: parts of the only ones; NULL: there is none. */
static void expect_cut(const char *claims, const char *census, const char *warning,
                       const char *note)
{
  char yaml[1000];
  snprintf(yaml, sizeof yaml, SCENARIO("%s", "", ASO), claims);
  sl_loaded_t l = load(yaml, census);
  CU_ASSERT_EQUAL(l.scenario->warnings.n, warning != NULL);
  if (warning != NULL && l.scenario->warnings.n == 1) {
    CU_ASSERT_EQUAL(l.scenario->warnings.list[0].line, 5);
    CU_ASSERT_EQUAL(l.scenario->warnings.list[0].column, 17);
    CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->warnings.list[0].text, warning));
    if (strstr(l.scenario->warnings.list[0].text, warning) == NULL) {
      printf("\n    %s\n", l.scenario->warnings.list[0].text);
    }
  }
  CU_ASSERT_EQUAL(l.scenario->notes[0] != '\0', note != NULL);
  CU_ASSERT_TRUE(note == NULL || strstr(l.scenario->notes, note) != NULL);
  sl_test_unload(&l);
}

/* Chances 0.8 and 1.6: 0.6 of 2.4 cases are lost. Of 1.0005 beside 0.8 less than 0.1%. A random
 * factor of CV 0.5 takes from a chance of 1 what a lognormal of that CV has above 1: with s^2 =
 * log 1.25, 2 Phi(s / 2) - 1 = 18.7% (E[min(1, G)] = 1 - that). Frailty is none of its factors. */
static void a_chance_above_1_is_a_warning(void)
{
#define TWO(first, second) CENSUS "A,employee,40,F," first "\nB,employee,40,M," second "\n"
  write_basis("0.8", CONSTANT, "");
  expect_cut("", TWO("1", "2"),
             "condition cancer: its chance can pass 1, where it is cut: 25.0% of its expected "
             "cases are lost; the largest is 1.6, in row 3 of the spreadsheet (incidence x age",
             "Condition cancer loses 25.0% of its expected cases: its chance cannot pass 1.");
  expect_cut("", TWO("1.250625", "1"), "0.0% of its expected cases are lost; the largest is 1.0005",
             NULL);
  expect_cut("", TWO("1.25", "1"), NULL, NULL);
  expect_cut(", risk_factor: 2", TWO("1", "0.5"), "the largest is 1.6, in row 2", "loses 25.0%");
  expect_cut(", frailty: {distribution: gamma, shape: 0.5}", TWO("1.25", "1"), NULL, NULL);
  write_basis("1", CONSTANT, "");
  expect_cut(", uncertainty: 0.5", TWO("1", "1"),
             "its chance times a random factor (uncertainty) can pass 1, where it is cut: 18.7%",
             "loses 18.7%");
}

/* ---- moments ---- */

static void expect_refused(const char *yaml, const char *subject, const char *uses)
{
  sl_loaded_t l = sl_test_load(yaml, NULL);
  CU_ASSERT_PTR_NULL(l.scenario);
  CU_ASSERT_EQUAL(l.faults.n, 1);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 5, 17, subject));
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 5, 17, uses));
  sl_test_unload(&l);
}

static void expect_note(const char *yaml, const char *note)
{
  sl_loaded_t l = load(yaml, NULL);
  CU_ASSERT_STRING_EQUAL(l.scenario->notes, note);
  sl_test_unload(&l);
}

#define INFINITE_MEAN                                                                              \
  "condition cancer: the mean of its amounts is infinite (lomax, shape 0.9, scale 1000), and "     \
  "these rest on it: "

/* Wherever one of its two services is without end, so is the condition. */
static void an_infinite_mean_is_refused_where_something_rests_on_it(void)
{
  write_basis("0.1", LOMAX, "");
  expect_refused(SCENARIO("", "", ASO), INFINITE_MEAN, "the expected cost of A; allowed");
  expect_refused(SCENARIO("", "", SPECIFIC(", services: [stays]")), INFINITE_MEAN,
                 "the expected cost of A");
  expect_refused(SCENARIO("", ", services: [{name: stays, maximum: 1000000}]", ASO), INFINITE_MEAN,
                 "the expected cost of A");
  expect_refused(
      SCENARIO("", "", ASO ", insured: [{services: [visits], premium: {loss_ratio: 0.8}}]"),
      INFINITE_MEAN, "the premium by loss ratio of an insured line of A, the expected cost of A");
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO("", "", SPECIFIC(""))));
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO("", ", annual_maximum: 1000000", ASO)));
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO(
      "", ", services: [{name: stays, maximum: 1000000}, {name: visits, covered: false}]", ASO)));
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO("", ", services: [{name: visits, maximum: 1000000}]",
                                           SPECIFIC(", services: [stays]"))));
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO(
      "", "", ASO ", insured: [{services: [stays, visits], premium: {amount: 5, per: year}}]")));
  write_basis("0", LOMAX, "");
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO("", "", ASO)));
  write_basis("0.1", "{distribution: lomax, shape: 0.9, scale: 1000, limit: 2e6}", "");
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO("", "", ASO)));
}

static void an_infinite_variance_is_a_note(void)
{
  write_basis("0.1", PARETO, "");
  expect_note(
      SCENARIO("", ", services: [{name: visits, maximum: 5000}]", ASO),
      "The amounts of condition cancer have no finite variance (pareto, shape 1.5, scale "
      "10): the standard error of the average means nothing of allowed amounts, what "
      "members pay, what the plan pays and the largest claimant, the cost of A. Chances and "
      "quantiles are not affected.");
  write_basis("0.1", "{distribution: pareto, shape: 2.1, scale: 10}", "");
  expect_note(SCENARIO("", "", ASO), "");
}

/* In the usual census a woman of 40 has a child; without either there is no mother. */
static void mothers_have_moments_of_their_own(void)
{
  static const char *const others[] = {
      "employee,relationship,age,sex\n1,employee,40,M\n1,child,9,F\n",
      "employee,relationship,age,sex\n1,employee,40,F\n1,spouse,41,M\n"};
#define MOTHER(severity)                                                                           \
  ", mother: {severity: " severity ", services: [{service: visits, share: 1}]}"
  write_basis("0.1", CONSTANT, MOTHER(LOMAX));
  expect_refused(SCENARIO("", "", ASO),
                 "condition cancer: the mean of its mothers' amounts is infinite (lomax",
                 "the expected cost of A");
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO("", ", services: [{name: visits, maximum: 9}]", ASO)));
  for (size_t i = 0; i < 2; i++) {
    sl_loaded_t l = load(SCENARIO("", "", ASO), others[i]);
    CU_ASSERT_STRING_EQUAL(l.scenario->notes, "");
    sl_test_unload(&l);
  }
  write_basis("0.1", CONSTANT, MOTHER(PARETO));
  expect_note(SCENARIO("", "", SPECIFIC("")),
              "The mothers' amounts of condition cancer have no finite variance (pareto, shape "
              "1.5, scale 10): the standard error of the average means nothing of allowed amounts, "
              "what the plan pays and the largest claimant, the specific reimbursement with its "
              "loss ratio of A. Chances and quantiles are not affected.");
}

SL_SUITE(condition_warnings, "unit/condition_warnings",
         {"a chance above 1 is a warning", a_chance_above_1_is_a_warning},
         {"an infinite mean is refused where something rests on it",
          an_infinite_mean_is_refused_where_something_rests_on_it},
         {"an infinite variance is a note", an_infinite_variance_is_a_note},
         {"mothers have moments of their own", mothers_have_moments_of_their_own});
