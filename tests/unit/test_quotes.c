/* Files of quotes, read: four cases with what a second program computed of them, and files made as
 * brokers do, each beside what it says, looked over line by line (NAME.read.txt). */
#include "sim/input/foreign/quotes/quotes.h"
#include "sim/input/foreign/sheet/delimited.h"
#include "sim/input/foreign/sheet/open.h"
#include "sim/input/read/utf8.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/quotes_text.h"

#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MADE 19 /* files with a .read.txt */

/* NULL where the file cannot be read. */
static sl_quotes_t *read_file(const char *name)
{
  char path[SL_PATH_MAX];
  sl_sheet_t sheet;
  sl_faults_t faults;
  sl_error_t error = {0};
  sl_quotes_t *quotes = NULL;
  sl_source_path(path, "tests/cli/quotes/%s", name);
  sl_faults_init(&faults);
  if (sl_sheet_open(path, &sheet, &faults) == SL_OK) {
    sl_quotes_read(&sheet, &quotes, &error);
  }
  if (quotes == NULL) {
    printf("\n    %s: %s\n", name, faults.n > 0 ? faults.list[0].text : error.text);
  }
  sl_sheet_free(&sheet);
  sl_faults_free(&faults);
  return quotes;
}

static json_t *load_json(const char *name)
{
  char path[SL_PATH_MAX];
  json_error_t error;
  sl_source_path(path, "tests/cli/quotes/%s.expected.json", name);
  json_t *root = json_load_file(path, 0, &error);
  CU_ASSERT_PTR_NOT_NULL_FATAL(root);
  return root;
}

static void expect_number(const char *what, double have, double want)
{
  const bool same = fabs(have - want) < 1e-9 * fmax(1, fabs(want));
  CU_ASSERT_TRUE(same);
  if (!same) {
    printf("\n    %s is %.10g, expected %.10g\n", what, have, want);
  }
}

/* An amount, or none where the case has null or nothing; `none` is the 0 of a stated absence. */
static void expect_amount(const char *what, const sl_quote_amount_t *have, const json_t *want)
{
  if (json_is_number(want) && json_number_value(want) != 0) {
    CU_ASSERT_TRUE(have->known);
    CU_ASSERT_TRUE(have->cell.row > 0 && have->cell.column > 0);
    expect_number(what, have->value, json_number_value(want));
  } else if (want == NULL || json_is_null(want) || json_is_number(want)) {
    CU_ASSERT_FALSE(have->known);
  }
}

/* A price by tier, or a composite where the case has one number. */
static void expect_price(const char *what, const sl_quotes_t *quotes, const sl_quote_price_t *have,
                         const json_t *want)
{
  expect_amount(what, &have->composite, json_is_number(want) ? want : NULL);
  size_t stated = 0;
  for (size_t t = 0; t < quotes->n_tiers; t++) {
    const json_t *tier = json_object_get(want, sl_quote_tier_names[quotes->tiers[t].name]);
    expect_amount(what, &have->tier[t], tier);
    stated += tier != NULL ? 1 : 0;
  }
  CU_ASSERT_EQUAL(stated, json_is_object(want) ? json_object_size(want) : 0);
}

static void expect_contract(const sl_quote_contract_t *have, const json_t *want)
{
  const json_t *text = json_object_get(want, "contract");
  if (text != NULL) {
    CU_ASSERT_PTR_NOT_NULL_FATAL(have->text);
    CU_ASSERT_STRING_EQUAL(have->text, json_string_value(text));
  }
}

static void expect_specific(const sl_quotes_t *quotes, const sl_quote_specific_t *have,
                            const json_t *want)
{
  CU_ASSERT_EQUAL(have->has, json_is_object(want));
  expect_contract(&have->contract, want);
  expect_amount("deductible", &have->deductible, json_object_get(want, "deductible"));
  expect_amount("aggregating", &have->aggregating_deductible,
                json_object_get(want, "aggregating_deductible"));
  expect_price("specific rate", quotes, &have->rates, json_object_get(want, "rates"));
  const json_t *lasers = json_object_get(want, "lasers");
  CU_ASSERT_EQUAL_FATAL(have->n_lasers, json_array_size(lasers));
  for (size_t i = 0; i < have->n_lasers; i++) {
    const json_t *laser = json_array_get(lasers, i);
    CU_ASSERT_STRING_EQUAL(have->lasers[i].who, json_string_value(json_object_get(laser, "who")));
    expect_number("laser", have->lasers[i].deductible,
                  json_number_value(json_object_get(laser, "deductible")));
  }
}

