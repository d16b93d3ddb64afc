#include "sim/engine/trial_claims.h"

#include "models/amounts.h"

static double sum_of(const double *column, const sl_coverage_t *coverage)
{
  double sum = 0.0;
  for (size_t i = 0; column != NULL && i < 2 * coverage->timeline.n_slots; i++) {
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

/* What needs days, months or services. */
static void add_dated(const sl_unit_sums_t *sums, size_t cover, size_t trial, sl_paid_path_t *path,
                      sl_trial_claims_t *claims)
{
  const sl_coverage_t *coverage = &sums->model->covers[cover];
  const size_t i = cover * SL_BLOCK_TRIALS + trial;
  if (coverage->counts_less) {
    count_less(sums, coverage, trial, claims);
  }
  *path = (sl_paid_path_t){.timeline = &coverage->timeline,
                           .excess = sl_unit_sums_path(sums, cover, SL_PATH_EXCESS, trial),
                           .eligible = sl_unit_sums_path(sums, cover, SL_PATH_ELIGIBLE, trial),
                           .captive = sl_unit_sums_path(sums, cover, SL_PATH_CAPTIVE, trial),
                           .paid = sl_unit_sums_path(sums, cover, SL_PATH_PAID, trial)};
  claims->path = path;
  claims->insured = sums->dated[SL_DATED_INSURED][i];
  claims->insured_run_out = sums->dated[SL_DATED_INSURED_RUN_OUT][i];
  claims->gap = sums->dated[SL_DATED_GAP][i];
  claims->run_out = sums->dated[SL_DATED_RUN_OUT][i];
  claims->excess = sum_of(path->excess, coverage);
  claims->captive = sum_of(path->captive, coverage);
  /* Without any cover all that is self-funded counts as eligible, as on the annual path. */
  claims->eligible = path->eligible != NULL ? sum_of(path->eligible, coverage)
                                            : claims->plan_paid - claims->insured;
  claims->terminal_excess =
      coverage->terminal_specific ? sums->dated[SL_DATED_TERMINAL_EXCESS][i] : claims->excess;
  claims->terminal_eligible =
      coverage->terminal_aggregate ? sums->dated[SL_DATED_TERMINAL_ELIGIBLE][i] : claims->eligible;
}

sl_trial_claims_t sl_trial_claims_of(const sl_unit_sums_t *sums, size_t cover, size_t trial,
                                     sl_paid_path_t *path)
{
  const size_t i = cover * SL_BLOCK_TRIALS + trial;
  sl_trial_claims_t claims = {
      .plan_paid = sums->allowed[trial] - sums->member_paid[trial],
      .claims = sums->claims[trial],
      .claimants_half = sums->claimants_half[i],
      .claimants_full = sums->claimants_full[i],
  };
  if (sums->model->dating != NULL) {
    add_dated(sums, cover, trial, path, &claims);
    return claims;
  }
  const bool takes_stoploss = sums->model->covers[cover].arrangement->kind->takes_stoploss;
  claims.excess = claims.terminal_excess = sums->excess[i];
  claims.eligible = claims.terminal_eligible =
      takes_stoploss ? sums->eligible[i] : claims.plan_paid;
  return claims;
}
