/* The claims of one trial as they were listed and adjudicated, handed to an observer. */
#ifndef SL_SIM_ENGINE_DATED_OBSERVE_H
#define SL_SIM_ENGINE_DATED_OBSERVE_H

#include "sim/engine/dated/listing.h"

/* Of the trials listed of one family, all plan years: those of the trials' observer's trial, if it
 * is one of them. The listing holds what the plan pays. */
void sl_observe_listed(const sl_ledger_t *ledger, const sl_listing_t *listing,
                       const sl_trials_t *trials);

#endif
