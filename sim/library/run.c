/* A run for whoever embeds the library: as `stoploss run` does it, with sinks of the caller's. */
#include "sim/input/scenario/arrangements.h"
#include "sim/library/library.h"
#include "sim/output/result_file/result_file.h"
#include "sim/study/check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct job {
  const sl_scenario_t *scenario;
  stoploss_options_t options;
  sl_engine_options_t engine_options;
  sl_engine_t *engine;
  sl_price_t *prices;
  sl_run_facts_t *facts;
  sl_result_writer_t *writer; /* NULL: the trials go to the caller's sink alone */
  sl_check_t *check;          /* NULL: not asked for */
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

static int prepare(job_t *job, const char *path, sl_error_t *error)
{
  job->prices = calloc(job->scenario->arrangements->n, sizeof *job->prices);
  int code = job->prices != NULL
                 ? sl_engine_new(job->scenario, &job->engine_options, &job->engine, error)
                 : sl_fail(error, SL_ERR_MEMORY, "no memory for prices");
  code = code == SL_OK ? sl_engine_price(job->engine, job->prices, error) : code;
  if (code != SL_OK || path == NULL) {
    return code;
  }
  code = sl_run_facts_new(job->scenario, job->prices, &job->facts, error);
  if (code == SL_OK) {
    sl_run_facts_ask(job->facts, &job->engine_options.precision);
    code = sl_result_writer_open(path, job->facts, &job->writer, error);
  }
  if (code == SL_OK && job->options.exact != 0) {
    code = sl_check_new(job->scenario, job->prices, job->facts->infinite_variance != 0, &job->check,
                        error);
  }
  return code;
}

static int receive(void *context, const sl_block_t *block, sl_error_t *error)
{
  const job_t *job = context;
  const stoploss_block_t shown = {block};
  if (job->options.sink != NULL && job->options.sink(job->options.context, &shown) != 0) {
    return sl_fail(error, SL_ERR_INTERRUPTED, "the sink has stopped the run");
  }
  if (job->check != NULL) {
    sl_check_take(job->check, block);
  }
  return job->writer != NULL ? sl_result_writer_block(job->writer, block, error) : SL_OK;
}

static int draw_rare(job_t *job, sl_error_t *error)
{
  sl_rare_t *rare = NULL;
  int code = sl_engine_rare(job->engine, job->options.rare, &rare, error);
  code = code == SL_OK ? sl_result_writer_rare(job->writer, rare, error) : code;
  sl_rare_free(rare);
  return code;
}

static int draw(job_t *job, sl_error_t *error)
{
  int code = sl_engine_run(job->engine, receive, job, error);
  if (code != SL_OK || job->writer == NULL) {
    return code;
  }
  code = sl_engine_exhibit(job->engine, job->prices, error);
  if (code == SL_OK) {
    sl_result_writer_exhibit(job->writer, job->prices);
  }
  return code == SL_OK && job->options.rare > 0 ? draw_rare(job, error) : code;
}

static int finish(job_t *job, stoploss_result_t *result, sl_error_t *error)
{
  int code = job->check != NULL
                 ? sl_result_writer_checks(job->writer, sl_check_finish(job->check), error)
                 : SL_OK;
  if (code == SL_OK) {
    code = sl_result_writer_finish(job->writer, result != NULL ? &result->results : NULL,
                                   result != NULL ? &result->summary : NULL, error);
    job->writer = NULL;
  }
  return code;
}

static void release(job_t *job)
{
  sl_result_writer_abort(job->writer);
  sl_check_free(job->check);
  sl_run_facts_free(job->facts);
  sl_engine_free(job->engine);
  free(job->prices);
}

static int simulate(job_t *job, const char *path, stoploss_result_t *result, sl_error_t *error)
{
  nameless_t nameless = {NULL, NULL};
  int code = path != NULL     ? sl_files_read_spare(&job->scenario->files, path, error)
             : result != NULL ? nameless_new(&nameless, error)
                              : SL_OK;
  code = code == SL_OK ? prepare(job, path != NULL ? path : nameless.path, error) : code;
  code = code == SL_OK ? draw(job, error) : code;
  code = code == SL_OK && job->writer != NULL ? finish(job, result, error) : code;
  release(job);
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
