/* What the years say of the employer's own limits: every figure beside arithmetic that does not use
 * the code under test, on results made up by hand (tests/support/sample_results.h). */
#include "models/funding/arrangement.h"
#include "sim/output/decision/decision.h"
#include "sim/output/decision/weigh.h"
#include "sim/output/text/json_parts.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"
#include "tests/support/scenario_text.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIALS 4001
#define MONTHS 14
#define FIXED 250.0 /* fees and premiums of the sample's ASO */
#define BUDGET 1000.0
#define DEDUCTIBLE 900.0

#define TWO                                                                                        \
  "arrangements: [{name: ASO, kind: aso}, {name: Insured, kind: %s, premium: {amount: 1, per: "    \
  "employee_month}, fees: [{name: %s, amount: 1, per: month}]}]\n"

typedef struct scene {
  const char *keys;         /* suitability: and interest: */
  const char *kind, *fee;   /* of the second arrangement */
  const char *jurisdiction; /* "" = none */
  double lower, higher;     /* what the band adds to the ASO's cost; NaN: no band */
  double payroll;
  bool months, begins; /* a cash flow; the ASO's claims begin with the plan year */
} scene_t;

static const scene_t plain = {"",          "fully_insured", "f",   "",   (double)NAN,
                              (double)NAN, (double)NAN,     false, false};

typedef struct made {
  sl_results_t *results;
  sl_summary_t *summary;
  sl_loaded_t loaded;
  sl_decision_t *decision;
} made_t;

static void add_band(sl_results_t *results, const scene_t *scene)
{
  CU_ASSERT_EQUAL_FATAL(sl_band_new(2, &results->band, NULL), SL_OK);
  results->band->trials = TRIALS;
  sl_band_figures_t *level = results->band->arrangements[0].level;
  level[SL_BAND_FEWER].cost_change = (sl_estimate_t){scene->lower, 1.5};
  level[SL_BAND_MORE].cost_change = (sl_estimate_t){scene->higher, 2.0};
  level[SL_BAND_FEWER].deficit_change = (sl_estimate_t){-0.02, 0.003};
  level[SL_BAND_MORE].deficit_change = (sl_estimate_t){0.03, 0.004};
}

static made_t make(const scene_t *scene)
{
  made_t made = {0};
  char yaml[2000];
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD "claims:\n  uncertainty: 0.1\n  services: [" SL_TEXT_SERVICE
                        "]\n" SL_TEXT_PLANS TWO "%s",
           scene->kind, scene->fee, scene->keys);
  made.loaded = sl_test_load(yaml, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(made.loaded.scenario);
  sl_run_facts_t *facts = sl_sample_facts(TRIALS, 2);
  facts->enrolment.payroll = scene->payroll;
  facts->arrangements[1].kind = sl_arrangement_kind(scene->kind)->name;
  if (scene->begins) {
    strcpy(facts->arrangements[0].since, "2026-01-01");
  }
  free(facts->jurisdiction);
  facts->jurisdiction = strdup(scene->jurisdiction);
  if (scene->months) {
    sl_sample_add_months(facts, MONTHS);
  }
  made.results = sl_sample_results(facts);
  if (!isnan(scene->lower)) {
    add_band(made.results, scene);
  }
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(made.results, &made.summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_decision_new(made.results, made.summary, made.loaded.scenario,
                                        SL_DECISION_REPORT, &made.decision, NULL),
                        SL_OK);
  return made;
}

static void unmake(made_t *made)
{
  sl_decision_free(made->decision);
  sl_summary_free(made->summary);
  sl_results_free(made->results);
  sl_test_unload(&made->loaded);
}

static char *text_of(sl_document_t *document)
{
  char *text = NULL;
  size_t n = 0;
  const sl_paper_t paper = {.width = 160};
  CU_ASSERT_EQUAL_FATAL(sl_document_text(document, &paper, &text, &n, NULL), SL_OK);
  sl_document_free(document);
  return text;
}

