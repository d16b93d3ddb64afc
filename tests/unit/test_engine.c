/* The engine against a reference that draws, adjudicates and adds one claim at a time. */
#include "models/claims/service.h"
#include "models/counts/counts.h"
#include "models/sampling/sampler.h"
#include "models/simd/kernels.h"
#include "sim/engine/engine.h"
#include "sim/input/scenario/group.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

/* The reference: everything of one trial, one claim after the other. */
typedef struct reference {
  const sl_engine_group_t *group;
  sl_sampler_t *amount[SL_GROUP_SERVICES];
  sl_sampler_t *group_factor, *frailty;
} reference_t;

static sl_sampler_t *sampler_of(sl_severity_t severity)
{
  sl_sampler_t *sampler = NULL;
  severity.limit = INFINITY;
  CU_ASSERT_EQUAL_FATAL(sl_sampler_new(&severity, &sampler, NULL), SL_OK);
  return sampler;
}

static uint64_t word_of(sl_draw_kind_t kind, unsigned service, uint32_t trial, uint32_t row,
                        uint32_t draw)
{
  const sl_stream_t stream = sl_stream_init(42, SL_PASS_MAIN, kind, 0, service);
  return sl_stream_word(&stream, trial, row, draw);
}

typedef struct lanes {
  double lane[8];
  unsigned next;
} lanes_t;

static double total_of(const lanes_t *l)
{
  const double a = l->lane[0] + l->lane[4], b = l->lane[2] + l->lane[6];
  const double c = l->lane[1] + l->lane[5], d = l->lane[3] + l->lane[7];
  return (a + b) + (c + d);
}

typedef struct person_year {
  lanes_t all, shared, copays;
  double claims;
} person_year_t;

static void add(lanes_t *lanes, double amount) { lanes->lane[lanes->next++ % 8] += amount; }

static uint32_t count_of(const reference_t *r, unsigned s, uint32_t trial,
                         const sl_person_t *person, double multiplier)
{
  sl_count_law_t *law = NULL;
  const sl_stream_t stream = sl_stream_init(42, SL_PASS_MAIN, SL_DRAW_COUNT, 0, s);
  const double exposure = person->risk_score * person->months / 12.0 * 1.2;
  uint32_t count = 0;
  CU_ASSERT_EQUAL_FATAL(
      sl_count_law_new(&r->group->services[s].frequency, exposure, true, &law, NULL), SL_OK);
  sl_count_law_batch(law, sl_kernels_best(), &stream, trial, 1, person->row, &multiplier, &count);
  sl_count_law_free(law);
  return count;
}

static person_year_t draw_person(const reference_t *r, uint32_t trial, const sl_person_t *person)
{
  person_year_t year = {0};
  const double factor =
      sl_sampler_draw(r->group_factor, word_of(SL_DRAW_GROUP, 0, trial, SL_ROW_GROUP, 0));
  const double frailty =
      sl_sampler_draw(r->frailty, word_of(SL_DRAW_FRAILTY, 0, trial, person->row, 0));
  for (unsigned s = 0; s < SL_GROUP_SERVICES; s++) {
    const sl_service_t *service = &r->group->services[s];
    const uint32_t n = count_of(r, s, trial, person, frailty * factor);
    for (uint32_t j = 0; j < n; j++) {
      const uint64_t word = word_of(SL_DRAW_AMOUNT, s, trial, person->row, j);
      double amount = sl_sampler_draw(r->amount[s], word) * service->amount_factor;
      amount = amount < service->severity.limit ? amount : service->severity.limit;
      add(&year.all, amount);
      if (s == 0) {
        add(&year.shared, amount);
      } else {
        add(&year.copays, amount < 30.0 ? amount : 30.0);
      }
    }
    year.claims += n;
  }
  return year;
}

typedef struct reference_trial {
  double allowed, member_paid, largest, claims, excess, eligible;
} reference_trial_t;

