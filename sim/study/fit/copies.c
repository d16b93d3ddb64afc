#include "sim/study/fit/copies.h"

#include "sim/input/read/text.h"

#include <stdlib.h>
#include <string.h>

static int copy_numbers(const double *from, size_t n, double **to)
{
  if (from == NULL) {
    return SL_OK;
  }
  *to = malloc((n + 1) * sizeof **to);
  if (*to == NULL) {
    return SL_ERR_MEMORY;
  }
  memcpy(*to, from, n * sizeof **to);
  return SL_OK;
}

int sl_severity_copy(const sl_severity_t *from, sl_severity_t *to)
{
  *to = *from;
  to->values = to->probabilities = to->means = to->below = to->above = NULL;
  to->parts = NULL;
  int code = copy_numbers(from->values, from->n, &to->values);
  code = code == SL_OK ? copy_numbers(from->probabilities, from->n, &to->probabilities) : code;
  code = code == SL_OK ? copy_numbers(from->means, from->n, &to->means) : code;
  code = code == SL_OK ? copy_numbers(from->below, from->n, &to->below) : code;
  code = code == SL_OK ? copy_numbers(from->above, from->n, &to->above) : code;
  if (code == SL_OK && from->parts != NULL) {
    to->parts = calloc(from->n, sizeof *to->parts);
    code = to->parts != NULL ? SL_OK : SL_ERR_MEMORY;
    for (size_t i = 0; i < from->n && code == SL_OK; i++) {
      code = sl_severity_copy(&from->parts[i], &to->parts[i]);
    }
  }
  return code;
}

/* The frequency's first parameter is its mean or its probability; a binomial has trials before it.
 */
static int scale_frequency(sl_frequency_t *frequency, double factor)
{
  const sl_frequency_family_t *family = frequency->family;
  for (size_t k = 0; k < family->n_parameters && family->shape == SL_FREQUENCY_SCALAR; k++) {
    const char *name = family->parameters[k].name;
    if (strcmp(name, "mean") == 0 || strcmp(name, "probability") == 0) {
      frequency->parameter[k] *= factor;
      return SL_OK;
    }
  }
  return SL_ERR_UNSUPPORTED;
}

int sl_service_copy(const sl_service_t *from, double factor, sl_service_t *to)
{
  *to = *from;
  to->name = sl_text_copy(from->name);
  to->age_curve = NULL;
  to->disability = NULL;
  memset(&to->severity, 0, sizeof to->severity);
  memset(&to->lag, 0, sizeof to->lag);
  if (from->frequency.part != NULL || from->frequency.probabilities != NULL) {
    memset(&to->frequency, 0, sizeof to->frequency);
    return SL_ERR_UNSUPPORTED;
  }
  if (to->name == NULL) {
    return SL_ERR_MEMORY;
  }
  int code = scale_frequency(&to->frequency, factor);
  code = code == SL_OK ? sl_severity_copy(&from->severity, &to->severity) : code;
  code = code == SL_OK ? sl_severity_copy(&from->lag, &to->lag) : code;
  if (code == SL_OK && from->age_curve != NULL) {
    to->age_curve = malloc(sizeof *to->age_curve);
    if (to->age_curve == NULL) {
      return SL_ERR_MEMORY;
    }
    *to->age_curve = *from->age_curve;
  }
  return code;
}
