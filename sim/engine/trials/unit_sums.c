#include "sim/engine/trials/unit_sums.h"

#include "models/core/amounts.h"
#include "models/core/within.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#define N_SCORES ((size_t)SL_BLOCK_TRIALS * SL_TILTS_MAX)

/* Columns of what can exceed the maximum cost, over all covers. */
static size_t beyond_width(const sl_model_t *model)
{
  const sl_coverage_t *last = &model->covers[model->n_covers - 1];
  return model->n_covers > 0 ? last->beyond_before + last->beyond_width : 0;
}

double *sl_unit_sums_lay(sl_unit_sums_t *sums, size_t n_columns)
{
  double *columns = sums->store != NULL ? sums->store + sums->n_store : NULL;
  sums->n_store += n_columns * SL_BLOCK_TRIALS;
  return columns;
}

void sl_unit_sums_lay_annual(sl_unit_sums_t *sums)
{
  const size_t n = sums->model->n_covers;
  sums->largest = sl_unit_sums_lay(sums, 1);
  sums->allowed = sl_unit_sums_lay(sums, 1);
  sums->member_paid = sl_unit_sums_lay(sums, 1);
  sums->claims = sl_unit_sums_lay(sums, 1);
  sums->claimants_half = sl_unit_sums_lay(sums, n);
  sums->claimants_full = sl_unit_sums_lay(sums, n);
  sums->excess = sl_unit_sums_lay(sums, n);
  sums->eligible = sl_unit_sums_lay(sums, n);
  sums->beyond = sl_unit_sums_lay(sums, beyond_width(sums->model));
}

size_t sl_unit_sums_size(const sl_model_t *model, sl_sums_layout_t layout)
{
  sl_unit_sums_t sums = {.model = model};
  layout(&sums);
  return sums.n_store * sizeof *sums.store;
}

int sl_unit_sums_init(sl_unit_sums_t *sums, const sl_model_t *model, sl_sums_layout_t layout,
                      sl_error_t *error)
{
  *sums = (sl_unit_sums_t){.model = model, .store = calloc(1, sl_unit_sums_size(model, layout))};
  sums->n_later_years = model->n_later;
  sums->later_years = calloc(model->n_later + 1, sizeof *sums->later_years);
  if (sums->store == NULL || sums->later_years == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the sums of a block");
  }
  layout(sums);
  sums->n_own =
      sums->n_later_years > 0 ? (size_t)(sums->later_years[0].store - sums->store) : sums->n_store;
  return SL_OK;
}

int sl_unit_sums_keep_scores(sl_unit_sums_t *sums, sl_error_t *error)
{
  if (sums->score == NULL) {
    sums->score = calloc(N_SCORES, sizeof *sums->score);
  }
  return sums->score != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for scores");
}

int sl_unit_sums_keep_later(sl_unit_sums_t *sums, sl_error_t *error)
{
  if (sums->later == NULL) {
    sums->later = calloc(sums->model->n_covers * SL_BLOCK_TRIALS + 1, sizeof *sums->later);
  }
  return sums->later != NULL ? SL_OK
                             : sl_fail(error, SL_ERR_MEMORY, "no memory for leveraged trend");
}

void sl_unit_sums_free(sl_unit_sums_t *sums)
{
  free(sums->score);
  free(sums->later);
  free(sums->later_years);
  free(sums->store);
  *sums = (sl_unit_sums_t){0};
}

void sl_unit_sums_clear(sl_unit_sums_t *sums)
{
  memset(sums->store, 0, sums->n_store * sizeof *sums->store);
  if (sums->score != NULL) {
    memset(sums->score, 0, N_SCORES * sizeof *sums->score);
  }
}

/* A trial's doubles stand together, `width` of them, in n_rows rows of trials. */
static void clear_rows(double *rows, size_t n_rows, size_t width, size_t n)
{
  for (size_t i = 0; i < n_rows; i++) {
    memset(rows + i * SL_BLOCK_TRIALS * width, 0, n * width * sizeof *rows);
  }
}

static void clear_ibnr(sl_unit_sums_t *sums, size_t n)
{
  if (sums->ibnr != NULL) {
    clear_rows(sums->ibnr, sums->model->n_since, sums->model->dating->n_months, n);
  }
}

