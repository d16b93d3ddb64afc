#include "sim/input/offers/offers.h"
#include "sim/input/offers/terms.h"
#include "sim/input/read/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One option on its way. */
typedef struct making {
  sl_offers_t *offers;
  sl_offers_options_t *options;
  const sl_quote_t *quote;
  sl_offered_t *offered;
  sl_arrangement_t *arrangement;
  bool whole;
} making_t;

/* A spreadsheet holds 15 digits; what it computed may carry dust behind them. */
static double amount_of(const sl_quote_amount_t *amount)
{
  return sl_number_rounded(amount->value, 15);
}

static double amount_or(const sl_quote_amount_t *amount, double otherwise)
{
  return amount->known ? amount_of(amount) : otherwise;
}

#define LACKS(making, where, ...)                                                                  \
  ((making)->whole = false,                                                                        \
   sl_offers_leave((making)->offers, where, (making)->quote->name, "", __VA_ARGS__))

/* ---- prices ---- */

/* By the project's tiers; a tier of the file that nobody is in may have no price. */
static bool by_tier(making_t *making, const sl_quote_price_t *price, const char *what,
                    double rate[SL_TIERS])
{
  const sl_quotes_t *quotes = making->offers->quotes;
  for (size_t t = 0; t < SL_TIERS; t++) {
    rate[t] = NAN;
  }
  for (size_t i = 0; i < quotes->n_tiers; i++) {
    const sl_quote_tier_t *tier = &quotes->tiers[i];
    const bool nobody = tier->enrolment.known && tier->enrolment.value == 0.0;
    if (!price->tier[i].known && !nobody) {
      LACKS(making, making->quote->cell, "the option is left out: %s is not stated for tier %s",
            what, sl_quote_tier_names[tier->name]);
      return false;
    }
    for (size_t t = 0; t < SL_TIERS; t++) {
      if (tier->covers[t]) {
        rate[t] = amount_or(&price->tier[i], 0.0);
      }
    }
  }
  for (size_t t = 0; t < SL_TIERS; t++) {
    rate[t] = isnan(rate[t]) ? 0.0 : rate[t];
  }
  return true;
}

static sl_premium_t premium_of(making_t *making, const sl_quote_price_t *price, const char *what)
{
  sl_premium_t premium = {.kind = SL_PREMIUM_NONE};
  if (sl_offers_is_by_tier(price)) {
    premium.kind = by_tier(making, price, what, premium.tier) ? SL_PREMIUM_TIERS : SL_PREMIUM_NONE;
  } else if (price->composite.known || price->yearly.known) {
    premium.kind = SL_PREMIUM_AMOUNT;
    premium.per = price->composite.known ? SL_PER_EMPLOYEE_MONTH : SL_PER_YEAR;
    premium.amount = amount_of(price->composite.known ? &price->composite : &price->yearly);
  }
  return premium;
}

/* A fee of a price: by tier only where tiers differ. */
static void add_price_fee(making_t *making, const sl_quote_price_t *price, const char *name,
                          bool taxed_as_premium)
{
  sl_fee_t fee = {.per = SL_PER_EMPLOYEE_MONTH, .taxed_as_premium = taxed_as_premium};
  const sl_premium_t premium = premium_of(making, price, name);
  if (premium.kind == SL_PREMIUM_NONE) {
    return;
  }
  if (premium.kind == SL_PREMIUM_AMOUNT) {
    fee.amount = premium.amount;
    fee.per = premium.per;
  } else if (premium.tier[0] == premium.tier[1] && premium.tier[0] == premium.tier[2] &&
             premium.tier[0] == premium.tier[3]) {
    fee.amount = premium.tier[0];
  } else {
    fee.by_tier = true;
    for (size_t t = 0; t < SL_TIERS; t++) {
      fee.tier[t] = premium.tier[t];
    }
  }
  sl_offers_add_fee(making->offers, making->arrangement, name, &fee);
}

/* ---- covers ---- */

