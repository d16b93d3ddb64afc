/* stoploss sensitivity: beside separate runs to the bit, by hand, and files of stresses. */
#include "models/statistics/statistics.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/run.h"
#include "sim/study/sensitivity/sensitivity.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TRIALS 530 /* more than a block */
#define LITTLE                                                                                     \
  {"simulation.trials", "530"}, { "simulation.pricing_trials", "200" }
enum { N_LITTLE = 2 };

/* ---- helpers ---- */

static sl_scenario_t *loaded(const char *path, const sl_override_t *list, size_t n)
{
  const sl_overrides_t overrides = {list, n};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(path, &overrides, &scenario, &faults), SL_OK);
  sl_faults_free(&faults);
  return scenario;
}

static int take_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  double *cost = context;
  (void)error;
  for (size_t t = 0; t < block->n_trials; t++) {
    cost[block->first_trial + t] = block->cost[SL_COST_COST][t * block->n_arrangements];
  }
  return SL_OK;
}

/* Costs of the first arrangement in a run by itself. */
static void run_alone(const sl_scenario_t *scenario, double cost[TRIALS])
{
  const sl_run_options_t options = {.engine = {.threads = 1}};
  const sl_run_sink_t sink = {.context = cost, .block = take_block};
  sl_run_t *run = NULL;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_run_new(scenario, &options, &run, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_run_into(run, &sink, &error), SL_OK);
  sl_run_free(run);
}

static sl_sensitivity_result_t *sensitivity_of(const sl_scenario_t *scenario)
{
  const sl_sensitivity_terms_t terms = {0};
  const sl_engine_options_t options = {.threads = 2};
  sl_sensitivity_result_t *result = NULL;
  sl_faults_t faults;
  sl_error_t error = {0};
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_sensitivity(scenario, &terms, &options, &result, &faults, &error),
                        SL_OK);
  sl_faults_free(&faults);
  return result;
}

static const sl_sensitivity_factor_t *factor_named(const sl_sensitivity_result_t *result,
                                                   const char *name)
{
  for (size_t i = 0; i < result->n_factors; i++) {
    if (strcmp(result->factor[i].name, name) == 0) {
      return &result->factor[i];
    }
  }
  printf("\n    no factor is named %s\n", name);
  CU_FAIL_FATAL("a factor is missing");
  return &result->factor[0];
}

static const sl_sensitivity_case_t *stress_named(const sl_sensitivity_result_t *result,
                                                 const char *name)
{
  for (size_t i = 0; i < result->n_stresses; i++) {
    if (strcmp(result->stress[i].stress.name, name) == 0) {
      return &result->stress[i];
    }
  }
  CU_FAIL_FATAL("a stress is missing");
  return &result->stress[0];
}

static bool same(sl_estimate_t a, sl_estimate_t b)
{
  return memcmp(&a.value, &b.value, sizeof a.value) == 0 &&
         memcmp(&a.standard_error, &b.standard_error, sizeof a.standard_error) == 0;
}

/* ---- the machine shop ---- */

/* What the case of these values did to the first arrangement, by two runs of their own. */
static sl_estimate_t by_runs(const sl_override_t *list, size_t n)
{
  static double base[TRIALS], other[TRIALS];
  static bool has_base; /* the same each time */
  char path[SL_PATH_MAX];
  sl_override_t all[16] = {LITTLE};
  sl_source_path(path, "scenarios/machine-shop.yaml");
  sl_scenario_t *one = loaded(path, all, N_LITTLE);
  for (size_t i = 0; i < n; i++) {
    all[i + N_LITTLE] = list[i];
  }
  sl_scenario_t *two = loaded(path, all, n + N_LITTLE);
  if (!has_base) {
    run_alone(one, base);
    has_base = true;
  }
  run_alone(two, other);
  for (size_t t = 0; t < TRIALS; t++) {
    other[t] -= base[t];
  }
  sl_scenario_free(one);
  sl_scenario_free(two);
  return sl_mean(other, TRIALS);
}

