/* The decision page from outside: five answers on the first screen whatever the scenario, one
 * wording of a chance, no line too wide, and every figure what the result file says. */
#include "sim/input/load/reload.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/decision/decision.h"
#include "sim/output/result_file/result_file.h"
#include "sim/output/text/layout.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/scenario_text.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SCREEN 25 /* lines of a terminal */
#define WIDTH 80

/* ---- scenarios ---- */

typedef struct job {
  const char *name; /* of a shipped scenario, or a name for the text */
  const char *text; /* NULL: shipped */
  const char *trials;
  const char *option; /* NULL = none */
} job_t;

#define HEAD                                                                                       \
  "stoploss: 1\nname: Made\nstart: 2026-01-01\ncensus: made.csv\nplans: [{name: P, deductible: "   \
  "500}]\n"
#define CLAIMS(frequency, severity)                                                                \
  "claims: {services: [{name: medical, frequency: " frequency ", severity: " severity "}]}\n"
#define POISSON                                                                                    \
  CLAIMS("{distribution: poisson, mean: 2}", "{distribution: gamma, shape: 1, scale: 900}")
#define ASO                                                                                        \
  "{name: ASO, kind: aso, specific: {deductible: 5000, premium: {amount: 40, per: "                \
  "employee_month}}, budget: {amount: 9000}}"
#define ASO_AT(name, deductible)                                                                   \
  "{name: " name ", kind: aso, specific: {deductible: " deductible                                 \
  ", premium: {loss_ratio: 0.7}}, budget: {amount: 9000}}"
#define INSURED                                                                                    \
  "{name: Insured, kind: fully_insured, premium: {amount: 9000, per: year}, budget: {amount: "     \
  "9500}}"

static const job_t jobs[] = {
    {"machine-shop", NULL, "4608", NULL},
    {"machine-shop", NULL, "1024", "--no-band"},
    {"machine-shop", NULL, "512", NULL},
    {"level-funded-startup", NULL, "512", "--rare=512"},
    {"canadian-office", NULL, "1024", NULL},
    {"flower-shop", NULL, "2048", NULL},
    {"level-funded-startup", NULL, "1024", NULL},
    {"regional-hospital", NULL, "16", NULL},
    {"one", HEAD POISSON "arrangements: [" ASO "]\n", "2000", NULL},
    {"six",
     HEAD POISSON "arrangements: [" ASO
                  ", " ASO_AT("B", "1000") ", " ASO_AT("C", "2000") ", " ASO_AT(
                      "D", "3000") ", " ASO_AT("\"10,000 a person\"", "10000") ", " INSURED "]\n",
     "2000", NULL},
    {"uninsured", HEAD POISSON "arrangements: [" ASO ", " ASO_AT("B", "1000") "]\n", "2000", NULL},
    {"insured", HEAD POISSON "arrangements: [" INSURED "]\n", "1000", NULL},
    {"second", HEAD POISSON "arrangements: [" INSURED ", " ASO "]\n", "2000", NULL},
    {"exact", HEAD POISSON "arrangements: [" ASO ", " INSURED "]\n", "2000", "--exact"},
    {"totals", HEAD POISSON "arrangements: [" ASO ", " INSURED "]\nsimulation: {sampler: totals}\n",
     "2000", NULL},
    {"heavy",
     HEAD CLAIMS("{distribution: poisson, mean: 1}",
                 "{distribution: lomax, shape: 1.5, scale: 900}") "arrangements: [" ASO ", " INSURED
                                                                  "]\n",
     "2000", NULL},
    {"constant",
     HEAD CLAIMS("{distribution: table, probabilities: [0, 1]}",
                 "{distribution: constant, value: 3000}") "arrangements: [" ASO ", " INSURED "]\n",
     "2000", NULL},
};
#define JOBS (sizeof jobs / sizeof jobs[0])

static void run_job(const job_t *job, const char *result, sl_program_t *program)
{
  char path[SL_PATH_MAX];
  if (job->text != NULL) {
    sl_test_write("made.csv", "employee,relationship,age,sex\n1,employee,40,F\n1,spouse,41,M\n"
                              "2,employee,33,M\n3,employee,58,F\n");
    sl_test_write("made.yaml", job->text);
    sl_scratch_path(path, "made.yaml");
  } else {
    sl_source_path(path, "scenarios/%s.yaml", job->name);
  }
  SL_RUN(program, NULL, "run", path, "-o", result, "--trials", job->trials, "--set",
         "simulation.pricing_trials=64", job->option);
  CU_ASSERT_EQUAL(program->status, 0);
  if (program->status != 0) {
    printf("\n    %s: %s\n", job->name, program->err);
  }
}

/* ---- the first screen ---- */

