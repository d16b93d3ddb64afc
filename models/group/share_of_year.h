/* How much of a year a person is enrolled: what the expected number of claims is multiplied by.
 *
 *   without a seasonality   sum over the plan year's months of days enrolled / days in the month,
 *                           over 12
 *   with one                sum over calendar months of weight x days enrolled / days in the month,
 *                           over the sum of the twelve weights
 * Months of the plan year begin on its first day's day of the month; calendar months on the first.
 * So a plan year shorter than twelve months, a joiner or a leaver has the claims of the months
 * enrolled, each as heavy as the seasonality says, and none where all of them weigh nothing.
 *
 * Source: models/MODEL.md, "Claims". Checked by tests/unit/test_share_of_year.c.
 */
#ifndef SL_MODELS_GROUP_SHARE_OF_YEAR_H
#define SL_MODELS_GROUP_SHARE_OF_YEAR_H

#include "models/core/calendar.h"

/* Of one plan year. Whole months are exactly 1. */
typedef struct sl_enrolled {
  double months;                       /* of the plan year, days as parts of theirs */
  double calendar[SL_MONTHS_PER_YEAR]; /* enrolled part of each calendar month, January first; may
                                          exceed 1 by a part of a day where February is met twice */
} sl_enrolled_t;

/* A share as the quotient part / whole, so that a whole year of twelve equal parts is exactly 1. */
typedef struct sl_share {
  double part, whole;
} sl_share_t;

/* Months of a plan year (0 = the plan year, -1 the one before) on relative days first .. last,
 * which may reach beyond it: the sum over its months of the days enrolled / the days of the month.
 */
double sl_enrolled_months(const sl_calendar_t *calendar, int year, int first, int last);

/* Enrolled on relative days first .. last of that plan year (first > last: on none). Cost: some
 * hundred operations. */
sl_enrolled_t sl_enrolled_on(const sl_calendar_t *calendar, int year, int first, int last);

/* Share of a year. season: weights by calendar month, January first, >= 0, the sum above 0; NULL =
 * no seasonality. */
sl_share_t sl_share_of_year(const sl_enrolled_t *enrolled, const double *season);

#endif
