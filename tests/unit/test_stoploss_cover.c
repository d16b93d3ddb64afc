/* Which claims count under a cover, in which order, and what exceeds the deductible: by hand. */
#include "models/stoploss/contract.h"
#include "models/stoploss/cover.h"
#include "tests/support/harness.h"

#include <string.h>

enum { SLOTS = 800, ROOM = 8 * SLOTS };

static double room[ROOM];

typedef struct case_ {
  sl_calendar_t calendar;
  sl_timeline_t timeline;
  sl_specific_t specific;
  sl_cover_t cover;
  double excess[2 * SLOTS], eligible[2 * SLOTS];
} case_t;

/* 2026, months, 12/12, deductible 10,000: nothing else yet. */
static void open_case(case_t *c, sl_resolution_t resolution, sl_accounting_t accounting,
                      unsigned incurred_months, unsigned paid_months)
{
  memset(c, 0, sizeof *c);
  const sl_contract_t contract = {SL_CONTRACT_MONTHS, .incurred_months = incurred_months,
                                  .paid_months = paid_months};
  sl_calendar_init(&c->calendar, (sl_date_t){2026, 1, 1}, 12);
  CU_ASSERT_EQUAL_FATAL(
      sl_timeline_init(&c->timeline, resolution, &c->calendar, accounting, -400, 12, NULL), SL_OK);
  CU_ASSERT_FATAL(c->timeline.n_slots <= SLOTS);
  c->specific = (sl_specific_t){
      .deductible = 10000.0, .coinsurance = 1.0, .maximum = INFINITY, .run_in_maximum = INFINITY};
  c->cover = (sl_cover_t){.window = sl_contract_window(&contract, &c->calendar),
                          .specific = &c->specific,
                          .eligible_cap = 10000.0,
                          .run_in_maximum = INFINITY};
}

static double take(case_t *c, sl_paid_claims_t *claims, double deductible, bool excluded)
{
  const sl_cover_sums_t sums = {c->excess, c->eligible, 1};
  CU_ASSERT_FATAL(sl_cover_room(&c->cover, &c->timeline) <= ROOM);
  return sl_cover_take(&c->cover, &c->timeline, claims, deductible, excluded, &sums, room);
}

/* In C unless others. Slot 0 is what was paid before the start. */
static double excess_in(const case_t *c, size_t slot) { return c->excess[2 * slot + 1]; }
static double eligible_in(const case_t *c, size_t slot) { return c->eligible[2 * slot + 1]; }

static double total(const double *column)
{
  double sum = 0.0;
  for (size_t i = 0; i < (size_t)2 * SLOTS; i++) {
    sum += column[i];
  }
  return sum;
}

#define CLAIMS(...)                                                                                \
  {                                                                                                \
    .claim = (sl_paid_claim_t[]){__VA_ARGS__},                                                     \
    .n = sizeof((sl_paid_claim_t[]){__VA_ARGS__}) / sizeof(sl_paid_claim_t)                        \
  }
#define CLAIM(incurred_day, paid_day, amount_paid)                                                 \
  {                                                                                                \
    .incurred = (incurred_day), .paid = (paid_day), .amount = (amount_paid)                        \
  }

/* ---- the timeline ---- */

/* Days before the start are one slot, month -1; 2026 has 365 days, and the run-out year too. */
static void slots_by_month(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_MONTHS, SL_ACCOUNT_INCURRED, 12, 12);
  const sl_timeline_t *timeline = &c.timeline;
  CU_ASSERT_EQUAL(timeline->n_slots, 25);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, -400), 0);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, -1), 0);
  CU_ASSERT_EQUAL(timeline->month_of_slot[0], -1);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 0), 1);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 30), 1);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 31), 2);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 364), 12);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 365), 13);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 729), 24);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 100000), 24);
  CU_ASSERT_EQUAL(timeline->month_of_slot[24], 23);
  sl_timeline_free(&c.timeline);
}

static void slots_by_day(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_DAYS, SL_ACCOUNT_INCURRED, 12, 12);
  const sl_timeline_t *timeline = &c.timeline;
  CU_ASSERT_EQUAL(timeline->n_slots, 1 + 730 + 1);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, -1), 0);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 0), 1);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 729), 730);
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 730), 731); /* and all later days */
  CU_ASSERT_EQUAL(sl_timeline_slot(timeline, 5000), 731);
  CU_ASSERT_EQUAL(timeline->month_of_slot[1 + 31], 1);
  CU_ASSERT_EQUAL(timeline->month_of_slot[731], 23);
  sl_timeline_free(&c.timeline);
}