static json_t *tree_of(const made_t *made)
{
  sl_document_t *report = sl_decision_report(made->decision);
  json_t *tree = sl_document_tree(report);
  CU_ASSERT_PTR_NOT_NULL_FATAL(tree);
  sl_document_free(report);
  return tree;
}

/* The cell of a table of the report by the beginning of its row's label; NULL: none. */
static const json_t *cell_of(const json_t *tree, const char *table, const char *row, size_t column)
{
  const json_t *block, *line;
  size_t b, r;
  json_array_foreach(json_object_get(tree, "blocks"), b, block)
  {
    const char *name = json_string_value(json_object_get(block, "name"));
    if (name == NULL || strcmp(name, table) != 0) {
      continue;
    }
    json_array_foreach(json_object_get(block, "rows"), r, line)
    {
      const char *label = json_string_value(json_object_get(line, "label"));
      if (strncmp(label, row, strlen(row)) == 0) {
        return json_array_get(json_object_get(line, "cells"), column);
      }
    }
  }
  return NULL;
}

static double value_of(const json_t *tree, const char *table, const char *row, size_t column)
{
  const json_t *cell = cell_of(tree, table, row, column);
  CU_ASSERT_PTR_NOT_NULL(cell);
  const json_t *value = json_object_get(cell, "value");
  return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* ---- by hand ---- */

static double kept(uint64_t t) { return fmin(sl_sample_claims(t), DEDUCTIBLE); }

static double share_above(double line)
{
  double hits = 0.0;
  for (uint64_t t = 0; t < TRIALS; t++) {
    hits += kept(t) + FIXED > line + SL_DEFICIT_TOLERANCE;
  }
  return hits / TRIALS;
}

static void chances_are_shares_of_the_years(void)
{
  const scene_t scene = {"suitability: {cash_reserve: 100, covenant: 1090}\n",
                         "fully_insured",
                         "f",
                         "",
                         -40.0,
                         55.0,
                         (double)NAN,
                         false,
                         false};
  made_t made = make(&scene);
  sl_weighed_t *weighed = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_weigh(made.results, made.loaded.scenario, &weighed, NULL), SL_OK);
  const double change[] = {0.0, -40.0, 55.0};
  for (int level = 0; level < SL_CLAIMS_LEVELS; level++) {
    const double reserve = share_above(BUDGET + 100.0 - change[level]);
    const double covenant = share_above(1090.0 - change[level]);
    SL_ASSERT_CLOSE(weighed[0].level[level].above_reserve.value, reserve, 1e-12);
    SL_ASSERT_CLOSE(weighed[0].level[level].above_covenant.value, covenant, 1e-12);
    SL_ASSERT_CLOSE(weighed[0].level[level].above_reserve.standard_error,
                    sqrt(reserve * (1.0 - reserve) / (TRIALS - 1.0)), 1e-12);
  }
  CU_ASSERT(weighed[0].level[SL_LOWER].above_reserve.value <
            weighed[0].level[SL_AS_RUN].above_reserve.value);
  free(weighed);
  unmake(&made);
}

/* Four years of 10, 20, 30 and 40 under a cap of 45: by hand. */
static void a_shift_leaves_no_year_above_the_cap(void)
{
  static const double costs[] = {10.0, 20.0, 30.0, 40.0};
  SL_ASSERT_CLOSE(sl_capped_shift(costs, 4, 45.0, 28.0), 3.0, 1e-12);
  SL_ASSERT_CLOSE(sl_capped_shift(costs, 4, 45.0, 34.5), 11.0, 1e-12); /* 21 + 31 + 41 + 45 */
  SL_ASSERT_CLOSE(sl_capped_shift(costs, 4, 45.0, 40.0), 20.0, 1e-12); /* 30 + 40 + 45 + 45 */
  SL_ASSERT_CLOSE(sl_capped_shift(costs, 4, 45.0, 60.0), 35.0, 1e-12); /* all at the cap */
  SL_ASSERT_CLOSE(sl_capped_shift(costs, 4, 25.0, 21.25), 2.5, 1e-12); /* 12.5 + 22.5 + 25 + 25 */
}

