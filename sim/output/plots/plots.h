/* Plots with gnuplot in the house style of plots/. */
#ifndef SL_SIM_OUTPUT_PLOTS_PLOTS_H
#define SL_SIM_OUTPUT_PLOTS_PLOTS_H

#include "sim/results/results.h"
#include "sim/results/summary.h"

typedef enum sl_plot_format {
  SL_PLOT_SVG,
  SL_PLOT_PNG,
  SL_PLOT_PDF,
  SL_PLOT_FORMATS
} sl_plot_format_t;
extern const char *const sl_plot_format_names[SL_PLOT_FORMATS];

/* Called with the path of each picture written. */
typedef void (*sl_plot_written_t)(void *context, const char *path);

/* Draw cost-distributions, exceedance and deficit-chance, where the results have months cash-flow
 * and ibnr, and where they have several plan years years-cost, years-reserve and (of two
 * arrangements or more) years-saving, into folder (made if absent), all or none:
 * a failure leaves no new picture or folder and every older picture as it was. Pictures follow the
 * umask. Needs gnuplot on the PATH.
 * SL_ERR_PROGRAM where gnuplot is missing or fails (with its first message), SL_ERR_CREATE where
 * the folder or a picture cannot be made, SL_ERR_IO where a picture comes out cut short,
 * SL_ERR_INPUT where a cost is not a number. Cost: O(n log n) for n trials, and some tenths of a
 * second a picture. Checked by tests/unit/test_plots.c. */
int sl_plots_draw(const sl_results_t *results, const sl_summary_t *summary, const char *folder,
                  sl_plot_format_t format, sl_plot_written_t written, void *context,
                  sl_error_t *error);

#endif