static void one_slot_for_all(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_NOTHING, SL_ACCOUNT_INCURRED, 12, 12);
  CU_ASSERT_EQUAL(c.timeline.n_slots, 1);
  CU_ASSERT_EQUAL(sl_timeline_slot(&c.timeline, -400), 0);
  CU_ASSERT_EQUAL(sl_timeline_slot(&c.timeline, 400), 0);
  sl_timeline_free(&c.timeline);
}

/* With paid accounting and no run-out listed, what is paid after the year leaves C: it may not
 * share the last month's slot. */
static void later_payments_stand_apart_where_they_leave_c(void)
{
  sl_calendar_t calendar;
  sl_timeline_t timeline;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  sl_timeline_init(&timeline, SL_RESOLVE_MONTHS, &calendar, SL_ACCOUNT_PAID, 0, 0, NULL);
  CU_ASSERT_EQUAL(timeline.n_slots, 13);
  CU_ASSERT_EQUAL(sl_timeline_slot(&timeline, 364), 11);
  CU_ASSERT_EQUAL(sl_timeline_slot(&timeline, 365), 12);
  CU_ASSERT_EQUAL(timeline.month_of_slot[12], 11);
  sl_timeline_free(&timeline);
  sl_timeline_init(&timeline, SL_RESOLVE_MONTHS, &calendar, SL_ACCOUNT_INCURRED, 0, 0, NULL);
  CU_ASSERT_EQUAL(timeline.n_slots, 12);
  sl_timeline_free(&timeline);
}

static void too_long_a_run_out_is_refused(void)
{
  sl_calendar_t calendar;
  sl_timeline_t timeline;
  sl_error_t error;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  CU_ASSERT_EQUAL(sl_timeline_init(&timeline, SL_RESOLVE_MONTHS, &calendar, SL_ACCOUNT_INCURRED, 0,
                                   SL_MONTHS_AFTER, &error),
                  SL_ERR_ARGUMENT);
  sl_timeline_free(&timeline);
}

/* ---- order ---- */

/* As drawn 6,000 (paid in March), 8,000 (paid in January), 1,000 (paid in April). In paid order 8,
 * 14, 15 thousand: over 10,000 falls 0, 4,000, 1,000; below 8,000, 2,000, 0. */
static void excess_falls_in_order_of_paid_day(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_MONTHS, SL_ACCOUNT_INCURRED, 12, 12);
  sl_paid_claims_t claims =
      CLAIMS(CLAIM(0, 70, 6000.0), CLAIM(10, 20, 8000.0), CLAIM(20, 95, 1000.0));
  CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 15000.0);
  CU_ASSERT_EQUAL(excess_in(&c, 1), 0.0);
  CU_ASSERT_EQUAL(excess_in(&c, 3), 4000.0);
  CU_ASSERT_EQUAL(excess_in(&c, 4), 1000.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 1), 8000.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 3), 2000.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 4), 0.0);
  sl_timeline_free(&c.timeline);
}

/* Both paid on February 1: the one incurred in December comes first and fills the deductible,
 * though drawn second; it lies outside C. 7,000 then 5,000: 2,000 over, on C. */
static void a_tie_goes_by_incurred_day(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_DAYS, SL_ACCOUNT_INCURRED, 24, 12);
  sl_paid_claims_t claims = CLAIMS(CLAIM(5, 31, 5000.0), CLAIM(-20, 31, 7000.0));
  CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 12000.0);
  const size_t slot = sl_timeline_slot(&c.timeline, 31);
  CU_ASSERT_EQUAL(c.excess[2 * slot], 0.0);
  CU_ASSERT_EQUAL(c.excess[2 * slot + 1], 2000.0);
  CU_ASSERT_EQUAL(c.eligible[2 * slot], 7000.0);
  CU_ASSERT_EQUAL(c.eligible[2 * slot + 1], 3000.0);
  CU_ASSERT_EQUAL(total(c.excess), 2000.0);
  sl_timeline_free(&c.timeline);
}

/* A claim of 100 incurred and paid on each day of the year, drawn in mixed order: days 0 to 99 use
 * up the deductible of 10,000, each later day has 100 of excess. */