/* The specific of the sample stops the cost at 1,150: whatever the claims, no year costs more. */
static void no_level_of_claims_passes_the_maximum(void)
{
  scene_t scene = plain;
  scene.keys = "suitability: {cash_reserve: 100, covenant: 1149}\n";
  scene.lower = -40.0;
  scene.higher = 5.0;
  made_t made = make(&scene);
  sl_weighed_t *weighed = NULL;
  double cost[TRIALS], mean = 0.0, moved = 0.0;
  for (uint64_t t = 0; t < TRIALS; t++) {
    cost[t] = kept(t) + FIXED;
    mean += cost[t] / TRIALS;
  }
  made.results->facts->arrangements[0].price.maximum_cost.value = DEDUCTIBLE + FIXED;
  CU_ASSERT_EQUAL_FATAL(sl_weigh(made.results, made.loaded.scenario, &weighed, NULL), SL_OK);
  CU_ASSERT(weighed[0].level[SL_HIGHER].bad_year.value <= DEDUCTIBLE + FIXED);
  for (uint64_t t = 0; t < TRIALS; t++) {
    moved += fmin(cost[t] + weighed[0].level[SL_HIGHER].shift, DEDUCTIBLE + FIXED) / TRIALS;
  }
  SL_ASSERT_CLOSE(moved, mean + 5.0, 1e-9);
  free(weighed);
  made.results->facts->arrangements[0].price.exceeded_by = 1U;
  CU_ASSERT_EQUAL_FATAL(sl_weigh(made.results, made.loaded.scenario, &weighed, NULL), SL_OK);
  CU_ASSERT(!weighed[0].is_capped);
  SL_ASSERT_CLOSE(weighed[0].level[SL_HIGHER].shift, 5.0, 1e-12);
  free(weighed);
  unmake(&made);
}

/* The first is last year's price: the second is asked about. */
static void a_price_that_nobody_offers_is_not_recommended(void)
{
  made_t made = {0};
  made.loaded =
      sl_test_load(SL_TEXT_HEAD "claims:\n  services: [" SL_TEXT_SERVICE "]\n" SL_TEXT_PLANS
                                "arrangements: [{name: ASO, kind: aso, quote: {role: current}}, "
                                "{name: Insured, kind: aso}]\n",
                   NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(made.loaded.scenario);
  sl_run_facts_t *facts = sl_sample_facts(TRIALS, 2);
  facts->arrangements[1].kind = sl_arrangement_kind("aso")->name;
  made.results = sl_sample_results(facts);
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(made.results, &made.summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_decision_new(made.results, made.summary, made.loaded.scenario,
                                        SL_DECISION_REPORT, &made.decision, NULL),
                        SL_OK);
  char *text = text_of(sl_decision_report(made.decision));
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "Does Fully insured 1 fit?"));
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "ASO is the price of the year that ends: nobody offers it."));
  free(text);
  unmake(&made);
}

