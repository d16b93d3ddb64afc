#include "sim/study/exact/person.h"

#include <math.h>
#include <stdlib.h>

#define NEGLIGIBLE 1e-15 /* a probability that is rounding: some units in the last place of 1 */
/* Half a width apart: five of a width apart make a fourth difference, and the six half a width
 * beside those a fifth. */
#define DIFFERENCE_POINTS 11
/* A jump comes to three times its mass or more in differences of a step. The double is a margin,
 * which no test of tests/verify/test_exact*.c has needed. */
#define ROUGH_STEP 2.0
/* A peak that half a width's deviation spreads comes to 0.26 of its mass or more, at a threshold
 * within a deviation of it: four times that is its own size. */
#define ROUGH_WIDE 4.0
#define ON_POINT 1e-9 /* relative: a knot on a point but for rounding */
/* A kink between two points leaves the straight line by no more than this part of its change of
 * slope times the step. */
#define KNOT_OFF 0.25

int sl_exact_person_init(sl_exact_person_t *person, size_t n, const double *amount,
                         sl_error_t *error)
{
  *person = (sl_exact_person_t){.n = n, .amount = amount};
  person->mass = calloc(n + 1, sizeof *person->mass);
  person->beyond = malloc((n + 1) * sizeof *person->beyond);
  person->first = malloc((n + 1) * sizeof *person->first);
  return person->mass != NULL && person->beyond != NULL && person->first != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for a person");
}

void sl_exact_person_free(sl_exact_person_t *person)
{
  free(person->mass);
  free(person->beyond);
  free(person->first);
  sl_atoms_free(&person->atoms);
}

void sl_exact_person_settle(sl_exact_person_t *person, double mean, double variance)
{
  double first = 0.0, second = 0.0;
  for (size_t i = 0; i < person->n; i++) {
    person->first[i] = first;
    first += person->mass[i] * person->amount[i];
    second += person->mass[i] * person->amount[i] * person->amount[i];
  }
  person->first[person->n] = first;
  person->beyond[person->n] = person->above;
  for (size_t i = person->n; i-- > 0;) {
    person->beyond[i] = person->beyond[i + 1] + person->mass[i];
  }
  for (size_t i = 0; i < person->atoms.n; i++) {
    const sl_atom_t *atom = &person->atoms.atom[i];
    first += atom->mass * atom->at;
    second += atom->mass * atom->at * atom->at;
  }
  person->above_first = mean - first;
  person->above_second = variance + mean * mean - second;
}

double sl_exact_person_mean(const sl_exact_person_t *person, const sl_amount_map_t *map,
                            double *variance)
{
  double first = 0.0, second = 0.0;
  for (size_t i = 0; i < person->n; i++) {
    const double value = sl_map_at(map, person->amount[i]);
    first += person->mass[i] * value;
    second += person->mass[i] * value * value;
  }
  for (size_t i = 0; i < person->atoms.n; i++) {
    const double value = sl_map_at(map, person->atoms.atom[i].at);
    first += person->atoms.atom[i].mass * value;
    second += person->atoms.atom[i].mass * value * value;
  }
  const double last = person->amount[person->n - 1], slope = map->slope;
  const double constant = sl_map_at(map, last) - slope * last;
  first += person->above * constant;
  second += person->above * constant * constant;
  if (slope > 0.0) {
    first += slope * person->above_first;
    second += 2.0 * constant * slope * person->above_first + slope * slope * person->above_second;
  }
  *variance = isfinite(first) && isfinite(second) ? second - first * first : (double)INFINITY;
  return first;
}

