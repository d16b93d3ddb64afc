#include "sim/engine/dated/covers.h"

#include "models/core/amounts.h"
#include "models/funding/arrangement.h"
#include "sim/engine/dated/beyond.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>

/* A sum of the same claims in another order may be smaller by so much of itself. */
#define ROUNDING 0x1p-40

/* Where the sums of one ladder and trial are. */
typedef struct target {
  const sl_model_t *model;
  const sl_ladder_t *ladder;
  const sl_coverage_t *coverage; /* the ladder's first: what all of it has in common */
  sl_unit_sums_t *sums;
  size_t trial;
  bool settled;                    /* by take_one_step.h: what is left are months */
  const sl_class_places_t *places; /* NULL: claims are to be looked at */
} target_t;

static target_t target_of(const sl_model_t *model, size_t ladder, size_t trial,
                          sl_unit_sums_t *sums)
{
  const sl_ladder_t *l = &model->ladders[ladder];
  return (target_t){.model = model,
                    .ladder = l,
                    .coverage = &model->covers[l->cover[0]],
                    .sums = sums,
                    .trial = trial,
                    .settled = model->readings->one_step[ladder].covers != NULL};
}

static double *cell(const target_t *target, size_t cover, double *column)
{
  return &column[cover * SL_BLOCK_TRIALS + target->trial];
}

static double *path(const target_t *target, size_t cover, sl_path_kind_t kind,
                    sl_path_column_t column)
{
  return sl_unit_sums_path(target->sums, cover, kind, column, target->trial);
}

/* ---- rungs: a take under the deductibles of a ladder ---- */

static double *beyond(const target_t *target, size_t cover, sl_beyond_column_t column)
{
  double *values = sl_unit_sums_beyond(target->sums, cover, column);
  return values != NULL ? &values[target->trial] : NULL;
}

/* The months that are known of a year in progress. */
static void cut_known(const target_t *target, size_t cover, const sl_take_t *take,
                      sl_cover_rung_t *rung)
{
  const sl_coverage_t *coverage = &target->model->covers[cover];
  rung->known_months = isfinite(coverage->known_at_most) ? coverage->known_months : 0;
  rung->known_at_most = coverage->known_at_most;
  rung->known_above = take->kind == SL_TAKE_SPECIFIC && rung->known_months > 0
                          ? beyond(target, cover, SL_COLUMN_KNOWN_ABOVE)
                          : NULL;
}

/* The layer between the person's deductible and the captive's limit: nobody's above the limit. */
static bool make_layer(const target_t *target, size_t cover, sl_path_kind_t kind,
                       const sl_take_t *take, const sl_cover_terms_t *terms, sl_cover_rung_t *rung)
{
  const double limit = target->coverage->captive_limit;
  if (terms->excluded || terms->deductible >= limit) {
    return false;
  }
  *rung = (sl_cover_rung_t){
      .deductible = terms->deductible,
      .coinsurance = 1.0,
      .maximum = limit - terms->deductible,
      .eligible_cap = (double)INFINITY,
      .sums = {.excess = path(target, cover, kind, SL_PATH_CAPTIVE), .stride = 1}};
  if (kind == SL_PATH_MONTHLY) {
    cut_known(target, cover, take, rung);
  }
  return true;
}

/* Where a captive stands below, the specific begins at its limit. */
static double attaches_at(const sl_coverage_t *coverage, const sl_cover_terms_t *terms)
{
  return isinf(coverage->captive_limit) ? terms->deductible
                                        : sl_larger(terms->deductible, coverage->captive_limit);
}

/* What the carrier leaves above the deductible; of an excluded person above the group's. */
static void want_kept(const target_t *target, size_t cover, const sl_take_t *take, bool excluded,
                      sl_cover_rung_t *rung)
{
  if (!excluded) {
    rung->kept.coinsurance = beyond(target, cover, SL_COLUMN_COINSURANCE);
    rung->kept.maximum = beyond(target, cover, SL_COLUMN_MAXIMUM);
  } else if (take->cover.specific != NULL) {
    rung->deductible = take->cover.specific->deductible;
    rung->kept.exclusion = beyond(target, cover, SL_COLUMN_EXCLUSION);
  }
}

