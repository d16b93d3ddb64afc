#include "models/stoploss/cover.h"

#include "models/core/amounts.h"
#include "models/stoploss/contract.h"
#include "models/stoploss/kept_above.h"

#include <stdlib.h>
#include <string.h>

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

/* ---- the cover ---- */

sl_cover_total_t sl_cover_total(const sl_cover_t *cover, const sl_paid_claims_t *claims)
{
  double held = 0.0, run_in = 0.0;
  for (size_t i = 0; i < claims->n; i++) {
    const sl_paid_claim_t *claim = &claims->claim[i];
    if (sl_cover_holds(cover, claim)) {
      held += claim->amount;
      run_in += claim->incurred < 0 ? claim->amount : 0.0;
    }
  }
  const bool capped = run_in > cover->run_in_maximum;
  return (sl_cover_total_t){.claims = held,
                            .run_in = run_in,
                            .covered = capped ? held - run_in + cover->run_in_maximum : held};
}

/* ---- several deductibles ---- */

/* Whether the order of payment decides on which claims something falls. */
static inline bool passes(const sl_cover_t *cover, const sl_cover_rung_t *rung,
                          const sl_cover_total_t *total)
{
  return ((rung->sums.excess != NULL || rung->kept.exclusion != NULL) &&
          total->claims > rung->deductible) ||
         (rung->sums.eligible != NULL && total->claims > rung->eligible_cap) ||
         (rung->known_months > 0 && total->claims > rung->known_at_most) ||
         total->run_in > cover->run_in_maximum;
}

/* As sl_specific_excess; nothing where no excess is wanted. */
static inline double excess_at(const sl_cover_rung_t *rung, double covered)
{
  const double over = sl_larger(covered - rung->deductible, 0.0);
  return sl_smaller(rung->coinsurance * over, rung->maximum);
}

/* Up to so much covered. */
static sl_kept_above_t kept_at(const sl_cover_rung_t *rung, double covered)
{
  const double over = sl_larger(0.0, covered - rung->deductible);
  return (sl_kept_above_t){.coinsurance = (1.0 - rung->coinsurance) * over,
                           .maximum = sl_larger(0.0, rung->coinsurance * over - rung->maximum),
                           .exclusion = over};
}

static void add_step(double *sum, double from, double to)
{
  if (sum != NULL) {
    *sum += to - from;
  }
}

static bool keeps(const sl_kept_sums_t *kept)
{
  return kept->coinsurance != NULL || kept->maximum != NULL || kept->exclusion != NULL;
}

/* The claims of C between two sums covered. */
static void add_kept(const sl_cover_rung_t *rung, double from, double to)
{
  const sl_kept_above_t before = kept_at(rung, from), now = kept_at(rung, to);
  add_step(rung->kept.coinsurance, before.coinsurance, now.coinsurance);
  add_step(rung->kept.maximum, before.maximum, now.maximum);
  add_step(rung->kept.exclusion, before.exclusion, now.exclusion);
}

bool sl_cover_shares_slots(const sl_cover_t *cover, const sl_timeline_t *timeline)
{
  const sl_window_t *window = &cover->window, *counted = &timeline->counted;
  return (timeline->resolution != SL_RESOLVE_DAYS &&
          window->incurred_from < counted->incurred_from) ||
         (timeline->resolution == SL_RESOLVE_NOTHING && window->paid_to > counted->paid_to);
}

/* The order of payment by steps: entries of the timeline or, where claims share slots, days of the
 * window, of each day first what is not in C, as that is incurred earlier. */
typedef struct steps {
  const sl_timeline_t *timeline;
  bool by_day;
  int32_t first_day;
  size_t n;
} steps_t;

static int32_t later(int32_t a, int32_t b) { return a > b ? a : b; }

static steps_t steps_of(const sl_cover_t *cover, const sl_timeline_t *timeline)
{
  const sl_calendar_t *calendar = &timeline->calendar;
  if (!sl_cover_shares_slots(cover, timeline)) {
    return (steps_t){timeline, false, 0, 2 * timeline->n_slots};
  }
  /* Days beyond the calendar, if a window has such, are as its first and its last. */
  const int32_t first =
      later(cover->window.paid_from, sl_calendar_month_start(calendar, -SL_MONTHS_BEFORE));
  const int32_t end =
      -later(-cover->window.paid_to, -sl_calendar_month_start(calendar, SL_MONTHS_AFTER));
  return (steps_t){timeline, true, first, 2 * (size_t)(later(end - first, 0) + 1)};
}

