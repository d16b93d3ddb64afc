/* Run gnuplot: a script in, a picture out. */
#ifndef SL_SIM_OUTPUT_PLOTS_GNUPLOT_H
#define SL_SIM_OUTPUT_PLOTS_GNUPLOT_H

#include "models/core/error.h"

#include <stddef.h>

/* Feed a script to gnuplot and let its standard output go to the open file `picture`. No shell, no
 * start-up files, the C locale. SL_ERR_PROGRAM where gnuplot is missing or fails, with its first
 * message; SL_ERR_IO where the script cannot be sent. */
int sl_gnuplot_run(const char *script, size_t length, int picture, sl_error_t *error);

#endif
