/* Claims and their amounts by service, simulated over published. */
#include "sim/output/plots/validation_pictures.h"

#include <math.h>
#include <string.h>

#define NAMES 284.0
#define RIGHT 36.0
#define FOOT 84.0
#define HEAD 112.0
#define ROW 22.0
#define BETWEEN 60.0  /* the two panels */
#define MOST_ROWS 60  /* the tables have all */
#define LEAST_OFF 0.1 /* of the abscissa, either way */
#define MOST_OFF 0.5
#define NAME_WIDTH 240.0

typedef struct panel {
  sl_quantity_t quantity;
  const char *caption;
  sl_scale_t scale;
} panel_t;

typedef struct rows {
  const char *name[MOST_ROWS];
  size_t n;
} rows_t;

static bool is_of_service(const sl_target_t *target)
{
  return target->quantity == SL_EVENTS_PER_1000 || target->quantity == SL_COST_PER_EVENT;
}

static size_t row_of(const rows_t *rows, const char *name)
{
  size_t r = 0;
  while (r < rows->n && strcmp(rows->name[r], name) != 0) {
    r++;
  }
  return r;
}

static rows_t find_rows(const sl_validation_t *v)
{
  rows_t rows = {.n = 0};
  for (size_t i = 0; i < v->targets->n && rows.n < MOST_ROWS; i++) {
    const sl_target_t *target = &v->targets->list[i];
    if (is_of_service(target) && row_of(&rows, target->at) == rows.n) {
      rows.name[rows.n++] = target->at;
    }
  }
  return rows;
}

static void write_title(const sl_validation_t *v, char *title, size_t size)
{
  size_t aimed = 0, met = 0;
  for (size_t i = 0; i < v->targets->n; i++) {
    const sl_target_t *target = &v->targets->list[i];
    if (is_of_service(target) && !isnan(target->low)) {
      aimed++;
      met += sl_validated_is_met(target, v->validated->figure[i].value);
    }
  }
  if (aimed > 0) {
    snprintf(title, size, "%zu of %zu figures of single services lie within the range aimed at",
             met, aimed);
  } else {
    snprintf(title, size, "Nothing is aimed at for single services");
  }
}

static double widest_off(const sl_validation_t *v)
{
  double off = LEAST_OFF;
  for (size_t i = 0; i < v->targets->n; i++) {
    const sl_target_t *target = &v->targets->list[i];
    const double here = v->validated->figure[i].value / target->target - 1.0;
    off = is_of_service(target) && isfinite(here) ? fmax(off, 1.1 * fabs(here)) : off;
  }
  return fmin(off, MOST_OFF);
}

static double row_y(const sl_picture_t *picture, size_t row)
{
  return picture->top - ((double)row + 0.5) * ROW;
}

static void draw_axis(sl_picture_t *picture, const panel_t *panel)
{
  const sl_scale_t *scale = &panel->scale;
  const double step = sl_picture_step(scale->high - scale->low, 4.4);
  char text[32];
  for (double k = ceil(scale->low / step); k * step <= scale->high; k++) {
    const double x = sl_scale_at(scale, k * step);
    sl_picture_line(picture, "faint_line", k == 0.0 ? SL_COLOUR_MUTED : SL_COLOUR_FAINT,
                    (sl_plot_point_t){x, picture->bottom}, (sl_plot_point_t){x, picture->top});
    snprintf(text, sizeof text, k == 0.0 ? "as published" : "%s%.3g%%",
             k < 0.0 ? "\xe2\x88\x92" : "+", 100.0 * fabs(k * step));
    sl_picture_label(picture, x, picture->bottom - 15.0, SL_ALIGN_CENTRE, SL_TYPE_SMALL,
                     SL_COLOUR_MUTED, text);
  }
  sl_picture_label(picture, scale->from, picture->top + 22.0, SL_ALIGN_LEFT, SL_TYPE_STRONG,
                   SL_COLOUR_INK, panel->caption);
}

static double within(const sl_scale_t *scale, double value)
{
  return sl_scale_at(scale, fmin(fmax(value, scale->low), scale->high));
}

/* Beyond the edge: how far, in words, and an arrow. */
static void tell_beyond(sl_picture_t *picture, const sl_scale_t *scale, double off, double y)
{
  char text[64];
  const bool right = off > 0.0;
  snprintf(text, sizeof text, right ? "+%.0f%% \xe2\x86\x92" : "\xe2\x86\x90 \xe2\x88\x92%.0f%%",
           100.0 * fabs(off));
  sl_picture_label(picture, within(scale, off) + (right ? -10.0 : 10.0), y,
                   right ? SL_ALIGN_RIGHT : SL_ALIGN_LEFT, SL_TYPE_SMALL, 0, text);
}

