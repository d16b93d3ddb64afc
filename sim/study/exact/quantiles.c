#include "sim/study/exact/figuring.h"

#include <math.h>

#define SLIGHTLY 1e-9 /* relative: to the other side of an amount, past its rounding */
/* Without a jump the ratio is 2; a quarter more or a fifth less tells one. Nearer bounds, 2, would
 * take a curved distribution function for one: bounds of tests/verify/cases are 15 times as wide.
 */
#define JUMP_MOST 2.5
#define JUMP_LEAST 1.6

/* How far the distribution function at x is from those of the coarser resolutions. */
static double distance_at(const sl_exact_figuring_t *f, double x)
{
  const double here = sl_grid_total_cdf(&f->total, x);
  double distance = 0.0;
  for (size_t i = 0; i < f->n_coarser; i++) {
    distance = fmax(distance, fabs(here - sl_grid_total_cdf(&f->coarser[i], x)));
  }
  return distance;
}

/* The most that the total may come to with probability p: what persons' caps sum up to, or the
 * mean (Markov) and the variance (Cantelli) let it, with what the ladders may take of that. */
static double most_at(const sl_exact_figuring_t *f, double p)
{
  const double mean = f->cover->sums.mean[f->cover->of];
  const double slope = 1.0 + f->cover->charge;
  const double variance = f->cover->sums.variance[f->cover->of] +
                          f->cover->sums.square[f->cover->of] +
                          slope * slope * f->cover->sums.spread;
  double most = f->cover->most;
  if (isfinite(mean)) {
    most = fmin(most, mean / (1.0 - p));
  }
  if (isfinite(mean) && isfinite(variance)) {
    most = fmin(most, mean + sqrt(variance * p / (1.0 - p)));
  }
  return most * (1.0 + SLIGHTLY);
}

/* The cost where the total's distribution comes to p, which may be beyond 0 or 1. */
static double cost_where(sl_exact_figuring_t *f, double p, double most)
{
  const double total = p < 1.0 ? sl_grid_total_quantile(&f->total, fmax(0.0, p)) : (double)INFINITY;
  const double at = fmin(total, most);
  return isfinite(at) ? sl_exact_cost_at(f, at) : sl_exact_most_cost(f);
}

/* By how much the cost may move if the probability does by `error` either way. */
static double cost_within(sl_exact_figuring_t *f, double p, double error, double *half)
{
  const double most = most_at(f, p), value = cost_where(f, p, most);
  const double up = cost_where(f, p + error, most), down = cost_where(f, p - error, most);
  const double half_up = cost_where(f, p + 0.5 * error, most);
  const double half_down = cost_where(f, p - 0.5 * error, most);
  *half = fmax(fabs(half_up - value), fabs(value - half_down));
  return fmax(fabs(up - value), fabs(value - down));
}

/* A quantile beside an atom or a gap: resolutions may agree on it, and still their distribution
 * functions may be too far apart to tell on which side of the jump it is. Where there is no jump,
 * half the distance in probability is half the distance in cost. */
static double jump_bound(sl_exact_figuring_t *f, double p, double total)
{
  const double below = total - SLIGHTLY * (f->total.step + total);
  const double error = sl_exact_probability_error(f) + sl_exact_chance_rough(f, total) +
                       fmax(distance_at(f, total), distance_at(f, below));
  double half;
  const double whole = cost_within(f, p, error, &half);
  return whole > JUMP_MOST * half || whole < JUMP_LEAST * half ? whole : 0.0;
}

double sl_exact_quantile(sl_exact_figuring_t *f, double p, double *bound)
{
  *bound = 0.0;
  if (sl_exact_is_constant(f)) {
    return f->fixed;
  }
  const double total = fmin(sl_grid_total_quantile(&f->total, p), most_at(f, p));
  if (isinf(total)) {
    return NAN;
  }
  const double error = sl_exact_probability_error(f) + sl_exact_chance_rough(f, total);
  double half;
  *bound = cost_within(f, p, error, &half) + jump_bound(f, p, total);
  return sl_exact_cost_at(f, total);
}
