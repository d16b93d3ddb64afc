/* Where the table of a sheet is: its columns and its header. */
#include "sim/input/foreign/quotes/book.h"

#include "sim/input/foreign/words/plain.h"

#include <stdio.h>
#include <string.h>

#define LABEL_COLUMNS 4  /* the first columns, where labels may stand */
#define TABS 64          /* sheets that are looked at */
#define HEADER_BEFORE 40 /* rows in which a header is looked for */
#define UNIT_LONGEST 11
#define NAME_LONGEST 60 /* bytes of a column's name */
#define ROWS_NEEDED 3   /* with a known label and a value */

/* A cell that is a line of its own: "MGU: Summitline", "Enrollment: EE 70". */
static bool is_line(const char *text)
{
  const char *colon = strchr(text, ':');
  return colon != NULL && colon[1 + strspn(colon + 1, " ")] != '\0';
}

static bool known_label(const char *text)
{
  sl_quote_label_t label;
  if (text[0] == '\0' || is_line(text)) {
    return false;
  }
  sl_quote_label_read(text, &label);
  return sl_quote_label_meaning(&label, NULL) != NULL || (label.n_tiers > 0 && label.n == 0);
}

static size_t filled_behind(const sl_quote_book_t *book, size_t row, size_t column)
{
  size_t n = 0;
  for (size_t c = column + 1; c < book->n_columns; c++) {
    n += sl_book_text(book, row, c)[0] != '\0' ? 1 : 0;
  }
  return n;
}

/* Rows whose cell of this column is a known label, with a value behind it. */
static size_t known_rows(const sl_quote_book_t *book, size_t column)
{
  size_t n = 0;
  for (size_t r = 0; r < sl_book_rows(book); r++) {
    n += filled_behind(book, r, column) > 0 && known_label(sl_book_text(book, r, column)) ? 1 : 0;
  }
  return n;
}

static size_t widest(const sl_quote_book_t *book)
{
  size_t n = 0;
  for (size_t r = 0; r < sl_book_rows(book); r++) {
    const size_t cells = book->sheet->rows[book->tab.first + r].n;
    n = cells > n ? cells : n;
  }
  return n;
}

/* The column of labels of a tab, and how many rows speak for it. */
static size_t score_tab(sl_quote_book_t *book, size_t *column)
{
  size_t best = 0;
  book->n_columns = widest(book);
  for (size_t c = 0; c < LABEL_COLUMNS && c < book->n_columns; c++) {
    const size_t n = known_rows(book, c);
    if (n > best) {
      best = n;
      *column = c;
    }
  }
  return best;
}

/* Words that a column's name has: what the option is to the group, or how it is funded. */
static bool names_option(const char *text)
{
  static const char *const words[] = {
      "current",  "renewal",    "option",    "opt ",          "alternat",    "proposed",
      "proposal", "quote",      "incumbent", "in force",      "inforce",     "in-force",
      "expiring", "level",      "aso",       "fully insured", "self-funded", "self funded",
      "scenario", "bid",        "carrier a", "carrier 1",     "offer",       "existing",
      "alt ",     "negotiated", "peo",       "insured",       "market"};
  bool named = false;
  if (strlen(text) > NAME_LONGEST || is_line(text)) {
    return false;
  }
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    named |= sl_quote_says(text, words[i]);
  }
  return named;
}

static size_t option_names(const sl_quote_book_t *book, size_t row, size_t label)
{
  sl_date_t date;
  size_t n = 0;
  for (size_t c = label + 1; c < book->n_columns; c++) {
    const char *text = sl_book_text(book, row, c);
    n += names_option(text) && !sl_quote_date(text, &date) ? 1 : 0;
  }
  return n;
}

static size_t first_known(const sl_quote_book_t *book, size_t label)
{
  size_t r = 0;
  while (r < sl_book_rows(book) &&
         !(known_label(sl_book_text(book, r, label)) && filled_behind(book, r, label) > 0)) {
    r++;
  }
  return r;
}

/* The row with most names of options; else the one above the first known row where it has words
 * behind it; else the first known row: deductibles or carriers are names too. */
