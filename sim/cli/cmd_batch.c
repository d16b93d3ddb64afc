/* stoploss batch: many clients in one process, and which of them fit. */
#include "sim/cli/batch_stop.h"
#include "sim/cli/cli.h"
#include "sim/cli/document_file.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/cli/progress.h"
#include "sim/output/batch/book.h"
#include "sim/output/batch/summary.h"
#include "sim/output/files/atomic_file.h"

#include <argp.h>
#include <inttypes.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define DEFAULT_SEED 1
#define SLICES_MAX 1000000
#define SUMMARY "summary"
#define SHOWN_MAX 20 /* clients on the terminal */

/* Larger blocks go back when they are freed. Left to itself the C library keeps ever larger ones,
 * and the memory of a run follows the clients before it: 71 MB instead of 46 with two threads.
 * Blocks from 1 MB on are too few: 1,000 clients then leave holes of 5 MB between the others. */
#define RETURNED_BYTES (1 << 17)

typedef struct batch_options {
  const char *manifest;
  const char *folder;
  uint64_t seed;
  cli_overrides_t overrides;
  sl_batch_options_t batch;
  char ending[SL_SLICE_TEXT]; /* of what is written for the slice: "" or "-K-of-N" */
  double most_deficit;
  bool quiet, progress_json;
} batch_options_t;

enum { KEY_SLICE = 0x200, KEY_COLLECT, KEY_NO_BAND, KEY_NO_LEVERS, KEY_DEFICIT };

static const struct argp_option options[] = {
    {"output", 'o', "DIR", 0,
     "Folder of the results, NAME.h5 for each client, and of the summaries; made where it is "
     "absent",
     0},
    {"seed", 's', "S", 0,
     "Seed of the batch (default 1): a client without a seed of its own gets one from this and its "
     "name, so that no two share random words",
     0},
    {"trials", 't', "N", 0,
     "Number of simulated plan years of the clients whose row says none, instead of the scenario's",
     0},
    CLI_OPTION_SET,
    {"slice", KEY_SLICE, "K/N", 0,
     "Only rows K, K + N, K + 2N, ... of the manifest: one of N jobs of a cluster", 0},
    {"collect", KEY_COLLECT, NULL, 0,
     "Run nothing: write the summaries over what is there, as after the last slice", 0},
    {"max-deficit-chance", KEY_DEFICIT, "P", 0,
     "A client fits only where it passes its budget with at most this chance: 10% or 0.1", 0},
    {"no-band", KEY_NO_BAND, NULL, 0, "Leave out the assumption band (see stoploss run)", 0},
    {"no-levers", KEY_NO_LEVERS, NULL, 0,
     "Leave out what a report's sliders need (see stoploss run)", 0},
    {"threads", 'k', "K", 0, "Threads (default: all processors); results do not depend on it", 0},
    CLI_OPTION_PROGRESS,
    {"quiet", 'q', NULL, 0, "Print nothing but errors", 0},
    {0},
};

static void parse_slice(const struct argp_state *state, const char *text, batch_options_t *given)
{
  char first[24];
  const char *slash = strchr(text, '/');
  const size_t length = slash != NULL ? (size_t)(slash - text) : 0;
  if (length == 0 || length >= sizeof first) {
    argp_error(state, "--slice takes K/N, such as 3/16, not '%s'", text);
    return;
  }
  snprintf(first, sizeof first, "%.*s", (int)length, text);
  const uint64_t n = cli_whole_number(state, "--slice K/N: N", slash + 1, 1, SLICES_MAX);
  const uint64_t k = cli_whole_number(state, "--slice K/N: K", first, 1, n);
  given->batch.slice = (size_t)k;
  given->batch.n_slices = (size_t)n;
  snprintf(given->ending, sizeof given->ending, "-%" PRIu64 "-of-%" PRIu64, k, n);
}

