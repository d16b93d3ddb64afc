/* The year in progress at its ends, where its figures are known: before the first month a run's,
 * bit for bit; after the last the actual year's, to the cent; and each thing that is given in
 * between. */
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/costs.h"
#include "sim/study/track/track.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static sl_scenario_t *load(const char *path, const char *trials)
{
  const sl_override_t list[] = {{"simulation.trials", trials},
                                {"simulation.pricing_trials", "600"}};
  const sl_overrides_t overrides = {list, 2};
  sl_scenario_t *scenario = NULL;
  char full[SL_PATH_MAX];
  sl_faults_t faults;
  sl_faults_init(&faults);
  sl_source_path(full, "%s", path);
  CU_ASSERT_EQUAL(sl_scenario_load(full, &overrides, &scenario, &faults), SL_OK);
  sl_faults_free(&faults);
  return scenario;
}

static sl_track_t *track_of(const sl_scenario_t *scenario, const sl_track_terms_t *terms,
                            int *status)
{
  static const sl_engine_options_t options = {.threads = 2};
  sl_track_t *track = NULL;
  sl_faults_t faults;
  sl_error_t error = {0};
  sl_faults_init(&faults);
  const int code = sl_track_new(scenario, terms, &options, &track, &faults, &error);
  if (status != NULL) {
    *status = code;
  } else if (code != SL_OK) {
    printf("\n    %s\n", error.text);
  }
  CU_ASSERT_EQUAL(faults.n, 0);
  sl_faults_free(&faults);
  return track;
}

/* ---- before the first month ---- */

static void expect_run(const sl_track_t *track, const double *cost, const double *budget, size_t n)
{
  double *ascending = malloc(n * sizeof *ascending);
  CU_ASSERT_PTR_NOT_NULL_FATAL(ascending);
  for (size_t a = 0; a < track->n; a++) {
    const sl_track_arrangement_t *one = &track->list[a];
    size_t deficits = 0;
    CU_ASSERT_EQUAL(memcmp(one->trial_cost, cost + a * n, n * sizeof *cost), 0);
    memcpy(ascending, cost + a * n, n * sizeof *cost);
    sl_sort(ascending, n);
    for (size_t b = 0; b < SL_TRACK_BANDS; b++) {
      CU_ASSERT_EQUAL(one->cost.quantile[b],
                      sl_quantile(ascending, n, sl_track_fractions[b]).value);
    }
    for (size_t t = 0; t < n; t++) {
      deficits += cost[a * n + t] > budget[a] + SL_DEFICIT_TOLERANCE;
    }
    CU_ASSERT_EQUAL(one->cost.mean.value, sl_mean(cost + a * n, n).value);
    CU_ASSERT_EQUAL(one->deficit_probability.value, (double)deficits / (double)n);
    CU_ASSERT_EQUAL(one->effective, (double)n);
    CU_ASSERT_PTR_NULL(one->weight);
  }
  free(ascending);
}

static void before_the_first_month_it_is_the_run(void)
{
  static const char *const paths[] = {
      "scenarios/machine-shop.yaml", "scenarios/level-funded-startup.yaml",
      "scenarios/canadian-office.yaml", "scenarios/flower-shop.yaml"};
  const sl_monthly_t nothing = {0};
  const sl_claimants_t nobody = {0};
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
    enum { TRIALS = 600 };
    static const sl_engine_options_t options = {.threads = 2};
    sl_scenario_t *scenario = load(paths[i], "600");
    CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
    const size_t n = scenario->arrangements->n;
    const sl_track_terms_t terms = {&nothing, 0, i % 2 == 0 ? &nobody : NULL};
    double *cost = malloc(n * TRIALS * sizeof *cost);
    sl_estimate_t *budget = malloc(n * sizeof *budget);
    double *amount = malloc(n * sizeof *amount);
    CU_ASSERT_FATAL(cost != NULL && budget != NULL && amount != NULL);
    CU_ASSERT_EQUAL_FATAL(sl_run_costs(scenario, &options, cost, budget, NULL), SL_OK);
    for (size_t a = 0; a < n; a++) {
      amount[a] = budget[a].value;
    }
    sl_track_t *track = track_of(scenario, &terms, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(track);
    expect_run(track, cost, amount, TRIALS);
    sl_track_free(track);
    free(amount);
    free(budget);
    free(cost);
    sl_scenario_free(scenario);
  }
}

