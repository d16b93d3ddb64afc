/* What was paid in each month of the plan year so far: a CSV file.
 *
 * Columns, in any order, found by these names whatever their case, spaces and underscores:
 *   month      1, 2, ... from the first of the plan year on, or its calendar month (2026-01); every
 *              row is the month after the one before, from the first on, without a gap
 *   paid       what the plan paid in the month, before stop-loss; also plan paid, paid claims,
 *              claims, amount, net paid. Below 0 where more came back than was paid; all months up
 *              to each together are at least 0
 *   enrolled   optional: employees enrolled in the month; also employees, enrolment, subscribers,
 *              lives. In every month of the plan year or in none; of no account after it
 * Other columns are left alone, with a warning. Amounts may have a currency sign and commas between
 * thousands, and rows of totals are passed over: both are told. A month after the plan year is one
 * of its run-out.
 * Checked by tests/unit/test_actual.c.
 */
#ifndef SL_SIM_INPUT_ACTUAL_MONTHLY_H
#define SL_SIM_INPUT_ACTUAL_MONTHLY_H

#include "models/core/calendar.h"
#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_MONTHLY_MAX (SL_PLAN_MONTHS_MAX + 12) /* rows; a scenario may list fewer */

typedef struct sl_monthly {
  size_t n; /* months known: 0 of a file with a header alone */
  double paid[SL_MONTHLY_MAX];
  double enrolled[SL_MONTHLY_MAX]; /* where has_enrolled: of the plan year's months */
  bool has_enrolled;
} sl_monthly_t;

/* Read path, of the provider or of the disk (NULL). most: the months that the scenario lists, 1 ..
 * SL_MONTHLY_MAX. Returns SL_OK, SL_ERR_MISSING, SL_ERR_INPUT or SL_ERR_MEMORY, with every fault in
 * *faults. What was repaired is added to *warnings. Cost: O(rows). */
int sl_monthly_read(const sl_provider_t *provider, const char *path, const sl_calendar_t *calendar,
                    size_t most, sl_monthly_t *monthly, sl_faults_t *faults, sl_faults_t *warnings);

/* The months that have ended by the end of this day, of those listed: at most `most`. */
size_t sl_months_ended(const sl_calendar_t *calendar, sl_date_t day, size_t most);

#endif
