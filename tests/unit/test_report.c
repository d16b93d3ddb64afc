#include "sim/output/text/format.h"
#include "sim/output/text/layout.h"
#include "sim/output/report/report.h"
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
  CU_ASSERT_STRING_EQUAL(sl_format_years(estimate(0.834, 0.003), 20000).text,
                         "83 of 100 years (" PM " 0.3)");
  CU_ASSERT_STRING_EQUAL(sl_format_years(estimate(0.052, 0.0016), 20000).text,
                         "5.2 of 100 years (" PM " 0.2)");
  CU_ASSERT_STRING_EQUAL(sl_format_years(estimate(0.0006, 0.000173), 20000).text,
                         "12 of the 20,000 years (" PM " 3)");
  CU_ASSERT_STRING_EQUAL(sl_format_years(estimate(0.0, 0.0), 500).text,
                         "none of the 500 simulated years");
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

/* text without blanks and line ends: what is left however it was wrapped. */
static void squeeze(char *text)
{
  char *to = text;
  for (const char *from = text; *from != '\0'; from++) {
    *to = *from;
    to += *from != ' ' && *from != '\n';
  }
  *to = '\0';
}

static void check_page(const sl_results_t *results, const sl_paper_t *paper)
{
  char *text = sl_sample_page_on(results, paper), *copy = strdup(text), *rest = copy;
  CU_ASSERT_TRUE(strlen(text) > 1000);
  for (char *line = strtok_r(rest, "\n", &rest); line != NULL; line = strtok_r(rest, "\n", &rest)) {
    if (sl_text_width(line) > paper->width) {
      printf("\n    %zu columns on %zu: %s", sl_text_width(line), paper->width, line);
    }
    CU_ASSERT_TRUE(sl_text_width(line) <= paper->width);
  }
  for (const char *c = text; *c != '\0'; c++) {
    CU_ASSERT_FATAL((unsigned char)*c < 0x80 || !paper->ascii);
  }
  squeeze(text);
  for (size_t a = 0; a < results->facts->n_arrangements && !paper->ascii; a++) {
    char *name = strdup(results->facts->arrangements[a].name);
    squeeze(name);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, name)); /* whole in some sentence */
    free(name);
  }
  free(copy);
  free(text);
}

/* One to seven arrangements, the largest amounts: on any width every line fits and every name is
 * there to its end. */
static void the_page_fits_the_terminal(void)
{
  static const size_t widths[] = {60, 66, 80, 97, 120, 160};
  for (size_t n = 1; n <= 7; n++) {
    sl_results_t *results = hostile_results(n);
    for (size_t i = 0; i < 700 * n && n == 3; i++) {
      results->cost[SL_COST_COST][i] *= 123456789.0;
      results->cost[SL_COST_DEFICIT][i] *= 123456789.0;
    }
    for (size_t i = 0; i < sl_months_size(results->months, SL_MONTH_PAID_MEAN); i++) {
      results->months->value[SL_MONTH_PAID_MEAN][i] *= n == 3 ? -123456789.0 : 1.0;
    }
    for (size_t w = 0; w < 2 * sizeof widths / sizeof widths[0]; w++) {
      check_page(results, &(sl_paper_t){.width = widths[w / 2], .ascii = w % 2 == 1});
    }
    sl_results_free(results);
  }
}

static void assert_says(const char *text, const char *words)
{
  CU_ASSERT_PTR_NOT_NULL(strstr(text, words));
  if (strstr(text, words) == NULL) {
    printf("\n    the page does not say: %s\n", words);
  }
}

static void the_page_answers_the_brokers_questions(void)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(20000, 2));
  char *text = sl_sample_page(results);
  assert_says(text, "10 employees, 20 members, 12 months. 20,000 simulated years");
  assert_says(text, "Is ASO likely to cost less than Fully insured 1?");
  assert_says(text, "How bad can a year be?");
  assert_says(text, "Fully insured 1: always $1,010.");
  assert_says(text, "set no upper limit");
  assert_says(text, "How likely is a deficit?");
  assert_says(text, "How much reserve");
  assert_says(text, "What would the stop-loss pay?");
  assert_says(text, "persons above $900");
  assert_says(text, "all of 20,000"); /* the insured premium is above its budget */
  CU_ASSERT_PTR_NULL(strstr(text, "infinite variance"));
  CU_ASSERT_PTR_NULL(strstr(text, "So few simulated years"));
  free(text);
  results->facts->infinite_variance = 1;
  text = sl_sample_page(results);
  assert_says(text, "infinite variance");
  free(text);
  sl_results_free(results);
}