static void clear_path(sl_unit_sums_t *sums, size_t cover, int kind, size_t n)
{
  const sl_path_layout_t *path = &sums->model->covers[cover].path[kind];
  clear_rows(sums->path + path->before * SL_BLOCK_TRIALS, 1, path->width, n);
}

void sl_unit_sums_clear_first(sl_unit_sums_t *sums, size_t n)
{
  const sl_model_t *model = sums->model;
  clear_rows(sums->store, sums->n_store / SL_BLOCK_TRIALS, 1, n);
  clear_ibnr(sums, n);
  for (size_t c = 0; sums->path != NULL && c < model->n_covers; c++) {
    for (int k = 0; k < SL_PATH_KINDS; k++) {
      clear_path(sums, c, k, n);
    }
  }
}

void sl_unit_sums_drop_months(sl_unit_sums_t *sums)
{
  clear_ibnr(sums, SL_BLOCK_TRIALS);
  for (size_t c = 0; sums->path != NULL && c < sums->model->n_covers; c++) {
    clear_path(sums, c, SL_PATH_MONTHLY, SL_BLOCK_TRIALS);
  }
}

void sl_unit_sums_add(sl_unit_sums_t *into, const sl_unit_sums_t *from)
{
  for (size_t t = 0; t < SL_BLOCK_TRIALS; t++) {
    into->largest[t] = from->largest[t] > into->largest[t] ? from->largest[t] : into->largest[t];
  }
  /* The largest claimant comes first in the store; all others are sums. */
  for (size_t i = SL_BLOCK_TRIALS; i < into->n_own; i++) {
    into->store[i] += from->store[i];
  }
  for (size_t k = 0; k < into->n_later_years; k++) {
    sl_unit_sums_add(&into->later_years[k], &from->later_years[k]);
  }
  for (size_t i = 0; into->score != NULL && i < N_SCORES; i++) {
    into->score[i] += from->score[i];
  }
  for (size_t i = 0; into->later != NULL && i < into->model->n_covers * SL_BLOCK_TRIALS; i++) {
    into->later[i] += from->later[i];
  }
}

/* n rows of columns [SL_BLOCK_TRIALS]. */
static void scatter_columns(double *into, const double *from, size_t n_columns, size_t n,
                            const uint16_t *at)
{
  for (size_t c = 0; c < n_columns; c++) {
    for (size_t i = 0; i < n; i++) {
      into[c * SL_BLOCK_TRIALS + at[i]] += from[c * SL_BLOCK_TRIALS + i];
    }
  }
}

static size_t n_by_seat(const sl_unit_sums_t *sums)
{
  return (size_t)(sums->ibnr - sums->store) / SL_BLOCK_TRIALS;
}

void sl_unit_sums_clear_seats(sl_unit_sums_t *sums, size_t n)
{
  clear_rows(sums->store, n_by_seat(sums), 1, n);
}

void sl_unit_sums_scatter(sl_unit_sums_t *into, const sl_unit_sums_t *from, size_t n,
                          const uint16_t *at)
{
  for (size_t i = 0; i < n; i++) {
    into->largest[at[i]] = sl_larger(into->largest[at[i]], from->largest[i]);
  }
  scatter_columns(into->store + SL_BLOCK_TRIALS, from->store + SL_BLOCK_TRIALS, n_by_seat(into) - 1,
                  n, at);
}

/* What rounding may leave of sums as large as this. */
#define ROUNDING 1e-9

static bool all_sound(const double *values, size_t n)
{
  return sl_all_within(values, n, -1.0e-6, DBL_MAX);
}

bool sl_unit_sums_are_sound(const sl_unit_sums_t *sums, bool later)
{
  bool sound = all_sound(sums->store, sums->n_own) &&
               (!later || all_sound(sums->later, sums->model->n_covers * SL_BLOCK_TRIALS));
  for (size_t t = 0; t < SL_BLOCK_TRIALS; t++) {
    const double slack = ROUNDING * (1.0 + sums->allowed[t]);
    sound = sound && sums->member_paid[t] <= sums->allowed[t] + slack &&
            sums->largest[t] <= sums->allowed[t] - sums->member_paid[t] + slack;
  }
  for (size_t k = 0; sound && k < sums->n_later_years; k++) {
    sound = sl_unit_sums_are_sound(&sums->later_years[k], false);
  }
  return sound;
}

