/* How many large claimants to expect above each deductible that is on offer. */
#include "sim/output/decision/chapters.h"
#include "sim/output/text/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_known(const sl_decision_t *decision, size_t a)
{
  const sl_arrangement_facts_t *facts = sl_decision_facts(decision, a);
  return facts->has_specific && isfinite(facts->price.expected_claimants_full.value);
}

/* One deductible with the same claimants and the same claims above it is shown once. */
static bool is_like(const sl_decision_t *decision, size_t a, size_t b)
{
  const sl_arrangement_facts_t *one = sl_decision_facts(decision, a);
  const sl_arrangement_facts_t *other = sl_decision_facts(decision, b);
  return is_known(decision, b) && one->specific_deductible == other->specific_deductible &&
         one->per_certificate == other->per_certificate &&
         one->price.expected_claimants_full.value == other->price.expected_claimants_full.value &&
         one->price.expected_claimants_half.value == other->price.expected_claimants_half.value &&
         one->price.expected_specific.value == other->price.expected_specific.value;
}

static bool is_first(const sl_decision_t *decision, size_t a)
{
  bool first = is_known(decision, a);
  for (size_t b = 0; first && b < a; b++) {
    first = !is_like(decision, a, b);
  }
  return first;
}

static void label_of(const sl_decision_t *decision, size_t a, char *label, size_t size)
{
  const sl_arrangement_facts_t *facts = sl_decision_facts(decision, a);
  const sl_figure_t symbol = sl_currency_symbol(decision->results->facts->currency);
  snprintf(label, size, "%s%s, %.160s",
           sl_format_exact(symbol.text, facts->specific_deductible).text,
           facts->per_certificate ? " a family" : "", facts->name);
}

static void put_count(sl_document_table_t *table, sl_cell_unit_t unit, sl_estimate_t value,
                      const char *variable, size_t a)
{
  char source[80];
  snprintf(source, sizeof source, "%s[%zu]", variable, a);
  sl_table_cell(table, isfinite(value.value) ? sl_cell_estimate(unit, value, source)
                                             : sl_cell_unknown(source));
}

static void put_table(sl_document_t *document, const sl_decision_t *decision)
{
  sl_document_table_t *table =
      sl_document_table(document, "claimants", "The same in figures", true);
  sl_table_column(table, "Specific deductible");
  sl_table_column(table, "Above half of it");
  sl_table_column(table, "Above it");
  sl_table_column(table, "The specific pays");
  for (size_t a = 0; a < decision->n; a++) {
    if (is_first(decision, a)) {
      const sl_price_t *price = &sl_decision_facts(decision, a)->price;
      char label[240];
      label_of(decision, a, label, sizeof label);
      sl_table_row(table, SL_ROW_PLAIN, label);
      put_count(table, SL_CELL_COUNT, price->expected_claimants_half, "expected_claimants_half", a);
      put_count(table, SL_CELL_COUNT, price->expected_claimants_full, "expected_claimants_full", a);
      put_count(table, SL_CELL_MONEY, price->expected_specific, "expected_specific_reimbursement",
                a);
    }
  }
}

static void put_chart(sl_document_t *document, const sl_decision_t *decision)
{
  double half[SL_SHOWN_MOST], full[SL_SHOWN_MOST];
  size_t n = 0;
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_BARS, "claimants", "Large claimants of an average year",
                        "persons a year", SL_CELL_COUNT);
  for (size_t a = 0; a < decision->n && n < SL_SHOWN_MOST; a++) {
    if (is_first(decision, a)) {
      const sl_price_t *price = &sl_decision_facts(decision, a)->price;
      char label[240];
      label_of(decision, a, label, sizeof label);
      sl_chart_category(chart, label);
      half[n] = price->expected_claimants_half.value;
      full[n++] = price->expected_claimants_full.value;
    }
  }
  sl_chart_series(chart, "above half of the deductible", half);
  sl_chart_series(chart, "above the deductible", full);
  sl_chart_drawing_only(chart);
}

void sl_chapter_claimants(sl_document_t *document, const sl_decision_t *decision)
{
  size_t n = 0;
  for (size_t a = 0; a < decision->n; a++) {
    n += is_first(decision, a);
  }
  if (n == 0) {
    return;
  }
  sl_document_heading(document, 1, "Large claimants to expect above each deductible");
  if (n > 1) {
    put_chart(document, decision);
  }
  put_table(document, decision);
  sl_document_note(document,
                   "Persons, or families where the deductible is a family's, whose claims in the "
                   "contract's window pass the deductible, or half of it, where a carrier wants to "
                   "be told. Of the pricing pass.");
}
