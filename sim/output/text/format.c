#include "sim/output/text/format.h"

#include "sim/input/read/number.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PLUS_MINUS "\xc2\xb1"

#define SHARE_DECIMALS 8 /* of a percentage: one in four billion years shows */
#define NUMBER_DECIMALS 3

typedef struct symbol_row {
  const char *currency;
  const char *symbol;
} symbol_row_t;

static const symbol_row_t symbols[] = {
    {"USD", "$"},
    {"CAD", "$"},
    {"AUD", "$"},
    {"NZD", "$"},
    {"EUR", "\xe2\x82\xac"},
    {"GBP", "\xc2\xa3"},
    {"JPY", "\xc2\xa5"},
    {"INR", "\xe2\x82\xb9"},
};

sl_figure_t sl_currency_symbol(const char *currency)
{
  sl_figure_t figure;
  for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
    if (strcmp(symbols[i].currency, currency) == 0) {
      snprintf(figure.text, sizeof figure.text, "%s", symbols[i].symbol);
      return figure;
    }
  }
  snprintf(figure.text, sizeof figure.text, "%.8s ", currency);
  return figure;
}

/* |number| with the decimals asked for and a comma before every three digits. */
static void group_digits(double number, int decimals, char *out, size_t size)
{
  char plain[400];
  snprintf(plain, sizeof plain, "%.*f", decimals, fabs(number));
  sl_number_group(plain, out, size);
}

static bool is_special(double amount, sl_figure_t *figure)
{
  if (isfinite(amount)) {
    return false;
  }
  snprintf(figure->text, sizeof figure->text, "%s", isnan(amount) ? "-" : "not bounded");
  return true;
}

/* An amount no smaller than half its last digit keeps its sign; "-$0" never appears. */
static const char *sign_of(double amount, int decimals)
{
  return amount < 0.0 && -amount >= 0.5 * pow(10.0, -decimals) ? "-" : "";
}

static sl_figure_t grouped_amount(const char *symbol, double amount, int decimals)
{
  sl_figure_t figure;
  char digits[40];
  group_digits(amount, decimals, digits, sizeof digits);
  snprintf(figure.text, sizeof figure.text, "%s%.9s%s", sign_of(amount, decimals), symbol, digits);
  return figure;
}

sl_figure_t sl_format_exact(const char *symbol, double amount)
{
  sl_figure_t figure;
  if (is_special(amount, &figure)) {
    return figure;
  }
  const int cents = fabs(amount) < 10000.0 && fabs(amount - nearbyint(amount)) >= 0.005;
  return grouped_amount(symbol, amount, cents ? 2 : 0);
}

sl_figure_t sl_format_cents(const char *symbol, double amount)
{
  sl_figure_t figure;
  return is_special(amount, &figure) ? figure : grouped_amount(symbol, amount, 2);
}

/* ---- a value and its error: how both read is decided here and nowhere else ---- */

typedef enum reading_kind {
  READ_ALONE,        /* exact, or known better than the last digit shown */
  READ_WITH_ERROR,   /* the error shows a digit other than 0 */
  READ_ERROR_UNKNOWN /* a single trial, an extreme quantile */
} reading_kind_t;

/* Decimals of a value in its unit, and whether its error stands after it. */
typedef struct reading {
  reading_kind_t kind;
  int decimals;
} reading_t;

/* A cost held at its cap differs from year to year by rounding alone. */
bool sl_is_exact(sl_estimate_t amount)
{
  return amount.standard_error <= 1e-12 * fabs(amount.value);
}

/* As many decimals, from `least` to `most`, as let the error show a digit. */
static reading_t reading_of(sl_estimate_t estimate, int least, int most)
{
  const double error = estimate.standard_error;
  reading_t reading = {READ_ALONE, least};
  if (isnan(error) || isinf(error)) {
    return (reading_t){READ_ERROR_UNKNOWN, least};
  }
  if (!sl_is_exact(estimate) && error >= 0.5 * pow(10.0, -most)) {
    reading = (reading_t){READ_WITH_ERROR, least};
    while (error < 0.95 * pow(10.0, -reading.decimals) && reading.decimals < most) {
      reading.decimals++;
    }
  }
  return reading;
}

