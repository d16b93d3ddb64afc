/* The rows of the table: headings, labels, the column of lives; each value goes to its place. */
#include "sim/input/foreign/quotes/book.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef struct section {
  char text[SL_BOOK_LABEL];
  sl_quote_label_t label;
  const sl_quote_meaning_t *meaning;
  bool set;
  bool of_prices; /* "Aggregate factors": heads the tiers' rows, no section of a cover */
} section_t;

static const sl_quote_meaning_t plain_rate = {"rate", SL_ITEM_RATE, NULL, 0, true};
static const sl_quote_meaning_t heads = {"enrolment", SL_ITEM_ENROLMENT, NULL, 0, false};
/* By tier an aggregate has factors; its premium is one for all. */
static const sl_quote_meaning_t plain_factor = {"factor", SL_ITEM_FACTOR, NULL, 0, false};
static const sl_quote_meaning_t other_fee = {"fee", SL_ITEM_FEE, NULL, 0, false};

size_t sl_book_values(const sl_quote_book_t *book, size_t row)
{
  size_t n = 0;
  for (size_t c = 0; c < book->n_columns; c++) {
    n += book->columns[c] == SL_COLUMN_OPTION && sl_book_text(book, row, c)[0] != '\0' ? 1 : 0;
  }
  return n;
}

bool sl_book_is_body(const sl_quote_book_t *book, size_t row)
{
  char text[SL_BOOK_LABEL];
  sl_quote_label_t label;
  if (row >= book->header) {
    return row > book->header || book->header_is_body;
  }
  sl_quote_label_read(sl_book_label(book, row, text), &label);
  return strchr(text, ':') == NULL && sl_quote_label_meaning(&label, NULL) != NULL &&
         (sl_book_values(book, row) >= 2 ||
          (book->quotes.n_options == 1 && sl_book_values(book, row) == 1));
}

bool sl_book_is_sentence(const char *text)
{
  enum { HEADING_LONGEST = 60 };
  const size_t n = strlen(text);
  const char *colon = strchr(text, ':');
  return n > HEADING_LONGEST || strchr(text, ';') != NULL || (n > 0 && text[n - 1] == '.') ||
         (colon != NULL && colon[1] != '\0');
}

/* Items below which rows may stand that say only a tier or "Rate". */
static bool may_head(const sl_quote_meaning_t *meaning)
{
  static const sl_quote_item_t items[] = {SL_ITEM_IGNORED,
                                          SL_ITEM_ENROLMENT,
                                          SL_ITEM_RELATIVITY,
                                          SL_ITEM_SPECIFIC_RATE,
                                          SL_ITEM_FACTOR,
                                          SL_ITEM_ATTACHMENT,
                                          SL_ITEM_AGGREGATE_PREMIUM,
                                          SL_ITEM_STOP_LOSS,
                                          SL_ITEM_RATE,
                                          SL_ITEM_FEE,
                                          SL_ITEM_EXPECTED_CLAIMS,
                                          SL_ITEM_OUT_OF_COUNTRY,
                                          SL_ITEM_CLAIMS_FUND,
                                          SL_ITEM_REBATE,
                                          SL_ITEM_TAX,
                                          SL_ITEM_TOTAL,
                                          SL_ITEM_FUNDING};
  bool may = meaning == NULL;
  for (size_t i = 0; i < sizeof items / sizeof items[0] && meaning != NULL; i++) {
    may |= meaning->item == items[i];
  }
  return may;
}

/* "Monthly rates" below "SPECIFIC", "Factors" below "AGGREGATE" go on with it; any other heading
 * begins anew. */
static void begin_section(section_t *section, const char *text)
{
  section_t next = {.set = true};
  snprintf(next.text, sizeof next.text, "%s", text);
  sl_quote_label_read(text, &next.label);
  next.meaning = sl_quote_label_meaning(&next.label, NULL);
  if (!may_head(next.meaning)) {
    return;
  }
  const bool cover =
      sl_quote_label_has(&next.label, "specific") || sl_quote_label_has(&next.label, "aggregate");
  next.of_prices = cover && (sl_quote_label_has(&next.label, "rate") ||
                             sl_quote_label_has(&next.label, "factor") ||
                             sl_quote_label_has(&next.label, "premium"));
  if (section->set && next.meaning != NULL && !cover &&
      (next.meaning->vague || next.meaning->item == SL_ITEM_FACTOR)) {
    char both[SL_BOOK_LABEL];
    snprintf(both, sizeof both, "%.120s - %.120s", section->text, text);
    sl_quote_label_read(both, &next.label);
    snprintf(next.text, sizeof next.text, "%s", both);
  }
  *section = next;
}

