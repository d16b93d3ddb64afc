/* What runs of scenarios on the same bases have in common, kept from one to the next. */
#ifndef STOPLOSS_CACHE_H
#define STOPLOSS_CACHE_H

#include "stoploss/error.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Most of the time before a run's first trial goes into its claims' distributions. A cache in the
 * options of runs, prices and sweeps keeps them, found again by what they are, whichever scenario
 * says so. Results are the same bytes with and without. It belongs to the caller, may serve several
 * threads at once, and must outlive what it is given to, sweeps until they are freed. */
typedef struct stoploss_cache stoploss_cache_t;

/* bytes: kept at most beside what is in use, some 110,000 a service or lag; what was used longest
 * ago goes first. STOPLOSS_ERR_MEMORY. */
int stoploss_cache_new(size_t bytes, stoploss_cache_t **cache, stoploss_error_t *error);
void stoploss_cache_free(stoploss_cache_t *cache);

#ifdef __cplusplus
}
#endif
#endif
