#include "models/claims/wait.h"

void sl_wait_init(const double *months, sl_wait_t *wait)
{
  double before = 0.0;
  for (int m = 0; m < SL_CONDITION_MONTHS; m++) {
    wait->before[m] = before;
    wait->slope[m] = months[m] > 0.0 ? SL_WAIT_TWELFTH / months[m] : 0.0;
    before += months[m];
  }
}

double sl_wait_mass(const sl_wait_t *wait, double days)
{
  double mass = 0.0;
  for (int m = 0; m < SL_CONDITION_MONTHS; m++) {
    const double part = (days - m * SL_WAIT_TWELFTH) / SL_WAIT_TWELFTH;
    const double within = part < 0.0 ? 0.0 : part > 1.0 ? 1.0 : part;
    mass += wait->slope[m] > 0.0 ? within * (SL_WAIT_TWELFTH / wait->slope[m]) : 0.0;
  }
  return mass;
}
