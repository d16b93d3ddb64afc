#include "models/claims/service.h"

#include <stdlib.h>

const char *const sl_line_names[SL_LINE_COUNT] = {
    "medical", "pharmacy", "mental_health",         "telemedicine",
    "dental",  "vision",   "short_term_disability", "long_term_disability"};

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
