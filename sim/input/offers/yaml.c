#include "sim/input/offers/yaml.h"

#include "sim/input/read/number.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- values ---- */

static void append_number(sl_text_t *text, double value)
{
  char number[SL_NUMBER_TEXT];
  sl_text_append(text, "%s", sl_number_format(value, number));
}

/* " # B17" and the end of the line. */
static void end_line(sl_text_t *text, sl_quote_cell_t cell)
{
  char name[SL_QUOTE_CELL_TEXT];
  if (cell.row > 0) {
    sl_text_append(text, " # %s", sl_quote_cell_name(cell, name));
  }
  sl_text_append(text, "\n");
}

static sl_quote_cell_t cell_of_price(const sl_quote_price_t *price)
{
  if (price->composite.known) {
    return price->composite.cell;
  }
  for (size_t i = 0; i < SL_QUOTE_TIERS_MAX; i++) {
    if (price->tier[i].known) {
      return price->tier[i].cell;
    }
  }
  return price->yearly.cell;
}

static void append_line(sl_text_t *text, const char *key, const char *value, sl_quote_cell_t cell)
{
  if (value != NULL) {
    sl_text_append(text, "%s", key);
    sl_text_append_quoted(text, value);
    end_line(text, cell);
  }
}

static void append_amount(sl_text_t *text, const char *key, double value, sl_quote_cell_t cell)
{
  sl_text_append(text, "%s", key);
  append_number(text, value);
  end_line(text, cell);
}

static void append_tiers(sl_text_t *text, const double by_tier[SL_TIERS])
{
  const char *before = "{";
  for (size_t t = 0; t < SL_TIERS; t++) {
    if (!isnan(by_tier[t])) {
      sl_text_append(text, "%s%s: ", before, sl_tier_names[t]);
      append_number(text, by_tier[t]);
      before = ", ";
    }
  }
  sl_text_append(text, "}");
}

static void append_premium(sl_text_t *text, const char *indent, const sl_premium_t *premium,
                           sl_quote_cell_t cell)
{
  if (premium->kind == SL_PREMIUM_NONE) {
    return;
  }
  sl_text_append(text, "%spremium: {", indent);
  if (premium->kind == SL_PREMIUM_TIERS) {
    sl_text_append(text, "tiers: ");
    append_tiers(text, premium->tier);
  } else {
    sl_text_append(text, "amount: ");
    append_number(text, premium->amount);
    sl_text_append(text, ", per: %s", sl_per_names[premium->per]);
  }
  sl_text_append(text, "}");
  end_line(text, cell);
}

/* ---- what the quote says ---- */

static bool is_given(const double by_tier[SL_TIERS])
{
  for (size_t t = 0; t < SL_TIERS; t++) {
    if (!isnan(by_tier[t])) {
      return true;
    }
  }
  return false;
}

static void append_quoted_lasers(sl_text_t *text, const sl_quoted_t *quoted)
{
  if (quoted->n_lasers > 0) {
    sl_text_append(text, "      lasers:\n");
  }
  for (size_t i = 0; i < quoted->n_lasers; i++) {
    sl_text_append(text, "        - {who: ");
    sl_text_append_quoted(text, quoted->lasers[i].who);
    sl_text_append(text, ", deductible: ");
    append_number(text, quoted->lasers[i].deductible);
    sl_text_append(text, "}\n");
  }
}

static void append_quote(sl_text_t *text, const sl_offered_t *offered)
{
  const sl_quote_cell_t nowhere = {0, 0};
  const sl_quoted_t *quoted = offered->arrangement.quoted;
  const sl_quote_t *quote = offered->quote;
  sl_text_append(text, "    quote:\n      role: %s\n", sl_quoted_role_names[quoted->role]);
  append_line(text, "      carrier: ", quoted->carrier, quote->carrier.cell);
  append_line(text, "      administrator: ", quoted->administrator, quote->administrator.cell);
  if (quoted->status != SL_QUOTED_UNKNOWN) {
    append_line(text, "      status: ", sl_quoted_status_names[quoted->status],
                quote->status_said.cell);
  }
  append_line(text, "      terms: ", quoted->terms, nowhere);
  if (quoted->no_new_laser) {
    sl_text_append(text, "      no_new_laser: true\n");
  }
  if (!isnan(quoted->rate_cap)) {
    append_amount(text, "      rate_cap: ", quoted->rate_cap, nowhere);
  }
  if (!isnan(quoted->commission)) {
    append_amount(text, "      commission: ", quoted->commission, quote->commission.amount.cell);
  }
  if (quoted->rebates > 0.0) {
    append_amount(text, "      rebates: ", quoted->rebates, quote->rebates.amount.cell);
  }
  if (is_given(quoted->expected)) {
    sl_text_append(text, "      expected_claims: ");
    append_tiers(text, quoted->expected);
    end_line(text, cell_of_price(&quote->expected_claims));
  }
  if (is_given(quoted->relativity)) {
    sl_text_append(text, "      relativities: ");
    append_tiers(text, quoted->relativity);
    sl_text_append(text, "\n");
  }
  append_quoted_lasers(text, quoted);
}

