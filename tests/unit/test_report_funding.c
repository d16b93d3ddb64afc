/* The page's words and figures about contracts, funding and months; each shown only where there is
 * something to show. */
#include "sim/output/report/report.h"
#include "sim/output/text/format.h"
#include "sim/output/text/window_words.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PM "\xc2\xb1"

/* The report's words in one line, whatever the breaks. */
static char *flat_report_of(const sl_results_t *results)
{
  char *text = sl_sample_report(results);
  size_t n = 0;
  for (size_t i = 0; text[i] != '\0'; i++) {
    const char letter = (char)(text[i] == '\n' ? ' ' : text[i]);
    if (letter != ' ' || n == 0 || text[n - 1] != ' ') {
      text[n++] = letter;
    }
  }
  text[n] = '\0';
  return text;
}

static void assert_says(const char *text, const char *words)
{
  CU_ASSERT_PTR_NOT_NULL(strstr(text, words));
  if (strstr(text, words) == NULL) {
    printf("\n    the page does not say: %s\n", words);
  }
}

static sl_results_t *sample(size_t n_arrangements, size_t n_months)
{
  sl_run_facts_t *facts = sl_sample_facts(1000, n_arrangements);
  if (n_months > 0) {
    sl_sample_add_months(facts, n_months);
  }
  return sl_sample_results(facts);
}

static void fill(sl_results_t *results, sl_cost_variable_t variable, double value)
{
  for (size_t t = 0; t < results->facts->trials; t++) {
    results->cost[variable][t] = value; /* of arrangement 0 */
  }
}

static void windows_in_words(void)
{
  static const char *const cases[][2] = {
      {"12/12", "incurred and paid in the plan year"},
      {"12/13", "incurred in the plan year and paid by 1 month after it"},
      {"12/24", "incurred in the plan year and paid by 12 months after it"},
      {"15/12", "paid in the plan year and incurred in it or in the 3 months before"},
      {"13/12", "paid in the plan year and incurred in it or in the 1 month before"},
      {"paid", "paid in the plan year"},
      {"paid, incurred since 2025-07-01", "paid in the plan year and incurred since 2025-07-01"},
      {"incurred in the plan year", "incurred in the plan year, whenever paid"},
      {"incurred 2025-10-01 to 2026-12-31, paid 2026-01-01 to 2027-03-31",
       "incurred 2025-10-01 to 2026-12-31, paid 2026-01-01 to 2027-03-31"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char words[SL_WINDOW_WORDS];
    sl_window_words(cases[i][0], words);
    CU_ASSERT_STRING_EQUAL(words, cases[i][1]);
  }
}

static void an_ordinary_page_has_no_further_sections(void)
{
  static const char *const sections[] = {"Which claims",
                                         "Outside the contracts",
                                         "Funds, reserves",
                                         "After employee",
                                         "How the premium is built up",
                                         "Underwriter's exhibit",
                                         "Month by month",
                                         "(IBNR) at the year's end"};
  sl_results_t *results = sample(2, 0);
  strcpy(results->facts->arrangements[0].specific_contract, "incurred in the plan year");
  char *text = sl_sample_report(results);
  for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
    CU_ASSERT_PTR_NULL(strstr(text, sections[i]));
  }
  free(text);
  sl_results_free(results);
}