static int compare(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* 4,001 years: a quantile at 1/20 steps is one of them. */
static void other_budgets_are_those_of_the_sorted_years(void)
{
  made_t made = make(&plain);
  sl_weighed_t *weighed = NULL;
  double cost[TRIALS];
  for (uint64_t t = 0; t < TRIALS; t++) {
    cost[t] = kept(t) + FIXED;
  }
  qsort(cost, TRIALS, sizeof cost[0], compare);
  CU_ASSERT_EQUAL_FATAL(sl_weigh(made.results, made.loaded.scenario, &weighed, NULL), SL_OK);
  for (size_t i = 0; i < SL_BUDGETS; i++) {
    const double budget = cost[(size_t)nearbyint(4000.0 * sl_budget_levels[i])];
    double deficit = 0.0, surplus = 0.0;
    for (size_t t = 0; t < TRIALS; t++) {
      deficit += cost[t] > budget ? (cost[t] - budget) / TRIALS : 0.0;
      surplus += cost[t] < budget ? (budget - cost[t]) / TRIALS : 0.0;
    }
    const sl_other_budget_t *other = &weighed[0].other[i];
    SL_ASSERT_CLOSE(other->budget.value, budget, 1e-12);
    SL_ASSERT_CLOSE_ABOVE(other->chance.value, share_above(budget), 1e-12, 1.0);
    SL_ASSERT_CLOSE_ABOVE(other->deficit.value, deficit, 1e-9, 1.0);
    SL_ASSERT_CLOSE_ABOVE(other->surplus.value, surplus, 1e-9, 1.0);
  }
  free(weighed);
  unmake(&made);
}

/* The error beside the jackknife's: the spread of the coefficient with one year left out. */
static void volatility_and_its_error(void)
{
  made_t made = make(&plain);
  sl_weighed_t *weighed = NULL;
  double sum = 0.0, squares = 0.0, mean = 0.0, spread = 0.0;
  for (uint64_t t = 0; t < TRIALS; t++) {
    sum += kept(t);
    squares += kept(t) * kept(t);
  }
  double without[TRIALS];
  for (uint64_t t = 0; t < TRIALS; t++) {
    const double n = TRIALS - 1.0, m = (sum - kept(t)) / n;
    without[t] = sqrt((squares - kept(t) * kept(t) - n * m * m) / (n - 1.0)) / m;
    mean += without[t] / TRIALS;
  }
  for (size_t t = 0; t < TRIALS; t++) {
    spread += (without[t] - mean) * (without[t] - mean);
  }
  const double all = sum / TRIALS;
  const double v = sqrt((squares - TRIALS * all * all) / (TRIALS - 1.0)) / all;
  CU_ASSERT_EQUAL_FATAL(sl_weigh(made.results, made.loaded.scenario, &weighed, NULL), SL_OK);
  SL_ASSERT_CLOSE(weighed[0].volatility.value, v, 1e-9);
  SL_ASSERT_CLOSE(weighed[0].volatility.standard_error, sqrt(spread), 2e-3);
  SL_ASSERT_CLOSE(weighed[0].kept.value, all, 1e-12);
  CU_ASSERT_EQUAL(weighed[0].response.value, 1.0); /* no band */
  CU_ASSERT_TRUE(isnan(weighed[1].volatility.value));
  free(weighed);
  unmake(&made);
}

/* The cost answers to kept claims one for one: e = (55 + 40) / (0.2 mean(K)). */
static void the_response_is_the_bands(void)
{
  const scene_t scene = {"", "fully_insured", "f", "", -40.0, 55.0, (double)NAN, false, false};
  made_t made = make(&scene);
  sl_weighed_t *weighed = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_weigh(made.results, made.loaded.scenario, &weighed, NULL), SL_OK);
  const double e = 95.0 / (0.2 * weighed[0].kept.value);
  SL_ASSERT_CLOSE(weighed[0].response.value, e, 1e-9);
  SL_ASSERT_CLOSE(weighed[0].response.standard_error, e * 2.5 / 95.0, 1e-9); /* 1.5, 2: 2.5 */
  free(weighed);
  unmake(&made);
}

/* v 0.2, w 0.1: 0.03 is left to chance, a quarter of it with four times the people. */
static void sizes_and_years_follow_the_formula(void)
{
  const sl_estimate_t v = {0.2, 0.01}, w = {0.1, 0.02}, exact = {0.1, 0.0};
  const sl_estimate_t four = sl_volatility_at(v, w, 100.0, 400.0);
  SL_ASSERT_CLOSE(four.value, sqrt(0.0175), 1e-12);
  SL_ASSERT_CLOSE(four.standard_error,
                  sqrt(pow(0.2 * 0.25 * 0.01, 2.0) + pow(0.1 * 0.75 * 0.02, 2.0)) / sqrt(0.0175),
                  1e-12);
  SL_ASSERT_CLOSE(sl_volatility_at(v, w, 100.0, 100.0).value, 0.2, 1e-12);
  SL_ASSERT_CLOSE(sl_volatility_at(v, w, 100.0, 100.0).standard_error, 0.01, 1e-12);
  SL_ASSERT_CLOSE(sl_volatility_at(exact, v, 100.0, 7.0).value, 0.2, 1e-12); /* v below w */
  const sl_estimate_t z = sl_kept_credibility(v, exact, 3.0, 1082.0);
  SL_ASSERT_CLOSE(z.value, sqrt(3.0 / 1082.0 / 0.03), 1e-12);
  SL_ASSERT_CLOSE(z.standard_error, z.value * 0.2 * 0.01 / 0.03, 1e-12);
  CU_ASSERT_EQUAL(sl_kept_credibility(v, exact, 40.0, 1082.0).value, 1.0);
}

