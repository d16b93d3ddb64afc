#include "models/fit/frequency_fit.h"

#include "models/core/elementary.h"
#include "models/core/special_functions.h"
#include "models/frequency/families.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIZE_MOST 1e9    /* the largest that the family allows */
#define SIZE_LEAST 1e-6  /* the smallest */
#define SURE 1e-7        /* a probability so near 0 or 1 is on its way there */
#define NEAR 100.0       /* times an end of its range, size is on its way there */
#define TRIALS_MORE 1000 /* than the largest count: then the law is Poisson's */

/* log (G(n + size) / G(size) / (size + mean)^n), term by term where few, so that large sizes lose
 * no digits. */
static double rising(double n, double size, double mean)
{
  double sum = 0.0;
  if (n < 128.0) {
    for (double k = 0.0; k < n; k += 1.0) {
      sum += sl_det_log((size + k) / (size + mean));
    }
    return sum;
  }
  return sl_log_gamma(size + n) - sl_log_gamma(size) - n * sl_det_log(size + mean);
}

static double negative_binomial(double n, double mean, double size)
{
  return rising(n, size, mean) - size * sl_det_log1p(mean / size) +
         (n > 0.0 ? n * sl_det_log(mean) : 0.0) - sl_log_gamma(n + 1.0);
}

static double binomial(double n, double trials, double p)
{
  if (!(p < 1.0) || n > trials) {
    return n == trials && p == 1.0 ? 0.0 : -(double)INFINITY;
  }
  return sl_log_gamma(trials + 1.0) - sl_log_gamma(n + 1.0) - sl_log_gamma(trials - n + 1.0) +
         (n > 0.0 ? n * sl_det_log(p) : 0.0) + (trials - n) * sl_det_log1p(-p);
}

double sl_frequency_log_pmf(const sl_frequency_family_t *family, const double *parameter, double n,
                            double exposure)
{
  const double mean = parameter[0] * exposure;
  if (family == &sl_frequency_poisson) {
    return (n > 0.0 ? n * sl_det_log(mean) : 0.0) - mean - sl_log_gamma(n + 1.0);
  }
  if (family == &sl_frequency_geometric) {
    return negative_binomial(n, mean, 1.0);
  }
  if (family == &sl_frequency_negative_binomial) {
    return negative_binomial(n, mean, parameter[1]);
  }
  return family == &sl_frequency_bernoulli
             ? binomial(n, 1.0, fmin(mean, 1.0))
             : binomial(n, parameter[0], fmin(parameter[1] * exposure, 1.0));
}

/* The scale of the search. Parameters: mean and size by logarithm, probability and zero by log
 * odds. */
typedef struct search {
  const sl_frequency_family_t *family;
  const sl_counted_t *counts;
  size_t n, n_parameters; /* parameters that are searched */
  bool zeros;
  double trials; /* binomial */
} search_t;

static bool by_odds(const search_t *s, size_t i)
{
  return i >= s->n_parameters || s->family->exposure == SL_EXPOSURE_PROBABILITY;
}

static double back(const search_t *s, size_t i, double x)
{
  return by_odds(s, i) ? 1.0 / (1.0 + sl_det_exp(-x)) : sl_det_exp(x);
}

static double log_odds(double p) { return sl_det_log(p) - sl_det_log1p(-p); }

static void parameters_at(const search_t *s, const double *x, double *parameter)
{
  const bool binomial_law = s->family == &sl_frequency_binomial;
  parameter[0] = binomial_law ? s->trials : back(s, 0, x[0]);
  parameter[1] = binomial_law ? back(s, 0, x[0]) : s->n_parameters > 1 ? back(s, 1, x[1]) : 0.0;
}

/* Of zero = P(0) at exposure 1: p. */
static double inflation_of(const search_t *s, const double *parameter, double zero)
{
  const double log_none = sl_frequency_log_pmf(s->family, parameter, 0.0, 1.0);
  return (zero - sl_det_exp(log_none)) / -sl_det_expm1(log_none);
}

static double log_likelihood_of(const search_t *s, const double *parameter, double zero)
{
  const double p = s->zeros ? inflation_of(s, parameter, zero) : 0.0;
  double sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    const sl_counted_t *c = &s->counts[i];
    double term = sl_frequency_log_pmf(s->family, parameter, c->count, c->exposure);
    if (s->zeros && c->count > 0.0) {
      term += sl_det_log1p(-p);
    } else if (s->zeros) {
      term = sl_det_log(p + (1.0 - p) * sl_det_exp(term));
    }
    sum += c->weight * term;
  }
  return sum;
}

