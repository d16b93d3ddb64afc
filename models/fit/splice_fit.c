#include "models/core/elementary.h"
#include "models/fit/distance.h"
#include "models/fit/starts.h"
#include "models/fit/tail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* x: the body's parameters (those from 0 up by logarithm), log odds of weight_above, shape of the
 * tail, logarithm of its scale. */
typedef struct search {
  sl_severity_t *severity;
  const sl_loss_t *losses;
  size_t n, n_body;
} search_t;

static bool by_log(const search_t *search, size_t k)
{
  return search->severity->parts[0].family->parameters[k].low >= 0.0;
}

static void put(const search_t *search, const double *x)
{
  sl_severity_t *s = search->severity;
  const size_t b = search->n_body;
  for (size_t k = 0; k < b; k++) {
    s->parts[0].parameter[k] = by_log(search, k) ? sl_det_exp(x[k]) : x[k];
  }
  s->parameter[1] = 1.0 / (1.0 + sl_det_exp(-x[b]));
  s->parts[1].parameter[0] = x[b + 1];
  s->parts[1].parameter[1] = sl_det_exp(x[b + 2]);
}

static double log_likelihood_at(const double *x, const void *data)
{
  const search_t *search = data;
  put(search, x);
  return sl_severity_validate(search->severity, NULL) == SL_OK
             ? sl_severity_log_likelihood(search->severity, search->losses, search->n)
             : -(double)INFINITY;
}

/* What lies below `at` as the body's claims, the others as the tail's: the whole answer where no
 * claim is censored below it. */
static int start_from_parts(const search_t *search, sl_loss_t *part, double *x, double *exceedances,
                            sl_error_t *error)
{
  const sl_severity_t *s = search->severity;
  const double at = s->parameter[0];
  double share[2] = {0.0, 0.0};
  for (int above = 0; above < 2; above++) {
    size_t kept = 0;
    for (size_t i = 0; i < search->n; i++) {
      const sl_loss_t *loss = &search->losses[i];
      if ((loss->amount >= at) == (above == 1) && (above == 1 || !loss->censored)) {
        part[kept] = *loss;
        part[kept].from = above == 1 ? fmax(loss->from, at) : loss->from;
        part[kept].to = above == 1 ? loss->to : fmin(loss->to, at);
        share[above] += part[kept].weight;
        *exceedances += above == 1 && !loss->censored ? part[kept].weight : 0.0;
        kept++;
      }
    }
    const double given[SL_SEVERITY_PARAMETERS] = {NAN, NAN, above == 1 ? at : (double)NAN, NAN};
    sl_severity_fit_t fit;
    const int code = sl_fit_severity(s->parts[above].family, given, part, kept, &fit, error);
    if (code != SL_OK) {
      return code;
    }
    for (size_t k = 0; k < (above == 1 ? 2 : search->n_body); k++) {
      const double p = fit.severity.parameter[k];
      const bool logs = above == 1 ? k == 1 : by_log(search, k);
      x[(above == 1 ? search->n_body + 1 : 0) + k] = logs ? sl_det_log(p) : p;
    }
  }
  x[search->n_body] = sl_det_log(share[1] / share[0]);
  return SL_OK;
}

/* A parameter on the scale of the search, by which function it comes back, and its slope there. */
typedef enum scale { PLAIN, LOGARITHM, LOG_ODDS } scale_t;

static double back(scale_t scale, double x)
{
  return scale == PLAIN ? x : scale == LOGARITHM ? sl_det_exp(x) : 1.0 / (1.0 + sl_det_exp(-x));
}

static double slope(scale_t scale, double x)
{
  const double p = back(scale, x);
  return scale == PLAIN ? 1.0 : scale == LOGARITHM ? p : p * (1.0 - p);
}

