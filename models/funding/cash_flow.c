#include "models/funding/cash_flow.h"

#include "models/core/amounts.h"
#include "models/funding/cost.h"
#include "models/funding/price.h"
#include "models/funding/settlement.h"
#include "models/stoploss/cover.h"

static size_t month_of(const sl_cash_year_t *year, size_t slot)
{
  const int month = year->claims->months->timeline->month_of_slot[slot];
  const size_t listed = month > 0 ? (size_t)month : 0;
  return listed < year->terms->n ? listed : year->terms->n - 1;
}

static double employees_in(const sl_enrolment_t *enrolment, size_t month)
{
  double sum = 0.0;
  for (int tier = 0; tier < SL_TIERS; tier++) {
    sum += enrolment->tier_by_month[tier][month];
  }
  return sum;
}

static void share_by_enrolment(const sl_enrolment_t *enrolment, sl_cash_terms_t *terms)
{
  double all = 0.0;
  for (size_t m = 0; m < terms->plan_months; m++) {
    all += employees_in(enrolment, m);
  }
  for (size_t m = 0; m < terms->n; m++) {
    if (m >= terms->plan_months) {
      terms->enrolled[m] = 0.0;
    } else if (all > 0.0) {
      terms->enrolled[m] = employees_in(enrolment, m) / all;
    } else {
      terms->enrolled[m] = 1.0 / (double)terms->plan_months;
    }
  }
}

static void share_budget(const sl_price_t *price, sl_cash_terms_t *terms)
{
  for (size_t m = 0; m < terms->n; m++) {
    const double passed =
        m < terms->plan_months ? (double)(m + 1) / (double)terms->plan_months : 1.0;
    terms->budget[m] = price->budget.value * passed;
  }
}

/* ---- claims ---- */

static double put_paid(const sl_cash_year_t *year, sl_cash_month_t *months)
{
  const sl_paid_path_t *path = year->claims->months;
  double sum = 0.0;
  if (!year->terms->arrangement->kind->retains_claims || path->paid == NULL) {
    return sum;
  }
  for (size_t slot = 0; slot < path->timeline->n_slots; slot++) {
    const double paid = path->paid[2 * slot + 1];
    months[month_of(year, slot)].paid += paid;
    sum += paid;
  }
  return sum;
}

static size_t received(const sl_cash_year_t *year, size_t month, unsigned lag)
{
  return month + lag < year->terms->n ? month + lag : year->terms->n - 1;
}

static void put_reimbursed(const sl_cash_year_t *year, sl_cash_month_t *months)
{
  const unsigned lag = year->terms->reimbursement_months;
  sl_settled_month_t settled[SL_CASH_MONTHS_MAX];
  const sl_arrangement_t *arrangement = year->terms->arrangement;
  const unsigned specific_lag =
      arrangement->has_specific && arrangement->specific.advance_funding ? 0 : lag;
  sl_settle_by_month(arrangement, year->terms->price->attachment.value, year->claims,
                     year->terms->n, settled);
  for (size_t m = 0; m < year->terms->n; m++) {
    const size_t specific = received(year, m, specific_lag);
    const size_t captive = received(year, m, lag);
    const size_t year_end = year->terms->plan_months - 1;
    months[specific].reimbursed += settled[m].specific;
    months[captive].reimbursed += settled[m].captive;
    months[captive > year_end ? captive : year_end].reimbursed += settled[m].aggregate;
  }
}

/* ---- charges ---- */

/* What claims add to premiums (the rest of a claims fund, a captive's assessment) is known when the
 * year is settled; the rest of a claims fund is paid in all the same, month by month. */
static void put_fixed(const sl_cash_year_t *year, double paid, sl_cash_month_t *months)
{
  const sl_trial_cost_t *cost = year->cost;
  const sl_charges_t none = year->terms->fixed;
  const double added = cost->premiums - none.premiums;
  const double by_claims = paid > 0.0 ? cost->fees + cost->taxes - none.fees - none.taxes : 0.0;
  const double late = year->terms->arrangement->kind->advances != NULL ? 0.0 : added;
  const double level = cost->fees + cost->taxes + cost->premiums + cost->hsa_contributions;
  for (size_t m = 0; m < year->terms->n; m++) {
    months[m].fixed = (level - late - by_claims) * year->terms->enrolled[m];
    if (paid > 0.0) {
      months[m].fixed += by_claims * months[m].paid / paid;
    }
  }
  months[year->terms->settled].fixed += late;
}

/* ---- advances ---- */

/* Paid in the month or before, towards the aggregate. */
static void sum_eligible(const sl_cash_year_t *year, double *eligible)
{
  const sl_paid_path_t *path = year->claims->months;
  for (size_t m = 0; m < year->terms->n; m++) {
    eligible[m] = 0.0;
  }
  for (size_t slot = 0; slot < path->timeline->n_slots; slot++) {
    eligible[month_of(year, slot)] += path->eligible[2 * slot] + path->eligible[2 * slot + 1];
  }
  for (size_t m = 1; m < year->terms->n; m++) {
    eligible[m] += eligible[m - 1];
  }
}

