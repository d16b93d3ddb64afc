#include "sim/output/report/checks.h"

#include "sim/output/text/json_parts.h"
#include "sim/results/checks.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define PLUS_MINUS "\xc2\xb1"
#define WORTH_TELLING 1.05 /* times the trials */

/* ---- figures ---- */

/* An amount of any sign in full units, or a chance or a number. */
static sl_figure_t figure_of(const sl_check_row_t *row, double value)
{
  sl_figure_t figure;
  if (!isfinite(value)) {
    snprintf(figure.text, sizeof figure.text, "%s", isnan(value) ? "-" : "infinite");
  } else if (row->is_amount) {
    return sl_format_exact("", value);
  } else if (value <= 1.0) {
    snprintf(figure.text, sizeof figure.text, "%.*f%%", value < 0.001 ? 5 : 3, 100.0 * value);
  } else {
    snprintf(figure.text, sizeof figure.text, "%.2f", value);
  }
  return figure;
}

/* A bound of an exact figure is as small as it is. */
static sl_figure_t bound_of(const sl_check_row_t *row, double value, double bound)
{
  sl_figure_t figure;
  if (!isfinite(bound)) {
    snprintf(figure.text, sizeof figure.text, "-");
  } else if (row->is_amount && (bound == 0.0 || bound >= 0.01)) {
    return sl_format_error(bound);
  } else {
    snprintf(figure.text, sizeof figure.text, "%.2g",
             row->is_amount || value > 1.0 ? bound : 100.0 * bound);
  }
  return figure;
}

/* A standard error, in points of a chance. */
static sl_figure_t error_of(const sl_check_row_t *row, sl_estimate_t estimate)
{
  const bool is_chance = !row->is_amount && estimate.value <= 1.0;
  if (!isfinite(estimate.standard_error)) {
    return (sl_figure_t){"-"};
  }
  return sl_format_error(
      sl_is_exact(estimate) ? 0.0 : (is_chance ? 100.0 : 1.0) * estimate.standard_error);
}

static sl_figure_t label_of(const sl_check_row_t *row)
{
  sl_figure_t figure;
  if (isnan(row->level)) {
    snprintf(figure.text, sizeof figure.text, "%s", row->long_name);
  } else {
    snprintf(figure.text, sizeof figure.text, "%g%% quantile of cost", 100.0 * row->level);
  }
  return figure;
}

static bool disagrees(const sl_check_row_t *row) { return fabs(row->z) > SL_CHECK_Z; }

/* ---- page ---- */

static void put_line(FILE *out, const char *label, const char *const columns[5])
{
  static const size_t widths[5] = {13, 8, 13, 8, 6};
  fputs("  ", out);
  sl_put_left(out, label, 30);
  for (size_t i = 0; i < 5; i++) {
    sl_put_right(out, columns[i], widths[i]);
  }
  putc('\n', out);
}

static void put_row(const sl_page_t *page, const sl_check_row_t *row)
{
  const sl_figure_t simulated = figure_of(row, row->simulated.value),
                    exact = figure_of(row, row->exact.value), error = error_of(row, row->simulated),
                    bound = bound_of(row, row->exact.value, row->exact.bound);
  sl_figure_t z = {"-"};
  if (isfinite(row->z)) {
    snprintf(z.text, sizeof z.text, fabs(row->z) < 100.0 ? "%.1f" : "%.0f", row->z);
  }
  put_line(page->out, label_of(row).text,
           (const char *const[5]){simulated.text, error.text, exact.text, bound.text, z.text});
}

static void put_disagreement(const sl_page_t *page, const char *where, const sl_check_row_t *row)
{
  char text[1400];
  snprintf(text, sizeof text,
           "One of the two is wrong: %s, %s: simulated %s, exact %s, %.0f standard errors apart. "
           "Chance does not do that; please report it with the scenario.",
           where, label_of(row).text, figure_of(row, row->simulated.value).text,
           figure_of(row, row->exact.value).text, fabs(row->z));
  sl_put_paragraph(page->out, 2, 2, text);
}

static void put_rows(const sl_page_t *page, const char *where, const sl_check_row_t *rows, size_t n)
{
  if (n == 0) {
    return;
  }
  putc('\n', page->out);
  put_line(page->out, where,
           (const char *const[5]){"simulated", PLUS_MINUS, "exact", "bound", "z"});
  for (size_t i = 0; i < n; i++) {
    put_row(page, &rows[i]);
  }
  for (size_t i = 0; i < n; i++) {
    if (disagrees(&rows[i])) {
      put_disagreement(page, where, &rows[i]);
    }
  }
}

static void put_reasons(const sl_page_t *page, const char *where, const char *reasons)
{
  if (reasons[0] != '\0') {
    fputs("  Not exact", page->out);
    fprintf(page->out, "%s%s:\n", where[0] != '\0' ? ", " : "", where);
    sl_put_paragraph(page->out, 4, 4, reasons);
  }
}

