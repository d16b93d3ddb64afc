#include "sim/output/result_file/years.h"

#include "sim/output/result_file/groups.h"
#include "sim/output/result_file/rows.h"
#include "sim/output/result_file/run_layout.h"
#include "sim/output/result_file/year_group.h"

#include <stdlib.h>

struct sl_year_file {
  sl_run_facts_t *facts;
  hid_t group;
  sl_layout_t *layout;
  hid_t column[SL_N_YEAR_VARIABLES];
  hid_t saved;  /* invalid without promises */
  double *rows; /* a block of one variable of one arrangement, or of all promises */
};

void sl_year_file_free(sl_year_file_t *years)
{
  if (years != NULL) {
    sl_layout_free(years->layout);
    free(years->rows);
    free(years);
  }
}

/* ---- the layout ---- */

/* The names of promises: whose, and which. */
static char (*promise_names(const sl_run_facts_t *facts,
                            const sl_years_block_t *like))[SL_PROMISE_TEXT]
{
  char(*names)[SL_PROMISE_TEXT] = calloc(like->n_promises + 1, sizeof *names);
  for (size_t p = 0; names != NULL && p < like->n_promises; p++) {
    sl_promise_describe(facts, &like->promises[p], names[p]);
  }
  return names;
}

static sl_layout_t *lay(const sl_year_file_t *years, const char *const *names,
                        const char *const *promises)
{
  const sl_run_facts_t *facts = years->facts;
  sl_scale_t quantile = sl_quantile_scale();
  quantile.id = SL_YEARS_QUANTILE_ID;
  const sl_scale_t scales[] = {
      sl_trial_scale(SL_YEARS_TRIAL_ID, facts->first_trial, 0),
      {.dimension = &sl_years_arrangement_dimension,
       .id = SL_YEARS_ARRANGEMENT_ID,
       .long_name = "funding arrangement, the first is the baseline",
       .length = facts->n_arrangements,
       .texts = names},
      {.dimension = &sl_year_dimension,
       .id = SL_YEARS_YEAR_ID,
       .long_name = "plan year, 1 = first",
       .length = facts->n_years,
       .first = 1},
      quantile,
      {.dimension = &sl_promise_dimension,
       .id = SL_YEARS_PROMISE_ID,
       .long_name = "promise of a stop-loss carrier",
       .length = facts->n_promises,
       .texts = promises},
  };
  const size_t n = sizeof scales / sizeof scales[0];
  return sl_layout_new(years->group, facts->currency, scales, facts->n_promises > 0 ? n : n - 1);
}

static int new_layout(sl_year_file_t *years, const sl_years_block_t *like)
{
  const char **names = sl_arrangement_names(years->facts);
  char(*texts)[SL_PROMISE_TEXT] = promise_names(years->facts, like);
  const char **promises = calloc(like->n_promises + 1, sizeof *promises);
  const bool good = names != NULL && texts != NULL && promises != NULL;
  for (size_t p = 0; good && p < like->n_promises; p++) {
    promises[p] = texts[p];
  }
  if (good) {
    years->layout = lay(years, names, promises);
  }
  free(promises);
  free(texts);
  free(names);
  return years->layout != NULL ? 0 : -1;
}

/* ---- the group ---- */

static int create_columns(sl_year_file_t *years)
{
  bool good = true;
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    years->column[v] = sl_layout_variable(years->layout, &sl_year_variables[v]);
    good = good && years->column[v] >= 0;
  }
  years->saved = H5I_INVALID_HID;
  if (good && years->facts->n_promises > 0) {
    years->saved = sl_layout_variable(years->layout, &sl_promise_columns[SL_PROMISE_TRIAL_SAVED]);
    good = years->saved >= 0;
  }
  return good ? 0 : -1;
}

static int put_terms(sl_year_file_t *years)
{
  const sl_run_facts_t *facts = years->facts;
  return sl_h5_put_signed(years->group, SL_YEARS_LENGTH, (int64_t)facts->n_years) == 0 &&
                 sl_h5_put_signed(years->group, SL_YEARS_PROMISES, (int64_t)facts->n_promises) ==
                     0 &&
                 sl_h5_put_number(years->group, SL_YEARS_DISCOUNT, facts->discount) == 0 &&
                 sl_put_table(years->layout, sl_years_terms, SL_N_YEARS_TERMS, facts->arrangements,
                              facts->n_arrangements, sizeof facts->arrangements[0]) == 0
             ? 0
             : -1;
}

