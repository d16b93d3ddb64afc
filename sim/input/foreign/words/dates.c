#include "sim/input/foreign/words/dates.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TOKENS 3
#define TOKEN 16
#define SERIAL_FIRST 1000  /* 1902-09-26: smaller numbers are something else */
#define SERIAL_LAST 110000 /* 2201 */

static bool all_digits(const char *text)
{
  return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

static int month_of(const char *token)
{
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  for (int m = 0; m < 12; m++) {
    if (strlen(token) >= 3 && strncasecmp(token, names + (ptrdiff_t)3 * m, 3) == 0) {
      return m + 1;
    }
  }
  return 0;
}

/* Split at blanks and punctuation and where letters begin: at most three tokens; what comes behind
 * them must be a time. The number of tokens, or 0. */
static size_t split(const char *text, char tokens[TOKENS][TOKEN])
{
  size_t n = 0;
  while (*text != '\0' && n < TOKENS) {
    text += strspn(text, " /-.,\t");
    const size_t digits = strspn(text, "0123456789");
    size_t length = digits;
    while (digits == 0 && isalpha((unsigned char)text[length])) {
      length++;
    }
    if (length == 0 || length >= TOKEN) {
      return *text == '\0' ? n : 0;
    }
    memcpy(tokens[n], text, length);
    tokens[n++][length] = '\0';
    text += length;
  }
  const bool time_follows = *text == '\0' || ((*text == ' ' || *text == 'T') && n == TOKENS);
  return time_follows ? n : 0;
}

static sl_date_parts_t known(int year, int month, int day, bool short_year)
{
  const bool none = day == 0 || month == 0;
  return (sl_date_parts_t){.form = none           ? SL_DATE_NONE
                                   : year == 9999 ? SL_DATE_OPEN
                                                  : SL_DATE_KNOWN,
                           .year = year,
                           .month = month,
                           .day = day,
                           .short_year = short_year};
}

/* From the serial day of a spreadsheet, which has a 29th of February in 1900. */
static sl_date_parts_t from_serial(long serial)
{
  enum { SERIAL_OF_1970 = 25569 };
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){1970, 1, 1}, SL_PLAN_MONTHS_MAX);
  const sl_date_t date = sl_calendar_date(&calendar, (int)(serial - SERIAL_OF_1970));
  return known(date.year, date.month, date.day, false);
}

static sl_date_parts_t from_number(const char *text)
{
  const long number = strtol(text, NULL, 10);
  const size_t n = strlen(text);
  if (n == 8 && number >= 18500000) {
    return known((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100), false);
  }
  if (n <= 6 && number >= SERIAL_FIRST && number <= SERIAL_LAST) {
    return from_serial(number);
  }
  return (sl_date_parts_t){.form = SL_DATE_NONE};
}

/* A month in letters among day and year. */
static sl_date_parts_t from_words(char tokens[TOKENS][TOKEN], size_t where)
{
  const char *one = tokens[where == 0 ? 1 : 0], *two = tokens[where == 2 ? 1 : 2];
  if (!all_digits(one) || !all_digits(two)) {
    return (sl_date_parts_t){.form = SL_DATE_NONE};
  }
  const bool year_first = strlen(one) == 4;
  const char *year = year_first ? one : two, *day = year_first ? two : one;
  if (strlen(day) > 2 || (strlen(year) != 4 && strlen(year) != 2)) {
    return (sl_date_parts_t){.form = SL_DATE_NONE};
  }
  return known(atoi(year), month_of(tokens[where]), atoi(day), strlen(year) == 2);
}

static sl_date_parts_t from_numbers(char tokens[TOKENS][TOKEN])
{
  const size_t first = strlen(tokens[0]), second = strlen(tokens[1]), third = strlen(tokens[2]);
  if (first == 4 && second <= 2 && third <= 2) {
    return known(atoi(tokens[0]), atoi(tokens[1]), atoi(tokens[2]), false);
  }
  if (first > 2 || second > 2 || (third != 4 && third != 2)) {
    return (sl_date_parts_t){.form = SL_DATE_NONE};
  }
  const int one = atoi(tokens[0]), two = atoi(tokens[1]);
  return (sl_date_parts_t){.form = one == 0 || two == 0 ? SL_DATE_NONE : SL_DATE_ORDERED,
                           .year = atoi(tokens[2]),
                           .first = one,
                           .second = two,
                           .short_year = third == 2};
}

sl_date_parts_t sl_foreign_date(const char *text)
{
  char tokens[TOKENS][TOKEN];
  if (text[0] == '\0') {
    return (sl_date_parts_t){.form = SL_DATE_BLANK};
  }
  const size_t n = split(text, tokens);
  if (n == 1 && all_digits(tokens[0])) {
    return from_number(tokens[0]);
  }
  if (n == 2 && all_digits(tokens[0]) && strlen(tokens[0]) <= 5 && all_digits(tokens[1]) &&
      strchr(text, '.') != NULL) {
    return from_number(tokens[0]); /* a serial day with its time */
  }
  if (n != TOKENS) {
    return (sl_date_parts_t){.form = SL_DATE_NONE};
  }
  for (size_t i = 0; i < TOKENS; i++) {
    if (month_of(tokens[i]) > 0) {
      return from_words(tokens, i);
    }
  }
  return all_digits(tokens[0]) && all_digits(tokens[1]) && all_digits(tokens[2])
             ? from_numbers(tokens)
             : (sl_date_parts_t){.form = SL_DATE_NONE};
}

void sl_date_order_add(sl_date_order_t *order, const sl_date_parts_t *parts)
{
  if (parts->form == SL_DATE_ORDERED) {
    order->ordered++;
    order->day_first += parts->first > 12 && parts->second <= 12 ? 1 : 0;
    order->month_first += parts->second > 12 && parts->first <= 12 ? 1 : 0;
  }
}

sl_date_parts_t sl_foreign_date_placed(sl_date_parts_t parts, bool day_first)
{
  if (parts.form == SL_DATE_ORDERED) {
    parts.form = SL_DATE_KNOWN;
    parts.day = day_first ? parts.first : parts.second;
    parts.month = day_first ? parts.second : parts.first;
  }
  return parts;
}

bool sl_foreign_date_real(const sl_date_parts_t *parts, sl_date_t *date)
{
  *date = (sl_date_t){parts->year, parts->month, parts->day};
  return parts->form == SL_DATE_KNOWN && !parts->short_year && parts->year >= 1850 &&
         parts->year <= 2999 && parts->month >= 1 && parts->month <= 12 && parts->day >= 1 &&
         parts->day <= (int)sl_date_days_in_month(parts->year, parts->month);
}

int sl_foreign_age(const sl_date_t *birth, const sl_date_t *day)
{
  const bool before_birthday =
      day->month < birth->month || (day->month == birth->month && day->day < birth->day);
  return day->year - birth->year - (before_birthday ? 1 : 0);
}
