#include "sim/input/foreign/quotes/values.h"

#include "sim/input/foreign/words/dates.h"
#include "sim/input/foreign/words/money.h"
#include "sim/input/foreign/words/plain.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define RUN 40          /* bytes of one number */
#define SHORTEST_DATE 6 /* 1/1/26 */
#define NUMBER_MAX 1e12 /* beyond: no amount of a quote */

/* Currencies before or behind a number; the longer ones first. */
static const char *const currencies[] = {"US$", "CA$", "CAD", "CDN",          "USD",     "EUR",
                                         "GBP", "C$",  "$",   "\xE2\x82\xAC", "\xC2\xA3"};

static size_t currency_at(const char *text)
{
  for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++) {
    const size_t n = strlen(currencies[i]);
    if (strncasecmp(text, currencies[i], n) == 0) {
      return n;
    }
  }
  return 0;
}

/* A minus sign: ASCII, U+2212 or a dash. */
static size_t minus_at(const char *text)
{
  if (strncmp(text, "\xE2\x88\x92", 3) == 0 || strncmp(text, "\xE2\x80\x93", 3) == 0) {
    return 3;
  }
  return text[0] == '-' ? 1 : 0;
}

/* Digits with their marks: a blank or apostrophe belongs to them where three digits follow, comma
 * and point where a digit does. */
static size_t digits_at(const char *text)
{
  size_t n = 0;
  while (text[n] != '\0' && n < RUN - 1) {
    const char c = text[n];
    const size_t follow = strspn(text + n + 1, "0123456789");
    const bool inner =
        ((c == '.' || c == ',') && follow > 0) || ((c == ' ' || c == '\'') && n > 0 && follow == 3);
    if (!isdigit((unsigned char)c) && !inner) {
      break;
    }
    n++;
  }
  return n;
}

/* Whether three digits follow each mark of thousands. */
static bool in_thousands(const char *run, bool decimal_comma)
{
  const char decimal = decimal_comma ? ',' : '.';
  for (const char *at = run; *at != '\0'; at++) {
    if (!isdigit((unsigned char)*at) && *at != decimal && strspn(at + 1, "0123456789") != 3) {
      return false;
    }
  }
  return true;
}

/* The run's own marks decide, and the file's where they leave it open; nobody writes thousands
 * behind a zero. */
static bool read_run(const char *text, size_t n, bool decimal_comma, double *number)
{
  char run[RUN];
  sl_money_marks_t marks = {0};
  snprintf(run, sizeof run, "%.*s", (int)n, text);
  sl_money_marks_add(&marks, run);
  if (marks.comma != marks.point) {
    decimal_comma = marks.comma > marks.point;
  } else if (run[0] == '0' && (run[1] == '.' || run[1] == ',')) {
    decimal_comma = run[1] == ',';
  }
  return in_thousands(run, decimal_comma) && sl_foreign_money(run, decimal_comma, number) &&
         *number <= NUMBER_MAX;
}

/* Thousands or millions behind a number; *n their letters. */
static double scale_at(const char *text, size_t *n)
{
  static const struct {
    const char *word;
    double scale;
  } scales[] = {{"million", 1e6}, {"thousand", 1e3}, {"mil", 1e6},
                {"mm", 1e6},      {"m", 1e6},        {"k", 1e3}};
  const size_t blanks = strspn(text, " ");
  for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
    const size_t length = strlen(scales[i].word);
    if (strncasecmp(text + blanks, scales[i].word, length) == 0 &&
        !isalnum((unsigned char)text[blanks + length]) && (blanks == 0 || length > 2)) {
      *n = blanks + length;
      return scales[i].scale;
    }
  }
  *n = 0;
  return 1;
}

/* The signs and currency before a number; where it begins. */
static size_t before_number(const char *text, bool *negative, bool *brackets, bool *money)
{
  size_t at = 0;
  while (true) {
    const size_t minus = minus_at(text + at), currency = currency_at(text + at);
    if (text[at] == '(') {
      *brackets = true;
      at++;
    } else if (minus > 0) {
      *negative = true;
      at += minus;
    } else if (currency > 0) {
      *money = true;
      at += currency;
    } else if (text[at] == '+' || text[at] == ' ') {
      at++;
    } else {
      return at;
    }
  }
}