/* The row of the table that begins with label ends with the figure of arrangement 0. */
static void assert_row(const char *text, const char *label, sl_estimate_t amount)
{
  char start[64], row[160] = "";
  snprintf(start, sizeof start, "\n  %s  ", label);
  const char *found = strstr(text, start);
  CU_ASSERT_PTR_NOT_NULL_FATAL(found);
  memcpy(row, found + 1, strcspn(found + 1, "\n"));
  const sl_figure_t figure = sl_format_amount("$", amount);
  const size_t length = strlen(row), width = strlen(figure.text);
  CU_ASSERT_FATAL(length > width);
  CU_ASSERT_STRING_EQUAL(row + length - width, figure.text);
  CU_ASSERT_EQUAL(row[length - width - 1], ' ');
}

static void every_row_holds_its_figure(void)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(20000, 1));
  sl_summary_t *summary = NULL;
  /* No two quantiles of the cost alike. */
  memcpy(results->cost[SL_COST_COST], results->trial[SL_TRIAL_ALLOWED], 20000 * sizeof(double));
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  const sl_arrangement_summary_t *s = &summary->arrangements[0];
  const sl_price_t *price = &results->facts->arrangements[0].price;
  char *text = sl_sample_page(results);
  assert_row(text, "Expected", s->expected_cost);
  assert_row(text, "per employee per month", s->expected_pepm);
  assert_row(text, "5 years in 100 stay below", s->quantile[1]);
  assert_row(text, "25 years in 100", s->quantile[2]);
  assert_row(text, "50 (the middling year)", s->quantile[3]);
  assert_row(text, "75 years in 100", s->quantile[4]);
  assert_row(text, "95 (bad: 1 year in 20)", s->quantile[6]);
  assert_row(text, "99 (worse: 1 year in 100)", s->quantile[7]);
  assert_row(text, "Average of the worst 1%", s->tail_mean99);
  assert_row(text, "Maximum inside contracts", s->maximum_cost);
  assert_row(text, "Budget", price->budget);
  assert_row(text, "Its size when it happens", s->expected_deficit_given);
  assert_row(text, "Expected, all years counted", s->expected_deficit);
  assert_row(text, "Reserve for 95 years in 100", s->reserve95);
  assert_row(text, "Reserve for 99 years in 100", s->reserve99);
  assert_row(text, "Claims the employer keeps", s->component[SL_COST_RETAINED_CLAIMS]);
  assert_row(text, "Fees less rebates", s->component[SL_COST_FEES]);
  assert_row(
      text, "Premiums",
      estimate(s->component[SL_COST_PREMIUMS].value, price->specific_premium.standard_error));
  assert_row(text, "Specific deductible", estimate(900.0, 0.0));
  assert_row(text, "Paid by the specific", s->component[SL_COST_SPECIFIC_REIMBURSEMENT]);
  assert_row(text, "Aggregate attachment point", price->attachment);
  free(text);
  sl_summary_free(summary);
  sl_results_free(results);
}

/* The shares of a verdict: trials 0 .. 99, the baseline cheaper in `cheaper` of them. */
static char *verdict_page(size_t cheaper, double saving, double loss)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(100, 2));
  for (size_t t = 0; t < 100; t++) {
    results->cost[SL_COST_COST][t] = 1010.0 + (t < cheaper ? -saving : loss);
  }
  char *text = sl_sample_page(results);
  sl_results_free(results);
  return text;
}

static void verdicts_follow_the_shares(void)
{
  static const struct {
    size_t cheaper;
    double saving, loss;
    const char *says;
  } cases[] = {
      {100, 100.0, 0.0, "Almost certainly: in all of the 100 simulated years."},
      {83, 100.0, 100.0, "Yes: in 83 of 100 years"},
      {83, 10.0, 1000.0, "Yet on average it costs"},
      {50, 100.0, 100.0, "About even: in 50 of 100 years"},
      {17, 100.0, 100.0, "No: only in 17 of 100 years"},
      {17, 1000.0, 10.0, "Yet on average it saves"},
      {2, 100.0, 100.0, "Hardly ever: in 2.0 of 100 years"},
      {0, 100.0, 0.0, "Neither: both cost the same in every simulated year."},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char *text = verdict_page(cases[i].cheaper, cases[i].saving, cases[i].loss);
    assert_says(text, cases[i].says);
    assert_says(text, "So few simulated years");
    free(text);
  }
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
         {"the page fits the terminal and cuts no name", the_page_fits_the_terminal},
         {"the broker's questions", the_page_answers_the_brokers_questions},
         {"every row holds its figure", every_row_holds_its_figure},
         {"verdicts follow the shares", verdicts_follow_the_shares},
         {"JSON holds the same, unrounded", json_holds_the_same_unrounded},
         {"a small seed is a number", a_small_seed_is_a_number});
