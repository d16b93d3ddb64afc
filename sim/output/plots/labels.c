#include "sim/output/plots/labels.h"

#include <math.h>
#include <stdlib.h>

#define CELL 4.0
#define LABEL_INK 50.0
#define LEADER_INK 5.0

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

/* Where a label stands to its anchor: it moves (x, y) gaps away from there, and its own corner is
 * (left, low) widths and heights from the place it moves to. */
static const struct side {
  double x, y, left, low, penalty;
} sides[] = {
    {1, 0, 0, -0.5, 0}, {1, 1, 0, 0, 1},      {0, 1, 0, 0, 2},     {1, -1, 0, -1, 3},
    {0, 1, -0.5, 0, 4}, {-1, 0, -1, -0.5, 5}, {-1, -1, -1, -1, 5}, {0, -1, 0, -1, 6},
    {0, 1, -1, 0, 6},   {-1, 1, -1, 0, 6},    {0, -1, -1, -1, 6},  {0, -1, -0.5, -1, 6},
};
static const double gaps[] = {8.0, 14.0, 22.0, 32.0, 46.0, 64.0, 90.0, 120.0, 160.0, 210.0};
#define NEAR 14.0

static sl_plot_point_t leader_end(const sl_label_spot_t *spot, double width, double height)
{
  return (sl_plot_point_t){fmin(fmax(spot->anchor.x, spot->x - 3.0), spot->x + width + 3.0),
                           fmin(fmax(spot->anchor.y, spot->y), spot->y + height)};
}

/* Ink under a leader line, but for what surrounds the anchor. */
static double crossed_ink(const sl_label_field_t *field, sl_plot_point_t from, sl_plot_point_t to)
{
  const double length = hypot(to.x - from.x, to.y - from.y);
  double sum = 0.0;
  for (double d = NEAR; d < length; d += CELL) {
    const double x = from.x + d / length * (to.x - from.x);
    const double y = from.y + d / length * (to.y - from.y);
    sum += fmin(LABEL_INK, covered_ink(field, x, y, CELL, CELL));
  }
  return sum;
}

static double spot_score(const sl_label_field_t *field, const sl_label_spot_t *spot, double width,
                         double height)
{
  const double covered = covered_ink(field, spot->x - CELL, spot->y, width + 2.0 * CELL, height);
  const double crossed = spot->far && covered < HUGE_VAL
                             ? crossed_ink(field, spot->anchor, leader_end(spot, width, height))
                             : 0.0;
  return 4.0 * covered + 2.0 * crossed;
}

sl_label_spot_t sl_label_field_place(sl_label_field_t *field, const sl_plot_point_t *anchors,
                                     size_t n, double width, double height)
{
  sl_label_spot_t best = {field->left, field->bottom, {field->left, field->bottom}, 0, {0.0, 0.0}};
  double best_score = HUGE_VAL;
  for (size_t a = 0; a < n; a++) {
    for (const struct side *s = sides; s < sides + sizeof sides / sizeof sides[0]; s++) {
      for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        const double right = field->left + CELL * (double)field->columns - width - 2.0 * CELL;
        const double x = anchors[a].x + s->x * gaps[g] + s->left * width;
        /* Above and below, a label may slide along the edge of the field. */
        const double slid = fmax(field->left + CELL, fmin(x, right));
        const sl_label_spot_t spot = {.x = s->y != 0.0 ? slid : x,
                                      .y = anchors[a].y + s->y * gaps[g] + s->low * height,
                                      .anchor = anchors[a],
                                      .far = gaps[g] > NEAR};
        const double score = spot_score(field, &spot, width, height) + s->penalty + 0.6 * gaps[g] +
                             20.0 * (double)a / (double)n;
        if (score < best_score) {
          best_score = score;
          best = spot;
        }
      }
    }
  }
  best.leader = leader_end(&best, width, height);
  sl_label_field_box(field, best.x - CELL, best.y - CELL, width + 2.0 * CELL, height + 2.0 * CELL,
                     LABEL_INK);
  if (best.far) {
    sl_label_field_line(field, best.anchor, best.leader, LEADER_INK);
  }
  return best;
}
