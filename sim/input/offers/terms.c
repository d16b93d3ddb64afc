#include "sim/input/offers/terms.h"

#include "sim/input/read/number.h"
#include "sim/input/read/text.h"
#include "sim/input/read/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TEXT_MAX 200 /* characters that a scenario's text may have */

char *sl_offers_plain(const char *text)
{
  sl_text_t plain = {0};
  size_t left = strlen(text), characters = 0;
  while (left > 0 && characters < TEXT_MAX) {
    uint32_t c = 0;
    const size_t length = sl_utf8_next(text, left, &c);
    if (length > 0 && !sl_utf8_is_control(c) && !sl_utf8_is_invisible(c)) {
      sl_text_append(&plain, "%.*s", (int)length, text);
      characters++;
    }
    text += length > 0 ? length : 1;
    left -= length > 0 ? length : 1;
  }
  if (characters == 0) {
    sl_text_append(&plain, "-");
  }
  return sl_text_take(&plain);
}

const sl_laser_place_t *sl_offers_laser_place(sl_offers_options_t *options, const char *who)
{
  const sl_laser_place_t *found = NULL;
  for (size_t i = 0; i < options->n_lasers; i++) {
    sl_laser_place_t *place = &options->lasers[i];
    if (strlen(who) == place->length && strncasecmp(who, place->who, place->length) == 0) {
      place->found = true;
      found = place;
    }
  }
  return found;
}

/* ---- fees ---- */

static bool has_fee(const sl_arrangement_t *arrangement, const char *name)
{
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    if (strcmp(arrangement->fees[i].name, name) == 0) {
      return true;
    }
  }
  return false;
}

void sl_offers_add_fee(sl_offers_t *offers, sl_arrangement_t *arrangement, const char *name,
                       const sl_fee_t *fee)
{
  char *plain = sl_offers_plain(name);
  for (unsigned again = 2; plain != NULL && has_fee(arrangement, plain); again++) {
    sl_text_t next = {0};
    sl_text_append(&next, "%.180s %u", name, again);
    free(plain);
    plain = sl_text_take(&next);
  }
  offers->failed = offers->failed || plain == NULL;
  if (plain != NULL) {
    arrangement->fees[arrangement->n_fees] = *fee;
    arrangement->fees[arrangement->n_fees++].name = plain;
  }
}

static sl_per_t per_of(sl_quote_per_t per)
{
  static const sl_per_t pers[] = {[SL_QUOTE_PER_EMPLOYEE_MONTH] = SL_PER_EMPLOYEE_MONTH,
                                  [SL_QUOTE_PER_YEAR] = SL_PER_YEAR,
                                  [SL_QUOTE_PER_PAID_CLAIMS] = SL_PER_PAID_CLAIMS,
                                  [SL_QUOTE_PER_PREMIUM] = SL_PER_PREMIUM,
                                  [SL_QUOTE_PER_MEMBER_MONTH] = SL_PER_MEMBER_MONTH};
  return pers[per];
}

/* A key or a name joined by _ as words; the caller frees it. */
static char *words_of(const char *key)
{
  char *words = sl_offers_plain(key);
  for (char *c = words; c != NULL && *c != '\0'; c++) {
    *c = *c == '_' ? ' ' : *c;
  }
  return words;
}

static void take_fees(sl_offers_t *offers, const sl_quote_t *quote, sl_arrangement_t *arrangement)
{
  for (size_t i = 0; i < quote->n_fees; i++) {
    const sl_quote_fee_t *from = &quote->fees[i];
    const sl_fee_t fee = {.amount = sl_number_rounded(from->amount.value, 15),
                          .per = per_of(from->per)};
    char *name = words_of(from->key);
    offers->failed = offers->failed || name == NULL;
    if (name != NULL && from->amount.known) {
      sl_offers_add_fee(offers, arrangement, name, &fee);
    }
    free(name);
  }
}

