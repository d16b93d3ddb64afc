#include "sim/input/foreign/words/money.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS 40

/* Digits and marks alone, without what stands around them; false where there is anything inside. */
static bool strip(const char *text, char plain[DIGITS], bool *negative)
{
  size_t n = 0, first = strcspn(text, "0123456789");
  size_t last = strlen(text);
  while (last > first && !isdigit((unsigned char)text[last - 1])) {
    last--;
  }
  *negative = memchr(text, '-', first) != NULL || memchr(text, '(', first) != NULL;
  if (first > 0 && text[first - 1] == '.') { /* .75 */
    first--;
  }
  for (size_t i = first; i < last; i++) {
    const unsigned char c = (unsigned char)text[i];
    const bool mark = isdigit(c) || c == '.' || c == ',';
    if (!mark && c != ' ' && c != '\'') {
      return false;
    }
    if (mark && n + 1 == DIGITS) {
      return false;
    }
    plain[n] = mark ? (char)c : plain[n];
    n += mark ? 1 : 0;
  }
  plain[n] = '\0';
  return n > 0;
}

/* What is behind the last of the marks: 0 where there is none. */
static size_t behind_last(const char *plain, char mark)
{
  const char *last = strrchr(plain, mark);
  return last != NULL ? strlen(last + 1) : 0;
}

static size_t count(const char *plain, char mark)
{
  size_t n = 0;
  for (; *plain != '\0'; plain++) {
    n += *plain == mark ? 1 : 0;
  }
  return n;
}

void sl_money_marks_add(sl_money_marks_t *marks, const char *text)
{
  char plain[DIGITS];
  bool negative;
  if (!strip(text, plain, &negative)) {
    return;
  }
  const char *comma = strrchr(plain, ','), *point = strrchr(plain, '.');
  if (comma != NULL && point != NULL) {
    marks->comma += comma > point ? 1 : 0;
    marks->point += point > comma ? 1 : 0;
  } else if (comma != NULL) {
    marks->comma += count(plain, ',') == 1 && behind_last(plain, ',') != 3 ? 1 : 0;
    marks->point += count(plain, ',') > 1 ? 1 : 0;
  } else if (point != NULL) {
    marks->point += count(plain, '.') == 1 && behind_last(plain, '.') != 3 ? 1 : 0;
    marks->comma += count(plain, '.') > 1 ? 1 : 0;
  }
}

/* "61k" */
static bool in_thousands(const char *text)
{
  size_t last = strlen(text);
  while (last > 0 && !isdigit((unsigned char)text[last - 1])) {
    last--;
  }
  return (text[last] == 'k' || text[last] == 'K') && !isalpha((unsigned char)text[last + 1]);
}

bool sl_foreign_money(const char *text, bool decimal_comma, double *amount)
{
  char plain[DIGITS];
  bool negative;
  if (!strip(text, plain, &negative)) {
    return false;
  }
  const char decimal = decimal_comma ? ',' : '.';
  if (count(plain, decimal) > 1) {
    return false;
  }
  size_t n = 0;
  for (size_t i = 0; plain[i] != '\0'; i++) {
    if (plain[i] == decimal) {
      plain[n++] = '.';
    } else if (plain[i] != ',' && plain[i] != '.') {
      plain[n++] = plain[i];
    }
  }
  plain[n] = '\0';
  *amount = strtod(plain, NULL) * (in_thousands(text) ? 1000 : 1);
  *amount = negative ? -*amount : *amount;
  return true;
}
