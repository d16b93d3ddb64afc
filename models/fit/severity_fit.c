#include "models/fit/severity_fit.h"

#include "models/core/elementary.h"
#include "models/fit/distance.h"
#include "models/fit/starts.h"

#include <math.h>
#include <string.h>

sl_loss_t sl_loss(double amount)
{
  return (sl_loss_t){.amount = amount, .to = INFINITY, .weight = 1.0};
}

bool sl_severity_fits(const sl_severity_family_t *family)
{
  return family->shape == SL_SEVERITY_SCALAR && family->log_density != NULL &&
         sl_fit_start(family->name) != NULL;
}

double sl_severity_log_likelihood(const sl_severity_t *severity, const sl_loss_t *losses, size_t n)
{
  double sum = 0.0;
  double from = 0.0, to = INFINITY, seen = 0.0; /* usually the same for all */
  for (size_t i = 0; i < n; i++) {
    const sl_loss_t *loss = &losses[i];
    if (loss->from != from || loss->to != to) {
      from = loss->from;
      to = loss->to;
      seen = sl_det_log((from > 0.0 ? sl_severity_survival(severity, from) : 1.0) -
                        (isfinite(to) ? sl_severity_survival(severity, to) : 0.0));
    }
    const double term = loss->censored ? sl_det_log(sl_severity_survival(severity, loss->amount))
                                       : sl_severity_log_density(severity, loss->amount);
    if (!isfinite(term) || !isfinite(seen)) {
      return -INFINITY;
    }
    sum += loss->weight * (term - seen);
  }
  return sum;
}

/* The parameters that are searched, and on which scale. */
typedef struct search {
  sl_severity_t severity; /* those that are not searched stand in it */
  const sl_loss_t *losses;
  size_t n, n_free, free[SL_FIT_FREE];
  bool by_log[SL_FIT_FREE];
} search_t;

static sl_severity_t severity_at(const search_t *search, const double *x)
{
  sl_severity_t severity = search->severity;
  for (size_t i = 0; i < search->n_free; i++) {
    severity.parameter[search->free[i]] = search->by_log[i] ? sl_det_exp(x[i]) : x[i];
  }
  return severity;
}

static double log_likelihood_at(const double *x, const void *data)
{
  const search_t *search = data;
  sl_severity_t severity = severity_at(search, x);
  if (sl_severity_validate(&severity, NULL) != SL_OK) {
    return -INFINITY;
  }
  return sl_severity_log_likelihood(&severity, search->losses, search->n);
}

static int check_losses(const sl_severity_family_t *family, const sl_loss_t *losses, size_t n,
                        sl_error_t *error)
{
  const bool whole_only = sl_fit_start(family->name)->most >= 0;
  for (size_t i = 0; i < n; i++) {
    const sl_loss_t *x = &losses[i];
    if (!(x->amount > 0.0 && isfinite(x->amount) && x->weight > 0.0 && isfinite(x->weight) &&
          x->from >= 0.0 && x->amount >= x->from && x->amount <= x->to)) {
      return sl_fail(
          error, SL_ERR_INPUT,
          "claim %zu: amount %.10g, seen from %.10g to %.10g, weight %.10g; an amount is "
          "above 0 and within what is seen, a weight above 0",
          i + 1, x->amount, x->from, x->to, x->weight);
    }
    if (whole_only && (x->censored || x->from > 0.0 || isfinite(x->to))) {
      return sl_fail(error, SL_ERR_UNSUPPORTED, "%s is fitted to whole claims only", family->name);
    }
  }
  return SL_OK;
}

/* Which parameters are estimated, how; starting values for all. */
static void prepare(search_t *search, const double *given, const sl_loss_sample_t *sample,
                    sl_severity_fit_t *fit, double *start)
{
  const sl_severity_family_t *family = search->severity.family;
  const sl_fit_start_t *how = sl_fit_start(family->name);
  how->start(sample, search->severity.parameter);
  for (size_t k = 0; k < family->n_parameters; k++) {
    double *value = &search->severity.parameter[k];
    const bool bounds = (int)k == how->least || (int)k == how->most;
    fit->parameter[k] = (sl_fitted_t){NAN, NAN, NAN, given != NULL && !isnan(given[k])};
    *value = fit->parameter[k].given ? given[k] : *value;
    fit->n_estimated += !fit->parameter[k].given;
    if (!fit->parameter[k].given && !bounds) {
      search->by_log[search->n_free] = family->parameters[k].low >= 0.0;
      start[search->n_free] = search->by_log[search->n_free] ? sl_det_log(*value) : *value;
      search->free[search->n_free++] = k;
    }
  }
}

