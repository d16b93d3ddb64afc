#include "sim/results/difference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDING 1e-9
#define EXACT 1e-12 /* a standard error below this share is one of rounding */

static bool is_same(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static double z_of(double change, double standard_error, double size)
{
  if (isnan(change) || isnan(standard_error)) {
    return (double)NAN;
  }
  if (change == 0.0 || fabs(change) <= ROUNDING * size) {
    return 0.0;
  }
  return standard_error > EXACT * size ? change / standard_error
                                       : copysign((double)INFINITY, change);
}

/* ---- rows ---- */

/* The means of a row while the blocks come. */
typedef struct tally {
  sl_running_t of[2], change;
} tally_t;

typedef struct work {
  const sl_results_t *const *results;
  sl_difference_t *difference;
  tally_t *tallies; /* by row */
  size_t side;      /* of what is not paired: which result the blocks are of */
  size_t n_years;   /* that both have by trial; 0: none */
} work_t;

static int match(const sl_results_t *const results[2], sl_difference_t *d, sl_error_t *error)
{
  const sl_run_facts_t *a = results[0]->facts, *b = results[1]->facts;
  d->matched = malloc((a->n_arrangements + 1) * sizeof *d->matched);
  if (d->matched == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for arrangements");
  }
  for (size_t i = 0; i < a->n_arrangements; i++) {
    d->matched[i] = SL_NO_ARRANGEMENT;
    for (size_t k = 0; k < b->n_arrangements; k++) {
      if (strcmp(a->arrangements[i].name, b->arrangements[k].name) == 0) {
        d->matched[i] = k;
        d->n_matched++;
      }
    }
  }
  d->equal = d->n_matched == a->n_arrangements && d->n_matched == b->n_arrangements &&
             a->trials == b->trials;
  return SL_OK;
}

/* Plan years that both have; more of one make them unequal. */
static size_t common_years(const sl_results_t *const results[2], sl_difference_t *d)
{
  size_t n[2];
  for (size_t s = 0; s < 2; s++) {
    const sl_results_t *r = results[s];
    n[s] = r->years != NULL && r->source.read_years != NULL ? r->years->n_years : 0;
  }
  d->equal = d->equal && n[0] == n[1];
  return n[0] < n[1] ? n[0] : n[1];
}

/* First the variables of the group, then those of each matched arrangement, of the run and of each
 * plan year. */
static int lay_rows(const sl_results_t *const results[2], size_t n_years, sl_difference_t *d,
                    sl_error_t *error)
{
  size_t n = 0;
  d->n_trials =
      SL_N_TRIAL_VARIABLES + d->n_matched * (SL_N_COST_VARIABLES + n_years * SL_N_YEAR_VARIABLES);
  d->trials = calloc(d->n_trials + 1, sizeof *d->trials);
  if (d->trials == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the differences");
  }
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    d->trials[n++] = (sl_trial_difference_t){
        .variable = &sl_trial_variables[v], .arrangement = SL_NO_ARRANGEMENT, .year = SL_NO_YEAR};
  }
  for (size_t a = 0; a < results[0]->facts->n_arrangements; a++) {
    for (size_t v = 0; d->matched[a] != SL_NO_ARRANGEMENT && v < SL_N_COST_VARIABLES; v++) {
      d->trials[n++] = (sl_trial_difference_t){
          .variable = &sl_cost_variables[v], .arrangement = a, .year = SL_NO_YEAR};
    }
    for (size_t i = 0; d->matched[a] != SL_NO_ARRANGEMENT && i < n_years * SL_N_YEAR_VARIABLES;
         i++) {
      d->trials[n++] =
          (sl_trial_difference_t){.variable = &sl_year_variables[i % SL_N_YEAR_VARIABLES],
                                  .arrangement = a,
                                  .year = i / SL_N_YEAR_VARIABLES};
    }
  }
  return SL_OK;
}