void sl_attachment_so_far(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                          const sl_price_t *price, size_t plan_months, double *attachment)
{
  const sl_aggregate_t *aggregate = &arrangement->aggregate;
  const double expected = price->expected_eligible.value;
  sl_aggregate_t bare = *aggregate, floor_only = *aggregate;
  sl_enrolment_t so_far = *enrolment;
  bare.minimum = 0.0;
  bare.minimum_of_first_month = 0.0;
  floor_only.attachment = 0.0;
  for (int tier = 0; tier < SL_TIERS; tier++) {
    so_far.tier_months[tier] = 0.0;
  }
  const double minimum = sl_aggregate_attachment(&floor_only, &so_far, 0.0);
  for (size_t m = 0; m < plan_months; m++) {
    const double passed = (double)(m + 1);
    for (int tier = 0; tier < SL_TIERS; tier++) {
      so_far.tier_months[tier] += enrolment->tier_by_month[tier][m];
    }
    const double sum = sl_aggregate_attachment(&bare, &so_far, expected);
    attachment[m] = sl_larger(
        aggregate->kind == SL_ATTACHMENT_FACTORS ? sum : sum * passed / (double)plan_months,
        minimum * passed / (double)plan_months);
  }
}

static double put_accommodation(const sl_cash_year_t *year, sl_cash_month_t *months)
{
  const sl_cash_terms_t *terms = year->terms;
  double eligible[SL_CASH_MONTHS_MAX];
  double outstanding = 0.0, largest = 0.0;
  sum_eligible(year, eligible);
  for (size_t m = 0; m < terms->plan_months; m++) {
    const bool settles = m + 1 == terms->plan_months;
    const double due = settles ? 0.0 : sl_larger(0.0, eligible[m] - terms->attachment[m]);
    months[m].advanced = due - outstanding;
    outstanding = due;
    largest = sl_larger(largest, outstanding);
  }
  return largest;
}

static double put_advances(const sl_cash_year_t *year, sl_cash_month_t *months)
{
  if (year->terms->arrangement->kind->advances != NULL) {
    return year->terms->arrangement->kind->advances(year, months);
  }
  return year->terms->accommodates ? put_accommodation(year, months) : 0.0;
}

/* ---- the sum ---- */

static double put_net(const sl_cash_year_t *year, sl_cash_month_t *months)
{
  double cumulative = 0.0, peak = 0.0;
  for (size_t m = 0; m < year->terms->n; m++) {
    sl_cash_month_t *month = &months[m];
    month->refunds = m == year->terms->settled ? year->cost->refunds : 0.0;
    month->net = month->paid + month->fixed - month->reimbursed - month->advanced - month->refunds;
    cumulative += month->net;
    month->cumulative = cumulative;
    peak = sl_larger(peak, cumulative - year->terms->budget[m]);
  }
  return peak;
}

sl_cash_terms_t sl_cash_terms(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                              const sl_price_t *price, unsigned reimbursement_months,
                              size_t plan_months, size_t n)
{
  sl_cash_terms_t terms = {.arrangement = arrangement,
                           .price = price,
                           .plan_months = plan_months,
                           .n = n,
                           .settled = plan_months < n ? plan_months : n - 1,
                           .reimbursement_months = reimbursement_months,
                           .fixed = sl_arrangement_charges(arrangement, enrolment, price, 0.0, 0.0),
                           .accommodates = arrangement->has_aggregate &&
                                           arrangement->aggregate.accommodation &&
                                           arrangement->kind->advances == NULL};
  share_by_enrolment(enrolment, &terms);
  share_budget(price, &terms);
  if (terms.accommodates) {
    sl_attachment_so_far(arrangement, enrolment, price, plan_months, terms.attachment);
  }
  return terms;
}

sl_cash_peaks_t sl_cash_flow(const sl_cash_terms_t *terms, const sl_trial_claims_t *claims,
                             const sl_trial_cost_t *cost, sl_cash_month_t *months)
{
  const sl_cash_year_t year = {.terms = terms, .claims = claims, .cost = cost};
  for (size_t m = 0; m < terms->n; m++) {
    months[m] = (sl_cash_month_t){0};
  }
  const double paid = put_paid(&year, months);
  if (terms->arrangement->kind->retains_claims) {
    put_reimbursed(&year, months);
  }
  put_fixed(&year, paid, months);
  sl_cash_peaks_t peaks = {.largest_advance = put_advances(&year, months)};
  peaks.shortfall = put_net(&year, months);
  return peaks;
}

double sl_largest_advance(const sl_cash_terms_t *terms, const sl_trial_claims_t *claims)
{
  sl_cash_month_t months[SL_CASH_MONTHS_MAX];
  const sl_cash_year_t year = {.terms = terms, .claims = claims};
  return claims->months != NULL && terms->accommodates ? put_accommodation(&year, months) : 0.0;
}
