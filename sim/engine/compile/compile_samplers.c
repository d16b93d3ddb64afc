#include "sim/engine/compile/compile_samplers.h"

#include "models/core/error.h"

#include <stdlib.h>

int sl_compile_samplers(const sl_sampler_job_t *jobs, size_t n, sl_lease_t *lease, int threads,
                        sl_error_t *error)
{
  int code = SL_OK;
  sl_error_t *errors = calloc(n + 1, sizeof *errors);
  if (errors == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu samplers", n);
  }
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
  for (size_t i = 0; i < n; i++) {
    sl_lease_sampler(lease, &jobs[i].severity, jobs[i].sampler, &errors[i]);
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
