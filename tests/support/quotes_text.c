#include "tests/support/quotes_text.h"

#include "sim/input/read/text.h"

#include <string.h>

static const char *const roles[] = {"option", "current", "renewal"};
static const char *const pers[] = {"pepm", "year", "of claims", "of premium", "pmpm"};
static const char *const addeds[] = {"", " included", " on top"};
static const char *const statuses[] = {"", "firm", "contingent"};

static void amount(sl_text_t *text, const char *name, const sl_quote_amount_t *value)
{
  char cell[SL_QUOTE_CELL_TEXT];
  if (value->known) {
    sl_text_append(text, " %s=%.10g@%s", name, value->value, sl_quote_cell_name(value->cell, cell));
  }
}

static void price(sl_text_t *text, const sl_quotes_t *quotes, const char *name,
                  const sl_quote_price_t *value)
{
  if (!sl_quote_has_price(value)) {
    return;
  }
  sl_text_append(text, "  %s:", name);
  amount(text, "composite", &value->composite);
  amount(text, "yearly", &value->yearly);
  for (size_t t = 0; t < quotes->n_tiers; t++) {
    amount(text, sl_quote_tier_names[quotes->tiers[t].name], &value->tier[t]);
  }
  sl_text_append(text, "\n");
}

static void head(sl_text_t *text, const sl_quotes_t *quotes)
{
  char cell[SL_QUOTE_CELL_TEXT];
  sl_text_append(text, "title %s\nheader %u%s%s\n", quotes->title, quotes->header_row,
                 quotes->sheet[0] != '\0' ? " of " : "", quotes->sheet);
  if (quotes->has_effective) {
    sl_text_append(text, "effective %d-%02d-%02d@%s\n", quotes->effective.year,
                   quotes->effective.month, quotes->effective.day,
                   sl_quote_cell_name(quotes->effective_cell, cell));
  }
  if (quotes->currency != NULL) {
    sl_text_append(text, "currency %s\n", quotes->currency);
  }
  for (size_t t = 0; t < quotes->n_tiers; t++) {
    const sl_quote_tier_t *tier = &quotes->tiers[t];
    sl_text_append(text, "tier %s (%s)", sl_quote_tier_names[tier->name], tier->word);
    for (size_t k = 0; k < SL_TIERS; k++) {
      sl_text_append(text, "%s%s", tier->covers[k] ? " " : "",
                     tier->covers[k] ? sl_tier_names[k] : "");
    }
    amount(text, "n", &tier->enrolment);
    amount(text, "relativity", &tier->relativity);
    sl_text_append(text, "\n");
  }
  if (quotes->employees.known) {
    sl_text_append(text, "employees %.10g\n", quotes->employees.value);
  }
}

static void specific(sl_text_t *text, const sl_quotes_t *quotes, const sl_quote_specific_t *cover)
{
  if (!cover->has) {
    return;
  }
  sl_text_append(text, "  specific %s", cover->contract.text != NULL ? cover->contract.text : "-");
  amount(text, "deductible", &cover->deductible);
  amount(text, "aggregating", &cover->aggregating_deductible);
  amount(text, "maximum", &cover->maximum);
  amount(text, "run_in", &cover->run_in_limit);
  sl_text_append(text, "%s%s%s\n", cover->no_aggregating ? " no-aggregating" : "",
                 cover->unlimited ? " unlimited" : "", cover->no_lasers ? " no-lasers" : "");
  for (size_t i = 0; i < cover->n_lasers; i++) {
    sl_text_append(text, "  laser %s: %.10g\n", cover->lasers[i].who, cover->lasers[i].deductible);
  }
  price(text, quotes, "rates", &cover->rates);
}

static void aggregate(sl_text_t *text, const sl_quotes_t *quotes, const sl_quote_aggregate_t *cover)
{
  if (!cover->has) {
    return;
  }
  sl_text_append(text, "  aggregate %s", cover->contract.text != NULL ? cover->contract.text : "-");
  amount(text, "corridor", &cover->corridor);
  amount(text, "minimum", &cover->minimum);
  amount(text, "maximum", &cover->maximum);
  amount(text, "accommodation", &cover->accommodation);
  amount(text, "share_of_fund", &cover->share_of_fund);
  if (cover->accommodation_is.text != NULL) {
    sl_text_append(text, " accommodation is %s", cover->accommodation_is.text);
  }
  sl_text_append(text, "\n");
  price(text, quotes, "factors", &cover->factors);
  price(text, quotes, "premium", &cover->premium);
}