/* ---- the chapters ---- */

static void expect(const char *text, const char *words, bool there)
{
  const bool found = strstr(text, words) != NULL;
  if (found != there) {
    printf("\n    %s: \"%s\"\n", there ? "missing" : "there", words);
  }
  CU_ASSERT_EQUAL(found, there);
}

/* In three years of five the ASO costs 1,150, the most it can. Limits on either side of what the
 * band moves across them. */
static void a_verdict_that_the_band_turns_says_so(void)
{
  static const struct {
    const char *keys, *verdict;
    double lower, higher;
  } rows[] = {
      {"suitability: {covenant: 1160}\n",
       "above the covenant: within your limit, but above it if claims run 10% higher", -40, 55},
      {"suitability: {covenant: 1140}\n",
       "above the covenant: above your limit, but within it if claims run 10% lower", -40, 55},
      {"suitability: {covenant: 1300}\n",
       "above the covenant: within your limit, also if claims run 10% higher", -40, 55},
      {"suitability: {covenant: 1000}\n",
       "above the covenant: above your limit, also if claims run 10% lower", -40, 55},
      {"suitability: {covenant: 1160}\n", "above the covenant: within your limit.", NAN, NAN},
      {"suitability: {cash_reserve: 160}\n",
       "above the cash reserve: within your limit, but above it if claims run 10% higher", -40, 55},
      {"suitability: {payroll: 4000}\n",
       "of payroll: above your limit, but within it if claims run 10% lower", -40, 55},
      {"", "above the cash reserve: no reserve stated", -40, 55},
      {"", "above the covenant: no covenant stated", -40, 55},
      {"", "of payroll: the payroll is not known", -40, 55},
      {"", "Chance of a deficit: no limit stated", -40, 55},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    scene_t scene = plain;
    scene.keys = rows[i].keys;
    scene.lower = rows[i].lower;
    scene.higher = rows[i].higher;
    made_t made = make(&scene);
    char *text = text_of(sl_decision_report(made.decision));
    expect(text, rows[i].verdict, true);
    free(text);
    unmake(&made);
  }
}

/* A share of years that lies within two standard errors of the limit. */
static void too_close_to_tell_is_said(void)
{
  scene_t scene = plain;
  char keys[100];
  snprintf(keys, sizeof keys, "suitability: {covenant: 1090, most_chance: %.17g}\n",
           share_above(1090.0) + 0.005);
  scene.keys = keys;
  made_t made = make(&scene);
  char *text = text_of(sl_decision_report(made.decision));
  expect(text, "above the covenant: at your limit: too close", true);
  free(text);
  unmake(&made);
}

/* IBNR by hand: claims of seven trials later, x 1.5 x the months so far. */
static double mean_ibnr(size_t month)
{
  double sum = 0.0;
  for (uint64_t t = 0; t < TRIALS; t++) {
    sum += sl_sample_ibnr(t, 0, month);
  }
  return sum / TRIALS;
}

static double mean_net(size_t month)
{
  double sum = 0.0;
  for (uint64_t t = 0; t < TRIALS; t++) {
    sum += sl_sample_net(t, 0, month, MONTHS);
  }
  return sum / TRIALS;
}

