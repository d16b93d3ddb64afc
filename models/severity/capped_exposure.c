#include "models/severity/capped_exposure.h"

#include "models/core/elementary.h"
#include "models/severity/severity.h"

#include <math.h>

#define STEP 0.5 /* of the normal: the rule errs by about e^(-2 pi^2 / STEP^2) */
#define NODES 20 /* on either side of 0: the rest has a probability of 1e-23 */

/* The limited mean of a two-parameter family. */
static double limited_mean(const char *family, double first, double second, double limit)
{
  sl_severity_t severity;
  sl_severity_init(&severity, sl_severity_family(family));
  severity.parameter[0] = first;
  severity.parameter[1] = second;
  return sl_severity_limited_mean(&severity, limit);
}

static double with_frailty(double q, double shape)
{
  return isinf(shape) ? fmin(1.0, q) : q * limited_mean("gamma", shape, 1.0 / shape, 1.0 / q);
}

double sl_capped_mean(double q, double uncertainty, double frailty_shape)
{
  const double variance = sl_det_log1p(uncertainty * uncertainty), sigma = sqrt(variance);
  if (q <= 0.0) {
    return 0.0;
  }
  if (uncertainty <= 0.0) {
    return with_frailty(q, frailty_shape);
  }
  if (isinf(frailty_shape)) {
    return q * limited_mean("lognormal", -0.5 * variance, sigma, 1.0 / q);
  }
  double sum = 0.0, weights = 0.0;
  for (int i = -NODES; i <= NODES; i++) {
    const double z = STEP * i, weight = sl_det_exp(-0.5 * z * z);
    sum += weight * with_frailty(q * sl_det_exp(sigma * z - 0.5 * variance), frailty_shape);
    weights += weight;
  }
  return sum / weights;
}
