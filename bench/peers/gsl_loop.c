/* The peer in C: workload W as one would write it on the GNU Scientific Library.
 *
 * usage: gsl_loop TRIALS SEED
 * Prints one JSON object. */
#include "bench/support.h"
#include "models/statistics/statistics.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MEMBERS 1000
#define FRAILTY_SHAPE 0.8
#define TAIL_WEIGHT 0.002
#define DEDUCTIBLE 1000.0
#define COINSURANCE 0.20
#define OUT_OF_POCKET_MAX 5000.0
#define SPECIFIC_DEDUCTIBLE 100000.0

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

/* retained[t] = plan paid of trial t less what the specific reimburses. */
static double simulate(gsl_rng *rng, size_t trials, double *retained)
{
  double claims = 0.0;
  for (size_t t = 0; t < trials; t++) {
    retained[t] = 0.0;
    for (size_t i = 0; i < MEMBERS; i++) {
      const double expected = 4.0 + 16.0 * ((double)i + 0.5) / MEMBERS;
      retained[t] += fmin(draw_member_year(rng, expected, &claims), SPECIFIC_DEDUCTIBLE);
    }
  }
  return claims;
}

int main(int argc, char **argv)
{
  const size_t trials = argc == 3 ? strtoul(argv[1], NULL, 10) : 0;
  if (trials < 2) {
    fprintf(stderr, "usage: gsl_loop TRIALS SEED\n");
    return 64;
  }
  double *retained = malloc(trials * sizeof *retained);
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  int code = EXIT_FAILURE;
  if (retained != NULL && rng != NULL) {
    gsl_rng_set(rng, strtoul(argv[2], NULL, 10));
    const sl_bench_times_t start = sl_bench_times();
    const double claims = simulate(rng, trials, retained);
    const sl_bench_times_t took = sl_bench_since(start, sl_bench_times());
    const sl_estimate_t mean = sl_mean(retained, trials);
    code = sl_bench_print(json_pack("{s:f, s:f, s:f, s:f, s:f}", "cpu", took.cpu, "wall", took.wall,
                                    "claims", claims, "retained", mean.value,
                                    "retained_standard_error", mean.standard_error));
  }
  gsl_rng_free(rng);
  free(retained);
  return code == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
