#include "models/funding/cost.h"
#include "sim/input/read/number.h"
#include "sim/output/import/quotes_figures.h"
#include "sim/output/import/quotes_report.h"
#include "sim/output/text/json_parts.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define MEMBERS(list) list, sizeof(list) / sizeof *(list)

static json_t *number(double value) { return sl_json_number(sl_number_rounded(value, 15)); }

static json_t *amount(const sl_quote_amount_t *stated)
{
  return stated->known ? number(stated->value) : json_null();
}

static json_t *amount_or_zero(const sl_quote_amount_t *stated)
{
  return number(stated->known ? stated->value : 0.0);
}

static json_t *text_or_null(const char *text)
{
  return text != NULL ? json_string(text) : json_null();
}

/* A number, an object by the file's tiers, {"year": ...}, or null. */
static json_t *price(const sl_quotes_t *quotes, const sl_quote_price_t *stated)
{
  if (stated->composite.known) {
    return number(stated->composite.value);
  }
  if (sl_offers_is_by_tier(stated)) {
    json_t *object = json_object();
    for (size_t i = 0; i < quotes->n_tiers; i++) {
      object = sl_json_with(object, sl_quote_tier_names[quotes->tiers[i].name],
                            amount(&stated->tier[i]));
    }
    return object;
  }
  return stated->yearly.known ? sl_json_with(json_object(), "year", number(stated->yearly.value))
                              : json_null();
}

static json_t *enrolment(const sl_quotes_t *quotes)
{
  json_t *object = json_object();
  for (size_t i = 0; i < quotes->n_tiers; i++) {
    object = sl_json_with(object, sl_quote_tier_names[quotes->tiers[i].name],
                          amount(&quotes->tiers[i].enrolment));
  }
  if (quotes->n_tiers == 0) {
    object = sl_json_with(object, "employees", amount(&quotes->employees));
  }
  return object;
}

/* ---- covers ---- */

static json_t *lasers(const sl_quote_specific_t *specific)
{
  json_t *array = json_array();
  for (size_t i = 0; i < specific->n_lasers; i++) {
    const sl_json_member_t members[] = {{"who", json_string(specific->lasers[i].who)},
                                        {"deductible", number(specific->lasers[i].deductible)}};
    array = sl_json_and(array, sl_json_object(MEMBERS(members)));
  }
  return array;
}

static json_t *specific(const sl_quotes_t *quotes, const sl_quote_t *quote)
{
  const sl_quote_specific_t *s = &quote->specific;
  if (!s->has && !s->deductible.known) {
    return json_null();
  }
  const sl_json_member_t members[] = {
      {"deductible", amount(&s->deductible)},
      {"contract", text_or_null(s->contract.text)},
      {"rates", price(quotes, &s->rates)},
      {"aggregating_deductible", amount_or_zero(&s->aggregating_deductible)},
      {"lasers", lasers(s)},
      {"maximum", amount(&s->maximum)},
      {"run_in_limit", amount(&s->run_in_limit)}};
  return sl_json_object(MEMBERS(members));
}

static json_t *aggregate(const sl_quotes_t *quotes, const sl_quote_t *quote)
{
  const sl_quote_aggregate_t *a = &quote->aggregate;
  char fund[64];
  if (!a->has && quote->kind != SL_QUOTE_LEVEL_FUNDED) {
    return json_null();
  }
  const sl_json_member_t members[] = {
      {"contract", text_or_null(a->contract.text)}, {"factors", price(quotes, &a->factors)},
      {"corridor", amount(&a->corridor)},           {"minimum_attachment", amount(&a->minimum)},
      {"premium", price(quotes, &a->premium)},      {"maximum", amount(&a->maximum)}};
  json_t *object = sl_json_object(MEMBERS(members));
  if (quote->kind == SL_QUOTE_LEVEL_FUNDED) {
    snprintf(fund, sizeof fund, "the claims fund (%.15g%%)",
             a->share_of_fund.known ? 100.0 * a->share_of_fund.value : 100.0);
    object = sl_json_with(object, "attachment", json_string(fund));
  }
  return object;
}

