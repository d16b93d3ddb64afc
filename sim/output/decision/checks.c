/* Simulated figures beside exact ones, and estimates by control variates. */
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/words.h"

#include "sim/results/checks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define WORTH_TELLING 1.05 /* times the trials */

static bool is_share(const sl_check_row_t *row)
{
  return !row->is_amount && row->simulated.value <= 1.0;
}

static sl_cell_unit_t unit_of(const sl_check_row_t *row)
{
  return row->is_amount ? SL_CELL_MONEY : is_share(row) ? SL_CELL_SHARE : SL_CELL_COUNT;
}

/* Where the simulated figure is: a summary's variable, or a mean over the trials. */
static sl_source_text_t source_of(const char *name, size_t a)
{
  static const struct {
    const char *name, *pattern;
  } sources[] = {{"cost_standard_deviation", "std(cost[:,@], ddof=1)"},
                 {"plan_paid_mean", "mean(plan_paid)"},
                 {"allowed_mean", "mean(allowed)"},
                 {"claims_mean", "mean(claims)"},
                 {"deficit_mean", "mean(deficit[:,@])"},
                 {"specific_reimbursement_mean", "mean(specific_reimbursement[:,@])"},
                 {"aggregate_reimbursement_mean", "mean(aggregate_reimbursement[:,@])"}};
  char pattern[SL_SOURCE_SIZE];
  for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
    if (strcmp(name, sources[i].name) == 0) {
      return sl_source_of(sources[i].pattern, a, 0, 0);
    }
  }
  snprintf(pattern, sizeof pattern, "%s[@]", name);
  return sl_source_of(pattern, a, 0, 0);
}

static size_t level_of(const sl_check_row_t *row)
{
  size_t q = 0;
  while (q + 1 < SL_N_QUANTILES && sl_quantile_levels[q] != row->level) {
    q++;
  }
  return q;
}

/* A chance is a share of years on this page. */
static const char *words_of(const char *name, const char *long_name)
{
  return strcmp(name, "deficit_probability") == 0 ? "years with a deficit" : long_name;
}

static void put_label(sl_document_table_t *table, const sl_check_row_t *row)
{
  char label[120];
  if (isnan(row->level)) {
    snprintf(label, sizeof label, "%s", words_of(row->name, row->long_name));
  } else {
    snprintf(label, sizeof label, "%g%% quantile of cost", 100.0 * row->level);
  }
  sl_table_row(table, SL_ROW_PLAIN, label);
}

/* A chance has more digits than a share of trials deserves. */
static sl_cell_t exact_of(const sl_check_row_t *row, const char *source, char text[40])
{
  const double value = row->exact.value;
  if (!isfinite(value)) {
    return sl_cell_text(isnan(value) ? "-" : "infinite");
  }
  if (is_share(row)) {
    snprintf(text, 40, "%.*f%%", value < 0.001 ? 5 : 3, 100.0 * value);
    return sl_cell_text(text);
  }
  return sl_cell_exact(unit_of(row), value, source);
}

/* As small as it is. */
static void bound_of(const sl_check_row_t *row, char text[40])
{
  const double bound = is_share(row) ? 100.0 * row->exact.bound : row->exact.bound;
  snprintf(text, 40, isfinite(bound) ? "%.2g" : "-", bound);
}

/* group: no arrangement has it. */
static void put_check(sl_document_table_t *table, const sl_check_row_t *row, size_t a, bool group)
{
  char text[40], bound[40], pattern[SL_SOURCE_SIZE];
  const bool is_quantile = !isnan(row->level);
  sl_source_text_t source = source_of(row->name, a);
  put_label(table, row);
  snprintf(pattern, sizeof pattern, "%s_exact%s", row->name, group ? "" : "[@]");
  if (is_quantile) {
    source = sl_source_of("cost_quantile[^,@]", a, 0, level_of(row));
    snprintf(pattern, sizeof pattern, "cost_quantile_exact[^,@]");
  }
  sl_table_cell(table, sl_cell_estimate(unit_of(row), row->simulated, source.text));
  sl_table_cell(
      table,
      exact_of(row, sl_source_of(pattern, a, 0, is_quantile ? level_of(row) : 0).text, text));
  bound_of(row, bound);
  sl_table_cell(table, sl_cell_text(bound));
  sl_table_cell(table, isnan(row->z) ? sl_cell_unknown(NULL)
                                     : sl_cell_exact(SL_CELL_MULTIPLE, row->z, NULL));
}

static void put_disagreement(sl_document_t *document, const char *where, const sl_check_row_t *row)
{
  char level[32] = "";
  if (!isnan(row->level)) {
    snprintf(level, sizeof level, "%g%% ", 100.0 * row->level);
  }
  sl_document_paragraph(
      document,
      "One of the two is wrong: %s, %s%s: they lie %.0f standard errors apart. Chance does not do "
      "that; please report it with the scenario.",
      where, level, words_of(row->name, row->long_name), fabs(row->z));
}

static void put_checks(sl_document_t *document, const char *name, const char *where,
                       const sl_check_row_t *rows, size_t n, size_t a, bool group)
{
  static const char *const headers[] = {"", "simulated", "exact", "bound", "z"};
  if (n == 0) {
    return;
  }
  sl_document_table_t *table = sl_document_table(document, name, where, true);
  for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
    sl_table_column(table, headers[i]);
  }
  for (size_t i = 0; i < n; i++) {
    put_check(table, &rows[i], a, group);
  }
  for (size_t i = 0; i < n; i++) {
    if (fabs(rows[i].z) > SL_CHECK_Z) {
      put_disagreement(document, where, &rows[i]);
    }
  }
}

