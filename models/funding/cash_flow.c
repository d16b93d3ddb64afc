#include "models/funding/cash_flow.h"

#include "models/core/amounts.h"
#include "models/funding/cost.h"
#include "models/funding/price.h"
#include "models/funding/settlement.h"
#include "models/stoploss/cover.h"

/* One trial's flow, and what its parts are spread by. */
typedef struct flow {
  const sl_arrangement_t *arrangement;
  const sl_enrolment_t *enrolment;
  const sl_price_t *price;
  const sl_trial_claims_t *claims;
  const sl_trial_cost_t *cost;
  size_t plan_months, n;
  size_t settled;                      /* the month in which the year's account is settled */
  double enrolled[SL_CASH_MONTHS_MAX]; /* share of the year's employee months */
  double eligible[SL_CASH_MONTHS_MAX]; /* paid in the month or before, towards the aggregate */
} flow_t;

static size_t month_of(const flow_t *flow, size_t slot)
{
  const int month = flow->claims->months->timeline->month_of_slot[slot];
  const size_t listed = month > 0 ? (size_t)month : 0;
  return listed < flow->n ? listed : flow->n - 1;
}

static double employees_in(const sl_enrolment_t *enrolment, size_t month)
{
  double sum = 0.0;
  for (int tier = 0; tier < SL_TIERS; tier++) {
    sum += enrolment->tier_by_month[tier][month];
  }
  return sum;
}

static void share_by_enrolment(flow_t *flow)
{
  double all = 0.0;
  for (size_t m = 0; m < flow->plan_months; m++) {
    all += employees_in(flow->enrolment, m);
  }
  for (size_t m = 0; m < flow->n; m++) {
    if (m >= flow->plan_months) {
      flow->enrolled[m] = 0.0;
    } else if (all > 0.0) {
      flow->enrolled[m] = employees_in(flow->enrolment, m) / all;
    } else {
      flow->enrolled[m] = 1.0 / (double)flow->plan_months;
    }
  }
}

/* ---- claims ---- */

static double put_paid(const flow_t *flow, sl_cash_month_t *months)
{
  const sl_paid_path_t *path = flow->claims->months;
  double sum = 0.0;
  if (!flow->arrangement->kind->retains_claims || path->paid == NULL) {
    return sum;
  }
  for (size_t slot = 0; slot < path->timeline->n_slots; slot++) {
    const double paid = path->paid[2 * slot + 1];
    months[month_of(flow, slot)].paid += paid;
    sum += paid;
  }
  return sum;
}

static size_t received(const flow_t *flow, size_t month, unsigned lag)
{
  return month + lag < flow->n ? month + lag : flow->n - 1;
}

static void put_reimbursed(const flow_t *flow, unsigned lag, sl_cash_month_t *months)
{
  sl_settled_month_t settled[SL_CASH_MONTHS_MAX];
  const sl_arrangement_t *arrangement = flow->arrangement;
  const unsigned specific_lag =
      arrangement->has_specific && arrangement->specific.advance_funding ? 0 : lag;
  sl_settle_by_month(arrangement, flow->price->attachment.value, flow->claims, flow->n, settled);
  for (size_t m = 0; m < flow->n; m++) {
    const size_t specific = received(flow, m, specific_lag);
    const size_t captive = received(flow, m, lag);
    const size_t year_end = flow->plan_months - 1;
    months[specific].reimbursed += settled[m].specific;
    months[captive].reimbursed += settled[m].captive;
    months[captive > year_end ? captive : year_end].reimbursed += settled[m].aggregate;
  }
}

/* ---- charges ---- */

/* What claims add to premiums (the rest of a claims fund, a captive's assessment) is known when the
 * year is settled; the rest of a claims fund is paid in all the same, month by month. */
static void put_fixed(const flow_t *flow, double paid, sl_cash_month_t *months)
{
  const sl_trial_cost_t *cost = flow->cost;
  const sl_charges_t none =
      sl_arrangement_charges(flow->arrangement, flow->enrolment, flow->price, 0.0, 0.0);
  const double added = cost->premiums - none.premiums;
  const double by_claims = paid > 0.0 ? cost->fees + cost->taxes - none.fees - none.taxes : 0.0;
  const double late = flow->arrangement->kind->takes_surplus_share ? 0.0 : added;
  const double level = cost->fees + cost->taxes + cost->premiums + cost->hsa_contributions;
  for (size_t m = 0; m < flow->n; m++) {
    months[m].fixed = (level - late - by_claims) * flow->enrolled[m];
    if (paid > 0.0) {
      months[m].fixed += by_claims * months[m].paid / paid;
    }
  }
  months[flow->settled].fixed += late;
}

/* ---- advances ---- */

static void sum_eligible(flow_t *flow)
{
  const sl_paid_path_t *path = flow->claims->months;
  for (size_t m = 0; m < flow->n; m++) {
    flow->eligible[m] = 0.0;
  }
  for (size_t slot = 0; slot < path->timeline->n_slots; slot++) {
    flow->eligible[month_of(flow, slot)] += path->eligible[2 * slot] + path->eligible[2 * slot + 1];
  }
  for (size_t m = 1; m < flow->n; m++) {
    flow->eligible[m] += flow->eligible[m - 1];
  }
}

/* Attachment to the end of each month: factors by the enrolment so far, an amount and
 * the minimum in equal parts. */