/* A row's numbers in a block of a result. */
static void values_of(const work_t *w, const sl_trial_difference_t *row, size_t side,
                      const sl_block_t *block, double *values)
{
  const bool of_group = row->arrangement == SL_NO_ARRANGEMENT;
  const size_t a = of_group    ? 0
                   : side == 0 ? row->arrangement
                               : w->difference->matched[row->arrangement];
  if (row->year != SL_NO_YEAR) {
    const double *column = block->years->by_year[row->variable - sl_year_variables];
    memcpy(values, column + sl_years_block_at(block->years, a, row->year, 0),
           block->n_trials * sizeof *values);
    return;
  }
  const size_t width = of_group ? 1 : block->n_arrangements;
  const double *column = of_group ? block->trial[row->variable - sl_trial_variables]
                                  : block->cost[row->variable - sl_cost_variables];
  for (size_t t = 0; t < block->n_trials; t++) {
    values[t] = column[t * width + a];
  }
}

static void compare_values(sl_trial_difference_t *row, uint64_t first_trial, const double *a,
                           const double *b, size_t n)
{
  for (size_t t = 0; t < n; t++) {
    if (!is_same(a[t], b[t])) {
      const double larger = fmax(fabs(a[t]), fabs(b[t]));
      const double by = isnan(b[t] - a[t]) ? (double)INFINITY : fabs(b[t] - a[t]);
      const double relative = isfinite(by) ? by / larger : by;
      row->differing++;
      if (by > row->largest) {
        row->largest = by;
        row->largest_trial = first_trial + t;
      }
      if (relative > row->largest_relative) {
        row->largest_relative = relative;
        row->largest_relative_trial = first_trial + t;
      }
    }
  }
}

/* Of the same trials. */
static void take_pair(const work_t *w, const sl_block_t *const blocks[2])
{
  const size_t n = blocks[0]->n_trials;
  for (size_t i = 0; i < w->difference->n_trials; i++) {
    double values[2][SL_BLOCK_TRIALS] = {{0.0}}, change[SL_BLOCK_TRIALS];
    sl_trial_difference_t *row = &w->difference->trials[i];
    values_of(w, row, 0, blocks[0], values[0]);
    values_of(w, row, 1, blocks[1], values[1]);
    compare_values(row, blocks[0]->first_trial, values[0], values[1], n);
    for (size_t t = 0; t < n; t++) {
      change[t] = is_same(values[0][t], values[1][t]) ? 0.0 : values[1][t] - values[0][t];
    }
    sl_running_add(&w->tallies[i].of[0], values[0], n, 1);
    sl_running_add(&w->tallies[i].of[1], values[1], n, 1);
    sl_running_add(&w->tallies[i].change, change, n, 1);
  }
}

/* The next block of a result, with its plan years where those are compared. */
static int read_next(const sl_results_t *results, sl_block_t *block, sl_years_block_t *years,
                     uint64_t index, sl_error_t *error)
{
  const sl_column_source_t *source = &results->source;
  block->index = index;
  block->first_trial = index * SL_BLOCK_TRIALS;
  block->n_trials = sl_block_trials(results->facts->trials, index);
  block->years = years;
  const int code = source->read_block(source->context, block, error);
  return code == SL_OK && years != NULL ? source->read_years(source->context, block->first_trial,
                                                             block->n_trials, years, error)
                                        : code;
}

static int walk_pairs(const work_t *w, sl_error_t *error)
{
  sl_block_t *blocks[2] = {NULL, NULL};
  sl_years_block_t *years[2] = {NULL, NULL};
  const uint64_t trials = w->results[0]->facts->trials;
  int code = SL_OK;
  for (size_t s = 0; code == SL_OK && s < 2; s++) {
    code = sl_block_new(w->results[s]->facts->n_arrangements, 0, &blocks[s], error);
    if (code == SL_OK && w->n_years > 0) {
      code = sl_results_new_years(w->results[s], &years[s], error);
    }
  }
  for (uint64_t k = 0; code == SL_OK && k * SL_BLOCK_TRIALS < trials; k++) {
    for (size_t s = 0; code == SL_OK && s < 2; s++) {
      code = read_next(w->results[s], blocks[s], years[s], k, error);
    }
    if (code == SL_OK) {
      take_pair(w, (const sl_block_t *const[]){blocks[0], blocks[1]});
    }
  }
  for (size_t s = 0; s < 2; s++) {
    sl_block_free(blocks[s]);
    sl_years_block_free(years[s]);
  }
  return code;
}

static void take_one(void *context, const sl_block_t *block)
{
  const work_t *w = context;
  for (size_t i = 0; i < w->difference->n_trials; i++) {
    double values[SL_BLOCK_TRIALS] = {0.0};
    values_of(w, &w->difference->trials[i], w->side, block, values);
    sl_running_add(&w->tallies[i].of[w->side], values, block->n_trials, 1);
  }
}