/* A number with all that belongs to it; its bytes, or 0 where text does not begin with one. */
static size_t number_at(const char *text, bool decimal_comma, sl_quote_value_t *value)
{
  bool negative = false, brackets = false;
  *value = (sl_quote_value_t){.form = SL_FORM_NUMBER};
  size_t at = before_number(text, &negative, &brackets, &value->money);
  const size_t n = digits_at(text + at);
  if (n == 0 || !read_run(text + at, n, decimal_comma, &value->number)) {
    return 0;
  }
  at += n;
  size_t letters;
  const double scale = scale_at(text + at, &letters);
  value->scaled = letters > 0;
  value->number *= scale;
  at += letters;
  const size_t blanks = strspn(text + at, " ");
  const size_t currency = currency_at(text + at + blanks);
  if (text[at + blanks] == '%') {
    value->percent = true;
    value->number /= 100;
    at += blanks + 1;
  } else if (currency > 0 && !isdigit((unsigned char)text[at + blanks + currency])) {
    value->money = true;
    at += blanks + currency;
  }
  if (brackets && text[at] == ')') {
    at++;
  } else {
    brackets = false;
  }
  if (text[at] == '-' && !isalnum((unsigned char)text[at + 1]) && text[at + 1] != ' ') {
    negative = true;
    at++;
  }
  value->number = negative || brackets ? -value->number : value->number;
  return at;
}

static bool is_one_of(const char *word, const char *const *list)
{
  for (; *list != NULL; list++) {
    if (strcmp(word, *list) == 0) {
      return true;
    }
  }
  return false;
}

static sl_quote_form_t form_of_words(const char *text)
{
  static const char *const nothing[] = {
      "",     "none",          "na",       "nil",          "no",
      "null", "notapplicable", "n",        "notavailable", "noneoffered",
      "zero", "notincluded",   "nolasers", "notoffered",   NULL};
  static const char *const declined[] = {
      "declin",         "dtq",           "noquote",     "notquot",        "nobid",  "unabletoquote",
      "notcompetitive", "uncompetitive", "didnotquote", "refusedtoquote", "passed", NULL};
  static const char *const unlimited[] = {"unlimited", "nomax", "nolimit", "unltd", NULL};
  char word[SL_WORD];
  sl_word_plain(text, word);
  if (is_one_of(word, nothing)) {
    return SL_FORM_NOTHING;
  }
  for (size_t i = 0; declined[i] != NULL; i++) {
    if (sl_word_begins(word, declined[i])) {
      return SL_FORM_DECLINED;
    }
  }
  for (size_t i = 0; unlimited[i] != NULL; i++) {
    if (sl_word_begins(word, unlimited[i])) {
      return SL_FORM_UNLIMITED;
    }
  }
  return SL_FORM_WORDS;
}

sl_quote_value_t sl_quote_value(const char *text, bool decimal_comma)
{
  sl_quote_value_t value = {.form = SL_FORM_BLANK, .rest = ""};
  if (text[0] == '\0') {
    return value;
  }
  const size_t n = number_at(text, decimal_comma, &value);
  const char *rest = text + n;
  if (n == 0 || (*rest == '/' && !isalpha((unsigned char)rest[1])) || *rest == '.' ||
      isalnum((unsigned char)*rest) || (*rest == '-' && isdigit((unsigned char)rest[1]))) {
    return (sl_quote_value_t){.form = form_of_words(text), .rest = text};
  }
  value.rest = rest + strspn(rest, " ");
  return value;
}

/* Whether a number may begin here: not inside a word, a date or another number. */
static bool may_begin(const char *text, size_t at)
{
  const char before = at > 0 ? text[at - 1] : ' ';
  return !isalnum((unsigned char)before) && before != '/' && before != '.' && before != ',' &&
         (unsigned char)before < 0x80;
}

bool sl_quote_number_next(const char *text, bool decimal_comma, size_t *at, size_t *from,
                          sl_quote_value_t *value)
{
  for (size_t i = *at; text[i] != '\0'; i++) {
    const bool start = isdigit((unsigned char)text[i]) || currency_at(text + i) > 0;
    const size_t n = start && may_begin(text, i) ? number_at(text + i, decimal_comma, value) : 0;
    if (n > 0 && text[i + n] != '/' && !isalnum((unsigned char)text[i + n])) {
      *from = i;
      *at = i + n;
      return true;
    }
    if (n > 0) {
      i += n - 1;
    }
  }
  *at = strlen(text);
  return false;
}