static bool heads_fees(const section_t *section)
{
  const sl_quote_meaning_t *meaning = section->meaning;
  return section->set && meaning != NULL &&
         (meaning->item == SL_ITEM_FEE ||
          (meaning->item == SL_ITEM_TOTAL &&
           (meaning->which == SL_QUOTE_TOTAL_FIXED || meaning->which == SL_QUOTE_TOTAL_FEES)));
}

static bool has_number(const sl_quote_book_t *book, size_t row)
{
  for (size_t c = 0; c < book->n_columns; c++) {
    if (book->columns[c] == SL_COLUMN_OPTION &&
        sl_quote_value(sl_book_text(book, row, c), book->decimal_comma).form == SL_FORM_NUMBER) {
      return true;
    }
  }
  return false;
}

static void count_tier(sl_quote_book_t *book, const sl_quote_label_t *label, const char *label_text,
                       const char *text, sl_quote_cell_t cell, bool relativity)
{
  const sl_quote_value_t value = sl_quote_value(text, book->decimal_comma);
  if (value.form != SL_FORM_NUMBER || label->n_tiers > 1) {
    return;
  }
  sl_quote_amount_t *amount = &book->quotes.employees;
  if (label->n_tiers == 1) {
    sl_quote_tier_t *tier =
        &book->quotes.tiers[sl_book_tier(book, label->tiers[0], label->tier_words[0])];
    amount = relativity ? &tier->relativity : &tier->enrolment;
  }
  const bool whole =
      value.number >= 0 && value.number <= 1e7 && value.number == (double)(long)value.number;
  if ((!relativity && !whole) || (relativity && !(value.number > 0 && value.number <= 20))) {
    sl_book_unplaced(book, cell, "", label_text,
                     relativity ? "no ratio of rates" : "no number of employees");
  } else if (!amount->known) {
    *amount = (sl_quote_amount_t){.known = true, .value = value.number, .cell = cell};
  } else if (amount->value != value.number) {
    sl_book_unplaced(book, cell, "", label_text,
                     "another number than stated before, which is used");
  }
}

/* The cells of a row that holds for all options. */
static void read_shared(sl_quote_book_t *book, size_t row, const sl_quote_meaning_t *meaning,
                        const sl_quote_label_t *label, const char *label_text)
{
  for (size_t c = 0; c < book->n_columns; c++) {
    const char *text = sl_book_text(book, row, c);
    if (book->columns[c] != SL_COLUMN_OPTION || text[0] == '\0') {
      continue;
    }
    const sl_quote_cell_t cell = sl_book_cell(book, row, c);
    if (meaning->item != SL_ITEM_EFFECTIVE) {
      count_tier(book, label, label_text, text, cell, meaning->item == SL_ITEM_RELATIVITY);
    } else if (!book->quotes.has_effective && sl_quote_date(text, &book->quotes.effective)) {
      book->quotes.has_effective = true;
      book->quotes.effective_cell = cell;
    }
  }
}

static void read_lives(sl_quote_book_t *book, size_t row, const sl_quote_label_t *label,
                       const char *label_text)
{
  for (size_t c = 0; c < book->n_columns; c++) {
    if (book->columns[c] == SL_COLUMN_LIVES && sl_book_text(book, row, c)[0] != '\0') {
      count_tier(book, label, label_text, sl_book_text(book, row, c), sl_book_cell(book, row, c),
                 false);
    }
  }
}

/* A heading of prices lends its words to tiers, and to what says nothing by itself. */
static const sl_quote_label_t *heading_of(const sl_quote_label_t *label, const section_t *section)
{
  const bool by_itself =
      section->of_prices && label->n_tiers == 0 && sl_quote_label_meaning(label, NULL) != NULL;
  return section->set && !by_itself ? &section->label : NULL;
}

static void place_row(sl_quote_book_t *book, size_t row, const sl_quote_meaning_t *meaning,
                      const sl_quote_label_t *label, const section_t *section, const char *text)
{
  const sl_quote_label_t *heading = heading_of(label, section);
  for (size_t c = 0; c < book->n_columns && !book->failed; c++) {
    const char *cell = sl_book_text(book, row, c);
    if (book->columns[c] != SL_COLUMN_OPTION || cell[0] == '\0') {
      continue;
    }
    sl_quote_place_t place = {.book = book,
                              .option = &book->options[book->option_of[c]],
                              .option_index = book->option_of[c],
                              .meaning = meaning,
                              .label = label,
                              .heading = heading,
                              .label_text = text,
                              .unit = label->unit,
                              .text = cell,
                              .cell = sl_book_cell(book, row, c),
                              .value = sl_quote_value(cell, book->decimal_comma)};
    if (place.unit == SL_UNIT_UNSAID && heading != NULL) {
      place.unit = section->label.unit;
    }
    sl_quote_place(&place);
  }
}

