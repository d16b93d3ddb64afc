/* What rests on an infinite mean is a fault that names service and parameter, unless a limit, a
 * plan or a cover leaves nothing without end; what an infinite variance does to standard errors is
 * a note. lomax and pareto: the mean is infinite at a shape of 1 or less, the variance at 2 or
 * less. */
#include "sim/input/scenario/scenario.h"

#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define LOMAX "{distribution: lomax, shape: 0.9, scale: 1000}"
#define YAML(severity, plan, arrangement)                                                          \
  SL_TEXT_HEAD                                                                                     \
  "claims:\n  services:\n"                                                                         \
  "    - {name: tail, frequency: {distribution: poisson, mean: 4}, severity: " severity "}\n"      \
  "    - " SL_TEXT_SERVICE "\nplans: [{name: PPO" plan "}]\narrangements:\n  - {name: "            \
  "A, " arrangement "}\n"
#define QUOTED "premium: {amount: 5, per: year}"
#define BUDGET ", budget: {amount: 5}"
#define ASO "kind: aso"
#define SPECIFIC(more) "specific: {deductible: 50000, " QUOTED more "}"

typedef struct row {
  const char *yaml, *part; /* part: of the fault; NULL: none */
} row_t;

static void check(const row_t *rows, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    sl_loaded_t l = sl_test_load(rows[i].yaml, NULL);
    const bool right =
        rows[i].part == NULL ? l.scenario != NULL : l.scenario == NULL && l.faults.n == 1;
    if (!right) {
      printf("\n    row %zu: %zu faults: %s\n", i, l.faults.n,
             l.faults.n > 0 ? l.faults.list[0].text : "");
    }
    CU_ASSERT_TRUE(right);
    if (rows[i].part != NULL && l.faults.n == 1) {
      CU_ASSERT_TRUE(sl_test_has_fault(&l, 7, 0, rows[i].part));
      CU_ASSERT_TRUE(
          sl_test_has_fault(&l, 7, 0, "service tail: the mean of its amounts is infinite"));
    }
    sl_test_unload(&l);
  }
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof(rows)[0])

static void prices_and_costs_of_an_infinite_mean_are_refused(void)
{
  static const row_t rows[] = {
      {YAML(LOMAX, "", ASO ", specific: {deductible: 50000, premium: {loss_ratio: 0.7}}"),
       "(lomax, shape 0.9, scale 1000), and these rest on it: the specific premium by loss ratio "
       "of "
       "A; allowed"},
      {YAML(LOMAX, "", ASO), "the expected cost of A"},
      {YAML(LOMAX, "", ASO BUDGET), "the expected cost of A"},
      {YAML(LOMAX, "", "kind: fully_insured, premium: {loss_ratio: 0.8}"),
       "rest on it: the premium by loss ratio of A"},
      {YAML(LOMAX, "", ASO ", aggregate: {corridor: 1.25, " QUOTED "}"),
       "rest on it: the corridor of A"},
      {YAML(LOMAX, "", ASO ", aggregate: {attachment: 90000, premium: {loss_ratio: 0.7}}"),
       "the aggregate premium by loss ratio of A"},
      {YAML(LOMAX, "", ASO ", aggregate: {attachment: 90000, maximum: 1000000, " QUOTED "}"),
       "the expected cost of A"},
      {YAML(LOMAX, "", ASO ", " SPECIFIC(", coinsurance: 0.9")), "the expected cost of A"},
      {YAML(LOMAX, "", ASO ", " SPECIFIC(", maximum: 1000000")), "the expected cost of A"},
      {YAML(LOMAX, "", ASO ", " SPECIFIC(", services: [medical]")), "the expected cost of A"},
      {YAML(LOMAX, "", ASO ", " SPECIFIC(", lasers: [{member: 1, excluded: true}]")),
       "the expected cost of A"},
      {YAML(LOMAX, "", ASO ", " SPECIFIC(", contract: 12/12")), "the expected cost of A"},
      {YAML(LOMAX, "",
            ASO ", fees: [{name: network, amount: 0.01, per: paid_claims}], " SPECIFIC("")),
       "the expected cost of A"},
      {YAML(LOMAX, "", ASO ", " SPECIFIC("")) "simulation: {exhibit: true}\n",
       "the exhibit's specific reimbursement of A"},
      {YAML(LOMAX, "", ASO ", insured: [{services: [tail], premium: {loss_ratio: 0.8}}]"),
       "the premium by loss ratio of an insured line of A"},
      {YAML("{distribution: pareto, shape: 1, scale: 10}", "", ASO), "(pareto, shape 1, scale 10)"},
      {YAML("{distribution: generalized_pareto, shape: 1, scale: 10, threshold: 0}", "", ASO),
       "generalized_pareto, shape 1"},
      {YAML("{distribution: mixture, weights: [0.9, 0.1], of: [{distribution: constant, value: "
            "1}, " LOMAX "]}",
            "", ASO),
       "(mixture, its part lomax, shape 0.9"},
      {YAML(LOMAX,
            ", deductible: {person: 1000}, coinsurance: 0.2, out_of_pocket_max: {person: 5000}",
            ASO),
       "the expected cost of A"}};
  CHECK(rows);
}