static void check_signs(const sl_sensitivity_result_t *result)
{
  static const char *const dearer[] = {"trend",     "morbidity", "large claims", "area",
                                       "enrolment", "fees",      "quotes",       "lag"};
  for (size_t i = 0; i < sizeof dearer / sizeof dearer[0]; i++) {
    const sl_sensitivity_factor_t *factor = factor_named(result, dearer[i]);
    CU_ASSERT_PTR_NULL_FATAL(factor->left_out);
    CU_ASSERT(factor->low.cost[0].value < -2.0 * factor->low.cost[0].standard_error);
    CU_ASSERT(factor->high.cost[0].value > 2.0 * factor->high.cost[0].standard_error);
    CU_ASSERT(factor->low.deficit[0].value <= 0.0 && factor->high.deficit[0].value >= 0.0);
  }
  for (size_t i = 0; i + 1 < result->n_factors; i++) {
    CU_ASSERT(result->factor[i].size >= result->factor[i + 1].size);
  }
}

static void cases_are_separate_runs(void)
{
  char path[SL_PATH_MAX];
  static const sl_override_t little[] = {LITTLE};
  /* fees of 42, 6.5, 9500 and -25, as a person would write them */
  static const sl_override_t fees[] = {{"arrangements.0.fees.0.amount", "46.2"},
                                       {"arrangements.0.fees.1.amount", "7.15"},
                                       {"arrangements.0.fees.2.amount", "10450"},
                                       {"arrangements.0.fees.3.amount", "-27.5"}};
  static const sl_override_t sicker = {"claims.risk_factor", "0.935"};
  static const sl_override_t area = {"claims.area_factor", "0.864"};
  sl_source_path(path, "scenarios/machine-shop.yaml");
  sl_scenario_t *scenario = loaded(path, little, N_LITTLE);
  sl_sensitivity_result_t *result = sensitivity_of(scenario);
  const sl_estimate_t by_fees = by_runs(fees, 4), by_risk = by_runs(&sicker, 1);
  CU_ASSERT_DOUBLE_EQUAL(factor_named(result, "fees")->high.cost[0].value, by_fees.value, 1e-6);
  CU_ASSERT(same(factor_named(result, "morbidity")->high.cost[0], by_risk));
  CU_ASSERT(same(factor_named(result, "area")->low.cost[0], by_runs(&area, 1)));
  const sl_stress_t *trend = &factor_named(result, "trend")->high.stress;
  CU_ASSERT(same(factor_named(result, "trend")->high.cost[0], by_runs(trend->set, trend->n)));
  check_signs(result);
  /* common random numbers: of prices' two runs the difference is known far better */
  const double own = factor_named(result, "area")->low.cost[0].standard_error;
  CU_ASSERT(own < 0.3 * sqrt(2.0) * result->cost[0].standard_error);
  CU_ASSERT(factor_named(result, "morbidity")->high.cost[0].standard_error <
            sqrt(2.0) * result->cost[0].standard_error);
  sl_sensitivity_free(result);
  sl_scenario_free(scenario);
}

/* ---- by hand: nothing is random but frailty, which there is none of ---- */

#define HEAD                                                                                       \
  "stoploss: 1\nname: By hand\nstart: 2026-01-01\ncensus: hand.csv\nclaims:\n  services:\n"        \
  "    - name: all\n      frequency: {distribution: bernoulli, probability: 1}\n"                  \
  "      severity: {distribution: constant, value: 10000}\n"
#define TAIL                                                                                       \
  "plans: [{name: P}]\narrangements:\n"                                                            \
  "  - {name: A, kind: aso, fees: [{name: fee, amount: 500, per: year}], budget: {amount: "        \
  "41000}}\n"                                                                                      \
  "  - {name: I, kind: fully_insured, premium: {amount: 60000, per: year}}\n"                      \
  "simulation: {trials: 300}\n"

static void write_hand(char path[SL_PATH_MAX], const char *text)
{
  char census[SL_PATH_MAX];
  static const char rows[] = "employee,relationship,age,sex\n1,employee,40,F\n2,employee,50,M\n"
                             "3,employee,28,M\n3,child,2,F\n";
  sl_scratch_path(path, "hand.yaml");
  sl_scratch_path(census, "hand.csv");
  CU_ASSERT(sl_file_write_text(path, text));
  CU_ASSERT(sl_file_write_text(census, rows));
}

