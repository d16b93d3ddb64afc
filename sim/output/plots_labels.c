#include "sim/output/plots_labels.h"

#include <math.h>
#include <stdlib.h>

#define CELL 4.0
#define LABEL_INK 50.0

int sl_label_field_init(sl_label_field_t *field, double left, double right, double bottom,
                        double top, sl_error_t *error)
{
  field->left = left;
  field->bottom = bottom;
  field->columns = (size_t)ceil((right - left) / CELL);
  field->rows = (size_t)ceil((top - bottom) / CELL);
  field->ink = calloc(field->columns * field->rows, sizeof *field->ink);
  return field->ink != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
}

void sl_label_field_free(sl_label_field_t *field)
{
  free(field->ink);
  field->ink = NULL;
}

static void add_ink(sl_label_field_t *field, double x, double y, double ink)
{
  const double column = floor((x - field->left) / CELL), row = floor((y - field->bottom) / CELL);
  if (column >= 0.0 && row >= 0.0 && column < (double)field->columns && row < (double)field->rows) {
    double *cell = &field->ink[(size_t)row * field->columns + (size_t)column];
    *cell = fmax(*cell, ink);
  }
}

void sl_label_field_line(sl_label_field_t *field, sl_plot_point_t from, sl_plot_point_t to,
                         double ink)
{
  const double length = hypot(to.x - from.x, to.y - from.y);
  const size_t steps = (size_t)fmin(1e4, ceil(length / (0.5 * CELL))) + 1;
  for (size_t s = 0; s <= steps; s++) {
    const double part = (double)s / (double)steps;
    add_ink(field, from.x + part * (to.x - from.x), from.y + part * (to.y - from.y), ink);
  }
}

void sl_label_field_box(sl_label_field_t *field, double x, double y, double width, double height,
                        double ink)
{
  for (double dy = 0.0; dy < height; dy += CELL) {
    for (double dx = 0.0; dx < width; dx += CELL) {
      add_ink(field, x + dx, y + dy, ink);
    }
  }
}

/* Infinite where the box leaves the field. */
static double covered_ink(const sl_label_field_t *field, double x, double y, double width,
                          double height)
{
  const double column = floor((x - field->left) / CELL), row = floor((y - field->bottom) / CELL);
  const double columns = ceil(width / CELL), rows = ceil(height / CELL);
  double sum = 0.0;
  if (column < 0.0 || row < 0.0 || column + columns > (double)field->columns ||
      row + rows > (double)field->rows) {
    return HUGE_VAL;
  }
  for (size_t r = (size_t)row; r < (size_t)(row + rows); r++) {
    for (size_t c = (size_t)column; c < (size_t)(column + columns); c++) {
      sum += field->ink[r * field->columns + c];
    }
  }
  return sum;
}

#define NEAR 14.0

sl_label_spot_t sl_label_field_place(sl_label_field_t *field, const sl_plot_point_t *anchors,
                                     size_t n, double width, double height)
{
  /* Right of the anchor reads best, then above it, then left, then below. */
  static const struct {
    double x, y, penalty;
  } sides[] = {{1, 0, 0},  {1, 1, 1},   {1, -1, 3}, {0, 1, 4},
               {-1, 0, 5}, {-1, -1, 5}, {-1, 1, 6}, {0, -1, 6}};
  static const double gaps[] = {8.0, NEAR, 26.0, 44.0, 70.0, 110.0};
  sl_label_spot_t best = {field->left, field->bottom, {field->left, field->bottom}, 0};
  double best_score = HUGE_VAL;
  for (size_t a = 0; a < n; a++) {
    for (size_t s = 0; s < sizeof sides / sizeof sides[0]; s++) {
      for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        const double x = anchors[a].x + sides[s].x * gaps[g] + 0.5 * (sides[s].x - 1.0) * width;
        const double y = anchors[a].y + sides[s].y * gaps[g] + 0.5 * (sides[s].y - 1.0) * height;
        const double score = 4.0 * covered_ink(field, x, y, width, height) + sides[s].penalty +
                             0.6 * gaps[g] + 20.0 * (double)a / (double)n;
        if (score < best_score) {
          best_score = score;
          best = (sl_label_spot_t){x, y, anchors[a], gaps[g] > NEAR};
        }
      }
    }
  }
  sl_label_field_box(field, best.x - CELL, best.y - CELL, width + 2.0 * CELL, height + 2.0 * CELL,
                     LABEL_INK);
  return best;
}
