/* What becomes of one claim under a cover. */
#include "models/funding/arrangement.h"
#include "sim/engine/compile/coverage.h"

bool sl_coverage_in_some_window(const sl_coverage_t *coverage, const sl_paid_claim_t *claim)
{
  bool found = false;
  for (size_t i = 0; i < coverage->n_gap_windows; i++) {
    found = found || sl_window_holds(&coverage->gap_window[i], claim->incurred, claim->paid);
  }
  return found;
}

sl_cover_pair_t sl_coverage_pair(const sl_coverage_t *coverage)
{
  sl_cover_pair_t pair = {coverage->n_takes, coverage->n_takes};
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
