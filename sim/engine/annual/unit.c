/* The claim's journey within a unit: the person's totals, plan design, specific. Outside loop over
 * families, inside loops over the trials of the block. */
#include "sim/engine/annual/unit.h"

#include "models/funding/arrangement.h"
#include "sim/engine/annual/person_cases.h"
#include "sim/engine/annual/person_claims.h"
#include "sim/engine/annual/total_draws.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

typedef struct space {
  sl_person_claims_t *claims; /* NULL where annual totals are drawn */
  sl_person_cases_t *cases;   /* NULL where there are no conditions */
  uint64_t trial_words[SL_BLOCK_TRIALS];
  double group_factor[SL_BLOCK_TRIALS];
  double allowed[SL_BLOCK_TRIALS]; /* drawn as annual totals */
  double plan_paid[SL_BLOCK_TRIALS];
} space_t;

typedef struct unit unit_t;

/* The annual totals of person p (index): what sets the two rows apart. */
typedef int (*draw_t)(const unit_t *u, size_t p, sl_person_totals_t *totals);

/* What the functions of one unit share. */
struct unit {
  const sl_model_t *model;
  const sl_trials_t *trials;
  size_t n; /* trials */
  draw_t draw;
  sl_draw_turn_t turn; /* among the units that go person by person together */
  space_t *work;
  sl_unit_sums_t *sums;
  sl_error_t *error;
};

static void space_free(void *annual)
{
  space_t *space = annual;
  if (space != NULL) {
    sl_person_claims_free(space->claims);
    sl_person_cases_free(space->cases);
    free(space);
  }
}

static int totals_space_new(const sl_model_t *model, void **annual, sl_error_t *error)
{
  space_t *space = calloc(1, sizeof *space);
  *annual = space;
  if (space == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
  }
  const int code =
      model->conditions != NULL ? sl_person_cases_new(&space->cases, error) : (int)SL_OK;
  if (code != SL_OK) {
    space_free(space);
    *annual = NULL;
  }
  return code;
}

static int claims_space_new(const sl_model_t *model, void **annual, sl_error_t *error)
{
  int code = totals_space_new(model, annual, error);
  if (code == SL_OK) {
    space_t *space = *annual;
    code = sl_person_claims_new(model, &space->claims, error);
  }
  if (code != SL_OK) {
    space_free(*annual);
    *annual = NULL;
  }
  return code;
}

/* Unknown, whatever others have. */
static void forget_claims(const unit_t *u)
{
  for (size_t t = 0; t < u->n; t++) {
    u->sums->claims[t] = (double)NAN;
  }
}

/* Split the person's totals between member and plan, and add them to the group's. */
static void adjudicate(const unit_t *u, const sl_plan_t *plan, const sl_person_totals_t *totals)
{
  const sl_annual_year_t year = {
      .allowed = totals->allowed,
      .shared = totals->shared,
      .copays = totals->copays,
      .plan_paid = u->work->plan_paid,
      .group_allowed = u->sums->allowed,
      .group_member_paid = u->sums->member_paid,
      .largest = u->sums->largest,
      .claims = totals->claims,
      .group_claims = u->sums->claims,
  };
  u->model->kernels->plan_annual_batch(&plan->benefit[0], u->n, &year);
  if (totals->claims == NULL && !isnan(u->sums->claims[0])) {
    forget_claims(u);
  }
}

static void count_claimants(const unit_t *u, size_t cover, double deductible)
{
  u->model->kernels->claimants_batch(u->n, u->work->plan_paid, deductible,
                                     u->sums->claimants_half + cover * SL_BLOCK_TRIALS,
                                     u->sums->claimants_full + cover * SL_BLOCK_TRIALS);
}

static void add_beyond(const unit_t *u, size_t cover, sl_beyond_column_t column, size_t trial,
                       double amount)
{
  double *values = sl_unit_sums_beyond(u->sums, cover, column);
  if (values != NULL) {
    values[trial] += amount;
  }
}

/* What the carrier leaves above the deductible. */
static void keep_above(const unit_t *u, size_t cover, const sl_specific_t *specific,
                       double deductible, bool excluded)
{
  for (size_t t = 0; t < u->n; t++) {
    const sl_kept_above_t kept =
        sl_specific_kept_above(specific, u->work->plan_paid[t], deductible, excluded);
    add_beyond(u, cover, SL_COLUMN_COINSURANCE, t, kept.coinsurance);
    add_beyond(u, cover, SL_COLUMN_MAXIMUM, t, kept.maximum);
    add_beyond(u, cover, SL_COLUMN_EXCLUSION, t, kept.exclusion);
  }
}

static void take_specific(const unit_t *u, const sl_person_t *person)
{
  for (size_t c = 0; c < u->model->n_covers; c++) {
    const sl_arrangement_t *arrangement = u->model->covers[c].arrangement;
    if (!arrangement->kind->retains_claims) {
      continue;
    }
    const sl_specific_t *specific = arrangement->has_specific ? &arrangement->specific : NULL;
    bool excluded = false;
    const double deductible = specific != NULL
                                  ? sl_specific_deductible_of(specific, person->row, &excluded)
                                  : (double)INFINITY;
    u->model->kernels->specific_batch(specific, u->n, u->work->plan_paid, deductible, excluded,
                                      u->sums->excess + c * SL_BLOCK_TRIALS,
                                      u->sums->eligible + c * SL_BLOCK_TRIALS);
    if (u->model->covers[c].beyond_width > 0) {
      keep_above(u, c, specific, deductible, excluded);
    }
    if (specific != NULL && c < u->model->n_own_covers && sl_trials_tell_claimants(u->trials)) {
      count_claimants(u, c, deductible);
    }
  }
}

