#include "sim/output/plots/text.h"

#include "sim/input/read/utf8.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"
#define MINUS "\xe2\x88\x92"
#define NO_BREAK_SPACE "\xc2\xa0"
#define REPLACEMENT "\xef\xbf\xbd"

static double letter_width(uint32_t letter)
{
  if (letter < 0x80) {
    if (strchr("ijl.,:;'|!() I[]`", (int)letter) != NULL) {
      return 0.37;
    }
    if (strchr("mwMW%@", (int)letter) != NULL) {
      return 0.96;
    }
    return letter >= 'A' && letter <= 'Z' ? 0.72 : 0.62;
  }
  if (letter >= 0x300 && letter < 0x370) {
    return 0.0; /* combining marks */
  }
  return letter < 0x1100 ? 0.68 : 1.0;
}

/* One letter at a time; a byte that is not UTF-8 counts as one. */
static size_t next_letter(const char *text, uint32_t *letter)
{
  const size_t length = sl_utf8_next(text, strnlen(text, 4), letter);
  if (length == 0) {
    *letter = 0xFFFD;
    return 1;
  }
  return length;
}

double sl_plot_text_width(const char *text)
{
  double width = 0.0;
  uint32_t letter;
  while (*text != '\0') {
    text += next_letter(text, &letter);
    width += letter_width(letter);
  }
  return width;
}

/* The bytes of text that fit into width ems and size bytes; *word is the end of the last whole
 * word among them (0 = none). */
static size_t fitting_bytes(const char *text, double width, size_t size, size_t *word)
{
  size_t bytes = 0;
  uint32_t letter;
  *word = 0;
  while (text[bytes] != '\0') {
    const size_t length = next_letter(text + bytes, &letter);
    width -= letter_width(letter);
    if (width < 0.0 || bytes + length >= size) {
      return bytes;
    }
    if (text[bytes] == ' ') {
      *word = bytes;
    }
    bytes += length;
  }
  *word = bytes;
  return bytes;
}

static void copy_bytes(char *target, const char *source, size_t bytes)
{
  memcpy(target, source, bytes);
  target[bytes] = '\0';
}

void sl_plot_text_fit(const char *source, double width, char target[SL_PLOT_TEXT])
{
  size_t word;
  size_t bytes = fitting_bytes(source, width, SL_PLOT_TEXT, &word);
  copy_bytes(target, source, bytes);
  if (source[bytes] != '\0') {
    bytes = fitting_bytes(source, width - 1.0, SL_PLOT_TEXT - sizeof ELLIPSIS, &word);
    while (bytes > 0 && source[bytes - 1] == ' ') {
      bytes--;
    }
    memcpy(target + bytes, ELLIPSIS, sizeof ELLIPSIS);
  }
}

size_t sl_plot_text_wrap(const char *source, double width, size_t max_lines,
                         char lines[][SL_PLOT_TEXT])
{
  size_t n = 0;
  while (n + 1 < max_lines && *source != '\0') {
    size_t word;
    const size_t bytes = fitting_bytes(source, width, SL_PLOT_TEXT, &word);
    const size_t end = word > 0 ? word : bytes > 0 ? bytes : 1;
    copy_bytes(lines[n++], source, end);
    source += end;
    source += strspn(source, " ");
  }
  if (*source != '\0') {
    sl_plot_text_fit(source, width, lines[n++]);
  }
  return n;
}

/* gnuplot writes & and < into an SVG picture as XML has them, but neither the > after ]] nor the &
 * of what looks like a number of a character, which it passes on: so both go as such numbers. */
void sl_plot_text_quote(FILE *out, const char *text, int as_xml)
{
  fputs("' ", out);
  while (*text != '\0') {
    uint32_t letter;
    const size_t length = next_letter(text, &letter);
    if (letter == '\'') {
      fputs("''", out);
    } else if (as_xml && (letter == '&' || letter == '>')) {
      fprintf(out, "&#x%X;", (unsigned)letter);
    } else if (letter == 0xFFFD || letter == 0xFFFE || letter == 0xFFFF) {
      fputs(REPLACEMENT, out); /* XML has no place for the last two */
    } else if (sl_utf8_is_control(letter)) {
      putc(' ', out);
    } else if (sl_utf8_is_invisible(letter)) {
      fputs(REPLACEMENT, out); /* an older result may hold one */
    } else {
      fwrite(text, 1, length, out);
    }
    text += length;
  }
  fputs("'[2:*]", out);
}

