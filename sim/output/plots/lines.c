#include "sim/output/plots/lines.h"

#include <math.h>
#include <stdlib.h>

#define CURVE_INK 10.0
#define BAND_INK 0.3
#define MARK_INK 20.0
#define ANCHORS 80

int sl_lines_init(sl_lines_t *lines, const sl_plot_data_t *data, FILE *out, double floor,
                  sl_error_t *error)
{
  const size_t n = data->n_arrangements;
  *lines = (sl_lines_t){.floor = floor, .n = n};
  lines->picture = sl_picture_of(out, data, SL_SHEET_HEIGHT);
  lines->curves = calloc(n, sizeof *lines->curves);
  lines->marks = calloc(2 * n, sizeof *lines->marks);
  if (lines->curves == NULL || lines->marks == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  for (size_t a = 0; a < n; a++) {
    sl_curve_t *curve = &lines->curves[a];
    curve->arrangement = a;
    curve->shown = 1;
    curve->points = malloc(SL_EXCEEDANCE_POINTS * sizeof *curve->points);
    if (curve->points == NULL) {
      return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
    }
    curve->n = sl_exceedance_curve(data->ascending[a], data->trials, curve->points);
    for (size_t k = 0; k < curve->n; k++) {
      if (curve->points[k].probability < floor) {
        curve->n = k + 1;
      }
    }
  }
  return SL_OK;
}

void sl_lines_free(sl_lines_t *lines)
{
  for (size_t a = 0; lines->curves != NULL && a < lines->n; a++) {
    free(lines->curves[a].points);
  }
  free(lines->curves);
  free(lines->marks);
  sl_label_field_free(&lines->field);
}

double sl_lines_y(const sl_lines_t *lines, double probability)
{
  const sl_picture_t *picture = &lines->picture;
  const double part = lines->floor > 0.0
                          ? 1.0 - log(fmax(probability, lines->floor)) / log(lines->floor)
                          : probability;
  return picture->bottom + part * (picture->top - picture->bottom);
}

static sl_plot_point_t place(const sl_lines_t *lines, double x, double probability)
{
  const sl_picture_t *picture = &lines->picture;
  const double at = sl_picture_x(picture, x);
  return (sl_plot_point_t){fmin(fmax(at, picture->left), picture->right),
                           sl_lines_y(lines, probability)};
}

static void write_curve(const sl_lines_t *lines, const sl_curve_t *curve)
{
  FILE *out = lines->picture.out;
  for (size_t k = 0; k < curve->n; k++) {
    const sl_exceedance_t *point = &curve->points[k];
    fprintf(out, "%.17g %.17g %.17g %.17g\n", point->x, point->probability, point->low,
            point->high);
  }
  fputs("\n\n", out);
}

static void ink_curve(sl_lines_t *lines, const sl_curve_t *curve)
{
  sl_plot_point_t before = place(lines, curve->points[0].x, 1.0);
  for (size_t k = 0; k < curve->n; k++) {
    const sl_exceedance_t *point = &curve->points[k];
    const sl_plot_point_t here = place(lines, point->x, point->probability);
    sl_label_field_line(&lines->field, place(lines, point->x, point->low),
                        place(lines, point->x, point->high), BAND_INK);
    sl_label_field_line(&lines->field, before, here, CURVE_INK);
    before = here;
  }
}

int sl_lines_begin(sl_lines_t *lines, const char *caption, sl_error_t *error)
{
  sl_picture_t *picture = &lines->picture;
  const int code = sl_label_field_init(&lines->field, picture->left, picture->right,
                                       picture->bottom, picture->top, error);
  if (code != SL_OK) {
    return code;
  }
  sl_picture_caption(picture, caption);
  fprintf(picture->out, "floor = %.17g\narray Shown[series]\n$curves << END\n", lines->floor);
  for (size_t a = 0; a < lines->n; a++) {
    write_curve(lines, &lines->curves[a]);
  }
  fputs("END\n", picture->out);
  for (size_t a = 0; a < lines->n; a++) {
    fprintf(picture->out, "Shown[%zu] = %d\n", a + 1, lines->curves[a].shown);
    if (lines->curves[a].shown) {
      ink_curve(lines, &lines->curves[a]);
    }
  }
  return SL_OK;
}

void sl_lines_level(sl_lines_t *lines, double probability, const char *text)
{
  sl_picture_label(&lines->picture, lines->picture.left - 8.0, sl_lines_y(lines, probability),
                   SL_ALIGN_RIGHT, SL_TYPE_SMALL, SL_COLOUR_MUTED, text);
}

sl_plot_point_t sl_lines_mark(sl_lines_t *lines, size_t arrangement, double x, double probability)
{
  const sl_plot_point_t here = place(lines, x, probability);
  lines->marks[lines->n_marks++] = (struct sl_mark){x, probability, arrangement};
  sl_label_field_box(&lines->field, here.x - 6.0, here.y - 6.0, 12.0, 12.0, MARK_INK);
  return here;
}

/* Places along a curve, evenly apart as the eye sees them. */
static size_t curve_anchors(const sl_lines_t *lines, const sl_curve_t *curve,
                            sl_plot_point_t anchors[ANCHORS])
{
  const double apart = (lines->picture.top - lines->picture.bottom) / 60.0;
  sl_plot_point_t before = place(lines, curve->points[0].x, 1.0);
  size_t n = 0;
  for (size_t k = 0; k < curve->n; k++) {
    const sl_plot_point_t end = place(lines, curve->points[k].x, curve->points[k].probability);
    const double length = hypot(end.x - before.x, end.y - before.y);
    for (double d = apart; d <= length && n < ANCHORS; d += apart) {
      const sl_plot_point_t here = {before.x + d / length * (end.x - before.x),
                                    before.y + d / length * (end.y - before.y)};
      if (here.y < lines->picture.top - 12.0) {
        anchors[n++] = here;
      }
    }
    if (length >= apart) {
      before = end;
    }
  }
  return n;
}

void sl_lines_name(sl_lines_t *lines, size_t arrangement, const char *second)
{
  const sl_curve_t *curve = &lines->curves[arrangement];
  sl_plot_point_t anchors[ANCHORS];
  size_t n = curve_anchors(lines, curve, anchors);
  if (n == 0) {
    anchors[n++] = place(lines, curve->points[0].x, 0.5);
  }
  sl_picture_place(&lines->picture, &lines->field, anchors, n, SL_TYPE_STRONG, (int)arrangement,
                   sl_plot_facts(lines->picture.data, arrangement)->name, second);
}

void sl_lines_end(sl_lines_t *lines)
{
  FILE *out = lines->picture.out;
  fputs("$marks << END\n", out);
  for (size_t m = 0; m < lines->n_marks; m++) {
    fprintf(out, "%.17g %.17g %zu\n", lines->marks[m].x, lines->marks[m].probability,
            lines->marks[m].arrangement + 1);
  }
  if (lines->n_marks == 0) {
    fputs("NaN NaN 1\n", out);
  }
  fputs("END\n", out);
}
