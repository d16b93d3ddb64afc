/* A family's journey: its claims drawn and listed in order of day, split by the plan design, added
 * to cells, and, of persons whose claims pass some deductible, taken by the covers. Outside loop
 * over runs of trials, then families. */
#include "sim/engine/dated/unit.h"

#include "sim/engine/dated/cells.h"
#include "sim/engine/dated/covers.h"
#include "sim/engine/dated/ledger_cases.h"
#include "sim/engine/dated/listing.h"
#include "sim/engine/dated/observe.h"
#include "sim/engine/dated/person_totals.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

typedef struct space {
  sl_ledger_t *ledger;
  sl_listing_t *listing;
  sl_accumulators_t *accumulators;
  sl_cells_t *cells;
  sl_cells_t *again; /* of those taken again, whose cells nobody reads */
  sl_claim_sums_t *totals;
  double group_factor[SL_LEDGER_YEARS][SL_DATED_TRIALS];
  uint64_t words[SL_DATED_TRIALS];
  size_t n_persons; /* of the largest family */
  double *nobody;   /* [width of the readings]: see sl_holders_t */
  sl_person_sums_t persons;
  double *year;                    /* [person][SL_DATED_TRIALS]: plan paid on C */
  double reached[SL_DATED_TRIALS]; /* of the family: see note_reached */
  double *reached_by;              /* [person]: of a trial listed; zero between trials */
  sl_family_claims_t claims;
} space_t;

/* What the functions of one run of trials share. */
typedef struct dated {
  const sl_model_t *model;
  const sl_dating_t *dating;
  sl_trials_t trials; /* of the run */
  size_t offset;      /* of the run within the block */
  space_t *space;
  sl_cells_t *cells;
  sl_unit_sums_t *sums;
  sl_error_t *error;
} dated_t;

/* One family, and what its plan asks for. */
typedef struct family {
  const dated_t *d;
  const sl_family_t *family;
  const sl_plan_t *plan;
  bool by_total; /* annual totals tell what the year's cost counts */
  bool listed;   /* its claims are needed one by one, with their days */
} family_t;

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

static int allocate_persons(space_t *space, const sl_model_t *model, size_t persons,
                            sl_error_t *error)
{
  space->year = calloc(persons * SL_DATED_TRIALS, sizeof *space->year);
  space->persons.plan = calloc(persons * SL_LISTED_TRIALS, sizeof *space->persons.plan);
  space->persons.year = calloc(persons * SL_LISTED_TRIALS, sizeof *space->persons.year);
  space->claims.bounds.ladder =
      calloc((persons + 1) * model->n_ladders + 1, sizeof *space->claims.bounds.ladder);
  space->claims.bounds.least = calloc(persons + 1, sizeof *space->claims.bounds.least);
  space->claims.paid = calloc(persons + 1, sizeof *space->claims.paid);
  space->reached_by = calloc(persons, sizeof *space->reached_by);
  space->claims.wanted = calloc(persons + 1, sizeof *space->claims.wanted);
  space->claims.held = calloc(persons + 1, sizeof *space->claims.held);
  space->claims.list = calloc(model->readings->width + 1, sizeof *space->claims.list);
  space->claims.terms = calloc(persons * (model->n_covers + 1), sizeof *space->claims.terms);
  space->claims.room = calloc(sl_covers_room(model), sizeof *space->claims.room);
  return space->year != NULL && space->persons.plan != NULL && space->persons.year != NULL &&
                 space->claims.bounds.ladder != NULL && space->claims.bounds.least != NULL &&
                 space->claims.paid != NULL && space->reached_by != NULL &&
                 space->claims.wanted != NULL && space->claims.held != NULL &&
                 space->claims.list != NULL && space->claims.terms != NULL &&
                 space->claims.room != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
}

static int allocate_held(space_t *space, const sl_model_t *model, sl_error_t *error)
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
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's sums");
}

static int allocate(space_t *space, const sl_model_t *model, sl_error_t *error)
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
  code = code == SL_OK ? sl_cells_new(model, &space->cells, error) : code;
  code = code == SL_OK ? sl_cells_new(model, &space->again, error) : code;
  code = code == SL_OK ? sl_claim_sums_new(&space->totals, error) : code;
  return code == SL_OK ? sl_accumulators_new(scenario->plans->list, scenario->plans->n, persons,
                                             &space->accumulators, error)
                       : code;
}

