#include "sim/study/exact/moments.h"

#include "models/core/elementary.h"
#include "models/core/special_functions.h"
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
  if (amount == SL_EXACT_OF_COUNTS) {
    *mean = law->claims;
    *square = law->claims * law->claims;
  } else if (amount == SL_EXACT_OF_ALLOWED) {
    *mean = law->mean;
    *square = law->square;
  } else if (amount == SL_EXACT_OF_LADDER) {
    *mean = law->paid_mean;
    *square = law->paid_square;
  } else if (amount == SL_EXACT_OF_ATOMS) {
    *mean = *square = law->atomic;
  }
}

static polynomial_t of_services(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                                double multiplier, sl_exact_amount_t amount)
{
  polynomial_t sum = {0};
  for (size_t i = 0; i < cell->n_services; i++) {
    const sl_exact_law_t *law = &group->laws[cell->exposures[i].law];
    double mean, square;
    amount_of(law, amount, &mean, &square);
    const polynomial_t p = of_service(&group->scenario->claims->services[law->service].frequency,
                                      cell->exposures[i].exposure, multiplier, mean, square);
    sum.a += p.a;
    sum.b += p.b;
    sum.c += isfinite(p.c) ? p.c : 0.0; /* then the square in b is infinite too */
  }
  return sum;
}

sl_exact_moments_t sl_exact_moments(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                                    double multiplier, sl_exact_amount_t amount)
{
  const double shape = group->scenario->claims->frailty_shape;
  const polynomial_t sum = of_services(group, cell, multiplier, amount);
  const double u = multiplier, spread = isinf(shape) ? 0.0 : 1.0 / shape;
  sl_exact_moments_t moments = {.mean = sum.a * u, .variance = INFINITY};
  if (isfinite(sum.b) && isfinite(sum.a)) {
    moments.variance = sum.b * u + (sum.c * (1.0 + spread) + sum.a * sum.a * spread) * u * u;
  }
  for (size_t i = cell->n_services; i < cell->n_exposures; i++) {
    const double q = fmin(1.0, cell->exposures[i].exposure * u);
    double mean, square;
    amount_of(&group->laws[cell->exposures[i].law], amount, &mean, &square);
    if (q > 0.0) {
      moments.mean += q * mean;
      moments.variance += isfinite(square) ? q * square - q * mean * q * mean : (double)INFINITY;
    }
  }
  return moments;
}

/* E min(1, q G). */
static double expected_chance(double q, double cv)
{
  const double s = sqrt(sl_det_log1p(cv * cv));
  if (!(s > 0.0)) {
    return fmin(1.0, q);
  }
  const double d = -sl_det_log(q) / s;
  return q * sl_normal_cdf(d - 0.5 * s) + sl_normal_survival(d + 0.5 * s);
}

double sl_exact_expected(const sl_exact_group_t *group, sl_exact_amount_t amount)
{
  const double cv = group->scenario->claims->uncertainty;
  double sum = 0.0;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    for (size_t p = 0; p < cell->n_multipliers; p++) {
      const double u = cell->multipliers[p];
      sum += cell->counts[p] * (of_services(group, cell, u, amount).a * u);
      for (size_t i = cell->n_services; i < cell->n_exposures; i++) {
        double mean, square;
        amount_of(&group->laws[cell->exposures[i].law], amount, &mean, &square);
        sum += cell->counts[p] * expected_chance(cell->exposures[i].exposure * u, cv) * mean;
      }
    }
  }
  return sum;
}

static double persons_of(const sl_exact_cell_t *cell)
{
  double exposed = 0.0;
  for (size_t i = 0; i < cell->n_multipliers; i++) {
    exposed += cell->counts[i] * cell->multipliers[i];
  }
  return exposed;
}

/* Of an exposure of 1. */
static double claims_of(const sl_exact_group_t *group, const sl_exact_law_t *law)
{
  return law->condition != NULL
             ? 1.0
             : sl_frequency_mean(&group->scenario->claims->services[law->service].frequency);
}

double sl_exact_claims_above(const sl_exact_group_t *group, double amount)
{
  double sum = 0.0;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    for (size_t i = 0; i < cell->n_exposures; i++) {
      const sl_exact_law_t *law = &group->laws[cell->exposures[i].law];
      if (amount < law->limit && law->scale > 0.0) {
        sum += persons_of(cell) * cell->exposures[i].exposure * claims_of(group, law) *
               sl_severity_survival(&law->severity, amount / law->scale);
      }
    }
  }
  return sum;
}

double sl_exact_claims_of_person(const sl_exact_group_t *group)
{
  double most = 0.0;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    double claims = 0.0;
    for (size_t i = 0; i < cell->n_exposures; i++) {
      claims +=
          cell->exposures[i].exposure * claims_of(group, &group->laws[cell->exposures[i].law]);
    }
    most = fmax(most, claims * cell->multipliers[cell->n_multipliers - 1]);
  }
  return most;
}
