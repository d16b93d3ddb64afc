#include "sim/output/batch/client.h"

#include "sim/input/load/load.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/output/files/digest.h"
#include "sim/output/hdf5/hdf5.h"
#include "sim/output/hdf5/provenance.h"
#include "sim/output/result_file/load.h"
#include "sim/output/result_file/run_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_BYTES ((size_t)2048 * 1024 * 1024) /* as much as a census may have */

/* ---- what becomes of it ---- */

/* What the terminal would say of it, without its end. */
static void fail(sl_batch_entry_t *entry, const sl_error_t *error)
{
  char text[sizeof error->file + sizeof error->text + 64];
  const char *words = error->text[0] != '\0' ? error->text : sl_error_message(error->code);
  if (error->file[0] == '\0') {
    snprintf(text, sizeof text, "%s", words);
  } else if (error->line == 0) {
    snprintf(text, sizeof text, "%s: %s", error->file, words);
  } else {
    snprintf(text, sizeof text, "%s:%zu:%zu: %s", error->file, error->line, error->column, words);
  }
  entry->status = SL_CLIENT_FAILED;
  free(entry->reason);
  entry->reason = strdup(text);
}

static void fail_row(sl_batch_entry_t *entry)
{
  sl_error_t error = {0};
  sl_fail(&error, SL_ERR_INPUT, "in the manifest: %s", entry->client->fault);
  fail(entry, &error);
}

static void end(sl_batch_entry_t *entry, int code, const sl_error_t *error)
{
  if (code == SL_OK) {
    entry->status = SL_CLIENT_DONE;
  } else if (code != SL_ERR_INTERRUPTED) {
    fail(entry, error);
  }
}

/* ---- what its result follows from ---- */

static uint64_t digest_text(uint64_t digest, const char *text)
{
  return sl_digest(digest, text, strlen(text) + 1);
}

/* The scenario's own file says nothing that its resolved text does not. */
static int digest_files(const sl_scenario_t *scenario, uint64_t *digest, sl_error_t *error)
{
  sl_faults_t faults;
  int code = SL_OK;
  sl_faults_init(&faults);
  for (size_t i = 0; code == SL_OK && i < scenario->files.n; i++) {
    const sl_file_read_t *file = &scenario->files.list[i];
    char *bytes = NULL;
    size_t n = 0;
    if (strcmp(file->kind, "scenario") == 0) {
      continue;
    }
    code = sl_input_read(NULL, file->path, FILE_BYTES, "2 GiB", &bytes, &n, &faults);
    *digest = digest_text(*digest, file->kind);
    *digest = sl_digest(sl_digest(*digest, &n, sizeof n), bytes, n);
    free(bytes);
  }
  if (code != SL_OK) {
    sl_fail(error, code, "%s", faults.n > 0 ? faults.list[0].text : "no memory for a file");
  }
  sl_faults_free(&faults);
  return code;
}

static int digest_job(const sl_batch_t *batch, const sl_scenario_t *scenario, uint64_t *digest,
                      sl_error_t *error)
{
  const int64_t version = SL_RESULT_FORMAT_VERSION;
  const char *band = batch->options->engine.band ? "band" : "no band";
  *digest = digest_text(0, sl_provenance_source());
  *digest = sl_digest(*digest, &version, sizeof version);
  *digest = digest_text(*digest, batch->options->levers ? "levers" : "no levers");
  *digest = digest_text(digest_text(*digest, band), scenario->resolved);
  return digest_files(scenario, digest, error);
}

/* ---- its figures ---- */

static int take_rows(sl_batch_entry_t *entry, const sl_results_t *results,
                     const sl_summary_t *summary, const sl_scenario_t *scenario, sl_error_t *error)
{
  const int code = sl_client_rows_new(results, summary, scenario, &entry->rows, error);
  entry->n_rows = code == SL_OK ? results->facts->n_arrangements : 0;
  return code;
}

/* Whether it is done already. A file that cannot be read after all is not. */
static bool is_kept(const sl_batch_t *batch, sl_batch_entry_t *entry, const sl_scenario_t *scenario,
                    uint64_t job)
{
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  const int descriptor = sl_batch_folder_find(batch->folder, entry->client->name, job);
  int code = descriptor >= 0 ? sl_result_open_written(descriptor, &results, NULL) : SL_ERR_MISSING;
  code = code == SL_OK ? sl_summary_new(results, &summary, NULL) : code;
  code = code == SL_OK ? take_rows(entry, results, summary, scenario, NULL) : code;
  sl_summary_free(summary);
  if (descriptor >= 0 && results != NULL) {
    sl_results_free(results);
  }
  entry->kept = code == SL_OK;
  return entry->kept;
}