/* both: the sums of a terminal option, which nobody wants by slot. */
static void make_cover(const target_t *target, size_t cover, sl_path_kind_t kind,
                       const sl_take_t *take, const sl_cover_terms_t *terms, double *both,
                       sl_cover_rung_t *rung)
{
  const sl_specific_t *specific = take->cover.specific;
  *rung = (sl_cover_rung_t){.deductible = attaches_at(target->coverage, terms),
                            .eligible_cap = take->cover.eligible_cap,
                            .sums = {.stride = 1}};
  if (specific != NULL) {
    rung->coinsurance = specific->coinsurance;
    rung->maximum = specific->maximum;
  }
  if (take->excess && specific != NULL && !terms->excluded) {
    rung->sums.excess = both != NULL ? both : path(target, cover, kind, SL_PATH_EXCESS);
  }
  if (kind == SL_PATH_MONTHLY) {
    cut_known(target, cover, take, rung);
  }
  if (take->kind == SL_TAKE_SPECIFIC && kind == SL_PATH_SETTLED &&
      target->coverage->beyond_width > 0) {
    want_kept(target, cover, take, terms->excluded, rung);
  }
  if (sl_take_tells_eligible(take)) {
    rung->sums.eligible = both != NULL ? both : path(target, cover, kind, SL_PATH_ELIGIBLE);
  }
}

/* A take of a person or a certificate under every deductible of a ladder. */
typedef struct rungs {
  const sl_take_t *take; /* the first cover's */
  const sl_timeline_t *timeline;
  size_t n;
  sl_cover_rung_t rung[SL_RUNGS_MAX];
  double both[SL_RUNGS_MAX][2];
} rungs_t;

/* One person, or one certificate. */
typedef struct holder {
  sl_paid_claims_t claims;       /* under the cover at hand, where they are looked at */
  const sl_held_cells_t *held;   /* by cell */
  size_t at;                     /* of class 0 among these, where they are by class */
  const sl_cover_terms_t *terms; /* under cover 0 */
  size_t stride;                 /* to the next cover's */
  sl_cover_step_t *steps;        /* scratch */
} holder_t;

/* Covers of a ladder that a holder may pass. */
typedef struct reached {
  size_t n;
  size_t cover[SL_RUNGS_MAX];
} reached_t;

static void make_rungs(const target_t *target, size_t i, sl_path_kind_t kind,
                       const holder_t *holder, const reached_t *reached, rungs_t *rungs)
{
  rungs->take = &target->coverage->take[i];
  const bool terminal = sl_take_is_terminal(rungs->take);
  rungs->timeline = sl_take_timeline(target->model, target->coverage, rungs->take, kind);
  rungs->n = 0;
  for (size_t k = 0; k < reached->n; k++) {
    const size_t cover = reached->cover[k];
    const sl_cover_terms_t *own = holder->terms + cover * holder->stride;
    sl_cover_rung_t *rung = &rungs->rung[rungs->n];
    if (rungs->take->kind == SL_TAKE_CAPTIVE) {
      rungs->n += make_layer(target, cover, kind, rungs->take, own, rung);
      continue;
    }
    double *both = terminal ? rungs->both[k] : NULL;
    rungs->both[k][0] = rungs->both[k][1] = 0.0;
    make_cover(target, cover, kind, &target->model->covers[cover].take[i], own, both, rung);
    rungs->n++;
  }
}

static void add_terminal(const target_t *target, const reached_t *reached, const rungs_t *rungs)
{
  const bool specific = rungs->take->kind == SL_TAKE_TERMINAL_SPECIFIC;
  double *column =
      target->sums->dated[specific ? SL_DATED_TERMINAL_EXCESS : SL_DATED_TERMINAL_ELIGIBLE];
  for (size_t k = 0; sl_take_is_terminal(rungs->take) && k < reached->n; k++) {
    *cell(target, reached->cover[k], column) += rungs->both[k][0] + rungs->both[k][1];
  }
}

static void count_claimants(const target_t *target, const holder_t *holder, double paid)
{
  for (size_t k = 0; k < target->ladder->n; k++) {
    const size_t cover = target->ladder->cover[k];
    if (cover < target->model->n_own_covers) {
      sl_unit_sums_count_claimant(target->sums, cover, target->trial,
                                  holder->terms[cover * holder->stride].deductible, paid);
    }
  }
}

/* ---- one person, or one certificate ---- */

/* A bound that tells of most holders and covers that no rung is passed, without one. */
static void find_reached(const target_t *target, size_t i, const holder_t *holder,
                         const sl_cover_total_t *total, reached_t *reached)
{
  const bool run_in = total->run_in > target->coverage->take[i].cover.run_in_maximum;
  reached->n = 0;
  for (size_t k = 0; k < target->ladder->n; k++) {
    const size_t c = target->ladder->cover[k];
    const sl_cover_t *cover = &target->model->covers[c].take[i].cover;
    reached->cover[reached->n] = c;
    reached->n += run_in || total->claims > target->model->covers[c].known_at_most ||
                  total->claims > holder->terms[c * holder->stride].deductible ||
                  total->claims > cover->eligible_cap ||
                  (cover->specific != NULL && total->claims > cover->specific->deductible);
  }
}

