#include "sim/engine/years/path.h"

#include "sim/engine/dated/unit.h"
#include "sim/engine/trials/seats.h"
#include "sim/engine/years/several.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <stdlib.h>

typedef struct space {
  void *first;  /* of the claim-by-claim path */
  void **later; /* [n_later], likewise */
  size_t n_later;
  sl_stays_t stays;
} space_t;

static void space_free(void *years)
{
  space_t *space = years;
  if (space != NULL) {
    sl_dated_path.space_free(space->first);
    for (size_t k = 0; space->later != NULL && k < space->n_later; k++) {
      sl_dated_path.space_free(space->later[k]);
    }
    sl_stays_free(&space->stays);
    free(space->later);
    free(space);
  }
}

static int space_new(const sl_model_t *model, void **years, sl_error_t *error)
{
  space_t *space = calloc(1, sizeof *space);
  int code = SL_ERR_MEMORY;
  if (space != NULL) {
    space->n_later = model->n_later;
    space->later = calloc(model->n_later + 1, sizeof *space->later);
  }
  if (space == NULL || space->later == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's plan years");
  } else {
    code = sl_dated_path.space_new(model, &space->first, error);
  }
  for (size_t k = 0; code == SL_OK && k < model->n_later; k++) {
    code = sl_dated_path.space_new(model->several->year[k].model, &space->later[k], error);
  }
  if (code != SL_OK) {
    space_free(space);
    space = NULL;
  }
  *years = space;
  return code;
}

/* ---- who is there ---- */

static void add_columns(double *people, size_t trial, const double *columns)
{
  for (size_t c = 0; c < SL_PEOPLE_COLUMNS; c++) {
    people[c * SL_BLOCK_TRIALS + trial] += columns[c];
  }
}

static void count_contract(const sl_later_year_t *year, const sl_seating_t *seating, size_t c,
                           double *people)
{
  const size_t contract = seating->first_contract + c;
  const unsigned k = year->people.map.year;
  const uint8_t *exit = seating->stays->exit + c * SL_BLOCK_TRIALS;
  const double *own = sl_later_columns(year, year->people.map.first[contract], false, 0);
  for (size_t t = 0; t < SL_BLOCK_TRIALS; t++) {
    if (k < exit[t]) {
      add_columns(people, t, own);
    }
  }
  for (size_t i = seating->stays->first[c]; i < seating->stays->first[c + 1]; i++) {
    const sl_stay_t *stay = &seating->stays->list[i];
    if (stay->entry <= k && k < stay->exit) {
      const uint32_t family =
          sl_family_of_copy(&year->people.map, contract, (unsigned)stay->entry + stay->younger);
      add_columns(people, stay->trial, sl_later_columns(year, family, true, stay->entry));
    }
  }
}

/* ---- the unit ---- */

/* The numbers of seats count all trials of a block, be it cut short or not. */
static int draw_stays(const sl_trials_t *trials, const sl_tile_t *tile, space_t *space,
                      sl_error_t *error)
{
  const sl_model_t *model = trials->model;
  return sl_turnover_draw(&model->several->turnover, model->kernels,
                          model->scenario->simulation->seed, trials->pass, trials->first,
                          SL_BLOCK_TRIALS, tile->first_family,
                          tile->first_family + tile->n_families, &space->stays, error);
}

static int simulate_later(const sl_trials_t *first, const sl_tile_t *tile, size_t k, space_t *space,
                          sl_unit_sums_t *sums, sl_error_t *error)
{
  const sl_several_t *several = first->model->several;
  const sl_later_year_t *year = &several->year[k];
  const sl_seating_t seating = {.stays = &space->stays,
                                .first_contract = tile->first_family,
                                .n_contracts = tile->n_families,
                                .map = &year->people.map,
                                .most = several->most};
  const sl_trials_t trials = {.model = year->model,
                              .pass = first->pass,
                              .inflation = 1.0,
                              .first = first->first,
                              .n = first->n,
                              .seating = &seating};
  for (size_t c = 0; c < tile->n_families; c++) {
    count_contract(year, &seating, c, sums->people);
  }
  return sl_dated_path.simulate(&trials, tile, space->later[k], sums, error);
}

static int simulate(const sl_trials_t *trials, const sl_tile_t *tile, void *years,
                    sl_unit_sums_t *sums, sl_error_t *error)
{
  space_t *space = years;
  int code = sl_dated_path.simulate(trials, tile, space->first, sums, error);
  code = code == SL_OK ? draw_stays(trials, tile, space, error) : code;
  for (size_t k = 0; code == SL_OK && k < trials->model->n_later; k++) {
    code = simulate_later(trials, tile, k, space, &sums->later_years[k], error);
  }
  return code;
}

/* ---- its sums ---- */

static void lay_columns(sl_unit_sums_t *sums)
{
  const sl_model_t *model = sums->model;
  sl_dated_path.layout(sums);
  for (size_t k = 0; k < model->n_later; k++) {
    sl_unit_sums_t later = {.model = model->several->year[k].model,
                            .store = sums->store != NULL ? sums->store + sums->n_store : NULL};
    sl_dated_path.layout(&later);
    later.people = sl_unit_sums_lay(&later, SL_PEOPLE_COLUMNS);
    later.n_own = later.n_store;
    sums->n_store += later.n_store;
    if (sums->later_years != NULL) {
      sums->later_years[k] = later;
    }
  }
}

const sl_engine_path_t sl_years_path = {
    .space_new = space_new,
    .space_free = space_free,
    .simulate = simulate,
    .layout = lay_columns,
    .together = 1,
    .takes_again = true,
};
