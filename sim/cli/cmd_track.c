/* stoploss track: where the year in progress will end. */
#include "sim/cli/cli.h"
#include "sim/cli/document_file.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/cli/progress.h"
#include "sim/input/load/load.h"
#include "sim/input/read/date.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/result_file/track_file.h"
#include "sim/output/track/track_page.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

typedef struct track_options {
  const char *scenario, *actual, *claimants, *arrangement;
  const char *output, *page; /* NULL: none */
  cli_form_t *form;          /* of the page's file */
  bool has_as_of;
  sl_date_t as_of;
  cli_job_t job;
} track_options_t;

enum { KEY_ACTUAL = 0x300, KEY_CLAIMANTS, KEY_AS_OF, KEY_PAGE };

static const struct argp_option options[] = {
    {"actual", KEY_ACTUAL, "MONTHLY.csv", 0,
     "What the plan paid each month, before stop-loss: columns month (1, 2, ... or 2026-01), paid, "
     "and where it differs from the scenario enrolled (employees)",
     0},
    {"claimants", KEY_CLAIMANTS, "FILE", 0,
     "Everybody above half of the specific deductible so far: columns paid, and where they are "
     "known expected (to come) and member (data row of the census)",
     0},
    {"as-of", KEY_AS_OF, "DATE", 0,
     "Take the months that ended by this day, YYYY-MM-DD, and leave later ones aside", 0},
    {"arrangement", 'a', "NAME", 0,
     "Which arrangement the page is about (default: the first that pays claims itself)", 0},
    {"output", 'o', "OUT.h5", 0, "Write the figures, and each trial's cost and weight, here", 0},
    {"page", KEY_PAGE, "FILE", 0,
     "Write the page here: FILE.html, .pdf, .xlsx or .txt; without it, text is printed", 0},
    CLI_JOB_OPTIONS,
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  track_options_t *given = state->input;
  switch (key) {
  case KEY_ACTUAL:
    given->actual = argument;
    return 0;
  case KEY_CLAIMANTS:
    given->claimants = argument;
    return 0;
  case KEY_AS_OF:
    given->has_as_of = true;
    if (!sl_date_parse(argument, &given->as_of)) {
      argp_error(state, "--as-of is a date, YYYY-MM-DD: '%s' is none", argument);
    }
    return 0;
  case 'a':
    given->arrangement = argument;
    return 0;
  case 'o':
    given->output = argument;
    return 0;
  case KEY_PAGE:
    given->page = argument;
    given->form = cli_form_of(state, argument, CLI_ENDINGS_REPORT);
    return 0;
  default:
    if (key == ARGP_KEY_END && given->actual == NULL) {
      argp_error(state, "give what was paid each month: --actual MONTHLY.csv");
    }
    return cli_job_parse(key, argument, state, &given->job) == 0
               ? 0
               : cli_one_argument(state, key, argument, "SCENARIO", &given->scenario);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "SCENARIO --actual MONTHLY.csv",
    .doc = "Where the plan year in progress will end: month by month against budget and attachment "
           "point, the chance of a deficit now, what is owed and not yet paid, who is near the "
           "specific deductible, and what the carrier advances. Simulated years count by how near "
           "they come to what was paid so far, and go on from there.\vBefore the first month it "
           "tells what a run does; after the last, the actual year. Claims are those that the "
           "year's cost counts: with accounting: incurred, leave out what was incurred before the "
           "plan year. Nothing that identifies a claimant is printed: the watch list has rows of "
           "the claimants file."};

/* What is read of the year so far. */
typedef struct year {
  sl_monthly_t actual;
  sl_claimants_t claimants;
} year_t;

static int read_year(const track_options_t *given, sl_scenario_t *scenario, year_t *year,
                     sl_faults_t *faults, sl_faults_t *warnings)
{
  const bool incurred = scenario->arrangements->accounting == SL_ACCOUNT_INCURRED;
  const size_t most = scenario->months + (incurred ? SL_RUN_OUT_MONTHS : 0);
  int code = sl_files_read_add(&scenario->files, "months", given->actual);
  if (code == SL_OK && given->claimants != NULL) {
    code = sl_files_read_add(&scenario->files, "claimants", given->claimants);
  }
  if (code != SL_OK) {
    return code;
  }
  code = sl_monthly_read(NULL, given->actual, &scenario->calendar, most, &year->actual, faults,
                         warnings);
  if (given->claimants != NULL) {
    const int listed = sl_claimants_read(NULL, given->claimants, scenario->group, &year->claimants,
                                         faults, warnings);
    code = code == SL_OK ? listed : code;
  }
  return code;
}

static size_t months_known(const track_options_t *given, const sl_scenario_t *scenario,
                           const sl_monthly_t *actual)
{
  return given->has_as_of ? sl_months_ended(&scenario->calendar, given->as_of, actual->n)
                          : actual->n;
}

static int find_arrangement(const track_options_t *given, sl_track_t *track, sl_error_t *error)
{
  for (size_t a = 0; given->arrangement != NULL && a < track->n; a++) {
    if (strcmp(track->list[a].name, given->arrangement) == 0) {
      track->main = a;
      return SL_OK;
    }
  }
  return given->arrangement == NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT, "no arrangement is called '%s'", given->arrangement);
}

