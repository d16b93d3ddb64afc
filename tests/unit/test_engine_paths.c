/* Both paths of the engine beside each other, and what only the claim-by-claim path can tell:
 * enrolment, certificates, captives, insured lines, months, disabilities. */
#include "models/claims/disability.h"
#include "models/claims/service.h"
#include "sim/engine/annual/unit.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/dated/unit.h"
#include "sim/engine/pass/paths.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 300 };

static bool near(double a, double b) { return fabs(a - b) <= 1e-6 + 1e-9 * fabs(b); }

static size_t far_trials(const double *a, const double *b)
{
  size_t n = 0;
  for (size_t t = 0; t < TRIALS; t++) {
    n += !near(a[t], b[t]);
  }
  return n;
}

/* ---- the table of paths ---- */

/* The row of the path that the group's scenario takes; dated: whether its sums have columns that
 * only days fill. */
static void check_path(const sl_engine_group_t *group, const sl_engine_path_t *row, bool dated)
{
  sl_model_t *model = NULL;
  sl_unit_sums_t sums;
  void *space = NULL;
  const sl_engine_options_t options = {.threads = 1};
  CU_ASSERT_EQUAL_FATAL(sl_model_new(&group->scenario, &options, 1, &model, NULL), SL_OK);
  CU_ASSERT_PTR_EQUAL(sl_engine_path_of(model), row);
  CU_ASSERT_EQUAL_FATAL(sl_unit_sums_init(&sums, model, row->layout, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_unit_sums_size(model, row->layout), sums.n_store * sizeof *sums.store);
  CU_ASSERT_PTR_EQUAL(sums.largest, sums.store); /* sl_unit_sums_add counts on it */
  CU_ASSERT(sums.eligible != NULL && (sums.uncovered != NULL) == dated &&
            (sums.path != NULL) == dated);
  CU_ASSERT_EQUAL(row->space_new(model, &space, NULL), SL_OK);
  CU_ASSERT_PTR_NOT_NULL(space);
  row->space_free(space);
  row->space_free(NULL);
  sl_unit_sums_free(&sums);
  sl_model_free(model);
}

static void a_scenario_takes_its_row(void)
{
  sl_engine_group_t group;
  sl_group_make(&group, 3, TRIALS);
  check_path(&group, &sl_annual_path, false);
  group.rules[0].visits = 1e6;
  check_path(&group, &sl_dated_path, true);
  group.rules[0].visits = INFINITY;
  group.rules[1].copay = NAN;
  group.claims.uncertainty = 0.0;
  group.simulation.sampler = SL_SAMPLE_TOTALS;
  check_path(&group, &sl_totals_path, false);
  sl_group_free(&group);
}

/* A limit too high to bind asks for single claims, and changes nothing else. */
static void paths_agree_where_nothing_depends_on_dates(void)
{
  sl_engine_group_t group;
  sl_price_t annual_price, price;
  sl_group_make(&group, 5, TRIALS);
  /* A person alone: the order within a family, which the paths see differently, decides nothing. */
  group.services[0].members = group.services[1].members = SL_MEMBERS_EMPLOYEES;
  group.simulation.exhibit = true;
  sl_columns_t *annual = sl_group_run(&group, 2, &annual_price);
  group.rules[0].visits = 1e6;
  sl_columns_t *dated = sl_group_run(&group, 2, &price);
  CU_ASSERT_EQUAL(memcmp(annual->trial[SL_TRIAL_ALLOWED], dated->trial[SL_TRIAL_ALLOWED],
                         TRIALS * sizeof(double)),
                  0);
  for (int v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    CU_ASSERT_EQUAL(far_trials(annual->trial[v], dated->trial[v]), 0);
  }
  for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
    /* The annual path knows no paid days, so nothing of the run-out. */
    if (v != SL_COST_RUN_OUT && v != SL_COST_TERMINAL_LIABILITY) {
      CU_ASSERT_EQUAL(far_trials(annual->cost[v], dated->cost[v]), 0);
    }
  }
  CU_ASSERT(near(annual_price.attachment.value, price.attachment.value));
  CU_ASSERT(near(annual_price.expected_claimants_full.value, price.expected_claimants_full.value));
  CU_ASSERT(annual_price.expected_claimants_half.value >
            annual_price.expected_claimants_full.value);
  free(annual);
  free(dated);
  sl_group_free(&group);
}

