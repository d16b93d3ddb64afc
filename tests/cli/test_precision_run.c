/* stoploss run with a goal for the precision, with rare years, and with many trials: what it says,
 * how it ends, and how much memory it takes. */
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/scenario_text.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIB (1024.0 * 1024.0)

static const char scenario_text[] =
    "stoploss: 1\nname: Ten\nstart: 2026-01-01\ncensus: ten.csv\n"
    "claims: {services: [{name: medical, frequency: {distribution: poisson, mean: 2}, "
    "severity: {distribution: lognormal, mean: 1000, cv: 2}}]}\n"
    "plans: [{name: PPO, deductible: 500}]\n"
    "arrangements: [{name: ASO, kind: aso, fees: [{name: admin, amount: 20, per: employee_month}], "
    "specific: {deductible: 5000, premium: {amount: 100, per: employee_month}}, "
    "aggregate: {attachment: 20000, premium: {amount: 5, per: employee_month}}, "
    "budget: {amount: 33000}}]\n"
    "simulation: {trials: 1000, seed: 5}\n";

static void write_scenario(char path[SL_PATH_MAX])
{
  char census[512];
  size_t n = (size_t)snprintf(census, sizeof census, "employee,relationship,age,sex\n");
  for (int i = 1; i <= 10; i++) {
    n += (size_t)snprintf(census + n, sizeof census - n, "%d,employee,40,F\n", i);
  }
  sl_test_write("ten.csv", census);
  sl_test_write("ten.yaml", scenario_text);
  sl_scratch_path(path, "ten.yaml");
}

static void expect_success(const sl_program_t *program)
{
  CU_ASSERT_EQUAL(program->status, 0);
  if (program->status != 0) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
}

/* ---- --precision ---- */

static void a_goal_that_is_none_is_64(void)
{
  static const char *const goals[] = {
      "",         "0",         "0%",        "1",      "100%",          "-0.01",
      "nan",      "inf",       "0.5 %",     "0.5%%",  "half",          "deficit",
      "deficit=", "deficit=0", "deficit=1", "cost=x", "quantile=0.01", "0.005 0.01",
      "%"};
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  write_scenario(scenario);
  sl_scratch_path(result, "no-goal.h5");
  for (size_t i = 0; i < sizeof goals / sizeof goals[0]; i++) {
    sl_program_t program;
    SL_RUN(&program, NULL, "run", scenario, "-o", result, "--precision", goals[i]);
    CU_ASSERT_EQUAL(program.status, 64);
    CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "--precision takes a standard error"));
    if (program.status != 64) {
      printf("\n    --precision '%s': status %d", goals[i], program.status);
    }
    sl_program_free(&program);
  }
}

/* What the JSON says of the precision; "trials" too. */
static void expect_precision(const char *text, const char *of, double asked, bool met,
                             json_int_t most, json_int_t *trials)
{
  json_t *root = json_loads(text, 0, NULL);
  const json_t *precision = json_object_get(root, "precision");
  CU_ASSERT_PTR_NOT_NULL_FATAL(precision);
  const double reached = json_number_value(json_object_get(precision, "reached"));
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(precision, "of")), of);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(precision, "asked")), asked);
  CU_ASSERT_EQUAL(json_is_true(json_object_get(precision, "met")), met);
  CU_ASSERT_EQUAL(reached > 0.0 && reached <= asked, met);
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(precision, "trials_at_most")), most);
  *trials = json_integer_value(json_object_get(root, "trials"));
  json_decref(root);
}

static void a_goal_is_reached_and_the_file_says_so(void)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t run, summary;
  json_int_t trials = 0, again = 0;
  write_scenario(scenario);
  sl_scratch_path(result, "goal.h5");
  SL_RUN(&run, NULL, "run", scenario, "-o", result, "--json", "--precision", "0.3%");
  expect_success(&run);
  expect_precision(run.out, "expected_cost", 0.003, true, 10000000, &trials);
  CU_ASSERT(trials > 2048 && trials % 512 == 0);
  SL_RUN(&summary, NULL, "summary", result, "--json");
  CU_ASSERT_STRING_EQUAL(summary.out, run.out);
  sl_program_free(&run);
  sl_program_free(&summary);
  SL_RUN(&run, NULL, "run", scenario, "-o", result, "--json", "--precision", "cost=0.003", "-k",
         "3");
  expect_precision(run.out, "expected_cost", 0.003, true, 10000000, &again);
  CU_ASSERT_EQUAL(again, trials);
  sl_program_free(&run);
}

