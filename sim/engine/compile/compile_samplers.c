#include "sim/engine/compile/compile_samplers.h"

#include "models/core/error.h"

#include <stdlib.h>

/* n jobs by so many threads; of several failures the first job's is told. */
static int share_out(int (*job)(const void *jobs, size_t i, sl_lease_t *lease, sl_error_t *error),
                     const void *jobs, size_t n, sl_lease_t *lease, int threads, sl_error_t *error)
{
  int code = SL_OK;
  sl_error_t *errors = calloc(n + 1, sizeof *errors);
  if (errors == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu samplers", n);
  }
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
  for (size_t i = 0; i < n; i++) {
    job(jobs, i, lease, &errors[i]);
  }
  for (size_t i = n; i-- > 0;) {
    if (errors[i].code != SL_OK) {
      code = errors[i].code;
      if (error != NULL) {
        *error = errors[i];
      }
    }
  }
  free(errors);
  return code;
}

static int compile_sampler(const void *jobs, size_t i, sl_lease_t *lease, sl_error_t *error)
{
  const sl_sampler_job_t *job = (const sl_sampler_job_t *)jobs + i;
  return sl_lease_sampler(lease, &job->severity, job->sampler, error);
}

int sl_compile_samplers(const sl_sampler_job_t *jobs, size_t n, sl_lease_t *lease, int threads,
                        sl_error_t *error)
{
  return share_out(compile_sampler, jobs, n, lease, threads, error);
}

static int compile_lag(const void *jobs, size_t i, sl_lease_t *lease, sl_error_t *error)
{
  const sl_lag_job_t *job = (const sl_lag_job_t *)jobs + i;
  return sl_lease_lag(lease, &job->lag, job->steps, error);
}

int sl_compile_lags(const sl_lag_job_t *jobs, size_t n, sl_lease_t *lease, int threads,
                    sl_error_t *error)
{
  return share_out(compile_lag, jobs, n, lease, threads, error);
}
