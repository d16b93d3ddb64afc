#include "sim/study/exact/grids.h"

#include "models/core/elementary.h"
#include "models/funding/arrangement.h"
#include "sim/study/exact/cell.h"
#include "sim/study/exact/moments.h"

#include <math.h>

/* Smallest and largest knot of all maps that are flat beyond their last one; the smallest positive.
 */
static void find_knots(const sl_exact_pass_t *pass, double *smallest, double *largest)
{
  *smallest = INFINITY;
  *largest = 0.0;
  for (size_t c = 0; c < pass->group->n_cells; c++) {
    for (size_t a = 0; a < pass->n_covers; a++) {
      if (!pass->covers[a].is_wanted) {
        continue;
      }
      const sl_exact_maps_t maps =
          sl_exact_maps(pass->group, &pass->group->cells[c], &pass->covers[a]);
      for (size_t t = 0; t < SL_N_TOTALS; t++) {
        const sl_amount_map_t *map = &maps.total[t];
        for (size_t i = 1; i < map->n; i++) {
          *smallest = fmin(*smallest, map->at[i]);
          *largest = fmax(*largest, map->at[i]);
        }
      }
    }
  }
}

/* The largest mean of a person, and about the most that one comes to: 40 standard deviations, or
 * where there are none what one claim in 10^12 persons exceeds. */
static void find_person(const sl_exact_pass_t *pass, double *mean, double *most)
{
  const sl_exact_group_t *group = pass->group;
  *mean = *most = 0.0;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    const sl_exact_moments_t moments = sl_exact_moments(
        group, cell, cell->multipliers[cell->n_multipliers - 1], SL_EXACT_OF_LADDER);
    if (isfinite(moments.mean)) {
      *mean = fmax(*mean, moments.mean);
    }
    *most = fmax(*most, isfinite(moments.variance) ? moments.mean + 40.0 * sqrt(moments.variance)
                                                   : (double)INFINITY);
  }
}

/* The amount that `claims` claims of the group a year exceed. */
static double claim_exceeded_by(const sl_exact_group_t *group, double claims)
{
  double low = 0.0, high = 1.0;
  while (high < 1e15 && sl_exact_claims_above(group, high) > claims) {
    low = high;
    high *= 2.0;
  }
  while (high - low > 1e-3 * high) {
    const double middle = 0.5 * (low + high);
    *(sl_exact_claims_above(group, middle) > claims ? &low : &high) = middle;
  }
  return high;
}

double sl_exact_group_top(const sl_exact_pass_t *pass, const sl_exact_sums_t *sums,
                          const sl_exact_cover_t *cover)
{
  const double mean = sums->mean[cover->of], variance = sums->variance[cover->of];
  const sl_aggregate_t *aggregate = &cover->arrangement->aggregate;
  double top, most;
  if (isfinite(mean) && isfinite(variance)) {
    top = mean + 12.0 * sqrt(variance);
    most = mean + 100.0 * sqrt(variance); /* rare claims go that far */
  } else {
    const double usual = isfinite(mean) ? mean : 20.0 * claim_exceeded_by(pass->group, 1.0);
    top = 2.0 * usual + 3.0 * claim_exceeded_by(pass->group, 2e-3);
    most = 10.0 * top;
  }
  const double thresholds[] = {
      cover->arrangement->has_aggregate && aggregate->kind == SL_ATTACHMENT_AMOUNT
          ? aggregate->attachment
          : 0.0,
      cover->arrangement->budget.kind == SL_BUDGET_AMOUNT ? cover->arrangement->budget.value : 0.0};
  for (size_t i = 0; i < 2; i++) {
    top = 1.05 * thresholds[i] < most ? fmax(top, 1.05 * thresholds[i]) : top;
  }
  return top;
}

/* How far a person's ladder has to go where nothing caps it: to what makes the group's total alone.
 */
