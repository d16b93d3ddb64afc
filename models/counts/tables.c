#include "models/counts/law.h"

#include <stdlib.h>

/* One grid's tables. */
typedef struct listed {
  sl_count_grid_t grid;
  uint64_t *directory, *cells;
} listed_t;

struct sl_count_tables {
  listed_t *listed;
  size_t n;
};

static int by_law(const void *left, const void *right)
{
  const sl_panjer_t a = (*(sl_count_law_t *const *)left)->panjer;
  const sl_panjer_t b = (*(sl_count_law_t *const *)right)->panjer;
  if (a.law != b.law) {
    return a.law < b.law ? -1 : 1;
  }
  return (a.size > b.size) - (a.size < b.size);
}

/* The means listed: up to the largest of n laws that differ in nothing else. */
static uint32_t points_of(const sl_count_grid_t *grid, sl_count_law_t *const *laws, size_t n,
                          double largest_multiplier)
{
  double most = 0.0;
  for (size_t i = 0; i < n; i++) {
    most = laws[i]->mean > most ? laws[i]->mean : most;
  }
  most *= largest_multiplier;
  const uint64_t last = sl_grid_point(grid, most < grid->cap ? most : grid->cap);
  return last < grid->n_points ? (uint32_t)last + 1 : grid->n_points;
}

static int list(listed_t *into, sl_count_law_t *const *laws, size_t n, double largest_multiplier,
                sl_error_t *error)
{
  into->grid = laws[0]->grid;
  const uint32_t points = points_of(&into->grid, laws, n, largest_multiplier);
  into->directory = malloc((points + 1) * sizeof *into->directory);
  into->cells = malloc((sl_grid_size(&into->grid, points) + 1) * sizeof *into->cells);
  if (into->directory == NULL || into->cells == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for tables of claim counts");
  }
  sl_grid_list(&into->grid, points, into->directory, into->cells);
  for (size_t i = 0; i < n; i++) {
    laws[i]->grid = into->grid;
  }
  return SL_OK;
}

static int list_all(sl_count_tables_t *tables, sl_count_law_t **laws, size_t n,
                    double largest_multiplier, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0, end = 0; code == SL_OK && i < n; i = end) {
    for (end = i + 1; end < n && by_law(&laws[i], &laws[end]) == 0; end++) {
    }
    code = list(&tables->listed[tables->n++], laws + i, end - i, largest_multiplier, error);
  }
  return code;
}

int sl_count_tables_new(sl_count_law_t *const *laws, size_t n, double largest_multiplier,
                        sl_count_tables_t **tables, sl_error_t *error)
{
  size_t n_random = 0;
  sl_count_law_t **sorted = malloc((n + 1) * sizeof *sorted);
  sl_count_tables_t *made = calloc(1, sizeof *made);
  *tables = NULL;
  for (size_t i = 0; sorted != NULL && i < n; i++) {
    if (laws[i]->random_exposure) {
      sorted[n_random++] = laws[i];
    }
  }
  if (made != NULL) {
    made->listed = calloc(n_random + 1, sizeof *made->listed);
  }
  if (sorted == NULL || made == NULL || made->listed == NULL) {
    free(sorted);
    sl_count_tables_free(made);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for tables of claim counts");
  }
  qsort(sorted, n_random, sizeof(sl_count_law_t *), by_law);
  const int code = list_all(made, sorted, n_random, largest_multiplier, error);
  free(sorted);
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
      free(tables->listed[i].directory);
      free(tables->listed[i].cells);
    }
    free(tables->listed);
    free(tables);
  }
}
