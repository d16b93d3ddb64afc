/* Funding, fees, commission, rebates, taxes, terms, totals. */
#include "sim/input/foreign/quotes/book.h"

#include "sim/input/foreign/words/plain.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FEE_LIKELY 500.0 /* above it a fee of no stated unit is the group's, a year */

bool sl_quote_kind_of(const char *text, sl_quote_kind_t *kind)
{
  static const struct {
    const char *words;
    sl_quote_kind_t kind;
  } kinds[] = {{"level", SL_QUOTE_LEVEL_FUNDED},
               {"balanced fund", SL_QUOTE_LEVEL_FUNDED},
               {"peo", SL_QUOTE_PEO},
               {"refund", SL_QUOTE_REFUND},
               {"retention account", SL_QUOTE_REFUND},
               {"aso", SL_QUOTE_ASO},
               {"self", SL_QUOTE_ASO},
               {"stop loss", SL_QUOTE_ASO},
               {"fully", SL_QUOTE_FULLY_INSURED},
               {"insured", SL_QUOTE_FULLY_INSURED}};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (sl_quote_says(text, kinds[i].words)) {
      *kind = kinds[i].kind;
      return true;
    }
  }
  return false;
}

/* "Level funded 12/18" is a contract basis too. */
static void place_funding(sl_quote_place_t *place)
{
  sl_quote_t *option = place->option;
  sl_quote_contract_t contract = {.cell = place->cell};
  if (sl_quote_kind_of(place->text, &option->kind)) {
    option->kind_stated = true;
  } else if (place->value.form == SL_FORM_WORDS) {
    sl_quote_misplaced(place, "no funding that is known");
  }
  if (sl_quote_contract(place->text, &contract) && contract.basis == SL_QUOTE_BASIS_MONTHS) {
    char text[24];
    snprintf(text, sizeof text, "%u/%u", contract.incurred, contract.paid);
    contract.text = sl_book_copy(place->book, text, sizeof text);
    if (option->specific.contract.basis == SL_QUOTE_BASIS_NONE) {
      option->specific.contract = contract;
    }
    if (option->aggregate.contract.basis == SL_QUOTE_BASIS_NONE) {
      option->aggregate.contract = contract;
    }
  }
}

static sl_quote_per_t per_of(const sl_quote_place_t *place)
{
  const sl_quote_value_t *value = &place->value;
  const bool of_claims = sl_quote_label_has(place->label, "claim") ||
                         sl_quote_says(value->rest, "of claim") ||
                         sl_quote_says(value->rest, "of paid");
  if (value->percent || (place->label->percent && value->number < 1 && !value->money)) {
    return of_claims ? SL_QUOTE_PER_PAID_CLAIMS : SL_QUOTE_PER_PREMIUM;
  }
  if (sl_quote_says(value->rest, "pmpm") || place->unit == SL_UNIT_MEMBER_MONTH) {
    return SL_QUOTE_PER_MEMBER_MONTH;
  }
  const bool year = place->unit == SL_UNIT_YEAR || sl_quote_says(value->rest, "annual") ||
                    sl_quote_says(value->rest, "per year") || sl_quote_says(value->rest, "flat") ||
                    sl_quote_says(value->rest, "one") || sl_quote_label_has(place->label, "time");
  const bool unsaid = place->unit == SL_UNIT_UNSAID || place->unit == SL_UNIT_MONTH;
  const bool pepm = sl_quote_says(value->rest, "pepm");
  return !pepm && (year || (unsaid && fabs(value->number) > FEE_LIKELY))
             ? SL_QUOTE_PER_YEAR
             : SL_QUOTE_PER_EMPLOYEE_MONTH;
}

static bool fee_is_new(const sl_quote_place_t *place, const char *key)
{
  const sl_quote_t *option = place->option;
  for (size_t i = 0; i < option->n_fees; i++) {
    if (strcmp(option->fees[i].key, key) == 0 &&
        option->fees[i].amount.cell.row == place->cell.row) {
      return false;
    }
  }
  return true;
}

static void add_fee(sl_quote_place_t *place)
{
  sl_quote_t *option = place->option;
  char key[SL_LABEL_KEY];
  sl_quote_amount_t amount = {0};
  sl_quote_place_t shared = *place;
  shared.value.percent = false;
  sl_quote_amount(&shared, &amount);
  if (!amount.known) {
    return;
  }
  const char *name =
      place->meaning->key != NULL
          ? place->meaning->key
          : sl_book_copy(place->book, sl_quote_label_key(place->label_text, key), sizeof key);
  const sl_quote_per_t per = per_of(place);
  const double twelfth = place->unit == SL_UNIT_EMPLOYEE_YEAR ? 12 : 1;
  const double months = place->unit == SL_UNIT_MONTH && per == SL_QUOTE_PER_YEAR ? 12 : 1;
  if (option->n_fees == SL_QUOTE_FEES_MAX) {
    sl_quote_misplaced(place, "more fees than are read");
  } else if (fee_is_new(place, name)) {
    amount.value = amount.value * months / twelfth;
    option->fees[option->n_fees++] =
        (sl_quote_fee_t){.key = name,
                         .label = sl_book_copy(place->book, place->label_text, SL_BOOK_LABEL),
                         .amount = amount,
                         .per = per};
  }
}