/* What is done with some doubles of two sums; false ends the walk. */
typedef bool (*pair_t)(double *own, const double *other, size_t bytes);

static bool are_equal(double *own, const double *other, size_t bytes)
{
  return memcmp(own, other, bytes) == 0;
}

static bool copy(double *own, const double *other, size_t bytes)
{
  memcpy(own, other, bytes);
  return true;
}

/* As clear_rows, of trials at .. at + n - 1 and the first n of others. */
static bool walk_rows(pair_t pair, double *rows, size_t at, const double *others, size_t n_rows,
                      size_t width, size_t n)
{
  bool on = true;
  for (size_t i = 0; on && i < n_rows; i++) {
    const size_t row = i * SL_BLOCK_TRIALS * width;
    on = pair(rows + row + at * width, others + row, n * width * sizeof *rows);
  }
  return on;
}

static size_t rows_between(const double *from, const double *to)
{
  return (size_t)(to - from) / SL_BLOCK_TRIALS;
}

/* The columns of one double a trial: all but IBNR, which stands among them, and the path at the
 * end.
 */
static bool walk_columns(pair_t pair, const sl_unit_sums_t *sums, size_t at,
                         const sl_unit_sums_t *other, size_t n)
{
  const sl_model_t *model = sums->model;
  const double *end = sums->path != NULL ? sums->path : sums->store + sums->n_own;
  if (sums->ibnr == NULL) {
    return walk_rows(pair, sums->store, at, other->store, rows_between(sums->store, end), 1, n);
  }
  const size_t before = (size_t)(sums->ibnr - sums->store);
  const size_t after = before + model->n_since * model->dating->n_months * SL_BLOCK_TRIALS;
  return walk_rows(pair, sums->store, at, other->store, before / SL_BLOCK_TRIALS, 1, n) &&
         walk_rows(pair, sums->store + after, at, other->store + after,
                   rows_between(sums->store + after, end), 1, n) &&
         walk_rows(pair, sums->ibnr, at, other->ibnr, model->n_since, model->dating->n_months, n);
}

/* Trials at .. at + n - 1 with trials 0 .. n - 1 of the other, and what the first `later` have. */
static bool walk(pair_t pair, const sl_unit_sums_t *sums, size_t at, const sl_unit_sums_t *other,
                 size_t n, size_t later)
{
  const sl_model_t *model = sums->model;
  bool on = walk_columns(pair, sums, at, other, n);
  for (size_t c = 0; sums->path != NULL && c < model->n_covers; c++) {
    for (int k = 0; k < SL_PATH_KINDS; k++) {
      const sl_path_layout_t *path = &model->covers[c].path[k];
      const size_t from = path->before * SL_BLOCK_TRIALS;
      on = on && walk_rows(pair, sums->path + from, at, other->path + from, 1, path->width, n);
    }
  }
  for (size_t k = 0; on && k < sums->n_later_years; k++) {
    on = walk(pair, &sums->later_years[k], at, &other->later_years[k], n, 0);
  }
  return on && (later == 0 ||
                walk_rows(pair, sums->later, at, other->later, model->n_covers, 1, later));
}

bool sl_unit_sums_have(const sl_unit_sums_t *sums, size_t at, const sl_unit_sums_t *other, size_t n,
                       size_t later)
{
  return walk(are_equal, sums, at, other, n, later);
}

void sl_unit_sums_put(sl_unit_sums_t *sums, size_t at, const sl_unit_sums_t *part, size_t n,
                      size_t later)
{
  walk(copy, sums, at, part, n, later);
}

double *sl_unit_sums_beyond(const sl_unit_sums_t *sums, size_t cover, sl_beyond_column_t column)
{
  const sl_coverage_t *coverage = &sums->model->covers[cover];
  size_t at = coverage->beyond_before;
  if (!coverage->beyond[column]) {
    return NULL;
  }
  for (size_t i = 0; i < (size_t)column; i++) {
    at += coverage->beyond[i];
  }
  return sums->beyond + at * SL_BLOCK_TRIALS;
}
