#include "tests/support/engine_group.h"

#include "models/funding/uncovered.h"
#include "sim/engine/compile/dating.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/simulation.h"

#include "tests/support/harness.h"
#include "tests/support/invariants.h"

#include <stdlib.h>
#include <string.h>

static char label[] = "of no account here";

sl_severity_t sl_group_severity(const char *family, double first, double second)
{
  sl_severity_t severity;
  sl_severity_init(&severity, sl_severity_family(family));
  severity.parameter[0] = first;
  severity.parameter[1] = second;
  return severity;
}

static sl_frequency_t frequency_of(const char *family, double first, double second)
{
  sl_frequency_t frequency;
  sl_frequency_init(&frequency, sl_frequency_family(family));
  frequency.parameter[0] = first;
  frequency.parameter[1] = second;
  return frequency;
}

static void make_families(sl_group_t *group, size_t n)
{
  group->n_families = n;
  group->n_persons = 3 * n;
  group->families = calloc(n, sizeof *group->families);
  group->persons = calloc(3 * n, sizeof *group->persons);
  CU_ASSERT_FATAL(group->families != NULL && group->persons != NULL);
  for (uint32_t f = 0; f < n; f++) {
    group->families[f] =
        (sl_family_t){.first_person = 3 * f, .n_persons = 3, .tier = SL_TIER_FAMILY, .months = 12};
    for (uint32_t i = 0; i < 3; i++) {
      group->persons[3 * f + i] = (sl_person_t){
          .row = 3 * f + i + 1,
          .family = f,
          .relationship = (sl_relationship_t)i,
          .age = 30,
          .months = i == 2 ? 6 : 12,
          .risk_score = 0.5 + 0.25 * (f % 5),
          .salary = 1.0 + f,
          .base_claims = true,
      };
    }
  }
}

void sl_group_link(sl_engine_group_t *group)
{
  sl_scenario_t *scenario = &group->scenario;
  group->claims.services = group->services;
  group->plans.list = &group->plan;
  group->arrangements.list = &group->arrangement;
  scenario->group = &group->group;
  scenario->claims = &group->claims;
  scenario->plans = &group->plans;
  scenario->arrangements = &group->arrangements;
  scenario->simulation = &group->simulation;
}

void sl_group_make(sl_engine_group_t *group, size_t n_families, uint64_t trials)
{
  memset(group, 0, sizeof *group);
  sl_scenario_t *scenario = &group->scenario;
  make_families(&group->group, n_families);
  group->services[0] = (sl_service_t){.name = label,
                                      .frequency = frequency_of("poisson", 3.0, 0.0),
                                      .severity = sl_group_severity("lognormal", 6.0, 1.5),
                                      .amount_factor = 1.1,
                                      .frequency_factor = 1.0};
  group->services[0].severity.limit = 40000.0;
  group->services[1] = (sl_service_t){.name = label,
                                      .frequency = frequency_of("negative_binomial", 6.0, 0.7),
                                      .severity = sl_group_severity("gamma", 2.0, 80.0),
                                      .amount_factor = 1.0,
                                      .frequency_factor = 1.0};
  group->services[0].lag = sl_group_severity("lognormal", 3.6, 0.9);
  group->services[1].lag = sl_group_severity("constant", 10.0, 0.0);
  group->rules[0] = group->rules[1] = sl_service_rule_default();
  group->rules[1].copay = 30.0;
  group->plan = (sl_plan_t){.n_benefits = 1, .rule = group->rules, .n_rules = SL_GROUP_SERVICES};
  group->plan.benefit[0] = (sl_benefit_t){.deductible = {.person = 500.0, .family = 1500.0},
                                          .coinsurance = 0.2,
                                          .out_of_pocket_max = {.person = 2000.0, .family = 6000.0},
                                          .maximum = INFINITY};
  group->laser = (sl_laser_t){.row = 4, .deductible = 25000.0};
  group->arrangement = (sl_arrangement_t){
      .name = label,
      .kind = sl_arrangement_kind("aso"),
      .has_specific = true,
      .specific = {.deductible = 8000.0,
                   .lasers = &group->laser,
                   .n_lasers = 1,
                   .coinsurance = 1.0,
                   .maximum = INFINITY,
                   .run_in_maximum = INFINITY},
      .has_aggregate = true,
      .aggregate = {.kind = SL_ATTACHMENT_CORRIDOR, .corridor = 1.05, .maximum = INFINITY},
  };
  scenario->start = (sl_date_t){2026, 1, 1};
  scenario->months = 12;
  sl_calendar_init(&scenario->calendar, scenario->start, scenario->months);
  group->claims = (sl_claims_t){.n_services = SL_GROUP_SERVICES,
                                .risk_factor = 1.2,
                                .uncertainty = 0.1,
                                .frailty_shape = 0.8};
  group->plans.n = 1;
  group->arrangements.n = 1;
  group->group.enrolment = (sl_enrolment_t){.plan_months = 12.0,
                                            .employees = (double)group->group.n_families,
                                            .members = (double)group->group.n_persons,
                                            .contracts_at_risk = (double)group->group.n_families,
                                            .persons_at_risk = (double)group->group.n_persons};
  group->simulation = (sl_simulation_t){.trials = trials, .seed = 42, .pricing_trials = 600};
  sl_group_link(group);
}

