/* Sums that a file states, against the sums of its parts. A difference is told with what would
 * explain it, since that is what the person who made the file can act on. */
#include "sim/input/offers/offers.h"
#include "sim/input/offers/terms.h"

#include <math.h>
#include <string.h>

static const char *const total_words[SL_QUOTE_TOTAL_KINDS] = {
    [SL_QUOTE_TOTAL_SPECIFIC] = "specific premium",
    [SL_QUOTE_TOTAL_AGGREGATE] = "aggregate premium",
    [SL_QUOTE_TOTAL_STOP_LOSS] = "stop-loss premium",
    [SL_QUOTE_TOTAL_FEES] = "administration",
    [SL_QUOTE_TOTAL_FIXED] = "fixed cost",
    [SL_QUOTE_TOTAL_EXPECTED_CLAIMS] = "expected claims",
    [SL_QUOTE_TOTAL_ATTACHMENT] = "attachment point",
    [SL_QUOTE_TOTAL_EXPECTED_COST] = "expected cost",
    [SL_QUOTE_TOTAL_MAXIMUM_COST] = "maximum",
    [SL_QUOTE_TOTAL_PREMIUM] = "premium",
    [SL_QUOTE_TOTAL_COST] = "total",
    [SL_QUOTE_TOTAL_REBATES] = "rebates"};

/* What a sum is to be compared with: "total" and "premium" are what the option's kind makes them.
 */
static sl_quote_total_kind_t kind_of(const sl_offered_t *offered, const sl_quote_total_t *total)
{
  const bool level = offered->quote->kind == SL_QUOTE_LEVEL_FUNDED;
  const bool retains = offered->arrangement.kind->retains_claims;
  if (total->kind == SL_QUOTE_TOTAL_COST) {
    return !retains ? SL_QUOTE_TOTAL_FIXED
           : level  ? SL_QUOTE_TOTAL_MAXIMUM_COST
                    : SL_QUOTE_TOTAL_EXPECTED_COST;
  }
  if (total->kind == SL_QUOTE_TOTAL_PREMIUM && retains) {
    return level ? SL_QUOTE_TOTAL_MAXIMUM_COST : SL_QUOTE_TOTAL_STOP_LOSS;
  }
  return total->kind;
}

/* Claims of an insured plan are its insurer's. */
static bool has_meaning(const sl_offered_t *offered, sl_quote_total_kind_t kind)
{
  return offered->arrangement.kind->retains_claims ||
         (kind != SL_QUOTE_TOTAL_EXPECTED_CLAIMS && kind != SL_QUOTE_TOTAL_ATTACHMENT);
}

static double figure_of(const sl_offer_t *offer, sl_quote_total_kind_t kind)
{
  const double figures[SL_QUOTE_TOTAL_KINDS] = {
      [SL_QUOTE_TOTAL_SPECIFIC] = offer->specific_premium,
      [SL_QUOTE_TOTAL_AGGREGATE] = offer->aggregate_premium,
      [SL_QUOTE_TOTAL_STOP_LOSS] = offer->specific_premium + offer->aggregate_premium,
      [SL_QUOTE_TOTAL_FEES] = offer->fees,
      [SL_QUOTE_TOTAL_FIXED] = offer->fixed_cost,
      [SL_QUOTE_TOTAL_EXPECTED_CLAIMS] = offer->expected_claims,
      [SL_QUOTE_TOTAL_ATTACHMENT] = offer->maximum_claims,
      [SL_QUOTE_TOTAL_EXPECTED_COST] = offer->expected_cost,
      [SL_QUOTE_TOTAL_MAXIMUM_COST] = offer->maximum_cost,
      [SL_QUOTE_TOTAL_PREMIUM] = offer->insured_premium,
      [SL_QUOTE_TOTAL_COST] = NAN,
      [SL_QUOTE_TOTAL_REBATES] = offer->rebates};
  return figures[kind];
}

