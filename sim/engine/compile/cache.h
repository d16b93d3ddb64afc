/* Compiled samplers, lags and tables of counts, kept from run to run by whoever runs many scenarios
 * on few bases in one process: compiling them is most of the time before a run's first trial.
 *
 * A sampler is found by all that its severity says (family, parameters, arrays, parts, limit), not
 * by where the severity lies, so that nothing of a scenario is held; a lag likewise, tables of
 * counts by their law. It is the same bits, made or found. A cache may be used by several threads
 * at the same time. Checked by tests/unit/test_cache.c.
 */
#ifndef SL_SIM_ENGINE_COMPILE_CACHE_H
#define SL_SIM_ENGINE_COMPILE_CACHE_H

#include "models/counts/counts.h"
#include "models/sampling/sampler.h"
#include "models/sampling/steps.h"
#include "models/severity/severity.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_cache sl_cache_t;

/* bytes: what may be kept that no run uses; beyond that what was used longest ago goes. What runs
 * use is never let go. Memory: 32 kB and what is kept, some 110 kB a sampler and as much for the
 * tables of a law. */
int sl_cache_new(size_t bytes, sl_cache_t **cache, sl_error_t *error);

/* Every lease of it must have ended. NULL is fine. */
void sl_cache_free(sl_cache_t *cache);

typedef struct sl_cache_figures {
  size_t n, bytes;      /* kept now */
  uint64_t found, made; /* of all that was asked for so far */
} sl_cache_figures_t;
sl_cache_figures_t sl_cache_figures(sl_cache_t *cache);

/* What one run uses of a cache. */
typedef struct sl_lease sl_lease_t;

/* cache NULL: one of the lease's own, which ends with it. */
int sl_lease_new(sl_cache_t *cache, sl_lease_t **lease, sl_error_t *error);

/* What was got by it ends here, or may from now on. NULL is fine. */
void sl_lease_free(sl_lease_t *lease);

/* The sampler of a severity (sl_sampler_new), the lease's until it ends. May be called by several
 * threads at the same time. *sampler is NULL after failure. Errors: those of sl_sampler_new. */
int sl_lease_sampler(sl_lease_t *lease, const sl_severity_t *severity, const sl_sampler_t **sampler,
                     sl_error_t *error);

/* Of a lag that is not constant. */
typedef struct sl_lag_terms {
  sl_severity_t days; /* its parts and tables are not owned */
  double shift;
} sl_lag_terms_t;

/* Likewise the steps of a lag (sl_lag_steps_new), some 20 kB each. */
int sl_lease_lag(sl_lease_t *lease, const sl_lag_terms_t *lag, const sl_steps_t **steps,
                 sl_error_t *error);

/* Likewise the tables of counts that a law needs, context: the lease. In a cache of several runs
 * they are of as many means as the next power of 2, so that groups of other sizes find them. */
int sl_lease_counts(void *lease, sl_panjer_t law, uint32_t points,
                    const sl_count_listing_t **listing, sl_error_t *error);

#endif