static void which_claims_each_arrangement_pays(void)
{
  sl_results_t *results = sample(2, 0);
  fill(results, SL_COST_GAP, 250.0);
  fill(results, SL_COST_RUN_OUT, 340.0);
  fill(results, SL_COST_REIMBURSEMENT_OTHER, 12.0);
  char *text = flat_report_of(results);
  assert_says(text, "Which claims does each arrangement pay?");
  assert_says(text, "counts the claims incurred in the plan year, whenever paid: each once");
  assert_says(text, "ASO: the employer pays them and recovers what its stop-loss covers. It bears "
                    "claims incurred since 2025-01-01. The specific covers claims incurred in the "
                    "plan year and paid by 3 months after it. The aggregate covers claims incurred "
                    "in the plan year, whenever paid.");
  assert_says(text, "Fully insured 1: the insurer pays them all");
  assert_says(text, "In no contract: the gap $250 $0");
  assert_says(text, "Paid on claims not counted $12 $0");
  assert_says(text, "Run-out after the year $340 $0");
  CU_ASSERT_PTR_NULL(strstr(text, "Owed if the plan stops"));
  CU_ASSERT_PTR_NULL(strstr(text, "US-"));
  free(text);
  free(results->facts->jurisdiction);
  results->facts->jurisdiction = strdup("US-TX");
  results->facts->accounting = SL_ACCOUNT_PAID;
  strcpy(results->facts->arrangements[0].specific_contract, "24/12");
  strcpy(results->facts->arrangements[0].aggregate_contract, "24/12");
  text = flat_report_of(results);
  assert_says(text, "counts the claims paid in the plan year, whenever incurred: each once");
  assert_says(text, "Specific and aggregate cover claims paid in the plan year and incurred in it "
                    "or in the 12 months before.");
  assert_says(text, ", US-TX. Amounts in USD.");
  free(text);
  sl_results_free(results);
}

static void funding_rows_hold_their_figures(void)
{
  sl_results_t *results = sample(1, 0);
  sl_price_t *price = &results->facts->arrangements[0].price;
  price->level_payment.value = 101.0;
  price->claims_fund.value = 102.0;
  price->pooling_charge.value = 103.0;
  price->captive_premium.value = 104.0;
  price->insured_lines_premium.value = 105.0;
  price->terminal_premium.value = 106.0;
  price->run_out_fee = 107.0;
  price->employee_contributions = 108.0;
  price->build_up = (sl_build_up_lines_t){.manual_claims = 109.0,
                                          .experience_claims = 110.0,
                                          .credibility = 0.7125,
                                          .expected_claims = 111.0,
                                          .pooling_charge = 112.0,
                                          .administration = 113.0,
                                          .commission = 114.0,
                                          .profit = 115.0,
                                          .tax = 116.0,
                                          .premium = 117.0};
  price->leveraged_trend = (sl_estimate_t){0.1234, 0.003};
  price->expected_claimants_half = (sl_estimate_t){3.456, 0.02};
  price->expected_claimants_full = (sl_estimate_t){1.5, 0.0};
  price->specific_loss_ratio = (sl_estimate_t){0.75, 0.004};
  price->aggregate_loss_ratio = (sl_estimate_t){0.4, 0.06};
  price->attachment_ratio = (sl_estimate_t){1.25, 0.0};
  fill(results, SL_COST_FUND_BALANCE, -118.0);
  fill(results, SL_COST_NET_COST, 119.0);
  static const char *const rows[] = {"Level payment a month $101",
                                     "Claims fund of the year $102",
                                     "Pooling charge $103",
                                     "Captive's premium $104",
                                     "Premium of insured lines $105",
                                     "Terminal liability premium $106",
                                     "Run-out fee if it stops $107",
                                     "Employees contribute $108",
                                     "Manual claims $109",
                                     "Experience claims $110",
                                     "Credibility of experience 71.2%",
                                     "Claims, weighted $111",
                                     "+ pooling charge $112",
                                     "+ administration $113",
                                     "+ commission $114",
                                     "+ profit $115",
                                     "+ tax $116",
                                     "= premium $117",
                                     "Left in the fund or reserve -$118",
                                     "Employer's net cost $119",
                                     "Claimants above half of the specific 3.46 " PM " 0.02",
                                     "Claimants above it 1.50",
                                     "Specific: loss ratio 75.0% " PM " 0.4",
                                     "Aggregate: loss ratio 40% " PM " 6",
                                     "Attachment, of expected 125.0%",
                                     "Leveraged trend, next year +12.3% " PM " 0.3"};
  char *text = flat_report_of(results);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_says(text, rows[i]);
  }
  free(text);
  sl_results_free(results);
}