static sl_contract_t in_months(unsigned incurred, unsigned paid)
{
  return (sl_contract_t){
      .kind = SL_CONTRACT_MONTHS, .incurred_months = incurred, .paid_months = paid};
}

static void want_cash_flow(sl_engine_group_t *g) { g->arrangements.cash_flow.wanted = true; }
static void run_out(sl_engine_group_t *g)
{
  g->arrangement.specific.contract = g->arrangement.aggregate.contract = in_months(12, 15);
}
static void run_in(sl_engine_group_t *g) { g->arrangement.specific.contract = in_months(24, 12); }
static void limit_visits(sl_engine_group_t *g) { g->rules[0].visits = 3.0; }
static void no_copay(sl_engine_group_t *g) { g->rules[1].copay = (double)NAN; }
static void by_certificate(sl_engine_group_t *g) { g->arrangement.specific.per_certificate = true; }

/* Contracts, cash flow, family limits, copays: none moves a bit of what is allowed. */
static void what_is_allowed_keeps_its_bits(void)
{
  static void (*const changes[])(sl_engine_group_t *) = {
      want_cash_flow, run_out,  run_in,        sl_group_let_families_bind,
      limit_visits,   no_copay, by_certificate};
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    sl_engine_group_t group;
    sl_price_t price;
    sl_group_make(&group, 5, TRIALS);
    sl_columns_t *annual = sl_group_run(&group, 2, &price);
    changes[i](&group);
    CU_ASSERT(i == 5 || sl_dating_is_needed(&group.scenario)); /* another copay is all the same */
    sl_columns_t *dated = sl_group_run(&group, 2, &price);
    CU_ASSERT_EQUAL(memcmp(annual->trial[SL_TRIAL_ALLOWED], dated->trial[SL_TRIAL_ALLOWED],
                           TRIALS * sizeof(double)),
                    0);
    free(annual);
    free(dated);
    sl_group_free(&group);
  }
}

/* 86 families of three; 257 of their persons as one contract: one more than keys of claims have
 * room for. */
static void too_large_a_contract_is_refused(void)
{
  const sl_engine_options_t options = {.threads = 1, .claim_by_claim = true};
  sl_engine_group_t group;
  sl_model_t *model = NULL;
  void *space = NULL;
  sl_error_t error = {0};
  sl_group_make(&group, 86, TRIALS);
  group.group.n_families = 1;
  group.group.families[0].n_persons = 257;
  CU_ASSERT_EQUAL_FATAL(sl_model_new(&group.scenario, &options, 1, &model, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_dated_path.space_new(model, &space, &error), SL_ERR_UNSUPPORTED);
  CU_ASSERT_PTR_NULL(space);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "a contract of 257 persons"));
  group.group.families[0].n_persons = 256;
  CU_ASSERT_EQUAL(sl_dated_path.space_new(model, &space, &error), SL_OK);
  sl_dated_path.space_free(space);
  sl_model_free(model);
  sl_group_free(&group);
}

/* Whose deductible is 0 leaves nothing to the aggregate: nothing, and not what two equal sums
 * leave.
 */
static void nothing_is_eligible_above_no_deductible(void)
{
  sl_engine_group_t group;
  sl_price_t price;
  sl_group_make(&group, 5, TRIALS);
  run_out(&group);
  group.arrangement.specific.deductible = 0.0;
  group.arrangement.aggregate.kind = SL_ATTACHMENT_CORRIDOR;
  group.arrangement.aggregate.corridor = 1.25;
  sl_columns_t *columns = sl_group_run(&group, 2, &price);
  CU_ASSERT_EQUAL(price.expected_eligible.value, 0.0);
  for (size_t t = 0; t < TRIALS; t++) {
    CU_ASSERT_EQUAL(columns->cost[SL_COST_AGGREGATE_REIMBURSEMENT][t], 0.0);
  }
  free(columns);
  sl_group_free(&group);
}

