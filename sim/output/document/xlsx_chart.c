/* Charts of a workbook: the drawings on the second sheet, their figures on the third. */
#include "sim/output/document/chart_axis.h"
#include "sim/output/document/workbook.h"

#include <math.h>
#include <string.h>

#define SCALE 1.45       /* of 480 x 288: a sheet of paper across */
#define CHART_ROWS 24    /* on the sheet of charts */
#define BREAKS_MAX 1000U /* of pages, Excel's limit is 1,023 */
#define COLOURS 6
#define STACKED 4 /* columns that steps are drawn by */

static const lxw_color_t colour[COLOURS] = {0x1b5e9e, 0xd1700e, 0x3d8f5f,
                                            0x8a4f9e, 0x8c6d2f, 0x5f6368};

static void put_words(sl_workbook_t *workbook, lxw_row_t row, lxw_col_t column, const char *text,
                      sl_style_t style)
{
  sl_workbook_note(workbook, worksheet_write_string(workbook->figures, row, column,
                                                    sl_workbook_words(workbook, text),
                                                    workbook->style[style]));
}

static void put_number(sl_workbook_t *workbook, lxw_row_t row, lxw_col_t column,
                       sl_cell_unit_t unit, double value)
{
  const sl_cell_t cell = sl_cell_exact(unit, value, NULL);
  if (sl_cell_is_number(&cell)) { /* an empty cell is a gap in the drawing */
    sl_workbook_put_cell(workbook, workbook->figures, row, column, &cell,
                         sl_workbook_figure_style(workbook, unit, SL_ROW_PLAIN));
  }
}

/* Columns beside those of the series, which drawings of some kinds need. */
static size_t further_columns(const sl_document_chart_t *chart)
{
  return chart->kind == SL_CHART_DOTS || chart->kind == SL_CHART_CURVES ? 1
         : chart->kind == SL_CHART_STEPS                                ? STACKED
                                                                        : 0;
}

/* Of dots the share of values at or below them, of curves the positions. */
static void put_shares(sl_workbook_t *workbook, const sl_document_chart_t *chart, lxw_row_t row)
{
  const lxw_col_t column = (lxw_col_t)(chart->n + 1);
  put_words(workbook, row + 2, column,
            chart->kind == SL_CHART_DOTS ? "share at or below" : "share above", SL_STYLE_HEAD);
  for (size_t c = 0; c < chart->categories; c++) {
    put_number(workbook, row + 3 + (lxw_row_t)c, column, SL_CELL_SHARE,
               chart->kind == SL_CHART_DOTS ? ((double)c + 0.5) / (double)chart->categories
                                            : chart->position[c]);
  }
}

/* Of steps what lies under them, the levels, what makes less and what makes more. */
static void put_stacks(sl_workbook_t *workbook, const sl_document_chart_t *chart, lxw_row_t row)
{
  static const char *const heads[STACKED] = {"below", "level", "less", "more"};
  double level = 0.0;
  for (size_t k = 0; k < STACKED; k++) {
    put_words(workbook, row + 2, (lxw_col_t)(chart->n + 1 + k), heads[k], SL_STYLE_HEAD);
  }
  for (size_t c = 0; c < chart->categories; c++) {
    const double value = chart->series[0].value[c], from = level;
    const bool is_level = chart->is_apart[c];
    level = is_level ? value : level + value;
    const double stack[STACKED] = {is_level ? 0.0 : fmin(from, level), is_level ? value : 0.0,
                                   is_level ? 0.0 : fmax(0.0, -value),
                                   is_level ? 0.0 : fmax(0.0, value)};
    for (size_t k = 0; k < STACKED; k++) {
      put_number(workbook, row + 3 + (lxw_row_t)c, (lxw_col_t)(chart->n + 1 + k), chart->unit,
                 stack[k]);
    }
  }
}

static void put_further(sl_workbook_t *workbook, const sl_document_chart_t *chart, lxw_row_t row)
{
  if (chart->kind == SL_CHART_STEPS) {
    put_stacks(workbook, chart, row);
  } else if (further_columns(chart) > 0) {
    put_shares(workbook, chart, row);
  }
}

/* Rows from `row` on: title, axis, names of the series, a row for each category. */
static void put_figures(sl_workbook_t *workbook, const sl_document_chart_t *chart, lxw_row_t row)
{
  put_words(workbook, row, 0, chart->title, SL_STYLE_CAPTION);
  put_words(workbook, row + 1, 0, chart->axis, SL_STYLE_LABEL);
  if (chart->kind >= SL_CHART_DOTS) {
    put_words(workbook, row + 1, 1, chart->along, SL_STYLE_LABEL);
    put_further(workbook, chart, row);
  }
  for (size_t s = 0; s < chart->n; s++) {
    put_words(workbook, row + 2, (lxw_col_t)(s + 1), chart->series[s].name, SL_STYLE_HEAD);
  }
  for (size_t c = 0; c < chart->categories; c++) {
    const lxw_row_t own = row + 3 + (lxw_row_t)c;
    put_words(workbook, own, 0, chart->category[c], SL_STYLE_LABEL);
    for (size_t s = 0; s < chart->n; s++) {
      put_number(workbook, own, (lxw_col_t)(s + 1), chart->unit, chart->series[s].value[c]);
    }
  }
}

