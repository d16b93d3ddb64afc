#include "sim/input/read/text.h"
#include "sim/output/document/document.h"
#include "sim/output/import/quotes_report.h"

#include <math.h>
#include <stdio.h>

/* ---- the options side by side ---- */

static sl_cell_t money(double value)
{
  return isfinite(value) ? sl_cell_exact(SL_CELL_MONEY, value, NULL) : sl_cell_unknown(NULL);
}

static sl_cell_t words(const char *text)
{
  return text != NULL ? sl_cell_text(text) : sl_cell_unknown(NULL);
}

static sl_cell_t carrier(const sl_offered_t *o) { return words(o->quote->carrier.text); }

static sl_cell_t kind(const sl_offered_t *o)
{
  static const char *const kinds[SL_QUOTE_KINDS] = {[SL_QUOTE_ASO] = "self-funded",
                                                    [SL_QUOTE_FULLY_INSURED] = "insured",
                                                    [SL_QUOTE_LEVEL_FUNDED] = "level-funded",
                                                    [SL_QUOTE_REFUND] = "refund accounting",
                                                    [SL_QUOTE_PEO] = "insured (PEO)"};
  return words(o->whole ? kinds[o->quote->kind] : "left out");
}

static sl_cell_t deductible(const sl_offered_t *o)
{
  const sl_quote_amount_t *stated = &o->quote->specific.deductible;
  return money(stated->known ? stated->value : (double)NAN);
}

static sl_cell_t contract(const sl_offered_t *o)
{
  const sl_quote_contract_t *stated = &o->quote->specific.contract;
  return words(stated->basis == SL_QUOTE_BASIS_POOLED ? "pooled" : stated->text);
}

static sl_cell_t figure(const sl_offered_t *o, double value)
{
  return o->has_figures ? money(value) : sl_cell_unknown(NULL);
}

static sl_cell_t fixed(const sl_offered_t *o) { return figure(o, o->offer.fixed_cost); }
static sl_cell_t expected(const sl_offered_t *o) { return figure(o, o->offer.expected_cost); }
static sl_cell_t maximum(const sl_offered_t *o) { return figure(o, o->offer.maximum_cost); }
static sl_cell_t further(const sl_offered_t *o)
{
  return figure(o, o->offer.aggregating_and_lasers);
}
static sl_cell_t rebates(const sl_offered_t *o) { return figure(o, o->offer.rebates); }

typedef struct row {
  const char *label;
  sl_cell_t (*cell)(const sl_offered_t *offered);
  bool where_any; /* only where an option has more than 0 */
} row_t;

static const row_t rows[] = {{"Carrier", carrier, false},
                             {"Funding", kind, false},
                             {"Specific deductible", deductible, false},
                             {"Contract", contract, false},
                             {"Fixed cost", fixed, false},
                             {"Expected cost", expected, false},
                             {"Maximum cost", maximum, false},
                             {"Lasers and aggregating, beside it", further, true},
                             {"Rebates, not taken off", rebates, true}};

static bool has_any(const sl_offers_t *offers, const row_t *row)
{
  for (size_t i = 0; i < offers->n; i++) {
    if (row->cell(&offers->list[i]).value.value > 0.0) {
      return true;
    }
  }
  return false;
}

static void put_table(sl_document_t *document, const sl_offers_t *offers)
{
  sl_document_table_t *table =
      sl_document_table(document, "options", "A year by the file's own figures", false);
  sl_table_column(table, "");
  for (size_t i = 0; i < offers->n; i++) {
    sl_table_column(table, offers->list[i].quote->name);
  }
  for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
    if (rows[r].where_any && !has_any(offers, &rows[r])) {
      continue;
    }
    sl_table_row(table, SL_ROW_PLAIN, rows[r].label);
    for (size_t i = 0; i < offers->n; i++) {
      sl_table_cell(table, rows[r].cell(&offers->list[i]));
    }
  }
}

/* ---- what is to be known of them ---- */

