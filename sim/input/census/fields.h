/* The columns of a census and the check of one field. */
#ifndef SL_SIM_INPUT_CENSUS_FIELDS_H
#define SL_SIM_INPUT_CENSUS_FIELDS_H

#include "sim/input/census/rows.h"

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
  SL_COLUMN_FROM,
  SL_COLUMN_TO,
  SL_COLUMN_TIER,
  SL_COLUMNS
} sl_column_t;

typedef struct sl_field {
  sl_column_t column;
  const char *name;
  const char *text;
  const char *path;
  size_t line;
  size_t number; /* CSV column, 1 = first */
  const sl_calendar_t *calendar;
  sl_faults_t *faults;
} sl_field_t;

/* Check field and store its value in *row (texts are only checked). False after a fault, which
 * shows no value of employee, member or birth_date. */
bool sl_field_check(const sl_field_t *field, sl_census_row_t *row);

/* Check what ties the fields of a row to one another: the dates of its enrolment. number: CSV
 * column by sl_column_t, 0 where the census has none. False after a fault. */
bool sl_fields_check_dates(const char *path, const size_t *number, const sl_census_row_t *row,
                           sl_faults_t *faults);

#endif
