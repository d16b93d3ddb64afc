#include "models/severity/severity.h"

#include "models/severity/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SUM_TOLERANCE 1e-9 /* how far probabilities may sum from 1 */

#define FAMILY_POINTER(id) &sl_severity_##id,
static const sl_severity_family_t *const families[] = {SL_SEVERITY_FAMILIES(FAMILY_POINTER)};
#undef FAMILY_POINTER

const sl_severity_family_t *const *sl_severity_families(size_t *n)
{
  *n = SL_COUNT_OF(families);
  return families;
}

const sl_severity_family_t *sl_severity_family(const char *name)
{
  for (size_t i = 0; i < SL_COUNT_OF(families); i++) {
    if (strcmp(families[i]->name, name) == 0) {
      return families[i];
    }
  }
  return NULL;
}

void sl_severity_init(sl_severity_t *severity, const sl_severity_family_t *family)
{
  *severity = (sl_severity_t){.family = family, .limit = INFINITY};
  if (family != NULL && family->shape == SL_SEVERITY_SPLICE) {
    severity->parameter[1] = NAN; /* weight_above: below's own */
  }
}

static size_t parts_of(const sl_severity_t *severity)
{
  if (severity->parts == NULL || severity->family == NULL) {
    return 0;
  }
  return severity->family->shape == SL_SEVERITY_SPLICE ? 2 : severity->n;
}

void sl_severity_free(sl_severity_t *severity)
{
  if (severity == NULL) {
    return;
  }
  const size_t n = parts_of(severity);
  for (size_t i = 0; i < n; i++) {
    sl_severity_free(&severity->parts[i]);
  }
  free(severity->values);
  free(severity->probabilities);
  free(severity->means);
  free(severity->below);
  free(severity->above);
  free(severity->parts);
  sl_severity_init(severity, severity->family);
}

/* Validation */

static bool within(const sl_parameter_t *p, double value)
{
  const bool low = p->low_open ? value > p->low : value >= p->low;
  const bool high = p->high_open ? value < p->high : value <= p->high;
  return low && high && (!p->whole || value == floor(value));
}

static int check_parameter(const sl_severity_family_t *family, const sl_parameter_t *p,
                           double value, sl_error_t *error)
{
  if (within(p, value)) {
    return SL_OK;
  }
  return sl_fail(error, SL_ERR_INPUT, "%s: %s is %.10g; it must be %s %.10g and %s %.10g",
                 family->name, p->name, value, p->low_open ? "above" : "at least", p->low,
                 p->high_open ? "below" : "at most", p->high);
}

static int check_probabilities(sl_severity_t *severity, sl_error_t *error)
{
  const char *name = severity->family->name;
  if (severity->n == 0 || severity->probabilities == NULL) {
    return sl_fail(error, SL_ERR_INPUT, "%s: the list is empty; it needs at least one entry", name);
  }
  double sum = 0.0;
  for (size_t i = 0; i < severity->n; i++) {
    const double p = severity->probabilities[i];
    if (!(p >= 0.0 && p <= 1.0 + SUM_TOLERANCE)) {
      return sl_fail(error, SL_ERR_INPUT,
                     "%s: entry %zu of the probabilities is %.10g; it must "
                     "be between 0 and 1",
                     name, i + 1, p);
    }
    sum += p;
  }
  if (fabs(sum - 1.0) > SUM_TOLERANCE) {
    return sl_fail(error, SL_ERR_INPUT, "%s: the probabilities sum to %.12g; they must sum to 1",
                   name, sum);
  }
  for (size_t i = 0; i < severity->n; i++) {
    severity->probabilities[i] /= sum;
  }
  return SL_OK;
}

int sl_severity_accumulate(sl_severity_t *severity, sl_error_t *error)
{
  const size_t n = severity->n;
  free(severity->below);
  free(severity->above);
  severity->below = malloc(n * sizeof *severity->below);
  severity->above = malloc(n * sizeof *severity->above);
  if (severity->below == NULL || severity->above == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a severity of %zu entries", n);
  }
  double sum = 0.0;
  for (size_t i = 0; i < n; i++) {
    sum += severity->probabilities[i];
    severity->below[i] = fmin(sum, 1.0);
  }
  sum = 0.0;
  for (size_t i = n; i-- > 0;) {
    severity->above[i] = fmin(sum, 1.0);
    sum += severity->probabilities[i];
  }
  return SL_OK;
}

static int check_parts(sl_severity_t *severity, sl_error_t *error)
{
  const sl_severity_shape_t shape = severity->family->shape;
  if (shape != SL_SEVERITY_MIXTURE && shape != SL_SEVERITY_SPLICE) {
    return SL_OK;
  }
  if (severity->parts == NULL) {
    return sl_fail(error, SL_ERR_INPUT, "%s: its parts are missing", severity->family->name);
  }
  const size_t n = parts_of(severity);
  for (size_t i = 0; i < n; i++) {
    sl_severity_t *part = &severity->parts[i];
    if (part->times_salary) {
      return sl_fail(error, SL_ERR_INPUT,
                     "%s: `times: salary` belongs to the whole severity, not "
                     "to one of its parts",
                     severity->family->name);
    }
    const int code = sl_severity_validate(part, error);
    if (code != SL_OK) {
      return code;
    }
  }
  return SL_OK;
}