static void accruals_are_paid_and_the_growth_of_ibnr(void)
{
  scene_t scene = plain;
  scene.months = scene.begins = true;
  made_t made = make(&scene);
  json_t *tree = tree_of(&made);
  const double second = mean_net(1) - 0.1 + mean_ibnr(1) - mean_ibnr(0);
  double paid = 0.0;
  SL_ASSERT_CLOSE(value_of(tree, "accruals_0", "2026-01", 0), mean_net(0) - 0.1, 1e-9);
  SL_ASSERT_CLOSE(value_of(tree, "accruals_0", "2026-01", 1), mean_net(0) - 0.1 + mean_ibnr(0),
                  1e-9);
  SL_ASSERT_CLOSE(value_of(tree, "accruals_0", "2026-02", 1), second, 1e-9);
  SL_ASSERT_CLOSE(value_of(tree, "accruals_0", "2026-02", 3), mean_ibnr(1), 1e-9);
  for (size_t month = 0; month < 12; month++) {
    paid += mean_net(month) - 0.1;
  }
  SL_ASSERT_CLOSE(value_of(tree, "accruals_0", "Plan year", 0), paid, 1e-9);
  SL_ASSERT_CLOSE(value_of(tree, "accruals_0", "Plan year", 1), paid + mean_ibnr(11), 1e-9);
  json_decref(tree);
  unmake(&made);
  scene.begins = false; /* what was unpaid when the year began is not known */
  made = make(&scene);
  tree = tree_of(&made);
  CU_ASSERT_TRUE(isnan(value_of(tree, "accruals_0", "2026-01", 1)));
  CU_ASSERT_TRUE(isnan(value_of(tree, "accruals_0", "Plan year", 1)));
  SL_ASSERT_CLOSE(value_of(tree, "accruals_0", "2026-02", 1), second, 1e-9);
  json_decref(tree);
  unmake(&made);
}

static void interest_is_of_the_working_capital(void)
{
  static const char *const keys[] = {"interest: {rate: 8%}\n",
                                     "interest: {rate: 8%, of: deposit}\n"};
  static const char *const words[] = {"Interest, if it is drawn", "Interest forgone"};
  for (size_t i = 0; i < 2; i++) {
    scene_t scene = plain;
    scene.keys = keys[i];
    scene.months = true;
    made_t made = make(&scene);
    json_t *tree = tree_of(&made);
    const double capital = made.summary->arrangements[0].working_capital.value;
    SL_ASSERT_CLOSE_ABOVE(value_of(tree, "budget_and_reserve", words[i], 0), 0.08 * capital, 1e-12,
                          1.0);
    char *page = text_of(sl_decision_page(made.decision));
    expect(page, words[i], true);
    expect(page, "Covenant", false);
    free(page);
    json_decref(tree);
    unmake(&made);
  }
}

static void the_page_has_a_covenant_where_one_is_stated(void)
{
  scene_t scene = plain;
  scene.keys = "suitability: {covenant: 1090}\n";
  made_t made = make(&scene);
  char *page = text_of(sl_decision_page(made.decision));
  expect(page, "Chance that a year passes it", true);
  expect(page, "Interest", false);
  free(page);
  unmake(&made);
}

static void payroll_is_the_stated_one_or_the_census(void)
{
  scene_t scene = plain;
  scene.payroll = 5000.0;
  made_t made = make(&scene);
  json_t *tree = tree_of(&made);
  const double reserve = made.summary->arrangements[0].reserve95.value;
  SL_ASSERT_CLOSE(value_of(tree, "suitability", "Deficit of 1 year in 20", 1), reserve / 5000.0,
                  1e-12);
  CU_ASSERT_EQUAL(value_of(tree, "your_limits", "Payroll", 0), 5000.0);
  json_decref(tree);
  unmake(&made);
  scene.keys = "suitability: {payroll: 8000}\n";
  made = make(&scene);
  tree = tree_of(&made);
  SL_ASSERT_CLOSE(value_of(tree, "suitability", "Deficit of 1 year in 20", 1), reserve / 8000.0,
                  1e-12);
  json_decref(tree);
  unmake(&made);
}