static void find_header(sl_quote_book_t *book, size_t label)
{
  const size_t first = first_known(book, label);
  size_t most = 0;
  for (size_t r = 0; r < sl_book_rows(book) && r < HEADER_BEFORE && r <= first + 6; r++) {
    const char *text = sl_book_text(book, r, label);
    const size_t n = is_line(text) ? 0 : option_names(book, r, label);
    const bool better = known_label(text) ? n > most : n >= most && n > 0;
    if (better && (n >= 2 || filled_behind(book, r, label) == n)) {
      most = n;
      book->header = r;
    }
  }
  book->header_is_body = false;
  if (most > 0) {
    return;
  }
  book->header = first;
  book->header_is_body = true;
  for (size_t r = first; r-- > 0 && r + 3 > first;) {
    const char *text = sl_book_text(book, r, label);
    if (filled_behind(book, r, label) >= filled_behind(book, first, label) && !known_label(text) &&
        !is_line(text) && !is_line(sl_book_text(book, r, label + 1))) {
      book->header = r;
      book->header_is_body = false;
      return;
    }
  }
}

static bool is_lives(const char *header)
{
  static const char *const words[] = {"ees", "contracts", "count", "counts", "n"};
  sl_quote_label_t label;
  char word[SL_WORD];
  sl_quote_label_read(header, &label);
  const sl_quote_meaning_t *meaning = sl_quote_label_meaning(&label, NULL);
  bool is = strcmp(header, "#") == 0 || (meaning != NULL && meaning->item == SL_ITEM_ENROLMENT);
  sl_word_plain(header, word);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    is |= strcmp(word, words[i]) == 0;
  }
  return header[0] != '\0' && is;
}

static bool is_remark(const char *header)
{
  static const char *const words[] = {"note",     "comment",  "remark", "differ", "variance",
                                      "% change", "$ change", "change", "saving", "comparison to"};
  bool is = false;
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    is |= sl_quote_says(header, words[i]);
  }
  return is;
}

/* Whether what a column holds in the table's rows are tiers and units, such as belong to labels. */
static bool goes_with_labels(const sl_quote_book_t *book, size_t column)
{
  static const char *const units[] = {"pepm",     "pmpm", "pepy", "annual", "monthly",
                                      "per year", "$",    "%",    "unit"};
  size_t n = 0, filled = 0;
  for (size_t r = book->header + (book->header_is_body ? 0 : 1); r < sl_book_rows(book); r++) {
    const char *text = sl_book_text(book, r, column);
    bool is = strlen(text) <= NAME_LONGEST && sl_quote_tier_of(text) >= 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
      is |= strcmp(text, units[i]) == 0 ||
            (strlen(units[i]) > 1 && strlen(text) <= UNIT_LONGEST && sl_quote_says(text, units[i]));
    }
    filled += text[0] != '\0' ? 1 : 0;
    n += is ? 1 : 0;
  }
  return n > 0 && 2 * n > filled;
}

/* Whether a row of the table has a value in this column. */
static bool has_values(const sl_quote_book_t *book, size_t column, size_t label)
{
  for (size_t r = book->header + (book->header_is_body ? 0 : 1); r < sl_book_rows(book); r++) {
    if (sl_book_text(book, r, column)[0] != '\0' && sl_book_text(book, r, label)[0] != '\0') {
      return true;
    }
  }
  return false;
}

static void sort_columns(sl_quote_book_t *book, size_t label)
{
  bool options = false;
  for (size_t c = 0; c < book->n_columns; c++) {
    const char *header = book->header_is_body ? "" : sl_book_text(book, book->header, c);
    sl_quote_column_t kind = SL_COLUMN_NONE;
    if (c == label) {
      kind = SL_COLUMN_LABEL;
    } else if (c > label && is_lives(header)) {
      kind = SL_COLUMN_LIVES;
    } else if (c > label && !options && !names_option(header) && goes_with_labels(book, c)) {
      kind = SL_COLUMN_LABEL;
    } else if (c > label && header[0] != '\0' && is_remark(header)) {
      kind = SL_COLUMN_OTHER;
    } else if (c > label && has_values(book, c, label)) { /* an empty column is no option */
      kind = SL_COLUMN_OPTION;
      options = true;
    }
    book->columns[c] = (unsigned char)kind;
  }
}

