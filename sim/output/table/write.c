#include "sim/output/table/choice.h"

#include "models/group/enrolment.h"
#include "sim/input/read/plain_locale.h"
#include "sim/output/text/csv_cells.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where a number stands. */
typedef struct place {
  size_t trial; /* in the block */
  size_t month, level, quantile, tier, arrangement, year, promise;
} place_t;

/* ---- values ---- */

static const void *record_of(const sl_table_t *table, sl_table_home_t home, const place_t *at)
{
  const sl_results_t *results = table->results;
  const size_t arrangement = at->arrangement;
  switch (home) {
  case SL_HOME_FACTS:
    return &results->facts->arrangements[arrangement];
  case SL_HOME_SUMMARY:
    return &table->summary->arrangements[arrangement];
  case SL_HOME_CHECKS:
    return &results->checks->arrangements[arrangement];
  case SL_HOME_CHECKED_GROUP:
    return results->checks;
  case SL_HOME_RARE:
    return &results->rare->arrangements[arrangement];
  case SL_HOME_RARE_NUMBER:
    return results->rare;
  case SL_HOME_YEARS:
    return sl_years_at(results->years, at->arrangement, at->year);
  case SL_HOME_PROMISES:
    return &results->years->promises[at->promise];
  case SL_HOME_TRIAL:
  case SL_HOME_COST:
  case SL_HOME_MONTHS:
  case SL_HOME_BAND:
  case SL_HOME_GROUP:
  case SL_HOME_YEAR:
  case SL_HOME_PROMISE:
    break;
  }
  return &results->facts->enrolment;
}

static double value_at(const sl_table_t *table, const sl_table_variable_t *variable,
                       const sl_block_t *block, const place_t *at)
{
  switch (variable->home) {
  case SL_HOME_TRIAL:
    return block->trial[variable->index][at->trial];
  case SL_HOME_COST:
    return block->cost[variable->index][at->trial * block->n_arrangements + at->arrangement];
  case SL_HOME_MONTHS:
    return sl_months_at(table->results->months, (sl_months_variable_t)variable->index, at->quantile,
                        at->month, at->arrangement);
  case SL_HOME_BAND:
    return sl_band_value(&table->results->band->arrangements[at->arrangement],
                         (sl_band_variable_t)variable->index, (sl_band_level_t)at->level);
  case SL_HOME_YEAR:
    return block->years->by_year[variable->index][sl_years_block_at(block->years, at->arrangement,
                                                                    at->year, at->trial)];
  case SL_HOME_PROMISE:
    return block->years->saved[at->promise * SL_BLOCK_TRIALS + at->trial];
  case SL_HOME_FACTS:
  case SL_HOME_SUMMARY:
  case SL_HOME_GROUP:
  case SL_HOME_CHECKS:
  case SL_HOME_CHECKED_GROUP:
  case SL_HOME_RARE:
  case SL_HOME_RARE_NUMBER:
  case SL_HOME_YEARS:
  case SL_HOME_PROMISES:
    break;
  }
  return sl_variable_value(variable->row, record_of(table, variable->home, at),
                           at->quantile + at->tier);
}

/* ---- columns ---- */

typedef void (*each_column_t)(FILE *out, const sl_table_t *table,
                              const sl_table_variable_t *variable, const sl_block_t *block,
                              const place_t *at);

/* How many columns a variable has along a dimension; 1 where that is the rows, or none of its own.
 */
static size_t columns_along(const sl_table_t *table, const sl_table_variable_t *variable,
                            const sl_dimension_t *dimension, size_t length)
{
  return dimension != table->rows && sl_table_lies_on(variable->row, dimension) ? length : 1;
}

/* Whether it lies on the arrangements of the file or of a group. */
static const sl_dimension_t *arrangements_of(const sl_table_variable_t *variable)
{
  return sl_table_lies_on(variable->row, &sl_years_arrangement_dimension)
             ? &sl_years_arrangement_dimension
             : &sl_arrangement_dimension;
}

/* The columns of a variable: quantiles, then arrangements, plan years and promises. */
static void each_column_of(FILE *out, const sl_table_t *table, const sl_table_variable_t *variable,
                           const sl_block_t *block, place_t row, each_column_t each)
{
  const sl_run_facts_t *facts = table->results->facts;
  const size_t n_quantiles = columns_along(table, variable, &sl_quantile_dimension, SL_N_QUANTILES);
  const size_t n_arrangements =
      columns_along(table, variable, arrangements_of(variable), facts->n_arrangements);
  const size_t n_years = columns_along(table, variable, &sl_year_dimension, facts->n_years);
  const size_t n_promises =
      columns_along(table, variable, &sl_promise_dimension, facts->n_promises);
  const size_t n = n_arrangements * n_years * n_promises;
  for (size_t i = 0; i < n_quantiles * n; i++) {
    place_t at = row;
    at.quantile += i / n;
    at.arrangement += i % n / (n_years * n_promises);
    at.year += i / n_promises % n_years;
    at.promise += i % n_promises;
    each(out, table, variable, block, &at);
  }
}

/* Each column of a row: `at` says where the row stands. */
static void each_column(FILE *out, const sl_table_t *table, const sl_block_t *block, place_t row,
                        each_column_t each)
{
  for (size_t v = 0; v < table->n; v++) {
    each_column_of(out, table, &table->list[v], block, row, each);
  }
}

