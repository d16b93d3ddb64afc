/* How a value and its error read, on random values and errors of every size: what must never be
 * printed, and that what is printed is the value and the error. */
#include "sim/output/text/format.h"

#include "tests/support/harness.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PM "\xc2\xb1"
#define ROUNDS 200000

static double uniform(unsigned *state)
{
  *state = *state * 1664525U + 1013904223U;
  return (double)(*state >> 8) / 16777216.0;
}

/* 10^-12 .. 10^12 of either sign, sometimes a round number, 0, infinite or not a number. */
static double any_number(unsigned *state)
{
  static const double special[] = {
      0.0, -0.0, 1.0, 0.005, 0.995, 999.5, 9999.995, 999999.5, 1e9, (double)INFINITY, (double)NAN};
  const double kind = uniform(state);
  if (kind < 0.1) {
    return special[(size_t)(uniform(state) * 11.0)];
  }
  const double size = pow(10.0, 24.0 * uniform(state) - 12.0);
  return kind < 0.4 ? -size : size;
}

/* "0.00" or "0": digits and a point, but no digit other than 0. */
static bool shows_nothing(const char *number)
{
  int digits = 0;
  for (; isdigit((unsigned char)*number) || *number == '.' || *number == ','; number++) {
    if (*number >= '1' && *number <= '9') {
      return false;
    }
    digits += isdigit((unsigned char)*number) ? 1 : 0;
  }
  return digits > 0;
}

/* "$0.00" beside an error; digits as "4e-11"; "nan"; an error of 0; an empty or a cut text. */
static const char *fault_of(const char *text)
{
  const char *error = strstr(text, PM " ");
  if (strstr(text, "nan") != NULL || strstr(text, "inf") != NULL) {
    return "not a number";
  }
  for (const char *at = text; (at = strchr(at, 'e')) != NULL; at++) {
    if (at > text && isdigit((unsigned char)at[-1])) {
      return "an exponent";
    }
  }
  if (text[0] == '\0' || strlen(text) + 1 >= SL_FIGURE_SIZE) {
    return "empty or cut";
  }
  if (error == NULL) {
    return NULL;
  }
  if (error[strlen(PM) + 1] != '<' && error[strlen(PM) + 1] != '?' &&
      shows_nothing(error + strlen(PM) + 1)) {
    return "an error of 0";
  }
  const char *value = text + strcspn(text, "0123456789");
  return shows_nothing(value) && strchr(value, '.') != NULL && strchr(value, '.') < error
             ? "a value of 0.00 with an error"
             : NULL;
}

static sl_figure_t figure_of(int how, sl_estimate_t estimate, unsigned *state)
{
  const sl_estimate_t share = {fmod(fabs(estimate.value), 1.0),
                               fmod(fabs(estimate.standard_error), 1.0)};
  const uint64_t trials = 1 + (uint64_t)(uniform(state) * 1e7);
  switch (how) {
  case 0:
    return sl_format_amount("$", estimate);
  case 1:
    return sl_format_words("$", estimate);
  case 2:
    return sl_format_ratio(estimate);
  case 3:
    return sl_format_growth(estimate);
  case 4:
    return sl_format_persons(estimate);
  case 5:
    return sl_format_multiple(estimate);
  case 6:
    return sl_format_share(share, trials);
  default:
    return sl_format_error(estimate.standard_error);
  }
}

static void nothing_unreadable_is_ever_printed(void)
{
  unsigned state = 20261129;
  size_t broken = 0;
  for (size_t i = 0; i < ROUNDS; i++) {
    const sl_estimate_t estimate = {any_number(&state), fabs(any_number(&state))};
    const sl_figure_t figure = figure_of((int)(i % 8), estimate, &state);
    const char *fault = fault_of(figure.text);
    if (fault != NULL && broken++ < 5) {
      printf("\n    %.17g with %.17g reads \"%s\": %s\n", estimate.value, estimate.standard_error,
             figure.text, fault);
    }
  }
  CU_ASSERT_EQUAL(broken, 0);
}

/* The number that a text says, its unit taken in. */
static double said(const char *text)
{
  char plain[SL_FIGURE_SIZE];
  size_t n = 0;
  const char *at = text;
  for (; *at != '\0' && strchr("-$0123456789.,", *at) != NULL; at++) {
    if (*at != '$' && *at != ',') {
      plain[n++] = *at;
    }
  }
  plain[n] = '\0';
  const double unit = *at == 'k' ? 1e3 : *at == 'M' ? 1e6 : *at == 'B' ? 1e9 : 1.0;
  return unit * strtod(plain, NULL);
}

/* A value is off by its error at most, and by half a cent or half a unit where that is less. */
static void what_is_printed_is_the_value(void)
{
  unsigned state = 7;
  size_t broken = 0;
  for (size_t i = 0; i < ROUNDS; i++) {
    const double value = any_number(&state), error = fabs(any_number(&state));
    if (!isfinite(value) || !isfinite(error) || fabs(value) > 9e11 || error > 9e8) {
      continue;
    }
    const sl_figure_t figure = sl_format_amount("$", (sl_estimate_t){value, error});
    const double most = fmax(error, fabs(value) < 10000.0 ? 0.005 : 0.5);
    if (!(fabs(said(figure.text) - value) <= 1.000001 * most + 1e-15 * fabs(value)) &&
        broken++ < 5) {
      printf("\n    %.17g with %.17g reads \"%s\"\n", value, error, figure.text);
    }
  }
  CU_ASSERT_EQUAL(broken, 0);
}

static void known_cases(void)
{
  static const struct {
    sl_estimate_t amount;
    const char *text;
  } cases[] = {
      {{0.001, 0.13}, "$0 " PM " 0.13"},
      {{0.0, 0.13}, "$0 " PM " 0.13"},
      {{2883123.4, 12.0}, "$2.88312M " PM " 12"},
      {{2883123.4, 2100.0}, "$2.883M " PM " 2.1k"},
      {{123.45, 0.003}, "$123.45"},
      {{123.45, 4e-11}, "$123.45"},
      {{-0.004, 0.3}, "$0 " PM " 0.30"},
      {{(double)NAN, (double)NAN}, "-"},
      {{12.5, -(double)NAN}, "$12 " PM " ?"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    CU_ASSERT_STRING_EQUAL(sl_format_amount("$", cases[i].amount).text, cases[i].text);
  }
  CU_ASSERT_STRING_EQUAL(sl_format_share((sl_estimate_t){1e-6, 1e-6}, 1000000).text,
                         "0.0001% " PM " 0.0001");
  CU_ASSERT_STRING_EQUAL(sl_format_ratio((sl_estimate_t){0.7304, 0.0049}).text, "73.0% " PM " 0.5");
}

SL_SUITE(format, "unit/format",
         {"nothing unreadable is ever printed: 0.00 with an error, exponents, nan",
          nothing_unreadable_is_ever_printed},
         {"what is printed is the value, to its error", what_is_printed_is_the_value},
         {"a value and its error, some known cases", known_cases});
