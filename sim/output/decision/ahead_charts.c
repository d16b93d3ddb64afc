/* Pictures of several plan years: what each costs, what is saved so far, what the reserve holds. */
#include "models/funding/arrangement.h"
#include "sim/output/decision/ahead.h"
#include "sim/output/text/format.h"

#include <math.h>
#include <stdio.h>

#define FANS_MOST 4 /* arrangements with fans of their own */

static const struct {
  size_t level;
  const char *name;
} fan[] = {
    {SL_QUANTILE_05, "90 of 100 runs: from"}, {SL_QUANTILE_25, "50 of 100 runs: from"},
    {SL_QUANTILE_50, "the middle"},           {SL_QUANTILE_75, "50 of 100 runs: to"},
    {SL_QUANTILE_95, "90 of 100 runs: to"},
};
#define BANDS (sizeof fan / sizeof fan[0])

/* A quantile of what a fan shows. */
typedef double of_level_t(const sl_decision_t *d, size_t a, size_t k, size_t level);

static double cost_of(const sl_decision_t *d, size_t a, size_t k, size_t level)
{
  return sl_years_at(d->results->years, a, k)->cost_quantile[level].value;
}

static double reserve_of(const sl_decision_t *d, size_t a, size_t k, size_t level)
{
  return sl_years_at(d->results->years, a, k)->reserve_quantile[level].value;
}

static double saving_of(const sl_decision_t *d, size_t a, size_t k, size_t level)
{
  return sl_years_ahead_at(d, a, k)->quantile[level];
}

static void put_categories(sl_document_chart_t *chart, size_t n)
{
  sl_chart_along(chart, "plan year");
  for (size_t k = 0; k < n; k++) {
    char label[24];
    snprintf(label, sizeof label, "%zu", k + 1);
    sl_chart_category(chart, label);
  }
}

static void describe(sl_document_chart_t *chart, const sl_decision_t *d, size_t a, of_level_t *of)
{
  const size_t n = d->ahead->n_years;
  const sl_figure_t symbol = sl_currency_symbol(d->results->facts->currency);
  sl_chart_describe(chart, "In 90 of 100 runs year 1 is %s to %s, year %zu %s to %s.",
                    sl_format_round(symbol.text, of(d, a, 0, SL_QUANTILE_05)).text,
                    sl_format_round(symbol.text, of(d, a, 0, SL_QUANTILE_95)).text, n,
                    sl_format_round(symbol.text, of(d, a, n - 1, SL_QUANTILE_05)).text,
                    sl_format_round(symbol.text, of(d, a, n - 1, SL_QUANTILE_95)).text);
}

/* name: of the chart, before the arrangement's place. */
static sl_document_chart_t *put_fan(sl_document_t *document, const sl_decision_t *d, size_t a,
                                    const char *name, const char *title, const char *axis,
                                    of_level_t *of)
{
  double values[SL_PLAN_YEARS_MAX];
  char own[40];
  snprintf(own, sizeof own, "%.20s_%zu", name, a);
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_FAN, own, title, axis, SL_CELL_MONEY);
  put_categories(chart, d->ahead->n_years);
  for (size_t i = 0; i < BANDS; i++) {
    for (size_t k = 0; k < d->ahead->n_years; k++) {
      values[k] = of(d, a, k, fan[i].level);
    }
    sl_chart_series(chart, fan[i].name, values);
  }
  describe(chart, d, a, of);
  sl_chart_drawing_only(chart);
  return chart;
}

static void put_cost(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  double budget[SL_PLAN_YEARS_MAX];
  char title[240];
  snprintf(title, sizeof title, "Cost by plan year: %.200s", sl_decision_name(d, a));
  sl_document_chart_t *chart =
      put_fan(document, d, a, "ahead_cost", title, "cost of the plan year", cost_of);
  for (size_t k = 0; k < d->ahead->n_years; k++) {
    budget[k] = sl_years_at(d->results->years, a, k)->mean[SL_YEAR_BUDGET].value;
  }
  sl_chart_series(chart, "the budget, on average", budget);
}

static void put_saving(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  static const double nothing[SL_PLAN_YEARS_MAX] = {0.0};
  char title[400];
  snprintf(title, sizeof title, "Saved so far: %.150s, against %.150s", sl_decision_name(d, a),
           sl_decision_name(d, d->reference));
  sl_document_chart_t *chart =
      put_fan(document, d, a, "ahead_saved", title, "saved since the first year began", saving_of);
  sl_chart_series(chart, "nothing saved", nothing);
}

static bool has_reserve(const sl_decision_t *d, size_t a)
{
  double most = 0.0;
  for (size_t k = 0; k < d->ahead->n_years; k++) {
    most = fmax(most, reserve_of(d, a, k, SL_QUANTILE_95));
  }
  return most > SL_DEFICIT_TOLERANCE;
}

static void put_reserve(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  char title[240];
  snprintf(title, sizeof title, "Reserve after each plan year: %.200s", sl_decision_name(d, a));
  put_fan(document, d, a, "ahead_reserve", title, "reserve after the plan year", reserve_of);
}

/* How often the employer has been called on by the end of each year. */
static void put_calls(sl_document_t *document, const sl_decision_t *d, const size_t *shown,
                      size_t n)
{
  sl_document_chart_t *chart = sl_document_chart(
      document, SL_CHART_LINES, "ahead_calls",
      "Chance that the employer has been called on by then", "share of runs", SL_CELL_SHARE);
  put_categories(chart, d->ahead->n_years);
  for (size_t i = 0; i < n; i++) {
    double values[SL_PLAN_YEARS_MAX];
    for (size_t k = 0; k < d->ahead->n_years; k++) {
      values[k] = sl_years_at(d->results->years, shown[i], k)->call_so_far.value;
    }
    sl_chart_series(chart, sl_decision_name(d, shown[i]), values);
  }
  sl_chart_drawing_only(chart);
}

void sl_put_ahead_charts(sl_document_t *document, const sl_decision_t *d)
{
  size_t shown[SL_SHOWN_MOST];
  const size_t n = sl_decision_shown(d, FANS_MOST, shown);
  for (size_t i = 0; i < n; i++) {
    if (d->reference != SL_NO_ARRANGEMENT && shown[i] != d->reference) {
      put_saving(document, d, shown[i]);
    }
  }
  for (size_t i = 0; i < n; i++) {
    put_cost(document, d, shown[i]);
  }
  for (size_t i = 0; i < n; i++) {
    if (has_reserve(d, shown[i])) {
      put_reserve(document, d, shown[i]);
    }
  }
  put_calls(document, d, shown, n);
}
