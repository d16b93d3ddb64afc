/* stoploss plot: the pictures of a result file. */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"
#include "sim/output/plots/plots.h"
#include "sim/output/result_file/result_file.h"

#include <argp.h>
#include <sysexits.h>

typedef struct plot_options {
  const char *file, *folder;
  sl_plot_format_t format;
} plot_options_t;

static const struct argp_option options[] = {
    {"output", 'o', "DIR", 0, "Folder for the pictures, made if absent (default: this one)", 0},
    {"format", 'f', "svg|png|pdf", 0, "Format of the pictures (default: svg)", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  plot_options_t *plot = state->input;
  switch (key) {
  case 'o':
    plot->folder = argument;
    return 0;
  case 'f':
    plot->format = cli_plot_format(state, argument);
    return 0;
  default:
    return cli_one_argument(state, key, argument, "OUT.h5", &plot->file);
  }
}

static const struct argp parser = {
    options,
    parse_option,
    "OUT.h5",
    "Draw the distribution of costs, the chance of a costly year, and the chance of a deficit by "
    "budget, with gnuplot; cash and IBNR by month where the run has a cash flow; cost, saving and "
    "reserve by plan year where it has several.",
    NULL,
    NULL,
    NULL};

int cmd_plot(int argc, char **argv)
{
  plot_options_t plot = {.folder = ".", .format = SL_PLOT_SVG};
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  sl_error_t error = {0};
  cli_parse(&parser, argc, argv, &plot);
  int code = sl_result_file_open(plot.file, &results, &error);
  if (code == SL_OK) {
    code = sl_summary_new(results, &summary, &error);
  }
  if (code == SL_OK) {
    code = sl_plots_draw(results, summary, plot.folder, plot.format, cli_print_path, NULL, &error);
  }
  sl_summary_free(summary);
  sl_results_free(results);
  return code == SL_OK ? EX_OK : cli_report_error(&error);
}