static void expect_aggregate(const sl_quotes_t *quotes, const sl_quote_aggregate_t *have,
                             const json_t *want)
{
  CU_ASSERT_EQUAL(have->has, json_is_object(want));
  expect_contract(&have->contract, want);
  expect_amount("corridor", &have->corridor, json_object_get(want, "corridor"));
  expect_amount("minimum", &have->minimum, json_object_get(want, "minimum_attachment"));
  expect_price("factor", quotes, &have->factors, json_object_get(want, "factors"));
}

static void expect_fees(const sl_quote_t *have, const json_t *want)
{
  const char *key;
  json_t *amount;
  json_t *fees = json_object_get(want, "fees_pepm");
  size_t n = 0;
  json_object_foreach(fees, key, amount)
  {
    for (size_t i = 0; i < have->n_fees; i++) {
      if (strcmp(have->fees[i].key, key) == 0) {
        expect_number(key, have->fees[i].amount.value, json_number_value(amount));
        CU_ASSERT_EQUAL(have->fees[i].per, SL_QUOTE_PER_EMPLOYEE_MONTH);
        n++;
      }
    }
  }
  if (fees != NULL) {
    CU_ASSERT_EQUAL(n, json_object_size(fees));
    CU_ASSERT_EQUAL(n, have->n_fees);
  }
}

/* A total that the file states is the case's, but for the two that it reports as wrong. */
static void expect_totals(const sl_quote_t *have, const json_t *want)
{
  const json_t *annual = json_object_get(want, "annual");
  for (size_t i = 0; i < have->n_totals; i++) {
    const char *name = sl_quote_total_names[have->totals[i].kind];
    const json_t *figure = json_object_get(annual, name);
    const bool wrong = strcmp(have->name, "$100K") == 0 && strcmp(name, "maximum_cost") == 0;
    if (json_is_number(figure) && !wrong) {
      CU_ASSERT_EQUAL(have->totals[i].per, SL_QUOTE_PER_YEAR);
      CU_ASSERT_TRUE(fabs(have->totals[i].amount.value - json_number_value(figure)) < 0.005);
    }
  }
}

static void expect_option(const sl_quotes_t *quotes, const sl_quote_t *have, const json_t *want)
{
  const json_t *parts = json_object_get(want, "components_monthly");
  CU_ASSERT_STRING_EQUAL(have->name, json_string_value(json_object_get(want, "column")));
  CU_ASSERT_PTR_NOT_NULL_FATAL(have->carrier.text);
  CU_ASSERT_STRING_EQUAL(have->carrier.text, json_string_value(json_object_get(want, "carrier")));
  CU_ASSERT_STRING_EQUAL(sl_quote_kind_names[have->kind],
                         json_string_value(json_object_get(want, "kind")));
  expect_specific(quotes, &have->specific, json_object_get(want, "specific"));
  expect_aggregate(quotes, &have->aggregate, json_object_get(want, "aggregate"));
  if (parts == NULL) {
    expect_price("rate", quotes, &have->rates, json_object_get(want, "rates"));
  }
  expect_price("administration", quotes, &have->level.administration,
               json_object_get(parts, "administration"));
  expect_price("stop loss", quotes, &have->level.stop_loss, json_object_get(parts, "stop_loss"));
  expect_price("fund", quotes, &have->level.claims_fund, json_object_get(parts, "claims_fund"));
  expect_price("abroad", quotes, &have->out_of_country, json_object_get(want, "out_of_country"));
  expect_fees(have, want);
  expect_totals(have, want);
}

static void expect_head(const sl_quotes_t *quotes, const json_t *want)
{
  char date[16];
  const json_t *format = json_object_get(want, "format");
  CU_ASSERT_TRUE(quotes->has_effective);
  snprintf(date, sizeof date, "%04d-%02d-%02d", quotes->effective.year, quotes->effective.month,
           quotes->effective.day);
  CU_ASSERT_STRING_EQUAL(date, json_string_value(json_object_get(want, "effective_date")));
  CU_ASSERT_EQUAL(quotes->header_row, json_integer_value(json_object_get(format, "header_row")));
  const json_t *first = json_array_get(json_object_get(want, "options"), 0);
  const json_t *enrolment = json_object_get(first, "enrolment");
  CU_ASSERT_EQUAL(json_object_size(enrolment), quotes->n_tiers);
  for (size_t t = 0; t < quotes->n_tiers; t++) {
    expect_amount("enrolment", &quotes->tiers[t].enrolment,
                  json_object_get(enrolment, sl_quote_tier_names[quotes->tiers[t].name]));
  }
}