static json_t *components(const sl_quotes_t *quotes, const sl_quote_t *quote)
{
  const sl_quote_level_t *l = &quote->level;
  if (quote->kind != SL_QUOTE_LEVEL_FUNDED) {
    return json_null();
  }
  const sl_json_member_t members[] = {{"administration", price(quotes, &l->administration)},
                                      {"stop_loss", price(quotes, &l->stop_loss)},
                                      {"claims_fund", price(quotes, &l->claims_fund)}};
  return sl_json_object(MEMBERS(members));
}

/* ---- charges ---- */

static void name_fee(const sl_quote_t *quote, size_t index, const char *ending, char name[128])
{
  unsigned before = 1;
  for (size_t i = 0; i < index; i++) {
    before += strcmp(quote->fees[i].key, quote->fees[index].key) == 0 &&
                      quote->fees[i].per == quote->fees[index].per
                  ? 1
                  : 0;
  }
  if (before > 1) {
    snprintf(name, 128, "%.80s%s_%u", quote->fees[index].key, ending, before);
  } else {
    snprintf(name, 128, "%.80s%s", quote->fees[index].key, ending);
  }
}

/* Lines per employee and month, or all others, named for what they are charged on. */
static json_t *fees(const sl_quote_t *quote, bool monthly)
{
  static const char *const endings[] = {[SL_QUOTE_PER_EMPLOYEE_MONTH] = "",
                                        [SL_QUOTE_PER_YEAR] = "_per_year",
                                        [SL_QUOTE_PER_PAID_CLAIMS] = "_share_of_paid_claims",
                                        [SL_QUOTE_PER_PREMIUM] = "_share_of_premium",
                                        [SL_QUOTE_PER_MEMBER_MONTH] = "_per_member_month"};
  char name[128];
  json_t *object = json_object();
  for (size_t i = 0; i < quote->n_fees; i++) {
    if ((quote->fees[i].per == SL_QUOTE_PER_EMPLOYEE_MONTH) == monthly) {
      name_fee(quote, i, endings[quote->fees[i].per], name);
      object = sl_json_with(object, name, amount(&quote->fees[i].amount));
    }
  }
  return object;
}

static void describe_tax(const sl_quote_tax_t *tax, bool pooled, char text[160])
{
  const char *const words[] = {"claims", "administration", pooled ? "pooling" : "stop-loss",
                               "out-of-country", "premium"};
  int length = snprintf(text, 160, "%.2f%% of", 100.0 * tax->rate.value);
  for (unsigned b = 0, said = 0; b < 5; b++) {
    if ((tax->on & 1U << b) != 0) {
      const bool last = tax->on >> (b + 1) == 0;
      length += snprintf(text + length, 160 - (size_t)length, "%s %s",
                         said == 0 ? ""
                         : last    ? " and"
                                   : ",",
                         words[b]);
      said++;
    }
  }
}

static json_t *taxes(const sl_quote_t *quote)
{
  char text[160];
  json_t *object = json_object();
  for (size_t i = 0; i < quote->n_taxes; i++) {
    describe_tax(&quote->taxes[i], quote->specific.contract.basis == SL_QUOTE_BASIS_POOLED, text);
    object = sl_json_with(object, quote->taxes[i].name, json_string(text));
  }
  return object;
}

static json_t *commission(const sl_quote_commission_t *stated)
{
  static const char *const added[] = {[SL_QUOTE_ADDED_UNSAID] = "not said",
                                      [SL_QUOTE_INCLUDED] = "included",
                                      [SL_QUOTE_ON_TOP] = "on top"};
  if (!stated->amount.known) {
    return json_null();
  }
  const sl_json_member_t members[] = {{"amount", amount(&stated->amount)},
                                      {"added", json_string(added[stated->added])}};
  return sl_json_object(MEMBERS(members));
}

/* ---- figures ---- */

static json_t *figures(const sl_quotes_figures_t *list, double divisor, double unit)
{
  json_t *object = json_object();
  for (size_t i = 0; i < list->n; i++) {
    const sl_quotes_figure_t *f = &list->list[i];
    const bool share = f->is_share;
    if (!share || divisor == 1.0) {
      const double value = share ? f->value : floor(f->value / divisor * unit + 0.5) / unit;
      object = sl_json_with(object, f->name, sl_json_number(isfinite(value) ? value : (double)NAN));
    }
  }
  return object;
}