/* One stated sum beside ours. */
typedef struct compared {
  sl_offers_t *offers;
  const sl_offered_t *offered;
  const sl_quote_total_t *total;
  sl_quote_total_kind_t kind;
  double stated, tolerance;
} compared_t;

/* Rounded to the cent, or to the unit where no cents are stated. */
static double tolerance_of(double stated)
{
  const double rounding = stated == floor(stated) ? 0.51 : 0.011;
  return rounding + 1e-9 * fabs(stated);
}

static bool agrees(const compared_t *c, const sl_enrolment_t *enrolment, const sl_offer_t *offer)
{
  const double divisor =
      c->total->per == SL_QUOTE_PER_EMPLOYEE_MONTH ? enrolment->employee_months : 1.0;
  return fabs(figure_of(offer, c->kind) / divisor - c->stated) <= c->tolerance;
}

/* A figure of the year in the unit of the stated sum. */
static double in_its_unit(const compared_t *c, double figure)
{
  return c->total->per == SL_QUOTE_PER_EMPLOYEE_MONTH
             ? figure / c->offers->enrolment.employee_months
             : figure;
}

static bool agrees_with(const compared_t *c, double figure)
{
  return fabs(in_its_unit(c, figure) - c->stated) <= c->tolerance;
}

/* Ours of the stated sum, in its unit. */
static double ours_of(const compared_t *c)
{
  return in_its_unit(c, figure_of(&c->offered->offer, c->kind));
}

/* ---- what explains a difference ---- */

static bool counts_maximum(const compared_t *c)
{
  return c->kind == SL_QUOTE_TOTAL_ATTACHMENT || c->kind == SL_QUOTE_TOTAL_MAXIMUM_COST;
}

/* The same option without its minimum attachment; false where none governs. */
static bool without_minimum(const compared_t *c, sl_offer_t *offer)
{
  sl_arrangement_t other = c->offered->arrangement; /* owns nothing */
  sl_price_t price;
  if (!other.has_aggregate || other.aggregate.minimum <= 0.0) {
    return false;
  }
  other.aggregate.minimum = 0.0;
  return sl_offers_figure(&other, &c->offers->enrolment, &price, offer) == SL_OK &&
         offer->maximum_claims < c->offered->offer.maximum_claims;
}

static bool with_enrolment(const compared_t *c, const sl_enrolment_t *enrolment)
{
  sl_price_t price;
  sl_offer_t offer;
  return sl_offers_figure(&c->offered->arrangement, enrolment, &price, &offer) == SL_OK &&
         agrees(c, enrolment, &offer);
}

/* The enrolment with that many more employees in a tier. */
static sl_enrolment_t moved(const sl_enrolment_t *from, size_t tier, double employees)
{
  sl_enrolment_t to = *from;
  to.employees += employees;
  to.employee_months += SL_MONTHS_PER_YEAR * employees;
  to.tier_months[tier] += SL_MONTHS_PER_YEAR * employees;
  return to;
}

static const char *tier_word(const sl_quotes_t *quotes, size_t tier, double *employees)
{
  for (size_t i = 0; i < quotes->n_tiers; i++) {
    if ((size_t)sl_offers_tier(&quotes->tiers[i]) == tier) {
      *employees = quotes->tiers[i].enrolment.value;
      return sl_quote_tier_names[quotes->tiers[i].name];
    }
  }
  return NULL;
}

static bool prices_by_tier(const sl_offered_t *offered)
{
  const sl_quote_t *q = offered->quote;
  return sl_offers_is_by_tier(&q->specific.rates) || sl_offers_is_by_tier(&q->aggregate.factors) ||
         sl_offers_is_by_tier(&q->rates) || sl_offers_is_by_tier(&q->level.stop_loss);
}

#define EMPLOYEES_OFF 20

