/* A run for whoever embeds the library: as `stoploss run` does it, with sinks of the caller's. */
#include "sim/input/scenario/scenario.h"
#include "sim/library/library.h"
#include "sim/output/result_file/run_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct job {
  sl_run_file_t file; /* first: the sink's calls take the job for it; path NULL: no result */
  const sl_scenario_t *scenario;
  stoploss_options_t options;
  sl_engine_options_t engine_options;
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

/* The caller's sink is asked first. */
static int receive(void *context, const sl_block_t *block, sl_error_t *error)
{
  job_t *job = context;
  const stoploss_block_t shown = {block};
  if (job->options.sink != NULL && job->options.sink(job->options.context, &shown) != 0) {
    return sl_fail(error, SL_ERR_INTERRUPTED, "the sink has stopped the run");
  }
  return job->file.path != NULL ? sl_run_file_block(&job->file, block, error) : SL_OK;
}

static int simulate_into(job_t *job, sl_error_t *error)
{
  sl_run_options_t options = {
      .engine = job->engine_options, .rare = job->options.rare, .exact = job->options.exact != 0};
  options.levers = job->file.path != NULL && job->options.no_levers == 0;
  options.engine.band = job->file.path != NULL && job->options.no_band == 0;
  sl_run_sink_t sink =
      job->file.path != NULL ? sl_run_file_sink(job) : (sl_run_sink_t){.context = job};
  sl_run_t *run = NULL;
  sink.block = receive;
  int code = sl_run_new(job->scenario, &options, &run, error);
  code = code == SL_OK ? sl_run_into(run, &sink, error) : code;
  sl_run_free(run);
  return code;
}

static int simulate(job_t *job, const char *path, stoploss_result_t *result, sl_error_t *error)
{
  nameless_t nameless = {NULL, NULL};
  int code = path != NULL     ? sl_files_read_spare(&job->scenario->files, path, error)
             : result != NULL ? nameless_new(&nameless, error)
                              : SL_OK;
  job->file.path = path != NULL ? path : nameless.path;
  code = code == SL_OK ? simulate_into(job, error) : code;
  if (code == SL_OK && result != NULL) {
    *result = (stoploss_result_t){.results = job->file.results, .summary = job->file.summary};
    job->file.results = NULL;
    job->file.summary = NULL;
  }
  sl_run_file_end(&job->file);
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
