/* Amounts, shares, prices and totals of a cell, each only where it may be one. */
#include "sim/input/foreign/quotes/book.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TOTAL_LIKELY 5000.0 /* below it a total of no stated unit is an employee's, a month */
#define RATE_MAX 100000.0   /* a month's price of one employee */
#define RATE_LIKELY 3000.0  /* above it a price of no stated unit is the group's, a year */
#define FACTOR_LIKELY 6000.0

void sl_quote_misplaced(const sl_quote_place_t *place, const char *why)
{
  if (!place->quiet) {
    sl_book_unplaced(place->book, place->cell, place->option->name, place->label_text, why);
  }
}

void sl_quote_put(const sl_quote_place_t *place, sl_quote_amount_t *amount, double number)
{
  if (!amount->known) {
    *amount = (sl_quote_amount_t){.known = true, .value = number, .cell = place->cell};
  } else if (amount->value != number) {
    sl_quote_misplaced(place, "stated twice with different values; the first is used");
  }
}

/* Whether the cell is a number that may stand here; says why not, and nothing where it says none.
 */
static bool is_number(const sl_quote_place_t *place)
{
  const sl_quote_value_t *value = &place->value;
  if (value->form == SL_FORM_NOTHING || value->form == SL_FORM_DECLINED) {
    return false;
  }
  if (value->form != SL_FORM_NUMBER) {
    sl_quote_misplaced(place, value->form == SL_FORM_UNLIMITED
                                  ? "without limit, where an amount is expected"
                                  : "no number");
    return false;
  }
  if (value->number < 0) {
    sl_quote_misplaced(place, "less than nothing, where an amount is expected");
    return false;
  }
  return true;
}

void sl_quote_amount(const sl_quote_place_t *place, sl_quote_amount_t *amount)
{
  if (!is_number(place)) {
    return;
  }
  if (place->value.percent) {
    sl_quote_misplaced(place, "a percent, where an amount of money is expected");
  } else {
    sl_quote_put(place, amount, place->value.number);
  }
}

void sl_quote_share(const sl_quote_place_t *place, sl_quote_amount_t *share)
{
  const sl_quote_value_t *value = &place->value;
  if (!is_number(place)) {
    return;
  }
  const double number = value->number > 1 && !value->percent ? value->number / 100 : value->number;
  if (value->money || number > 1) {
    sl_quote_misplaced(place, "no share between 0% and 100%");
  } else {
    sl_quote_put(place, share, number);
  }
}

void sl_quote_add_total(sl_quote_place_t *place, sl_quote_total_kind_t kind, sl_quote_per_t per,
                        double scale)
{
  sl_quote_t *option = place->option;
  if (!is_number(place)) {
    return;
  }
  if (place->value.percent) {
    sl_quote_misplaced(place, "a percent, where an amount of money is expected");
    return;
  }
  if (option->n_totals == SL_QUOTE_TOTALS_MAX) {
    sl_quote_misplaced(place, "more totals than are read");
    return;
  }
  option->totals[option->n_totals++] =
      (sl_quote_total_t){.kind = kind,
                         .label = sl_book_copy(place->book, place->label_text, SL_BOOK_LABEL),
                         .amount = {true, place->value.number * scale, place->cell},
                         .per = per};
}

/* What the cell itself says of its unit: "14,200 annually". */
static sl_quote_unit_t unit_of(const sl_quote_place_t *place)
{
  const char *rest = place->value.rest;
  if (sl_quote_says(rest, "annual") || sl_quote_says(rest, "per year") ||
      sl_quote_says(rest, "yr") || sl_quote_says(rest, "year") || sl_quote_says(rest, "flat")) {
    return SL_UNIT_YEAR;
  }
  return sl_quote_says(rest, "pepm") ? SL_UNIT_EMPLOYEE_MONTH : place->unit;
}