/* The case's questions, all of them and no other. */
static void expect_questions(const char *name, const sl_quotes_t *quotes, const json_t *want)
{
  size_t i, n = 0;
  json_t *question;
  json_array_foreach(json_object_get(want, "ask_or_state"), i, question)
  {
    const char *id = json_string_value(json_object_get(question, "id"));
    for (size_t k = 0; k < quotes->n_questions; k++) {
      n += strcmp(quotes->questions[k].id, id) == 0 ? 1 : 0;
    }
  }
  CU_ASSERT_EQUAL(n, quotes->n_questions);
  CU_ASSERT_EQUAL(n, i);
  if (n != quotes->n_questions || n != i) {
    printf("\n    %s: %zu questions, %zu of the case's %zu\n", name, quotes->n_questions, n, i);
  }
}

static void cases_are_read_as_computed_elsewhere(void)
{
  static const char *const names[][2] = {{"q1-stop-loss-comparison", "xlsx"},
                                         {"q2-insured-and-level-funded", "csv"},
                                         {"q3-deductible-matrix", "csv"},
                                         {"q4-canada-aso", "xlsx"}};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char file[128];
    snprintf(file, sizeof file, "%s.%s", names[i][0], names[i][1]);
    sl_quotes_t *quotes = read_file(file);
    json_t *want = load_json(names[i][0]);
    const json_t *options = json_object_get(want, "options");
    CU_ASSERT_PTR_NOT_NULL_FATAL(quotes);
    CU_ASSERT_EQUAL_FATAL(quotes->n_options, json_array_size(options));
    CU_ASSERT_EQUAL(quotes->n_unplaced, 0);
    expect_head(quotes, want);
    expect_questions(file, quotes, want);
    for (size_t k = 0; k < quotes->n_options; k++) {
      expect_option(quotes, &quotes->options[k], json_array_get(options, k));
    }
    sl_quotes_free(quotes);
    json_decref(want);
  }
}

/* What expected.json says in words: shares, taxes, status, rebates, commission. */
static void cases_say_what_no_table_holds(void)
{
  sl_quotes_t *q1 = read_file("q1-stop-loss-comparison.xlsx");
  sl_quotes_t *q2 = read_file("q2-insured-and-level-funded.csv");
  sl_quotes_t *q3 = read_file("q3-deductible-matrix.csv");
  sl_quotes_t *q4 = read_file("q4-canada-aso.xlsx");
  CU_ASSERT_FATAL(q1 != NULL && q2 != NULL && q3 != NULL && q4 != NULL);
  CU_ASSERT_EQUAL(q1->options[0].role, SL_QUOTE_CURRENT);
  CU_ASSERT_EQUAL(q1->options[1].role, SL_QUOTE_RENEWAL);
  CU_ASSERT_EQUAL(q1->options[2].status, SL_QUOTE_STATUS_UNSAID);
  CU_ASSERT_EQUAL(q1->options[3].status, SL_QUOTE_CONTINGENT);
  CU_ASSERT_EQUAL(q1->options[4].status, SL_QUOTE_CONTINGENT);
  expect_number("rebates", q1->options[1].rebates.amount.value, 38.5);
  CU_ASSERT_STRING_EQUAL(q1->options[4].administrator.text, "Trailhead TPA");
  CU_ASSERT_STRING_EQUAL(q1->sheet, "Comparison");
  expect_number("change", q2->options[1].change.value, 0.148);
  expect_number("refund", q2->options[3].level.refund_share.value, 0.5);
  expect_number("expected", q2->options[3].level.expected_share.value, 0.86);
  expect_number("of the fund", q2->options[3].aggregate.share_of_fund.value, 1);
  expect_number("flat premium", q3->options[2].aggregate.premium.yearly.value, 12400);
  expect_number("stated maximum", q3->options[2].totals[1].amount.value, 1502774.8);
  CU_ASSERT_EQUAL(q3->options[2].totals[1].amount.cell.row, 21);
  CU_ASSERT_EQUAL(q3->options[2].totals[1].amount.cell.column, 4);
  expect_number("relativity", q3->tiers[0].relativity.value, 1);
  expect_number("relativity", q3->tiers[1].relativity.value, 2.1);
  expect_number("relativity", q3->tiers[3].relativity.value, 2.95);
  expect_number("commission", q3->options[0].commission.amount.value, 0.12);
  CU_ASSERT_EQUAL(q3->options[0].commission.added, SL_QUOTE_INCLUDED);
  CU_ASSERT_STRING_EQUAL(q3->options[0].mgu.text, "Summitline Underwriters");
  CU_ASSERT_FALSE(q3->options[0].rebates.amount.known);
  CU_ASSERT_TRUE(q3->options[0].specific.no_lasers);
  CU_ASSERT_STRING_EQUAL(q4->currency, "CAD");
  CU_ASSERT_EQUAL(q4->options[2].taxes[1].on, SL_QUOTE_ON_CLAIMS | SL_QUOTE_ON_ADMINISTRATION |
                                                  SL_QUOTE_ON_STOP_LOSS |
                                                  SL_QUOTE_ON_OUT_OF_COUNTRY);
  expect_number("expense", q4->options[3].fees[0].amount.value, 0.0625);
  CU_ASSERT_EQUAL(q4->options[3].fees[0].per, SL_QUOTE_PER_PAID_CLAIMS);
  expect_number("claims", q4->options[2].expected_claims.tier[1].value, 262.3);
  CU_ASSERT_TRUE(q4->tiers[2].covers[SL_TIER_EMPLOYEE_CHILDREN]);
  sl_quotes_free(q1);
  sl_quotes_free(q2);
  sl_quotes_free(q3);
  sl_quotes_free(q4);
}

