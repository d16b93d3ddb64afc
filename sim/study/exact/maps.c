#include "sim/study/exact/maps.h"

#include "models/funding/arrangement.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>

#define SAME_SLOPE 1e-12   /* slopes are sums and products of a few shares: some roundings apart */
#define SAME_VALUE 1e-9    /* of 1 + an amount, through some knots: more roundings */
#define ON_LATTICE 1e-9    /* of a step: a knot on a multiple but for rounding is on it */
#define ON_KNOT 1e-12      /* relative: a multiple on a knot but for rounding is on it */
#define MULTIPLES_MOST 1e6 /* above every lattice that is short enough to be taken */

sl_exact_maps_t sl_exact_maps(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                              const sl_exact_cover_t *cover)
{
  const sl_arrangement_t *arrangement = cover->arrangement;
  const sl_amount_map_t paid = group->additive[cell->plan]
                                   ? sl_map_identity()
                                   : sl_map_plan_paid(&group->scenario->plans->list[cell->plan]);
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
  bool equal = fabs(one->slope - other->slope) < SAME_SLOPE;
  for (size_t i = 0; i < one->n; i++) {
    equal = equal && fabs(one->value[i] - sl_map_at(other, one->at[i])) <=
                         SAME_VALUE * (1.0 + fabs(one->value[i]));
  }
  for (size_t i = 0; i < other->n; i++) {
    equal = equal && fabs(other->value[i] - sl_map_at(one, other->at[i])) <=
                         SAME_VALUE * (1.0 + fabs(other->value[i]));
  }
  return equal;
}

/* What a lattice's multiples come to between two knots: the first of them, and their distance. */
static double lattice_of_piece(const sl_amount_map_t *map, size_t piece, double lattice,
                               double common)
{
  const double from = map->at[piece];
  const double to = piece + 1 < map->n ? map->at[piece + 1] : (double)INFINITY;
  const double k = ceil(from / lattice - ON_LATTICE);
  if (k * lattice > to * (1.0 + ON_KNOT)) {
    return common;
  }
  common = sl_exact_common_step(common, sl_map_at(map, k * lattice));
  return (k + 1.0) * lattice <= to * (1.0 + ON_KNOT)
             ? sl_exact_common_step(common, sl_map_at(map, (k + 1.0) * lattice))
             : common;
}

double sl_exact_mapped_lattice(const sl_exact_pass_t *pass, const sl_exact_cover_t *cover,
                               double top)
{
  double common = -1.0, largest = 0.0;
  for (size_t c = 0; c < pass->group->n_cells; c++) {
    const sl_exact_maps_t maps = sl_exact_maps(pass->group, &pass->group->cells[c], cover);
    const sl_amount_map_t *map = &maps.total[cover->of];
    for (size_t i = 0; common != 0.0 && i < map->n; i++) {
      common = lattice_of_piece(map, i, pass->group->lattice, common);
    }
    const double last = fmin(sl_map_last_at(map, top), MULTIPLES_MOST * pass->group->lattice);
    largest =
        fmax(largest, sl_map_at(map, floor(last / pass->group->lattice) * pass->group->lattice));
  }
  /* to the last bit: steps are counted up to the largest amounts */
  return common > 0.0 && largest > 0.0 ? largest / nearbyint(largest / common)
         : common < 0.0                ? 1.0
                                       : 0.0;
}
