/* stoploss diff: how two results differ, variable by variable. */
#include "sim/cli/cli.h"
#include "sim/cli/ending.h"
#include "sim/cli/options.h"
#include "sim/output/report/difference_json.h"
#include "sim/output/result_file/load.h"
#include "sim/output/result_file/result_file.h"

#include <argp.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define DIFFERENT 1 /* the exit status, as diff has it */
#define ORIGINS 10

typedef struct diff_options {
  const char *path[2];
  size_t n;
  bool json;
} diff_options_t;

typedef struct pair {
  sl_results_t *results[2];
  sl_summary_t *summaries[2];
  sl_difference_t *difference;
  sl_origin_difference_t origins[ORIGINS];
  size_t n_origins;
} pair_t;

static const struct argp_option options[] = {
    {"json", 'j', NULL, 0, "Print all differences as JSON, unrounded", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  diff_options_t *diff = state->input;
  switch (key) {
  case 'j':
    diff->json = true;
    return 0;
  case ARGP_KEY_ARG:
    if (diff->n == 2) {
      argp_error(state, "two results at a time: '%s' is one too many", argument);
    }
    diff->path[diff->n++ % 2] = argument;
    return 0;
  case ARGP_KEY_END:
    if (diff->n < 2) {
      argp_error(state, "two results are needed: A.h5 B.h5");
    }
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp parser = {
    options,
    parse_option,
    "A.h5 B.h5",
    "Say how two results differ, variable by variable, and whether by more than sampling error: "
    "trial by trial where seed and number of trials agree, else by their means and errors. The "
    "exit status is 0 where every trial, price and figure is equal, and 1 where not.",
    NULL,
    NULL,
    NULL};

/* ---- where they come from ---- */

static void note(pair_t *pair, const char *name, const char *first, const char *second)
{
  if (strcmp(first, second) != 0 && pair->n_origins < ORIGINS) {
    sl_origin_difference_t *origin = &pair->origins[pair->n_origins++];
    origin->name = name;
    snprintf(origin->first, sizeof origin->first, "%.199s", first);
    snprintf(origin->second, sizeof origin->second, "%.199s", second);
  }
}

static void note_number(pair_t *pair, const char *name, uint64_t first, uint64_t second)
{
  char a[24], b[24];
  snprintf(a, sizeof a, "%" PRIu64, first);
  snprintf(b, sizeof b, "%" PRIu64, second);
  note(pair, name, a, b);
}

/* The first line of the resolved scenarios that is not the same. */
static void note_scenario(pair_t *pair, const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0' && strcspn(a, "\n") == strcspn(b, "\n") &&
         strncmp(a, b, strcspn(a, "\n")) == 0) {
    a += strcspn(a, "\n");
    b += strcspn(b, "\n");
    a += *a != '\0';
    b += *b != '\0';
  }
  char first[200], second[200];
  a += strspn(a, " ");
  b += strspn(b, " ");
  snprintf(first, sizeof first, "%.*s", (int)strcspn(a, "\n"), a);
  snprintf(second, sizeof second, "%.*s", (int)strcspn(b, "\n"), b);
  note(pair, "scenario, from this line on", first, second);
}

static void compare_origins(pair_t *pair)
{
  const sl_run_facts_t *a = pair->results[0]->facts, *b = pair->results[1]->facts;
  const sl_provenance_t *by = sl_result_provenance(pair->results[0]);
  const sl_provenance_t *and_by = sl_result_provenance(pair->results[1]);
  note(pair, "title", a->title, b->title);
  note_number(pair, "seed", a->seed, b->seed);
  note_number(pair, "trials", a->trials, b->trials);
  note(pair, "stoploss", by->stoploss, and_by->stoploss);
  note(pair, "gsl", by->gsl, and_by->gsl);
  note(pair, "hdf5", by->hdf5, and_by->hdf5);
  note(pair, "compiler", by->compiler, and_by->compiler);
  note_scenario(pair, a->resolved, b->resolved);
}

/* ---- what is printed ---- */

static const char *name_of(const pair_t *pair, size_t arrangement)
{
  return arrangement == SL_NO_ARRANGEMENT ? "group"
                                          : pair->results[0]->facts->arrangements[arrangement].name;
}

/* ", plan year 2" */
static const char *year_of(size_t year, char text[40])
{
  text[0] = '\0';
  if (year != SL_NO_YEAR) {
    snprintf(text, 40, ", plan year %zu", year + 1);
  }
  return text;
}

static void print_row(const pair_t *pair, const sl_trial_difference_t *row)
{
  char year[40];
  printf("  %s (%s%s): mean %+.6g (+- %.2g, z %.1f)", row->variable->name,
         name_of(pair, row->arrangement), year_of(row->year, year), row->change.value,
         row->change.standard_error, row->z);
  if (row->differing > 0) {
    printf("; %" PRIu64 " trials differ, by %.6g at most (trial %" PRIu64
           "), %.2g of it at most (trial %" PRIu64 ")",
           row->differing, row->largest, row->largest_trial, row->largest_relative,
           row->largest_relative_trial);
  }
  putchar('\n');
}

static void print_figure(const pair_t *pair, const sl_figure_difference_t *figure)
{
  char level[32] = "", year[40];
  if (!isnan(figure->level)) {
    snprintf(level, sizeof level, ", %g%%", 100.0 * figure->level);
  }
  printf("  %s (%s%s%s): %.10g, %.10g", figure->variable->name, name_of(pair, figure->arrangement),
         year_of(figure->year, year), level, figure->first, figure->second);
  if (!pair->difference->paired && !isnan(figure->z)) {
    printf(" (z %.1f)", figure->z);
  }
  putchar('\n');
}

static void print_unmatched(const pair_t *pair)
{
  const sl_difference_t *d = pair->difference;
  const sl_run_facts_t *a = pair->results[0]->facts, *b = pair->results[1]->facts;
  for (size_t i = 0; i < a->n_arrangements; i++) {
    if (d->matched[i] == SL_NO_ARRANGEMENT) {
      printf("  arrangement of the first alone: %s\n", a->arrangements[i].name);
    }
  }
  for (size_t k = 0; k < b->n_arrangements; k++) {
    bool found = false;
    for (size_t i = 0; i < a->n_arrangements; i++) {
      found = found || d->matched[i] == k;
    }
    if (!found) {
      printf("  arrangement of the second alone: %s\n", b->arrangements[k].name);
    }
  }
}

static void print_text(const pair_t *pair)
{
  const sl_difference_t *d = pair->difference;
  printf("%s\n", d->equal    ? "Equal in every trial, price and figure."
                 : d->beyond ? "They differ by more than sampling error."
                             : "They differ, by no more than sampling error may.");
  for (size_t i = 0; i < pair->n_origins; i++) {
    const sl_origin_difference_t *origin = &pair->origins[i];
    printf("  %s: %s | %s\n", origin->name, origin->first, origin->second);
  }
  print_unmatched(pair);
  if (d->equal) {
    return;
  }
  printf("Trials, second less first, %s:\n",
         d->paired ? "paired" : "of other random years, so compared by their means");
  for (size_t i = 0; i < d->n_trials; i++) {
    const sl_trial_difference_t *row = &d->trials[i];
    if (row->differing > 0 || (!d->paired && row->change.value != 0.0)) {
      print_row(pair, row);
    }
  }
  printf("Prices and figures%s\n", d->n_figures == 0 ? ": equal" : ", first, second:");
  for (size_t i = 0; i < d->n_figures; i++) {
    print_figure(pair, &d->figures[i]);
  }
}

static int print_json(const pair_t *pair)
{
  sl_error_t error = {0};
  char *text = NULL;
  const sl_results_t *const results[2] = {pair->results[0], pair->results[1]};
  const int code =
      sl_difference_json(pair->difference, results, pair->origins, pair->n_origins, &text, &error);
  if (code != SL_OK) {
    return cli_report_error(&error);
  }
  fputs(text, stdout);
  free(text);
  return EX_OK;
}

/* ---- both ---- */

static int compare(const diff_options_t *given, pair_t *pair, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t s = 0; code == SL_OK && s < 2; s++) {
    code = sl_result_file_open(given->path[s], &pair->results[s], error);
    code = code == SL_OK ? sl_summary_new(pair->results[s], &pair->summaries[s], error) : code;
  }
  if (code == SL_OK) {
    compare_origins(pair);
    code = sl_difference_new((const sl_results_t *const[]){pair->results[0], pair->results[1]},
                             (const sl_summary_t *const[]){pair->summaries[0], pair->summaries[1]},
                             &pair->difference, error);
  }
  return code;
}

static int tell(const diff_options_t *given, const pair_t *pair)
{
  int status = EX_OK;
  if (given->json) {
    status = print_json(pair);
  } else {
    print_text(pair);
  }
  if (status == EX_OK && !pair->difference->equal) {
    cli_ending_expects(DIFFERENT);
    status = DIFFERENT;
  }
  return status;
}

int cmd_diff(int argc, char **argv)
{
  diff_options_t given = {0};
  pair_t pair = {.n_origins = 0};
  sl_error_t error = {0};
  cli_parse(&parser, argc, argv, &given);
  const int code = compare(&given, &pair, &error);
  const int status = code == SL_OK ? tell(&given, &pair) : cli_report_error(&error);
  sl_difference_free(pair.difference);
  for (size_t s = 0; s < 2; s++) {
    sl_summary_free(pair.summaries[s]);
    sl_results_free(pair.results[s]);
  }
  return status;
}
