/* Other deductibles and corridors: a table of each, and the levers that a page's script turns. */

#include "models/funding/arrangement.h"
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/levers_code.h"
#include "sim/output/text/format.h"
#include "sim/output/text/json_parts.h"
#include "sim/results/band.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME "levers"
#define LABEL 64
#define SOURCE 400

extern const char sl_levers_script[], sl_levers_script_sha256[];

/* ---- tables ---- */

/* What the cost of a trial is by the file's variables. */
static void name_cost(const sl_levers_t *levers, size_t d, size_t c, char text[SOURCE])
{
  if (!levers->has_eligible) {
    snprintf(text, SOURCE, "levers.cost_before[:,%zu] + levers.shift[%zu,%zu]", d, d, c);
    return;
  }
  snprintf(
      text, SOURCE,
      "levers.cost_before[:,%zu] - minimum(maximum(levers.eligible[:,%zu] - "
      "levers.attachment_point[%zu,%zu], 0), levers.aggregate_maximum) + levers.shift[%zu,%zu]",
      d, d, d, c, d, c);
}

static void put_amount(sl_document_table_t *table, sl_estimate_t value, const char *before,
                       const char *cost, const char *after)
{
  char source[2 * SOURCE];
  snprintf(source, sizeof source, "%s%s%s", before, cost, after);
  sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, value, source));
}

static void put_share(sl_document_table_t *table, sl_estimate_t share, size_t trials,
                      const char *cost, const char *above)
{
  char source[2 * SOURCE];
  snprintf(source, sizeof source, "mean(%s%s", cost, above);
  sl_table_cell(
      table,
      (sl_cell_t){.unit = SL_CELL_SHARE, .value = share, .trials = trials, .source = source});
}

static void put_maximum(sl_document_table_t *table, double most, size_t d, size_t c)
{
  char source[LABEL];
  snprintf(source, sizeof source, "levers.maximum_cost[%zu,%zu]", d, c);
  sl_table_cell(table, isfinite(most) ? sl_cell_exact(SL_CELL_MONEY, most, source)
                                      : sl_cell_text("not bounded"));
}

static void put_premium(sl_document_table_t *table, const sl_lever_point_t *point, size_t d,
                        size_t c)
{
  char source[2 * LABEL];
  const bool has_aggregate = isfinite(point->aggregate_premium);
  const int n = snprintf(source, sizeof source, "levers.specific_premium[%zu,%zu]", d, c);
  if (has_aggregate) {
    snprintf(source + n, sizeof source - (size_t)n, " + levers.aggregate_premium[%zu,%zu]", d, c);
  }
  const double premium = point->specific_premium + (has_aggregate ? point->aggregate_premium : 0.0);
  sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY, premium, source));
}

static void put_point(sl_document_table_t *table, const sl_decision_t *decision, size_t d, size_t c)
{
  const sl_levers_t *levers = decision->results->levers;
  const size_t n = (size_t)levers->trials[SL_LEVER_AS_RUN];
  const bool has_reference = decision->reference != SL_NO_ARRANGEMENT;
  char words[SOURCE], budget[LABEL], reference[LABEL];
  size_t deficits = 0;
  sl_running_t costs = {0}, savings = {0};
  name_cost(levers, d, c, words);
  put_premium(table, &levers->point[d][c], d, c);
  for (size_t t = 0; t < n; t++) {
    const double cost = sl_levers_cost(levers, SL_LEVER_AS_RUN, t, d, c);
    const double saving = has_reference ? decision->reference_years[t] - cost : 0.0;
    sl_running_add(&costs, &cost, 1, 1);
    sl_running_add(&savings, &saving, 1, 1);
    deficits += cost > levers->budget + SL_DEFICIT_TOLERANCE ? 1 : 0;
  }
  put_amount(table, sl_running_mean(&costs), "mean(", words, ")");
  snprintf(budget, sizeof budget, " > levers.budget + %g)", SL_DEFICIT_TOLERANCE);
  put_share(table, sl_proportion(deficits, n), n, words, budget);
  put_maximum(table, levers->point[d][c].maximum_cost, d, c);
  if (has_reference) {
    snprintf(reference, sizeof reference, "mean(cost[:%zu,%zu] - (", n, decision->reference);
    put_amount(table, sl_running_mean(&savings), reference, words, "))");
  }
}

static sl_document_table_t *open_table(sl_document_t *document, const sl_decision_t *decision,
                                       const char *name, const char *caption, const char *label)
{
  sl_document_table_t *table = sl_document_table(document, name, caption, true);
  char saving[SOURCE];
  sl_table_column(table, label);
  sl_table_column(table, "Stop-loss premium");
  sl_table_column(table, "Cost, average year");
  sl_table_column(table, "Years above the budget");
  sl_table_column(table, "Most that the contracts leave");
  if (decision->reference != SL_NO_ARRANGEMENT) {
    snprintf(saving, sizeof saving, "Cheaper than %.200s by",
             sl_decision_name(decision, decision->reference));
    sl_table_column(table, saving);
  }
  return table;
}

