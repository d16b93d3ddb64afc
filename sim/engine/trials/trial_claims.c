#include "sim/engine/trials/trial_claims.h"

#include "models/core/amounts.h"
#include "models/funding/arrangement.h"

static double sum_of(const double *column, const sl_paid_path_t *path)
{
  double sum = 0.0;
  for (size_t i = 0; column != NULL && i < 2 * path->timeline->n_slots; i++) {
    sum += column[i];
  }
  return sum;
}

/* C where it is less than all that is paid in the plan year. */
static void count_less(const sl_unit_sums_t *sums, const sl_coverage_t *coverage, size_t trial,
                       sl_trial_claims_t *claims)
{
  const size_t at = coverage->since_at * SL_BLOCK_TRIALS + trial;
  claims->earlier = sl_larger(0.0, claims->plan_paid - sums->counted_plan[at]);
  claims->plan_paid = sums->counted_plan[at];
  claims->claims = sums->counted_claims[at];
}

static const sl_paid_path_t *path_of(const sl_unit_sums_t *sums, size_t cover, sl_path_kind_t kind,
                                     size_t trial, sl_paid_path_t *path)
{
  const sl_path_layout_t *layout = &sums->model->covers[cover].path[kind];
  if (layout->timeline.n_slots == 0) {
    return NULL;
  }
  *path =
      (sl_paid_path_t){.timeline = &layout->timeline,
                       .excess = sl_unit_sums_path(sums, cover, kind, SL_PATH_EXCESS, trial),
                       .eligible = sl_unit_sums_path(sums, cover, kind, SL_PATH_ELIGIBLE, trial),
                       .captive = sl_unit_sums_path(sums, cover, kind, SL_PATH_CAPTIVE, trial),
                       .paid = sl_unit_sums_path(sums, cover, kind, SL_PATH_PAID, trial)};
  return path;
}

/* What needs days, months or services. */
static void add_dated(const sl_unit_sums_t *sums, size_t i, sl_trial_claims_t *claims)
{
  claims->insured = sums->dated[SL_DATED_INSURED][i];
  claims->insured_run_out = sums->dated[SL_DATED_INSURED_RUN_OUT][i];
  claims->gap = sums->dated[SL_DATED_GAP][i];
  claims->gap_above = sums->dated[SL_DATED_GAP_ABOVE][i];
  claims->run_out = sums->dated[SL_DATED_RUN_OUT][i];
}

/* Along a path. Without any cover all that is self-funded counts as eligible. */
static void add_settled(const sl_unit_sums_t *sums, const sl_coverage_t *coverage, size_t i,
                        sl_trial_claims_t *claims)
{
  const sl_paid_path_t *path = claims->path;
  claims->excess = sum_of(path->excess, path);
  claims->captive = sum_of(path->captive, path);
  claims->eligible =
      path->eligible != NULL ? sum_of(path->eligible, path) : claims->plan_paid - claims->insured;
  claims->terminal_excess =
      coverage->terminal_specific ? sums->dated[SL_DATED_TERMINAL_EXCESS][i] : claims->excess;
  claims->terminal_eligible =
      coverage->terminal_aggregate ? sums->dated[SL_DATED_TERMINAL_ELIGIBLE][i] : claims->eligible;
}

static double beyond_at(const sl_unit_sums_t *sums, size_t cover, sl_beyond_column_t column,
                        size_t trial)
{
  const double *values = sl_unit_sums_beyond(sums, cover, column);
  return values != NULL ? values[trial] : 0.0;
}

static sl_kept_above_t kept_of(const sl_unit_sums_t *sums, size_t cover, size_t trial)
{
  return (sl_kept_above_t){.coinsurance = beyond_at(sums, cover, SL_COLUMN_COINSURANCE, trial),
                           .maximum = beyond_at(sums, cover, SL_COLUMN_MAXIMUM, trial),
                           .exclusion = beyond_at(sums, cover, SL_COLUMN_EXCLUSION, trial)};
}

/* Where both covers hold what the gap's one window holds, what is outside is the gap. */
static sl_beyond_claims_t beyond_of(const sl_unit_sums_t *sums, size_t cover, size_t trial,
                                    double gap)
{
  const bool is_gap = sums->model->covers[cover].outside_is_gap;
  return (sl_beyond_claims_t){
      .outside_specific = is_gap ? gap : beyond_at(sums, cover, SL_COLUMN_OUTSIDE_SPECIFIC, trial),
      .run_in_specific = beyond_at(sums, cover, SL_COLUMN_RUN_IN_SPECIFIC, trial),
      .outside_aggregate =
          is_gap ? gap : beyond_at(sums, cover, SL_COLUMN_OUTSIDE_AGGREGATE, trial),
      .run_in_aggregate = beyond_at(sums, cover, SL_COLUMN_RUN_IN_AGGREGATE, trial),
      .kept = kept_of(sums, cover, trial)};
}

sl_trial_claims_t sl_trial_claims_of(const sl_unit_sums_t *sums, size_t cover, size_t trial,
                                     sl_trial_paths_t *paths)
{
  const size_t i = cover * SL_BLOCK_TRIALS + trial;
  const sl_coverage_t *coverage = &sums->model->covers[cover];
  sl_trial_claims_t claims = {
      .plan_paid = sums->allowed[trial] - sums->member_paid[trial],
      .claims = sums->claims[trial],
      .claimants_half = sums->claimants_half[i],
      .claimants_full = sums->claimants_full[i],
  };
  if (sums->model->dating != NULL) {
    claims.path = path_of(sums, cover, SL_PATH_SETTLED, trial, &paths->settled);
    claims.months = path_of(sums, cover, SL_PATH_MONTHLY, trial, &paths->monthly);
    add_dated(sums, i, &claims);
    if (coverage->counts_less) {
      count_less(sums, coverage, trial, &claims);
    }
  }
  if (coverage->beyond_width > 0 || coverage->outside_is_gap) {
    claims.beyond = beyond_of(sums, cover, trial, claims.gap);
  }
  if (claims.path != NULL) {
    add_settled(sums, coverage, i, &claims);
    return claims;
  }
  claims.excess = claims.terminal_excess = sums->excess[i];
  claims.eligible = claims.terminal_eligible =
      coverage->arrangement->kind->retains_claims ? sums->eligible[i] : claims.plan_paid;
  return claims;
}
