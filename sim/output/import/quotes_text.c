#include "sim/input/read/text.h"
#include "sim/output/import/quotes_report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL 19
#define CELL 15
#define BESIDE 4
#define WIDTH 80

/* ---- lines ---- */

/* A sentence, with its lines after the first indented so far. */
static void append_wrapped(sl_text_t *text, int indent, const char *sentence)
{
  size_t used = (size_t)indent;
  const char *word = sentence;
  sl_text_append(text, "  ");
  used += 2;
  while (*word != '\0') {
    const size_t length = strcspn(word, " ");
    char *copy = strndup(word, length);
    const size_t wide = copy != NULL ? sl_text_characters(copy) : 0;
    if (used + wide > WIDTH && used > (size_t)indent + 2) {
      sl_text_append(text, "\n%*s", indent + 4, "");
      used = (size_t)indent + 4;
    }
    sl_text_append(text, "%s%s", sl_text_part(text, copy), word[length] == ' ' ? " " : "");
    used += wide + 1;
    free(copy);
    word += length + (word[length] == ' ' ? 1 : 0);
  }
  while (text->length > 0 && text->data[text->length - 1] == ' ') {
    text->data[--text->length] = '\0';
  }
  sl_text_append(text, "\n");
}

/* A cell of the table, to the right, cut where it is too long. */
static void append_cell(sl_text_t *text, const char *value)
{
  char cut[4 * CELL + 8];
  size_t bytes = strlen(value);
  if (sl_text_characters(value) > CELL - 1) {
    size_t at = 0, characters = 0;
    for (; value[at] != '\0' && characters < CELL - 2; characters++) {
      at++;
      while (((unsigned char)value[at] & 0xC0) == 0x80) {
        at++;
      }
    }
    bytes = at;
    snprintf(cut, sizeof cut, "%.*s.", (int)bytes, value);
    value = cut;
  }
  sl_text_append(text, "%*s%s", (int)(CELL - sl_text_characters(value)), "", value);
}

/* 1,234,567; a dash where there is no figure. */
static char *money(double value, char buffer[32])
{
  char digits[32];
  if (!isfinite(value)) {
    return strcpy(buffer, "-");
  }
  snprintf(digits, sizeof digits, "%.0f", fabs(value));
  const size_t n = strlen(digits);
  size_t at = 0;
  if (value < 0.0 && strcmp(digits, "0") != 0) {
    buffer[at++] = '-';
  }
  for (size_t i = 0; i < n && at < 30; i++) {
    if (i > 0 && (n - i) % 3 == 0) {
      buffer[at++] = ',';
    }
    buffer[at++] = digits[i];
  }
  buffer[at] = '\0';
  return buffer;
}

/* ---- the table ---- */

typedef enum row {
  ROW_NAME,
  ROW_CARRIER,
  ROW_KIND,
  ROW_DEDUCTIBLE,
  ROW_CONTRACT,
  ROW_FIXED,
  ROW_EXPECTED,
  ROW_MAXIMUM,
  ROW_FURTHER,
  ROW_REBATES,
  ROWS
} row_t;

static double positive(double value) { return value > 0.0 ? value : (double)NAN; }

static double figure(const sl_offered_t *o, row_t row)
{
  const double figures[ROWS] = {[ROW_FIXED] = o->offer.fixed_cost,
                                [ROW_EXPECTED] = o->offer.expected_cost,
                                [ROW_MAXIMUM] = o->offer.maximum_cost,
                                [ROW_FURTHER] = positive(o->offer.aggregating_and_lasers),
                                [ROW_REBATES] = positive(o->offer.rebates)};
  return o->has_figures ? figures[row] : (double)NAN;
}

static const char *value_of(const sl_offered_t *o, row_t row, char buffer[32])
{
  static const char *const kinds[SL_QUOTE_KINDS] = {[SL_QUOTE_ASO] = "self-funded",
                                                    [SL_QUOTE_FULLY_INSURED] = "insured",
                                                    [SL_QUOTE_LEVEL_FUNDED] = "level-funded",
                                                    [SL_QUOTE_REFUND] = "refund acc.",
                                                    [SL_QUOTE_PEO] = "insured (PEO)"};
  const sl_quote_t *q = o->quote;
  const sl_quote_contract_t *contract = &q->specific.contract;
  const char *const words[ROW_DEDUCTIBLE] = {[ROW_NAME] = q->name,
                                             [ROW_CARRIER] =
                                                 q->carrier.text != NULL ? q->carrier.text : "-",
                                             [ROW_KIND] = o->whole ? kinds[q->kind] : "left out"};
  if (row < ROW_DEDUCTIBLE) {
    return words[row];
  }
  if (row == ROW_DEDUCTIBLE) {
    return money(q->specific.deductible.known ? q->specific.deductible.value : (double)NAN, buffer);
  }
  if (row == ROW_CONTRACT) {
    return contract->basis == SL_QUOTE_BASIS_POOLED ? "pooled"
           : contract->text != NULL                 ? contract->text
                                                    : "-";
  }
  return money(figure(o, row), buffer);
}

static bool has_row(const sl_offers_t *offers, row_t row)
{
  bool any = row != ROW_FURTHER && row != ROW_REBATES;
  for (size_t i = 0; i < offers->n && !any; i++) {
    any = isfinite(figure(&offers->list[i], row));
  }
  return any;
}