/* ---- the run ---- */

static int simulate(const sl_batch_t *batch, sl_batch_entry_t *entry, const sl_scenario_t *scenario,
                    const char *path, const sl_client_share_t *share, sl_error_t *error)
{
  sl_run_file_t file = {.path = path};
  sl_run_options_t options = {.engine = batch->options->engine, .levers = batch->options->levers};
  const sl_run_sink_t sink = sl_run_file_sink(&file);
  sl_run_t *run = NULL;
  options.engine.threads = share->threads;
  options.engine.cache = batch->cache;
  if (!share->is_alone) {
    options.engine.progress = NULL;
    options.engine.few_threads = NULL;
  }
  int code = sl_run_new(scenario, &options, &run, error);
  code = code == SL_OK ? sl_run_into(run, &sink, error) : code;
  sl_run_free(run);
  code = code == SL_OK ? take_rows(entry, file.results, file.summary, scenario, error) : code;
  sl_run_file_end(&file);
  return code;
}

static bool is_big(const sl_scenario_t *scenario)
{
  return scenario->group->enrolment.persons_at_risk * (double)scenario->simulation->trials >=
         SL_BATCH_BIG;
}

static void run_loaded(sl_batch_t *batch, sl_batch_entry_t *entry, const sl_scenario_t *scenario,
                       const sl_client_share_t *share)
{
  char path[SL_BATCH_PATH];
  sl_error_t error = {0};
  uint64_t job = 0;
  const char *name = entry->client->name;
  snprintf(entry->currency, sizeof entry->currency, "%s", scenario->currency);
  entry->seed = scenario->simulation->seed;
  entry->trials = scenario->simulation->trials;
  int code = sl_batch_folder_place(batch->folder, name, ".h5", path, &error);
  code = code == SL_OK ? sl_files_read_spare(&scenario->files, path, &error) : code;
  code = code == SL_OK ? digest_job(batch, scenario, &job, &error) : code;
  if (code == SL_OK && is_kept(batch, entry, scenario, job)) {
    end(entry, SL_OK, NULL);
    return;
  }
  if (code == SL_OK && batch->options->collect) {
    return;
  }
  code = code == SL_OK ? simulate(batch, entry, scenario, path, share, &error) : code;
  if (code == SL_OK) {
    pthread_mutex_lock(&batch->mutex);
    sl_batch_folder_note(batch->folder, name, job);
    pthread_mutex_unlock(&batch->mutex);
  }
  end(entry, code, &error);
}

/* The batch's overrides, then its own; NULL without memory. */
static sl_override_t *all_overrides(const sl_batch_t *batch, const sl_client_t *client)
{
  const sl_overrides_t *common = &batch->options->overrides;
  sl_override_t *list = calloc(common->n + client->n_overrides + 1, sizeof *list);
  for (size_t i = 0; list != NULL && i < common->n; i++) {
    list[i] = common->list[i];
  }
  for (size_t i = 0; list != NULL && i < client->n_overrides; i++) {
    list[common->n + i] = client->overrides[i];
  }
  return list;
}

static int load(const sl_batch_t *batch, sl_batch_entry_t *entry, sl_scenario_t **scenario)
{
  sl_faults_t faults;
  sl_override_t *list = all_overrides(batch, entry->client);
  const sl_overrides_t overrides = {list, batch->options->overrides.n + entry->client->n_overrides};
  sl_faults_init(&faults);
  const int code = list != NULL
                       ? sl_scenario_load(entry->client->path, &overrides, scenario, &faults)
                       : SL_ERR_MEMORY;
  if (code != SL_OK) {
    const sl_error_t memory = {.code = SL_ERR_MEMORY};
    fail(entry, faults.n > 0 ? &faults.list[0] : &memory);
  }
  sl_faults_free(&faults);
  free(list);
  return code;
}

bool sl_batch_client(sl_batch_t *batch, sl_batch_entry_t *entry, const sl_client_share_t *share)
{
  sl_scenario_t *scenario = NULL;
  bool deferred = false;
  if (entry->client->fault != NULL) {
    fail_row(entry);
  } else if (load(batch, entry, &scenario) == SL_OK) {
    deferred = !share->is_alone && is_big(scenario);
    if (!deferred) {
      run_loaded(batch, entry, scenario, share);
    }
  }
  sl_scenario_free(scenario);
  return deferred;
}