/* A number that is 0 in all decimals shown is written 0: "0.00" beside an error reads as exact. */
static int shown_decimals(double value, reading_t reading)
{
  return fabs(value) < 0.5 * pow(10.0, -reading.decimals) ? 0 : reading.decimals;
}

static void append_error(sl_figure_t *figure, reading_t reading, const char *error)
{
  const size_t used = strlen(figure->text);
  if (reading.kind != READ_ALONE) {
    snprintf(figure->text + used, sizeof figure->text - used, " " PLUS_MINUS " %.20s",
             reading.kind == READ_WITH_ERROR ? error : "?");
  }
}

/* "$2.314M": thousandths below ten, then fewer; more where the error lies below them. */
static sl_figure_t scaled_amount(const char *symbol, sl_estimate_t amount, double unit, char letter)
{
  sl_figure_t figure;
  const double scaled = fabs(amount.value) / unit, error = amount.standard_error / unit;
  int decimals = scaled < 9.9995 ? 3 : scaled < 99.995 ? 2 : 1;
  while (pow(10.0, decimals) < unit && error < 0.5 * pow(10.0, -decimals)) {
    decimals++;
  }
  snprintf(figure.text, sizeof figure.text, "%s%.9s%.*f%c", amount.value < 0.0 ? "-" : "", symbol,
           decimals, scaled, letter);
  return figure;
}

static sl_figure_t short_amount(const char *symbol, sl_estimate_t amount, reading_t reading)
{
  const double size = fabs(amount.value);
  if (size >= 999999500.0) {
    return scaled_amount(symbol, amount, 1e9, 'B');
  }
  if (size >= 999999.5) {
    return scaled_amount(symbol, amount, 1e6, 'M');
  }
  return grouped_amount(symbol, amount.value, shown_decimals(amount.value, reading));
}

/* Cents below 10,000 where the error lies below a unit. */
static reading_t amount_reading(sl_estimate_t amount)
{
  reading_t reading = reading_of(amount, 0, fabs(amount.value) < 10000.0 ? 2 : 0);
  if (reading.kind == READ_WITH_ERROR && reading.decimals > 0) {
    reading.decimals = 2;
  }
  return reading;
}

sl_figure_t sl_format_amount(const char *symbol, sl_estimate_t amount)
{
  sl_figure_t figure;
  if (is_special(amount.value, &figure)) {
    return figure;
  }
  const reading_t reading = amount_reading(amount);
  if (reading.kind == READ_ALONE) {
    return sl_format_exact(symbol, amount.value);
  }
  figure = short_amount(symbol, amount, reading);
  append_error(&figure, reading, sl_format_error(amount.standard_error).text);
  return figure;
}

sl_figure_t sl_format_words(const char *symbol, sl_estimate_t amount)
{
  sl_figure_t figure;
  const reading_t reading = amount_reading(amount);
  if (!isfinite(amount.value) || reading.kind == READ_ALONE) {
    return sl_format_exact(symbol, amount.value);
  }
  const sl_figure_t value = fabs(amount.value) < 10.0 ? short_amount(symbol, amount, reading)
                                                      : sl_format_round(symbol, amount.value);
  snprintf(figure.text, sizeof figure.text, "%.30s (" PLUS_MINUS " %.10s)", value.text,
           sl_format_error(amount.standard_error).text);
  return figure;
}

sl_figure_t sl_format_round(const char *symbol, double amount)
{
  sl_figure_t figure;
  const double size = fabs(amount);
  if (is_special(amount, &figure)) {
    return figure;
  }
  if (size >= 999500.0) {
    const int billions = size >= 999500000.0;
    const double scaled = size / (billions ? 1e9 : 1e6);
    snprintf(figure.text, sizeof figure.text, "%s%.9s%.*f%c", amount < 0.0 ? "-" : "", symbol,
             scaled < 99.995 ? 2 : 1, scaled, billions ? 'B' : 'M');
    return figure;
  }
  const double step = size >= 100000.0  ? 1000.0
                      : size >= 10000.0 ? 100.0
                      : size >= 1000.0  ? 10.0
                                        : 1.0;
  return grouped_amount(symbol, step * nearbyint(amount / step), 0);
}

