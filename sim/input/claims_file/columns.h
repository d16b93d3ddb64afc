/* The columns of a claim file by the names that exports give them. */
#ifndef SL_SIM_INPUT_CLAIMS_FILE_COLUMNS_H
#define SL_SIM_INPUT_CLAIMS_FILE_COLUMNS_H

#include "sim/input/read/faults.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum sl_claims_column {
  SL_CLAIMS_MEMBER,
  SL_CLAIMS_INCURRED,
  SL_CLAIMS_YEAR,
  SL_CLAIMS_PAID_DATE,
  SL_CLAIMS_ALLOWED,
  SL_CLAIMS_PAID,
  SL_CLAIMS_SERVICE,
  SL_CLAIMS_CLAIM,
  SL_CLAIMS_COLUMNS
} sl_claims_column_t;

typedef struct sl_claims_columns {
  size_t field[SL_CLAIMS_COLUMNS]; /* index of the field; SIZE_MAX = none */
  size_t n, ignored;
} sl_claims_columns_t;

/* Find the columns in the header row; false after faults. */
bool sl_claims_columns(const char *path, size_t line, const char *const *fields, size_t n,
                       sl_claims_columns_t *columns, sl_faults_t *faults);

const char *sl_claims_column_name(sl_claims_column_t column);

#endif
