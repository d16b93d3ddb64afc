/* The days from a case's onset to one of its claims: a density by twelfths of a year, even within
 * each, cut off behind so many days and scaled up.
 *
 * Of u in [0, 1), with F(x) the mass of the first x days, the wait is the whole part of
 * F^-1(u x F(days)), at most days - 1; where F(days) = 0 it is that of u x days. A twelfth is
 * 365.25 / 12 days. By + - x / on doubles alone.
 *
 * Many at a time: case_parts of models/simd/kernels.h.
 * Source: models/claims/condition.h. Checked by tests/unit/test_wait.c.
 */
#ifndef SL_MODELS_CLAIMS_WAIT_H
#define SL_MODELS_CLAIMS_WAIT_H

#include "models/claims/condition.h"

#include <stdint.h>

#define SL_WAIT_TWELFTH (365.25 / SL_CONDITION_MONTHS) /* of a year, in days */

#define SL_WAIT_ROOM 16 /* twelfths and what kernels read behind them */

/* Some 400 bytes, which a case's many claims share: a table by day would not stay in the cache. */
typedef struct sl_wait {
  double before[SL_WAIT_ROOM];       /* mass before each twelfth, never falling; then INFINITY */
  double slope[SL_WAIT_ROOM];        /* days for a unit of mass within it; 0 where it has none */
  double mass[SL_CONDITION_MONTHS];  /* of each twelfth, as the slopes have it */
  double whole[SL_CONDITION_MONTHS]; /* sum of those before each */
} sl_wait_t;

/* months: of sum 1, at least 0. */
void sl_wait_init(const double *months, sl_wait_t *wait);

/* F(days), days at least 0. */
double sl_wait_mass(const sl_wait_t *wait, double days);

/* days: 1 .. 366; mass: their mass. */
static inline uint32_t sl_wait_days(const sl_wait_t *wait, double mass, uint32_t days, double u)
{
  const double at = u * mass;
  uint32_t month = 0;
  for (uint32_t m = 1; m < SL_CONDITION_MONTHS; m++) {
    month += at >= wait->before[m];
  }
  const double within = (at - wait->before[month]) * wait->slope[month];
  const double x = mass > 0.0 ? month * SL_WAIT_TWELFTH + within : u * days;
  const uint32_t day = (uint32_t)x;
  return day < days ? day : days - 1;
}

#endif
