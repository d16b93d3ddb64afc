/* Claim severities: the distribution of one claim's allowed amount.
 *
 * A family is a const struct that describes itself; sl_severity_families() is
 * the one registry. A severity is a family with parameter values, and for
 * composite families (mixture, splice) with parts.
 */
#ifndef SL_MODELS_SEVERITY_SEVERITY_H
#define SL_MODELS_SEVERITY_SEVERITY_H

#include "models/core/error.h"
#include "models/core/parameter.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_SEVERITY_PARAMETERS 4 /* the most any family has */

/* What a family takes beside scalar parameters. */
typedef enum sl_severity_shape {
  SL_SEVERITY_SCALAR,      /* parameters only */
  SL_SEVERITY_TABLE,       /* values, probabilities */
  SL_SEVERITY_CONTINUANCE, /* buckets: values = upper limits (last may be inf), probabilities,
                              means = mean amount inside each bucket */
  SL_SEVERITY_MIXTURE,     /* probabilities (weights), parts */
  SL_SEVERITY_SPLICE       /* parameter[0] = at, parameter[1] = weight_above or NaN for below's own;
                              parts[0] = below, parts[1] = above */
} sl_severity_shape_t;

typedef struct sl_severity sl_severity_t;

typedef struct sl_severity_family {
  const char *name;     /* the scenario's word for it */
  const char *doc;      /* one line: F(x) or the density, and support */
  const char *citation; /* author, title, year, section */
  sl_severity_shape_t shape;
  const sl_parameter_t *parameters; /* canonical, in the order of sl_severity_t.parameter */
  size_t n_parameters;
  const sl_parameter_t *alternative; /* a second way to give them (lognormal mean, cv), or NULL */
  size_t n_alternative;
  void (*from_alternative)(const double *given, double *canonical);
  int (*validate)(sl_severity_t *severity, sl_error_t *error);
  double (*mean)(const sl_severity_t *severity);     /* INFINITY where infinite */
  double (*variance)(const sl_severity_t *severity); /* INFINITY where infinite */
  double (*cdf)(const sl_severity_t *severity, double x);
  double (*survival)(const sl_severity_t *severity, double x); /* 1 - cdf, exact in the tail */
  double (*log_density)(const sl_severity_t *severity,
                        double x); /* see sl_severity_log_density; NULL = atoms only */
  double (*quantile)(const sl_severity_t *severity, double p); /* least x: F(x) >= p; 0 < p < 1 */
  double (*quantile_upper)(const sl_severity_t *severity,
                           double q); /* at F = 1 - q, exact for small q; 0 < q < 1 */
  bool quantile_iterates;             /* no closed form: a quantile costs many evaluations of cdf */
  double (*lowest)(const sl_severity_t *severity);  /* bounds of the support */
  double (*highest)(const sl_severity_t *severity); /* INFINITY where unbounded */
  double (*limited_mean)(const sl_severity_t *severity, double limit);   /* E[min(X, limit)] */
  double (*limited_square)(const sl_severity_t *severity, double limit); /* E[min(X, limit)^2] */
  /* Points x where the quantile function is not smooth (atoms, gaps, kinks of the density);
   * writes at most capacity, returns how many there are. NULL = none. */
  size_t (*kinks)(const sl_severity_t *severity, double *x, size_t capacity);
} sl_severity_family_t;

struct sl_severity {
  const sl_severity_family_t *family;
  double parameter[SL_SEVERITY_PARAMETERS];
  size_t n; /* length of the arrays below that the family's shape uses */
  double *values;
  double *probabilities; /* normalised to sum 1 by sl_severity_validate */
  double *means;
  double *below; /* set by sl_severity_validate: probability of values[i] and all before it */
  double *above; /* likewise of all after values[i], summed from the far end */
  sl_severity_t *parts; /* n of them (mixture), or 2 (splice) */
  double limit;         /* amounts above are censored at it; INFINITY = none */
  bool times_salary;    /* the sample is multiplied by the member's salary (top level only) */
};

/* All families; *n receives how many. */
const sl_severity_family_t *const *sl_severity_families(size_t *n);
const sl_severity_family_t *sl_severity_family(const char *name); /* NULL if unknown */

/* A zeroed severity of the family with limit = INFINITY. */
void sl_severity_init(sl_severity_t *severity, const sl_severity_family_t *family);
void sl_severity_free(sl_severity_t *severity); /* frees arrays and parts, not the struct itself */

/* Check ranges and the family's own rules, normalise probabilities (sum within 1e-9 of 1). */
int sl_severity_validate(sl_severity_t *severity, sl_error_t *error);

/* Properties of min(X, severity->limit): what is simulated before salary, trend and area.
 * quantile(0) is the lowest point of the support, quantile_upper(0) the highest (INFINITY where
 * unbounded). Closed forms except: the inverse of gamma, inverse_gaussian and mixture (a bracketed
 * root, to the last bit of the distribution function) and burr's limited moments where the moment
 * itself is infinite (Gauss-Legendre). Checked by tests/unit/test_severity*.c. */
double sl_severity_mean(const sl_severity_t *severity);
double sl_severity_variance(const sl_severity_t *severity);
double sl_severity_cdf(const sl_severity_t *severity, double x);
double sl_severity_survival(const sl_severity_t *severity, double x);
double sl_severity_quantile(const sl_severity_t *severity, double p);
double sl_severity_quantile_upper(const sl_severity_t *severity, double q);
double sl_severity_limited_mean(const sl_severity_t *severity, double limit);
double sl_severity_limited_square(const sl_severity_t *severity, double limit);

/* log f(x), f the density of what has one of min(X, limit): atoms (a limit's own, too) are no part
 * of it. -INFINITY where there is none: outside the support, from the limit on, and everywhere for
 * constant and table, which are atoms only. INFINITY where the density is infinite, as at 0 for a
 * gamma of shape below 1. A claim censored at c adds log sl_severity_survival(c) of the severity
 * without its limit to a log-likelihood. Error: a few units in the last place of the largest term;
 * of gamma, shape x 1e-15. Cost: a few logarithms for each part.
 * Checked by tests/unit/test_severity_density.c. */
double sl_severity_log_density(const sl_severity_t *severity, double x);

/* Points where the quantile function is not smooth, the limit included, in no order; writes at
 * most capacity, returns how many there are. */
size_t sl_severity_kinks(const sl_severity_t *severity, double *x, size_t capacity);

#endif
