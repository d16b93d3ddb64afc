#include "sim/engine/dated_covers.h"

#include "models/amounts.h"

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
    const uint32_t row = model->scenario->persons[family->first_person + i].row;
    const sl_cover_terms_t own = terms_of_row(specific, row);
    if (own.excluded || own.deductible != specific->deductible) {
      terms = own;
    }
  }
  return terms;
}

void sl_covers_terms(const sl_model_t *model, const sl_family_t *family, sl_cover_terms_t *terms)
{
  for (size_t c = 0; c < model->n_covers; c++) {
    const sl_coverage_t *coverage = &model->covers[c];
    sl_cover_terms_t *own = terms + c * family->n_persons;
    for (uint32_t i = 0; i < family->n_persons; i++) {
      own[i] =
          terms_of_row(coverage->specific, model->scenario->persons[family->first_person + i].row);
    }
    if (coverage->per_certificate) {
      own[0] = terms_of_certificate(model, family, coverage->specific);
    }
  }
}

/* What the sums of one cover and trial are added to. */
typedef struct target {
  const sl_dating_t *dating;
  const sl_coverage_t *coverage;
  sl_unit_sums_t *sums;
  size_t cover, trial;
} target_t;

static double *cell(const target_t *target, double *column)
{
  return &column[target->cover * SL_BLOCK_TRIALS + target->trial];
}

static double *path(const target_t *target, sl_path_column_t column)
{
  return sl_unit_sums_path(target->sums, target->cover, column, target->trial);
}

static void count_claimant(const target_t *target, double paid, double deductible)
{
  *cell(target, target->sums->claimants_half) += paid > 0.5 * deductible;
  *cell(target, target->sums->claimants_full) += paid > deductible;
}

/* The layer between the person's deductible and the captive's limit. */
static void take_layer(const target_t *target, const sl_take_t *take, sl_paid_claims_t *claims,
                       const sl_cover_terms_t *terms)
{
  const double limit = target->coverage->captive_limit;
  if (terms->excluded || terms->deductible >= limit) {
    return;
  }
  sl_specific_t layer = target->coverage->captive_layer;
  sl_cover_t cover = take->cover;
  layer.maximum = limit - terms->deductible;
  cover.specific = &layer;
  const sl_cover_sums_t into = {.excess = path(target, SL_PATH_CAPTIVE), .stride = 1};
  sl_cover_take(&cover, &target->coverage->timeline, claims, terms->deductible, false, &into);
}

/* Where a captive stands below, the specific begins at its limit. */
static double attaches_at(const sl_coverage_t *coverage, const sl_cover_terms_t *terms)
{
  return isinf(coverage->captive_limit) ? terms->deductible
                                        : sl_larger(terms->deductible, coverage->captive_limit);
}

static void take_terminal(const target_t *target, const sl_take_t *take, sl_paid_claims_t *claims,
                          const sl_cover_terms_t *terms)
{
  double both[2] = {0.0, 0.0};
  const bool specific = take->kind == SL_TAKE_TERMINAL_SPECIFIC;
  const sl_cover_sums_t into = {
      .excess = specific ? both : NULL, .eligible = specific ? NULL : both, .stride = 1};
  sl_cover_take(&take->cover, &target->dating->one_slot, claims,
                attaches_at(target->coverage, terms), terms->excluded, &into);
  *cell(target,
        target->sums->dated[specific ? SL_DATED_TERMINAL_EXCESS : SL_DATED_TERMINAL_ELIGIBLE]) +=
      both[0] + both[1];
}

static void take_one(const target_t *target, const sl_take_t *take, sl_paid_claims_t *claims,
                     const sl_cover_terms_t *terms)
{
  switch (take->kind) {
  case SL_TAKE_CAPTIVE:
    take_layer(target, take, claims, terms);
    return;
  case SL_TAKE_TERMINAL_SPECIFIC:
  case SL_TAKE_TERMINAL_AGGREGATE:
    take_terminal(target, take, claims, terms);
    return;
  case SL_TAKE_SPECIFIC:
  case SL_TAKE_AGGREGATE:
    break;
  }
  const sl_cover_sums_t into = {.excess = take->excess ? path(target, SL_PATH_EXCESS) : NULL,
                                .eligible = take->eligible ? path(target, SL_PATH_ELIGIBLE) : NULL,
                                .stride = 1};
  const double paid = sl_cover_take(&take->cover, &target->coverage->timeline, claims,
                                    attaches_at(target->coverage, terms), terms->excluded, &into);
  if (take->kind == SL_TAKE_SPECIFIC) {
    count_claimant(target, paid, terms->deductible);
  }
}