static void a_goal_that_is_not_reached_is_said_and_is_no_error(void)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t run;
  json_int_t trials = 0;
  write_scenario(scenario);
  sl_scratch_path(result, "unmet.h5");
  SL_RUN(&run, NULL, "run", scenario, "-o", result, "--precision", "deficit=0.0001", "--trials",
         "3000", "--json");
  expect_success(&run);
  expect_precision(run.out, "deficit_probability", 0.0001, false, 3000, &trials);
  CU_ASSERT_EQUAL(trials, 3000);
  sl_program_free(&run);
  SL_RUN(&run, NULL, "summary", result);
  expect_success(&run);
  CU_ASSERT_PTR_NOT_NULL(strstr(run.out, "It was not reached"));
  sl_program_free(&run);
}

/* One person, a claim of 10,000,000 with chance 0.00002, a fee of 1,000: the expected cost is 1,000
 * + 0.00002 x 10,000,000 = 1,200, and no claim comes in 2,048 years with chance (1 - 0.00002)^2048
 * = 96%, nor, by this seed, in 3,000. The insurer's premium of 1,500 is a constant by contract. */
static const char no_event_text[] =
    "stoploss: 1\nname: No event\nstart: 2026-01-01\ncensus: one.csv\n"
    "claims: {services: [{name: medical, frequency: {distribution: bernoulli, probability: %s}, "
    "severity: {distribution: constant, value: 10000000}}]}\n"
    "plans: [{name: P}]\n"
    "arrangements: [%s%s]\n"
    "simulation: {trials: 3000, seed: 1}\n";
#define NO_EVENT_ASO                                                                               \
  "{name: A, kind: aso, fees: [{name: f, amount: 1000, per: year}], budget: {amount: 50000}}"
#define NO_EVENT_INSURED                                                                           \
  "{name: I, kind: fully_insured, premium: {amount: 1500, per: year}, budget: {amount: 50000}}"

static void run_no_event(sl_program_t *run, sl_program_t *json, const char *probability,
                         const char *first, const char *second)
{
  char text[2048], scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  snprintf(text, sizeof text, no_event_text, probability, first, second);
  sl_test_write("one.csv", "employee,relationship,age,sex\n1,employee,40,F\n");
  sl_test_write("one.yaml", text);
  sl_scratch_path(scenario, "one.yaml");
  sl_scratch_path(result, "one.h5");
  SL_RUN(run, NULL, "run", scenario, "-o", result, "--precision", "0.5%", "--trials", "3000");
  expect_success(run);
  SL_RUN(json, NULL, "summary", result, "--json");
  expect_success(json);
}

static void expect_said(const sl_program_t *run, const char *words, bool said)
{
  CU_ASSERT_EQUAL(strstr(run->out, words) != NULL, said);
  if ((strstr(run->out, words) != NULL) != said) {
    printf("\n    %s: '%s'\n%s", said ? "not said" : "said", words, run->out);
  }
}

static void a_sample_without_an_event_proves_nothing(void)
{
  sl_program_t run, json;
  json_int_t trials = 0;
  run_no_event(&run, &json, "0.00002", NO_EVENT_ASO, ", " NO_EVENT_INSURED);
  expect_precision(json.out, "expected_cost", 0.005, false, 3000, &trials);
  CU_ASSERT_EQUAL(trials, 3000);
  expect_said(&run, "It was not", true);
  expect_said(&run, "were not seen", true);
  expect_said(&run, " $1,500 ", true);
  expect_said(&run, "That cannot be told: A cost the same in every simulated year", true);
  expect_said(&run, "A always costs", false);
  sl_program_free(&run);
  sl_program_free(&json);
}

static void a_cost_that_cannot_vary_meets_every_goal(void)
{
  static const struct {
    const char *probability, *arrangement;
  } cases[] = {{"0.00002", NO_EVENT_INSURED}, {"0", NO_EVENT_ASO}};
  for (size_t i = 0; i < 2; i++) {
    sl_program_t run, json;
    run_no_event(&run, &json, cases[i].probability, cases[i].arrangement, "");
    expect_said(&json, "\"met\": true", true);
    expect_said(&json, "\"trials\": 2048", true);
    expect_said(&run, " always costs $1,", true);
    expect_said(&run, "One: every arrangement costs the same in every year.", true);
    sl_program_free(&run);
    sl_program_free(&json);
  }
}

/* ---- --rare ---- */

/* A claim of chance 0.00002 is drawn more often, and its chance told but for rounding; counts of a
 * table with constant amounts cannot be: then all rare years are plain, and the page says so. */
