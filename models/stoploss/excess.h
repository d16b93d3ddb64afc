/* Excess and what counts towards the aggregate, of one person and year: what the plain forms of
 * contract.h and their kernel share, so that all have the same bits. */
#ifndef SL_MODELS_STOPLOSS_EXCESS_H
#define SL_MODELS_STOPLOSS_EXCESS_H

#include "models/core/amounts.h"
#include "models/stoploss/contract.h"

#include <math.h>

static inline double sl_excess_over(const sl_specific_t *specific, double plan_paid,
                                    double deductible)
{
  return sl_smaller(specific->coinsurance * sl_larger(0.0, plan_paid - deductible),
                    specific->maximum);
}

/* specific NULL: no cover, everything counts. */
static inline double sl_eligible_most(const sl_specific_t *specific)
{
  return specific != NULL ? specific->deductible : (double)INFINITY;
}

#endif