static void take_all(const target_t *target, sl_paid_claims_t *claims,
                     const sl_cover_terms_t *terms)
{
  for (size_t i = 0; claims->n > 0 && i < target->coverage->n_takes; i++) {
    take_one(target, &target->coverage->take[i], claims, terms);
  }
}

/* What is told of claims beside the covers' sums. */
typedef struct notes {
  double insured, insured_run_out, gap, run_out;
} notes_t;

static bool in_some_window(const sl_coverage_t *coverage, const sl_paid_claim_t *claim)
{
  bool found = false;
  for (size_t i = 0; i < coverage->n_gap_windows; i++) {
    found = found || sl_window_holds(&coverage->gap_window[i], claim->incurred, claim->paid);
  }
  return found;
}

static double gap_of(const target_t *target, const sl_paid_claims_t *claims)
{
  const sl_coverage_t *coverage = target->coverage;
  const sl_window_t counted = target->dating->counted;
  double gap = 0.0;
  for (size_t j = 0; j < claims->n; j++) {
    const sl_paid_claim_t *claim = &claims->claim[j];
    if (!in_some_window(coverage, claim) &&
        sl_window_holds(&counted, claim->incurred, claim->paid)) {
      gap += claim->amount;
    }
  }
  return gap;
}

/* Line by line, where services or months are told apart. */
static void note_claim(const target_t *target, const sl_paid_claim_t *claim, double *paid,
                       notes_t *notes)
{
  const sl_coverage_t *coverage = target->coverage;
  const sl_calendar_t *calendar = &coverage->timeline.calendar;
  const bool counted = sl_window_holds(&target->dating->counted, claim->incurred, claim->paid);
  if (coverage->insured != NULL && coverage->insured[claim->service]) {
    notes->insured += counted ? claim->amount : 0.0;
    return;
  }
  if (coverage->runs_out && claim->paid > calendar->last_day) { /* none is incurred later */
    notes->run_out += claim->amount;
    if (coverage->insurer_runs_out) {
      notes->insured += counted ? claim->amount : 0.0;
      notes->insured_run_out += counted ? claim->amount : 0.0;
      return;
    }
  }
  if (coverage->has_gap && counted && !in_some_window(coverage, claim)) {
    notes->gap += claim->amount;
  }
  if (paid != NULL) {
    paid[2 * sl_timeline_slot(&coverage->timeline, claim->paid) + counted] += claim->amount;
  }
}

static void note_claims(const target_t *target, const sl_family_claims_t *claims)
{
  const sl_coverage_t *coverage = target->coverage;
  double *paid = path(target, SL_PATH_PAID);
  const bool one_by_one = coverage->insured != NULL || coverage->insurer_runs_out || paid != NULL;
  notes_t notes = {.run_out = !one_by_one && coverage->runs_out ? claims->run_out : 0.0};
  for (uint32_t i = 0; i < claims->family->n_persons; i++) {
    const sl_paid_claims_t *own = &claims->person[i];
    if (!one_by_one) {
      notes.gap += coverage->has_gap ? gap_of(target, own) : 0.0;
      continue;
    }
    for (size_t j = 0; j < own->n; j++) {
      note_claim(target, &own->claim[j], paid, &notes);
    }
  }
  *cell(target, target->sums->dated[SL_DATED_INSURED]) += notes.insured;
  *cell(target, target->sums->dated[SL_DATED_INSURED_RUN_OUT]) += notes.insured_run_out;
  *cell(target, target->sums->dated[SL_DATED_GAP]) += notes.gap;
  *cell(target, target->sums->dated[SL_DATED_RUN_OUT]) += notes.run_out;
}

static void gather_certificate(sl_family_claims_t *claims)
{
  claims->whole.n = 0;
  claims->whole.sorted = false;
  for (uint32_t i = 0; i < claims->family->n_persons; i++) {
    const sl_paid_claims_t *own = &claims->person[i];
    memcpy(claims->whole.claim + claims->whole.n, own->claim, own->n * sizeof *own->claim);
    claims->whole.n += own->n;
  }
}

void sl_covers_take(const sl_model_t *model, sl_family_claims_t *claims, size_t trial,
                    sl_unit_sums_t *sums)
{
  const size_t n_persons = claims->family->n_persons;
  for (size_t c = 0; c < model->n_covers; c++) {
    const target_t target = {model->dating, &model->covers[c], sums, c, trial};
    const sl_cover_terms_t *terms = claims->terms + c * n_persons;
    note_claims(&target, claims);
    if (target.coverage->per_certificate) {
      gather_certificate(claims);
      take_all(&target, &claims->whole, terms);
      continue;
    }
    for (size_t i = 0; i < n_persons; i++) {
      take_all(&target, &claims->person[i], &terms[i]);
    }
  }
}