static const char *currency_sign(const char *currency, char *buffer, size_t size)
{
  if (strcmp(currency, "USD") == 0) {
    return "$";
  }
  if (strcmp(currency, "CAD") == 0) {
    return "C$";
  }
  snprintf(buffer, size, "%s" NO_BREAK_SPACE, currency);
  return buffer;
}

/* Decimals that tell apart values one step apart, or show three figures. */
static int decimals_for(double scaled, double scaled_step)
{
  int decimals = 0;
  if (scaled_step > 0.0) {
    while (decimals < 6 && fabs(scaled_step - round(scaled_step * pow(10.0, decimals)) /
                                                  pow(10.0, decimals)) > 1e-3 * scaled_step) {
      decimals++;
    }
    return decimals;
  }
  if (scaled != 0.0 && fabs(scaled) < 99.95) {
    decimals = fabs(scaled) < 9.995 ? 2 : 1;
  }
  return decimals;
}

static void group_thousands(char *digits, size_t size)
{
  const size_t whole = strcspn(digits, ".");
  for (size_t at = whole; at > 3 && strlen(digits) + 1 < size;) {
    at -= 3;
    memmove(digits + at + 1, digits + at, strlen(digits + at) + 1);
    digits[at] = ',';
  }
}

void sl_plot_text_money(const char *currency, double amount, double step, char *text, size_t size)
{
  static const struct {
    double from, unit;
    const char *letter;
  } units[] = {{999.5e9, 1e12, "T"}, {999.5e6, 1e9, "B"}, {999.5e3, 1e6, "M"}, {9999.5, 1e3, "k"}};
  char sign[SL_PLOT_TEXT], digits[64];
  const double magnitude = fabs(amount);
  double unit = 1.0;
  const char *letter = "";
  for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
    if (magnitude >= units[u].from) {
      unit = units[u].unit;
      letter = units[u].letter;
      break;
    }
  }
  int decimals = decimals_for(magnitude / unit, step / unit);
  if (step <= 0.0 && unit == 1.0 && magnitude >= 1.0 && magnitude == round(magnitude)) {
    decimals = 0;
  }
  snprintf(digits, sizeof digits, "%.*f", decimals, magnitude / unit);
  group_thousands(digits, sizeof digits);
  snprintf(text, size, "%s%s%s%s", amount < 0.0 ? MINUS : "",
           currency_sign(currency, sign, sizeof sign), digits, letter);
}

void sl_plot_text_years(size_t hits, size_t trials, char *text, size_t size)
{
  const double percent = 100.0 * (double)hits / (double)trials;
  if (hits == 0 || hits == trials) {
    snprintf(text, size, "%s simulated year", hits == 0 ? "no" : trials > 1 ? "every" : "the one");
  } else if (trials < 100) {
    snprintf(text, size, "%zu of %zu years", hits, trials);
  } else if (percent < 0.5 || percent >= 99.5) {
    snprintf(text, size, "%s of 100 years", percent < 0.5 ? "fewer than 1" : "more than 99");
  } else {
    snprintf(text, size, "%.0f of 100 years", percent);
  }
}

void sl_plot_text_percent(double probability, char *text, size_t size)
{
  const double percent = 100.0 * probability;
  if (percent > 0.0 && percent < 0.01) {
    snprintf(text, size, "less than 0.01%%");
  } else if (percent > 99.5 && percent < 100.0) {
    snprintf(text, size, "more than 99%%");
  } else {
    const int whole = percent >= 0.95 && fabs(percent - round(percent)) < 0.05;
    const int decimals = percent == 0.0 || percent >= 9.95 || whole ? 0 : percent >= 0.095 ? 1 : 2;
    snprintf(text, size, "%.*f%%", decimals, percent);
  }
}

void sl_plot_text_count(unsigned long long count, char *text, size_t size)
{
  char digits[64];
  snprintf(digits, sizeof digits, "%llu", count);
  group_thousands(digits, sizeof digits);
  snprintf(text, size, "%s", digits);
}