static void what_is_bounded_is_accepted(void)
{
  static const row_t rows[] = {
      {YAML(LOMAX, "", ASO ", " SPECIFIC("")), NULL},
      {YAML(LOMAX, "", ASO ", " SPECIFIC("") ", budget: {of_expected: 1.1}"), NULL},
      {YAML(LOMAX, "",
            ASO ", specific: {deductible: 50000, maximum: 1000000, premium: {loss_ratio: "
                "0.7}}, aggregate: {attachment: 90000, premium: {loss_ratio: 0.7}}"),
       "the expected cost of A"},
      {YAML("{distribution: lomax, shape: 0.9, scale: 1000, limit: 1000000}", "",
            ASO ", specific: {deductible: 50000, premium: {loss_ratio: 0.7}}"),
       NULL},
      {YAML(LOMAX, ", annual_maximum: 1000000", ASO), NULL},
      {YAML(LOMAX, ", services: [{name: tail, maximum: 1000000}]", ASO), NULL},
      {YAML(LOMAX, ", services: [{name: tail, covered: false}]", ASO), NULL},
      {YAML(LOMAX, ", coinsurance: 1", ASO), NULL},
      {YAML(LOMAX, "", ASO ", aggregate: {attachment: 90000, " QUOTED "}"), NULL},
      {YAML(LOMAX, "", ASO ", insured: [{services: [tail], " QUOTED "}]"), NULL},
      {YAML(LOMAX, "",
            ASO ", " SPECIFIC("") ", aggregate: {corridor: 1.25, premium: {loss_ratio: "
                                  "0.7}}"),
       NULL},
      {YAML(LOMAX, "", "kind: fully_insured, " QUOTED), NULL},
      {YAML("{distribution: lomax, shape: 1.1, scale: 1000}", "",
            ASO ", specific: {deductible: 50000, premium: {loss_ratio: 0.7}}"),
       NULL}};
  CHECK(rows);
}

static void a_service_that_nobody_has_is_no_matter(void)
{
  static const char yaml[] =
      SL_TEXT_HEAD "claims: {services: [{name: a, frequency: {distribution: poisson, mean: 0}, "
                   "severity: " LOMAX "}, " SL_TEXT_SERVICE "]}\n" SL_TEXT_TAIL;
  CU_ASSERT_TRUE(sl_test_no_fault(yaml));
}

static void expect_note(const char *yaml, const char *note)
{
  sl_loaded_t l = sl_test_load(yaml, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_STRING_EQUAL(l.scenario->notes, note);
  sl_test_unload(&l);
}

static void an_infinite_variance_names_the_standard_errors(void)
{
#define PARETO "{distribution: pareto, shape: 1.5, scale: 10}"
  expect_note(
      YAML(PARETO, "", ASO ", " SPECIFIC("")),
      "The amounts of service tail have no finite variance (pareto, shape 1.5, scale 10): the "
      "standard error of the average means nothing of allowed amounts, what the plan pays and "
      "the largest claimant, the specific reimbursement with its loss ratio of A. Chances and "
      "quantiles are not "
      "affected.");
  expect_note(
      YAML(PARETO, ", coinsurance: 0.2", ASO),
      "The amounts of service tail have no finite variance (pareto, shape 1.5, scale 10): the "
      "standard error of the average means nothing of allowed amounts, what members pay, what "
      "the plan pays and the largest claimant, the cost of A. Chances and quantiles are not "
      "affected.");
  expect_note(
      YAML(PARETO, ", annual_maximum: 5000", ASO),
      "The amounts of service tail have no finite variance (pareto, shape 1.5, scale 10): the "
      "standard error of the average means nothing of allowed amounts, what members pay. "
      "Chances and quantiles are not affected.");
  expect_note(
      YAML(LOMAX, "", ASO ", " SPECIFIC("")),
      "The amounts of service tail have no finite mean (lomax, shape 0.9, scale 1000): the "
      "average with its standard error means nothing of allowed amounts, what the plan pays "
      "and the largest claimant, the specific reimbursement with its loss ratio of A. Chances and "
      "quantiles are "
      "not affected.");
  expect_note(YAML("{distribution: pareto, shape: 2.1, scale: 10}", "", ASO), "");
}

SL_SUITE(scenario_moments, "unit/scenario_moments",
         {"prices and costs of an infinite mean are refused",
          prices_and_costs_of_an_infinite_mean_are_refused},
         {"what is bounded is accepted", what_is_bounded_is_accepted},
         {"a service that nobody has is no matter", a_service_that_nobody_has_is_no_matter},
         {"an infinite variance names the standard errors",
          an_infinite_variance_names_the_standard_errors});
