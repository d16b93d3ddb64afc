/* The frailty that a basis assumes, with its correlation from year to year, is the scenario's,
 * unless that says another; resolved copy and notes tell which. */
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/run.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BASIS(name, frailty)                                                                       \
  "stoploss_basis: 1\nname: " name "\ntitle: T\ncurrency: USD\ndate: 2026-07-01\n" frailty         \
  "services:\n  - {name: of " name ", frequency: {distribution: poisson, mean: 1}, "               \
  "severity: {distribution: constant, value: 10}}\n"
#define BASIS_2(name, correlation)                                                                 \
  "stoploss_basis: 2\nname: " name "\ntitle: T\ncurrency: USD\ndate: 2026-07-01\n"                 \
  "frailty: {distribution: gamma, shape: 2, correlation: " correlation "}\n"                       \
  "services:\n  - {name: of " name ", frequency: {distribution: poisson, mean: 1}, "               \
  "severity: {distribution: constant, value: 10}}\n"
#define LASTING(shape, correlation)                                                                \
  "frailty: {distribution: gamma, shape: " shape ", correlation: " correlation "}"
#define GAMMA(shape) "frailty: {distribution: gamma, shape: " shape "}"

static void write_bases(void)
{
  sl_test_write("plain.yaml", BASIS("plain", ""));
  sl_test_write("two.yaml", BASIS("two", GAMMA("2") "\n"));
  sl_test_write("also-two.yaml", BASIS("also two", GAMMA("2") "\n"));
  sl_test_write("three.yaml", BASIS("three", GAMMA("3") "\n"));
  sl_test_write("lasting.yaml", BASIS_2("lasting", "0.75"));
  sl_test_write("also-lasting.yaml", BASIS_2("also lasting", "0.75"));
  sl_test_write("fading.yaml", BASIS_2("fading", "0.5"));
}

typedef struct row {
  const char *claims;
  double shape, correlation;
  const char *resolved; /* part of the resolved copy */
  const char *note;     /* part; empty: no note at all */
} row_t;

static void expect(const row_t *row)
{
  char yaml[1000];
  snprintf(yaml, sizeof yaml, SL_TEXT_HEAD "claims: {%s}\n" SL_TEXT_TAIL, row->claims);
  sl_loaded_t l = sl_test_load(yaml, NULL);
  if (l.scenario == NULL) {
    sl_test_has_fault(&l, 0, 0, "none");
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->claims->frailty_shape, row->shape);
  CU_ASSERT_EQUAL(l.scenario->claims->frailty_correlation, row->correlation);
  CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->resolved, row->resolved));
  CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->notes, row->note));
  CU_ASSERT_EQUAL(row->note[0] == '\0', l.scenario->notes[0] == '\0');
  sl_loaded_t again = sl_test_load(l.scenario->resolved, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(again.scenario);
  CU_ASSERT_EQUAL(again.scenario->claims->frailty_shape, row->shape);
  CU_ASSERT_EQUAL(again.scenario->claims->frailty_correlation, row->correlation);
  CU_ASSERT_STRING_EQUAL(again.scenario->resolved, l.scenario->resolved);
  CU_ASSERT_STRING_EQUAL(again.scenario->notes, l.scenario->notes);
  sl_test_unload(&again);
  sl_test_unload(&l);
}

static void a_scenario_has_the_frailty_of_its_basis_or_its_own(void)
{
  static const row_t rows[] = {
      {"basis: two.yaml", 2, 0, "frailty: {distribution: gamma, shape: 2}\n",
       "as the claims basis"},
      {"basis: two.yaml, " GAMMA("2"), 2, 0, "shape: 2}\n", "as the claims basis"},
      {"basis: two.yaml, " GAMMA("5"), 5, 0, "shape: 5}\n",
       "(gamma, shape 5) other than the claims "
       "basis assumes (shape 2)"},
      {"basis: two.yaml, frailty: none", INFINITY, 0, "frailty: none\n", "by no frailty, though"},
      {"basis: plain.yaml", INFINITY, 0, "", ""},
      {"basis: plain.yaml, frailty: none", INFINITY, 0, "frailty: none\n", ""},
      {"basis: plain.yaml, " GAMMA("5"), 5, 0, "shape: 5}\n", ""},
      {"basis: [plain.yaml, two.yaml]", 2, 0, "shape: 2}\n", "as the claims basis"},
      {"basis: [two.yaml, plain.yaml, also-two.yaml]", 2, 0, "shape: 2}\n", "as the claims basis"},
      {"basis: [two.yaml, three.yaml], " GAMMA("4"), 4, 0, "shape: 4}\n", "other than"},
      {"services: [" SL_TEXT_SERVICE "]", INFINITY, 0, "", ""}};
  write_bases();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    expect(&rows[i]);
  }
}

