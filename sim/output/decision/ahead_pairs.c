#include "models/funding/arrangement.h"
#include "sim/output/decision/ahead.h"

#include <math.h>
#include <stdlib.h>

/* Two columns of cumulative cost in hand. */
typedef struct columns {
  const sl_results_t *results;
  size_t n; /* trials */
  double *one, *other;
} columns_t;

/* In place of a plan year: the plan year alone, as the rest of the result has it. */
#define ALONE SIZE_MAX

static int read_cumulative(const columns_t *columns, size_t a, size_t year, double *values,
                           sl_error_t *error)
{
  const sl_column_source_t *source = &columns->results->source;
  if (year == ALONE) {
    const sl_column_range_t own = {SL_COST_COST, a, 1, 0, columns->n};
    return source->read_columns(source->context, &own, values, error);
  }
  const sl_year_range_t range = {SL_YEAR_CUMULATIVE, a, year, 1, 0, columns->n};
  return source->read_year_columns(source->context, &range, values, error);
}

/* Sorts what was read. */
static int compare(const columns_t *columns, size_t one, size_t other, size_t year,
                   sl_years_ahead_pair_t *pair, sl_error_t *error)
{
  size_t cheaper = 0;
  int code = read_cumulative(columns, one, year, columns->one, error);
  code = code == SL_OK ? read_cumulative(columns, other, year, columns->other, error) : code;
  if (code != SL_OK) {
    return code;
  }
  for (size_t t = 0; t < columns->n; t++) {
    columns->one[t] = columns->other[t] - columns->one[t];
    cheaper += columns->one[t] > SL_DEFICIT_TOLERANCE;
  }
  pair->saving = sl_mean(columns->one, columns->n);
  pair->cheaper = sl_proportion(cheaper, columns->n);
  sl_sort(columns->one, columns->n);
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    pair->quantile[q] = sl_quantile(columns->one, columns->n, sl_quantile_levels[q]).value;
  }
  return SL_OK;
}

static sl_years_ahead_pair_t no_pair(void)
{
  const sl_estimate_t none = {(double)NAN, (double)NAN};
  return (sl_years_ahead_pair_t){.saving = none, .cheaper = none};
}

static int compare_all(const columns_t *columns, const sl_decision_t *decision,
                       sl_years_ahead_t *ahead, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < decision->n * ahead->n_years; i++) {
    const size_t a = i / ahead->n_years;
    if (decision->reference == SL_NO_ARRANGEMENT || a == decision->reference) {
      ahead->pair[i] = no_pair();
    } else {
      code = compare(columns, a, decision->reference, i % ahead->n_years, &ahead->pair[i], error);
    }
  }
  return code;
}

/* ---- who is cheaper, in the first year and over all ---- */

static bool is_beyond(sl_estimate_t saving)
{
  return fabs(saving.value) > SL_FLIP_ERRORS * saving.standard_error;
}

/* Means alone say which pairs may turn round; those are compared trial by trial. */
static int look_at(const columns_t *columns, const sl_decision_t *d, size_t a, size_t b,
                   sl_years_ahead_t *ahead, sl_error_t *error)
{
  const sl_years_t *years = columns->results->years;
  const size_t last = ahead->n_years - 1;
  const double first = d->summary->arrangements[a].expected_cost.value -
                       d->summary->arrangements[b].expected_cost.value;
  const double all = sl_years_at(years, a, last)->mean[SL_YEAR_CUMULATIVE].value -
                     sl_years_at(years, b, last)->mean[SL_YEAR_CUMULATIVE].value;
  if (ahead->n_flips == SL_FLIPS_MAX || !(first * all < 0.0)) {
    return SL_OK;
  }
  sl_flip_t flip = {.one = first < 0.0 ? a : b, .other = first < 0.0 ? b : a};
  int code = compare(columns, flip.one, flip.other, ALONE, &flip.first, error);
  code = code == SL_OK ? compare(columns, flip.one, flip.other, last, &flip.all, error) : code;
  if (code == SL_OK && is_beyond(flip.first.saving) && is_beyond(flip.all.saving)) {
    ahead->flip[ahead->n_flips++] = flip;
  }
  return code;
}

static int find_flips(const columns_t *columns, const sl_decision_t *d, sl_years_ahead_t *ahead,
                      sl_error_t *error)
{
  const bool compared = d->reference != SL_NO_ARRANGEMENT;
  int code = compared ? look_at(columns, d, d->subject, d->reference, ahead, error) : SL_OK;
  for (size_t i = 0; code == SL_OK && i < d->n * d->n; i++) {
    const size_t a = i / d->n, b = i % d->n;
    const bool done = compared && ((a == d->subject && b == d->reference) ||
                                   (b == d->subject && a == d->reference));
    if (a < b && !done) {
      code = look_at(columns, d, a, b, ahead, error);
    }
  }
  return code;
}

/* ---- all of it ---- */

int sl_years_ahead_new(const sl_decision_t *decision, sl_years_ahead_t **ahead, sl_error_t *error)
{
  const sl_results_t *results = decision->results;
  const size_t n = (size_t)results->facts->trials;
  *ahead = NULL;
  if (results->years == NULL || results->source.read_year_columns == NULL) {
    return SL_OK;
  }
  sl_years_ahead_t *made = calloc(1, sizeof *made);
  columns_t columns = {results, n, malloc(n * sizeof(double)), malloc(n * sizeof(double))};
  int code = SL_ERR_MEMORY;
  if (made != NULL && columns.one != NULL && columns.other != NULL) {
    made->n_years = results->years->n_years;
    made->pair = calloc(decision->n * made->n_years + 1, sizeof *made->pair);
    code = made->pair != NULL ? SL_OK : SL_ERR_MEMORY;
  }
  if (code != SL_OK) {
    sl_fail(error, code, "no memory for the plan years");
  }
  code = code == SL_OK ? compare_all(&columns, decision, made, error) : code;
  code = code == SL_OK ? find_flips(&columns, decision, made, error) : code;
  free(columns.one);
  free(columns.other);
  if (code != SL_OK) {
    sl_years_ahead_free(made);
    return code;
  }
  *ahead = made;
  return SL_OK;
}

void sl_years_ahead_free(sl_years_ahead_t *ahead)
{
  if (ahead != NULL) {
    free(ahead->pair);
    free(ahead);
  }
}

const sl_years_ahead_pair_t *sl_years_ahead_at(const sl_decision_t *decision, size_t a, size_t year)
{
  return &decision->ahead->pair[a * decision->ahead->n_years + year];
}
