#include "sim/input/number.h"

#include <locale.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

static const char *skip_digits(const char *text)
{
  while (*text >= '0' && *text <= '9') {
    text++;
  }
  return text;
}

/* NULL where there is not at least one digit. */
static const char *some_digits(const char *text)
{
  const char *end = skip_digits(text);
  return end == text ? NULL : end;
}

static bool has_grammar(const char *text)
{
  text += *text == '-';
  const char *end = some_digits(text);
  if (end == NULL || (text[0] == '0' && end != text + 1)) {
    return false;
  }
  if (*end == '.') {
    end = some_digits(end + 1);
  }
  if (end != NULL && (*end == 'e' || *end == 'E')) {
    end++;
    end += *end == '+' || *end == '-';
    end = some_digits(end);
  }
  return end != NULL && *end == '\0';
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
