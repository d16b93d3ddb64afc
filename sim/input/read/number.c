#include "sim/input/read/number.h"

#include <locale.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_digits(const char *text)
{
  while (*text >= '0' && *text <= '9') {
    text++;
  }
  return text;
}

static const char *skip_sign(const char *text)
{
  return *text == '-' || *text == '+' ? text + 1 : text;
}

static bool has_grammar(const char *text)
{
  const char *whole = skip_sign(text);
  const char *end = skip_digits(whole);
  long digits = end - whole;
  if (whole[0] == '0' && digits > 1) {
    return false;
  }
  if (*end == '.') {
    const char *fraction = end + 1;
    end = skip_digits(fraction);
    digits += end - fraction;
  }
  if (digits > 0 && (*end == 'e' || *end == 'E')) {
    const char *exponent = skip_sign(end + 1);
    end = skip_digits(exponent);
    digits = end - exponent;
  }
  return digits > 0 && *end == '\0';
}

bool sl_number_parse(const char *text, double *value)
{
  if (!has_grammar(text)) {
    return false;
  }
  const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (plain == (locale_t)0) {
    return false;
  }
  const locale_t before = uselocale(plain);
  *value = strtod(text, NULL);
  uselocale(before);
  freelocale(plain);
  return isfinite(*value);
}

#define SUFFIXED_CHARACTERS 64

/* Whether text is a number without exponent and the suffix c; *value is it with `exponent` in its
 * place. */
static bool parse_suffixed(const char *text, char c, const char *exponent, double *value)
{
  char plain[SUFFIXED_CHARACTERS + 4];
  const size_t length = strlen(text);
  if (length < 2 || length > SUFFIXED_CHARACTERS || text[length - 1] != c ||
      strpbrk(text, "eE") != NULL) {
    return false;
  }
  memcpy(plain, text, length - 1);
  strcpy(plain + length - 1, exponent);
  return sl_number_parse(plain, value);
}

bool sl_number_parse_percent(const char *text, double *value)
{
  return parse_suffixed(text, '%', "e-2", value);
}

bool sl_number_parse_money(const char *text, double *value)
{
  return parse_suffixed(text, 'k', "e3", value) || parse_suffixed(text, 'K', "e3", value) ||
         parse_suffixed(text, 'M', "e6", value);
}

static bool append_digit(uint64_t *value, unsigned digit)
{
  if (*value > (UINT64_MAX - digit) / 10) {
    return false;
  }
  *value = *value * 10 + digit;
  return true;
}

/* The digits of a number in row, and how many stand before the decimal point. */
static long digits_before_point(const char *text)
{
  const char *p = skip_digits(text);
  const long whole = p - text;
  if (*p == '.') {
    p = skip_digits(p + 1);
  }
  if (*p != 'e' && *p != 'E') {
    return whole;
  }
  const long exponent = strtol(p + 1, NULL, 10);
  return exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : whole + exponent;
}

bool sl_number_parse_whole(const char *text, uint64_t *value)
{
  double approximate = 0.0;
  *value = 0;
  if (!sl_number_parse(text, &approximate) || approximate < 0.0) {
    return false;
  }
  text = skip_sign(text);
  const long point = digits_before_point(text);
  long place = 0;
  bool is_zero = true;
  for (; (*text >= '0' && *text <= '9') || *text == '.'; text++) {
    if (*text == '.') {
      continue;
    }
    const unsigned digit = (unsigned)(*text - '0');
    is_zero = is_zero && digit == 0;
    if (place >= point ? digit != 0 : !append_digit(value, digit)) {
      return false;
    }
    place++;
  }
  for (; place < point && !is_zero; place++) {
    if (!append_digit(value, 0)) {
      return false;
    }
  }
  return true;
}

/* What the caller's thread had, to be given back to end_plain; 0 where it stays as it is. */
static locale_t begin_plain(locale_t *plain)
{
  *plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  return *plain != (locale_t)0 ? uselocale(*plain) : (locale_t)0;
}

static void end_plain(locale_t plain, locale_t before)
{
  if (plain != (locale_t)0) {
    uselocale(before);
    freelocale(plain);
  }
}

char *sl_number_format(double value, char buffer[SL_NUMBER_TEXT])
{
  if (isinf(value)) {
    snprintf(buffer, SL_NUMBER_TEXT, "%s", value > 0.0 ? ".inf" : "-.inf");
    return buffer;
  }
  locale_t plain;
  const locale_t before = begin_plain(&plain);
  for (int digits = 1; digits <= 17; digits++) {
    snprintf(buffer, SL_NUMBER_TEXT, "%.*g", digits, value);
    if (strtod(buffer, NULL) == value && (digits >= 15 || strstr(buffer, "e+") == NULL)) {
      break;
    }
  }
  end_plain(plain, before);
  return buffer;
}

void sl_number_group(const char *digits, char *grouped, size_t size)
{
  const size_t whole = strspn(digits, "0123456789");
  size_t n = 0;
  for (size_t i = 0; digits[i] != '\0' && n + 2 < size; i++) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) {
      grouped[n++] = ',';
    }
    grouped[n++] = digits[i];
  }
  grouped[n] = '\0';
}

double sl_number_rounded(double value, int digits)
{
  char buffer[SL_NUMBER_TEXT];
  locale_t plain;
  const locale_t before = begin_plain(&plain);
  snprintf(buffer, sizeof buffer, "%.*g", digits, value);
  const double rounded = strtod(buffer, NULL);
  end_plain(plain, before);
  return rounded;
}
