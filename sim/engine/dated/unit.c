/* A family's journey in one trial: its claims in order of day through the plan design, then person
 * by person through every arrangement's covers. Outside loop over runs of trials, then families. */
#include "sim/engine/dated/unit.h"

#include "models/claims/claim_sum.h"
#include "models/plan/annual_terms.h"
#include "sim/engine/dated/covers.h"
#include "sim/engine/dated/ledger.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct space {
  sl_ledger_t *ledger;
  sl_accumulators_t *accumulators;
  double group_factor[SL_YEARS_BEFORE_MAX + 1][SL_DATED_TRIALS];
  uint64_t words[SL_DATED_TRIALS];
  sl_claim_place_t *places; /* [2 x room_places] */
  size_t room_places;
  sl_paid_claim_t *paid; /* [persons + 1][room of a person] */
  size_t room_paid;
  double *reached; /* [persons]: what may reach a deductible; zero between trials */
  sl_family_claims_t claims;
  bool looks_at_company; /* the family's plan */
  bool by_total;         /* and annual totals tell all of it */
} space_t;

/* What the functions of one run of trials share. */
typedef struct dated {
  const sl_model_t *model;
  const sl_dating_t *dating;
  sl_trials_t trials; /* of the run */
  size_t offset;      /* of the run within the block */
  space_t *space;
  sl_unit_sums_t *sums;
  sl_error_t *error;
} dated_t;

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

static int allocate(space_t *space, const sl_model_t *model, sl_error_t *error)
{
  const sl_scenario_t *scenario = model->scenario;
  const size_t persons = largest_family(scenario);
  space->claims.year = calloc(persons, sizeof *space->claims.year);
  space->claims.person = calloc(persons, sizeof *space->claims.person);
  space->claims.terms = calloc(persons * (model->n_covers + 1), sizeof *space->claims.terms);
  space->claims.totals = calloc(model->n_ladders * SL_TAKES_MAX + 1, sizeof *space->claims.totals);
  space->claims.run_out = calloc(model->n_since + 1, sizeof *space->claims.run_out);
  space->reached = calloc(persons, sizeof *space->reached);
  if (space->claims.year == NULL || space->claims.person == NULL || space->claims.terms == NULL ||
      space->claims.totals == NULL || space->claims.run_out == NULL || space->reached == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
  }
  const int code = sl_ledger_new(model, &space->ledger, error);
  return code == SL_OK ? sl_accumulators_new(scenario->plans->list, scenario->plans->n, persons,
                                             &space->accumulators, error)
                       : code;
}