/* The last point at or below x. */
static size_t point_below(const sl_exact_person_t *person, double x)
{
  size_t low = 0, high = person->n - 1;
  while (low < high) {
    const size_t middle = (low + high + 1) / 2;
    if (person->amount[middle] <= x) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/* ---- roughness ---- */

double sl_exact_share_moved(double moved, double below, double above)
{
  const double least = fmin(below, above);
  return moved < least ? moved / least : moved > 0.0 ? 1.0 : 0.0;
}

double sl_exact_roughness(const sl_rough_function_t *f, double x)
{
  const double wide = fmax(1.0, ceil(0.5 * f->width / f->step)) * f->step;
  double most = 0.0, at[DIFFERENCE_POINTS];
  for (double w = f->step; w <= wide; w = w < wide ? wide : 2.0 * wide) {
    for (int i = 0; i < DIFFERENCE_POINTS; i++) {
      at[i] = f->value(f->context, x + 0.5 * (i - DIFFERENCE_POINTS / 2) * w);
    }
    const double fourth = at[1] - 4.0 * at[3] + 6.0 * at[5] - 4.0 * at[7] + at[9];
    const double fifth = at[10] - at[0] - 5.0 * (at[8] - at[2]) + 10.0 * (at[6] - at[4]);
    most = fmax(most, (w > f->step ? ROUGH_WIDE : ROUGH_STEP) * fmax(fabs(fourth), fabs(fifth)));
  }
  if (f->moved > 0.0) {
    most += f->moved * fabs(f->value(f->context, x + f->width) - 2.0 * f->value(f->context, x) +
                            f->value(f->context, x - f->width));
  }
  return most;
}

/* Of the ladder's totals. */
static double ladder_above(const void *context, double x)
{
  const sl_exact_person_t *person = context;
  if (x <= 0.0) {
    return person->beyond[0];
  }
  size_t k = point_below(person, x);
  if (k + 1 < person->n && x >= 0.5 * (person->amount[k] + person->amount[k + 1])) {
    k++;
  }
  const double here = person->amount[k];
  const double from = k > 0 ? 0.5 * (here + person->amount[k - 1]) : 0.0;
  const double to = k + 1 < person->n ? 0.5 * (here + person->amount[k + 1]) : here;
  return x < to ? person->beyond[k + 1] + person->mass[k] * (to - x) / (to - from)
                : person->beyond[k + 1];
}

/* About x claims are moved by up to half a step each, either way. */
static sl_rough_function_t function_at(const sl_exact_person_t *person, double x,
                                       double (*value)(const void *, double))
{
  const size_t k = point_below(person, x);
  const size_t at = k + 1 < person->n ? k : k - 1;
  const double step = person->amount[at + 1] - person->amount[at];
  const double above = ladder_above(person, x);
  return (sl_rough_function_t){
      value, person, step, step * sqrt(1.0 + SL_EXACT_SPLIT_VARIANCE * person->claims),
      sl_exact_share_moved(person->moved, person->beyond[0] - above, above)};
}

/* E[min(A, x); A on the ladder]. */
static double ladder_limited(const void *context, double x)
{
  const sl_exact_person_t *person = context;
  if (x <= 0.0) {
    return x * person->beyond[0];
  }
  const size_t k = point_below(person, x) + 1;
  return person->first[k] + x * person->beyond[k];
}

double sl_exact_person_above(const sl_exact_person_t *person, double x, double *roughness)
{
  const sl_rough_function_t function = function_at(person, x, ladder_above);
  double sum = ladder_above(person, x);
  *roughness = person->beyond[0] > NEGLIGIBLE ? sl_exact_roughness(&function, x) : 0.0;
  *roughness += person->atoms.lost.mass + person->alias;
  if (x > person->amount[person->n - 1]) {
    *roughness += fabs(person->above);
  }
  for (size_t i = person->atoms.n; i-- > 0 && sl_atom_is_above(person->atoms.atom[i].at, x);) {
    sum += person->atoms.atom[i].mass;
  }
  return sum;
}

double sl_exact_person_kinks(const sl_exact_person_t *person, const sl_amount_map_t *map)
{
  double sum = 0.0;
  for (size_t i = 1; i < map->n && person->beyond[0] > NEGLIGIBLE; i++) {
    const double x = map->at[i],
                 change = fabs(sl_map_slope_after(map, i) - sl_map_slope_after(map, i - 1));
    const size_t k = point_below(person, x);
    if (!(change > 0.0) || k + 1 >= person->n) {
      continue;
    }
    if (x - person->amount[k] > ON_POINT * x) {
      const double mass = fmax(fabs(person->mass[k]), fabs(person->mass[k + 1]));
      sum += change * mass * KNOT_OFF * (person->amount[k + 1] - person->amount[k]);
    }
    const sl_rough_function_t function = function_at(person, x, ladder_limited);
    sum += change * sl_exact_roughness(&function, x);
  }
  return sum;
}

/* ---- off the ladder ---- */

double sl_exact_steepest(const sl_amount_map_t *map)
{
  double slope = 0.0;
  for (size_t i = 0; i < map->n; i++) {
    slope = fmax(slope, fabs(sl_map_slope_after(map, i)));
  }
  return slope;
}

sl_moments_t sl_exact_person_lost(const sl_exact_person_t *person, const sl_amount_map_t *map)
{
  const sl_moments_t *lost = &person->atoms.lost;
  const double slope = sl_exact_steepest(map);
  return (sl_moments_t){lost->mass, slope * lost->first, slope * slope * lost->second};
}

double sl_exact_person_off_ladder(const sl_exact_person_t *person, const sl_amount_map_t *map,
                                  double *square)
{
  const sl_moments_t *lost = &person->atoms.lost;
  const double last = person->amount[person->n - 1], above = fmax(0.0, person->above);
  const double slope = sl_exact_steepest(map), here = sl_map_at(map, last);
  double first = fmax(0.0, person->above_first - above * last);
  double second =
      fmax(0.0, person->above_second - 2.0 * last * person->above_first + last * last * above);
  double changes = 0.0, beyond = 0.0;
  for (size_t i = 1; i < map->n; i++) {
    const double change = fabs(sl_map_slope_after(map, i) - sl_map_slope_after(map, i - 1));
    changes += change;
    beyond += map->at[i] > last ? change : 0.0;
  }
  if (!(map->slope > 0.0)) { /* it goes no higher than its last knot */
    const double rest = map->at[map->n - 1] - last;
    first = fmin(first, fmax(0.0, above * rest));
    second = fmin(second, fmax(0.0, above * rest * rest));
  }
  const double moved = changes > 0.0 ? person->alias * fabs(here) : 0.0;
  *square = (map->n > 1 ? slope * slope * lost->second : 0.0) + moved * fabs(here);
  if (!(beyond > 0.0) || !isfinite(first)) {
    return changes * lost->first + moved;
  }
  *square += isfinite(second) ? slope * slope * second + 2.0 * here * beyond * first : 0.0;
  return changes * lost->first + beyond * first + moved;
}