static void tell_difference(const char *name, const char *have, const char *want)
{
  size_t line = 1;
  while (*have != '\0' && *have == *want) {
    line += *have == '\n' ? 1 : 0;
    have++;
    want++;
  }
  printf("\n    %s, line %zu: '%.60s' instead of '%.60s'\n", name, line, have, want);
}

static void files_of_other_make_are_read_as_written_down(void)
{
  char folder[SL_PATH_MAX];
  size_t n = 0;
  sl_source_path(folder, "tests/cli/quotes");
  DIR *entries = opendir(folder);
  CU_ASSERT_PTR_NOT_NULL_FATAL(entries);
  for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
    const char *name = entry->d_name, *dot = strrchr(name, '.');
    if (name[0] != 'm' || strcmp(dot, ".txt") == 0) {
      continue;
    }
    char path[SL_PATH_MAX];
    sl_source_path(path, "tests/cli/quotes/%.*s.read.txt", (int)(dot - name), name);
    size_t length = 0;
    char *want = sl_file_read(path, &length);
    sl_quotes_t *quotes = read_file(name);
    CU_ASSERT_FATAL(want != NULL && quotes != NULL);
    char *have = quotes_text(quotes);
    CU_ASSERT_STRING_EQUAL(have, want);
    if (strcmp(have, want) != 0) {
      tell_difference(name, have, want);
    }
    n++;
    free(have);
    free(want);
    sl_quotes_free(quotes);
  }
  closedir(entries);
  CU_ASSERT_EQUAL(n, MADE);
}

/* Read text as a sheet with delimiter; the code of the quotes. */
static int read_text(const char *text, size_t n, char delimiter, sl_quotes_t **quotes,
                     sl_error_t *error)
{
  sl_sheet_t sheet = {0};
  *quotes = NULL;
  int code = sl_sheet_add_tab(&sheet, error);
  if (code == SL_OK) {
    code = sl_delimited_read(text, n, delimiter, true, &sheet, error);
  }
  if (code == SL_OK) {
    sheet.tabs[0].n = sheet.n_rows;
    code = sl_quotes_read(&sheet, quotes, error);
  }
  sl_sheet_free(&sheet);
  return code;
}

static void what_is_no_table_of_quotes_is_refused(void)
{
  static const char *const texts[] = {
      "a,b,c\n1,2,3\n", "Specific deductible,50000\n", "\n\n",
      "Carrier,Option 1\nSpecific deductible,declined\nContract,declined\nSpecific rate,DTQ\n",
      "Employee ID,Relationship,Birth date,Sex\n1,Self,1980-01-01,F\n2,Self,1981-01-01,M\n"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    sl_quotes_t *quotes;
    sl_error_t error = {0};
    CU_ASSERT_EQUAL(read_text(texts[i], strlen(texts[i]), ',', &quotes, &error), SL_ERR_INPUT);
    CU_ASSERT_PTR_NULL(quotes);
    CU_ASSERT_TRUE(error.text[0] != '\0');
  }
}