/* Another number of employees, near the file's, that gives the stated sum. */
static bool explain_by_enrolment(const compared_t *c)
{
  const sl_enrolment_t *own = &c->offers->enrolment;
  const bool tiers = prices_by_tier(c->offered);
  for (int away = 1; away <= EMPLOYEES_OFF; away++) {
    for (int sign = -1; sign <= 1; sign += 2) {
      for (size_t t = 0; t < (tiers ? SL_TIERS : 1); t++) {
        const double off = sign * away;
        double employees = own->employees;
        const char *word = tiers ? tier_word(c->offers->quotes, t, &employees) : "employees";
        if (word == NULL || employees + off < 0.0) {
          continue;
        }
        const sl_enrolment_t other = moved(own, t, off);
        if (with_enrolment(c, &other)) {
          sl_offers_find(c->offers, c->total->amount.cell.row, c->offered->quote->name,
                         "stated %s %.2f is not the arithmetic %.2f (%.0f %s instead of %.0f)",
                         total_words[c->total->kind], c->stated, ours_of(c), employees + off, word,
                         employees);
          return true;
        }
      }
    }
  }
  return false;
}

/* The fee that the stated sum leaves out; NULL where no one does. */
static const char *fee_left_out(const compared_t *c)
{
  sl_fee_t fees[SL_QUOTE_FEES_MAX + SL_OFFERS_FEES_MORE];
  sl_arrangement_t other = c->offered->arrangement; /* owns nothing */
  sl_price_t price;
  sl_offer_t offer;
  for (size_t i = 0; i < other.n_fees; i++) {
    memcpy(fees, c->offered->arrangement.fees, other.n_fees * sizeof *fees);
    fees[i] = (sl_fee_t){.name = fees[i].name, .per = SL_PER_YEAR};
    other.fees = fees;
    if (sl_offers_figure(&other, &c->offers->enrolment, &price, &offer) == SL_OK &&
        agrees(c, &c->offers->enrolment, &offer)) {
      return fees[i].name;
    }
  }
  return NULL;
}

static bool explain_by_fee(const compared_t *c)
{
  const char *fee = fee_left_out(c);
  if (fee != NULL) {
    sl_offers_find(c->offers, c->total->amount.cell.row, c->offered->quote->name,
                   "stated %s %.2f is not the arithmetic %.2f: it leaves out %.60s",
                   total_words[c->total->kind], c->stated, ours_of(c), fee);
  }
  return fee != NULL;
}

static bool explain_by_parts(const compared_t *c)
{
  const sl_offer_t *offer = &c->offered->offer;
  const double ours = figure_of(offer, c->kind);
  const char *words = NULL;
  sl_offer_t without;
  if (counts_maximum(c) && without_minimum(c, &without) &&
      agrees(c, &c->offers->enrolment, &without)) {
    words = "it leaves out the minimum attachment, which governs";
  } else if (offer->rebates > 0.0 && agrees_with(c, ours - offer->rebates)) {
    words = "it is after rebates";
  } else if (offer->taxes > 0.0 && agrees_with(c, ours - offer->taxes)) {
    words = "it leaves out taxes";
  } else if (offer->aggregating_and_lasers > 0.0 &&
             agrees_with(c, ours + offer->aggregating_and_lasers)) {
    words = "it includes the aggregating deductible and lasers";
  }
  if (words != NULL) {
    sl_offers_find(c->offers, c->total->amount.cell.row, c->offered->quote->name,
                   "stated %s %.2f is not the arithmetic %.2f: %s", total_words[c->total->kind],
                   c->stated, ours_of(c), words);
  }
  return words != NULL;
}

/* A total that does not say of what may be any of these. */
static bool is_some_total(const compared_t *c)
{
  const sl_offer_t *offer = &c->offered->offer;
  return c->total->kind == SL_QUOTE_TOTAL_COST &&
         (agrees_with(c, offer->fixed_cost) || agrees_with(c, offer->maximum_cost));
}

