/* What drawings of charts share: axes with round ticks, words, lines, colours. Inside
 * sim/output/document only. Checked by tests/unit/test_charts.c. */
#ifndef SL_SIM_OUTPUT_DOCUMENT_CHART_AXIS_H
#define SL_SIM_OUTPUT_DOCUMENT_CHART_AXIS_H

#include "sim/output/document/parts.h"

#define SL_CHART_WIDE 760.0   /* chart->width is one of them */
#define SL_CHART_NARROW 400.0 /* for a phone: labels above, fewer ticks */
#define SL_CHART_LETTER 7.0   /* a column of text, in units of the drawing */
#define SL_CHART_LINE 18.0    /* from one line of words to the next */
#define SL_CHART_PLOT 260.0   /* height of a plot with values upwards */
#define SL_CHART_COLOURS 6

#define SL_CHART_INK "#202124"
#define SL_CHART_MUTED "#5f6368"
#define SL_CHART_GRID "#dadce0"
#define SL_CHART_LESS "#3d8f5f" /* a cost that is lower, and one that is higher */
#define SL_CHART_MORE "#b3500b"

bool sl_chart_is_narrow(const sl_document_chart_t *chart);

/* Steps of an axis along: fewer where the drawing is narrow. */
double sl_axis_steps(const sl_document_chart_t *chart, double wide);

/* Of a series, told apart by those who see colours differently; in grey the dashes of a line do. */
const char *sl_chart_colour(size_t series);
const char *sl_chart_dash(size_t series); /* an attribute, or nothing */
const char *sl_line_dash(const sl_document_chart_t *chart, size_t series);

/* Where values stand in the drawing. */
typedef struct sl_scale {
  double low, high, step; /* of the axis: low and high are multiples of step */
  double begin, end;      /* of the drawing: at low and high */
} sl_axis_t;

double sl_axis_place(const sl_axis_t *scale, double value);

/* An axis from low to high or a little beyond, in steps of 1, 2 or 5 times a power of ten, of which
 * `steps` or fewer reach from low to high. Equal or no numbers: a step about low, or about 0. */
sl_axis_t sl_axis_between(double low, double high, double steps, double begin, double end);

size_t sl_axis_ticks(const sl_axis_t *scale);
double sl_axis_tick(const sl_axis_t *scale, size_t t); /* 0 is exactly 0 */

/* The least and the largest finite value of a chart and its marks, taken into low .. high. */
void sl_chart_reach(const sl_document_chart_t *chart, double *low, double *high);

/* A figure at a tick: the same unit and decimals all along the axis. */
sl_figure_t sl_tick_words(const sl_document_chart_t *chart, const sl_axis_t *scale, double value);

/* A value as it stands beside its mark. */
sl_figure_t sl_chart_figure(const sl_document_chart_t *chart, double value);

/* ---- what is put into the drawing ---- */

/* Words in at most so many columns, cut with an ellipsis; anchor: start, middle, end. */
void sl_put_words(FILE *out, double x, double y, const char *anchor, size_t columns,
                  const char *words);

/* Over whatever is there; anchor: start, end. */
void sl_put_words_on_white(FILE *out, double x, double y, const char *anchor, size_t columns,
                           const char *words);

void sl_put_line(FILE *out, double x1, double y1, double x2, double y2, const char *attributes);

/* A grid line, darker at 0. */
void sl_put_grid_line(FILE *out, double x1, double y1, double x2, double y2, bool is_zero);

/* Grid lines across from top to bottom with figures and the axis' name below (three lines). */
void sl_put_axis_below(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *across,
                       double top, double bottom);

/* Grid lines with figures at the left; the axis' name above. */
void sl_put_axis_beside(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *up,
                        double left, double right, const char *axis);

/* A label in at most two lines, around the middle y, in a narrow drawing in one across all of it;
 * and the room that the labels of all categories need at the left. */
void sl_put_label(FILE *out, const sl_document_chart_t *chart, double y, const char *label);
double sl_label_width(const sl_document_chart_t *chart);

/* Names of the series from y on, where there are several; returns where they end. */
double sl_put_legend(FILE *out, const sl_document_chart_t *chart, double y);
size_t sl_legend_lines(const sl_document_chart_t *chart);

/* The names of categories below lines, as many as have room. */
void sl_put_categories(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *across,
                       double y);

#endif
