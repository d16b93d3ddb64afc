/* The group of plan years of a result file: written with the blocks, and read back. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_YEARS_H
#define SL_SIM_OUTPUT_RESULT_FILE_YEARS_H

#include "sim/output/result_file/tables.h"
#include "sim/results/years.h"

/* ---- writing ---- */

/* Begin the group as the first block's plan years have it; facts->n_promises becomes theirs. The
 * facts must outlive it, and it ends before the file. SL_ERR_MEMORY, SL_ERR_IO. */
typedef struct sl_year_file sl_year_file_t;
int sl_year_file_new(hid_t file, sl_run_facts_t *facts, const sl_years_block_t *like,
                     sl_year_file_t **years, sl_error_t *error);

/* Append a block's plan years, and write the figures at the end. 0, or -1 where HDF5 failed. */
int sl_year_file_put(sl_year_file_t *years, uint64_t row, const sl_block_t *block);
int sl_year_file_finish(sl_year_file_t *years, const sl_years_t *figures);

/* Frees its memory; what is open in the file closes with the file. NULL is fine. */
void sl_year_file_free(sl_year_file_t *years);

/* ---- reading ---- */

/* How many plan years and promises a file has, and their discount, into its facts: one year and no
 * promise where there is no such group. SL_ERR_INPUT. */
int sl_find_years(hid_t file, sl_run_facts_t *facts, sl_error_t *error);

/* The figures, and what the arrangements have to do with plan years, into the facts. *years stays
 * NULL with one plan year. SL_ERR_INPUT, SL_ERR_MEMORY. */
int sl_read_years(const sl_stored_t *stored, sl_run_facts_t *facts, sl_years_t **years,
                  sl_error_t *error);

/* The variables by trial, checked for type and shape. *columns stays NULL with one plan year. The
 * facts must outlive them, and they end before the file. SL_ERR_INPUT, SL_ERR_MEMORY. */
typedef struct sl_year_columns sl_year_columns_t;
int sl_year_columns_open(hid_t file, const sl_run_facts_t *facts, sl_year_columns_t **columns,
                         sl_error_t *error);
void sl_year_columns_close(sl_year_columns_t *columns); /* NULL is fine */

/* As the calls of sl_column_source_t. SL_ERR_INPUT. */
int sl_year_columns_block(const sl_year_columns_t *columns, uint64_t first_trial, size_t n_trials,
                          sl_years_block_t *years, sl_error_t *error);
int sl_year_columns_read(const sl_year_columns_t *columns, const sl_year_range_t *range,
                         double *values, sl_error_t *error);

#endif
