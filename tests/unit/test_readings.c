/* Sums of claims by cells against claims added up one by one, for windows, services, insurers and
 * months of every kind. */
#include "models/funding/arrangement.h"
#include "models/random/streams.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/dated/cells.h"
#include "sim/engine/dated/unit.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 9, CLAIMS = 400, ARRANGEMENTS = 8, MONTHS_MOST = 40 };

static uint64_t draw(uint32_t *next, uint64_t below)
{
  const sl_stream_t stream = sl_stream_init(20260107, SL_PASS_MAIN, SL_DRAW_DAY, 0, 0);
  return sl_stream_word(&stream, 0, 1, (*next)++) % below;
}

static bool first_service[SL_GROUP_SERVICES] = {true, false};
static bool second_service[SL_GROUP_SERVICES] = {false, true};

/* From 12/15 to days within months, each cutting claims in another way. */
static void make_arrangements(sl_engine_group_t *group, sl_arrangement_t *a)
{
  for (size_t i = 0; i < ARRANGEMENTS; i++) {
    a[i] = group->arrangement;
    a[i].specific.contract = a[i].aggregate.contract = sl_group_months(12, 12);
  }
  a[0].specific.contract = a[0].aggregate.contract = sl_group_months(12, 15);
  a[1].specific.contract = sl_group_months(15, 12);
  a[1].specific.services = first_service;
  a[1].specific.run_in_maximum = 900.0;
  a[1].aggregate.contract = sl_group_months(24, 12);
  const sl_contract_t dates = {.kind = SL_CONTRACT_DATES,
                               .incurred_from = {2025, 11, 10},
                               .incurred_to = {2026, 8, 20},
                               .paid_from = {2025, 12, 5},
                               .paid_to = {2026, 10, 17}};
  a[2].specific.contract = dates;
  a[3].insured = second_service;
  a[4].specific.contract = a[4].aggregate.contract =
      (sl_contract_t){.kind = SL_CONTRACT_PAID, .has_effective = true, .effective = {2026, 3, 1}};
  a[5].specific.terminal_months = a[5].aggregate.terminal_months = 4;
  a[6].kind = sl_arrangement_kind("minimum_premium");
  a[7].has_since = true;
  a[7].since = (sl_date_t){2025, 6, 15};
  a[7].has_aggregate = false;
  a[7].specific.contract = sl_group_months(24, 12);
  group->arrangements = (sl_arrangements_t){.list = a,
                                            .n = ARRANGEMENTS,
                                            .accounting = group->arrangements.accounting,
                                            .cash_flow = group->arrangements.cash_flow};
}

/* One claim, adjudicated. */
typedef struct paid {
  sl_paid_claim_t claim;
  size_t trial;
} paid_t;

/* Claims of all plan years, put among the records of their trials; and the same one by one. */
typedef struct claims {
  sl_listing_t listing;
  sl_claim_record_t records[SL_LEDGER_YEARS][TRIALS * CLAIMS];
  double plan[SL_LEDGER_YEARS][TRIALS * CLAIMS], uncovered[SL_LEDGER_YEARS][TRIALS * CLAIMS];
  paid_t list[TRIALS * CLAIMS];
  size_t n;
} claims_t;

static void draw_year(uint32_t *next, const sl_model_t *model, int year, claims_t *c)
{
  const size_t at = sl_model_year_at(model, year);
  int first, last;
  uint32_t n = 0;
  sl_calendar_year(&model->scenario->calendar, year, &first, &last);
  c->listing.year[at].records = c->records[at];
  c->listing.year[at].plan = c->plan[at];
  c->listing.year[at].uncovered = c->uncovered[at];
  for (size_t t = 0; t < TRIALS; t++) {
    c->listing.year[at].first[t] = n;
    for (size_t k = draw(next, CLAIMS / SL_LEDGER_YEARS); k > 0; k--, n++) {
      const uint64_t day = draw(next, (uint64_t)(last - first + 1));
      const uint64_t lag = draw(next, 3) == 0 ? draw(next, 900) : draw(next, 60);
      const uint64_t person = draw(next, 3), service = draw(next, SL_GROUP_SERVICES);
      const double plan = (double)draw(next, 100000) / 7.0;
      c->records[at][n] =
          (sl_claim_record_t){plan, sl_claim_key(person, k, service, 0) | sl_claim_dates(day, lag)};
      c->list[c->n++] = (paid_t){{.incurred = first + (int32_t)day,
                                  .paid = first + (int32_t)(day + lag),
                                  .service = (uint32_t)service,
                                  .amount = plan},
                                 t};
    }
  }
  c->listing.year[at].first[TRIALS] = n;
}

