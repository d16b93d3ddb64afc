/* How volatile a group of this size is, by the number of its employees, and what its own claims
 * history tells. */
#include "sim/output/decision/volatility.h"

#include "sim/output/decision/cells.h"
#include "sim/output/decision/weigh.h"

#include <math.h>
#include <stdio.h>

/* ---- volatility by group size ---- */

#define SIZES 10
static const double sizes[] = {10, 25, 50, 100, 250, 500, 1000, 2500, 5000};

/* The sizes of the curve with the employer's own among them. */
static size_t sizes_with(double own, double all[SIZES])
{
  size_t n = 0;
  bool placed = false;
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    if (!placed && own <= sizes[i]) {
      all[n++] = own;
      placed = true;
    }
    if (fabs(own - sizes[i]) > 0.5) {
      all[n++] = sizes[i];
    }
  }
  if (!placed) {
    all[n++] = own;
  }
  return n;
}

/* What more people, or years, do not average out: the response to the group's factor times its
 * coefficient of variation. */
static sl_estimate_t common_of(const sl_decision_t *decision)
{
  const sl_estimate_t response = decision->weighed[decision->subject].response;
  const double uncertainty = sl_group_uncertainty(decision->scenario);
  return (sl_estimate_t){uncertainty * response.value, uncertainty * response.standard_error};
}

static void put_size(sl_document_table_t *table, const sl_decision_t *decision, double employees,
                     sl_estimate_t common)
{
  const size_t a = decision->subject;
  const double own = decision->results->facts->enrolment.employees;
  char label[40];
  snprintf(label, sizeof label, "%.0f%s", employees, employees == own ? " (this employer)" : "");
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_put_figure(table, SL_CELL_SHARE,
                sl_volatility_at(decision->weighed[a].volatility, common, own, employees),
                "sqrt(%.17g**2 + maximum((" VARIATION ")**2 - %.17g**2, 0) * employees / %.17g)",
                common.value, a, a, a, a, common.value, employees);
}

static void put_curve(sl_document_t *document, const sl_decision_t *decision, sl_estimate_t common)
{
  const double own = decision->results->facts->enrolment.employees;
  const sl_estimate_t v = decision->weighed[decision->subject].volatility;
  double all[SIZES], curve[SIZES], mark[SIZES];
  const size_t n = sizes_with(own, all);
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_LINES, "volatility_curve", "Volatility by group size",
                        "coefficient of variation of the kept claims of a year", SL_CELL_SHARE);
  for (size_t i = 0; i < n; i++) {
    char label[40];
    snprintf(label, sizeof label, "%.0f", all[i]);
    sl_chart_category(chart, label);
    curve[i] = sl_volatility_at(v, common, own, all[i]).value;
    mark[i] = all[i] == own ? curve[i] : (double)NAN;
  }
  sl_chart_series(chart, "the same mix of people, by employees", curve);
  sl_chart_series(chart, "this employer", mark);
  sl_document_table_t *table =
      sl_document_table(document, "volatility_by_size", "Volatility by number of employees", true);
  sl_table_column(table, "employees");
  sl_table_column(table, "volatility");
  for (size_t i = 0; i < n; i++) {
    put_size(table, decision, all[i], common);
  }
}

/* The two numbers behind the part that stays. */
static void put_common(sl_document_t *document, const sl_decision_t *decision)
{
  const size_t a = decision->subject;
  const sl_weighed_t *weighed = &decision->weighed[a];
  sl_document_table_t *table =
      sl_document_table(document, "volatility_common", "What more people do not average out", true);
  sl_table_column(table, "");
  sl_table_column(table, "value");
  sl_table_row(table, SL_ROW_PLAIN, "Uncertainty of the group's level of claims");
  sl_put_stated(table, SL_CELL_SHARE, sl_group_uncertainty(decision->scenario));
  sl_table_row(table, SL_ROW_PLAIN, "Kept claims rise, times the rise of that level");
  if (!(weighed->response.standard_error > 0.0)) {
    sl_put_stated(table, SL_CELL_MULTIPLE, weighed->response.value);
  } else {
    sl_put_figure(table, SL_CELL_MULTIPLE, weighed->response,
                  "(band_cost_mean_change[1,%zu] - band_cost_mean_change[0,%zu]) * std(" KEPT
                  ")**2 / (0.2 * mean(" KEPT ") * mean((cost[:,%zu] - mean(cost[:,%zu])) * " KEPT
                  "))",
                  a, a, a, a, a, a, a, a, a, a);
  }
}

