#include "sim/input/claims_file/cells.h"

#include "sim/input/read/date.h"
#include "sim/input/read/number.h"
#include "sim/input/read/oddity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CELL_TEXT 64         /* longer cells are no amounts and no dates */
#define EXCEL_EPOCH (-25569) /* 1899-12-30 as a day since 1970-01-01 */
#define EXCEL_LOW 20000      /* 1954 */
#define EXCEL_HIGH 80000     /* 2119 */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Take a leading or trailing word off; text is trimmed again. */
static bool take_off(char *text, const char *word)
{
  const size_t length = strlen(text), n = strlen(word);
  if (length < n) {
    return false;
  }
  const bool leads = strncmp(text, word, n) == 0;
  if (!leads && strcmp(text + length - n, word) != 0) {
    return false;
  }
  char rest[CELL_TEXT];
  memcpy(rest, leads ? text + n : text, length - n);
  rest[length - n] = '\0';
  sl_text_trimmed(rest, text, CELL_TEXT);
  return true;
}

static bool take_currency(char *text)
{
  static const char *const signs[] = {"US$",      "CA$", "C$",  "$",  "\xE2\x82\xAC",
                                      "\xC2\xA3", "USD", "CAD", "EUR"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (take_off(text, signs[i])) {
      return true;
    }
  }
  return false;
}

/* Brackets or a minus sign, wherever it stands. */
static bool take_negative(char *text)
{
  const size_t length = strlen(text);
  if (length > 2 && text[0] == '(' && text[length - 1] == ')') {
    text[length - 1] = '\0';
    take_off(text, "(");
    return true;
  }
  return take_off(text, "-") || take_off(text, "\xE2\x88\x92");
}

/* 1,234,567.89: groups of three behind one to three digits. False where a comma stands otherwise.
 */
static bool take_separators(char *text, bool *any)
{
  size_t digits = 0, kept = 0;
  bool grouped = false, fraction = false;
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == ',' && !fraction) {
      if (digits == 0 || digits > 3 || (grouped && digits != 3)) {
        return false;
      }
      grouped = true;
      digits = 0;
      continue;
    }
    if (*p == '.' || *p == ',') {
      if (fraction || *p == ',' || (grouped && digits != 3)) {
        return false;
      }
      fraction = true;
    }
    digits += is_digit(*p) ? 1 : 0;
    text[kept++] = *p;
  }
  text[kept] = '\0';
  *any = grouped;
  return !grouped || fraction || digits == 3;
}

const char *sl_claims_amount(const char *text, double *value, sl_claims_repairs_t *repairs)
{
  char cell[CELL_TEXT];
  sl_text_trimmed(text, cell, sizeof cell);
  *value = 0.0;
  if (cell[0] == '\0' || strcmp(cell, "-") == 0 || strcmp(cell, "$-") == 0) {
    repairs->blank_amounts++;
    return NULL;
  }
  const bool plain = sl_number_parse(cell, value);
  bool negative = false, grouped = false;
  if (!plain) {
    negative = take_negative(cell);
    repairs->currency_signs += take_currency(cell);
    negative = take_negative(cell) || negative;
    if (!take_separators(cell, &grouped)) {
      return "is no amount as it stands: write it with a point for the decimals and without "
             "separators";
    }
    repairs->separators += grouped;
    repairs->negative_signs += negative;
  }
  if (!grouped && sl_number_is_ambiguous(cell)) {
    return "may mean a thousand times as much: write it without separators and with two decimals";
  }
  if (!plain && !sl_number_parse(cell, value)) {
    return "is no amount";
  }
  *value = negative ? -fabs(*value) : *value;
  return fabs(*value) < 1e15 ? NULL : "is too large for an amount";
}

/* Up to four digits; how many were read. */
static size_t read_part(const char **text, int *value)
{
  size_t n = 0;
  *value = 0;
  while (n < 5 && is_digit((*text)[n])) {
    *value = 10 * *value + ((*text)[n] - '0');
    n++;
  }
  *text += n;
  return n;
}

static const char *by_parts(const char *text, sl_claims_date_t *date)
{
  const size_t first = read_part(&text, &date->first);
  const char sign = *text;
  text += sign != '\0';
  const size_t second = read_part(&text, &date->second);
  const bool again = sign != '\0' && *text == sign;
  text += again;
  const size_t year = again ? read_part(&text, &date->year) : 0;
  const bool parts = (sign == '/' || sign == '-' || sign == '.') && first >= 1 && first <= 2 &&
                     second >= 1 && second <= 2;
  if (parts && year == 2) {
    *date = (sl_claims_date_t){.day = SL_CLAIMS_NO_DAY};
    return "has a year of two digits: write four";
  }
  const bool whole = parts && year == 4 && (*text == '\0' || *text == ' ');
  const bool days =
      date->first >= 1 && date->first <= 31 && date->second >= 1 && date->second <= 31;
  if (!whole || !days || (date->first > 12 && date->second > 12)) {
    *date = (sl_claims_date_t){.day = SL_CLAIMS_NO_DAY};
    return "is no date: write YYYY-MM-DD";
  }
  return NULL;
}

/* YYYYMMDD as YYYY-MM-DD; others as they are, without a time behind. */
static void to_iso(char *cell)
{
  const size_t n = strspn(cell, "0123456789");
  if (n == 8 && cell[n] == '\0') {
    memmove(cell + 8, cell + 6, 2);
    memmove(cell + 5, cell + 4, 2);
    cell[4] = cell[7] = '-';
    cell[10] = '\0';
  } else if (strlen(cell) > 10 && cell[4] == '-' && (cell[10] == ' ' || cell[10] == 'T')) {
    cell[10] = '\0';
  }
}

const char *sl_claims_date(const char *text, sl_claims_date_t *date, sl_claims_repairs_t *repairs)
{
  char cell[CELL_TEXT];
  double serial;
  sl_date_t iso;
  sl_text_trimmed(text, cell, sizeof cell);
  *date = (sl_claims_date_t){.day = SL_CLAIMS_NO_DAY};
  if (cell[0] == '\0') {
    return NULL;
  }
  const bool plain = sl_date_parse(cell, &iso);
  if (!plain) {
    to_iso(cell);
  }
  if (plain || sl_date_parse(cell, &iso)) {
    date->day = sl_date_serial(iso);
    repairs->other_dates += !plain;
    return NULL;
  }
  if (sl_number_parse(cell, &serial) && serial >= EXCEL_LOW && serial < EXCEL_HIGH) {
    date->day = (int)floor(serial) + EXCEL_EPOCH;
    repairs->excel_dates++;
    return NULL;
  }
  const char *wrong = by_parts(cell, date);
  repairs->other_dates += wrong == NULL;
  return wrong;
}

void sl_claims_order_look(sl_claims_order_t *order, const sl_claims_date_t *date, size_t line)
{
  if (date->first > 12 && order->day_first == 0) {
    order->day_first = line;
  }
  if (date->first > 0 && date->second > 12 && order->month_first == 0) {
    order->month_first = line;
  }
}

int sl_claims_day(const sl_claims_date_t *date, bool day_first)
{
  if (date->first == 0) {
    return date->day;
  }
  const sl_date_t made = {date->year, day_first ? date->second : date->first,
                          day_first ? date->first : date->second};
  const bool real = made.year >= 1900 && made.year <= 2999 && made.month >= 1 && made.month <= 12 &&
                    made.day <= (int)sl_date_days_in_month(made.year, made.month);
  return real ? sl_date_serial(made) : SL_CLAIMS_NO_DAY;
}
