#include "sim/output/plots/fit_plots.h"

#include "models/fit/distance.h"
#include "sim/output/plots/drawing.h"
#include "sim/output/plots/picture.h"

#include <math.h>
#include <stdlib.h>

#define LEFT 92.0
#define RIGHT 36.0
#define FOOT 56.0
#define QQ_POINTS 400
#define PAD 1.15  /* beyond the outermost points */
#define LABELS 12 /* of an axis, at most */
#define LINE_POINTS 40

extern const char sl_plots_fit[];

typedef struct axis {
  double low, high;
} axis_t;

typedef struct point {
  double x, y, low, high;
} point_t;

typedef struct drawing {
  const sl_fit_study_t *study;
  const sl_service_fit_t *service;
} drawing_t;

static void widen(axis_t *axis, double value)
{
  axis->low = fmin(axis->low, value / PAD);
  axis->high = fmax(axis->high, value * PAD);
}

static double share(const axis_t *axis, double value)
{
  return log(value / axis->low) / log(axis->high / axis->low);
}

/* Round amounts, the closer the shorter the axis. */
static size_t ticks(const axis_t *axis, double tick[LABELS])
{
  static const double round_ones[3][6] = {{1.0}, {1.0, 2.0, 5.0}, {1.0, 1.5, 2.0, 3.0, 5.0, 7.0}};
  static const size_t counts[3] = {1, 3, 6};
  const double decades = log10(axis->high / axis->low);
  const size_t which = decades > 3.0 ? 0 : decades > 1.5 ? 1 : 2;
  const double *fine = round_ones[which];
  const size_t per = counts[which];
  const int first = (int)floor(log10(axis->low)), last = (int)ceil(log10(axis->high));
  size_t n = 0;
  for (int power = first; power <= last; power++) {
    for (size_t k = 0; k < per && n < LABELS; k++) {
      const double value = fine[k] * pow(10.0, power);
      if (value >= axis->low && value <= axis->high) {
        tick[n++] = value;
      }
    }
  }
  return n;
}

static void write_ticks(FILE *out, const char *which, const axis_t *axis, const double *tick,
                        size_t n)
{
  fprintf(out, "set %srange [%.17g:%.17g]\nset %stics (", which, axis->low, axis->high, which);
  for (size_t i = 0; i < n; i++) {
    fprintf(out, "%s%.17g", i > 0 ? ", " : "", tick[i]);
  }
  fputs(")\n", out);
}

static void put_axes(sl_picture_t *picture, const axis_t *x, const axis_t *y, const char *below,
                     const char *above)
{
  double tick[LABELS];
  char text[SL_PLOT_TEXT];
  size_t n = ticks(x, tick);
  write_ticks(picture->out, "x", x, tick, n);
  for (size_t i = 0; i < n; i++) {
    sl_plot_text_money(picture->currency, tick[i], 0.5 * tick[i], text, sizeof text);
    sl_picture_label(picture, picture->left + share(x, tick[i]) * (picture->right - picture->left),
                     picture->bottom - 15.0, SL_ALIGN_CENTRE, SL_TYPE_SMALL, SL_COLOUR_MUTED, text);
  }
  n = ticks(y, tick);
  write_ticks(picture->out, "y", y, tick, n);
  for (size_t i = 0; i < n; i++) {
    sl_plot_text_money(picture->currency, tick[i], 0.5 * tick[i], text, sizeof text);
    sl_picture_label(picture, picture->left - 10.0,
                     picture->bottom + share(y, tick[i]) * (picture->top - picture->bottom),
                     SL_ALIGN_RIGHT, SL_TYPE_SMALL, SL_COLOUR_MUTED, text);
  }
  sl_picture_label(picture, picture->right, picture->bottom - 36.0, SL_ALIGN_RIGHT, SL_TYPE_SMALL,
                   SL_COLOUR_MUTED, below);
  sl_picture_caption(picture, above);
}

static sl_picture_t begin(const drawing_t *drawing, FILE *out, sl_plot_format_t format,
                          const char *title)
{
  char name[SL_PLOT_TEXT], count[64];
  sl_picture_t picture = {.out = out,
                          .currency = drawing->study->terms.currency,
                          .series = 2,
                          .height = SL_SHEET_HEIGHT};
  sl_plot_text_fit(drawing->service->name, 44.0, name);
  sl_plot_text_count(drawing->service->n, count, sizeof count);
  snprintf(picture.subtitle, sizeof picture.subtitle, "%s \xc2\xb7 %s claims", name, count);
  sl_picture_begin(&picture, format, title, LEFT, RIGHT, FOOT);
  return picture;
}

static void put_points(FILE *out, const char *name, const point_t *points, size_t n)
{
  fprintf(out, "$%s << EOD\n", name);
  for (size_t i = 0; i < n; i++) {
    fprintf(out, "%.17g %.17g %.17g %.17g\n", points[i].x, points[i].y, points[i].low,
            points[i].high);
  }
  fputs("EOD\n", out);
}