static double log_likelihood_at(const double *x, const void *data)
{
  const search_t *s = data;
  double parameter[SL_FREQUENCY_PARAMETERS];
  parameters_at(s, x, parameter);
  const bool sized = s->family == &sl_frequency_negative_binomial;
  if (sized && !(parameter[1] >= SIZE_LEAST && parameter[1] <= SIZE_MOST)) {
    return -(double)INFINITY;
  }
  return log_likelihood_of(s, parameter,
                           s->zeros ? back(s, s->n_parameters, x[s->n_parameters]) : 0.0);
}

static int check(const sl_frequency_family_t *family, sl_zeros_t zeros, const sl_counted_t *counts,
                 size_t n, sl_error_t *error)
{
  const bool known = family->panjer != NULL;
  if (!known || (zeros != SL_ZEROS_PLAIN && family->exposure != SL_EXPOSURE_MEAN)) {
    return sl_fail(error, SL_ERR_UNSUPPORTED, "%s is not fitted to counts%s", family->name,
                   known ? " with zeros of their own" : "");
  }
  for (size_t i = 0; i < n; i++) {
    const sl_counted_t *c = &counts[i];
    if (!(c->count >= 0.0 && c->count < 1e9 && c->count == floor(c->count)) ||
        !(c->exposure > 0.0 && isfinite(c->exposure)) ||
        !(c->weight > 0.0 && isfinite(c->weight)) ||
        (family == &sl_frequency_bernoulli && c->count > 1.0)) {
      return sl_fail(
          error, SL_ERR_INPUT,
          "row %zu: count %.10g, exposure %.10g, weight %.10g; a count is whole and 0 or "
          "more (1 at most for bernoulli), the others are above 0",
          i + 1, c->count, c->exposure, c->weight);
    }
  }
  return n > 0 ? SL_OK : sl_fail(error, SL_ERR_INPUT, "there are no counts");
}

/* Sums of the sample. excess: sum w ((n - mean e)^2 - n), whose sign says whether the counts vary
 * more than Poisson's. */
typedef struct sums {
  double rows, claims, exposure, squares, excess, zeros, most, least_exposure;
} sums_t;

static sums_t sums_of(const sl_counted_t *counts, size_t n)
{
  sums_t s = {.least_exposure = INFINITY};
  for (size_t i = 0; i < n; i++) {
    const sl_counted_t *c = &counts[i];
    s.rows += c->weight;
    s.claims += c->weight * c->count;
    s.exposure += c->weight * c->exposure;
    s.squares += c->weight * c->exposure * c->exposure;
    s.zeros += c->count == 0.0 ? c->weight : 0.0;
    s.most = fmax(s.most, c->count);
    s.least_exposure = fmin(s.least_exposure, c->exposure);
  }
  for (size_t i = 0; i < n; i++) {
    const double off = counts[i].count - s.claims / s.exposure * counts[i].exposure;
    s.excess += counts[i].weight * (off * off - counts[i].count);
  }
  return s;
}

/* From the scale of the search to parameters, errors and intervals. */
static sl_fitted_t tell(const search_t *s, const sl_maximum_t *found, size_t i, double *slope)
{
  const double x = found->x[i], value = back(s, i, x), error = sqrt(found->covariance[i][i]);
  *slope = by_odds(s, i) ? value * (1.0 - value) : value;
  return (sl_fitted_t){.standard_error = *slope * error,
                       .low = back(s, i, x - SL_FIT_95 * error),
                       .high = back(s, i, x + SL_FIT_95 * error)};
}

