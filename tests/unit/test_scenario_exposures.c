/* Probabilities that an exposure brings above 1: a fault where that is certain, else a warning and
 * a note with the share of claims lost. */
#include "sim/input/scenario/scenario.h"

#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define CENSUS "employee,relationship,age,sex,risk_score\n"
#define YAML(frequency, more)                                                                      \
  SL_TEXT_HEAD "claims:\n  services: [{name: medical, frequency: " frequency                       \
               ", severity: {distribution: constant, value: 100}}]\n" more SL_TEXT_TAIL
#define BERNOULLI "{distribution: bernoulli, probability: 0.5}"
#define BINOMIAL "{distribution: binomial, trials: 4, probability: 0.5}"

static void expect_fault(const char *yaml, const char *census, const char *part)
{
  sl_loaded_t l = sl_test_load(yaml, census);
  CU_ASSERT_PTR_NULL(l.scenario);
  CU_ASSERT_EQUAL(l.faults.n, 1);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 6, 0, part));
  sl_test_unload(&l);
}

/* part: of the one warning, and of the notes; NULL: neither. */
static void expect_lost(const char *yaml, const char *census, const char *part)
{
  sl_loaded_t l = sl_test_load(yaml, census);
  if (l.scenario == NULL) {
    sl_test_has_fault(&l, 0, 0, "none");
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_faults_t *warnings = &l.scenario->warnings;
  CU_ASSERT_EQUAL(warnings->n, part != NULL);
  CU_ASSERT_EQUAL(l.scenario->notes[0] != '\0', part != NULL);
  if (part != NULL && warnings->n == 1) {
    CU_ASSERT_EQUAL(warnings->list[0].line, 6);
    CU_ASSERT_PTR_NOT_NULL(strstr(warnings->list[0].text, part));
    CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->notes, part));
    if (strstr(warnings->list[0].text, part) == NULL) {
      printf("\n    %s\n", warnings->list[0].text);
    }
  }
  sl_test_unload(&l);
}

/* 0.5 x 4 = 2 claims were expected, 1 came. */
static void for_certain_above_1_is_a_fault(void)
{
  expect_fault(
      YAML(BERNOULLI, ""), CENSUS "A,employee,40,F,1\nB,employee,40,F,4\n",
      "its probability 0.5 times an exposure of 4 is above 1, in row 3 of the spreadsheet");
  expect_fault(YAML(BINOMIAL, ""), CENSUS "A,employee,40,F,2.01\n", "poisson with mean 2");
  expect_fault(YAML(BERNOULLI, "  risk_factor: 3\n"), CENSUS "A,employee,40,F,1\n", "above 1");
  expect_lost(YAML(BERNOULLI, ""), CENSUS "A,employee,40,F,2\n", NULL);
}

/* 0.371 of 0.5 claims (tests/unit/test_capped_exposure.c): 25.8% are lost. With an exponential
 * frailty e^(-1/q) are lost of the chance q. */
static void a_random_exposure_is_told_with_the_share_lost(void)
{
#define FRAILTY(shape) "  frailty: {distribution: gamma, shape: " shape "}\n"
  expect_lost(YAML(BERNOULLI, FRAILTY("0.5")), CENSUS "A,employee,40,F,1\n", "25.8%");
  expect_lost(YAML(BINOMIAL, FRAILTY("0.5")), CENSUS "A,employee,40,F,1\n", "25.8%");
  expect_lost(YAML(BERNOULLI, FRAILTY("1")), CENSUS "A,employee,40,F,2\n", "36.8%"); /* e^-1 */
  expect_lost(YAML(BERNOULLI, FRAILTY("1")), /* (e^-1 + e^-2 / 2) / 1.5 */
              CENSUS "A,employee,40,F,2\nB,employee,40,F,1\n", "29.0%");
  expect_lost(YAML(BERNOULLI, "  uncertainty: 0.5\n"), CENSUS "A,employee,40,F,2\n", "18.7%");
  expect_lost(YAML("{distribution: bernoulli, probability: 0.01}", FRAILTY("1")),
              CENSUS "A,employee,40,F,1\n", NULL);
  expect_lost(YAML("{distribution: poisson, mean: 3}", FRAILTY("0.5")),
              CENSUS "A,employee,40,F,1\n", NULL);
}

/* A claim that is certain at exposure 1 is certain at 4: 3 of the 4 expected are lost, and told. */
static void a_certain_claim_stays_one(void)
{
  expect_lost(YAML("{distribution: bernoulli, probability: 1}", ""), CENSUS "A,employee,40,F,4\n",
              "75.0%");
  expect_lost(YAML("{distribution: bernoulli, probability: 1}", ""), CENSUS "A,employee,40,F,1\n",
              NULL);
}

SL_SUITE(scenario_exposures, "unit/scenario_exposures",
         {"probability x exposure above 1 for certain is a fault", for_certain_above_1_is_a_fault},
         {"a random exposure is told with the share lost",
          a_random_exposure_is_told_with_the_share_lost},
         {"a certain claim stays one", a_certain_claim_stays_one});
