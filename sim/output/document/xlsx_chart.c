/* Charts of a workbook: the drawings on the second sheet, their figures on the third. */
#include "sim/output/document/workbook.h"

#include <math.h>
#include <string.h>

#define SCALE 1.45       /* of 480 x 288: a sheet of paper across */
#define CHART_ROWS 24    /* on the sheet of charts */
#define BREAKS_MAX 1000U /* of pages, Excel's limit is 1,023 */
#define COLOURS 6

static const lxw_color_t colour[COLOURS] = {0x1b5e9e, 0xd1700e, 0x3d8f5f,
                                            0x8a4f9e, 0x8c6d2f, 0x5f6368};

static void put_words(sl_workbook_t *workbook, lxw_row_t row, lxw_col_t column, const char *text,
                      sl_style_t style)
{
  sl_workbook_note(workbook, worksheet_write_string(workbook->figures, row, column,
                                                    sl_workbook_words(workbook, text),
                                                    workbook->style[style]));
}

/* Rows from `row` on: title, axis, names of the series, a row for each category. */
static void put_figures(sl_workbook_t *workbook, const sl_document_chart_t *chart, lxw_row_t row)
{
  put_words(workbook, row, 0, chart->title, SL_STYLE_CAPTION);
  put_words(workbook, row + 1, 0, chart->axis, SL_STYLE_LABEL);
  for (size_t s = 0; s < chart->n; s++) {
    put_words(workbook, row + 2, (lxw_col_t)(s + 1), chart->series[s].name, SL_STYLE_HEAD);
  }
  for (size_t c = 0; c < chart->categories; c++) {
    const lxw_row_t own = row + 3 + (lxw_row_t)c;
    put_words(workbook, own, 0, chart->category[c], SL_STYLE_LABEL);
    for (size_t s = 0; s < chart->n; s++) {
      const sl_cell_t cell = sl_chart_cell(chart, s, c);
      if (sl_cell_is_number(&cell)) { /* an empty cell is a gap in the drawing */
        sl_workbook_put_cell(workbook, workbook->figures, own, (lxw_col_t)(s + 1), &cell,
                             sl_workbook_figure_style(workbook, cell.unit, SL_ROW_PLAIN));
      }
    }
  }
}

/* Names and values are ranges: words in them would be read as formulas. */
static void add_series(sl_workbook_t *workbook, const sl_document_chart_t *chart, lxw_chart *drawn,
                       lxw_row_t row, size_t s)
{
  const char *sheet = workbook->figures->name;
  const lxw_row_t first = row + 3, last = row + 2 + (lxw_row_t)chart->categories;
  const lxw_col_t column = (lxw_col_t)(s + 1);
  lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);
  if (series == NULL) {
    sl_workbook_note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  chart_series_set_categories(series, sheet, first, 0, last, 0);
  chart_series_set_values(series, sheet, first, column, last, column);
  chart_series_set_name_range(series, sheet, row + 2, column);
  if (chart->kind == SL_CHART_LINES) {
    lxw_chart_line line = {.color = colour[s % COLOURS], .width = 2.25F};
    chart_series_set_line(series, &line);
  } else {
    lxw_chart_fill fill = {.color = colour[s % COLOURS]};
    chart_series_set_fill(series, &fill);
  }
}

/* The value axis and the categories below the plot, even where values are negative. */
static void set_axes(sl_workbook_t *workbook, const sl_document_chart_t *chart, lxw_chart *drawn,
                     lxw_row_t row)
{
  lxw_chart_line grid = {.color = 0xdadce0, .width = 0.75F};
  char format[64];
  sl_workbook_number_format(workbook->document, chart->unit, format, sizeof format);
  chart_axis_set_num_format(drawn->y_axis, format);
  chart_axis_set_name_range(drawn->y_axis, workbook->figures->name, row + 1, 0);
  chart_axis_major_gridlines_set_line(drawn->y_axis, &grid);
  chart_axis_set_label_position(drawn->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_title_set_name_range(drawn, workbook->figures->name, row, 0);
  if (chart->n == 1) {
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
  } else {
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
  }
}

void sl_workbook_put_chart(sl_workbook_t *workbook, const sl_document_chart_t *chart)
{
  if (chart->categories == 0 || chart->n == 0) {
    return;
  }
  const lxw_row_t row = workbook->figures_row;
  const uint8_t kind = chart->kind == SL_CHART_LINES ? LXW_CHART_LINE : LXW_CHART_COLUMN;
  lxw_chart *drawn = workbook_add_chart(workbook->book, kind);
  if (drawn == NULL) {
    sl_workbook_note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  put_figures(workbook, chart, row);
  for (size_t s = 0; s < chart->n; s++) {
    add_series(workbook, chart, drawn, row, s);
  }
  set_axes(workbook, chart, drawn, row);
  lxw_chart_options options = {.y_offset = 8, .x_scale = SCALE, .y_scale = SCALE};
  sl_workbook_note(workbook, worksheet_insert_chart_opt(workbook->charts, workbook->charts_row, 0,
                                                        drawn, &options));
  sl_workbook_put_sentence(workbook, "On the sheet " SL_CHARTS_SHEET ": ", chart->title,
                           SL_STYLE_QUIET);
  workbook->charts_row += CHART_ROWS;
  workbook->figures_row += (lxw_row_t)chart->categories + 5;
  workbook->drawn++;
}

void sl_workbook_break_charts(sl_workbook_t *workbook)
{
  lxw_row_t breaks[BREAKS_MAX + 1] = {0};
  size_t n = 0;
  for (size_t i = 1; i < workbook->drawn && n < BREAKS_MAX; i++) {
    breaks[n++] = (lxw_row_t)i * CHART_ROWS;
  }
  if (n > 0) {
    sl_workbook_note(workbook, worksheet_set_h_pagebreaks(workbook->charts, breaks));
  }
}