static void take_commission(sl_offers_t *offers, const sl_quote_t *quote,
                            sl_arrangement_t *arrangement)
{
  const sl_quote_commission_t *commission = &quote->commission;
  const double amount = sl_number_rounded(commission->amount.value, 15);
  if (!commission->amount.known) {
    return;
  }
  if (commission->added == SL_QUOTE_ON_TOP) {
    const sl_fee_t fee = {.amount = amount, .per = per_of(commission->per)};
    sl_offers_add_fee(offers, arrangement, "commission", &fee);
  } else if (commission->per == SL_QUOTE_PER_PREMIUM) {
    arrangement->quoted->commission = amount;
  } else {
    sl_offers_leave(offers, commission->amount.cell, quote->name, "commission",
                    "a commission in money that is inside the premiums; only a share is held");
  }
}

/* A credit of the year's is spread over the employees' months, where these are known. */
static double rebates_a_month(const sl_offers_t *offers, const sl_quote_rebates_t *rebates)
{
  const double amount = sl_number_rounded(rebates->amount.value, 15);
  if (rebates->per == SL_QUOTE_PER_EMPLOYEE_MONTH) {
    return amount;
  }
  return rebates->per == SL_QUOTE_PER_YEAR && offers->has_enrolment
             ? sl_number_rounded(amount / offers->enrolment.employee_months, 15)
             : -1.0;
}

static void take_rebates(sl_offers_t *offers, bool credit, const sl_quote_t *quote,
                         sl_arrangement_t *arrangement)
{
  const sl_quote_rebates_t *rebates = &quote->rebates;
  if (!rebates->amount.known || rebates->amount.value <= 0.0) {
    return;
  }
  const double monthly = rebates_a_month(offers, rebates);
  if (credit) {
    const sl_fee_t fee = {.amount = -sl_number_rounded(rebates->amount.value, 15),
                          .per = per_of(rebates->per)};
    sl_offers_add_fee(offers, arrangement, "rebates", &fee);
  } else if (monthly >= 0.0) {
    arrangement->quoted->rebates = monthly;
  } else {
    sl_offers_leave(offers, rebates->amount.cell, quote->name, "rebates",
                    "rebates are held per employee and month; --credit-rebates takes them as they "
                    "are");
  }
}

/* ---- taxes ---- */

static void take_taxes(sl_offers_t *offers, const sl_quote_t *quote, sl_arrangement_t *arrangement)
{
  const bool insured = quote->kind != SL_QUOTE_ASO && quote->kind != SL_QUOTE_LEVEL_FUNDED;
  for (size_t i = 0; i < quote->n_taxes; i++) {
    const sl_quote_tax_t *from = &quote->taxes[i];
    const unsigned on = from->on == 0 && insured ? SL_QUOTE_ON_PREMIUM : from->on;
    const unsigned premiums =
        SL_QUOTE_ON_STOP_LOSS | SL_QUOTE_ON_OUT_OF_COUNTRY | SL_QUOTE_ON_PREMIUM;
    sl_tax_t *tax = &arrangement->taxes[arrangement->n_taxes];
    if (!from->rate.known || on == 0) {
      sl_offers_leave(offers, from->rate.cell, quote->name, from->label,
                      "a tax that does not say what it is charged on");
      continue;
    }
    *tax = (sl_tax_t){.name = words_of(from->name),
                      .rate = sl_number_rounded(from->rate.value, 15),
                      .on = ((on & premiums) != 0 ? SL_TAX_ON_PREMIUM : 0U) |
                            ((on & SL_QUOTE_ON_CLAIMS) != 0 ? SL_TAX_ON_PAID_CLAIMS : 0U) |
                            ((on & SL_QUOTE_ON_ADMINISTRATION) != 0 ? SL_TAX_ON_FEES : 0U)};
    for (size_t j = 0; j < arrangement->n_taxes && tax->name != NULL; j++) {
      if (strcmp(arrangement->taxes[j].name, tax->name) == 0) {
        sl_text_t other = {0};
        sl_text_append(&other, "%.180s %zu", tax->name, i + 1);
        free(tax->name);
        tax->name = sl_text_take(&other);
      }
    }
    offers->failed = offers->failed || tax->name == NULL;
    arrangement->n_taxes += tax->name != NULL ? 1 : 0;
  }
}

