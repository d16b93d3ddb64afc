/* What every figure rests on: assumptions, their sources and limits, how it was simulated, and what
 * the model does not know. */
#include "models/bases/bases.h"
#include "sim/input/read/yaml_tree.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/schema/schema.h"
#include "sim/output/decision/chapters.h"
#include "sim/output/text/format.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void put_words(sl_document_table_t *table, const char *label, const char *words)
{
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_table_cell(table, sl_cell_text(words));
}

/* ---- claims ---- */

static const char *scalar(const sl_node_t *map, const char *key)
{
  const sl_node_t *node = sl_node_get(map, key);
  return node != NULL && node->kind == SL_NODE_SCALAR ? node->text : NULL;
}

static void put_scalar(sl_document_table_t *table, const sl_node_t *map, const char *key,
                       const char *label)
{
  const char *words = scalar(map, key);
  if (words != NULL) {
    put_words(table, label, words);
  }
}

static void put_sources(sl_document_table_t *table, const sl_node_t *basis)
{
  const sl_node_t *sources = sl_node_get(basis, "sources");
  for (size_t i = 0; sources != NULL && sources->kind == SL_NODE_LIST && i < sources->n; i++) {
    if (sources->items[i].kind == SL_NODE_SCALAR) {
      put_words(table, i == 0 ? "Its sources" : "", sources->items[i].text);
    }
  }
}

/* Of a basis that comes with the program its own words; of another the file holds its name. */
static int put_basis(sl_document_table_t *table, const char *name)
{
  const sl_embedded_basis_t *embedded = sl_embedded_basis(name);
  put_words(table, "Claims basis", name);
  if (embedded == NULL) {
    put_words(table, "Its limits",
              "A file of its own, which the result file does not hold: ask whoever made it.");
    return SL_OK;
  }
  sl_tree_t *tree = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int code = sl_tree_parse(name, embedded->text, strlen(embedded->text), &tree, &faults);
  if (code == SL_OK) {
    put_scalar(table, &tree->root, "title", "It describes");
    put_scalar(table, &tree->root, "date", "In the money of");
    put_scalar(table, &tree->root, "doc", "How it was made, and its limits");
    put_sources(table, &tree->root);
  }
  sl_tree_free(tree);
  sl_faults_free(&faults);
  return code;
}

static int put_bases(sl_document_table_t *table, const sl_node_t *claims)
{
  const sl_node_t *basis = sl_node_get(claims, "basis");
  int code = SL_OK;
  if (basis == NULL) {
    put_words(table, "Claims", "The scenario's own services, with no basis.");
  } else if (basis->kind == SL_NODE_SCALAR) {
    return put_basis(table, basis->text);
  } else {
    for (size_t i = 0; basis->kind == SL_NODE_LIST && code == SL_OK && i < basis->n; i++) {
      code = basis->items[i].kind == SL_NODE_SCALAR ? put_basis(table, basis->items[i].text) : code;
    }
  }
  return code;
}

static void put_levels(sl_document_table_t *table, sl_cursor_t claims)
{
  static const struct {
    const char *key, *label;
    bool is_share;
  } rows[] = {
      {"trend", "Trend, a year", true},
      {"risk_factor", "Risk factor", false},
      {"area_factor", "Area factor", false},
      {"conditions_factor", "Large conditions, times the basis's", false},
      {"uncertainty", "Uncertainty of the whole group's level", true},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const double value = sl_cursor_number(claims, rows[i].key);
    char text[40];
    snprintf(text, sizeof text, "%g%s", rows[i].is_share ? 100.0 * value : value,
             rows[i].is_share ? "%" : "");
    if (!isnan(value)) {
      put_words(table, rows[i].label, text);
    }
  }
}

static void put_assumptions(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_tree_t *tree = decision->scenario != NULL ? decision->scenario->tree : NULL;
  sl_document_table_t *table =
      sl_document_table(document, "assumptions", "The claims that were assumed", false);
  sl_table_column(table, "");
  sl_table_column(table, "what was assumed");
  if (tree == NULL) {
    put_words(table, "Scenario", "The file holds none that can be read.");
  } else {
    const sl_cursor_t root = {sl_schema_scenario(), &tree->root};
    const int code = put_bases(table, sl_node_get(&tree->root, "claims"));
    put_levels(table, sl_cursor_child(root, "claims"));
    if (code == SL_ERR_MEMORY) {
      sl_document_fail(document, code);
    }
  }
  if (decision->results->facts->notes[0] != '\0') {
    put_words(table, "Note", decision->results->facts->notes);
  }
}

/* ---- the run ---- */

static void put_number(sl_document_table_t *table, const char *label, uint64_t value)
{
  char text[40];
  snprintf(text, sizeof text, "%" PRIu64, value);
  put_words(table, label, text);
}

static void put_run(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_run_facts_t *facts = decision->results->facts;
  char text[200];
  sl_document_table_t *table =
      sl_document_table(document, "provenance", "How it was simulated", false);
  sl_table_column(table, "");
  sl_table_column(table, "value");
  snprintf(text, sizeof text, "%.0f months from %04d-%02d-%02d", facts->enrolment.plan_months,
           facts->start.year, facts->start.month, facts->start.day);
  put_words(table, "Plan year", facts->start.year > 0 ? text : "not told by the file");
  snprintf(text, sizeof text, "%s employees, %s members",
           sl_format_count(facts->enrolment.employees).text,
           sl_format_count(facts->enrolment.members).text);
  put_words(table, "Group", text);
  put_words(table, "Cost counts",
            facts->accounting == SL_ACCOUNT_PAID
                ? "claims paid in the plan year, whenever they were incurred"
                : "claims incurred in the plan year, whenever they are paid");
  put_words(table, "Drawn",
            facts->sampler == SL_SAMPLE_TOTALS ? "annual totals of persons" : "claim by claim");
  put_number(table, "Seed", facts->seed);
  put_words(table, "Simulated years", sl_format_count((double)facts->trials).text);
  put_words(table, "Simulated years that prices rest on",
            sl_format_count((double)facts->pricing_trials).text);
  put_words(table, "Page made by", "stoploss " SL_PROGRAM_VERSION);
}

/* ---- what is not known ---- */

static void put_unknown(sl_document_t *document)
{
  sl_document_heading(document, 2, "What the model does not know");
  sl_document_item(document, "Who is ill: a known patient costs what an unknown person of the same "
                             "age does, unless the scenario names a claimant.");
  sl_document_item(document, "Your market: a basis is an average of public figures; the prices of "
                             "your hospitals and the habits of your doctors are in the area and "
                             "risk factors alone.");
  sl_document_item(document, "What comes after the plan year: renewal rates, new lasers, the way "
                             "back to insurance.");
  sl_document_item(document,
                   "What people do: employees who choose another plan, leave, or use more "
                   "care because the plan changed.");
  sl_document_item(document, "Whether a carrier, an administrator or a professional employer "
                             "organization keeps its word, pays in time, or fails.");
  sl_document_item(document, "The law: what it warns of is a summary of public pages, and no "
                             "advice.");
}

void sl_chapter_provenance(sl_document_t *document, const sl_decision_t *decision)
{
  sl_document_heading(document, 1, "Assumptions, sources and limits");
  put_assumptions(document, decision);
  put_run(document, decision);
  sl_document_note(document, "The same scenario, census and seed give the same figures to the last "
                             "digit. The result file holds the scenario with every default, and "
                             "every simulated year.");
  put_unknown(document);
}