/* ---- after the last ---- */

/* Contracts of 12 and 6 months: 18 employee months. */
#define HAND_CLAIMS                                                                                \
  "claims:\n  services: [{name: medical, frequency: {distribution: poisson, mean: 6}, "            \
  "severity: {distribution: exponential, mean: 900}, lag: {distribution: exponential, mean: 40}}"  \
  "]\n"
#define HAND_ARRANGEMENTS                                                                          \
  "arrangements:\n"                                                                                \
  "  - name: ASO\n    kind: aso\n"                                                                 \
  "    fees: [{name: administration, amount: 38, per: employee_month},\n"                          \
  "           {name: network, amount: 0.02, per: paid_claims}]\n"                                  \
  "    specific: {deductible: 10000, premium: {amount: 100, per: employee_month}}\n"               \
  "    aggregate: {attachment: 20000, premium: {amount: 10, per: employee_month}, "                \
  "accommodation: true}\n"                                                                         \
  "    budget: {amount: 24000}\n"                                                                  \
  "  - {name: Insured, kind: fully_insured, premium: {amount: 2000, per: employee_month}}\n"       \
  "simulation: {trials: 600}\n"

static sl_loaded_t load_hand(void)
{
  return sl_test_load(SL_TEXT_HEAD HAND_CLAIMS SL_TEXT_PLANS HAND_ARRANGEMENTS, NULL);
}

/* Paid 60,000 in all, of it 25,000 for row 1: the specific pays 15,000, the aggregate
 * 45,000 - 20,000; 20,000 stay, with 18 x 38 + 0.02 x 60,000 of fees and 18 x 110 of premiums. */
