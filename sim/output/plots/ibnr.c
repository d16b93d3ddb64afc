#include "sim/output/plots/fans.h"
#include "sim/output/plots/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEFT 100.0
#define SIDE 60.0
#define INK 8.0
#define NAMES 292.0 /* left margin where arrangements differ: names, and the amounts */
#define NAME_WIDTH 190.0
#define LINE 16.0

/* Arrangements that bear claims from the same day on have one IBNR, which is drawn once. */
typedef struct groups {
  size_t n;
  size_t *first; /* owned: by group, its first arrangement */
  size_t *size;  /* owned: arrangements in it */
} groups_t;

static int same_ibnr(const sl_months_t *months, size_t a, size_t b)
{
  int same = 1;
  for (size_t m = 0; same && m < months->n_months; m++) {
    same = sl_months_at(months, SL_MONTH_IBNR_MEAN, 0, m, a) ==
           sl_months_at(months, SL_MONTH_IBNR_MEAN, 0, m, b);
    for (size_t q = 0; same && q < SL_N_QUANTILES; q++) {
      same = sl_months_at(months, SL_MONTH_IBNR_QUANTILE, q, m, a) ==
             sl_months_at(months, SL_MONTH_IBNR_QUANTILE, q, m, b);
    }
  }
  return same;
}

static int find_groups(const sl_plot_data_t *data, groups_t *groups, sl_error_t *error)
{
  const sl_months_t *months = data->results->months;
  groups->first = calloc(data->n_arrangements, sizeof *groups->first);
  groups->size = calloc(data->n_arrangements, sizeof *groups->size);
  if (groups->first == NULL || groups->size == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  for (size_t a = 0; a < data->n_arrangements; a++) {
    size_t g = 0;
    while (g < groups->n && !same_ibnr(months, groups->first[g], a)) {
      g++;
    }
    if (g == groups->n) {
      groups->first[groups->n++] = a;
    }
    groups->size[g]++;
  }
  return SL_OK;
}

static void free_groups(groups_t *groups)
{
  free(groups->first);
  free(groups->size);
}

static double mean_at_year_end(const sl_fans_t *fans, size_t row)
{
  const double plan_months = fans->picture.data->results->facts->enrolment.plan_months;
  const size_t year = (size_t)fmax(1.0, fmin(plan_months, (double)fans->months->n_months));
  return sl_months_at(fans->months, SL_MONTH_IBNR_MEAN, 0, year - 1, fans->shown[row]);
}

static void write_title(const sl_fans_t *fans, char *title, size_t size)
{
  char least[64], most[64];
  double low = mean_at_year_end(fans, 0), high = low;
  for (size_t row = 1; row < fans->rows; row++) {
    low = fmin(low, mean_at_year_end(fans, row));
    high = fmax(high, mean_at_year_end(fans, row));
  }
  sl_plot_amount(fans->picture.data, low, least, sizeof least);
  sl_plot_amount(fans->picture.data, high, most, sizeof most);
  const int one = strcmp(least, most) == 0;
  snprintf(title, size, "On average, %s%s%s of claims are not yet paid when the plan year ends",
           least, one ? "" : " to ", one ? "" : most);
}

/* The line of a fan is the median; a title speaks of the mean, which a few large claims raise. */
static void write_year_end(const sl_fans_t *fans, size_t row, char *text, size_t size)
{
  char mean[64], median[64];
  sl_plot_amount(fans->picture.data, mean_at_year_end(fans, row), mean, sizeof mean);
  sl_plot_amount(fans->picture.data, sl_fans_value(fans, row, SL_QUANTILE_50, fans->year - 1),
                 median, sizeof median);
  snprintf(text, size, "year's end: mean %s, median %s", mean, median);
}

/* Left of a row: whose IBNR it is, and what it comes to. */
static void describe(sl_fans_t *fans, const groups_t *groups, size_t row)
{
  sl_picture_t *picture = &fans->picture;
  const sl_plot_data_t *data = picture->data;
  const size_t others = groups->size[row] - 1;
  char lines[2][SL_PLOT_TEXT], text[SL_PLOT_TEXT], amount[64];
  const size_t n = sl_plot_text_wrap(sl_plot_facts(data, groups->first[row])->name,
                                     NAME_WIDTH / (1.1 * SL_TEXT_SIZE), 2, lines);
  double y = sl_fans_place(fans, row, 0.0, fans->high).y - 6.0;
  for (size_t i = 0; i < n; i++, y -= LINE) {
    sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_STRONG, (int)row, lines[i]);
  }
  if (others > 0) {
    snprintf(text, sizeof text, "and %zu other%s", others, others == 1 ? "" : "s");
    sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_INK, text);
    y -= LINE;
  }
  const char *since = sl_plot_facts(data, groups->first[row])->since;
  if (since[0] != '\0') {
    snprintf(text, sizeof text, "claims incurred since %s", since);
    sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_INK, text);
    y -= LINE;
  }
  write_year_end(fans, row, text, sizeof text);
  sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_INK, text);
  sl_plot_amount(data, sl_fans_value(fans, row, SL_QUANTILE_95, fans->year - 1), amount,
                 sizeof amount);
  snprintf(text, sizeof text, "more than %s in 5 of 100 years", amount);
  sl_picture_label(picture, 32.0, y - LINE, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_MUTED, text);
}

