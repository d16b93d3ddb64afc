/* A file of quotes while it is read: the cells, where its table is, and what is known so far. */
#ifndef SL_SIM_INPUT_FOREIGN_QUOTES_BOOK_H
#define SL_SIM_INPUT_FOREIGN_QUOTES_BOOK_H

#include "sim/input/foreign/quotes/labels.h"
#include "sim/input/foreign/quotes/quotes.h"
#include "sim/input/foreign/quotes/values.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_QUOTE_ROWS_LOOKED_AT 1000 /* of one sheet */

typedef enum sl_quote_column {
  SL_COLUMN_NONE,
  SL_COLUMN_LABEL, /* labels, and what belongs to them: a tier, a unit */
  SL_COLUMN_LIVES,
  SL_COLUMN_OPTION,
  SL_COLUMN_OTHER /* notes, differences */
} sl_quote_column_t;

typedef struct sl_quote_book {
  sl_quotes_t quotes; /* first: what sl_quotes_free is given */
  const sl_sheet_t *sheet;
  sl_sheet_tab_t tab;
  size_t header; /* row of the tab; the first body row where names stand in it */
  bool header_is_body;
  size_t n_columns;
  unsigned char columns[SL_SHEET_COLUMNS_MAX]; /* sl_quote_column_t */
  unsigned char option_of[SL_SHEET_COLUMNS_MAX];
  bool decimal_comma;

  sl_quote_t *options;
  sl_quote_cell_t declined[SL_QUOTES_MAX]; /* the first cell that says so */
  sl_quote_text_t *notes;
  size_t notes_capacity;
  sl_quote_unplaced_t *unplaced;
  size_t unplaced_capacity;
  sl_quote_question_t *questions;
  size_t questions_capacity;
  sl_quote_text_t sales_tax_said; /* the line that speaks of it */
  const char *enrolment_said;     /* the line that says it; NULL: none */

  char **texts;
  size_t n_texts, texts_capacity;
  bool failed; /* out of memory */
} sl_quote_book_t;

/* A cell of the table's sheet; "" outside. */
const char *sl_book_text(const sl_quote_book_t *book, size_t row, size_t column);
sl_quote_cell_t sl_book_cell(const sl_quote_book_t *book, size_t row, size_t column);
size_t sl_book_rows(const sl_quote_book_t *book);

/* The label of a row: the texts of its label columns, a blank between. */
#define SL_BOOK_LABEL 256
char *sl_book_label(const sl_quote_book_t *book, size_t row, char label[SL_BOOK_LABEL]);

/* Copies that live as long as the book, without control characters and of at most so many; ""
 * without memory. */
const char *sl_book_copy(sl_quote_book_t *book, const char *text, size_t most);
void sl_book_note(sl_quote_book_t *book, const char *text, sl_quote_cell_t cell);
void sl_book_unplaced(sl_quote_book_t *book, sl_quote_cell_t cell, const char *column,
                      const char *label, const char *why);
void sl_book_ask(sl_quote_book_t *book, const char *id, const char *answer, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

/* The file's tier of that name or of one that means the same, added where it is new. */
size_t sl_book_tier(sl_quote_book_t *book, sl_quote_tier_name_t name, const char *word);

/* Find the table: the sheet, the columns, the header. SL_OK or SL_ERR_INPUT. */
int sl_book_find_table(sl_quote_book_t *book, sl_error_t *error);

/* Read what stands outside the table: title, date, enrolment, keys, notes. */
void sl_book_read_lines(sl_quote_book_t *book);
/* Behind the rows: "Carrier: X", "Contract: 12/15" for every option that says nothing else. */
void sl_book_read_keys(sl_quote_book_t *book);
/* Whether a row belongs to the table: at or behind its header, or before it with a known label and
 * values of two options. */
bool sl_book_is_body(const sl_quote_book_t *book, size_t row);
/* Filled cells of a row's options. */
size_t sl_book_values(const sl_quote_book_t *book, size_t row);
/* Whether a row without values is a line of words rather than a heading. */
bool sl_book_is_sentence(const char *text);
/* A text that says enrolment or relativities by tier. */
bool sl_book_read_counts(sl_quote_book_t *book, const char *text, sl_quote_cell_t cell);

/* Read the rows of the table. */
void sl_book_read_rows(sl_quote_book_t *book);

/* One row's place: what its label says and which option's cell. */
typedef struct sl_quote_place {
  sl_quote_book_t *book;
  sl_quote_t *option;
  size_t option_index;
  const sl_quote_meaning_t *meaning;
  const sl_quote_label_t *label;
  const sl_quote_label_t *heading; /* NULL: none */
  const char *label_text;
  sl_quote_unit_t unit; /* the label's, else the heading's */
  const char *text;     /* the cell */
  sl_quote_cell_t cell;
  sl_quote_value_t value;
  bool quiet; /* what does not fit is passed over: a line for all options */
} sl_quote_place_t;
void sl_quote_place(sl_quote_place_t *place);
bool sl_quote_place_cover(sl_quote_place_t *place);  /* of the two covers; false: not its item */
void sl_quote_place_lasers(sl_quote_place_t *place); /* the cell of a row of lasers */
bool sl_quote_place_other(sl_quote_place_t *place);  /* fees, taxes, terms, totals; likewise */
void sl_quote_misplaced(const sl_quote_place_t *place, const char *why);
/* Take number as what *amount is; where another stands there already, the first stays. */
void sl_quote_put(const sl_quote_place_t *place, sl_quote_amount_t *amount, double number);
/* The cell's number, at least 0, as *amount; nothing where the cell says none. */
void sl_quote_amount(const sl_quote_place_t *place, sl_quote_amount_t *amount);
/* A share: percent, fraction, or a number above 1 that is a percent: 86 is 0.86. */
void sl_quote_share(const sl_quote_place_t *place, sl_quote_amount_t *share);
/* A price of the tier or unit that the label says; total: what a year's sum is. */
void sl_quote_price(sl_quote_place_t *place, sl_quote_price_t *price, sl_quote_total_kind_t total);
void sl_quote_add_total(sl_quote_place_t *place, sl_quote_total_kind_t kind, sl_quote_per_t per,
                        double scale);

sl_quote_contract_t sl_quote_pooled(sl_quote_cell_t cell);
/* Whether a total is an employee's a month or the group's a year: as its label says, else by size.
 */
sl_quote_per_t sl_quote_per_of_total(const sl_quote_place_t *place);
/* How a text says that an option is funded; false where it does not. */
bool sl_quote_kind_of(const char *text, sl_quote_kind_t *kind);

/* What only the whole file tells: kinds, prices, declined options, status, questions. */
void sl_book_finish(sl_quote_book_t *book);
void sl_book_ask_all(sl_quote_book_t *book);

#endif
