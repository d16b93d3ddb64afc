#include "sim/engine/dated/covers.h"

#include "models/core/amounts.h"
#include "models/funding/arrangement.h"
#include "sim/engine/dated/beyond.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <string.h>

static sl_cover_terms_t terms_of_row(const sl_specific_t *specific, uint32_t row)
{
  sl_cover_terms_t terms = {.deductible = (double)INFINITY};
  if (specific != NULL) {
    terms.deductible = sl_specific_deductible_of(specific, row, &terms.excluded);
  }
  return terms;
}

/* A certificate takes the laser of any of its rows; exclusion before any deductible. */
static sl_cover_terms_t terms_of_certificate(const sl_model_t *model, const sl_family_t *family,
                                             const sl_specific_t *specific)
{
  sl_cover_terms_t terms = {.deductible = specific->deductible};
  for (uint32_t i = 0; i < family->n_persons && !terms.excluded; i++) {
    const uint32_t row = model->scenario->group->persons[family->first_person + i].row;
    const sl_cover_terms_t own = terms_of_row(specific, row);
    if (own.excluded || own.deductible != specific->deductible) {
      terms = own;
    }
  }
  return terms;
}

/* A sum of the same claims in another order may be smaller by so much of itself. */
#define ROUNDING 0x1p-40

/* Up to here a cover asks nothing of a person but the sums of claims and whether he is counted:
 * neither excess nor cap. */
static double bound_of(const sl_coverage_t *coverage, const sl_cover_terms_t *terms)
{
  double bound = sl_smaller(terms->deductible, coverage->known_at_most);
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_cover_t *cover = &coverage->take[i].cover;
    bound = sl_smaller(bound, sl_smaller(cover->eligible_cap, cover->run_in_maximum));
    if (cover->specific != NULL) {
      bound = sl_smaller(bound, cover->specific->deductible);
    }
  }
  return (1.0 - ROUNDING) * bound;
}

/* claimants: who passes half of the deductible is counted. */
static void bound_holder(const sl_coverage_t *coverage, const sl_cover_terms_t *terms,
                         bool claimants, double *bound, double *counted)
{
  const double own = bound_of(coverage, terms);
  *counted = sl_smaller(*counted, own);
  *bound = sl_smaller(
      *bound, claimants ? sl_smaller(own, (1.0 - ROUNDING) * (0.5 * terms->deductible)) : own);
}

static void bound_ladder(const sl_model_t *model, const sl_ladder_t *ladder, size_t n_persons,
                         const sl_cover_terms_t *terms, bool claimants, double *bounds,
                         double *counted)
{
  for (size_t i = 0; i <= n_persons; i++) {
    bounds[i] = (double)INFINITY;
  }
  for (size_t k = 0; k < ladder->n; k++) {
    const sl_coverage_t *coverage = &model->covers[ladder->cover[k]];
    const sl_cover_terms_t *own = terms + ladder->cover[k] * n_persons;
    const bool counts = claimants && ladder->cover[k] < model->n_own_covers;
    if (coverage->per_certificate) {
      bound_holder(coverage, own, counts, &bounds[n_persons], &counted[n_persons]);
    }
    for (size_t i = 0; !coverage->per_certificate && i < n_persons; i++) {
      bound_holder(coverage, &own[i], counts, &bounds[i], &counted[i]);
    }
  }
}

void sl_covers_bounds(const sl_model_t *model, const sl_family_t *family,
                      const sl_cover_terms_t *terms, bool claimants, sl_cover_bounds_t *bounds)
{
  const size_t n_holders = family->n_persons + 1;
  for (size_t i = 0; i < n_holders; i++) {
    bounds->least[i] = bounds->counted[i] = (double)INFINITY;
  }
  for (size_t l = 0; l < model->n_ladders; l++) {
    double *own = bounds->ladder + l * n_holders;
    bound_ladder(model, &model->ladders[l], family->n_persons, terms, claimants, own,
                 bounds->counted);
    for (size_t i = 0; i < n_holders; i++) {
      bounds->least[i] = sl_smaller(bounds->least[i], own[i]);
    }
  }
}

