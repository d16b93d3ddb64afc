#include "sim/results/pairs.h"

#include "models/funding/arrangement.h"

#include <stdlib.h>
#include <string.h>

int sl_pairs_new(const sl_results_t *results, sl_pairs_t *pairs, sl_error_t *error)
{
  const uint64_t trials = results->facts->trials;
  *pairs = (sl_pairs_t){.results = results, .trials = (size_t)trials};
  if (trials == 0) {
    return sl_fail(error, SL_ERR_ARGUMENT, "a result without trials");
  }
  if (trials <= SIZE_MAX / sizeof(double)) {
    pairs->first = malloc((size_t)trials * sizeof *pairs->first);
    pairs->second = malloc((size_t)trials * sizeof *pairs->second);
    pairs->difference = malloc((size_t)trials * sizeof *pairs->difference);
  }
  return pairs->first != NULL && pairs->second != NULL && pairs->difference != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for the costs of the simulated years");
}

void sl_pairs_free(sl_pairs_t *pairs)
{
  free(pairs->first);
  free(pairs->second);
  free(pairs->difference);
  *pairs = (sl_pairs_t){0};
}

static int read(const sl_pairs_t *pairs, size_t arrangement, double *values, sl_error_t *error)
{
  const sl_column_range_t range = {SL_COST_COST, arrangement, 1, 0, pairs->trials};
  const sl_column_source_t *source = &pairs->results->source;
  return source->read_columns(source->context, &range, values, error);
}

int sl_pairs_read(sl_pairs_t *pairs, size_t arrangement, sl_error_t *error)
{
  return read(pairs, arrangement, pairs->first, error);
}

int sl_pairs_sorted(sl_pairs_t *pairs, size_t arrangement, sl_error_t *error)
{
  const int code = sl_pairs_read(pairs, arrangement, error);
  if (code == SL_OK) {
    sl_sort(pairs->first, pairs->trials);
  }
  return code;
}

int sl_pairs_compare(sl_pairs_t *pairs, size_t a, size_t b, sl_pair_t *pair, sl_error_t *error)
{
  int code = read(pairs, a, pairs->first, error);
  code = code == SL_OK ? read(pairs, b, pairs->second, error) : code;
  if (code != SL_OK) {
    return code;
  }
  size_t dearer = 0;
  for (size_t t = 0; t < pairs->trials; t++) {
    pairs->difference[t] = pairs->first[t] - pairs->second[t];
    dearer += pairs->difference[t] > SL_DEFICIT_TOLERANCE;
  }
  *pair =
      (sl_pair_t){sl_mean(pairs->difference, pairs->trials), sl_proportion(dearer, pairs->trials)};
  return SL_OK;
}

/* Whether the figures that are at hand leave it open that `other` dominates. */
static bool may_dominate(const sl_arrangement_summary_t *other, const sl_arrangement_summary_t *own)
{
  bool open = other->expected_cost.value < own->expected_cost.value;
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    open = open && other->quantile[q].value <= own->quantile[q].value + SL_DEFICIT_TOLERANCE;
  }
  return open;
}

int sl_pairs_dominated(sl_pairs_t *pairs, const sl_summary_t *summary, const bool *offered,
                       size_t a, size_t *by, sl_error_t *error)
{
  const sl_arrangement_summary_t *all = summary->arrangements;
  int code = SL_OK;
  *by = SL_NOT_DOMINATED;
  for (size_t b = 0; b < summary->n_arrangements && code == SL_OK; b++) {
    const bool is_better =
        *by == SL_NOT_DOMINATED || all[b].expected_cost.value < all[*by].expected_cost.value;
    sl_pair_t pair = {0};
    if (a == b || !offered[b] || !is_better || !may_dominate(&all[b], &all[a])) {
      continue;
    }
    code = sl_pairs_compare(pairs, b, a, &pair, error);
    const double saving = -pair.difference.value;
    if (code == SL_OK && saving > SL_DEFICIT_TOLERANCE &&
        saving > SL_DOMINANCE_ERRORS * pair.difference.standard_error &&
        sl_pairs_never_above(pairs)) {
      *by = b;
    }
  }
  return code;
}

bool sl_pairs_never_above(sl_pairs_t *pairs)
{
  sl_sort(pairs->first, pairs->trials);
  sl_sort(pairs->second, pairs->trials);
  return sl_never_above(pairs->first, pairs->second, pairs->trials, SL_DEFICIT_TOLERANCE);
}
