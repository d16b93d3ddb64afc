#include "sim/study/exact/grids.h"

#include "models/core/elementary.h"
#include "models/funding/arrangement.h"
#include "sim/study/exact/batches.h"
#include "sim/study/exact/maps.h"
#include "sim/study/exact/moments.h"

#include <math.h>

/* ---- how far ---- */

/* A person's total passes 40 deviations with a probability below 1 / 1,600 (Chebyshev) whatever its
 * law, and rarely more than by one or two claims, which are added. Twice or half of it moves the
 * figures of tests/verify/cases by less than a tenth of their bounds. */
#define PERSON_DEVIATIONS 40.0
#define PERSON_MEANS 40.0 /* likewise where there is no deviation */
#define RAREST 1e-12      /* claims of the group a year: below what bounds allow rounding, 1e-11 */
#define AMOUNT_END 1e15   /* the largest amount that a scenario may hold */
#define AMOUNT_NEAR 1e-3  /* relative: the end of a grid need not be exact */
/* Beyond the group's grid only means are known. With 6, P(S > 20,000) of 08-deficit-gamma.yaml is
 * off by more than its bound; with 24, fewer points lie within the body, and the bound of
 * 01-stop-loss-premium.yaml is wider than its test allows. */
#define GROUP_DEVIATIONS 12.0
/* A budget or attachment is on the grid up to here: rare claims go that far. With 50 the deficit of
 * tests/verify/cases/17-rare-claims.yaml has no useful bound. */
#define THRESHOLD_DEVIATIONS 100.0
/* Without a variance: two usual years, and three times the claim that one year in 500 has. Under a
 * Pareto law of shape 1.5, twice or half of these moves figures by less than a fifth of their
 * bounds; a claim ten times as rare makes bounds up to eight times as wide. */
#define USUAL_YEARS 2.0
#define LARGE_CLAIMS 3.0
#define LARGE_CHANCE 2e-3
/* Without a mean either: of the claim that is passed once a year. Only an aggregate then ends the
 * cost, and figures that rest on more are left out. */
#define USUAL_CLAIMS 20.0
#define THRESHOLD_TOPS 10.0 /* a threshold is on the grid up to here, likewise */
/* The grid goes on behind a threshold, whose roughness is asked on both sides. */
#define PAST_THRESHOLD 1.05
#define PAST_KNOT 1.01 /* the ladder goes on behind a knot, which must not be its last point */

/* ---- how fine ---- */

/* With more cells their ladders are most of the work, else the group's one grid. */
#define FEW_CELLS 4
/* A level's points. Half of them make bounds three times as wide; twice as many halve them and take
 * a fifth more time. */
#define POINTS_FEW 8192.0
/* Each cell takes transforms of its own; with half as many, bounds are half as wide again. */
#define POINTS_MANY 2048.0
#define POINTS_BUNDLED 768.0 /* tables cost most here; with half, bounds are 32 times as wide */
/* Of a level's points, those up to the smallest knot: 640 of 8,192, 160 of 2,048, 60 of 768. Both
 * the coarser resolutions and usual maxima, multiples of the knot, then stand on whole points. */
#define KNOT_SHARE 0.078125
#define FIRST_COARSENESS 4.0 /* of the pass of moments: as coarse as the coarsest of the others */
/* Of neighbouring levels' steps. With 4 at most, the ladders of tests/verify/cases are so long that
 * they take 3.6 times as long; with 16 no less time, and some bounds are five times as wide. */
#define RATIO_MOST 8
#define LEVELS_MOST 12    /* 8^11 steps: any amount on any knot's step */
#define MORE_POINTS 1.5   /* a level longer by half costs less than one level more */
#define SPARE_POINTS 16.0 /* the least that a level may have */
#define SPARE_LATTICE 32  /* behind the last amount; a level has 16 points at least */

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
    *most = fmax(*most, isfinite(moments.variance)
                            ? moments.mean + PERSON_DEVIATIONS * sqrt(moments.variance)
                            : (double)INFINITY);
  }
}

