#include "sim/output/plots/picture.h"

#include "models/funding/arrangement.h"
#include "sim/output/plots/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MARGIN 32.0
#define LINE 1.3 /* of the text size */

extern const char sl_plots_style[];

static int read_column(const sl_plot_data_t *data, sl_cost_variable_t variable, size_t a,
                       double *values, sl_error_t *error)
{
  const sl_column_source_t *source = &data->results->source;
  const sl_column_range_t range = {variable, a, 1, 0, data->results->facts->trials};
  return source->read_columns(source->context, &range, values, error);
}

/* The costs in order; before that their place holds the aggregate's reimbursements for a moment. */
static int read_arrangement(sl_plot_data_t *data, size_t a, sl_error_t *error)
{
  double *values = malloc(data->trials * sizeof *values);
  data->ascending[a] = values;
  int code = values != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the plots");
  if (code == SL_OK && data->results->facts->arrangements[a].has_aggregate) {
    code = read_column(data, SL_COST_AGGREGATE_REIMBURSEMENT, a, values, error);
    for (size_t t = 0; code == SL_OK && t < data->trials; t++) {
      data->aggregate_paid[a] += values[t] > SL_DEFICIT_TOLERANCE;
    }
  }
  if (code == SL_OK) {
    code = read_column(data, SL_COST_COST, a, values, error);
  }
  for (size_t t = 0; code == SL_OK && t < data->trials; t++) {
    if (!isfinite(values[t])) {
      code = sl_fail(error, SL_ERR_INPUT, "the cost of %s in trial %zu is not a number",
                     data->results->facts->arrangements[a].name, t);
    }
  }
  if (code == SL_OK) {
    sl_sort(values, data->trials);
  }
  return code;
}

int sl_plot_data_new(const sl_results_t *results, const sl_summary_t *summary,
                     sl_plot_data_t **data, sl_error_t *error)
{
  const size_t n = results->facts->n_arrangements;
  sl_plot_data_t *d = calloc(1, sizeof *d);
  *data = d;
  if (d != NULL) {
    *d = (sl_plot_data_t){.results = results,
                          .summary = summary,
                          .trials = (size_t)results->facts->trials,
                          .n_arrangements = n,
                          .ascending = calloc(n, sizeof *d->ascending),
                          .aggregate_paid = calloc(n, sizeof *d->aggregate_paid)};
  }
  int code = d != NULL && d->ascending != NULL && d->aggregate_paid != NULL
                 ? SL_OK
                 : sl_fail(error, SL_ERR_MEMORY, "no memory for the plots");
  for (size_t a = 0; code == SL_OK && a < n; a++) {
    code = read_arrangement(d, a, error);
  }
  if (code != SL_OK) {
    sl_plot_data_free(d);
    *data = NULL;
  }
  return code;
}

void sl_plot_data_free(sl_plot_data_t *data)
{
  if (data == NULL) {
    return;
  }
  for (size_t a = 0; data->ascending != NULL && a < data->n_arrangements; a++) {
    free(data->ascending[a]);
  }
  free(data->ascending);
  free(data->aggregate_paid);
  free(data);
}

double sl_plot_maximum(const sl_plot_data_t *data, size_t arrangement)
{
  const sl_price_t *price = &sl_plot_facts(data, arrangement)->price;
  const unsigned charges = 1U << SL_BEYOND_CHARGES;
  return (price->exceeded_by & ~charges) == 0U ? price->maximum_cost.value : (double)INFINITY;
}

const sl_arrangement_facts_t *sl_plot_facts(const sl_plot_data_t *data, size_t arrangement)
{
  return &data->results->facts->arrangements[arrangement];
}

double sl_plot_cost_at(const sl_plot_data_t *data, size_t arrangement, double level)
{
  return sl_quantile(data->ascending[arrangement], data->trials, level).value;
}

int sl_plot_is_constant(const sl_plot_data_t *data, size_t arrangement)
{
  const double *cost = data->ascending[arrangement];
  return cost[data->trials - 1] - cost[0] <= SL_DEFICIT_TOLERANCE;
}

void sl_plot_constant_text(const sl_plot_data_t *data, size_t arrangement, const char *amount,
                           char *text, size_t size)
{
  const int fixed = sl_cost_is_fixed(sl_plot_facts(data, arrangement));
  snprintf(text, size,
           data->trials == 1 ? "%s"
           : fixed           ? "always %s"
                             : "%s in every simulated year",
           amount);
}