static inline size_t step_of(const steps_t *steps, const sl_paid_claim_t *claim)
{
  const size_t entry = sl_timeline_entry(steps->timeline, claim->incurred, claim->paid);
  const size_t day = (size_t)later(claim->paid - steps->first_day, 0), last = steps->n / 2 - 1;
  return steps->by_day ? 2 * (day < last ? day : last) + entry % 2 : entry;
}

static inline size_t entry_of(const steps_t *steps, size_t step)
{
  const int32_t day = steps->first_day + (int32_t)(step / 2);
  return steps->by_day ? 2 * sl_timeline_slot(steps->timeline, day) + step % 2 : step;
}

size_t sl_cover_room(const sl_cover_t *cover, const sl_timeline_t *timeline)
{
  return 2 * steps_of(cover, timeline).n;
}

#define STEPS_MAX (2 * (31 * (SL_MONTHS_BEFORE + SL_MONTHS_AFTER) + 1)) /* days of the calendar */
#define MARKED 64                                                       /* steps in a word */
#define MARKS (STEPS_MAX / MARKED + 1)

/* What the cover holds by step: in the first half of the room all but run-in, run-in in the second.
 * A person has claims on a few of a window's hundreds of days: only those steps are cleared, and
 * marked, so that the others cost nothing but their share of a word. */
static void sum_by_step(const sl_cover_t *cover, const steps_t *steps,
                        const sl_paid_claims_t *claims, double *room, uint64_t *marks)
{
  memset(marks, 0, (steps->n / MARKED + 1) * sizeof *marks);
  for (size_t i = 0; i < claims->n; i++) {
    const sl_paid_claim_t *claim = &claims->claim[i];
    if (!sl_cover_holds(cover, claim)) {
      continue;
    }
    const size_t step = step_of(steps, claim);
    const uint64_t mark = (uint64_t)1 << step % MARKED;
    if ((marks[step / MARKED] & mark) == 0) {
      marks[step / MARKED] |= mark;
      room[step] = room[steps->n + step] = 0.0;
    }
    room[(claim->incurred < 0 ? steps->n : 0) + step] += claim->amount;
  }
}

/* All of a person without run-in fall on one step where one slot stands for the year, all in C. */
static bool fall_together(const sl_cover_t *cover, const sl_timeline_t *timeline,
                          const sl_cover_total_t *total)
{
  const sl_window_t *window = &cover->window, *counted = &timeline->counted;
  return timeline->resolution == SL_RESOLVE_NOTHING && !(total->run_in > 0.0) &&
         window->incurred_from >= counted->incurred_from &&
         window->incurred_to <= counted->incurred_to && window->paid_from >= counted->paid_from &&
         window->paid_to <= counted->paid_to;
}

/* As sum_by_step would, which adds in the order of sl_cover_total. */
static void put_together(const sl_cover_total_t *total, const steps_t *steps, double *room,
                         uint64_t *marks)
{
  marks[0] = 2;
  room[1] = total->claims;
  room[steps->n + 1] = 0.0;
}

static void sum_all(const sl_cover_t *cover, const steps_t *steps, const sl_paid_claims_t *claims,
                    const sl_cover_total_t *total, double *room, uint64_t *marks)
{
  if (fall_together(cover, steps->timeline, total)) {
    put_together(total, steps, room, marks);
  } else {
    sum_by_step(cover, steps, claims, room, marks);
  }
}

/* The marked step at or after this one; steps->n: none. */
static inline size_t next_marked(const steps_t *steps, const uint64_t *marks, size_t step)
{
  size_t word = step / MARKED;
  uint64_t left = marks[word] & (UINT64_MAX << step % MARKED);
  while (left == 0 && ++word <= steps->n / MARKED) {
    left = marks[word];
  }
  return left == 0 ? steps->n : word * MARKED + (size_t)__builtin_ctzll(left);
}

/* What is covered so far, where a month that is known may cover no more than so much. */
static inline double cut_known(const sl_cover_rung_t *rung, const sl_timeline_t *timeline,
                               size_t entry, double covered)
{
  const int months = (int)rung->known_months;
  if (months == 0 || timeline->month_of_slot[entry / 2] >= months ||
      covered <= rung->known_at_most) {
    return covered;
  }
  if (rung->known_above != NULL && entry % 2 == 1) { /* of C */
    *rung->known_above += covered - rung->known_at_most;
  }
  return rung->known_at_most;
}

