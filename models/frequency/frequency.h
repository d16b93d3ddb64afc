/* Claim frequencies: the distribution of the number of claims in a member-year.
 *
 * A family is a const struct that describes itself; sl_frequency_families() is the one registry.
 * Exposure e (risk score, age/sex factor, share of the year, group factor, frailty) acts by family:
 *   poisson, geometric, negative_binomial   mean x e (size fixed)
 *   bernoulli, binomial                     probability min(1, p x e)
 *   table, zero_modified                    each claim is kept with probability e; e <= 1, not
 * random The properties here are those at exposure 1, from GSL; counts are drawn by
 * models/counts/counts.h. Checked by tests/unit/test_frequency.c.
 */
#ifndef SL_MODELS_FREQUENCY_FREQUENCY_H
#define SL_MODELS_FREQUENCY_FREQUENCY_H

#include "models/core/error.h"
#include "models/core/parameter.h"

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

/* The (a, b, 0) class (Panjer 1981; Loss Models 6.5): all that a count needs to be drawn. */
typedef enum sl_panjer_law {
  SL_PANJER_POISSON,
  SL_PANJER_NEGATIVE_BINOMIAL,
  SL_PANJER_BINOMIAL
} sl_panjer_law_t;

typedef struct sl_panjer {
  sl_panjer_law_t law;
  double mean; /* per unit of exposure; binomial: the probability of one trial */
  double size; /* negative binomial: size; binomial: number of trials; Poisson: unused */
} sl_panjer_t;

typedef struct sl_frequency_family {
  const char *name;
  const char *doc; /* one line: the probability function */
  const char *citation;
  sl_frequency_shape_t shape;
  sl_exposure_rule_t exposure;
  const sl_parameter_t *parameters;
  size_t n_parameters;
  int (*validate)(const sl_frequency_t *frequency, sl_error_t *error);
  sl_panjer_t (*panjer)(const sl_frequency_t *frequency); /* NULL: outside the (a, b, 0) class */
  double (*mean)(const sl_frequency_t *frequency);
  double (*variance)(const sl_frequency_t *frequency);
  double (*pmf)(const sl_frequency_t *frequency, unsigned long n);
  double (*cdf)(const sl_frequency_t *frequency, double n);
  unsigned long (*quantile)(const sl_frequency_t *frequency, double p);  /* smallest n: F(n) >= p */
  double (*limited_mean)(const sl_frequency_t *frequency, double limit); /* E[min(N, limit)] */
} sl_frequency_family_t;

/* Zero-initialise by sl_frequency_init; probabilities and part are owned, from malloc. */
struct sl_frequency {
  const sl_frequency_family_t *family;
  double parameter[SL_FREQUENCY_PARAMETERS];
  size_t n;
  double *probabilities; /* normalised by sl_frequency_validate */
  sl_frequency_t *part;
};

/* All families, *n of them; one by its scenario name, NULL if unknown. */
const sl_frequency_family_t *const *sl_frequency_families(size_t *n);
const sl_frequency_family_t *sl_frequency_family(const char *name);

/* A zeroed frequency of the family. free releases what it owns, not the struct itself. */
void sl_frequency_init(sl_frequency_t *frequency, const sl_frequency_family_t *family);
void sl_frequency_free(sl_frequency_t *frequency);

/* Check the ranges of all parameters and the family's own rules, part included; normalise
 * probabilities (which must sum to 1 within 1e-9). SL_ERR_INPUT with a sentence on the first
 * fault. */
int sl_frequency_validate(sl_frequency_t *frequency, sl_error_t *error);

/* Properties of a validated frequency. quantile: the smallest n with F(n) >= p, 0 <= p <= 1;
 * ULONG_MAX at p = 1 where the support is unbounded. limited_mean: E[min(N, limit)], limit >= 0. */
double sl_frequency_mean(const sl_frequency_t *frequency);
double sl_frequency_variance(const sl_frequency_t *frequency);
double sl_frequency_pmf(const sl_frequency_t *frequency, unsigned long n);
double sl_frequency_cdf(const sl_frequency_t *frequency, double n);
unsigned long sl_frequency_quantile(const sl_frequency_t *frequency, double p);
double sl_frequency_limited_mean(const sl_frequency_t *frequency, double limit);

#endif