static void sum_attachment(const flow_t *flow, double *attachment)
{
  const sl_aggregate_t *aggregate = &flow->arrangement->aggregate;
  const double expected = flow->price->expected_eligible.value;
  sl_aggregate_t bare = *aggregate, floor_only = *aggregate;
  sl_enrolment_t so_far = *flow->enrolment;
  bare.minimum = 0.0;
  bare.minimum_of_first_month = 0.0;
  floor_only.attachment = 0.0;
  for (int tier = 0; tier < SL_TIERS; tier++) {
    so_far.tier_months[tier] = 0.0;
  }
  const double minimum = sl_aggregate_attachment(&floor_only, &so_far, 0.0);
  for (size_t m = 0; m < flow->plan_months; m++) {
    const double passed = (double)(m + 1);
    for (int tier = 0; tier < SL_TIERS; tier++) {
      so_far.tier_months[tier] += flow->enrolment->tier_by_month[tier][m];
    }
    const double sum = sl_aggregate_attachment(&bare, &so_far, expected);
    attachment[m] = sl_larger(
        aggregate->kind == SL_ATTACHMENT_FACTORS ? sum : sum * passed / (double)flow->plan_months,
        minimum * passed / (double)flow->plan_months);
  }
}

static double put_accommodation(flow_t *flow, sl_cash_month_t *months)
{
  double attachment[SL_CASH_MONTHS_MAX];
  double outstanding = 0.0, largest = 0.0;
  sum_eligible(flow);
  sum_attachment(flow, attachment);
  for (size_t m = 0; m < flow->plan_months; m++) {
    const bool settles = m + 1 == flow->plan_months;
    const double due = settles ? 0.0 : sl_larger(0.0, flow->eligible[m] - attachment[m]);
    months[m].advanced = due - outstanding;
    outstanding = due;
    largest = sl_larger(largest, outstanding);
  }
  return largest;
}

/* Level funding: the employer pays its deposits and no claims. The fund, and the carrier while the
 * fund is short, pay those; what the fund does not bear falls due at the end. */
static double put_deposits(const flow_t *flow, sl_cash_month_t *months)
{
  const double fund = flow->price->claims_fund.value;
  const double rest = flow->cost->premiums - sl_price_premiums(flow->price);
  double passed = 0.0, claims = 0.0, deposited = 0.0, largest = 0.0;
  for (size_t m = 0; m < flow->n; m++) {
    passed += flow->enrolled[m];
    claims += months[m].paid - months[m].reimbursed;
    const double before = deposited;
    const bool ends = m + 1 == flow->n;
    deposited = ends ? flow->cost->retained_claims + rest
                     : (m + 1 < flow->plan_months ? fund * passed : fund);
    largest = sl_larger(largest, claims - deposited);
    months[m].advanced =
        months[m].paid - months[m].reimbursed + rest * flow->enrolled[m] - (deposited - before);
  }
  return largest;
}

static bool accommodates(const sl_arrangement_t *arrangement)
{
  return arrangement->has_aggregate && arrangement->aggregate.accommodation &&
         !arrangement->kind->takes_surplus_share;
}

static double put_advances(flow_t *flow, sl_cash_month_t *months)
{
  if (flow->arrangement->kind->takes_surplus_share) {
    return put_deposits(flow, months);
  }
  return accommodates(flow->arrangement) ? put_accommodation(flow, months) : 0.0;
}

/* ---- the sum ---- */

static double put_net(const flow_t *flow, sl_cash_month_t *months)
{
  double cumulative = 0.0, peak = 0.0;
  for (size_t m = 0; m < flow->n; m++) {
    sl_cash_month_t *month = &months[m];
    month->refunds = m == flow->settled ? flow->cost->refunds : 0.0;
    month->net = month->paid + month->fixed - month->reimbursed - month->advanced - month->refunds;
    cumulative += month->net;
    month->cumulative = cumulative;
    const double passed = m < flow->plan_months ? (double)(m + 1) / (double)flow->plan_months : 1.0;
    peak = sl_larger(peak, cumulative - flow->price->budget.value * passed);
  }
  return peak;
}

sl_cash_peaks_t sl_cash_flow(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                             const sl_price_t *price, const sl_trial_claims_t *claims,
                             const sl_trial_cost_t *cost, unsigned reimbursement_months, size_t n,
                             sl_cash_month_t *months)
{
  const size_t plan_months = claims->months->timeline->calendar.months;
  flow_t flow = {.arrangement = arrangement,
                 .enrolment = enrolment,
                 .price = price,
                 .claims = claims,
                 .cost = cost,
                 .plan_months = plan_months,
                 .n = n,
                 .settled = plan_months < n ? plan_months : n - 1};
  for (size_t m = 0; m < n; m++) {
    months[m] = (sl_cash_month_t){0};
  }
  share_by_enrolment(&flow);
  const double paid = put_paid(&flow, months);
  if (arrangement->kind->retains_claims) {
    put_reimbursed(&flow, reimbursement_months, months);
  }
  put_fixed(&flow, paid, months);
  sl_cash_peaks_t peaks = {.largest_advance = put_advances(&flow, months)};
  peaks.shortfall = put_net(&flow, months);
  return peaks;
}

double sl_largest_advance(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                          const sl_price_t *price, const sl_trial_claims_t *claims)
{
  sl_cash_month_t months[SL_CASH_MONTHS_MAX];
  if (claims->months == NULL || !accommodates(arrangement)) {
    return 0.0;
  }
  const size_t plan_months = claims->months->timeline->calendar.months;
  flow_t flow = {.arrangement = arrangement,
                 .enrolment = enrolment,
                 .price = price,
                 .claims = claims,
                 .plan_months = plan_months,
                 .n = plan_months};
  return put_accommodation(&flow, months);
}
