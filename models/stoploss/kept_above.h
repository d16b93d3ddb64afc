/* What a carrier leaves of the amounts above a deductible, by why. */
#ifndef SL_MODELS_STOPLOSS_KEPT_ABOVE_H
#define SL_MODELS_STOPLOSS_KEPT_ABOVE_H

typedef struct sl_kept_above {
  double coinsurance, maximum, exclusion;
} sl_kept_above_t;

#endif
