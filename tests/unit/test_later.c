/* The excess a year later, of the families that reach a deductible alone, beside that of everybody
 * simulated again. */
#include "models/funding/arrangement.h"
#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/pass/later.h"
#include "sim/engine/pass/paths.h"
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "tests/support/conditions.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Odd, so that a trial drawn beside another is at the end too; fewer have a later excess. */
enum { TRIALS = 301, LATER = 211, BLOCK = 3 };

typedef struct both {
  sl_model_t *model;
  const sl_engine_path_t *path;
  void *space;
  sl_unit_sums_t now, whole;
  double *later; /* [n_covers][SL_BLOCK_TRIALS] */
  size_t noted;  /* families x trials */
} both_t;

static void simulate_both(both_t *b, const sl_tile_t *tile)
{
  sl_later_t *later = NULL;
  sl_annual_totals_t *totals = NULL;
  const double inflation = 1.0 + b->model->scenario->claims->trend;
  CU_ASSERT_EQUAL_FATAL(sl_later_new(b->model, b->path, 2, &later, NULL), SL_OK);
  sl_reach_t *reach = sl_later_begin(later, 1, tile, LATER);
  sl_trials_t trials = {.model = b->model,
                        .pass = SL_PASS_MAIN,
                        .inflation = 1.0,
                        .first = BLOCK * SL_BLOCK_TRIALS,
                        .n = TRIALS,
                        .reach = reach};
  CU_ASSERT_EQUAL(b->path->simulate(&trials, tile, b->space, &b->now, NULL), SL_OK);
  b->noted = reach->n;
  CU_ASSERT_EQUAL(sl_later_take(later, 1, &trials, LATER, tile, b->space, b->later, NULL), SL_OK);
  if (b->model->path == SL_ENGINE_TOTALS) {
    CU_ASSERT_EQUAL(sl_annual_totals_new(b->model, inflation, 1, &totals, NULL), SL_OK);
  }
  trials.inflation = inflation;
  trials.totals = totals;
  trials.reach = NULL;
  CU_ASSERT_EQUAL(b->path->simulate(&trials, tile, b->space, &b->whole, NULL), SL_OK);
  sl_annual_totals_free(totals);
  sl_later_free(later);
}

/* Returns in how many trials and covers the later excess is above that of now. */
static size_t compare(const both_t *b)
{
  size_t far = 0, above = 0;
  for (size_t c = 0; c < b->model->n_covers; c++) {
    for (size_t t = 0; t < LATER; t++) {
      sl_trial_paths_t paths;
      const double later = b->later[c * SL_BLOCK_TRIALS + t];
      const double whole = sl_trial_claims_of(&b->whole, c, t, &paths).excess;
      far += memcmp(&later, &whole, sizeof later) != 0;
      above += later > sl_trial_claims_of(&b->now, c, t, &paths).excess;
    }
  }
  CU_ASSERT_EQUAL(far, 0);
  return above;
}

