#include "sim/study/exact/moments.h"

#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>

typedef struct polynomial {
  double a, b, c; /* E = a u, Var = b u + c u^2 */
} polynomial_t;

/* Of one service at exposure e per unit of u, x and square the first two moments of an amount:
 * Var = E[N] Var[X] + Var[N] E[X]^2. */
static polynomial_t of_service(const sl_frequency_t *frequency, double e, double multiplier,
                               double x, double square)
{
  polynomial_t p = {0};
  if (frequency->family->panjer == NULL) {
    const double mean = sl_frequency_mean(frequency), variance = sl_frequency_variance(frequency);
    p.a = mean * e * x;
    p.b = mean * e * square;
    p.c = e * e * (variance - mean) * x * x;
    return p;
  }
  const sl_panjer_t law = frequency->family->panjer(frequency);
  if (law.law == SL_PANJER_BINOMIAL) {
    const double q = fmin(law.mean * e, 1.0 / multiplier);
    p.a = law.size * q * x;
    p.b = law.size * q * square;
    p.c = -law.size * q * q * x * x;
    return p;
  }
  p.a = law.mean * e * x;
  p.b = law.mean * e * square;
  p.c =
      law.law == SL_PANJER_NEGATIVE_BINOMIAL ? law.mean * e * law.mean * e / law.size * x * x : 0.0;
  return p;
}

static void amount_of(const sl_exact_law_t *law, sl_exact_amount_t amount, double *mean,
                      double *square)
{
  *mean = *square = 1.0;
  if (amount == SL_EXACT_OF_ALLOWED) {
    *mean = law->mean;
    *square = law->square;
  } else if (amount == SL_EXACT_OF_LADDER) {
    *mean = law->paid_mean;
    *square = law->paid_square;
  } else if (amount == SL_EXACT_OF_ATOMS) {
    *mean = *square = law->atomic;
  }
}

sl_exact_moments_t sl_exact_moments(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                                    double multiplier, sl_exact_amount_t amount)
{
  const double shape = group->scenario->claims->frailty_shape;
  polynomial_t sum = {0};
  for (size_t i = 0; i < cell->n_exposures; i++) {
    const sl_exact_law_t *law = &group->laws[cell->exposures[i].law];
    double mean, square;
    amount_of(law, amount, &mean, &square);
    const polynomial_t p = of_service(&group->scenario->claims->services[law->service].frequency,
                                      cell->exposures[i].exposure, multiplier, mean, square);
    sum.a += p.a;
    sum.b += p.b;
    sum.c += isfinite(p.c) ? p.c : 0.0; /* then the square in b is infinite too */
  }
  const double u = multiplier, spread = isinf(shape) ? 0.0 : 1.0 / shape;
  sl_exact_moments_t moments = {.mean = sum.a * u, .variance = INFINITY};
  if (isfinite(sum.b) && isfinite(sum.a)) {
    moments.variance = sum.b * u + (sum.c * (1.0 + spread) + sum.a * sum.a * spread) * u * u;
  }
  return moments;
}

static double persons_of(const sl_exact_cell_t *cell)
{
  double exposed = 0.0;
  for (size_t i = 0; i < cell->n_multipliers; i++) {
    exposed += cell->counts[i] * cell->multipliers[i];
  }
  return exposed;
}

double sl_exact_claims_above(const sl_exact_group_t *group, double amount)
{
  double sum = 0.0;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    for (size_t i = 0; i < cell->n_exposures; i++) {
      const sl_exact_law_t *law = &group->laws[cell->exposures[i].law];
      if (amount < law->limit && law->scale > 0.0) {
        sum += persons_of(cell) * cell->exposures[i].exposure *
               sl_frequency_mean(&group->scenario->claims->services[law->service].frequency) *
               sl_severity_survival(&law->severity, amount / law->scale);
      }
    }
  }
  return sum;
}
