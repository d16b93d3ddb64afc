/* What `run` and `merge` do alike once the scenario is loaded: into the file, and what is printed
 * and written of it. */
#ifndef SL_SIM_CLI_RUN_JOB_H
#define SL_SIM_CLI_RUN_JOB_H

#include "sim/cli/document_file.h"
#include "sim/cli/keeping.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/run.h"

#include <stdbool.h>

typedef struct cli_run_job {
  sl_run_options_t job; /* with a store: units are this store's; without: kept beside the output */
  const char *path;     /* of the result, or of a share */
  const char *exhibit;  /* NULL: none is written */
  cli_form_t *exhibit_form;
  bool json, quiet, progress_json;
  cli_keeping_t *keeping;   /* NULL with a store */
  const cli_asked_t *asked; /* likewise */
  /* The result stands, or it does not, with this code: before either is told. Returns the code that
   * is. NULL: nobody asks. */
  int (*ended)(void *context, int code, sl_error_t *error);
  void *ended_context;
} cli_run_job_t;

/* The exit status. */
int cli_run_job(const sl_scenario_t *scenario, const cli_run_job_t *job);

#endif
