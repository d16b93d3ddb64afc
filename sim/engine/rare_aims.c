#include "sim/engine/rare_aims.h"

#include <math.h>
#include <stdbool.h>

#define LOOSE 0.97    /* correlation below which a second arrangement has laws of its own */
#define FURTHEST 4.5  /* standard deviations */
#define CONSTANT 1e-9 /* a cost that varies by less than this part of itself */

static const double alone[] = {1.5, 2.3, 3.3};
static const double shared[] = {2.2, 3.3};

typedef struct moments {
  double mean, deviation;
} moments_t;

/* Before the aggregate: which keeps the cost of all dear years alike. */
static double cost_at(const sl_rare_t *pilot, size_t i, size_t a)
{
  const size_t at = i * pilot->n_arrangements + a;
  return pilot->cost[SL_RARE_COST][at] + pilot->cost[SL_RARE_AGGREGATE][at];
}

static double mean_cost(const sl_rare_t *pilot, size_t a)
{
  double sum = 0.0;
  for (size_t i = 0; i < pilot->trials; i++) {
    sum += cost_at(pilot, i, a);
  }
  return sum / (double)pilot->trials;
}

static double covariance(const sl_rare_t *pilot, size_t a, size_t b)
{
  const double mean_a = mean_cost(pilot, a), mean_b = mean_cost(pilot, b);
  double sum = 0.0;
  for (size_t i = 0; i < pilot->trials; i++) {
    sum += (cost_at(pilot, i, a) - mean_a) * (cost_at(pilot, i, b) - mean_b);
  }
  return sum / ((double)pilot->trials - 1.0);
}

static moments_t moments_of(const sl_rare_t *pilot, size_t a)
{
  return (moments_t){mean_cost(pilot, a), sqrt(covariance(pilot, a, a))};
}

static bool varies(const sl_rare_t *pilot, size_t a)
{
  const moments_t m = moments_of(pilot, a);
  return m.deviation > CONSTANT * fabs(m.mean);
}

/* The first arrangement from `from` on whose cost varies, and does so in its own way where `other`
 * is one before; n_arrangements where there is none. */
static size_t next_arrangement(const sl_rare_t *pilot, size_t from, size_t other)
{
  size_t a = from;
  for (; a < pilot->n_arrangements; a++) {
    if (!varies(pilot, a)) {
      continue;
    }
    const double both = moments_of(pilot, a).deviation;
    if (other >= a ||
        covariance(pilot, a, other) < LOOSE * both * moments_of(pilot, other).deviation) {
      break;
    }
  }
  return a;
}

/* How far out the places lie that are asked for, in standard deviations. */
static double furthest_of(const sl_rare_t *pilot, const sl_price_t *price,
                          const sl_arrangement_t *arrangement, size_t a)
{
  const moments_t m = moments_of(pilot, a);
  double far = (price->budget.value - m.mean) / m.deviation;
  if (arrangement->has_aggregate && isfinite(price->maximum_cost)) {
    const double most = (price->maximum_cost - m.mean) / m.deviation;
    far = most > far ? most : far;
  }
  return far < FURTHEST ? far : FURTHEST;
}

static void add_aim(sl_rare_aims_t *aims, const sl_rare_t *pilot, size_t a, double z)
{
  const moments_t m = moments_of(pilot, a);
  const size_t k = aims->n++;
  aims->aim[k] = (sl_tilt_aim_t){.theta = z / m.deviation, .arrangement = a};
  aims->mean[k] = m.mean;
  aims->target[k] = m.mean + z * m.deviation;
}

static void add_aims(sl_rare_aims_t *aims, const sl_scenario_t *scenario, const sl_price_t *prices,
                     const sl_rare_t *pilot, size_t a, const double *z, size_t n)
{
  const double far = furthest_of(pilot, &prices[a], &scenario->arrangements[a], a);
  for (size_t i = 0; i < n; i++) {
    add_aim(aims, pilot, a, i + 1 == n && far > z[i] ? far : z[i]);
  }
}

void sl_rare_aims_choose(sl_rare_aims_t *aims, const sl_scenario_t *scenario,
                         const sl_price_t *prices, const sl_rare_t *pilot)
{
  const size_t n = pilot->n_arrangements;
  const size_t first = next_arrangement(pilot, 0, n);
  const size_t second = first < n ? next_arrangement(pilot, first + 1, first) : n;
  aims->n = 0;
  if (second < n) {
    add_aims(aims, scenario, prices, pilot, first, shared, sizeof shared / sizeof shared[0]);
    add_aims(aims, scenario, prices, pilot, second, shared, sizeof shared / sizeof shared[0]);
  } else if (first < n) {
    add_aims(aims, scenario, prices, pilot, first, alone, sizeof alone / sizeof alone[0]);
  }
}

void sl_rare_aims_correct(sl_rare_aims_t *aims, size_t k, const sl_rare_t *pilot)
{
  const double wanted = aims->target[k] - aims->mean[k];
  const double shown = mean_cost(pilot, aims->aim[k].arrangement) - aims->mean[k];
  double factor = shown > 0.0 ? wanted / shown : 2.0;
  factor = factor < 0.5 ? 0.5 : factor;
  aims->aim[k].theta *= factor > 2.0 ? 2.0 : factor;
}