/* The gap of a group that left on day 99, under contracts for claims incurred until `to`. */
static double gap_of_leavers(sl_date_t to)
{
  sl_engine_group_t group;
  sl_price_t price;
  double gap = 0.0;
  sl_group_make(&group, 5, TRIALS);
  for (size_t p = 0; p < group.scenario.group->n_persons; p++) {
    sl_person_t *person = &group.scenario.group->persons[p];
    person->dated = true;
    person->first_day = SL_DAY_ALWAYS_BEFORE;
    person->last_day = 99;
    person->months = 3.0 + 10.0 / 30.0;
  }
  group.arrangement.specific.contract = group.arrangement.aggregate.contract =
      (sl_contract_t){.kind = SL_CONTRACT_DATES,
                      .incurred_from = {2026, 1, 1},
                      .incurred_to = to,
                      .paid_from = {2026, 1, 1},
                      .paid_to = {2033, 1, 1}};
  sl_columns_t *columns = sl_group_run(&group, 2, &price);
  for (size_t t = 0; t < TRIALS; t++) {
    gap += columns->cost[SL_COST_GAP][t];
    CU_ASSERT(columns->trial[SL_TRIAL_PLAN_PAID][t] >= columns->cost[SL_COST_GAP][t]);
  }
  free(columns);
  sl_group_free(&group);
  return gap;
}

static void leavers_claim_only_while_enrolled(void)
{
  CU_ASSERT_EQUAL(gap_of_leavers((sl_date_t){2026, 4, 10}), 0.0); /* day 99 */
  CU_ASSERT(gap_of_leavers((sl_date_t){2026, 4, 9}) > 0.0);
}

/* One family, so that its certificate's claims are the plan's. */
static void a_certificate_has_one_deductible(void)
{
  sl_engine_group_t group;
  sl_price_t price;
  sl_group_make(&group, 1, TRIALS);
  group.arrangement.specific.per_certificate = true;
  group.arrangement.specific.deductible = 3000.0;
  group.laser = (sl_laser_t){.row = 3, .deductible = 5000.0};
  sl_columns_t *lasered = sl_group_run(&group, 2, &price);
  group.arrangement.specific.n_lasers = 0;
  sl_columns_t *columns = sl_group_run(&group, 2, &price);
  for (size_t t = 0; t < TRIALS; t++) {
    const double paid = columns->trial[SL_TRIAL_PLAN_PAID][t];
    CU_ASSERT(near(columns->cost[SL_COST_SPECIFIC_REIMBURSEMENT][t], fmax(0.0, paid - 3000.0)));
    CU_ASSERT(near(lasered->cost[SL_COST_SPECIFIC_REIMBURSEMENT][t], fmax(0.0, paid - 5000.0)));
  }
  free(lasered);
  free(columns);
  sl_group_free(&group);
}

/* One person: the layer between 2,000 and 6,000 is the captive's, what is above the specific's. */
static void a_captive_stands_below_the_specific(void)
{
  sl_engine_group_t group;
  sl_price_t price;
  sl_group_make(&group, 1, TRIALS);
  group.services[0].members = group.services[1].members = SL_MEMBERS_EMPLOYEES;
  group.arrangement.kind = sl_arrangement_kind("captive");
  group.arrangement.has_aggregate = false;
  group.arrangement.specific.deductible = 2000.0;
  group.arrangement.has_captive = true;
  group.arrangement.captive = (sl_captive_t){.limit = 6000.0, .assessment_maximum = INFINITY};
  CU_ASSERT_PTR_NOT_NULL_FATAL(group.arrangement.kind);
  for (int lasered = 0; lasered < 2; lasered++) {
    const double deductible = lasered ? 3500.0 : 2000.0;
    group.laser = (sl_laser_t){.row = lasered ? 1 : 99, .deductible = 3500.0};
    sl_columns_t *columns = sl_group_run(&group, 2, &price);
    for (size_t t = 0; t < TRIALS; t++) {
      const double paid = columns->trial[SL_TRIAL_PLAN_PAID][t];
      CU_ASSERT(near(columns->cost[SL_COST_SPECIFIC_REIMBURSEMENT][t], fmax(0.0, paid - 6000.0)));
      CU_ASSERT(near(columns->cost[SL_COST_CAPTIVE_CLAIMS][t],
                     fmax(0.0, fmin(paid, 6000.0) - deductible)));
    }
    free(columns);
  }
  sl_group_free(&group);
}

