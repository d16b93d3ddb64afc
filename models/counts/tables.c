#include "models/counts/law.h"

#include <stdlib.h>

struct sl_count_listing {
  sl_count_grid_t grid;
  uint64_t *directory, *cells;
  size_t size;
};

struct sl_count_tables {
  sl_count_listing_t **own;
  size_t n;
};

int sl_count_listing_new(sl_panjer_t law, uint32_t points, sl_count_listing_t **listing,
                         sl_error_t *error)
{
  sl_count_listing_t *made = calloc(1, sizeof *made);
  *listing = made;
  if (made != NULL) {
    made->grid = sl_grid_of(law);
    points = points < made->grid.n_points ? points : made->grid.n_points;
    const size_t cells = sl_grid_size(&made->grid, points);
    made->directory = malloc((points + 1) * sizeof *made->directory);
    made->cells = malloc((cells + 1) * sizeof *made->cells);
    made->size = sizeof *made + (points + cells) * sizeof *made->cells;
  }
  if (made == NULL || made->directory == NULL || made->cells == NULL) {
    sl_count_listing_free(made);
    *listing = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for tables of claim counts");
  }
  sl_grid_list(&made->grid, points, made->directory, made->cells);
  return SL_OK;
}

size_t sl_count_listing_size(const sl_count_listing_t *listing) { return listing->size; }

void sl_count_listing_free(sl_count_listing_t *listing)
{
  if (listing != NULL) {
    free(listing->directory);
    free(listing->cells);
    free(listing);
  }
}

/* Consecutive laws of one grid. */
typedef struct run {
  sl_count_law_t *const *laws;
  size_t n;
} run_t;

static int by_law(const void *left, const void *right)
{
  const sl_panjer_t a = ((const run_t *)left)->laws[0]->panjer;
  const sl_panjer_t b = ((const run_t *)right)->laws[0]->panjer;
  if (a.law != b.law) {
    return a.law < b.law ? -1 : 1;
  }
  return (a.size > b.size) - (a.size < b.size);
}

/* Laws of random exposure by the run, runs NULL to count them: laws mostly come service by service,
 * so that a million need not be sorted. */
static size_t find_runs(sl_count_law_t *const *laws, size_t n, run_t *runs)
{
  size_t n_runs = 0;
  run_t run = {laws, 0};
  for (size_t i = 0; i <= n; i++) {
    const bool random = i < n && laws[i]->fixed == NULL;
    const run_t next = {laws + i, 1};
    if (random && run.n > 0 && by_law(&run, &next) == 0) {
      run.n++;
      continue;
    }
    if (run.n > 0 && runs != NULL) {
      runs[n_runs] = run;
    }
    n_runs += run.n > 0;
    run = random ? next : (run_t){laws, 0};
  }
  return n_runs;
}

static double largest_mean(const run_t *run)
{
  double most = 0.0;
  for (size_t i = 0; i < run->n; i++) {
    const double mean = sl_count_law_mean(run->laws[i]);
    most = mean > most ? mean : most;
  }
  return most;
}

/* The means listed: up to the largest of laws that differ in nothing else. */
static uint32_t points_of(const sl_count_grid_t *grid, const run_t *runs, size_t n,
                          double largest_multiplier)
{
  double most = 0.0;
  for (size_t i = 0; i < n; i++) {
    const double mean = largest_mean(&runs[i]);
    most = mean > most ? mean : most;
  }
  most *= largest_multiplier;
  const uint64_t last = sl_grid_point(grid, most < grid->cap ? most : grid->cap);
  return last < grid->n_points ? (uint32_t)last + 1 : grid->n_points;
}

/* The tables' own, where nobody else has listings. */
static int make_own(void *context, sl_panjer_t law, uint32_t points,
                    const sl_count_listing_t **listing, sl_error_t *error)
{
  sl_count_tables_t *tables = context;
  const int code = sl_count_listing_new(law, points, &tables->own[tables->n], error);
  *listing = tables->own[tables->n];
  tables->n += code == SL_OK;
  return code;
}

/* Runs of one grid. */
static int list(const run_t *runs, size_t n, double largest_multiplier,
                const sl_count_source_t *source, sl_error_t *error)
{
  const sl_panjer_t law = runs[0].laws[0]->panjer;
  const sl_count_grid_t grid = sl_grid_of(law);
  const sl_count_listing_t *listing = NULL;
  const uint32_t points = points_of(&grid, runs, n, largest_multiplier);
  const int code = source->get(source->context, law, points, &listing, error);
  for (size_t r = 0; code == SL_OK && r < n; r++) {
    for (size_t i = 0; i < runs[r].n; i++) {
      runs[r].laws[i]->grid = &listing->grid;
    }
  }
  return code;
}

static int list_all(const run_t *runs, size_t n, double largest_multiplier,
                    const sl_count_source_t *source, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0, end = 0; code == SL_OK && i < n; i = end) {
    for (end = i + 1; end < n && by_law(&runs[i], &runs[end]) == 0; end++) {
    }
    code = list(runs + i, end - i, largest_multiplier, source, error);
  }
  return code;
}

int sl_count_tables_new(sl_count_law_t *const *laws, size_t n, double largest_multiplier,
                        const sl_count_source_t *source, sl_count_tables_t **tables,
                        sl_error_t *error)
{
  const size_t n_runs = find_runs(laws, n, NULL);
  run_t *runs = malloc((n_runs + 1) * sizeof *runs);
  sl_count_tables_t *made = calloc(1, sizeof *made);
  *tables = NULL;
  if (made != NULL) {
    made->own = calloc(n_runs + 1, sizeof(sl_count_listing_t *));
  }
  if (runs == NULL || made == NULL || made->own == NULL) {
    free(runs);
    sl_count_tables_free(made);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for tables of claim counts");
  }
  find_runs(laws, n, runs);
  qsort(runs, n_runs, sizeof *runs, by_law);
  const sl_count_source_t own = {make_own, made};
  const int code =
      list_all(runs, n_runs, largest_multiplier, source != NULL ? source : &own, error);
  free(runs);
  if (code != SL_OK) {
    sl_count_tables_free(made);
    return code;
  }
  *tables = made;
  return SL_OK;
}

void sl_count_tables_free(sl_count_tables_t *tables)
{
  if (tables != NULL) {
    for (size_t i = 0; i < tables->n; i++) {
      sl_count_listing_free(tables->own[i]);
    }
    free(tables->own);
    free(tables);
  }
}
