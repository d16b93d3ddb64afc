#include "sim/cli/value_list.h"

#include "sim/input/read/number.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define VALUE_MAX 64 /* bytes of one value's text */

/* "1.5M": the number, then its unit. */
static bool parse_value(const char *text, size_t length, double *value)
{
  char number[VALUE_MAX];
  double unit = 1.0;
  if (length == 0 || length >= sizeof number) {
    return false;
  }
  memcpy(number, text, length);
  number[length] = '\0';
  const char last = number[length - 1];
  if (last == 'k' || last == 'K' || last == 'm' || last == 'M') {
    unit = last == 'k' || last == 'K' ? 1e3 : 1e6;
    number[length - 1] = '\0';
  }
  if (!sl_number_parse(number, value)) {
    return false;
  }
  *value *= unit;
  return isfinite(*value);
}

static double one_value(const struct argp_state *state, const cli_value_rule_t *rule,
                        const char *text, size_t length)
{
  double value = 0.0;
  const int shown = length < VALUE_MAX ? (int)length : VALUE_MAX;
  if (!parse_value(text, length, &value)) {
    argp_error(state,
               "%s: '%.*s' is not a number; allowed: values such as %s, with k for thousand "
               "and M for million",
               rule->option, shown, text, rule->example);
  } else if (value < rule->low || value > rule->high || (rule->above_low && value == rule->low)) {
    argp_error(state, "%s: %.*s is out of range; allowed: %s %g %s %g", rule->option, shown, text,
               rule->above_low ? "over" : "from", rule->low, rule->above_low ? "and up to" : "to",
               rule->high);
  }
  return value;
}

static double *allocate(const struct argp_state *state, const cli_value_rule_t *rule, size_t n)
{
  if (n > rule->most) {
    argp_error(state, "%s takes up to %zu values, not %zu", rule->option, rule->most, n);
  }
  double *values = malloc(n * sizeof *values);
  if (values == NULL) {
    argp_failure(state, EX_SOFTWARE, 0, "no memory for %zu values", n);
  }
  return values;
}

/* low:high:count */
static size_t range_of(const struct argp_state *state, const cli_value_rule_t *rule,
                       const char *text, double **values)
{
  const char *first = strchr(text, ':');
  const char *second = strchr(first + 1, ':');
  uint64_t count = 0;
  if (second == NULL || !sl_number_parse_whole(second + 1, &count) || count < 1) {
    argp_error(state, "%s: '%s' is not low:high:count; allowed: values such as %s", rule->option,
               text, rule->example);
    return 0;
  }
  const double low = one_value(state, rule, text, (size_t)(first - text));
  const double high = one_value(state, rule, first + 1, (size_t)(second - first - 1));
  if (count == 1 ? high != low : !(high > low)) {
    argp_error(state,
               "%s: '%s' does not rise from its first value to its second; allowed: "
               "low:high:count with low below high and 2 points or more",
               rule->option, text);
  }
  const size_t n = count < SIZE_MAX ? (size_t)count : SIZE_MAX;
  *values = allocate(state, rule, n);
  for (size_t i = 0; i < n; i++) {
    (*values)[i] = i + 1 == n ? high : low + (high - low) * ((double)i / (double)(n - 1));
  }
  return n;
}

static void refuse_twice(const struct argp_state *state, const cli_value_rule_t *rule,
                         const double *values, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < i; j++) {
      if (values[i] == values[j]) {
        argp_error(state, "%s: %.15g is there twice; allowed: each value once", rule->option,
                   values[i]);
      }
    }
  }
}

size_t cli_value_list(const struct argp_state *state, const cli_value_rule_t *rule,
                      const char *text, double **values)
{
  size_t n = 1;
  if (strchr(text, ':') != NULL) {
    return range_of(state, rule, text, values);
  }
  for (const char *c = text; *c != '\0'; c++) {
    n += *c == ',';
  }
  *values = allocate(state, rule, n);
  const char *next = text;
  for (size_t i = 0; i < n; i++) {
    const size_t length = strcspn(next, ",");
    (*values)[i] = one_value(state, rule, next, length);
    next += length + (next[length] == ',');
  }
  refuse_twice(state, rule, *values, n);
  return n;
}

double cli_amount(const struct argp_state *state, const char *option, const char *text, double high)
{
  const cli_value_rule_t rule = {.option = option, .example = "250k", .high = high, .most = 1};
  return one_value(state, &rule, text, strlen(text));
}

double cli_number(const struct argp_state *state, const char *option, const char *text, double low,
                  double high)
{
  double value = 0.0;
  if (!sl_number_parse(text, &value) || !(value > low && value <= high)) {
    argp_error(state, "%s takes a number over %g and up to %g, not '%s'", option, low, high, text);
  }
  return value;
}