static void what_is_not_there_is_a_dash(void)
{
  const sl_estimate_t none = {(double)NAN, (double)NAN};
  CU_ASSERT_STRING_EQUAL(sl_format_ratio(none).text, "-");
  CU_ASSERT_STRING_EQUAL(sl_format_growth(none).text, "-");
  CU_ASSERT_STRING_EQUAL(sl_format_persons(none).text, "-");
  CU_ASSERT_STRING_EQUAL(sl_format_persons((sl_estimate_t){0.0, 0.0}).text, "0");
  CU_ASSERT_STRING_EQUAL(sl_format_persons((sl_estimate_t){412.3, 4.0}).text, "412 " PM " 4");
  CU_ASSERT_STRING_EQUAL(sl_format_growth((sl_estimate_t){-0.05, 0.0}).text, "-5.0%");
}

/* Of the first arrangement since 2025, of the others since the plan year's first day. */
static void ibnr_by_the_day(void)
{
  sl_results_t *results = sample(3, 24);
  for (size_t a = 0; a < 3; a++) {
    const double mean = a == 0 ? 900.0 : 650.0;
    results->months->value[SL_MONTH_IBNR_MEAN][11 * 3 + a] = mean;
    results->months->value[SL_MONTH_IBNR_QUANTILE][(SL_QUANTILE_95 * 24 + 11) * 3 + a] = 2 * mean;
  }
  fill(results, SL_COST_EARLIER_CLAIMS, 55.0);
  char *text = flat_report_of(results);
  assert_says(text, "incurred since 2025-01-01 $900 $1,800 incurred since 2026-01-01 $650 $1,300");
  assert_says(text, "It bears claims incurred since 2025-01-01.");
  assert_says(text, "Paid on claims before its start $55 $0 $0");
  free(text);
  strcpy(results->facts->arrangements[0].since, "");
  text = flat_report_of(results);
  assert_says(text, "incurred at any time $900 $1,800");
  free(text);
  sl_results_free(results);
}

/* Twelve months of the plan year by name, the twelve after it in one row of their sum. */
static void months_and_what_comes_later(void)
{
  sl_results_t *results = sample(1, 24);
  sl_months_t *months = results->months;
  char *text = flat_report_of(results);
  assert_says(text, "Month by month, averages: ASO");
  CU_ASSERT_PTR_NULL(strstr(text, "Less than nothing"));
  free(text);
  for (size_t m = 0; m < 24; m++) {
    const double value = (double)m + 1.0;
    months->value[SL_MONTH_PAID_MEAN][m] = 100.0 + value;
    months->value[SL_MONTH_FIXED_MEAN][m] = 200.0 + value;
    months->value[SL_MONTH_REIMBURSED_MEAN][m] = 10.0;
    months->value[SL_MONTH_ADVANCED_MEAN][m] = 20.0 + value;
    months->value[SL_MONTH_NET_MEAN][m] = 300.0 + value;
    months->value[SL_MONTH_CUMULATIVE_MEAN][m] = 400.0 + value;
    months->value[SL_MONTH_CUMULATIVE_QUANTILE][SL_QUANTILE_95 * 24 + m] = 500.0 + value;
  }
  months->value[SL_MONTH_IBNR_MEAN][11] = 654.0;
  months->value[SL_MONTH_IBNR_QUANTILE][SL_QUANTILE_95 * 24 + 11] = 987.0;
  fill(results, SL_COST_PEAK_SHORTFALL, 77.0);
  text = flat_report_of(results);
  CU_ASSERT_PTR_NULL(strstr(text, "Less than nothing"));
  assert_says(text, " 2026-01 $101 $201 $31 $301 $401 $501 ");
  assert_says(text, " 2026-12 $112 $212 $42 $312 $412 $512 ");
  assert_says(text, " later $1,422 $2,622 $582 $3,822 $424 $524 ");
  CU_ASSERT_PTR_NULL(strstr(text, "2027-01"));
  assert_says(text, "Short at worst, average year $77");
  assert_says(text, "working capital for 90 years in 100");
  assert_says(text, "incurred since 2025-01-01 $654 $987");
  free(text);
  months->value[SL_MONTH_REIMBURSED_MEAN][4] = -1000.0;
  text = flat_report_of(results);
  assert_says(text, "Less than nothing received: advances repaid");
  free(text);
  sl_results_free(results);
}

