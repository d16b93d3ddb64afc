#include "models/fit/credibility_fit.h"

#include "models/core/special_functions.h"

#include <math.h>

#define TURNS 1000 /* of the fixed point; it converges by a constant factor */

typedef struct sums {
  double weight, squares, claims; /* of groups: sum w_i, w_i^2, w_i X_i */
  double within, freedom, groups;
} sums_t;

static int take_group(const double *ratio, const double *weight, size_t n,
                      sl_credibility_group_t *group, sums_t *s, sl_error_t *error)
{
  double claims = 0.0, periods = 0.0;
  *group = (sl_credibility_group_t){.mean = NAN, .standard_error = NAN};
  for (size_t j = 0; j < n; j++) {
    if (!(weight[j] >= 0.0 && isfinite(weight[j])) || (weight[j] > 0.0 && !isfinite(ratio[j]))) {
      return sl_fail(error, SL_ERR_INPUT, "period %zu: ratio %.10g of weight %.10g", j + 1,
                     ratio[j], weight[j]);
    }
    periods += weight[j] > 0.0;
    group->weight += weight[j];
    claims += weight[j] > 0.0 ? weight[j] * ratio[j] : 0.0;
  }
  if (!(periods > 0.0)) {
    return SL_OK;
  }
  group->mean = claims / group->weight;
  for (size_t j = 0; j < n; j++) {
    const double off = weight[j] > 0.0 ? ratio[j] - group->mean : 0.0;
    s->within += weight[j] * off * off;
  }
  s->freedom += periods - 1.0;
  s->groups += 1.0;
  s->weight += group->weight;
  s->squares += group->weight * group->weight;
  s->claims += claims;
  return SL_OK;
}

static double unbiased_between(const sl_credibility_group_t *groups, size_t n, const sums_t *s,
                               double within)
{
  double squares = 0.0;
  for (size_t i = 0; i < n; i++) {
    const double off = groups[i].weight > 0.0 ? groups[i].mean - s->claims / s->weight : 0.0;
    squares += groups[i].weight * off * off;
  }
  return s->weight / (s->weight * s->weight - s->squares) * (squares - (s->groups - 1.0) * within);
}

/* Weights by Z, and their mean of the groups' means. */
static double collective(sl_credibility_group_t *groups, size_t n, double within, double between,
                         double *sum_z)
{
  double sum = 0.0;
  *sum_z = 0.0;
  for (size_t i = 0; i < n; i++) {
    const double w = groups[i].weight;
    groups[i].credibility = w > 0.0 ? w * between / (w * between + within) : 0.0;
    *sum_z += groups[i].credibility;
    sum += w > 0.0 ? groups[i].credibility * groups[i].mean : 0.0;
  }
  return sum / *sum_z;
}

static double iterated_between(sl_credibility_group_t *groups, size_t n, const sums_t *s,
                               double within, double between)
{
  for (int turn = 0; turn < TURNS && between > 0.0; turn++) {
    double sum_z, squares = 0.0;
    const double m = collective(groups, n, within, between, &sum_z), before = between;
    for (size_t i = 0; i < n; i++) {
      const double off = groups[i].weight > 0.0 ? groups[i].mean - m : 0.0;
      squares += groups[i].credibility * off * off;
    }
    between = squares / (s->groups - 1.0);
    if (fabs(between - before) <= 1e-14 * before) {
      break;
    }
    if (between < 1e-12 * within / s->weight) {
      return 0.0;
    }
  }
  return between;
}

int sl_fit_credibility(const double *ratio, const double *weight, size_t n_groups, size_t n_periods,
                       sl_between_t how, sl_credibility_group_t *groups, sl_credibility_fit_t *fit,
                       sl_error_t *error)
{
  sums_t s = {.weight = 0.0};
  for (size_t i = 0; i < n_groups; i++) {
    const int code =
        take_group(&ratio[i * n_periods], &weight[i * n_periods], n_periods, &groups[i], &s, error);
    if (code != SL_OK) {
      return code;
    }
  }
  if (s.groups < 2.0 || s.freedom < 1.0) {
    return sl_fail(
        error, SL_ERR_INPUT,
        "%.10g groups with experience, %.10g periods beyond the first: how groups differ "
        "takes two groups, how periods do a second period; else it must be given",
        s.groups, s.freedom);
  }
  double sum_z;
  fit->within = s.within / s.freedom;
  fit->between = unbiased_between(groups, n_groups, &s, fit->within);
  if (how == SL_BETWEEN_ITERATIVE) {
    const double start = fmax(fit->between, fit->within / s.weight);
    fit->between = iterated_between(groups, n_groups, &s, fit->within, start);
  }
  fit->status = fit->between > 0.0 ? SL_FIT_CONVERGED : SL_FIT_BOUNDARY;
  fit->between = fmax(fit->between, 0.0);
  fit->collective = collective(groups, n_groups, fit->within, fit->between, &sum_z);
  if (fit->status == SL_FIT_BOUNDARY) {
    fit->collective = s.claims / s.weight;
  }
  for (size_t i = 0; i < n_groups; i++) {
    sl_credibility_group_t *g = &groups[i];
    const double rest = 1.0 - g->credibility;
    g->premium =
        fit->collective + (g->weight > 0.0 ? g->credibility * (g->mean - fit->collective) : 0.0);
    g->standard_error = fit->status == SL_FIT_CONVERGED
                            ? sqrt(fit->between * rest * (1.0 + rest / sum_z))
                            : (double)NAN;
  }
  return SL_OK;
}

sl_credibility_group_t sl_credibility_premium(double mean, double weight, double manual,
                                              double within, double between)
{
  sl_credibility_group_t g = {.mean = mean, .weight = weight};
  g.credibility = weight * between / (weight * between + within);
  g.premium = g.credibility * mean + (1.0 - g.credibility) * manual;
  g.standard_error = sqrt(between * (1.0 - g.credibility));
  return g;
}

double sl_full_credibility_claims(double probability, double k, double dispersion, double cv)
{
  const double z = sl_normal_quantile_upper(0.5 * (1.0 - probability)) / k;
  return z * z * (dispersion + cv * cv);
}