static void put_deductibles(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_levers_t *levers = decision->results->levers;
  sl_document_table_t *table =
      open_table(document, decision, "lever_deductibles", "Other deductibles", "Deductible");
  const sl_figure_t symbol = sl_currency_symbol(decision->results->facts->currency);
  for (size_t d = 0; d < levers->n_deductibles; d++) {
    const sl_figure_t amount = sl_format_exact(symbol.text, levers->deductible[d]);
    char label[2 * LABEL];
    snprintf(label, sizeof label, "%s%s", amount.text,
             d == levers->own_deductible ? ", as in the scenario" : "");
    sl_table_row(table, SL_ROW_PLAIN, label);
    put_point(table, decision, d, levers->own_corridor);
  }
}

static void put_corridors(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_levers_t *levers = decision->results->levers;
  sl_document_table_t *table =
      open_table(document, decision, "lever_corridors", "Other corridors", "Corridor");
  for (size_t c = 0; c < levers->n_corridors; c++) {
    char label[LABEL] = "as in the scenario";
    if (isfinite(levers->corridor[c])) {
      snprintf(label, sizeof label, "%g%%", 100.0 * levers->corridor[c]);
    }
    sl_table_row(table, SL_ROW_PLAIN, label);
    put_point(table, decision, levers->own_deductible, c);
  }
}

/* ---- what the script gets ---- */

/* The reference's mean cost at the levels of the levers, each as the page has it: the run's own and
 * what the level changes. */
static json_t *reference_means(const sl_decision_t *decision)
{
  static const sl_band_level_t of_band[] = {
      [SL_LEVER_FEWER] = SL_BAND_FEWER, [SL_LEVER_MORE] = SL_BAND_MORE};
  const sl_results_t *results = decision->results;
  const double own =
      sl_mean(decision->reference_years, (size_t)results->levers->trials[SL_LEVER_AS_RUN]).value;
  json_t *list = sl_json_and(json_array(), sl_json_number(own));
  for (int l = SL_LEVER_FEWER; l < SL_N_LEVER_LEVELS; l++) {
    const double change =
        results->band != NULL
            ? results->band->arrangements[decision->reference].level[of_band[l]].cost_change.value
            : (double)NAN;
    list = sl_json_and(list, sl_json_number(own + change));
  }
  return list;
}

static char *page_facts(const sl_decision_t *decision)
{
  const sl_results_t *results = decision->results;
  const bool has_reference = decision->reference != SL_NO_ARRANGEMENT;
  const sl_figure_t symbol = sl_currency_symbol(results->facts->currency);
  const sl_json_member_t members[] = {
      {"symbol", json_string(symbol.text)},
      {"reference",
       has_reference ? json_string(sl_decision_name(decision, decision->reference)) : json_null()},
      {"reference_mean", has_reference ? reference_means(decision) : json_array()}};
  return sl_json_text(sl_json_object(members, sizeof members / sizeof members[0]), JSON_COMPACT,
                      "");
}

/* Without memory the document is told of it: NULL is no JSON. */
static void put_script(sl_document_t *document, const sl_decision_t *decision)
{
  static const sl_page_script_t script = {sl_levers_script, sl_levers_script_sha256};
  char *levers = NULL, *both = NULL, *facts = page_facts(decision);
  size_t n = 0;
  if (facts != NULL && sl_levers_encode(decision->results->levers, &levers, &n, NULL) == SL_OK) {
    const size_t size = n + strlen(facts) + sizeof "{\"levers\":,\"page\":}";
    both = malloc(size);
    if (both != NULL) {
      snprintf(both, size, "{\"levers\":%s,\"page\":%s}", levers, facts);
    }
  }
  sl_document_script(document, NAME, both, &script);
  free(both);
  free(levers);
  free(facts);
}

void sl_chapter_levers(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_levers_t *levers = decision->results->levers;
  if (levers == NULL) {
    return;
  }
  sl_document_heading(document, 1, "Other deductibles and corridors");
  sl_document_paragraph(document, "%s on other terms; all else stays as it is. %s",
                        sl_decision_name(decision, levers->arrangement), levers->rule);
  sl_document_note(document, "Over the run's first %s simulated years, the same for all terms.",
                   sl_format_count((double)levers->trials[SL_LEVER_AS_RUN]).text);
  put_script(document, decision);
  if (levers->n_deductibles > 1) {
    put_deductibles(document, decision);
  } else {
    sl_document_note(document, "No other deductible is shown. %s", levers->no_deductible);
  }
  if (levers->n_corridors > 1) {
    put_corridors(document, decision);
  } else {
    sl_document_note(document, "No other corridor is shown. %s", levers->no_corridor);
  }
}