static int draw_quantiles(const void *context, sl_plot_format_t format, FILE *out,
                          sl_error_t *error)
{
  const drawing_t *drawing = context;
  const sl_service_fit_t *service = drawing->service;
  const sl_law_t *law = sl_service_severity(service);
  sl_qq_t qq[QQ_POINTS];
  point_t points[QQ_POINTS];
  char title[SL_PLOT_TEXT];
  sl_loss_t *whole = malloc(service->n * sizeof *whole);
  if (whole == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  for (size_t i = 0; i < service->n; i++) {
    whole[i] = sl_loss(service->losses[i].amount);
  }
  const size_t n = sl_fit_qq(&law->severity, whole, service->n, QQ_POINTS, qq);
  free(whole);
  axis_t axis = {service->largest, service->largest};
  for (size_t i = 0; i < n; i++) {
    points[i] = (point_t){qq[i].theory, qq[i].seen, qq[i].seen, qq[i].seen};
    widen(&axis, fmax(qq[i].theory, axis.high * 1e-6));
    widen(&axis, fmax(qq[i].seen, axis.high * 1e-6));
  }
  snprintf(title, sizeof title, "Claims beside %s%s: on the line where the law is right",
           law->family, law->spliced ? " with a Pareto tail" : "");
  sl_picture_t picture = begin(drawing, out, format, title);
  put_axes(&picture, &axis, &axis, "amount by the law", "amount of the claim of the same rank");
  put_points(out, "points", points, n);
  put_points(out, "line", points, n);
  fprintf(out, "diagonal = 1\n%s", sl_plots_fit);
  return SL_OK;
}

/* The straight line that the chosen tail has. */
static size_t tail_line(const sl_service_fit_t *service, double end, point_t *line)
{
  if (service->threshold.chosen >= service->n_tail) {
    line[0] = (point_t){NAN, NAN, NAN, NAN};
    return 1;
  }
  const sl_tail_point_t *at = &service->tail[service->threshold.chosen];
  for (size_t i = 0; i < LINE_POINTS; i++) {
    const double x = at->threshold + (end - at->threshold) * (double)i / (LINE_POINTS - 1);
    const double y =
        (at->scale.value + at->shape.value * (x - at->threshold)) / (1.0 - at->shape.value);
    line[i] = (point_t){x, at->shape.value < 1.0 && y > 0.0 ? y : (double)NAN, NAN, NAN};
  }
  return LINE_POINTS;
}

static int draw_mean_excess(const void *context, sl_plot_format_t format, FILE *out,
                            sl_error_t *error)
{
  const drawing_t *drawing = context;
  const sl_service_fit_t *service = drawing->service;
  point_t points[SL_TAIL_POINTS], line[LINE_POINTS];
  axis_t x = {service->tail[0].threshold, service->tail[0].threshold};
  axis_t y = {service->tail[0].mean_excess.value, service->tail[0].mean_excess.value};
  (void)error;
  for (size_t i = 0; i < service->n_tail; i++) {
    const sl_tail_point_t *at = &service->tail[i];
    const double reach = SL_FIT_95 * at->mean_excess.standard_error;
    points[i] = (point_t){at->threshold, at->mean_excess.value,
                          fmax(at->mean_excess.value - reach, 0.05 * at->mean_excess.value),
                          at->mean_excess.value + reach};
    widen(&x, points[i].x);
    widen(&y, points[i].low);
    widen(&y, points[i].high);
  }
  const bool told = service->threshold.chosen < service->n_tail;
  sl_picture_t picture =
      begin(drawing, out, format,
            told ? "Mean excess over thresholds, with the line of the chosen tail"
                 : "Mean excess over thresholds: none begins a Pareto tail");
  put_axes(&picture, &x, &y, "threshold", "mean of what lies above the threshold, 95% interval");
  put_points(out, "points", points, service->n_tail);
  put_points(out, "line", line, tail_line(service, x.high, line));
  fprintf(out, "diagonal = 0\n%s", sl_plots_fit);
  return SL_OK;
}

typedef struct plan {
  sl_drawing_script_t script;
  size_t service;
  const char *name;
} plan_t;

static size_t plan_pictures(const sl_fit_study_t *study, plan_t plan[SL_FIT_PICTURES])
{
  size_t n = 0;
  for (size_t s = 0; s < study->n_services && n + 2 <= SL_FIT_PICTURES; s++) {
    const sl_service_fit_t *service = &study->services[s];
    if (service->n > 1 && sl_service_severity(service) != NULL) {
      plan[n++] = (plan_t){draw_quantiles, s, "quantiles"};
    }
    if (service->n_tail > 0) {
      plan[n++] = (plan_t){draw_mean_excess, s, "mean-excess"};
    }
  }
  return n;
}

size_t sl_fit_plots_count(const sl_fit_study_t *study)
{
  plan_t plan[SL_FIT_PICTURES];
  return plan_pictures(study, plan);
}

static int draw_picture(const sl_fit_study_t *study, const plan_t *plan, sl_folder_t *folder,
                        size_t i, sl_error_t *error)
{
  const sl_folder_file_t *file = &folder->files[i];
  const drawing_t drawing = {study, &study->services[plan->service]};
  const int code = sl_folder_create(folder, i, error);
  return code == SL_OK ? sl_drawing_make(plan->script, &drawing, SL_PLOT_SVG,
                                         file->file->descriptor, file->path, error)
                       : code;
}

typedef struct order {
  const sl_fit_study_t *study;
  sl_folder_t *folder;
} order_t;

static int draw_all(void *context, sl_error_t *error)
{
  const order_t *order = context;
  plan_t plan[SL_FIT_PICTURES];
  const size_t n = plan_pictures(order->study, plan);
  int code = SL_OK;
  for (size_t p = 0; p < n && code == SL_OK; p++) {
    char name[64];
    snprintf(name, sizeof name, "%s-%zu", plan[p].name, plan[p].service + 1);
    code = sl_folder_name(order->folder, p, name, sl_plot_format_names[SL_PLOT_SVG], error);
  }
  for (size_t p = 0; p < n && code == SL_OK; p++) {
    code = draw_picture(order->study, &plan[p], order->folder, p, error);
  }
  return code;
}

int sl_fit_plots_draw(const sl_fit_study_t *study, sl_folder_t *folder, sl_error_t *error)
{
  order_t order = {study, folder};
  return sl_drawing_plainly(draw_all, &order, error);
}