static int walk_each(work_t *w, sl_error_t *error)
{
  int code = SL_OK;
  for (w->side = 0; code == SL_OK && w->side < 2; w->side++) {
    code = w->n_years > 0 ? sl_results_each_year(w->results[w->side], take_one, w, error)
                          : sl_results_each_block(w->results[w->side], take_one, w, error);
  }
  return code;
}

static double known_error(sl_estimate_t estimate)
{
  return isnan(estimate.standard_error) ? 0.0 : estimate.standard_error;
}

/* What an arrangement's prices may be off by, being estimated from other random years than those of
 * the other result: all at once, which errs on the safe side. */
static double price_error(const sl_price_t *price)
{
  return known_error(price->specific_premium) + known_error(price->aggregate_premium) +
         known_error(price->insured_premium) + known_error(price->captive_premium) +
         known_error(price->insured_lines_premium) + known_error(price->terminal_premium) +
         known_error(price->attachment) + known_error(price->budget);
}

static double unpaired_error(const work_t *w, const sl_trial_difference_t *row, double of_means)
{
  const size_t a = row->arrangement;
  if (a == SL_NO_ARRANGEMENT) {
    return of_means;
  }
  const size_t b = w->difference->matched[a];
  return sl_joined_error(
      of_means, sl_joined_error(price_error(&w->results[0]->facts->arrangements[a].price),
                                price_error(&w->results[1]->facts->arrangements[b].price)));
}

static void tell_rows(const work_t *w)
{
  sl_difference_t *d = w->difference;
  for (size_t i = 0; i < d->n_trials; i++) {
    sl_trial_difference_t *row = &d->trials[i];
    const sl_estimate_t a = sl_running_mean(&w->tallies[i].of[0]);
    const sl_estimate_t b = sl_running_mean(&w->tallies[i].of[1]);
    if (d->paired) {
      row->change = sl_running_mean(&w->tallies[i].change);
    } else {
      row->change.value = is_same(a.value, b.value) ? 0.0 : b.value - a.value;
      row->change.standard_error =
          unpaired_error(w, row, sl_joined_error(a.standard_error, b.standard_error));
    }
    row->z =
        z_of(row->change.value, row->change.standard_error, fmax(fabs(a.value), fabs(b.value)));
    d->beyond = d->beyond || fabs(row->z) > SL_DIFFERENCE_Z;
    d->equal = d->equal && row->differing == 0 && (d->paired || row->change.value == 0.0);
  }
}

/* ---- figures ---- */

static int add_figure(sl_difference_t *d, const sl_figure_difference_t *figure, sl_error_t *error)
{
  sl_figure_difference_t *list = realloc(d->figures, (d->n_figures + 1) * sizeof *list);
  if (list == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the differences");
  }
  d->figures = list;
  list[d->n_figures++] = *figure;
  d->equal = false;
  return SL_OK;
}

/* A table's rows in one record of each result; standard errors are looked at with their values. */
static int compare_table(sl_difference_t *d, const sl_variable_t *variables, size_t n,
                         const void *const records[2], size_t arrangement, size_t year,
                         sl_error_t *error)
{
  int code = SL_OK;
  for (size_t v = 0; code == SL_OK && v < n; v++) {
    const sl_variable_t *variable = &variables[v];
    const size_t levels = variable->step > 0 ? SL_N_QUANTILES : 1;
    for (size_t k = 0; code == SL_OK && k < levels; k++) {
      const double a = sl_variable_value(variable, records[0], k);
      const double b = sl_variable_value(variable, records[1], k);
      if (!is_same(a, b)) {
        const sl_variable_t *twin = variable->twin;
        const double both = twin != NULL ? sl_joined_error(sl_variable_value(twin, records[0], k),
                                                           sl_variable_value(twin, records[1], k))
                                         : (double)NAN;
        const sl_figure_difference_t figure = {.variable = variable,
                                               .arrangement = arrangement,
                                               .year = year,
                                               .level = variable->step > 0 ? sl_quantile_levels[k]
                                                                           : (double)NAN,
                                               .first = a,
                                               .second = b,
                                               .z = z_of(b - a, both, fmax(fabs(a), fabs(b)))};
        code = add_figure(d, &figure, error);
      }
    }
  }
  return code;
}

