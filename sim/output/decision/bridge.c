/* From the reference's mean cost to the subject's: where the difference comes from. */
#include "models/funding/arrangement.h"
#include "sim/output/decision/chapters.h"

#include <stdio.h>

static void put_chart(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_bridge_t *bridge = &decision->bridge;
  double amount[SL_BRIDGE_STEPS];
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_STEPS, "bridge", "What is taken out, and what is put in",
                        "cost of an average year", SL_CELL_MONEY);
  for (size_t i = 0; i < bridge->n; i++) {
    const sl_bridge_step_t *step = &bridge->step[i];
    sl_chart_category(chart, step->label);
    if (step->is_level) {
      sl_chart_apart(chart);
    }
    amount[i] = step->amount.value;
  }
  sl_chart_series(chart, "amount a year", amount);
  sl_chart_drawing_only(chart);
}

/* Errors have a column of their own, so that the amounts can be added up as they are shown. */
static void put_table(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_bridge_t *bridge = &decision->bridge;
  sl_document_table_t *table =
      sl_document_table(document, "bridge", "Step by step, an average year", true);
  sl_table_column(table, "");
  sl_table_column(table, "Amount");
  sl_table_column(table, "Standard error");
  for (size_t i = 0; i < bridge->n; i++) {
    const sl_bridge_step_t *step = &bridge->step[i];
    char label[300];
    snprintf(label, sizeof label, "%s%.280s",
             step->is_level             ? ""
             : step->amount.value < 0.0 ? "less: "
                                        : "plus: ",
             step->label);
    sl_table_row(table, step->is_level ? SL_ROW_TOTAL : SL_ROW_PLAIN, label);
    char source[SL_BRIDGE_SOURCE + 40];
    snprintf(source, sizeof source, "%smean(%s)", step->is_less ? "-" : "", step->source);
    sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY, step->amount.value, source));
    snprintf(source, sizeof source, "std(%s, ddof=1) / sqrt(len(cost))", step->source);
    sl_table_cell(table, step->amount.standard_error > 0.0
                             ? sl_cell_exact(SL_CELL_MONEY, step->amount.standard_error, source)
                             : (sl_cell_t){.unit = SL_CELL_NONE});
  }
}

/* What one sum hides is not made up. */
static void say_margin(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_price_t *price = &sl_decision_facts(decision, decision->reference)->price;
  if (price->insured_premium.value > 0.0 && !(price->build_up.premium > 0.0)) {
    sl_document_note(document,
                     "The premium of %s is one sum: how its margin divides into retention, profit, "
                     "tax, pooling and claims that the insurer expects otherwise than this "
                     "simulation is not known.",
                     sl_decision_name(decision, decision->reference));
  }
}

void sl_chapter_bridge(sl_document_t *document, const sl_decision_t *decision)
{
  if (decision->bridge.n == 0) {
    return;
  }
  sl_document_heading(document, 1, "From %s to %s", sl_decision_name(decision, decision->reference),
                      sl_decision_name(decision, decision->subject));
  sl_document_paragraph(
      document,
      "What %s costs beyond the claims is taken out, and what %s costs beyond them is put in. An "
      "open bar makes the year cheaper, a filled one dearer.",
      sl_decision_name(decision, decision->reference),
      sl_decision_name(decision, decision->subject));
  put_chart(document, decision);
  put_table(document, decision);
  say_margin(document, decision);
}
