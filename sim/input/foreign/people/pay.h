/* What somebody earns in a year, from an amount, its basis and the hours worked. */
#ifndef SL_SIM_INPUT_FOREIGN_PEOPLE_PAY_H
#define SL_SIM_INPUT_FOREIGN_PEOPLE_PAY_H

#include "sim/input/foreign/people/import.h"
#include "sim/input/foreign/words/money.h"
#include "sim/input/foreign/words/values.h"

#include <stdbool.h>

typedef struct sl_pay {
  sl_money_marks_t marks;
  bool hourly_column;               /* "Hourly Rate" */
  bool thousands;                   /* "Salary (000s)" */
  size_t used[SL_PAY_SALARIED + 1]; /* how many of each basis */
  size_t guessed_hourly;            /* amounts below 200 without a basis */
} sl_pay_t;

/* column: the name of the salary's column, "" where there is none. */
void sl_pay_begin(sl_pay_t *pay, const char *column);

/* Look at every cell before the first one is converted. */
void sl_pay_survey(sl_pay_t *pay, const char *amount);

/* A year's pay: hourly x hours (a week's; half of more than 60; 40 where blank) x 52, two weeks x
 * 26, half months x 24, months x 12, weeks x 52. A salary for a period whose hours are given: 80
 * are two weeks, about 87 half a month, about 173 a month, at most 60 a week. NaN where blank or no
 * amount. Assumed and noted: an amount under 200 without a basis is for an hour. */
double sl_pay_yearly(sl_pay_t *pay, const char *amount, const char *basis, const char *hours);

/* Say what was assumed. */
void sl_pay_notes(const sl_pay_t *pay, sl_import_t *import);

#endif
