/* The library as others embed it: what its functions refuse, what a run leaves behind, and that the
 * figures are the house's own. tests/examples show it at work. */
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <stoploss.h>

#include <stdlib.h>
#include <string.h>

#define FOLDER "nowhere/"

static const char *const texts[][2] = {
    {FOLDER "shop.yaml",
     "stoploss: 1\nname: Shop\nstart: 2026-01-01\ncensus: shop.csv\n"
     "claims:\n  services:\n"
     "    - {name: medical, frequency: {distribution: poisson, mean: 4},\n"
     "       severity: {distribution: lognormal, mu: 5, sigma: 1.5}}\n"
     "plans: [{name: PPO, deductible: 500, coinsurance: 0.2}]\n"
     "arrangements:\n"
     "  - {name: ASO, kind: aso, specific: {deductible: 5000, premium: {loss_ratio: 0.8}},\n"
     "     aggregate: {corridor: 1.2, premium: {amount: 5, per: employee_month}}}\n"
     "  - {name: Insured, kind: fully_insured, premium: {amount: 300, per: employee_month}}\n"
     "simulation: {trials: 1300, pricing_trials: 600, seed: 3}\n"},
    {FOLDER "shop.csv", "employee,relationship,age,sex\n1,employee,40,F\n1,spouse,41,M\n"
                        "2,employee,30,M\n3,employee,55,F\n"},
};

static int read_text(void *context, const char *name, char **bytes, size_t *n)
{
  (void)context;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    if (strcmp(texts[i][0], name) == 0) {
      *n = strlen(texts[i][1]);
      *bytes = malloc(*n);
      return *bytes != NULL ? (memcpy(*bytes, texts[i][1], *n), STOPLOSS_OK) : STOPLOSS_ERR_MEMORY;
    }
  }
  return STOPLOSS_ERR_MISSING;
}

static const stoploss_files_t files = {read_text, NULL};

static stoploss_scenario_t *load(void)
{
  stoploss_load_options_t options;
  stoploss_scenario_t *scenario = NULL;
  stoploss_load_options_init(&options);
  options.files = &files;
  CU_ASSERT_EQUAL_FATAL(stoploss_scenario_load(FOLDER "shop.yaml", &options, &scenario, NULL, NULL),
                        STOPLOSS_OK);
  return scenario;
}

/* Code and some words of an error. */
static void expect(int code, const stoploss_error_t *error, int wanted, const char *words)
{
  CU_ASSERT_EQUAL(code, wanted);
  CU_ASSERT_EQUAL(error->code, wanted);
  if (strstr(error->text, words) == NULL) {
    printf("\n  '%s' is not in: %s", words, error->text);
    CU_FAIL("other words");
  }
}

static bool same_bits(double a, double b) { return memcmp(&a, &b, sizeof a) == 0; }

/* ---- loading ---- */

/* As of --set, and checked like the file; trials and seed of the options count after them. */
static void values_at_paths_are_the_scenarios(void)
{
  static const stoploss_override_t set[] = {{"simulation.trials", "77"}, {"simulation.seed", "5"}};
  static const stoploss_override_t wrong = {"arrangements.7.name", "x"};
  stoploss_load_options_t options;
  stoploss_scenario_t *scenario = NULL;
  stoploss_error_t error = {0};
  stoploss_load_options_init(&options);
  options.files = &files;
  options.set = set;
  options.n_set = 2;
  options.has_seed = 1;
  options.seed = 8;
  CU_ASSERT_EQUAL_FATAL(stoploss_scenario_load(FOLDER "shop.yaml", &options, &scenario, NULL, NULL),
                        STOPLOSS_OK);
  CU_ASSERT_EQUAL(stoploss_scenario_trials(scenario), 77);
  CU_ASSERT_EQUAL(stoploss_scenario_seed(scenario), 8);
  stoploss_scenario_free(scenario);
  options.set = &wrong;
  options.n_set = 1;
  expect(stoploss_scenario_load(FOLDER "shop.yaml", &options, &scenario, NULL, &error), &error,
         STOPLOSS_ERR_INPUT, "has no item 7");
  CU_ASSERT_PTR_NULL(scenario);
}

