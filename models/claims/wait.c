#include "models/claims/wait.h"

#include <math.h>

void sl_wait_init(const double *months, sl_wait_t *wait)
{
  double before = 0.0, whole = 0.0;
  *wait = (sl_wait_t){0};
  for (int m = 0; m < SL_CONDITION_MONTHS; m++) {
    wait->before[m] = before;
    wait->slope[m] = months[m] > 0.0 ? SL_WAIT_TWELFTH / months[m] : 0.0;
    wait->mass[m] = wait->slope[m] > 0.0 ? SL_WAIT_TWELFTH / wait->slope[m] : 0.0;
    wait->whole[m] = whole;
    before += months[m];
    whole += wait->mass[m];
  }
  for (int m = SL_CONDITION_MONTHS; m < SL_WAIT_ROOM; m++) {
    wait->before[m] = (double)INFINITY;
  }
}

double sl_wait_mass(const sl_wait_t *wait, double days)
{
  const double last = SL_CONDITION_MONTHS - 1;
  const double twelfths = days / SL_WAIT_TWELFTH;
  const int month = (int)(twelfths < last ? twelfths : last);
  const double part = (days - month * SL_WAIT_TWELFTH) / SL_WAIT_TWELFTH;
  return wait->whole[month] + (part < 1.0 ? part : 1.0) * wait->mass[month];
}