static void a_long_list_falls_in_order(void)
{
  case_t c;
  enum { N = 365 };
  sl_paid_claim_t claim[N];
  open_case(&c, SL_RESOLVE_DAYS, SL_ACCOUNT_INCURRED, 12, 24);
  for (int i = 0; i < N; i++) {
    const int day = (i * 199) % N; /* 199 and 365 have no common factor: every day once */
    claim[i] = (sl_paid_claim_t)CLAIM(day, day, 100.0);
  }
  sl_paid_claims_t claims = {claim, N};
  CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 36500.0);
  for (int day = 0; day < N; day++) {
    CU_ASSERT_EQUAL(excess_in(&c, (size_t)day + 1), day < 100 ? 0.0 : 100.0);
  }
  sl_timeline_free(&c.timeline);
}

/* In one month 7,000 of the year, paid on the 5th, then 5,000 of run-in, paid on the 20th: of them
 * 2,000 are over, though in the slot's sums what is not in C stands first. */
static void run_in_among_the_year_s_claims_waits_its_turn(void)
{
  static const sl_resolution_t resolutions[] = {SL_RESOLVE_NOTHING, SL_RESOLVE_MONTHS};
  for (int r = 0; r < 2; r++) {
    case_t c;
    open_case(&c, resolutions[r], SL_ACCOUNT_INCURRED, 24, 12);
    sl_paid_claims_t claims = CLAIMS(CLAIM(-20, 19, 5000.0), CLAIM(2, 4, 7000.0));
    CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 12000.0);
    const size_t slot = sl_timeline_slot(&c.timeline, 19);
    CU_ASSERT_EQUAL(c.excess[2 * slot], 2000.0);
    CU_ASSERT_EQUAL(c.excess[2 * slot + 1], 0.0);
    CU_ASSERT_EQUAL(c.eligible[2 * slot], 3000.0);
    CU_ASSERT_EQUAL(c.eligible[2 * slot + 1], 7000.0);
    sl_timeline_free(&c.timeline);
  }
}

/* Below every threshold all is eligible where it is paid. */
static void below_the_deductible_all_is_eligible(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_MONTHS, SL_ACCOUNT_INCURRED, 12, 12);
  sl_paid_claims_t claims = CLAIMS(CLAIM(0, 70, 6000.0), CLAIM(10, 20, 4000.0));
  CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 10000.0);
  CU_ASSERT_EQUAL(total(c.excess), 0.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 3), 6000.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 1), 4000.0);
  sl_timeline_free(&c.timeline);
}

/* ---- terms ---- */

/* 90% of 14,000 - 10,000 = 3,600 in January; then 90% of 6,000 = 5,400, at most 5,000: 1,400. */
static void coinsurance_and_maximum(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_MONTHS, SL_ACCOUNT_INCURRED, 12, 12);
  c.specific.coinsurance = 0.9;
  c.specific.maximum = 5000.0;
  sl_paid_claims_t claims =
      CLAIMS(CLAIM(0, 10, 14000.0), CLAIM(0, 40, 2000.0), CLAIM(0, 80, 9000.0));
  CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 25000.0);
  SL_ASSERT_CLOSE(excess_in(&c, 1), 3600.0, 1e-14);
  SL_ASSERT_CLOSE(excess_in(&c, 2), 1400.0, 1e-12);
  CU_ASSERT_EQUAL(excess_in(&c, 3), 0.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 1), 10000.0);
  sl_timeline_free(&c.timeline);
}

/* A laser of 20,000: 25,000 exceeds it by 5,000; towards the aggregate count the group's 10,000.
 * Excluded: the same without excess. */
static void a_laser_and_an_exclusion(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_NOTHING, SL_ACCOUNT_INCURRED, 12, 12);
  sl_paid_claims_t claims = CLAIMS(CLAIM(0, 10, 25000.0));
  take(&c, &claims, 20000.0, false);
  CU_ASSERT_EQUAL(excess_in(&c, 0), 5000.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 0), 10000.0);
  take(&c, &claims, INFINITY, true);
  CU_ASSERT_EQUAL(excess_in(&c, 0), 5000.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 0), 20000.0);
  sl_timeline_free(&c.timeline);
}

/* Run-in maximum 6,000 under 24/12. In paid order: 4,000 run-in (all counts), 9,000 of the year,
 * 5,000 run-in (2,000 counts), 1,000 run-in (nothing). E = 4,000, 13,000, 15,000: excess 3,000 on
 * the year's claim in February and 2,000 on run-in in March. */
