#include "models/stoploss_cover.h"

#include "models/amounts.h"

#include <stdlib.h>

/* ---- the timeline ---- */

/* Days with a place in slot_of_day. What is paid before the start lies outside C, so that one day
 * stands for all of it; so does one day for all that is paid after the listed months, where it may
 * not be taken together with the last of them. */
static int days_listed(const sl_timeline_t *timeline, sl_accounting_t accounting)
{
  if (timeline->resolution == SL_RESOLVE_NOTHING) {
    return 1;
  }
  const int months = (int)timeline->calendar.months + timeline->run_out_months;
  const bool later = timeline->resolution == SL_RESOLVE_DAYS ||
                     (accounting == SL_ACCOUNT_PAID && timeline->run_out_months == 0);
  return sl_calendar_month_start(&timeline->calendar, months) - timeline->first_day + later;
}

static int month_of(const sl_timeline_t *timeline, int day)
{
  return day < 0 ? -1 : sl_calendar_month(&timeline->calendar, day);
}

static void fill_slots(sl_timeline_t *timeline)
{
  const int last_month = (int)timeline->calendar.months + timeline->run_out_months - 1;
  size_t slot = 0;
  int month = month_of(timeline, timeline->first_day);
  for (int i = 0; i < timeline->n_days; i++) {
    const int next = month_of(timeline, timeline->first_day + i);
    if (i > 0 && (timeline->resolution == SL_RESOLVE_DAYS || next != month)) {
      slot++;
    }
    month = next;
    timeline->slot_of_day[i] = (uint16_t)slot;
    timeline->month_of_slot[slot] = month < last_month ? month : last_month;
  }
  timeline->n_slots = slot + 1;
}

int sl_timeline_init(sl_timeline_t *timeline, sl_resolution_t resolution,
                     const sl_calendar_t *calendar, sl_accounting_t accounting, int first_paid,
                     int run_out_months, sl_error_t *error)
{
  *timeline = (sl_timeline_t){.resolution = resolution,
                              .calendar = *calendar,
                              .counted = sl_accounting_window(accounting, calendar),
                              .run_out_months = run_out_months};
  if (run_out_months < 0 || (int)calendar->months + run_out_months > SL_MONTHS_AFTER) {
    return sl_fail(error, SL_ERR_ARGUMENT, "%d months of run-out are too many", run_out_months);
  }
  timeline->first_day = first_paid < 0 && resolution != SL_RESOLVE_NOTHING ? -1 : 0;
  timeline->n_days = days_listed(timeline, accounting);
  timeline->slot_of_day = malloc((size_t)timeline->n_days * sizeof *timeline->slot_of_day);
  timeline->month_of_slot = malloc((size_t)timeline->n_days * sizeof *timeline->month_of_slot);
  if (timeline->slot_of_day == NULL || timeline->month_of_slot == NULL) {
    sl_timeline_free(timeline);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a timeline of %d days", timeline->n_days);
  }
  fill_slots(timeline);
  return SL_OK;
}

void sl_timeline_free(sl_timeline_t *timeline)
{
  free(timeline->slot_of_day);
  free(timeline->month_of_slot);
  timeline->slot_of_day = NULL;
  timeline->month_of_slot = NULL;
}

/* ---- the order of payment ---- */

static bool comes_before(const sl_paid_claim_t *a, const sl_paid_claim_t *b)
{
  if (a->paid != b->paid) {
    return a->paid < b->paid;
  }
  return a->incurred != b->incurred ? a->incurred < b->incurred : a->order < b->order;
}

/* Shell's sort with Ciura's gaps: most persons have few claims, nearly in order already; the gaps
 * keep a large certificate from costing the square of its claims. */
static void sort_by_payment(sl_paid_claims_t *claims)
{
  static const size_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
  for (size_t i = 0; i < claims->n; i++) {
    claims->claim[i].order = (uint32_t)i;
  }
  for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
    const size_t gap = gaps[g];
    for (size_t i = gap; i < claims->n; i++) {
      const sl_paid_claim_t moving = claims->claim[i];
      size_t j = i;
      for (; j >= gap && comes_before(&moving, &claims->claim[j - gap]); j -= gap) {
        claims->claim[j] = claims->claim[j - gap];
      }
      claims->claim[j] = moving;
    }
  }
  claims->sorted = true;
}

/* ---- the cover ---- */

static inline bool is_covered(const sl_cover_t *cover, const sl_paid_claim_t *claim)
{
  return sl_window_holds(&cover->window, claim->incurred, claim->paid) &&
         (cover->services == NULL || cover->services[claim->service]) &&
         (cover->insured == NULL || !cover->insured[claim->service]);
}

