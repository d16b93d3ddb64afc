/* The pictures of the report: on every shipped scenario, with one arrangement, with hostile names,
 * and a bridge worked out by hand. */
#include "sim/output/decision/parts.h"

#include "sim/input/load/reload.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/run.h"
#include "tests/support/sample_document.h"
#include "tests/support/sample_results.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CENT 0.005
#define SHIPPED 5
#define SOME 8 /* arrangements */

static const char *const shipped[SHIPPED] = {
    "canadian-office", "flower-shop", "level-funded-startup", "machine-shop", "regional-hospital"};

typedef struct made {
  sl_results_t *results;
  sl_summary_t *summary;
  sl_scenario_t *scenario;
  sl_decision_t *decision;
} made_t;

/* resolved: the scenario's text. Takes results over. */
static made_t make(sl_results_t *results, const char *resolved)
{
  made_t made = {.results = results};
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(
      sl_scenario_reload(resolved, &results->facts->enrolment, &made.scenario, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &made.summary, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_decision_new(results, made.summary, made.scenario, SL_DECISION_REPORT,
                                        &made.decision, &error),
                        SL_OK);
  return made;
}

static void unmake(made_t *made)
{
  sl_decision_free(made->decision);
  sl_summary_free(made->summary);
  sl_scenario_free(made->scenario);
  sl_results_free(made->results);
}

static made_t make_run(const char *path)
{
  static const sl_override_t list[] = {{"simulation.trials", "96"},
                                       {"simulation.pricing_trials", "64"}};
  const sl_overrides_t overrides = {list, 2};
  sl_test_run_t run;
  CU_ASSERT_FATAL(sl_test_run_open_with(&run, path, &overrides, 0));
  sl_results_t *results = sl_test_run_results(&run);
  CU_ASSERT_PTR_NOT_NULL_FATAL(results);
  made_t made = make(results, results->facts->resolved);
  sl_test_run_close(&run);
  return made;
}

/* n arrangements of sl_sample_facts, by these names. */
static made_t make_sample(uint64_t trials, size_t n, const char *const *names)
{
  char text[4000];
  sl_run_facts_t *facts = sl_sample_facts(trials, n);
  int used = snprintf(
      text, sizeof text,
      "stoploss: 1\nname: made\nstart: 2026-01-01\ncensus: none.csv\nclaims:\n  services:\n"
      "    - name: medical\n      frequency: {distribution: poisson, mean: 1}\n"
      "      severity: {distribution: exponential, mean: 10}\nplans:\n  - {name: PPO}\n"
      "arrangements:\n");
  for (size_t a = 0; a < n; a++) {
    if (names != NULL) {
      free(facts->arrangements[a].name);
      facts->arrangements[a].name = strdup(names[a]);
    }
    used +=
        snprintf(text + used, sizeof text - (size_t)used,
                 "  - {name: A%zu, kind: fully_insured, premium: {amount: 120, per: year}}\n", a);
  }
  return make(sl_sample_results(facts), text);
}

/* ---- documents ---- */

static const json_t *block_named(const json_t *tree, const char *type, const char *name)
{
  size_t i;
  const json_t *block;
  json_array_foreach(json_object_get(tree, "blocks"), i, block)
  {
    const json_t *own = json_object_get(block, "name");
    if (strcmp(json_string_value(json_object_get(block, "type")), type) == 0 && own != NULL &&
        strcmp(json_string_value(own), name) == 0) {
      return block;
    }
  }
  return NULL;
}

static json_t *tree_of(const made_t *made)
{
  sl_document_t *document = sl_decision_report(made->decision);
  json_t *tree = sl_document_tree(document);
  sl_document_free(document);
  CU_ASSERT_PTR_NOT_NULL_FATAL(tree);
  return tree;
}

static void write_form(const char *folder, const char *name, int code, char *bytes, size_t n)
{
  char path[2 * SL_PATH_MAX];
  CU_ASSERT_EQUAL_FATAL(code, SL_OK);
  snprintf(path, sizeof path, "%s/%s", folder, name);
  CU_ASSERT(sl_file_write(path, bytes, n));
  free(bytes);
}

/* By an XML parser: every drawing well formed, with dots where the figures are. */
static void check_drawings(const made_t *made, const char *name)
{
  sl_document_t *document = sl_decision_report(made->decision);
  char folder[SL_PATH_MAX], command[3 * SL_PATH_MAX];
  sl_error_t error = {0};
  char *bytes;
  size_t n;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, name));
  int code = sl_document_json(document, &bytes, &n, &error);
  write_form(folder, "d.json", code, bytes, n);
  code = sl_document_html(document, &bytes, &n, &error);
  write_form(folder, "d.html", code, bytes, n);
  sl_document_free(document);
  snprintf(command, sizeof command, "/usr/bin/python3 '%s/tests/unit/pictures_check.py' '%s'",
           sl_test_source_dir(), folder);
  CU_ASSERT_EQUAL(sl_shell(folder, command), 0);
}

