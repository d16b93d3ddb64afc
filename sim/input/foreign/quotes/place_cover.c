/* Values of the specific and the aggregate cover, and of a level-funded rate's parts. */
#include "sim/input/foreign/quotes/book.h"

#include <stdio.h>
#include <string.h>

#define DEDUCTIBLE_MIN 1000.0 /* below: thousands without their K, or no deductible */
#define DEDUCTIBLE_MAX 1e8

static void put_contract(const sl_quote_place_t *place, sl_quote_contract_t *contract)
{
  sl_quote_contract_t read = {.cell = place->cell};
  if (place->value.form == SL_FORM_NOTHING || place->value.form == SL_FORM_DECLINED) {
    return;
  }
  if (!sl_quote_contract(place->text, &read)) {
    if (!sl_quote_says(place->text, "pooled") && !sl_quote_says(place->text, "calendar")) {
      sl_quote_misplaced(place, "no contract basis such as 12/15, 24/12 or paid");
    }
    return;
  }
  if (read.basis == SL_QUOTE_BASIS_MONTHS) {
    char text[24];
    snprintf(text, sizeof text, "%u/%u", read.incurred, read.paid);
    read.text = sl_book_copy(place->book, text, sizeof text);
  }
  if (contract->basis == SL_QUOTE_BASIS_NONE || contract->basis == SL_QUOTE_BASIS_POOLED) {
    *contract = read;
  } else if (strcmp(contract->text, read.text) != 0) {
    sl_quote_misplaced(place, "stated twice with different values; the first is used");
  }
}

/* Of a row that says no cover: both, unless it stands below one's heading. */
static void put_contracts(sl_quote_place_t *place)
{
  const sl_quote_label_t *heading = place->heading;
  const bool specific = heading != NULL && sl_quote_label_has(heading, "specific");
  const bool aggregate = heading != NULL && sl_quote_label_has(heading, "aggregate");
  if (specific || !aggregate) {
    put_contract(place, &place->option->specific.contract);
  }
  if (aggregate || !specific) {
    sl_quote_place_t second = *place; /* what does not fit is told once */
    second.quiet |= !aggregate;
    put_contract(&second, &place->option->aggregate.contract);
  }
}

/* A pooling level is met each policy year by each person. */
sl_quote_contract_t sl_quote_pooled(sl_quote_cell_t cell)
{
  return (sl_quote_contract_t){
      .basis = SL_QUOTE_BASIS_POOLED, .text = "pooled per person and year", .cell = cell};
}

static void put_deductible(sl_quote_place_t *place)
{
  const double number = place->value.number;
  if (place->value.form == SL_FORM_NUMBER && !place->value.percent && number >= 0 &&
      (number < DEDUCTIBLE_MIN || number > DEDUCTIBLE_MAX)) {
    sl_quote_misplaced(place,
                       number < DEDUCTIBLE_MIN
                           ? "too small for a deductible; thousands are written 50,000 or 50K"
                           : "too large for a deductible");
  } else {
    sl_quote_amount(place, &place->option->specific.deductible);
    sl_quote_contract_t *contract = &place->option->specific.contract;
    if (sl_quote_says(place->label_text, "pool") && contract->basis == SL_QUOTE_BASIS_NONE) {
      *contract = sl_quote_pooled(place->cell);
    }
  }
}

static void put_aggregating(sl_quote_place_t *place)
{
  sl_quote_specific_t *specific = &place->option->specific;
  const bool none = place->value.form == SL_FORM_NOTHING ||
                    (place->value.form == SL_FORM_NUMBER && place->value.number == 0);
  if (none) {
    specific->no_aggregating = true;
  } else {
    sl_quote_amount(place, &specific->aggregating_deductible);
  }
}

static void put_maximum(sl_quote_place_t *place)
{
  if (place->value.form == SL_FORM_UNLIMITED) {
    place->option->specific.unlimited = true;
  } else {
    sl_quote_amount(place, &place->option->specific.maximum);
  }
}

static void put_limit(const sl_quote_place_t *place, sl_quote_amount_t *amount)
{
  if (place->value.form != SL_FORM_UNLIMITED) {
    sl_quote_amount(place, amount);
  }
}

/* 1.25, 125%, 25%, 0.25, 125 and 25 are one corridor. */
static void put_corridor(sl_quote_place_t *place)
{
  const sl_quote_value_t *value = &place->value;
  if (value->form != SL_FORM_NUMBER || value->number < 0 || value->money) {
    if (value->form != SL_FORM_NOTHING && value->form != SL_FORM_DECLINED) {
      sl_quote_misplaced(place, "no corridor such as 125%, 25% or 1.25");
    }
    return;
  }
  const double number = !value->percent && value->number >= 5 ? value->number / 100 : value->number;
  const double corridor = number < 1 ? 1 + number : number;
  if (corridor > 3) {
    sl_quote_misplaced(place, "no corridor such as 125%, 25% or 1.25");
  } else {
    sl_quote_put(place, &place->option->aggregate.corridor, corridor);
  }
}

