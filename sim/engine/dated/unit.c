/* Outside loop over runs of trials, then families. */
#include "sim/engine/dated/unit.h"

#include "sim/engine/dated/claimants.h"
#include "sim/engine/dated/copies.h"
#include "sim/engine/dated/family.h"
#include "sim/engine/trials/seats.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

/* ---- room ---- */

static size_t largest_family(const sl_scenario_t *scenario)
{
  size_t most = 1;
  for (size_t f = 0; f < scenario->group->n_families; f++) {
    const size_t n = scenario->group->families[f].n_persons;
    most = n > most ? n : most;
  }
  return most;
}

static int allocate_persons(sl_dated_space_t *space, const sl_model_t *model, size_t persons,
                            sl_error_t *error)
{
  space->year = calloc(persons * SL_DATED_TRIALS, sizeof *space->year);
  space->persons.plan = calloc(persons * SL_LISTED_TRIALS, sizeof *space->persons.plan);
  space->persons.year = calloc(persons * SL_LISTED_TRIALS, sizeof *space->persons.year);
  space->claims.bounds.ladder =
      calloc((persons + 1) * model->n_ladders + 1, sizeof *space->claims.bounds.ladder);
  space->claims.bounds.least = calloc(persons + 1, sizeof *space->claims.bounds.least);
  space->claims.bounds.one_step = calloc(persons + 1, sizeof *space->claims.bounds.one_step);
  space->claims.bounds.counted = calloc(persons + 1, sizeof *space->claims.bounds.counted);
  space->claims.ends = calloc(model->n_ladders + 1, sizeof *space->claims.ends);
  space->claims.counted = calloc(model->n_ladders + 1, sizeof *space->claims.counted);
  space->claims.late = calloc(model->n_ladders + 1, sizeof *space->claims.late);
  space->claims.paid = calloc(persons + 1, sizeof *space->claims.paid);
  space->reached_by = calloc(persons, sizeof *space->reached_by);
  space->claims.wanted = calloc(persons + 1, sizeof *space->claims.wanted);
  space->claims.held = calloc(persons + 1, sizeof *space->claims.held);
  space->claims.list = calloc(model->readings->width + 1, sizeof *space->claims.list);
  space->claims.steps =
      calloc(model->readings->width + SL_STEPS_WHOLE, sizeof *space->claims.steps);
  space->claims.terms = calloc(persons * (model->n_covers + 1), sizeof *space->claims.terms);
  space->claims.room = calloc(sl_covers_room(model), sizeof *space->claims.room);
  return space->year != NULL && space->persons.plan != NULL && space->persons.year != NULL &&
                 space->claims.bounds.ladder != NULL && space->claims.bounds.least != NULL &&
                 space->claims.bounds.one_step != NULL && space->claims.bounds.counted != NULL &&
                 space->claims.ends != NULL && space->claims.counted != NULL &&
                 space->claims.late != NULL && space->claims.paid != NULL &&
                 space->reached_by != NULL && space->claims.wanted != NULL &&
                 space->claims.held != NULL && space->claims.list != NULL &&
                 space->claims.steps != NULL && space->claims.terms != NULL &&
                 space->claims.room != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
}

static int allocate_held(sl_dated_space_t *space, const sl_model_t *model, sl_error_t *error)
{
  const size_t room = model->readings->width + 1;
  space->nobody = calloc(room, sizeof *space->nobody);
  bool have = space->nobody != NULL;
  for (size_t i = 0; i <= space->n_persons; i++) {
    sl_held_cells_t *held = &space->claims.held[i];
    held->sums = calloc(room, sizeof *held->sums);
    held->touched = calloc(room, sizeof *held->touched);
    have = have && held->sums != NULL && held->touched != NULL;
  }
  for (size_t l = 0; l < model->n_ladders; l++) {
    space->claims.ends[l] = sl_claimants_end(model, l);
  }
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's sums");
}

