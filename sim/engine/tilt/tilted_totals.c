/* Rare trials of annual totals: one word a person, mapped by bands of its own table. */
#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/tilt/tilting.h"
#include "sim/engine/tilt/value.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>

/* What the total in the middle of a band brings the aim's arrangement. Any person of the rating
 * cell will do for the plan and the deductible. */
static double value_in(const sl_tilting_t *tilting, const sl_tilt_aim_t *aim, size_t p, size_t b)
{
  const sl_annual_totals_t *annual = tilting->model->totals;
  const sl_totals_t *table = annual->tables[annual->table_of[p]];
  const double total = sl_totals_draw(table, sl_tilt_band_middle(&tilting->total_bands, b));
  return sl_tilt_value_of_total(tilting->model, aim->arrangement, p, total);
}

static void tilt_table(const sl_tilting_t *tilting, const sl_tilt_aim_t *aim, size_t p,
                       sl_tilt_map_t *map)
{
  double height[SL_TILT_BANDS_MAX];
  for (size_t b = 0; b < tilting->total_bands.n; b++) {
    height[b] = sl_tilt_aim_height(aim, value_in(tilting, aim, p, b));
  }
  sl_tilt_map_init(map, &tilting->total_bands, height);
}

/* The first person of each table, n_persons where there is none. SL_ERR_MEMORY. */
static int list_first(const sl_model_t *model, size_t **first, size_t **persons, sl_error_t *error)
{
  const sl_annual_totals_t *annual = model->totals;
  const size_t n = model->scenario->group->n_persons;
  *first = malloc((annual->n + 1) * sizeof **first);
  *persons = calloc(annual->n + 1, sizeof **persons);
  if (*first == NULL || *persons == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for rare trials of %zu tables", annual->n);
  }
  for (size_t t = 0; t < annual->n; t++) {
    (*first)[t] = n;
  }
  for (size_t p = n; p-- > 0;) {
    if (annual->table_of[p] < annual->n) {
      (*first)[annual->table_of[p]] = p;
      (*persons)[annual->table_of[p]]++;
    }
  }
  return SL_OK;
}

/* kappa of one claim: by the expected sum of phi over the persons' totals. */
static void settle_aim(const sl_tilting_t *tilting, const size_t *first, const size_t *persons,
                       sl_tilt_aim_t *aim)
{
  double sum = 0.0;
  for (size_t t = 0; aim->one_claim && t < tilting->model->totals->n; t++) {
    for (size_t b = 0; persons[t] > 0 && b < tilting->total_bands.n; b++) {
      sum += (double)persons[t] * sl_tilt_band_share(&tilting->total_bands, b) *
             sl_tilt_aim_addition(aim, value_in(tilting, aim, first[t], b));
    }
  }
  aim->kappa = sum > 0.0 ? 1.0 / sum : 0.0;
}

int sl_tilting_compile_totals(sl_tilting_t *tilting, sl_tilt_aim_t *aims, sl_error_t *error)
{
  const sl_annual_totals_t *annual = tilting->model->totals;
  size_t *first = NULL, *persons = NULL;
  int code = list_first(tilting->model, &first, &persons, error);
  tilting->totals = malloc((annual->n * tilting->n + 1) * sizeof *tilting->totals);
  if (code == SL_OK && tilting->totals == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for rare trials of %zu tables", annual->n);
  }
  sl_tilt_bands_of_totals(&tilting->total_bands);
  for (size_t k = 0; code == SL_OK && k < tilting->n; k++) {
    settle_aim(tilting, first, persons, &aims[k]);
    for (size_t t = 0; t < annual->n; t++) {
      if (persons[t] > 0) {
        tilt_table(tilting, &aims[k], first[t], &tilting->totals[t * tilting->n + k]);
      }
    }
  }
  free(first);
  free(persons);
  return code;
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