sl_figure_t sl_format_error(double e)
{
  sl_figure_t figure;
  if (!isfinite(e)) {
    snprintf(figure.text, sizeof figure.text, "?");
  } else if (e > 0.0 && e < 0.005) {
    snprintf(figure.text, sizeof figure.text, e < 0.0005 ? "<0.001" : "%.3f", e);
  } else if (e < 0.995) {
    snprintf(figure.text, sizeof figure.text, "%.2f", e);
  } else if (e < 999.5) {
    snprintf(figure.text, sizeof figure.text, "%.0f", e);
  } else if (e < 999500.0) {
    snprintf(figure.text, sizeof figure.text, "%.*fk", e < 9950.0 ? 1 : 0, e / 1e3);
  } else {
    snprintf(figure.text, sizeof figure.text, "%.1fM", e / 1e6);
  }
  return figure;
}

/* A number with its error in a unit, "+" before a growth. */
static sl_figure_t with_error(const char *plus, sl_estimate_t value, const char *unit,
                              reading_t reading)
{
  sl_figure_t figure, error;
  const int decimals = shown_decimals(value.value, reading);
  const double shown = decimals == 0 && reading.decimals > 0 ? 0.0 : value.value;
  snprintf(figure.text, sizeof figure.text, "%s%.*f%s",
           shown > 0.0 ? plus : sign_of(shown, decimals), decimals, fabs(shown), unit);
  snprintf(error.text, sizeof error.text, "%.*f", reading.decimals, value.standard_error);
  append_error(&figure, reading, error.text);
  return figure;
}

static sl_estimate_t percent_of(sl_estimate_t share)
{
  return (sl_estimate_t){100.0 * share.value, 100.0 * share.standard_error};
}

sl_figure_t sl_format_share(sl_estimate_t share, uint64_t trials)
{
  sl_figure_t figure;
  const sl_estimate_t percent = percent_of(share);
  if (is_special(share.value, &figure)) {
    return figure;
  }
  if (percent.value == 0.0 || percent.value == 100.0) {
    snprintf(figure.text, sizeof figure.text, "%s of %.24s", percent.value == 0.0 ? "none" : "all",
             sl_format_count((double)trials).text);
    return figure;
  }
  const int least = percent.value < 0.995 || percent.value > 99.005 ? 2 : 1;
  return with_error("", percent, "%", reading_of(percent, least, SHARE_DECIMALS));
}

sl_figure_t sl_format_count(double count)
{
  sl_figure_t figure;
  return is_special(count, &figure) ? figure : grouped_amount("", count, 0);
}

/* Of a ratio, a growth or a number of persons. */
static sl_figure_t number_with_error(const char *plus, sl_estimate_t value, const char *unit,
                                     int exact_decimals, int most)
{
  sl_figure_t figure;
  if (is_special(value.value, &figure)) {
    return figure;
  }
  reading_t reading = reading_of(value, 0, most);
  if (reading.kind != READ_WITH_ERROR) {
    reading.decimals = exact_decimals;
  }
  return with_error(plus, value, unit, reading);
}

sl_figure_t sl_format_ratio(sl_estimate_t ratio)
{
  return number_with_error("", percent_of(ratio), "%", 1, SHARE_DECIMALS);
}

sl_figure_t sl_format_growth(sl_estimate_t growth)
{
  return number_with_error("+", percent_of(growth), "%", 1, NUMBER_DECIMALS);
}

sl_figure_t sl_format_multiple(sl_estimate_t multiple)
{
  return number_with_error("", multiple, "", 2, NUMBER_DECIMALS);
}

sl_figure_t sl_format_persons(sl_estimate_t persons)
{
  return number_with_error("", persons, "", persons.value == 0.0 ? 0 : 2, NUMBER_DECIMALS);
}
