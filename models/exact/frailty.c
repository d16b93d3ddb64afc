#include "models/exact/frailty.h"

#include "models/core/elementary.h"
#include "models/core/special_functions.h"

#include <math.h>
#include <stdlib.h>

#define STEP 0.3
#define NEGLIGIBLE 1e-15

double sl_frailty_density(double shape, double x)
{
  return sl_det_exp(shape * (sl_det_log(shape) + x) - shape * sl_det_exp(x) - sl_log_gamma(shape));
}

double sl_frailty_step(double shape) { return fmin(STEP, 0.55 / sqrt(shape)); }

/* From T = 0 the expectation of a smooth f moves by E[T; T < t], which is of the order t^(shape +
 * 1).
 */
static double lowest_of(double shape) { return sl_det_log(NEGLIGIBLE) / (shape + 1.0) - 6.0; }

static double highest_of(double shape)
{
  double x = 0.0;
  while (sl_frailty_density(shape, x) > NEGLIGIBLE * 1e-3) {
    x += STEP;
  }
  return x;
}

int sl_frailty_init(sl_frailty_t *frailty, double shape, sl_error_t *error)
{
  *frailty = (sl_frailty_t){.shape = shape};
  if (isinf(shape)) {
    return SL_OK;
  }
  const double step = sl_frailty_step(shape);
  const double low = lowest_of(shape), high = highest_of(shape);
  frailty->n = (size_t)((high - low) / step) + 2;
  frailty->t = malloc(frailty->n * sizeof *frailty->t);
  frailty->weight = malloc(frailty->n * sizeof *frailty->weight);
  if (frailty->t == NULL || frailty->weight == NULL) {
    sl_frailty_free(frailty);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the frailty's nodes");
  }
  double rest = 1.0;
  for (size_t i = 1; i < frailty->n; i++) {
    const double x = low + (double)i * step;
    frailty->t[i] = sl_det_exp(x);
    frailty->weight[i] = step * sl_frailty_density(shape, x);
    rest -= frailty->weight[i];
  }
  frailty->t[0] = 0.0;
  frailty->weight[0] = rest;
  return SL_OK;
}

void sl_frailty_free(sl_frailty_t *frailty)
{
  free(frailty->t);
  free(frailty->weight);
  frailty->t = frailty->weight = NULL;
}

void sl_mix_frailty(double shape, const double *exponent, size_t n, double *mixed)
{
  for (size_t k = 0; k < n; k++) {
    const double re = 1.0 - exponent[2 * k] / shape, im = -exponent[2 * k + 1] / shape;
    const double modulus = sl_det_exp(-0.5 * shape * sl_det_log(re * re + im * im));
    const sl_direction_t d = sl_det_direction(-shape * sl_det_angle(re, im));
    mixed[2 * k] = modulus * d.cosine;
    mixed[2 * k + 1] = modulus * d.sine;
  }
}
