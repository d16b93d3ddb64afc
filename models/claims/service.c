#include "models/claims/service.h"

#include <stdlib.h>

const char *const sl_line_names[SL_LINE_COUNT] = {
    "medical", "pharmacy", "mental_health",         "telemedicine",
    "dental",  "vision",   "short_term_disability", "long_term_disability"};

int32_t sl_service_longest_lag(const sl_service_t *service)
{
  if (service->disability != NULL) {
    return SL_LAG_DAYS_MAX; /* the payments of years */
  }
  return service->lag.family != NULL
             ? (int32_t)sl_shifted_lag(sl_severity_quantile_upper(&service->lag, 0.0),
                                       service->lag_shift)
             : 0;
}

void sl_service_free(sl_service_t *service)
{
  free(service->name);
  sl_frequency_free(&service->frequency);
  sl_severity_free(&service->severity);
  sl_severity_free(&service->lag);
  if (service->disability != NULL) {
    sl_disability_free(service->disability);
  }
  free(service->disability);
  free(service->age_curve);
}
