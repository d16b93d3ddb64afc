#include "models/fit/maximum.h"

#include "models/fit/matrix.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define STEP 0.05       /* of the differences, in standard errors */
#define CLOSE 1e-5      /* distance, in standard errors, at which the maximum is found */
#define LONGEST 2.0     /* Newton step of one x: e^2 of a parameter */
#define ROUNDING 1e-13  /* of a log-likelihood, relative: what a long sum may lose */
#define LEVEL 1e-9      /* a fall that is none: 4e-5 standard errors */
#define NEWTON_STEPS 60 /* it takes five to ten */
#define SIMPLEX_STEPS 400

typedef double matrix_t[SL_FIT_FREE][SL_FIT_FREE];

typedef struct climb {
  sl_log_likelihood_t l;
  const void *data;
  size_t n;
} climb_t;

const char *sl_fit_status_name(sl_fit_status_t status)
{
  static const char *const names[] = {"converged", "boundary", "not converged"};
  return names[status];
}

static double at(const climb_t *c, const double *x)
{
  const double value = c->l(x, c->data);
  return isnan(value) ? -(double)INFINITY : value;
}

/* Nelder and Mead */

typedef struct corner {
  double x[SL_FIT_FREE], value;
} corner_t;

/* Best first. */
static void order(corner_t *corner, size_t n_corners)
{
  for (size_t i = 1; i < n_corners; i++) {
    const corner_t moved = corner[i];
    size_t j = i;
    for (; j > 0 && corner[j - 1].value < moved.value; j--) {
      corner[j] = corner[j - 1];
    }
    corner[j] = moved;
  }
}

/* On the line from the worst corner through the middle of the others: 0 is that middle, -1 the
 * worst. */
static corner_t along(const climb_t *c, const corner_t *corner, double how_far)
{
  corner_t made = {.value = 0.0};
  for (size_t k = 0; k < c->n; k++) {
    double middle = 0.0;
    for (size_t i = 0; i < c->n; i++) {
      middle += corner[i].x[k] / (double)c->n;
    }
    made.x[k] = middle + how_far * (middle - corner[c->n].x[k]);
  }
  made.value = at(c, made.x);
  return made;
}

static void shrink(const climb_t *c, corner_t *corner)
{
  for (size_t i = 1; i <= c->n; i++) {
    for (size_t k = 0; k < c->n; k++) {
      corner[i].x[k] = 0.5 * (corner[i].x[k] + corner[0].x[k]);
    }
    corner[i].value = at(c, corner[i].x);
  }
}

static void move_worst(const climb_t *c, corner_t *corner)
{
  corner_t *worst = &corner[c->n];
  const corner_t mirrored = along(c, corner, 1.0);
  if (mirrored.value > corner[0].value) {
    const corner_t farther = along(c, corner, 2.0);
    *worst = farther.value > mirrored.value ? farther : mirrored;
  } else if (mirrored.value > corner[c->n - 1].value) {
    *worst = mirrored;
  } else {
    const corner_t nearer = along(c, corner, mirrored.value > worst->value ? 0.5 : -0.5);
    if (nearer.value > fmax(worst->value, mirrored.value)) {
      *worst = nearer;
    } else {
      shrink(c, corner);
    }
  }
}

static corner_t simplex(const climb_t *c, const corner_t *start, double reach)
{
  corner_t corner[SL_FIT_FREE + 1];
  for (size_t i = 0; i <= c->n; i++) {
    corner[i] = *start;
    if (i > 0) {
      corner[i].x[i - 1] += reach;
      corner[i].value = at(c, corner[i].x);
    }
  }
  for (int step = 0; step < SIMPLEX_STEPS; step++) {
    order(corner, c->n + 1);
    if (corner[0].value - corner[c->n].value < 1e-3) {
      break;
    }
    move_worst(c, corner);
  }
  order(corner, c->n + 1);
  return corner[0];
}

/* Newton */

static double moved(const climb_t *c, const double *x, size_t i, double by_i, size_t j, double by_j)
{
  double there[SL_FIT_FREE];
  memcpy(there, x, sizeof there);
  there[i] += by_i;
  there[j] += by_j;
  return at(c, there);
}

/* Steps of STEP standard errors, each coordinate by itself. */
static void choose_steps(const climb_t *c, const corner_t *here, double *h)
{
  for (size_t i = 0; i < c->n; i++) {
    h[i] = 1e-3;
    for (int again = 0; again < 3; again++) {
      const double up = moved(c, here->x, i, h[i], i, 0.0);
      const double down = moved(c, here->x, i, -h[i], i, 0.0);
      const double bend = (2.0 * here->value - up - down) / (h[i] * h[i]);
      h[i] = bend > 0.0 && isfinite(bend) ? fmin(STEP / sqrt(bend), 0.5) : h[i];
    }
  }
}

/* First and second derivative along one coordinate, exact for polynomials of degree 4 and 5: with
 * two points only the zero of the first would lie aside of the maximum. */