static int compare_figures(const sl_results_t *const results[2],
                           const sl_summary_t *const summaries[2], sl_difference_t *d,
                           sl_error_t *error)
{
  int code = SL_OK;
  for (size_t a = 0; code == SL_OK && a < results[0]->facts->n_arrangements; a++) {
    const size_t b = d->matched[a];
    if (b != SL_NO_ARRANGEMENT) {
      const void *const prices[2] = {&results[0]->facts->arrangements[a],
                                     &results[1]->facts->arrangements[b]};
      const void *const figures[2] = {&summaries[0]->arrangements[a],
                                      &summaries[1]->arrangements[b]};
      code =
          compare_table(d, sl_price_variables, SL_N_PRICE_VARIABLES, prices, a, SL_NO_YEAR, error);
      code = code == SL_OK ? compare_table(d, sl_summary_variables, SL_N_SUMMARY_VARIABLES, figures,
                                           a, SL_NO_YEAR, error)
                           : code;
      code = code == SL_OK ? compare_table(d, sl_quantile_variables, SL_N_QUANTILE_VARIABLES,
                                           figures, a, SL_NO_YEAR, error)
                           : code;
    }
  }
  return code;
}

static int compare_years(const sl_results_t *const results[2], size_t n_years, sl_difference_t *d,
                         sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < results[0]->facts->n_arrangements * n_years; i++) {
    const size_t a = i / n_years, k = i % n_years, b = d->matched[a];
    if (b != SL_NO_ARRANGEMENT) {
      const void *const figures[2] = {sl_years_at(results[0]->years, a, k),
                                      sl_years_at(results[1]->years, b, k)};
      code = compare_table(d, sl_years_variables, SL_N_YEARS_VARIABLES, figures, a, k, error);
      code = code == SL_OK
                 ? compare_table(d, sl_years_quantiles, SL_N_YEARS_QUANTILES, figures, a, k, error)
                 : code;
    }
  }
  return code;
}

static bool same_promises(const sl_results_t *const results[2])
{
  const sl_years_t *a = results[0]->years, *b = results[1]->years;
  bool same = a->n_promises == b->n_promises;
  for (size_t p = 0; same && p < a->n_promises; p++) {
    for (size_t v = 0; v < SL_N_PROMISE_FIGURES; v++) {
      same = same && is_same(sl_variable_value(&sl_promise_figures[v], &a->promises[p], 0),
                             sl_variable_value(&sl_promise_figures[v], &b->promises[p], 0));
    }
  }
  return same;
}

int sl_difference_new(const sl_results_t *const results[2], const sl_summary_t *const summaries[2],
                      sl_difference_t **difference, sl_error_t *error)
{
  sl_difference_t *d = calloc(1, sizeof *d);
  work_t work = {.results = results, .difference = d};
  *difference = NULL;
  if (d == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the differences");
  }
  d->paired = results[0]->facts->seed == results[1]->facts->seed &&
              results[0]->facts->trials == results[1]->facts->trials;
  int code = match(results, d, error);
  if (code == SL_OK) {
    work.n_years = common_years(results, d);
    code = lay_rows(results, work.n_years, d, error);
  }
  if (code == SL_OK) {
    work.tallies = calloc(d->n_trials + 1, sizeof *work.tallies);
    code = work.tallies != NULL ? SL_OK
                                : sl_fail(error, SL_ERR_MEMORY, "no memory for the differences");
  }
  if (code == SL_OK) {
    code = d->paired ? walk_pairs(&work, error) : walk_each(&work, error);
  }
  if (code == SL_OK) {
    tell_rows(&work);
    code = compare_figures(results, summaries, d, error);
    code = code == SL_OK ? compare_years(results, work.n_years, d, error) : code;
    d->equal = d->equal && (work.n_years == 0 || same_promises(results));
  }
  free(work.tallies);
  if (code != SL_OK) {
    sl_difference_free(d);
    return code;
  }
  *difference = d;
  return SL_OK;
}

void sl_difference_free(sl_difference_t *difference)
{
  if (difference != NULL) {
    free(difference->trials);
    free(difference->figures);
    free(difference->matched);
    free(difference);
  }
}