static json_t *equivalent(const sl_quotes_t *quotes, const double rate[SL_TIERS])
{
  json_t *object = json_object();
  if (isnan(rate[SL_TIER_FAMILY])) {
    json_decref(object);
    return json_null();
  }
  for (size_t i = 0; i < quotes->n_tiers; i++) {
    const double value = rate[sl_offers_tier(&quotes->tiers[i])];
    object = sl_json_with(object, sl_quote_tier_names[quotes->tiers[i].name],
                          sl_json_number(floor(value * 100.0 + 0.5) / 100.0));
  }
  if (quotes->n_tiers == 0) {
    object = sl_json_with(object, "composite", number(rate[SL_TIER_EMPLOYEE]));
  }
  return object;
}

static json_t *equivalents(const sl_quotes_t *quotes, const sl_offered_t *o)
{
  const sl_json_member_t members[] = {
      {"at_maximum",
       o->has_figures ? equivalent(quotes, o->offer.equivalent_maximum) : json_null()},
      {"at_expected",
       o->has_figures ? equivalent(quotes, o->offer.equivalent_expected) : json_null()}};
  return sl_json_object(MEMBERS(members));
}

static json_t *option(const sl_offers_t *offers, const sl_offered_t *o)
{
  static const char *const roles[] = {
      [SL_QUOTE_OPTION] = "option", [SL_QUOTE_CURRENT] = "current", [SL_QUOTE_RENEWAL] = "renewal"};
  static const char *const statuses[] = {[SL_QUOTE_STATUS_UNSAID] = "unknown",
                                         [SL_QUOTE_FIRM] = "firm",
                                         [SL_QUOTE_CONTINGENT] = "contingent"};
  const sl_quotes_t *quotes = offers->quotes;
  const sl_quote_t *q = o->quote;
  sl_quotes_figures_t list;
  sl_quotes_figures(offers, o, &list);
  const sl_json_member_t members[] = {
      {"column", json_string(q->name)},
      {"carrier", text_or_null(q->carrier.text)},
      {"administrator", text_or_null(q->administrator.text)},
      {"underwriter", text_or_null(q->mgu.text)},
      {"role", json_string(roles[q->role])},
      {"kind", json_string(sl_quote_kind_names[q->kind])},
      {"status", json_string(statuses[q->status])},
      {"placed", json_boolean(o->whole)},
      {"enrolment", enrolment(quotes)},
      {"specific", specific(quotes, q)},
      {"aggregate", aggregate(quotes, q)},
      {"rates", price(quotes, &q->rates)},
      {"increase", q->role == SL_QUOTE_RENEWAL ? amount(&q->change) : json_null()},
      {"change", amount(&q->change)},
      {"components_monthly", components(quotes, q)},
      {"fees_pepm", fees(q, true)},
      {"fees", fees(q, false)},
      {"taxes", taxes(q)},
      {"commission", commission(&q->commission)},
      {"out_of_country", price(quotes, &q->out_of_country)},
      {"annual", o->has_figures ? figures(&list, 1.0, 100.0) : json_null()},
      {"pepm",
       o->has_figures ? figures(&list, offers->enrolment.employee_months, 1e6) : json_null()},
      {"fully_insured_equivalent_monthly", equivalents(quotes, o)}};
  return sl_json_object(MEMBERS(members));
}

/* ---- the file ---- */

/* "columns B to F": from the first option to the last. */
static void name_columns(const sl_quotes_t *quotes, char words[80])
{
  char first[SL_QUOTE_CELL_TEXT] = "", last[SL_QUOTE_CELL_TEXT] = "";
  words[0] = '\0';
  if (quotes->n_options > 0) {
    sl_quote_cell_name(quotes->options[0].cell, first);
    sl_quote_cell_name(quotes->options[quotes->n_options - 1].cell, last);
    first[strcspn(first, "0123456789")] = last[strcspn(last, "0123456789")] = '\0';
    snprintf(words, 80, "columns %s to %s", first, last);
  }
}

