#include "sim/study/fit/copies.h"

#include "models/core/elementary.h"
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

void sl_severity_scale(sl_severity_t *severity, double factor)
{
  const sl_severity_family_t *family = severity->family;
  for (size_t k = 0; k < family->n_parameters; k++) {
    if (strcmp(family->parameters[k].unit, "amount") == 0) {
      severity->parameter[k] *= factor;
    } else if (strcmp(family->parameters[k].name, "mu") == 0) {
      severity->parameter[k] += sl_det_log(factor);
    }
  }
  for (size_t i = 0; i < severity->n; i++) {
    if (severity->values != NULL) {
      severity->values[i] *= factor;
    }
    if (severity->means != NULL) {
      severity->means[i] *= factor;
    }
    if (severity->parts != NULL) {
      sl_severity_scale(&severity->parts[i], factor);
    }
  }
  severity->limit *= factor;
}

static int copy_spread(const sl_condition_spread_t *from, sl_condition_spread_t *to)
{
  to->parts = malloc((from->n + 1) * sizeof *to->parts);
  if (to->parts == NULL) {
    return SL_ERR_MEMORY;
  }
  if (from->n > 0) {
    memcpy(to->parts, from->parts, from->n * sizeof *to->parts);
  }
  to->n = from->n;
  return SL_OK;
}

static int copy_curve(const sl_age_curve_t *from, sl_age_curve_t **to)
{
  if (from == NULL) {
    return SL_OK;
  }
  *to = malloc(sizeof **to);
  if (*to == NULL) {
    return SL_ERR_MEMORY;
  }
  **to = *from;
  return SL_OK;
}

int sl_condition_copy(const sl_condition_t *from, double factor, sl_condition_t *to)
{
  *to = *from;
  to->name = sl_text_copy(from->name);
  to->incidence *= factor;
  to->age_curve = NULL;
  to->spread = to->mother_spread = (sl_condition_spread_t){NULL, 0};
  memset(&to->severity, 0, sizeof to->severity);
  memset(&to->mother_severity, 0, sizeof to->mother_severity);
  int code = to->name != NULL ? SL_OK : SL_ERR_MEMORY;
  code = code == SL_OK ? copy_curve(from->age_curve, &to->age_curve) : code;
  code = code == SL_OK ? copy_spread(&from->spread, &to->spread) : code;
  code = code == SL_OK ? copy_spread(&from->mother_spread, &to->mother_spread) : code;
  code = code == SL_OK ? sl_severity_copy(&from->severity, &to->severity) : code;
  return code == SL_OK ? sl_severity_copy(&from->mother_severity, &to->mother_severity) : code;
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
  return code == SL_OK ? copy_curve(from->age_curve, &to->age_curve) : code;
}
