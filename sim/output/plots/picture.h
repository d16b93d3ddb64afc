/* One picture on its way to gnuplot: the sheet, its plot area, and the script so far.
 *
 * A sheet is 960 units wide (SVG pixels) with the origin at the lower left. C decides what is
 * where, plots/ decides how it looks: colours, fonts, lines and grid.
 */
#ifndef SL_SIM_OUTPUT_PLOTS_PICTURE_H
#define SL_SIM_OUTPUT_PLOTS_PICTURE_H

#include "sim/output/plots/labels.h"
#include "sim/output/plots/plots.h"
#include "sim/output/plots/text.h"

#include <stddef.h>
#include <stdio.h>

#define SL_SHEET_WIDTH 960.0
#define SL_SHEET_HEIGHT 600.0
#define SL_PICTURE_MARGIN 32.0
#define SL_FEW 3 /* arrangements about which there is room for more than the essential */

/* What every picture is made of: the costs of each arrangement in ascending order, and how often
 * its aggregate pays. */
typedef struct sl_plot_data {
  const sl_results_t *results;
  const sl_summary_t *summary;
  size_t trials, n_arrangements;
  double **ascending;     /* [n_arrangements][trials] */
  size_t *aggregate_paid; /* by arrangement: trials in which the aggregate reimburses */
} sl_plot_data_t;

/* Sort the costs. SL_ERR_INPUT where one is not a number. */
int sl_plot_data_new(const sl_results_t *results, const sl_summary_t *summary,
                     sl_plot_data_t **data, sl_error_t *error);
void sl_plot_data_free(sl_plot_data_t *data);

/* Short hands for what the pictures ask of an arrangement. */
/* The maximum cost where nothing can exceed it but fees and taxes on claims; else infinite. */
double sl_plot_maximum(const sl_plot_data_t *data, size_t arrangement);
const sl_arrangement_facts_t *sl_plot_facts(const sl_plot_data_t *data, size_t arrangement);
double sl_plot_cost_at(const sl_plot_data_t *data, size_t arrangement, double level);
int sl_plot_is_constant(const sl_plot_data_t *data, size_t arrangement); /* in the trials */
/* "always $1,000" of a fixed cost, "$1,000 in every simulated year" of one that was only seen so.
 */
void sl_plot_constant_text(const sl_plot_data_t *data, size_t arrangement, const char *amount,
                           char *text, size_t size);
void sl_plot_amount(const sl_plot_data_t *data, double amount, char *text, size_t size);

typedef struct sl_picture {
  FILE *out;
  const sl_plot_data_t *data; /* of a run's results; NULL: the picture is of something else */
  char subtitle[2 * SL_PLOT_TEXT];
  const char *currency;
  size_t series; /* of the palette */
  sl_plot_format_t format;
  double height;                   /* of the sheet */
  double left, right, bottom, top; /* of the plot area */
  double x_low, x_high;            /* amounts at left and right */
} sl_picture_t;

typedef enum sl_align { SL_ALIGN_LEFT, SL_ALIGN_CENTRE, SL_ALIGN_RIGHT } sl_align_t;

/* Text of plots/style.gp's kinds; size in units. */
typedef enum sl_type { SL_TYPE_TITLE, SL_TYPE_STRONG, SL_TYPE_PLAIN, SL_TYPE_SMALL } sl_type_t;
#define SL_TITLE_SIZE 19.0
#define SL_TEXT_SIZE 13.0
#define SL_SMALL_SIZE 11.5

/* Series of the palette for an arrangement; names of the neutral colours, the last for lines. */
#define SL_COLOUR_INK (-1)
#define SL_COLOUR_MUTED (-2)
#define SL_COLOUR_FAINT (-3)
#define SL_COLOUR_PAPER (-4) /* of what is hollow */

/* A picture of a run's results, before its sheet is opened. */
sl_picture_t sl_picture_of(FILE *out, const sl_plot_data_t *data, double height);

/* A picture of a run's results, before its sheet is opened. */
sl_picture_t sl_picture_of(FILE *out, const sl_plot_data_t *data, double height);

/* Open the sheet: format, size, plot area below a title of one or two lines. left, right and
 * bottom are margins; below is the axis caption. */
void sl_picture_begin(sl_picture_t *picture, sl_plot_format_t format, const char *title,
                      double left, double right, double bottom);

/* What the plot area shows, in small words above it. */
void sl_picture_caption(sl_picture_t *picture, const char *caption);

/* Set the amounts at the edges and emit the ticks and labels of the amount axis. */
void sl_picture_amounts(sl_picture_t *picture, double low, double high, const char *caption);

/* Widen a range of amounts a little, so that nothing touches the edge and no range is empty. */
void sl_picture_pad(double *low, double *high);

/* Position of an amount in units; may lie outside the plot area. */
double sl_picture_x(const sl_picture_t *picture, double amount);

/* A label; y is its middle. colour: an arrangement's number, or SL_COLOUR_*. */
void sl_picture_label(sl_picture_t *picture, double x, double y, sl_align_t align, sl_type_t type,
                      int colour, const char *text);

/* A thin line of the given macro of style.gp between two places of the sheet. */
void sl_picture_line(sl_picture_t *picture, const char *style, int colour, sl_plot_point_t from,
                     sl_plot_point_t to);

/* A mark of the given macro of style.gp. */
void sl_picture_mark(sl_picture_t *picture, const char *style, int colour, sl_plot_point_t place);

/* A filled box of the given macro of style.gp between two corners of the sheet. */
void sl_picture_box(sl_picture_t *picture, const char *style, sl_plot_point_t from,
                    sl_plot_point_t to);

/* A round step (1, 2, 2.5 or 5 times a power of ten) of which span holds at most `most`. */
double sl_picture_step(double span, double most);

/* One or two lines of text (the first of the given type, the second plain or NULL) at the best free
 * spot by the anchors, with a leader line where that is far. */
void sl_picture_place(sl_picture_t *picture, sl_label_field_t *field,
                      const sl_plot_point_t *anchors, size_t n, sl_type_t type, int colour,
                      const char *first, const char *second);

/* The scripts of the pictures: everything gnuplot reads. The last two of these need results by
 * month. */
typedef int (*sl_plot_draw_t)(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                              sl_error_t *error);
int sl_plot_costs(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                  sl_error_t *error);
int sl_plot_exceedance(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                       sl_error_t *error);
int sl_plot_deficit(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                    sl_error_t *error);
int sl_plot_cash_flow(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                      sl_error_t *error);
int sl_plot_ibnr(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out, sl_error_t *error);
/* These need several plan years, the second two arrangements as well. */
int sl_plot_years_cost(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                       sl_error_t *error);
int sl_plot_years_saving(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                         sl_error_t *error);
int sl_plot_years_reserve(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                          sl_error_t *error);

#endif
