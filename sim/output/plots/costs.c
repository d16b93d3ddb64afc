#include "models/funding/arrangement.h"
#include "sim/output/plots/curves.h"
#include "sim/output/plots/picture.h"
#include "sim/output/plots/text.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define GRID 400
#define ATOMS 100
#define ROWS_OF_A_SHEET 6
#define EXTRA_ROW 72.0
#define NAMES 250.0 /* left margin: what is said of each arrangement */
#define FOOT 56.0
#define HEADROOM 20.0 /* above the density: the budget's label */
#define DENSITY_INK 6.0
#define LABEL_INK 50.0
#define FEWEST 20 /* costs that make a density */

extern const char sl_plots_costs[];

typedef struct row {
  size_t arrangement;
  double base, height; /* of the density, in units */
  sl_atom_t atoms[ATOMS];
  size_t n_atoms;
  double *smooth; /* the costs outside atoms, ascending */
  size_t n_smooth;
  double low, high;     /* the density's range; low = high: there is none */
  double heights[GRID]; /* in units, from low to high */
} row_t;

static void title_of_two(const sl_plot_data_t *data, char *title, size_t size)
{
  const sl_arrangement_summary_t *other = &data->summary->arrangements[1];
  const size_t first = other->baseline_cheaper_trials, second = other->baseline_dearer_trials;
  const size_t winner = second > first;
  char years[64], names[2][SL_PLOT_TEXT];
  for (size_t a = 0; a < 2; a++) {
    sl_plot_text_fit(sl_plot_facts(data, a)->name, 30.0, names[a]);
  }
  if (first == 0 && second == 0) {
    snprintf(title, size, "%s and %s cost the same in every simulated year", names[0], names[1]);
    return;
  }
  sl_plot_text_years(winner ? second : first, data->trials, years, sizeof years);
  snprintf(title, size, "%s costs less than %s in %s", names[winner], names[!winner], years);
}

static void title_of_many(const sl_plot_data_t *data, char *title, size_t size)
{
  size_t best = 0;
  char amount[64], name[SL_PLOT_TEXT];
  for (size_t a = 1; a < data->n_arrangements; a++) {
    if (data->summary->arrangements[a].expected_cost.value <
        data->summary->arrangements[best].expected_cost.value) {
      best = a;
    }
  }
  sl_plot_text_fit(sl_plot_facts(data, best)->name, 44.0, name);
  sl_plot_amount(data, data->summary->arrangements[best].expected_cost.value, amount,
                 sizeof amount);
  snprintf(title, size,
           data->n_arrangements > 1 ? "%s has the lowest expected cost, %s a year"
                                    : "%s is expected to cost %s a year",
           name, amount);
}

static int ends_in_atom(const sl_plot_data_t *data, size_t a)
{
  const double *cost = data->ascending[a], most = cost[data->trials - 1];
  return !sl_plot_is_constant(data, a) &&
         (double)sl_exceeding(cost, data->trials, most - 2.0 * SL_DEFICIT_TOLERANCE) >=
             0.05 * (double)data->trials;
}

static void cost_range(const sl_plot_data_t *data, double *low, double *high)
{
  *low = HUGE_VAL;
  *high = -HUGE_VAL;
  for (size_t a = 0; a < data->n_arrangements; a++) {
    *low = fmin(*low, sl_plot_cost_at(data, a, 0.005));
    *high = fmax(*high, sl_plot_cost_at(data, a, 0.99));
  }
  const double span = *high - *low;
  for (size_t a = 0; a < data->n_arrangements; a++) {
    const double budget = sl_plot_facts(data, a)->price.budget.value;
    if (budget > *low - span && budget < *high + span) {
      *low = fmin(*low, budget);
      *high = fmax(*high, budget);
    }
  }
  sl_picture_pad(low, high);
  for (size_t a = 0; a < data->n_arrangements; a++) {
    /* Room for what is said of a stem at the right end. */
    if (ends_in_atom(data, a) && sl_plot_cost_at(data, a, 1.0) > *high - 0.2 * (*high - *low)) {
      *high += 0.15 * (*high - *low);
      return;
    }
  }
}