void sl_plot_amount(const sl_plot_data_t *data, double amount, char *text, size_t size)
{
  sl_plot_text_money(data->results->facts->currency, amount, 0.0, text, size);
}

sl_picture_t sl_picture_of(FILE *out, const sl_plot_data_t *data, double height)
{
  const sl_run_facts_t *facts = data->results->facts;
  char name[SL_PLOT_TEXT], count[64];
  sl_picture_t picture = {.out = out,
                          .data = data,
                          .currency = facts->currency,
                          .series = data->n_arrangements,
                          .height = height};
  sl_plot_text_fit(facts->title, 44.0, name);
  sl_plot_text_count(facts->trials, count, sizeof count);
  snprintf(picture.subtitle, sizeof picture.subtitle, "%s \xc2\xb7 %s simulated %s", name, count,
           facts->trials == 1 ? "plan year" : "plan years");
  return picture;
}

void sl_picture_begin(sl_picture_t *picture, sl_plot_format_t format, const char *title,
                      double left, double right, double bottom)
{
  char lines[2][SL_PLOT_TEXT];
  const double width = (SL_SHEET_WIDTH - 2.0 * MARGIN) / (1.1 * SL_TITLE_SIZE);
  const size_t n = sl_plot_text_wrap(title, width, 2, lines);
  double y = picture->height - 20.0;
  picture->format = format;
  picture->left = left;
  picture->right = SL_SHEET_WIDTH - right;
  picture->bottom = bottom;
  picture->top = y - (double)n * LINE * SL_TITLE_SIZE - 66.0;
  fprintf(picture->out, "format = '%s'\nwidth = %.0f\nheight = %.0f\n",
          sl_plot_format_names[format], SL_SHEET_WIDTH, picture->height);
  fprintf(picture->out, "left = %g\nright = %g\nbottom = %g\ntop = %g\n", picture->left,
          picture->right, picture->bottom, picture->top);
  fprintf(picture->out, "series = %zu\n%s", picture->series, sl_plots_style);
  for (size_t i = 0; i < n; i++) {
    y -= LINE * SL_TITLE_SIZE;
    sl_picture_label(picture, MARGIN, y + 0.5 * SL_TITLE_SIZE, SL_ALIGN_LEFT, SL_TYPE_TITLE,
                     SL_COLOUR_INK, lines[i]);
  }
  sl_picture_label(picture, MARGIN, y - 13.0, SL_ALIGN_LEFT, SL_TYPE_PLAIN, SL_COLOUR_MUTED,
                   picture->subtitle);
}

void sl_picture_caption(sl_picture_t *picture, const char *caption)
{
  sl_picture_label(picture, MARGIN, picture->top + 22.0, SL_ALIGN_LEFT, SL_TYPE_SMALL,
                   SL_COLOUR_MUTED, caption);
}

double sl_picture_step(double span, double most)
{
  const double rough = span / most, power = pow(10.0, floor(log10(rough)));
  const double factors[] = {1.0, 2.0, 2.5, 5.0, 10.0};
  for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++) {
    if (factors[f] * power >= rough * (1.0 - 1e-9)) {
      return factors[f] * power;
    }
  }
  return 10.0 * power;
}

void sl_picture_amounts(sl_picture_t *picture, double low, double high, const char *caption)
{
  const double step = sl_picture_step(high - low, (picture->right - picture->left) / 95.0);
  picture->x_low = low;
  picture->x_high = high;
  fprintf(picture->out, "set xrange [%.17g:%.17g]\nset xtics (", low, high);
  for (double k = ceil(low / step); k * step <= high; k++) {
    fprintf(picture->out, "%s%.17g", k > ceil(low / step) ? ", " : "", k * step);
  }
  fputs(")\n", picture->out);
  for (double k = ceil(low / step); k * step <= high; k++) {
    char text[SL_PLOT_TEXT];
    sl_plot_text_money(picture->currency, k * step, step, text, sizeof text);
    sl_picture_label(picture, sl_picture_x(picture, k * step), picture->bottom - 15.0,
                     SL_ALIGN_CENTRE, SL_TYPE_SMALL, SL_COLOUR_MUTED, text);
  }
  sl_picture_label(picture, picture->right, picture->bottom - 36.0, SL_ALIGN_RIGHT, SL_TYPE_SMALL,
                   SL_COLOUR_MUTED, caption);
}

