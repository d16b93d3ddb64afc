#include "models/settlement.h"

#include "models/stoploss_cover.h"

/* A cover of the group: what it pays of a sum of excess, or of eligible claims. */
typedef struct group_cover {
  const sl_specific_t *specific;
  const sl_aggregate_t *aggregate; /* where specific is NULL */
  double attachment;
} group_cover_t;

static double paid_at(const group_cover_t *cover, double sum)
{
  return cover->specific != NULL
             ? sl_specific_reimbursement(cover->specific, sum)
             : sl_aggregate_reimbursement(cover->aggregate, sum, cover->attachment);
}

/* The other claims' part is what is added up, so that where there are none the counted part is the
 * whole, to the bit. */
static double pay_along(const group_cover_t *cover, size_t n_slots, const double *column,
                        double *counted)
{
  double sum = 0.0, paid = paid_at(cover, 0.0), other = 0.0;
  for (size_t slot = 0; slot < n_slots; slot++) {
    sum += column[2 * slot];
    const double after_others = paid_at(cover, sum);
    other += after_others - paid;
    sum += column[2 * slot + 1];
    paid = paid_at(cover, sum);
  }
  *counted = paid - other;
  return paid;
}

static double pay(const group_cover_t *cover, const sl_paid_path_t *path, const double *column,
                  double total, double *counted)
{
  if (path != NULL && column != NULL) {
    return pay_along(cover, path->timeline->n_slots, column, counted);
  }
  *counted = paid_at(cover, total);
  return *counted;
}

static double sum_captive(const sl_trial_claims_t *claims, double *counted)
{
  const sl_paid_path_t *path = claims->path;
  if (path == NULL || path->captive == NULL) {
    *counted = claims->captive;
    return claims->captive;
  }
  double other = 0.0, on_c = 0.0;
  for (size_t slot = 0; slot < path->timeline->n_slots; slot++) {
    other += path->captive[2 * slot];
    on_c += path->captive[2 * slot + 1];
  }
  *counted = on_c;
  return other + on_c;
}

sl_settlement_t sl_settle(const sl_arrangement_t *arrangement, double attachment,
                          const sl_trial_claims_t *claims)
{
  const sl_paid_path_t *path = claims->path;
  sl_settlement_t settled = {0};
  if (arrangement->has_specific) {
    const group_cover_t specific = {.specific = &arrangement->specific};
    settled.specific = pay(&specific, path, path != NULL ? path->excess : NULL, claims->excess,
                           &settled.specific_counted);
  }
  if (arrangement->has_aggregate) {
    const group_cover_t aggregate = {.aggregate = &arrangement->aggregate,
                                     .attachment = attachment};
    settled.aggregate = pay(&aggregate, path, path != NULL ? path->eligible : NULL,
                            claims->eligible, &settled.aggregate_counted);
  }
  if (arrangement->has_captive) {
    settled.captive = sum_captive(claims, &settled.captive_counted);
  }
  return settled;
}

double sl_settle_terminal(const sl_arrangement_t *arrangement, double attachment,
                          const sl_trial_claims_t *claims)
{
  const sl_settlement_t settled = sl_settle(arrangement, attachment, claims);
  double added = 0.0;
  if (arrangement->has_specific && arrangement->specific.terminal_months > 0) {
    added += sl_specific_reimbursement(&arrangement->specific, claims->terminal_excess) -
             settled.specific;
  }
  if (arrangement->has_aggregate && arrangement->aggregate.terminal_months > 0) {
    added +=
        sl_aggregate_reimbursement(&arrangement->aggregate, claims->terminal_eligible, attachment) -
        settled.aggregate;
  }
  return added;
}