static int row_init(row_t *row, const sl_plot_data_t *data, size_t arrangement, sl_error_t *error)
{
  const double *cost = data->ascending[arrangement];
  row->arrangement = arrangement;
  row->n_atoms = sl_atoms(cost, data->trials, row->atoms, ATOMS);
  row->smooth = malloc(data->trials * sizeof *row->smooth);
  if (row->smooth == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  size_t from = 0;
  row->n_smooth = 0;
  for (size_t i = 0; i <= row->n_atoms; i++) {
    const size_t to = i < row->n_atoms ? row->atoms[i].first : data->trials;
    memcpy(row->smooth + row->n_smooth, cost + from, (to - from) * sizeof *cost);
    row->n_smooth += to - from;
    from = i < row->n_atoms ? to + row->atoms[i].count : to;
  }
  return SL_OK;
}

/* The density of what is no atom, over its own range; nothing leaks past an atom at either end. */
static void row_density(row_t *row, const sl_picture_t *picture)
{
  if (row->n_smooth < FEWEST || row->smooth[row->n_smooth - 1] <= row->smooth[0]) {
    return;
  }
  const double first = row->smooth[0], last = row->smooth[row->n_smooth - 1];
  const double margin = 0.1 * (last - first);
  double lower = -HUGE_VAL, upper = HUGE_VAL, peak = 0.0;
  if (row->n_atoms > 0 && row->atoms[0].value <= first) {
    lower = row->atoms[0].value;
  }
  if (row->n_atoms > 0 && row->atoms[row->n_atoms - 1].value >= last) {
    upper = row->atoms[row->n_atoms - 1].value;
  }
  row->low = fmax(picture->x_low, fmax(lower, first - margin));
  row->high = fmin(picture->x_high, fmin(upper, last + margin));
  sl_density(row->smooth, row->n_smooth, row->low, row->high, lower, upper, row->heights, GRID);
  for (size_t k = 0; k < GRID; k++) {
    peak = fmax(peak, row->heights[k]);
  }
  for (size_t k = 0; k < GRID; k++) {
    row->heights[k] *= row->height / peak;
  }
}

/* The height of the density at an amount, 0 outside its range. */
static double height_at(const row_t *row, double amount)
{
  const double place = (amount - row->low) / (row->high - row->low) * (GRID - 1);
  if (!(place >= 0.0 && place <= GRID - 1)) {
    return 0.0;
  }
  const size_t k = (size_t)fmin(place, GRID - 2);
  return row->heights[k] + (place - (double)k) * (row->heights[k + 1] - row->heights[k]);
}

/* One data set of gnuplot: the part of the row's density above `from`. */
static void write_density(const row_t *row, const sl_picture_t *picture, double from)
{
  fprintf(picture->out, "%.17g %g %g\n", fmax(from, picture->x_low), row->base,
          row->base + height_at(row, fmax(from, picture->x_low)));
  for (size_t k = 0; k < GRID && row->high > row->low; k++) {
    const double x = row->low + (double)k * (row->high - row->low) / (GRID - 1);
    if (x >= from) {
      fprintf(picture->out, "%.10g %g %g\n", x, row->base, row->base + row->heights[k]);
    }
  }
  fputs("\n\n", picture->out);
}

/* The likelier, the higher, and never lost within the density. */
static double stem_height(const row_t *row, const sl_atom_t *atom)
{
  return fmax(row->height * (0.5 + 0.5 * atom->share), height_at(row, atom->value) + 4.0);
}

static void draw_stems(const row_t *row, sl_picture_t *picture)
{
  for (size_t i = 0; i < row->n_atoms; i++) {
    const double x = sl_picture_x(picture, row->atoms[i].value);
    if (x >= picture->left && x <= picture->right) {
      sl_picture_line(picture, "stem_line", (int)row->arrangement, (sl_plot_point_t){x, row->base},
                      (sl_plot_point_t){x, row->base + stem_height(row, &row->atoms[i])});
    }
  }
}

/* Where the row's ink is, so that a label keeps off it. */
static int row_field(const row_t *row, const sl_picture_t *picture, sl_label_field_t *field,
                     sl_error_t *error)
{
  const int code = sl_label_field_init(field, picture->left, SL_SHEET_WIDTH - 8.0, row->base,
                                       row->base + row->height + HEADROOM, error);
  for (double x = picture->left; code == SL_OK && x <= picture->right; x += 2.0) {
    const double amount = picture->x_low + (x - picture->left) / (picture->right - picture->left) *
                                               (picture->x_high - picture->x_low);
    sl_label_field_line(field, (sl_plot_point_t){x, row->base},
                        (sl_plot_point_t){x, row->base + height_at(row, amount) + 4.0},
                        DENSITY_INK);
  }
  for (size_t i = 0; code == SL_OK && i < row->n_atoms; i++) {
    const double x = sl_picture_x(picture, row->atoms[i].value);
    sl_label_field_box(field, x - 4.0, row->base, 8.0, stem_height(row, &row->atoms[i]), LABEL_INK);
  }
  return code;
}

/* How often the cost is exactly that of a stem; a constant cost is said beside the row. */
static void label_stems(const row_t *row, sl_picture_t *picture, sl_label_field_t *field)
{
  const sl_plot_data_t *data = picture->data;
  const double maximum = sl_plot_maximum(data, row->arrangement);
  for (size_t i = 0; i < row->n_atoms; i++) {
    const sl_atom_t *atom = &row->atoms[i];
    char amount[64], years[64], often[80], text[SL_PLOT_TEXT];
    const double x = sl_picture_x(picture, atom->value);
    const sl_plot_point_t anchor = {x, row->base + stem_height(row, atom)};
    const bool is_maximum = fabs(atom->value - maximum) <= 2.0 * SL_DEFICIT_TOLERANCE;
    if ((is_maximum || atom->share >= 0.05) && x >= picture->left && x <= picture->right) {
      sl_plot_amount(data, atom->value, amount, sizeof amount);
      sl_plot_text_years(atom->count, data->trials, years, sizeof years);
      snprintf(text, sizeof text, "%s%s", is_maximum ? "maximum " : "", amount);
      snprintf(often, sizeof often, "in %s", years);
      sl_picture_place(picture, field, &anchor, 1, SL_TYPE_SMALL, (int)row->arrangement, text,
                       often);
    }
  }
}

static void draw_budget(const row_t *row, sl_picture_t *picture, sl_label_field_t *field)
{
  const sl_plot_data_t *data = picture->data;
  const size_t a = row->arrangement;
  const double budget = sl_plot_facts(data, a)->price.budget.value;
  const size_t over = sl_exceeding(data->ascending[a], data->trials, budget);
  const double x = fmin(fmax(sl_picture_x(picture, budget), picture->left), picture->right);
  const double top = row->base + row->height + HEADROOM;
  const int constant = sl_plot_is_constant(data, a);
  const int left = x < 0.5 * (picture->left + picture->right);
  char amount[64], years[64], text[SL_PLOT_TEXT];
  sl_plot_amount(data, budget, amount, sizeof amount);
  sl_plot_text_years(over, data->trials, years, sizeof years);
  snprintf(text, sizeof text, "%sbudget %s%s%s%s", budget < picture->x_low ? "\xe2\x86\x90 " : "",
           amount, constant ? "" : ", exceeded in ", constant ? "" : years,
           budget > picture->x_high ? " \xe2\x86\x92" : "");
  if (budget >= picture->x_low && budget <= picture->x_high) {
    sl_picture_line(picture, "budget_line", SL_COLOUR_INK, (sl_plot_point_t){x, row->base},
                    (sl_plot_point_t){x, top});
  }
  const double width = SL_SMALL_SIZE * sl_plot_text_width(text) + 6.0;
  sl_label_field_box(field, left ? x : x - width, top - SL_SMALL_SIZE, width, SL_SMALL_SIZE,
                     LABEL_INK);
  sl_label_field_box(field, x - 4.0, row->base, 8.0, top - row->base, LABEL_INK);
  sl_picture_label(picture, left ? x + 6.0 : x - 6.0, top - 5.0,
                   left ? SL_ALIGN_LEFT : SL_ALIGN_RIGHT, SL_TYPE_SMALL, SL_COLOUR_INK, text);
}

static int annotate_row(const row_t *row, sl_picture_t *picture, sl_error_t *error)
{
  const sl_plot_data_t *data = picture->data;
  const size_t a = row->arrangement;
  const int constant = sl_plot_is_constant(data, a);
  sl_label_field_t field = {.ink = NULL};
  const int code = row_field(row, picture, &field, error);
  if (code != SL_OK) {
    return code;
  }
  /* A flat premium is its own budget as a rule: nothing to say twice. */
  if (!constant || fabs(sl_plot_facts(data, a)->price.budget.value - data->ascending[a][0]) >
                       SL_DEFICIT_TOLERANCE) {
    draw_budget(row, picture, &field);
  }
  if (!constant && data->trials >= 100 && row->height >= 40.0) {
    label_stems(row, picture, &field);
  }
  sl_label_field_free(&field);
  return SL_OK;
}

/* The first constant cost runs through all rows: what the others are measured against. */
static void draw_comparison(sl_picture_t *picture)
{
  const sl_plot_data_t *data = picture->data;
  for (size_t a = 0; a < data->n_arrangements; a++) {
    if (sl_plot_is_constant(data, a)) {
      const double x = sl_picture_x(picture, data->ascending[a][0]);
      sl_picture_line(picture, "value_line", (int)a, (sl_plot_point_t){x, picture->bottom},
                      (sl_plot_point_t){x, picture->top});
      return;
    }
  }
}

static void describe_row(const row_t *row, sl_picture_t *picture)
{
  const sl_plot_data_t *data = picture->data;
  const size_t a = row->arrangement;
  char lines[2][SL_PLOT_TEXT], text[SL_PLOT_TEXT], amount[3][64];
  const size_t n = sl_plot_text_wrap(sl_plot_facts(data, a)->name,
                                     (NAMES - 50.0) / (1.1 * SL_TEXT_SIZE), 2, lines);
  double y = row->base + 8.0 + 16.0 * (double)(n + (n == 1 && !sl_plot_is_constant(data, a)));
  for (size_t i = 0; i < n; i++, y -= 16.0) {
    sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_STRONG, (int)a, lines[i]);
  }
  sl_plot_amount(data, data->summary->arrangements[a].expected_cost.value, amount[0], 64);
  sl_plot_amount(data, sl_plot_cost_at(data, a, 0.05), amount[1], 64);
  sl_plot_amount(data, sl_plot_cost_at(data, a, 0.95), amount[2], 64);
  if (sl_plot_is_constant(data, a)) {
    sl_plot_constant_text(data, a, amount[0], text, sizeof text);
  } else {
    snprintf(text, sizeof text, "expected %s", amount[0]);
  }
  sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_INK, text);
  if (n == 1 && !sl_plot_is_constant(data, a)) {
    snprintf(text, sizeof text, "9 years in 10: %s to %s", amount[1], amount[2]);
    if (SL_SMALL_SIZE * sl_plot_text_width(text) < NAMES - 32.0) {
      sl_picture_label(picture, 32.0, y - 16.0, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_MUTED,
                       text);
    }
  }
}