static json_t *format(const sl_offers_t *offers, const sl_sheet_t *sheet, const char *path)
{
  char columns[80];
  name_columns(offers->quotes, columns);
  const char *dot = strrchr(path, '.');
  const char delimiter[2] = {sheet->delimiter, '\0'};
  const json_int_t header = (json_int_t)offers->quotes->header_row;
  if (sheet->is_workbook) {
    const sl_json_member_t members[] = {
        {"container", json_string(dot != NULL && strcmp(dot, ".ods") == 0 ? "ods" : "xlsx")},
        {"sheet", json_string(offers->quotes->sheet)},
        {"header_row", json_integer(header)},
        {"options", json_string(columns)}};
    return sl_json_object(MEMBERS(members));
  }
  const bool marked = strcmp(sheet->encoding, "UTF-8 with byte order mark") == 0;
  const bool plain = strcmp(sheet->encoding, "UTF-8") == 0;
  const sl_json_member_t members[] = {{"encoding", json_string(marked  ? "utf-8 with BOM"
                                                               : plain ? "utf-8 without BOM"
                                                                       : sheet->encoding)},
                                      {"delimiter", json_string(delimiter)},
                                      {"header_row", json_integer(header)},
                                      {"options", json_string(columns)}};
  return sl_json_object(MEMBERS(members));
}

static json_t *report(const sl_offers_t *offers)
{
  json_t *array = json_array();
  for (size_t i = 0; i < offers->n_findings; i++) {
    const sl_offers_finding_t *f = &offers->findings[i];
    const sl_json_member_t members[] = {{"row", json_integer((json_int_t)f->row)},
                                        {"column", json_string(f->column)},
                                        {"what", json_string(f->what)}};
    array = sl_json_and(array, sl_json_object(MEMBERS(members)));
  }
  return array;
}

static json_t *questions(const sl_quotes_t *quotes)
{
  json_t *array = json_array();
  for (size_t i = 0; i < quotes->n_questions; i++) {
    const sl_quote_question_t *q = &quotes->questions[i];
    const sl_json_member_t members[] = {{"id", json_string(q->id)},
                                        {"question", json_string(q->question)},
                                        {"default", json_string(q->answer)}};
    array = sl_json_and(array, sl_json_object(MEMBERS(members)));
  }
  return array;
}

static json_t *unplaced(const sl_offers_t *offers)
{
  char cell[SL_QUOTE_CELL_TEXT];
  json_t *array = json_array();
  for (size_t i = 0; i < offers->n_unplaced; i++) {
    const sl_offers_unplaced_t *u = &offers->unplaced[i];
    const sl_json_member_t members[] = {{"cell", json_string(sl_quote_cell_name(u->cell, cell))},
                                        {"column", json_string(u->column)},
                                        {"label", json_string(u->label)},
                                        {"why", json_string(u->why)}};
    array = sl_json_and(array, sl_json_object(MEMBERS(members)));
  }
  return array;
}

static json_t *effective(const sl_quotes_t *quotes)
{
  char date[32];
  snprintf(date, sizeof date, "%04d-%02d-%02d", quotes->effective.year, quotes->effective.month,
           quotes->effective.day);
  return quotes->has_effective ? json_string(date) : json_null();
}

char *sl_quotes_report_json(const sl_offers_t *offers, const sl_sheet_t *sheet, const char *path)
{
  const char *slash = strrchr(path, '/');
  const sl_quotes_t *quotes = offers->quotes;
  json_t *options = json_array(), *assumptions = json_array();
  for (size_t i = 0; i < offers->n; i++) {
    options = sl_json_and(options, option(offers, &offers->list[i]));
  }
  for (size_t i = 0; i < offers->n_assumed; i++) {
    assumptions = sl_json_and(assumptions, json_string(offers->assumed[i]));
  }
  const sl_json_member_t members[] = {{"file", json_string(slash != NULL ? slash + 1 : path)},
                                      {"effective_date", effective(quotes)},
                                      {"title", json_string(quotes->title)},
                                      {"currency", text_or_null(quotes->currency)},
                                      {"format", format(offers, sheet, path)},
                                      {"options", options},
                                      {"report", report(offers)},
                                      {"ask_or_state", questions(quotes)},
                                      {"unplaced", unplaced(offers)},
                                      {"assumptions", assumptions}};
  return sl_json_text(sl_json_object(MEMBERS(members)), JSON_INDENT(2) | JSON_REAL_PRECISION(15),
                      "\n");
}
