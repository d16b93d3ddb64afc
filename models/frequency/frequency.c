#include "models/frequency/frequency.h"

#include "models/frequency/families.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const sl_frequency_family_t *const families[] = {
    &sl_frequency_poisson,      &sl_frequency_negative_binomial, &sl_frequency_geometric,
    &sl_frequency_binomial,     &sl_frequency_bernoulli,         &sl_frequency_table,
    &sl_frequency_zero_modified};

const sl_frequency_family_t *const *sl_frequency_families(size_t *n)
{
  *n = sizeof families / sizeof families[0];
  return families;
}

const sl_frequency_family_t *sl_frequency_family(const char *name)
{
  for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
    if (strcmp(families[i]->name, name) == 0) {
      return families[i];
    }
  }
  return NULL;
}

void sl_frequency_init(sl_frequency_t *frequency, const sl_frequency_family_t *family)
{
  *frequency = (sl_frequency_t){.family = family};
}

void sl_frequency_free(sl_frequency_t *frequency)
{
  if (frequency->part != NULL) {
    sl_frequency_free(frequency->part);
    free(frequency->part);
  }
  free(frequency->probabilities);
  *frequency = (sl_frequency_t){.family = frequency->family};
}

static int check_parameter(const sl_parameter_t *parameter, double value, const char *family,
                           sl_error_t *error)
{
  const bool low = value > parameter->low || (value == parameter->low && !parameter->low_open);
  const bool high = value < parameter->high || (value == parameter->high && !parameter->high_open);
  if (!low || !high) {
    return sl_fail(error, SL_ERR_INPUT, "%s: %s = %.15g must be %s %.15g and %s %.15g", family,
                   parameter->name, value, parameter->low_open ? "above" : "at least",
                   parameter->low, parameter->high_open ? "below" : "at most", parameter->high);
  }
  if (parameter->whole && value != floor(value)) {
    return sl_fail(error, SL_ERR_INPUT, "%s: %s = %.15g must be a whole number", family,
                   parameter->name, value);
  }
  return SL_OK;
}

int sl_frequency_validate(sl_frequency_t *frequency, sl_error_t *error)
{
  const sl_frequency_family_t *family = frequency->family;
  int code = SL_OK;
  for (size_t i = 0; i < family->n_parameters && code == SL_OK; i++) {
    code = check_parameter(&family->parameters[i], frequency->parameter[i], family->name, error);
  }
  if (code == SL_OK && frequency->part != NULL) {
    code = sl_frequency_validate(frequency->part, error);
  }
  return code == SL_OK && family->validate != NULL ? family->validate(frequency, error) : code;
}

double sl_frequency_mean(const sl_frequency_t *frequency)
{
  return frequency->family->mean(frequency);
}

double sl_frequency_variance(const sl_frequency_t *frequency)
{
  return frequency->family->variance(frequency);
}

double sl_frequency_pmf(const sl_frequency_t *frequency, unsigned long n)
{
  return frequency->family->pmf(frequency, n);
}

double sl_frequency_cdf(const sl_frequency_t *frequency, double n)
{
  return frequency->family->cdf(frequency, n);
}

unsigned long sl_frequency_quantile(const sl_frequency_t *frequency, double p)
{
  return frequency->family->quantile(frequency, p);
}

double sl_frequency_limited_mean(const sl_frequency_t *frequency, double limit)
{
  return frequency->family->limited_mean(frequency, limit);
}
