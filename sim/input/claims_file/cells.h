/* One cell of a claim file: an amount or a date as exports and spreadsheets write them. */
#ifndef SL_SIM_INPUT_CLAIMS_FILE_CELLS_H
#define SL_SIM_INPUT_CLAIMS_FILE_CELLS_H

#include "sim/input/claims_file/claims_file.h"

/* The amount in text, with what was repaired counted. NULL, or what is wrong in words. */
const char *sl_claims_amount(const char *text, double *value, sl_claims_repairs_t *repairs);

/* A date of which the order of day and month may not be known yet. */
typedef struct sl_claims_date {
  int day;                 /* since 1970-01-01, where first is 0; SL_CLAIMS_NO_DAY = none */
  int first, second, year; /* else its three parts, as they stand */
} sl_claims_date_t;

/* The date in text; none of an empty one. NULL, or what is wrong in words. */
const char *sl_claims_date(const char *text, sl_claims_date_t *date, sl_claims_repairs_t *repairs);

/* What the parts of a file's dates say of their order. */
typedef struct sl_claims_order {
  size_t day_first, month_first; /* rows that can only be so; 0 = none, else the line */
} sl_claims_order_t;

void sl_claims_order_look(sl_claims_order_t *order, const sl_claims_date_t *date, size_t line);

/* The day of a date by that order; SL_CLAIMS_NO_DAY where there is no such day. */
int sl_claims_day(const sl_claims_date_t *date, bool day_first);

#endif