/* As sl_cover_total of the claims that the cells stand for: no claim is run-in, since all are of
 * the plan year. */
static sl_cover_total_t total_by_class(const sl_take_places_t *places, const holder_t *holder)
{
  double sum = 0.0;
  for (size_t j = 0; j < holder->held->n; j++) {
    const uint32_t cell = holder->held->touched[j];
    sum += places->holds[cell - holder->at] ? holder->held->sums[cell] : 0.0;
  }
  return (sl_cover_total_t){.claims = sum, .covered = sum};
}

static sl_cover_total_t total_of(const target_t *target, size_t i, const holder_t *holder)
{
  return target->places != NULL ? total_by_class(&target->places->take[i], holder)
                                : sl_cover_total(&target->coverage->take[i].cover, &holder->claims);
}

/* Returns how many. */
static size_t steps_by_class(const sl_take_places_t *places, sl_path_kind_t kind,
                             const holder_t *holder)
{
  size_t n = 0, last = SIZE_MAX;
  for (size_t j = 0; j < holder->held->n; j++) {
    const uint32_t cell = holder->held->touched[j];
    const double amount = holder->held->sums[cell];
    const sl_cover_place_t place = places->place[kind][cell - holder->at];
    if (places->holds[cell - holder->at] && place.step == last) {
      holder->steps[n - 1].held += amount;
      holder->steps[n - 1].counts += amount;
    } else if (places->holds[cell - holder->at]) {
      holder->steps[n++] = (sl_cover_step_t){amount, amount, place.entry};
      last = place.step;
    }
  }
  for (; n % SL_STEPS_WHOLE != 0; n++) {
    holder->steps[n] = (sl_cover_step_t){0.0, 0.0, holder->steps[n - 1].entry};
  }
  return n;
}

static size_t add_above(const target_t *target, size_t i, sl_path_kind_t kind,
                        const holder_t *holder, const sl_cover_total_t *total, const rungs_t *rungs,
                        double *room)
{
  const sl_cover_t *cover = &target->coverage->take[i].cover;
  if (target->places == NULL) {
    return sl_cover_add_above(cover, rungs->timeline, &holder->claims, total, rungs->n, rungs->rung,
                              room);
  }
  const size_t n = steps_by_class(&target->places->take[i], kind, holder);
  return sl_cover_climb(cover, rungs->timeline, total, n, holder->steps, rungs->n, rungs->rung);
}

static void take_rungs(const target_t *target, size_t i, sl_path_kind_t kind,
                       const holder_t *holder, const sl_cover_total_t *total,
                       const reached_t *reached, double *room)
{
  rungs_t rungs;
  make_rungs(target, i, kind, holder, reached, &rungs);
  if (add_above(target, i, kind, holder, total, &rungs, room) > 0) {
    add_terminal(target, reached, &rungs);
  }
}

/* Returns what the specific holds of the claims. */
static double take_covers(const target_t *target, const holder_t *holder, double *room)
{
  double held = 0.0;
  sl_cover_total_t totals[SL_TAKES_MAX];
  reached_t reached;
  for (size_t i = 0; i < target->coverage->n_takes; i++) {
    const sl_take_t *take = &target->coverage->take[i];
    totals[i] = total_of(target, i, holder);
    find_reached(target, i, holder, &totals[i], &reached);
    for (sl_path_kind_t k = target->settled ? SL_PATH_MONTHLY : SL_PATH_SETTLED;
         reached.n > 0 && k < SL_PATH_KINDS; k++) {
      if (sl_coverage_walks(target->coverage, take, k)) {
        take_rungs(target, i, k, holder, &totals[i], &reached, room);
      }
    }
    if (take->kind == SL_TAKE_SPECIFIC && !target->coverage->by_total && !target->settled) {
      count_claimants(target, holder, totals[i].covered);
    }
    held = take->kind == SL_TAKE_SPECIFIC ? totals[i].claims : held;
  }
  if (target->coverage->beyond_width > 0) {
    sl_beyond_between(target->model, target->ladder, &holder->claims, totals, target->trial,
                      target->sums);
  }
  return held;
}

