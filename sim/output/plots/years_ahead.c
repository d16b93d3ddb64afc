/* Several plan years: what each costs, what is saved so far, what the reserve holds. */
#include "models/funding/arrangement.h"
#include "sim/output/plots/fans.h"
#include "sim/output/plots/text.h"

#include <math.h>
#include <stdlib.h>

#define NAMES 292.0 /* left margin: what is said of each arrangement, and the amounts */
#define NAME_WIDTH 190.0
#define SIDE 142.0 /* right margin: what the lines come to */
#define LINE 16.0

static const sl_year_figures_t *figures_of(const sl_plot_data_t *data, size_t a, size_t k)
{
  return sl_years_at(data->results->years, a, k);
}

static const sl_year_figures_t *last_of(const sl_plot_data_t *data, size_t a)
{
  return figures_of(data, a, data->results->years->n_years - 1);
}

static size_t arrangement_of(const sl_fans_t *fans, size_t row)
{
  return fans->shown != NULL ? fans->shown[row] : row;
}

/* A row's name and, below it, a line of words. */
static void name_row(sl_fans_t *fans, size_t row, const char *words)
{
  sl_picture_t *picture = &fans->picture;
  char lines[2][SL_PLOT_TEXT];
  const size_t n = sl_plot_text_wrap(sl_plot_facts(picture->data, arrangement_of(fans, row))->name,
                                     NAME_WIDTH / (1.1 * SL_TEXT_SIZE), 2, lines);
  double y = sl_fans_place(fans, row, 0.0, fans->high).y - 6.0;
  for (size_t i = 0; i < n; i++, y -= LINE) {
    sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_STRONG, (int)row, lines[i]);
  }
  sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_INK, words);
}

/* The three lines' amounts at the right edge, apart from each other, inside the row. */
static void label_ends(sl_fans_t *fans, size_t row)
{
  static const struct {
    size_t level;
    const char *text;
  } lines[] = {{SL_QUANTILE_95, "95%:"}, {SL_QUANTILE_50, "50%:"}, {SL_QUANTILE_05, "5%:"}};
  const size_t last = sl_fans_steps(fans) - 1;
  const double spread = sl_fans_value(fans, row, SL_QUANTILE_95, last) -
                        sl_fans_value(fans, row, SL_QUANTILE_05, last);
  const double foot = sl_fans_place(fans, row, 0.0, fans->low).y;
  double room = foot + fans->height + 8.0;
  for (size_t i = 0; i < 3; i++) {
    char amount[64], text[80];
    const double value = sl_fans_value(fans, row, lines[i].level, last);
    if (spread <= SL_DEFICIT_TOLERANCE && i != 1) {
      continue;
    }
    const double least = foot + 2.0 + (double)(2 - i) * LINE;
    const double y = fmax(least, fmin(room, sl_fans_place(fans, row, 0.0, value).y));
    sl_plot_amount(fans->picture.data, value, amount, sizeof amount);
    snprintf(text, sizeof text, "%s %s", spread <= SL_DEFICIT_TOLERANCE ? "5-95%:" : lines[i].text,
             amount);
    sl_picture_label(&fans->picture, fans->picture.right + 8.0, y, SL_ALIGN_LEFT, SL_TYPE_SMALL,
                     (int)row, text);
    room = y - LINE;
  }
}

static sl_fans_t fans_of(const sl_plot_data_t *data, FILE *out, sl_years_quantile_t variable,
                         size_t rows)
{
  return (sl_fans_t){.picture = sl_picture_of(out, data, 0.0),
                     .years = data->results->years,
                     .of_year = variable,
                     .rows = rows};
}

/* ---- cost ---- */

static void draw_budgets(sl_fans_t *fans, size_t a)
{
  const sl_plot_data_t *data = fans->picture.data;
  for (size_t k = 1; k < sl_fans_steps(fans); k++) {
    const double from = figures_of(data, a, k - 1)->mean[SL_YEAR_BUDGET].value;
    const double to = figures_of(data, a, k)->mean[SL_YEAR_BUDGET].value;
    sl_picture_line(&fans->picture, "budget_line", SL_COLOUR_INK,
                    sl_fans_place(fans, a, (double)k, fmin(from, fans->high)),
                    sl_fans_place(fans, a, (double)k + 1.0, fmin(to, fans->high)));
  }
}