/* What is drawn: names and values are ranges, words in them would be read as formulas. */
typedef struct drawn {
  lxw_chart *chart;
  const char *sheet;
  lxw_row_t head, first, last; /* of the names of series, and of the figures */
} drawn_t;

/* along: the column of what lies along; 0: the categories. NULL without memory. */
static lxw_chart_series *add_column(sl_workbook_t *workbook, const drawn_t *drawn, lxw_col_t column,
                                    lxw_col_t along)
{
  lxw_chart_series *series = chart_add_series(drawn->chart, NULL, NULL);
  if (series == NULL) {
    sl_workbook_note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return NULL;
  }
  chart_series_set_categories(series, drawn->sheet, drawn->first, along, drawn->last, along);
  chart_series_set_values(series, drawn->sheet, drawn->first, column, drawn->last, column);
  return series;
}

static void colour_line(lxw_chart_series *series, size_t s)
{
  lxw_chart_line line = {.color = colour[s % COLOURS], .width = 2.25F};
  chart_series_set_line(series, &line);
}

static void colour_fill(lxw_chart_series *series, lxw_color_t of)
{
  lxw_chart_fill fill = {.color = of};
  chart_series_set_fill(series, &fill);
}

/* Marks without a line between them. */
static void mark_only(lxw_chart_series *series, size_t s)
{
  static const uint8_t marks[] = {LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_LONG_DASH,
                                  LXW_CHART_MARKER_X, LXW_CHART_MARKER_DIAMOND};
  lxw_chart_line none = {.none = LXW_TRUE};
  lxw_chart_fill fill = {.color = colour[s % COLOURS]};
  chart_series_set_line(series, &none);
  chart_series_set_marker_type(series, marks[s % (sizeof marks / sizeof marks[0])]);
  chart_series_set_marker_size(series, 7);
  chart_series_set_marker_fill(series, &fill);
}

/* The two ends of a band alike. */
static size_t fan_colour(size_t s)
{
  static const size_t of[] = {2, 1, 0, 1, 2};
  return s < sizeof of / sizeof of[0] ? of[s] : s;
}

static void add_series(sl_workbook_t *workbook, const sl_document_chart_t *chart,
                       const drawn_t *drawn, size_t s)
{
  const lxw_col_t own = (lxw_col_t)(s + 1), further = (lxw_col_t)(chart->n + 1);
  const bool is_turned = chart->kind == SL_CHART_DOTS || chart->kind == SL_CHART_CURVES;
  lxw_chart_series *series =
      add_column(workbook, drawn, is_turned ? further : own, is_turned ? own : 0);
  if (series == NULL) {
    return;
  }
  chart_series_set_name_range(series, drawn->sheet, drawn->head, own);
  if (chart->kind == SL_CHART_BARS) {
    colour_fill(series, colour[s % COLOURS]);
  } else if (chart->kind == SL_CHART_DOTS || chart->kind == SL_CHART_YEARS) {
    mark_only(series, s);
  } else {
    colour_line(series, chart->kind == SL_CHART_FAN ? fan_colour(s) : s);
  }
}

/* A point is a series, so that it has a name. */
static void add_points(sl_workbook_t *workbook, const sl_document_chart_t *chart,
                       const drawn_t *drawn)
{
  for (size_t c = 0; chart->n > 1 && c < chart->categories; c++) {
    drawn_t point = *drawn;
    point.first = point.last = drawn->first + (lxw_row_t)c;
    lxw_chart_series *series = add_column(workbook, &point, 2, 1);
    if (series != NULL) {
      chart_series_set_name_range(series, drawn->sheet, point.first, 0);
      mark_only(series, c);
    }
  }
}

/* What lies under a step is not seen. */
static void add_stacks(sl_workbook_t *workbook, const sl_document_chart_t *chart,
                       const drawn_t *drawn)
{
  static const lxw_color_t fills[STACKED] = {0xffffff, 0x1b5e9e, 0x3d8f5f, 0xb3500b};
  for (size_t k = 0; k < STACKED; k++) {
    const lxw_col_t column = (lxw_col_t)(chart->n + 1 + k);
    lxw_chart_series *series = add_column(workbook, drawn, column, 0);
    if (series == NULL) {
      return;
    }
    lxw_chart_fill fill = {.color = fills[k], .none = k == 0};
    chart_series_set_fill(series, &fill);
    chart_series_set_name_range(series, drawn->sheet, drawn->head, column);
  }
}

static void add_all(sl_workbook_t *workbook, const sl_document_chart_t *chart, const drawn_t *drawn)
{
  if (chart->kind == SL_CHART_STEPS) {
    add_stacks(workbook, chart, drawn);
  } else if (chart->kind == SL_CHART_POINTS) {
    add_points(workbook, chart, drawn);
  } else {
    for (size_t s = 0; s < chart->n; s++) {
      add_series(workbook, chart, drawn, s);
    }
  }
}

