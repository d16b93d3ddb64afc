/* Stop-loss settled claim by claim: against a slow reference that walks the whole group's claims in
 * order of payment, and by hand. */
#include "models/funding/settlement.h"
#include "models/stoploss/cover.h"
#include "tests/support/harness.h"
#include "tests/support/settlement_reference.h"

#include <stdlib.h>
#include <string.h>

static char name[] = "of no account here";

/* ---- random groups and contracts ---- */

static uint64_t state;

static unsigned below(unsigned n) /* splitmix64 (Steele, Lea and Flood, 2014) */
{
  uint64_t z = (state += UINT64_C(0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return (unsigned)((z ^ (z >> 31)) % n);
}

static double cents(unsigned most) { return (double)below(100 * most + 1) / 100.0; }

enum { PERSONS = 5, CLAIMS = 9, SERVICES = 3, RUN_OUT = 12, MONTHS = 24, ROOM = 20000 };

static double cover_room[ROOM];

typedef struct group {
  sl_calendar_t calendar;
  sl_paid_claim_t claim[PERSONS][CLAIMS];
  size_t n[PERSONS];
  bool specific_services[SERVICES], aggregate_services[SERVICES], insured[SERVICES];
  sl_laser_t lasers[2];
  sl_arrangement_t arrangement;
  double attachment;
} group_t;

static void draw_claims(group_t *group, bool run_in)
{
  const int last = group->calendar.last_day;
  for (size_t p = 0; p < PERSONS; p++) {
    group->n[p] = below(CLAIMS + 1);
    for (size_t i = 0; i < group->n[p]; i++) {
      const int first = run_in ? -450 : 0;
      const int incurred = first + (int)below((unsigned)(last - first + 1));
      const int lag = below(4) == 0 ? (int)below(500) : (int)below(40);
      group->claim[p][i] = (sl_paid_claim_t){incurred, incurred + lag, below(SERVICES),
                                             below(6) == 0 ? 0.0 : cents(2000)};
    }
  }
}

static sl_contract_t draw_contract(bool run_in)
{
  static const unsigned bases[][2] = {{12, 12}, {12, 15}, {12, 18}, {12, 24},
                                      {15, 12}, {24, 12}, {24, 24}, {18, 15}};
  const unsigned which = below(run_in ? 11 : 5);
  if (which == 4 && !run_in) {
    return (sl_contract_t){.kind = SL_CONTRACT_DEFAULT};
  }
  if (which == 8) {
    return (sl_contract_t){.kind = SL_CONTRACT_PAID};
  }
  if (which == 9) {
    return (sl_contract_t){
        .kind = SL_CONTRACT_PAID, .has_effective = true, .effective = {2025, 6, 1}};
  }
  if (which == 10) {
    return (sl_contract_t){.kind = SL_CONTRACT_DATES,
                           .incurred_from = {2025, 3, 15},
                           .incurred_to = {2026, 10, 31},
                           .paid_from = {2025, 11, 1},
                           .paid_to = {2027, 2, 28}};
  }
  return (sl_contract_t){.kind = SL_CONTRACT_MONTHS,
                         .incurred_months = bases[which][0],
                         .paid_months = bases[which][1]};
}

static void draw_services(bool *services, unsigned one_in)
{
  for (size_t s = 0; s < SERVICES; s++) {
    services[s] = below(one_in) != 0;
  }
}

static sl_specific_t draw_specific(group_t *group, bool run_in)
{
  sl_specific_t specific = {
      .deductible = cents(4000),
      .coinsurance = below(3) == 0 ? 0.9 : 1.0,
      .maximum = below(3) == 0 ? cents(3000) : (double)INFINITY,
      .aggregating_deductible = below(2) == 0 ? cents(3000) : 0.0,
      .run_in_maximum = below(3) == 0 ? cents(1500) : (double)INFINITY,
      .contract = draw_contract(run_in),
  };
  group->lasers[0] = (sl_laser_t){1 + below(PERSONS), specific.deductible + cents(3000), false};
  group->lasers[1] = (sl_laser_t){1 + below(PERSONS), (double)INFINITY, true};
  specific.lasers = group->lasers;
  specific.n_lasers = below(3);
  draw_services(group->specific_services, 4);
  specific.services = below(2) == 0 ? NULL : group->specific_services;
  return specific;
}

static void draw_group(group_t *group, bool run_in)
{
  *group = (group_t){.arrangement = {.name = name}};
  sl_calendar_init(&group->calendar, (sl_date_t){2026, 1, 1}, 12);
  draw_claims(group, run_in);
  draw_services(group->insured, 6);
  sl_arrangement_t *arrangement = &group->arrangement;
  arrangement->insured = below(3) == 0 ? group->insured : NULL;
  arrangement->has_specific = below(5) != 0;
  if (arrangement->has_specific) {
    arrangement->specific = draw_specific(group, run_in);
    arrangement->has_captive = below(4) == 0;
    arrangement->captive.limit = arrangement->specific.deductible + cents(1500);
  }
  arrangement->has_aggregate = below(4) != 0;
  draw_services(group->aggregate_services, 4);
  arrangement->aggregate = (sl_aggregate_t){
      .maximum = below(3) == 0 ? cents(4000) : (double)INFINITY,
      .contract = draw_contract(run_in),
      .services = below(2) == 0 ? NULL : group->aggregate_services,
  };
  group->attachment = arrangement->has_aggregate ? cents(15000) : (double)NAN;
}

/* ---- the model's way: covers by person, then the settlement ---- */

enum { EXCESS, ELIGIBLE, CAPTIVE, COLUMNS };

typedef struct columns {
  sl_timeline_t timeline;
  double *of[COLUMNS];
} columns_t;

static void make_columns(columns_t *columns, sl_resolution_t resolution,
                         const sl_calendar_t *calendar, sl_accounting_t accounting)
{
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(
      sl_timeline_init(&columns->timeline, resolution, calendar, accounting, -900, RUN_OUT, &error),
      SL_OK);
  for (size_t c = 0; c < COLUMNS; c++) {
    columns->of[c] = calloc(2 * columns->timeline.n_slots, sizeof(double));
    CU_ASSERT_PTR_NOT_NULL_FATAL(columns->of[c]);
  }
}

static void free_columns(columns_t *columns)
{
  for (size_t c = 0; c < COLUMNS; c++) {
    free(columns->of[c]);
  }
  sl_timeline_free(&columns->timeline);
}

/* One person's claims in a cover of the specific's window. */
static void take_person(group_t *group, size_t p, const sl_specific_t *specific, double deductible,
                        bool excluded, const sl_timeline_t *timeline, double *excess)
{
  const sl_arrangement_t *arrangement = &group->arrangement;
  const sl_cover_t cover = {
      .window = sl_contract_window(&arrangement->specific.contract, &group->calendar),
      .services = arrangement->specific.services,
      .insured = arrangement->insured,
      .specific = specific,
      .eligible_cap = INFINITY,
      .run_in_maximum = arrangement->specific.run_in_maximum};
  sl_paid_claims_t claims = {group->claim[p], group->n[p]};
  const sl_cover_sums_t sums = {excess, NULL, 1};
  CU_ASSERT_FATAL(sl_cover_room(&cover, timeline) <= ROOM);
  sl_cover_take(&cover, timeline, &claims, deductible, excluded, &sums, cover_room);
}

static void take_specific(group_t *group, const columns_t *columns)
{
  const sl_arrangement_t *arrangement = &group->arrangement;
  for (size_t p = 0; p < PERSONS; p++) {
    bool excluded;
    const double deductible =
        sl_specific_deductible_of(&arrangement->specific, (uint32_t)p + 1, &excluded);
    double begins = deductible;
    if (arrangement->has_captive) {
      begins = fmax(deductible, arrangement->captive.limit);
      const sl_specific_t layer = {.coinsurance = 1.0, .maximum = begins - deductible};
      take_person(group, p, &layer, deductible, excluded, &columns->timeline, columns->of[CAPTIVE]);
    }
    take_person(group, p, &arrangement->specific, begins, excluded, &columns->timeline,
                columns->of[EXCESS]);
  }
}

static void take_aggregate(group_t *group, const columns_t *columns)
{
  const sl_arrangement_t *arrangement = &group->arrangement;
  const sl_cover_t cover = {
      .window = sl_contract_window(&arrangement->aggregate.contract, &group->calendar),
      .services = arrangement->aggregate.services,
      .insured = arrangement->insured,
      .eligible_cap =
          arrangement->has_specific ? arrangement->specific.deductible : (double)INFINITY,
      .run_in_maximum = INFINITY};
  const sl_cover_sums_t sums = {NULL, columns->of[ELIGIBLE], 1};
  for (size_t p = 0; p < PERSONS; p++) {
    sl_paid_claims_t claims = {group->claim[p], group->n[p]};
    CU_ASSERT_FATAL(sl_cover_room(&cover, &columns->timeline) <= ROOM);
    sl_cover_take(&cover, &columns->timeline, &claims, INFINITY, false, &sums, cover_room);
  }
}

static double sum_of(const double *column, size_t n_slots)
{
  double sum = 0.0;
  for (size_t i = 0; i < 2 * n_slots; i++) {
    sum += column[i];
  }
  return sum;
}

/* ---- agreement ---- */

static void agree(double actual, double expected)
{
  CU_ASSERT_DOUBLE_EQUAL(actual, expected, 1e-6); /* of amounts in cents */
}

static void agree_by_month(const group_t *group, const sl_trial_claims_t *trial,
                           const sl_settled_month_t *expected)
{
  sl_settled_month_t months[MONTHS];
  sl_settle_by_month(&group->arrangement, group->attachment, trial, MONTHS, months);
  for (size_t m = 0; m < MONTHS; m++) {
    agree(months[m].specific, expected[m].specific);
    agree(months[m].aggregate, expected[m].aggregate);
    agree(months[m].captive, expected[m].captive);
  }
}

static void agree_in_all(const sl_settlement_t *actual, const sl_settlement_t *expected)
{
  agree(actual->specific, expected->specific);
  agree(actual->aggregate, expected->aggregate);
  agree(actual->captive, expected->captive);
  agree(actual->specific_counted, expected->specific_counted);
  agree(actual->aggregate_counted, expected->aggregate_counted);
  agree(actual->captive_counted, expected->captive_counted);
}

static sl_settlement_t refer(const group_t *group, sl_accounting_t accounting,
                             sl_settled_month_t *months)
{
  sl_listed_claim_t listed[PERSONS * CLAIMS];
  size_t n = 0;
  for (uint32_t p = 0; p < PERSONS; p++) {
    for (size_t i = 0; i < group->n[p]; i++) {
      const sl_paid_claim_t *claim = &group->claim[p][i];
      listed[n++] =
          (sl_listed_claim_t){claim->incurred, claim->paid, claim->service, p, claim->amount};
    }
  }
  return sl_reference_settle(&group->arrangement, group->attachment, &group->calendar, accounting,
                             n, listed, MONTHS, months);
}

/* What was exercised: a property that is never met proves nothing. */
typedef struct reach {
  unsigned specific, aggregate, captive, split_specific, split_aggregate;
} reach_t;

static void note(reach_t *reach, const sl_settlement_t *settled)
{
  reach->specific += settled->specific > 0.0;
  reach->aggregate += settled->aggregate > 0.0;
  reach->captive += settled->captive > 0.0;
  reach->split_specific +=
      settled->specific_counted > 0.01 && settled->specific - settled->specific_counted > 0.01;
  reach->split_aggregate +=
      settled->aggregate_counted > 0.01 && settled->aggregate - settled->aggregate_counted > 0.01;
}

static void compare(group_t *group, sl_resolution_t resolution, sl_accounting_t accounting,
                    reach_t *reach)
{
  columns_t columns;
  make_columns(&columns, resolution, &group->calendar, accounting);
  sl_settled_month_t months[MONTHS];
  const sl_settlement_t expected = refer(group, accounting, months);
  if (group->arrangement.has_specific) {
    take_specific(group, &columns);
  }
  take_aggregate(group, &columns);
  const size_t n_slots = columns.timeline.n_slots;
  sl_trial_claims_t trial = {.excess = sum_of(columns.of[EXCESS], n_slots),
                             .eligible = sum_of(columns.of[ELIGIBLE], n_slots),
                             .captive = sum_of(columns.of[CAPTIVE], n_slots)};
  const sl_settlement_t in_all = sl_settle(&group->arrangement, group->attachment, &trial);
  agree(in_all.specific, expected.specific);
  agree(in_all.aggregate, expected.aggregate);
  agree(in_all.captive, expected.captive);
  const sl_paid_path_t path = {.timeline = &columns.timeline,
                               .excess = columns.of[EXCESS],
                               .eligible = columns.of[ELIGIBLE],
                               .captive = columns.of[CAPTIVE]};
  trial.path = trial.months = &path;
  const sl_settlement_t settled = sl_settle(&group->arrangement, group->attachment, &trial);
  agree_in_all(&settled, &expected);
  if (resolution != SL_RESOLVE_NOTHING) {
    agree_by_month(group, &trial, months);
  }
  note(reach, &settled);
  free_columns(&columns);
}

enum { GROUPS = 4000 };

static void runs_in_by_day(void)
{
  reach_t reach = {0};
  group_t group;
  state = 1;
  for (int i = 0; i < GROUPS; i++) {
    draw_group(&group, true);
    compare(&group, SL_RESOLVE_DAYS, SL_ACCOUNT_INCURRED, &reach);
  }
  CU_ASSERT_TRUE(reach.split_specific > 100 && reach.split_aggregate > 100 && reach.captive > 100);
}

static void paid_accounting_needs_months_only(void)
{
  reach_t reach = {0};
  group_t group;
  state = 2;
  for (int i = 0; i < GROUPS; i++) {
    draw_group(&group, true);
    compare(&group, SL_RESOLVE_MONTHS, SL_ACCOUNT_PAID, &reach);
    compare(&group, SL_RESOLVE_DAYS, SL_ACCOUNT_PAID, &reach);
  }
  CU_ASSERT_TRUE(reach.split_specific > 100 && reach.split_aggregate > 100 && reach.captive > 100);
}

static void months_do_without_run_in(void)
{
  reach_t reach = {0};
  group_t group;
  state = 3;
  for (int i = 0; i < GROUPS; i++) {
    draw_group(&group, false);
    compare(&group, SL_RESOLVE_MONTHS, SL_ACCOUNT_INCURRED, &reach);
    compare(&group, SL_RESOLVE_NOTHING, SL_ACCOUNT_INCURRED, &reach);
  }
  CU_ASSERT_TRUE(reach.specific > 100 && reach.aggregate > 100);
  CU_ASSERT_EQUAL(reach.split_specific + reach.split_aggregate, 0);
}

/* A person's own order settles a specific without an aggregating deductible: one slot will do. */
static void one_slot_does_for_a_specific_alone(void)
{
  reach_t reach = {0};
  group_t group;
  state = 4;
  for (int i = 0; i < GROUPS; i++) {
    draw_group(&group, true);
    group.arrangement.specific.aggregating_deductible = 0.0;
    group.arrangement.has_aggregate = false;
    compare(&group, SL_RESOLVE_NOTHING, SL_ACCOUNT_INCURRED, &reach);
    compare(&group, SL_RESOLVE_NOTHING, SL_ACCOUNT_PAID, &reach);
  }
  CU_ASSERT_TRUE(reach.split_specific > 100);
}

/* ---- by hand ---- */

/* 15/12 in 2026, D 10,000, aggregating deductible 5,000. In order of payment:
 *   Jan 15  person 2, incurred Jan 5: 12,000, 2,000 over D: all into the aggregating deductible
 *   Jan 20  person 1, incurred Nov 15, 2025: 14,000, 4,000 over D: 3,000 into it, 1,000 paid
 *   Feb 1   person 1, incurred Jan 10: 3,000, all over D: 3,000 paid
 * 4,000 in all; 3,000 on claims incurred in the plan year. */
static void an_aggregating_deductible_takes_what_is_paid_first(void)
{
  group_t group = {.n = {2, 1}};
  sl_calendar_init(&group.calendar, (sl_date_t){2026, 1, 1}, 12);
  group.claim[0][0] = (sl_paid_claim_t){.incurred = 9, .paid = 31, .amount = 3000.0};
  group.claim[0][1] = (sl_paid_claim_t){.incurred = -47, .paid = 19, .amount = 14000.0};
  group.claim[1][0] = (sl_paid_claim_t){.incurred = 4, .paid = 14, .amount = 12000.0};
  group.arrangement = (sl_arrangement_t){
      .name = name,
      .has_specific = true,
      .specific = {.deductible = 10000.0,
                   .coinsurance = 1.0,
                   .maximum = INFINITY,
                   .aggregating_deductible = 5000.0,
                   .run_in_maximum = INFINITY,
                   .contract = {SL_CONTRACT_MONTHS, .incurred_months = 15, .paid_months = 12}}};
  columns_t columns;
  make_columns(&columns, SL_RESOLVE_DAYS, &group.calendar, SL_ACCOUNT_INCURRED);
  take_specific(&group, &columns);
  const sl_paid_path_t path = {.timeline = &columns.timeline, .excess = columns.of[EXCESS]};
  const sl_trial_claims_t trial = {.path = &path, .months = &path};
  const sl_settlement_t settled = sl_settle(&group.arrangement, NAN, &trial);
  CU_ASSERT_EQUAL(settled.specific, 4000.0);
  CU_ASSERT_EQUAL(settled.specific_counted, 3000.0);
  sl_settled_month_t months[MONTHS];
  sl_settle_by_month(&group.arrangement, NAN, &trial, MONTHS, months);
  CU_ASSERT_EQUAL(months[0].specific, 0.0);
  CU_ASSERT_EQUAL(months[1].specific, 3000.0);
  free_columns(&columns);
}

/* Eligible by slot [others, C]: January [30, 20], February [0, 25], March [15, 40], in thousands.
 * Attachment 60, maximum 50. Cumulative 30, 50 | 50, 75 | 90, 130: reimbursed 0, 0 | 0, 15 |
 * 30, 50 (70 but for the maximum). 50 in all; on C 15 in February and 20 in March. */
static void an_aggregate_falls_on_what_passes_the_attachment(void)
{
  const double eligible[24] = {30.0, 20.0, 0.0, 25.0, 15.0, 40.0};
  const sl_arrangement_t arrangement = {
      .name = name, .has_aggregate = true, .aggregate = {.maximum = 50.0}};
  sl_calendar_t calendar;
  sl_timeline_t timeline;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  CU_ASSERT_EQUAL_FATAL(
      sl_timeline_init(&timeline, SL_RESOLVE_MONTHS, &calendar, SL_ACCOUNT_INCURRED, 0, 0, NULL),
      SL_OK);
  const sl_paid_path_t path = {.timeline = &timeline, .eligible = eligible};
  const sl_trial_claims_t trial = {.path = &path, .months = &path};
  const sl_settlement_t settled = sl_settle(&arrangement, 60.0, &trial);
  CU_ASSERT_EQUAL(settled.aggregate, 50.0);
  CU_ASSERT_EQUAL(settled.aggregate_counted, 35.0);
  sl_settled_month_t months[2]; /* the last takes what comes later */
  sl_settle_by_month(&arrangement, 60.0, &trial, 2, months);
  CU_ASSERT_EQUAL(months[0].aggregate, 0.0);
  CU_ASSERT_EQUAL(months[1].aggregate, 35.0);
  sl_timeline_free(&timeline);
}

/* Specific: excess 9,000 becomes 12,000 with the run-out that the option covers, aggregating
 * deductible 10,000: 0 becomes 2,000. Aggregate: eligible 95,000 becomes 130,000, attachment
 * 100,000, maximum 25,000: 0 becomes 25,000. */
static void terminal_liability_options_add_run_out(void)
{
  sl_arrangement_t arrangement = {
      .name = name,
      .has_specific = true,
      .specific = {.aggregating_deductible = 10000.0, .terminal_months = 3},
      .has_aggregate = true,
      .aggregate = {.maximum = 25000.0, .terminal_months = 3}};
  const sl_trial_claims_t trial = {.excess = 9000.0,
                                   .eligible = 95000.0,
                                   .terminal_excess = 12000.0,
                                   .terminal_eligible = 130000.0};
  CU_ASSERT_EQUAL(sl_settle_terminal(&arrangement, 100000.0, &trial), 27000.0);
  arrangement.aggregate.terminal_months = 0;
  CU_ASSERT_EQUAL(sl_settle_terminal(&arrangement, 100000.0, &trial), 2000.0);
  arrangement.specific.terminal_months = 0;
  CU_ASSERT_EQUAL(sl_settle_terminal(&arrangement, 100000.0, &trial), 0.0);
}

static void without_stoploss_nothing_is_paid(void)
{
  const sl_arrangement_t arrangement = {.name = name};
  const sl_trial_claims_t trial = {.plan_paid = 1000.0, .excess = 1000.0, .eligible = 1000.0};
  const sl_settlement_t settled = sl_settle(&arrangement, NAN, &trial);
  const sl_settlement_t nothing = {0};
  agree_in_all(&settled, &nothing);
  CU_ASSERT_EQUAL(sl_settle_terminal(&arrangement, NAN, &trial), 0.0);
}

SL_SUITE(settlement, "unit/settlement", {"runs in, by day", runs_in_by_day},
         {"paid accounting needs months only", paid_accounting_needs_months_only},
         {"months do without run-in", months_do_without_run_in},
         {"one slot does for a specific alone", one_slot_does_for_a_specific_alone},
         {"an aggregating deductible takes what is paid first",
          an_aggregating_deductible_takes_what_is_paid_first},
         {"an aggregate falls on what passes the attachment",
          an_aggregate_falls_on_what_passes_the_attachment},
         {"terminal liability options add run-out", terminal_liability_options_add_run_out},
         {"without stop-loss nothing is paid", without_stoploss_nothing_is_paid});
