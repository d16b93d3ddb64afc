#include "models/funding/arrangement.h"
#include "sim/output/plots/fans.h"
#include "sim/output/plots/text.h"

#include <math.h>

#define NAMES 292.0 /* left margin: what is said of each arrangement, and the amounts */
#define NAME_WIDTH 190.0
#define SIDE 142.0 /* right margin: what the lines come to */
#define LINE 16.0

/* What a line comes to, at the right edge. */
typedef struct end_label {
  double y;
  sl_type_t type;
  int colour;
  char text[2 * 64];
} end_label_t;

static double capital_of(const sl_plot_data_t *data, size_t a)
{
  return data->summary->arrangements[a].working_capital.value;
}

static void write_title(const sl_plot_data_t *data, char *title, size_t size)
{
  char name[SL_PLOT_TEXT], amount[64];
  const double percent = 100.0 * data->results->facts->cash_flow.level;
  size_t most = 0;
  for (size_t a = 1; a < data->n_arrangements; a++) {
    most = capital_of(data, a) > capital_of(data, most) ? a : most;
  }
  sl_plot_text_fit(sl_plot_facts(data, most)->name, 36.0, name);
  sl_plot_amount(data, capital_of(data, most), amount, sizeof amount);
  if (capital_of(data, most) > SL_DEFICIT_TOLERANCE) {
    snprintf(title, size, "%s needs %s of working capital for %.0f of 100 years", name, amount,
             percent);
  } else {
    snprintf(title, size, "Budgets paid in month by month are enough in %.0f of 100 years",
             percent);
  }
}

/* From nothing to the whole budget at the end of the plan year. */
static void draw_budget(sl_fans_t *fans, size_t a)
{
  const double budget = sl_plot_facts(fans->picture.data, a)->price.budget.value;
  const double year = (double)fans->year, last = (double)fans->months->n_months;
  const sl_plot_point_t end = sl_fans_place(fans, a, year, budget);
  sl_picture_line(&fans->picture, "budget_line", SL_COLOUR_INK, sl_fans_place(fans, a, 0.0, 0.0),
                  end);
  if (last > year) {
    sl_picture_line(&fans->picture, "budget_line", SL_COLOUR_INK, end,
                    sl_fans_place(fans, a, last, budget));
  }
}

static void describe(sl_fans_t *fans, size_t a)
{
  sl_picture_t *picture = &fans->picture;
  const sl_plot_data_t *data = picture->data;
  char lines[3][SL_PLOT_TEXT], text[SL_PLOT_TEXT], amount[64];
  const size_t most = fans->pitch > 6.5 * LINE ? 3 : 2;
  const size_t n = sl_plot_text_wrap(sl_plot_facts(data, a)->name,
                                     NAME_WIDTH / (1.1 * SL_TEXT_SIZE), most, lines);
  double y = sl_fans_place(fans, a, 0.0, fans->high).y - 6.0;
  for (size_t i = 0; i < n; i++, y -= LINE) {
    sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_STRONG, (int)a, lines[i]);
  }
  if (capital_of(data, a) <= SL_DEFICIT_TOLERANCE) {
    sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_INK,
                     "its budget is enough all along");
    return;
  }
  sl_plot_amount(data, capital_of(data, a), amount, sizeof amount);
  snprintf(text, sizeof text, "working capital %s", amount);
  sl_picture_label(picture, 32.0, y, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_INK, text);
  snprintf(text, sizeof text, "for %.0f of 100 years",
           100.0 * data->results->facts->cash_flow.level);
  sl_picture_label(picture, 32.0, y - LINE, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_MUTED, text);
}