static int allocate(sl_dated_space_t *space, const sl_model_t *model, sl_error_t *error)
{
  const sl_scenario_t *scenario = model->scenario;
  const size_t persons = largest_family(scenario);
  if (persons > SL_CLAIM_PERSONS || scenario->claims->n_services > SL_CLAIM_SERVICES) {
    return sl_fail(
        error, SL_ERR_UNSUPPORTED,
        "claims with days are told apart for up to %u services and contracts of up to %u "
        "persons: %zu services, and a contract of %zu persons, are too many",
        SL_CLAIM_SERVICES, SL_CLAIM_PERSONS, scenario->claims->n_services, persons);
  }
  space->n_persons = persons;
  int code = allocate_persons(space, model, persons, error);
  code = code == SL_OK ? allocate_held(space, model, error) : code;
  code = code == SL_OK ? sl_ledger_new(model, &space->ledger, error) : code;
  code = code == SL_OK ? sl_listing_new(&space->listing, error) : code;
  code = code == SL_OK ? sl_cells_new(model, SL_DATED_TRIALS, &space->cells, error) : code;
  code = code == SL_OK ? sl_cells_new(model, SL_DATED_TRIALS, &space->again, error) : code;
  code = code == SL_OK ? sl_claim_sums_new(&space->totals, error) : code;
  if (code == SL_OK && model->plan_year > 0) {
    code = sl_copies_new(model, sl_dated_path.layout, &space->copies, error);
  }
  return code == SL_OK ? sl_accumulators_new(scenario->plans->list, scenario->plans->n, persons,
                                             &space->accumulators, error)
                       : code;
}

static void space_free(void *dated)
{
  sl_dated_space_t *space = dated;
  if (space != NULL) {
    sl_ledger_free(space->ledger);
    sl_listing_free(space->listing);
    sl_accumulators_free(space->accumulators);
    sl_cells_free(space->cells);
    sl_cells_free(space->again);
    sl_copies_free(space->copies);
    sl_claim_sums_free(space->totals);
    free(space->year);
    free(space->persons.plan);
    free(space->persons.year);
    free(space->claims.bounds.ladder);
    free(space->claims.bounds.least);
    free(space->claims.bounds.one_step);
    free(space->claims.bounds.counted);
    free(space->claims.ends);
    free(space->claims.counted);
    free(space->claims.late);
    free(space->claims.paid);
    free(space->reached_by);
    free(space->nobody);
    free(space->claims.wanted);
    for (size_t i = 0; space->claims.held != NULL && i <= space->n_persons; i++) {
      free(space->claims.held[i].sums);
      free(space->claims.held[i].touched);
    }
    free(space->claims.held);
    free(space->claims.list);
    free(space->claims.steps);
    free(space->claims.terms);
    free(space->claims.room);
    free(space);
  }
}

static int space_new(const sl_model_t *model, void **dated, sl_error_t *error)
{
  sl_dated_space_t *space = calloc(1, sizeof *space);
  *dated = space;
  if (space == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
  }
  const int code = allocate(space, model, error);
  if (code != SL_OK) {
    space_free(space);
    *dated = NULL;
  }
  return code;
}

/* ---- the unit ---- */

/* The year's own factor, where there is one, times the level. */
static void draw_factors(const sl_dated_run_t *d)
{
  sl_dated_space_t *space = d->space;
  for (int y = d->model->first_year; y <= 0; y++) {
    const size_t at = sl_model_year_at(d->model, y);
    if (d->model->group_factor != NULL) {
      sl_trials_group_factor(&d->trials, y, space->words, space->group_level[at]);
    }
    if (d->model->year_factor != NULL) {
      sl_trials_year_factor(&d->trials, y, space->words, space->group_factor[at]);
    }
    for (size_t t = 0;
         d->model->group_factor != NULL && d->model->year_factor != NULL && t < d->trials.n; t++) {
      space->group_factor[at][t] *= space->group_level[at][t];
    }
  }
}