/* ---- words ---- */

static void append_term(sl_text_t *text, const char *label, const char *said)
{
  if (said != NULL && said[0] != '\0') {
    char *plain = sl_offers_plain(said), *what = sl_offers_plain(label);
    sl_text_append(text, "%s%s: %s", text->length > 0 ? "; " : "", sl_text_part(text, what),
                   sl_text_part(text, plain));
    free(plain);
    free(what);
  }
}

static void take_words(sl_offers_t *offers, const sl_quote_t *quote, sl_quoted_t *quoted)
{
  sl_text_t terms = {0};
  append_term(&terms, "underwriter", quote->mgu.text);
  for (size_t i = 0; i < quote->n_terms; i++) {
    const sl_quote_term_t *term = &quote->terms[i];
    const bool held = (term->kind == SL_QUOTE_NO_NEW_LASER && term->yes >= 0) ||
                      (term->kind == SL_QUOTE_RATE_CAP && term->amount.known) ||
                      (term->kind == SL_QUOTE_ADVANCE_FUNDING && term->yes >= 0);
    if (term->kind == SL_QUOTE_NO_NEW_LASER && term->yes == 1) {
      quoted->no_new_laser = true;
    } else if (term->kind == SL_QUOTE_RATE_CAP && term->amount.known) {
      quoted->rate_cap = sl_number_rounded(term->amount.value, 15);
    }
    if (!held) {
      append_term(&terms, term->label, term->text);
    }
  }
  append_term(&terms, "rebates", quote->rebates.said.text);
  offers->failed = offers->failed || terms.failed;
  if (terms.length > 0) {
    quoted->terms = sl_text_take(&terms);
  }
  sl_text_free(&terms);
}

static char *plain_or_null(sl_offers_t *offers, const char *text)
{
  char *plain = text != NULL && text[0] != '\0' ? sl_offers_plain(text) : NULL;
  offers->failed = offers->failed || (plain == NULL && text != NULL && text[0] != '\0');
  return plain;
}

void sl_offers_take_terms(sl_offers_t *offers, const sl_offers_options_t *options,
                          sl_offered_t *offered)
{
  static const sl_quoted_role_t roles[] = {[SL_QUOTE_OPTION] = SL_QUOTED_OPTION,
                                           [SL_QUOTE_CURRENT] = SL_QUOTED_CURRENT,
                                           [SL_QUOTE_RENEWAL] = SL_QUOTED_RENEWAL};
  static const sl_quoted_status_t statuses[] = {[SL_QUOTE_STATUS_UNSAID] = SL_QUOTED_UNKNOWN,
                                                [SL_QUOTE_FIRM] = SL_QUOTED_FIRM,
                                                [SL_QUOTE_CONTINGENT] = SL_QUOTED_CONTINGENT};
  const sl_quote_t *quote = offered->quote;
  const sl_quotes_t *quotes = offers->quotes;
  sl_quoted_t *quoted = offered->arrangement.quoted;
  quoted->role = roles[quote->role];
  quoted->status = statuses[quote->status];
  quoted->carrier = plain_or_null(offers, quote->carrier.text);
  quoted->administrator = plain_or_null(offers, quote->administrator.text);
  take_words(offers, quote, quoted);
  take_fees(offers, quote, &offered->arrangement);
  take_commission(offers, quote, &offered->arrangement);
  take_rebates(offers, options->credit_rebates, quote, &offered->arrangement);
  take_taxes(offers, quote, &offered->arrangement);
  for (size_t i = 0; i < quotes->n_tiers; i++) {
    for (size_t t = 0; t < SL_TIERS && quotes->tiers[i].relativity.known; t++) {
      if (quotes->tiers[i].covers[t]) {
        quoted->relativity[t] = sl_number_rounded(quotes->tiers[i].relativity.value, 15);
      }
    }
  }
}
