/* The money that amounts of a file are in, against that of the plan year. */
#ifndef SL_SIM_INPUT_BASIS_MONEY_H
#define SL_SIM_INPUT_BASIS_MONEY_H

#include "models/core/calendar.h"

typedef struct sl_money {
  double area_factor; /* above 0 */
  double trend;       /* yearly growth of amounts, above -1 */
  sl_date_t start;    /* of the plan year */
  unsigned months;    /* of it */
} sl_money_t;

/* What multiplies an amount in the money of the day `from`: area_factor x (1 + trend)^t, t the
 * years from then to the middle of the plan year; from NULL: t = 0. The same bits everywhere. */
double sl_money_factor(const sl_money_t *money, const sl_date_t *from);

#endif
