#include "sim/input/foreign/quotes/book.h"

#include "sim/input/read/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOTES_MAX 100  /* lines that are kept */
#define LABEL_SHOWN 60 /* characters of a label in a message */

const char *const sl_quote_kind_names[SL_QUOTE_KINDS] = {[SL_QUOTE_ASO] = "aso",
                                                         [SL_QUOTE_FULLY_INSURED] = "fully_insured",
                                                         [SL_QUOTE_LEVEL_FUNDED] = "level_funded",
                                                         [SL_QUOTE_REFUND] = "refund",
                                                         [SL_QUOTE_PEO] = "peo"};

const char *const sl_quote_term_names[SL_QUOTE_TERM_KINDS] = {
    [SL_QUOTE_NO_NEW_LASER] = "no_new_laser",
    [SL_QUOTE_RATE_CAP] = "rate_cap",
    [SL_QUOTE_ADVANCE_FUNDING] = "advance_funding",
    [SL_QUOTE_TERMINAL_OPTION] = "terminal_option",
    [SL_QUOTE_BENEFITS] = "benefits",
    [SL_QUOTE_PARTICIPATION] = "participation",
    [SL_QUOTE_NETWORK] = "network",
    [SL_QUOTE_OTHER_TERM] = "other"};

const char *const sl_quote_total_names[SL_QUOTE_TOTAL_KINDS] = {
    [SL_QUOTE_TOTAL_SPECIFIC] = "specific_premium",
    [SL_QUOTE_TOTAL_AGGREGATE] = "aggregate_premium",
    [SL_QUOTE_TOTAL_STOP_LOSS] = "stop_loss_premium",
    [SL_QUOTE_TOTAL_FEES] = "fees",
    [SL_QUOTE_TOTAL_FIXED] = "fixed_cost",
    [SL_QUOTE_TOTAL_EXPECTED_CLAIMS] = "expected_claims",
    [SL_QUOTE_TOTAL_ATTACHMENT] = "maximum_claims_liability",
    [SL_QUOTE_TOTAL_EXPECTED_COST] = "expected_cost",
    [SL_QUOTE_TOTAL_MAXIMUM_COST] = "maximum_cost",
    [SL_QUOTE_TOTAL_PREMIUM] = "premium",
    [SL_QUOTE_TOTAL_COST] = "cost",
    [SL_QUOTE_TOTAL_REBATES] = "rebates"};

char *sl_quote_cell_name(sl_quote_cell_t cell, char buffer[SL_QUOTE_CELL_TEXT])
{
  char letters[8];
  size_t n = sizeof letters - 1;
  letters[n] = '\0';
  for (uint32_t column = cell.column; column > 0 && n > 0; column = (column - 1) / 26) {
    letters[--n] = (char)('A' + (column - 1) % 26);
  }
  buffer[0] = '\0';
  if (cell.row > 0) {
    snprintf(buffer, SL_QUOTE_CELL_TEXT, "%s%lu", letters + n, (unsigned long)cell.row);
  }
  return buffer;
}

bool sl_quote_has_price(const sl_quote_price_t *price)
{
  bool has = price->composite.known || price->yearly.known;
  for (size_t t = 0; t < SL_QUOTE_TIERS_MAX; t++) {
    has |= price->tier[t].known;
  }
  return has;
}

const char *sl_book_text(const sl_quote_book_t *book, size_t row, size_t column)
{
  return row < book->tab.n
             ? sl_sheet_cell(book->sheet, &book->sheet->rows[book->tab.first + row], column)
             : "";
}

sl_quote_cell_t sl_book_cell(const sl_quote_book_t *book, size_t row, size_t column)
{
  return (sl_quote_cell_t){.row = book->sheet->rows[book->tab.first + row].line,
                           .column = (uint32_t)column + 1};
}

size_t sl_book_rows(const sl_quote_book_t *book)
{
  return book->tab.n < SL_QUOTE_ROWS_LOOKED_AT ? book->tab.n : SL_QUOTE_ROWS_LOOKED_AT;
}

char *sl_book_label(const sl_quote_book_t *book, size_t row, char label[SL_BOOK_LABEL])
{
  size_t n = 0;
  label[0] = '\0';
  for (size_t c = 0; c < book->n_columns && n + 1 < SL_BOOK_LABEL; c++) {
    const char *text = sl_book_text(book, row, c);
    if (book->columns[c] == SL_COLUMN_LABEL && text[0] != '\0') {
      n += (size_t)snprintf(label + n, SL_BOOK_LABEL - n, "%s%s", n > 0 ? " - " : "", text);
    }
  }
  return label;
}

