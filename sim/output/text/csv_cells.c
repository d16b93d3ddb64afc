#include "sim/output/text/csv_cells.h"

#include "sim/input/read/number.h"
#include "sim/input/read/text.h"

#include <math.h>

void sl_csv_put_number(FILE *out, double value)
{
  char text[SL_NUMBER_TEXT];
  if (isnan(value)) {
    return;
  }
  if (isinf(value)) {
    fputs(value > 0.0 ? "inf" : "-inf", out);
    return;
  }
  fputs(sl_number_format(value, text), out);
}

void sl_csv_put_quoted(FILE *out, const char *text)
{
  for (; *text != '\0'; text++) {
    if (*text == '"') {
      putc('"', out);
    }
    putc(*text, out);
  }
}

void sl_csv_put_words(FILE *out, const char *words)
{
  putc('"', out);
  if (sl_text_is_formula(words)) {
    putc('\'', out);
  }
  sl_csv_put_quoted(out, words);
  putc('"', out);
}
