#include "sim/study/replay/replay.h"

#include "models/funding/arrangement.h"
#include "models/stoploss/contract.h"
#include "sim/input/large_claims/large_claims.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MIDDLE_OF_MONTH 14 /* days after its first */

/* What the functions of one replay share. */
typedef struct work {
  const sl_scenario_t *scenario;
  const sl_large_claims_t *claims;
  const sl_replay_terms_t *terms;
  sl_calendar_t calendar; /* of a past plan year: twelve months */
  double *amount;         /* [claimant]: inside the window, of one contract year */
  double *run_in;         /* likewise, of it what was incurred before */
} work_t;

/* ---- days ---- */

static int32_t day_of(const work_t *w, int month)
{
  return sl_calendar_month_start(&w->calendar, month - 1) + MIDDLE_OF_MONTH;
}

/* Of a row that is listed `before` years before the contract's. */
static bool is_held(const work_t *w, const sl_window_t *window, const sl_large_claim_t *claim,
                    int before)
{
  const int paid = claim->paid_month > 0 ? (int)claim->paid_month : SL_MONTHS_PER_YEAR;
  const int latest = paid < SL_MONTHS_PER_YEAR ? paid : SL_MONTHS_PER_YEAR;
  const int incurred = claim->incurred_month > 0 ? (int)claim->incurred_month : latest;
  const int shift = before * SL_MONTHS_PER_YEAR;
  return sl_window_holds(window, day_of(w, incurred - shift), day_of(w, paid - shift));
}

/* ---- one contract year ---- */

/* From money of a past year to that of the scenario's plan year. */
static double growth(const sl_replay_t *replay, int year)
{
  double factor = 1.0;
  for (int y = year; y < replay->plan_year; y++) {
    factor *= 1.0 + replay->trend;
  }
  return factor;
}

static void sum_claimants(const work_t *w, const sl_window_t *window, int year)
{
  memset(w->amount, 0, w->claims->n_claimants * sizeof *w->amount);
  memset(w->run_in, 0, w->claims->n_claimants * sizeof *w->run_in);
  for (size_t i = 0; i < w->claims->n; i++) {
    const sl_large_claim_t *claim = &w->claims->list[i];
    const int before = year - claim->year;
    if (before >= 0 && before <= SL_YEARS_BEFORE_MAX && is_held(w, window, claim, before)) {
      w->amount[claim->claimant] += claim->amount;
      w->run_in[claim->claimant] += before > 0 ? claim->amount : 0.0;
    }
  }
}

/* To money of the scenario's plan year, and what counts of run-in. */
static void trend_claimants(const work_t *w, const sl_specific_t *specific, double factor)
{
  for (size_t p = 0; p < w->claims->n_claimants; p++) {
    const double run_in = factor * w->run_in[p];
    w->amount[p] = factor * w->amount[p] - fmax(0.0, run_in - specific->run_in_maximum);
  }
}

static sl_replay_year_t year_of(const work_t *w, int year)
{
  sl_replay_year_t of = {.year = year};
  for (size_t p = 0; p < w->claims->n_claimants; p++) {
    of.claimants += w->amount[p] > 0.0;
    of.claims += w->amount[p];
    of.largest = fmax(of.largest, w->amount[p]);
  }
  return of;
}

static sl_replay_cell_t cell_of(const work_t *w, const sl_specific_t *specific, double deductible)
{
  sl_replay_cell_t cell = {0};
  double excess = 0.0;
  for (size_t p = 0; p < w->claims->n_claimants; p++) {
    cell.above += w->amount[p] > deductible;
    excess += sl_specific_excess(specific, w->amount[p], deductible);
  }
  cell.reimbursed = sl_specific_reimbursement(specific, excess);
  return cell;
}

/* ---- one cover ---- */

/* Its own and those asked for, each once. */
static void list_deductibles(const sl_replay_terms_t *terms, sl_replay_cover_t *cover)
{
  bool own = false;
  for (size_t i = 0; i < terms->n; i++) {
    if (!own && cover->deductible <= terms->deductibles[i]) {
      cover->deductibles[cover->n_deductibles++] = cover->deductible;
      own = true;
    }
    if (terms->deductibles[i] != cover->deductible) {
      cover->deductibles[cover->n_deductibles++] = terms->deductibles[i];
    }
  }
  if (!own) {
    cover->deductibles[cover->n_deductibles++] = cover->deductible;
  }
}