static void years_are_correlated_as_the_basis_or_the_scenario_says(void)
{
  static const row_t rows[] = {
      {"basis: lasting.yaml", 2, 0.75, LASTING("2", "0.75") "\n",
       "(gamma, shape 2, correlation 0.75), as the claims basis"},
      {"basis: lasting.yaml, " GAMMA("5"), 5, 0.75, LASTING("5", "0.75") "\n",
       "(gamma, shape 5, correlation 0.75) other than the claims basis assumes (shape 2, "
       "correlation 0.75)"},
      {"basis: lasting.yaml, " GAMMA("2"), 2, 0.75, LASTING("2", "0.75") "\n", "as the claims"},
      {"basis: lasting.yaml, " LASTING("2", "0"), 2, 0, LASTING("2", "0") "\n",
       "(gamma, shape 2) other than the claims basis assumes (shape 2, correlation 0.75)"},
      {"basis: lasting.yaml, frailty: none", INFINITY, 0, "frailty: none\n",
       "assumes one (gamma, shape 2, correlation 0.75)"},
      {"basis: two.yaml, " LASTING("2", "0.25"), 2, 0.25, LASTING("2", "0.25") "\n",
       "(gamma, shape 2, correlation 0.25) other than the claims basis assumes (shape 2)"},
      {"basis: plain.yaml, " LASTING("2", "0.25"), 2, 0.25, LASTING("2", "0.25") "\n", ""},
      {"basis: [plain.yaml, lasting.yaml, also-lasting.yaml]", 2, 0.75, LASTING("2", "0.75") "\n",
       "as the claims basis"},
      {"basis: [lasting.yaml, also-lasting.yaml], " GAMMA("2"), 2, 0.75, LASTING("2", "0.75") "\n",
       "as the claims basis"},
      {"basis: [lasting.yaml, fading.yaml], " LASTING("2", "0.5"), 2, 0.5, LASTING("2", "0.5") "\n",
       "as the claims basis"}};
  write_bases();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    expect(&rows[i]);
  }
}

static void the_shipped_bases_have_theirs(void)
{
  static const row_t us = {"basis: us-commercial-2026", 0.919, 0.97, LASTING("0.919", "0.97") "\n",
                           "as the claims"};
  expect(&us);
  sl_loaded_t l =
      sl_test_load(SL_TEXT_HEAD "currency: CAD\nclaims: {basis: canada-2021}\n" SL_TEXT_TAIL, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->claims->frailty_shape, 1.0);
  sl_test_unload(&l);
}

/* ---- version 1 ---- */

static double sum_of(const double *column, size_t n)
{
  double sum = 0.0;
  for (size_t i = 0; i < n; i++) {
    sum += column[i];
  }
  return sum;
}

#define V1(frailty)                                                                                \
  "stoploss_basis: 1\nname: v1\ntitle: T\ncurrency: USD\ndate: 2026-07-01\n" frailty "services:\n" \
  "  - {name: visits, frequency: {distribution: poisson, mean: 3}, "                               \
  "severity: {distribution: lognormal, mu: 5, sigma: 1.5}}\n"                                      \
  "  - {name: stays, frequency: {distribution: negative_binomial, size: 0.5, mean: 0.4}, "         \
  "severity: {distribution: pareto, shape: 2.5, scale: 1000}}\n"