/* By tier it is a part of a level rate; a network's or vendor's name is a term. */
static void place_fee(sl_quote_place_t *place)
{
  const char *key = place->meaning->key != NULL ? place->meaning->key : "";
  if (place->value.form == SL_FORM_WORDS && place->value.rest == place->text) {
    const bool include =
        sl_quote_says(place->text, "includ") || sl_quote_says(place->text, "waived");
    sl_quote_t *option = place->option;
    if (option->n_terms < SL_QUOTE_TERMS_MAX) {
      option->terms[option->n_terms++] =
          (sl_quote_term_t){.kind = include ? SL_QUOTE_OTHER_TERM : SL_QUOTE_NETWORK,
                            .label = sl_book_copy(place->book, place->label_text, SL_BOOK_LABEL),
                            .text = sl_book_copy(place->book, place->text, SL_SHEET_CELL_MAX),
                            .yes = include ? 1 : -1,
                            .cell = place->cell};
    }
  } else if (place->label->n_tiers > 0 && strcmp(key, "administration") == 0) {
    sl_quote_price(place, &place->option->level.administration, SL_QUOTE_TOTAL_FEES);
  } else if (place->label->n_tiers > 0) {
    sl_quote_misplaced(place, "a fee by tier; one price per employee is read");
  } else {
    add_fee(place);
  }
}

static sl_quote_added_t added_of(const char *text)
{
  if (sl_quote_says(text, "not incl") || sl_quote_says(text, "on top") ||
      sl_quote_says(text, "plus") || sl_quote_says(text, "in addition") ||
      sl_quote_says(text, "added") || sl_quote_says(text, "excl") ||
      sl_quote_says(text, "additional")) {
    return SL_QUOTE_ON_TOP;
  }
  if (sl_quote_says(text, "incl") || sl_quote_says(text, "inside") ||
      sl_quote_says(text, "built in") || sl_quote_says(text, "in rate") ||
      sl_quote_says(text, "in premium")) {
    return SL_QUOTE_INCLUDED;
  }
  return SL_QUOTE_ADDED_UNSAID;
}

/* "Included 10%": a percent behind words. */
static bool share_within(const sl_quote_place_t *place, sl_quote_amount_t *amount)
{
  size_t at = 0, from = 0;
  sl_quote_value_t value;
  while (sl_quote_number_next(place->text, place->book->decimal_comma, &at, &from, &value)) {
    if (value.percent && value.number <= 1) {
      sl_quote_put(place, amount, value.number);
      return true;
    }
  }
  return false;
}

static void place_commission(sl_quote_place_t *place)
{
  sl_quote_commission_t *commission = &place->option->commission;
  const sl_quote_value_t *value = &place->value;
  char word[SL_WORD];
  const bool net =
      sl_word_begins(sl_word_plain(place->text, word), "net") || value->form == SL_FORM_NOTHING;
  commission->added = added_of(place->text);
  if (commission->added == SL_QUOTE_ADDED_UNSAID) {
    commission->added = added_of(place->label_text);
  }
  if (net) {
    sl_quote_put(place, &commission->amount, 0);
    commission->per = SL_QUOTE_PER_PREMIUM;
  } else if (value->form == SL_FORM_NUMBER) {
    sl_quote_place_t read = *place;
    const bool share = value->percent ||
                       (!value->money && place->unit == SL_UNIT_UNSAID && value->number <= 1) ||
                       (place->label->percent && !value->money);
    read.value.percent = false;
    if (share) {
      sl_quote_share(place, &commission->amount);
    } else {
      sl_quote_amount(&read, &commission->amount);
    }
    commission->per = share ? SL_QUOTE_PER_PREMIUM : per_of(place);
    if (!share && commission->added == SL_QUOTE_ADDED_UNSAID) {
      commission->added = SL_QUOTE_ON_TOP; /* an amount in a line of its own is a cost of its own */
    }
  } else if (share_within(place, &commission->amount)) {
    commission->per = SL_QUOTE_PER_PREMIUM;
  } else if (commission->added == SL_QUOTE_ADDED_UNSAID) {
    sl_quote_misplaced(place, "no commission such as 12% or 25.00 PEPM");
  }
}

/* A credit is often written as a negative cost; it is the amount that counts. */
static void place_rebate(sl_quote_place_t *place)
{
  sl_quote_rebates_t *rebates = &place->option->rebates;
  const sl_quote_value_t *value = &place->value;
  if (value->form == SL_FORM_NUMBER && !value->percent) {
    rebates->per = per_of(place);
    sl_quote_put(place, &rebates->amount,
                 fabs(value->number) * (place->unit == SL_UNIT_EMPLOYEE_YEAR ? 1.0 / 12 : 1));
  } else if (value->form != SL_FORM_NOTHING && value->form != SL_FORM_DECLINED &&
             rebates->said.text == NULL) {
    rebates->said =
        (sl_quote_text_t){sl_book_copy(place->book, place->text, SL_SHEET_CELL_MAX), place->cell};
  }
}

