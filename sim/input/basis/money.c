#include "sim/input/basis/money.h"

#include "models/core/elementary.h"
#include "sim/input/read/date.h"

#include <stddef.h>

double sl_money_factor(const sl_money_t *money, const sl_date_t *from)
{
  if (from == NULL) {
    return money->area_factor;
  }
  const double years = sl_date_years_to_middle(from, &money->start, money->months);
  return money->area_factor * sl_det_pow(1.0 + money->trend, years);
}