/* How many plain trials would tell a figure as closely; 0 where it is known but for rounding. */
static double equivalent_trials(const sl_page_t *page, sl_estimate_t plain, sl_estimate_t better)
{
  const double gain = plain.standard_error / better.standard_error;
  return gain < 1e4 ? gain * gain * (double)page->results->facts->trials : 0.0;
}

static int put_control(const sl_page_t *page, size_t a, size_t i, int is_first)
{
  const sl_estimate_t better = page->results->checks->arrangements[a].control[i];
  const sl_estimate_t plain = sl_control_plain(&page->summary->arrangements[a], i);
  const sl_check_row_t as = {.is_amount = sl_control_figures[i].is_amount};
  if (!(plain.standard_error > 0.0) || isnan(better.value) ||
      plain.standard_error * plain.standard_error <
          WORTH_TELLING * better.standard_error * better.standard_error) {
    return 0;
  }
  if (is_first) {
    putc('\n', page->out);
    put_line(page->out, "By control variates",
             (const char *const[5]){"estimate", PLUS_MINUS, "as years", "", ""});
  }
  const double trials = equivalent_trials(page, plain, better);
  put_line(page->out, sl_control_figures[i].long_name,
           (const char *const[5]){figure_of(&as, better.value).text, error_of(&as, better).text,
                                  trials > 0.0 ? sl_format_count(trials).text : "exact", "", ""});
  return 1;
}

static void put_arrangement(const sl_page_t *page, size_t a)
{
  sl_check_row_t rows[SL_CHECK_ROWS];
  const char *name = page->results->facts->arrangements[a].name;
  const sl_checks_t *checks = page->results->checks;
  const size_t n = sl_check_rows(checks, page->results, page->summary, a, rows);
  int n_controls = 0;
  put_rows(page, name, rows, n);
  put_reasons(page, n == 0 ? name : "", checks->arrangements[a].reasons);
  for (size_t i = 0; i < SL_N_CONTROL_FIGURES; i++) {
    n_controls += put_control(page, a, i, n_controls == 0);
  }
}

void sl_page_checks(const sl_page_t *page)
{
  const sl_checks_t *checks = page->results->checks;
  sl_check_row_t rows[SL_N_CHECK_GROUP_FIGURES];
  if (checks == NULL) {
    return;
  }
  fputs("\nSimulated and exact\n", page->out);
  sl_put_paragraph(page->out, 2, 2,
                   "Exact figures are worked out without simulation, at the prices of this run; "
                   "their error is within the bound. z is the difference in standard errors: "
                   "mostly within 2, and beyond 5 one of the two is wrong. There is none where "
                   "these trials cannot tell.");
  put_rows(page, "Group", rows, sl_check_group_rows(checks, page->results, page->summary, rows));
  put_reasons(page, "", checks->reasons);
  for (size_t a = 0; a < checks->n_arrangements; a++) {
    put_arrangement(page, a);
  }
}

/* ---- JSON ---- */

static json_t *rows_of(const sl_check_row_t *rows, size_t n)
{
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++) {
    const sl_check_row_t *row = &rows[i];
    list = sl_json_and(
        list, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "name", row->name, "quantile",
                        sl_json_number(row->level), "simulated", sl_json_estimate(row->simulated),
                        "exact", sl_json_number(row->exact.value), "bound",
                        sl_json_number(row->exact.bound), "z", sl_json_number(row->z), "agrees",
                        isfinite(row->z) ? json_boolean(!disagrees(row)) : json_null()));
  }
  return list;
}

static json_t *controls_of(const sl_arrangement_checks_t *checks)
{
  json_t *controls = json_object();
  for (size_t i = 0; i < SL_N_CONTROL_FIGURES; i++) {
    controls =
        sl_json_with(controls, sl_control_figures[i].name, sl_json_estimate(checks->control[i]));
  }
  return controls;
}

json_t *sl_checks_json(const sl_results_t *results, const sl_summary_t *summary)
{
  const sl_checks_t *checks = results->checks;
  json_t *arrangements = json_array();
  sl_check_row_t rows[SL_CHECK_ROWS];
  if (checks == NULL) {
    json_decref(arrangements);
    return json_null();
  }
  for (size_t a = 0; a < checks->n_arrangements; a++) {
    const size_t n = sl_check_rows(checks, results, summary, a, rows);
    arrangements = sl_json_and(
        arrangements,
        json_pack("{s:s, s:s, s:o, s:o}", "name", results->facts->arrangements[a].name, "not_exact",
                  checks->arrangements[a].reasons, "figures", rows_of(rows, n), "control_variates",
                  controls_of(&checks->arrangements[a])));
  }
  const size_t n = sl_check_group_rows(checks, results, summary, rows);
  return json_pack("{s:s, s:o, s:o}", "not_exact", checks->reasons, "group", rows_of(rows, n),
                   "arrangements", arrangements);
}
