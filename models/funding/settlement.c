#include "models/funding/settlement.h"

#include "models/core/amounts.h"
#include "models/stoploss/cover.h"

#include <stddef.h>

/* A cover of the group: what it pays of a sum of excess, of eligible claims, or (neither) of the
 * captive's layer, which it pays whole. */
typedef struct group_cover {
  const sl_specific_t *specific;
  const sl_aggregate_t *aggregate;
  double attachment;
  bool above; /* not what the aggregate pays but what is above its maximum */
} group_cover_t;

static double paid_at(const group_cover_t *cover, double sum)
{
  if (cover->specific != NULL) {
    return sl_specific_reimbursement(cover->specific, sum);
  }
  if (cover->above) {
    return sl_larger(0.0, sum - cover->attachment - cover->aggregate->maximum);
  }
  return cover->aggregate != NULL
             ? sl_aggregate_reimbursement(cover->aggregate, sum, cover->attachment)
             : sum;
}

/* Where the counted part of a slot goes: one field of each month; NULL: not wanted. */
typedef struct sink {
  sl_settled_month_t *months;
  size_t n, field; /* its place in the month */
} sink_t;

static void put(const sink_t *sink, int month_of_slot, double counted)
{
  if (sink != NULL) {
    const size_t month = month_of_slot > 0 ? (size_t)month_of_slot : 0;
    char *at = (char *)&sink->months[month < sink->n ? month : sink->n - 1] + sink->field;
    *(double *)(void *)at += counted;
  }
}

/* The other claims' part is what is added up, so that where there are none the counted part is the
 * whole, to the bit. */
static double pay_along(const group_cover_t *cover, const sl_timeline_t *timeline,
                        const double *column, double *counted, const sink_t *sink)
{
  double sum = 0.0, paid = paid_at(cover, 0.0), other = 0.0;
  for (size_t slot = 0; slot < timeline->n_slots; slot++) {
    sum += column[2 * slot];
    const double after_others = paid_at(cover, sum);
    other += after_others - paid;
    sum += column[2 * slot + 1];
    paid = paid_at(cover, sum);
    put(sink, timeline->month_of_slot[slot], paid - after_others);
  }
  *counted = paid - other;
  return paid;
}

/* column NULL: everything covered is in C and comes to total. */
static double pay(const group_cover_t *cover, const sl_paid_path_t *path, const double *column,
                  double total, double *counted)
{
  if (column == NULL) {
    *counted = paid_at(cover, total);
    return *counted;
  }
  return pay_along(cover, path->timeline, column, counted, NULL);
}

static group_cover_t specific_of(const sl_arrangement_t *arrangement)
{
  return (group_cover_t){.specific = &arrangement->specific};
}

static group_cover_t aggregate_of(const sl_arrangement_t *arrangement, double attachment)
{
  return (group_cover_t){.aggregate = &arrangement->aggregate, .attachment = attachment};
}

sl_settlement_t sl_settle(const sl_arrangement_t *arrangement, double attachment,
                          const sl_trial_claims_t *claims)
{
  static const sl_paid_path_t no_path = {0};
  const sl_paid_path_t *path = claims->path != NULL ? claims->path : &no_path;
  sl_settlement_t settled = {0};
  if (arrangement->has_specific) {
    const group_cover_t cover = specific_of(arrangement);
    settled.specific = pay(&cover, path, path->excess, claims->excess, &settled.specific_counted);
  }
  if (arrangement->has_aggregate) {
    const group_cover_t cover = aggregate_of(arrangement, attachment);
    settled.aggregate =
        pay(&cover, path, path->eligible, claims->eligible, &settled.aggregate_counted);
  }
  if (arrangement->has_captive) {
    const group_cover_t cover = {0};
    settled.captive = pay(&cover, path, path->captive, claims->captive, &settled.captive_counted);
  }
  return settled;
}

double sl_settle_above_maximum(const sl_arrangement_t *arrangement, double attachment,
                               const sl_trial_claims_t *claims)
{
  static const sl_paid_path_t no_path = {0};
  const sl_paid_path_t *path = claims->path != NULL ? claims->path : &no_path;
  const group_cover_t cover = {
      .aggregate = &arrangement->aggregate, .attachment = attachment, .above = true};
  double counted;
  pay(&cover, path, path->eligible, claims->eligible, &counted);
  return counted;
}

void sl_settle_by_month(const sl_arrangement_t *arrangement, double attachment,
                        const sl_trial_claims_t *claims, size_t n, sl_settled_month_t *months)
{
  const sl_paid_path_t *path = claims->months;
  double counted;
  for (size_t m = 0; m < n; m++) {
    months[m] = (sl_settled_month_t){0};
  }
  if (arrangement->has_specific) {
    const group_cover_t cover = specific_of(arrangement);
    const sink_t sink = {months, n, offsetof(sl_settled_month_t, specific)};
    pay_along(&cover, path->timeline, path->excess, &counted, &sink);
  }
  if (arrangement->has_aggregate) {
    const group_cover_t cover = aggregate_of(arrangement, attachment);
    const sink_t sink = {months, n, offsetof(sl_settled_month_t, aggregate)};
    pay_along(&cover, path->timeline, path->eligible, &counted, &sink);
  }
  if (arrangement->has_captive) {
    const group_cover_t cover = {0};
    const sink_t sink = {months, n, offsetof(sl_settled_month_t, captive)};
    pay_along(&cover, path->timeline, path->captive, &counted, &sink);
  }
}

double sl_settle_terminal(const sl_arrangement_t *arrangement, double attachment,
                          const sl_trial_claims_t *claims)
{
  const bool specific = arrangement->has_specific && arrangement->specific.terminal_months > 0;
  const bool aggregate = arrangement->has_aggregate && arrangement->aggregate.terminal_months > 0;
  if (!specific && !aggregate) {
    return 0.0;
  }
  const sl_settlement_t settled = sl_settle(arrangement, attachment, claims);
  double added = 0.0;
  if (specific) {
    added += sl_specific_reimbursement(&arrangement->specific, claims->terminal_excess) -
             settled.specific;
  }
  if (aggregate) {
    added +=
        sl_aggregate_reimbursement(&arrangement->aggregate, claims->terminal_eligible, attachment) -
        settled.aggregate;
  }
  return added;
}