/* Of two services with copays alone the insurer's is known from its own count and amounts: here
 * all claims of the second are 100, less a copay of 30. */
static void an_insured_line_is_out_of_every_cover(void)
{
  static bool second[SL_GROUP_SERVICES] = {false, true};
  sl_engine_group_t group;
  sl_price_t price;
  sl_group_make(&group, 4, TRIALS);
  group.services[1].severity = sl_group_severity("constant", 100.0, 0.0);
  group.plan.benefit[0].out_of_pocket_max = (sl_limit_t){.person = INFINITY, .family = INFINITY};
  sl_insured_line_t line = {.services = second};
  group.arrangement.insured_lines = &line;
  group.arrangement.n_insured_lines = 1;
  group.arrangement.insured = second;
  sl_columns_t *columns = sl_group_run(&group, 2, &price);
  for (size_t t = 0; t < TRIALS; t++) {
    const double insured = columns->cost[SL_COST_INSURED_CLAIMS][t];
    const double kept = columns->cost[SL_COST_RETAINED_CLAIMS][t] +
                        columns->cost[SL_COST_SPECIFIC_REIMBURSEMENT][t] +
                        columns->cost[SL_COST_AGGREGATE_REIMBURSEMENT][t];
    CU_ASSERT(near(columns->trial[SL_TRIAL_PLAN_PAID][t], kept + insured));
    CU_ASSERT(near(insured / 70.0, round(insured / 70.0)));
    CU_ASSERT(insured <= 70.0 * columns->trial[SL_TRIAL_CLAIMS][t]);
  }
  free(columns);
  sl_group_free(&group);
}

/* ---- months ---- */

typedef struct months {
  size_t n_months, n_blocks;
  size_t wrong_sums, negative_ibnr;
  double last_ibnr, run_out, ibnr_at_year_end;
} months_t;

static int check_months(void *context, const sl_block_t *block, sl_error_t *error)
{
  months_t *months = context;
  (void)error;
  months->n_months = block->n_months;
  months->n_blocks++;
  for (size_t t = 0; t < block->n_trials; t++) {
    double net = 0.0;
    for (size_t m = 0; m < block->n_months; m++) {
      net += block->month_cost[SL_MONTH_NET][m * SL_BLOCK_TRIALS + t];
      months->negative_ibnr += block->month_cost[SL_MONTH_IBNR][m * SL_BLOCK_TRIALS + t] < 0.0;
    }
    months->wrong_sums += !near(net, block->cost[SL_COST_COST][t]);
    months->ibnr_at_year_end += block->month_cost[SL_MONTH_IBNR][11 * SL_BLOCK_TRIALS + t];
    months->last_ibnr +=
        block->month_cost[SL_MONTH_IBNR][(block->n_months - 1) * SL_BLOCK_TRIALS + t];
    months->run_out += block->cost[SL_COST_RUN_OUT][t];
  }
  return SL_OK;
}

static months_t run_months(sl_engine_group_t *group)
{
  months_t months = {0};
  sl_engine_t *engine = NULL;
  sl_price_t price;
  const sl_engine_options_t options = {.threads = 2};
  group->arrangements.cash_flow =
      (sl_cash_flow_terms_t){.wanted = true, .reimbursement_months = 1, .level = 0.95};
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(&group->scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_price(engine, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, check_months, &months, NULL), SL_OK);
  sl_engine_free(engine);
  return months;
}

