#include "models/fit/starts.h"

#include "models/core/elementary.h"

#include <math.h>
#include <string.h>

sl_loss_sample_t sl_loss_sample(const sl_loss_t *losses, size_t n)
{
  sl_loss_sample_t s = {.least = INFINITY, .bound = INFINITY};
  double squares = 0.0, log_squares = 0.0;
  for (size_t i = 0; i < n; i++) {
    const double w = losses[i].weight, x = losses[i].amount, y = sl_det_log(x);
    s.n += w;
    s.mean += w * x;
    s.log_mean += w * y;
    s.bound = fmin(s.bound, losses[i].from);
    if (!losses[i].censored) {
      s.known += w;
      s.least = fmin(s.least, x);
      s.most = fmax(s.most, x);
    }
  }
  s.mean /= s.n;
  s.log_mean /= s.n;
  for (size_t i = 0; i < n; i++) {
    const double x = losses[i].amount - s.mean, y = sl_det_log(losses[i].amount) - s.log_mean;
    squares += losses[i].weight * x * x;
    log_squares += losses[i].weight * y * y;
  }
  s.cv = fmax(sqrt(squares / s.n) / s.mean, 1e-3);
  s.log_deviation = fmax(sqrt(log_squares / s.n), 1e-3);
  s.bound = s.bound > 0.0 ? s.bound : s.least;
  return s;
}

static double between(double low, double x, double high) { return fmin(fmax(x, low), high); }

static void uniform(const sl_loss_sample_t *s, double *p)
{
  p[0] = s->least;
  p[1] = s->most;
}

static void exponential(const sl_loss_sample_t *s, double *p) { p[0] = s->mean; }

/* T. P. Minka (2002): the likelihood's own equation with a series for the digamma function. */
static void gamma_law(const sl_loss_sample_t *s, double *p)
{
  const double d = fmax(sl_det_log(s->mean) - s->log_mean, 1e-6);
  p[0] = between(2e-3, (3.0 - d + sqrt((d - 3.0) * (d - 3.0) + 24.0 * d)) / (12.0 * d), 5e3);
  p[1] = s->mean / p[0];
}

static void lognormal(const sl_loss_sample_t *s, double *p)
{
  p[0] = s->log_mean;
  p[1] = fmin(s->log_deviation, 9.0);
}

/* log X has mean log(scale) - 0.5772 / shape and standard deviation 1.2825 / shape. */
static void weibull(const sl_loss_sample_t *s, double *p)
{
  p[0] = between(0.06, 1.2825498301618641 / s->log_deviation, 90.0);
  p[1] = sl_det_exp(s->log_mean + 0.5772156649015329 / p[0]);
}

static void pareto(const sl_loss_sample_t *s, double *p)
{
  p[0] = between(0.2, 1.0 / fmax(s->log_mean - sl_det_log(s->bound), 1e-6), 500.0);
  p[1] = s->bound;
}

/* A Lomax law of shape a has squared coefficient of variation a / (a - 2). */
static void lomax(const sl_loss_sample_t *s, double *p)
{
  const double square = s->cv * s->cv;
  p[0] = square > 1.05 ? between(1.2, 2.0 * square / (square - 1.0), 50.0) : 50.0;
  p[1] = s->mean * (p[0] - 1.0);
}

static void generalized_pareto(const sl_loss_sample_t *s, double *p)
{
  const double excess = fmax(s->mean - s->bound, 1e-9 * s->mean);
  const double cv = s->cv * s->mean / excess;
  p[0] = between(-0.4, 0.5 * (1.0 - 1.0 / (cv * cv)), 0.45);
  p[1] = fmax(excess * (1.0 - p[0]), p[0] < 0.0 ? -1.05 * p[0] * (s->most - s->bound) : 0.0);
  p[2] = s->bound;
}

static void inverse_gaussian(const sl_loss_sample_t *s, double *p)
{
  p[0] = s->mean;
  p[1] = s->mean / (s->cv * s->cv);
}

/* A loglogistic law (outer shape 1) in the middle. */
static void burr(const sl_loss_sample_t *s, double *p)
{
  p[0] = 1.5;
  p[1] = between(0.3, 1.8137993642342178 / s->log_deviation, 50.0);
  p[2] = sl_det_exp(s->log_mean) * sl_det_pow(p[0], 1.0 / p[1]);
}

static double uniform_lower(const sl_loss_sample_t *s, const double *p, double spacing)
{
  return fmax(p[0] - spacing * (s->most - s->least), 0.0);
}

/* Logarithms of a Pareto law are exponential, of mean 1 / shape. */
static double pareto_lower(const sl_loss_sample_t *s, const double *p, double spacing)
{
  (void)s;
  return p[1] * sl_det_exp(-spacing / p[0]);
}

/* At its threshold the law is about exponential, of mean scale. */
static double generalized_pareto_lower(const sl_loss_sample_t *s, const double *p, double spacing)
{
  (void)s;
  return fmax(p[2] - spacing * p[1], 0.0);
}

#define REGULAR .least = -1, .most = -1, .irregular = -INFINITY

static const sl_fit_start_t starts[] = {
    {.family = "uniform",
     .start = uniform,
     .least = 0,
     .most = 1,
     .lower = uniform_lower,
     .irregular = -INFINITY},
    {.family = "exponential", .start = exponential, REGULAR},
    {.family = "gamma", .start = gamma_law, REGULAR},
    {.family = "lognormal", .start = lognormal, REGULAR},
    {.family = "pareto",
     .start = pareto,
     .least = 1,
     .most = -1,
     .lower = pareto_lower,
     .irregular = -INFINITY},
    {.family = "lomax", .start = lomax, REGULAR},
    {.family = "generalized_pareto",
     .start = generalized_pareto,
     .least = 2,
     .most = -1,
     .lower = generalized_pareto_lower,
     .irregular = -0.5},
    {.family = "weibull", .start = weibull, REGULAR},
    {.family = "inverse_gaussian", .start = inverse_gaussian, REGULAR},
    {.family = "burr", .start = burr, REGULAR},
};

const sl_fit_start_t *sl_fit_start(const char *family)
{
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
    if (strcmp(starts[i].family, family) == 0) {
      return &starts[i];
    }
  }
  return NULL;
}
