#include "sim/output/text/window_words.h"

#include "models/stoploss/window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_CONTRACT "incurred in the plan year"

/* "a/b" as of models/stoploss/window.h. */
static int read_months(const char *contract, unsigned long *a, unsigned long *b)
{
  char *end;
  *a = strtoul(contract, &end, 10);
  if (end == contract || *end != '/') {
    return 0;
  }
  const char *second = end + 1;
  *b = strtoul(second, &end, 10);
  return end != second && *end == '\0';
}

static const char *plural(unsigned long n) { return n == 1 ? "" : "s"; }

void sl_window_words(const char *contract, char words[SL_WINDOW_WORDS])
{
  unsigned long a, b;
  if (!read_months(contract, &a, &b)) {
    snprintf(words, SL_WINDOW_WORDS, "%.100s%s", contract,
             strcmp(contract, DEFAULT_CONTRACT) == 0 ? ", whenever paid"
             : strncmp(contract, "paid", 4) == 0     ? " in the plan year"
                                                     : "");
    if (strncmp(contract, "paid, ", 6) == 0) {
      snprintf(words, SL_WINDOW_WORDS, "paid in the plan year and %.100s", contract + 6);
    }
  } else if (a > SL_CONTRACT_YEAR) {
    snprintf(words, SL_WINDOW_WORDS,
             "paid in the plan year and incurred in it or in the %lu month%s before",
             a - SL_CONTRACT_YEAR, plural(a - SL_CONTRACT_YEAR));
  } else if (b > SL_CONTRACT_YEAR) {
    snprintf(words, SL_WINDOW_WORDS, "incurred in the plan year and paid by %lu month%s after it",
             b - SL_CONTRACT_YEAR, plural(b - SL_CONTRACT_YEAR));
  } else {
    snprintf(words, SL_WINDOW_WORDS, "incurred and paid in the plan year");
  }
}
