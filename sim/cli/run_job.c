#include "sim/cli/run_job.h"

#include "sim/cli/cli.h"
#include "sim/cli/exhibit_view.h"
#include "sim/cli/progress.h"
#include "sim/output/report/report.h"
#include "sim/output/result_file/run_file.h"

#include <stdio.h>
#include <sysexits.h>

/* The file of a run, and the bar beside it. */
typedef struct output {
  sl_run_file_t file; /* first: the sink's calls take the output for it */
  cli_progress_t progress;
} output_t;

/* What is summed up and read back shows no bar. */
static int finish(void *context, sl_error_t *error)
{
  output_t *output = context;
  cli_progress_end(&output->progress);
  return sl_run_file_finish(&output->file, error);
}

/* Simulate into the file, which appears only when it is complete. */
static int simulate(const sl_scenario_t *scenario, const sl_run_options_t *options,
                    output_t *output, sl_error_t *error)
{
  sl_run_sink_t sink = sl_run_file_sink(output);
  sl_run_t *run = NULL;
  sink.finish = finish;
  int code = sl_run_new(scenario, options, &run, error);
  code = code == SL_OK ? sl_run_into(run, &sink, error) : code;
  sl_run_free(run);
  return code;
}

static int compute(const sl_scenario_t *scenario, const cli_run_job_t *job, output_t *output,
                   sl_error_t *error)
{
  sl_run_options_t options = job->job;
  const bool share = job->keeping != NULL && job->keeping->n_shares > 0;
  int code = SL_OK;
  cli_progress_init(&output->progress, job->quiet);
  output->progress.json = job->progress_json;
  cli_progress_for(&output->progress, &options.engine);
  if (job->keeping != NULL) {
    code = cli_keeping_begin(job->keeping, job->path, scenario, job->asked, &options.engine,
                             job->quiet, error);
  }
  if (code == SL_OK) {
    code = share ? sl_run_share(scenario, &options, job->keeping->share - 1, job->keeping->n_shares,
                                error)
                 : simulate(scenario, &options, output, error);
  }
  cli_progress_end(&output->progress);
  return job->keeping != NULL ? cli_keeping_end(job->keeping, job->path, code, error) : code;
}

/* The page of the very file that was written: another run may have taken its name by now. */
static int print_page(const output_t *output, const cli_run_job_t *job)
{
  if (job->quiet) {
    return EX_OK;
  }
  const int status = cli_print_results(output->file.results, output->file.summary, job->json);
  if (status == EX_OK && !job->json) {
    printf("\nWritten: %s\n", output->file.path);
  }
  return status;
}

/* Of the same file, beside it. */
static int write_exhibit(const output_t *output, const cli_run_job_t *job,
                         const sl_scenario_t *scenario)
{
  sl_error_t error = {0};
  cli_exhibit_t exhibit;
  int code = cli_exhibit_open(&exhibit, output->file.results, output->file.summary,
                              output->file.path, SL_EXHIBIT_PERCENTILE, &error);
  if (code == SL_OK) {
    code = cli_document_write(exhibit.document, job->exhibit_form, job->exhibit, &scenario->files,
                              &error);
  }
  cli_exhibit_close(&exhibit);
  if (code == SL_OK && !job->json && !job->quiet) {
    printf("Written: %s\n", job->exhibit);
  }
  return code == SL_OK ? EX_OK : cli_report_error(&error);
}

static int tell(const sl_scenario_t *scenario, const cli_run_job_t *job, const output_t *output)
{
  if (job->keeping != NULL && job->keeping->n_shares > 0) {
    if (!job->quiet) {
      printf("Written: %s\n", job->path);
    }
    return EX_OK;
  }
  const int status = print_page(output, job);
  return status == EX_OK && job->exhibit != NULL ? write_exhibit(output, job, scenario) : status;
}

int cli_run_job(const sl_scenario_t *scenario, const cli_run_job_t *job)
{
  sl_error_t error = {0};
  output_t output = {.file.path = job->path};
  if (!job->quiet) {
    cli_print_warnings(&scenario->warnings);
  }
  int code = sl_files_read_spare(&scenario->files, job->path, &error);
  if (code == SL_OK && job->exhibit != NULL) {
    code = sl_files_read_spare(&scenario->files, job->exhibit, &error);
  }
  code = code == SL_OK ? compute(scenario, job, &output, &error) : code;
  code = job->ended != NULL ? job->ended(job->ended_context, code, &error) : code;
  const int status = code == SL_OK ? tell(scenario, job, &output) : cli_report_error(&error);
  sl_run_file_end(&output.file);
  return status;
}
