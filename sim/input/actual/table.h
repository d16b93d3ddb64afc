/* The columns of a small CSV file found by their names; for monthly.c and claimants.c only. */
#ifndef SL_SIM_INPUT_ACTUAL_TABLE_H
#define SL_SIM_INPUT_ACTUAL_TABLE_H

#include "sim/input/claims_file/claims_file.h"
#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_ACTUAL_COLUMNS_MAX 4

/* A name, in small letters without anything else, and the column that it means. */
typedef struct sl_actual_name {
  const char *name;
  size_t column;
} sl_actual_name_t;

typedef struct sl_actual_table {
  const char *path;
  const char *const *columns; /* what each is called in messages */
  size_t n_columns, n_needed; /* the first of them are needed */
  const sl_actual_name_t *names;
  size_t n_names;
  bool tells_unused; /* a column that means nothing is told by its name */
  /* A row of data; fields by column, "" where there is none. Any return but SL_OK ends it. */
  int (*row)(void *context, size_t line, const char *const *fields);
  void *context;
  sl_faults_t *faults, *warnings;
  size_t at[SL_ACTUAL_COLUMNS_MAX]; /* of the file's fields; SIZE_MAX: no such column */
  size_t n_fields;                  /* of the header; 0 before it */
  size_t totals;                    /* rows passed over */
  sl_claims_repairs_t repairs;
} sl_actual_table_t;

/* Returns as sl_csv_read; SL_ERR_INPUT where a fault was added. */
int sl_actual_read(const sl_provider_t *provider, sl_actual_table_t *table);

/* A fault of a field; shown: whether its text may be shown. */
void sl_actual_refuse(const sl_actual_table_t *table, size_t line, size_t column, const char *text,
                      bool shown, const char *allowed);

/* An amount of a field, repairs counted; false where a fault was added. */
bool sl_actual_amount(sl_actual_table_t *table, size_t line, size_t column, const char *text,
                      double *amount);

#endif
