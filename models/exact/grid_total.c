#include "models/exact/grid_total.h"

#include <math.h>
#include <stdlib.h>

#define SAME_LEVEL 1e-11 /* relative: a probability that is reached but for rounding */

int sl_grid_total_init(sl_grid_total_t *total, double mean, sl_error_t *error)
{
  double sum = 0.0, first = 0.0;
  total->below = malloc((total->n + 1) * sizeof *total->below);
  if (total->below == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a distribution of %zu points", total->n);
  }
  for (size_t k = 0; k < total->n; k++) {
    total->below[k] = sum;
    sum += total->mass[k];
    first += total->mass[k] * (double)k;
  }
  total->below[total->n] = sum;
  total->above = 1.0 - sum;
  total->above_first = mean - first * total->step;
  for (size_t i = 0; i < total->atoms->n; i++) {
    total->above -= total->atoms->atom[i].mass;
    total->above_first -= total->atoms->atom[i].mass * total->atoms->atom[i].at;
  }
  return SL_OK;
}

void sl_grid_total_free(sl_grid_total_t *total)
{
  free(total->below);
  total->below = NULL;
}

/* ---- the distribution function ---- */

static bool is_above(const sl_grid_total_t *total, size_t k, double x)
{
  return (double)k * total->step > x + 1e-9 * (total->step + fabs(x) * 1e-3);
}

/* Multiples of the lattice at or below x. */
static size_t lattice_below(const sl_grid_total_t *total, double x)
{
  const double place = x / total->step;
  if (!(place < (double)total->n)) {
    return total->n;
  }
  size_t k = place > 0.0 ? (size_t)place : 0;
  while (k < total->n && !is_above(total, k, x)) {
    k++;
  }
  return k;
}

double sl_grid_total_density_below(const void *context, double x)
{
  const sl_grid_total_t *total = context;
  const double place = x / total->step;
  if (total->lattice || place <= 0.0) {
    return 0.0;
  }
  const double nearest = floor(place + 0.5);
  if (!(nearest < (double)total->n)) {
    return total->below[total->n];
  }
  const size_t k = (size_t)nearest;
  /* the first point's amounts lie in the half step above it */
  const double part = k > 0 ? place - (double)k + 0.5 : 2.0 * place;
  return total->below[k] + fmin(1.0, part) * total->mass[k];
}

double sl_grid_total_density_limited(const void *context, double x)
{
  const sl_grid_total_t *total = context;
  const double place = x / total->step;
  double sum = 0.0;
  if (total->lattice || !(place > 0.0)) {
    return 0.0;
  }
  const size_t k = place < (double)total->n ? (size_t)place + 1 : total->n;
  /* E[min(S, x)] = sum over i < k of step x P(S > i step), and the last part */
  const double all = total->below[total->n];
  for (size_t i = 0; i + 1 < k; i++) {
    sum += total->step * (all - total->below[i + 1]);
  }
  return sum + (x - (double)(k - 1) * total->step) * (all - total->below[k]);
}