/* The error of p by its slopes (delta method), symmetric. */
static void tell_inflation(const search_t *s, sl_frequency_fit_t *fit)
{
  const size_t z = s->n_parameters;
  double slope[3], squared = 0.0;
  for (size_t i = 0; i <= z; i++) {
    double parameter[2] = {fit->parameter[0], fit->parameter[1]}, ends[2];
    for (int side = 0; side < 2; side++) {
      const double factor = side == 0 ? 1.0 - 1e-5 : 1.0 + 1e-5;
      parameter[i < z ? i : 0] = fit->parameter[i < z ? i : 0] * (i < z ? factor : 1.0);
      ends[side] = inflation_of(s, parameter, fit->zero * (i < z ? 1.0 : factor));
    }
    slope[i] = (ends[1] - ends[0]) / (2e-5 * (i < z ? fit->parameter[i] : fit->zero));
  }
  for (size_t i = 0; i <= z; i++) {
    for (size_t j = 0; j <= z; j++) {
      squared += slope[i] * slope[j] * fit->covariance[i][j];
    }
  }
  fit->inflation = inflation_of(s, fit->parameter, fit->zero);
  fit->inflation_told.standard_error = sqrt(squared);
  fit->inflation_told.low = fit->inflation - SL_FIT_95 * sqrt(squared);
  fit->inflation_told.high = fit->inflation + SL_FIT_95 * sqrt(squared);
}

static void climb(const search_t *s, const double *start, sl_frequency_fit_t *fit)
{
  const size_t n = s->n_parameters + s->zeros;
  const sl_maximum_t found = sl_maximize(log_likelihood_at, s, n, start, 0.3);
  double slope[3] = {0.0};
  fit->status = found.status;
  fit->log_likelihood = found.value;
  fit->n_estimated = n;
  parameters_at(s, found.x, fit->parameter);
  for (size_t i = 0; i < n; i++) {
    const size_t place = s->family == &sl_frequency_binomial ? 1 : i;
    sl_fitted_t *told = i < s->n_parameters ? &fit->told[place] : &fit->zero_told;
    *told = tell(s, &found, i, &slope[i]);
    const double p = back(s, i, found.x[i]);
    fit->status = by_odds(s, i) && fmin(p, 1.0 - p) < SURE ? SL_FIT_BOUNDARY : fit->status;
  }
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) {
      fit->covariance[i][j] = slope[i] * slope[j] * found.covariance[i][j];
    }
  }
  const double size = s->n_parameters == 2 ? fit->parameter[1] : 1.0;
  if (size < NEAR * SIZE_LEAST || size > SIZE_MOST / NEAR) {
    fit->status = SL_FIT_BOUNDARY;
  }
  if (s->zeros) {
    fit->zero = back(s, s->n_parameters, found.x[s->n_parameters]);
    tell_inflation(s, fit);
  }
}

/* Without claims the likelihood is exp(-exposure x mean): its 95% upper bound, and no error. */
static void fit_no_claims(const search_t *s, const sums_t *sums, sl_frequency_fit_t *fit)
{
  const size_t place = s->family == &sl_frequency_binomial ? 1 : 0;
  fit->status = SL_FIT_BOUNDARY;
  fit->parameter[0] = s->family == &sl_frequency_binomial ? 1.0 : 0.0;
  fit->parameter[1] = s->family == &sl_frequency_negative_binomial ? SIZE_MOST : 0.0;
  fit->told[place] = (sl_fitted_t){.standard_error = NAN,
                                   .low = 0.0,
                                   .high = fmin(-sl_det_log(0.05) / sums->exposure, SIZE_MOST)};
  fit->n_estimated = 1;
  fit->log_likelihood = 0.0;
}

/* The number of trials by trying: the likelihood rises to one top. */
static void fit_trials(search_t *s, const sums_t *sums, sl_frequency_fit_t *fit)
{
  sl_frequency_fit_t best = *fit;
  best.log_likelihood = -INFINITY;
  const double first = fmax(sums->most, 1.0);
  for (s->trials = first; s->trials <= first + TRIALS_MORE; s->trials += 1.0) {
    sl_frequency_fit_t here = *fit;
    const double p = fmin(sums->claims / (s->trials * sums->exposure), 0.999);
    climb(s, (double[]){log_odds(p)}, &here);
    if (!(here.log_likelihood > best.log_likelihood)) {
      break;
    }
    best = here;
  }
  *fit = best;
  fit->told[0] = (sl_fitted_t){NAN, NAN, NAN, false};
  fit->n_estimated = 2;
  fit->status = s->trials > first + TRIALS_MORE ? SL_FIT_BOUNDARY : best.status;
}