static void level_months_take_one_row(void)
{
  sl_results_t *results = sample(1, 24);
  for (size_t m = 0; m < 24; m++) {
    results->months->value[SL_MONTH_PAID_MEAN][m] = 0.0;
    results->months->value[SL_MONTH_NET_MEAN][m] = m < 12 ? 1250.5 : 0.0;
    results->months->value[SL_MONTH_FIXED_MEAN][m] = m < 12 ? 1250.5 : 0.0;
  }
  char *text = flat_report_of(results);
  assert_says(text, "A fixed amount a month, by the number of employees least most");
  assert_says(text, "ASO $1,250.50 $1,250.50");
  CU_ASSERT_PTR_NULL(strstr(text, "2026-02"));
  free(text);
  results->months->value[SL_MONTH_NET_MEAN][3] = 1100.0;
  results->months->value[SL_MONTH_FIXED_MEAN][3] = 1100.0;
  text = flat_report_of(results);
  assert_says(text, "ASO $1,100.00 $1,250.50");
  free(text);
  sl_results_free(results);
}

static void json_tells_contracts_and_months(void)
{
  sl_results_t *results = sample(2, 24);
  sl_summary_t *summary = NULL;
  char *text = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_report_json(results, summary, &text, NULL), SL_OK);
  json_t *report = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(report);
  const json_t *list = json_object_get(report, "arrangements");
  const json_t *aso = json_array_get(list, 0), *insured = json_array_get(list, 1);
  const json_t *month = json_array_get(json_object_get(aso, "months"), 13);
  const json_t *cash_flow = json_object_get(report, "cash_flow");
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(report, "start")), "2026-01-01");
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(report, "accounting")), "incurred");
  const json_t *contracts = json_object_get(aso, "contracts");
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(contracts, "specific")), "12/15");
  CU_ASSERT_TRUE(json_is_null(json_object_get(json_object_get(insured, "contracts"), "aggregate")));
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(month, "month")), 14);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(month, "start")), "2027-02-01");
  CU_ASSERT_EQUAL(json_real_value(json_object_get(month, "month_net_mean")),
                  sl_months_at(results->months, SL_MONTH_NET_MEAN, 0, 13, 0));
  CU_ASSERT_EQUAL(
      json_real_value(json_array_get(json_object_get(month, "month_cumulative_quantile"), 8)),
      sl_months_at(results->months, SL_MONTH_CUMULATIVE_QUANTILE, 8, 13, 0));
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(contracts, "since")), "2025-01-01");
  CU_ASSERT_EQUAL(json_real_value(json_object_get(month, "ibnr_mean")),
                  sl_months_at(results->months, SL_MONTH_IBNR_MEAN, 0, 13, 0));
  CU_ASSERT_EQUAL(json_real_value(json_object_get(cash_flow, "working_capital_level")), 0.9);
  json_decref(report);
  free(text);
  sl_summary_free(summary);
  sl_results_free(results);
}

SL_SUITE(report_funding, "unit/report_funding", {"windows in words", windows_in_words},
         {"an ordinary page stays short", an_ordinary_page_has_no_further_sections},
         {"which claims each arrangement pays", which_claims_each_arrangement_pays},
         {"funding rows hold their figures", funding_rows_hold_their_figures},
         {"what is not there is a dash", what_is_not_there_is_a_dash},
         {"IBNR by the day from which claims are borne", ibnr_by_the_day},
         {"months, and what comes later", months_and_what_comes_later},
         {"level months take one row", level_months_take_one_row},
         {"JSON tells contracts and months", json_tells_contracts_and_months});
