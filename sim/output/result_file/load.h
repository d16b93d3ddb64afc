/* Reading a result that this process has written and still holds open. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_LOAD_H
#define SL_SIM_OUTPUT_RESULT_FILE_LOAD_H

#include "sim/results/results.h"

/* As sl_result_file_open, by descriptor, which is taken over, on failure too. There is no
 * rehearsal: the bytes are our own. */
int sl_result_open_written(int descriptor, sl_results_t **results, sl_error_t *error);

#endif
