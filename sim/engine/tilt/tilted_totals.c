/* Rare trials of annual totals: one word a person, mapped by bands of its own table. */
#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/tilt/tilting.h"
#include "sim/engine/tilt/value.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

/* A band's source words, and how far apart their targets lie: see sl_tilt_map_t. */
typedef struct deal {
  uint64_t start, whole, part;
} deal_t;

/* Of every table and law what a draw looks at, side by side: maps one by one would not fit the
 * caches. */
typedef struct sl_tilted_tables {
  deal_t *deal;    /* [tables][laws][bands] */
  uint16_t *guide; /* [tables][laws][SL_TILT_GUIDE]: as sl_tilt_bands_t has it */
  double *score;   /* [tables][bands][SL_TILTS_MAX]: log_ratio */
} sl_tilted_tables_t;

/* What the total in the middle of a band brings the aim's arrangement. Any person of the rating
 * cell will do for the plan and the deductible. */
static double value_in(const sl_tilting_t *tilting, const sl_tilt_aim_t *aim, size_t p, size_t b)
{
  const sl_annual_totals_t *annual = tilting->model->totals;
  const sl_totals_t *table = annual->tables[annual->table_of[p]];
  const double total = sl_totals_draw(table, sl_tilt_band_middle(&tilting->total_bands, b));
  return sl_tilt_value_of_total(tilting->model, aim->arrangement, p, total);
}

static void keep_map(const sl_tilting_t *tilting, size_t table, size_t law,
                     const sl_tilt_map_t *map)
{
  const size_t bands = tilting->total_bands.n, at = table * tilting->n + law;
  deal_t *deal = tilting->totals->deal + at * bands;
  double *score = tilting->totals->score + table * bands * SL_TILTS_MAX + law;
  memcpy(tilting->totals->guide + at * SL_TILT_GUIDE, map->from.guide, sizeof map->from.guide);
  for (size_t b = 0; b < bands; b++) {
    deal[b] = (deal_t){map->from.start[b], map->whole[b], map->part[b]};
    score[b * SL_TILTS_MAX] = map->log_ratio[b];
  }
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

static int new_tables(sl_tilting_t *tilting, sl_error_t *error)
{
  const size_t bands = tilting->total_bands.n, n = tilting->model->totals->n;
  sl_tilted_tables_t *tables = calloc(1, sizeof *tables);
  tilting->totals = tables;
  if (tables != NULL) {
    tables->deal = malloc((n * tilting->n * bands + 1) * sizeof *tables->deal);
    tables->guide = malloc((n * tilting->n * SL_TILT_GUIDE + 1) * sizeof *tables->guide);
    tables->score = calloc(n * bands * SL_TILTS_MAX + 1, sizeof *tables->score);
  }
  return tables != NULL && tables->deal != NULL && tables->guide != NULL && tables->score != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for rare trials of %zu tables", n);
}

void sl_tilting_free_totals(sl_tilting_t *tilting)
{
  sl_tilted_tables_t *tables = tilting->totals;
  if (tables != NULL) {
    free(tables->deal);
    free(tables->guide);
    free(tables->score);
    free(tables);
  }
}

int sl_tilting_compile_totals(sl_tilting_t *tilting, sl_tilt_aim_t *aims, sl_error_t *error)
{
  size_t *first = NULL, *persons = NULL;
  sl_tilt_map_t map;
  sl_tilt_bands_of_totals(&tilting->total_bands);
  int code = list_first(tilting->model, &first, &persons, error);
  code = code == SL_OK ? new_tables(tilting, error) : code;
  for (size_t k = 0; code == SL_OK && k < tilting->n; k++) {
    settle_aim(tilting, first, persons, &aims[k]);
    for (size_t t = 0; t < tilting->model->totals->n; t++) {
      if (persons[t] > 0) {
        tilt_table(tilting, &aims[k], first[t], &map);
        keep_map(tilting, t, k, &map);
      }
    }
  }
  free(first);
  free(persons);
  return code;
}

static void add_score(const double *restrict of_band, double *restrict score)
{
  for (size_t k = 0; k < SL_TILTS_MAX; k++) {
    score[k] += of_band[k];
  }
}

/* As sl_tilt_band. */
static size_t band_of(const deal_t *deal, const uint16_t *guide, size_t n, uint64_t word)
{
  size_t b = guide[word >> SL_TILT_GUIDE_SHIFT];
  while (b + 1 < n && word >= deal[b + 1].start) {
    b++;
  }
  return b;
}

static void score_plain(const sl_tilt_bands_t *bands, const double *of_bands, size_t n,
                        const uint64_t *words, double *score)
{
  for (size_t t = 0; t < n; t++) {
    add_score(of_bands + sl_tilt_band(bands, words[t]) * SL_TILTS_MAX, score + t * SL_TILTS_MAX);
  }
}

void sl_tilted_totals(const sl_tilted_t *tilted, size_t table, size_t n, uint64_t *words,
                      double *score)
{
  const sl_tilting_t *tilting = tilted->tilting;
  const sl_tilted_tables_t *tables = tilting->totals;
  const sl_tilt_bands_t *bands = &tilting->total_bands;
  const double *of_bands = tables->score + table * bands->n * SL_TILTS_MAX;
  if (tilted->law == 0) {
    score_plain(bands, of_bands, n, words, score);
    return;
  }
  const size_t at = table * tilting->n + (tilted->law - 1);
  const deal_t *deal = tables->deal + at * bands->n;
  const uint16_t *guide = tables->guide + at * SL_TILT_GUIDE;
  for (size_t t = 0; t < n; t++) {
    const size_t b = band_of(deal, guide, bands->n, words[t]);
    const uint64_t x = words[t] - deal[b].start;
    words[t] = bands->start[b] + x * deal[b].whole + sl_tilt_share(x, deal[b].part);
    add_score(of_bands + b * SL_TILTS_MAX, score + t * SL_TILTS_MAX);
  }
}
