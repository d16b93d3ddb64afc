#include "sim/study/exact_maps.h"

#include <math.h>

sl_exact_maps_t sl_exact_maps(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                              const sl_exact_cover_t *cover)
{
  const sl_arrangement_t *arrangement = cover->arrangement;
  const sl_amount_map_t paid = group->additive[cell->plan]
                                   ? sl_map_identity()
                                   : sl_map_plan_paid(&group->scenario->plans[cell->plan]);
  sl_amount_map_t excess = {.n = 1}, eligible = sl_map_identity();
  sl_exact_maps_t maps = {.claimant_above = INFINITY};
  if (arrangement->has_specific) {
    bool excluded = false;
    const double deductible =
        cell->row > 0 ? sl_specific_deductible_of(&arrangement->specific, cell->row, &excluded)
                      : arrangement->specific.deductible;
    excess = sl_map_excess(&arrangement->specific, deductible);
    eligible = sl_map_limit(arrangement->specific.deductible);
    maps.claimant_above = isinf(deductible) ? (double)INFINITY : sl_map_last_at(&paid, deductible);
  }
  maps.total[SL_TOTAL_PLAN_PAID] = paid;
  maps.total[SL_TOTAL_EXCESS] = sl_map_of_map(&excess, &paid);
  maps.total[SL_TOTAL_ELIGIBLE] = sl_map_of_map(&eligible, &paid);
  maps.total[SL_TOTAL_RETAINED] = sl_map_combine(1.0, &paid, -1.0, &maps.total[SL_TOTAL_EXCESS]);
  maps.total[SL_TOTAL_CHARGED] =
      sl_map_combine(1.0, &maps.total[SL_TOTAL_RETAINED], cover->charge, &paid);
  return maps;
}

bool sl_exact_maps_equal(const sl_amount_map_t *one, const sl_amount_map_t *other)
{
  bool equal = fabs(one->slope - other->slope) < 1e-12;
  for (size_t i = 0; i < one->n; i++) {
    equal = equal && fabs(one->value[i] - sl_map_at(other, one->at[i])) <=
                         1e-9 * (1.0 + fabs(one->value[i]));
  }
  for (size_t i = 0; i < other->n; i++) {
    equal = equal && fabs(other->value[i] - sl_map_at(one, other->at[i])) <=
                         1e-9 * (1.0 + fabs(other->value[i]));
  }
  return equal;
}

sl_exact_points_t sl_exact_points(size_t n, const double *amount, const double *mass, double above,
                                  double mean, double variance, bool lattice)
{
  double first = 0.0, second = 0.0;
  for (size_t i = 0; i < n; i++) {
    first += mass[i] * amount[i];
    second += mass[i] * amount[i] * amount[i];
  }
  return (sl_exact_points_t){.n = n,
                             .amount = amount,
                             .mass = mass,
                             .above = above,
                             .above_first = mean - first,
                             .above_second = variance + mean * mean - second,
                             .lattice = lattice};
}

double sl_exact_map_mean(const sl_amount_map_t *map, const sl_exact_points_t *points,
                         double *variance)
{
  double first = 0.0, second = 0.0;
  for (size_t i = 0; i < points->n; i++) {
    const double value = sl_map_at(map, points->amount[i]);
    first += points->mass[i] * value;
    second += points->mass[i] * value * value;
  }
  const double last = points->amount[points->n - 1], slope = map->slope;
  const double constant = sl_map_at(map, last) - slope * last;
  first += points->above * constant;
  second += points->above * constant * constant;
  if (slope > 0.0) {
    first += slope * points->above_first;
    second += 2.0 * constant * slope * points->above_first + slope * slope * points->above_second;
  }
  *variance =
      isfinite(first) && isfinite(second) ? fmax(0.0, second - first * first) : (double)INFINITY;
  return first;
}

static double slope_after(const sl_amount_map_t *map, size_t knot)
{
  return knot + 1 == map->n
             ? map->slope
             : (map->value[knot + 1] - map->value[knot]) / (map->at[knot + 1] - map->at[knot]);
}

/* The last point at or below x. */
static size_t point_below(const sl_exact_points_t *points, double x)
{
  size_t low = 0, high = points->n - 1;
  while (low < high) {
    const size_t middle = (low + high + 1) / 2;
    if (points->amount[middle] <= x) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

double sl_exact_kinks(const sl_amount_map_t *map, const sl_exact_points_t *points)
{
  double sum = 0.0;
  for (size_t i = 1; i < map->n && !points->lattice; i++) {
    const size_t k = point_below(points, map->at[i]);
    const double past = map->at[i] - points->amount[k];
    if (k + 1 < points->n && past > 1e-9 * map->at[i]) {
      const double change = fabs(slope_after(map, i) - slope_after(map, i - 1));
      const double mass = fmax(fabs(points->mass[k]), fabs(points->mass[k + 1]));
      sum += change * mass * 0.25 * (points->amount[k + 1] - points->amount[k]);
    }
  }
  return sum;
}

/* Between points a mass counts as spread evenly, half way to each neighbour; 0 is an atom. */
double sl_exact_probability_above(const sl_exact_points_t *points, double x)
{
  double sum = points->above;
  for (size_t i = points->n; i-- > 0;) {
    const double here = points->amount[i];
    const double from = i > 0 ? 0.5 * (here + points->amount[i - 1]) : 0.0;
    const double to = i + 1 < points->n ? 0.5 * (here + points->amount[i + 1]) : here;
    if (points->lattice || i == 0) {
      if (here <= x + 1e-9 * (1.0 + x)) {
        break;
      }
    } else if (x > from) {
      return sum + (x < to ? points->mass[i] * (to - x) / (to - from) : 0.0);
    }
    sum += points->mass[i];
  }
  return sum;
}