/* Adjudicated under a plan that pays all, which adds claims to cells where one row holds them. */
static void add_year(const sl_model_t *model, sl_cells_t *cells, int year, claims_t *c,
                     sl_person_sums_t *persons, sl_unit_sums_t *s)
{
  static sl_service_rule_t rules[SL_GROUP_SERVICES];
  sl_plan_t plan = {.n_benefits = 1, .rule = rules, .n_rules = SL_GROUP_SERVICES};
  const sl_claim_lists_t lists = sl_listing_of(&c->listing, sl_model_year_at(model, year));
  double member[TRIALS], uncovered[TRIALS];
  sl_accumulators_t *accumulators = NULL;
  sl_paid_sums_t sums;
  plan.benefit[0] = sl_benefit_default();
  plan.recognised = 1.0;
  for (size_t i = 0; i < SL_GROUP_SERVICES; i++) {
    rules[i] = sl_service_rule_default();
  }
  const bool added = sl_cells_sums(cells, &c->listing, year, persons, &sums);
  const sl_claim_splits_t splits = {.plan = c->plan[sl_model_year_at(model, year)],
                                    .member_of_trial = member,
                                    .uncovered_of_trial = uncovered,
                                    .sums = added ? &sums : NULL};
  CU_ASSERT_EQUAL_FATAL(sl_accumulators_new(&plan, 1, 3, &accumulators, NULL), SL_OK);
  sl_plan_adjudicate(&plan, accumulators, 3, &lists, &splits);
  sl_accumulators_free(accumulators);
  sl_cells_add(cells, &c->listing, year, added, persons, 0, s);
}

/* ---- one by one ---- */

static double *dated(const sl_unit_sums_t *s, sl_dated_column_t column, size_t cover, size_t trial)
{
  return &s->dated[column][cover * SL_BLOCK_TRIALS + trial];
}

static bool in_a_window(const sl_coverage_t *c, const sl_paid_claim_t *q)
{
  bool found = false;
  for (size_t i = 0; i < c->n_gap_windows; i++) {
    found = found || sl_window_holds(&c->gap_window[i], q->incurred, q->paid);
  }
  return found;
}

static void note_take(const sl_coverage_t *c, size_t cover, const sl_take_t *take, const paid_t *p,
                      const sl_unit_sums_t *s)
{
  if (!take->eligible || !sl_cover_holds(&take->cover, &p->claim)) {
    return;
  }
  if (take->kind == SL_TAKE_TERMINAL_AGGREGATE) {
    *dated(s, SL_DATED_TERMINAL_ELIGIBLE, cover, p->trial) += p->claim.amount;
    return;
  }
  for (sl_path_kind_t k = 0; k < SL_PATH_KINDS; k++) {
    double *path = sl_unit_sums_path(s, cover, k, SL_PATH_ELIGIBLE, p->trial);
    const sl_timeline_t *timeline = &c->path[k].timeline;
    if (path != NULL && timeline->n_slots > 0) {
      const bool counted = sl_window_holds(&timeline->counted, p->claim.incurred, p->claim.paid);
      path[2 * sl_timeline_slot(timeline, p->claim.paid) + counted] += p->claim.amount;
    }
  }
}

static void note_paid(const sl_coverage_t *c, size_t cover, const paid_t *p, bool counted,
                      const sl_unit_sums_t *s)
{
  double *path = sl_unit_sums_path(s, cover, SL_PATH_MONTHLY, SL_PATH_PAID, p->trial);
  if (path != NULL && counted) {
    path[2 * sl_timeline_slot(&c->path[SL_PATH_MONTHLY].timeline, p->claim.paid) + 1] +=
        p->claim.amount;
  }
}

