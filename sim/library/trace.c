#include "sim/study/trace/trace.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/library/library.h"
#include "sim/output/trace/trace_page.h"

#include <inttypes.h>
#include <stdlib.h>

struct stoploss_tracer {
  const sl_scenario_t *scenario;
  sl_tracer_t *tracer;
};

/* A year asked for, and the form. */
typedef struct year {
  const stoploss_tracer_t *of;
  uint64_t trial;
  size_t persons;
  bool csv; /* else by the paper */
} year_t;

int stoploss_tracer_new(const stoploss_scenario_t *scenario, const stoploss_options_t *options,
                        stoploss_tracer_t **tracer, stoploss_error_t *error)
{
  stoploss_options_t own;
  sl_engine_options_t engine;
  sl_error_t fault = {0};
  *tracer = NULL;
  int code = sl_library_options(options, &own, &engine, error);
  if (code != SL_OK) {
    return code;
  }
  stoploss_tracer_t *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return sl_library_refuse(error, SL_ERR_MEMORY, "no memory to trace a year");
  }
  made->scenario = scenario->scenario;
  engine.precision = (sl_precision_t){.goal = SL_PRECISION_NONE};
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  code = sl_tracer_new(made->scenario, &engine, &made->tracer, &fault);
  sl_plain_locale_end(locale);
  if (code == SL_OK) {
    *tracer = made;
  } else {
    stoploss_tracer_free(made);
  }
  return sl_library_tell(code, &fault, error);
}

void stoploss_tracer_free(stoploss_tracer_t *tracer)
{
  if (tracer != NULL) {
    sl_tracer_free(tracer->tracer);
    free(tracer);
  }
}

static int write_page(const sl_trace_t *trace, size_t persons, const sl_paper_t *paper, char **text,
                      sl_error_t *fault)
{
  size_t n;
  sl_document_t *document = sl_trace_document(trace, persons);
  const int code = sl_document_text(document, paper, text, &n, fault);
  sl_document_free(document);
  return code;
}

static int write_text(const void *subject, const sl_paper_t *paper, char **text, sl_error_t *fault)
{
  const year_t *year = subject;
  const uint64_t trials = year->of->scenario->simulation->trials;
  sl_trace_t *trace = NULL;
  size_t n;
  if (year->trial >= trials) {
    return sl_fail(fault, SL_ERR_ARGUMENT, "no trial %" PRIu64 ": the run has %" PRIu64,
                   year->trial, trials);
  }
  int code = sl_trace_take(year->of->tracer, (uint32_t)year->trial, &trace, fault);
  if (code == SL_OK && year->csv) {
    code = sl_trace_csv(trace, text, &n, fault);
  } else if (code == SL_OK) {
    code = paper != NULL ? write_page(trace, year->persons, paper, text, fault)
                         : sl_trace_json(trace, year->persons, text, fault);
  }
  sl_trace_free(trace);
  return code;
}

int stoploss_tracer_json(stoploss_tracer_t *tracer, uint64_t trial, size_t persons, char **text,
                         stoploss_error_t *error)
{
  const year_t year = {tracer, trial, persons, false};
  return sl_library_text(write_text, &year, NULL, text, error);
}

int stoploss_tracer_page(stoploss_tracer_t *tracer, uint64_t trial, size_t persons, size_t width,
                         char **text, stoploss_error_t *error)
{
  const year_t year = {tracer, trial, persons, false};
  return sl_library_page(write_text, &year, width, text, error);
}

int stoploss_tracer_csv(stoploss_tracer_t *tracer, uint64_t trial, char **text,
                        stoploss_error_t *error)
{
  const year_t year = {tracer, trial, 0, true};
  return sl_library_text(write_text, &year, NULL, text, error);
}
