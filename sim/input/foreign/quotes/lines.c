/* Lines above and below the table: title, date, currency, counts by tier, keys for all options. */
#include "sim/input/foreign/quotes/book.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define LINE 400            /* bytes of a line that are looked at */
#define OTHER_SHEET_ROWS 40 /* of a cover */

typedef struct found {
  int tier;
  size_t from, at;
} found_t;

typedef struct number {
  double value;
  size_t from, at;
  bool taken; /* part of a tier's name, or the count of all */
} number_t;

enum { FOUND_MAX = 12, NUMBERS_MAX = 24 };

/* No letter or digit between two places. */
static bool adjoin(const char *text, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++) {
    if (isalnum((unsigned char)text[i]) || text[i] == '(' || text[i] == ')') {
      return false;
    }
  }
  return from <= to;
}

static const number_t *before(const char *text, const found_t *tier, const number_t *numbers,
                              size_t n)
{
  for (size_t i = n; i-- > 0;) {
    if (!numbers[i].taken && numbers[i].at <= tier->from &&
        adjoin(text, numbers[i].at, tier->from)) {
      return &numbers[i];
    }
  }
  return NULL;
}

static const number_t *behind(const char *text, const found_t *tier, const number_t *numbers,
                              size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (!numbers[i].taken && numbers[i].from >= tier->at &&
        adjoin(text, tier->at, numbers[i].from)) {
      return &numbers[i];
    }
  }
  return NULL;
}

static size_t find_tiers(const char *text, found_t *tiers)
{
  size_t n = 0, at = 0, from = 0;
  while (n < FOUND_MAX) {
    const int tier = sl_quote_tier_next(text, &at, &from);
    if (tier < 0) {
      break;
    }
    tiers[n++] = (found_t){tier, from, at};
  }
  return n;
}

static bool counting_word(const char *text, size_t n)
{
  static const char *const words[] = {"employees", "ees",       "enrolled",   "total",
                                      "lives",     "contracts", "subscribers"};
  bool is = false;
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    is |= strlen(words[i]) == n && strncasecmp(text, words[i], n) == 0;
  }
  return is;
}

/* "93 employees", "48 enrolled", "Employees: 85": of all; not "enrolled: 21 EE". */
static bool counts_all(const char *text, const number_t *number, bool of_tier)
{
  const char *next = text + number->at + strspn(text + number->at, " ");
  size_t n = 0, end = number->from;
  while (isalpha((unsigned char)next[n])) {
    n++;
  }
  while (end > 0 && strchr(" :=", text[end - 1]) != NULL) {
    end--;
  }
  size_t begin = end;
  while (begin > 0 && isalpha((unsigned char)text[begin - 1])) {
    begin--;
  }
  return counting_word(next, n) || (!of_tier && counting_word(text + begin, end - begin));
}

static size_t find_numbers(const sl_quote_book_t *book, const char *text, const found_t *tiers,
                           size_t n_tiers, number_t *numbers)
{
  size_t n = 0, at = 0, from = 0;
  sl_quote_value_t value;
  while (n < NUMBERS_MAX && sl_quote_number_next(text, book->decimal_comma, &at, &from, &value)) {
    bool taken = value.percent || value.money;
    for (size_t t = 0; t < n_tiers; t++) {
      taken |= from >= tiers[t].from && from < tiers[t].at;
    }
    numbers[n++] = (number_t){value.number, from, at, taken};
  }
  return n;
}

/* Keep the counts of a line, or its relativities. */
static void keep(sl_quote_book_t *book, const char *text, const found_t *tier, double value,
                 bool relativity, sl_quote_cell_t cell)
{
  char word[48];
  snprintf(word, sizeof word, "%.*s", (int)(tier->at - tier->from), text + tier->from);
  const size_t t = sl_book_tier(book, (sl_quote_tier_name_t)tier->tier, word);
  sl_quote_amount_t *amount =
      relativity ? &book->quotes.tiers[t].relativity : &book->quotes.tiers[t].enrolment;
  if (!amount->known) {
    *amount = (sl_quote_amount_t){true, value, cell};
  }
}

