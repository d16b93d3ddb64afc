#include "sim/cli/options.h"

#include "models/simd/kernels.h"
#include "sim/cli/cli.h"
#include "sim/cli/tables.h"
#include "sim/input/read/number.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cli_parse(const struct argp *parser, int argc, char **argv, void *input)
{
  cli_tables_learn(parser);
  if (argp_parse(parser, argc, argv, 0, NULL, input) != 0) {
    const sl_error_t error = {.code = SL_ERR_MEMORY};
    exit(cli_report_error(&error));
  }
}

uint64_t cli_whole_number(const struct argp_state *state, const char *option, const char *text,
                          uint64_t low, uint64_t high)
{
  char *end;
  errno = 0;
  const unsigned long long value = strtoull(text, &end, 10);
  /* strtoull takes signs and leading blanks: a number here starts with a digit. */
  if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || value < low || value > high) {
    argp_error(state, "%s takes a whole number from %" PRIu64 " to %" PRIu64 ", not '%s'", option,
               low, high, text);
  }
  return value;
}

/* "baseline, avx2", as many as fit. */
static void list_kernels(char *text, size_t size)
{
  size_t used = 0;
  text[0] = '\0';
  for (size_t i = 0; sl_kernels_at(i) != NULL && used < size; i++) {
    const int n =
        snprintf(text + used, size - used, "%s%s", i > 0 ? ", " : "", sl_kernels_at(i)->name);
    used += n > 0 ? (size_t)n : 0;
  }
}

const sl_kernels_t *cli_kernels(const struct argp_state *state, const char *name)
{
  const sl_kernels_t *kernels = sl_kernels_named(name);
  if (kernels == NULL) {
    char runs[64];
    list_kernels(runs, sizeof runs);
    argp_error(state, "--kernels takes one of those that this processor runs (%s), not '%s'", runs,
               name);
  }
  return kernels;
}

/* "0.005" or "0.5%"; 0 where it is neither. */
static double read_share(const char *text)
{
  char number[32];
  double value = 0.0;
  const size_t length = strlen(text);
  const bool percent = length > 0 && text[length - 1] == '%';
  if (length >= sizeof number) {
    return 0.0;
  }
  snprintf(number, sizeof number, "%.*s", (int)(percent ? length - 1 : length), text);
  return sl_number_parse(number, &value) ? (percent ? value / 100.0 : value) : 0.0;
}

double cli_share(const struct argp_state *state, const char *option, const char *text)
{
  const double share = read_share(text);
  if (!(share > 0.0 && share < 1.0)) {
    argp_error(state, "%s takes a share above 0 and below 1, as 0.75 or 75%%, not '%s'", option,
               text);
  }
  return share;
}

sl_precision_t cli_precision(const struct argp_state *state, const char *option, const char *text)
{
  static const char deficit[] = "deficit=", cost[] = "cost=";
  sl_precision_t precision = {SL_PRECISION_COST, 0.0};
  const char *number = text;
  if (strncmp(text, deficit, strlen(deficit)) == 0) {
    precision.goal = SL_PRECISION_DEFICIT;
    number += strlen(deficit);
  } else if (strncmp(text, cost, strlen(cost)) == 0) {
    number += strlen(cost);
  }
  precision.target = read_share(number);
  if (!(precision.target > 0.0 && precision.target < 1.0)) {
    argp_error(state,
               "%s takes a standard error above 0 and below 1: 0.5%% (or 0.005) of the expected "
               "cost, or deficit=0.001 for the chance of a deficit; not '%s'",
               option, text);
  }
  return precision;
}

sl_plot_format_t cli_plot_format(const struct argp_state *state, const char *name)
{
  int format = 0;
  while (format < SL_PLOT_FORMATS && strcmp(sl_plot_format_names[format], name) != 0) {
    format++;
  }
  if (format == SL_PLOT_FORMATS) {
    argp_error(state, "--format is svg, png or pdf, not '%s'", name);
  }
  return (sl_plot_format_t)format;
}

error_t cli_one_argument(const struct argp_state *state, int key, const char *argument,
                         const char *name, const char **slot)
{
  switch (key) {
  case ARGP_KEY_ARG:
    if (*slot != NULL) {
      argp_error(state, "one %s at a time: '%s' is one too many", name, argument);
    }
    *slot = argument;
    return 0;
  case ARGP_KEY_END:
    if (*slot == NULL) {
      argp_error(state, "%s is missing", name);
    }
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}