static void fit_plain(search_t *s, const sums_t *sums, sl_frequency_fit_t *fit)
{
  const double mean = sums->claims / sums->exposure;
  s->zeros = false;
  if (s->family == &sl_frequency_binomial) {
    fit_trials(s, sums, fit);
  } else if (s->family == &sl_frequency_bernoulli) {
    climb(s, (double[]){log_odds(fmin(mean, 0.999))}, fit);
  } else if (s->n_parameters == 2 && !(sums->excess > 0.0)) {
    search_t poisson = *s;
    poisson.family = &sl_frequency_poisson;
    poisson.n_parameters = 1;
    climb(&poisson, (double[]){sl_det_log(mean)}, fit);
    fit->status = SL_FIT_BOUNDARY;
    fit->parameter[1] = SIZE_MOST;
    fit->told[1] = (sl_fitted_t){NAN, NAN, NAN, false};
  } else {
    const double size = fmax(mean * mean * sums->squares / fmax(sums->excess, 1e-9), 1e-3);
    climb(s, (double[]){sl_det_log(mean), sl_det_log(fmin(size, 1e6))}, fit);
  }
}

/* Zeros of their own; where they are to be inflated and are not, the plain law. */
static void fit_zeros(search_t *s, sl_zeros_t zeros, const sums_t *sums, sl_frequency_fit_t *fit)
{
  const double share = fmin(fmax(sums->zeros / sums->rows, 1e-4), 0.9999);
  const double some = (sums->claims / sums->exposure) / (1.0 - share);
  const double start[3] = {sl_det_log(some), 0.0, log_odds(share)};
  const sl_frequency_fit_t before = *fit;
  climb(s, s->n_parameters == 2 ? start : (double[]){start[0], start[2]}, fit);
  if (zeros == SL_ZEROS_INFLATED && !(fit->inflation > 0.0)) {
    *fit = before;
    fit_plain(s, sums, fit);
    s->zeros = true;
    fit->status = SL_FIT_BOUNDARY;
    fit->zero = sl_det_exp(sl_frequency_log_pmf(s->family, fit->parameter, 0.0, 1.0));
    fit->inflation = 0.0;
    fit->zero_told = fit->inflation_told = (sl_fitted_t){NAN, NAN, NAN, false};
  }
}

static int make_frequency(const search_t *s, sl_zeros_t zeros, sl_frequency_fit_t *fit,
                          sl_error_t *error)
{
  sl_frequency_t plain;
  sl_frequency_init(&plain, s->family);
  memcpy(plain.parameter, fit->parameter, sizeof plain.parameter);
  if (zeros == SL_ZEROS_PLAIN) {
    fit->frequency = plain;
    return SL_OK;
  }
  sl_frequency_init(&fit->frequency, &sl_frequency_zero_modified);
  fit->frequency.parameter[0] = fit->zero;
  fit->frequency.part = malloc(sizeof *fit->frequency.part);
  if (fit->frequency.part == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a frequency");
  }
  *fit->frequency.part = plain;
  return SL_OK;
}

int sl_fit_frequency(const sl_frequency_family_t *family, sl_zeros_t zeros,
                     const sl_counted_t *counts, size_t n, sl_frequency_fit_t *fit,
                     sl_error_t *error)
{
  *fit = (sl_frequency_fit_t){.zero = NAN};
  const int code = check(family, zeros, counts, n, error);
  if (code != SL_OK) {
    return code;
  }
  const sums_t sums = sums_of(counts, n);
  search_t s = {.family = family, .counts = counts, .n = n, .zeros = zeros != SL_ZEROS_PLAIN};
  s.n_parameters = family == &sl_frequency_negative_binomial ? 2 : 1;
  fit->rows = sums.rows;
  fit->claims = sums.claims;
  fit->exposure = sums.exposure;
  if (!(sums.claims > 0.0)) {
    fit_no_claims(&s, &sums, fit);
    fit->zero = zeros == SL_ZEROS_PLAIN ? (double)NAN : 1.0;
  } else if (zeros == SL_ZEROS_PLAIN) {
    fit_plain(&s, &sums, fit);
  } else {
    fit_zeros(&s, zeros, &sums, fit);
  }
  const double k = (double)fit->n_estimated;
  fit->aic = 2.0 * k - 2.0 * fit->log_likelihood;
  fit->bic = k * sl_det_log(sums.rows) - 2.0 * fit->log_likelihood;
  return make_frequency(&s, zeros, fit, error);
}