static void draw_figure(sl_chart_t *chart, const panel_t *panel, size_t row,
                        const sl_target_t *target, double simulated)
{
  const sl_scale_t *scale = &panel->scale;
  const double off = simulated / target->target - 1.0, y = row_y(&chart->picture, row);
  if (!isfinite(off)) {
    return;
  }
  if (!isnan(target->low)) {
    sl_picture_line(&chart->picture, "wide_range_line", SL_COLOUR_FAINT,
                    (sl_plot_point_t){within(scale, target->low / target->target - 1.0), y},
                    (sl_plot_point_t){within(scale, target->high / target->target - 1.0), y});
  }
  sl_chart_mark(chart, sl_validated_is_met(target, simulated) ? SL_MARK_SIMULATED : SL_MARK_OUTSIDE,
                0, (sl_plot_point_t){within(scale, off), y});
  if (!sl_scale_holds(scale, off)) {
    tell_beyond(&chart->picture, scale, off, y);
  }
}

static void draw_panel(sl_chart_t *chart, const sl_validation_t *v, const rows_t *rows,
                       const panel_t *panel)
{
  draw_axis(&chart->picture, panel);
  for (size_t i = 0; i < v->targets->n; i++) {
    const sl_target_t *target = &v->targets->list[i];
    const size_t row = target->quantity == panel->quantity ? row_of(rows, target->at) : rows->n;
    if (row < rows->n) {
      draw_figure(chart, panel, row, target, v->validated->figure[i].value);
    }
  }
}

static void draw_names(sl_picture_t *picture, const rows_t *rows)
{
  char name[SL_PLOT_TEXT];
  for (size_t r = 0; r < rows->n; r++) {
    sl_plot_text_fit(rows->name[r], NAME_WIDTH / SL_TEXT_SIZE, name);
    sl_picture_label(picture, SL_PICTURE_MARGIN, row_y(picture, r), SL_ALIGN_LEFT, SL_TYPE_PLAIN,
                     SL_COLOUR_INK, name);
  }
}

static void draw_key(sl_chart_t *chart)
{
  sl_picture_t *picture = &chart->picture;
  const double y = picture->bottom - 50.0;
  double x = SL_PICTURE_MARGIN;
  sl_chart_mark(chart, SL_MARK_SIMULATED, 0, (sl_plot_point_t){x + 6.0, y});
  x = sl_chart_words(chart, x + 18.0, y, "simulated");
  sl_chart_mark(chart, SL_MARK_OUTSIDE, 0, (sl_plot_point_t){x + 6.0, y});
  x = sl_chart_words(chart, x + 18.0, y, "simulated, outside the range");
  sl_picture_line(picture, "wide_range_line", SL_COLOUR_FAINT, (sl_plot_point_t){x, y},
                  (sl_plot_point_t){x + 26.0, y});
  sl_chart_words(chart, x + 34.0, y, "the range aimed at");
}

int sl_validation_services(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                           sl_error_t *error)
{
  const rows_t rows = find_rows(validation);
  const double height = HEAD + FOOT + ROW * fmax(6.0, (double)rows.n);
  const double off = widest_off(validation),
               width = 0.5 * (SL_SHEET_WIDTH - NAMES - RIGHT - BETWEEN);
  const panel_t panels[] = {
      {SL_EVENTS_PER_1000,
       "claims in 1,000 member-years",
       {-off, off, NAMES, NAMES + width, false}},
      {SL_COST_PER_EVENT,
       "allowed amount of a claim",
       {-off, off, SL_SHEET_WIDTH - RIGHT - width, SL_SHEET_WIDTH - RIGHT, false}}};
  sl_chart_t chart = sl_validation_chart(validation, out, height, 1);
  char title[SL_PLOT_TEXT];
  write_title(validation, title, sizeof title);
  sl_picture_begin(&chart.picture, format, title, NAMES, RIGHT, FOOT);
  const int code = sl_chart_begin(&chart, error);
  if (code == SL_OK) {
    draw_names(&chart.picture, &rows);
    draw_panel(&chart, validation, &rows, &panels[0]);
    draw_panel(&chart, validation, &rows, &panels[1]);
    draw_key(&chart);
    sl_chart_end(&chart);
  }
  sl_chart_free(&chart);
  return code;
}