static void place_laser(making_t *making, const sl_quote_laser_t *laser)
{
  sl_specific_t *specific = &making->arrangement->specific;
  const double deductible = sl_number_rounded(laser->deductible, 15);
  const sl_laser_place_t *place = sl_offers_laser_place(making->options, laser->who);
  if (place != NULL && deductible >= specific->deductible) {
    making->offered->laser_ids[specific->n_lasers] = place->id;
    specific->lasers[specific->n_lasers++] = (sl_laser_t){place->row, deductible, false};
    return;
  }
  sl_quoted_t *quoted = making->arrangement->quoted;
  sl_quoted_laser_t *kept = &quoted->lasers[quoted->n_lasers];
  kept->who = sl_offers_plain(laser->who[0] != '\0' ? laser->who : "not named");
  kept->deductible = deductible;
  making->offers->failed = making->offers->failed || kept->who == NULL;
  quoted->n_lasers += kept->who != NULL ? 1 : 0;
  sl_offers_leave(making->offers, laser->cell, making->quote->name, "laser",
                  place != NULL
                      ? "a laser below the specific deductible; counted as none"
                      : "a laser without a member of the census: counted in the exposure, not "
                        "simulated; --laser \"WHO=ROW\" places it");
}

static void place_lasers(making_t *making)
{
  const sl_quote_specific_t *from = &making->quote->specific;
  sl_specific_t *specific = &making->arrangement->specific;
  sl_quoted_t *quoted = making->arrangement->quoted;
  specific->lasers = calloc(from->n_lasers + 1, sizeof *specific->lasers);
  quoted->lasers = calloc(from->n_lasers + 1, sizeof *quoted->lasers);
  if (specific->lasers == NULL || quoted->lasers == NULL) {
    making->offers->failed = true;
    return;
  }
  for (size_t i = 0; i < from->n_lasers; i++) {
    place_laser(making, &from->lasers[i]);
  }
}

static bool runs_in(const sl_quote_contract_t *contract)
{
  return contract->basis == SL_QUOTE_BASIS_PAID ||
         (contract->basis == SL_QUOTE_BASIS_MONTHS && contract->incurred > SL_MONTHS_PER_YEAR);
}

static void take_specific(making_t *making, const sl_quote_price_t *rates)
{
  const sl_quote_specific_t *from = &making->quote->specific;
  sl_specific_t *specific = &making->arrangement->specific;
  if (!from->deductible.known) {
    if (sl_quote_has_price(rates)) {
      LACKS(making, making->quote->cell,
            "the option is left out: a specific premium, but no specific deductible");
    }
    return;
  }
  making->arrangement->has_specific = true;
  *specific =
      (sl_specific_t){.deductible = amount_of(&from->deductible),
                      .aggregating_deductible = amount_or(&from->aggregating_deductible, 0.0),
                      .coinsurance = 1.0,
                      .maximum = amount_or(&from->maximum, INFINITY),
                      .run_in_maximum = INFINITY};
  if (from->run_in_limit.known && runs_in(&from->contract)) {
    specific->run_in_maximum = amount_of(&from->run_in_limit);
  } else if (from->run_in_limit.known) {
    sl_offers_leave(making->offers, from->run_in_limit.cell, making->quote->name, "run-in limit",
                    "the contract covers no claim of before the year");
  }
  for (size_t i = 0; i < making->quote->n_terms; i++) {
    const sl_quote_term_t *term = &making->quote->terms[i];
    specific->advance_funding =
        specific->advance_funding || (term->kind == SL_QUOTE_ADVANCE_FUNDING && term->yes == 1);
  }
  making->arrangement->specific_premium = premium_of(making, rates, "the specific rate");
  place_lasers(making);
}

/* Factors of a price, composite ones for every tier; false where it has none. */
static bool take_factors(making_t *making, const sl_quote_price_t *price, const char *what)
{
  sl_aggregate_t *aggregate = &making->arrangement->aggregate;
  if (sl_offers_is_by_tier(price)) {
    aggregate->kind = SL_ATTACHMENT_FACTORS;
    return by_tier(making, price, what, aggregate->factor);
  }
  if (price->composite.known) {
    aggregate->kind = SL_ATTACHMENT_FACTORS;
    for (size_t t = 0; t < SL_TIERS; t++) {
      aggregate->factor[t] = amount_of(&price->composite);
    }
    return true;
  }
  aggregate->kind = SL_ATTACHMENT_AMOUNT;
  aggregate->attachment = amount_or(&price->yearly, NAN);
  return price->yearly.known;
}