static reference_trial_t reference_trial(const reference_t *r, uint32_t trial)
{
  const sl_scenario_t *scenario = &r->group->scenario;
  reference_trial_t sums = {0};
  for (size_t p = 0; p < scenario->group->n_persons; p++) {
    const sl_person_t *person = &scenario->group->persons[p];
    const person_year_t year = draw_person(r, trial, person);
    const double allowed = total_of(&year.all);
    const double member =
        sl_plan_member_cost(&r->group->plan, total_of(&year.shared), total_of(&year.copays));
    const double paid = fmax(0.0, allowed - member);
    sums.allowed += allowed;
    sums.member_paid += member;
    sums.claims += year.claims;
    sums.largest = fmax(sums.largest, paid);
    sums.excess += fmax(0.0, paid - (person->row == 4 ? 25000.0 : 8000.0));
    sums.eligible += fmin(paid, 8000.0);
  }
  return sums;
}

static void every_trial_has_the_references_bits(void)
{
  sl_engine_group_t group;
  sl_price_t price;
  sl_group_make(&group, 4, 600);
  sl_columns_t *columns = sl_group_run(&group, 2, &price);
  reference_t reference = {
      .group = &group,
      .amount = {sampler_of(group.services[0].severity), sampler_of(group.services[1].severity)},
      .group_factor = sampler_of(
          sl_group_severity("lognormal", -0.5 * log1p(0.1 * 0.1), sqrt(log1p(0.1 * 0.1)))),
      .frailty = sampler_of(sl_group_severity("gamma", 0.8, 1.0 / 0.8))};
  size_t differences = 0;
  for (uint32_t t = 0; t < 600; t++) {
    const reference_trial_t sums = reference_trial(&reference, t);
    const double aggregate = fmax(0.0, sums.eligible - price.attachment.value);
    differences += columns->trial[SL_TRIAL_ALLOWED][t] != sums.allowed;
    differences += columns->trial[SL_TRIAL_MEMBER_PAID][t] != sums.member_paid;
    differences += columns->trial[SL_TRIAL_LARGEST_CLAIMANT][t] != sums.largest;
    differences += columns->trial[SL_TRIAL_CLAIMS][t] != sums.claims;
    differences += columns->cost[SL_COST_SPECIFIC_REIMBURSEMENT][t] != sums.excess;
    differences += columns->cost[SL_COST_AGGREGATE_REIMBURSEMENT][t] != aggregate;
  }
  CU_ASSERT_EQUAL(differences, 0);
  sl_sampler_free(reference.amount[0]);
  sl_sampler_free(reference.amount[1]);
  sl_sampler_free(reference.group_factor);
  sl_sampler_free(reference.frailty);
  free(columns);
  sl_group_free(&group);
}

/* Two tiles of at least 4,096 persons and a last block that is not full. */
static void threads_do_not_change_a_bit(void)
{
  sl_engine_group_t group;
  sl_price_t one, other;
  sl_group_make(&group, 1400, 530);
  group.simulation.pricing_trials = 16;
  sl_columns_t *alone = sl_group_run(&group, 1, &one);
  sl_columns_t *together = sl_group_run(&group, 7, &other);
  CU_ASSERT_EQUAL(memcmp(alone, together, sizeof *alone), 0);
  CU_ASSERT_EQUAL(memcmp(&one, &other, sizeof one), 0);
  free(together);
  free(alone);
  sl_group_free(&group);
}

static void a_trial_is_the_same_for_any_number_of_trials(void)
{
  sl_engine_group_t few, many;
  sl_price_t price;
  sl_group_make(&few, 3, 100);
  sl_group_make(&many, 3, 1300);
  sl_columns_t *first = sl_group_run(&few, 2, &price), *second = sl_group_run(&many, 2, &price);
  for (int v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(first->trial[v], second->trial[v], 100 * sizeof(double)), 0);
  }
  for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(first->cost[v], second->cost[v], 100 * sizeof(double)), 0);
  }
  free(first);
  free(second);
  sl_group_free(&few);
  sl_group_free(&many);
}