/* Steps taken together, so that what is covered by each is worked out once for many rungs. */
#define CHUNK 64
#define TOGETHER 8 /* rungs that take a walk over the steps together */

/* A rung passed, and where it stands. */
typedef struct climb {
  const sl_cover_rung_t *rung;
  bool plain;                       /* all that counts is covered, and nothing else is told of it */
  double covered, excess, eligible; /* so far */
} climb_t;

/* Rungs on their way. */
typedef struct group {
  const sl_timeline_t *timeline;
  climb_t climbs[TOGETHER];
  size_t n;
  double covered; /* so far, of those that are plain */
} group_t;

/* What is covered by each step; what of it is kept or cut off is told. */
static void cover_by_rung(climb_t *climb, const sl_timeline_t *timeline, size_t n,
                          const sl_cover_step_t *steps, double *covered)
{
  const sl_cover_rung_t *rung = climb->rung;
  const bool kept = keeps(&rung->kept);
  for (size_t i = 0; i < n; i++) {
    const double before = climb->covered;
    climb->covered = cut_known(rung, timeline, steps[i].entry, before + steps[i].counts);
    if (kept && steps[i].entry % 2 == 1) { /* of C */
      add_kept(rung, before, climb->covered);
    }
    covered[i] = climb->covered;
  }
}

static double *wanted(double *sum, double *nowhere) { return sum != NULL ? sum : nowhere; }

/* Within a step the order does not matter: excess and eligible part are told by entry, and what
 * claim after claim adds is what they add together. Sums that are not wanted go nowhere, so that
 * one loop serves all. */
static void climb_some(climb_t *climb, size_t n, const sl_cover_step_t *steps,
                       const double *covered)
{
  const sl_cover_rung_t rung = *climb->rung;
  const size_t at_excess = rung.sums.excess != NULL ? rung.sums.stride : 0;
  const size_t at_eligible = rung.sums.eligible != NULL ? rung.sums.stride : 0;
  double nowhere[2] = {0.0};
  double *to_excess = wanted(rung.sums.excess, &nowhere[0]);
  double *to_eligible = wanted(rung.sums.eligible, &nowhere[1]);
  double excess = climb->excess, eligible = climb->eligible;
  for (size_t i = 0; i < n; i++) {
    const double above = excess_at(&rung, covered[i]);
    const double below = sl_smaller(covered[i], rung.eligible_cap);
    to_excess[steps[i].entry * at_excess] += above - excess;
    to_eligible[steps[i].entry * at_eligible] += (below - eligible) - steps[i].held;
    excess = above;
    eligible = below;
  }
  climb->excess = excess;
  climb->eligible = eligible;
}

/* Sums of many trials do not fit the caches: all that the steps fall on is under way before the
 * first of them is taken. */
static void send_for(const group_t *group, size_t n, const sl_cover_step_t *steps)
{
  for (size_t k = 0; k < group->n; k++) {
    const sl_cover_sums_t *sums = &group->climbs[k].rung->sums;
    for (size_t i = 0; sums->excess != NULL && i < n; i++) {
      __builtin_prefetch(&sums->excess[steps[i].entry * sums->stride], 1);
    }
    for (size_t i = 0; sums->eligible != NULL && i < n; i++) {
      __builtin_prefetch(&sums->eligible[steps[i].entry * sums->stride], 1);
    }
  }
}

static void climb_chunk(group_t *group, size_t n, const sl_cover_step_t *steps)
{
  double plain[CHUNK], own[CHUNK];
  send_for(group, n, steps);
  for (size_t i = 0; i < n; i++) {
    group->covered += steps[i].counts;
    plain[i] = group->covered;
  }
  for (size_t k = 0; k < group->n; k++) {
    climb_t *climb = &group->climbs[k];
    if (!climb->plain) {
      cover_by_rung(climb, group->timeline, n, steps, own);
    }
    climb_some(climb, n, steps, climb->plain ? plain : own);
  }
}

