#include "sim/engine/dated/family.h"

#include "sim/engine/dated/claimants.h"
#include "sim/engine/dated/ledger_cases.h"
#include "sim/engine/dated/observe.h"
#include "sim/engine/dated/renewals.h"
#include "sim/engine/dated/take_one_step.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <string.h>

/* One family, and what its plan asks for. */
typedef struct family {
  const sl_dated_run_t *d;
  const sl_family_t *family;
  const sl_plan_t *plan;
  bool by_total;     /* annual totals tell what the year's cost counts */
  bool listed;       /* its claims are needed one by one, with their days */
  bool excess_alone; /* nobody asks for any other sum */
} family_t;

/* ---- who may reach a deductible with amounts a year later ---- */

/* Whether annual totals tell what is allowed of all claims that some window may hold. */
static bool totals_reach(const sl_dated_run_t *d)
{
  return d->dating->counts_incurred && d->model->first_year == 0;
}

/* reached: by trial of the n from `first` of the run on, of one person; added to the family's where
 * deductibles are certificates'. */
static void note_reached(const family_t *f, size_t first, size_t n, const double *reached)
{
  const sl_dated_run_t *d = f->d;
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
  const sl_dated_run_t *d = f->d;
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
  const sl_dated_run_t *d = f->d;
  sl_ledger_t *ledger = d->space->ledger;
  const size_t at = d->offset + ledger->begin, n = ledger->end - ledger->begin;
  int code = SL_OK;
  for (uint32_t i = 0; code == SL_OK && i < f->family->n_persons; i++) {
    sl_claim_totals_t totals;
    code = sl_person_totals_of(d->space->totals, ledger, i, f->by_total, &totals, d->error);
    if (code == SL_OK && ledger->cases != NULL) {
      sl_ledger_add_cases(ledger, i, f->by_total, &totals);
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
  const sl_dated_space_t *space = f->d->space;
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
  const sl_dated_run_t *d = f->d;
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
  sl_renewals_correct(d, n_persons, first, end);
}

/* ---- persons above some deductible ---- */

/* The trial of the block that covers add a trial listed to. */
static size_t trial_of(const sl_dated_run_t *d, size_t k)
{
  const size_t seat = d->space->listing->begin + k;
  return d->trial != NULL ? d->trial[seat] : d->offset + seat;
}

/* Who asks for nothing but to be counted needs no cover; of those taken again nobody is. */
static bool is_counted(const family_t *f, size_t k, size_t person)
{
  const sl_dated_run_t *d = f->d;
  const sl_family_claims_t *claims = &d->space->claims;
  return d->trials.lasers == NULL && person < f->family->n_persons &&
         claims->paid[person] <= claims->bounds.counted[person] &&
         (f->excess_alone || sl_claimants_count(d->model, claims, d->space->listing, k, person,
                                                trial_of(d, k), d->cover_sums));
}

/* Of whom some cover asks for more than the sums of a trial's claims. k: of the trials listed. */
static bool find_wanted(const family_t *f, size_t k)
{
  sl_dated_space_t *space = f->d->space;
  const size_t n_persons = f->family->n_persons;
  const double *plan = space->persons.plan + k * n_persons;
  sl_family_claims_t *claims = &space->claims;
  double family = 0.0;
  bool any = false;
  for (size_t i = 0; i <= n_persons; i++) {
    claims->paid[i] = i < n_persons ? plan[i] : family;
    claims->wanted[i] = claims->paid[i] > claims->bounds.least[i] && !is_counted(f, k, i);
    any = any || claims->wanted[i];
    family += claims->paid[i];
  }
  return any;
}

/* Of persons who pass a deductible what one sum of theirs settles. */
static void settle_trial(const family_t *f, size_t k)
{
  const sl_dated_space_t *space = f->d->space;
  const size_t n_persons = f->family->n_persons;
  const double *year = space->persons.year + k * n_persons;
  for (size_t i = 0; i < n_persons; i++) {
    if (year[i] > space->claims.bounds.one_step[i]) {
      sl_take_one_step(f->d->model, &space->claims, space->listing, k, i, year[i],
                       trial_of(f->d, k), f->d->cover_sums);
    }
  }
}

static void take_trial(const family_t *f, size_t k)
{
  const sl_dated_run_t *d = f->d;
  const size_t n_persons = f->family->n_persons;
  sl_family_claims_t *claims = &d->space->claims;
  const sl_holders_t holders = {n_persons, claims->wanted, claims->held, d->space->nobody};
  const bool lasers = sl_renewals_take(d, n_persons, k);
  sl_covers_send_for(d->model, claims, trial_of(d, k), d->cover_sums);
  sl_cells_hold(d->model, d->space->listing, k, &holders);
  sl_covers_take(d->model, claims, trial_of(d, k), d->cover_sums);
  for (size_t i = 0; i <= n_persons; i++) {
    sl_cells_release(&claims->held[i]);
  }
  if (lasers) {
    sl_covers_terms(d->model, f->family, claims->terms);
  }
}

/* ---- one family ---- */

/* Returns whether the claims are added to the cells too. */
static bool adjudicate(const family_t *f, int year)
{
  const sl_dated_run_t *d = f->d;
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
  const sl_dated_run_t *d = f->d;
  sl_dated_space_t *space = d->space;
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
    settle_trial(f, k);
    if (find_wanted(f, k)) {
      take_trial(f, k);
    }
  }
}

static int take_drawn(const family_t *f)
{
  const sl_dated_run_t *d = f->d;
  sl_dated_space_t *space = d->space;
  const bool ordered = d->dating->order_matters[f->family->plan];
  int code = SL_OK;
  if (d->dating->counts_incurred && (f->by_total || !f->excess_alone)) {
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

/* In trials in which the family is noted once more, with amounts a year later: all of them
 * together, since the claims of one trial alone take several times as long to draw. */
static int take_again(const family_t *f)
{
  const sl_dated_run_t *d = f->d;
  const sl_reach_t *reach = d->trials.reach;
  const size_t family = (size_t)(f->family - d->model->scenario->group->families);
  uint32_t kept[SL_DATED_TRIALS] = {0};
  size_t first = d->trials.n, end = 0;
  for (size_t t = 0; t < d->trials.n; t++) {
    if (sl_reach_is_noted(reach, family, d->offset + t)) {
      kept[t] = UINT32_MAX;
      first = t < first ? t : first;
      end = t + 1;
    }
  }
  if (first >= end) {
    return SL_OK;
  }
  sl_dated_run_t later = *d;
  family_t of = *f;
  of.d = &later;
  of.excess_alone = true;
  later.cells = d->space->again;
  later.sums = later.cover_sums = reach->again;
  later.trials.inflation = reach->inflation;
  later.trials.reach = NULL;
  later.trials.lasers = NULL; /* they are set by what is paid in the year itself */
  sl_ledger_trend(d->space->ledger, &later.trials, kept);
  return take_trials(&of, first, end);
}

int sl_dated_family(const sl_dated_run_t *d, const sl_family_t *family)
{
  sl_ledger_factors_t factors = {{NULL}, {NULL}};
  size_t drawn[SL_DATED_TRIALS] = {0};
  const sl_plan_t *plan = &d->model->scenario->plans->list[family->plan];
  family_t f = {.d = d, .family = family, .plan = plan};
  f.by_total = d->dating->counts_incurred && sl_plan_tells_by_total(plan, family->n_persons);
  f.listed = !f.by_total || d->model->readings->n_reads > 0 || d->dating->n_months > 0 ||
             d->trials.observer != NULL || sl_renewals_ask(d);
  for (size_t at = 0; at <= sl_model_year_at(d->model, 0); at++) {
    const bool level = d->model->group_factor != NULL, yearly = d->model->year_factor != NULL;
    factors.cases[at] = level ? d->space->group_level[at] : NULL;
    factors.services[at] = yearly ? d->space->group_factor[at] : factors.cases[at];
  }
  d->space->claims.family = family;
  memset(d->space->reached, 0, sizeof d->space->reached);
  sl_covers_terms(d->model, family, d->space->claims.terms);
  sl_covers_bounds(d->model, family, d->space->claims.terms, sl_trials_tell_claimants(&d->trials),
                   &d->space->claims.bounds);
  sl_renewals_bound(d, family->n_persons, &d->space->claims.bounds);
  int code = sl_ledger_count(d->space->ledger, &d->trials, family, &factors, drawn, d->error);
  code = code == SL_OK ? take_trials(&f, 0, d->trials.n) : code;
  if (code == SL_OK && d->trials.reach != NULL && d->trials.reach->again != NULL) {
    code = take_again(&f);
  }
  for (size_t t = 0; d->dating->counts_incurred && t < d->trials.n; t++) {
    d->sums->claims[d->offset + t] += (double)drawn[t];
  }
  return code;
}
