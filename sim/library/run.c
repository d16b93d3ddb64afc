/* A run for whoever embeds the library: as `stoploss run` does it, with sinks of the caller's. */
#include "sim/study/run.h"
#include "sim/input/scenario/scenario.h"
#include "sim/library/library.h"
#include "sim/output/result_file/result_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct job {
  const sl_scenario_t *scenario;
  stoploss_options_t options;
  sl_engine_options_t engine_options;
  const char *path;           /* NULL: no result */
  stoploss_result_t *result;  /* NULL: the file alone, or the caller's sink alone */
  sl_result_writer_t *writer; /* NULL: not open */
} job_t;

/* A file that nobody named: in a folder of its own, so that no name can be taken already. */
typedef struct nameless {
  char *folder, *path; /* NULL: the caller has named one */
} nameless_t;

static int nameless_new(nameless_t *nameless, sl_error_t *error)
{
  static const char folder[] = "/stoploss-XXXXXX", file[] = "/result.h5";
  const char *set = getenv("TMPDIR");
  const char *parent = set != NULL && set[0] != '\0' ? set : "/tmp";
  const size_t size = strlen(parent) + sizeof folder + sizeof file;
  nameless->folder = malloc(size);
  nameless->path = malloc(size);
  if (nameless->folder == NULL || nameless->path == NULL) {
    free(nameless->folder);
    free(nameless->path);
    *nameless = (nameless_t){NULL, NULL};
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the result");
  }
  snprintf(nameless->folder, size, "%s%s", parent, folder);
  if (mkdtemp(nameless->folder) == NULL) {
    return sl_fail(error, SL_ERR_CREATE, "cannot make a folder in %s: %s", parent, strerror(errno));
  }
  snprintf(nameless->path, size, "%s%s", nameless->folder, file);
  return SL_OK;
}

/* The name goes; what is open stays. */
static void nameless_forget(nameless_t *nameless)
{
  if (nameless->folder != NULL) {
    unlink(nameless->path);
    rmdir(nameless->folder);
  }
  free(nameless->folder);
  free(nameless->path);
}

/* ---- where a run goes ---- */

static int open_file(void *context, const sl_run_facts_t *facts, sl_error_t *error)
{
  job_t *job = context;
  return job->path != NULL ? sl_result_writer_open(job->path, facts, &job->writer, error) : SL_OK;
}

static int receive(void *context, const sl_block_t *block, sl_error_t *error)
{
  const job_t *job = context;
  const stoploss_block_t shown = {block};
  if (job->options.sink != NULL && job->options.sink(job->options.context, &shown) != 0) {
    return sl_fail(error, SL_ERR_INTERRUPTED, "the sink has stopped the run");
  }
  return job->writer != NULL ? sl_result_writer_block(job->writer, block, error) : SL_OK;
}

static int write_exhibit(void *context, const sl_price_t *prices, sl_error_t *error)
{
  const job_t *job = context;
  (void)error;
  if (job->writer != NULL) {
    sl_result_writer_exhibit(job->writer, prices);
  }
  return SL_OK;
}

static int write_rare(void *context, sl_rare_t *rare, sl_error_t *error)
{
  const job_t *job = context;
  return sl_result_writer_rare(job->writer, rare, error);
}

static int write_checks(void *context, const sl_checks_t *checks, sl_error_t *error)
{
  const job_t *job = context;
  return sl_result_writer_checks(job->writer, checks, error);
}

static int finish_file(void *context, sl_error_t *error)
{
  job_t *job = context;
  if (job->writer == NULL) {
    return SL_OK;
  }
  const int code =
      sl_result_writer_finish(job->writer, job->result != NULL ? &job->result->results : NULL,
                              job->result != NULL ? &job->result->summary : NULL, error);
  job->writer = NULL;
  return code;
}

static int simulate_into(job_t *job, sl_error_t *error)
{
  const sl_run_options_t options = {
      .engine = job->engine_options, .rare = job->options.rare, .exact = job->options.exact != 0};
  const sl_run_sink_t sink = {.context = job,
                              .open = open_file,
                              .block = receive,
                              .exhibit = write_exhibit,
                              .rare = write_rare,
                              .checks = write_checks,
                              .finish = finish_file};
  sl_run_t *run = NULL;
  int code = sl_run_new(job->scenario, &options, &run, error);
  code = code == SL_OK ? sl_run_into(run, &sink, error) : code;
  sl_run_free(run);
  sl_result_writer_abort(job->writer);
  return code;
}

static int simulate(job_t *job, const char *path, stoploss_result_t *result, sl_error_t *error)
{
  nameless_t nameless = {NULL, NULL};
  int code = path != NULL     ? sl_files_read_spare(&job->scenario->files, path, error)
             : result != NULL ? nameless_new(&nameless, error)
                              : SL_OK;
  job->path = path != NULL ? path : nameless.path;
  job->result = result;
  code = code == SL_OK ? simulate_into(job, error) : code;
  nameless_forget(&nameless);
  return code;
}

static int check(const job_t *job, bool keeps, stoploss_error_t *error)
{
  return keeps || (job->options.rare == 0 && job->options.exact == 0)
             ? SL_OK
             : sl_library_refuse(error, SL_ERR_ARGUMENT,
                                 "rare years and exact figures stand in a result, and none is "
                                 "asked for");
}

int stoploss_run(const stoploss_scenario_t *scenario, const stoploss_options_t *options,
                 const char *path, stoploss_result_t **result, stoploss_error_t *error)
{
  job_t job = {.scenario = scenario->scenario};
  sl_error_t fault = {0};
  stoploss_result_t *made = NULL;
  int code = sl_library_options(options, &job.options, &job.engine_options, error);
  code = code == SL_OK ? check(&job, path != NULL || result != NULL, error) : code;
  if (code == SL_OK && result != NULL && (made = calloc(1, sizeof *made)) == NULL) {
    code = sl_library_refuse(error, SL_ERR_MEMORY, "no memory for the result");
  }
  if (code == SL_OK) {
    const sl_plain_locale_t locale = sl_plain_locale_begin();
    code = sl_library_tell(simulate(&job, path, made, &fault), &fault, error);
    sl_plain_locale_end(locale);
  }
  if (code != SL_OK) {
    stoploss_result_free(made);
    made = NULL;
  }
  if (result != NULL) {
    *result = made;
  }
  return code;
}