static void expect_sums(const char *claims, double allowed, double reimbursed)
{
  enum { TRIALS = 512 };
  char yaml[1000], path[SL_PATH_MAX];
  sl_test_run_t run;
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD "claims: {%s}\n" SL_TEXT_PLANS
                        "arrangements: [{name: ASO, kind: aso, specific: {deductible: 2000, "
                        "contract: 24/12, premium: {amount: 5, per: year}}}]\n",
           claims);
  sl_test_write("scenario.yaml", yaml);
  sl_test_write("census.csv", SL_TEXT_CENSUS);
  sl_scratch_path(path, "/scenario.yaml");
  CU_ASSERT_TRUE_FATAL(sl_test_run_open(&run, path, TRIALS, 0));
  sl_results_t *results = sl_test_run_results(&run);
  CU_ASSERT_PTR_NOT_NULL_FATAL(results);
  CU_ASSERT_EQUAL(sum_of(results->trial[SL_TRIAL_ALLOWED], TRIALS), allowed);
  CU_ASSERT_EQUAL(
      sum_of(sl_results_cost_column(results, SL_COST_SPECIFIC_REIMBURSEMENT, 0), TRIALS),
      reimbursed);
  sl_results_free(results);
  sl_test_run_close(&run);
}

/* Sums over 512 trials of what the program gave before there was a version 2, to the last bit; a
 * specific of 24/12 asks for the year before too. */
static void version_1_gives_what_it_gave(void)
{
  sl_test_write("v1.yaml", V1(""));
  sl_test_write("v1-two.yaml", V1(GAMMA("2") "\n"));
  expect_sums("basis: v1.yaml", 3451534.552941543, 1304047.2959172472);
  expect_sums("basis: v1-two.yaml", 3733813.1112845703, 1631647.0325660275);
  expect_sums("basis: v1-two.yaml, " GAMMA("0.5"), 3662007.308866717, 1999289.2702874718);
  expect_sums("basis: v1-two.yaml, frailty: none", 3451534.552941543, 1304047.2959172472);
}

static void what_contradicts_is_refused(void)
{
  write_bases();
  sl_test_write("odd.yaml", BASIS("odd", "frailty: none\n"));
  CU_ASSERT_TRUE(
      sl_test_one_fault(SL_TEXT_HEAD "claims: {basis: [two.yaml, three.yaml]}\n" SL_TEXT_TAIL, 5, 0,
                        "this basis assumes a frailty of shape 3, an earlier one of 2"));
  CU_ASSERT_TRUE(sl_test_one_fault(
      SL_TEXT_HEAD "claims: {basis: [lasting.yaml, fading.yaml]}\n" SL_TEXT_TAIL, 5, 0,
      "this basis assumes a frailty of correlation 0.5, an earlier one of 0.75; allowed: bases "
      "that do not differ in it, or claims.frailty with a correlation, which then holds for all"));
  CU_ASSERT_TRUE(sl_test_one_fault(
      SL_TEXT_HEAD "claims: {basis: [two.yaml, lasting.yaml], " GAMMA("2") "}\n" SL_TEXT_TAIL, 5, 0,
      "this basis assumes a frailty of correlation 0.75, an earlier one of 0"));
  CU_ASSERT_TRUE(sl_test_one_fault(SL_TEXT_HEAD
                                   "claims: {basis: two.yaml, frailty: gamma}\n" SL_TEXT_TAIL,
                                   5, 0, "frailty is not known: gamma"));
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD "claims: {basis: odd.yaml}\n" SL_TEXT_TAIL, NULL);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 6, 10, "frailty is not of the right form: none"));
  sl_test_unload(&l);
}

SL_SUITE(basis_frailty, "unit/basis_frailty",
         {"a scenario has the frailty of its basis, or its own",
          a_scenario_has_the_frailty_of_its_basis_or_its_own},
         {"years are correlated as the basis or the scenario says",
          years_are_correlated_as_the_basis_or_the_scenario_says},
         {"the shipped bases have theirs", the_shipped_bases_have_theirs},
         {"version 1 gives what it gave", version_1_gives_what_it_gave},
         {"what contradicts is refused", what_contradicts_is_refused});