static void expect(sl_estimate_t change, double value)
{
  CU_ASSERT_DOUBLE_EQUAL(change.value, value, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(change.standard_error, 0.0, 1e-9);
}

/* Four members with 10,000 each and a fee of 500: 40,500 a year, 19,500 less than insured. */
static void what_is_not_random_is_exact(void)
{
  char path[SL_PATH_MAX];
  write_hand(path, HEAD TAIL);
  sl_scenario_t *scenario = loaded(path, NULL, 0);
  sl_sensitivity_result_t *result = sensitivity_of(scenario);
  const sl_sensitivity_factor_t *area = factor_named(result, "area");
  expect(result->saving, 19500.0);
  expect(area->high.cost[0], 4000.0);
  expect(area->low.cost[0], -4000.0);
  expect(area->high.saving, -4000.0);
  expect(area->high.deficit[0], 1.0);
  expect(area->low.deficit[0], 0.0);
  expect(factor_named(result, "fees")->high.cost[0], 50.0);
  expect(factor_named(result, "quotes")->low.cost[1], -6000.0);
  expect(factor_named(result, "quotes")->low.saving, -6000.0);
  expect(factor_named(result, "trend")->high.cost[0], 800.0);
  CU_ASSERT_STRING_EQUAL(result->factor[0].name, "quotes");
  CU_ASSERT_PTR_NOT_NULL(factor_named(result, "large claims")->left_out);
  CU_ASSERT_PTR_NOT_NULL(factor_named(result, "frailty")->left_out);
  CU_ASSERT_PTR_NOT_NULL(factor_named(result, "lag")->left_out);
  expect(stress_named(result, "gene therapy")->cost[0], 3500000.0);
  expect(stress_named(result, "trend + 4 points")->cost[0], 1600.0);
  sl_sensitivity_free(result);
  sl_scenario_free(scenario);
}

/* The therapy comes once whatever frailty and uncertainty make of the others. */
static void certain_claims_know_no_frailty(void)
{
  char path[SL_PATH_MAX];
  write_hand(path, "stoploss: 1\nname: By hand\nstart: 2026-01-01\ncensus: hand.csv\nclaims:\n"
                   "  risk_factor: 0.4\n  uncertainty: 0.3\n"
                   "  frailty: {distribution: gamma, shape: 0.3}\n  services:\n"
                   "    - name: all\n      frequency: {distribution: poisson, mean: 1}\n"
                   "      severity: {distribution: exponential, mean: 1000}\n" TAIL);
  sl_scenario_t *scenario = loaded(path, NULL, 0);
  sl_sensitivity_result_t *result = sensitivity_of(scenario);
  expect(stress_named(result, "gene therapy")->cost[0], 3500000.0);
  sl_sensitivity_free(result);
  sl_scenario_free(scenario);
}

/* ---- files of stresses ---- */

static void write_stresses(char path[SL_PATH_MAX], const char *list)
{
  char text[2000];
  snprintf(text, sizeof text, "stoploss_stresses: 1\nstresses:\n%s", list);
  sl_scratch_path(path, "own-stresses.yaml");
  CU_ASSERT(sl_file_write_text(path, text));
}

static void stresses_of_ones_own_are_run(void)
{
  char path[SL_PATH_MAX], own[SL_PATH_MAX];
  sl_program_t program;
  write_hand(path, HEAD TAIL);
  write_stresses(own, "  - name: all at once\n    says: fees twice and prices 5% up\n    set:\n"
                      "      arrangements.*.fees.*.amount*: 200%\n"
                      "      claims.area_factor: 1.05\n"
                      "      arrangements.I.premium: {amount: 61000, per: year}\n"
                      "  - {name: gene therapy, says: our own, set: {claims.area_factor*: 3}}\n");
  SL_RUN(&program, NULL, "sensitivity", path, "--stress", own, "--json");
  CU_ASSERT_EQUAL(program.status, 0);
  json_t *root = json_loads(program.out, JSON_REJECT_DUPLICATES, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(root);
  const json_t *list = json_object_get(root, "stresses");
  CU_ASSERT_EQUAL(json_array_size(list), 5);
  const json_t *one = json_array_get(list, 3), *other = json_array_get(list, 4);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(one, "name")), "all at once");
  const json_t *saving = json_object_get(json_object_get(one, "saving_change"), "value");
  CU_ASSERT_DOUBLE_EQUAL(json_number_value(saving), 1000.0 - 500.0 - 2000.0, 1e-9);
  const json_t *threefold = json_object_get(json_object_get(other, "saving_change"), "value");
  CU_ASSERT_DOUBLE_EQUAL(json_number_value(threefold), -80000.0, 1e-9);
  json_decref(root);
  sl_program_free(&program);
}

