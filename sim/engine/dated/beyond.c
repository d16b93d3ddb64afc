#include "sim/engine/dated/beyond.h"

#include "models/core/amounts.h"
#include "models/funding/arrangement.h"

/* The takes that hold what is the specific's and what is eligible; the same where they are one. */
typedef struct cover_pair {
  size_t specific, aggregate; /* n_takes: none */
} cover_pair_t;

static cover_pair_t pair_of(const sl_coverage_t *coverage)
{
  cover_pair_t pair = {coverage->n_takes, coverage->n_takes};
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_take_t *take = &coverage->take[i];
    if (take->kind == SL_TAKE_SPECIFIC) {
      pair.specific = i;
    }
    if (coverage->arrangement->has_aggregate &&
        (take->kind == SL_TAKE_AGGREGATE || (take->kind == SL_TAKE_SPECIFIC && take->eligible))) {
      pair.aggregate = i;
    }
  }
  return pair;
}

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

/* Whether an insurer pays the claim: of its service, or as run-out. */
static bool is_insured(const sl_coverage_t *coverage, const sl_paid_claim_t *claim)
{
  return (coverage->insured != NULL && coverage->insured[claim->service]) ||
         (coverage->insurer_runs_out && claim->paid > coverage->last_day);
}

typedef struct outside {
  double specific, aggregate;
} outside_t;

static void note_outside(const sl_coverage_t *coverage, cover_pair_t pair,
                         const sl_paid_claims_t *claims, outside_t *outside)
{
  const sl_window_t *counted = &coverage->counted;
  for (size_t j = 0; j < claims->n; j++) {
    const sl_paid_claim_t *claim = &claims->claim[j];
    if (!sl_window_holds(counted, claim->incurred, claim->paid) || is_insured(coverage, claim)) {
      continue;
    }
    if (pair.specific < coverage->n_takes &&
        !sl_cover_holds(&coverage->take[pair.specific].cover, claim)) {
      outside->specific += claim->amount;
    }
    if (pair.aggregate < coverage->n_takes &&
        !sl_cover_holds(&coverage->take[pair.aggregate].cover, claim)) {
      outside->aggregate += claim->amount;
    }
  }
}

void sl_beyond_outside(const sl_model_t *model, const sl_ladder_t *ladder,
                       const sl_family_claims_t *claims, size_t trial, sl_unit_sums_t *sums)
{
  const sl_coverage_t *coverage = &model->covers[ladder->cover[0]];
  outside_t outside = {0};
  if (!wants(coverage, SL_COLUMN_OUTSIDE_SPECIFIC, SL_COLUMN_OUTSIDE_AGGREGATE)) {
    return;
  }
  const cover_pair_t pair = pair_of(coverage);
  for (uint32_t i = 0; i < claims->family->n_persons; i++) {
    note_outside(coverage, pair, &claims->person[i], &outside);
  }
  add(ladder, SL_COLUMN_OUTSIDE_SPECIFIC, outside.specific, trial, sums);
  add(ladder, SL_COLUMN_OUTSIDE_AGGREGATE, outside.aggregate, trial, sums);
}

/* What the aggregate holds and the specific does not. */
static double between_covers(const sl_coverage_t *coverage, cover_pair_t pair,
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
  const cover_pair_t pair = pair_of(coverage);
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