/* Of a later plan year the census's own contracts, in trials in which they are still there. */
static int simulate_own(sl_dated_run_t *d)
{
  const sl_seating_t *seating = d->trials.seating;
  int code = SL_OK;
  for (size_t c = 0; code == SL_OK && c < seating->n_contracts; c++) {
    const uint32_t family = seating->map->first[seating->first_contract + c];
    const sl_seats_t seats = {.exit = seating->stays->exit + c * SL_BLOCK_TRIALS + d->offset};
    d->trials.seats = &seats;
    d->place = c * SL_BLOCK_TRIALS + d->offset;
    code = sl_dated_family(d, &d->model->scenario->group->families[family]);
  }
  d->trials.seats = NULL;
  return code;
}

static int simulate_run(sl_dated_run_t *d, const sl_tile_t *tile)
{
  int code = SL_OK;
  sl_cells_clear(d->cells, d->trials.n);
  draw_factors(d);
  if (d->trials.seating != NULL) {
    code = simulate_own(d);
  }
  for (size_t f = 0; code == SL_OK && d->trials.seating == NULL && f < tile->n_families; f++) {
    d->place = f * SL_BLOCK_TRIALS + d->offset;
    code = sl_dated_family(d, &d->model->scenario->group->families[tile->first_family + f]);
  }
  sl_cells_read(d->cells, d->offset, d->trials.n, d->sums);
  return code;
}

static int simulate(const sl_trials_t *trials, const sl_tile_t *tile, void *space,
                    sl_unit_sums_t *sums, sl_error_t *error)
{
  sl_dated_run_t dated = {.model = trials->model,
                          .dating = trials->model->dating,
                          .trials = *trials,
                          .space = space,
                          .cells = ((sl_dated_space_t *)space)->cells,
                          .sums = sums,
                          .cover_sums = sums,
                          .error = error};
  int code = SL_OK;
  for (size_t done = 0; code == SL_OK && done < trials->n; done += SL_DATED_TRIALS) {
    const size_t left = trials->n - done;
    dated.offset = done;
    dated.trials.first = trials->first + (uint32_t)done;
    dated.trials.n = left < SL_DATED_TRIALS ? left : SL_DATED_TRIALS;
    dated.trials.score = trials->tilted != NULL ? trials->score + done * SL_TILTS_MAX : NULL;
    code = simulate_run(&dated, tile);
  }
  if (code == SL_OK && trials->seating != NULL) {
    dated.trials = *trials;
    dated.offset = 0;
    code = sl_copies_simulate(&dated);
  }
  return code;
}

/* ---- what its sums hold beside the annual path's ---- */

/* Columns by the day from which claims are borne. */
static size_t counted_columns(const sl_model_t *model)
{
  return model->counts_less ? model->n_since : 0;
}

/* Doubles of one trial's paid path over all covers. */
static size_t path_width(const sl_model_t *model)
{
  size_t width = 0;
  for (size_t c = 0; c < model->n_covers; c++) {
    for (int k = 0; k < SL_PATH_KINDS; k++) {
      width += model->covers[c].path[k].width;
    }
  }
  return width;
}

static void lay_columns(sl_unit_sums_t *sums)
{
  const sl_model_t *model = sums->model;
  sl_unit_sums_lay_annual(sums);
  sums->uncovered = sl_unit_sums_lay(sums, 1);
  sums->ibnr = sl_unit_sums_lay(sums, model->n_since * model->dating->n_months);
  sums->counted_plan = sl_unit_sums_lay(sums, counted_columns(model));
  sums->counted_claims = sl_unit_sums_lay(sums, counted_columns(model));
  for (int c = 0; c < SL_DATED_COLUMNS; c++) {
    sums->dated[c] = sl_unit_sums_lay(sums, model->n_covers);
  }
  sums->path = sl_unit_sums_lay(sums, path_width(model));
}

const sl_engine_path_t sl_dated_path = {
    .space_new = space_new,
    .space_free = space_free,
    .simulate = simulate,
    .layout = lay_columns,
    .together = 1,
    .takes_again = true,
};
