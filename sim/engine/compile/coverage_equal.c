/* Which arrangements can share one set of sums. */
#include "models/funding/arrangement.h"
#include "sim/engine/compile/coverage.h"

#include <string.h>

bool sl_same_services(const bool *a, const bool *b, size_t n)
{
  return a == b || (a != NULL && b != NULL && memcmp(a, b, n * sizeof *a) == 0);
}

static bool same_lasers(const sl_specific_t *a, const sl_specific_t *b)
{
  bool same = a->n_lasers == b->n_lasers;
  for (size_t i = 0; same && i < a->n_lasers; i++) {
    same = a->lasers[i].row == b->lasers[i].row && a->lasers[i].excluded == b->lasers[i].excluded &&
           (a->lasers[i].excluded || a->lasers[i].deductible == b->lasers[i].deductible);
  }
  return same;
}

/* What the carrier makes of a person's excess, and whose deductible is another. */
static bool same_specific(const sl_specific_t *a, const sl_specific_t *b)
{
  if (a == NULL || b == NULL) {
    return a == b;
  }
  return a->coinsurance == b->coinsurance && a->maximum == b->maximum &&
         a->lasers_by == b->lasers_by && same_lasers(a, b);
}

/* The cap of what is eligible is the deductible, where there is one. */
static bool same_take(const sl_take_t *a, const sl_take_t *b, size_t n_services)
{
  return a->kind == b->kind && a->excess == b->excess && a->eligible == b->eligible &&
         sl_window_equal(&a->cover.window, &b->cover.window) &&
         sl_same_services(a->cover.services, b->cover.services, n_services) &&
         a->cover.run_in_maximum == b->cover.run_in_maximum;
}

static bool same_takes(const sl_coverage_t *a, const sl_coverage_t *b, size_t n_services)
{
  bool same = a->n_takes == b->n_takes;
  for (size_t i = 0; same && i < a->n_takes; i++) {
    same = same_take(&a->take[i], &b->take[i], n_services);
  }
  return same;
}

static bool same_gap(const sl_coverage_t *a, const sl_coverage_t *b)
{
  if (!a->has_gap || !b->has_gap) {
    return a->has_gap == b->has_gap;
  }
  bool same = a->n_gap_windows == b->n_gap_windows;
  for (size_t i = 0; same && i < a->n_gap_windows; i++) {
    same = sl_window_equal(&a->gap_window[i], &b->gap_window[i]);
  }
  return same;
}

static bool same_path(const sl_path_layout_t *a, const sl_path_layout_t *b)
{
  return a->timeline.resolution == b->timeline.resolution &&
         a->timeline.run_out_months == b->timeline.run_out_months &&
         a->timeline.first_day == b->timeline.first_day &&
         memcmp(a->column, b->column, sizeof a->column) == 0;
}

bool sl_coverage_alike(const sl_coverage_t *a, const sl_coverage_t *b, size_t n_services)
{
  return a->arrangement->kind->retains_claims == b->arrangement->kind->retains_claims &&
         a->since == b->since && a->runs_out == b->runs_out &&
         a->insurer_runs_out == b->insurer_runs_out && a->per_certificate == b->per_certificate &&
         a->captive_limit == b->captive_limit &&
         sl_same_services(a->insured, b->insured, n_services) &&
         same_specific(a->specific, b->specific) && same_takes(a, b, n_services) &&
         same_gap(a, b) && a->by_total == b->by_total &&
         same_path(&a->path[SL_PATH_SETTLED], &b->path[SL_PATH_SETTLED]) &&
         same_path(&a->path[SL_PATH_MONTHLY], &b->path[SL_PATH_MONTHLY]) &&
         a->outside_is_gap == b->outside_is_gap && a->known_months == b->known_months &&
         memcmp(a->beyond, b->beyond, sizeof a->beyond) == 0;
}

bool sl_coverage_equal(const sl_coverage_t *a, const sl_coverage_t *b, size_t n_services)
{
  return sl_coverage_alike(a, b, n_services) &&
         (a->specific == NULL || a->specific->deductible == b->specific->deductible);
}