void sl_covers_gap_above(const sl_model_t *model, const sl_ladder_t *ladder,
                         const sl_cover_terms_t *terms, size_t stride, double gap, size_t trial,
                         sl_unit_sums_t *sums)
{
  const sl_arrangement_t *arrangement = model->covers[ladder->cover[0]].arrangement;
  for (size_t k = 0; gap > 0.0 && arrangement->has_specific && k < ladder->n; k++) {
    const size_t cover = ladder->cover[k];
    const double deductible = terms[cover * stride].deductible;
    if (gap > deductible) {
      sums->dated[SL_DATED_GAP_ABOVE][cover * SL_BLOCK_TRIALS + trial] +=
          sl_specific_excess(&arrangement->specific, gap, deductible);
    }
  }
}

static double gap_of(const sl_coverage_t *coverage, const sl_paid_claims_t *claims)
{
  double gap = 0.0;
  for (size_t j = 0; j < claims->n; j++) {
    gap += sl_coverage_is_gap(coverage, &claims->claim[j]) ? claims->claim[j].amount : 0.0;
  }
  return gap;
}

/* The claims of a holder, of whom only the cells may have been looked at. */
static void list_claims(const target_t *target, holder_t *holder)
{
  holder->claims.n = sl_readings_claims(target->model->readings, target->ladder->cover[0],
                                        holder->held, holder->claims.claim);
}

static double sum_of(const target_t *target, const holder_t *holder)
{
  double sum = 0.0;
  for (size_t j = 0; target->places != NULL && j < holder->held->n; j++) {
    sum += holder->held->sums[holder->held->touched[j]];
  }
  for (size_t j = 0; target->places == NULL && j < holder->claims.n; j++) {
    sum += holder->claims.claim[j].amount;
  }
  return (1.0 + ROUNDING) * sum;
}

/* held: by the specific. A gap is not larger than what is left of all claims, which for nearly all
 * holders is nothing. */
static void take_gap(const target_t *target, holder_t *holder, double held)
{
  if (!target->coverage->has_gap || target->settled) {
    return;
  }
  const double left = sum_of(target, holder) - held;
  bool above = false;
  for (size_t k = 0; k < target->ladder->n; k++) {
    above = above || left > holder->terms[target->ladder->cover[k] * holder->stride].deductible;
  }
  if (above) {
    list_claims(target, holder);
    sl_covers_gap_above(target->model, target->ladder, holder->terms, holder->stride,
                        gap_of(target->coverage, &holder->claims), target->trial, target->sums);
  }
}

static bool walks(const target_t *target)
{
  return (!target->coverage->by_total && !target->settled) ||
         sl_coverage_tells_months(target->coverage);
}

static const sl_class_places_t *places_of(const sl_readings_t *readings, size_t ladder,
                                          const sl_held_cells_t *held)
{
  const sl_class_places_t *places = readings->places;
  return held->by_class && places != NULL && places[ladder].told ? &places[ladder] : NULL;
}

/* A gap is a matter of cells even where nothing else is. */
static bool asks_cells(const target_t *target)
{
  return walks(target) || (target->coverage->has_gap && !target->settled);
}

static void take_all(const sl_model_t *model, size_t i, holder_t *holder, size_t trial,
                     sl_family_claims_t *claims, sl_unit_sums_t *sums)
{
  const size_t n_holders = claims->family->n_persons + 1;
  for (size_t l = 0; l < model->n_ladders; l++) {
    target_t target = target_of(model, l, trial, sums);
    if (claims->paid[i] <= claims->bounds.ladder[l * n_holders + i] || !asks_cells(&target)) {
      continue;
    }
    target.places = places_of(model->readings, l, holder->held);
    if (target.places == NULL) {
      list_claims(&target, holder);
    }
    const bool any = target.places != NULL ? holder->held->n > 0 : holder->claims.n > 0;
    take_gap(&target, holder,
             any && walks(&target) ? take_covers(&target, holder, claims->room) : 0.0);
  }
}

static size_t room_of(const sl_model_t *model, const sl_coverage_t *coverage)
{
  size_t most = 1;
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_take_t *take = &coverage->take[i];
    for (sl_path_kind_t k = 0; k < SL_PATH_KINDS; k++) {
      if (sl_coverage_walks(coverage, take, k)) {
        const size_t n = sl_cover_room(&take->cover, sl_take_timeline(model, coverage, take, k));
        most = n > most ? n : most;
      }
    }
  }
  return most;
}

size_t sl_covers_room(const sl_model_t *model)
{
  size_t most = 1;
  for (size_t c = 0; c < model->n_covers; c++) {
    const size_t n = room_of(model, &model->covers[c]);
    most = n > most ? n : most;
  }
  return most;
}

/* ---- covers that ask for no more than a person's year ---- */

static void add_beyond(const target_t *target, size_t cover, sl_beyond_column_t column,
                       double amount)
{
  double *values = beyond(target, cover, column);
  if (values != NULL) {
    *values += amount;
  }
}