/* Whether nothing but a tier, its number and a word for enrolment stands in the text. */
static bool says_one_tier(const char *text)
{
  sl_quote_label_t label;
  sl_quote_label_read(text, &label);
  bool only = label.n_tiers == 1;
  for (size_t i = 0; i < label.n; i++) {
    only &= strcmp(label.words[i], "enrolment") == 0 || isdigit((unsigned char)label.words[i][0]);
  }
  return only;
}

/* Take the numbers that count everybody out of those of the tiers. */
static void take_employees(sl_quote_book_t *book, const char *text, const found_t *tiers,
                           size_t n_tiers, number_t *numbers, size_t n, sl_quote_cell_t cell)
{
  for (size_t i = 0; i < n; i++) {
    bool of_tier = false;
    for (size_t t = 0; t < n_tiers; t++) {
      of_tier |= tiers[t].from >= numbers[i].at && adjoin(text, numbers[i].at, tiers[t].from);
    }
    if (!numbers[i].taken && counts_all(text, &numbers[i], of_tier)) {
      numbers[i].taken = true;
      if (!book->quotes.employees.known && numbers[i].value >= 1) {
        book->quotes.employees = (sl_quote_amount_t){true, numbers[i].value, cell};
      }
    }
  }
}

/* The number of each tier, NULL where it has none; how many have one. Numbers stand all before
 * their tiers or all behind, whichever gives more of them one. */
static size_t match(const char *text, const found_t *tiers, size_t n_tiers, const number_t *numbers,
                    size_t n, const number_t *of_tier[FOUND_MAX])
{
  size_t first = 0, second = 0;
  for (size_t t = 0; t < n_tiers; t++) {
    first += before(text, &tiers[t], numbers, n) != NULL ? 1 : 0;
    second += behind(text, &tiers[t], numbers, n) != NULL ? 1 : 0;
  }
  const bool number_first = first > second || (first == second && n > 0 && n_tiers > 0 &&
                                               numbers[0].from < tiers[0].from);
  const bool unclear = first == second && n_tiers > 1 &&
                       before(text, &tiers[0], numbers, n) != NULL &&
                       behind(text, &tiers[n_tiers - 1], numbers, n) != NULL;
  if (unclear) {
    return 0; /* one number more than tiers: a tier among them is not known */
  }
  for (size_t t = 0; t < n_tiers; t++) {
    of_tier[t] =
        number_first ? before(text, &tiers[t], numbers, n) : behind(text, &tiers[t], numbers, n);
  }
  return first > second ? first : second;
}

bool sl_book_read_counts(sl_quote_book_t *book, const char *line, sl_quote_cell_t cell)
{
  char text[LINE];
  found_t tiers[FOUND_MAX];
  number_t numbers[NUMBERS_MAX];
  const number_t *of_tier[FOUND_MAX] = {NULL};
  snprintf(text, sizeof text, "%s", line);
  const size_t n_tiers = find_tiers(text, tiers);
  const size_t n = find_numbers(book, text, tiers, n_tiers, numbers);
  take_employees(book, text, tiers, n_tiers, numbers, n, cell);
  const size_t matched = match(text, tiers, n_tiers, numbers, n, of_tier);
  const bool relativity = sl_quote_says(text, "relativit") || sl_quote_says(text, "tier ratio");
  bool whole = true;
  for (size_t t = 0; t < n_tiers; t++) {
    whole &= of_tier[t] == NULL ||
             (of_tier[t]->value <= 1e7 && of_tier[t]->value == (double)(long)of_tier[t]->value);
  }
  if ((matched < 2 && !(matched == 1 && says_one_tier(text))) || (!relativity && !whole)) {
    return false;
  }
  for (size_t t = 0; t < n_tiers; t++) {
    if (of_tier[t] != NULL) {
      keep(book, text, &tiers[t], of_tier[t]->value, relativity, cell);
    }
  }
  if (!relativity && book->enrolment_said == NULL) {
    book->enrolment_said = sl_book_copy(book, text, 120);
  }
  return true;
}