static void note_outside(const sl_coverage_t *c, size_t cover, const paid_t *p,
                         const sl_unit_sums_t *s)
{
  for (size_t i = 0; i < c->n_takes; i++) {
    const sl_take_t *take = &c->take[i];
    double *specific = sl_unit_sums_beyond(s, cover, SL_COLUMN_OUTSIDE_SPECIFIC);
    double *aggregate = sl_unit_sums_beyond(s, cover, SL_COLUMN_OUTSIDE_AGGREGATE);
    const bool held = sl_cover_holds(&take->cover, &p->claim);
    if (specific != NULL && take->kind == SL_TAKE_SPECIFIC && !held) {
      specific[p->trial] += p->claim.amount;
    }
    if (aggregate != NULL && !held && c->arrangement->has_aggregate &&
        (take->kind == SL_TAKE_AGGREGATE || (take->kind == SL_TAKE_SPECIFIC && take->eligible))) {
      aggregate[p->trial] += p->claim.amount;
    }
  }
}

/* Who pays the claim, and where it lies. */
static void note(const sl_model_t *model, size_t cover, const paid_t *p, const sl_unit_sums_t *s)
{
  const sl_coverage_t *c = &model->covers[cover];
  const sl_paid_claim_t *q = &p->claim;
  const bool counted = sl_window_holds(&c->counted, q->incurred, q->paid);
  const bool line = c->insured != NULL && c->insured[q->service];
  const bool late = q->paid > c->last_day;
  const bool runs_out = !line && c->runs_out && q->incurred >= c->since && late;
  for (size_t i = 0; i < c->n_takes; i++) {
    note_take(c, cover, &c->take[i], p, s);
  }
  *dated(s, SL_DATED_RUN_OUT, cover, p->trial) += runs_out ? q->amount : 0.0;
  const bool insurer = line || (c->insurer_runs_out && late);
  if (counted && insurer) {
    *dated(s, SL_DATED_INSURED, cover, p->trial) += q->amount;
    *dated(s, SL_DATED_INSURED_RUN_OUT, cover, p->trial) += line ? 0.0 : q->amount;
  }
  if (counted && !insurer) {
    *dated(s, SL_DATED_GAP, cover, p->trial) += c->has_gap && !in_a_window(c, q) ? q->amount : 0.0;
    note_outside(c, cover, p, s);
    note_paid(c, cover, p, counted, s);
  }
}

static void note_ibnr(const sl_model_t *model, const paid_t *p, const sl_unit_sums_t *s)
{
  const sl_calendar_t *calendar = &model->scenario->calendar;
  for (size_t i = 0; i < model->n_since; i++) {
    for (size_t m = 0; m < model->dating->n_months; m++) {
      const int end = sl_calendar_month_start(calendar, (int)m + 1);
      if (p->claim.incurred >= model->since[i] && p->claim.incurred < end && p->claim.paid >= end) {
        sl_unit_sums_ibnr(s, i, p->trial)[m] += p->claim.amount;
      }
    }
  }
}

/* ---- the comparison ---- */

/* What is paid is told by month, whatever the slots. */
static void fold_paid(const sl_model_t *model, const sl_unit_sums_t *s)
{
  for (size_t c = 0; c < model->n_covers; c++) {
    const sl_timeline_t *timeline = &model->covers[c].path[SL_PATH_MONTHLY].timeline;
    for (size_t t = 0; t < TRIALS; t++) {
      double *paid = sl_unit_sums_path(s, c, SL_PATH_MONTHLY, SL_PATH_PAID, t);
      for (size_t slot = timeline->n_slots; paid != NULL && slot > 1; slot--) {
        if (timeline->month_of_slot[slot - 1] == timeline->month_of_slot[slot - 2]) {
          paid[2 * slot - 3] += paid[2 * slot - 1];
          paid[2 * slot - 1] = 0.0;
        }
      }
    }
  }
}

static size_t apart(const sl_unit_sums_t *a, const sl_unit_sums_t *b, size_t *met)
{
  size_t n = 0;
  for (size_t i = 0; i < a->n_store; i++) {
    n += !(fabs(a->store[i] - b->store[i]) <= 1e-9 * (1.0 + fabs(b->store[i])));
    *met += b->store[i] != 0.0;
  }
  return n;
}

