/* The order in which a file of quotes is read. */
#include "sim/input/foreign/quotes/book.h"

#include "sim/input/foreign/sheet/workbook.h"
#include "sim/input/foreign/words/money.h"

#include <stdlib.h>
#include <string.h>

void sl_quotes_free(sl_quotes_t *quotes)
{
  sl_quote_book_t *book = (sl_quote_book_t *)quotes;
  if (book == NULL) {
    return;
  }
  for (size_t i = 0; i < book->n_texts; i++) {
    free(book->texts[i]);
  }
  free(book->texts);
  free(book->options);
  free(book->notes);
  free(book->unplaced);
  free(book->questions);
  free(book);
}

/* Which mark stands before decimals, by all cells together. */
static bool has_decimal_commas(const sl_sheet_t *sheet)
{
  sl_money_marks_t marks = {0};
  for (size_t r = 0; r < sheet->n_rows && r < (size_t)SL_QUOTE_ROWS_LOOKED_AT * 10; r++) {
    for (size_t c = 0; c < sheet->rows[r].n; c++) {
      const char *text = sl_sheet_cell(sheet, &sheet->rows[r], c);
      if (strlen(text) < 24) {
        sl_money_marks_add(&marks, text);
      }
    }
  }
  return marks.comma > marks.point;
}

/* A workbook's converter writes a line with each sheet's name before its rows. */
static const char *sheet_name(sl_quote_book_t *book)
{
  if (!book->sheet->is_workbook || book->tab.first == 0) {
    return "";
  }
  const char *line = sl_sheet_cell(book->sheet, &book->sheet->rows[book->tab.first - 1], 0);
  const char *name = strstr(line, " - ");
  return name != NULL ? sl_book_copy(book, name + strlen(" - "), 60) : "";
}

static int read_table(sl_quote_book_t *book, sl_error_t *error)
{
  book->decimal_comma = has_decimal_commas(book->sheet);
  const int code = sl_book_find_table(book, error);
  if (code != SL_OK) {
    return code;
  }
  book->quotes.sheet = sheet_name(book);
  sl_book_read_lines(book);
  sl_book_read_rows(book);
  sl_book_read_keys(book);
  sl_book_finish(book);
  book->quotes.options = book->options;
  if (!book->failed && book->quotes.n_options == 0) {
    return sl_fail(error, SL_ERR_INPUT, "no option of this table states a rate");
  }
  sl_book_ask_all(book);
  book->quotes.notes = book->notes;
  book->quotes.unplaced = book->unplaced;
  book->quotes.questions = book->questions;
  return book->failed ? sl_fail(error, SL_ERR_MEMORY, "out of memory for the quotes") : SL_OK;
}

int sl_quotes_read(const sl_sheet_t *sheet, sl_quotes_t **quotes, sl_error_t *error)
{
  *quotes = NULL;
  sl_quote_book_t *book = calloc(1, sizeof *book);
  sl_quote_t *options = calloc(SL_QUOTES_MAX, sizeof *options);
  if (book == NULL || options == NULL) {
    free(book);
    free(options);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the quotes");
  }
  book->sheet = sheet;
  book->options = options;
  const int code = read_table(book, error);
  if (code == SL_OK) {
    *quotes = &book->quotes;
  } else {
    sl_quotes_free(&book->quotes);
  }
  return code;
}