static void compare(const compared_t *c)
{
  const sl_offer_t *offer = &c->offered->offer;
  const double ours = ours_of(c);
  sl_offer_t without;
  if (isnan(ours) || is_some_total(c)) {
    return; /* without a figure there is nothing to compare with */
  }
  if (!agrees(c, &c->offers->enrolment, offer)) {
    if (!explain_by_parts(c) && !explain_by_enrolment(c) && !explain_by_fee(c)) {
      sl_offers_find(c->offers, c->total->amount.cell.row, c->offered->quote->name,
                     "stated %s %.2f is not the arithmetic %.2f", total_words[c->total->kind],
                     c->stated, ours);
    }
  } else if (counts_maximum(c) && without_minimum(c, &without)) {
    sl_offers_find(c->offers, c->total->amount.cell.row, c->offered->quote->name,
                   "stated %s includes the minimum attachment, which governs",
                   total_words[c->total->kind]);
  }
}

/* ---- changes ---- */

static const sl_offered_t *current_of(const sl_offers_t *offers)
{
  for (size_t i = 0; i < offers->n; i++) {
    if (offers->list[i].quote->role == SL_QUOTE_CURRENT && offers->list[i].has_figures) {
      return &offers->list[i];
    }
  }
  return NULL;
}

/* Half of the last digit stated: of 14.8% a tenth, of 15% a whole percent. */
static double rounding_of(double change)
{
  for (double unit = 0.01; unit > 1e-5; unit /= 10.0) {
    if (fabs(change / unit - floor(change / unit + 0.5)) < 1e-6) {
      return 0.51 * unit;
    }
  }
  return 1e-5;
}

/* What a change is of is seldom said: of the maximum of a level-funded option beside an insured
 * one, of the fixed cost of stop-loss. One of the three must agree. */
static void check_change(sl_offers_t *offers, const sl_offered_t *current,
                         const sl_offered_t *offered)
{
  static const sl_quote_total_kind_t kinds[] = {SL_QUOTE_TOTAL_MAXIMUM_COST, SL_QUOTE_TOTAL_FIXED,
                                                SL_QUOTE_TOTAL_EXPECTED_COST,
                                                SL_QUOTE_TOTAL_SPECIFIC};
  const double stated = offered->quote->change.value;
  double first = NAN;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const double before = figure_of(&current->offer, kinds[i]);
    const double change = figure_of(&offered->offer, kinds[i]) / before - 1.0;
    if (before > 0.0 && fabs(change - stated) <= rounding_of(stated)) {
      return;
    }
    first = isnan(first) && before > 0.0 ? change : first;
  }
  if (!isnan(first)) {
    sl_offers_find(offers, offered->quote->change.cell.row, offered->quote->name,
                   "a change of %+.1f%% is stated; the figures change by %+.1f%%", 100.0 * stated,
                   100.0 * first);
  }
}

/* ---- all ---- */

static void sort(sl_offers_t *offers)
{
  for (size_t i = 1; i < offers->n_findings; i++) { /* few, and found option by option: stable */
    const sl_offers_finding_t one = offers->findings[i];
    size_t at = i;
    for (; at > 0 && offers->findings[at - 1].row > one.row; at--) {
      offers->findings[at] = offers->findings[at - 1];
    }
    offers->findings[at] = one;
  }
}

void sl_offers_check(sl_offers_t *offers)
{
  const sl_offered_t *current = current_of(offers);
  for (size_t i = 0; i < offers->n; i++) {
    const sl_offered_t *offered = &offers->list[i];
    for (size_t j = 0; j < offered->quote->n_totals && offered->has_figures; j++) {
      const sl_quote_total_t *total = &offered->quote->totals[j];
      const compared_t compared = {.offers = offers,
                                   .offered = offered,
                                   .total = total,
                                   .kind = kind_of(offered, total),
                                   .stated = total->amount.value,
                                   .tolerance = tolerance_of(total->amount.value)};
      if (total->amount.known && has_meaning(offered, compared.kind)) {
        compare(&compared);
      }
    }
    if (offered->has_figures && offered->quote->change.known && current != NULL &&
        current != offered) {
      check_change(offers, current, offered);
    }
  }
  sort(offers);
}
