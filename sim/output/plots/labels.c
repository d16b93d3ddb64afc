#include "sim/output/plots/labels.h"

#include <math.h>
#include <stdlib.h>

#define CELL 4.0
#define LABEL_INK 50.0
#define LEADER_INK 5.0
#define FREE 4.0 /* covered ink that nobody minds: the edge of a confidence band */

int sl_label_field_init(sl_label_field_t *field, double left, double right, double bottom,
                        double top, sl_error_t *error)
{
  field->left = left;
  field->bottom = bottom;
  field->columns = (size_t)ceil((right - left) / CELL);
  field->rows = (size_t)ceil((top - bottom) / CELL);
  field->ink = calloc(field->columns * field->rows, sizeof *field->ink);
  field->sums = calloc((field->columns + 1) * (field->rows + 1), sizeof *field->sums);
  return field->ink != NULL && field->sums != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
}

void sl_label_field_free(sl_label_field_t *field)
{
  free(field->ink);
  free(field->sums);
  field->ink = field->sums = NULL;
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

/* sums[r][c], one row and column more than the field: ink of the cells below r and left of c. */
static void add_up(sl_label_field_t *field)
{
  const size_t width = field->columns + 1;
  for (size_t r = 0; r < field->rows; r++) {
    double row = 0.0;
    for (size_t c = 0; c < field->columns; c++) {
      row += field->ink[r * field->columns + c];
      field->sums[(r + 1) * width + c + 1] = field->sums[r * width + c + 1] + row;
    }
  }
}

/* Infinite where the box leaves the field. As of the last add_up. */
static double covered_ink(const sl_label_field_t *field, double x, double y, double width,
                          double height)
{
  const double left = floor((x - field->left) / CELL), low = floor((y - field->bottom) / CELL);
  const double right = left + ceil(width / CELL), high = low + ceil(height / CELL);
  if (left < 0.0 || low < 0.0 || right > (double)field->columns || high > (double)field->rows) {
    return HUGE_VAL;
  }
  const double *below = field->sums + (size_t)low * (field->columns + 1);
  const double *above = field->sums + (size_t)high * (field->columns + 1);
  const size_t l = (size_t)left, r = (size_t)right;
  return fmax(0.0, (above[r] - above[l]) - (below[r] - below[l]));
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

/* What a spot costs: ink that it hides, ink under its leader line, and its distance. */
typedef struct search {
  const sl_label_field_t *field;
  double width, height;
  sl_label_spot_t best;
  double score, covered; /* of the best */
} search_t;

static void consider(search_t *search, const sl_label_spot_t *spot, double distance)
{
  if (distance >= search->score) {
    return;
  }
  const double covered = covered_ink(search->field, spot->x - CELL, spot->y,
                                     search->width + 2.0 * CELL, search->height);
  double score = distance + 4.0 * covered;
  if (spot->far && score < search->score) {
    score += 2.0 * crossed_ink(search->field, spot->anchor,
                               leader_end(spot, search->width, search->height));
  }
  if (score < search->score) {
    search->score = score;
    search->covered = covered;
    search->best = *spot;
  }
}

/* Beside an anchor, where a reader looks first. later: how much worse than the first anchor. */
static void search_beside(search_t *search, sl_plot_point_t anchor, double later)
{
  const sl_label_field_t *field = search->field;
  const double right = field->left + CELL * (double)field->columns - search->width - 2.0 * CELL;
  for (const struct side *s = sides; s < sides + sizeof sides / sizeof sides[0]; s++) {
    for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
      const double x = anchor.x + s->x * gaps[g] + s->left * search->width;
      /* Above and below, a label may slide along the edge of the field. */
      const double slid = fmax(field->left + CELL, fmin(x, right));
      const sl_label_spot_t spot = {.x = s->y != 0.0 ? slid : x,
                                    .y = anchor.y + s->y * gaps[g] + s->low * search->height,
                                    .anchor = anchor,
                                    .far = gaps[g] > NEAR};
      consider(search, &spot, s->penalty + 0.6 * gaps[g] + later);
    }
  }
}

/* Anywhere in the field, on every second cell: dearer than a spot beside the anchor, but better
 * than over a line. */
static void search_everywhere(search_t *search, sl_plot_point_t anchor, double later)
{
  const sl_label_field_t *field = search->field;
  for (size_t r = 0; r < field->rows; r += 2) {
    for (size_t c = 0; c < field->columns; c += 2) {
      sl_label_spot_t spot = {.x = field->left + CELL * (double)(c + 1),
                              .y = field->bottom + CELL * (double)r,
                              .anchor = anchor};
      const sl_plot_point_t end = leader_end(&spot, search->width, search->height);
      const double distance = hypot(end.x - anchor.x, end.y - anchor.y);
      spot.far = distance > NEAR;
      consider(search, &spot, 10.0 + 0.7 * distance + later);
    }
  }
}

sl_label_spot_t sl_label_field_place(sl_label_field_t *field, const sl_plot_point_t *anchors,
                                     size_t n, double width, double height)
{
  search_t search = {.field = field,
                     .width = width,
                     .height = height,
                     .best = {.x = field->left, .y = field->bottom},
                     .score = HUGE_VAL,
                     .covered = HUGE_VAL};
  add_up(field);
  for (size_t a = 0; a < n; a++) {
    search_beside(&search, anchors[a], 20.0 * (double)a / (double)n);
  }
  for (size_t a = 0; a < n && search.covered > FREE; a += 1 + n / 8) {
    search_everywhere(&search, anchors[a], 20.0 * (double)a / (double)n);
  }
  sl_label_spot_t best = search.best;
  best.leader = leader_end(&best, width, height);
  sl_label_field_box(field, best.x - CELL, best.y - CELL, width + 2.0 * CELL, height + 2.0 * CELL,
                     LABEL_INK);
  if (best.far) {
    sl_label_field_line(field, best.anchor, best.leader, LEADER_INK);
  }
  return best;
}
