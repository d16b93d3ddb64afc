#include "sim/output/plots/fans.h"

#include "sim/output/plots/text.h"

#include <math.h>

#define FOOT 46.0
#define ROWS_OF_A_SHEET 4
#define EXTRA_ROW 112.0
#define ROOM 22.0         /* above a row */
#define TICKS_APART 42.0  /* of amounts */
#define MONTHS_APART 34.0 /* of the names of months */
#define RUN_OUT "run-out"
#define RUN_OUT_INK 50.0

extern const char sl_plots_fans[];

static const size_t levels[] = {SL_QUANTILE_05, SL_QUANTILE_25, SL_QUANTILE_50, SL_QUANTILE_75,
                                SL_QUANTILE_95};
#define LEVELS (sizeof levels / sizeof levels[0])

double sl_fans_value(const sl_fans_t *fans, size_t row, size_t level, size_t month)
{
  const size_t a = fans->shown != NULL ? fans->shown[row] : row;
  return fans->years != NULL ? sl_variable_value(&sl_years_quantiles[fans->of_year],
                                                 sl_years_at(fans->years, a, month), level)
                             : sl_months_at(fans->months, fans->variable, level, month, a);
}

size_t sl_fans_steps(const sl_fans_t *fans)
{
  return fans->years != NULL ? fans->years->n_years : fans->months->n_months;
}

sl_plot_point_t sl_fans_place(const sl_fans_t *fans, size_t row, double month, double amount)
{
  const sl_picture_t *picture = &fans->picture;
  const double base = picture->top - (double)(row + 1) * fans->pitch;
  return (sl_plot_point_t){sl_picture_x(picture, month),
                           base + (amount - fans->low) / (fans->high - fans->low) * fans->height};
}

static void find_range(sl_fans_t *fans, int budget)
{
  fans->low = 0.0;
  fans->high = 0.0;
  for (size_t r = 0; r < fans->rows; r++) {
    for (size_t m = 0; m < sl_fans_steps(fans); m++) {
      fans->low = fmin(fans->low, sl_fans_value(fans, r, SL_QUANTILE_05, m));
      fans->high = fmax(fans->high, sl_fans_value(fans, r, SL_QUANTILE_95, m));
    }
    if (budget) {
      fans->high = fmax(fans->high, sl_plot_facts(fans->picture.data, r)->price.budget.value);
    }
  }
  fans->high += fans->high - fans->low > 0.0 ? 0.0 : 1.0;
}

/* Left end and middle of the word above the first row's bar. */
static sl_plot_point_t run_out_label(const sl_fans_t *fans)
{
  const sl_picture_t *picture = &fans->picture;
  return (sl_plot_point_t){sl_picture_x(picture, (double)fans->year) + 6.0,
                           picture->top - fans->pitch + fans->height + 10.0};
}

/* Light bars behind the months after the plan year. */
static void shade_run_out(sl_fans_t *fans)
{
  sl_picture_t *picture = &fans->picture;
  if (fans->year >= sl_fans_steps(fans)) {
    return;
  }
  const double from = sl_picture_x(picture, (double)fans->year);
  for (size_t r = 0; r < fans->rows; r++) {
    const double base = sl_fans_place(fans, r, 0.0, fans->low).y;
    sl_picture_box(picture, "run_out_box", (sl_plot_point_t){from, base},
                   (sl_plot_point_t){picture->right, base + fans->height});
  }
  const sl_plot_point_t label = run_out_label(fans);
  sl_picture_label(picture, label.x, label.y, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_MUTED,
                   RUN_OUT);
}

void sl_fans_ink_run_out(const sl_fans_t *fans, sl_label_field_t *field)
{
  const sl_plot_point_t label = run_out_label(fans);
  if (fans->year < sl_fans_steps(fans)) {
    sl_label_field_box(field, label.x, label.y - 0.5 * SL_SMALL_SIZE,
                       SL_SMALL_SIZE * sl_plot_text_width(RUN_OUT), SL_SMALL_SIZE, RUN_OUT_INK);
  }
}

