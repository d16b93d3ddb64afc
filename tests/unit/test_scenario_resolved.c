#include "sim/input/load/load.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Load yaml, then what it resolves to, which must resolve to itself. The caller frees the text. */
static char *resolve_twice(const char *yaml)
{
  sl_loaded_t first = sl_test_load(yaml, NULL);
  if (first.scenario == NULL) {
    sl_test_has_fault(&first, 0, 0, "nothing");
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(first.scenario);
  char *text = malloc(strlen(first.scenario->resolved) + 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  strcpy(text, first.scenario->resolved);
  sl_test_unload(&first);
  sl_loaded_t second = sl_test_load(text, NULL);
  if (second.scenario == NULL) {
    sl_test_has_fault(&second, 0, 0, "nothing");
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(second.scenario);
  CU_ASSERT_STRING_EQUAL(text, second.scenario->resolved);
  sl_test_unload(&second);
  return text;
}

static void expect_lines(const char *yaml, const char *const *lines, size_t n)
{
  char *text = resolve_twice(yaml);
  for (size_t i = 0; i < n; i++) {
    if (strstr(text, lines[i]) == NULL) {
      printf("\n    no \"%s\" in:\n%s\n", lines[i], text);
    }
    CU_ASSERT_PTR_NOT_NULL(strstr(text, lines[i]));
  }
  free(text);
}

static void every_default_is_written(void)
{
  static const char *const lines[] = {"currency: USD\n",
                                      "months: 12\n",
                                      "  area_factor: 1\n",
                                      "  trend: 0\n",
                                      "  uncertainty: 0\n",
                                      "      members: all\n",
                                      "    deductible: 0\n",
                                      "    coinsurance: 0\n",
                                      "    out_of_pocket_max: .inf\n",
                                      "    copays: {}\n",
                                      "    fees: []\n",
                                      "    budget: {of_expected: 1}\n",
                                      ("simulation: {trials: 20000, seed: 1, pricing_trials: "
                                       "8192, exhibit: true, sampler: claims}\n")};
  expect_lines(SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL, lines, sizeof lines / sizeof lines[0]);
}

static void everything_given_is_written(void)
{
  static const char *const lines[] = {
      "stoploss: 1\nname: \"a: b \\\"c\\\" \\\\ #d\"\n",
      "  frailty: {distribution: gamma, shape: 0.8}\n",
      "  basis_date: 2025-07-01\n",
      "frequency: {distribution: negative_binomial, mean: 2, size: 0.5}",
      "severity: {distribution: table, values: [1, 2], probabilities: [0.5, 0.5], limit: 100000}",
      "    - member: 3\n      replaces: true\n      services:\n        - name: own\n",
      "  - name: \"yes\"\n",
      "    deductible: {person: 1, family: .inf, embedded: true}\n",
      "    copays: {\"a, b\": 0.1}\n",
      "      - {name: tpa, amount: -25, per: employee_month}\n",
      "        - {member: 1, deductible: 250000, excluded: false}\n",
      "        - {member: 2, excluded: true}\n",
      "      factors: {employee: 300, family: 700.5}\n",
      "      minimum: {of_first_month: 0.95}\n",
      "      tiers: {employee: 812, family: 2320}\n"};
  expect_lines(
      "{\"stoploss\": 1, \"name\": 'a: b \"c\" \\ #d', \"start\": \"2026-01-01\", \"census\": "
      "\"census.csv\",\n"
      "claims: {frailty: {shape: 0.80, distribution: gamma}, basis_date: 2025-07-01, services: "
      "[{name: 'a, b', frequency: {distribution: negative_binomial, "
      "mean: 2.0, size: 0.5}, severity: {distribution: table, values: [1, 2], probabilities: "
      "[5e-1, "
      "0.5], limit: 1e5}}], claimants: [{member: 3, replaces: true, services: "
      "[{name: own, frequency: {distribution: poisson, mean: 1}, severity: {distribution: "
      "constant, "
      "value: 1}}]}]},\n"
      "plans: [{name: 'yes', deductible: {person: 1}, copays: {'a, b': 0.1}}, {name: PPO}],\n"
      "arrangements: [{name: A, kind: aso, fees: [{name: tpa, per: employee_month, amount: -25}], "
      "specific: {deductible: 6e4, lasers: [{member: 1, deductible: 250000}, {excluded: true, "
      "member: 2}]}, aggregate: {factors: {employee: 300, family: 700.5}, minimum: "
      "{of_first_month: 0.95}}}, {name: F, kind: fully_insured, premium: {tiers: {employee: 812, "
      "family: 2320}}}]}",
      lines, sizeof lines / sizeof lines[0]);
}

/* Keys of services, plans and bases: what is not given is written only where it has a default, and
 * every default written down is read again (resolve_twice). */
static void lines_benefits_and_rules_are_written(void)
{
  static const char *const lines[] = {
      "  basis: [us-commercial-2026, disability-idi2013]\n",
      "      line: dental\n      lag: {distribution: constant, value: 45}\n"
      "      seasonality: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.25]\n",
      "      disability:\n        salary_share: 0.5\n        maximum: .inf\n"
      "        elimination_days: 0\n        maximum_weeks: 10\n",
      "    annual_maximum: .inf\n",
      "      - {name: primary_care, deductible: applies, copay: 20, maximum: .inf, waiting_months: "
      "0, covered: true}\n",
      "      - {name: specialist, coinsurance: 0.1, deductible: waived, visits: 9, maximum: 5000, "
      "waiting_months: 3, covered: true}\n",
      "covered: false}\n",
      "      - name: Dental\n        services: [teeth]\n        deductible: {person: 50, family: "
      "150, embedded: false}\n        coinsurance: 0\n        out_of_pocket_max: .inf\n"
      "        maximum: 1500\n",
      "    out_of_network:\n      share: 0.1\n      recognised: 1\n      coinsurance: 0.4\n",
      "    hsa: {employee: 750, family: 1500}\n",
      "wellness:\n  frequency_factor: 0.97\n  services: [teeth]\n  fee: {amount: 3, per: "
      "employee_month}\n"};
  expect_lines(
      SL_TEXT_HEAD
      "claims: {basis: [us-commercial-2026, disability-idi2013], services: [{name: teeth, line: "
      "dental, frequency: {distribution: poisson, mean: 1}, severity: {distribution: constant, "
      "value: 1}, lag: {distribution: constant, value: 45}, seasonality: [1, 1, 1, 1, 1, 1, 1, 1, "
      "1, 1, 1, 0.25]}, {name: std, line: short_term_disability, members: employees, frequency: "
      "{distribution: poisson, mean: 1}, severity: {distribution: constant, value: 30}, "
      "disability: {salary_share: 0.5, maximum_weeks: 10}}]}\n"
      "plans: [{name: PPO, services: [{name: primary_care, copay: 20}, {name: specialist, "
      "coinsurance: 0.1, deductible: waived, visits: 9, maximum: 5000, waiting_months: 3}, {name: "
      "xray, covered: false}], benefits: [{name: Dental, services: [teeth], deductible: {person: "
      "50, family: 150, embedded: false}, maximum: 1500}], out_of_network: {share: 0.1, "
      "coinsurance: 0.4}, hsa: {employee: 750, family: 1500}}]\n"
      "wellness: {frequency_factor: 0.97, services: [teeth], fee: {amount: 3, per: "
      "employee_month}}\n" SL_TEXT_ARRANGEMENTS,
      lines, sizeof lines / sizeof lines[0]);
}

/* The keys of contracts and funding, in the order in which the page lists them. */
static void funding_is_written(void)
{
  static const char *const lines[] = {
      "accounting: paid\njurisdiction: US-TX\n",
      "cash_flow: {reimbursement_months: 1, working_capital: 0.95}\n",
      "      contract:\n        incurred: {from: 2025-06-01, to: 2026-12-31}\n"
      "        paid: {from: 2026-01-01, to: 2027-03-31}\n",
      "      services: [medical]\n",
      "      per: certificate\n      run_in_maximum: 25000\n      advance_funding: true\n",
      "      terminal_liability:\n        months: 6\n        premium:\n          amount: 2\n",
      "      contract: paid\n      effective: 2025-01-01\n",
      "      accommodation: true\n",
      "      - name: hst\n        rate: 0.13\n        on: [fees, premium]\n"
      "        compounds: true\n",
      "    contributions: {employee: 100, family: 200}\n    run_out_fee: 5\n",
      "      limit: 9\n",
      "      expense: 0\n      share: 1\n      assessment_maximum: .inf\n",
      "      - services: [dental]\n        premium:\n          age_rated: 12\n",
      "        retention: {administration: 0.1, commission: 0, profit: 0, tax: 0}\n",
      "        experience: {claims: 5, life_years: 6, trend: 1}\n",
      "    refund: {retention: 0, interest: 0.02, opening_reserve: 0, reserve_target: 0}\n"};
  expect_lines(
      SL_TEXT_HEAD
      "accounting: paid\njurisdiction: US-TX\ncash_flow: {}\n"
      "claims: {services: [" SL_TEXT_SERVICE
      ", {name: dental, frequency: {distribution: poisson, mean: 1}, severity: {distribution: "
      "constant, value: 10}}]}\n" SL_TEXT_PLANS
      "arrangements: [{name: A, kind: captive, specific: {deductible: 5, contract: {incurred: "
      "{from: 2025-06-01, to: 2026-12-31}, paid: {from: '2026-01-01', to: 2027-03-31}}, "
      "services: [medical], per: certificate, run_in_maximum: 25e3, advance_funding: true, "
      "terminal_liability: {months: 6, premium: {amount: 2, per: month}}}, aggregate: {attachment: "
      "1, contract: paid, effective: 2025-01-01, accommodation: true}, taxes: [{name: hst, rate: "
      "0.13, on: [fees, premium], compounds: true}], contributions: {employee: 100, family: 200}, "
      "run_out_fee: 5, captive: {limit: 9, premium: {loss_ratio: 0.7}}, insured: [{services: "
      "[dental], premium: {age_rated: 12}}]}, {name: R, kind: refund_accounting, premium: "
      "{built_up: {full_credibility: 9, retention: {administration: 0.1}, experience: {claims: 5, "
      "life_years: 6}}}, refund: {interest: 0.02}}]\n",
      lines, sizeof lines / sizeof lines[0]);
}

static void overrides_are_reflected(void)
{
  char path[512];
  sl_faults_t faults;
  sl_scenario_t *scenario = NULL;
  const sl_override_t list[] = {{"simulation.trials", "77"},
                                {"simulation.seed", "18446744073709551615"}};
  const sl_overrides_t overrides = {list, 2};
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL, NULL);
  snprintf(path, sizeof path, "%s/scenario.yaml", sl_test_scratch_dir());
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(path, &overrides, &scenario, &faults), SL_OK);
  CU_ASSERT_EQUAL(scenario->simulation->trials, 77);
  CU_ASSERT_EQUAL(scenario->simulation->seed, UINT64_MAX);
  CU_ASSERT_PTR_NOT_NULL(
      strstr(scenario->resolved, "{trials: 77, seed: 18446744073709551615, pricing_trials: 8192"));
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  sl_test_unload(&l);
}

static void scenarios_that_ship_resolve_to_themselves(void)
{
  static const char *const names[] = {"canadian-office", "flower-shop", "level-funded-startup",
                                      "machine-shop", "regional-hospital"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char path[1024], copy[1024];
    sl_faults_t faults;
    sl_scenario_t *first = NULL, *second = NULL;
    snprintf(path, sizeof path, "%s/scenarios/%s.yaml", sl_test_source_dir(), names[i]);
    snprintf(copy, sizeof copy, "%s/resolved.yaml", sl_test_scratch_dir());
    sl_faults_init(&faults);
    CU_ASSERT_EQUAL_FATAL(sl_scenario_load(path, NULL, &first, &faults), SL_OK);
    /* The census stays where it is: name it by its whole path. */
    char *place = strstr(first->resolved, "census: ");
    CU_ASSERT_PTR_NOT_NULL_FATAL(place);
    FILE *file = fopen(copy, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fprintf(file, "%.*scensus: %s/scenarios/%s", (int)(place - first->resolved), first->resolved,
            sl_test_source_dir(), place + strlen("census: "));
    fclose(file);
    CU_ASSERT_EQUAL_FATAL(sl_scenario_load(copy, NULL, &second, &faults), SL_OK);
    CU_ASSERT_STRING_EQUAL(strstr(second->resolved, "\nclaims:"), strstr(place, "\nclaims:"));
    sl_scenario_free(first);
    sl_scenario_free(second);
    sl_faults_free(&faults);
  }
}

SL_SUITE(scenario_resolved, "unit/scenario_resolved",
         {"every default is written", every_default_is_written},
         {"everything given is written", everything_given_is_written},
         {"lines, benefits and rules are written", lines_benefits_and_rules_are_written},
         {"funding is written", funding_is_written},
         {"overrides are reflected", overrides_are_reflected},
         {"scenarios that ship resolve to themselves", scenarios_that_ship_resolve_to_themselves});
