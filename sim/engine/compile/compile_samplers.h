/* Samplers and lags compiled side by side: the greater part of the time before a run's first trial.
 */
#ifndef SL_SIM_ENGINE_COMPILE_COMPILE_SAMPLERS_H
#define SL_SIM_ENGINE_COMPILE_COMPILE_SAMPLERS_H

#include "models/core/error.h"
#include "models/sampling/sampler.h"
#include "models/severity/severity.h"
#include "sim/engine/compile/cache.h"

#include <stddef.h>

typedef struct sl_sampler_job {
  sl_severity_t severity;       /* its parts and tables are not owned */
  const sl_sampler_t **sampler; /* receives it, the lease's; NULL after failure */
} sl_sampler_job_t;

/* n jobs by so many threads (>= 1). Each sampler depends on its job alone, whoever does it; of
 * several failures the first job's is reported. Errors: those of sl_sampler_new. */
int sl_compile_samplers(const sl_sampler_job_t *jobs, size_t n, sl_lease_t *lease, int threads,
                        sl_error_t *error);

typedef struct sl_lag_job {
  sl_lag_terms_t lag;
  const sl_steps_t **steps; /* receives them, the lease's; NULL after failure */
} sl_lag_job_t;

/* Likewise lags. */
int sl_compile_lags(const sl_lag_job_t *jobs, size_t n, sl_lease_t *lease, int threads,
                    sl_error_t *error);

#endif
