/* Rare trials of annual totals: one word a person, mapped by bands of its own table. */
#include "sim/engine/annual_totals.h"
#include "sim/engine/tilt_value.h"
#include "sim/engine/tilting.h"

#include <math.h>
#include <stdlib.h>

#define HEIGHT_MAX 4.0

/* A table's words: the total in the middle of each band, as the aim's arrangement bears it. Any
 * person of the rating cell will do for the plan and the deductible. */
static void tilt_table(const sl_tilting_t *tilting, const sl_tilt_aim_t *aim, size_t p,
                       sl_tilt_map_t *map)
{
  const sl_annual_totals_t *annual = tilting->model->totals;
  const sl_totals_t *table = annual->tables[annual->table_of[p]];
  const sl_tilt_bands_t *bands = &tilting->total_bands;
  double height[SL_TILT_BANDS_MAX];
  for (size_t b = 0; b < bands->n; b++) {
    const double total = sl_totals_draw(table, sl_tilt_band_middle(bands, b));
    const double value =
        aim->theta * sl_tilt_value_of_total(tilting->model, aim->arrangement, p, total);
    height[b] = value < HEIGHT_MAX ? value : HEIGHT_MAX;
  }
  sl_tilt_map_init(map, bands, height);
}

int sl_tilting_compile_totals(sl_tilting_t *tilting, const sl_tilt_aim_t *aims, sl_error_t *error)
{
  const sl_annual_totals_t *annual = tilting->model->totals;
  bool *made = calloc(annual->n + 1, sizeof *made);
  tilting->totals = malloc((annual->n * tilting->n + 1) * sizeof *tilting->totals);
  if (made == NULL || tilting->totals == NULL) {
    free(made);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for rare trials of %zu tables", annual->n);
  }
  sl_tilt_bands_of_totals(&tilting->total_bands);
  for (size_t p = 0; p < tilting->model->scenario->n_persons; p++) {
    const uint32_t table = annual->table_of[p];
    if (table >= annual->n || made[table]) {
      continue;
    }
    made[table] = true;
    for (size_t k = 0; k < tilting->n; k++) {
      tilt_table(tilting, &aims[k], p, &tilting->totals[table * tilting->n + k]);
    }
  }
  free(made);
  return SL_OK;
}

void sl_tilted_totals(const sl_tilted_t *tilted, size_t table, size_t n, uint64_t *words,
                      double *score)
{
  const sl_tilting_t *tilting = tilted->tilting;
  const sl_tilt_map_t *maps = &tilting->totals[table * tilting->n];
  const sl_tilt_map_t *own = tilted->law > 0 ? &maps[tilted->law - 1] : NULL;
  for (size_t t = 0; t < n; t++) {
    const size_t b = sl_tilt_band(own != NULL ? &own->from : &tilting->total_bands, words[t]);
    for (size_t k = 0; k < tilting->n; k++) {
      score[t * SL_TILTS_MAX + k] += maps[k].log_ratio[b];
    }
    if (own != NULL) {
      words[t] = sl_tilt_word_in(own, b, words[t]);
    }
  }
}