int sl_severity_validate(sl_severity_t *severity, sl_error_t *error)
{
  const sl_severity_family_t *family = severity->family;
  if (family == NULL) {
    return sl_fail(error, SL_ERR_ARGUMENT, "a severity has no family");
  }
  if (!(severity->limit > 0.0)) {
    return sl_fail(error, SL_ERR_INPUT, "%s: limit is %.10g; it must be above 0", family->name,
                   severity->limit);
  }
  int code = SL_OK;
  for (size_t i = 0; i < family->n_parameters && code == SL_OK; i++) {
    code = check_parameter(family, &family->parameters[i], severity->parameter[i], error);
  }
  const bool listed = family->shape != SL_SEVERITY_SCALAR && family->shape != SL_SEVERITY_SPLICE;
  if (code == SL_OK && listed) {
    code = check_probabilities(severity, error);
  }
  if (code == SL_OK) {
    code = check_parts(severity, error);
  }
  if (code == SL_OK && family->validate != NULL) {
    code = family->validate(severity, error);
  }
  return code;
}

/* Properties of min(X, limit) */

double sl_severity_log_power(double shape, double log_z)
{
  return shape == 1.0 ? 0.0 : (shape - 1.0) * log_z;
}

double sl_severity_zero(const sl_severity_t *severity)
{
  (void)severity;
  return 0.0;
}

double sl_severity_infinity(const sl_severity_t *severity)
{
  (void)severity;
  return INFINITY;
}

double sl_severity_lowest(const sl_severity_t *severity)
{
  return fmin(severity->family->lowest(severity), severity->limit);
}

double sl_severity_highest(const sl_severity_t *severity)
{
  return fmin(severity->family->highest(severity), severity->limit);
}

double sl_severity_mean(const sl_severity_t *severity)
{
  return isinf(severity->limit) ? severity->family->mean(severity)
                                : severity->family->limited_mean(severity, severity->limit);
}

double sl_severity_variance(const sl_severity_t *severity)
{
  if (severity->limit >= severity->family->highest(severity)) {
    return severity->family->variance(severity);
  }
  const double mean = sl_severity_mean(severity);
  return fmax(0.0, sl_severity_limited_square(severity, INFINITY) - mean * mean);
}

double sl_severity_cdf(const sl_severity_t *severity, double x)
{
  if (x >= severity->limit) {
    return 1.0;
  }
  return x < 0.0 ? 0.0 : severity->family->cdf(severity, x);
}

double sl_severity_survival(const sl_severity_t *severity, double x)
{
  if (x >= severity->limit) {
    return 0.0;
  }
  return x < 0.0 ? 1.0 : severity->family->survival(severity, x);
}

double sl_severity_log_density(const sl_severity_t *severity, double x)
{
  const bool outside = x < 0.0 || x >= severity->limit;
  return outside || severity->family->log_density == NULL
             ? -(double)INFINITY
             : severity->family->log_density(severity, x);
}

double sl_severity_quantile(const sl_severity_t *severity, double p)
{
  if (!(p > 0.0)) {
    return sl_severity_lowest(severity);
  }
  if (p >= 1.0) {
    return sl_severity_highest(severity);
  }
  return fmin(severity->family->quantile(severity, p), severity->limit);
}

double sl_severity_quantile_upper(const sl_severity_t *severity, double q)
{
  if (!(q > 0.0)) {
    return sl_severity_highest(severity);
  }
  if (q >= 1.0) {
    return sl_severity_lowest(severity);
  }
  return fmin(severity->family->quantile_upper(severity, q), severity->limit);
}

double sl_severity_limited_mean(const sl_severity_t *severity, double limit)
{
  const double least = fmin(limit, severity->limit);
  if (least <= 0.0) {
    return least;
  }
  return isinf(least) ? severity->family->mean(severity)
                      : severity->family->limited_mean(severity, least);
}

double sl_severity_limited_square(const sl_severity_t *severity, double limit)
{
  const double least = fmin(limit, severity->limit);
  if (least <= 0.0) {
    return least * least;
  }
  /* squares beyond overflow */
  return severity->family->limited_square(severity, least < 1e150 ? least : (double)INFINITY);
}

size_t sl_severity_add_kink(double *x, size_t capacity, size_t n, double kink)
{
  if (n < capacity) {
    x[n] = kink;
  }
  return n + 1;
}

size_t sl_severity_kinks(const sl_severity_t *severity, double *x, size_t capacity)
{
  size_t n = 0;
  if (severity->family->kinks != NULL) {
    n = severity->family->kinks(severity, x, capacity);
  }
  if (severity->limit < severity->family->highest(severity)) {
    n = sl_severity_add_kink(x, capacity, n, severity->limit);
  }
  return n;
}
