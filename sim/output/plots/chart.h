/* A plot area with scales of its own: lines, marks and ranges at places that C computes, for the
 * pictures of a validation (sim/output/plots/validation.h).
 */
#ifndef SL_SIM_OUTPUT_PLOTS_CHART_H
#define SL_SIM_OUTPUT_PLOTS_CHART_H

#include "sim/output/plots/picture.h"

#include <stdbool.h>

typedef struct sl_scale {
  double low, high; /* values at the ends; over 0 where logarithmic */
  double from, to;  /* units there */
  bool logarithmic;
} sl_scale_t;

/* Units of a value; beyond the ends where it lies beyond them. */
double sl_scale_at(const sl_scale_t *scale, double value);
bool sl_scale_holds(const sl_scale_t *scale, double value);

/* Kinds of mark in plots/style.gp. */
typedef enum sl_mark_kind {
  SL_MARK_SIMULATED,
  SL_MARK_OUTSIDE, /* simulated, outside the range */
  SL_MARK_FITTED,  /* published, and fitted to */
  SL_MARK_NOT_FITTED
} sl_mark_kind_t;

typedef struct sl_chart {
  sl_picture_t picture;
  sl_label_field_t field; /* where there is ink */
  sl_scale_t x, y;
  int lines; /* so far */
} sl_chart_t;

/* Begin the plot area after sl_picture_begin: scales over the whole of it. SL_ERR_MEMORY; to be
 * freed after failure too. */
int sl_chart_begin(sl_chart_t *chart, sl_error_t *error);
void sl_chart_free(sl_chart_t *chart);

sl_plot_point_t sl_chart_place(const sl_chart_t *chart, double x, double y);

/* A grid line with its label below or at the left. */
void sl_chart_tick_x(sl_chart_t *chart, double x, const char *text);
void sl_chart_tick_y(sl_chart_t *chart, double y, const char *text);

/* What the abscissa shows, below its labels. */
void sl_chart_abscissa(sl_chart_t *chart, const char *caption);

/* Visit 1, 2 and 5 times every power of ten of a logarithmic scale, or the powers alone where those
 * would stand too close. */
typedef void (*sl_chart_tick_t)(sl_chart_t *chart, double value);
void sl_chart_ticks(sl_chart_t *chart, const sl_scale_t *scale, sl_chart_tick_t tick);

/* Remember where a line or a mark will be, so that no name of a line hides it: before the first of
 * them is named. */
void sl_chart_ink(sl_chart_t *chart, const sl_plot_point_t *points, size_t n);

/* The next line, of the next series of the palette, through n places; what is outside the plot area
 * is not seen. name: what it is, at the best free spot beside one of the places; NULL = no name. */
void sl_chart_line(sl_chart_t *chart, const sl_plot_point_t *points, size_t n, const char *name);

void sl_chart_mark(sl_chart_t *chart, sl_mark_kind_t kind, int colour, sl_plot_point_t place);
/* From one place to another, such as the ends of a range. */
void sl_chart_range(sl_chart_t *chart, int colour, sl_plot_point_t from, sl_plot_point_t to);

/* Below the plot area, from the left, what there is to see. */
typedef struct sl_chart_key {
  bool line, fitted, not_fitted, range;
} sl_chart_key_t;
void sl_chart_key(sl_chart_t *chart, const sl_chart_key_t *key);

/* Words of a key at a place; where the next item may begin. */
double sl_chart_words(sl_chart_t *chart, double x, double y, const char *words);

/* The script that draws everything. */
void sl_chart_end(sl_chart_t *chart);

#endif