/* ---- figures ---- */

static int compare_doubles(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Type 7, from its definition. */
static double quantile(const double *sorted, size_t n, double p)
{
  const double h = p * ((double)n - 1.0), low = floor(h);
  const size_t i = (size_t)low;
  return i + 1 < n ? sorted[i] + (h - low) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

static void check_dots(const made_t *made)
{
  const size_t n = (size_t)made->results->facts->trials;
  double *sorted = malloc(n * sizeof *sorted);
  CU_ASSERT_PTR_NOT_NULL_FATAL(sorted);
  for (size_t a = 0; a < made->decision->n; a++) {
    memcpy(sorted, sl_results_cost_column(made->results, SL_COST_COST, a), n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_doubles);
    for (size_t i = 0; i < SL_DOTS_SHOWN; i++) {
      SL_ASSERT_CLOSE(made->decision->dots[a][i], quantile(sorted, n, ((double)i + 0.5) / 50.0),
                      1e-12);
    }
    for (size_t i = 0; i < made->decision->n_chances; i++) {
      SL_ASSERT_CLOSE(made->decision->exceeded[a][i],
                      quantile(sorted, n, 1.0 - (double)(99 - i) / 100.0), 1e-12);
    }
  }
  free(sorted);
}

/* The steps come to each level, to the cent; the ends are the mean costs, and the level between is
 * what the trials say that the plan paid for the employer's own. */
static void check_bridge(const made_t *made)
{
  const sl_bridge_t *bridge = &made->decision->bridge;
  const sl_arrangement_summary_t *from =
      sl_decision_summary(made->decision, made->decision->reference);
  const sl_arrangement_summary_t *to = sl_decision_summary(made->decision, made->decision->subject);
  double level = 0.0;
  size_t levels = 0;
  CU_ASSERT_TRUE_FATAL(bridge->n >= 3);
  for (size_t i = 0; i < bridge->n; i++) {
    const sl_bridge_step_t *step = &bridge->step[i];
    CU_ASSERT_TRUE(step->source[0] != '\0' && strchr(step->source, '#') == NULL);
    CU_ASSERT_TRUE(step->is_level || fabs(step->amount.value) >= CENT);
    if (step->is_level && i > 0) {
      CU_ASSERT_DOUBLE_EQUAL(level, step->amount.value, CENT);
    }
    level = step->is_level ? step->amount.value : level + step->amount.value;
    levels += step->is_level;
  }
  CU_ASSERT_EQUAL(levels, 3);
  SL_ASSERT_CLOSE(bridge->step[0].amount.value, from->expected_cost.value, 1e-12);
  SL_ASSERT_CLOSE(bridge->step[bridge->n - 1].amount.value, to->expected_cost.value, 1e-12);
}

/* Of `to` the fees put in are its mean fees. */
static double step_after_claims(const sl_bridge_t *bridge, const char *label)
{
  size_t levels = 0;
  for (size_t i = 0; i < bridge->n; i++) {
    levels += bridge->step[i].is_level;
    if (levels == 2 && strcmp(bridge->step[i].label, label) == 0) {
      return bridge->step[i].amount.value;
    }
  }
  return 0.0;
}

static void check_parts(const made_t *made)
{
  const sl_bridge_t *bridge = &made->decision->bridge;
  const size_t s = made->decision->subject;
  const sl_arrangement_summary_t *to = sl_decision_summary(made->decision, s);
  const sl_price_t *price = &sl_decision_facts(made->decision, s)->price;
  SL_ASSERT_CLOSE_ABOVE(step_after_claims(bridge, "fees"), to->component[SL_COST_FEES].value, 1e-9,
                        1.0);
  SL_ASSERT_CLOSE_ABOVE(step_after_claims(bridge, "taxes"), to->component[SL_COST_TAXES].value,
                        1e-9, 1.0);
  SL_ASSERT_CLOSE_ABOVE(step_after_claims(bridge, "stop-loss premium less what it pays"),
                        price->specific_premium.value + price->aggregate_premium.value -
                            to->component[SL_COST_SPECIFIC_REIMBURSEMENT].value -
                            to->component[SL_COST_AGGREGATE_REIMBURSEMENT].value +
                            to->component[SL_COST_REIMBURSEMENT_OTHER].value,
                        1e-9, 1.0);
}

/* From every arrangement to every other. */
static void check_all_bridges(made_t *made)
{
  sl_decision_t *decision = made->decision;
  const size_t subject = decision->subject, reference = decision->reference;
  sl_error_t error = {0};
  for (size_t i = 0; i < decision->n * decision->n; i++) {
    decision->reference = i / decision->n;
    decision->subject = i % decision->n;
    if (decision->subject != decision->reference) {
      CU_ASSERT_EQUAL_FATAL(sl_decision_bridge(decision, &error), SL_OK);
      check_bridge(made);
    }
  }
  decision->subject = subject;
  decision->reference = reference;
  CU_ASSERT_EQUAL_FATAL(sl_decision_bridge(decision, &error), SL_OK);
}

/* ---- cases ---- */

static size_t series_of(const json_t *tree, const char *name)
{
  const json_t *chart = block_named(tree, "chart", name);
  return chart != NULL ? json_array_size(json_object_get(chart, "series")) : 0;
}

static void check_chapters(const made_t *made)
{
  const sl_decision_t *decision = made->decision;
  json_t *tree = tree_of(made);
  size_t specific = 0;
  for (size_t a = 0; a < decision->n; a++) {
    specific += isfinite(sl_decision_facts(decision, a)->price.expected_claimants_full.value) != 0;
  }
  CU_ASSERT_EQUAL(series_of(tree, "dots"), decision->n);
  CU_ASSERT_EQUAL(series_of(tree, "years"), decision->n);
  CU_ASSERT_EQUAL(series_of(tree, "exceedance"), decision->n);
  CU_ASSERT_EQUAL(
      json_array_size(json_object_get(block_named(tree, "chart", "dots"), "categories")),
      SL_DOTS_SHOWN);
  CU_ASSERT_EQUAL(series_of(tree, "bridge") == 1, decision->reference != SL_NO_ARRANGEMENT);
  CU_ASSERT_EQUAL(series_of(tree, "cash") >= 6, made->results->months != NULL);
  CU_ASSERT_EQUAL(block_named(tree, "table", "claimants") != NULL, specific > 0);
  CU_ASSERT_EQUAL(series_of(tree, "claimants") == 2, specific > 1);
  CU_ASSERT_EQUAL(series_of(tree, "frontier") == 2, decision->n >= SL_CHOICE_LEAST);
  json_decref(tree);
}

/* Every other one in a slice. */
static void every_shipped_scenario(void)
{
  for (size_t i = 0; i < SHIPPED; i += sl_test_slice() ? 2 : 1) {
    char name[64], path[80];
    snprintf(path, sizeof path, "scenarios/%s.yaml", shipped[i]);
    made_t made = make_run(path);
    snprintf(name, sizeof name, "pictures-%s", shipped[i]);
    check_dots(&made);
    check_bridge(&made);
    check_parts(&made);
    check_all_bridges(&made);
    check_chapters(&made);
    check_drawings(&made, name);
    unmake(&made);
  }
}

/* Level funding, minimum premium, a captive, refunds, insured lines, premiums built up. */
static void a_bridge_from_every_kind_to_every_other(void)
{
  made_t made = make_run("tests/cli/funding.yaml");
  check_all_bridges(&made);
  check_drawings(&made, "pictures-kinds");
  unmake(&made);
}

/* Nothing to compare with: no bridge, no count of cheaper years; the rest is there. */
static void one_arrangement_alone(void)
{
  made_t made = make_sample(700, 1, NULL);
  json_t *tree = tree_of(&made);
  CU_ASSERT_EQUAL(made.decision->bridge.n, 0);
  CU_ASSERT_EQUAL(series_of(tree, "dots"), 1);
  CU_ASSERT_EQUAL(series_of(tree, "years"), 1);
  CU_ASSERT_EQUAL(series_of(tree, "exceedance"), 1);
  CU_ASSERT_PTR_NULL(block_named(tree, "table", "first_years"));
  CU_ASSERT_PTR_NULL(block_named(tree, "chart", "bridge"));
  CU_ASSERT_PTR_NULL(block_named(tree, "chart", "frontier"));
  CU_ASSERT_PTR_NULL(block_named(tree, "chart", "cash"));
  json_decref(tree);
  check_drawings(&made, "pictures-alone");
  unmake(&made);
}

/* Fewer years than are shown. */
static void five_years_are_five_years(void)
{
  made_t made = make_sample(5, 2, NULL);
  json_t *tree = tree_of(&made);
  CU_ASSERT_EQUAL(made.decision->n_years, 5);
  CU_ASSERT_EQUAL(
      json_array_size(json_object_get(block_named(tree, "chart", "years"), "categories")), 5);
  json_decref(tree);
  check_drawings(&made, "pictures-five");
  unmake(&made);
}

/* sl_sample_block: ASO pays 100 of fees and 150 of premiums, of which 0.. come back above 900; an
 * insurer takes 1,010. With P the plan paid and E what of it exceeds 900:
 *   1,010 - (1,010 - mean P) = mean P;  mean P + (150 - mean E) + 100 = the cost */
static void a_bridge_by_hand(void)
{
  made_t made = make_sample(700, 2, NULL);
  const sl_bridge_t *bridge = &made.decision->bridge;
  const double *retained = sl_results_cost_column(made.results, SL_COST_RETAINED_CLAIMS, 0);
  const double *paid = sl_results_cost_column(made.results, SL_COST_INSURED_CLAIMS, 1);
  double p = 0.0, e = 0.0;
  for (size_t t = 0; t < 700; t++) {
    p += paid[t] / 700.0;
    e += (paid[t] - retained[t]) / 700.0;
  }
  const double expected[] = {1010.0, p - 1010.0, p, 150.0 - e, 100.0, p + 250.0 - e};
  static const bool is_level[] = {true, false, true, false, false, true};
  CU_ASSERT_EQUAL_FATAL(bridge->n, 6);
  for (size_t i = 0; i < 6; i++) {
    SL_ASSERT_CLOSE(bridge->step[i].amount.value, expected[i], 1e-11);
    CU_ASSERT_EQUAL(bridge->step[i].is_level, is_level[i]);
  }
  CU_ASSERT_TRUE(bridge->step[1].is_less && !bridge->step[3].is_less);
  CU_ASSERT_STRING_EQUAL(bridge->step[1].source,
                         "insured_premium[1] + insured_lines_premium[1] - insured_claims[:,1]");
  unmake(&made);
}

/* As of an old file, which has no such variable: said is nothing rather than something wrong. */
static void a_part_that_is_not_known_makes_no_bridge(void)
{
  made_t made = make_sample(700, 2, NULL);
  sl_error_t error = {0};
  made.results->cost[SL_COST_CAPTIVE_CLAIMS][3] = (double)NAN;
  CU_ASSERT_EQUAL(sl_decision_bridge(made.decision, &error), SL_OK);
  CU_ASSERT_EQUAL(made.decision->bridge.n, 0);
  made.results->cost[SL_COST_CAPTIVE_CLAIMS][3] = 0.0;
  made.results->cost[SL_COST_FEES][3] += 700.0; /* the parts no longer come to the cost */
  CU_ASSERT_EQUAL(sl_decision_bridge(made.decision, &error), SL_OK);
  CU_ASSERT_EQUAL(made.decision->bridge.n, 0);
  unmake(&made);
}

/* More than a picture holds: the subject, the reference, and the cheapest of the rest. */
static void of_many_some_are_shown(void)
{
  size_t shown[SL_SHOWN_MOST];
  made_t made = make_sample(600, 12, NULL);
  const size_t n = sl_decision_shown(made.decision, SL_SHOWN_MOST, shown);
  CU_ASSERT_EQUAL(n, SL_SHOWN_MOST);
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_EQUAL(shown[i], i); /* insured ones cost a unit more from one to the next */
  }
  check_drawings(&made, "pictures-many");
  unmake(&made);
}

static void hostile_names_are_words(void)
{
  made_t made = make_sample(600, SOME, sl_hostile_names);
  check_drawings(&made, "pictures-hostile");
  unmake(&made);
}

SL_SUITE(pictures, "unit/pictures", {"every shipped scenario", every_shipped_scenario},
         {"a bridge from every kind to every other", a_bridge_from_every_kind_to_every_other},
         {"one arrangement alone", one_arrangement_alone},
         {"five years are five years", five_years_are_five_years},
         {"a bridge by hand", a_bridge_by_hand},
         {"a part that is not known makes no bridge", a_part_that_is_not_known_makes_no_bridge},
         {"of many some are shown", of_many_some_are_shown},
         {"hostile names are words", hostile_names_are_words});
