#include "models/fit/frailty_fit.h"

#include <math.h>

/* Sums over persons, of which one can be taken out again. */
typedef struct sums {
  size_t n_services;
  double exposure, squares;
  double claims[SL_FRAILTY_SERVICES], by_exposure[SL_FRAILTY_SERVICES];
  double product[SL_FRAILTY_SERVICES][SL_FRAILTY_SERVICES]; /* j <= k */
} sums_t;

static void add(sums_t *s, const double *counts, double exposure, double sign)
{
  s->exposure += sign * exposure;
  s->squares += sign * exposure * exposure;
  for (size_t j = 0; j < s->n_services; j++) {
    s->claims[j] += sign * counts[j];
    s->by_exposure[j] += sign * counts[j] * exposure;
    for (size_t k = j; k < s->n_services && counts[j] > 0.0; k++) {
      s->product[j][k] += sign * counts[j] * counts[k];
    }
  }
}

/* S_jk */
static double product_of_rests(const sums_t *s, size_t j, size_t k)
{
  const double mj = s->claims[j] / s->exposure, mk = s->claims[k] / s->exposure;
  return s->product[j][k] - mj * s->by_exposure[k] - mk * s->by_exposure[j] + mj * mk * s->squares;
}

static double variance_of(const sums_t *s)
{
  double above = 0.0, below = 0.0;
  for (size_t j = 0; j < s->n_services; j++) {
    for (size_t k = j + 1; k < s->n_services; k++) {
      above += product_of_rests(s, j, k);
      below += s->claims[j] * s->claims[k];
    }
  }
  return above / (below / (s->exposure * s->exposure) * s->squares);
}

/* With all persons but one. What rounding leaves of exposures put back is far below the error. */
static double jackknife_error(sums_t *s, const double *counts, const double *exposure, size_t n)
{
  double sum = 0.0, squares = 0.0;
  const double all = variance_of(s);
  for (size_t i = 0; i < n; i++) {
    const double *of_person = &counts[i * s->n_services];
    add(s, of_person, exposure[i], -1.0);
    const double off = variance_of(s) - all;
    add(s, of_person, exposure[i], 1.0);
    sum += off;
    squares += off * off;
  }
  const double persons = (double)n;
  return sqrt((persons - 1.0) / persons * fmax(squares - sum * sum / persons, 0.0));
}

static void tell_services(const sums_t *s, sl_frailty_fit_t *fit)
{
  for (size_t j = 0; j < s->n_services; j++) {
    fit->mean[j] = s->claims[j] / s->exposure;
    for (size_t k = j; k < s->n_services; k++) {
      fit->covariance[j][k] = fit->covariance[k][j] = product_of_rests(s, j, k) / s->squares;
    }
    const double own =
        (product_of_rests(s, j, j) - s->claims[j]) / (fit->mean[j] * fit->mean[j] * s->squares);
    const double left = (1.0 + own) / (1.0 + fmax(fit->variance.value, 0.0)) - 1.0;
    fit->size[j] = left > 0.0 ? 1.0 / left : (double)INFINITY;
  }
}

int sl_fit_frailty(const double *counts, const double *exposure, size_t n, size_t n_services,
                   sl_frailty_fit_t *fit, sl_error_t *error)
{
  sums_t sums = {.n_services = n_services};
  *fit = (sl_frailty_fit_t){.n_services = n_services};
  if (n < 2 || n_services < 2 || n_services > SL_FRAILTY_SERVICES) {
    return sl_fail(error, SL_ERR_INPUT,
                   "%zu persons with %zu services; a frailty needs 2 persons and 2 to %d services",
                   n, n_services, SL_FRAILTY_SERVICES);
  }
  for (size_t i = 0; i < n; i++) {
    add(&sums, &counts[i * n_services], exposure[i], 1.0);
  }
  size_t used = 0;
  for (size_t j = 0; j < n_services; j++) {
    used += sums.claims[j] > 0.0;
  }
  if (used < 2) {
    return sl_fail(error, SL_ERR_INPUT, "%zu of %zu services have claims; a frailty needs two",
                   used, n_services);
  }
  fit->variance.value = variance_of(&sums);
  fit->variance.standard_error = jackknife_error(&sums, counts, exposure, n);
  fit->low = fit->variance.value - SL_FIT_95 * fit->variance.standard_error;
  fit->high = fit->variance.value + SL_FIT_95 * fit->variance.standard_error;
  fit->status = fit->variance.value > 0.0 ? SL_FIT_CONVERGED : SL_FIT_BOUNDARY;
  tell_services(&sums, fit);
  return SL_OK;
}