/* From the scale of the search to that of the parameters: the derivative is p, or 1. */
static void tell_errors(const search_t *search, const sl_maximum_t *found, sl_severity_fit_t *fit)
{
  for (size_t i = 0; i < search->n_free; i++) {
    const size_t k = search->free[i];
    const double p = fit->severity.parameter[k], slope = search->by_log[i] ? p : 1.0;
    const double error = sqrt(found->covariance[i][i]);
    fit->parameter[k].standard_error = slope * error;
    fit->parameter[k].low =
        search->by_log[i] ? p * sl_det_exp(-SL_FIT_95 * error) : p - SL_FIT_95 * error;
    fit->parameter[k].high =
        search->by_log[i] ? p * sl_det_exp(SL_FIT_95 * error) : p + SL_FIT_95 * error;
    for (size_t j = 0; j < search->n_free; j++) {
      const size_t m = search->free[j];
      const double other = search->by_log[j] ? fit->severity.parameter[m] : 1.0;
      fit->covariance[k][m] = slope * other * found->covariance[i][j];
    }
  }
}

/* The least of n claims lies a spacing above the end of the support. With t = spacing / spread of
 * the rest, exponential or (uniform) flat, P(t > s) = (1 + s)^-(n - 1): a ratio that is F(2, 2n -
 * 2). */
static void tell_bounds(const sl_loss_sample_t *sample, sl_severity_fit_t *fit)
{
  const sl_fit_start_t *how = sl_fit_start(fit->severity.family->name);
  const double s = sl_det_expm1(-sl_det_log(0.05) / (sample->known - 1.0));
  if (how->least < 0 || sample->bound != sample->least) {
    return;
  }
  sl_fitted_t *bound = &fit->parameter[how->least];
  if (!bound->given) {
    bound->high = sample->least;
    bound->low = how->lower(sample, fit->severity.parameter, s);
  }
  if (how->most >= 0 && !fit->parameter[how->most].given) {
    fit->parameter[how->most].low = sample->most;
    fit->parameter[how->most].high = sample->most + s * (sample->most - sample->least);
  }
}

static int judge(const sl_loss_t *losses, size_t n, sl_severity_fit_t *fit, sl_error_t *error)
{
  const double k = (double)fit->n_estimated;
  sl_distance_t distance;
  const int code = sl_fit_distance(&fit->severity, losses, n, &distance, error);
  if (code != SL_OK) {
    return code;
  }
  fit->kolmogorov_smirnov = distance.kolmogorov_smirnov;
  fit->anderson_darling = distance.anderson_darling;
  fit->aic = 2.0 * k - 2.0 * fit->log_likelihood;
  fit->bic = k * sl_det_log(fit->claims) - 2.0 * fit->log_likelihood;
  return SL_OK;
}

/* Near an end of its range a parameter is on its way out of it. */
static bool at_edge(const search_t *search, const sl_severity_t *severity)
{
  if (severity->parameter[0] <= sl_fit_start(severity->family->name)->irregular) {
    return true;
  }
  for (size_t i = 0; i < search->n_free; i++) {
    const sl_parameter_t *p = &severity->family->parameters[search->free[i]];
    const double x = severity->parameter[search->free[i]];
    if (x < p->low + 1e-3 * fabs(p->low) || x > p->high - 1e-3 * fabs(p->high)) {
      return true;
    }
  }
  return false;
}

int sl_fit_severity(const sl_severity_family_t *family, const double *given,
                    const sl_loss_t *losses, size_t n, sl_severity_fit_t *fit, sl_error_t *error)
{
  if (!sl_severity_fits(family)) {
    return sl_fail(error, SL_ERR_UNSUPPORTED, "%s is not fitted to claims", family->name);
  }
  const int code = check_losses(family, losses, n, error);
  if (code != SL_OK) {
    return code;
  }
  search_t search = {.losses = losses, .n = n};
  double start[SL_FIT_FREE];
  *fit = (sl_severity_fit_t){.status = SL_FIT_CONVERGED};
  sl_severity_init(&search.severity, family);
  const sl_loss_sample_t sample = sl_loss_sample(losses, n);
  if (sample.known < (double)family->n_parameters || !(sample.most > sample.least)) {
    return sl_fail(error, SL_ERR_INPUT,
                   "%s: %.10g known claims are too few, or all alike; its parameters need %zu",
                   family->name, sample.known, family->n_parameters);
  }
  prepare(&search, given, &sample, fit, start);
  fit->claims = sample.n;
  fit->severity = search.severity;
  fit->log_likelihood = log_likelihood_at(start, &search);
  if (!isfinite(fit->log_likelihood)) {
    return sl_fail(error, SL_ERR_INPUT, "%s: claims between %.10g and %.10g cannot come from it",
                   family->name, sample.least, sample.most);
  }
  if (search.n_free > 0) {
    const sl_maximum_t found = sl_maximize(log_likelihood_at, &search, search.n_free, start, 0.3);
    fit->severity = severity_at(&search, found.x);
    fit->log_likelihood = found.value;
    fit->status = at_edge(&search, &fit->severity) ? SL_FIT_BOUNDARY : found.status;
    tell_errors(&search, &found, fit);
  }
  tell_bounds(&sample, fit);
  return judge(losses, n, fit, error);
}