/* ---- fees and taxes ---- */

/* The cell of a fee: the lines of administration are the first fees, in the file's order; the
 * others have none. */
static sl_quote_cell_t cell_of_fee(const sl_quote_t *quote, const sl_fee_t *fee)
{
  for (size_t i = 0; i < quote->n_fees; i++) {
    if (!fee->by_tier && sl_number_rounded(quote->fees[i].amount.value, 15) == fee->amount) {
      const char *key = quote->fees[i].key;
      size_t c = 0;
      while (key[c] != '\0' && (key[c] == fee->name[c] || (key[c] == '_' && fee->name[c] == ' '))) {
        c++;
      }
      if (key[c] == '\0' && fee->name[c] == '\0') {
        return quote->fees[i].amount.cell;
      }
    }
  }
  return (sl_quote_cell_t){0, 0};
}

static void append_fees(sl_text_t *text, const sl_offered_t *offered)
{
  const sl_arrangement_t *arrangement = &offered->arrangement;
  if (arrangement->n_fees > 0) {
    sl_text_append(text, "    fees:\n");
  }
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    const sl_fee_t *fee = &arrangement->fees[i];
    sl_text_append(text, "      - {name: ");
    sl_text_append_quoted(text, fee->name);
    if (fee->by_tier) {
      sl_text_append(text, ", tiers: ");
      append_tiers(text, fee->tier);
    } else {
      sl_text_append(text, ", amount: ");
      append_number(text, fee->amount);
      sl_text_append(text, ", per: %s", sl_per_names[fee->per]);
    }
    sl_text_append(text, "%s}", fee->taxed_as_premium ? ", taxed_as: premium" : "");
    end_line(text, cell_of_fee(offered->quote, fee));
  }
}

static void append_taxes(sl_text_t *text, const sl_arrangement_t *arrangement)
{
  static const char *const bases[SL_TAX_BASES] = {"premium", "paid_claims", "fees"};
  if (arrangement->n_taxes > 0) {
    sl_text_append(text, "    taxes:\n");
  }
  for (size_t i = 0; i < arrangement->n_taxes; i++) {
    const sl_tax_t *tax = &arrangement->taxes[i];
    const char *before = "";
    sl_text_append(text, "      - {name: ");
    sl_text_append_quoted(text, tax->name);
    sl_text_append(text, ", rate: ");
    append_number(text, tax->rate);
    sl_text_append(text, ", on: [");
    for (unsigned b = 0; b < SL_TAX_BASES; b++) {
      if ((tax->on & 1U << b) != 0) {
        sl_text_append(text, "%s%s", before, bases[b]);
        before = ", ";
      }
    }
    sl_text_append(text, "]}\n");
  }
}

/* ---- covers ---- */

static void append_contract(sl_text_t *text, const sl_quote_contract_t *contract)
{
  if (contract->basis == SL_QUOTE_BASIS_PAID) {
    sl_text_append(text, "      contract: paid");
    end_line(text, contract->cell);
  } else if (contract->basis == SL_QUOTE_BASIS_MONTHS) {
    sl_text_append(text, "      contract: %u/%u", contract->incurred, contract->paid);
    end_line(text, contract->cell);
  }
}

static void append_finite(sl_text_t *text, const char *key, double value, double none,
                          sl_quote_cell_t cell)
{
  if (isfinite(value) && value != none) {
    append_amount(text, key, value, cell);
  }
}