static void put_unplaced(sl_document_t *document, const sl_offers_t *offers)
{
  char cell[SL_QUOTE_CELL_TEXT];
  if (offers->n_unplaced > 0) {
    sl_document_heading(document, 2, "Not placed");
  }
  for (size_t i = 0; i < offers->n_unplaced; i++) {
    const sl_offers_unplaced_t *u = &offers->unplaced[i];
    sl_document_item(document, "%s%s%s%s%s: %s", sl_quote_cell_name(u->cell, cell),
                     u->column[0] != '\0' ? ", " : "", u->column, u->label[0] != '\0' ? ", " : "",
                     u->label[0] != '\0' ? u->label : "", u->why);
  }
}

static void put_findings(sl_document_t *document, const sl_offers_t *offers)
{
  if (offers->n_findings > 0) {
    sl_document_heading(document, 2, "Sums of the file, checked");
  }
  for (size_t i = 0; i < offers->n_findings; i++) {
    const sl_offers_finding_t *f = &offers->findings[i];
    sl_document_item(document, "row %lu%s%s: %s", (unsigned long)f->row,
                     f->column[0] != '\0' ? ", " : "", f->column, f->what);
  }
}

static void put_assumed(sl_document_t *document, const sl_offers_t *offers)
{
  const sl_quotes_t *quotes = offers->quotes;
  if (quotes->n_questions + offers->n_assumed > 0) {
    sl_document_heading(document, 2, "Assumed, or to be asked");
  }
  for (size_t i = 0; i < quotes->n_questions; i++) {
    sl_document_item(document, "%s: %s", quotes->questions[i].question,
                     quotes->questions[i].answer);
  }
  for (size_t i = 0; i < offers->n_assumed; i++) {
    sl_document_item(document, "%s", offers->assumed[i]);
  }
}

/* False without memory. "93 employees (single 52, family 41), effective 2026-01-01" */
static bool put_head(sl_document_t *document, const sl_offers_t *offers)
{
  const sl_quotes_t *quotes = offers->quotes;
  sl_text_t line = {0};
  if (offers->has_enrolment) {
    sl_text_append(&line, "%.0f employees", offers->enrolment.employees);
  } else {
    sl_text_append(&line, "No enrolment is stated, so there are no figures of the year");
  }
  for (size_t i = 0; i < quotes->n_tiers && offers->has_tier_enrolment; i++) {
    sl_text_append(&line, "%s%s %.0f%s", i == 0 ? " (" : ", ",
                   sl_quote_tier_names[quotes->tiers[i].name], quotes->tiers[i].enrolment.value,
                   i + 1 == quotes->n_tiers ? ")" : "");
  }
  if (quotes->has_effective) {
    sl_text_append(&line, ", effective %04d-%02d-%02d", quotes->effective.year,
                   quotes->effective.month, quotes->effective.day);
  }
  for (char *c = line.data; c != NULL && *c != '\0'; c++) {
    *c = *c == '_' ? ' ' : *c; /* of tiers' names */
  }
  sl_document_paragraph(document, "%s.", sl_text_part(&line, line.data));
  const bool whole = !line.failed;
  sl_text_free(&line);
  return whole;
}

int sl_quotes_report_page(const sl_offers_t *offers, const sl_paper_t *paper, char **page,
                          sl_error_t *error)
{
  const sl_quotes_t *quotes = offers->quotes;
  const char *currency = quotes->currency != NULL ? quotes->currency : "";
  sl_document_t *document =
      sl_document_new(quotes->title[0] != '\0' ? quotes->title : "Quotes", "", currency);
  size_t n = 0;
  const bool whole = put_head(document, offers);
  put_table(document, offers);
  put_unplaced(document, offers);
  put_findings(document, offers);
  put_assumed(document, offers);
  const int code = whole ? sl_document_text(document, paper, page, &n, error)
                         : sl_fail(error, SL_ERR_MEMORY, "out of memory for the report");
  sl_document_free(document);
  return code;
}
