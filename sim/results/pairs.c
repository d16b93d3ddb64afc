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

bool sl_pairs_never_above(sl_pairs_t *pairs)
{
  sl_sort(pairs->first, pairs->trials);
  sl_sort(pairs->second, pairs->trials);
  return sl_never_above(pairs->first, pairs->second, pairs->trials, SL_DEFICIT_TOLERANCE);
}