sl_contract_t sl_group_months(unsigned incurred, unsigned paid)
{
  return (sl_contract_t){
      .kind = SL_CONTRACT_MONTHS, .incurred_months = incurred, .paid_months = paid};
}

void sl_group_let_families_bind(sl_engine_group_t *group)
{
  group->plan.benefit[0].deductible.family = 1000.0;
  group->plan.benefit[0].out_of_pocket_max.family = 4000.0;
}

void sl_group_free(sl_engine_group_t *group)
{
  free(group->group.families);
  free(group->group.persons);
}

int sl_group_keep_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  sl_columns_t *columns = context;
  (void)error;
  CU_ASSERT_EQUAL(block->index, columns->next_block++);
  for (int v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    memcpy(columns->trial[v] + block->first_trial, block->trial[v],
           block->n_trials * sizeof(double));
  }
  for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
    for (size_t t = 0; t < block->n_trials; t++) {
      columns->cost[v][block->first_trial + t] = block->cost[v][t * block->n_arrangements];
    }
  }
  return SL_OK;
}

/* What a scenario's reading settles. */
static void settle(const sl_scenario_t *scenario)
{
  const int lag = sl_dating_longest_lag_of(scenario);
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    sl_arrangement_t *arrangement = &scenario->arrangements->list[a];
    arrangement->counts_earlier_years =
        scenario->arrangements->accounting == SL_ACCOUNT_PAID && lag > 0;
    arrangement->leaves =
        sl_arrangement_leaves(arrangement, &scenario->calendar, scenario->arrangements->accounting,
                              scenario->claims->n_services, lag);
  }
}

sl_columns_t *sl_group_run(const sl_engine_group_t *group, int threads, sl_price_t *price)
{
  sl_columns_t *columns = calloc(1, sizeof *columns);
  sl_engine_t *engine = NULL;
  sl_error_t error = {0};
  const sl_engine_options_t options = {.threads = threads};
  CU_ASSERT_FATAL(columns != NULL);
  settle(&group->scenario);
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(&group->scenario, &options, &engine, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, price, &error), SL_OK);
  sl_checked_sink_t checked = {.sink = sl_group_keep_block,
                               .context = columns,
                               .scenario = &group->scenario,
                               .prices = price};
  CU_ASSERT_EQUAL(sl_engine_run(engine, sl_checked_take, &checked, &error), SL_OK);
  CU_ASSERT_EQUAL(checked.broken, 0);
  sl_engine_exhibit(engine, price);
  sl_engine_free(engine);
  return columns;
}
