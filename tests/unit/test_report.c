#include "sim/output/report/report.h"
#include "sim/output/text/format.h"
#include "sim/output/text/layout.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PM "\xc2\xb1"

static sl_estimate_t estimate(double value, double standard_error)
{
  return (sl_estimate_t){value, standard_error};
}

static void amounts_carry_their_errors(void)
{
  /* at a cap: the order statistics differ by rounding alone */
  CU_ASSERT_STRING_EQUAL(sl_format_amount("$", estimate(2943113.0, 2e-10)).text, "$2,943,113");
  CU_ASSERT_STRING_EQUAL(sl_format_amount("$", estimate(2314200.0, 3140.0)).text,
                         "$2.314M " PM " 3.1k");
  CU_ASSERT_STRING_EQUAL(sl_format_amount("$", estimate(212437.2, 12600.0)).text,
                         "$212,437 " PM " 13k");
  CU_ASSERT_STRING_EQUAL(sl_format_amount("$", estimate(1375.256, 0.91)).text,
                         "$1,375.26 " PM " 0.91");
  CU_ASSERT_STRING_EQUAL(sl_format_amount("$", estimate(1375.256, 2.4)).text, "$1,375 " PM " 2");
  CU_ASSERT_STRING_EQUAL(sl_format_amount("$", estimate(-47812.4, 310.0)).text,
                         "-$47,812 " PM " 310");
  CU_ASSERT_STRING_EQUAL(sl_format_amount("CHF ", estimate(12.5e6, 1e5)).text,
                         "CHF 12.50M " PM " 100k");
  CU_ASSERT_STRING_EQUAL(sl_format_amount("$", estimate(3.2e9, 2e6)).text, "$3.200B " PM " 2.0M");
  CU_ASSERT_STRING_EQUAL(sl_format_amount("$", estimate(5.0, (double)NAN)).text, "$5 " PM " ?");
}

static void exact_amounts_show_every_unit(void)
{
  CU_ASSERT_STRING_EQUAL(sl_format_amount("$", estimate(2523960.0, 0.0)).text, "$2,523,960");
  CU_ASSERT_STRING_EQUAL(sl_format_exact("$", 1502.357).text, "$1,502.36");
  CU_ASSERT_STRING_EQUAL(sl_format_exact("$", 999.0).text, "$999");
  CU_ASSERT_STRING_EQUAL(sl_format_exact("$", 0.0).text, "$0");
  CU_ASSERT_STRING_EQUAL(sl_format_exact("$", -0.001).text, "$0");
  CU_ASSERT_STRING_EQUAL(sl_format_exact("$", -1234567.0).text, "-$1,234,567");
  CU_ASSERT_STRING_EQUAL(sl_format_exact("$", (double)INFINITY).text, "not bounded");
  CU_ASSERT_STRING_EQUAL(sl_format_exact("$", (double)NAN).text, "-");
}

static void running_text_rounds(void)
{
  CU_ASSERT_STRING_EQUAL(sl_format_round("$", 212437.0).text, "$212,000");
  CU_ASSERT_STRING_EQUAL(sl_format_round("$", 999499.0).text, "$999,000");
  CU_ASSERT_STRING_EQUAL(sl_format_round("$", 999600.0).text, "$1.00M");
  CU_ASSERT_STRING_EQUAL(sl_format_round("$", 2.7149e6).text, "$2.71M");
  CU_ASSERT_STRING_EQUAL(sl_format_round("$", 85249.0).text, "$85,200");
  CU_ASSERT_STRING_EQUAL(sl_format_round("$", 1371.0).text, "$1,370");
  CU_ASSERT_STRING_EQUAL(sl_format_round("$", 38.4).text, "$38");
  CU_ASSERT_STRING_EQUAL(sl_format_error(999.6).text, "1.0k");
  CU_ASSERT_STRING_EQUAL(sl_format_error(9960.0).text, "10k");
  CU_ASSERT_STRING_EQUAL(sl_format_error(999600.0).text, "1.0M");
}

static void currencies_have_symbols_or_their_code(void)
{
  CU_ASSERT_STRING_EQUAL(sl_currency_symbol("USD").text, "$");
  CU_ASSERT_STRING_EQUAL(sl_currency_symbol("EUR").text, "\xe2\x82\xac");
  CU_ASSERT_STRING_EQUAL(sl_currency_symbol("CHF").text, "CHF ");
}