static void space_free(void *dated)
{
  space_t *space = dated;
  if (space != NULL) {
    sl_ledger_free(space->ledger);
    sl_accumulators_free(space->accumulators);
    free(space->places);
    free(space->reached);
    free(space->paid);
    free(space->claims.person);
    free(space->claims.terms);
    free(space->claims.totals);
    free(space->claims.run_out);
    free(space->claims.year);
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

/* For n claims of one family and trial. */
static int reserve(space_t *space, size_t n, size_t persons, sl_error_t *error)
{
  if (n > space->room_places) {
    free(space->places);
    space->places = malloc(2 * n * sizeof *space->places);
    space->room_places = space->places != NULL ? n : 0;
  }
  const size_t lists = (persons + 1) * n;
  if (lists > space->room_paid) {
    free(space->paid);
    space->paid = malloc(lists * sizeof *space->paid);
    space->room_paid = space->paid != NULL ? lists : 0;
  }
  return space->room_places >= n && space->room_paid >= lists
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims of one family", n);
}

static void start_lists(space_t *space, size_t n, size_t persons, size_t n_since)
{
  for (size_t i = 0; i < persons; i++) {
    space->claims.person[i] = (sl_paid_claims_t){.claim = space->paid + i * n};
    space->claims.year[i] = 0.0;
  }
  space->claims.whole.claim = space->paid + persons * n;
  for (size_t i = 0; i < n_since; i++) {
    space->claims.run_out[i] = 0.0;
  }
}

/* ---- what a trial's claims come to, whatever the arrangement ---- */

typedef struct tally {
  double allowed, member, uncovered, claims;
} tally_t;

/* In the order drawn, as on the annual path. */
static double allowed_of(const sl_claim_t *claims, size_t n)
{
  double l[SL_SUM_LANES] = {0};
  for (size_t j = 0; j < n; j++) {
    l[j % SL_SUM_LANES] += claims[j].allowed;
  }
  return sl_claim_sum_of_lanes(l);
}

static size_t month_at(const sl_dating_t *dating, int32_t day)
{
  const int32_t at = day - dating->first_day;
  const int month =
      dating
          ->month_of_day[at < (int32_t)dating->n_ibnr_days ? at : (int32_t)dating->n_ibnr_days - 1];
  return month > 0 ? (size_t)month : 0;
}

/* Incurred by the month's end, not yet paid: once for every day from which claims are borne. */
static void note_unpaid(const dated_t *d, size_t trial, const sl_claim_t *claim)
{
  const size_t n_months = d->dating->n_months;
  const size_t paid = claim->paid < 0 ? 0 : month_at(d->dating, claim->paid);
  const size_t first = month_at(d->dating, claim->incurred),
               end = paid < n_months ? paid : n_months;
  for (size_t i = 0; first < end && i < d->model->n_since; i++) {
    double *ibnr = sl_unit_sums_ibnr(d->sums, i, trial);
    for (size_t m = first; claim->incurred >= d->model->since[i] && m < end; m++) {
      ibnr[m] += claim->plan;
    }
  }
}

/* None is incurred after the plan year. */
static void note_run_out(const dated_t *d, const sl_claim_t *claim)
{
  for (size_t i = 0; i < d->model->n_since; i++) {
    d->space->claims.run_out[i] += claim->incurred >= d->model->since[i] ? claim->plan : 0.0;
  }
}

static inline void note_plan_paid(const dated_t *d, size_t trial, const sl_claim_t *claim,
                                  int32_t last_day)
{
  sl_paid_claims_t *own = &d->space->claims.person[claim->person];
  own->claim[own->n++] = (sl_paid_claim_t){.incurred = claim->incurred,
                                           .paid = claim->paid,
                                           .service = claim->service,
                                           .amount = claim->plan};
  if (claim->paid > last_day) {
    note_run_out(d, claim);
  }
  if (d->dating->n_months > 0) {
    note_unpaid(d, trial, claim);
  }
}

static void list_plan_paid(const dated_t *d, size_t trial, const sl_claim_t *claims, size_t n)
{
  const int32_t last_day = d->model->scenario->calendar.last_day;
  for (size_t j = 0; j < n; j++) {
    if (claims[j].plan > 0.0 && claims[j].paid >= d->dating->first_paid) {
      note_plan_paid(d, trial, &claims[j], last_day);
    }
  }
}

/* One person's claims of the plan year, in the order drawn, where annual totals tell all: what the
 * annual path says, to the bit. */
static void note_totals(const dated_t *d, size_t trial, const sl_plan_t *plan,
                        const sl_claim_t *claims, size_t n)
{
  double shared[SL_SUM_LANES] = {0}, copays[SL_SUM_LANES] = {0};
  size_t n_shared = 0, n_copays = 0;
  for (size_t j = 0; j < n; j++) {
    const double copay = plan->rule[claims[j].service].copay, allowed = claims[j].allowed;
    if (isnan(copay)) {
      shared[n_shared++ % SL_SUM_LANES] += allowed;
    } else {
      copays[n_copays++ % SL_SUM_LANES] += sl_smaller(allowed, copay);
    }
  }
  const double allowed = allowed_of(claims, n);
  const double member = sl_annual_member_cost(&plan->benefit[0], sl_claim_sum_of_lanes(shared),
                                              sl_claim_sum_of_lanes(copays));
  d->sums->allowed[trial] += allowed;
  d->sums->member_paid[trial] += member;
  d->space->claims.year[claims[0].person] += sl_annual_plan_paid(allowed, member);
}

/* C is what is incurred in the plan year: one person's claims of it, in the order drawn. */
static void note_incurred(const dated_t *d, size_t trial, tally_t *tally, const sl_claim_t *claims,
                          size_t n)
{
  double member = 0.0, uncovered = 0.0, plan = 0.0;
  for (size_t j = 0; j < n; j++) {
    member += claims[j].member;
    uncovered += claims[j].uncovered;
    plan += claims[j].plan;
  }
  /* Person by person, which keeps the annual path's order of sums. */
  d->sums->allowed[trial] += allowed_of(claims, n);
  tally->member += member;
  tally->uncovered += uncovered;
  d->space->claims.year[claims[0].person] += plan;
}

/* What those count that bear claims from a day on only. */
static void note_paid_since(const dated_t *d, size_t trial, const sl_claim_t *claim, bool again)
{
  for (size_t i = 0; i < d->model->n_since; i++) {
    const bool counted = claim->incurred >= d->model->since[i];
    const size_t at = i * SL_BLOCK_TRIALS + trial;
    d->sums->counted_plan[at] += counted ? claim->plan : 0.0;
    d->sums->counted_claims[at] += counted && !again ? 1.0 : 0.0;
  }
}

/* C is what is paid in the plan year. A disability is counted with its first payment. */
static void note_paid(const dated_t *d, size_t trial, tally_t *tally, const sl_claim_t *claims,
                      size_t n)
{
  for (size_t j = 0; j < n; j++) {
    const sl_claim_t *claim = &claims[j];
    if (!sl_window_holds(&d->dating->counted, claim->incurred, claim->paid)) {
      continue;
    }
    const bool again =
        j > 0 && claim->draw == claim[-1].draw && claim->service == claim[-1].service;
    tally->allowed += claim->allowed;
    tally->member += claim->member;
    tally->uncovered += claim->uncovered;
    tally->claims += again ? 0.0 : 1.0;
    d->space->claims.year[claim->person] += claim->plan;
    if (d->model->counts_less) {
      note_paid_since(d, trial, claim, again);
    }
  }
}

static void note_year(const dated_t *d, const sl_family_t *family, size_t trial, int year,
                      tally_t *tally, const sl_claim_t *claims, size_t n)
{
  for (size_t i = 0, end; i < n; i = end) {
    for (end = i + 1; end < n && claims[end].person == claims[i].person; end++) {
    }
    if (!d->dating->counts_incurred) {
      note_paid(d, trial, tally, claims + i, end - i);
    } else if (year == 0 && d->space->by_total) {
      note_totals(d, trial, &d->model->scenario->plans->list[family->plan], claims + i, end - i);
    } else if (year == 0) {
      note_incurred(d, trial, tally, claims + i, end - i);
    }
  }
  list_plan_paid(d, trial, claims, n);
}

static void add_tally(const dated_t *d, size_t trial, const tally_t *tally, size_t persons)
{
  sl_unit_sums_t *sums = d->sums;
  sums->allowed[trial] += tally->allowed;
  sums->member_paid[trial] += tally->member;
  sums->uncovered[trial] += tally->uncovered;
  sums->claims[trial] += tally->claims;
  for (size_t i = 0; i < persons; i++) {
    if (d->space->claims.year[i] > sums->largest[trial]) {
      sums->largest[trial] = d->space->claims.year[i];
    }
  }
}

/* ---- one family ---- */

/* Which claims are incurred on a day on which two or more persons of the contract are enrolled. */
static void mark_company(const dated_t *d, const sl_family_t *family, int year, sl_claim_t *claims,
                         size_t n)
{
  const sl_enrolled_days_t *spans = sl_model_year(d->model, year)->spans + family->first_person;
  for (size_t j = 0; j < n; j++) {
    const int32_t day = claims[j].incurred;
    uint32_t enrolled = 0;
    for (uint32_t i = 0; i < family->n_persons && enrolled < 2; i++) {
      enrolled += spans[i].first <= day && day <= spans[i].last;
    }
    claims[j].in_company = enrolled >= 2;
  }
}

static void adjudicate(const dated_t *d, const sl_family_t *family, int year, sl_claim_t *claims,
                       size_t n)
{
  sl_claim_place_t *order = NULL;
  if (d->dating->order_matters[family->plan] && n > 1) {
    order = d->space->places;
    sl_claims_order(n, claims, order);
  }
  if (d->space->looks_at_company) {
    mark_company(d, family, year, claims, n);
  }
  sl_plan_adjudicate(&d->model->scenario->plans->list[family->plan], d->space->accumulators,
                     family->n_persons, n, claims, order);
}

/* What some window or C may hold, by person. */
static void add_reached(const dated_t *d, const sl_claim_t *claims, size_t n)
{
  for (size_t j = 0; j < n; j++) {
    d->space->reached[claims[j].person] +=
        claims[j].paid >= d->dating->first_paid ? claims[j].allowed : 0.0;
  }
}

/* Whose deductible is a person's, or a certificate's: then all persons count together. */
static void note_reached(const dated_t *d, const sl_family_t *family, size_t trial)
{
  const size_t f = (size_t)(family - d->model->scenario->group->families);
  double whole = 0.0;
  for (size_t i = 0; i < family->n_persons; i++) {
    whole += d->space->reached[i];
    sl_reach_note(d->trials.reach, f, trial,
                  d->trials.reach->by_family ? whole : d->space->reached[i]);
    d->space->reached[i] = 0.0;
  }
}

/* run: the trial within the run of trials. */
static int simulate_trial(const dated_t *d, const sl_family_t *family, size_t run)
{
  const size_t trial = d->offset + run, total = sl_ledger_size(d->space->ledger, run);
  tally_t tally = {0};
  if (total == 0) {
    return SL_OK;
  }
  const int code = reserve(d->space, total, family->n_persons, d->error);
  if (code != SL_OK) {
    return code;
  }
  start_lists(d->space, total, family->n_persons, d->model->n_since);
  for (int y = d->model->first_year; y <= 0; y++) {
    size_t n;
    sl_claim_t *claims = sl_ledger_slice(d->space->ledger, y, run, &n);
    if (n > 0) {
      adjudicate(d, family, y, claims, n);
      note_year(d, family, trial, y, &tally, claims, n);
      if (d->trials.reach != NULL) {
        add_reached(d, claims, n);
      }
    }
  }
  if (d->trials.reach != NULL) {
    note_reached(d, family, trial);
  }
  add_tally(d, trial, &tally, family->n_persons);
  sl_covers_take(d->model, &d->space->claims, trial, d->sums);
  return SL_OK;
}

static int simulate_family(const dated_t *d, const sl_family_t *family)
{
  const double *group_factor[SL_YEARS_BEFORE_MAX + 1];
  double drawn[SL_DATED_TRIALS] = {0};
  for (size_t at = 0; at <= sl_model_year_at(d->model, 0); at++) {
    group_factor[at] = d->space->group_factor[at];
  }
  d->space->by_total =
      sl_plan_tells_by_total(&d->model->scenario->plans->list[family->plan], family->n_persons);
  d->space->looks_at_company =
      sl_plan_looks_at_company(&d->model->scenario->plans->list[family->plan]);
  d->space->claims.family = family;
  sl_covers_terms(d->model, family, d->space->claims.terms);
  int code = sl_ledger_count(d->space->ledger, &d->trials, family, group_factor, drawn, d->error);
  for (size_t first = 0, end = 0; code == SL_OK && first < d->trials.n; first = end) {
    code = sl_ledger_fill(d->space->ledger, first, &end, d->error);
    for (size_t t = first; code == SL_OK && t < end; t++) {
      code = simulate_trial(d, family, t);
    }
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
  for (int y = d->model->first_year; d->model->group_factor != NULL && y <= 0; y++) {
    sl_trials_group_factor(&d->trials, y, d->space->words,
                           d->space->group_factor[sl_model_year_at(d->model, y)]);
  }
  for (size_t f = 0; code == SL_OK && f < tile->n_families; f++) {
    code = simulate_family(d, &d->model->scenario->group->families[tile->first_family + f]);
  }
  return code;
}

static int simulate(const sl_trials_t *trials, const sl_tile_t *tile, void *space,
                    sl_unit_sums_t *sums, sl_error_t *error)
{
  dated_t dated = {.model = trials->model,
                   .dating = trials->model->dating,
                   .trials = *trials,
                   .space = space,
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
};