/* What is common with other subcommands; ARGP_ERR_UNKNOWN for any other key. */
static error_t parse_common(int key, char *argument, struct argp_state *state)
{
  batch_options_t *given = state->input;
  switch (key) {
  case 's':
    given->seed = cli_whole_number(state, "--seed", argument, 0, UINT64_MAX);
    return 0;
  case 't':
    cli_overrides_number(state, &given->overrides, "--trials", CLI_TRIALS, argument, 1, UINT32_MAX);
    return 0;
  case CLI_KEY_SET:
    cli_overrides_set(state, &given->overrides, argument);
    return 0;
  case 'k':
    given->batch.engine.threads =
        (int)cli_whole_number(state, "--threads", argument, 1, CLI_MAX_THREADS);
    return 0;
  case CLI_KEY_PROGRESS:
    given->progress_json = cli_progress_json(state, argument);
    return 0;
  case 'q':
    given->quiet = true;
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  batch_options_t *given = state->input;
  switch (key) {
  case 'o':
    given->folder = argument;
    return 0;
  case KEY_SLICE:
    parse_slice(state, argument, given);
    return 0;
  case KEY_COLLECT:
    given->batch.collect = true;
    return 0;
  case KEY_DEFICIT:
    given->most_deficit = cli_share(state, "--max-deficit-chance", argument);
    return 0;
  case KEY_NO_BAND:
    given->batch.engine.band = false;
    return 0;
  case KEY_NO_LEVERS:
    given->batch.levers = false;
    return 0;
  case ARGP_KEY_SUCCESS:
    if (given->folder == NULL) {
      argp_error(state, "-o DIR is missing: the folder of the results");
    }
    if (given->batch.collect && given->ending[0] != '\0') {
      argp_error(state, "--collect is over all slices: leave --slice out");
    }
    return 0;
  default:
    return parse_common(key, argument, state) == 0
               ? 0
               : cli_one_argument(state, key, argument, "MANIFEST", &given->manifest);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "MANIFEST.csv",
    .doc =
        "Simulate every client of a manifest, a CSV file with the columns scenario and, if you "
        "like, name, seed, trials and any place of the scenario, as for --set. What is done "
        "stays: the same command goes on where it was stopped, and runs again what failed or has "
        "changed. Writes DIR/NAME.h5 as stoploss run does, then summary.csv, summary.h5, "
        "summary.xlsx and summary.html over all of them."};

/* ---- what is written over all ---- */

typedef int (*form_t)(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error);

/* The path of a summary; the manifest stays what it is. */
static int place(const batch_options_t *given, const sl_batch_folder_t *folder,
                 const char *extension, char path[SL_BATCH_PATH], sl_error_t *error)
{
  char name[sizeof SUMMARY + SL_SLICE_TEXT];
  sl_files_read_t files = {0};
  snprintf(name, sizeof name, SUMMARY "%s", given->ending);
  int code = sl_batch_folder_place(folder, name, extension, path, error);
  if (code == SL_OK && sl_files_read_add(&files, "manifest", given->manifest) != SL_OK) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for the summary");
  }
  code = code == SL_OK ? sl_files_read_spare(&files, path, error) : code;
  sl_files_read_free(&files);
  return code;
}

static int write_bytes(const batch_options_t *given, const sl_batch_folder_t *folder,
                       const char *extension, char *bytes, size_t n, sl_error_t *error)
{
  char path[SL_BATCH_PATH];
  const int code = place(given, folder, extension, path, error);
  return code == SL_OK ? sl_atomic_file_write(path, bytes, n, error) : code;
}

static int write_csv(const batch_options_t *given, const sl_batch_folder_t *folder,
                     const sl_batch_result_t *result, sl_error_t *error)
{
  char *bytes = NULL;
  size_t n = 0;
  int code = sl_batch_csv(result, &bytes, &n, error);
  code = code == SL_OK ? write_bytes(given, folder, ".csv", bytes, n, error) : code;
  free(bytes);
  return code;
}

static int write_hdf5(const batch_options_t *given, const sl_batch_folder_t *folder,
                      const sl_batch_result_t *result, sl_error_t *error)
{
  char path[SL_BATCH_PATH];
  const int code = place(given, folder, ".h5", path, error);
  return code == SL_OK ? sl_batch_write_hdf5(result, path, error) : code;
}

static int write_book(const batch_options_t *given, const sl_batch_folder_t *folder,
                      const sl_batch_result_t *result, form_t form, const char *extension,
                      sl_error_t *error)
{
  const sl_book_terms_t terms = {given->most_deficit, SIZE_MAX,
                                 .arrangements = form == sl_document_xlsx};
  sl_document_t *document = sl_book_document(result, &terms);
  char *bytes = NULL;
  size_t n = 0;
  int code = form(document, &bytes, &n, error);
  code = code == SL_OK ? write_bytes(given, folder, extension, bytes, n, error) : code;
  free(bytes);
  sl_document_free(document);
  return code;
}

static int write_summaries(const batch_options_t *given, const sl_batch_folder_t *folder,
                           const sl_batch_result_t *result, sl_error_t *error)
{
  int code = write_csv(given, folder, result, error);
  code = code == SL_OK ? write_hdf5(given, folder, result, error) : code;
  code = code == SL_OK ? write_book(given, folder, result, sl_document_html, ".html", error) : code;
  return code == SL_OK ? write_book(given, folder, result, sl_document_xlsx, ".xlsx", error) : code;
}

/* ---- what is printed ---- */

static void list_failures(const sl_batch_result_t *result)
{
  for (size_t i = 0; i < result->n; i++) {
    const sl_batch_entry_t *entry = &result->entries[i];
    if (entry->status == SL_CLIENT_FAILED) {
      fprintf(stderr, "%s: %s\n", entry->client->name,
              entry->reason != NULL ? entry->reason : sl_error_message(SL_ERR_MEMORY));
    }
  }
}

static int show(const batch_options_t *given, const sl_batch_result_t *result, sl_error_t *error)
{
  if (given->quiet) {
    list_failures(result);
    return SL_OK;
  }
  const sl_book_terms_t terms = {given->most_deficit, SHOWN_MAX, .arrangements = false};
  sl_document_t *document = sl_book_document(result, &terms);
  const int code = cli_document_print(document, error);
  sl_document_free(document);
  if (code == SL_OK) {
    printf("\nWritten: %s/" SUMMARY "%s.csv, .h5, .xlsx and .html\n", given->folder, given->ending);
  }
  return code;
}

/* ---- the job ---- */

static int run_clients(batch_options_t *given, const sl_manifest_t *manifest,
                       sl_batch_folder_t *folder, sl_batch_result_t **result, sl_error_t *error)
{
  cli_progress_t progress;
  sl_batch_options_t *batch = &given->batch;
  cli_progress_init(&progress, given->quiet);
  progress.json = given->progress_json;
  cli_progress_for(&progress, &batch->engine);
  batch->overrides = cli_overrides_list(&given->overrides);
  batch->engine.stop = cli_batch_stop_begin();
  const int code = sl_batch_run(manifest, folder, batch, result, error);
  cli_progress_end(&progress);
  cli_batch_stop_end();
  if (code == SL_ERR_INTERRUPTED) {
    return sl_fail(error, code,
                   "interrupted with %zu of %zu clients done; the same command goes on",
                   (*result)->done, (*result)->n);
  }
  return code;
}

static int batch(batch_options_t *given, const sl_manifest_t *manifest)
{
  sl_batch_folder_t *folder = NULL;
  sl_batch_result_t *result = NULL;
  sl_error_t error = {0};
  int code =
      sl_batch_folder_open(given->folder, given->ending, !given->batch.collect, &folder, &error);
  code = code == SL_OK ? run_clients(given, manifest, folder, &result, &error) : code;
  code = code == SL_OK ? write_summaries(given, folder, result, &error) : code;
  code = code == SL_OK ? show(given, result, &error) : code;
  const bool whole = result != NULL && result->done == result->n;
  sl_batch_free(result);
  sl_batch_folder_close(folder);
  if (code != SL_OK) {
    return cli_report_error(&error);
  }
  return whole ? EX_OK : EX_DATAERR;
}

int cmd_batch(int argc, char **argv)
{
  batch_options_t given = {
      .seed = DEFAULT_SEED,
      .batch = {.slice = 1, .n_slices = 1, .engine = {.band = true}, .levers = true},
      .most_deficit = NAN};
  sl_manifest_t *manifest = NULL;
  sl_faults_t faults;
  cli_parse(&parser, argc, argv, &given);
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, RETURNED_BYTES);
#endif
  sl_faults_init(&faults);
  const int code = sl_manifest_read(given.manifest, given.seed, &manifest, &faults);
  const int status = code == SL_OK ? batch(&given, manifest) : cli_report_faults(&faults);
  sl_manifest_free(manifest);
  sl_faults_free(&faults);
  cli_overrides_free(&given.overrides);
  return status;
}