/* IBNR at the year's end is the run-out, by another route. */
static void months_sum_to_the_year(void)
{
  for (int paid = 0; paid < 2; paid++) {
    sl_engine_group_t group;
    sl_group_make(&group, 4, 600);
    group.arrangements.accounting = paid ? SL_ACCOUNT_PAID : SL_ACCOUNT_INCURRED;
    for (int tier = 0; tier < SL_TIERS; tier++) {
      for (int m = 0; m < 12; m++) {
        group.group.enrolment.tier_by_month[tier][m] = 1.0;
      }
    }
    const months_t months = run_months(&group);
    CU_ASSERT_EQUAL(months.n_months, paid ? 12 : 24);
    CU_ASSERT_EQUAL(months.n_blocks, 2);
    CU_ASSERT_EQUAL(months.wrong_sums, 0);
    CU_ASSERT_EQUAL(months.negative_ibnr, 0);
    CU_ASSERT(months.run_out > 0.0);
    CU_ASSERT(near(months.ibnr_at_year_end, months.run_out));
    CU_ASSERT(paid || months.last_ibnr < 0.05 * months.ibnr_at_year_end);
    sl_group_free(&group);
  }
}

/* ---- disability ---- */

/* Asking for months spreads a disability over its payments without changing what the year's cost
 * counts: its value at disablement. */
static void payments_keep_the_value_of_a_disability(void)
{
  sl_disability_t disability = {.kind = SL_SHORT_TERM,
                                .salary_share = 0.6,
                                .maximum = INFINITY,
                                .elimination_days = 7,
                                .maximum_weeks = 26};
  sl_engine_group_t group;
  sl_price_t price;
  sl_group_make(&group, 4, TRIALS);
  for (size_t p = 0; p < group.scenario.group->n_persons; p++) {
    group.scenario.group->persons[p].salary = 52000.0;
  }
  group.services[1].disability = &disability;
  group.services[1].severity = sl_group_severity("gamma", 1.5, 40.0);
  group.services[1].members = SL_MEMBERS_EMPLOYEES;
  group.plan.n_benefits = 2;
  group.plan.benefit[1] = sl_benefit_default();
  group.rules[1] = sl_service_rule_default();
  group.rules[1].benefit = 1;
  sl_columns_t *whole = sl_group_run(&group, 2, &price);
  group.arrangements.cash_flow.wanted = true;
  sl_columns_t *spread = sl_group_run(&group, 2, &price);
  CU_ASSERT_EQUAL(far_trials(whole->trial[SL_TRIAL_ALLOWED], spread->trial[SL_TRIAL_ALLOWED]), 0);
  CU_ASSERT_EQUAL(
      far_trials(whole->trial[SL_TRIAL_MEMBER_PAID], spread->trial[SL_TRIAL_MEMBER_PAID]), 0);
  CU_ASSERT_EQUAL(memcmp(whole->trial[SL_TRIAL_CLAIMS], spread->trial[SL_TRIAL_CLAIMS],
                         TRIALS * sizeof(double)),
                  0);
  free(whole);
  free(spread);
  sl_group_free(&group);
}

SL_SUITE(engine_paths, "unit/engine_paths", {"a scenario takes its row", a_scenario_takes_its_row},
         {"paths agree where nothing depends on dates", paths_agree_where_nothing_depends_on_dates},
         {"what is allowed keeps its bits", what_is_allowed_keeps_its_bits},
         {"too large a contract is refused", too_large_a_contract_is_refused},
         {"nothing is eligible above no deductible", nothing_is_eligible_above_no_deductible},
         {"leavers claim only while enrolled", leavers_claim_only_while_enrolled},
         {"a certificate has one deductible", a_certificate_has_one_deductible},
         {"a captive stands below the specific", a_captive_stands_below_the_specific},
         {"an insured line is out of every cover", an_insured_line_is_out_of_every_cover},
         {"months sum to the year", months_sum_to_the_year},
         {"payments keep the value of a disability", payments_keep_the_value_of_a_disability});