static void a_scenario_tells_what_it_is(void)
{
  stoploss_scenario_t *scenario = load();
  size_t i = 9;
  stoploss_error_t error = {0};
  CU_ASSERT_STRING_EQUAL(stoploss_scenario_title(scenario), "Shop");
  CU_ASSERT_STRING_EQUAL(stoploss_scenario_currency(scenario), "USD");
  CU_ASSERT_EQUAL(stoploss_scenario_trials(scenario), 1300);
  CU_ASSERT_EQUAL(stoploss_scenario_seed(scenario), 3);
  CU_ASSERT_EQUAL(stoploss_scenario_employees(scenario), 3);
  CU_ASSERT_EQUAL(stoploss_scenario_members(scenario), 4);
  CU_ASSERT_EQUAL(stoploss_scenario_arrangements(scenario), 2);
  CU_ASSERT_PTR_NULL(stoploss_scenario_arrangement(scenario, 2));
  CU_ASSERT_EQUAL(stoploss_scenario_find(scenario, "Insured", &i, NULL), STOPLOSS_OK);
  CU_ASSERT_EQUAL(i, 1);
  expect(stoploss_scenario_find(scenario, "insured", &i, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "'insured'");
  CU_ASSERT_PTR_NOT_NULL(strstr(stoploss_scenario_resolved(scenario), "census: shop.csv"));
  CU_ASSERT_PTR_NOT_NULL(stoploss_scenario_notes(scenario));
  CU_ASSERT_PTR_NULL(stoploss_faults_at(stoploss_scenario_warnings(scenario), 200));
  stoploss_scenario_free(scenario);
}

static void a_missing_file_is_told(void)
{
  stoploss_load_options_t options;
  stoploss_scenario_t *scenario = (stoploss_scenario_t *)(void *)&options;
  stoploss_faults_t *faults = NULL;
  stoploss_error_t error = {0};
  stoploss_load_options_init(&options);
  options.files = &files;
  expect(stoploss_scenario_load("shop.yaml", &options, &scenario, &faults, &error), &error,
         STOPLOSS_ERR_MISSING, "No such file");
  CU_ASSERT_STRING_EQUAL(error.file, "shop.yaml");
  CU_ASSERT_PTR_NULL(scenario);
  CU_ASSERT_PTR_NOT_NULL_FATAL(faults);
  CU_ASSERT_EQUAL(stoploss_faults_count(faults), 1);
  CU_ASSERT_EQUAL(stoploss_faults_left_out(faults), 0);
  stoploss_faults_free(faults);
}

static void options_are_checked(void)
{
  stoploss_scenario_t *scenario = NULL;
  stoploss_load_options_t options;
  stoploss_error_t error = {0};
  memset(&options, 0, sizeof options);
  expect(stoploss_scenario_load("x", &options, &scenario, NULL, &error), &error,
         STOPLOSS_ERR_ARGUMENT, "not initialised");
  stoploss_load_options_init(&options);
  options.size += 8;
  expect(stoploss_scenario_load("x", &options, &scenario, NULL, &error), &error,
         STOPLOSS_ERR_ARGUMENT, "later version");
  stoploss_load_options_init(&options);
  options.trials = (uint64_t)1 << 32;
  expect(stoploss_scenario_load("x", &options, &scenario, NULL, &error), &error,
         STOPLOSS_ERR_ARGUMENT, "4294967296 trials");
}

/* A program that was compiled when the struct ended after `files`. */
static void an_older_struct_is_taken(void)
{
  stoploss_load_options_t options;
  stoploss_scenario_t *scenario = NULL;
  memset(&options, 0xff, sizeof options);
  stoploss_load_options_init_sized(&options, offsetof(stoploss_load_options_t, trials));
  options.files = &files;
  CU_ASSERT_EQUAL_FATAL(stoploss_scenario_load(FOLDER "shop.yaml", &options, &scenario, NULL, NULL),
                        STOPLOSS_OK);
  CU_ASSERT_EQUAL(stoploss_scenario_trials(scenario), 1300);
  stoploss_scenario_free(scenario);
}

/* ---- runs ---- */

typedef struct seen {
  uint64_t trials, next;
  double sum;     /* of the cost of arrangement 1 */
  int stop_after; /* blocks; 0 = never */
  int blocks;
} seen_t;

static int see(void *context, const stoploss_block_t *block)
{
  seen_t *seen = context;
  const double *cost = stoploss_block_values(block, "cost");
  CU_ASSERT_EQUAL(stoploss_block_first_trial(block), seen->next);
  CU_ASSERT_PTR_NOT_NULL(stoploss_block_values(block, "allowed"));
  CU_ASSERT_PTR_NULL(stoploss_block_values(block, "cost_mean"));
  seen->next += stoploss_block_trials(block);
  for (size_t t = 0; t < stoploss_block_trials(block); t++) {
    seen->sum += cost[t * stoploss_block_arrangements(block)];
  }
  seen->trials = seen->next;
  return ++seen->blocks == seen->stop_after;
}

/* With TMPDIR a folder of the test, which must be as empty afterwards. */
static void a_result_without_a_file_leaves_none(void)
{
  char folder[SL_PATH_MAX];
  const char *set = getenv("TMPDIR");
  char *before = set != NULL ? strdup(set) : NULL;
  stoploss_scenario_t *scenario = load();
  stoploss_result_t *result = NULL;
  seen_t seen = {0};
  stoploss_options_t options;
  stoploss_estimate_t mean = {0.0, 0.0};
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "library-tmp"));
  setenv("TMPDIR", folder, 1);
  stoploss_options_init(&options);
  options.sink = see;
  options.context = &seen;
  CU_ASSERT_EQUAL_FATAL(stoploss_run(scenario, &options, NULL, &result, NULL), STOPLOSS_OK);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
  CU_ASSERT_EQUAL(seen.trials, 1300);
  CU_ASSERT_EQUAL(stoploss_result_mean(result, "cost", 0, &mean, NULL), STOPLOSS_OK);
  SL_ASSERT_CLOSE(mean.value, seen.sum / 1300.0, 1e-12);
  stoploss_result_free(result);
  setenv("TMPDIR", "/nonexistent", 1);
  stoploss_error_t error = {0};
  expect(stoploss_run(scenario, NULL, NULL, &result, &error), &error, STOPLOSS_ERR_CREATE,
         "/nonexistent");
  CU_ASSERT_PTR_NULL(result);
  before != NULL ? setenv("TMPDIR", before, 1) : unsetenv("TMPDIR");
  free(before);
  stoploss_scenario_free(scenario);
}