static void keep_above(const target_t *target, size_t cover, const sl_cover_terms_t *own,
                       double paid)
{
  const sl_coverage_t *coverage = &target->model->covers[cover];
  if (coverage->specific != NULL) {
    const sl_kept_above_t kept =
        sl_specific_kept_above(coverage->specific, paid, own->deductible, own->excluded);
    add_beyond(target, cover, SL_COLUMN_COINSURANCE, kept.coinsurance);
    add_beyond(target, cover, SL_COLUMN_MAXIMUM, kept.maximum);
    add_beyond(target, cover, SL_COLUMN_EXCLUSION, kept.exclusion);
  }
}

/* As on the annual path (take_specific of annual/unit.c), to the bit. */
static void take_years(target_t *target, size_t cover, const sl_cover_terms_t *own, size_t n,
                       const double *year)
{
  const sl_coverage_t *coverage = &target->model->covers[cover];
  const size_t first = target->trial;
  sl_specific_accumulate_batch(coverage->specific, n, year, own->deductible, own->excluded,
                               cell(target, cover, target->sums->excess),
                               cell(target, cover, target->sums->eligible));
  for (size_t t = 0; t < n; t++) {
    target->trial = first + t;
    sl_unit_sums_count_claimant(target->sums, cover, target->trial, own->deductible, year[t]);
    if (coverage->beyond_width > 0 && year[t] > 0.0) {
      keep_above(target, cover, own, year[t]);
    }
  }
  target->trial = first;
}

void sl_covers_take_years(const sl_model_t *model, const sl_cover_terms_t *terms, size_t n_persons,
                          uint32_t person, size_t trial, size_t n, const double *year,
                          sl_unit_sums_t *sums)
{
  for (size_t c = 0; c < model->n_covers; c++) {
    const sl_coverage_t *coverage = &model->covers[c];
    if (coverage->by_total && coverage->arrangement->kind->retains_claims) {
      target_t target = {.model = model, .coverage = coverage, .sums = sums, .trial = trial};
      take_years(&target, c, &terms[c * n_persons + person], n, year);
    }
  }
}

/* ---- one family ---- */

#define LINE 8 /* doubles of a line of the cache */

static void send_for_path(const target_t *target, size_t cover, sl_path_kind_t kind,
                          sl_path_column_t column)
{
  const double *sums = path(target, cover, kind, column);
  const size_t n = 2 * target->model->covers[cover].path[kind].timeline.n_slots;
  for (size_t i = 0; sums != NULL && i < n + LINE; i += LINE) {
    __builtin_prefetch(sums + i, 1);
  }
}

void sl_covers_send_for(const sl_model_t *model, const sl_family_claims_t *claims, size_t trial,
                        sl_unit_sums_t *sums)
{
  const size_t n_persons = claims->family->n_persons;
  for (size_t i = 0; i < n_persons; i++) {
    for (size_t l = 0; claims->wanted[i] && l < model->n_ladders; l++) {
      const target_t target = target_of(model, l, trial, sums);
      for (size_t k = 0; asks_cells(&target) && k < target.ladder->n; k++) {
        const size_t c = target.ladder->cover[k];
        if (claims->paid[i] > claims->terms[c * n_persons + i].deductible) {
          for (sl_path_kind_t kind = 0; kind < SL_PATH_KINDS; kind++) {
            send_for_path(&target, c, kind, SL_PATH_EXCESS);
            send_for_path(&target, c, kind, SL_PATH_ELIGIBLE);
          }
        }
      }
    }
  }
}

/* Of the plan year's first row: its only one where cells are by class. */
static size_t first_cell(const sl_model_t *model)
{
  const sl_readings_t *readings = model->readings;
  const sl_readings_year_t *year = &readings->year[sl_model_year_at(model, 0)];
  return year->only != NULL ? readings->rows[*year->only].at : 0;
}

void sl_covers_take(const sl_model_t *model, sl_family_claims_t *claims, size_t trial,
                    sl_unit_sums_t *sums)
{
  const size_t n_persons = claims->family->n_persons, at = first_cell(model);
  for (size_t i = 0; i <= n_persons; i++) {
    const bool certificate = i == n_persons;
    holder_t holder = {.claims = {.claim = claims->list},
                       .held = &claims->held[i],
                       .at = at,
                       .steps = claims->steps,
                       .terms = claims->terms + (certificate ? 0 : i),
                       .stride = n_persons};
    if (claims->wanted[i]) {
      take_all(model, i, &holder, trial, claims, sums);
    }
  }
}
