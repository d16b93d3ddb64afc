#include "models/exact/grid_total.h"

#include <math.h>

#define NEGLIGIBLE 1e-13 /* a probability that is rounding */
#define ATOM 4.0

sl_grid_total_t sl_grid_total(double step, size_t n, const double *mass, bool lattice, double mean)
{
  double sum = 0.0, first = 0.0;
  for (size_t k = 0; k < n; k++) {
    sum += mass[k];
    first += mass[k] * (double)k;
  }
  return (sl_grid_total_t){.step = step,
                           .n = n,
                           .mass = mass,
                           .lattice = lattice,
                           .above = 1.0 - sum,
                           .above_first = mean - first * step};
}

static bool is_atom(const sl_grid_total_t *total, size_t k)
{
  if (total->lattice) {
    return true;
  }
  const double before = k > 0 ? fabs(total->mass[k - 1]) : 0.0;
  const double after = k + 1 < total->n ? fabs(total->mass[k + 1]) : 0.0;
  return total->mass[k] > NEGLIGIBLE && total->mass[k] > ATOM * fmax(before, after);
}

double sl_grid_total_cdf(const sl_grid_total_t *total, double x)
{
  const double place = x / total->step;
  if (place < 0.0) {
    return 0.0;
  }
  double sum = 0.0;
  const double nearest = floor(place + 0.5);
  const size_t k = nearest < (double)(total->n - 1) ? (size_t)nearest : total->n - 1;
  for (size_t i = 0; i < k; i++) {
    sum += total->mass[i];
  }
  const double part = is_atom(total, k) ? (place >= (double)k - 1e-9 ? 1.0 : 0.0)
                                        : fmin(1.0, place - (double)k + 0.5);
  return sum + part * total->mass[k];
}

double sl_grid_total_roughness(const sl_grid_total_t *total, double x, double width)
{
  const double half = fmax(width, total->step);
  if (total->lattice || x - half < 0.0) {
    return 0.0;
  }
  const double here = sl_grid_total_cdf(total, x);
  const double above = sl_grid_total_cdf(total, x + half) - here;
  const double below = here - sl_grid_total_cdf(total, x - half);
  return fabs(above - below) / 8.0;
}

double sl_grid_total_quantile(const sl_grid_total_t *total, double p)
{
  double sum = 0.0;
  for (size_t k = 0; k < total->n; k++) {
    const double mass = total->mass[k];
    if (mass > 0.0 && sum + mass >= p * (1.0 - 1e-12)) {
      const double part = is_atom(total, k) ? 0.0 : (p - sum) / mass - 0.5;
      return fmax(0.0, ((double)k + part) * total->step);
    }
    sum += mass;
  }
  return INFINITY;
}

bool sl_grid_total_is_atom(const sl_grid_total_t *total, double x)
{
  const double nearest = floor(x / total->step + 0.5);
  return !total->lattice && nearest > 0.0 && nearest < (double)total->n &&
         is_atom(total, (size_t)nearest);
}

double sl_grid_total_expect(const sl_grid_total_t *total, sl_amount_function_t f, void *context)
{
  double sum = 0.0;
  for (size_t k = 0; k < total->n; k++) {
    sum += total->mass[k] * f(context, (double)k * total->step);
  }
  const double last = (double)(total->n - 1) * total->step;
  const double slope = (f(context, 2.0 * last) - f(context, last)) / last;
  sum += total->above * f(context, last);
  return slope != 0.0 ? sum + slope * (total->above_first - total->above * last) : sum;
}

double sl_grid_total_exceeds(const sl_grid_total_t *total, sl_amount_function_t f, void *context,
                             double level)
{
  double low = 0.0, high = (double)(total->n - 1) * total->step;
  if (f(context, low) > level) {
    return 1.0;
  }
  if (!(f(context, high) > level)) {
    return 0.0;
  }
  while (high - low > 1e-9 * total->step && high - low > 1e-15 * high) {
    const double middle = 0.5 * (low + high);
    *(f(context, middle) > level ? &high : &low) = middle;
  }
  return 1.0 - sl_grid_total_cdf(total, low);
}
