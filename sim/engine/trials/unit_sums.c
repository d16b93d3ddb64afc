#include "sim/engine/trials/unit_sums.h"

#include <stdlib.h>
#include <string.h>

#define N_SCORES ((size_t)SL_BLOCK_TRIALS * SL_TILTS_MAX)

/* Doubles of one trial's paid path over all covers. */
static size_t path_width(const sl_model_t *model)
{
  size_t width = 0;
  for (size_t c = 0; c < model->n_covers; c++) {
    for (int k = 0; k < SL_PATH_KINDS; k++) {
      width += model->covers[c].path[k].width;
    }
  }
  return width;
}

/* Columns by the day from which claims are borne. */
static size_t counted_columns(const sl_model_t *model)
{
  return model->counts_less ? model->n_since : 0;
}

/* Columns of what can exceed the maximum cost, over all covers. */
static size_t beyond_width(const sl_model_t *model)
{
  const sl_coverage_t *last = &model->covers[model->n_covers - 1];
  return model->n_covers > 0 ? last->beyond_before + last->beyond_width : 0;
}

static size_t columns(const sl_model_t *model)
{
  const size_t n = model->n_covers;
  const sl_dating_t *dating = model->dating;
  if (dating == NULL) {
    return 4 + 4 * n + beyond_width(model);
  }
  return 4 + 4 * n + beyond_width(model) + 1 + model->n_since * dating->n_months +
         2 * counted_columns(model) + SL_DATED_COLUMNS * n + path_width(model);
}

size_t sl_unit_sums_size(const sl_model_t *model)
{
  return columns(model) * SL_BLOCK_TRIALS * sizeof(double);
}

static double *take(double **next, size_t n_columns)
{
  double *column = *next;
  *next += n_columns * SL_BLOCK_TRIALS;
  return column;
}

int sl_unit_sums_init(sl_unit_sums_t *sums, const sl_model_t *model, sl_error_t *error)
{
  const size_t n = model->n_covers;
  *sums = (sl_unit_sums_t){.model = model, .n_store = columns(model) * SL_BLOCK_TRIALS};
  sums->store = calloc(sums->n_store, sizeof *sums->store);
  if (sums->store == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the sums of a block");
  }
  double *next = sums->store;
  sums->largest = take(&next, 1);
  sums->allowed = take(&next, 1);
  sums->member_paid = take(&next, 1);
  sums->claims = take(&next, 1);
  sums->claimants_half = take(&next, n);
  sums->claimants_full = take(&next, n);
  sums->excess = take(&next, n);
  sums->eligible = take(&next, n);
  sums->beyond = take(&next, beyond_width(model));
  if (model->dating == NULL) {
    return SL_OK;
  }
  sums->uncovered = take(&next, 1);
  sums->ibnr = take(&next, model->n_since * model->dating->n_months);
  sums->counted_plan = take(&next, counted_columns(model));
  sums->counted_claims = take(&next, counted_columns(model));
  for (int c = 0; c < SL_DATED_COLUMNS; c++) {
    sums->dated[c] = take(&next, n);
  }
  sums->path = next;
  return SL_OK;
}

int sl_unit_sums_keep_scores(sl_unit_sums_t *sums, sl_error_t *error)
{
  if (sums->score == NULL) {
    sums->score = calloc(N_SCORES, sizeof *sums->score);
  }
  return sums->score != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for scores");
}

void sl_unit_sums_free(sl_unit_sums_t *sums)
{
  free(sums->score);
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

void sl_unit_sums_add(sl_unit_sums_t *into, const sl_unit_sums_t *from)
{
  for (size_t t = 0; t < SL_BLOCK_TRIALS; t++) {
    into->largest[t] = from->largest[t] > into->largest[t] ? from->largest[t] : into->largest[t];
  }
  /* The largest claimant comes first in the store; all others are sums. */
  for (size_t i = SL_BLOCK_TRIALS; i < into->n_store; i++) {
    into->store[i] += from->store[i];
  }
  for (size_t i = 0; into->score != NULL && i < N_SCORES; i++) {
    into->score[i] += from->score[i];
  }
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

double *sl_unit_sums_path(const sl_unit_sums_t *sums, size_t cover, sl_path_kind_t kind,
                          sl_path_column_t column, size_t trial)
{
  const sl_path_layout_t *path = &sums->model->covers[cover].path[kind];
  if (!path->column[column]) {
    return NULL;
  }
  return sums->path + path->before * SL_BLOCK_TRIALS + trial * path->width +
         path->column_at[column];
}
