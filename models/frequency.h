/* Claim frequencies: the distribution of the number of claims in a member-year.
 *
 * Built as severities are: self-describing const families and one registry.
 * Exposure e (risk score, age/sex factor, months/12, group factor, frailty)
 * acts by family:
 *   poisson, geometric, negative_binomial   mean x e (size fixed)
 *   bernoulli, binomial                     probability min(1, p x e)
 *   table, zero_modified                    each claim is kept with probability e; e <= 1, not
 * random
 */
#ifndef SL_MODELS_FREQUENCY_H
#define SL_MODELS_FREQUENCY_H

#include "models/error.h"
#include "models/parameter.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_FREQUENCY_PARAMETERS 2

typedef enum sl_frequency_shape {
  SL_FREQUENCY_SCALAR,
  SL_FREQUENCY_TABLE,        /* probabilities[0 .. n-1] of 0, 1, ... claims */
  SL_FREQUENCY_ZERO_MODIFIED /* parameter[0] = zero, part = the distribution it modifies */
} sl_frequency_shape_t;

typedef enum sl_exposure_rule {
  SL_EXPOSURE_MEAN,        /* multiplies the mean */
  SL_EXPOSURE_PROBABILITY, /* multiplies the probability, capped at 1 */
  SL_EXPOSURE_THINNING     /* each claim is kept with probability e */
} sl_exposure_rule_t;

typedef struct sl_frequency sl_frequency_t;

typedef struct sl_frequency_family {
  const char *name;
  const char *doc; /* one line: the probability function */
  const char *citation;
  sl_frequency_shape_t shape;
  sl_exposure_rule_t exposure;
  const sl_parameter_t *parameters;
  size_t n_parameters;
  int (*validate)(const sl_frequency_t *frequency, sl_error_t *error);
  double (*mean)(const sl_frequency_t *frequency);
  double (*variance)(const sl_frequency_t *frequency);
  double (*pmf)(const sl_frequency_t *frequency, unsigned long n);
  double (*cdf)(const sl_frequency_t *frequency, double n);
  unsigned long (*quantile)(const sl_frequency_t *frequency, double p);  /* smallest n: F(n) >= p */
  double (*limited_mean)(const sl_frequency_t *frequency, double limit); /* E[min(N, limit)] */
} sl_frequency_family_t;

struct sl_frequency {
  const sl_frequency_family_t *family;
  double parameter[SL_FREQUENCY_PARAMETERS];
  size_t n;
  double *probabilities; /* normalised by sl_frequency_validate */
  sl_frequency_t *part;
};

const sl_frequency_family_t *const *sl_frequency_families(size_t *n);
const sl_frequency_family_t *sl_frequency_family(const char *name);

void sl_frequency_init(sl_frequency_t *frequency, const sl_frequency_family_t *family);
void sl_frequency_free(sl_frequency_t *frequency);
int sl_frequency_validate(sl_frequency_t *frequency, sl_error_t *error);

double sl_frequency_mean(const sl_frequency_t *frequency);
double sl_frequency_variance(const sl_frequency_t *frequency);
double sl_frequency_pmf(const sl_frequency_t *frequency, unsigned long n);
double sl_frequency_cdf(const sl_frequency_t *frequency, double n);
unsigned long sl_frequency_quantile(const sl_frequency_t *frequency, double p);
double sl_frequency_limited_mean(const sl_frequency_t *frequency, double limit);

#endif
