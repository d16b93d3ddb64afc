/* A picture from its script, through gnuplot, into an open file. */
#ifndef SL_SIM_OUTPUT_PLOTS_DRAWING_H
#define SL_SIM_OUTPUT_PLOTS_DRAWING_H

#include "models/core/error.h"
#include "sim/output/plots/plots.h"

#include <stdio.h>

/* Writes everything gnuplot reads. */
typedef int (*sl_drawing_script_t)(const void *context, sl_plot_format_t format, FILE *out,
                                   sl_error_t *error);

/* Write the script and let gnuplot draw into `descriptor`, whose file messages call by its path.
 * SL_ERR_PROGRAM, SL_ERR_MEMORY, SL_ERR_IO where the picture comes out cut short, and the script's
 * own errors. To be called by sl_drawing_plainly. */
int sl_drawing_make(sl_drawing_script_t script, const void *context, sl_plot_format_t format,
                    int descriptor, const char *path, sl_error_t *error);

/* Call work in the plain locale: a host program's must not put commas into gnuplot's numbers.
 * SL_ERR_MEMORY, or what work returns. */
int sl_drawing_plainly(int (*work)(void *context, sl_error_t *error), void *context,
                       sl_error_t *error);

#endif