static bool is_scatter(const sl_document_chart_t *chart)
{
  return chart->kind == SL_CHART_DOTS || chart->kind == SL_CHART_CURVES ||
         chart->kind == SL_CHART_POINTS;
}

/* About the values of the series from .. to - 1, where they are far from 0. */
static void set_least(lxw_chart_axis *axis, const sl_document_chart_t *chart, size_t from,
                      size_t to)
{
  sl_document_chart_t some = *chart;
  double low = (double)INFINITY, high = -(double)INFINITY;
  some.series = chart->series + from;
  some.n = to - from;
  sl_chart_reach(&some, &low, &high);
  if (low > 0.0 && high > low) {
    chart_axis_set_min(axis, sl_axis_between(low, high, 5.0, 0.0, 1.0).low);
  }
}

/* Below the lowest of the levels. */
static void set_least_level(lxw_chart_axis *axis, const sl_document_chart_t *chart)
{
  double level = 0.0, low = (double)INFINITY, high = -(double)INFINITY;
  for (size_t c = 0; c < chart->categories; c++) {
    const double value = chart->series[0].value[c];
    level = chart->is_apart[c] ? value : level + value;
    low = fmin(low, level);
    high = fmax(high, level);
  }
  if (low > 0.5 * high && high > low) {
    chart_axis_set_min(axis, sl_axis_between(low - 0.12 * (high - low), high, 5.0, 0.0, 1.0).low);
  }
}

static void set_values_axis(sl_workbook_t *workbook, const sl_document_chart_t *chart,
                            lxw_chart_axis *axis, lxw_row_t row)
{
  lxw_chart_line grid = {.color = 0xdadce0, .width = 0.75F};
  char format[64];
  sl_workbook_number_format(workbook->document, chart->unit, format, sizeof format);
  chart_axis_set_num_format(axis, format);
  chart_axis_set_name_range(axis, workbook->figures->name, row + 1, 0);
  chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
  chart_axis_major_gridlines_set_line(axis, &grid);
}

/* What lies along and up of points, and of shares by their value. */
static void set_scatter_axes(sl_workbook_t *workbook, const sl_document_chart_t *chart,
                             lxw_chart *drawn, lxw_row_t row)
{
  char format[64];
  const bool is_points = chart->kind == SL_CHART_POINTS;
  set_values_axis(workbook, chart, drawn->x_axis, row);
  sl_workbook_number_format(workbook->document, is_points ? chart->unit : SL_CELL_SHARE, format,
                            sizeof format);
  chart_axis_set_num_format(drawn->y_axis, format);
  if (is_points) {
    set_least(drawn->x_axis, chart, 0, 1);
    set_least(drawn->y_axis, chart, 1, 2);
    chart_axis_set_name_range(drawn->y_axis, workbook->figures->name, row + 1, 1);
  } else {
    set_least(drawn->x_axis, chart, 0, chart->n);
    chart_axis_set_max(drawn->y_axis, 1.0);
    chart_axis_set_name_range(drawn->y_axis, workbook->figures->name, row + 2,
                              (lxw_col_t)(chart->n + 1));
  }
}

/* The value axis and the categories below the plot, even where values are negative. */
static void set_axes(sl_workbook_t *workbook, const sl_document_chart_t *chart, lxw_chart *drawn,
                     lxw_row_t row)
{
  if (is_scatter(chart)) {
    set_scatter_axes(workbook, chart, drawn, row);
  } else {
    set_values_axis(workbook, chart, drawn->y_axis, row);
    chart_axis_set_label_position(drawn->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (chart->kind == SL_CHART_YEARS) {
      set_least(drawn->y_axis, chart, 0, chart->n);
    } else if (chart->kind == SL_CHART_STEPS) {
      set_least_level(drawn->y_axis, chart);
    }
  }
  chart_title_set_name_range(drawn, workbook->figures->name, row, 0);
  if (chart->n == 1) {
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
  } else {
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
  }
}

static uint8_t drawing_of(const sl_document_chart_t *chart)
{
  switch (chart->kind) {
  case SL_CHART_DOTS:
  case SL_CHART_POINTS:
    return LXW_CHART_SCATTER;
  case SL_CHART_CURVES:
    return LXW_CHART_SCATTER_STRAIGHT;
  case SL_CHART_STEPS:
    return LXW_CHART_COLUMN_STACKED;
  case SL_CHART_BARS:
    return LXW_CHART_COLUMN;
  case SL_CHART_LINES:
  case SL_CHART_YEARS:
  case SL_CHART_FAN:
  default:
    return LXW_CHART_LINE;
  }
}

void sl_workbook_put_chart(sl_workbook_t *workbook, const sl_document_chart_t *chart)
{
  if (chart->categories == 0 || chart->n == 0) {
    return;
  }
  const lxw_row_t row = workbook->figures_row;
  lxw_chart *drawn = workbook_add_chart(workbook->book, drawing_of(chart));
  if (drawn == NULL) {
    sl_workbook_note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  put_figures(workbook, chart, row);
  const drawn_t place = {drawn, workbook->figures->name, row + 2, row + 3,
                         row + 2 + (lxw_row_t)chart->categories};
  add_all(workbook, chart, &place);
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