/* most: share of all families and trials that is simulated again at most. */
static void check(const sl_scenario_t *scenario, sl_engine_path_kind_t kind, double most)
{
  const sl_engine_options_t options = {.threads = 1};
  both_t b = {.model = NULL};
  CU_ASSERT_EQUAL_FATAL(sl_model_new(scenario, &options, 1, &b.model, NULL), SL_OK);
  CU_ASSERT_EQUAL(b.model->path, kind);
  b.path = sl_engine_path_of(b.model);
  b.later = malloc(b.model->n_covers * SL_BLOCK_TRIALS * sizeof *b.later);
  CU_ASSERT_FATAL(b.later != NULL);
  CU_ASSERT_EQUAL_FATAL(b.path->space_new(b.model, &b.space, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_unit_sums_init(&b.now, b.model, b.path->layout, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_unit_sums_init(&b.whole, b.model, b.path->layout, NULL), SL_OK);
  simulate_both(&b, &b.model->tiles[0]);
  const double share = (double)b.noted / (double)(b.model->tiles[0].n_families * LATER);
  const size_t above = compare(&b);
  printf("\n    %.4f of all simulated again; more a year later in %zu of %zu ", share, above,
         LATER * b.model->n_covers);
  CU_ASSERT(share > 0.0 && share <= most);
  CU_ASSERT(above > LATER / 20);
  sl_unit_sums_free(&b.now);
  sl_unit_sums_free(&b.whole);
  b.path->space_free(b.space);
  free(b.later);
  sl_model_free(b.model);
}

#define CLAIMS                                                                                     \
  SL_TEXT_HEAD                                                                                     \
  "claims:\n  trend: 0.1\n  frailty: {distribution: gamma, shape: 0.8}\n  services:\n"             \
  "    - {name: a, frequency: {distribution: poisson, mean: 0.2},\n"                               \
  "       severity: {distribution: lognormal, mean: 20000, cv: 1, limit: 60000}}\n"                \
  "    - {name: b, frequency: {distribution: poisson, mean: 4},\n"                                 \
  "       severity: {distribution: gamma, shape: 1.5, scale: 100}}\n"

#define PLANS "plans: [{name: PPO, deductible: 1500, coinsurance: 0.2, out_of_pocket_max: 5000}]\n"

static void check_text(const char *yaml, sl_engine_path_kind_t kind, double most)
{
  sl_loaded_t l = sl_test_load(yaml, NULL);
  CU_ASSERT_EQUAL_FATAL(l.code, SL_OK);
  check(l.scenario, kind, most);
  sl_test_unload(&l);
}

/* The plan pays all: who is just below what is noted is just below the deductible then. */
static void by_persons(void)
{
  check_text(CLAIMS SL_TEXT_PLANS
             "arrangements: [{name: ASO, kind: aso, specific: {deductible: 25000}},\n"
             "  {name: other, kind: aso, specific: {deductible: 40000, coinsurance: 0.9}}]\n",
             SL_ENGINE_ANNUAL, 0.25);
}

/* So low that the unit is simulated once more. */
static void all_of_a_unit(void)
{
  check_text(CLAIMS PLANS "arrangements: [{name: ASO, kind: aso, specific: {deductible: 100}}]\n",
             SL_ENGINE_ANNUAL, 1.0);
}

static void by_annual_totals(void)
{
  check_text(CLAIMS PLANS "arrangements: [{name: ASO, kind: aso, specific: {deductible: 25000}}]\n"
                          "simulation: {sampler: totals}\n",
             SL_ENGINE_TOTALS, 0.25);
}

/* A certificate's members reach together what none of them does, over two plan years. */
static void by_certificate_and_paid_claims(void)
{
  check_text(CLAIMS PLANS "arrangements: [{name: ASO, kind: aso, specific: {deductible: 40000,\n"
                          "  per: certificate, contract: 24/12}}, {name: other, kind: aso,\n"
                          "  specific: {deductible: 25000, contract: 12/15}}]\n",
             SL_ENGINE_DATED, 0.25);
}

/* A child below 1 in the first family, so that something falls on the mother too. */
static void check_conditions(const char *yaml, sl_engine_path_kind_t kind)
{
  sl_test_conditions_t conditions;
  sl_loaded_t l = sl_test_load(yaml, NULL);
  CU_ASSERT_EQUAL_FATAL(l.code, SL_OK);
  const sl_parts_t parts = sl_test_parts(l.scenario);
  sl_test_conditions_make(&conditions);
  conditions.list[SL_TEST_FRAIL].follows_frailty = kind != SL_ENGINE_TOTALS;
  parts.group->persons[2].age = 0;
  parts.claims->conditions = conditions.list;
  parts.claims->n_conditions = SL_TEST_CONDITIONS;
  check(l.scenario, kind, 0.5);
  parts.claims->conditions = NULL; /* they are not the scenario's to free */
  parts.claims->n_conditions = 0;
  sl_test_unload(&l);
}

static void with_conditions(void)
{
  static const char one[] =
      "arrangements: [{name: ASO, kind: aso, specific: {deductible: 25000}}]\n";
  static const char days[] =
      "arrangements: [{name: ASO, kind: aso, specific: {deductible: 25000, contract: 24/12}}]\n";
  char text[2048];
  snprintf(text, sizeof text, "%s%s", CLAIMS PLANS, one);
  check_conditions(text, SL_ENGINE_ANNUAL);
  snprintf(text, sizeof text, "%s%s", CLAIMS PLANS, days);
  check_conditions(text, SL_ENGINE_DATED);
  snprintf(text, sizeof text, "%s%ssimulation: {sampler: totals}\n", CLAIMS PLANS, one);
  check_conditions(text, SL_ENGINE_TOTALS);
}

static void of_the_machine_shop(void)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  const sl_overrides_t none = {0};
  char path[SL_PATH_MAX];
  sl_source_path(path, "scenarios/machine-shop.yaml");
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(path, &none, &scenario, &faults), SL_OK);
  check(scenario, SL_ENGINE_DATED, 0.1);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}

SL_SUITE(later, "unit/later", {"by persons", by_persons}, {"all of a unit", all_of_a_unit},
         {"by annual totals", by_annual_totals},
         {"by certificate and paid claims", by_certificate_and_paid_claims},
         {"with conditions", with_conditions}, {"of the machine shop", of_the_machine_shop});