static void expect_clean(const char *text)
{
  const size_t n = strlen(text);
  for (size_t i = 0; i < n;) {
    uint32_t point = 0;
    const size_t length = sl_utf8_next(text + i, n - i, &point);
    CU_ASSERT_TRUE_FATAL(length > 0 && !sl_utf8_is_control(point));
    i += length;
  }
}

/* Bytes of the cases changed at random: nothing but an answer or a refusal, in clean words, with
 * finite numbers. */
static void broken_files_end_in_words(void)
{
  static const char *const files[] = {"q3-deductible-matrix.csv", "m11-tier-column-keys.csv",
                                      "m16-pipes-couple.psv", "m04-three-tiers-two-tpas.csv"};
  static const char marks[] = "(),;:|/-+%$\"\n0159.KMae \x1b\x80\xff";
  uint64_t state = 20260101;
  for (size_t round = 0; round < 400; round++) {
    char path[SL_PATH_MAX];
    size_t n = 0;
    sl_source_path(path, "tests/cli/quotes/%s", files[round % 4]);
    char *text = sl_file_read(path, &n);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    for (size_t k = 0; k < 1 + round / 4; k++) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      text[(state >> 33) % n] = marks[(state >> 20) % (sizeof marks - 1)];
    }
    sl_quotes_t *quotes;
    sl_error_t error = {0};
    const int code = read_text(text, n, round % 4 == 2 ? '|' : ',', &quotes, &error);
    CU_ASSERT_TRUE(code == SL_OK || code == SL_ERR_INPUT);
    for (size_t i = 0; quotes != NULL && i < quotes->n_unplaced; i++) {
      expect_clean(quotes->unplaced[i].label);
      expect_clean(quotes->unplaced[i].column);
    }
    for (size_t i = 0; quotes != NULL && i < quotes->n_options; i++) {
      expect_clean(quotes->options[i].name);
      CU_ASSERT_TRUE(isfinite(quotes->options[i].specific.deductible.value));
    }
    sl_quotes_free(quotes);
    free(text);
  }
}

/* A thousand columns and rows of labels, each cell long: the options beyond the limit are told. */
static void a_huge_table_is_cut(void)
{
  enum { ROWS = 1500, COLUMNS = 900 };
  sl_sheet_t sheet = {0};
  sl_error_t error = {0};
  sl_quotes_t *quotes = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_sheet_add_tab(&sheet, &error), SL_OK);
  for (size_t r = 0; r < ROWS; r++) {
    CU_ASSERT_EQUAL_FATAL(sl_sheet_add_row(&sheet, r + 1, &error), SL_OK);
    const char *label = r == 0 ? "Item" : r == 1 ? "Specific deductible" : "Specific rate - Single";
    sl_sheet_add_cell(&sheet, label, strlen(label), &error);
    for (size_t c = 1; c < COLUMNS; c++) {
      const char *cell = r == 0 ? "Option" : r == 1 ? "50000" : "180.25";
      sl_sheet_add_cell(&sheet, cell, strlen(cell), &error);
    }
  }
  sheet.tabs[0].n = sheet.n_rows;
  CU_ASSERT_EQUAL_FATAL(sl_quotes_read(&sheet, &quotes, &error), SL_OK);
  CU_ASSERT_EQUAL(quotes->n_options, SL_QUOTES_MAX);
  CU_ASSERT_STRING_EQUAL(quotes->options[0].name, "Option");
  CU_ASSERT_STRING_EQUAL(quotes->options[1].name, "Option (2)");
  CU_ASSERT_EQUAL(quotes->n_unplaced, COLUMNS - 1 - SL_QUOTES_MAX);
  sl_quotes_free(quotes);
  sl_sheet_free(&sheet);
}

SL_SUITE(quotes, "unit/quotes",
         {"cases are read as computed elsewhere", cases_are_read_as_computed_elsewhere},
         {"cases say what no table holds", cases_say_what_no_table_holds},
         {"files of other make are read as written down",
          files_of_other_make_are_read_as_written_down},
         {"what is no table of quotes is refused", what_is_no_table_of_quotes_is_refused},
         {"broken files end in words", broken_files_end_in_words},
         {"a huge table is cut", a_huge_table_is_cut});
