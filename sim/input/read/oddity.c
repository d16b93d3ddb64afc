#include "sim/input/read/oddity.h"

#include "sim/input/read/utf8.h"

#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_plain_blank(uint32_t c) { return c == ' ' || c == '\t'; }

/* Blanks that keep words together or have a width of their own: Unicode's category Zs but the plain
 * one. */
static bool is_other_blank(uint32_t c)
{
  return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

/* Characters without a width: joiners, byte order marks, soft hyphens. */
static bool is_invisible(uint32_t c)
{
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

static bool is_nothing(uint32_t c)
{
  return is_plain_blank(c) || is_other_blank(c) || is_invisible(c);
}

/* The next character of *text, which moves behind it; 0 at its end. What is not UTF-8 counts byte
 * by byte. */
static uint32_t next_character(const char **text)
{
  uint32_t c = 0;
  if (**text == '\0') {
    return 0;
  }
  const size_t length = sl_utf8_next(*text, strlen(*text), &c);
  if (length == 0) {
    c = 0xFFFD;
  }
  *text += length > 0 ? length : 1;
  return c;
}

const char *sl_oddity_of_text(const char *text)
{
  bool invisible = false;
  const size_t length = strlen(text);
  for (const char *p = text; *p != '\0';) {
    const uint32_t c = next_character(&p);
    if (is_other_blank(c)) {
      return "it holds a no-break space, which looks like a blank; write a plain one, or none";
    }
    invisible = invisible || is_invisible(c);
  }
  if (invisible) {
    return "it holds an invisible character; type it anew";
  }
  return length > 0 && (is_plain_blank((unsigned char)text[0]) ||
                        is_plain_blank((unsigned char)text[length - 1]))
             ? "it begins or ends with a blank; remove it"
             : NULL;
}

/* Digits with one kind of separator between groups of three. */
static bool has_thousands(const char *text)
{
  const char *p = text + strspn(text, "+-$");
  size_t digits = strspn(p, "0123456789");
  bool separated = false;
  while (digits >= 1 && digits <= 3 && p[digits] != '\0' && strchr(",.' ", p[digits]) != NULL &&
         strspn(p + digits + 1, "0123456789") == 3) {
    p += digits + 1;
    digits = 3;
    separated = true;
  }
  return separated;
}

const char *sl_oddity_of_number(const char *text)
{
  const char *of_text = sl_oddity_of_text(text);
  if (of_text != NULL) {
    return of_text;
  }
  const char *digits = text + strspn(text, "+-");
  if (digits[0] == '0' && is_digit(digits[1]) && strspn(digits, "0123456789.") == strlen(digits)) {
    return "it has a leading zero; write it without";
  }
  if (text[0] != '\0' && text[strlen(text) - 1] == '%') {
    return "write a share: 0.05 for 5%";
  }
  if (strchr(text, '$') != NULL || strstr(text, "\xe2\x82\xac") != NULL ||
      strstr(text, "\xc2\xa3") != NULL) {
    return "write it without currency sign";
  }
  if (has_thousands(text)) {
    return "write it without thousands separator: 5000, not 5,000";
  }
  return strchr(text, ',') != NULL && is_digit(digits[0])
             ? "write a point, not a comma, before decimals"
             : NULL;
}

bool sl_number_is_ambiguous(const char *text)
{
  const char *p = text + strspn(text, "+-");
  const size_t digits = strspn(p, "0123456789");
  return digits >= 1 && digits <= 3 && p[0] != '0' && p[digits] == '.' &&
         strspn(p + digits + 1, "0123456789") == 3 && p[digits + 4] == '\0';
}

char *sl_text_trimmed(const char *text, char *buffer, size_t size)
{
  const char *begin = text, *p = text;
  while (is_nothing(next_character(&p))) {
    begin = p;
  }
  const char *end = begin;
  for (p = begin; *p != '\0';) {
    if (!is_nothing(next_character(&p))) {
      end = p;
    }
  }
  const size_t length = (size_t)(end - begin) < size ? (size_t)(end - begin) : size - 1;
  memcpy(buffer, begin, length);
  buffer[length] = '\0';
  return buffer;
}

/* The next character of an id that counts. *started: whether one has come that is no leading zero.
 */
static uint32_t next_of_id(const char **id, bool loosely, bool *started)
{
  uint32_t c;
  do {
    c = next_character(id);
  } while (is_nothing(c) || (loosely && !*started && c == '0' && **id != '\0'));
  *started = true;
  return loosely && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

int sl_compare_ids(const char *a, const char *b, bool loosely)
{
  bool a_started = false, b_started = false;
  for (;;) {
    const uint32_t x = next_of_id(&a, loosely, &a_started);
    const uint32_t y = next_of_id(&b, loosely, &b_started);
    if (x != y || x == 0) {
      return (x > y) - (x < y);
    }
  }
}
