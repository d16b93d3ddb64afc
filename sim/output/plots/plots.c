#include "sim/output/plots/plots.h"

#include "sim/output/files/folder.h"
#include "sim/output/plots/drawing.h"
#include "sim/output/plots/picture.h"

#include <stdbool.h>

/* What a picture needs of a result. */
typedef enum need { NEEDS_NOTHING, NEEDS_MONTHS, NEEDS_YEARS, NEEDS_YEARS_OF_TWO } need_t;

typedef struct plot {
  const char *name;
  sl_plot_draw_t draw;
  need_t needs;
} plot_t;

static const plot_t plots[] = {
    {"cost-distributions", sl_plot_costs, NEEDS_NOTHING},
    {"exceedance", sl_plot_exceedance, NEEDS_NOTHING},
    {"deficit-chance", sl_plot_deficit, NEEDS_NOTHING},
    {"cash-flow", sl_plot_cash_flow, NEEDS_MONTHS},
    {"ibnr", sl_plot_ibnr, NEEDS_MONTHS},
    {"years-cost", sl_plot_years_cost, NEEDS_YEARS},
    {"years-saving", sl_plot_years_saving, NEEDS_YEARS_OF_TWO},
    {"years-reserve", sl_plot_years_reserve, NEEDS_YEARS},
};
#define PLOTS (sizeof plots / sizeof plots[0])

static bool can_draw(const sl_results_t *results, need_t needs)
{
  return needs == NEEDS_NOTHING  ? true
         : needs == NEEDS_MONTHS ? results->months != NULL
                                 : results->years != NULL &&
                                       (needs == NEEDS_YEARS || results->facts->n_arrangements > 1);
}

static size_t choose(const sl_results_t *results, const plot_t *chosen[PLOTS])
{
  size_t n = 0;
  for (size_t p = 0; p < PLOTS; p++) {
    if (can_draw(results, plots[p].needs)) {
      chosen[n++] = &plots[p];
    }
  }
  return n;
}

typedef struct one_plot {
  const plot_t *plot;
  const sl_plot_data_t *data;
} one_plot_t;

static int write_script(const void *context, sl_plot_format_t format, FILE *out, sl_error_t *error)
{
  const one_plot_t *one = context;
  return one->plot->draw(one->data, format, out, error);
}

static int draw_into(sl_folder_t *folder, const plot_t *const *chosen, const sl_plot_data_t *data,
                     sl_plot_format_t format, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t p = 0; p < folder->n && code == SL_OK; p++) {
    code = sl_folder_name(folder, p, chosen[p]->name, sl_plot_format_names[format], error);
  }
  for (size_t p = 0; p < folder->n && code == SL_OK; p++) {
    const sl_folder_file_t *file = &folder->files[p];
    const one_plot_t one = {chosen[p], data};
    code = sl_folder_create(folder, p, error);
    if (code == SL_OK) {
      code = sl_drawing_make(write_script, &one, format, file->file->descriptor, file->path, error);
    }
  }
  return code == SL_OK ? sl_folder_place(folder, error) : code;
}

typedef struct order {
  const sl_results_t *results;
  const sl_summary_t *summary;
  const char *folder;
  sl_plot_format_t format;
  sl_plot_written_t written;
  void *context;
} order_t;

static int draw_all(const order_t *order, const sl_plot_data_t *data, sl_error_t *error)
{
  sl_folder_file_t files[PLOTS] = {{.file = NULL}};
  const plot_t *chosen[PLOTS];
  const size_t n = choose(order->results, chosen);
  sl_folder_t folder;
  int code = sl_folder_open(&folder, order->folder, files, n, error);
  code = code == SL_OK ? draw_into(&folder, chosen, data, order->format, error) : code;
  sl_folder_close(&folder, code == SL_OK);
  for (size_t p = 0; code == SL_OK && order->written != NULL && p < n; p++) {
    order->written(order->context, files[p].path);
  }
  return code;
}

static int sort_and_draw(void *context, sl_error_t *error)
{
  const order_t *order = context;
  sl_plot_data_t *data = NULL;
  int code = sl_plot_data_new(order->results, order->summary, &data, error);
  code = code == SL_OK ? draw_all(order, data, error) : code;
  sl_plot_data_free(data);
  return code;
}

int sl_plots_draw(const sl_results_t *results, const sl_summary_t *summary, const char *folder,
                  sl_plot_format_t format, sl_plot_written_t written, void *context,
                  sl_error_t *error)
{
  order_t order = {results, summary, folder, format, written, context};
  return sl_drawing_plainly(sort_and_draw, &order, error);
}
