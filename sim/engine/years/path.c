#include "sim/engine/years/path.h"

#include "sim/engine/dated/lasers.h"
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
  sl_laser_book_t books[2]; /* of this plan year and of the next */
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
    sl_laser_book_free(&space->books[0]);
    sl_laser_book_free(&space->books[1]);
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

/* Columns of a later year: of its people, of lasers set at renewal by rule, of those that the
 * scenario has by line. */
static double *laser_column(const sl_unit_sums_t *sums, size_t at)
{
  return sums->people + (SL_PEOPLE_COLUMNS + at) * SL_BLOCK_TRIALS;
}

static void count_kept(const sl_several_t *several, const sl_seating_t *seating, unsigned k,
                       const sl_unit_sums_t *sums)
{
  for (size_t i = 0; i < several->n_kept; i++) {
    const sl_kept_laser_t *kept = &several->kept[i];
    const size_t c = kept->contract - seating->first_contract;
    const bool here = kept->contract >= seating->first_contract && c < seating->n_contracts;
    double *column = laser_column(sums, several->n_rules + kept->line);
    for (size_t t = 0; here && t < SL_BLOCK_TRIALS; t++) {
      column[t] += k < seating->stays->exit[c * SL_BLOCK_TRIALS + t];
    }
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

/* ---- lasers ---- */

static unsigned exit_of(const space_t *space, uint64_t place)
{
  return place >= SL_LASER_COPIES ? space->stays.list[place - SL_LASER_COPIES].exit
                                  : space->stays.exit[place];
}

static size_t trial_of(const space_t *space, uint64_t place)
{
  return place >= SL_LASER_COPIES ? space->stays.list[place - SL_LASER_COPIES].trial
                                  : place % SL_BLOCK_TRIALS;
}

/* Those who have left by plan year k take theirs along; the others' are sorted, and counted. */
static void settle_book(const space_t *space, unsigned k, sl_laser_book_t *book,
                        sl_unit_sums_t *sums)
{
  size_t n = 0;
  for (size_t i = 0; i < book->n; i++) {
    const sl_laser_entry_t entry = book->list[i];
    if (exit_of(space, entry.place) > k) {
      book->list[n++] = entry;
      laser_column(sums, entry.rule)[trial_of(space, entry.place)] += 1.0;
    }
  }
  book->n = n;
  sl_laser_book_sort(book);
}

/* ---- plan years ---- */

static int simulate_year(const sl_trials_t *trials, const sl_tile_t *tile, void *of_year,
                         sl_unit_sums_t *sums, sl_error_t *error)
{
  const int code = sl_dated_path.simulate(trials, tile, of_year, sums, error);
  return code == SL_OK && trials->lasers->failed
             ? sl_fail(error, SL_ERR_MEMORY, "no memory for the lasers of a plan year")
             : code;
}

static int simulate_later(const sl_trials_t *first, const sl_tile_t *tile, size_t k, space_t *space,
                          sl_unit_sums_t *sums, sl_lasers_t *lasers, sl_error_t *error)
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
                              .lasers = lasers,
                              .seating = &seating};
  for (size_t c = 0; c < tile->n_families; c++) {
    count_contract(year, &seating, c, sums->people);
  }
  count_kept(several, &seating, year->people.map.year, sums);
  return simulate_year(&trials, tile, space->later[k], sums, error);
}

static int simulate(const sl_trials_t *first, const sl_tile_t *tile, void *years,
                    sl_unit_sums_t *sums, sl_error_t *error)
{
  const sl_model_t *model = first->model;
  const sl_several_t *several = model->several;
  space_t *space = years;
  sl_trials_t trials = *first;
  int code = draw_stays(first, tile, space, error);
  for (size_t k = 0; code == SL_OK && k <= model->n_later; k++) {
    sl_laser_book_t *next = &space->books[(k + 1) % 2];
    sl_lasers_t lasers = {.rules = several->rules[k],
                          .n_rules = several->n_rules,
                          .now = k > 0 ? &space->books[k % 2] : NULL,
                          .next = k < model->n_later ? next : NULL};
    next->n = 0;
    trials.lasers = &lasers;
    code = k == 0 ? simulate_year(&trials, tile, space->first, sums, error)
                  : simulate_later(first, tile, k - 1, space, &sums->later_years[k - 1], &lasers,
                                   error);
    if (code == SL_OK && lasers.next != NULL) {
      settle_book(space, (unsigned)k + 1, next, &sums->later_years[k]);
    }
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
    later.people = sl_unit_sums_lay(&later, SL_PEOPLE_COLUMNS + model->several->n_rules +
                                                model->several->n_lines);
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
    .together = SL_BLOCK_TRIALS, /* seats are numbered by block */
    .takes_again = true,
};