static bool differentiate_along(const climb_t *c, const corner_t *here, size_t i, double h,
                                double *first, double *second)
{
  const double up = moved(c, here->x, i, h, i, 0.0), down = moved(c, here->x, i, -h, i, 0.0);
  const double up2 = moved(c, here->x, i, 2.0 * h, i, 0.0);
  const double down2 = moved(c, here->x, i, -2.0 * h, i, 0.0);
  *first = (8.0 * (up - down) - (up2 - down2)) / (12.0 * h);
  *second = (16.0 * (up - here->value + (down - here->value)) -
             (up2 - here->value + (down2 - here->value))) /
            (12.0 * h * h);
  return isfinite(*first) && isfinite(*second);
}

/* Gradient and information; false where a step leaves what is allowed. */
static bool differentiate(const climb_t *c, const corner_t *here, const double *h, double *gradient,
                          matrix_t information)
{
  bool inside = true;
  for (size_t i = 0; i < c->n; i++) {
    double second;
    inside = differentiate_along(c, here, i, h[i], &gradient[i], &second) && inside;
    information[i][i] = -second;
    for (size_t j = 0; j < i; j++) {
      const double mixed =
          moved(c, here->x, i, h[i], j, h[j]) - moved(c, here->x, i, h[i], j, -h[j]) -
          moved(c, here->x, i, -h[i], j, h[j]) + moved(c, here->x, i, -h[i], j, -h[j]);
      information[i][j] = information[j][i] = -mixed / (4.0 * h[i] * h[j]);
      inside = inside && isfinite(mixed);
    }
  }
  return inside;
}

static bool invert(size_t n, matrix_t a, matrix_t inverse)
{
  return sl_invert_definite(n, SL_FIT_FREE, a[0], inverse[0]);
}

/* The inverse of the information, made definite by a ridge where it is not. */
static bool invert_with_ridge(size_t n, matrix_t information, matrix_t inverse)
{
  if (invert(n, information, inverse)) {
    return true;
  }
  double ridge = 0.0;
  for (size_t i = 0; i < n; i++) {
    ridge = fmax(ridge, 1e-3 * fabs(information[i][i]));
  }
  ridge = fmax(ridge, 1e-6);
  for (int more = 0; more < 60; more++) {
    matrix_t held;
    memcpy(held, information, sizeof held);
    for (size_t i = 0; i < n; i++) {
      held[i][i] += ridge;
    }
    if (invert(n, held, inverse)) {
      break;
    }
    ridge *= 2.0;
  }
  return false;
}

/* Along the Newton step, halved until the likelihood does not fall. */
static bool advance(const climb_t *c, corner_t *here, const double *step)
{
  double part = 1.0;
  for (size_t i = 0; i < c->n; i++) {
    part = fmin(part, LONGEST / fmax(LONGEST, fabs(step[i])));
  }
  for (int halves = 0; halves < 40; halves++) {
    corner_t there = *here;
    for (size_t i = 0; i < c->n; i++) {
      there.x[i] += part * step[i];
    }
    there.value = at(c, there.x);
    if (there.value >= here->value - ROUNDING * fabs(here->value) - LEVEL) {
      *here = there;
      return true;
    }
    part *= 0.5;
  }
  return false;
}

static double newton_step(size_t n, const double *gradient, matrix_t inverse, double *step)
{
  double squared = 0.0;
  for (size_t i = 0; i < n; i++) {
    step[i] = 0.0;
    for (size_t j = 0; j < n; j++) {
      step[i] += inverse[i][j] * gradient[j];
    }
    squared += step[i] * gradient[i];
  }
  return sqrt(fmax(squared, 0.0));
}

static sl_maximum_t newton(const climb_t *c, corner_t here)
{
  sl_maximum_t found = {.status = SL_FIT_NOT_CONVERGED, .distance = NAN};
  for (int turn = 0; turn < NEWTON_STEPS; turn++) {
    double h[SL_FIT_FREE], gradient[SL_FIT_FREE], step[SL_FIT_FREE];
    matrix_t information, inverse;
    choose_steps(c, &here, h);
    if (!differentiate(c, &here, h, gradient, information)) {
      found.status = SL_FIT_BOUNDARY;
      break;
    }
    const bool definite = invert_with_ridge(c->n, information, inverse);
    const double distance = newton_step(c->n, gradient, inverse, step);
    if (definite && distance < CLOSE) {
      found.status = SL_FIT_CONVERGED;
      found.distance = distance;
      memcpy(found.covariance, inverse, sizeof inverse);
      break;
    }
    if (!advance(c, &here, step)) {
      break;
    }
  }
  memcpy(found.x, here.x, sizeof found.x);
  found.value = here.value;
  return found;
}

sl_maximum_t sl_maximize(sl_log_likelihood_t l, const void *data, size_t n, const double *start,
                         double reach)
{
  const climb_t climb = {.l = l, .data = data, .n = n};
  corner_t here = {.value = 0.0};
  memcpy(here.x, start, n * sizeof *start);
  here.value = at(&climb, here.x);
  sl_maximum_t found = {.status = SL_FIT_NOT_CONVERGED, .value = here.value, .distance = NAN};
  if (isfinite(here.value)) {
    found = newton(&climb, simplex(&climb, &here, reach));
  }
  for (size_t i = 0; found.status != SL_FIT_CONVERGED && i < SL_FIT_FREE; i++) {
    for (size_t j = 0; j < SL_FIT_FREE; j++) {
      found.covariance[i][j] = NAN;
    }
  }
  return found;
}