/* "100% of claims fund", "125%", or an amount. */
static void put_attachment(sl_quote_place_t *place)
{
  const sl_quote_value_t *value = &place->value;
  sl_quote_aggregate_t *aggregate = &place->option->aggregate;
  if (value->form != SL_FORM_NUMBER || !value->percent) {
    sl_quote_price(place, &aggregate->factors, SL_QUOTE_TOTAL_ATTACHMENT);
  } else if (sl_quote_says(value->rest, "of claim") || sl_quote_says(value->rest, "claims fund") ||
             sl_quote_says(value->rest, "of fund") || sl_quote_label_has(place->label, "fund")) {
    sl_quote_put(place, &aggregate->share_of_fund, value->number);
  } else {
    put_corridor(place);
  }
}

static void put_accommodation(sl_quote_place_t *place)
{
  sl_quote_aggregate_t *aggregate = &place->option->aggregate;
  if (place->value.form == SL_FORM_NUMBER) {
    sl_quote_amount(place, &aggregate->accommodation);
  }
  aggregate->accommodation_is = (sl_quote_text_t){
      .text = sl_book_copy(place->book, place->text, SL_BOOK_LABEL), .cell = place->cell};
}

/* A share of the claims fund, a year's or an employee's total, or a price by tier. */
static void put_expected_claims(sl_quote_place_t *place)
{
  if (place->value.form == SL_FORM_NUMBER && place->value.percent) {
    sl_quote_share(place, &place->option->level.expected_share);
  } else if (place->label->n_tiers == 0) {
    sl_quote_add_total(place, SL_QUOTE_TOTAL_EXPECTED_CLAIMS, sl_quote_per_of_total(place),
                       place->label->unit == SL_UNIT_MONTH ? 12 : 1);
  } else {
    sl_quote_price(place, &place->option->expected_claims, SL_QUOTE_TOTAL_EXPECTED_CLAIMS);
  }
}

static void put_specific_contract(sl_quote_place_t *place)
{
  put_contract(place, &place->option->specific.contract);
}

static void put_aggregate_contract(sl_quote_place_t *place)
{
  put_contract(place, &place->option->aggregate.contract);
}

static void put_specific_rate(sl_quote_place_t *place)
{
  sl_quote_price(place, &place->option->specific.rates, SL_QUOTE_TOTAL_SPECIFIC);
}

static void put_aggregate_premium(sl_quote_place_t *place)
{
  sl_quote_price(place, &place->option->aggregate.premium, SL_QUOTE_TOTAL_AGGREGATE);
}

static void put_factor(sl_quote_place_t *place)
{
  sl_quote_price(place, &place->option->aggregate.factors, SL_QUOTE_TOTAL_ATTACHMENT);
}

static void put_run_in(sl_quote_place_t *place)
{
  put_limit(place, &place->option->specific.run_in_limit);
}

static void put_aggregate_maximum(sl_quote_place_t *place)
{
  put_limit(place, &place->option->aggregate.maximum);
}

static void put_minimum(sl_quote_place_t *place)
{
  sl_quote_amount(place, &place->option->aggregate.minimum);
}

static void put_stop_loss(sl_quote_place_t *place)
{
  sl_quote_price(place, &place->option->level.stop_loss, SL_QUOTE_TOTAL_STOP_LOSS);
}

static void put_claims_fund(sl_quote_place_t *place)
{
  sl_quote_price(place, &place->option->level.claims_fund, SL_QUOTE_TOTAL_ATTACHMENT);
}

static void put_refund(sl_quote_place_t *place)
{
  sl_quote_share(place, &place->option->level.refund_share);
}

static void put_expected_share(sl_quote_place_t *place)
{
  sl_quote_share(place, &place->option->level.expected_share);
}

bool sl_quote_place_cover(sl_quote_place_t *place)
{
  static void (*const putters[SL_ITEMS])(sl_quote_place_t *) = {
      [SL_ITEM_CONTRACT] = put_contracts,
      [SL_ITEM_SPECIFIC_DEDUCTIBLE] = put_deductible,
      [SL_ITEM_SPECIFIC_CONTRACT] = put_specific_contract,
      [SL_ITEM_SPECIFIC_RATE] = put_specific_rate,
      [SL_ITEM_AGGREGATING] = put_aggregating,
      [SL_ITEM_PERSON_MAXIMUM] = put_maximum,
      [SL_ITEM_RUN_IN] = put_run_in,
      [SL_ITEM_LASER] = sl_quote_place_lasers,
      [SL_ITEM_AGGREGATE_CONTRACT] = put_aggregate_contract,
      [SL_ITEM_AGGREGATE_PREMIUM] = put_aggregate_premium,
      [SL_ITEM_FACTOR] = put_factor,
      [SL_ITEM_ATTACHMENT] = put_attachment,
      [SL_ITEM_MINIMUM] = put_minimum,
      [SL_ITEM_CORRIDOR] = put_corridor,
      [SL_ITEM_AGGREGATE_MAXIMUM] = put_aggregate_maximum,
      [SL_ITEM_ACCOMMODATION] = put_accommodation,
      [SL_ITEM_STOP_LOSS] = put_stop_loss,
      [SL_ITEM_CLAIMS_FUND] = put_claims_fund,
      [SL_ITEM_REFUND] = put_refund,
      [SL_ITEM_EXPECTED_SHARE] = put_expected_share,
      [SL_ITEM_EXPECTED_CLAIMS] = put_expected_claims};
  if (putters[place->meaning->item] == NULL) {
    return false;
  }
  putters[place->meaning->item](place);
  return true;
}