/* Which promise, and whose. */
static void put_promise(FILE *out, const sl_table_t *table, size_t i,
                        void (*put)(FILE *out, const char *text))
{
  const sl_promise_figures_t *figures = &table->results->years->promises[i];
  const sl_promise_t promise = {(size_t)figures->arrangement,
                                (sl_promise_kind_t)(int)figures->kind};
  char text[SL_PROMISE_TEXT];
  sl_promise_describe(table->results->facts, &promise, text);
  put(out, text);
}

static void put_head(FILE *out, const sl_table_t *table, const sl_table_variable_t *variable,
                     const sl_block_t *block, const place_t *at)
{
  (void)block;
  fprintf(out, "%s\"%s%s", table->rows != NULL || variable != table->list ? "," : "",
          variable->group, variable->row->name);
  if (table->rows != &sl_quantile_dimension &&
      sl_table_lies_on(variable->row, &sl_quantile_dimension)) {
    fprintf(out, "[%g]", sl_quantile_levels[at->quantile]);
  }
  const sl_dimension_t *arrangements = arrangements_of(variable);
  if (table->rows != arrangements && sl_table_lies_on(variable->row, arrangements)) {
    putc('[', out);
    sl_csv_put_quoted(out, table->results->facts->arrangements[at->arrangement].name);
    putc(']', out);
  }
  if (table->rows != &sl_year_dimension && sl_table_lies_on(variable->row, &sl_year_dimension)) {
    fprintf(out, "[%zu]", at->year + 1);
  }
  if (table->rows != &sl_promise_dimension &&
      sl_table_lies_on(variable->row, &sl_promise_dimension)) {
    putc('[', out);
    put_promise(out, table, at->promise, sl_csv_put_quoted);
    putc(']', out);
  }
  putc('"', out);
}

static void put_value(FILE *out, const sl_table_t *table, const sl_table_variable_t *variable,
                      const sl_block_t *block, const place_t *at)
{
  if (table->rows != NULL || variable != table->list) {
    putc(',', out);
  }
  sl_csv_put_number(out, value_at(table, variable, block, at));
}

/* ---- rows ---- */

typedef struct writing {
  const sl_table_t *table;
  FILE *out;
} writing_t;

static void put_trials(void *context, const sl_block_t *block)
{
  const writing_t *writing = context;
  for (size_t t = 0; t < block->n_trials && !ferror(writing->out); t++) {
    fprintf(writing->out, "%llu", (unsigned long long)(block->first_trial + t));
    each_column(writing->out, writing->table, block, (place_t){.trial = t}, put_value);
    putc('\n', writing->out);
  }
}

static void put_row(FILE *out, const sl_table_t *table, size_t i)
{
  const sl_dimension_t *rows = table->rows;
  place_t row = {.trial = 0};
  if (rows == &sl_month_dimension) {
    row.month = i;
    fprintf(out, "%zu", i + 1);
  } else if (rows == &sl_band_dimension) {
    row.level = i;
    fputs(sl_band_names[i], out);
  } else if (rows == &sl_quantile_dimension) {
    row.quantile = i;
    sl_csv_put_number(out, sl_quantile_levels[i]);
  } else if (rows == &sl_tier_dimension) {
    row.tier = i;
    fputs(sl_tier_names[i], out);
  } else if (rows == &sl_year_dimension) {
    row.year = i;
    fprintf(out, "%zu", i + 1);
  } else if (rows == &sl_promise_dimension) {
    row.promise = i;
    put_promise(out, table, i, sl_csv_put_words);
  } else if (rows == &sl_arrangement_dimension || rows == &sl_years_arrangement_dimension) {
    row.arrangement = i;
    sl_csv_put_words(out, table->results->facts->arrangements[i].name);
  }
  each_column(out, table, NULL, row, put_value);
  putc('\n', out);
}

static size_t n_rows(const sl_table_t *table)
{
  const sl_dimension_t *rows = table->rows;
  return rows == &sl_month_dimension      ? table->results->months->n_months
         : rows == &sl_band_dimension     ? SL_N_BAND_LEVELS
         : rows == &sl_quantile_dimension ? SL_N_QUANTILES
         : rows == &sl_tier_dimension     ? SL_TIERS
         : rows == &sl_year_dimension     ? table->results->facts->n_years
         : rows == &sl_promise_dimension  ? table->results->facts->n_promises
         : rows == NULL                   ? 1
                                          : table->results->facts->n_arrangements;
}

static bool needs_years(const sl_table_t *table)
{
  bool needs = false;
  for (size_t v = 0; v < table->n; v++) {
    needs = needs || table->list[v].home == SL_HOME_YEAR || table->list[v].home == SL_HOME_PROMISE;
  }
  return needs;
}

static int put_table(const sl_table_t *table, FILE *out, sl_error_t *error)
{
  int code = SL_OK;
  fputs(table->rows != NULL ? table->rows->name : "", out);
  each_column(out, table, NULL, (place_t){.trial = 0}, put_head);
  putc('\n', out);
  if (table->rows == &sl_trial_dimension) {
    writing_t writing = {table, out};
    code = needs_years(table) ? sl_results_each_year(table->results, put_trials, &writing, error)
                              : sl_results_each_block(table->results, put_trials, &writing, error);
  } else {
    for (size_t i = 0; i < n_rows(table); i++) {
      put_row(out, table, i);
    }
  }
  return code;
}

int sl_table_write(const sl_table_t *table, FILE *out, sl_error_t *error)
{
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  errno = 0;
  int code = put_table(table, out, error);
  if (code == SL_OK && (fflush(out) != 0 || ferror(out))) {
    code = sl_fail(error, SL_ERR_IO, "cannot write the table: %s",
                   errno != 0 ? strerror(errno) : "an earlier write failed");
  }
  sl_plain_locale_end(locale);
  return code;
}