static void a_run_in_maximum_counts_what_is_paid_first(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_MONTHS, SL_ACCOUNT_INCURRED, 24, 12);
  c.cover.run_in_maximum = 6000.0;
  sl_paid_claims_t claims = CLAIMS(CLAIM(-10, 95, 1000.0), CLAIM(-200, 70, 5000.0),
                                   CLAIM(0, 40, 9000.0), CLAIM(-5, 3, 4000.0));
  CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 15000.0);
  CU_ASSERT_EQUAL(excess_in(&c, 2), 3000.0);
  CU_ASSERT_EQUAL(c.excess[2 * 3], 2000.0);
  CU_ASSERT_EQUAL(total(c.excess), 5000.0);
  CU_ASSERT_EQUAL(c.eligible[2 * 1], 4000.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 2), 6000.0);
  CU_ASSERT_EQUAL(total(c.eligible), 10000.0);
  sl_timeline_free(&c.timeline);
}

/* The run-in maximum alone is passed: 8,000 of run-in, 6,000 counts, below the deductible. */
static void a_run_in_maximum_holds_below_the_deductible(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_MONTHS, SL_ACCOUNT_INCURRED, 24, 12);
  c.cover.run_in_maximum = 6000.0;
  sl_paid_claims_t claims = CLAIMS(CLAIM(-10, 5, 8000.0), CLAIM(1, 6, 500.0));
  CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 6500.0);
  CU_ASSERT_EQUAL(c.eligible[2], 6000.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 1), 500.0);
  sl_timeline_free(&c.timeline);
}

/* 12/12: a claim paid on December 31 counts, one paid a day later does not, nor one incurred a day
 * before the start. Service 1 is not covered, service 2 insured elsewhere. */
static void windows_services_and_insured_lines(void)
{
  case_t c;
  const bool services[] = {true, false, true}, insured[] = {false, false, true};
  open_case(&c, SL_RESOLVE_MONTHS, SL_ACCOUNT_INCURRED, 12, 12);
  c.cover.services = services;
  c.cover.insured = insured;
  sl_paid_claims_t claims =
      CLAIMS(CLAIM(300, 364, 100.0), CLAIM(300, 365, 1000.0), CLAIM(-1, 5, 10000.0),
             CLAIM(0, 0, 20.0), {.incurred = 9, .paid = 9, .service = 1, .amount = 3e5},
             {.incurred = 9, .paid = 9, .service = 2, .amount = 4e6});
  CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 120.0);
  CU_ASSERT_EQUAL(total(c.eligible), 120.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 12), 100.0);
  sl_timeline_free(&c.timeline);
}

/* Paid accounting: 12/15 goes on into March of the next year, outside C. 8,000 in December, 5,000
 * in January: 3,000 over, on what C does not count. */
static void paid_accounting_leaves_run_out_outside(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_MONTHS, SL_ACCOUNT_PAID, 12, 15);
  sl_paid_claims_t claims = CLAIMS(CLAIM(300, 370, 5000.0), CLAIM(300, 340, 8000.0));
  CU_ASSERT_EQUAL(take(&c, &claims, 10000.0, false), 13000.0);
  CU_ASSERT_EQUAL(eligible_in(&c, 12), 8000.0);
  CU_ASSERT_EQUAL(c.eligible[2 * 13], 2000.0);
  CU_ASSERT_EQUAL(c.excess[2 * 13], 3000.0);
  CU_ASSERT_EQUAL(total(c.excess), 3000.0);
  sl_timeline_free(&c.timeline);
}

/* Columns of several trials side by side: entry x stride; a column that is not wanted is left. */
static void columns_are_strided_and_optional(void)
{
  case_t c;
  open_case(&c, SL_RESOLVE_MONTHS, SL_ACCOUNT_INCURRED, 12, 12);
  sl_paid_claims_t claims = CLAIMS(CLAIM(0, 40, 12000.0));
  double eligible[2 * 25 * 4] = {0.0};
  const sl_cover_sums_t sums = {NULL, eligible + 3, 4};
  CU_ASSERT_EQUAL(sl_cover_take(&c.cover, &c.timeline, &claims, 10000.0, false, &sums, room),
                  12000.0);
  CU_ASSERT_EQUAL(eligible[(2 * 2 + 1) * 4 + 3], 10000.0);
  const sl_cover_sums_t excess = {eligible, NULL, 4};
  sl_cover_take(&c.cover, &c.timeline, &claims, 10000.0, false, &excess, room);
  CU_ASSERT_EQUAL(eligible[(2 * 2 + 1) * 4], 2000.0);
  sl_timeline_free(&c.timeline);
}