static void read_currency(sl_quote_book_t *book, const char *text)
{
  static const struct {
    const char *word, *currency;
  } words[] = {{"CAD", "CAD"},
               {"CDN", "CAD"},
               {"CA$", "CAD"},
               {"C$", "CAD"},
               {"Canadian dollar", "CAD"},
               {"USD", "USD"},
               {"US$", "USD"},
               {"US dollar", "USD"},
               {"EUR", "EUR"},
               {"GBP", "GBP"}};
  for (size_t i = 0; i < sizeof words / sizeof words[0] && book->quotes.currency == NULL; i++) {
    const size_t n = strlen(words[i].word);
    for (const char *at = text; *at != '\0'; at++) {
      const bool start = at == text || !isalnum((unsigned char)at[-1]);
      if (start && strncmp(at, words[i].word, n) == 0 && !isalpha((unsigned char)at[n])) {
        book->quotes.currency = words[i].currency;
      }
    }
  }
}

/* A date counts where its line says what it is; else only where no line does. */
static void read_date(sl_quote_book_t *book, const char *text, sl_quote_cell_t cell, bool said)
{
  static const char *const words[] = {"effective",       "eff",          "renewal",
                                      "plan year",       "policy year",  "proposed",
                                      "contract period", "policy period"};
  bool named = !said;
  const char *from = text;
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    named |= sl_quote_says(text, words[i]);
  }
  for (const char *at = text; *at != '\0' && said; at++) {
    if ((*at == 'e' || *at == 'E') && sl_quote_says(at, "effective")) {
      from = at; /* "prepared 1/5/2026, effective 7/1/2026" */
    }
  }
  sl_date_t date;
  if (named && !book->quotes.has_effective && sl_quote_date(from, &date)) {
    book->quotes.effective = date;
    book->quotes.has_effective = true;
    book->quotes.effective_cell = cell;
  }
}

/* All cells of a row, a blank between. */
static char *joined(const sl_quote_book_t *book, size_t row, char line[LINE])
{
  size_t n = 0;
  line[0] = '\0';
  for (size_t c = 0; c < book->n_columns && n + 1 < LINE; c++) {
    const char *text = sl_book_text(book, row, c);
    if (text[0] != '\0') {
      n += (size_t)snprintf(line + n, LINE - n, "%s%s", n > 0 ? " " : "", text);
    }
  }
  return line;
}

/* A line that is no row of the table: above it, or without values and not a heading. */
static bool is_line(const sl_quote_book_t *book, size_t row)
{
  char label[SL_BOOK_LABEL];
  if (!sl_book_is_body(book, row)) {
    return row != book->header || book->header_is_body;
  }
  return sl_book_values(book, row) == 0 && sl_book_is_sentence(sl_book_label(book, row, label));
}

static bool says_sales_tax(const char *line)
{
  return sl_quote_says(line, "sales tax") || sl_quote_says(line, "HST") ||
         sl_quote_says(line, "GST") || sl_quote_says(line, "QST");
}

/* The group's name without its key: "Group: Delta Tools". */
static const char *without_key(const char *line)
{
  static const char *const keys[] = {"client", "group", "employer", "prepared for", "company"};
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    const size_t n = strlen(keys[i]);
    if (strncasecmp(line, keys[i], n) == 0 && line[n] == ':') {
      return line + n + 1 + strspn(line + n + 1, " ");
    }
  }
  return line;
}

/* Names without a label right above the header: the carriers of the columns below, a merged cell's
 * of those beside it too. */
