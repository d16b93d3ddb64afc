#include "sim/page/kept_years.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct page_years {
  sl_results_t *results;
  sl_column_source_t plain; /* of all but the plan years */
  sl_years_tally_t *tally;
  double *by_year[SL_N_YEAR_VARIABLES]; /* [n_arrangements][n_years][trials] */
  double *saved;                        /* [n_promises][trials]; NULL before the first block */
};

static double *columns_of(uint64_t n, uint64_t trials)
{
  return trials < SIZE_MAX / sizeof(double) / (n + 1)
             ? malloc((size_t)(n * trials + 1) * sizeof(double))
             : NULL;
}

static size_t trials_of(const page_years_t *years) { return (size_t)years->results->facts->trials; }

static double *column(const page_years_t *years, size_t v, size_t a, size_t k)
{
  return years->by_year[v] + (a * years->results->facts->n_years + k) * trials_of(years);
}

const double *page_years_column(const page_years_t *years, sl_year_variable_t variable,
                                size_t arrangement, size_t year)
{
  return column(years, variable, arrangement, year);
}

const double *page_years_saved(const page_years_t *years, size_t promise)
{
  return years->saved + promise * trials_of(years);
}

/* ---- a source of columns ---- */

static int read_block(void *context, sl_block_t *block, sl_error_t *error)
{
  const page_years_t *years = context;
  return years->plain.read_block(years->plain.context, block, error);
}

static int read_columns(void *context, const sl_column_range_t *range, double *values,
                        sl_error_t *error)
{
  const page_years_t *years = context;
  return years->plain.read_columns(years->plain.context, range, values, error);
}

static int read_year_columns(void *context, const sl_year_range_t *range, double *values,
                             sl_error_t *error)
{
  const page_years_t *years = context;
  const size_t n = (size_t)range->trials;
  (void)error;
  for (size_t k = 0; k < range->n; k++) {
    const double *from = column(years, range->variable, range->arrangement, range->first + k);
    memcpy(values + k * n, from + range->first_trial, n * sizeof *values);
  }
  return SL_OK;
}

static void close_years(void *context)
{
  page_years_t *years = context;
  years->plain.close(years->plain.context);
  sl_years_tally_free(years->tally);
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    free(years->by_year[v]);
  }
  free(years->saved);
  free(years);
}

int page_years_new(sl_results_t *results, page_years_t **years, sl_error_t *error)
{
  const sl_run_facts_t *facts = results->facts;
  page_years_t *made = *years = calloc(1, sizeof *made);
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the plan years");
  }
  made->results = results;
  made->plain = results->source;
  results->source = (sl_column_source_t){.context = made,
                                         .read_block = read_block,
                                         .read_columns = read_columns,
                                         .close = close_years,
                                         .read_year_columns = read_year_columns};
  bool complete = true;
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    made->by_year[v] = columns_of((uint64_t)facts->n_arrangements * facts->n_years, facts->trials);
    complete = complete && made->by_year[v] != NULL;
  }
  return complete ? sl_years_tally_new(facts, &made->tally, error)
                  : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu plan years of so many trials",
                            facts->n_years);
}

/* ---- blocks ---- */

/* Which promises there are is told by the first block. */
static int learn_promises(page_years_t *years, const sl_years_block_t *block, sl_error_t *error)
{
  sl_run_facts_t *facts = years->results->facts;
  if (years->saved != NULL) {
    return SL_OK;
  }
  facts->n_promises = block->n_promises;
  years->saved = columns_of(block->n_promises, facts->trials);
  return years->saved != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the promises");
}

int page_years_put(page_years_t *years, const sl_block_t *block, sl_error_t *error)
{
  const sl_years_block_t *from = block->years;
  int code = sl_years_tally_take(years->tally, block, error);
  code = code == SL_OK ? learn_promises(years, from, error) : code;
  if (code != SL_OK) {
    return code;
  }
  const size_t first = (size_t)block->first_trial, size = block->n_trials * sizeof(double);
  for (size_t a = 0; a < from->n_arrangements; a++) {
    for (size_t k = 0; k < from->n_years; k++) {
      for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
        memcpy(column(years, v, a, k) + first, from->by_year[v] + sl_years_block_at(from, a, k, 0),
               size);
      }
    }
  }
  for (size_t p = 0; p < from->n_promises; p++) {
    memcpy(years->saved + p * trials_of(years) + first, from->saved + p * SL_BLOCK_TRIALS, size);
  }
  return SL_OK;
}

int page_years_tell(const page_years_t *years, sl_error_t *error)
{
  return sl_years_tally_tell(years->tally, &years->results->source, &years->results->years, error);
}