static inline size_t entry_of(const sl_timeline_t *timeline, const sl_paid_claim_t *claim)
{
  const bool counted = sl_window_holds(&timeline->counted, claim->incurred, claim->paid);
  return 2 * sl_timeline_slot(timeline, claim->paid) + counted;
}

/* E, and in *run_in the part of it that was incurred before the plan year: both before the run-in
 * maximum. */
static double covered_total(const sl_cover_t *cover, const sl_paid_claims_t *claims, double *run_in)
{
  double total = 0.0, before = 0.0;
  for (size_t i = 0; i < claims->n; i++) {
    const sl_paid_claim_t *claim = &claims->claim[i];
    if (is_covered(cover, claim)) {
      total += claim->amount;
      before += claim->incurred < 0 ? claim->amount : 0.0;
    }
  }
  *run_in = before;
  return total;
}

static void add_to_one_slot(const sl_cover_t *cover, const sl_timeline_t *timeline,
                            const sl_paid_claims_t *claims, const sl_cover_sums_t *sums)
{
  double counted = 0.0, others = 0.0;
  for (size_t i = 0; i < claims->n; i++) {
    const sl_paid_claim_t *claim = &claims->claim[i];
    const double amount = is_covered(cover, claim) ? claim->amount : 0.0;
    const bool in_c = sl_window_holds(&timeline->counted, claim->incurred, claim->paid);
    counted += in_c ? amount : 0.0;
    others += in_c ? 0.0 : amount;
  }
  sums->eligible[0] += others;
  sums->eligible[sums->stride] += counted;
}

static void add_all_eligible(const sl_cover_t *cover, const sl_timeline_t *timeline,
                             const sl_paid_claims_t *claims, const sl_cover_sums_t *sums)
{
  if (timeline->n_slots == 1) {
    add_to_one_slot(cover, timeline, claims, sums);
    return;
  }
  for (size_t i = 0; i < claims->n; i++) {
    const sl_paid_claim_t *claim = &claims->claim[i];
    if (is_covered(cover, claim)) {
      sums->eligible[entry_of(timeline, claim) * sums->stride] += claim->amount;
    }
  }
}

/* NULL: no excess. */
static inline double excess_at(const sl_specific_t *specific, double covered, double deductible)
{
  return specific == NULL ? 0.0 : sl_specific_excess(specific, covered, deductible);
}

static double add_in_order(const sl_cover_t *cover, const sl_timeline_t *timeline,
                           const sl_paid_claims_t *claims, const sl_specific_t *specific,
                           double deductible, const sl_cover_sums_t *sums)
{
  double covered = 0.0, excess = 0.0, eligible = 0.0, run_in_left = cover->run_in_maximum;
  for (size_t i = 0; i < claims->n; i++) {
    const sl_paid_claim_t *claim = &claims->claim[i];
    if (!is_covered(cover, claim)) {
      continue;
    }
    double amount = claim->amount;
    if (claim->incurred < 0) {
      amount = sl_smaller(amount, run_in_left);
      run_in_left -= amount;
    }
    covered += amount;
    const size_t entry = entry_of(timeline, claim) * sums->stride;
    const double excess_now = excess_at(specific, covered, deductible);
    const double eligible_now = sl_smaller(covered, cover->eligible_cap);
    if (sums->excess != NULL) {
      sums->excess[entry] += excess_now - excess;
    }
    if (sums->eligible != NULL) {
      sums->eligible[entry] += eligible_now - eligible;
    }
    excess = excess_now;
    eligible = eligible_now;
  }
  return covered;
}

double sl_cover_take(const sl_cover_t *cover, const sl_timeline_t *timeline,
                     sl_paid_claims_t *claims, double deductible, bool excluded,
                     const sl_cover_sums_t *sums)
{
  const sl_specific_t *specific = excluded || sums->excess == NULL ? NULL : cover->specific;
  double run_in;
  const double covered = covered_total(cover, claims, &run_in);
  const bool passes_none = (specific == NULL || covered <= deductible) &&
                           (sums->eligible == NULL || covered <= cover->eligible_cap) &&
                           run_in <= cover->run_in_maximum;
  if (passes_none) {
    if (sums->eligible != NULL && covered > 0.0) {
      add_all_eligible(cover, timeline, claims, sums);
    }
    return covered;
  }
  if (!claims->sorted) {
    sort_by_payment(claims);
  }
  return add_in_order(cover, timeline, claims, specific, deductible, sums);
}