/* ---- several deductibles ---- */

static uint32_t some(uint32_t *state, uint32_t below)
{
  *state = *state * 1664525u + 1013904223u;
  return (uint32_t)(((uint64_t)*state * below) >> 32);
}

enum { RUNGS = 11, LIST = 40 }; /* more rungs than climb together */

/* Many small lists and a few that pass some or all deductibles, some with run-in. */
static size_t some_claims(uint32_t *state, sl_paid_claim_t claims[LIST])
{
  const size_t n = some(state, LIST);
  const double size = some(state, 3) == 0 ? 3000.0 : 200.0;
  for (size_t j = 0; j < n; j++) {
    const int32_t incurred = (int32_t)some(state, 700) - 350;
    claims[j] = (sl_paid_claim_t){.incurred = incurred,
                                  .paid = incurred + (int32_t)some(state, 120),
                                  .amount = size * (some(state, 1000) + 1) / 777.0};
  }
  return n;
}

static void some_rungs(uint32_t *state, double (*excess)[2 * SLOTS], double (*eligible)[2 * SLOTS],
                       sl_cover_rung_t rungs[RUNGS])
{
  for (size_t k = 0; k < RUNGS; k++) {
    const bool excluded = some(state, 6) == 0;
    rungs[k] = (sl_cover_rung_t){.deductible = 1000.0 + some(state, 60000),
                                 .coinsurance = some(state, 2) == 0 ? 1.0 : 0.8,
                                 .maximum = some(state, 2) == 0 ? 9000.0 : (double)INFINITY,
                                 .eligible_cap = 1000.0 + some(state, 60000),
                                 .sums = {excluded ? NULL : excess[k], eligible[k], 1}};
  }
}

/* A claim is moved before those that are paid later, or on one day and incurred later. */
static void sort_plainly(sl_paid_claim_t *list, size_t n)
{
  for (size_t i = 1; i < n; i++) {
    const sl_paid_claim_t moving = list[i];
    size_t j = i;
    for (; j > 0 && (moving.paid < list[j - 1].paid ||
                     (moving.paid == list[j - 1].paid && moving.incurred < list[j - 1].incurred));
         j--) {
      list[j] = list[j - 1];
    }
    list[j] = moving;
  }
}

static double excess_of(const sl_cover_rung_t *rung, double covered)
{
  return fmin(rung->coinsurance * fmax(0.0, covered - rung->deductible), rung->maximum);
}

/* The definition: claim by claim in order of payment, each gets what it adds. */
static void take_plainly(const case_t *c, sl_paid_claim_t *list, size_t n,
                         const sl_cover_rung_t *rung, double *excess, double *eligible)
{
  double covered = 0.0, run_in = 0.0;
  sort_plainly(list, n);
  for (size_t i = 0; i < n; i++) {
    const size_t entry = sl_timeline_entry(&c->timeline, list[i].incurred, list[i].paid);
    double amount = sl_cover_holds(&c->cover, &list[i]) ? list[i].amount : 0.0;
    if (list[i].incurred < 0) {
      amount = fmin(amount, c->cover.run_in_maximum - run_in);
      run_in += amount;
    }
    if (rung->sums.excess != NULL) {
      excess[entry] += excess_of(rung, covered + amount) - excess_of(rung, covered);
    }
    eligible[entry] +=
        fmin(covered + amount, rung->eligible_cap) - fmin(covered, rung->eligible_cap);
    covered += amount;
  }
}

static void take_one_by_one(const case_t *c, const sl_paid_claim_t *drawn, size_t n,
                            const sl_cover_rung_t *rungs, double (*excess)[2 * SLOTS],
                            double (*eligible)[2 * SLOTS])
{
  for (size_t k = 0; k < RUNGS; k++) {
    sl_paid_claim_t list[LIST];
    memcpy(list, drawn, n * sizeof *list);
    take_plainly(c, list, n, &rungs[k], excess[k], eligible[k]);
  }
}

