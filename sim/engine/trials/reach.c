#include "sim/engine/trials/reach.h"

#include "models/funding/arrangement.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums of the same claims in another order differ by less. */
#define ROUNDING (1.0 - 1e-9)

static double lowest_deductible(const sl_model_t *model, const sl_family_t *family)
{
  double lowest = (double)INFINITY;
  for (size_t c = 0; c < model->n_own_covers; c++) {
    const sl_arrangement_t *arrangement = model->covers[c].arrangement;
    for (uint32_t i = 0; arrangement->has_specific && i < family->n_persons; i++) {
      bool excluded;
      const double own = sl_specific_deductible_of(
          &arrangement->specific, model->scenario->group->persons[family->first_person + i].row,
          &excluded);
      lowest = own < lowest ? own : lowest;
    }
  }
  return lowest;
}

static size_t largest_tile(const sl_model_t *model)
{
  size_t most = 0;
  for (size_t i = 0; i < model->n_tiles; i++) {
    most = model->tiles[i].n_families > most ? model->tiles[i].n_families : most;
  }
  return most;
}

int sl_reach_new(const sl_model_t *model, double inflation, double slack, sl_reach_t **reach,
                 sl_error_t *error)
{
  const sl_group_t *group = model->scenario->group;
  sl_reach_t *r = calloc(1, sizeof *r);
  *reach = r;
  if (r != NULL) {
    r->words = (largest_tile(model) + 63) / 64;
    r->least = malloc((group->n_families + 1) * sizeof *r->least);
    r->bits = malloc((SL_BLOCK_TRIALS * r->words + 1) * sizeof *r->bits);
  }
  if (r == NULL || r->least == NULL || r->bits == NULL) {
    sl_reach_free(r);
    *reach = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for leveraged trend");
  }
  r->inflation = inflation;
  for (size_t c = 0; c < model->n_covers; c++) {
    r->by_family = r->by_family || model->covers[c].per_certificate;
  }
  for (size_t f = 0; f < group->n_families; f++) {
    r->least[f] = lowest_deductible(model, &group->families[f]) / (inflation * slack) * ROUNDING;
  }
  return SL_OK;
}

void sl_reach_free(sl_reach_t *reach)
{
  if (reach != NULL) {
    free(reach->least);
    free(reach->bits);
    free(reach);
  }
}

void sl_reach_start(sl_reach_t *reach, const sl_tile_t *tile, size_t trials)
{
  reach->first_family = tile->first_family;
  reach->trials = trials;
  reach->n = 0;
  memset(reach->bits, 0, SL_BLOCK_TRIALS * reach->words * sizeof *reach->bits);
}