static void money(sl_text_t *text, const sl_quote_t *option)
{
  for (size_t i = 0; i < option->n_fees; i++) {
    sl_text_append(text, "  fee");
    amount(text, option->fees[i].key, &option->fees[i].amount);
    sl_text_append(text, " %s\n", pers[option->fees[i].per]);
  }
  if (option->commission.amount.known || option->commission.added != SL_QUOTE_ADDED_UNSAID) {
    sl_text_append(text, "  commission");
    amount(text, pers[option->commission.per], &option->commission.amount);
    sl_text_append(text, "%s\n", addeds[option->commission.added]);
  }
  if (option->rebates.amount.known || option->rebates.said.text != NULL) {
    sl_text_append(text, "  rebates");
    amount(text, pers[option->rebates.per], &option->rebates.amount);
    sl_text_append(text, "%s%s\n", option->rebates.said.text != NULL ? " " : "",
                   option->rebates.said.text != NULL ? option->rebates.said.text : "");
  }
  for (size_t i = 0; i < option->n_taxes; i++) {
    sl_text_append(text, "  tax");
    amount(text, option->taxes[i].name, &option->taxes[i].rate);
    sl_text_append(text, " on %u\n", option->taxes[i].on);
  }
}

static void terms(sl_text_t *text, const sl_quote_t *option)
{
  for (size_t i = 0; i < option->n_terms; i++) {
    const sl_quote_term_t *term = &option->terms[i];
    sl_text_append(text, "  term %s: %s (%d)", sl_quote_term_names[term->kind], term->text,
                   term->yes);
    amount(text, "amount", &term->amount);
    sl_text_append(text, "\n");
  }
  for (size_t i = 0; i < option->n_totals; i++) {
    sl_text_append(text, "  total");
    amount(text, sl_quote_total_names[option->totals[i].kind], &option->totals[i].amount);
    sl_text_append(text, " %s\n", pers[option->totals[i].per]);
  }
}

static void one_option(sl_text_t *text, const sl_quotes_t *quotes, const sl_quote_t *option)
{
  char cell[SL_QUOTE_CELL_TEXT];
  sl_text_append(text, "option %s@%s %s %s", option->name, sl_quote_cell_name(option->cell, cell),
                 roles[option->role], sl_quote_kind_names[option->kind]);
  const struct {
    const char *name;
    const sl_quote_text_t *text;
  } words[] = {
      {"carrier", &option->carrier}, {"mgu", &option->mgu}, {"tpa", &option->administrator}};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    if (words[i].text->text != NULL) {
      sl_text_append(text, "; %s %s", words[i].name, words[i].text->text);
    }
  }
  if (option->status != SL_QUOTE_STATUS_UNSAID) {
    sl_text_append(text, "; %s", statuses[option->status]);
  }
  sl_text_append(text, "\n");
  specific(text, quotes, &option->specific);
  aggregate(text, quotes, &option->aggregate);
  price(text, quotes, "insured", &option->rates);
  if (option->change.known) {
    sl_text_append(text, "  change %.10g\n", option->change.value);
  }
  price(text, quotes, "administration", &option->level.administration);
  price(text, quotes, "stop_loss", &option->level.stop_loss);
  price(text, quotes, "claims_fund", &option->level.claims_fund);
  if (option->level.refund_share.known || option->level.expected_share.known) {
    sl_text_append(text, "  level");
    amount(text, "refund", &option->level.refund_share);
    amount(text, "expected", &option->level.expected_share);
    sl_text_append(text, "\n");
  }
  price(text, quotes, "expected_claims", &option->expected_claims);
  price(text, quotes, "out_of_country", &option->out_of_country);
  money(text, option);
  terms(text, option);
}

char *quotes_text(const sl_quotes_t *quotes)
{
  sl_text_t text = {0};
  char cell[SL_QUOTE_CELL_TEXT];
  head(&text, quotes);
  for (size_t i = 0; i < quotes->n_options; i++) {
    one_option(&text, quotes, &quotes->options[i]);
  }
  for (size_t i = 0; i < quotes->n_unplaced; i++) {
    const sl_quote_unplaced_t *it = &quotes->unplaced[i];
    sl_text_append(&text, "unplaced %s [%s] (%s) %s\n", sl_quote_cell_name(it->cell, cell),
                   it->column, it->label, it->why);
  }
  for (size_t i = 0; i < quotes->n_questions; i++) {
    sl_text_append(&text, "ask %s\n", quotes->questions[i].id);
  }
  return sl_text_take(&text);
}
