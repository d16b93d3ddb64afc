#include "sim/engine/dated/beyond.h"

#include "models/core/amounts.h"
#include "models/funding/arrangement.h"

static bool wants(const sl_coverage_t *coverage, sl_beyond_column_t one, sl_beyond_column_t other)
{
  return coverage->beyond[one] || coverage->beyond[other];
}

static void add(const sl_ladder_t *ladder, sl_beyond_column_t column, double amount, size_t trial,
                sl_unit_sums_t *sums)
{
  for (size_t k = 0; amount > 0.0 && k < ladder->n; k++) {
    double *values = sl_unit_sums_beyond(sums, ladder->cover[k], column);
    if (values != NULL) {
      values[trial] += amount;
    }
  }
}

/* What the aggregate holds and the specific does not. */
static double between_covers(const sl_coverage_t *coverage, sl_cover_pair_t pair,
                             const sl_paid_claims_t *claims)
{
  const sl_cover_t *specific = &coverage->take[pair.specific].cover;
  const sl_cover_t *aggregate = &coverage->take[pair.aggregate].cover;
  double between = 0.0;
  for (size_t j = 0; j < claims->n; j++) {
    const sl_paid_claim_t *claim = &claims->claim[j];
    if (sl_cover_holds(aggregate, claim) && !sl_cover_holds(specific, claim)) {
      between += claim->amount;
    }
  }
  return between;
}

static void add_to_cover(sl_unit_sums_t *sums, size_t cover, sl_beyond_column_t column,
                         double amount, size_t trial)
{
  double *values = sl_unit_sums_beyond(sums, cover, column);
  if (values != NULL) {
    values[trial] += amount;
  }
}

void sl_beyond_between(const sl_model_t *model, const sl_ladder_t *ladder,
                       const sl_paid_claims_t *claims, const sl_cover_total_t *totals, size_t trial,
                       sl_unit_sums_t *sums)
{
  const sl_coverage_t *coverage = &model->covers[ladder->cover[0]];
  const sl_cover_pair_t pair = sl_coverage_pair(coverage);
  if (pair.specific == coverage->n_takes) {
    return;
  }
  const sl_cover_total_t *specific = &totals[pair.specific];
  const double over_run_in = sl_larger(0.0, specific->claims - specific->covered);
  add(ladder, SL_COLUMN_RUN_IN_SPECIFIC, over_run_in, trial, sums);
  if (!wants(coverage, SL_COLUMN_OUTSIDE_AGGREGATE, SL_COLUMN_RUN_IN_AGGREGATE) ||
      pair.aggregate == coverage->n_takes || pair.aggregate == pair.specific) {
    return;
  }
  const double between = between_covers(coverage, pair, claims);
  for (size_t k = 0; k < ladder->n; k++) {
    const size_t cover = ladder->cover[k];
    const double cap = model->covers[cover].take[pair.aggregate].cover.eligible_cap;
    const double over = sl_larger(0.0, totals[pair.aggregate].claims - cap);
    const double outside = sl_smaller(between, over);
    add_to_cover(sums, cover, SL_COLUMN_OUTSIDE_AGGREGATE, outside, trial);
    add_to_cover(sums, cover, SL_COLUMN_RUN_IN_AGGREGATE, sl_smaller(over_run_in, over - outside),
                 trial);
  }
}