static void append_specific(sl_text_t *text, const sl_offered_t *offered)
{
  const sl_specific_t *specific = &offered->arrangement.specific;
  const sl_quote_specific_t *from = &offered->quote->specific;
  const sl_quote_price_t *rates = sl_quote_has_price(&offered->quote->level.stop_loss)
                                      ? &offered->quote->level.stop_loss
                                      : &from->rates;
  if (!offered->arrangement.has_specific) {
    return;
  }
  sl_text_append(text, "    specific:\n");
  append_amount(text, "      deductible: ", specific->deductible, from->deductible.cell);
  append_contract(text, &from->contract);
  append_finite(text, "      aggregating_deductible: ", specific->aggregating_deductible, 0.0,
                from->aggregating_deductible.cell);
  append_finite(text, "      maximum: ", specific->maximum, -1.0, from->maximum.cell);
  append_finite(text, "      run_in_maximum: ", specific->run_in_maximum, -1.0,
                from->run_in_limit.cell);
  if (specific->advance_funding) {
    sl_text_append(text, "      advance_funding: true\n");
  }
  if (specific->n_lasers > 0) {
    sl_text_append(text, "      lasers:\n");
  }
  for (size_t i = 0; i < specific->n_lasers; i++) {
    if (specific->lasers[i].row > 0) {
      sl_text_append(text, "        - {member: %lu", (unsigned long)specific->lasers[i].row);
    } else {
      sl_text_append(text, "        - {member_id: ");
      sl_text_append_quoted(text, offered->laser_ids[i]);
    }
    sl_text_append(text, ", deductible: ");
    append_number(text, specific->lasers[i].deductible);
    sl_text_append(text, "}\n");
  }
  append_premium(text, "      ", &offered->arrangement.specific_premium, cell_of_price(rates));
}

static void append_attachment(sl_text_t *text, const sl_offered_t *offered)
{
  const sl_aggregate_t *aggregate = &offered->arrangement.aggregate;
  const sl_quote_t *quote = offered->quote;
  const sl_quote_price_t *factors = sl_quote_has_price(&quote->level.claims_fund)
                                        ? &quote->level.claims_fund
                                        : &quote->aggregate.factors;
  const double *f = aggregate->factor;
  const sl_quote_cell_t cell = cell_of_price(factors);
  if (aggregate->kind == SL_ATTACHMENT_CORRIDOR) {
    append_amount(text, "      corridor: ", aggregate->corridor, quote->aggregate.corridor.cell);
  } else if (aggregate->kind == SL_ATTACHMENT_AMOUNT) {
    append_amount(text, "      attachment: ", aggregate->attachment, cell);
  } else if (factors->composite.known) {
    append_amount(text, "      factors: ", f[0], cell);
  } else {
    sl_text_append(text, "      factors: ");
    append_tiers(text, f);
    end_line(text, cell);
  }
  if (aggregate->kind != SL_ATTACHMENT_CORRIDOR) {
    append_amount(text, "      carrier_corridor: ", aggregate->carrier_corridor,
                  quote->level.expected_share.known ? quote->level.expected_share.cell
                                                    : quote->aggregate.corridor.cell);
  }
}

static void append_aggregate(sl_text_t *text, const sl_offered_t *offered)
{
  const sl_aggregate_t *aggregate = &offered->arrangement.aggregate;
  const sl_quote_aggregate_t *from = &offered->quote->aggregate;
  if (!offered->arrangement.has_aggregate) {
    return;
  }
  sl_text_append(text, "    aggregate:\n");
  append_attachment(text, offered);
  append_finite(text, "      minimum: ", aggregate->minimum, 0.0, from->minimum.cell);
  append_finite(text, "      maximum: ", aggregate->maximum, -1.0, from->maximum.cell);
  append_contract(text, &from->contract);
  if (aggregate->accommodation) {
    sl_text_append(text, "      accommodation: true\n");
  }
  append_premium(text, "      ", &offered->arrangement.aggregate_premium,
                 cell_of_price(&from->premium));
}

static void append_arrangement(sl_text_t *text, const sl_offered_t *offered)
{
  const sl_arrangement_t *arrangement = &offered->arrangement;
  append_line(text, "  - name: ", arrangement->name, offered->quote->cell);
  sl_text_append(text, "    kind: %s\n", arrangement->kind->name);
  append_quote(text, offered);
  append_fees(text, offered);
  append_premium(text, "    ", &arrangement->premium, cell_of_price(&offered->quote->rates));
  append_specific(text, offered);
  append_aggregate(text, offered);
  append_taxes(text, arrangement);
  if (arrangement->surplus_share > 0.0) {
    append_amount(text, "    surplus_share: ", arrangement->surplus_share,
                  offered->quote->level.refund_share.cell);
  }
}

char *sl_offers_yaml(const sl_offers_t *offers)
{
  sl_text_t text = {0};
  sl_text_append(&text, "arrangements: # from a file of quotes; behind values, the cells they came "
                        "from\n");
  for (size_t i = 0; i < offers->n; i++) {
    if (offers->list[i].whole) {
      append_arrangement(&text, &offers->list[i]);
    }
  }
  return sl_text_take(&text);
}