/* The amount that `claims` claims of the group a year exceed. */
static double claim_exceeded_by(const sl_exact_group_t *group, double claims)
{
  double low = 0.0, high = 1.0;
  while (high < AMOUNT_END && sl_exact_claims_above(group, high) > claims) {
    low = high;
    high *= 2.0;
  }
  while (high - low > AMOUNT_NEAR * high) {
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
    top = mean + GROUP_DEVIATIONS * sqrt(variance);
    most = mean + THRESHOLD_DEVIATIONS * sqrt(variance);
  } else {
    const double usual = isfinite(mean) ? mean : USUAL_CLAIMS * claim_exceeded_by(pass->group, 1.0);
    top = USUAL_YEARS * usual + LARGE_CLAIMS * claim_exceeded_by(pass->group, LARGE_CHANCE);
    most = THRESHOLD_TOPS * top;
  }
  const double thresholds[] = {
      cover->arrangement->has_aggregate && aggregate->kind == SL_ATTACHMENT_AMOUNT
          ? aggregate->attachment
          : 0.0,
      cover->arrangement->budget.kind == SL_BUDGET_AMOUNT ? cover->arrangement->budget.value : 0.0};
  for (size_t i = 0; i < 2; i++) {
    const double past = PAST_THRESHOLD * thresholds[i];
    top = past < most ? fmax(top, past) : top;
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
  if (group->n_cells <= FEW_CELLS) {
    return POINTS_FEW;
  }
  return group->bundles != NULL ? POINTS_BUNDLED : POINTS_MANY;
}

/* The least power of two by which the levels reach so many steps of the first. */
static size_t least_ratio(double steps, double points, size_t levels)
{
  size_t ratio = 2;
  while (ratio < RATIO_MOST &&
         (points - SPARE_POINTS) * sl_det_pow((double)ratio, (double)levels - 1.0) < steps) {
    ratio *= 2;
  }
  return ratio;
}

/* Points, and points times transforms. An end to the time: half or twice of them changes no figure
 * of tests/verify/cases. */
#define LATTICE_POINTS 5e5
#define LATTICE_WORK 1.5e7

static bool lattice_is_short(const sl_exact_pass_t *pass, double points)
{
  double transforms = 0.0;
  for (size_t c = 0; c < pass->group->n_cells; c++) {
    transforms += (double)sl_exact_nodes_of_cell(pass, &pass->group->cells[c], SL_EXACT_ACCURACY);
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
  const double rarest = 2.0 * claim_exceeded_by(group, RAREST), rare = rarest + PERSON_MEANS * mean;
  /* of rare claims one or two pass 40 deviations */
  double top = fmin(largest * PAST_KNOT, isfinite(most) ? most + rarest : rare);
  top = fmax(top, before != NULL ? fmin(unbounded_top(pass, before), fmax(most, rare))
                                 : fmin(most, rare));
  if (may_be_lattice && lattice_is_short(pass, top / group->lattice)) {
    return (sl_ladder_shape_t){group->lattice, (size_t)(top / group->lattice) + SPARE_LATTICE, 2, 1,
                               false};
  }
  /* The smallest knot stands on every level's grid, and usual maxima are multiples of it. */
  const double rough = (before == NULL ? FIRST_COARSENESS : 1.0) * pass->coarseness;
  const double usual = points_of(group) / rough;
  const double scale = isfinite(smallest) ? smallest : mean;
  double step = scale / (points_of(group) * KNOT_SHARE) * rough;
  size_t levels = 1;
  double needed = top / step + SPARE_POINTS;
  while (needed > MORE_POINTS * usual && levels < LEVELS_MOST) {
    needed = (needed - SPARE_POINTS) / RATIO_MOST + SPARE_POINTS;
    levels++;
  }
  if (levels == 1 && needed < usual) {
    step = scale / floor(scale / step * usual / needed);
  }
  const double points = fmax(needed, usual);
  return (sl_ladder_shape_t){step, (size_t)points, least_ratio(top / step, points, levels), levels,
                             false};
}

/* With half, bounds of an expected deficit are up to 20 times as wide; with twice as many the other
 * figures' bounds stay as they are. */
#define POINTS_A_DEVIATION 225.0

double sl_exact_group_points(const sl_exact_pass_t *pass, const sl_exact_sums_t *sums,
                             sl_exact_total_t of, double top)
{
  const double deviation = sqrt(sums->variance[of]);
  if (pass->group->n_cells <= FEW_CELLS || !isfinite(deviation)) {
    return SL_EXACT_GROUP_POINTS;
  }
  return fmin(SL_EXACT_GROUP_POINTS, POINTS_A_DEVIATION * top / deviation);
}