static void after_the_last_month_it_is_the_actual_year(void)
{
  sl_loaded_t loaded = load_hand();
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  sl_monthly_t actual = {.n = 24};
  sl_claimant_t one = {.paid = 25000.0, .to_come = 0.0, .person = 0, .row = 1, .line = 1};
  const sl_claimants_t claimants = {&one, 1};
  for (size_t m = 0; m < 24; m++) {
    actual.paid[m] = m < 12 ? 4000.0 : 1000.0;
  }
  const sl_track_terms_t terms = {&actual, 24, &claimants};
  sl_track_t *track = track_of(loaded.scenario, &terms, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(track);
  const sl_track_arrangement_t *aso = &track->list[0];
  const double cost = 20000.0 + 684.0 + 1200.0 + 1980.0;
  for (size_t t = 0; t < 600; t++) {
    CU_ASSERT(fabs(aso->trial_cost[t] - cost) < 0.005);
    CU_ASSERT_EQUAL(track->list[1].trial_cost[t], 36000.0);
  }
  CU_ASSERT(fabs(aso->cost.quantile[0] - cost) < 0.005);
  CU_ASSERT(fabs(aso->cost.quantile[4] - cost) < 0.005);
  CU_ASSERT(fabs(aso->paid.mean.value - 60000.0) < 0.005);
  CU_ASSERT(fabs(aso->specific.value - 15000.0) < 0.005);
  CU_ASSERT(fabs(aso->aggregate.value - 25000.0) < 0.005);
  CU_ASSERT_EQUAL(aso->deficit_probability.value, 0.0);
  CU_ASSERT_EQUAL(aso->aggregate_probability.value, 1.0);
  CU_ASSERT_EQUAL(aso->ibnr.mean.value, 0.0);
  CU_ASSERT(fabs(aso->fixed_so_far + aso->paid_so_far - aso->reimbursed_so_far - cost) < 0.005);
  sl_track_free(track);
  sl_test_unload(&loaded);
}

/* ---- in between ---- */

/* Six months of 6,000, of them 12,000 for row 1, 4,000 of which are expected once more: at the end
 * of June 10,000 + 24,000 are eligible, against half of the attachment. */
static void the_middle_of_a_year_by_hand(void)
{
  sl_loaded_t loaded = load_hand();
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  sl_monthly_t actual = {.n = 6, .paid = {6000, 6000, 6000, 6000, 6000, 6000}};
  sl_claimant_t list[2] = {
      {.paid = 12000.0, .to_come = 4000.0, .person = 0, .row = 1, .line = 1},
      {.paid = 6000.0, .to_come = 6000.0, .person = SL_CLAIMANTS_NOBODY, .line = 2}};
  const sl_claimants_t claimants = {list, 2};
  const sl_track_terms_t terms = {&actual, 6, &claimants};
  sl_track_t *track = track_of(loaded.scenario, &terms, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(track);
  const sl_track_arrangement_t *aso = &track->list[0];
  CU_ASSERT_EQUAL(aso->known, 18000.0);
  CU_ASSERT_EQUAL(aso->paid_so_far, 36000.0);
  CU_ASSERT_EQUAL(aso->eligible_so_far, 34000.0);
  CU_ASSERT_EQUAL(aso->attachment_so_far, 10000.0);
  CU_ASSERT_EQUAL(aso->advance, 24000.0);
  CU_ASSERT_EQUAL(aso->budget_so_far, 12000.0);
  /* paid in June, received in July */
  CU_ASSERT_EQUAL(aso->reimbursed_so_far, 0.0);
  CU_ASSERT_EQUAL(aso->receivable, 2000.0);
  /* employees of 6 months: 12 of the 18; network fees on what is paid */
  CU_ASSERT(fabs(aso->fixed_so_far - (12.0 * 148.0 + 720.0)) < 0.01);
  CU_ASSERT(aso->specific.value >= 6000.0 + 2000.0);
  CU_ASSERT_EQUAL(aso->watch[0].line, 1);
  CU_ASSERT_EQUAL(aso->watch[0].used, 1.2);
  CU_ASSERT_EQUAL(aso->watch[0].passes, 0);
  CU_ASSERT_EQUAL(aso->watch[1].will_use, 1.2);
  CU_ASSERT_EQUAL(aso->watch[1].passes, 10); /* 1,000 a month: 4,000 more by October */
  for (size_t m = 0; m < 6; m++) {
    CU_ASSERT_EQUAL(sl_track_at(track, 0, SL_TRACK_PAID, 0, m), 6000.0 * (double)(m + 1));
    CU_ASSERT_EQUAL(sl_track_at(track, 0, SL_TRACK_PAID, 4, m), 6000.0 * (double)(m + 1));
  }
  CU_ASSERT(sl_track_at(track, 0, SL_TRACK_PAID, 0, 23) >= 46000.0);
  sl_track_free(track);
  sl_test_unload(&loaded);
}

/* Nobody else has claims: the year is what the list expects. */
static void who_is_listed_has_no_claims_in_the_trials(void)
{
  sl_loaded_t loaded = load_hand();
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  sl_monthly_t actual = {.n = 3, .paid = {4000, 4000, 4000}};
  sl_claimant_t list[4];
  const sl_claimants_t claimants = {list, 4};
  for (uint32_t i = 0; i < 4; i++) {
    list[i] = (sl_claimant_t){3000.0, 1500.0, i, loaded.scenario->group->persons[i].row, i + 1};
  }
  const sl_track_terms_t terms = {&actual, 3, &claimants};
  sl_track_t *track = track_of(loaded.scenario, &terms, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(track);
  CU_ASSERT(fabs(track->list[0].paid.quantile[0] - 18000.0) < 0.005);
  CU_ASSERT(fabs(track->list[0].paid.quantile[4] - 18000.0) < 0.005);
  CU_ASSERT_EQUAL(track->n_out, 4);
  sl_track_free(track);
  sl_test_unload(&loaded);
}

static void enrolment_scales_what_is_charged_by_employee(void)
{
  sl_loaded_t loaded = load_hand();
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  sl_monthly_t actual = {
      .n = 2, .paid = {4000, 4000}, .enrolled = {2.0, 3.0}, .has_enrolled = true};
  const sl_track_terms_t terms = {&actual, 2, NULL};
  sl_track_t *track = track_of(loaded.scenario, &terms, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(track);
  /* two employees in months 1 to 6, then one: 2 + 3 x 5 and 6 x 1.5 */
  SL_ASSERT_CLOSE(track->list[1].cost.mean.value, 2000.0 * (2.0 + 15.0 + 9.0), 1e-12);
  CU_ASSERT_EQUAL(track->enrolled, 1.5);
  actual.enrolled[1] = 2.0;
  sl_track_t *same = track_of(loaded.scenario, &terms, NULL);
  actual.has_enrolled = false;
  sl_track_t *without = track_of(loaded.scenario, &terms, NULL);
  CU_ASSERT_EQUAL(
      memcmp(same->list[0].trial_cost, without->list[0].trial_cost, 600 * sizeof(double)), 0);
  sl_track_free(same);
  sl_track_free(without);
  sl_track_free(track);
  sl_test_unload(&loaded);
}

/* Two persons, each with 30,000 in January and 4,000 in June. A list that names nobody says that
 * nobody has had more than 5,000: 9,000 each is no excess. Without a list each is above 10,000. */
#define IN_MONTH(months) "seasonality: [" months "], lag: {distribution: constant, value: 0}}\n"
#define TWICE_CLAIMS                                                                               \
  "claims:\n  services:\n"                                                                         \
  "    - {name: early, frequency: {distribution: bernoulli, probability: 1}, "                     \
  "severity: {distribution: constant, value: 30000}, " IN_MONTH(                                   \
      "1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0") "    - {name: late, frequency: {distribution: "        \
                                            "bernoulli, probability: 1}, "                         \
                                            "severity: {distribution: constant, value: "           \
                                            "4000}, " IN_MONTH(                                    \
                                                "0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0")

static void nobody_else_is_above_half_of_the_deductible(void)
{
  static const char census[] = "employee,relationship,age,sex\na,employee,40,F\nb,employee,50,M\n";
  const sl_monthly_t actual = {.n = 1, .paid = {10000.0}};
  const sl_claimants_t nobody = {0};
  sl_loaded_t loaded =
      sl_test_load(SL_TEXT_HEAD TWICE_CLAIMS SL_TEXT_PLANS HAND_ARRANGEMENTS, census);
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  for (int listed = 0; listed < 2; listed++) {
    const sl_track_terms_t terms = {&actual, 1, listed == 1 ? &nobody : NULL};
    sl_track_t *track = track_of(loaded.scenario, &terms, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(track);
    const sl_track_arrangement_t *aso = &track->list[0];
    CU_ASSERT_EQUAL(aso->paid.mean.value, 18000.0);
    CU_ASSERT_EQUAL(aso->paid.quantile[4], 18000.0);
    CU_ASSERT_EQUAL(aso->specific.value, listed == 1 ? 0.0 : 8000.0);
    CU_ASSERT_EQUAL(aso->effective, 600.0);
    sl_track_free(track);
  }
  sl_test_unload(&loaded);
}

static void what_cannot_be_is_refused(void)
{
  sl_loaded_t loaded = load_hand();
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  sl_monthly_t actual = {.n = 24, .paid = {1000.0}};
  sl_claimant_t one = {.paid = 1001.0, .to_come = 0.0, .person = 0, .row = 1, .line = 1};
  const sl_claimants_t claimants = {&one, 1};
  const sl_track_terms_t terms = {&actual, 24, &claimants};
  int code = SL_OK;
  CU_ASSERT_PTR_NULL(track_of(loaded.scenario, &terms, &code));
  CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  one.paid = 1000.0;
  one.to_come = 1.0;
  CU_ASSERT_PTR_NULL(track_of(loaded.scenario, &terms, &code));
  CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  sl_test_unload(&loaded);
}

SL_SUITE(track, "unit/track",
         {"before the first month it is the run", before_the_first_month_it_is_the_run},
         {"after the last month it is the actual year", after_the_last_month_it_is_the_actual_year},
         {"the middle of a year by hand", the_middle_of_a_year_by_hand},
         {"who is listed has no claims in the trials", who_is_listed_has_no_claims_in_the_trials},
         {"enrolment scales what is charged by employee",
          enrolment_scales_what_is_charged_by_employee},
         {"nobody else is above half of the deductible",
          nobody_else_is_above_half_of_the_deductible},
         {"what cannot be is refused", what_cannot_be_is_refused});