static void tell_errors(const search_t *search, const sl_maximum_t *found, sl_splice_fit_t *fit)
{
  const size_t b = search->n_body;
  scale_t scale[SL_FIT_FREE];
  for (size_t i = 0; i < b + 3; i++) {
    scale[i] = i < b ? (by_log(search, i) ? LOGARITHM : PLAIN)
                     : (scale_t[]){LOG_ODDS, PLAIN, LOGARITHM}[i - b];
  }
  for (size_t i = 0; i < b + 3; i++) {
    sl_fitted_t *told = i < b    ? &fit->body[i]
                        : i == b ? &fit->weight_above
                                 : (i == b + 1 ? &fit->shape : &fit->scale);
    const double x = found->x[i], error = sqrt(found->covariance[i][i]);
    *told = (sl_fitted_t){.standard_error = slope(scale[i], x) * error,
                          .low = back(scale[i], x - SL_FIT_95 * error),
                          .high = back(scale[i], x + SL_FIT_95 * error)};
    for (size_t j = 0; j < b + 3; j++) {
      fit->covariance[i][j] =
          slope(scale[i], x) * slope(scale[j], found->x[j]) * found->covariance[i][j];
    }
  }
}

static int climb(search_t *search, sl_loss_t *part, sl_splice_fit_t *fit, sl_error_t *error)
{
  double x[SL_FIT_FREE] = {0.0};
  int code = start_from_parts(search, part, x, &fit->exceedances, error);
  if (code == SL_OK && fit->exceedances < SL_TAIL_EXCEEDANCES) {
    code = sl_fail(error, SL_ERR_INPUT,
                   "only %.10g known claims are above %.10g; a tail needs at least %d",
                   fit->exceedances, search->severity->parameter[0], SL_TAIL_EXCEEDANCES);
  }
  if (code != SL_OK) {
    return code;
  }
  const sl_maximum_t found = sl_maximize(log_likelihood_at, search, search->n_body + 3, x, 0.05);
  put(search, found.x);
  fit->status = found.status;
  fit->n_estimated = search->n_body + 3;
  fit->log_likelihood = found.value;
  tell_errors(search, &found, fit);
  return SL_OK;
}

static int judge(const search_t *search, sl_splice_fit_t *fit, sl_error_t *error)
{
  const double k = (double)fit->n_estimated;
  sl_distance_t distance;
  const int code = sl_fit_distance(&fit->severity, search->losses, search->n, &distance, error);
  if (code == SL_OK) {
    for (size_t i = 0; i < search->n; i++) {
      fit->claims += search->losses[i].weight;
    }
    fit->aic = 2.0 * k - 2.0 * fit->log_likelihood;
    fit->bic = k * sl_det_log(fit->claims) - 2.0 * fit->log_likelihood;
    fit->kolmogorov_smirnov = distance.kolmogorov_smirnov;
    fit->anderson_darling = distance.anderson_darling;
  }
  return code;
}

int sl_fit_splice(const sl_severity_family_t *body, double at, const sl_loss_t *losses, size_t n,
                  sl_splice_fit_t *fit, sl_error_t *error)
{
  *fit = (sl_splice_fit_t){.status = SL_FIT_NOT_CONVERGED};
  if (!sl_severity_fits(body) || sl_fit_start(body->name)->least >= 0 || body->n_parameters > 3) {
    return sl_fail(error, SL_ERR_UNSUPPORTED, "%s is not fitted as the body of a splice",
                   body->name);
  }
  sl_severity_init(&fit->severity, sl_severity_family("splice"));
  fit->severity.parts = calloc(2, sizeof *fit->severity.parts);
  sl_loss_t *part = malloc((n + 1) * sizeof *part);
  int code = SL_OK;
  if (fit->severity.parts == NULL || part == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "out of memory for the fit of %zu claims", n);
  } else {
    search_t search = {
        .severity = &fit->severity, .losses = losses, .n = n, .n_body = body->n_parameters};
    sl_severity_init(&fit->severity.parts[0], body);
    sl_severity_init(&fit->severity.parts[1], sl_severity_family("generalized_pareto"));
    fit->severity.n = 2;
    fit->severity.parameter[0] = fit->severity.parts[1].parameter[2] = at;
    code = climb(&search, part, fit, error);
    code = code == SL_OK ? judge(&search, fit, error) : code;
  }
  free(part);
  if (code != SL_OK) {
    sl_severity_free(&fit->severity);
  }
  return code;
}