static bool matches(const char *text, const char *pattern)
{
  regex_t regex;
  CU_ASSERT_EQUAL_FATAL(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
  const bool found = regexec(&regex, text, 0, NULL, 0) == 0;
  regfree(&regex);
  return found;
}

/* The first lines, line breaks and indents as one blank. */
static char *first_screen(const char *page)
{
  char *screen = strdup(page);
  size_t lines = 0, n = 0;
  for (const char *c = page; *c != '\0' && lines < FIRST_SCREEN; c++) {
    lines += *c == '\n';
    if ((*c != ' ' && *c != '\n') || (n > 0 && screen[n - 1] != ' ')) {
      screen[n++] = (char)(*c == '\n' ? ' ' : *c);
    }
  }
  screen[n] = '\0';
  return screen;
}

/* Each question with the subject of its answer, in their order. */
static void expect_answers(const job_t *job, const char *page)
{
  static const char *const answers[] = {
      "Does .* fit\\? (Yes|No|Likely|Leaning|About even|Not clear|It depends|In the years "
      "simulated|If claims run as assumed|Neither way|It stands alone)[^?]*(of 100 years|simulated "
      "years?|of [0-9,]+ "
      "simulated)",
      "What does it save on average\\? [^?]*(a year|in an average year|cost the same)",
      "What is a bad year[^?]*\\? [^?]*(1 year in 20|in every simulated year)",
      "What is the most the contracts leave\\? [^?]*(inside its contracts|No year can cost|set no "
      "upper limit|always costs)",
      "How sure are we\\? [^?]*(The claims assumed decide|rests on the claims assumed|No "
      "simulated|No claims change)",
  };
  char *screen = first_screen(page);
  const char *rest = screen;
  for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
    const bool found = matches(rest, answers[i]);
    CU_ASSERT(found);
    if (!found) {
      printf("\n    %s: no answer %zu on the first screen:\n%s\n", job->name, i + 1, page);
    }
  }
  CU_ASSERT_PTR_NULL(strstr(screen, "\xc2\xb1"));
  free(screen);
}

/* A chance has one wording, and sentences have no errors: an error stands in a row of a table,
 * which has figures at its end. */
static void expect_one_wording(const char *page)
{
  static const char *const others[] = {"[0-9]+ years? of (20|100)",

                                       "[^0-9]1 of (20|100)",
                                       "times out of",
                                       "[Cc]hance of",
                                       "[0-9]% (chance|likely|probab)",
                                       "[^a-z]nan[^a-z]|[^a-z]inf[^a-z]"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    CU_ASSERT(!matches(page, others[i]));
    if (matches(page, others[i])) {
      printf("\n    the page says /%s/:\n%s\n", others[i], page);
    }
  }
}

static void expect_widths(const char *page)
{
  char *copy = strdup(page), *rest = copy;
  for (char *line = strtok_r(rest, "\n", &rest); line != NULL; line = strtok_r(rest, "\n", &rest)) {
    CU_ASSERT(sl_text_width(line) <= WIDTH);
  }
  free(copy);
}

/* ---- figures ---- */

/* The report of a result as JSON, at path. */
static void write_report(const char *result, const char *path)
{
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  sl_scenario_t *scenario = NULL;
  sl_decision_t *decision = NULL;
  sl_error_t error = {0};
  char *json = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL_FATAL(sl_result_file_open(result, &results, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(
      sl_scenario_reload(results->facts->resolved, &results->facts->enrolment, &scenario, &error),
      SL_OK);
  CU_ASSERT_EQUAL_FATAL(
      sl_decision_new(results, summary, scenario, SL_DECISION_REPORT, &decision, &error), SL_OK);
  sl_document_t *report = sl_decision_report(decision);
  CU_ASSERT_EQUAL_FATAL(sl_document_json(report, &json, &n, &error), SL_OK);
  CU_ASSERT(sl_file_write(path, json, n));
  free(json);
  sl_document_free(report);
  sl_decision_free(decision);
  sl_scenario_free(scenario);
  sl_summary_free(summary);
  sl_results_free(results);
}

static void expect_figures(const char *pairs)
{
  const size_t size = strlen(pairs) + 2 * SL_PATH_MAX;
  char *command = malloc(size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(command);
  snprintf(command, size, "/usr/bin/python3 '%s/tests/cli/figures_check.py'%s",
           sl_test_source_dir(), pairs);
  CU_ASSERT_EQUAL(system(command), 0);
  free(command);
}

static void five_answers_and_every_figure_is_the_files(void)
{
  static char pairs[JOBS * (2 * SL_PATH_MAX + 8)];
  size_t used = 0;
  for (size_t i = 0; i < JOBS; i++) {
    char result[SL_PATH_MAX], report[SL_PATH_MAX];
    sl_program_t program;
    if (jobs[i].text == NULL && sl_test_patience() > 1.0) {
      continue; /* an instrumented program takes the small ones */
    }
    sl_scratch_path(result, "decision-%zu-%s.h5", i, jobs[i].name);
    sl_scratch_path(report, "decision-%zu-%s.json", i, jobs[i].name);
    run_job(&jobs[i], result, &program);
    expect_answers(&jobs[i], program.out);
    expect_one_wording(program.out);
    expect_widths(program.out);
    write_report(result, report);
    used += (size_t)snprintf(pairs + used, sizeof pairs - used, " '%s' '%s'", result, report);
    sl_program_free(&program);
  }
  expect_figures(pairs);
}

SL_SUITE(decision, "cli/decision",
         {"five answers, and every figure is the file's",
          five_answers_and_every_figure_is_the_files});