/* "Included", "Yes"; what is none of these is no accommodation, or has a price. */
static bool says_yes(const char *text)
{
  return text != NULL && strchr("IiYy", text[0]) != NULL && text[0] != '\0';
}

static void take_accommodation(making_t *making)
{
  const sl_quote_aggregate_t *from = &making->quote->aggregate;
  making->arrangement->aggregate.accommodation =
      from->accommodation.known || says_yes(from->accommodation_is.text);
  if (from->accommodation.known && from->accommodation.value > 0.0) {
    const sl_quote_price_t price = {.composite = from->accommodation};
    add_price_fee(making, &price, "monthly accommodation", true);
  }
}

static void take_aggregate(making_t *making)
{
  const sl_quote_aggregate_t *from = &making->quote->aggregate;
  sl_aggregate_t *aggregate = &making->arrangement->aggregate;
  if (!from->has) {
    return;
  }
  aggregate->maximum = amount_or(&from->maximum, INFINITY);
  aggregate->minimum = amount_or(&from->minimum, 0.0);
  aggregate->carrier_corridor = amount_or(&from->corridor, 1.25);
  making->arrangement->has_aggregate = true;
  if (!take_factors(making, &from->factors, "the aggregate factor") && making->whole) {
    if (!from->corridor.known) {
      LACKS(making, making->quote->cell,
            "the option is left out: an aggregate without factors, attachment point or corridor");
      return;
    }
    aggregate->kind = SL_ATTACHMENT_CORRIDOR;
    aggregate->corridor = amount_of(&from->corridor);
    sl_offers_assume(making->offers, "An aggregate with a corridor and no factors attaches at that "
                                     "corridor on the claims that the simulation expects");
  }
  making->arrangement->aggregate_premium = premium_of(making, &from->premium, "the aggregate rate");
  take_accommodation(making);
}

/* ---- kinds ---- */

static void take_level(making_t *making)
{
  const sl_quote_t *quote = making->quote;
  const sl_quote_level_t *level = &quote->level;
  sl_aggregate_t *aggregate = &making->arrangement->aggregate;
  const bool parts = sl_quote_has_price(&level->claims_fund);
  const sl_quote_price_t *fund = parts ? &level->claims_fund : &quote->aggregate.factors;
  const sl_quote_price_t *stop_loss =
      sl_quote_has_price(&level->stop_loss) ? &level->stop_loss : &quote->specific.rates;
  aggregate->minimum = amount_or(&quote->aggregate.minimum, 0.0);
  aggregate->maximum = amount_or(&quote->aggregate.maximum, INFINITY);
  making->arrangement->has_aggregate = true;
  if (!sl_quote_has_price(fund)) {
    LACKS(making, quote->cell,
          "the option is left out: the level rate's parts (administration, stop loss, claims fund) "
          "are not stated");
    return;
  }
  (void)take_factors(making, fund, "the claims fund");
  aggregate->carrier_corridor = level->expected_share.known && level->expected_share.value > 0.0
                                    ? 1.0 / amount_of(&level->expected_share)
                                    : amount_or(&quote->aggregate.corridor, 1.25);
  if (!level->expected_share.known && !quote->aggregate.corridor.known) {
    sl_offers_assume(making->offers, "A level-funded option that does not say what claims it "
                                     "expects is taken to expect its claims fund / 1.25");
  }
  if (quote->aggregate.share_of_fund.known && quote->aggregate.share_of_fund.value != 1.0) {
    sl_offers_leave(making->offers, quote->aggregate.share_of_fund.cell, quote->name,
                    "aggregate attachment", "the aggregate is taken to begin at the claims fund");
  }
  making->arrangement->surplus_share = amount_or(&level->refund_share, 0.0);
  if (quote->specific.deductible.known) {
    take_specific(making, stop_loss);
  } else {
    making->arrangement->aggregate_premium = premium_of(making, stop_loss, "the stop-loss rate");
  }
  if (sl_quote_has_price(&quote->aggregate.premium)) {
    making->arrangement->aggregate_premium =
        premium_of(making, &quote->aggregate.premium, "the aggregate rate");
  }
  add_price_fee(making, &level->administration, "administration", false);
}

