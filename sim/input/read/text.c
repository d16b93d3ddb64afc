#include "sim/input/read/text.h"

#include "sim/input/read/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool reserve(sl_text_t *text, size_t more)
{
  const size_t need = text->length + more + 1;
  if (need > text->capacity) {
    const size_t capacity = need > 2 * text->capacity ? need : 2 * text->capacity;
    char *data = realloc(text->data, capacity);
    if (data == NULL) {
      text->failed = true;
      return false;
    }
    text->data = data;
    text->capacity = capacity;
  }
  return true;
}

void sl_text_append(sl_text_t *text, const char *format, ...)
{
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  const int n = vsnprintf(NULL, 0, format, arguments); /* numbers may need memory, too */
  if (n < 0) {
    text->failed = true;
  } else if (reserve(text, (size_t)n)) {
    text->failed |= vsnprintf(text->data + text->length, (size_t)n + 1, format, again) != n;
    text->length += (size_t)n;
  }
  va_end(again);
  va_end(arguments);
}

const char *sl_text_part(sl_text_t *text, const char *words)
{
  text->failed |= words == NULL;
  return words != NULL ? words : "";
}

char *sl_text_take(sl_text_t *text)
{
  if (text->failed || !reserve(text, 0)) {
    sl_text_free(text);
    return NULL;
  }
  text->data[text->length] = '\0';
  char *data = text->data;
  *text = (sl_text_t){0};
  return data;
}

void sl_text_free(sl_text_t *text)
{
  free(text->data);
  *text = (sl_text_t){0};
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Words that some YAML reader takes for something other than text. */
static bool is_yaml_word(const char *value)
{
  static const char *const words[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    if (strcasecmp(value, words[i]) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_plain(const char *value)
{
  const size_t length = strlen(value);
  if (length == 0 || !is_letter(value[0]) || value[length - 1] == ' ' || is_yaml_word(value)) {
    return false;
  }
  for (size_t i = 0; i < length; i++) {
    if (!is_letter(value[i]) && !is_digit(value[i]) && strchr(" _-./", value[i]) == NULL) {
      return false;
    }
  }
  return true;
}

/* What a YAML reader refuses, or takes for the end of a line. */
static bool needs_escape(uint32_t code_point)
{
  return sl_utf8_is_control(code_point) || sl_utf8_is_invisible(code_point) ||
         code_point == 0xFFFE || code_point == 0xFFFF;
}

void sl_text_append_quoted(sl_text_t *text, const char *value)
{
  if (is_plain(value)) {
    sl_text_append(text, "%s", value);
    return;
  }
  size_t left = strlen(value);
  sl_text_append(text, "\"");
  while (left > 0) {
    uint32_t c = (unsigned char)*value;
    size_t length = sl_utf8_next(value, left, &c);
    length = length > 0 ? length : 1;
    if (c == '"' || c == '\\') {
      sl_text_append(text, "\\%c", (char)c);
    } else if (!needs_escape(c)) {
      sl_text_append(text, "%.*s", (int)length, value);
    } else if (c < 0x100) {
      sl_text_append(text, "\\x%02X", (unsigned)c);
    } else {
      sl_text_append(text, c < 0x10000 ? "\\u%04X" : "\\U%08X", (unsigned)c);
    }
    value += length;
    left -= length;
  }
  sl_text_append(text, "\"");
}

bool sl_text_has_control(const char *text)
{
  size_t left = strlen(text);
  while (left > 0) {
    uint32_t code_point = 0;
    const size_t length = sl_utf8_next(text, left, &code_point);
    if (length == 0 || sl_utf8_is_control(code_point) || sl_utf8_is_invisible(code_point)) {
      return true;
    }
    text += length;
    left -= length;
  }
  return false;
}

bool sl_text_is_formula(const char *text)
{
  const char *first = text + strspn(text, " ");
  return *first != '\0' && strchr("=+-@\t\r", *first) != NULL;
}

size_t sl_text_characters(const char *text)
{
  size_t n = 0;
  for (; *text != '\0'; text++) {
    n += ((unsigned char)*text & 0xC0) != 0x80;
  }
  return n;
}

char *sl_text_excerpt(const char *value, char buffer[SL_EXCERPT_TEXT])
{
  const size_t room = SL_EXCERPT_TEXT - 1;
  size_t length = strlen(value);
  if (length <= room) {
    memcpy(buffer, value, length + 1);
    return buffer;
  }
  length = room - 3;
  while (length > 0 && ((unsigned char)value[length] & 0xC0) == 0x80) {
    length--;
  }
  memcpy(buffer, value, length);
  memcpy(buffer + length, "...", 4);
  return buffer;
}

char *sl_text_copy(const char *text)
{
  const size_t size = strlen(text) + 1;
  char *copy = malloc(size);
  return copy != NULL ? memcpy(copy, text, size) : NULL;
}
