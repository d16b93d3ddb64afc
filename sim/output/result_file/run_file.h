/* A result file as where a run goes (sim/study/run.h): whoever runs into one names its path. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_RUN_FILE_H
#define SL_SIM_OUTPUT_RESULT_FILE_RUN_FILE_H

#include "sim/output/result_file/result_file.h"
#include "sim/study/run.h"

/* All but path is 0 before the run. */
typedef struct sl_run_file {
  const char *path;
  sl_result_writer_t *writer; /* NULL: not open */
  sl_results_t *results;      /* after finish: what was written, and */
  sl_summary_t *summary;      /* what it says */
} sl_run_file_t;

/* Every call of a run writes; the context is the file, or a struct that begins with it, so that a
 * caller may put calls of its own in place of some, which call these. */
sl_run_sink_t sl_run_file_sink(void *context);
int sl_run_file_block(void *context, const sl_block_t *block, sl_error_t *error);
int sl_run_file_finish(void *context, sl_error_t *error);

/* Frees what it still owns; a file that is not finished is removed. */
void sl_run_file_end(sl_run_file_t *file);

#endif