/* "$50K" for an amount that is a multiple of a thousand; else the header's own words. */
static const char *name_of(sl_quote_book_t *book, const char *header, size_t column)
{
  char name[SL_QUOTE_CELL_TEXT + 16];
  const sl_quote_value_t value = sl_quote_value(header, book->decimal_comma);
  if (value.form == SL_FORM_NUMBER && value.rest[0] == '\0' && value.number >= 1000 &&
      value.number < 1e9) {
    const double thousands = value.number / 1000;
    snprintf(name, sizeof name, "$%.10gK", thousands);
    return sl_book_copy(book, name, sizeof name);
  }
  if (header[0] == '\0') {
    char cell[SL_QUOTE_CELL_TEXT];
    snprintf(name, sizeof name, "column %s",
             sl_quote_cell_name((sl_quote_cell_t){.row = 1, .column = (uint32_t)column + 1}, cell));
    name[strlen(name) - 1] = '\0';
    return sl_book_copy(book, name, sizeof name);
  }
  return sl_book_copy(book, header, 60);
}

static bool name_is_taken(const sl_quote_book_t *book, const char *name)
{
  for (size_t i = 0; i < book->quotes.n_options; i++) {
    if (strcmp(book->options[i].name, name) == 0) {
      return true;
    }
  }
  return false;
}

static sl_quote_role_t role_of(const char *header)
{
  static const char *const current[] = {"current",  "incumbent", "in force", "inforce",
                                        "in-force", "expiring",  "existing"};
  for (size_t i = 0; i < sizeof current / sizeof current[0]; i++) {
    if (sl_quote_says(header, current[i]) && !sl_quote_says(header, "renewal")) {
      return SL_QUOTE_CURRENT;
    }
  }
  return sl_quote_says(header, "renewal") ? SL_QUOTE_RENEWAL : SL_QUOTE_OPTION;
}

static void add_option(sl_quote_book_t *book, size_t column)
{
  const char *header = sl_book_text(book, book->header, column);
  const sl_quote_cell_t cell = sl_book_cell(book, book->header, column);
  if (book->quotes.n_options == SL_QUOTES_MAX) {
    book->columns[column] = SL_COLUMN_OTHER;
    sl_book_unplaced(book, cell, "", header, "more options than are read");
    return;
  }
  const char *name = name_of(book, header, column);
  for (unsigned k = 2; name_is_taken(book, name) && k <= SL_QUOTES_MAX; k++) {
    char another[80];
    snprintf(another, sizeof another, "%.60s (%u)", name_of(book, header, column), k);
    name = sl_book_copy(book, another, sizeof another);
  }
  book->option_of[column] = (unsigned char)book->quotes.n_options;
  const bool plain = !book->header_is_body && header[0] != '\0' && !names_option(header) &&
                     sl_quote_value(header, book->decimal_comma).form == SL_FORM_WORDS;
  book->options[book->quotes.n_options++] =
      (sl_quote_t){.name = name,
                   .named_by_carrier = plain,
                   .header = sl_book_copy(book, header, SL_SHEET_CELL_MAX),
                   .cell = cell,
                   .role = role_of(header)};
}

static void note_other_tables(sl_quote_book_t *book, size_t best_tab, const size_t *scores)
{
  for (size_t t = 0; t < book->sheet->n_tabs && t < TABS; t++) {
    if (t != best_tab && scores[t] >= ROWS_NEEDED) {
      sl_book_unplaced(book, (sl_quote_cell_t){0, 0}, "", "",
                       "another sheet has rows of quotes too; the one whose rows say most is read");
    }
  }
}

int sl_book_find_table(sl_quote_book_t *book, sl_error_t *error)
{
  size_t best = 0, best_tab = 0, label = 0, scores[TABS] = {0};
  for (size_t t = 0; t < book->sheet->n_tabs && t < TABS; t++) {
    size_t column = 0;
    book->tab = book->sheet->tabs[t];
    scores[t] = score_tab(book, &column);
    if (scores[t] > best) {
      best = scores[t];
      best_tab = t;
      label = column;
    }
  }
  if (best < ROWS_NEEDED) {
    return sl_fail(error, SL_ERR_INPUT,
                   "no table of quotes: a column of labels such as Specific Deductible, Contract "
                   "Basis, Specific Rate - Single, Aggregate Factor - Family, and a column for "
                   "each option beside it");
  }
  book->tab = book->sheet->tabs[best_tab];
  book->n_columns = widest(book);
  find_header(book, label);
  sort_columns(book, label);
  note_other_tables(book, best_tab, scores);
  for (size_t c = 0; c < book->n_columns; c++) {
    if (book->columns[c] == SL_COLUMN_OPTION) {
      add_option(book, c);
    }
  }
  book->quotes.header_row = book->sheet->rows[book->tab.first + book->header].line;
  return book->quotes.n_options > 0
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT, "no column of this table holds an option's values");
}