void sl_covers_terms(const sl_model_t *model, const sl_family_t *family, sl_cover_terms_t *terms)
{
  for (size_t c = 0; c < model->n_covers; c++) {
    const sl_coverage_t *coverage = &model->covers[c];
    sl_cover_terms_t *own = terms + c * family->n_persons;
    for (uint32_t i = 0; i < family->n_persons; i++) {
      own[i] = terms_of_row(coverage->specific,
                            model->scenario->group->persons[family->first_person + i].row);
    }
    if (coverage->per_certificate) {
      own[0] = terms_of_certificate(model, family, coverage->specific);
    }
  }
}

/* Where the sums of one ladder and trial are. */
typedef struct target {
  const sl_model_t *model;
  const sl_ladder_t *ladder;
  const sl_coverage_t *coverage; /* the ladder's first: what all of it has in common */
  sl_unit_sums_t *sums;
  size_t trial;
} target_t;

static target_t target_of(const sl_model_t *model, size_t ladder, size_t trial,
                          sl_unit_sums_t *sums)
{
  const sl_ladder_t *l = &model->ladders[ladder];
  return (target_t){model, l, &model->covers[l->cover[0]], sums, trial};
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
  if (take->kind == SL_TAKE_SPECIFIC && kind == SL_PATH_SETTLED) {
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

static bool is_terminal(const sl_take_t *take)
{
  return take->kind == SL_TAKE_TERMINAL_SPECIFIC || take->kind == SL_TAKE_TERMINAL_AGGREGATE;
}

/* Nobody wants a terminal option by slot. */
static const sl_timeline_t *timeline_of(const sl_model_t *model, const sl_coverage_t *coverage,
                                        const sl_take_t *take, sl_path_kind_t kind)
{
  return is_terminal(take) ? &model->dating->one_slot : &coverage->path[kind].timeline;
}

/* One person, or one certificate. */
typedef struct holder {
  sl_paid_claims_t claims;       /* under the cover at hand */
  const sl_cover_terms_t *terms; /* under cover 0 */
  size_t stride;                 /* to the next cover's */
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
  const bool terminal = is_terminal(rungs->take);
  rungs->timeline = timeline_of(target->model, target->coverage, rungs->take, kind);
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
  for (size_t k = 0; is_terminal(rungs->take) && k < reached->n; k++) {
    *cell(target, reached->cover[k], column) += rungs->both[k][0] + rungs->both[k][1];
  }
}

static void count_claimants(const target_t *target, const holder_t *holder, double paid)
{
  for (size_t k = 0; k < target->ladder->n; k++) {
    const size_t cover = target->ladder->cover[k];
    const double deductible = holder->terms[cover * holder->stride].deductible;
    if (paid > 0.5 * deductible && cover < target->model->n_own_covers) {
      *cell(target, cover, target->sums->claimants_half) += 1.0;
      *cell(target, cover, target->sums->claimants_full) += paid > deductible;
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

static void take_rungs(const target_t *target, size_t i, sl_path_kind_t kind,
                       const holder_t *holder, const sl_cover_total_t *total,
                       const reached_t *reached, double *room)
{
  rungs_t rungs;
  make_rungs(target, i, kind, holder, reached, &rungs);
  if (sl_cover_add_above(&target->coverage->take[i].cover, rungs.timeline, &holder->claims, total,
                         rungs.n, rungs.rung, room) > 0) {
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
    totals[i] = sl_cover_total(&take->cover, &holder->claims);
    find_reached(target, i, holder, &totals[i], &reached);
    for (sl_path_kind_t k = 0; reached.n > 0 && k < SL_PATH_KINDS; k++) {
      if (sl_coverage_walks(target->coverage, take, k)) {
        take_rungs(target, i, k, holder, &totals[i], &reached, room);
      }
    }
    if (take->kind == SL_TAKE_SPECIFIC && !target->coverage->by_total) {
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

/* What a person's or certificate's gap comes to above the deductible, under every rung. */
static void add_gap_above(const target_t *target, const sl_cover_terms_t *terms, size_t stride,
                          double gap)
{
  const sl_specific_t *specific =
      target->coverage->arrangement->has_specific ? &target->coverage->arrangement->specific : NULL;
  for (size_t k = 0; gap > 0.0 && specific != NULL && k < target->ladder->n; k++) {
    const size_t cover = target->ladder->cover[k];
    const double deductible = terms[cover * stride].deductible;
    if (gap > deductible) {
      *cell(target, cover, target->sums->dated[SL_DATED_GAP_ABOVE]) +=
          sl_specific_excess(specific, gap, deductible);
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

/* all: of the holder's claims, whatever their days; held: by the specific. A gap is not larger than
 * what is left, which for nearly all holders is nothing. */
static void take_gap(const target_t *target, const holder_t *holder, double all, double held)
{
  bool above = false;
  for (size_t k = 0; target->coverage->has_gap && k < target->ladder->n; k++) {
    above =
        above || all - held > holder->terms[target->ladder->cover[k] * holder->stride].deductible;
  }
  if (above) {
    add_gap_above(target, holder->terms, holder->stride, gap_of(target->coverage, &holder->claims));
  }
}

static bool walks(const target_t *target)
{
  return !target->coverage->by_total ||
         target->coverage->path[SL_PATH_MONTHLY].timeline.n_slots > 0;
}

static double sum_of(const sl_paid_claims_t *claims)
{
  double sum = 0.0;
  for (size_t j = 0; j < claims->n; j++) {
    sum += claims->claim[j].amount;
  }
  return (1.0 + ROUNDING) * sum;
}

static void take_all(const sl_model_t *model, size_t i, holder_t *holder, size_t trial,
                     sl_family_claims_t *claims, sl_unit_sums_t *sums)
{
  const size_t n_holders = claims->family->n_persons + 1;
  for (size_t l = 0; l < model->n_ladders; l++) {
    const target_t target = target_of(model, l, trial, sums);
    if (claims->paid[i] <= claims->bounds.ladder[l * n_holders + i]) {
      continue;
    }
    holder->claims.n = sl_readings_claims(model->readings, target.ladder->cover[0],
                                          &claims->held[i], holder->claims.claim);
    const bool walked = holder->claims.n > 0 && walks(&target);
    const double held = walked ? take_covers(&target, holder, claims->room) : 0.0;
    take_gap(&target, holder, sum_of(&holder->claims), held);
  }
}

static size_t room_of(const sl_model_t *model, const sl_coverage_t *coverage)
{
  size_t most = 1;
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_take_t *take = &coverage->take[i];
    for (sl_path_kind_t k = 0; k < SL_PATH_KINDS; k++) {
      if (sl_coverage_walks(coverage, take, k)) {
        const size_t n = sl_cover_room(&take->cover, timeline_of(model, coverage, take, k));
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

static void count_year(const target_t *target, size_t cover, double deductible, double paid)
{
  *cell(target, cover, target->sums->claimants_half) += paid > 0.5 * deductible;
  *cell(target, cover, target->sums->claimants_full) += paid > deductible;
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
    count_year(target, cover, own->deductible, year[t]);
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
      target_t target = {model, NULL, coverage, sums, trial};
      take_years(&target, c, &terms[c * n_persons + person], n, year);
    }
  }
}

/* ---- one family ---- */

void sl_covers_take(const sl_model_t *model, sl_family_claims_t *claims, size_t trial,
                    sl_unit_sums_t *sums)
{
  const size_t n_persons = claims->family->n_persons;
  for (size_t i = 0; i <= n_persons; i++) {
    const bool certificate = i == n_persons;
    holder_t holder = {.claims = {.claim = claims->list},
                       .terms = claims->terms + (certificate ? 0 : i),
                       .stride = n_persons};
    if (claims->wanted[i]) {
      take_all(model, i, &holder, trial, claims, sums);
    }
  }
}