void sl_picture_pad(double *low, double *high)
{
  const double span = *high - *low;
  const double pad =
      span > 2.0 * SL_DEFICIT_TOLERANCE ? 0.04 * span : fmax(1.0, 0.05 * fabs(*high));
  *low -= pad;
  *high += pad;
}

double sl_picture_x(const sl_picture_t *picture, double amount)
{
  return picture->left + (amount - picture->x_low) / (picture->x_high - picture->x_low) *
                             (picture->right - picture->left);
}

static void write_colour(FILE *out, const char *palette, int colour)
{
  if (colour >= 0) {
    fprintf(out, "%s[%d]", palette, colour + 1);
  } else {
    fputs(colour == SL_COLOUR_INK ? "ink" : colour == SL_COLOUR_MUTED ? "muted" : "faint", out);
  }
}

void sl_picture_label(sl_picture_t *picture, double x, double y, sl_align_t align, sl_type_t type,
                      int colour, const char *text)
{
  static const char *const aligns[] = {"left", "center", "right"};
  static const char *const types[] = {"title_type", "strong_type", "plain_type", "small_type"};
  fputs("words = ", picture->out);
  sl_plot_text_quote(picture->out, text, picture->format == SL_PLOT_SVG);
  fprintf(picture->out, "\nset label words at screen %.6f,%.6f %s @%s textcolor rgb ",
          x / SL_SHEET_WIDTH, y / picture->height, aligns[align], types[type]);
  write_colour(picture->out, "Words", colour);
  putc('\n', picture->out);
}

void sl_picture_line(sl_picture_t *picture, const char *style, int colour, sl_plot_point_t from,
                     sl_plot_point_t to)
{
  fprintf(picture->out, "set arrow from screen %.6f,%.6f to screen %.6f,%.6f @%s linecolor rgb ",
          from.x / SL_SHEET_WIDTH, from.y / picture->height, to.x / SL_SHEET_WIDTH,
          to.y / picture->height, style);
  write_colour(picture->out, "Lines", colour);
  putc('\n', picture->out);
}

void sl_picture_box(sl_picture_t *picture, const char *style, sl_plot_point_t from,
                    sl_plot_point_t to)
{
  fprintf(picture->out, "set object rectangle from screen %.6f,%.6f to screen %.6f,%.6f @%s\n",
          from.x / SL_SHEET_WIDTH, from.y / picture->height, to.x / SL_SHEET_WIDTH,
          to.y / picture->height, style);
}

void sl_picture_place(sl_picture_t *picture, sl_label_field_t *field,
                      const sl_plot_point_t *anchors, size_t n, sl_type_t type, int colour,
                      const char *first, const char *second)
{
  char lines[2][SL_PLOT_TEXT];
  const double size = type == SL_TYPE_SMALL ? SL_SMALL_SIZE : SL_TEXT_SIZE, line = LINE * size;
  const double most = (picture->series > SL_FEW ? 0.3 : 0.42) * SL_SHEET_WIDTH / size;
  sl_plot_text_fit(first, most, lines[0]);
  sl_plot_text_fit(second != NULL ? second : "", most, lines[1]);
  const double width =
      size * fmax((type == SL_TYPE_STRONG ? 1.1 : 1.0) * sl_plot_text_width(lines[0]),
                  sl_plot_text_width(lines[1]));
  const double height = second != NULL ? 2.0 * line : line;
  const sl_label_spot_t spot = sl_label_field_place(field, anchors, n, width, height);
  /* Left of its anchor a label ends there, whatever width the font really has. */
  const int before = spot.x + 0.5 * width < spot.anchor.x;
  const double x = before ? spot.x + width : spot.x;
  const sl_align_t align = before ? SL_ALIGN_RIGHT : SL_ALIGN_LEFT;
  if (spot.far) {
    sl_picture_line(picture, "leader_line", SL_COLOUR_MUTED, spot.anchor, spot.leader);
  }
  sl_picture_label(picture, x, spot.y + height - 0.5 * line, align, type, colour, lines[0]);
  if (second != NULL) {
    sl_picture_label(picture, x, spot.y + 0.5 * line, align,
                     type == SL_TYPE_STRONG ? SL_TYPE_PLAIN : type, SL_COLOUR_INK, lines[1]);
  }
}
