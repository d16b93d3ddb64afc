#include "models/exact/amount_map.h"

#include "models/stoploss/contract.h"

#include <math.h>
#include <stdbool.h>

/* Knots nearer than this share of their size are one. */
#define SAME 1e-12

sl_amount_map_t sl_map_identity(void) { return (sl_amount_map_t){.n = 1, .slope = 1.0}; }

static void add_knot(sl_amount_map_t *map, double at, double value)
{
  map->at[map->n] = at;
  map->value[map->n] = value;
  map->n++;
}

sl_amount_map_t sl_map_plan_paid(const sl_plan_t *plan)
{
  const sl_benefit_t *benefit = &plan->benefit[0];
  const double most = fmin(benefit->out_of_pocket_max.person, benefit->out_of_pocket_max.family);
  const double deductible =
      fmin(most, fmin(benefit->deductible.person, benefit->deductible.family));
  const double share = benefit->coinsurance;
  sl_amount_map_t map = {.n = 1, .slope = 1.0};
  if (isinf(deductible)) {
    map.slope = 0.0;
    return map;
  }
  if (deductible > 0.0) {
    add_knot(&map, deductible, 0.0);
  }
  if (most > deductible && share > 0.0) {
    map.slope = 1.0 - share;
    if (isfinite(most)) {
      const double at = deductible + (most - deductible) / share;
      add_knot(&map, at, at - most);
      map.slope = 1.0;
    }
  }
  return map;
}

sl_amount_map_t sl_map_excess(const sl_specific_t *specific, double deductible)
{
  sl_amount_map_t map = {.n = 1, .slope = 0.0};
  if (isinf(deductible) || specific->coinsurance <= 0.0) {
    return map;
  }
  if (deductible > 0.0) {
    add_knot(&map, deductible, 0.0);
  }
  map.slope = specific->coinsurance;
  if (isfinite(specific->maximum)) {
    add_knot(&map, deductible + specific->maximum / specific->coinsurance, specific->maximum);
    map.slope = 0.0;
  }
  return map;
}

sl_amount_map_t sl_map_limit(double cap)
{
  sl_amount_map_t map = sl_map_identity();
  if (isfinite(cap)) {
    if (cap > 0.0) {
      add_knot(&map, cap, cap);
    }
    map.slope = 0.0;
  }
  return map;
}

double sl_map_at(const sl_amount_map_t *map, double amount)
{
  size_t i = map->n - 1;
  while (i > 0 && amount < map->at[i]) {
    i--;
  }
  const double over = amount - map->at[i];
  if (i + 1 == map->n) {
    return map->value[i] + (over > 0.0 ? map->slope * over : 0.0);
  }
  return map->value[i] +
         (map->value[i + 1] - map->value[i]) * (over / (map->at[i + 1] - map->at[i]));
}

double sl_map_slope_after(const sl_amount_map_t *map, size_t knot)
{
  return knot + 1 == map->n
             ? map->slope
             : (map->value[knot + 1] - map->value[knot]) / (map->at[knot + 1] - map->at[knot]);
}

/* The least amount at which the map reaches value; INFINITY where it never does. */
static double inverse_at(const sl_amount_map_t *map, double value)
{
  for (size_t i = 0; i < map->n; i++) {
    if (map->value[i] >= value) {
      if (i == 0) {
        return map->at[0];
      }
      return map->at[i - 1] + (map->at[i] - map->at[i - 1]) * (value - map->value[i - 1]) /
                                  (map->value[i] - map->value[i - 1]);
    }
  }
  const size_t last = map->n - 1;
  return map->slope > 0.0 ? map->at[last] + (value - map->value[last]) / map->slope
                          : (double)INFINITY;
}

double sl_map_last_at(const sl_amount_map_t *map, double value)
{
  const size_t last = map->n - 1;
  if (map->value[last] <= value) {
    return map->slope > 0.0 ? map->at[last] + (value - map->value[last]) / map->slope
                            : (double)INFINITY;
  }
  size_t i = last;
  while (i > 0 && map->value[i - 1] > value) {
    i--;
  }
  return i == 0 ? 0.0
                : map->at[i - 1] + (map->at[i] - map->at[i - 1]) * (value - map->value[i - 1]) /
                                       (map->value[i] - map->value[i - 1]);
}

static void insert_position(double *at, size_t *n, double x)
{
  size_t i = *n;
  for (size_t j = 0; j < *n; j++) {
    if (fabs(at[j] - x) <= SAME * fabs(x)) {
      return;
    }
  }
  while (i > 0 && at[i - 1] > x) {
    at[i] = at[i - 1];
    i--;
  }
  at[i] = x;
  (*n)++;
}

sl_amount_map_t sl_map_of_map(const sl_amount_map_t *outer, const sl_amount_map_t *inner)
{
  sl_amount_map_t map = {.slope = outer->slope * inner->slope};
  double at[2 * SL_MAP_KNOTS];
  size_t n = 0;
  for (size_t i = 0; i < inner->n; i++) {
    insert_position(at, &n, inner->at[i]);
  }
  for (size_t i = 0; i < outer->n; i++) {
    const double x = inverse_at(inner, outer->at[i]);
    if (isfinite(x)) {
      insert_position(at, &n, x);
    }
  }
  for (size_t i = 0; i < n && i < SL_MAP_KNOTS; i++) {
    add_knot(&map, at[i], sl_map_at(outer, sl_map_at(inner, at[i])));
  }
  if (inner->slope <= 0.0) {
    map.slope = 0.0;
  }
  return map;
}

sl_amount_map_t sl_map_combine(double a, const sl_amount_map_t *one, double b,
                               const sl_amount_map_t *other)
{
  sl_amount_map_t map = {.slope = a * one->slope + b * other->slope};
  double at[2 * SL_MAP_KNOTS];
  size_t n = 0;
  for (size_t i = 0; i < one->n; i++) {
    insert_position(at, &n, one->at[i]);
  }
  for (size_t i = 0; i < other->n; i++) {
    insert_position(at, &n, other->at[i]);
  }
  for (size_t i = 0; i < n && i < SL_MAP_KNOTS; i++) {
    add_knot(&map, at[i], a * sl_map_at(one, at[i]) + b * sl_map_at(other, at[i]));
  }
  return map;
}
