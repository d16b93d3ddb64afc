#include "models/funding/arrangement.h"
#include "sim/output/plots/lines.h"
#include "sim/output/plots/text.h"

#include <math.h>

#define LEFT 100.0
#define FOOT 56.0
#define WORST                                                                                      \
  40.0 /* trials at the foot of the ordinate: fewer say little, and stretch the axis               \
        */

extern const char sl_plots_curves[];

static size_t first_varying(const sl_plot_data_t *data)
{
  size_t a = 0;
  while (a < data->n_arrangements && sl_plot_is_constant(data, a)) {
    a++;
  }
  return a;
}

static void write_title(const sl_plot_data_t *data, char *title, size_t size)
{
  const size_t a = first_varying(data);
  char name[SL_PLOT_TEXT], amount[64], most[64];
  if (a == data->n_arrangements) {
    snprintf(title, size, "%s",
             data->trials > 1 ? "What each arrangement costs is the same in every simulated year"
                              : "One simulated year tells no chances: simulate more");
    return;
  }
  const double level = data->trials >= 1000 ? 0.99 : 0.9;
  const double maximum = sl_plot_maximum(data, a);
  const double worst = sl_plot_cost_at(data, a, level);
  sl_plot_text_fit(sl_plot_facts(data, a)->name, 36.0, name);
  sl_plot_amount(data, worst, amount, sizeof amount);
  sl_plot_amount(data, maximum, most, sizeof most);
  /* Fees on claims before stop-loss can carry a year over the maximum of the contracts. */
  const int holds =
      isfinite(maximum) && sl_exceeding(data->ascending[a], data->trials, maximum) == 0;
  if (holds && worst >= maximum - SL_DEFICIT_TOLERANCE) {
    snprintf(title, size, "%s never costs more than its maximum of %s", name, most);
  } else if (sl_exceeding(data->ascending[a], data->trials, worst) == 0) {
    snprintf(title, size, "%s costs at most %s in every simulated year", name, amount);
  } else {
    snprintf(title, size, "In 1 year of %d, %s costs more than %s%s%s", level > 0.95 ? 100 : 10,
             name, amount, holds ? ", and never more than " : "", holds ? most : "");
  }
}

static void cost_range(const sl_plot_data_t *data, double floor, double *low, double *high)
{
  *low = HUGE_VAL;
  *high = -HUGE_VAL;
  for (size_t a = 0; a < data->n_arrangements; a++) {
    *low = fmin(*low, sl_plot_cost_at(data, a, 0.002));
    *high = fmax(*high, sl_plot_cost_at(data, a, 1.0 - floor));
  }
  const double span = *high - *low, end = *high + 0.5 * span;
  for (size_t a = 0; a < data->n_arrangements; a++) {
    const double maximum = sl_plot_maximum(data, a);
    *high = maximum < end ? fmax(*high, maximum) : *high;
  }
  sl_picture_pad(low, high);
}

static void write_levels(sl_lines_t *lines)
{
  sl_lines_level(lines, 1.0, "every year");
  for (unsigned long long n = 10; 1.0 / (double)n >= lines->floor * (1.0 - 1e-9); n *= 10) {
    char count[64], text[80];
    sl_plot_text_count(n, count, sizeof count);
    snprintf(text, sizeof text, "1 in %s", count);
    sl_lines_level(lines, 1.0 / (double)n, text);
  }
}

static double share(const sl_plot_data_t *data, size_t trials)
{
  return (double)trials / (double)data->trials;
}

/* A circle on the curve, and words by it where there is room for them. */
static void mark(sl_lines_t *lines, size_t a, double x, double chance, const char *first,
                 const char *second)
{
  char text[SL_PLOT_TEXT];
  const int beyond = x > lines->picture.x_high;
  const sl_plot_point_t here =
      sl_lines_mark(lines, a, fmin(x, lines->picture.x_high), fmin(chance, 1.0));
  if (lines->picture.data->n_arrangements <= SL_FEW) {
    snprintf(text, sizeof text, "%s%s", first, beyond ? " \xe2\x86\x92" : "");
    sl_picture_place(&lines->picture, &lines->field, &here, 1, SL_TYPE_STRONG, (int)a, text,
                     second);
  }
}