static bool read_carriers(sl_quote_book_t *book, size_t row)
{
  char label[SL_BOOK_LABEL];
  sl_quote_text_t carrier = {0};
  if (row + 1 != book->header || sl_book_label(book, row, label)[0] != '\0' ||
      3 * sl_book_values(book, row) < book->quotes.n_options || sl_book_values(book, row) < 2) {
    return false;
  }
  for (size_t c = 0; c < book->n_columns; c++) {
    const char *text = sl_book_text(book, row, c);
    if (book->columns[c] == SL_COLUMN_OPTION) {
      if (text[0] != '\0') {
        carrier =
            (sl_quote_text_t){sl_book_copy(book, text, SL_BOOK_LABEL), sl_book_cell(book, row, c)};
      }
      book->options[book->option_of[c]].carrier = carrier;
    }
  }
  return true;
}

static void note_line(sl_quote_book_t *book, size_t row, size_t first, const char *line, bool title)
{
  const sl_quote_cell_t cell = sl_book_cell(book, row, first);
  const char *start = sl_book_text(book, row, first);
  const bool open = start[strlen(start) - 1] == ':'; /* a key; its value stands in the next cell */
  for (size_t c = first; c < book->n_columns; c++) {
    const char *text = sl_book_text(book, row, c);
    read_date(book, c == first ? line : text, cell, true);
    if (text[0] != '\0' && !(title && c == first) && !open && strchr(text, ':') == NULL) {
      sl_book_note(book, text, sl_book_cell(book, row, c));
    }
  }
}

/* Counts of one cell, or of a key and the number in the cell behind it. */
static bool counts_in_row(sl_quote_book_t *book, size_t row, const char *line, sl_quote_cell_t cell)
{
  bool found = false;
  for (size_t c = 0; c < book->n_columns; c++) {
    const char *text = sl_book_text(book, row, c);
    found |= text[0] != '\0' && sl_book_read_counts(book, text, sl_book_cell(book, row, c));
  }
  for (size_t c = book->n_columns; c-- > 0 && !found;) {
    const sl_quote_value_t value = sl_quote_value(sl_book_text(book, row, c), book->decimal_comma);
    cell = value.form == SL_FORM_NUMBER ? sl_book_cell(book, row, c) : cell;
  }
  return found || sl_book_read_counts(book, line, cell);
}

static void read_line(sl_quote_book_t *book, size_t row)
{
  char line[LINE];
  size_t first = 0;
  joined(book, row, line);
  while (first < book->n_columns && sl_book_text(book, row, first)[0] == '\0') {
    first++;
  }
  if (line[0] == '\0' || first == book->n_columns || read_carriers(book, row)) {
    return;
  }
  const bool title = book->quotes.title[0] == '\0' && row < book->header;
  const sl_quote_cell_t cell = sl_book_cell(book, row, first);
  if (title) {
    const char *own = sl_book_text(book, row, first);
    book->quotes.title =
        sl_book_copy(book, without_key(own[strlen(own) - 1] == ':' ? line : own), LINE);
  }
  read_currency(book, line);
  if (says_sales_tax(line) && book->sales_tax_said.text == NULL) {
    book->sales_tax_said = (sl_quote_text_t){sl_book_copy(book, line, LINE), cell};
  }
  if (counts_in_row(book, row, line, cell)) {
    read_date(book, line, cell, true);
  } else {
    note_line(book, row, first, line, title);
  }
}

/* A cover may say the title, the date and the currency. */
static void read_other_sheets(sl_quote_book_t *book)
{
  const sl_sheet_tab_t own = book->tab;
  for (size_t t = 0; t < book->sheet->n_tabs && t < 64; t++) {
    book->tab = book->sheet->tabs[t];
    for (size_t r = 0; r < book->tab.n && r < OTHER_SHEET_ROWS && book->tab.first != own.first;
         r++) {
      char line[LINE];
      joined(book, r, line);
      read_currency(book, line);
      read_date(book, line, (sl_quote_cell_t){0, 0}, true);
      if (book->quotes.title[0] == '\0') {
        book->quotes.title = sl_book_copy(book, line, LINE);
      }
    }
  }
  book->tab = own;
}

