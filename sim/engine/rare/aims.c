#include "sim/engine/rare/aims.h"

#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define LOOSE 0.97   /* correlation below which a second arrangement has laws of its own */
#define CUT 4.0      /* deviations from the median beyond which a cost does not count for it */
#define FURTHEST 4.5 /* deviations */
#define ONE_CLAIM_FROM 0.95
#define CONSTANT 1e-9 /* a cost that varies by less than this part of itself */

static const double alone[] = {1.5, 2.3, 3.3};
static const double shared[] = {1.4, 2.7};

/* An arrangement's costs before the aggregate, which keeps that of all dear years alike. The middle
 * two thirds tell the spread of the many claims, whatever a rare one may add. */
typedef struct costs {
  double *value, *ascending; /* [n]; owned */
  size_t n;
  double median, deviation;
} costs_t;

static double at(const costs_t *costs, double level)
{
  return costs->ascending[(size_t)(level * (double)(costs->n - 1))];
}

static int read_costs(costs_t *costs, const sl_rare_t *pilot, size_t a, sl_error_t *error)
{
  const size_t n = pilot->trials;
  *costs = (costs_t){malloc(n * sizeof(double)), malloc(n * sizeof(double)), n, 0.0, 0.0};
  if (costs->value == NULL || costs->ascending == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the pilot of the rare years");
  }
  for (size_t i = 0; i < n; i++) {
    const size_t place = i * pilot->n_arrangements + a;
    costs->value[i] = costs->ascending[i] =
        pilot->cost[SL_RARE_COST][place] + pilot->cost[SL_RARE_AGGREGATE][place];
  }
  sl_sort(costs->ascending, n);
  costs->median = at(costs, 0.5);
  costs->deviation = 0.5 * (at(costs, 0.8413) - at(costs, 0.1587));
  return SL_OK;
}

static void free_costs(costs_t *costs)
{
  free(costs->value);
  free(costs->ascending);
}

/* In deviations, cut. */
static double scaled(const costs_t *costs, size_t i)
{
  const double z = (costs->value[i] - costs->median) / costs->deviation;
  return z > CUT ? CUT : z < -CUT ? -CUT : z;
}

static bool varies(const costs_t *costs)
{
  return costs->deviation > CONSTANT * fabs(costs->median);
}

static double covariance(const costs_t *a, const costs_t *b)
{
  double sum = 0.0, sum_a = 0.0, sum_b = 0.0;
  for (size_t i = 0; i < a->n; i++) {
    sum += scaled(a, i) * scaled(b, i);
    sum_a += scaled(a, i);
    sum_b += scaled(b, i);
  }
  return sum - sum_a * sum_b / (double)a->n;
}

/* Whether two arrangements' costs go their own ways. */
static bool are_loose(const costs_t *a, const costs_t *b)
{
  if (!varies(a) || !varies(b)) {
    return true;
  }
  return covariance(a, b) < LOOSE * sqrt(covariance(a, a) * covariance(b, b));
}

/* ---- choice ---- */

/* How far out the places lie that are asked for, in deviations. */
static double furthest_of(const costs_t *costs, const sl_price_t *price,
                          const sl_arrangement_t *arrangement)
{
  double far = (price->budget.value - costs->median) / costs->deviation;
  const unsigned charges = 1U << SL_BEYOND_CHARGES;
  if (arrangement->has_aggregate && (price->exceeded_by & ~charges) == 0U) {
    const double most = (price->maximum_cost.value - costs->median) / costs->deviation;
    far = most > far ? most : far;
  }
  return far < FURTHEST ? far : FURTHEST;
}

static void add_many(sl_rare_aims_t *aims, const sl_scenario_t *scenario, const sl_price_t *prices,
                     const costs_t *costs, size_t a, bool is_alone)
{
  const double *z = is_alone ? alone : shared;
  const size_t n = is_alone ? sizeof alone / sizeof alone[0] : sizeof shared / sizeof shared[0];
  if (!varies(costs)) {
    return;
  }
  const double far = furthest_of(costs, &prices[a], &scenario->arrangements->list[a]);
  for (size_t i = 0; i < n; i++) {
    const double reach = i + 1 == n && far > z[i] ? far : z[i];
    const size_t k = aims->n++;
    aims->aim[k] = sl_tilt_aim_at_many(a, reach / costs->deviation);
    aims->middle[k] = costs->median;
    aims->target[k] = costs->median + reach * costs->deviation;
  }
}

static void add_one(sl_rare_aims_t *aims, const costs_t *costs, size_t a)
{
  aims->aim[aims->n++] = sl_tilt_aim_at_one(a, costs->ascending, costs->n, ONE_CLAIM_FROM);
}

/* The first arrangement from `from` on whose cost can vary, and does so in its own way where
 * `other` is given; n_arrangements where there is none. Its costs, to be freed in any case. */
static int next_arrangement(const sl_scenario_t *scenario, const sl_rare_t *pilot, size_t from,
                            const costs_t *other, size_t *a, costs_t *costs, sl_error_t *error)
{
  *costs = (costs_t){0};
  for (*a = from; *a < pilot->n_arrangements; ++*a) {
    if (!sl_scenario_cost_can_vary(scenario, *a)) {
      continue;
    }
    free_costs(costs);
    const int code = read_costs(costs, pilot, *a, error);
    if (code != SL_OK || other == NULL || are_loose(costs, other)) {
      return code;
    }
  }
  return SL_OK;
}

int sl_rare_aims_choose(sl_rare_aims_t *aims, const sl_scenario_t *scenario,
                        const sl_price_t *prices, const sl_rare_t *pilot, sl_error_t *error)
{
  const size_t n = pilot->n_arrangements;
  size_t a[2] = {n, n};
  costs_t costs[2] = {{0}};
  *aims = (sl_rare_aims_t){0};
  int code = next_arrangement(scenario, pilot, 0, NULL, &a[0], &costs[0], error);
  if (code == SL_OK && a[0] < n) {
    code = next_arrangement(scenario, pilot, a[0] + 1, &costs[0], &a[1], &costs[1], error);
  }
  for (size_t i = 0; code == SL_OK && i < 2 && a[i] < n; i++) {
    add_many(aims, scenario, prices, &costs[i], a[i], a[1] == n);
  }
  aims->n_many = aims->n;
  for (size_t i = 0; code == SL_OK && i < 2 && a[i] < n; i++) {
    add_one(aims, &costs[i], a[i]);
  }
  free_costs(&costs[0]);
  free_costs(&costs[1]);
  return code;
}

int sl_rare_aims_correct(sl_rare_aims_t *aims, size_t k, const sl_rare_t *pilot, sl_error_t *error)
{
  costs_t costs;
  const int code = read_costs(&costs, pilot, aims->aim[k].arrangement, error);
  if (code == SL_OK) {
    const double wanted = aims->target[k] - aims->middle[k];
    const double shown = costs.median - aims->middle[k];
    double factor = shown > 0.0 ? wanted / shown : 2.0;
    factor = factor < 0.5 ? 0.5 : factor;
    aims->aim[k].theta *= factor > 2.0 ? 2.0 : factor;
  }
  free_costs(&costs);
  return code;
}

void sl_rare_aims_keep(sl_rare_aims_t *aims, const bool *keep)
{
  size_t n = 0, n_many = 0;
  for (size_t k = 0; k < aims->n; k++) {
    if (keep[k]) {
      n_many += k < aims->n_many;
      aims->aim[n] = aims->aim[k];
      aims->middle[n] = aims->middle[k];
      aims->target[n++] = aims->target[k];
    }
  }
  aims->n = n;
  aims->n_many = n_many;
}
