/* The months of the year: fans as charts and as a table. */
#include "sim/output/track/parts.h"

#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdio.h>

void sl_track_month(const sl_track_view_t *view, size_t month, char text[SL_TRACK_MONTH_TEXT])
{
  const sl_date_t date = sl_date_add_months(view->track->scenario->start, (int)month);
  snprintf(text, SL_TRACK_MONTH_TEXT, "%04d-%02d", date.year, date.month);
}

/* The plan year's months, and in one more place the year with its run-out. */
static size_t places(const sl_track_t *track)
{
  return track->n_months > track->plan_months ? track->plan_months + 1 : track->plan_months;
}

static size_t month_at(const sl_track_t *track, size_t place)
{
  return place < track->plan_months ? place : track->n_months - 1;
}

static void put_categories(const sl_track_view_t *view, sl_document_chart_t *chart)
{
  for (size_t p = 0; p < places(view->track); p++) {
    char label[SL_TRACK_MONTH_TEXT];
    sl_track_month(view, p, label);
    sl_chart_category(chart, p < view->track->plan_months ? label : "run-out");
  }
}

static void put_fan(const sl_track_view_t *view, sl_document_chart_t *chart, sl_track_fan_t fan)
{
  static const char *const names[SL_TRACK_BANDS] = {"90 years of 100: from",
                                                    "50 years of 100: from", "half of the years",
                                                    "50 years of 100: to", "90 years of 100: to"};
  double values[SL_PLAN_MONTHS_MAX + 1];
  for (size_t b = 0; b < SL_TRACK_BANDS; b++) {
    for (size_t p = 0; p < places(view->track); p++) {
      values[p] = sl_track_at(view->track, view->track->main, fan, b, month_at(view->track, p));
    }
    sl_chart_series(chart, names[b], values);
  }
}

/* In equal parts; whole from the year's end on. */
static void put_budget(const sl_track_view_t *view, sl_document_chart_t *chart)
{
  const sl_track_t *track = view->track;
  double values[SL_PLAN_MONTHS_MAX + 1];
  for (size_t p = 0; p < places(track); p++) {
    const size_t passed = p < track->plan_months ? p + 1 : track->plan_months;
    values[p] = view->main->price.budget.value * (double)passed / (double)track->plan_months;
  }
  sl_chart_series(chart, "budget", values);
}

static void put_attachment(const sl_track_view_t *view, sl_document_chart_t *chart)
{
  const sl_track_t *track = view->track;
  double values[SL_PLAN_MONTHS_MAX + 1];
  for (size_t p = 0; p < places(track); p++) {
    values[p] = view->main->attachment[p < track->plan_months ? p : track->plan_months - 1];
  }
  sl_chart_series(chart, "attachment point", values);
}

static void put_charts(const sl_track_view_t *view)
{
  sl_document_chart_t *net = sl_document_chart(view->document, SL_CHART_FAN, "net_so_far",
                                               "The employer's cash, summed up, and the budget",
                                               "cash so far", SL_CELL_MONEY);
  put_categories(view, net);
  put_fan(view, net, SL_TRACK_NET);
  put_budget(view, net);
  sl_chart_drawing_only(net);
  if (view->main->has_aggregate) {
    sl_document_chart_t *eligible =
        sl_document_chart(view->document, SL_CHART_FAN, "eligible_so_far",
                          "Claims towards the aggregate, and its attachment point",
                          "eligible claims so far", SL_CELL_MONEY);
    put_categories(view, eligible);
    put_fan(view, eligible, SL_TRACK_ELIGIBLE);
    put_attachment(view, eligible);
    sl_chart_drawing_only(eligible);
  }
}

/* Of the months known one figure; of the others three. */
static void put_bands(const sl_track_view_t *view, sl_document_table_t *table, sl_track_fan_t fan,
                      size_t month, const char *source)
{
  static const size_t bands[] = {SL_LOW_BAND, SL_MIDDLE_BAND, SL_HIGH_BAND};
  for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++) {
    const double value = sl_track_at(view->track, view->track->main, fan, bands[i], month);
    sl_table_cell(table,
                  sl_cell_estimate(SL_CELL_MONEY, (sl_estimate_t){value, (double)NAN}, source));
  }
}

static void put_row(const sl_track_view_t *view, sl_document_table_t *table, size_t place)
{
  const sl_track_t *track = view->track;
  const size_t month = month_at(track, place);
  const size_t passed = place < track->plan_months ? place + 1 : track->plan_months;
  char label[SL_TRACK_MONTH_TEXT];
  sl_track_month(view, place, label);
  sl_table_row(table, SL_ROW_PLAIN, place < track->plan_months ? label : "with run-out");
  sl_table_cell(table, month < track->months
                           ? sl_cell_exact(SL_CELL_MONEY, track->paid[month], "actual paid")
                           : sl_cell_unknown("actual paid"));
  if (view->main->fan[SL_TRACK_PAID] != NULL) {
    put_bands(view, table, SL_TRACK_PAID, month, "quantiles of plan paid so far");
  }
  put_bands(view, table, SL_TRACK_NET, month, "quantiles of net cash so far");
  sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY,
                                     view->main->price.budget.value * (double)passed /
                                         (double)track->plan_months,
                                     "budget x share of the year"));
}

static void put_table(const sl_track_view_t *view)
{
  sl_document_table_t *table =
      sl_document_table(view->document, "months",
                        "Summed up to the end of each month: low and high are those of 90 "
                        "years of 100",
                        false);
  sl_table_column(table, "");
  sl_table_column(table, "Paid in it");
  if (view->main->fan[SL_TRACK_PAID] != NULL) {
    sl_table_column(table, "Claims: low");
    sl_table_column(table, "half");
    sl_table_column(table, "high");
  }
  sl_table_column(table, "Cash: low");
  sl_table_column(table, "half");
  sl_table_column(table, "high");
  sl_table_column(table, "Budget");
  for (size_t p = 0; p < places(view->track); p++) {
    put_row(view, table, p);
  }
}

void sl_track_put_months(const sl_track_view_t *view)
{
  sl_document_heading(view->document, 1, "Month by month: %s", view->main->name);
  put_charts(view);
  put_table(view);
}