static int make_cover(const work_t *w, const sl_replay_t *replay, size_t arrangement,
                      sl_replay_cover_t *cover, sl_error_t *error)
{
  const sl_arrangement_t *own = &w->scenario->arrangements->list[arrangement];
  const sl_specific_t *specific = &own->specific;
  *cover = (sl_replay_cover_t){.arrangement = arrangement,
                               .deductible = specific->deductible,
                               .has_lasers = specific->n_lasers > 0,
                               .has_services = specific->services != NULL,
                               .per_certificate = specific->per_certificate};
  const size_t n = w->terms->n + 1;
  cover->deductibles = malloc(n * sizeof *cover->deductibles);
  cover->year = calloc(replay->n_years, sizeof *cover->year);
  cover->cell = calloc(n * replay->n_years, sizeof *cover->cell);
  if (cover->deductibles == NULL || cover->year == NULL || cover->cell == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu past years", replay->n_years);
  }
  list_deductibles(w->terms, cover);
  const sl_window_t window = sl_contract_window(&specific->contract, &w->calendar);
  cover->reaches_back = window.incurred_from < 0;
  for (size_t y = 0; y < replay->n_years; y++) {
    const int year = w->claims->first_year + (int)y;
    sum_claimants(w, &window, year);
    trend_claimants(w, specific, growth(replay, year));
    cover->year[y] = year_of(w, year);
    for (size_t d = 0; d < cover->n_deductibles; d++) {
      cover->cell[d * replay->n_years + y] = cell_of(w, specific, cover->deductibles[d]);
    }
  }
  return SL_OK;
}

/* ---- all of them ---- */

/* Amounts of one claimant and year stand together where no window has moved any. */
static double least_of(const work_t *w, const sl_replay_t *replay)
{
  double least = INFINITY;
  for (int year = w->claims->first_year; year <= w->claims->last_year; year++) {
    const double factor = growth(replay, year);
    memset(w->amount, 0, w->claims->n_claimants * sizeof *w->amount);
    for (size_t i = 0; i < w->claims->n; i++) {
      if (w->claims->list[i].year == year) {
        w->amount[w->claims->list[i].claimant] += w->claims->list[i].amount;
      }
    }
    for (size_t p = 0; p < w->claims->n_claimants; p++) {
      least = w->amount[p] > 0.0 ? fmin(least, factor * w->amount[p]) : least;
    }
  }
  return least;
}

static int make_covers(const work_t *w, sl_replay_t *replay, sl_error_t *error)
{
  const sl_arrangements_t *arrangements = w->scenario->arrangements;
  int code = SL_OK;
  replay->covers = calloc(arrangements->n + 1, sizeof *replay->covers);
  if (replay->covers == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu arrangements", arrangements->n);
  }
  for (size_t a = 0; code == SL_OK && a < arrangements->n; a++) {
    if (arrangements->list[a].has_specific) {
      code = make_cover(w, replay, a, &replay->covers[replay->n_covers++], error);
    }
  }
  return code;
}

int sl_replay_new(const sl_scenario_t *scenario, const sl_large_claims_t *claims,
                  const sl_replay_terms_t *terms, sl_replay_t **replay, sl_error_t *error)
{
  work_t w = {.scenario = scenario, .claims = claims, .terms = terms};
  sl_replay_t *made = calloc(1, sizeof *made);
  w.amount = malloc(claims->n_claimants * sizeof *w.amount);
  w.run_in = malloc(claims->n_claimants * sizeof *w.run_in);
  *replay = NULL;
  int code =
      made != NULL && w.amount != NULL && w.run_in != NULL
          ? SL_OK
          : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu past claimants", claims->n_claimants);
  if (code == SL_OK) {
    sl_calendar_init(&w.calendar, scenario->start, SL_MONTHS_PER_YEAR);
    made->trend = isnan(terms->trend) ? scenario->claims->trend : terms->trend;
    made->plan_year = scenario->start.year;
    made->n_years = (size_t)(claims->last_year - claims->first_year) + 1;
    made->has_paid = claims->has_paid;
    made->has_incurred = claims->has_incurred;
    made->least = least_of(&w, made);
    code = make_covers(&w, made, error);
  }
  free(w.amount);
  free(w.run_in);
  if (code == SL_OK) {
    *replay = made;
  } else {
    sl_replay_free(made);
  }
  return code;
}

void sl_replay_free(sl_replay_t *replay)
{
  if (replay == NULL) {
    return;
  }
  for (size_t i = 0; i < replay->n_covers; i++) {
    free(replay->covers[i].deductibles);
    free(replay->covers[i].year);
    free(replay->covers[i].cell);
  }
  free(replay->covers);
  free(replay);
}

sl_replay_sum_t sl_replay_sum(const sl_replay_t *replay, const sl_replay_cover_t *cover, size_t d)
{
  const sl_replay_cell_t *cell = cover->cell + d * replay->n_years;
  sl_replay_sum_t sum = {0};
  for (size_t y = 0; y < replay->n_years; y++) {
    sum.reimbursed += cell[y].reimbursed;
    sum.above += cell[y].above;
    sum.most = cell[y].reimbursed > cell[sum.most].reimbursed ? y : sum.most;
  }
  return sum;
}
