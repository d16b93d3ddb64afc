#include "sim/engine/dated/renewals.h"

#include "models/core/amounts.h"
#include "models/stoploss/contract.h"
#include "sim/engine/dated/ledger_cases.h"

#include <math.h>

void sl_renewals_bound(const sl_dated_run_t *d, size_t n_persons, sl_cover_bounds_t *bounds)
{
  const sl_lasers_t *lasers = d->trials.lasers;
  for (size_t r = 0; lasers != NULL && lasers->next != NULL && r < lasers->n_rules; r++) {
    for (size_t i = 0; i < n_persons; i++) {
      bounds->least[i] = sl_smaller(bounds->least[i], sl_laser_threshold(&lasers->rules[r]));
    }
  }
}

static sl_cover_terms_t *terms_of(const sl_dated_run_t *d, size_t arrangement, size_t n_persons,
                                  size_t person)
{
  return &d->space->claims.terms[d->model->cover_of[arrangement] * n_persons + person];
}

static bool put_in_force(const sl_dated_run_t *d, size_t n_persons, size_t seat)
{
  const sl_lasers_t *lasers = d->trials.lasers;
  size_t n = 0;
  const sl_laser_entry_t *entry =
      lasers->now != NULL
          ? sl_laser_book_range(lasers->now, d->place + seat, d->place + seat + 1, &n)
          : NULL;
  for (size_t i = 0; i < n; i++) {
    terms_of(d, lasers->rules[entry[i].rule].own, n_persons, entry[i].person)->deductible =
        entry[i].deductible;
  }
  return n > 0;
}

/* Plan paid of a person's claims of the plan year that were incurred by then. */
static double seen_of(const sl_dated_run_t *d, size_t person, size_t k, int32_t last)
{
  const sl_listed_year_t *year = &d->space->listing->year[sl_model_year_at(d->model, 0)];
  double seen = 0.0;
  for (uint32_t j = year->first[k]; j < year->first[k + 1]; j++) {
    const uint64_t key = year->records[j].key;
    seen +=
        sl_claim_person(key) == person && (int32_t)sl_claim_day(key) <= last ? year->plan[j] : 0.0;
  }
  return seen;
}

/* The laser that a rule sets for the year after; NaN = none. */
static double set_of(const sl_dated_run_t *d, const sl_laser_rule_t *rule, size_t person, size_t k)
{
  const size_t trial = d->space->listing->begin + k;
  const sl_renewal_person_t seen = {
      .seen = seen_of(d, person, k, rule->last_seen),
      .continuation = d->model->conditions != NULL
                          ? sl_ledger_continuation(d->space->ledger, (uint32_t)person, trial)
                          : (double)NAN,
      .laser = (double)NAN};
  return sl_renewal_laser(rule->terms, &seen, rule->g, rule->deductible, rule->next_deductible);
}

static bool set_next(const sl_dated_run_t *d, size_t n_persons, size_t k)
{
  sl_lasers_t *lasers = d->trials.lasers;
  const sl_family_claims_t *claims = &d->space->claims;
  bool some = false;
  for (size_t r = 0; lasers->next != NULL && r < lasers->n_rules; r++) {
    const sl_laser_rule_t *rule = &lasers->rules[r];
    for (size_t i = 0; i < n_persons; i++) {
      const double laser =
          claims->paid[i] > sl_laser_threshold(rule) ? set_of(d, rule, i, k) : (double)NAN;
      if (!isnan(laser)) {
        terms_of(d, rule->seen, n_persons, i)->deductible = laser;
        sl_laser_book_add(lasers, &(sl_laser_entry_t){d->place + d->space->listing->begin + k,
                                                      (uint16_t)i, (uint16_t)r, laser});
        some = true;
      }
    }
  }
  return some;
}

bool sl_renewals_take(const sl_dated_run_t *d, size_t n_persons, size_t k)
{
  if (d->trials.lasers == NULL) {
    return false;
  }
  const bool in_force = put_in_force(d, n_persons, d->space->listing->begin + k);
  return set_next(d, n_persons, k) || in_force;
}

/* Of a cover that is summed by annual totals: the person's excess above his laser in place of that
 * above what the cover has for him. */
static void correct(const sl_dated_run_t *d, size_t n_persons, size_t arrangement,
                    const sl_laser_entry_t *entry)
{
  const size_t cover = d->model->cover_of[arrangement];
  const sl_coverage_t *coverage = &d->model->covers[cover];
  const size_t seat = (size_t)(entry->place - d->place);
  if (coverage->by_total) {
    const double paid = d->space->year[entry->person * SL_DATED_TRIALS + seat];
    const double before = terms_of(d, arrangement, n_persons, entry->person)->deductible;
    d->sums->excess[cover * SL_BLOCK_TRIALS + d->offset + seat] +=
        sl_specific_excess(coverage->specific, paid, entry->deductible) -
        sl_specific_excess(coverage->specific, paid, before);
  }
}

void sl_renewals_correct(const sl_dated_run_t *d, size_t n_persons, size_t first, size_t end)
{
  const sl_lasers_t *lasers = d->trials.lasers;
  size_t n = 0;
  const sl_laser_entry_t *entry =
      lasers != NULL && lasers->now != NULL
          ? sl_laser_book_range(lasers->now, d->place + first, d->place + end, &n)
          : NULL;
  for (size_t i = 0; i < n; i++) {
    correct(d, n_persons, lasers->rules[entry[i].rule].own, &entry[i]);
  }
  /* Those just set, of what was seen: the last of the book. */
  const sl_laser_book_t *next = lasers != NULL ? lasers->next : NULL;
  for (size_t i = next != NULL ? next->n : 0;
       i > 0 && next->list[i - 1].place >= d->place + first &&
       next->list[i - 1].place < d->place + end;
       i--) {
    correct(d, n_persons, lasers->rules[next->list[i - 1].rule].seen, &next->list[i - 1]);
  }
}

bool sl_renewals_ask(const sl_dated_run_t *d)
{
  const sl_lasers_t *lasers = d->trials.lasers;
  return lasers != NULL && lasers->next != NULL && lasers->n_rules > 0;
}