static void compare(const sl_model_t *model, uint32_t *next, size_t *met)
{
  claims_t *c = calloc(1, sizeof *c);
  sl_cells_t *cells = NULL;
  sl_unit_sums_t by_cells, one_by_one;
  double plan[SL_LISTED_TRIALS * 3] = {0}, year[SL_LISTED_TRIALS * 3] = {0};
  sl_person_sums_t persons = {3, plan, year};
  CU_ASSERT_PTR_NOT_NULL_FATAL(c);
  CU_ASSERT_EQUAL_FATAL(sl_cells_new(model, TRIALS, &cells, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_unit_sums_init(&by_cells, model, sl_dated_path.layout, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_unit_sums_init(&one_by_one, model, sl_dated_path.layout, NULL), SL_OK);
  c->listing.end = TRIALS;
  for (int y = 0; y >= model->first_year; y--) {
    draw_year(next, model, y, c);
    add_year(model, cells, y, c, &persons, &by_cells);
  }
  /* What C comes to where it is paid claims is asked for elsewhere: tests/verify. */
  memset(by_cells.store, 0, by_cells.n_store * sizeof *by_cells.store);
  sl_cells_read(cells, 0, TRIALS, &by_cells);
  for (size_t i = 0; i < c->n; i++) {
    for (size_t cover = 0; cover < model->n_covers; cover++) {
      note(model, cover, &c->list[i], &one_by_one);
    }
    note_ibnr(model, &c->list[i], &one_by_one);
  }
  fold_paid(model, &by_cells);
  fold_paid(model, &one_by_one);
  CU_ASSERT_EQUAL(apart(&by_cells, &one_by_one, met), 0);
  sl_unit_sums_free(&by_cells);
  sl_unit_sums_free(&one_by_one);
  sl_cells_free(cells);
  free(c);
}

static void check(sl_accounting_t accounting, bool cash_flow)
{
  const sl_engine_options_t options = {.threads = 1, .claim_by_claim = true};
  sl_engine_group_t group;
  sl_arrangement_t arrangements[ARRANGEMENTS];
  sl_model_t *model = NULL;
  uint32_t next = 0;
  size_t met = 0;
  sl_group_make(&group, 1, 1);
  group.arrangements.accounting = accounting;
  group.arrangements.cash_flow.wanted = cash_flow;
  make_arrangements(&group, arrangements);
  CU_ASSERT_EQUAL_FATAL(sl_model_new(&group.scenario, &options, 1, &model, NULL), SL_OK);
  CU_ASSERT_EQUAL(model->n_covers, ARRANGEMENTS);
  for (int round = 0; round < 20; round++) {
    compare(model, &next, &met);
  }
  CU_ASSERT(met > 4000);
  sl_model_free(model);
  sl_group_free(&group);
}

static void incurred_claims(void) { check(SL_ACCOUNT_INCURRED, false); }
static void incurred_claims_by_month(void) { check(SL_ACCOUNT_INCURRED, true); }
static void paid_claims(void) { check(SL_ACCOUNT_PAID, false); }
static void paid_claims_by_month(void) { check(SL_ACCOUNT_PAID, true); }

/* Claims of one plan year that one row holds are added four trials side by side. */
static void one_row_holds_a_usual_year(void)
{
  const sl_engine_options_t options = {.threads = 1, .claim_by_claim = true};
  sl_engine_group_t group;
  sl_model_t *model = NULL;
  uint32_t next = 0;
  size_t met = 0;
  sl_group_make(&group, 1, 1);
  group.arrangements.cash_flow.wanted = true;
  group.arrangement.specific.contract = group.arrangement.aggregate.contract =
      sl_group_months(12, 15);
  CU_ASSERT_EQUAL_FATAL(sl_model_new(&group.scenario, &options, 1, &model, NULL), SL_OK);
  CU_ASSERT_EQUAL(model->readings->n_rows, 1);
  CU_ASSERT_PTR_NOT_NULL(model->readings->year[0].only);
  for (int round = 0; round < 20; round++) {
    compare(model, &next, &met);
  }
  CU_ASSERT(met > 2000);
  sl_model_free(model);
  sl_group_free(&group);
}

SL_SUITE(readings, "unit/readings", {"incurred claims", incurred_claims},
         {"incurred claims by month", incurred_claims_by_month}, {"paid claims", paid_claims},
         {"paid claims by month", paid_claims_by_month},
         {"one row holds a usual year", one_row_holds_a_usual_year});
