#include "sim/study/exact/figuring.h"
#include "sim/study/exact/maps.h"
#include "sim/study/exact/person.h"

#include <math.h>

/* What lies below the mean is taken to be within a tenth of it: 0.1^2 of its square. */
#define NEAR_MEAN 0.01
#define SQUARE_ROUNDING 1e-14 /* relative, of a square and what is summed to it: 45 roundings */

/* But for conditions that come to certainty, which are small where they matter to amounts. */
static double smooth_error(const sl_exact_figuring_t *f)
{
  const sl_exact_cover_t *cover = f->cover;
  return f->pass->shared_error + SL_EXACT_ALIAS * fmax(0.0, f->total.above) + cover->sums.alias +
         (cover->has_distribution
              ? sl_grid_total_noise(&f->total) + cover->sums.lost.mass + cover->atoms.lost.mass
              : 0.0);
}

double sl_exact_probability_error(const sl_exact_figuring_t *f)
{
  return smooth_error(f) + f->pass->cut_chance;
}

/* What a person's ladder may have to hold for a total of x: what alone comes to it, or, of a person
 * who is capped below it, the cap. */
static double on_ladder(const sl_exact_figuring_t *f, double x)
{
  const sl_exact_group_t *group = f->pass->group;
  double most = x;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    if (c > 0 && cell->row == 0 && cell->plan == cell[-1].plan && cell[-1].row == 0) {
      continue; /* the same map */
    }
    const sl_exact_maps_t maps = sl_exact_maps(group, cell, f->cover);
    const sl_amount_map_t *map = &maps.total[f->cover->of];
    most = fmax(most, fmin(sl_map_last_at(map, x), fmax(map->at[map->n - 1], x)));
  }
  return most;
}

/* The ladder's step where a person's amount is so large. */
static double ladder_step_at(const sl_exact_figuring_t *f, double x)
{
  const sl_ladder_shape_t *ladder = &f->pass->ladder;
  double step = ladder->step;
  for (size_t i = 1; i < ladder->n_levels && x > (double)(ladder->points - 1) * step; i++) {
    step *= (double)ladder->ratio;
  }
  return step;
}

/* The largest total of a person that the ladders hold. */
static double ladder_top(const sl_exact_figuring_t *f)
{
  const sl_ladder_shape_t *ladder = &f->pass->ladder;
  return ladder_step_at(f, (double)INFINITY) * (double)(ladder->points - 1);
}

/* By how much ladders of that step and the group's grid move totals. */
static double width_at(const sl_exact_figuring_t *f, double step)
{
  return sqrt(f->total.step * f->total.step + f->cover->sums.spread +
              step * step * (1.0 + SL_EXACT_SPLIT_VARIANCE * f->claims_of_person));
}

/* Of a chance, and of an expectation with a kink there. */
static double rough(const sl_exact_figuring_t *f, double (*value)(const void *, double), double x)
{
  if (!isfinite(x) || !f->cover->has_distribution) {
    return 0.0;
  }
  const double ladder = ladder_step_at(f, on_ladder(f, x));
  const double step = fmax(f->total.step, ladder);
  const double below = sl_grid_total_density_below(&f->total, x);
  const sl_rough_function_t function = {
      value, &f->total, step, width_at(f, ladder),
      sl_exact_share_moved(f->cover->sums.moved, below, f->total.below[f->total.n] - below)};
  return sl_exact_roughness(&function, x);
}

double sl_exact_chance_rough(const sl_exact_figuring_t *f, double x)
{
  return rough(f, sl_grid_total_density_below, x);
}

double sl_exact_mean_rough(const sl_exact_figuring_t *f, double x)
{
  return rough(f, sl_grid_total_density_limited, x);
}

/* What of a total lies beyond the grid, where a threshold beyond it is not told from none. */
double sl_exact_excess_beyond(const sl_exact_figuring_t *f, double threshold)
{
  const double last = (double)(f->total.n - 1) * f->total.step;
  return f->cover->has_distribution && !(threshold < last)
             ? fmax(0.0, f->total.above_first - f->total.above * last)
             : 0.0;
}

double sl_exact_chance_beyond(const sl_exact_figuring_t *f, double threshold)
{
  return sl_exact_excess_beyond(f, threshold) > 0.0 ? fmax(0.0, f->total.above) : 0.0;
}

/* Of an expectation to which persons' totals count with this chance. */
double sl_exact_amount_error(const sl_exact_figuring_t *f, double chance)
{
  double kink = 0.0;
  for (size_t t = 0; t < SL_N_TOTALS; t++) {
    kink = fmax(kink, f->cover->sums.kink[t]);
  }
  const double lost = f->cover->sums.lost.first + f->cover->atoms.lost.first;
  return smooth_error(f) * (double)f->total.n * f->total.step + kink * fmin(1.0, chance) + lost +
         f->pass->cut.first;
}

/* The square by which what a probability is off by counts: masses sum up to 1, so that of their
 * distance from the mean. Rounding grows with the amount, by e^12.5 over a grid: what it puts below
 * the mean is near it. */
static double square_reached(const sl_exact_figuring_t *f, sl_exact_total_t of)
{
  const double grid = fmax((double)f->total.n * f->total.step, ladder_top(f));
  const double far = of == f->cover->of ? fmin(grid, f->cover->most) : grid;
  const double mean = f->cover->sums.mean[of];
  if (!isfinite(mean)) {
    return far * far;
  }
  const double over = fmax(0.0, far - mean);
  return over * over + NEAR_MEAN * mean * mean;
}

/* The square of a mean takes the last digits of a small deviation with it. An aggregate's cost
 * comes from the distribution of what is eligible. */
double sl_exact_deviation_error(const sl_exact_figuring_t *f, sl_exact_total_t of, double deviation)
{
  double lost = isfinite(f->allowed) ? SQUARE_ROUNDING * f->allowed * f->allowed : 0.0;
  if (of == SL_TOTAL_ELIGIBLE || !f->cover->is_linear[of]) {
    lost += smooth_error(f) * square_reached(f, of) + f->cover->sums.square[of];
  }
  if (f->pass->cut.mass > 0.0) {
    lost += f->pass->cut.second + 2.0 * sqrt(square_reached(f, of)) * f->pass->cut.first;
  }
  const double least = sqrt(fmax(0.0, deviation * deviation - lost));
  return fmax(sqrt(deviation * deviation + lost) - deviation, deviation - least);
}