/* The next rungs that are passed, from rung *k on, which moves behind them. */
static group_t next_group(const sl_cover_t *cover, const sl_timeline_t *timeline,
                          const sl_cover_total_t *total, size_t n, const sl_cover_rung_t *rungs,
                          size_t *k)
{
  group_t group = {.timeline = timeline, .n = 0, .covered = 0.0};
  for (; *k < n && group.n < TOGETHER; ++*k) {
    const sl_cover_rung_t *rung = &rungs[*k];
    if (passes(cover, rung, total)) {
      group.climbs[group.n++] =
          (climb_t){.rung = rung, .plain = rung->known_months == 0 && !keeps(&rung->kept)};
    }
  }
  return group;
}

size_t sl_cover_climb(const sl_cover_t *cover, const sl_timeline_t *timeline,
                      const sl_cover_total_t *total, size_t n_steps, const sl_cover_step_t *steps,
                      size_t n, const sl_cover_rung_t *rungs)
{
  size_t passed = 0;
  for (size_t k = 0; k < n;) {
    group_t group = next_group(cover, timeline, total, n, rungs, &k);
    for (size_t i = 0; group.n > 0 && i < n_steps; i += CHUNK) {
      climb_chunk(&group, n_steps - i < CHUNK ? n_steps - i : CHUNK, steps + i);
    }
    passed += group.n;
  }
  return passed;
}

static void climb_in_order(const sl_cover_t *cover, const steps_t *steps, const double *room,
                           const uint64_t *marks, group_t *group)
{
  double run_in_left = cover->run_in_maximum;
  size_t step = next_marked(steps, marks, 0);
  while (step < steps->n) {
    sl_cover_step_t listed[CHUNK];
    size_t n = 0;
    for (; n < CHUNK && step < steps->n; step = next_marked(steps, marks, step + 1)) {
      const double run_in = sl_smaller(room[steps->n + step], run_in_left);
      run_in_left -= run_in;
      listed[n++] = (sl_cover_step_t){.held = room[step] + room[steps->n + step],
                                      .counts = room[step] + run_in,
                                      .entry = (uint32_t)entry_of(steps, step)};
    }
    climb_chunk(group, n, listed);
  }
}

size_t sl_cover_add_above(const sl_cover_t *cover, const sl_timeline_t *timeline,
                          const sl_paid_claims_t *claims, const sl_cover_total_t *total, size_t n,
                          const sl_cover_rung_t *rungs, double *room)
{
  const steps_t steps = steps_of(cover, timeline);
  uint64_t marks[MARKS];
  size_t passed = 0;
  for (size_t k = 0; k < n;) {
    group_t group = next_group(cover, timeline, total, n, rungs, &k);
    if (passed == 0 && group.n > 0) {
      sum_all(cover, &steps, claims, total, room, marks);
    }
    if (group.n > 0) {
      climb_in_order(cover, &steps, room, marks, &group);
    }
    passed += group.n;
  }
  return passed;
}

sl_cover_place_t sl_cover_place(const sl_cover_t *cover, const sl_timeline_t *timeline,
                                const sl_paid_claim_t *claim)
{
  const steps_t steps = steps_of(cover, timeline);
  const size_t step = step_of(&steps, claim);
  return (sl_cover_place_t){step, (uint32_t)entry_of(&steps, step)};
}

/* All that the cover holds counts as eligible at first. */
static void add_eligible(const sl_cover_t *cover, const sl_timeline_t *timeline,
                         const sl_paid_claims_t *claims, const sl_cover_sums_t *sums)
{
  for (size_t i = 0; i < claims->n; i++) {
    const sl_paid_claim_t *claim = &claims->claim[i];
    if (sl_cover_holds(cover, claim)) {
      sums->eligible[sl_timeline_entry(timeline, claim->incurred, claim->paid) * sums->stride] +=
          claim->amount;
    }
  }
}

double sl_cover_take(const sl_cover_t *cover, const sl_timeline_t *timeline,
                     const sl_paid_claims_t *claims, double deductible, bool excluded,
                     const sl_cover_sums_t *sums, double *room)
{
  sl_cover_rung_t rung = {
      .deductible = deductible, .eligible_cap = cover->eligible_cap, .sums = *sums};
  if (excluded || cover->specific == NULL) {
    rung.sums.excess = NULL;
  } else {
    rung.coinsurance = cover->specific->coinsurance;
    rung.maximum = cover->specific->maximum;
  }
  const sl_cover_total_t total = sl_cover_total(cover, claims);
  if (sums->eligible != NULL) {
    add_eligible(cover, timeline, claims, sums);
  }
  sl_cover_add_above(cover, timeline, claims, &total, 1, &rung, room);
  return total.covered;
}
