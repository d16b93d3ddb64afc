#include "sim/input/offers/offers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- enrolment ---- */

static void enrol(sl_enrolment_t *enrolment, sl_tier_t tier, double employees)
{
  enrolment->employees += employees;
  enrolment->employee_months += employees * SL_MONTHS_PER_YEAR;
  enrolment->tier_months[tier] += employees * SL_MONTHS_PER_YEAR;
  enrolment->tier_first_month[tier] += employees;
  for (size_t m = 0; m < SL_PLAN_MONTHS_MAX; m++) {
    enrolment->tier_by_month[tier][m] += employees;
  }
}

/* Employees by tier, or where only their number is stated all in one tier: enough for prices that
 * no tier divides. */
static void take_enrolment(sl_offers_t *offers)
{
  const sl_quotes_t *quotes = offers->quotes;
  sl_enrolment_t *enrolment = &offers->enrolment;
  *enrolment = (sl_enrolment_t){.members = NAN,
                                .member_months = NAN,
                                .payroll = NAN,
                                .age_rated_units = NAN,
                                .plan_months = SL_MONTHS_PER_YEAR,
                                .persons_at_risk = NAN,
                                .contracts_at_risk = NAN};
  offers->has_tier_enrolment = quotes->n_tiers > 0;
  for (size_t i = 0; i < quotes->n_tiers; i++) {
    offers->has_tier_enrolment = offers->has_tier_enrolment && quotes->tiers[i].enrolment.known;
  }
  for (size_t i = 0; i < quotes->n_tiers && offers->has_tier_enrolment; i++) {
    enrol(enrolment, sl_offers_tier(&quotes->tiers[i]), quotes->tiers[i].enrolment.value);
  }
  if (!offers->has_tier_enrolment && quotes->employees.known) {
    enrol(enrolment, SL_TIER_EMPLOYEE, quotes->employees.value);
  }
  offers->has_enrolment = enrolment->employees > 0.0;
  if (offers->has_tier_enrolment && quotes->employees.known &&
      quotes->employees.value != enrolment->employees) {
    sl_offers_find(offers, quotes->employees.cell.row, "",
                   "%.0f employees are stated, the tiers come to %.0f; the tiers are taken",
                   quotes->employees.value, enrolment->employees);
  }
}

/* ---- figures ---- */

static bool needs_tiers(const sl_quote_t *q)
{
  const sl_quote_price_t *const prices[] = {
      &q->specific.rates,       &q->aggregate.factors, &q->aggregate.premium, &q->rates,
      &q->level.administration, &q->level.stop_loss,   &q->level.claims_fund, &q->expected_claims,
      &q->out_of_country};
  for (size_t i = 0; i < sizeof prices / sizeof *prices; i++) {
    if (sl_offers_is_by_tier(prices[i])) {
      return true;
    }
  }
  return false;
}

/* Where an aggregate attaches at a corridor on simulated claims, the file does not tell it. */
static void forget_attachment(sl_offered_t *o)
{
  if (o->arrangement.has_aggregate && o->arrangement.aggregate.kind == SL_ATTACHMENT_CORRIDOR) {
    o->offer.expected_claims = o->offer.expected_cost = NAN;
    o->offer.maximum_claims = o->offer.maximum_cost = NAN;
  }
}

static int figure_all(sl_offers_t *offers)
{
  int code = SL_OK;
  for (size_t i = 0; i < offers->n && code == SL_OK; i++) {
    sl_offered_t *o = &offers->list[i];
    o->has_figures =
        o->whole && offers->has_enrolment && (offers->has_tier_enrolment || !needs_tiers(o->quote));
    if (o->has_figures) {
      code = sl_offers_figure(&o->arrangement, &offers->enrolment, &o->price, &o->offer);
      forget_attachment(o);
    }
  }
  return code;
}

/* ---- the whole ---- */

static int by_cell(const void *one, const void *other)
{
  const sl_offers_unplaced_t *a = one, *b = other;
  if (a->cell.row != b->cell.row) {
    return a->cell.row < b->cell.row ? -1 : 1;
  }
  return (a->cell.column > b->cell.column) - (a->cell.column < b->cell.column);
}

/* A name that no laser of the file has is a slip, and so is one said twice. */
static int check_laser_places(const sl_offers_options_t *options, sl_error_t *error)
{
  for (size_t i = 0; i < options->n_lasers; i++) {
    const sl_laser_place_t *place = &options->lasers[i];
    if (!place->found) {
      return sl_fail(error, SL_ERR_INPUT, "no laser of the file is on '%.*s', which --laser names",
                     (int)(place->length < 60 ? place->length : 60), place->who);
    }
    for (size_t k = 0; k < i; k++) {
      const sl_laser_place_t *other = &options->lasers[k];
      if (other->length == place->length &&
          strncasecmp(other->who, place->who, place->length) == 0) {
        return sl_fail(error, SL_ERR_INPUT, "--laser names '%.*s' twice; one member is meant",
                       (int)(place->length < 60 ? place->length : 60), place->who);
      }
    }
  }
  return SL_OK;
}

static int make(sl_offers_t *offers, sl_offers_options_t *options, sl_error_t *error)
{
  const sl_quotes_t *quotes = offers->quotes;
  for (size_t i = 0; i < quotes->n_unplaced; i++) {
    const sl_quote_unplaced_t *u = &quotes->unplaced[i];
    sl_offers_leave(offers, u->cell, u->column, u->label, "%s", u->why);
  }
  take_enrolment(offers);
  for (size_t i = 0; i < quotes->n_options; i++) {
    sl_offered_t *o = &offers->list[offers->n++];
    o->quote = &quotes->options[i];
    o->whole = sl_offers_arrange(offers, options, o);
    offers->n_whole += o->whole ? 1 : 0;
  }
  if (!offers->failed && check_laser_places(options, error) != SL_OK) {
    return error->code;
  }
  if (offers->failed || figure_all(offers) != SL_OK) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the quotes");
  }
  sl_offers_check(offers);
  if (offers->n_unplaced > 0) {
    qsort(offers->unplaced, offers->n_unplaced, sizeof *offers->unplaced, by_cell);
  }
  return offers->failed ? sl_fail(error, SL_ERR_MEMORY, "out of memory for the quotes") : SL_OK;
}

int sl_offers_make(const sl_quotes_t *quotes, sl_offers_options_t *options, sl_offers_t **offers,
                   sl_error_t *error)
{
  sl_offers_t *made = calloc(1, sizeof *made);
  *offers = NULL;
  if (made != NULL) {
    made->quotes = quotes;
    made->list = calloc(quotes->n_options + 1, sizeof *made->list);
  }
  if (made == NULL || made->list == NULL) {
    free(made);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the quotes");
  }
  const int code = make(made, options, error);
  if (code != SL_OK) {
    sl_offers_free(made);
    return code;
  }
  *offers = made;
  return SL_OK;
}

void sl_offers_free(sl_offers_t *offers)
{
  if (offers == NULL) {
    return;
  }
  for (size_t i = 0; i < offers->n; i++) {
    sl_arrangement_free(&offers->list[i].arrangement);
  }
  free(offers->list);
  free(offers->findings);
  free(offers->unplaced);
  free(offers->assumed);
  free(offers);
}