static void claims_stay_when_only_the_contract_changes(void)
{
  sl_engine_group_t group;
  sl_price_t price;
  sl_group_make(&group, 5, 200);
  sl_columns_t *before = sl_group_run(&group, 2, &price);
  group.arrangement.specific.deductible = 3000.0;
  group.plan.benefit[0].deductible.person = 100.0;
  group.rules[1].copay = NAN;
  sl_columns_t *after = sl_group_run(&group, 2, &price);
  CU_ASSERT_EQUAL(
      memcmp(before->trial[SL_TRIAL_ALLOWED], after->trial[SL_TRIAL_ALLOWED], 200 * sizeof(double)),
      0);
  CU_ASSERT_NOT_EQUAL(memcmp(before->cost[SL_COST_SPECIFIC_REIMBURSEMENT],
                             after->cost[SL_COST_SPECIFIC_REIMBURSEMENT], 200 * sizeof(double)),
                      0);
  free(before);
  free(after);
  sl_group_free(&group);
}

static void a_stop_flag_interrupts(void)
{
  sl_engine_group_t group;
  sl_columns_t *columns = calloc(1, sizeof *columns);
  sl_engine_t *engine = NULL;
  sl_error_t error = {0};
  sl_price_t price;
  const volatile sig_atomic_t stop = 1;
  const sl_engine_options_t options = {.threads = 2, .stop = &stop};
  sl_group_make(&group, 3, 100);
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(&group.scenario, &options, &engine, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, &price, &error), SL_ERR_INTERRUPTED);
  CU_ASSERT_EQUAL(error.code, SL_ERR_INTERRUPTED);
  CU_ASSERT_EQUAL(sl_engine_run(engine, sl_group_keep_block, columns, &error), SL_ERR_ARGUMENT);
  sl_engine_free(engine);
  free(columns);
  sl_group_free(&group);
}

/* Quoted prices need no pricing pass: the expectations are unknown unless they are asked for. */
static void an_exhibit_is_there_where_it_is_asked_for(void)
{
  sl_engine_group_t group;
  sl_price_t quiet, asked;
  sl_group_make(&group, 5, 50);
  group.arrangement.aggregate.kind = SL_ATTACHMENT_AMOUNT;
  group.arrangement.aggregate.attachment = 1e5;
  group.arrangement.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 1e4, .per = SL_PER_YEAR};
  group.arrangement.budget = (sl_budget_t){SL_BUDGET_AMOUNT, 2e5};
  free(sl_group_run(&group, 1, &quiet));
  group.simulation.exhibit = true;
  free(sl_group_run(&group, 1, &asked));
  CU_ASSERT_TRUE(isnan(quiet.expected_specific.value));
  CU_ASSERT_TRUE(isnan(quiet.expected_claimants_full.value));
  CU_ASSERT_TRUE(asked.expected_specific.value > 0.0);
  CU_ASSERT_TRUE(asked.expected_claimants_half.value >= asked.expected_claimants_full.value);
  CU_ASSERT_EQUAL(asked.specific_loss_ratio.value, asked.expected_specific.value / 1e4);
  sl_group_free(&group);
}

SL_SUITE(engine, "unit/engine",
         {"every trial has the reference's bits", every_trial_has_the_references_bits},
         {"threads do not change a bit", threads_do_not_change_a_bit},
         {"a trial is the same for any number of trials",
          a_trial_is_the_same_for_any_number_of_trials},
         {"claims stay when only the contract changes", claims_stay_when_only_the_contract_changes},
         {"an exhibit is there where it is asked for", an_exhibit_is_there_where_it_is_asked_for},
         {"a stop flag interrupts", a_stop_flag_interrupts});