/* All that the cover holds is eligible at first; then what is above is taken off. */
static size_t take_together(const case_t *c, sl_paid_claim_t *list, size_t n,
                            const sl_cover_rung_t *rungs)
{
  sl_paid_claims_t claims = {.claim = list, .n = n};
  const sl_cover_total_t of = sl_cover_total(&c->cover, &claims);
  for (size_t i = 0; i < n; i++) {
    const size_t entry = sl_timeline_entry(&c->timeline, list[i].incurred, list[i].paid);
    for (size_t k = 0; k < RUNGS && sl_cover_holds(&c->cover, &list[i]); k++) {
      rungs[k].sums.eligible[entry] += list[i].amount;
    }
  }
  for (size_t i = 0; i < ROOM; i++) {
    room[i] = (double)NAN; /* as an earlier person may leave it */
  }
  return sl_cover_add_above(&c->cover, &c->timeline, &claims, &of, RUNGS, rungs, room);
}

static size_t apart(double (*a)[2 * SLOTS], double (*b)[2 * SLOTS])
{
  size_t n = 0;
  for (size_t k = 0; k < RUNGS; k++) {
    for (size_t i = 0; i < (size_t)2 * SLOTS; i++) {
      n += !(fabs(a[k][i] - b[k][i]) <= 1e-6);
    }
  }
  return n;
}

static void rungs_are_what_the_definition_says(void)
{
  static const sl_resolution_t resolutions[] = {SL_RESOLVE_NOTHING, SL_RESOLVE_MONTHS,
                                                SL_RESOLVE_DAYS};
  static double excess[RUNGS][2 * SLOTS], eligible[RUNGS][2 * SLOTS];
  static double excess_plain[RUNGS][2 * SLOTS], eligible_plain[RUNGS][2 * SLOTS];
  uint32_t state = 7;
  size_t passed = 0;
  for (size_t r = 0; r < 3; r++) {
    case_t c;
    open_case(&c, resolutions[r], SL_ACCOUNT_INCURRED, 24, 15);
    memset(excess, 0, sizeof excess);
    memset(eligible, 0, sizeof eligible);
    memset(excess_plain, 0, sizeof excess_plain);
    memset(eligible_plain, 0, sizeof eligible_plain);
    for (int i = 0; i < 400; i++) {
      sl_paid_claim_t drawn[LIST], list[LIST];
      sl_cover_rung_t rungs[RUNGS];
      const size_t n = some_claims(&state, drawn);
      some_rungs(&state, excess, eligible, rungs);
      c.cover.run_in_maximum = some(&state, 3) == 0 ? 2000.0 : (double)INFINITY;
      memcpy(list, drawn, sizeof list);
      passed += take_together(&c, list, n, rungs);
      take_one_by_one(&c, drawn, n, rungs, excess_plain, eligible_plain);
    }
    CU_ASSERT_EQUAL(apart(excess, excess_plain), 0);
    CU_ASSERT_EQUAL(apart(eligible, eligible_plain), 0);
    CU_ASSERT(total(excess[0]) > 0.0 && total(eligible[0]) > 0.0);
    sl_timeline_free(&c.timeline);
  }
  CU_ASSERT(passed > 500 && passed < 5000); /* of 6,000: both ways are walked */
}

SL_SUITE(stoploss_cover, "unit/stoploss_cover", {"slots by month", slots_by_month},
         {"slots by day", slots_by_day}, {"one slot for all", one_slot_for_all},
         {"later payments stand apart where they leave C",
          later_payments_stand_apart_where_they_leave_c},
         {"too long a run-out is refused", too_long_a_run_out_is_refused},
         {"excess falls in order of paid day", excess_falls_in_order_of_paid_day},
         {"a tie goes by incurred day", a_tie_goes_by_incurred_day},
         {"a long list falls in order", a_long_list_falls_in_order},
         {"run-in among the year's claims waits its turn",
          run_in_among_the_year_s_claims_waits_its_turn},
         {"below the deductible all is eligible", below_the_deductible_all_is_eligible},
         {"coinsurance and maximum", coinsurance_and_maximum},
         {"a laser and an exclusion", a_laser_and_an_exclusion},
         {"a run-in maximum counts what is paid first", a_run_in_maximum_counts_what_is_paid_first},
         {"a run-in maximum holds below the deductible",
          a_run_in_maximum_holds_below_the_deductible},
         {"windows, services and insured lines", windows_services_and_insured_lines},
         {"paid accounting leaves run-out outside", paid_accounting_leaves_run_out_outside},
         {"columns are strided and optional", columns_are_strided_and_optional},
         {"rungs are what the definition says", rungs_are_what_the_definition_says});