/* The fan's ink, and the best spot for what is said of the year's end. */
static int label_year_end(sl_fans_t *fans, sl_error_t *error)
{
  sl_picture_t *picture = &fans->picture;
  const double year = (double)fans->year;
  const double bad = sl_fans_value(fans, 0, SL_QUANTILE_95, fans->year - 1);
  sl_label_field_t field = {.ink = NULL};
  char first[SL_PLOT_TEXT], second[SL_PLOT_TEXT], amount[64];
  const int code = sl_label_field_init(&field, picture->left, picture->right, picture->bottom,
                                       picture->top, error);
  for (size_t m = 0; code == SL_OK && m < fans->months->n_months; m++) {
    for (double part = 0.1; part < 1.05; part += 0.1) {
      const double at = (double)m + part;
      const size_t before = m > 0 ? m - 1 : m;
      const double low = sl_fans_value(fans, 0, SL_QUANTILE_05, before);
      const double high = fmax(sl_fans_value(fans, 0, SL_QUANTILE_95, before),
                               sl_fans_value(fans, 0, SL_QUANTILE_95, m));
      sl_label_field_line(&field, sl_fans_place(fans, 0, at, low), sl_fans_place(fans, 0, at, high),
                          INK);
    }
  }
  if (code == SL_OK) {
    const sl_plot_point_t anchor = sl_fans_place(fans, 0, year, bad);
    sl_fans_ink_run_out(fans, &field);
    write_year_end(fans, 0, first, sizeof first);
    sl_plot_amount(picture->data, bad, amount, sizeof amount);
    snprintf(second, sizeof second, "more than %s in 5 of 100 years", amount);
    sl_picture_place(picture, &field, &anchor, 1, SL_TYPE_STRONG, 0, first, second);
  }
  sl_label_field_free(&field);
  return code;
}

/* One fan where all arrangements have the same IBNR, else one below the other. */
static int draw(sl_fans_t *fans, const groups_t *groups, sl_plot_format_t format, sl_error_t *error)
{
  char title[3 * SL_PLOT_TEXT];
  int code = SL_OK;
  write_title(fans, title, sizeof title);
  sl_fans_begin(
      fans, format, title,
      "incurred but not yet paid (IBNR) at each month's end, whoever pays; line: median; bands "
      "hold 50 and 90 of 100 simulated years",
      fans->rows > 1 ? NAMES : LEFT, SIDE, 0);
  if (fans->rows == 1) {
    code = label_year_end(fans, error);
  }
  for (size_t row = 0; fans->rows > 1 && row < fans->rows; row++) {
    describe(fans, groups, row);
  }
  sl_fans_end(fans, 0);
  return code;
}

int sl_plot_ibnr(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out, sl_error_t *error)
{
  groups_t groups = {.n = 0};
  int code = find_groups(data, &groups, error);
  if (code == SL_OK) {
    sl_fans_t fans = {.picture = sl_picture_of(out, data, 0.0),
                      .months = data->results->months,
                      .variable = SL_MONTH_IBNR_QUANTILE,
                      .rows = groups.n,
                      .shown = groups.first};
    code = draw(&fans, &groups, format, error);
  }
  free_groups(&groups);
  return code;
}