static size_t atoms_below(const sl_atoms_t *atoms, double x)
{
  size_t low = 0, high = atoms->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (sl_atom_is_above(atoms->atom[middle].at, x)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

double sl_grid_total_cdf(const sl_grid_total_t *total, double x)
{
  double sum = 0.0;
  if (total->lattice) {
    return total->below[lattice_below(total, x)];
  }
  const size_t n = atoms_below(total->atoms, x);
  for (size_t i = 0; i < n; i++) {
    sum += total->atoms->atom[i].mass;
  }
  return sum + sl_grid_total_density_below(total, x);
}

double sl_grid_total_noise(const sl_grid_total_t *total)
{
  double negative = 0.0;
  for (size_t k = 0; k < total->n && total->lattice; k++) {
    negative -= fmin(0.0, total->mass[k]);
  }
  return 4.0 * negative;
}

/* ---- quantiles ---- */

/* The point at which the part with a density comes to `probability`; INFINITY where it does not. */
static double density_quantile(const sl_grid_total_t *total, double probability)
{
  for (size_t k = 0; k < total->n; k++) {
    const double mass = total->mass[k], sum = total->below[k];
    if (mass > 0.0 && sum + mass >= probability) {
      const double part = (probability - sum) / mass;
      return fmax(0.0, k > 0 ? (double)k + part - 0.5 : 0.5 * part) * total->step;
    }
  }
  return (double)INFINITY;
}

static double lattice_quantile(const sl_grid_total_t *total, double p)
{
  for (size_t k = 0; k < total->n; k++) {
    if (total->below[k + 1] >= p) {
      return (double)k * total->step;
    }
  }
  return (double)INFINITY;
}

double sl_grid_total_quantile(const sl_grid_total_t *total, double p)
{
  const double wanted = p * (1.0 - SAME_LEVEL);
  double sum = 0.0;
  if (total->lattice) {
    return lattice_quantile(total, wanted);
  }
  for (size_t i = 0; i < total->atoms->n; i++) {
    const sl_atom_t *atom = &total->atoms->atom[i];
    const double below = sum + sl_grid_total_density_below(total, atom->at);
    if (below >= wanted && wanted > 0.0) {
      break;
    }
    if (below + atom->mass >= wanted) {
      return atom->at;
    }
    sum += atom->mass;
  }
  return density_quantile(total, wanted - sum);
}

/* ---- functions of the total ---- */

double sl_grid_total_expect(const sl_grid_total_t *total, sl_amount_function_t f, void *context)
{
  double sum = 0.0;
  for (size_t k = 0; k < total->n; k++) {
    sum += total->mass[k] * f(context, (double)k * total->step);
  }
  for (size_t i = 0; i < total->atoms->n; i++) {
    sum += total->atoms->atom[i].mass * f(context, total->atoms->atom[i].at);
  }
  const double last = (double)(total->n - 1) * total->step;
  const double slope = (f(context, 2.0 * last) - f(context, last)) / last;
  sum += total->above * f(context, last);
  return slope != 0.0 ? sum + slope * (total->above_first - total->above * last) : sum;
}

double sl_grid_total_crossing(const sl_grid_total_t *total, sl_amount_function_t f, void *context,
                              double level)
{
  double low = 0.0, high = (double)(total->n - 1) * total->step;
  const double rounded = level + SAME_LEVEL * fabs(level);
  if (f(context, low) > rounded) {
    return -1.0;
  }
  if (!(f(context, high) > rounded)) {
    return (double)INFINITY;
  }
  while (high - low > 1e-9 * total->step && high - low > 1e-15 * high) {
    const double middle = 0.5 * (low + high);
    *(f(context, middle) > rounded ? &high : &low) = middle;
  }
  return low;
}

/* Atoms are asked themselves, not their place. */
static double atoms_above(const sl_atoms_t *atoms, sl_amount_function_t f, void *context,
                          double level)
{
  double sum = 0.0;
  for (size_t i = atoms->n; i-- > 0;) {
    if (!sl_atom_is_above(f(context, atoms->atom[i].at), level)) {
      break;
    }
    sum += atoms->atom[i].mass;
  }
  return sum;
}

static double lattice_above(const sl_grid_total_t *total, sl_amount_function_t f, void *context,
                            double level)
{
  size_t low = 0, high = total->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (sl_atom_is_above(f(context, (double)middle * total->step), level)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low < total->n ? 1.0 - total->below[low] : 0.0;
}

double sl_grid_total_exceeds(const sl_grid_total_t *total, sl_amount_function_t f, void *context,
                             double level)
{
  if (total->lattice) {
    return lattice_above(total, f, context, level);
  }
  const double above = atoms_above(total->atoms, f, context, level);
  const double crossing = sl_grid_total_crossing(total, f, context, level);
  if (isinf(crossing)) {
    return above;
  }
  return above + total->below[total->n] + total->above -
         sl_grid_total_density_below(total, crossing);
}