static void name_months(sl_fans_t *fans)
{
  static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  sl_picture_t *picture = &fans->picture;
  const size_t n = fans->months->n_months;
  const double apart = (picture->right - picture->left) / (double)n;
  const size_t step = apart >= MONTHS_APART ? 1 : 3;
  fprintf(picture->out, "set xrange [0:%zu]\nset xtics 0, %zu\n", n, step);
  for (size_t m = 0; m <= n; m += step) {
    const sl_date_t day = sl_month_first_day(picture->data->results->facts, m);
    const double x = sl_picture_x(picture, (double)m);
    char year[32];
    sl_picture_label(picture, x, picture->bottom - 14.0, SL_ALIGN_CENTRE, SL_TYPE_SMALL,
                     SL_COLOUR_MUTED, names[(size_t)(day.month + 11) % 12]);
    if (m == 0 || (day.month <= (int)step && m + 1 < n)) {
      snprintf(year, sizeof year, "%d", day.year);
      sl_picture_label(picture, x, picture->bottom - 29.0, SL_ALIGN_CENTRE, SL_TYPE_SMALL,
                       SL_COLOUR_MUTED, year);
    }
  }
}

static void name_years(sl_fans_t *fans)
{
  sl_picture_t *picture = &fans->picture;
  const size_t n = fans->years->n_years;
  fprintf(picture->out, "set xrange [0:%zu]\nset xtics 0, 1\n", n);
  for (size_t k = 1; k <= n; k++) {
    char year[32];
    snprintf(year, sizeof year, k == 1 ? "year %zu" : "%zu", k);
    sl_picture_label(picture, sl_picture_x(picture, (double)k), picture->bottom - 14.0,
                     SL_ALIGN_CENTRE, SL_TYPE_SMALL, SL_COLOUR_MUTED, year);
  }
}

static void name_amounts(sl_fans_t *fans, size_t row)
{
  sl_picture_t *picture = &fans->picture;
  const char *currency = picture->currency;
  const double step = sl_picture_step(fans->high - fans->low, fans->height / TICKS_APART);
  for (double k = ceil(fans->low / step); k * step <= fans->high; k++) {
    char text[SL_PLOT_TEXT];
    const double y = sl_fans_place(fans, row, 0.0, k * step).y;
    sl_plot_text_money(currency, k * step, step, text, sizeof text);
    sl_picture_label(picture, picture->left - 8.0, y, SL_ALIGN_RIGHT, SL_TYPE_SMALL,
                     SL_COLOUR_MUTED, k == 0.0 ? "0" : text);
    sl_picture_line(picture, k == 0.0 ? "base_line" : "faint_line",
                    k == 0.0 ? SL_COLOUR_MUTED : SL_COLOUR_FAINT,
                    (sl_plot_point_t){picture->left, y}, (sl_plot_point_t){picture->right, y});
  }
}

void sl_fans_begin(sl_fans_t *fans, sl_plot_format_t format, const char *title, const char *caption,
                   double left, double side, int budget)
{
  sl_picture_t *picture = &fans->picture;
  const size_t more = fans->rows > ROWS_OF_A_SHEET ? fans->rows - ROWS_OF_A_SHEET : 0;
  const double plan_months = picture->data->results->facts->enrolment.plan_months;
  picture->height = SL_SHEET_HEIGHT + EXTRA_ROW * (double)more;
  sl_picture_begin(picture, format, title, left, side, FOOT);
  picture->x_low = 0.0;
  picture->x_high = (double)sl_fans_steps(fans);
  fans->year =
      fans->years != NULL ? fans->years->n_years : (size_t)fmin(plan_months, picture->x_high);
  fans->pitch = (picture->top - picture->bottom) / (double)fans->rows;
  fans->height = fans->pitch - ROOM;
  find_range(fans, budget);
  sl_picture_caption(picture, caption);
  shade_run_out(fans);
  if (fans->years != NULL) {
    name_years(fans);
  } else {
    name_months(fans);
  }
  for (size_t r = 0; r < fans->rows; r++) {
    name_amounts(fans, r);
  }
}

static void write_row(const sl_fans_t *fans, size_t row, int from_zero)
{
  FILE *out = fans->picture.out;
  for (size_t m = from_zero ? 0 : 1; m <= sl_fans_steps(fans); m++) {
    fprintf(out, "%zu", m);
    for (size_t i = 0; i < LEVELS; i++) {
      const double amount = m > 0 ? sl_fans_value(fans, row, levels[i], m - 1) : 0.0;
      fprintf(out, " %g", sl_fans_place(fans, row, 0.0, amount).y);
    }
    putc('\n', out);
  }
  fputs("\n\n", out);
}

void sl_fans_end(sl_fans_t *fans, int from_zero)
{
  FILE *out = fans->picture.out;
  fprintf(out, "rows = %zu\n$fans << END\n", fans->rows);
  for (size_t r = 0; r < fans->rows; r++) {
    write_row(fans, r, from_zero);
  }
  fprintf(out, "END\n%s", sl_plots_fans);
}
