#include "sim/output/report/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PLUS_MINUS "\xc2\xb1"

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
  size_t o = 0;
  snprintf(plain, sizeof plain, "%.*f", decimals, fabs(number));
  const size_t whole = strcspn(plain, ".");
  for (size_t i = 0; plain[i] != '\0' && o + 2 < size; i++) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) {
      out[o++] = ',';
    }
    out[o++] = plain[i];
  }
  out[o] = '\0';
}

static int is_special(double amount, sl_figure_t *figure)
{
  if (isfinite(amount)) {
    return 0;
  }
  snprintf(figure->text, sizeof figure->text, "%s", isnan(amount) ? "-" : "not bounded");
  return 1;
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

/* "$2.314M": thousandths below ten, then fewer. */
static sl_figure_t scaled_amount(const char *symbol, double amount, double unit, char letter)
{
  sl_figure_t figure;
  const double scaled = fabs(amount) / unit;
  const int decimals = scaled < 9.9995 ? 3 : scaled < 99.995 ? 2 : 1;
  snprintf(figure.text, sizeof figure.text, "%s%.9s%.*f%c", amount < 0.0 ? "-" : "", symbol,
           decimals, scaled, letter);
  return figure;
}

static sl_figure_t short_amount(const char *symbol, double amount, double standard_error)
{
  const double size = fabs(amount);
  if (size >= 999999500.0) {
    return scaled_amount(symbol, amount, 1e9, 'B');
  }
  if (size >= 999999.5) {
    return scaled_amount(symbol, amount, 1e6, 'M');
  }
  return grouped_amount(symbol, amount, size < 10000.0 && standard_error < 1.0 ? 2 : 0);
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

/* A cost held at its cap differs from year to year by rounding alone. */
int sl_is_exact(sl_estimate_t amount)
{
  return amount.standard_error <= 1e-12 * fabs(amount.value);
}

sl_figure_t sl_format_amount(const char *symbol, sl_estimate_t amount)
{
  sl_figure_t figure;
  if (is_special(amount.value, &figure)) {
    return figure;
  }
  if (sl_is_exact(amount)) {
    return sl_format_exact(symbol, amount.value);
  }
  figure = short_amount(symbol, amount.value, amount.standard_error);
  const size_t used = strlen(figure.text);
  snprintf(figure.text + used, sizeof figure.text - used, " " PLUS_MINUS " %.20s",
           sl_format_error(amount.standard_error).text);
  return figure;
}

sl_figure_t sl_format_share(sl_estimate_t share, uint64_t trials)
{
  sl_figure_t figure;
  if (is_special(share.value, &figure)) {
    return figure;
  }
  const double percent = 100.0 * share.value;
  const double error = 100.0 * share.standard_error;
  const int decimals = percent < 0.995 || percent > 99.005 ? 2 : 1;
  if (percent == 0.0 || percent == 100.0) {
    snprintf(figure.text, sizeof figure.text, "%s of %.24s", percent == 0.0 ? "none" : "all",
             sl_format_count((double)trials).text);
  } else if (!isfinite(error)) {
    snprintf(figure.text, sizeof figure.text, "%.*f%% " PLUS_MINUS " ?", decimals, percent);
  } else {
    snprintf(figure.text, sizeof figure.text, "%.*f%% " PLUS_MINUS " %.*f", decimals, percent,
             decimals, error);
  }
  return figure;
}

sl_figure_t sl_format_count(double count)
{
  sl_figure_t figure;
  group_digits(count, 0, figure.text, sizeof figure.text);
  return figure;
}

sl_figure_t sl_format_years(sl_estimate_t share, uint64_t trials)
{
  sl_figure_t figure;
  const double n = (double)trials;
  const sl_figure_t all = sl_format_count(n);
  const double percent = 100.0 * share.value;
  if (share.value <= 0.0 || share.value >= 1.0) {
    snprintf(figure.text, sizeof figure.text, "%s of the %.24s simulated years",
             share.value <= 0.0 ? "none" : "all", all.text);
  } else if (percent < 0.5 || percent > 99.5) {
    snprintf(figure.text, sizeof figure.text, "%.14s of the %.14s years (" PLUS_MINUS " %.8s)",
             sl_format_count(n * share.value).text, all.text,
             sl_format_error(n * share.standard_error).text);
  } else {
    snprintf(figure.text, sizeof figure.text, "%.*f of 100 years (" PLUS_MINUS " %.1f)",
             percent < 9.95 || percent > 90.05 ? 1 : 0, percent, 100.0 * share.standard_error);
  }
  return figure;
}

sl_figure_t sl_format_ratio(double ratio)
{
  sl_figure_t figure;
  if (!is_special(ratio, &figure)) {
    snprintf(figure.text, sizeof figure.text, "%.1f%%", 100.0 * ratio);
  }
  return figure;
}

/* As many decimals as the error deserves, `most` where there is none. */
static int decimals_of(sl_estimate_t value, int most)
{
  if (sl_is_exact(value) || !isfinite(value.standard_error)) {
    return most;
  }
  const int decimals = (int)ceil(-log10(value.standard_error));
  return decimals < 0 ? 0 : decimals > 3 ? 3 : decimals;
}

static sl_figure_t with_error(const char *plus, sl_estimate_t value, const char *unit, int decimals)
{
  sl_figure_t figure;
  snprintf(figure.text, sizeof figure.text, "%s%.*f%s", value.value > 0.0 ? plus : "", decimals,
           value.value, unit);
  if (!sl_is_exact(value) && isfinite(value.standard_error)) {
    const size_t used = strlen(figure.text);
    snprintf(figure.text + used, sizeof figure.text - used, " " PLUS_MINUS " %.*f", decimals,
             value.standard_error);
  }
  return figure;
}

sl_figure_t sl_format_growth(sl_estimate_t growth)
{
  sl_figure_t figure;
  const sl_estimate_t percent = {100.0 * growth.value, 100.0 * growth.standard_error};
  if (is_special(growth.value, &figure)) {
    return figure;
  }
  return with_error("+", percent, "%", decimals_of(percent, 1));
}

sl_figure_t sl_format_persons(sl_estimate_t persons)
{
  sl_figure_t figure;
  if (is_special(persons.value, &figure)) {
    return figure;
  }
  return with_error("", persons, "", persons.value == 0.0 ? 0 : decimals_of(persons, 2));
}