bool sl_quote_says(const char *text, const char *words)
{
  const size_t n = strlen(words);
  for (const char *at = text; *at != '\0'; at++) {
    const bool start = at == text || !isalnum((unsigned char)at[-1]);
    if (start && strncasecmp(at, words, n) == 0) {
      return true;
    }
  }
  return false;
}

/* All whole numbers of the text, at most room of them. */
static size_t whole_numbers(const char *text, unsigned *numbers, size_t room)
{
  size_t n = 0;
  while (*text != '\0' && n < room) {
    const size_t digits = strspn(text, "0123456789");
    if (digits > 0) {
      numbers[n++] = digits <= 4 ? (unsigned)atoi(text) : 0;
    }
    text += digits > 0 ? digits : 1;
  }
  return n;
}

static void in_months(sl_quote_contract_t *contract, unsigned incurred, unsigned paid)
{
  contract->basis = SL_QUOTE_BASIS_MONTHS;
  contract->incurred = incurred;
  contract->paid = paid;
}

/* 12/15 typed into a spreadsheet becomes the 15th of December of some year. */
static bool from_date(const char *text, sl_quote_contract_t *contract)
{
  const sl_date_parts_t parts = sl_foreign_date_placed(sl_foreign_date(text), false);
  const bool past = parts.short_year && parts.year < 24; /* 12/15/18 is no date of today's quotes */
  if (parts.form != SL_DATE_KNOWN || past || parts.month != 12 || parts.day < 12) {
    return false;
  }
  in_months(contract, 12, (unsigned)parts.day);
  return true;
}

bool sl_quote_contract(const char *text, sl_quote_contract_t *contract)
{
  enum { SHORTEST = 12, LONGEST = 60 };
  unsigned numbers[4] = {0};
  const size_t n = whole_numbers(text, numbers, 4);
  char word[SL_WORD];
  sl_word_plain(text, word);
  if (n >= 3 && from_date(text, contract)) {
    return true;
  }
  if (n == 2 && numbers[0] >= SHORTEST && numbers[1] >= SHORTEST && numbers[0] <= LONGEST &&
      numbers[1] <= LONGEST) {
    const char *paid = strstr(word, "paid"), *incurred = strstr(word, "incurred");
    const bool turned =
        paid != NULL && incurred != NULL && paid < incurred && isdigit((unsigned char)word[0]) == 0;
    in_months(contract, numbers[turned ? 1 : 0], numbers[turned ? 0 : 1]);
    return true;
  }
  const bool says_paid = sl_word_begins(word, "paid"),
             says_incurred = sl_word_begins(word, "incurred");
  if (n > 0 || (!says_paid && !says_incurred)) {
    return false;
  }
  contract->basis = says_paid ? SL_QUOTE_BASIS_PAID : SL_QUOTE_BASIS_INCURRED;
  contract->text = says_paid ? "paid" : "incurred";
  return true;
}

/* The date at the start of text, of as many bytes as belong to one. */
static bool date_at(const char *text, sl_date_t *date)
{
  char copy[32];
  const size_t longest = strnlen(text, sizeof copy - 1);
  for (size_t n = SHORTEST_DATE; n <= longest; n++) {
    if (isalnum((unsigned char)text[n])) {
      continue; /* inside a word or number */
    }
    snprintf(copy, sizeof copy, "%.*s", (int)n, text);
    if (copy[strspn(copy, "0123456789")] == '\0' && n != 8) {
      continue; /* an amount, not a serial day */
    }
    sl_date_parts_t parts = sl_foreign_date(copy);
    const bool day_first = (parts.first == 1 && parts.second != 1) || parts.first > 12;
    parts = sl_foreign_date_placed(parts, day_first);
    if (parts.short_year) {
      parts.year += 2000;
      parts.short_year = false;
    }
    if (sl_foreign_date_real(&parts, date) && date->year >= 2000) {
      return true;
    }
  }
  return false;
}

bool sl_quote_date(const char *text, sl_date_t *date)
{
  for (size_t i = 0; text[i] != '\0'; i++) {
    const bool start = i == 0 || !isalnum((unsigned char)text[i - 1]);
    if (start && isalnum((unsigned char)text[i]) && date_at(text + i, date)) {
      return true;
    }
  }
  return false;
}
