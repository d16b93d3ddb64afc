/* The columns of a census and the check of one field. */
#ifndef SL_SIM_INPUT_CENSUS_FIELDS_H
#define SL_SIM_INPUT_CENSUS_FIELDS_H

#include "sim/input/census_rows.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum sl_column {
  SL_COLUMN_EMPLOYEE,
  SL_COLUMN_RELATIONSHIP,
  SL_COLUMN_SEX,
  SL_COLUMN_AGE,
  SL_COLUMN_BIRTH_DATE,
  SL_COLUMN_PLAN,
  SL_COLUMN_MONTHS,
  SL_COLUMN_RISK_SCORE,
  SL_COLUMN_SALARY,
  SL_COLUMN_REGION,
  SL_COLUMN_MEMBER,
  SL_COLUMNS
} sl_column_t;

typedef struct sl_field {
  sl_column_t column;
  const char *name;
  const char *text;
  const char *path;
  size_t line;
  size_t number; /* CSV column, 1 = first */
  const sl_date_t *start;
  unsigned plan_months;
  sl_faults_t *faults;
} sl_field_t;

/* Check field and store its value in *row (texts are only checked). False after a fault, which
 * shows no value of employee, member or birth_date. */
bool sl_field_check(const sl_field_t *field, sl_census_row_t *row);

#endif
