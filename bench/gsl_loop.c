#include "bench/gsl_loop.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#define FRAILTY_SHAPE 0.8
#define TAIL_WEIGHT 0.002
#define DEDUCTIBLE 1000.0
#define COINSURANCE 0.20
#define OUT_OF_POCKET_MAX 5000.0
#define SPECIFIC_DEDUCTIBLE 100000.0
#define ATTACHMENT 6555213.76

static double draw_claim(gsl_rng *rng)
{
  return gsl_rng_uniform(rng) < TAIL_WEIGHT ? gsl_ran_pareto(rng, 1.6, 25000.0)
                                            : gsl_ran_lognormal(rng, 4.9, 1.6);
}

static double plan_paid_of(double allowed)
{
  const double above = fmax(0.0, allowed - DEDUCTIBLE);
  const double member = fmin(allowed - above + COINSURANCE * above, OUT_OF_POCKET_MAX);
  return allowed - member;
}

static double draw_member_year(gsl_rng *rng, double expected, double *claims)
{
  const double frailty = gsl_ran_gamma(rng, FRAILTY_SHAPE, 1.0 / FRAILTY_SHAPE);
  const unsigned n = gsl_ran_poisson(rng, expected * frailty);
  double allowed = 0.0;
  for (unsigned i = 0; i < n; i++) {
    allowed += draw_claim(rng);
  }
  *claims += n;
  return plan_paid_of(allowed);
}

int sl_bench_gsl_loop(const double *expected, size_t members, size_t trials, unsigned long seed,
                      double *retained, double *claims, double *aggregate)
{
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  if (rng == NULL) {
    return -1;
  }
  gsl_rng_set(rng, seed);
  *claims = *aggregate = 0.0;
  for (size_t t = 0; t < trials; t++) {
    double plan_paid = 0.0, specific = 0.0;
    for (size_t i = 0; i < members; i++) {
      const double paid = draw_member_year(rng, expected[i], claims);
      plan_paid += paid;
      specific += fmax(0.0, paid - SPECIFIC_DEDUCTIBLE);
    }
    retained[t] = plan_paid - specific;
    *aggregate += fmax(0.0, retained[t] - ATTACHMENT) / (double)trials;
  }
  gsl_rng_free(rng);
  return 0;
}