static double unbounded_top(const sl_exact_pass_t *pass, const sl_exact_pass_t *before)
{
  double top = 0.0;
  for (size_t a = 0; before != NULL && a < pass->n_covers; a++) {
    const sl_exact_cover_t *cover = &pass->covers[a];
    if (!cover->is_wanted || !cover->is_unbounded) {
      continue;
    }
    const double group_top = sl_exact_group_top(pass, &before->covers[a].sums, cover);
    for (size_t c = 0; c < pass->group->n_cells; c++) {
      const sl_exact_maps_t maps = sl_exact_maps(pass->group, &pass->group->cells[c], cover);
      const double reached = sl_map_last_at(&maps.total[cover->of], group_top);
      top = fmax(top, isfinite(reached) ? reached : 0.0);
    }
  }
  return top;
}

/* A level's points, fewer where many cells or a mixture without closed form make each dear. */
static double points_of(const sl_exact_group_t *group)
{
  if (group->n_cells <= 4) {
    return 8192.0;
  }
  return group->bundles != NULL ? 768.0 : 2048.0;
}

/* The least power of two by which the levels reach so many steps of the first. */
static size_t least_ratio(double steps, double points, size_t levels)
{
  size_t ratio = 2;
  while (ratio < 8 && (points - 16.0) * sl_det_pow((double)ratio, (double)levels - 1.0) < steps) {
    ratio *= 2;
  }
  return ratio;
}

/* Points, and points times transforms. */
#define LATTICE_POINTS 5e5
#define LATTICE_WORK 1.5e7

static bool lattice_is_short(const sl_exact_pass_t *pass, double points)
{
  double transforms = 0.0;
  for (size_t c = 0; c < pass->group->n_cells; c++) {
    transforms += (double)sl_exact_nodes_of_cell(pass, &pass->group->cells[c], 1e-9);
  }
  return points < LATTICE_POINTS && points * transforms < LATTICE_WORK;
}

sl_ladder_shape_t sl_exact_ladder_shape(const sl_exact_pass_t *pass, const sl_exact_pass_t *before,
                                        bool may_be_lattice)
{
  const sl_exact_group_t *group = pass->group;
  double smallest, largest, mean, most;
  find_knots(pass, &smallest, &largest);
  find_person(pass, &mean, &most);
  const double rarest = 2.0 * claim_exceeded_by(group, 1e-12), rare = rarest + 40.0 * mean;
  /* of rare claims one or two pass 40 deviations */
  double top = fmin(largest * 1.01, isfinite(most) ? most + rarest : rare);
  top = fmax(top, before != NULL ? fmin(unbounded_top(pass, before), fmax(most, rare))
                                 : fmin(most, rare));
  if (may_be_lattice && lattice_is_short(pass, top / group->lattice)) {
    return (sl_ladder_shape_t){group->lattice, (size_t)(top / group->lattice) + 32, 2, 1, false};
  }
  /* The smallest knot stands on every level's grid, and usual maxima are multiples of it. */
  const double rough = (before == NULL ? 4.0 : 1.0) * pass->coarseness;
  const double usual = points_of(group) / rough;
  const double scale = isfinite(smallest) ? smallest : mean;
  double step = scale / (points_of(group) * 0.078125) * rough;
  size_t levels = 1;
  double needed = top / step + 16.0;
  while (needed > 1.5 * usual && levels < 12) {
    needed = (needed - 16.0) / 8.0 + 16.0;
    levels++;
  }
  if (levels == 1 && needed < usual) {
    step = scale / floor(scale / step * usual / needed);
  }
  const double points = fmax(needed, usual);
  return (sl_ladder_shape_t){step, (size_t)points, least_ratio(top / step, points, levels), levels,
                             false};
}

#define POINTS_A_DEVIATION 225.0

double sl_exact_group_points(const sl_exact_pass_t *pass, const sl_exact_sums_t *sums,
                             sl_exact_total_t of, double top)
{
  const double deviation = sqrt(sums->variance[of]);
  if (pass->group->n_cells <= 4 || !isfinite(deviation)) {
    return SL_EXACT_GROUP_POINTS;
  }
  return fmin(SL_EXACT_GROUP_POINTS, fmax(2048.0, POINTS_A_DEVIATION * top / deviation));
}