void sl_book_read_lines(sl_quote_book_t *book)
{
  book->quotes.title = "";
  for (size_t r = 0; r < sl_book_rows(book) && !book->failed; r++) {
    if (is_line(book, r)) {
      read_line(book, r);
    }
  }
  read_other_sheets(book);
  for (size_t r = 0; r < book->header && !book->quotes.has_effective; r++) {
    char line[LINE];
    read_date(book, joined(book, r, line), sl_book_cell(book, r, 0), false);
  }
}

/* The value of a key for every option that says nothing of it. */
static void place_key(sl_quote_book_t *book, const char *key, const char *text,
                      sl_quote_cell_t cell)
{
  sl_quote_label_t label;
  sl_quote_label_read(key, &label);
  const sl_quote_meaning_t *meaning = sl_quote_label_meaning(&label, NULL);
  if (meaning == NULL || text[0] == '\0') {
    return;
  }
  for (size_t i = 0; i < book->quotes.n_options; i++) {
    sl_quote_place_t place = {.book = book,
                              .option = &book->options[i],
                              .option_index = i,
                              .meaning = meaning,
                              .label = &label,
                              .label_text = key,
                              .unit = label.unit,
                              .text = text,
                              .cell = cell,
                              .value = sl_quote_value(text, book->decimal_comma),
                              .quiet = true};
    const bool for_all =
        meaning->item == SL_ITEM_CARRIER || meaning->item == SL_ITEM_MGU ||
        meaning->item == SL_ITEM_ADMINISTRATOR || meaning->item == SL_ITEM_CONTRACT ||
        meaning->item == SL_ITEM_SPECIFIC_CONTRACT || meaning->item == SL_ITEM_AGGREGATE_CONTRACT ||
        meaning->item == SL_ITEM_CORRIDOR || meaning->item == SL_ITEM_COMMISSION ||
        meaning->item == SL_ITEM_SPECIFIC_DEDUCTIBLE;
    if (for_all && place.value.form != SL_FORM_DECLINED) {
      sl_quote_place(&place);
    }
  }
}

/* "MGU: A, Carrier: B": a key goes on to the mark before the next key. */
static void read_keys(sl_quote_book_t *book, const char *line, sl_quote_cell_t cell)
{
  char text[LINE];
  snprintf(text, sizeof text, "%s", line);
  char *key = text;
  char *colon = strchr(key, ':');
  while (colon != NULL) {
    *colon = '\0';
    char *value = colon + 1 + strspn(colon + 1, " ");
    char *next = strchr(value, ':'), *end = value + strcspn(value, "|;");
    if (next != NULL && end > next) { /* the last comma before the next key */
      for (end = next; end > value && *end != ','; end--) {
      }
    }
    char *rest = *end == '\0' || next == NULL ? NULL : end + 1;
    *end = '\0';
    place_key(book, key + strspn(key, " "), value, cell);
    key = rest;
    colon = key != NULL ? strchr(key, ':') : NULL;
  }
}

void sl_book_read_keys(sl_quote_book_t *book)
{
  for (size_t r = 0; r < sl_book_rows(book) && !book->failed; r++) {
    for (size_t c = 0; c < book->n_columns && is_line(book, r); c++) {
      const char *text = sl_book_text(book, r, c), *next = sl_book_text(book, r, c + 1);
      const bool key = strchr(text, ':') != NULL;
      const bool open = key && text[strlen(text) - 1] == ':';
      if (key && !open) {
        read_keys(book, text, sl_book_cell(book, r, c));
      } else if (next[0] != '\0' && strchr(next, ':') == NULL && (open || c == 0)) {
        place_key(book, text, next, sl_book_cell(book, r, c + 1));
      }
    }
  }
}