static void the_page_says_how_rare_years_were_drawn(void)
{
  char text[2048], scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  static const struct {
    const char *frequency, *says[2];
  } cases[] = {{"{distribution: bernoulli, probability: 0.00002}",
                {"drawn so that dear ones come up more often", "as if exact"}},
               {"{distribution: table, probabilities: [0.3, 0.4, 0.3]}",
                {"Rare years: 4,096 further years, drawn as they come", " 1.00 "}}};
  sl_scratch_path(scenario, "rare.yaml");
  sl_scratch_path(result, "rare.h5");
  sl_test_write("one.csv", "employee,relationship,age,sex\n1,employee,40,F\n");
  for (size_t i = 0; i < 2; i++) {
    sl_program_t run;
    snprintf(text, sizeof text,
             "stoploss: 1\nname: Rare\nstart: 2026-01-01\ncensus: one.csv\n"
             "claims: {services: [{name: medical, frequency: %s, "
             "severity: {distribution: constant, value: 30000}}]}\n"
             "plans: [{name: P}]\narrangements: [{name: A, kind: aso, budget: {amount: 50000}}, "
             "{name: B, kind: aso, budget: {amount: 20000}}]\n"
             "simulation: {trials: 1000}\n",
             cases[i].frequency);
    sl_test_write("rare.yaml", text);
    SL_RUN(&run, NULL, "run", scenario, "-o", result, "--rare=4096");
    expect_success(&run);
    for (size_t k = 0; k < 2; k++) {
      expect_said(&run, cases[i].says[k], true);
    }
    expect_said(&run, "none of 4,096", i == 0);
    sl_program_free(&run);
    SL_RUN(&run, NULL, "summary", result);
    expect_said(&run, cases[i].says[0], true);
    sl_program_free(&run);
  }
}

/* ---- memory ---- */

/* The peak of memory of a run, in bytes. Python starts it, for the system counts the peak of who
 * starts a program as the program's: Python's is below that of a run, that of the tests is not. */
static double peak_of_run(const char *scenario, const char *trials)
{
  static const char watch[] = "import resource, subprocess, sys\n"
                              "subprocess.check_call(sys.argv[1:])\n"
                              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
  char script[2 * SL_PATH_MAX], path[SL_PATH_MAX];
  snprintf(script, sizeof script,
           "/usr/bin/python3 -c '%s' \"$S\" run '%s' -o memory.h5 --trials %s -k 2 --quiet "
           "--no-levers >peak && rm memory.h5",
           watch, scenario, trials);
  CU_ASSERT_EQUAL(sl_shell(sl_test_scratch_dir(), script), 0);
  sl_scratch_path(path, "peak");
  size_t length;
  char *kib = sl_file_read(path, &length);
  const double peak = kib != NULL ? 1024.0 * strtod(kib, NULL) : 0.0;
  free(kib);
  return peak;
}

/* Levers have 10,000 trials of a level at most, and those of the band are fewer at first: some 8 MB
 * that do not go on growing. sim/results/summary.h states 12 bytes a trial, the column in hand
 * included where there is one arrangement; HDF5 keeps about one of where its chunks are. All
 * columns would take 8 bytes each.
 */
#define BYTES_A_TRIAL 16.0

static void memory_does_not_hold_the_columns(void)
{
#ifdef __SANITIZE_ADDRESS__
  return; /* which keeps what was freed */
#endif
  if (sl_test_patience() > 1.0) {
    return; /* valgrind's own memory */
  }
  char scenario[SL_PATH_MAX];
  write_scenario(scenario);
  const double few = peak_of_run(scenario, "10000"), many = peak_of_run(scenario, "310000");
  printf("\n    peak of memory: %.1f MiB at 10,000 trials, %.1f MiB at 310,000: %.1f bytes a trial",
         few / MIB, many / MIB, (many - few) / 3e5);
  CU_ASSERT(few > 0.0);
  CU_ASSERT((many - few) / 3e5 < BYTES_A_TRIAL);
  CU_ASSERT(BYTES_A_TRIAL < 8.0 * (SL_N_TRIAL_VARIABLES + SL_N_COST_VARIABLES) / 4.0);
}

SL_SUITE(precision_run, "cli/precision_run",
         {"a goal that is none is 64", a_goal_that_is_none_is_64},
         {"a goal is reached and the file says so", a_goal_is_reached_and_the_file_says_so},
         {"a goal that is not reached is said, and is no error",
          a_goal_that_is_not_reached_is_said_and_is_no_error},
         {"a sample without an event proves nothing", a_sample_without_an_event_proves_nothing},
         {"a cost that cannot vary meets every goal", a_cost_that_cannot_vary_meets_every_goal},
         {"the page says how rare years were drawn", the_page_says_how_rare_years_were_drawn},
         {"memory does not hold the columns", memory_does_not_hold_the_columns});