static int draw_rows(const row_t *rows, sl_picture_t *picture, sl_error_t *error)
{
  const size_t n = picture->data->n_arrangements;
  int code = SL_OK;
  fputs("$density << END\n", picture->out);
  for (size_t a = 0; a < n; a++) {
    write_density(&rows[a], picture, -HUGE_VAL);
  }
  fputs("END\n$above << END\n", picture->out);
  for (size_t a = 0; a < n; a++) {
    write_density(&rows[a], picture, sl_plot_facts(picture->data, a)->price.budget.value);
  }
  fputs("END\n", picture->out);
  sl_picture_caption(picture, "how the simulated years spread; darker: more than the budget");
  draw_comparison(picture);
  for (size_t a = 0; a < n && code == SL_OK; a++) {
    sl_picture_line(picture, "base_line", SL_COLOUR_MUTED,
                    (sl_plot_point_t){picture->left, rows[a].base},
                    (sl_plot_point_t){picture->right, rows[a].base});
    draw_stems(&rows[a], picture);
    describe_row(&rows[a], picture);
    code = annotate_row(&rows[a], picture, error);
  }
  fputs(sl_plots_costs, picture->out);
  return code;
}

int sl_plot_costs(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out, sl_error_t *error)
{
  const size_t n = data->n_arrangements;
  const double extra = n > ROWS_OF_A_SHEET ? (double)(n - ROWS_OF_A_SHEET) * EXTRA_ROW : 0.0;
  sl_picture_t picture = sl_picture_of(out, data, SL_SHEET_HEIGHT + extra);
  char title[3 * SL_PLOT_TEXT];
  double low, high;
  int code = SL_OK;
  row_t *rows = calloc(n, sizeof *rows);
  if (rows == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  (n == 2 ? title_of_two : title_of_many)(data, title, sizeof title);
  sl_picture_begin(&picture, format, title, NAMES, 36.0, FOOT);
  cost_range(data, &low, &high);
  sl_picture_amounts(&picture, low, high, "employer's cost of the plan year");
  const double pitch = (picture.top - picture.bottom) / (double)n;
  for (size_t a = 0; a < n && code == SL_OK; a++) {
    rows[a].base = picture.top - (double)(a + 1) * pitch + (a + 1 == n ? 0.0 : 4.0);
    rows[a].height = pitch - 34.0;
    code = row_init(&rows[a], data, a, error);
    if (code == SL_OK) {
      row_density(&rows[a], &picture);
    }
  }
  if (code == SL_OK) {
    code = draw_rows(rows, &picture, error);
  }
  for (size_t a = 0; a < n; a++) {
    free(rows[a].smooth);
  }
  free(rows);
  return code;
}