static int show(const track_options_t *given, const sl_scenario_t *scenario,
                const sl_track_t *track, sl_error_t *error)
{
  sl_document_t *document = sl_track_document(track);
  char *json = NULL;
  int code = given->output != NULL ? sl_track_file_write(given->output, track, error) : SL_OK;
  code = code == SL_OK && given->job.json ? sl_track_json(track, &json, error) : code;
  if (code == SL_OK) {
    const cli_shown_t shown = {given->page, given->form, &scenario->files, json, given->job.quiet};
    code = cli_document_show(document, &shown, error);
  }
  free(json);
  sl_document_free(document);
  return code;
}

static void warn_of_few(const sl_track_t *track)
{
  const double effective = track->list[track->main].effective;
  sl_faults_t warnings;
  sl_faults_init(&warnings);
  if (track->months > 0 && effective < SL_EFFECTIVE_FEW) {
    sl_faults_add(&warnings, SL_ERR_INPUT, NULL, 0, 0,
                  "only %.0f of %llu simulated years come near what was paid so far, fewer than "
                  "%.0f",
                  effective, (unsigned long long)track->trials, SL_EFFECTIVE_FEW);
  }
  cli_print_warnings(&warnings);
  sl_faults_free(&warnings);
}

static int follow(const track_options_t *given, const sl_scenario_t *scenario, const year_t *year,
                  sl_faults_t *faults, sl_error_t *error)
{
  const sl_track_terms_t terms = {&year->actual, months_known(given, scenario, &year->actual),
                                  given->claimants != NULL ? &year->claimants : NULL};
  sl_engine_options_t engine = {.threads = given->job.threads};
  sl_track_t *track = NULL;
  cli_progress_t progress;
  int code = SL_OK;
  const char *const outputs[] = {given->output, given->page};
  for (size_t i = 0; code == SL_OK && i < 2; i++) {
    code = outputs[i] != NULL ? sl_files_read_spare(&scenario->files, outputs[i], error) : SL_OK;
  }
  cli_progress_init(&progress, given->job.quiet);
  cli_progress_for(&progress, &engine);
  code = code == SL_OK ? sl_track_new(scenario, &terms, &engine, &track, faults, error) : code;
  cli_progress_end(&progress);
  code = code == SL_OK ? find_arrangement(given, track, error) : code;
  if (code == SL_OK) {
    if (!given->job.quiet) {
      warn_of_few(track);
    }
    code = show(given, scenario, track, error);
  }
  sl_track_free(track);
  return code;
}

static int track_loaded(const track_options_t *given, sl_scenario_t *scenario, sl_faults_t *faults)
{
  year_t year = {0};
  sl_error_t error = {0};
  sl_faults_t warnings;
  sl_faults_init(&warnings);
  int code = read_year(given, scenario, &year, faults, &warnings);
  if (code == SL_OK && !given->job.quiet) {
    cli_print_warnings(&scenario->warnings);
    cli_print_warnings(&warnings);
  }
  code = code == SL_OK ? follow(given, scenario, &year, faults, &error) : code;
  sl_claimants_free(&year.claimants);
  sl_faults_free(&warnings);
  if (code == SL_OK) {
    return EX_OK;
  }
  return faults->n > 0 ? cli_report_faults(faults) : cli_report_error(&error);
}

int cmd_track(int argc, char **argv)
{
  track_options_t given = {0};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  int status;
  cli_parse(&parser, argc, argv, &given);
  sl_faults_init(&faults);
  const sl_overrides_t overrides = cli_overrides_list(&given.job.overrides);
  if (sl_scenario_load(given.scenario, &overrides, &scenario, &faults) != SL_OK) {
    status = cli_report_faults(&faults);
  } else {
    status = track_loaded(&given, scenario, &faults);
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  cli_overrides_free(&given.job.overrides);
  return status;
}
