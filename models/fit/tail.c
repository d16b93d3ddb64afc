#include "models/fit/tail.h"

#include <math.h>
#include <stdlib.h>

#define APART 2.5758293035 /* 99% of a normal law */

size_t sl_tail_candidates(const sl_loss_t *losses, size_t n, double *threshold)
{
  double total = 0.0, above = 0.0;
  for (size_t i = 0; i < n; i++) {
    total += losses[i].weight;
  }
  double wanted = 0.5 * total;
  size_t found = 0;
  above = total;
  for (size_t i = 0; i < n && found < SL_TAIL_POINTS && wanted >= SL_TAIL_EXCEEDANCES; i++) {
    above -= losses[i].weight;
    if (above > wanted) {
      continue;
    }
    if (above >= SL_TAIL_EXCEEDANCES && (found == 0 || losses[i].amount > threshold[found - 1])) {
      threshold[found++] = losses[i].amount;
    }
    wanted = fmin(wanted, above) * 0.70710678118654752;
  }
  return found;
}

/* Excesses over the threshold; returns how many rows. */
static size_t excesses(const sl_loss_t *losses, size_t n, double threshold, sl_loss_t *excess)
{
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (losses[i].amount > threshold) {
      excess[kept] = losses[i];
      excess[kept].amount -= threshold;
      excess[kept].to -= threshold;
      excess[kept++].from = fmax(losses[i].from - threshold, 0.0);
    }
  }
  return kept;
}

static sl_estimate_t mean_excess(const sl_loss_t *excess, size_t n)
{
  double weight = 0.0, sum = 0.0, squares = 0.0;
  for (size_t i = 0; i < n; i++) {
    const double w = excess[i].from > 0.0 ? 0.0 : excess[i].weight;
    weight += w;
    sum += w * excess[i].amount;
  }
  const double mean = sum / weight;
  for (size_t i = 0; i < n; i++) {
    const double w = excess[i].from > 0.0 ? 0.0 : excess[i].weight, off = excess[i].amount - mean;
    squares += w * off * off;
  }
  return (sl_estimate_t){mean, sqrt(squares / (weight - 1.0) / weight)};
}

static const double zero_threshold[SL_SEVERITY_PARAMETERS] = {NAN, NAN, 0.0, NAN};

static sl_tail_point_t point_at(const sl_loss_t *excess, size_t n, double threshold)
{
  sl_tail_point_t p = {.threshold = threshold, .mean_excess = mean_excess(excess, n)};
  p.status = SL_FIT_NOT_CONVERGED;
  p.shape = p.scale = p.modified_scale = (sl_estimate_t){NAN, NAN};
  for (size_t i = 0; i < n; i++) {
    p.exceedances += excess[i].censored ? 0.0 : excess[i].weight;
  }
  sl_severity_fit_t fit;
  if (sl_fit_severity(sl_severity_family("generalized_pareto"), zero_threshold, excess, n, &fit,
                      NULL) == SL_OK) {
    const double xi = fit.severity.parameter[0], beta = fit.severity.parameter[1];
    p.status = fit.status;
    p.shape = (sl_estimate_t){xi, fit.parameter[0].standard_error};
    p.scale = (sl_estimate_t){beta, fit.parameter[1].standard_error};
    p.modified_scale = (sl_estimate_t){
        beta - xi * threshold, sqrt(fit.covariance[1][1] - 2.0 * threshold * fit.covariance[0][1] +
                                    threshold * threshold * fit.covariance[0][0])};
  }
  return p;
}

int sl_tail_scan(const sl_loss_t *losses, size_t n, const double *threshold, size_t n_thresholds,
                 sl_tail_point_t *points, sl_error_t *error)
{
  sl_loss_t *excess = malloc((n + 1) * sizeof *excess);
  if (excess == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the excesses of %zu claims", n);
  }
  for (size_t i = 0; i < n_thresholds; i++) {
    points[i] = point_at(excess, excesses(losses, n, threshold[i], excess), threshold[i]);
  }
  free(excess);
  return SL_OK;
}

/* Does the tail that was fitted at u hold at v as well? */
static bool holds(const sl_tail_point_t *u, const sl_tail_point_t *v)
{
  const double more = v->shape.standard_error * v->shape.standard_error -
                      u->shape.standard_error * u->shape.standard_error;
  if (fabs(v->shape.value - u->shape.value) > APART * sqrt(fmax(more, 0.0))) {
    return false;
  }
  const double line =
      (u->scale.value + u->shape.value * (v->threshold - u->threshold)) / (1.0 - u->shape.value);
  return u->shape.value >= 0.5 ||
         fabs(v->mean_excess.value - line) <= APART * v->mean_excess.standard_error;
}

sl_tail_choice_t sl_tail_choose(const sl_tail_point_t *points, size_t n)
{
  sl_tail_choice_t choice = {.chosen = n, .highest = n, .shape_low = NAN, .shape_high = NAN};
  for (size_t i = 0; i < n; i++) {
    choice.highest = points[i].status == SL_FIT_CONVERGED ? i : choice.highest;
  }
  for (size_t i = 0; i < n && choice.chosen == n; i++) {
    bool good = points[i].status == SL_FIT_CONVERGED;
    for (size_t j = i + 1; j < n && good; j++) {
      good = points[j].status != SL_FIT_CONVERGED || holds(&points[i], &points[j]);
    }
    choice.chosen = good ? i : n;
  }
  for (size_t i = choice.chosen; i < n; i++) {
    if (points[i].status == SL_FIT_CONVERGED) {
      choice.shape_low = fmin(choice.shape_low, points[i].shape.value);
      choice.shape_high = fmax(choice.shape_high, points[i].shape.value);
    }
  }
  return choice;
}
