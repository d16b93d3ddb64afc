#include "sim/output/document/markup.h"

#include "sim/input/read/utf8.h"

#include <stdbool.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"
#define PLUS_MINUS "\xc2\xb1"

/* How a letter stands in the page; NULL: as it is. */
static const char *as_markup(uint32_t letter)
{
  switch (letter) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\'':
    return "&#39;";
  default:
    return sl_utf8_is_control(letter) || sl_utf8_is_invisible(letter) ? REPLACEMENT : NULL;
  }
}

void sl_put_markup_part(FILE *out, const char *text, size_t n)
{
  static const char glued[] = PLUS_MINUS " ";
  for (size_t i = 0; i < n;) {
    uint32_t letter = 0;
    size_t length = sl_utf8_next(text + i, n - i, &letter);
    const char *markup = length > 0 ? as_markup(letter) : REPLACEMENT;
    length = length > 0 ? length : 1;
    if (n - i >= strlen(glued) && memcmp(text + i, glued, strlen(glued)) == 0) {
      markup = PLUS_MINUS "&nbsp;";
      length = strlen(glued);
    }
    if (markup != NULL) {
      fputs(markup, out);
    } else {
      fwrite(text + i, 1, length, out);
    }
    i += length;
  }
}

void sl_put_markup(FILE *out, const char *text) { sl_put_markup_part(out, text, strlen(text)); }

void sl_put_element(FILE *out, const char *name, const char *attributes, const char *text)
{
  fprintf(out, "<%s%s>", name, attributes);
  sl_put_markup(out, text);
  fprintf(out, "</%s>", name);
}

/* Only inside tags: words of the picture may look like anything. */
void sl_put_svg(FILE *out, const char *svg, const char *name)
{
  static const char *const before[] = {"id=\"", "id='", "href=\"#", "href='#", "url(#"};
  bool in_tag = false;
  while (*svg != '\0') {
    size_t length = 1;
    const char *prefix = "";
    in_tag = *svg == '<' || (in_tag && *svg != '>');
    for (size_t b = 0; in_tag && b < sizeof before / sizeof before[0]; b++) {
      if (strncmp(svg, before[b], strlen(before[b])) == 0) {
        length = strlen(before[b]);
        prefix = name;
      }
    }
    fprintf(out, "%.*s%s%s", (int)length, svg, prefix, *prefix != '\0' ? "-" : "");
    svg += length;
  }
}