static void space_free(void *dated)
{
  space_t *space = dated;
  if (space != NULL) {
    sl_ledger_free(space->ledger);
    sl_listing_free(space->listing);
    sl_accumulators_free(space->accumulators);
    sl_cells_free(space->cells);
    sl_cells_free(space->again);
    sl_claim_sums_free(space->totals);
    free(space->year);
    free(space->persons.plan);
    free(space->persons.year);
    free(space->claims.bounds.ladder);
    free(space->claims.bounds.least);
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
    free(space->claims.terms);
    free(space->claims.room);
    free(space);
  }
}

static int space_new(const sl_model_t *model, void **dated, sl_error_t *error)
{
  space_t *space = calloc(1, sizeof *space);
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

/* ---- who may reach a deductible with amounts a year later ---- */

/* Whether annual totals tell what is allowed of all claims that some window may hold. */
static bool totals_reach(const dated_t *d)
{
  return d->dating->counts_incurred && d->model->first_year == 0;
}

/* reached: by trial of the n from `first` of the run on, of one person; added to the family's where
 * deductibles are certificates'. */
static void note_reached(const family_t *f, size_t first, size_t n, const double *reached)
{
  const dated_t *d = f->d;
  sl_reach_t *reach = d->trials.reach;
  const size_t family = (size_t)(f->family - d->model->scenario->group->families);
  for (size_t t = 0; t < n; t++) {
    double *whole = &d->space->reached[first + t];
    *whole += reached[t];
    sl_reach_note(reach, family, d->offset + first + t, reach->by_family ? *whole : reached[t]);
  }
}

/* What some window or C may hold of a trial listed, by person. */
static void reach_listed(const family_t *f, size_t k)
{
  const dated_t *d = f->d;
  const sl_listing_t *listing = d->space->listing;
  double *own = d->space->reached_by; /* zero between trials */
  for (int y = d->model->first_year; y <= 0; y++) {
    const size_t at = sl_model_year_at(d->model, y);
    const sl_listed_year_t *listed = &listing->year[at];
    int first, last;
    sl_calendar_year(&d->model->scenario->calendar, y, &first, &last);
    for (uint32_t j = listed->first[k]; j < listed->first[k + 1]; j++) {
      const uint64_t key = listed->records[j].key;
      const int32_t paid = first + (int32_t)(sl_claim_day(key) + sl_claim_lag(key));
      own[sl_claim_person(key)] +=
          paid >= d->model->readings->year[at].first_paid ? listed->records[j].allowed : 0.0;
    }
  }
  for (size_t i = 0; i < f->family->n_persons; i++) {
    note_reached(f, listing->begin + k, 1, &own[i]);
    own[i] = 0.0;
  }
}

/* ---- persons' years ---- */

/* Of the trials drawn: what is allowed, and where annual totals tell it what is paid, as the annual
 * path says, to the bit. */
static int total_persons(const family_t *f)
{
  const dated_t *d = f->d;
  sl_ledger_t *ledger = d->space->ledger;
  const size_t at = d->offset + ledger->begin, n = ledger->end - ledger->begin;
  int code = SL_OK;
  for (uint32_t i = 0; code == SL_OK && i < f->family->n_persons; i++) {
    sl_claim_totals_t totals;
    code = sl_person_totals_of(d->space->totals, ledger, i, f->by_total, &totals, d->error);
    if (code == SL_OK && ledger->cases != NULL) {
      sl_ledger_add_cases(ledger, i, &totals);
    }
    if (code == SL_OK && f->by_total) {
      const sl_annual_year_t year = {.allowed = totals.allowed,
                                     .shared = totals.shared,
                                     .copays = totals.copays,
                                     .plan_paid =
                                         d->space->year + i * SL_DATED_TRIALS + ledger->begin,
                                     .group_allowed = d->sums->allowed + at,
                                     .group_member_paid = d->sums->member_paid + at,
                                     .largest = d->sums->largest + at};
      d->model->kernels->plan_annual_batch(&f->plan->benefit[0], n, &year);
    }
    for (size_t t = 0; code == SL_OK && !f->by_total && t < n; t++) {
      d->sums->allowed[at + t] += totals.allowed[t];
    }
    if (code == SL_OK && d->trials.reach != NULL && totals_reach(d)) {
      note_reached(f, ledger->begin, n, totals.allowed);
    }
  }
  return code;
}

/* What the plan paid of the trials listed, claim by claim. */
static void keep_years(const family_t *f)
{
  const space_t *space = f->d->space;
  const size_t n_persons = f->family->n_persons, begin = space->listing->begin;
  for (size_t i = 0; i < n_persons; i++) {
    double *year = space->year + i * SL_DATED_TRIALS + begin;
    for (size_t k = 0; k < space->listing->end - begin; k++) {
      year[k] = space->persons.year[k * n_persons + i];
    }
  }
}

/* Of trials first .. end - 1. */
static void take_years(const family_t *f, size_t first, size_t end)
{
  const dated_t *d = f->d;
  const size_t n_persons = f->family->n_persons, n = end - first;
  for (uint32_t i = 0; i < n_persons; i++) {
    const double *year = d->space->year + i * SL_DATED_TRIALS + first;
    double *largest = d->sums->largest + d->offset + first;
    for (size_t t = 0; !f->by_total && t < n; t++) {
      largest[t] = year[t] > largest[t] ? year[t] : largest[t];
    }
    sl_covers_take_years(d->model, d->space->claims.terms, n_persons, i, d->offset + first, n, year,
                         d->sums);
  }
}

/* ---- persons above some deductible ---- */

/* Of whom some cover asks for more than the sums of a trial's claims. k: of the trials listed. */
static bool find_wanted(space_t *space, size_t n_persons, size_t k)
{
  const double *plan = space->persons.plan + k * n_persons;
  sl_family_claims_t *claims = &space->claims;
  double family = 0.0;
  bool any = false;
  for (size_t i = 0; i <= n_persons; i++) {
    claims->paid[i] = i < n_persons ? plan[i] : family;
    claims->wanted[i] = claims->paid[i] > claims->bounds.least[i];
    any = any || claims->wanted[i];
    family += claims->paid[i];
  }
  return any;
}

static void take_trial(const family_t *f, size_t k)
{
  const dated_t *d = f->d;
  const size_t n_persons = f->family->n_persons;
  sl_family_claims_t *claims = &d->space->claims;
  const sl_holders_t holders = {n_persons, claims->wanted, claims->held, d->space->nobody};
  sl_cells_hold(d->model, d->space->listing, k, &holders);
  sl_covers_take(d->model, claims, d->offset + d->space->listing->begin + k, d->sums);
  for (size_t i = 0; i <= n_persons; i++) {
    sl_cells_release(&claims->held[i]);
  }
}

/* ---- one family ---- */

/* Returns whether the claims are added to the cells too. */
static bool adjudicate(const family_t *f, int year)
{
  const dated_t *d = f->d;
  sl_listing_t *listing = d->space->listing;
  const size_t at = sl_model_year_at(d->model, year);
  double member[SL_LISTED_TRIALS], uncovered[SL_LISTED_TRIALS];
  const sl_claim_lists_t lists = sl_listing_of(listing, at);
  sl_paid_sums_t sums;
  const bool added = sl_cells_sums(d->cells, listing, year, &d->space->persons, &sums);
  const sl_claim_splits_t splits = {
      .plan = listing->year[at].plan,
      .uncovered = d->dating->counts_incurred ? NULL : listing->year[at].uncovered,
      .member_of_trial = member,
      .uncovered_of_trial = uncovered,
      .sums = added ? &sums : NULL};
  sl_plan_adjudicate(f->plan, d->space->accumulators, f->family->n_persons, &lists, &splits);
  for (size_t k = 0; year == 0 && d->dating->counts_incurred && !f->by_total && k < lists.n_trials;
       k++) {
    d->sums->member_paid[d->offset + listing->begin + k] += member[k];
    d->sums->uncovered[d->offset + listing->begin + k] += uncovered[k];
  }
  return added;
}

/* The plan year first: what its claims come to is C where that is what is incurred in it. */
static void take_listed(const family_t *f)
{
  const dated_t *d = f->d;
  space_t *space = d->space;
  const size_t n_persons = f->family->n_persons;
  const size_t n_sums = SL_LISTED_TRIALS * n_persons;
  space->persons.n_persons = n_persons;
  memset(space->persons.plan, 0, n_sums * sizeof *space->persons.plan);
  memset(space->persons.year, 0, n_sums * sizeof *space->persons.year);
  for (int y = 0; y >= d->model->first_year; y--) {
    const bool added = adjudicate(f, y);
    sl_cells_add(d->cells, space->listing, y, added, &space->persons, d->offset, d->sums);
    if (y == 0 && d->dating->counts_incurred) {
      memcpy(space->persons.year, space->persons.plan, n_sums * sizeof *space->persons.year);
    }
  }
  if (!f->by_total) {
    keep_years(f);
  }
  if (d->trials.observer != NULL) {
    sl_observe_listed(space->ledger, space->listing, &d->trials);
  }
  for (size_t k = 0; k < space->listing->end - space->listing->begin; k++) {
    if (d->trials.reach != NULL && !totals_reach(d)) {
      reach_listed(f, k);
    }
    if (find_wanted(space, n_persons, k)) {
      take_trial(f, k);
    }
  }
}

static int take_drawn(const family_t *f)
{
  const dated_t *d = f->d;
  space_t *space = d->space;
  const bool ordered = d->dating->order_matters[f->family->plan];
  int code = SL_OK;
  if (d->dating->counts_incurred) {
    code = total_persons(f);
  }
  if (code == SL_OK && f->listed) {
    code = sl_listing_start(space->listing, space->ledger, d->error);
  }
  while (code == SL_OK && f->listed &&
         sl_listing_next(space->listing, space->ledger, ordered, &code, d->error)) {
    take_listed(f);
  }
  return code;
}

/* Trials first .. end - 1 of those counted. */
static int take_trials(const family_t *f, size_t first, size_t end)
{
  sl_ledger_t *ledger = f->d->space->ledger;
  int code = SL_OK;
  for (size_t t = first; code == SL_OK && t < end; t = ledger->end) {
    code = sl_ledger_draw(ledger, t, end, f->listed, f->d->error);
    code = code == SL_OK ? take_drawn(f) : code;
  }
  if (code == SL_OK) {
    take_years(f, first, end);
  }
  return code;
}

/* In trials in which the family is noted once more, with amounts a year later. */
static int take_again(const family_t *f)
{
  const dated_t *d = f->d;
  const sl_reach_t *reach = d->trials.reach;
  const size_t family = (size_t)(f->family - d->model->scenario->group->families);
  dated_t later = *d;
  family_t of = *f;
  int code = SL_OK;
  of.d = &later;
  later.cells = d->space->again;
  later.sums = reach->again;
  later.trials.inflation = reach->inflation;
  later.trials.reach = NULL;
  for (size_t t = 0; code == SL_OK && t < d->trials.n; t++) {
    const size_t first = t;
    while (t < d->trials.n && sl_reach_is_noted(reach, family, d->offset + t)) {
      t++;
    }
    if (t > first) {
      sl_ledger_trend(d->space->ledger, &later.trials, first, t);
      code = take_trials(&of, first, t);
    }
  }
  return code;
}

static int simulate_family(const dated_t *d, const sl_family_t *family)
{
  const double *group_factor[SL_LEDGER_YEARS];
  double drawn[SL_DATED_TRIALS] = {0};
  const sl_plan_t *plan = &d->model->scenario->plans->list[family->plan];
  family_t f = {.d = d, .family = family, .plan = plan};
  f.by_total = d->dating->counts_incurred && sl_plan_tells_by_total(plan, family->n_persons);
  f.listed = !f.by_total || d->model->readings->n_reads > 0 || d->dating->n_months > 0 ||
             d->trials.observer != NULL;
  for (size_t at = 0; at <= sl_model_year_at(d->model, 0); at++) {
    group_factor[at] = d->space->group_factor[at];
  }
  d->space->claims.family = family;
  memset(d->space->reached, 0, sizeof d->space->reached);
  sl_covers_terms(d->model, family, d->space->claims.terms);
  sl_covers_bounds(d->model, family, d->space->claims.terms, sl_trials_tell_claimants(&d->trials),
                   &d->space->claims.bounds);
  int code = sl_ledger_count(d->space->ledger, &d->trials, family, group_factor, drawn, d->error);
  code = code == SL_OK ? take_trials(&f, 0, d->trials.n) : code;
  if (code == SL_OK && d->trials.reach != NULL && d->trials.reach->again != NULL) {
    code = take_again(&f);
  }
  for (size_t t = 0; d->dating->counts_incurred && t < d->trials.n; t++) {
    d->sums->claims[d->offset + t] += drawn[t];
  }
  return code;
}

/* ---- the unit ---- */

static int simulate_run(const dated_t *d, const sl_tile_t *tile)
{
  int code = SL_OK;
  sl_cells_clear(d->cells, d->trials.n);
  for (int y = d->model->first_year; d->model->group_factor != NULL && y <= 0; y++) {
    sl_trials_group_factor(&d->trials, y, d->space->words,
                           d->space->group_factor[sl_model_year_at(d->model, y)]);
  }
  for (size_t f = 0; code == SL_OK && f < tile->n_families; f++) {
    code = simulate_family(d, &d->model->scenario->group->families[tile->first_family + f]);
  }
  sl_cells_read(d->cells, d->offset, d->trials.n, d->sums);
  return code;
}

static int simulate(const sl_trials_t *trials, const sl_tile_t *tile, void *space,
                    sl_unit_sums_t *sums, sl_error_t *error)
{
  dated_t dated = {.model = trials->model,
                   .dating = trials->model->dating,
                   .trials = *trials,
                   .space = space,
                   .cells = ((space_t *)space)->cells,
                   .sums = sums,
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