static int begin(sl_year_file_t *years, hid_t file, const sl_years_block_t *like)
{
  years->group = sl_create_group(file, SL_YEARS_GROUP);
  return years->group >= 0 && new_layout(years, like) == 0 && put_terms(years) == 0 &&
                 create_columns(years) == 0
             ? 0
             : -1;
}

int sl_year_file_new(hid_t file, sl_run_facts_t *facts, const sl_years_block_t *like,
                     sl_year_file_t **years, sl_error_t *error)
{
  const size_t width = facts->n_years > like->n_promises ? facts->n_years : like->n_promises;
  sl_year_file_t *made = *years = calloc(1, sizeof *made);
  if (made != NULL) {
    made->facts = facts;
    made->rows = malloc(SL_BLOCK_TRIALS * (width + 1) * sizeof *made->rows);
  }
  if (made == NULL || made->rows == NULL) {
    free(made);
    *years = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the plan years");
  }
  facts->n_promises = like->n_promises;
  if (begin(made, file, like) == 0) {
    return SL_OK;
  }
  sl_year_file_free(made);
  *years = NULL;
  return sl_fail(error, SL_ERR_IO, "HDF5 failed at the plan years");
}

/* ---- blocks ---- */

/* values[trial][column] of columns that lie SL_BLOCK_TRIALS apart. */
static void turn(const double *columns, size_t n_trials, size_t n_columns, double *values)
{
  for (size_t t = 0; t < n_trials; t++) {
    for (size_t c = 0; c < n_columns; c++) {
      values[t * n_columns + c] = columns[c * SL_BLOCK_TRIALS + t];
    }
  }
}

static int put_variable(const sl_year_file_t *years, size_t v, uint64_t row,
                        const sl_block_t *block)
{
  const sl_years_block_t *from = block->years;
  const hsize_t n = block->n_trials, width = from->n_years;
  const hsize_t extent[] = {row + n, from->n_arrangements, width}, count[] = {n, 1, width};
  int result = H5Dset_extent(years->column[v], extent) < 0 ? -1 : 0;
  for (size_t a = 0; result == 0 && a < from->n_arrangements; a++) {
    const hsize_t start[] = {row, a, 0};
    turn(from->by_year[v] + sl_years_block_at(from, a, 0, 0), block->n_trials, from->n_years,
         years->rows);
    result = sl_write_slab(years->column[v], sl_year_variables[v].shape, start, count,
                           H5T_NATIVE_DOUBLE, years->rows);
  }
  return result;
}

int sl_year_file_put(sl_year_file_t *years, uint64_t row, const sl_block_t *block)
{
  int result = sl_layout_put_trials(years->layout, row, block->n_trials);
  for (size_t v = 0; result == 0 && v < SL_N_YEAR_VARIABLES; v++) {
    result = put_variable(years, v, row, block);
  }
  if (result == 0 && years->saved >= 0) {
    const size_t n = block->years->n_promises;
    turn(block->years->saved, block->n_trials, n, years->rows);
    result = sl_append_rows(years->saved, &sl_promise_trial_shape, row, block->n_trials, n,
                            H5T_NATIVE_DOUBLE, years->rows);
  }
  return result;
}

/* ---- figures ---- */

int sl_year_file_finish(sl_year_file_t *years, const sl_years_t *figures)
{
  const size_t n = figures->n_arrangements * figures->n_years, size = sizeof figures->figures[0];
  sl_layout_t *layout = years->layout;
  int result =
      sl_put_table(layout, sl_years_variables, SL_N_YEARS_VARIABLES, figures->figures, n, size);
  if (result == 0) {
    result =
        sl_put_table(layout, sl_years_quantiles, SL_N_YEARS_QUANTILES, figures->figures, n, size);
  }
  if (result == 0 && figures->n_promises > 0) {
    result = sl_put_table(layout, sl_promise_figures, SL_N_PROMISE_FIGURES, figures->promises,
                          figures->n_promises, sizeof figures->promises[0]);
  }
  return result == 0 ? sl_layout_finish(layout) : result;
}
