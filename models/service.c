#include "models/service.h"

#include <stdlib.h>

void sl_service_free(sl_service_t *service)
{
  free(service->name);
  sl_frequency_free(&service->frequency);
  sl_severity_free(&service->severity);
  free(service->age_curve);
}