/* Values below no known label. */
static void unknown_row(sl_quote_book_t *book, size_t row, const char *text)
{
  for (size_t c = 0; c < book->n_columns; c++) {
    if (book->columns[c] == SL_COLUMN_OPTION && sl_book_text(book, row, c)[0] != '\0') {
      sl_book_unplaced(book, sl_book_cell(book, row, c), "", text,
                       text[0] == '\0' ? "values without a label"
                                       : "no word that is known says what this row is");
      return;
    }
  }
}

static bool repeats_header(const sl_quote_book_t *book, size_t row)
{
  size_t same = 0;
  for (size_t c = 0; c < book->n_columns; c++) {
    const char *text = sl_book_text(book, row, c);
    same += book->columns[c] == SL_COLUMN_OPTION && text[0] != '\0' &&
                    strcmp(text, sl_book_text(book, book->header, c)) == 0
                ? 1
                : 0;
  }
  return row != book->header && !book->header_is_body && same > 0 &&
         2 * same > sl_book_values(book, row);
}

/* "Singles", "Families": a tier's plural alone counts it. */
static bool counts_heads(const sl_quote_label_t *label)
{
  static const char *const plurals[] = {"singles", "couples", "families"};
  bool plural = false;
  for (size_t i = 0; i < sizeof plurals / sizeof plurals[0]; i++) {
    plural |=
        label->n == 0 && label->n_tiers == 1 && strcasecmp(label->tier_words[0], plurals[i]) == 0;
  }
  return plural;
}

/* A row's label; where its first column is empty and a tier or unit stands beside it, with the
 * first column of the row before. */
static void label_of(const sl_quote_book_t *book, size_t row, char main[SL_BOOK_LABEL],
                     char text[SL_BOOK_LABEL])
{
  size_t c = 0;
  while (c < book->n_columns && book->columns[c] != SL_COLUMN_LABEL) {
    c++;
  }
  const char *own = sl_book_text(book, row, c);
  sl_book_label(book, row, text);
  if (own[0] != '\0' || text[0] == '\0') {
    snprintf(main, SL_BOOK_LABEL, "%s", own);
  } else if (main[0] != '\0') {
    char beside[SL_BOOK_LABEL];
    snprintf(beside, sizeof beside, "%s", text);
    snprintf(text, SL_BOOK_LABEL, "%.120s - %.120s", main, beside);
  }
}

static void read_row(sl_quote_book_t *book, size_t row, section_t *section,
                     char main[SL_BOOK_LABEL])
{
  char text[SL_BOOK_LABEL];
  sl_quote_label_t label;
  label_of(book, row, main, text);
  sl_quote_label_read(text, &label);
  if (sl_book_values(book, row) == 0) {
    read_lives(book, row, &label, text);
    if (text[0] != '\0' && !sl_book_is_sentence(text)) {
      begin_section(section, text);
    }
    return;
  }
  if (repeats_header(book, row)) {
    return;
  }
  const sl_quote_meaning_t *meaning = sl_quote_label_meaning(&label, heading_of(&label, section));
  if (counts_heads(&label)) {
    meaning = &heads;
  } else if (meaning == NULL && label.n_tiers > 0 && label.n == 0 && !section->set) {
    meaning = &plain_rate; /* below a heading that is not known nobody knows what it is */
  } else if (meaning != NULL && label.n_tiers > 0 && strcmp(meaning->words, "aggregate") == 0) {
    meaning = &plain_factor;
  } else if (meaning == NULL && text[0] != '\0' && heads_fees(section) && has_number(book, row)) {
    meaning = &other_fee;
  }
  read_lives(book, row, &label, text);
  if (meaning == NULL) {
    unknown_row(book, row, text);
  } else if (meaning->item == SL_ITEM_ENROLMENT || meaning->item == SL_ITEM_RELATIVITY ||
             meaning->item == SL_ITEM_EFFECTIVE) {
    read_shared(book, row, meaning, &label, text);
  } else if (meaning->item != SL_ITEM_IGNORED) {
    place_row(book, row, meaning, &label, section, text);
  }
}

void sl_book_read_rows(sl_quote_book_t *book)
{
  section_t section = {.set = false};
  char main[SL_BOOK_LABEL] = "";
  for (size_t r = 0; r < sl_book_rows(book) && !book->failed; r++) {
    if (sl_book_is_body(book, r)) {
      read_row(book, r, &section, main);
    }
  }
}