static void put_reasons(sl_document_t *document, const char *where, const char *reasons)
{
  if (reasons[0] != '\0') {
    sl_document_paragraph(document, "Not exact%s%s: %s", where[0] != '\0' ? ", " : "", where,
                          reasons);
  }
}

/* ---- control variates ---- */

/* How many plain trials would tell a figure as closely; 0 where it is known but for rounding. */
static double equivalent_trials(const sl_decision_t *d, sl_estimate_t plain, sl_estimate_t better)
{
  const double gain = plain.standard_error / better.standard_error;
  return gain < 1e4 ? gain * gain * (double)d->results->facts->trials : 0.0;
}

static bool is_worth_telling(sl_estimate_t plain, sl_estimate_t better)
{
  return plain.standard_error > 0.0 && !isnan(better.value) &&
         plain.standard_error * plain.standard_error >=
             WORTH_TELLING * better.standard_error * better.standard_error;
}

static void put_control(sl_document_table_t *table, const sl_decision_t *d, size_t a, size_t i)
{
  static const char *const plain_error[SL_N_CONTROL_FIGURES] = {
      [SL_CONTROL_COST] = "cost_standard_error[@]",
      [SL_CONTROL_DEFICIT_PROBABILITY] = "deficit_probability_standard_error[@]",
      [SL_CONTROL_DEFICIT] = "std(deficit[:,@], ddof=1) / sqrt(trials)",
      [SL_CONTROL_SPECIFIC] = "std(specific_reimbursement[:,@], ddof=1) / sqrt(trials)",
      [SL_CONTROL_AGGREGATE] = "std(aggregate_reimbursement[:,@], ddof=1) / sqrt(trials)"};
  const sl_variable_t *figure = &sl_control_figures[i];
  const sl_estimate_t better = d->results->checks->arrangements[a].control[i];
  const double trials =
      equivalent_trials(d, sl_control_plain(sl_decision_summary(d, a), i), better);
  char pattern[SL_SOURCE_SIZE];
  sl_table_row(table, SL_ROW_PLAIN, words_of(figure->name, figure->long_name));
  snprintf(pattern, sizeof pattern, "%s_control_variate[@]", figure->name);
  sl_table_cell(table, sl_cell_estimate(figure->is_amount ? SL_CELL_MONEY : SL_CELL_SHARE, better,
                                        sl_source_of(pattern, a, 0, 0).text));
  snprintf(pattern, sizeof pattern, "trials * (%s / %s_control_variate_standard_error[@]) ** 2",
           plain_error[i], figure->name);
  const sl_source_text_t source = sl_source_of(pattern, a, 0, 0);
  sl_table_cell(table, trials > 0.0 ? sl_cell_exact(SL_CELL_COUNT, trials, source.text)
                                    : sl_cell_text("exact"));
}

static void put_controls(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  sl_document_table_t *table = NULL;
  for (size_t i = 0; i < SL_N_CONTROL_FIGURES; i++) {
    if (!is_worth_telling(sl_control_plain(sl_decision_summary(d, a), i),
                          d->results->checks->arrangements[a].control[i])) {
      continue;
    }
    if (table == NULL) {
      char name[40];
      sl_text_t caption = {0};
      snprintf(name, sizeof name, "control_variates_%zu", a);
      sl_text_append(&caption, "%s, by control variates", sl_decision_name(d, a));
      table = sl_document_table(document, name, sl_words_of(document, &caption), true);
      sl_text_free(&caption);
      sl_table_column(table, "");
      sl_table_column(table, "estimate");
      sl_table_column(table, "as so many years");
    }
    put_control(table, d, a, i);
  }
}

static void put_arrangement(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  sl_check_row_t rows[SL_CHECK_ROWS];
  char name[40];
  const sl_checks_t *checks = d->results->checks;
  const size_t n = sl_check_rows(checks, d->results, d->summary, a, rows);
  snprintf(name, sizeof name, "exact_%zu", a);
  put_checks(document, name, sl_decision_name(d, a), rows, n, a, false);
  put_reasons(document, n == 0 ? sl_decision_name(d, a) : "", checks->arrangements[a].reasons);
  put_controls(document, d, a);
}

void sl_chapter_checks(sl_document_t *document, const sl_decision_t *d)
{
  const sl_checks_t *checks = d->results->checks;
  sl_check_row_t rows[SL_N_CHECK_GROUP_FIGURES];
  if (checks == NULL) {
    return;
  }
  sl_document_heading(document, 2, "Simulated and exact");
  sl_document_paragraph(
      document, "Exact figures are worked out without simulation, at the prices of this run; their "
                "error is within the bound. z is the difference in standard errors: mostly within "
                "2, and beyond 5 one of the two is wrong. There is none where these trials cannot "
                "tell.");
  put_checks(document, "exact_group", "Group", rows,
             sl_check_group_rows(checks, d->results, d->summary, rows), 0, true);
  put_reasons(document, "", checks->reasons);
  for (size_t a = 0; a < checks->n_arrangements && a < d->n; a++) {
    put_arrangement(document, d, a);
  }
}