static void take_insured(making_t *making)
{
  const sl_quote_t *quote = making->quote;
  sl_quote_price_t rates = quote->rates;
  for (size_t i = 0; i < quote->n_totals && !sl_quote_has_price(&rates); i++) {
    const sl_quote_total_t *total = &quote->totals[i];
    if ((total->kind == SL_QUOTE_TOTAL_PREMIUM || total->kind == SL_QUOTE_TOTAL_COST) &&
        total->per == SL_QUOTE_PER_YEAR) {
      rates.yearly = total->amount;
      sl_offers_assume(making->offers, "%s states no rates: its premium is the year's total",
                       quote->name);
    }
  }
  making->arrangement->premium = premium_of(making, &rates, "the rate");
  if (making->whole && making->arrangement->premium.kind == SL_PREMIUM_NONE) {
    LACKS(making, quote->cell, "the option is left out: an insured plan without rates");
  }
}

static void take_kind(making_t *making)
{
  static const char *const kinds[SL_QUOTE_KINDS] = {[SL_QUOTE_ASO] = "aso",
                                                    [SL_QUOTE_FULLY_INSURED] = "fully_insured",
                                                    [SL_QUOTE_LEVEL_FUNDED] = "level_funded",
                                                    [SL_QUOTE_REFUND] = "refund_accounting",
                                                    [SL_QUOTE_PEO] = "fully_insured"};
  making->arrangement->kind = sl_arrangement_kind(kinds[making->quote->kind]);
  if (making->quote->kind == SL_QUOTE_ASO) {
    take_specific(making, &making->quote->specific.rates);
    take_aggregate(making);
  } else if (making->quote->kind == SL_QUOTE_LEVEL_FUNDED) {
    take_level(making);
  } else {
    take_insured(making);
  }
  if (making->quote->kind == SL_QUOTE_PEO || making->quote->kind == SL_QUOTE_REFUND) {
    sl_offers_assume(making->offers,
                     making->quote->kind == SL_QUOTE_PEO
                         ? "%s, a plan of a professional employer organisation, is taken as fully "
                           "insured"
                         : "%s, refund accounting: terms of its balance are not in the file; add "
                           "refund: and pooling: where they are known",
                     making->quote->name);
  }
}

/* Whether a tax of the option names what is paid for travel. */
static bool taxes_travel(const sl_quote_t *quote)
{
  for (size_t i = 0; i < quote->n_taxes; i++) {
    if ((quote->taxes[i].on & SL_QUOTE_ON_OUT_OF_COUNTRY) != 0) {
      return true;
    }
  }
  return false;
}

bool sl_offers_arrange(sl_offers_t *offers, sl_offers_options_t *options, sl_offered_t *offered)
{
  sl_arrangement_t *arrangement = &offered->arrangement;
  making_t making = {offers, options, offered->quote, offered, arrangement, true};
  *arrangement = (sl_arrangement_t){.budget = {SL_BUDGET_EXPECTED, 1.0}};
  arrangement->name = sl_offers_plain(offered->quote->name);
  arrangement->quoted = sl_quoted_new();
  arrangement->fees = calloc(SL_QUOTE_FEES_MAX + SL_OFFERS_FEES_MORE, sizeof *arrangement->fees);
  arrangement->taxes = calloc(SL_QUOTE_TAXES_MAX, sizeof *arrangement->taxes);
  if (arrangement->name == NULL || arrangement->quoted == NULL || arrangement->fees == NULL ||
      arrangement->taxes == NULL) {
    offers->failed = true;
    return false;
  }
  sl_offers_take_terms(offers, options, offered);
  take_kind(&making);
  add_price_fee(&making, &offered->quote->out_of_country, "out of country",
                offered->quote->n_taxes == 0 || taxes_travel(offered->quote));
  if (sl_offers_is_by_tier(&offered->quote->expected_claims)) {
    by_tier(&making, &offered->quote->expected_claims, "expected claims",
            arrangement->quoted->expected);
  } else if (offered->quote->expected_claims.composite.known) {
    for (size_t t = 0; t < SL_TIERS; t++) {
      arrangement->quoted->expected[t] = amount_of(&offered->quote->expected_claims.composite);
    }
  } else if (offered->quote->expected_claims.yearly.known) {
    sl_offers_leave(offers, offered->quote->expected_claims.yearly.cell, offered->quote->name,
                    "expected claims", "expected claims are held by tier and month, not by year");
  }
  return making.whole && !offers->failed;
}
