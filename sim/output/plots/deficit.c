#include "sim/output/plots/lines.h"

#include "sim/output/plots/text.h"

#include <math.h>

#define LEFT 76.0
#define FOOT 56.0
#define SAFE 0.95 /* the budget that is enough in 19 years of 20 */

extern const char sl_plots_curves[];

static double budget_of(const sl_plot_data_t *data, size_t a)
{
  return sl_plot_facts(data, a)->price.budget.value;
}

static size_t deficits(const sl_plot_data_t *data, size_t a)
{
  return sl_exceeding(data->ascending[a], data->trials, budget_of(data, a));
}

/* A cost that never varies is a step, which says nothing of a budget: shown only among its like. */
static size_t choose_curves(sl_lines_t *lines)
{
  const sl_plot_data_t *data = lines->picture.data;
  size_t first = lines->n;
  for (size_t a = 0; a < lines->n; a++) {
    lines->curves[a].shown = !sl_plot_is_constant(data, a);
    first = lines->curves[a].shown && first == lines->n ? a : first;
  }
  if (first == lines->n) {
    for (size_t a = 0; a < lines->n; a++) {
      lines->curves[a].shown = 1;
    }
    first = 0;
  }
  return first;
}

static void write_title(const sl_plot_data_t *data, size_t a, char *title, size_t size)
{
  char name[SL_PLOT_TEXT], amount[64], years[64];
  sl_plot_text_fit(sl_plot_facts(data, a)->name, 36.0, name);
  sl_plot_amount(data, budget_of(data, a), amount, sizeof amount);
  sl_plot_text_years(deficits(data, a), data->trials, years, sizeof years);
  snprintf(title, size, "%s costs more than its budget of %s in %s", name, amount, years);
}

static void cost_range(const sl_lines_t *lines, double *low, double *high)
{
  const sl_plot_data_t *data = lines->picture.data;
  *low = HUGE_VAL;
  *high = -HUGE_VAL;
  for (size_t a = 0; a < lines->n; a++) {
    if (lines->curves[a].shown) {
      *low = fmin(*low, sl_plot_cost_at(data, a, 0.005));
      *high = fmax(*high, sl_plot_cost_at(data, a, 0.995));
    }
  }
  const double span = *high - *low, first = *low - 0.5 * span, last = *high + 0.5 * span;
  for (size_t a = 0; a < lines->n; a++) {
    if (lines->curves[a].shown && budget_of(data, a) > first && budget_of(data, a) < last) {
      *low = fmin(*low, budget_of(data, a));
      *high = fmax(*high, budget_of(data, a));
    }
  }
  sl_picture_pad(low, high);
}

static void mark_budget(sl_lines_t *lines, size_t a)
{
  const sl_picture_t *picture = &lines->picture;
  const sl_plot_data_t *data = picture->data;
  const double budget = budget_of(data, a);
  const double chance = (double)deficits(data, a) / (double)data->trials;
  const int left = budget<picture->x_low, right = budget> picture->x_high;
  char amount[64], percent[64], text[SL_PLOT_TEXT];
  const sl_plot_point_t here =
      sl_lines_mark(lines, a, fmin(fmax(budget, picture->x_low), picture->x_high), chance);
  sl_plot_amount(data, budget, amount, sizeof amount);
  sl_plot_text_percent(chance, percent, sizeof percent);
  snprintf(text, sizeof text,
           data->n_arrangements > SL_FEW ? "%s%s over %s%s"
                                         : "%s%s chance of more than its budget of %s%s",
           left ? "\xe2\x86\x90 " : "", percent, amount, right ? " \xe2\x86\x92" : "");
  sl_picture_place(&lines->picture, &lines->field, &here, 1, SL_TYPE_STRONG, (int)a,
                   sl_plot_facts(data, a)->name, text);
}

static void mark_safe_budget(sl_lines_t *lines, size_t a)
{
  const sl_plot_data_t *data = lines->picture.data;
  const double budget = sl_plot_cost_at(data, a, SAFE);
  const double chance =
      (double)sl_exceeding(data->ascending[a], data->trials, budget) / (double)data->trials;
  char amount[64], percent[64], text[SL_PLOT_TEXT];
  const sl_plot_point_t here = sl_lines_mark(lines, a, budget, chance);
  sl_plot_amount(data, budget, amount, sizeof amount);
  sl_plot_text_percent(chance, percent, sizeof percent);
  snprintf(text, sizeof text,
           chance > 0.0 ? "%s chance of more than %s" : "%sno simulated year over %s",
           chance > 0.0 ? percent : "", amount);
  sl_picture_place(&lines->picture, &lines->field, &here, 1, SL_TYPE_PLAIN, (int)a, text, NULL);
}

static void draw_curves(sl_lines_t *lines, size_t first)
{
  const sl_plot_data_t *data = lines->picture.data;
  for (int percent = 0; percent <= 100; percent += 20) {
    char text[16];
    snprintf(text, sizeof text, "%d%%", percent);
    sl_lines_level(lines, percent / 100.0, text);
  }
  for (size_t a = 0; a < lines->n; a++) {
    if (lines->curves[a].shown) {
      mark_budget(lines, a);
    }
  }
  if (!sl_plot_is_constant(data, first) && data->trials >= 200) {
    mark_safe_budget(lines, first);
  }
}

int sl_plot_deficit(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                    sl_error_t *error)
{
  char title[3 * SL_PLOT_TEXT];
  double low, high;
  sl_lines_t lines;
  int code = sl_lines_init(&lines, data, out, 0.0, error);
  if (code != SL_OK) {
    goto out;
  }
  const size_t first = choose_curves(&lines);
  write_title(data, first, title, sizeof title);
  sl_picture_begin(&lines.picture, format, title, LEFT, 36.0, FOOT);
  cost_range(&lines, &low, &high);
  sl_picture_amounts(&lines.picture, low, high, "budget for the plan year");
  code = sl_lines_begin(&lines, "chance that the year costs more than the budget", error);
  if (code == SL_OK) {
    draw_curves(&lines, first);
    sl_lines_end(&lines);
    fputs(sl_plots_curves, out);
  }
out:
  sl_lines_free(&lines);
  return code;
}
