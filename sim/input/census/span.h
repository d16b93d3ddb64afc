/* When a person of the census is enrolled: by whole months of the plan year, or by dates. */
#ifndef SL_SIM_INPUT_CENSUS_SPAN_H
#define SL_SIM_INPUT_CENSUS_SPAN_H

#include "models/core/calendar.h"
#include "sim/input/census/rows.h"

#include <stdbool.h>

typedef struct sl_span {
  bool dated;      /* the row gives from or to */
  int first, last; /* dated: relative days, inclusive; SL_DAY_ALWAYS_* where one is open */
  unsigned months; /* otherwise: the first so many months of this and of every other plan year */
} sl_span_t;

sl_span_t sl_span_of(const sl_census_row_t *row);

/* Cut a dependent's span to the employee's. A dependent without dates has those of an employee with
 * dates. False where the two never meet. */
bool sl_span_cut(const sl_calendar_t *calendar, const sl_span_t *employee, sl_span_t *span);

/* Months of exposure in the plan year: of each of its months the share of days covered. */
double sl_span_exposure(const sl_calendar_t *calendar, const sl_span_t *span);

/* Whether month m (0 = first) of the plan year is billed: covered on its first day. */
bool sl_span_billed(const sl_calendar_t *calendar, const sl_span_t *span, unsigned m);

/* Whether any day lies in the plan year or in one of the earlier years that a run may reach. */
bool sl_span_matters(const sl_calendar_t *calendar, const sl_span_t *span);

#endif