static void append_table(sl_text_t *text, const sl_offers_t *offers)
{
  static const char *const labels[ROWS] = {[ROW_NAME] = "",
                                           [ROW_CARRIER] = "Carrier",
                                           [ROW_KIND] = "Funding",
                                           [ROW_DEDUCTIBLE] = "Specific",
                                           [ROW_CONTRACT] = "Contract",
                                           [ROW_FIXED] = "Fixed cost",
                                           [ROW_EXPECTED] = "Expected cost",
                                           [ROW_MAXIMUM] = "Maximum cost",
                                           [ROW_FURTHER] = "Lasers, aggregating",
                                           [ROW_REBATES] = "Rebates, not netted"};
  char buffer[32];
  for (size_t first = 0; first < offers->n; first += BESIDE) {
    for (row_t row = 0; row < ROWS; row++) {
      if (!has_row(offers, row)) {
        continue;
      }
      sl_text_append(text, "%-*s", LABEL, labels[row]);
      for (size_t i = first; i < offers->n && i < first + BESIDE; i++) {
        append_cell(text, value_of(&offers->list[i], row, buffer));
      }
      sl_text_append(text, "\n");
    }
    sl_text_append(text, "\n");
  }
}

/* ---- the page ---- */

static void append_head(sl_text_t *text, const sl_offers_t *offers, const char *path)
{
  const sl_quotes_t *quotes = offers->quotes;
  char *plain = sl_text_has_control(quotes->title) ? NULL : sl_text_copy(quotes->title);
  sl_text_append(text, "%s%s%s\n", plain != NULL ? plain : "", plain != NULL && *plain ? "\n" : "",
                 path);
  free(plain);
  sl_text_append(text, "%zu option%s", offers->n, offers->n == 1 ? "" : "s");
  if (quotes->has_effective) {
    sl_text_append(text, ", effective %04d-%02d-%02d", quotes->effective.year,
                   quotes->effective.month, quotes->effective.day);
  }
  if (offers->has_enrolment) {
    sl_text_append(text, ", %.0f employees", offers->enrolment.employees);
    for (size_t i = 0; i < quotes->n_tiers && offers->has_tier_enrolment; i++) {
      sl_text_append(text, "%s%s %.0f", i == 0 ? " (" : ", ",
                     sl_quote_tier_names[quotes->tiers[i].name], quotes->tiers[i].enrolment.value);
    }
    sl_text_append(text, "%s", offers->has_tier_enrolment ? ")" : "");
  } else {
    sl_text_append(text, "; no enrolment is stated, so there are no figures of the year");
  }
  sl_text_append(text, "\nAmounts of a year%s%s, by the file's own enrolment and figures\n\n",
                 quotes->currency != NULL ? " in " : "",
                 quotes->currency != NULL ? quotes->currency : "");
}

static void append_unplaced(sl_text_t *text, const sl_offers_t *offers)
{
  char cell[SL_QUOTE_CELL_TEXT];
  sl_text_append(text, "%s", offers->n_unplaced > 0 ? "Not placed:\n" : "");
  for (size_t i = 0; i < offers->n_unplaced; i++) {
    const sl_offers_unplaced_t *u = &offers->unplaced[i];
    sl_text_t line = {0};
    sl_text_append(&line, "%s%s%s%s%s%s: %s", sl_quote_cell_name(u->cell, cell),
                   u->column[0] != '\0' ? ", " : "", u->column, u->label[0] != '\0' ? ", " : "",
                   u->label, "", u->why);
    append_wrapped(text, 0, sl_text_part(text, line.data));
    sl_text_free(&line);
  }
  sl_text_append(text, "%s", offers->n_unplaced > 0 ? "\n" : "");
}

static void append_findings(sl_text_t *text, const sl_offers_t *offers)
{
  sl_text_append(text, "%s", offers->n_findings > 0 ? "Sums of the file against its parts:\n" : "");
  for (size_t i = 0; i < offers->n_findings; i++) {
    const sl_offers_finding_t *f = &offers->findings[i];
    sl_text_t line = {0};
    sl_text_append(&line, "row %lu%s%s: %s", (unsigned long)f->row,
                   f->column[0] != '\0' ? ", " : "", f->column, f->what);
    append_wrapped(text, 0, sl_text_part(text, line.data));
    sl_text_free(&line);
  }
  sl_text_append(text, "%s", offers->n_findings > 0 ? "\n" : "");
}

static void append_assumed(sl_text_t *text, const sl_offers_t *offers)
{
  const sl_quotes_t *quotes = offers->quotes;
  const bool any = quotes->n_questions + offers->n_assumed > 0;
  sl_text_append(text, "%s", any ? "Assumed, or to be asked:\n" : "");
  for (size_t i = 0; i < quotes->n_questions; i++) {
    sl_text_t line = {0};
    sl_text_append(&line, "%s - %s", quotes->questions[i].question, quotes->questions[i].answer);
    append_wrapped(text, 0, sl_text_part(text, line.data));
    sl_text_free(&line);
  }
  for (size_t i = 0; i < offers->n_assumed; i++) {
    append_wrapped(text, 0, offers->assumed[i]);
  }
}

char *sl_quotes_report_text(const sl_offers_t *offers, const char *path)
{
  sl_text_t text = {0};
  append_head(&text, offers, path);
  append_table(&text, offers);
  append_unplaced(&text, offers);
  append_findings(&text, offers);
  append_assumed(&text, offers);
  return sl_text_take(&text);
}