int sl_plot_years_cost(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                       sl_error_t *error)
{
  char title[3 * SL_PLOT_TEXT], words[SL_PLOT_TEXT], amount[64];
  sl_fans_t fans = fans_of(data, out, SL_YEARS_COST_QUANTILE, data->n_arrangements);
  (void)error;
  snprintf(title, sizeof title, "What each of %zu plan years costs, the first and those renewed",
           sl_fans_steps(&fans));
  sl_fans_begin(&fans, format, title,
                "cost of the plan year; line: median; bands hold 50 and 90 of 100 runs; dashed: "
                "the budget, on average",
                NAMES, SIDE, 0);
  for (size_t a = 0; a < fans.rows; a++) {
    sl_plot_amount(data, last_of(data, a)->mean[SL_YEAR_CUMULATIVE].value, amount, sizeof amount);
    snprintf(words, sizeof words, "all years: %s on average", amount);
    draw_budgets(&fans, a);
    name_row(&fans, a, words);
    label_ends(&fans, a);
  }
  sl_fans_end(&fans, 0);
  return SL_OK;
}

/* ---- saving ---- */

static void title_saving(const sl_plot_data_t *data, char *title, size_t size)
{
  char name[SL_PLOT_TEXT], first[SL_PLOT_TEXT], amount[64];
  size_t best = 1;
  for (size_t a = 2; a < data->n_arrangements; a++) {
    best = last_of(data, a)->saving.value > last_of(data, best)->saving.value ? a : best;
  }
  const double saving = last_of(data, best)->saving.value;
  sl_plot_text_fit(sl_plot_facts(data, best)->name, 30.0, name);
  sl_plot_text_fit(sl_plot_facts(data, 0)->name, 30.0, first);
  sl_plot_amount(data, fabs(saving), amount, sizeof amount);
  snprintf(title, size, "After %zu plan years %s has cost %s %s than %s on average",
           data->results->years->n_years, name, amount, saving >= 0.0 ? "less" : "more", first);
}

int sl_plot_years_saving(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                         sl_error_t *error)
{
  const size_t rows = data->n_arrangements - 1;
  char title[4 * SL_PLOT_TEXT], words[SL_PLOT_TEXT];
  sl_fans_t fans = fans_of(data, out, SL_YEARS_SAVING_QUANTILE, rows);
  size_t *shown = malloc(data->n_arrangements * sizeof *shown);
  if (shown == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  for (size_t r = 0; r < rows; r++) {
    shown[r] = r + 1;
  }
  fans.shown = shown;
  title_saving(data, title, sizeof title);
  sl_fans_begin(&fans, format, title,
                "saved so far against the first arrangement, discounted; line: median; bands hold "
                "50 and 90 of 100 runs",
                NAMES, SIDE, 0);
  for (size_t r = 0; r < rows; r++) {
    snprintf(words, sizeof words, "costs less in %.0f of 100 runs",
             100.0 * last_of(data, shown[r])->cheaper.value);
    name_row(&fans, r, words);
    label_ends(&fans, r);
  }
  sl_fans_end(&fans, 1);
  free(shown);
  return SL_OK;
}

/* ---- reserve ---- */

int sl_plot_years_reserve(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                          sl_error_t *error)
{
  char title[3 * SL_PLOT_TEXT], words[SL_PLOT_TEXT], name[SL_PLOT_TEXT];
  sl_fans_t fans = fans_of(data, out, SL_YEARS_RESERVE_QUANTILE, data->n_arrangements);
  size_t most = 0;
  (void)error;
  for (size_t a = 1; a < fans.rows; a++) {
    most = last_of(data, a)->call_so_far.value > last_of(data, most)->call_so_far.value ? a : most;
  }
  sl_plot_text_fit(sl_plot_facts(data, most)->name, 36.0, name);
  snprintf(title, sizeof title,
           "Under %s reserve and budget fall short of some year's cost in %.0f of 100 runs", name,
           100.0 * last_of(data, most)->call_so_far.value);
  sl_fans_begin(&fans, format, title,
                "reserve after each plan year; line: median; bands hold 50 and 90 of 100 runs",
                NAMES, SIDE, 0);
  for (size_t a = 0; a < fans.rows; a++) {
    snprintf(words, sizeof words, "called on in %.0f of 100 runs",
             100.0 * last_of(data, a)->call_so_far.value);
    name_row(&fans, a, words);
    label_ends(&fans, a);
  }
  sl_fans_end(&fans, 0);
  return SL_OK;
}
