#include "sim/study/exact/bundles.h"

#include "models/exact/frequency_transform.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>

/* Relative: proportions so near are equal. Far above the rounding of a quotient of exposures,
 * 2e-16, and below any difference that a scenario can mean. */
#define SAME 1e-12

bool sl_exact_is_mixed(const sl_exact_group_t *group)
{
  bool mixed = false;
  for (size_t s = 0; s < group->scenario->claims->n_services; s++) {
    mixed = mixed || !sl_frequency_is_poisson(&group->scenario->claims->services[s].frequency);
  }
  return mixed && isfinite(group->scenario->claims->frailty_shape);
}

static double exposure_of(const sl_exact_cell_t *cell, size_t law)
{
  for (size_t i = 0; i < cell->n_services; i++) {
    if (cell->exposures[i].law == law) {
      return cell->exposures[i].exposure;
    }
  }
  return 0.0;
}

/* law's exposure over that of leader where it is the same in all cells; 0 where it is not. */
static double proportion_of(const sl_exact_group_t *group, size_t law, size_t leader)
{
  double proportion = 0.0;
  for (size_t c = 0; c < group->n_cells; c++) {
    const double here = exposure_of(&group->cells[c], law);
    const double there = exposure_of(&group->cells[c], leader);
    if ((here > 0.0) != (there > 0.0)) {
      return 0.0;
    }
    if (here > 0.0) {
      if (proportion > 0.0 && fabs(here - proportion * there) > SAME * here) {
        return 0.0;
      }
      proportion = here / there;
    }
  }
  return proportion;
}

static void place_law(sl_exact_group_t *group, size_t law)
{
  for (size_t b = 0; b < group->n_bundles; b++) {
    sl_exact_bundle_t *bundle = &group->bundles[b];
    const double proportion = proportion_of(group, law, bundle->parts[0].law);
    if (proportion > 0.0) {
      bundle->parts[bundle->n++] = (sl_claim_exposure_t){law, proportion};
      return;
    }
  }
  sl_exact_bundle_t *added = &group->bundles[group->n_bundles++];
  added->parts[added->n++] = (sl_claim_exposure_t){law, 1.0};
  added->low = INFINITY;
}

static void expose_cell(sl_exact_group_t *group, sl_exact_cell_t *cell)
{
  for (size_t b = 0; b < group->n_bundles; b++) {
    sl_exact_bundle_t *bundle = &group->bundles[b];
    const double exposure = exposure_of(cell, bundle->parts[0].law);
    if (exposure > 0.0) {
      cell->bundled[cell->n_bundled++] = (sl_claim_exposure_t){b, exposure};
      bundle->low = fmin(bundle->low, exposure * cell->multipliers[0]);
      bundle->high = fmax(bundle->high, exposure * cell->multipliers[cell->n_multipliers - 1]);
    }
  }
}

int sl_exact_bundle_laws(sl_exact_group_t *group, sl_error_t *error)
{
  bool short_of_memory = false;
  group->bundles = calloc(group->n_laws + 1, sizeof *group->bundles);
  for (size_t b = 0; group->bundles != NULL && b < group->n_laws; b++) {
    group->bundles[b].parts = malloc(group->n_laws * sizeof *group->bundles[b].parts);
    short_of_memory = short_of_memory || group->bundles[b].parts == NULL;
  }
  for (size_t c = 0; c < group->n_cells; c++) {
    group->cells[c].bundled = malloc(group->n_laws * sizeof *group->cells[c].bundled);
    short_of_memory = short_of_memory || group->cells[c].bundled == NULL;
  }
  if (group->bundles == NULL || short_of_memory) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for bundles of %zu laws", group->n_laws);
  }
  for (size_t i = 0; i < group->n_laws; i++) {
    if (group->laws[i].condition == NULL) {
      place_law(group, i);
    }
  }
  for (size_t c = 0; c < group->n_cells; c++) {
    expose_cell(group, &group->cells[c]);
  }
  return SL_OK;
}

void sl_exact_bundles_free(sl_exact_group_t *group)
{
  for (size_t b = 0; group->bundles != NULL && b < group->n_laws; b++) {
    free(group->bundles[b].parts);
  }
  free(group->bundles);
}