static void a_sink_stops_a_run(void)
{
  char path[SL_PATH_MAX];
  stoploss_scenario_t *scenario = load();
  seen_t seen = {.stop_after = 2};
  stoploss_options_t options;
  stoploss_error_t error = {0};
  sl_scratch_path(path, "stopped.h5");
  stoploss_options_init(&options);
  options.sink = see;
  options.context = &seen;
  for (int goal = 0; goal < 2; goal++) { /* whatever decides when a run ends by itself */
    seen = (seen_t){.stop_after = 2};
    options.goal = goal == 0 ? STOPLOSS_GOAL_NONE : STOPLOSS_GOAL_DEFICIT;
    options.precision = 0.5;
    expect(stoploss_run(scenario, &options, path, NULL, &error), &error, STOPLOSS_ERR_INTERRUPTED,
           "sink");
    CU_ASSERT_EQUAL(seen.blocks, 2);
    CU_ASSERT_PTR_NULL(sl_file_read(path, &(size_t){0}));
  }
  stoploss_scenario_free(scenario);
}

static void run_options_are_checked(void)
{
  stoploss_scenario_t *scenario = load();
  stoploss_options_t options;
  stoploss_error_t error = {0};
  stoploss_options_init(&options);
  options.exact = 1;
  expect(stoploss_run(scenario, &options, NULL, NULL, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "exact figures");
  stoploss_options_init(&options);
  options.threads = -1;
  expect(stoploss_run(scenario, &options, NULL, NULL, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "-1 threads");
  stoploss_options_init(&options);
  options.rare = 5;
  expect(stoploss_run(scenario, &options, NULL, NULL, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "5 rare years");
  stoploss_options_init(&options);
  options.goal = STOPLOSS_GOAL_COST;
  expect(stoploss_run(scenario, &options, NULL, NULL, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "precision of 0");
  options.goal = (stoploss_goal_t)7;
  expect(stoploss_run(scenario, &options, NULL, NULL, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "goal 7");
  stoploss_scenario_free(scenario);
}

static void an_output_takes_no_inputs_place(void)
{
  char path[SL_PATH_MAX], census[SL_PATH_MAX];
  stoploss_scenario_t *scenario = NULL;
  stoploss_error_t error = {0};
  sl_scratch_path(path, "input.yaml");
  sl_scratch_path(census, "shop.csv");
  CU_ASSERT_FATAL(sl_file_write_text(path, texts[0][1]) && sl_file_write_text(census, texts[1][1]));
  CU_ASSERT_EQUAL_FATAL(stoploss_scenario_load(path, NULL, &scenario, NULL, NULL), STOPLOSS_OK);
  expect(stoploss_run(scenario, NULL, census, NULL, &error), &error, STOPLOSS_ERR_CREATE,
         "it is the census");
  stoploss_scenario_free(scenario);
}

/* ---- results ---- */

static void figures_are_those_of_the_file(void)
{
  char path[SL_PATH_MAX];
  stoploss_scenario_t *scenario = load();
  stoploss_result_t *result = NULL, *again = NULL;
  sl_results_t *inner = NULL;
  sl_error_t fault = {0};
  double value = 0.0, other = 0.0, column[1300];
  stoploss_estimate_t quantile;
  sl_scratch_path(path, "figures.h5");
  CU_ASSERT_EQUAL_FATAL(stoploss_run(scenario, NULL, path, &result, NULL), STOPLOSS_OK);
  stoploss_scenario_free(scenario); /* a result stands by itself */
  CU_ASSERT_EQUAL_FATAL(stoploss_result_open(path, &again, NULL), STOPLOSS_OK);
  CU_ASSERT_EQUAL_FATAL(sl_result_file_load(path, &inner, &fault), SL_OK);
  for (size_t a = 0; a < 2; a++) {
    CU_ASSERT_EQUAL(stoploss_result_column(again, "cost", a, column, NULL), STOPLOSS_OK);
    CU_ASSERT(memcmp(column, sl_results_cost_column(inner, SL_COST_COST, a), sizeof column) == 0);
    CU_ASSERT_EQUAL(stoploss_result_figure(result, "cost_mean", a, &value, NULL), STOPLOSS_OK);
    CU_ASSERT_EQUAL(stoploss_result_figure(again, "cost_mean", a, &other, NULL), STOPLOSS_OK);
    CU_ASSERT(same_bits(value, other) && value > 0.0);
  }
  CU_ASSERT_EQUAL(stoploss_result_column(again, "allowed", 77, column, NULL), STOPLOSS_OK);
  CU_ASSERT(memcmp(column, inner->trial[SL_TRIAL_ALLOWED], sizeof column) == 0);
  CU_ASSERT_EQUAL(stoploss_result_quantile(again, 0.5, 1, &quantile, NULL), STOPLOSS_OK);
  SL_ASSERT_CLOSE(quantile.value, 3 * 12 * 300.0, 1e-12);
  sl_results_free(inner);
  stoploss_result_free(again);
  stoploss_result_free(result);
}

static void unknown_names_are_refused(void)
{
  stoploss_scenario_t *scenario = load();
  stoploss_result_t *result = NULL;
  stoploss_error_t error = {0};
  stoploss_estimate_t estimate;
  double value;
  char *text = NULL;
  CU_ASSERT_EQUAL_FATAL(stoploss_run(scenario, NULL, NULL, &result, NULL), STOPLOSS_OK);
  expect(stoploss_result_column(result, "costs", 0, &value, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "'costs'");
  expect(stoploss_result_column(result, "cost", 2, &value, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "no arrangement 2");
  expect(stoploss_result_mean(result, "budget", 0, &estimate, &error), &error,
         STOPLOSS_ERR_ARGUMENT, "'budget'");
  expect(stoploss_result_figure(result, "cost", 0, &value, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "'cost'");
  expect(stoploss_result_figure(result, "budget", 2, &value, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "no arrangement 2");
  expect(stoploss_result_quantile(result, (double)NAN, 0, &estimate, &error), &error,
         STOPLOSS_ERR_ARGUMENT, "level nan");
  expect(stoploss_result_page(result, 20, &text, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "20 columns");
  CU_ASSERT_PTR_NULL(text);
  stoploss_result_free(result);
  stoploss_scenario_free(scenario);
}

/* ---- prices, sweeps, exact figures ---- */

static void prices_are_those_of_a_run(void)
{
  stoploss_scenario_t *scenario = load();
  stoploss_prices_t *prices = NULL;
  stoploss_result_t *result = NULL;
  stoploss_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(stoploss_run(scenario, NULL, NULL, &result, NULL), STOPLOSS_OK);
  CU_ASSERT_EQUAL_FATAL(stoploss_prices_new(scenario, NULL, &prices, NULL), STOPLOSS_OK);
  static const char *const names[] = {"specific_premium", "attachment_point", "budget"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    double of_prices = 0.0, of_run = 1.0;
    CU_ASSERT_EQUAL(stoploss_prices_figure(prices, names[i], 0, &of_prices, NULL), STOPLOSS_OK);
    CU_ASSERT_EQUAL(stoploss_result_figure(result, names[i], 0, &of_run, NULL), STOPLOSS_OK);
    CU_ASSERT(same_bits(of_prices, of_run));
  }
  expect(stoploss_prices_figure(prices, "cost_mean", 0, &(double){0}, &error), &error,
         STOPLOSS_ERR_ARGUMENT, "'cost_mean'");
  stoploss_prices_free(prices);
  stoploss_result_free(result);
  stoploss_scenario_free(scenario);
}

static void a_sweeps_point_is_a_run(void)
{
  static const double deductibles[] = {2500.0, 5000.0};
  stoploss_scenario_t *scenario = load();
  stoploss_sweep_t *sweep = NULL;
  stoploss_result_t *result = NULL;
  stoploss_sweep_terms_t terms;
  stoploss_estimate_t point = {0.0, 0.0}, run = {1.0, 0.0};
  stoploss_error_t error = {0};
  stoploss_sweep_terms_init(&terms);
  terms.specific = deductibles;
  terms.n_specific = 2;
  CU_ASSERT_EQUAL_FATAL(stoploss_run(scenario, NULL, NULL, &result, NULL), STOPLOSS_OK);
  CU_ASSERT_EQUAL_FATAL(stoploss_sweep_new(scenario, &terms, NULL, NULL, &sweep, NULL),
                        STOPLOSS_OK);
  CU_ASSERT_EQUAL(stoploss_sweep_figure(sweep, "cost_mean", 1, 0, &point, NULL), STOPLOSS_OK);
  CU_ASSERT_EQUAL(stoploss_result_mean(result, "cost", 0, &run, NULL), STOPLOSS_OK);
  CU_ASSERT(same_bits(point.value, run.value));
  CU_ASSERT(isnan(stoploss_sweep_specific(sweep, 2)));
  expect(stoploss_sweep_figure(sweep, "cost_mean", 2, 0, &point, &error), &error,
         STOPLOSS_ERR_ARGUMENT, "combination 2, 0");
  stoploss_sweep_free(sweep);
  terms.specific_loss_ratio = -2.0;
  expect(stoploss_sweep_new(scenario, &terms, NULL, NULL, &sweep, &error), &error,
         STOPLOSS_ERR_ARGUMENT, "loss ratio of -2");
  terms.specific_loss_ratio = 0.0;
  terms.arrangement = 1;
  expect(stoploss_sweep_new(scenario, &terms, NULL, NULL, &sweep, &error), &error,
         STOPLOSS_ERR_INPUT, "no specific");
  CU_ASSERT_PTR_NULL(sweep);
  stoploss_result_free(result);
  stoploss_scenario_free(scenario);
}

static void exact_figures_have_names(void)
{
  stoploss_scenario_t *scenario = load();
  stoploss_exact_t *exact = NULL;
  stoploss_bounded_t figure = {0.0, 0.0};
  stoploss_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(stoploss_exact_new(scenario, &exact, NULL), STOPLOSS_OK);
  CU_ASSERT_EQUAL(stoploss_exact_figure(exact, "claims_mean", STOPLOSS_GROUP, &figure, NULL),
                  STOPLOSS_OK);
  SL_ASSERT_CLOSE(figure.value, 16.0, 1e-9); /* four members, four claims each */
  CU_ASSERT_EQUAL(stoploss_exact_quantile(exact, 0.95, 1, &figure, NULL), STOPLOSS_OK);
  SL_ASSERT_CLOSE(figure.value, 10800.0, 1e-6);
  CU_ASSERT_PTR_NULL(stoploss_exact_reason(exact, STOPLOSS_GROUP, 0));
  CU_ASSERT_PTR_NULL(stoploss_exact_reason(exact, 2, 0));
  expect(stoploss_exact_figure(exact, "claims_mean", 0, &figure, &error), &error,
         STOPLOSS_ERR_ARGUMENT, "'claims_mean'");
  expect(stoploss_exact_figure(exact, "specific_reimbursement_mean", 1, &figure, &error), &error,
         STOPLOSS_ERR_UNSUPPORTED, "no exact answer");
  stoploss_exact_free(exact);
  stoploss_scenario_free(scenario);
}

static void a_year_is_told(void)
{
  stoploss_scenario_t *scenario = load();
  stoploss_tracer_t *tracer = NULL;
  stoploss_error_t error = {0};
  char *text = NULL;
  CU_ASSERT_EQUAL_FATAL(stoploss_tracer_new(scenario, NULL, &tracer, NULL), STOPLOSS_OK);
  CU_ASSERT_EQUAL(stoploss_tracer_json(tracer, 1299, 1, &text, NULL), STOPLOSS_OK);
  CU_ASSERT(text != NULL && strstr(text, "\"trial\": 1299") != NULL);
  stoploss_free(text);
  CU_ASSERT_EQUAL(stoploss_tracer_page(tracer, 0, 0, 100, &text, NULL), STOPLOSS_OK);
  CU_ASSERT(text != NULL && strstr(text, "The year in words") != NULL);
  stoploss_free(text);
  CU_ASSERT_EQUAL(stoploss_tracer_csv(tracer, 0, &text, NULL), STOPLOSS_OK);
  CU_ASSERT(text != NULL && strstr(text, "row,spreadsheet_row,") == text);
  stoploss_free(text);
  expect(stoploss_tracer_json(tracer, 1300, 1, &text, &error), &error, STOPLOSS_ERR_ARGUMENT,
         "no trial 1300");
  CU_ASSERT_PTR_NULL(text);
  stoploss_tracer_free(tracer);
  stoploss_tracer_free(NULL);
  stoploss_scenario_free(scenario);
}

SL_SUITE(library, "unit/library", {"a scenario tells what it is", a_scenario_tells_what_it_is},
         {"values at paths are the scenario\'s", values_at_paths_are_the_scenarios},
         {"a missing file is told", a_missing_file_is_told},
         {"options are checked", options_are_checked},
         {"an older struct is taken", an_older_struct_is_taken},
         {"a result without a file leaves none", a_result_without_a_file_leaves_none},
         {"a sink stops a run", a_sink_stops_a_run},
         {"run options are checked", run_options_are_checked},
         {"an output takes no input's place", an_output_takes_no_inputs_place},
         {"figures are those of the file", figures_are_those_of_the_file},
         {"unknown names are refused", unknown_names_are_refused},
         {"prices are those of a run", prices_are_those_of_a_run},
         {"a sweep's point is a run", a_sweeps_point_is_a_run},
         {"exact figures have names", exact_figures_have_names},
         {"a year is told", a_year_is_told});