static void expect_fault(const char *list, const char *place, const char *part)
{
  char path[SL_PATH_MAX], own[SL_PATH_MAX], wanted[SL_PATH_MAX + 40];
  sl_program_t program;
  write_hand(path, HEAD TAIL);
  write_stresses(own, list);
  snprintf(wanted, sizeof wanted, "%s:%s: ", own, place);
  SL_RUN(&program, NULL, "sensitivity", path, "--stress", own);
  const bool good = program.status == 65 && strstr(program.err, wanted) != NULL &&
                    strstr(program.err, part) != NULL && program.out_length == 0;
  CU_ASSERT_TRUE(good);
  if (!good) {
    printf("\n    status %d, wanted %s%s:\n%s\n", program.status, wanted, part, program.err);
  }
  sl_program_free(&program);
}

static void faults_of_a_stress_have_a_place(void)
{
  expect_fault("  - {name: a, sayz: b, set: {months: 11}}\n", "3:15", "did you mean says?");
  expect_fault("  - {name: a, says: b, set: {}}\n", "3:29", "set is not of the right form");
  expect_fault("  - {name: a, says: b, set: [x]}\n", "3:29", "paths of the scenario");
  expect_fault("  - name: a\n    says: b\n    set:\n      claims.trnd+: 0.1\n", "6:7",
               "did you mean trend?");
  expect_fault("  - name: a\n    says: b\n    set: {months: 11, arrangements.*.fees.*.amot*: 2}\n",
               "5:23", "no item has such a number");
  expect_fault("  - {name: a, says: b, set: {claims.trend+: ten}}\n", "3:30", "no number");
  expect_fault("  - {name: a, says: b, set: {claims.risk_factor: -1}}\n", "3:30", "out of range");
  expect_fault("  - {name: a, says: b, set: {simulation.trials: 7}}\n", "3:30", "how many trials");
}

/* ---- the page ---- */

static void pages_are_written_by_their_ending(void)
{
  static const struct {
    const char *name, *begins;
  } forms[] = {
      {"page.html", "<!DOCTYPE"}, {"page.xlsx", "PK"}, {"page.csv", ""}, {"page.txt", "By hand"}};
  char scenario[SL_PATH_MAX], path[SL_PATH_MAX];
  sl_program_t program;
  write_hand(scenario, HEAD TAIL);
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
    size_t length = 0;
    sl_scratch_path(path, "%s", forms[i].name);
    SL_RUN(&program, NULL, "sensitivity", scenario, "-o", path);
    CU_ASSERT_EQUAL(program.status, 0);
    sl_program_free(&program);
    char *bytes = sl_file_read(path, &length);
    CU_ASSERT(bytes != NULL && length > 100);
    CU_ASSERT(bytes != NULL && strncasecmp(bytes, forms[i].begins, strlen(forms[i].begins)) == 0);
    free(bytes);
  }
  SL_RUN(&program, NULL, "sensitivity", scenario, "-a", "I");
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "I costs $60,000 a year"));
  sl_program_free(&program);
  SL_RUN(&program, NULL, "sensitivity", scenario, "-a", "Nobody");
  CU_ASSERT_EQUAL(program.status, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "no arrangement is named 'Nobody'"));
  sl_program_free(&program);
}

SL_SUITE(sensitivity, "cli/sensitivity", {"cases are separate runs", cases_are_separate_runs},
         {"what is not random is exact", what_is_not_random_is_exact},
         {"certain claims know no frailty", certain_claims_know_no_frailty},
         {"stresses of one's own are run", stresses_of_ones_own_are_run},
         {"faults of a stress have a place", faults_of_a_stress_have_a_place},
         {"pages are written by their ending", pages_are_written_by_their_ending});