static int add_cases(const unit_t *u, size_t p, sl_person_totals_t *totals)
{
  const double *group_factor = u->model->group_factor != NULL ? u->work->group_factor : NULL;
  return u->work->cases != NULL
             ? sl_person_cases_add(u->work->cases, u->trials, p, group_factor, totals, u->error)
             : (int)SL_OK;
}

static int draw_claims(const unit_t *u, size_t p, sl_person_totals_t *totals)
{
  const int code = sl_person_claims_draw(u->work->claims, u->trials, 0, p, u->work->group_factor,
                                         totals, u->error);
  return code == SL_OK ? add_cases(u, p, totals) : code;
}

static int draw_totals(const unit_t *u, size_t p, sl_person_totals_t *totals)
{
  const sl_annual_totals_t *tables =
      u->trials->totals != NULL ? u->trials->totals : u->model->totals;
  *totals = (sl_person_totals_t){.allowed =
                                     sl_annual_totals_draw(tables, u->trials, p, u->turn,
                                                           u->work->trial_words, u->work->allowed)};
  totals->shared = totals->allowed;
  const int code = add_cases(u, p, totals);
  totals->claims = NULL; /* those of services are unknown */
  return code;
}

static void note_reach(const unit_t *u, size_t family, const double *allowed)
{
  for (size_t t = 0; u->trials->reach != NULL && t < u->n; t++) {
    sl_reach_note(u->trials->reach, family, t, allowed[t]);
  }
}

/* Where annual totals were drawn there are no claims to be seen. */
static void show_year(const unit_t *u, size_t p, const sl_person_totals_t *totals)
{
  const sl_observer_t *observer = u->trials->observer;
  if (observer == NULL || observer->trial < u->trials->first ||
      observer->trial >= u->trials->first + u->n) {
    return;
  }
  const size_t t = observer->trial - u->trials->first;
  const sl_seen_claim_t seen = {.person = (uint32_t)p,
                                .is_year = true,
                                .condition = SL_NO_CONDITION,
                                .allowed = totals->allowed[t],
                                .plan_paid = u->work->plan_paid[t]};
  observer->see(observer->context, &seen);
}

static int simulate_person(const unit_t *u, size_t p, const sl_plan_t *plan)
{
  sl_person_totals_t totals;
  const int code = u->draw(u, p, &totals);
  if (code == SL_OK && totals.allowed != NULL) {
    adjudicate(u, plan, &totals);
    take_specific(u, &u->model->scenario->group->persons[p]);
    note_reach(u, u->model->scenario->group->persons[p].family, totals.allowed);
    show_year(u, p, &totals);
  }
  return code;
}

/* Units of one tile. */
static int simulate_family(const unit_t *units, size_t n, const sl_family_t *family)
{
  const sl_plan_t *plan = &units->model->scenario->plans->list[family->plan];
  int code = SL_OK;
  for (uint32_t i = 0; i < family->n_persons; i++) {
    for (size_t k = 0; code == SL_OK && k < n; k++) {
      code = simulate_person(&units[k], family->first_person + i, plan);
    }
  }
  return code;
}

static int simulate_tile(const unit_t *units, size_t n, const sl_tile_t *tile)
{
  const sl_family_t *families = units->model->scenario->group->families + tile->first_family;
  int code = SL_OK;
  for (size_t f = 0; code == SL_OK && f < tile->n_families; f++) {
    code = simulate_family(units, n, &families[f]);
  }
  return code;
}

static unit_t unit_of(const sl_trials_t *trials, draw_t draw, void *space, sl_unit_sums_t *sums,
                      sl_error_t *error)
{
  return (unit_t){.model = trials->model,
                  .trials = trials,
                  .n = trials->n,
                  .draw = draw,
                  .turn = {0, 1},
                  .work = space,
                  .sums = sums,
                  .error = error};
}

static int simulate_claims(const sl_trials_t *trials, const sl_tile_t *tile, void *space,
                           sl_unit_sums_t *sums, sl_error_t *error)
{
  const unit_t unit = unit_of(trials, draw_claims, space, sums, error);
  if (unit.model->group_factor != NULL) {
    sl_trials_group_factor(trials, 0, unit.work->trial_words, unit.work->group_factor);
  }
  return simulate_tile(&unit, 1, tile);
}

static int simulate_totals(const sl_trials_t *trials, const sl_tile_t *tile, void *space,
                           sl_unit_sums_t *sums, sl_error_t *error)
{
  const unit_t unit = unit_of(trials, draw_totals, space, sums, error);
  return simulate_tile(&unit, 1, tile);
}

static int simulate_blocks(const sl_trials_t *trials, size_t n, const sl_tile_t *tile, void *space,
                           sl_unit_sums_t *const *sums, sl_error_t *error)
{
  unit_t units[SL_BLOCKS_MOST];
  for (size_t k = 0; k < n; k++) {
    units[k] = unit_of(&trials[k], draw_totals, space, sums[k], error);
    units[k].turn = (sl_draw_turn_t){k, n};
  }
  return simulate_tile(units, n, tile);
}

const sl_engine_path_t sl_annual_path = {
    .space_new = claims_space_new,
    .space_free = space_free,
    .simulate = simulate_claims,
    .layout = sl_unit_sums_lay_annual,
    .together = 1,
};

const sl_engine_path_t sl_totals_path = {
    .space_new = totals_space_new,
    .space_free = space_free,
    .simulate = simulate_totals,
    .simulate_blocks = simulate_blocks,
    .layout = sl_unit_sums_lay_annual,
    .together = 2,
};