static void put_tier(sl_quote_place_t *place, sl_quote_price_t *price, size_t which, double number)
{
  const sl_quote_label_t *label = place->label;
  const size_t t = sl_book_tier(place->book, label->tiers[which], label->tier_words[which]);
  if (number > RATE_MAX) {
    sl_quote_misplaced(place, "too much for one employee and month");
  } else {
    sl_quote_put(place, &price->tier[t], number);
  }
}

/* "171.42 / 408.10" below "Single / Family". */
static void put_tiers(sl_quote_place_t *place, sl_quote_price_t *price)
{
  size_t at = 0, from = 0, n = 0;
  double numbers[SL_QUOTE_TIERS_MAX];
  char copy[SL_BOOK_LABEL];
  sl_quote_value_t value;
  snprintf(copy, sizeof copy, "%s", place->text);
  for (char *c = copy; *c != '\0'; c++) {
    *c = *c == '/' || *c == '|' ? ' ' : *c;
  }
  while (n < SL_QUOTE_TIERS_MAX &&
         sl_quote_number_next(copy, place->book->decimal_comma, &at, &from, &value)) {
    numbers[n++] = value.number;
  }
  if (n != place->label->n_tiers) {
    if (place->value.form != SL_FORM_NOTHING && place->value.form != SL_FORM_DECLINED) {
      sl_quote_misplaced(place, "not as many numbers as its label has tiers");
    }
    return;
  }
  for (size_t i = 0; i < n; i++) {
    put_tier(place, price, i, numbers[i]);
  }
}

void sl_quote_price(sl_quote_place_t *place, sl_quote_price_t *price, sl_quote_total_kind_t total)
{
  if (place->label->n_tiers > 1) {
    put_tiers(place, price);
    return;
  }
  if (!is_number(place)) {
    return;
  }
  const double number = place->value.number;
  const double likely = total == SL_QUOTE_TOTAL_ATTACHMENT ? FACTOR_LIKELY : RATE_LIKELY;
  const sl_quote_unit_t unit = unit_of(place);
  if (place->value.percent) {
    sl_quote_misplaced(place, "a percent, where a price is expected");
  } else if (place->label->n_tiers == 1) {
    if (unit == SL_UNIT_YEAR || unit == SL_UNIT_MEMBER_MONTH) {
      sl_quote_misplaced(place, "a tier's price is read per employee and month only");
    } else {
      put_tier(place, price, 0, unit == SL_UNIT_EMPLOYEE_YEAR ? number / 12 : number);
    }
  } else if (unit == SL_UNIT_MEMBER_MONTH) {
    sl_quote_misplaced(place, "a price per member; per employee is read");
  } else if (unit == SL_UNIT_YEAR || (unit == SL_UNIT_UNSAID && number > likely)) {
    sl_quote_add_total(place, total, SL_QUOTE_PER_YEAR, 1);
  } else if (unit == SL_UNIT_MONTH && number > likely) {
    sl_quote_add_total(place, total, SL_QUOTE_PER_YEAR, 12);
  } else if (number > RATE_MAX) {
    sl_quote_misplaced(place, "too much for one employee and month");
  } else {
    sl_quote_put(place, &price->composite, unit == SL_UNIT_EMPLOYEE_YEAR ? number / 12 : number);
  }
}

/* A heading's "(PEPM)" holds for a total only where the total's size allows it. */
sl_quote_per_t sl_quote_per_of_total(const sl_quote_place_t *place)
{
  const sl_quote_unit_t unit = place->label->unit;
  const bool small = fabs(place->value.number) < TOTAL_LIKELY;
  const bool pepm = sl_quote_says(place->value.rest, "pepm");
  return pepm || unit == SL_UNIT_EMPLOYEE_MONTH || (unit == SL_UNIT_UNSAID && small)
             ? SL_QUOTE_PER_EMPLOYEE_MONTH
             : SL_QUOTE_PER_YEAR;
}