/* Room for one more item; false without memory. */
static bool grow(sl_quote_book_t *book, void **list, size_t n, size_t *capacity, size_t size)
{
  if (n < *capacity) {
    return true;
  }
  const size_t more = 2 * *capacity + 16;
  void *longer = realloc(*list, more * size);
  if (longer == NULL) {
    book->failed = true;
    return false;
  }
  *list = longer;
  *capacity = more;
  return true;
}

/* Characters of text that may stand in a message, at most so many of them. */
static size_t clean(const char *text, size_t most, char *to)
{
  const size_t n = strlen(text);
  size_t kept = 0, characters = 0;
  for (size_t i = 0; i < n && characters < most;) {
    uint32_t point = 0;
    const size_t length = sl_utf8_next(text + i, n - i, &point);
    if (length > 0 && !sl_utf8_is_control(point) && !sl_utf8_is_invisible(point)) {
      memcpy(to + kept, text + i, length);
      kept += length;
      characters++;
    }
    i += length > 0 ? length : 1;
  }
  to[kept] = '\0';
  return kept;
}

const char *sl_book_copy(sl_quote_book_t *book, const char *text, size_t most)
{
  void *texts = book->texts;
  char *copy = malloc(strlen(text) + 1);
  if (copy == NULL || !grow(book, &texts, book->n_texts, &book->texts_capacity, sizeof(char *))) {
    free(copy);
    book->failed = true;
    return "";
  }
  book->texts = texts;
  clean(text, most, copy);
  book->texts[book->n_texts++] = copy;
  return copy;
}

void sl_book_note(sl_quote_book_t *book, const char *text, sl_quote_cell_t cell)
{
  void *list = book->notes;
  if (book->quotes.n_notes < NOTES_MAX &&
      grow(book, &list, book->quotes.n_notes, &book->notes_capacity, sizeof *book->notes)) {
    book->notes = list;
    book->notes[book->quotes.n_notes++] =
        (sl_quote_text_t){.text = sl_book_copy(book, text, SL_SHEET_CELL_MAX), .cell = cell};
  }
}

void sl_book_unplaced(sl_quote_book_t *book, sl_quote_cell_t cell, const char *column,
                      const char *label, const char *why)
{
  void *list = book->unplaced;
  if (grow(book, &list, book->quotes.n_unplaced, &book->unplaced_capacity,
           sizeof *book->unplaced)) {
    book->unplaced = list;
    book->unplaced[book->quotes.n_unplaced++] =
        (sl_quote_unplaced_t){.cell = cell,
                              .column = sl_book_copy(book, column, LABEL_SHOWN),
                              .label = sl_book_copy(book, label, LABEL_SHOWN),
                              .why = sl_book_copy(book, why, SL_SHEET_CELL_MAX)};
  }
}

void sl_book_ask(sl_quote_book_t *book, const char *id, const char *answer, const char *format, ...)
{
  char question[400];
  void *list = book->questions;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(question, sizeof question, format, arguments);
  va_end(arguments);
  if (grow(book, &list, book->quotes.n_questions, &book->questions_capacity,
           sizeof *book->questions)) {
    book->questions = list;
    book->questions[book->quotes.n_questions++] = (sl_quote_question_t){
        .id = id, .question = sl_book_copy(book, question, sizeof question), .answer = answer};
  }
}

/* One file may call a tier by two names: "EE" in its title, "Single" in its rows. */
static sl_tier_t rank(sl_quote_tier_name_t name)
{
  static const sl_tier_t ranks[SL_QUOTE_TIER_NAMES] = {
      [SL_QUOTE_SINGLE] = SL_TIER_EMPLOYEE,
      [SL_QUOTE_EMPLOYEE] = SL_TIER_EMPLOYEE,
      [SL_QUOTE_COUPLE] = SL_TIER_EMPLOYEE_SPOUSE,
      [SL_QUOTE_EMPLOYEE_SPOUSE] = SL_TIER_EMPLOYEE_SPOUSE,
      [SL_QUOTE_EMPLOYEE_PLUS_ONE] = SL_TIER_EMPLOYEE_SPOUSE,
      [SL_QUOTE_EMPLOYEE_CHILDREN] = SL_TIER_EMPLOYEE_CHILDREN,
      [SL_QUOTE_FAMILY] = SL_TIER_FAMILY};
  return ranks[name];
}

size_t sl_book_tier(sl_quote_book_t *book, sl_quote_tier_name_t name, const char *word)
{
  for (size_t t = 0; t < book->quotes.n_tiers; t++) {
    if (rank(book->quotes.tiers[t].name) == rank(name)) {
      return t;
    }
  }
  sl_quote_tier_t *tier = &book->quotes.tiers[book->quotes.n_tiers];
  *tier = (sl_quote_tier_t){.name = name, .word = sl_book_copy(book, word, LABEL_SHOWN)};
  return book->quotes.n_tiers++;
}
