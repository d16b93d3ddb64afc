#include "sim/study/fit/study.h"

#include <math.h>
#include <stdlib.h>

static const sl_law_t *chosen(const sl_laws_t *laws)
{
  return laws->chosen < laws->n ? &laws->list[laws->chosen] : NULL;
}

const sl_law_t *sl_service_severity(const sl_service_fit_t *service)
{
  return chosen(&service->severity);
}

const sl_law_t *sl_service_frequency(const sl_service_fit_t *service)
{
  return chosen(&service->frequency);
}

const sl_law_t *sl_service_lag(const sl_service_fit_t *service) { return chosen(&service->lag); }

bool sl_service_is_limited(const sl_fit_study_t *study, const sl_service_fit_t *service)
{
  return isinf(study->terms.pool) && service->n < SL_TAIL_EXCEEDANCES &&
         sl_service_severity(service) != NULL;
}

void sl_fit_study_free(sl_fit_study_t *study)
{
  if (study == NULL) {
    return;
  }
  for (size_t j = 0; j < study->n_services; j++) {
    sl_service_fit_free(&study->services[j]);
  }
  for (size_t d = 0; d < SL_DEVELOPMENTS; d++) {
    sl_lag_study_free(&study->lags[d]);
  }
  free(study->services);
  sl_experience_free(study->experience);
  sl_basis_free(study->basis);
  free(study);
}