static size_t collect_labels(const sl_fans_t *fans, size_t a, end_label_t *labels)
{
  static const struct {
    size_t level;
    const char *text;
  } lines[] = {{SL_QUANTILE_95, "95%:"}, {SL_QUANTILE_50, "50%:"}, {SL_QUANTILE_05, "5%:"}};
  const sl_plot_data_t *data = fans->picture.data;
  const size_t last = fans->months->n_months - 1;
  const double budget = sl_plot_facts(data, a)->price.budget.value;
  const double spread =
      sl_fans_value(fans, a, SL_QUANTILE_95, last) - sl_fans_value(fans, a, SL_QUANTILE_05, last);
  char amount[64];
  size_t n = 0;
  for (size_t i = 0; i < 3; i++) {
    const int level = spread <= SL_DEFICIT_TOLERANCE;
    const double value = sl_fans_value(fans, a, lines[i].level, last);
    if (level && i != 1) {
      continue;
    }
    sl_plot_amount(data, value, amount, sizeof amount);
    labels[n] = (end_label_t){sl_fans_place(fans, a, 0.0, value).y, SL_TYPE_SMALL, (int)a, ""};
    snprintf(labels[n++].text, sizeof labels[0].text, "%s %s",
             !level                                     ? lines[i].text
             : sl_cost_is_fixed(sl_plot_facts(data, a)) ? "always"
                                                        : "5-95%:",
             amount);
  }
  if (spread <= SL_DEFICIT_TOLERANCE &&
      fabs(sl_fans_value(fans, a, SL_QUANTILE_50, last) - budget) <= SL_DEFICIT_TOLERANCE) {
    return n; /* a flat premium is its own budget: nothing to say twice */
  }
  sl_plot_amount(data, budget, amount, sizeof amount);
  labels[n] =
      (end_label_t){sl_fans_place(fans, a, 0.0, budget).y, SL_TYPE_SMALL, SL_COLOUR_INK, ""};
  snprintf(labels[n++].text, sizeof labels[0].text, "budget %s", amount);
  return n;
}

/* Labels in order of their lines, none over another, none outside the row. */
static void spread_labels(end_label_t *labels, size_t n, double low, double high)
{
  for (size_t i = 1; i < n; i++) {
    const end_label_t label = labels[i];
    size_t k = i;
    for (; k > 0 && labels[k - 1].y < label.y; k--) {
      labels[k] = labels[k - 1];
    }
    labels[k] = label;
  }
  for (size_t i = 0; i < n; i++) {
    const double room = high - (double)i * LINE;
    labels[i].y = fmin(labels[i].y, i > 0 ? fmin(room, labels[i - 1].y - LINE) : room);
  }
  for (size_t i = n; i-- > 0;) {
    const double floor = i + 1 < n ? labels[i + 1].y + LINE : low;
    labels[i].y = fmax(labels[i].y, floor);
  }
}

static void label_ends(sl_fans_t *fans, size_t a)
{
  sl_picture_t *picture = &fans->picture;
  end_label_t labels[4];
  const size_t n = collect_labels(fans, a, labels);
  const double base = sl_fans_place(fans, a, 0.0, fans->low).y;
  spread_labels(labels, n, base + 2.0, base + fans->height + 8.0);
  for (size_t i = 0; i < n; i++) {
    sl_picture_label(picture, picture->right + 8.0, labels[i].y, SL_ALIGN_LEFT, labels[i].type,
                     labels[i].colour, labels[i].text);
  }
}

int sl_plot_cash_flow(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out,
                      sl_error_t *error)
{
  char title[3 * SL_PLOT_TEXT];
  sl_fans_t fans = {.picture = sl_picture_of(out, data, 0.0),
                    .months = data->results->months,
                    .variable = SL_MONTH_CUMULATIVE_QUANTILE,
                    .rows = data->n_arrangements};
  (void)error;
  write_title(data, title, sizeof title);
  sl_fans_begin(
      &fans, format, title,
      "net cash paid out so far; line: median; bands hold 50 and 90 of 100 simulated years; "
      "dashed: the budget paid in",
      NAMES, SIDE, 1);
  for (size_t a = 0; a < fans.rows; a++) {
    draw_budget(&fans, a);
    describe(&fans, a);
    label_ends(&fans, a);
  }
  sl_fans_end(&fans, 1);
  return SL_OK;
}
