/* What the page shows and saves of the results, by the same documents as the program's. */
#include "sim/input/load/reload.h"
#include "sim/output/decision/decision.h"
#include "sim/output/exhibit/exhibit.h"
#include "sim/output/report/report.h"
#include "sim/page/page.h"
#include "sim/page/session.h"
#include "sim/results/variables.h"

#include <stdlib.h>
#include <string.h>

typedef int render_t(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error);

/* By the ending of what is asked for; NULL: there is none. */
static render_t *renderer_of(const char *what)
{
  const char *ending = strrchr(what, '.');
  return ending == NULL                 ? NULL
         : strcmp(ending, ".html") == 0 ? sl_document_html
         : strcmp(ending, ".json") == 0 ? sl_document_json
         : strcmp(ending, ".csv") == 0  ? sl_document_csv
                                        : NULL;
}

static int report_of(const char *what, char **text, sl_error_t *error)
{
  render_t *render = renderer_of(what);
  sl_scenario_t *scenario = NULL;
  sl_decision_t *decision = NULL;
  size_t n = 0;
  int code = sl_decision_scenario(page_session.results, &scenario, error);
  code = code == SL_OK ? sl_decision_new(page_session.results, page_session.summary, scenario,
                                         SL_DECISION_REPORT, &decision, error)
                       : code;
  if (code == SL_OK) {
    sl_document_t *document = sl_decision_report(decision);
    code = render != NULL ? render(document, text, &n, error) : SL_ERR_ARGUMENT;
    sl_document_free(document);
  }
  sl_decision_free(decision);
  sl_scenario_free(scenario);
  return code;
}

static int exhibit_of(const char *what, char **text, sl_error_t *error)
{
  render_t *render = renderer_of(what);
  const sl_run_facts_t *facts = page_session.results->facts;
  sl_scenario_t *scenario = NULL;
  sl_comparison_t *comparison = NULL;
  size_t n = 0;
  int code = sl_scenario_reload(facts->resolved, &facts->enrolment, &scenario, error);
  code = code == SL_OK ? sl_comparison_new(page_session.results, page_session.summary, scenario,
                                           SL_EXHIBIT_PERCENTILE, &comparison, error)
                       : code;
  if (code == SL_OK) {
    sl_document_t *document = sl_exhibit_document(comparison);
    code = render == NULL               ? SL_ERR_ARGUMENT
           : render == sl_document_json ? sl_exhibit_json(comparison, document, text, error)
                                        : render(document, text, &n, error);
    sl_document_free(document);
  }
  sl_comparison_free(comparison);
  sl_scenario_free(scenario);
  return code;
}

static int page_of(char **text, sl_error_t *error)
{
  static const sl_paper_t paper = {SL_PAGE_WIDTH, false};
  return sl_decision_text(page_session.results, page_session.summary, &paper, text, error);
}

static int resolved(char **text, sl_error_t *error)
{
  *text = strdup(page_session.results->facts->resolved);
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "out of memory");
}

char *page_text(const char *what)
{
  char *text = NULL;
  sl_error_t error = {0};
  int code = page_session.results == NULL
                 ? sl_fail(&error, SL_ERR_ARGUMENT, "there is no result yet")
             : strcmp(what, "run.json") == 0
                 ? sl_report_json(page_session.results, page_session.summary, &text, &error)
             : strcmp(what, "page.txt") == 0      ? page_of(&text, &error)
             : strcmp(what, "scenario.yaml") == 0 ? resolved(&text, &error)
             : strncmp(what, "exhibit.", 8) == 0  ? exhibit_of(what, &text, &error)
                                                  : report_of(what, &text, &error);
  error.code = code;
  page_session.fault = error;
  return text;
}

/* ---- columns ---- */

static json_t *names_of(const sl_variable_t *rows, size_t n)
{
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++) {
    list = sl_json_and(list, json_string(rows[i].name));
  }
  return list;
}

static size_t n_years(void)
{
  return page_session.years != NULL ? page_session.results->years->n_years : 0;
}

static size_t n_promises(void)
{
  return page_session.years != NULL ? page_session.results->years->n_promises : 0;
}

char *page_columns(void)
{
  json_t *answer = page_answer(NULL, NULL);
  answer = sl_json_with(answer, "trial", names_of(sl_trial_variables, SL_N_TRIAL_VARIABLES));
  answer = sl_json_with(answer, "cost", names_of(sl_cost_variables, SL_N_COST_VARIABLES));
  answer = sl_json_with(answer, "year", names_of(sl_year_variables, SL_N_YEAR_VARIABLES));
  answer = sl_json_with(answer, "years", json_integer((json_int_t)n_years()));
  return page_answer_text(sl_json_with(answer, "promises", json_integer((json_int_t)n_promises())));
}

const double *page_trial_column(uint32_t variable)
{
  const sl_results_t *results = page_session.results;
  return results != NULL && variable < SL_N_TRIAL_VARIABLES ? results->trial[variable] : NULL;
}

const double *page_cost_column(uint32_t variable, uint32_t arrangement)
{
  const sl_results_t *results = page_session.results;
  return results != NULL && variable < SL_N_COST_VARIABLES &&
                 arrangement < results->facts->n_arrangements
             ? sl_results_cost_column(results, (sl_cost_variable_t)variable, arrangement)
             : NULL;
}

const double *page_year_column(uint32_t variable, uint32_t arrangement, uint32_t year)
{
  return year < n_years() && variable < SL_N_YEAR_VARIABLES &&
                 arrangement < page_session.results->facts->n_arrangements
             ? page_years_column(page_session.years, (sl_year_variable_t)variable, arrangement,
                                 year)
             : NULL;
}

const double *page_promise_column(uint32_t promise)
{
  return promise < n_promises() ? page_years_saved(page_session.years, promise) : NULL;
}