/* On the curve, at the chance that the aggregate pays. */
static void mark_aggregate(sl_lines_t *lines, size_t a)
{
  const sl_plot_data_t *data = lines->picture.data;
  const size_t paid = data->aggregate_paid[a];
  const double x = data->ascending[a][data->trials - paid] - 2.0 * SL_DEFICIT_TOLERANCE;
  char percent[64], first[96], attachment[64], second[128];
  sl_plot_text_percent(share(data, paid), percent, sizeof percent);
  sl_plot_amount(data, sl_plot_facts(data, a)->price.attachment.value, attachment,
                 sizeof attachment);
  snprintf(first, sizeof first, "aggregate pays in %s of years", percent);
  snprintf(second, sizeof second, "above %s of claims", attachment);
  mark(lines, a, x, share(data, paid), first, second);
}

/* The maximum cost and how often the aggregate pays; where both are one place, one mark says both.
 */
static void mark_contract(sl_lines_t *lines, size_t a)
{
  const sl_plot_data_t *data = lines->picture.data;
  const double maximum = sl_plot_maximum(data, a);
  const size_t paid = data->aggregate_paid[a];
  char amount[64], first[80], percent[64], second[128];
  size_t reached = 0;
  if (isfinite(maximum) && !sl_plot_is_constant(data, a)) {
    /* Just below it: at the maximum itself the curve has already fallen. */
    reached = sl_exceeding(data->ascending[a], data->trials, maximum - 2.0 * SL_DEFICIT_TOLERANCE);
    sl_plot_amount(data, maximum, amount, sizeof amount);
    sl_plot_text_percent(share(data, paid), percent, sizeof percent);
    snprintf(first, sizeof first, "maximum cost %s", amount);
    snprintf(second, sizeof second, "aggregate pays in %s of years", percent);
    mark(lines, a, maximum, share(data, reached), first,
         paid > 0 && paid == reached ? second : NULL);
  }
  if (paid > 0 && paid != reached && share(data, paid) >= lines->floor) {
    mark_aggregate(lines, a);
  }
}

int sl_plot_exceedance(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                       sl_error_t *error)
{
  const double floor = fmin(0.1, WORST / (double)data->trials);
  char title[3 * SL_PLOT_TEXT];
  double low, high;
  sl_lines_t lines;
  int code = sl_lines_init(&lines, data, out, floor, error);
  if (code != SL_OK) {
    goto out;
  }
  write_title(data, title, sizeof title);
  sl_picture_begin(&lines.picture, format, title, LEFT, 36.0, FOOT);
  cost_range(data, floor, &low, &high);
  sl_picture_amounts(&lines.picture, low, high, "employer's cost of the plan year");
  code = sl_lines_begin(&lines,
                        data->n_arrangements > SL_FEW
                            ? "chance of a year that costs more (shaded: 95% confidence; circles: "
                              "how often the aggregate pays, and the maximum cost)"
                            : "chance of a year that costs more (shaded: 95% confidence)",
                        error);
  if (code != SL_OK) {
    goto out;
  }
  write_levels(&lines);
  for (size_t a = 0; a < data->n_arrangements; a++) {
    char always[80], amount[64];
    sl_plot_amount(data, data->ascending[a][0], amount, sizeof amount);
    sl_plot_constant_text(data, a, amount, always, sizeof always);
    sl_lines_name(&lines, a, sl_plot_is_constant(data, a) ? always : NULL);
  }
  for (size_t a = 0; a < data->n_arrangements; a++) {
    mark_contract(&lines, a);
  }
  sl_lines_end(&lines);
  fputs(sl_plots_curves, out);
out:
  sl_lines_free(&lines);
  return code;
}