static void shares_say_what_was_seen(void)
{
  CU_ASSERT_STRING_EQUAL(sl_format_share(estimate(0.3117, 0.0033), 20000).text, "31.2% " PM " 0.3");
  CU_ASSERT_STRING_EQUAL(sl_format_share(estimate(0.0006, 0.00017), 20000).text,
                         "0.06% " PM " 0.02");
  CU_ASSERT_STRING_EQUAL(sl_format_share(estimate(0.0, 0.0), 20000).text, "none of 20,000");
  CU_ASSERT_STRING_EQUAL(sl_format_share(estimate(1.0, 0.0), 20000).text, "all of 20,000");
}

/* Widths of a terminal, not of bytes. */
static void widths_count_columns(void)
{
  CU_ASSERT_EQUAL(sl_text_width("ASO"), 3);
  CU_ASSERT_EQUAL(sl_text_width("caf\xc3\xa9"), 4);
  CU_ASSERT_EQUAL(sl_text_width("cafe\xcc\x81"), 4);             /* combining acute */
  CU_ASSERT_EQUAL(sl_text_width("\xe4\xbf\x9d\xe9\x99\xba"), 4); /* two wide characters */
}

static sl_results_t *hostile_results(size_t n_arrangements)
{
  static const char *const names[] = {
      "ASO `touch x` $(id) 'single' \"double\" <script> {/=40 x}", "保険会社保険会社",
      "averyveryveryveryveryveryveryveryveryveryveryveryverylongwordwithoutanyspaceatall"};
  sl_run_facts_t *facts = sl_sample_facts(700, n_arrangements);
  sl_sample_add_months(facts, n_arrangements % 2 == 1 ? 24 : 12);
  for (size_t a = 0; a < n_arrangements; a++) {
    free(facts->arrangements[a].name);
    facts->arrangements[a].name = strdup(names[a % 3]);
  }
  return sl_sample_results(facts);
}

static double figure(const json_t *object, const char *key, const char *part)
{
  return json_real_value(json_object_get(json_object_get(object, key), part));
}

static void json_holds_the_same_unrounded(void)
{
  sl_results_t *results = hostile_results(2);
  sl_summary_t *summary = NULL;
  char *text = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_report_json(results, summary, &text, NULL), SL_OK);
  json_t *report = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(report);
  const json_t *list = json_object_get(report, "arrangements");
  const json_t *aso = json_array_get(list, 0), *insured = json_array_get(list, 1);
  const sl_arrangement_summary_t *s = &summary->arrangements[0];
  CU_ASSERT_EQUAL(json_array_size(list), 2);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(aso, "name")),
                         results->facts->arrangements[0].name);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(report, "seed")),
                         "18364758544493064720");
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(report, "trials")), 700);
  CU_ASSERT_EQUAL(figure(aso, "expected_cost", "value"), s->expected_cost.value);
  CU_ASSERT_EQUAL(figure(aso, "expected_cost", "standard_error"), s->expected_cost.standard_error);
  CU_ASSERT_EQUAL(figure(aso, "reserve_99", "value"), s->reserve99.value);
  CU_ASSERT_EQUAL(figure(json_object_get(aso, "mean"), "fees", "value"), 100.0);
  CU_ASSERT_TRUE(json_is_null(json_object_get(aso, "maximum_cost")));
  CU_ASSERT_TRUE(json_is_false(json_object_get(aso, "maximum_cost_bounded")));
  CU_ASSERT_TRUE(json_is_null(json_object_get(aso, "against_baseline")));
  CU_ASSERT_TRUE(json_is_true(json_object_get(insured, "maximum_cost_bounded")));
  CU_ASSERT_EQUAL(figure(json_object_get(insured, "against_baseline"), "baseline_saves", "value"),
                  summary->arrangements[1].baseline_saving.value);
  CU_ASSERT_EQUAL(json_array_size(json_object_get(insured, "quantiles")), SL_N_QUANTILES);
  json_decref(report);
  free(text);
  sl_summary_free(summary);
  sl_results_free(results);
}

static void a_small_seed_is_a_number(void)
{
  sl_results_t *results = hostile_results(1);
  sl_summary_t *summary = NULL;
  char *text = NULL;
  results->facts->seed = 7;
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_report_json(results, summary, &text, NULL), SL_OK);
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"seed\": 7,"));
  free(text);
  sl_summary_free(summary);
  sl_results_free(results);
}

SL_SUITE(report, "unit/report", {"amounts carry their errors", amounts_carry_their_errors},
         {"exact amounts show every unit", exact_amounts_show_every_unit},
         {"running text rounds", running_text_rounds},
         {"currencies", currencies_have_symbols_or_their_code},
         {"shares say what was seen", shares_say_what_was_seen},
         {"widths count columns", widths_count_columns},
         {"JSON holds the same, unrounded", json_holds_the_same_unrounded},
         {"a small seed is a number", a_small_seed_is_a_number});
