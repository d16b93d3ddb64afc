#include "models/statistics/regression.h"

#include "models/statistics/statistics.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define K SL_REGRESSION_CONTROLS
#define DEPENDENT 1e-9 /* what is left of a control's variance where it depends on those before */

void sl_regression_init(sl_regression_t *regression, const double *expectations,
                        const double *bounds, size_t n_controls, size_t n_responses)
{
  memset(regression, 0, sizeof *regression);
  regression->n_controls = n_controls;
  regression->n_responses = n_responses;
  for (size_t i = 0; i < n_controls; i++) {
    regression->expectation[i] = expectations[i];
    regression->bound[i] = bounds[i];
  }
}

void sl_regression_add(sl_regression_t *r, const double *controls, const double *responses)
{
  double z[K] = {0};
  for (size_t i = 0; i < r->n_controls; i++) {
    z[i] = controls[i] - r->expectation[i];
    r->z[i] += z[i];
    for (size_t j = 0; j <= i; j++) {
      r->zz[i][j] += z[i] * z[j];
    }
  }
  for (size_t k = 0; k < r->n_responses; k++) {
    if (r->n == 0) {
      r->origin[k] = responses[k];
    }
    const double y = responses[k] - r->origin[k];
    r->y[k] += y;
    r->yy[k] += y * y;
    for (size_t i = 0; i < r->n_controls; i++) {
      r->zy[i][k] += z[i] * y;
    }
  }
  r->n++;
}

void sl_regression_leave_out(sl_regression_t *r, size_t control)
{
  r->z[control] = 0.0;
  for (size_t i = 0; i < r->n_controls; i++) {
    r->zz[control][i] = r->zz[i][control] = 0.0;
  }
  for (size_t k = 0; k < r->n_responses; k++) {
    r->zy[control][k] = 0.0;
  }
}

/* S = L L', row by row; 0 in the diagonal for a control that is left out. Returns how many stay. */
static size_t factorise(const sl_regression_t *r, double factor[K][K])
{
  size_t used = 0;
  for (size_t i = 0; i < r->n_controls; i++) {
    const double own = r->zz[i][i] - r->z[i] * r->z[i] / (double)r->n;
    double left = own;
    for (size_t j = 0; j < i; j++) {
      double sum = r->zz[i][j] - r->z[i] * r->z[j] / (double)r->n;
      for (size_t k = 0; k < j; k++) {
        sum -= factor[i][k] * factor[j][k];
      }
      factor[i][j] = factor[j][j] > 0.0 ? sum / factor[j][j] : 0.0;
      left -= factor[i][j] * factor[i][j];
    }
    const bool stays = own > 0.0 && left > DEPENDENT * own;
    factor[i][i] = stays ? sqrt(left) : 0.0;
    used += stays ? 1 : 0;
  }
  return used;
}

/* L^-1 x, in place. */
static void substitute(const sl_regression_t *r, double factor[K][K], double *x)
{
  for (size_t i = 0; i < r->n_controls; i++) {
    for (size_t j = 0; j < i; j++) {
      x[i] -= factor[i][j] * x[j];
    }
    x[i] = factor[i][i] > 0.0 ? x[i] / factor[i][i] : 0.0;
  }
}

/* The error of b' mu: b = L'^-1 shared, from the last control to the first. */
static double error_of_expectations(const sl_regression_t *r, double factor[K][K],
                                    const double *shared)
{
  double b[K] = {0}, square = 0.0;
  for (size_t i = r->n_controls; i-- > 0;) {
    double sum = shared[i];
    for (size_t j = i + 1; j < r->n_controls; j++) {
      sum -= factor[j][i] * b[j];
    }
    b[i] = factor[i][i] > 0.0 ? sum / factor[i][i] : 0.0;
    square += b[i] * b[i] * r->bound[i] * r->bound[i];
  }
  return sqrt(square);
}

sl_estimate_t sl_regression_estimate(const sl_regression_t *r, size_t response)
{
  double factor[K][K] = {{0}}, off[K] = {0}, shared[K] = {0};
  const double n = (double)r->n;
  const size_t used = factorise(r, factor);
  if (r->n < used + 3) {
    return (sl_estimate_t){(double)NAN, (double)NAN};
  }
  const double y = r->y[response] / n;
  for (size_t i = 0; i < r->n_controls; i++) {
    off[i] = r->z[i] / n;
    shared[i] = r->zy[i][response] - r->z[i] * y;
  }
  substitute(r, factor, off);
  substitute(r, factor, shared);
  double residual = r->yy[response] - n * y * y, moved = 0.0, leverage = 1.0 / n;
  for (size_t i = 0; i < r->n_controls; i++) {
    residual -= shared[i] * shared[i];
    moved += shared[i] * off[i];
    leverage += off[i] * off[i];
  }
  const double spread = fmax(0.0, residual) / (n - (double)used - 1.0);
  return (sl_estimate_t){
      r->origin[response] + y - moved,
      sl_joined_error(sqrt(spread * leverage), error_of_expectations(r, factor, shared))};
}