static void offers_and_places_have_their_words(void)
{
  scene_t scene = plain;
  scene.kind = "peo";
  scene.jurisdiction = "US-OH";
  made_t made = make(&scene);
  char *text = text_of(sl_decision_report(made.decision));
  expect(text, "is the offer of a professional employer organization (PEO)", true);
  expect(text, "ERISA", true);
  expect(text, "no offer of a PEO or an HRO", false);
  free(text);
  unmake(&made);
  scene.kind = "fully_insured";
  scene.fee = "hro services";
  scene.jurisdiction = "CA-ON";
  made = make(&scene);
  text = text_of(sl_decision_report(made.decision));
  expect(text, "has the administration of a human resources organization (HRO)", true);
  expect(text, "provincial taxes", true);
  expect(text, "ERISA", false);
  free(text);
  unmake(&made);
  made = make(&plain);
  text = text_of(sl_decision_report(made.decision));
  expect(text, "no offer of a PEO or an HRO", true);
  free(text);
  unmake(&made);
}

static void history_counts_claims_and_their_spread(void)
{
  scene_t scene = plain;
  scene.keys = "suitability: {history_years: 2, full_credibility: 100}\n";
  made_t made = make(&scene);
  json_t *tree = tree_of(&made);
  const double claims = made.summary->trial_mean[SL_TRIAL_CLAIMS].value;
  SL_ASSERT_CLOSE(value_of(tree, "history", "2 (at hand)", 0), sqrt(claims * 2.0 / 100.0), 1e-12);
  SL_ASSERT_CLOSE(value_of(tree, "history", "1", 0), sqrt(claims / 100.0), 1e-12);
  CU_ASSERT_EQUAL(value_of(tree, "your_limits", "Years of own claims", 0), 2.0);
  json_decref(tree);
  unmake(&made);
}

static void the_end_tells_words_and_sources(void)
{
  made_t made = make(&plain);
  json_t *tree = tree_of(&made);
  CU_ASSERT_PTR_NOT_NULL(cell_of(tree, "glossary", "deficit", 0));
  CU_ASSERT_PTR_NOT_NULL(cell_of(tree, "glossary", "ASO", 0));
  CU_ASSERT_PTR_NULL(cell_of(tree, "glossary", "captive", 0));
  CU_ASSERT_STRING_EQUAL(
      json_string_value(json_object_get(cell_of(tree, "provenance", "Seed", 0), "text")),
      "18364758544493064720");
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(
                             cell_of(tree, "assumptions", "Uncertainty of the whole", 0), "text")),
                         "10%");
  json_decref(tree);
  unmake(&made);
}

SL_SUITE(suitability, "unit/suitability",
         {"chances are shares of the years", chances_are_shares_of_the_years},
         {"a shift leaves no year above the cap", a_shift_leaves_no_year_above_the_cap},
         {"no level of claims passes the maximum", no_level_of_claims_passes_the_maximum},
         {"a price that nobody offers is not recommended",
          a_price_that_nobody_offers_is_not_recommended},
         {"other budgets are those of the sorted years",
          other_budgets_are_those_of_the_sorted_years},
         {"volatility and its error", volatility_and_its_error},
         {"the response is the band's", the_response_is_the_bands},
         {"sizes and years follow the formula", sizes_and_years_follow_the_formula},
         {"a verdict that the band turns says so", a_verdict_that_the_band_turns_says_so},
         {"too close to tell is said", too_close_to_tell_is_said},
         {"accruals are paid and the growth of IBNR", accruals_are_paid_and_the_growth_of_ibnr},
         {"interest is of the working capital", interest_is_of_the_working_capital},
         {"the page has a covenant where one is stated",
          the_page_has_a_covenant_where_one_is_stated},
         {"payroll is the stated one or the census's", payroll_is_the_stated_one_or_the_census},
         {"offers and places have their words", offers_and_places_have_their_words},
         {"history counts claims and their spread", history_counts_claims_and_their_spread},
         {"the end tells words and sources", the_end_tells_words_and_sources});