void sl_put_volatility(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_estimate_t common = common_of(decision);
  const sl_weighed_t *weighed = &decision->weighed[decision->subject];
  if (isnan(weighed->volatility.value) || isnan(common.value)) {
    return;
  }
  sl_document_heading(document, 2, "How volatile is a group of this size?");
  sl_document_paragraph(
      document,
      "Kept claims are what the specific leaves to \"%s\", before the aggregate. Their spread has "
      "two "
      "parts: chance from person to person, which more people average out, and the uncertainty of "
      "the whole group's level (claims.uncertainty), which they do not. The curve is for more and "
      "fewer of the same people under the same plan and deductible.",
      sl_decision_name(decision, decision->subject));
  put_curve(document, decision, common);
  put_common(document, decision);
  if (decision->results->facts->infinite_variance) {
    sl_document_note(document, "Some claims have no finite variance: where nothing caps them, the "
                               "spread of these simulated years tells little.");
  }
}

/* ---- claims history ---- */

static void put_history_row(sl_document_table_t *table, const sl_decision_t *decision, double years,
                            const char *label)
{
  const sl_estimate_t claims = decision->summary->trial_mean[SL_TRIAL_CLAIMS];
  const sl_weighed_t *weighed = &decision->weighed[decision->subject];
  const double full = sl_suitability_of(decision).full_credibility;
  const sl_estimate_t common = common_of(decision);
  const size_t a = decision->subject;
  const double by_number = sqrt(claims.value * years / full);
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_put_figure(table, SL_CELL_SHARE,
                (sl_estimate_t){isnan(by_number) ? by_number : fmin(1.0, by_number), 0.0},
                "clip(sqrt(mean(claims) * %.17g / %.17g), 0, 1)", years, full);
  sl_put_figure(table, SL_CELL_SHARE, sl_kept_credibility(weighed->volatility, common, years, full),
                "clip(sqrt(%.17g / %.17g) / sqrt(maximum((" VARIATION ")**2 - %.17g**2, 0)), 0, 1)",
                years, full, a, a, a, a, common.value);
}

void sl_put_history(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_suitability_terms_t terms = sl_suitability_of(decision);
  char label[60];
  if (isnan(decision->weighed[decision->subject].volatility.value)) {
    return;
  }
  sl_document_heading(document, 2, "How much does its own claims history tell?");
  sl_document_paragraph(
      document,
      "The weight that the group's own claims deserve beside a manual rate (credibility), "
      "by the number of its claims and by the spread of its kept claims. Where the two "
      "differ the second is the careful one: many small claims tell little of the dear "
      "ones.");
  sl_document_table_t *table =
      sl_document_table(document, "history", "Credibility of the own history", true);
  sl_table_column(table, "years of history");
  sl_table_column(table, "by number of claims");
  sl_table_column(table, "by kept claims");
  put_history_row(table, decision, 1.0, terms.history_years == 1.0 ? "1 (at hand)" : "1");
  put_history_row(table, decision, 3.0, terms.history_years == 3.0 ? "3 (at hand)" : "3");
  if (terms.history_years > 0.0 && fabs(terms.history_years - 1.0) > 0.0 &&
      fabs(terms.history_years - 3.0) > 0.0) {
    snprintf(label, sizeof label, "%g (at hand)", terms.history_years);
    put_history_row(table, decision, terms.history_years, label);
  }
  if (isnan(terms.history_years)) {
    sl_document_note(document, "The scenario does not say how many years are at hand "
                               "(suitability.history_years).");
  } else if (terms.history_years <= 0.0) {
    sl_document_note(document, "There is no history at hand: every figure rests on the basis.");
  }
}