/* What the label says a tax is charged on. */
static unsigned base_of(const char *label)
{
  static const struct {
    const char *word;
    unsigned on;
  } words[] = {{"claim", SL_QUOTE_ON_CLAIMS},          {"expense", SL_QUOTE_ON_ADMINISTRATION},
               {"admin", SL_QUOTE_ON_ADMINISTRATION},  {"fee", SL_QUOTE_ON_ADMINISTRATION},
               {"pool", SL_QUOTE_ON_STOP_LOSS},        {"stop", SL_QUOTE_ON_STOP_LOSS},
               {"travel", SL_QUOTE_ON_OUT_OF_COUNTRY}, {"out-of", SL_QUOTE_ON_OUT_OF_COUNTRY},
               {"out of", SL_QUOTE_ON_OUT_OF_COUNTRY}, {"of premium", SL_QUOTE_ON_PREMIUM},
               {"and premium", SL_QUOTE_ON_PREMIUM},   {"insured", SL_QUOTE_ON_PREMIUM}};
  unsigned on = 0;
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    on |= sl_quote_says(label, words[i].word) ? words[i].on : 0;
  }
  return on;
}

static void place_tax(sl_quote_place_t *place)
{
  sl_quote_t *option = place->option;
  char key[SL_LABEL_KEY];
  sl_quote_amount_t rate = {0};
  if (place->value.form == SL_FORM_NUMBER && place->value.money) {
    sl_quote_misplaced(place, "an amount of tax; its rate is read");
    return;
  }
  sl_quote_share(place, &rate);
  if (!rate.known) {
    return;
  }
  if (option->n_taxes == SL_QUOTE_TAXES_MAX) {
    sl_quote_misplaced(place, "more taxes than are read");
    return;
  }
  const char *name =
      place->meaning->key != NULL
          ? place->meaning->key
          : sl_book_copy(place->book, sl_quote_label_key(place->label_text, key), sizeof key);
  option->taxes[option->n_taxes++] =
      (sl_quote_tax_t){.name = name,
                       .label = sl_book_copy(place->book, place->label_text, SL_BOOK_LABEL),
                       .rate = rate,
                       .on = base_of(place->label_text)};
}

static int yes_of(const char *text)
{
  if (sl_quote_says(text, "not ") || sl_quote_says(text, "none") || sl_quote_says(text, "n/a")) {
    return 0;
  }
  return sl_quote_says(text, "includ") || sl_quote_says(text, "yes") ? 1 : sl_word_flag(text);
}

static void place_term(sl_quote_place_t *place)
{
  sl_quote_t *option = place->option;
  if (option->n_terms == SL_QUOTE_TERMS_MAX) {
    sl_quote_misplaced(place, "more terms than are read");
    return;
  }
  sl_quote_term_t *term = &option->terms[option->n_terms++];
  *term = (sl_quote_term_t){.kind = (sl_quote_term_kind_t)place->meaning->which,
                            .label = sl_book_copy(place->book, place->label_text, SL_BOOK_LABEL),
                            .text = sl_book_copy(place->book, place->text, SL_SHEET_CELL_MAX),
                            .yes = yes_of(place->text),
                            .cell = place->cell};
  if (place->value.form == SL_FORM_NUMBER) {
    const bool percent =
        term->kind == SL_QUOTE_RATE_CAP && !place->value.percent && place->value.number > 1;
    term->amount =
        (sl_quote_amount_t){true, place->value.number / (percent ? 100 : 1), place->cell};
  }
}

static void place_total(sl_quote_place_t *place)
{
  const bool monthly = place->label->unit == SL_UNIT_MONTH;
  if (place->label->n_tiers > 0) {
    sl_quote_price(place, &place->option->rates, SL_QUOTE_TOTAL_COST);
  } else if (place->unit == SL_UNIT_MEMBER_MONTH || place->unit == SL_UNIT_EMPLOYEE_YEAR) {
    sl_quote_misplaced(place, "a total per member or per employee and year is not compared");
  } else {
    sl_quote_add_total(place, (sl_quote_total_kind_t)place->meaning->which,
                       sl_quote_per_of_total(place), monthly ? 12 : 1);
  }
}

bool sl_quote_place_other(sl_quote_place_t *place)
{
  static void (*const putters[SL_ITEMS])(sl_quote_place_t *) = {[SL_ITEM_FUNDING] = place_funding,
                                                                [SL_ITEM_FEE] = place_fee,
                                                                [SL_ITEM_COMMISSION] =
                                                                    place_commission,
                                                                [SL_ITEM_REBATE] = place_rebate,
                                                                [SL_ITEM_TAX] = place_tax,
                                                                [SL_ITEM_TERM] = place_term,
                                                                [SL_ITEM_TOTAL] = place_total};
  if (putters[place->meaning->item] == NULL) {
    return false;
  }
  putters[place->meaning->item](place);
  return true;
}
