/* The decision page from made-up results: its questions, its rows, its verdicts along the band. */
#include "sim/output/decision/decision.h"
#include "sim/output/decision/words.h"
#include "sim/output/text/layout.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sl_estimate_t estimate(double value, double standard_error)
{
  return (sl_estimate_t){value, standard_error};
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

/* Names are words in every form of the report. */
static void hostile_names_are_words(void)
{
  sl_results_t *results = hostile_results(3);
  sl_summary_t *summary = NULL;
  sl_decision_t *decision = NULL;
  char *html = NULL, *xlsx = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(
      sl_decision_new(results, summary, NULL, SL_DECISION_REPORT, &decision, NULL), SL_OK);
  sl_document_t *report = sl_decision_report(decision);
  CU_ASSERT_EQUAL_FATAL(sl_document_html(report, &html, &n, NULL), SL_OK);
  CU_ASSERT_PTR_NULL(strstr(html, "<script"));
  CU_ASSERT_PTR_NOT_NULL(strstr(html, "&lt;script&gt;"));
  CU_ASSERT_EQUAL(sl_document_xlsx(report, &xlsx, &n, NULL), SL_OK);
  free(html);
  free(xlsx);
  sl_document_free(report);
  sl_decision_free(decision);
  sl_summary_free(summary);
  sl_results_free(results);
}

/* The page's words in one line, whatever the breaks. */
static char *flat(char *text)
{
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

static void the_page_answers_five_questions(void)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(20000, 2));
  char *text = flat(sl_sample_page(results));
  assert_says(text, "10 employees, 20 members, 12 months from 2026-01-01. Amounts in USD.");
  assert_says(text, "Does ASO fit?");
  assert_says(text, "What does it save on average?");
  assert_says(text, "What is a bad year against insurance?");
  assert_says(text,
              "What is the most the contracts leave? The contracts of ASO set no upper limit");
  assert_says(text, "How sure are we?");
  assert_says(text, "was not worked out in this run");
  assert_says(text, "20,000 simulated years, seed 18364758544493064720.");
  assert_says(text, "all of 20,000"); /* the insured premium is above its budget */
  assert_says(text, "stoploss report OUT.h5 -o report.html");
  CU_ASSERT_PTR_NULL(strstr(text, "infinite variance"));
  CU_ASSERT_PTR_NULL(strstr(text, "So few simulated years"));
  free(text);
  results->facts->infinite_variance = 1;
  text = flat(sl_sample_page(results));
  assert_says(text, "Averages cannot be trusted");
  assert_says(text, "infinite variance");
  free(text);
  sl_results_free(results);
}

/* The row of the table that begins with label ends with the figure of arrangement 0. */
static void assert_row(const char *text, const char *label, sl_estimate_t amount)
{
  char start[64], row[200] = "";
  snprintf(start, sizeof start, "\n%s  ", label);
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

/* ---- verdicts ---- */

/* Trials 0 .. 99, the ASO cheaper in `cheaper` of them; along the band the insurance's chance to be
 * dearer moves by the changes. */
typedef struct verdict_case {
  int cheaper;
  double saving, loss;
  double changes[SL_N_BAND_LEVELS]; /* NaN: no band */
  const char *says;
} verdict_case_t;

static char *verdict_page(const verdict_case_t *given)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(100, 2));
  for (int t = 0; t < 100; t++) {
    /* two years are alike only where both always cost the same */
    const double other = given->cheaper > 0 ? 0.5 * (t % 7) : 0.0;
    results->cost[SL_COST_COST][t] =
        1010.0 + other + (t < given->cheaper ? -given->saving : given->loss);
  }
  if (!isnan(given->changes[0])) {
    CU_ASSERT_EQUAL_FATAL(sl_band_new(2, &results->band, NULL), SL_OK);
    results->band->trials = 50;
  }
  for (size_t i = 0; results->band != NULL && i < SL_N_BAND_LEVELS; i++) {
    results->band->arrangements[1].level[i].cheaper_change = estimate(given->changes[i], 0.01);
  }
  char *text = flat(sl_sample_page(results));
  sl_results_free(results);
  return text;
}

#define NO_BAND                                                                                    \
  {                                                                                                \
    (double)NAN, (double)NAN, (double)NAN, (double)NAN                                             \
  }

static void verdicts_follow_the_band(void)
{
  static const verdict_case_t cases[] = {
      {100,
       100.0,
       0.0,
       {0, 0, 0, 0},
       "Yes: ASO costs less than Fully insured 1 in all of the 100 simulated years, also if claims "
       "run 10% lower or higher."},
      {83,
       100.0,
       100.0,
       {0.1, -0.1, 0.02, -0.02},
       "Likely yes: ASO costs less than Fully insured 1 in 83 of 100 years; in 93 if claims run "
       "10% "
       "lower, in 73 if 10% higher."},
      {83, 100.0, 100.0, {0.1, -0.28, 0.02, -0.02}, "Leaning yes: ASO costs less"},
      {83, 100.0, 100.0, {0.1, -0.4, 0.02, -0.02}, "It depends on the claims: ASO costs less"},
      {83,
       100.0,
       100.0,
       {0.1, -0.1, 0.02, -0.5},
       "It depends on the large claims: ASO costs less than Fully insured 1 in 83 of 100 years; in "
       "93 if claims run 10% lower, in 73 if 10% higher, in 85 with half as many large claims, in "
       "33 with twice as many large claims."},
      {83, 10.0, 1000.0, {0.1, -0.1, 0.02, -0.02}, "Not clear: ASO costs less"},
      {83, 10.0, 1000.0, {0.1, -0.1, 0.02, -0.02}, "Nothing: it costs $"},
      {50, 100.0, 100.0, {0.05, -0.05, 0, 0}, "About even: ASO costs less"},
      {50, 100.0, 100.0, {0.2, -0.2, 0, 0}, "It depends on the claims: ASO costs less"},
      {17, 100.0, 100.0, {0.1, -0.1, 0.02, -0.02}, "Likely no: ASO costs less"},
      {17, 1000.0, 10.0, {0.1, -0.1, 0.02, -0.02}, "Not clear: ASO costs less"},
      {2,
       100.0,
       100.0,
       {0.02, -0.5, 0, 0},
       "No: ASO costs less than Fully insured 1 in 2 of 100 years; in 4 if claims run 10% lower, "
       "in "
       "fewer than 1 if 10% higher."},
      {83, 100.0, 100.0, NO_BAND,
       "If claims run as assumed, ASO costs less than Fully insured 1 in "
       "83 of 100 years."},
      {0, 100.0, 0.0, NO_BAND,
       "Neither way: ASO and Fully insured 1 cost the same in every "
       "simulated year."},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char *text = verdict_page(&cases[i]);
    assert_says(text, cases[i].says);
    assert_says(text, "So few simulated years");
    free(text);
  }
}

/* In 83 of 100 years it costs less, at both ends too, yet at one of them more on average. */
static void a_saving_that_turns_round_is_no_yes(void)
{
  for (size_t flip = 0; flip < 4; flip++) {
    sl_results_t *results = sl_sample_results(sl_sample_facts(100, 2));
    for (int t = 0; t < 100; t++) {
      results->cost[SL_COST_COST][t] = 1010.0 + (t < 83 ? -100.0 : 100.0);
    }
    CU_ASSERT_EQUAL_FATAL(sl_band_new(2, &results->band, NULL), SL_OK);
    results->band->trials = 50;
    results->band->arrangements[0].level[flip].cost_change = estimate(500.0, 1.0);
    char *text = flat(sl_sample_page(results));
    assert_says(text, flip < 2 ? "It depends on the claims:" : "It depends on the large claims:");
    assert_says(text, "costs $434 more"); /* 83 x 100 less 17 x 100, by 100: saves 66 */
    free(text);
    sl_results_free(results);
  }
}

static void shares_have_one_wording(void)
{
  static const struct {
    double share;
    const char *words;
  } cases[] = {{0.0, "in none of the 20,000 simulated years"},
               {0.0001, "in fewer than 1 of 100 years"},
               {0.0099, "in fewer than 1 of 100 years"},
               {0.0101, "in 1 of 100 years"},
               {0.617, "in 62 of 100 years"},
               {0.9899, "in 99 of 100 years"},
               {0.9999, "in more than 99 of 100 years"},
               {1.0, "in all of the 20,000 simulated years"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    CU_ASSERT_STRING_EQUAL(sl_in_years(cases[i].share, 20000).text, cases[i].words);
  }
}

/* By hand, of 4 years: the costs of both, and of a third that is the least. */
static void the_reference_is_compared_year_by_year(void)
{
  static const double costs[3][4] = {{90, 95, 100, 180}, {100, 100, 100, 100}, {80, 85, 90, 95}};
  sl_results_t *results = sl_sample_results(sl_sample_facts(4, 3));
  sl_summary_t *summary = NULL;
  sl_decision_t *decision = NULL;
  memcpy(results->cost[SL_COST_COST], costs, sizeof costs);
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(
      sl_decision_new(results, summary, NULL, SL_DECISION_REPORT, &decision, NULL), SL_OK);
  CU_ASSERT_EQUAL(decision->subject, 0);
  CU_ASSERT_EQUAL(decision->reference, 1);
  CU_ASSERT_EQUAL(decision->against[0].saving.value, -16.25);
  CU_ASSERT_EQUAL(decision->against[0].cheaper.value, 0.5);
  /* 95% of (-10, -5, 0, 80): at 2.85, 0.85 of the way from 0 to 80 */
  SL_ASSERT_CLOSE(decision->against[0].bad_year.value, 68.0, 1e-12);
  CU_ASSERT(isnan(decision->against[1].saving.value));
  CU_ASSERT_EQUAL(decision->by_cost[0], 2);
  CU_ASSERT_EQUAL(decision->by_cost[1], 1);
  CU_ASSERT_EQUAL(decision->n_years, 4);
  CU_ASSERT_EQUAL(decision->years[0][3], 180.0);
  CU_ASSERT_EQUAL(decision->dots[1][0], 100.0);
  sl_decision_free(decision);
  sl_summary_free(summary);
  sl_results_free(results);
}

static char *page_of(const sl_results_t *results, const sl_summary_t *summary,
                     sl_decision_extent_t extent)
{
  sl_decision_t *decision = NULL;
  char *text = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL_FATAL(sl_decision_new(results, summary, NULL, extent, &decision, NULL), SL_OK);
  sl_document_t *page = sl_decision_page(decision);
  CU_ASSERT_EQUAL_FATAL(
      sl_document_text(page, &(sl_paper_t){.width = SL_PAGE_WIDTH_MAX}, &text, &n, NULL), SL_OK);
  sl_document_free(page);
  sl_decision_free(decision);
  return text;
}

/* A smaller extent leaves out what is not shown, and nothing else. */
static void an_extent_holds_what_it_shows(void)
{
  sl_run_facts_t *facts = sl_sample_facts(1000, 5);
  sl_sample_add_months(facts, 12);
  sl_results_t *results = sl_sample_results(facts);
  sl_summary_t *summary = NULL;
  sl_decision_t *all = NULL, *compared = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  char *small = page_of(results, summary, SL_DECISION_PAGE);
  char *large = page_of(results, summary, SL_DECISION_REPORT);
  CU_ASSERT_STRING_EQUAL(small, large);
  CU_ASSERT_EQUAL_FATAL(sl_decision_new(results, summary, NULL, SL_DECISION_REPORT, &all, NULL),
                        SL_OK);
  CU_ASSERT_EQUAL_FATAL(
      sl_decision_new(results, summary, NULL, SL_DECISION_COMPARED, &compared, NULL), SL_OK);
  CU_ASSERT_EQUAL(compared->subject, all->subject);
  CU_ASSERT_EQUAL(compared->reference, all->reference);
  CU_ASSERT_PTR_NULL(compared->weighed);
  CU_ASSERT_PTR_NULL(compared->reference_years);
  for (size_t a = 0; a < all->n; a++) {
    CU_ASSERT_EQUAL(
        memcmp(&compared->against[a].saving, &all->against[a].saving, sizeof(sl_estimate_t)), 0);
    CU_ASSERT_EQUAL(
        memcmp(&compared->against[a].cheaper, &all->against[a].cheaper, sizeof(sl_estimate_t)), 0);
    CU_ASSERT(isnan(compared->against[a].bad_year.value));
  }
  sl_decision_free(compared);
  sl_decision_free(all);
  free(large);
  free(small);
  sl_summary_free(summary);
  sl_results_free(results);
}

/* More than three arrangements: the cheapest first. */
static void many_stand_by_their_cost(void)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(1000, 5));
  for (size_t t = 0; t < 1000; t++) {
    results->cost[SL_COST_COST][4 * 1000 + t] = 10.0;
  }
  char *text = flat(sl_sample_page(results));
  assert_says(text, "Each against Fully insured 1, the cheapest first");
  assert_says(text, "Fully insured 4 $10 $1,000 all of 1,000 $10 -$1,000 ");
  assert_says(text, "On average Fully insured 4 costs the least, $");
  free(text);
  sl_results_free(results);
}

SL_SUITE(decision_page, "unit/decision_page",
         {"the page fits the terminal and cuts no name", the_page_fits_the_terminal},
         {"hostile names are words", hostile_names_are_words},
         {"five questions", the_page_answers_five_questions},
         {"every row holds its figure", every_row_holds_its_figure},
         {"verdicts follow the band", verdicts_follow_the_band},
         {"a saving that turns round is no yes", a_saving_that_turns_round_is_no_yes},
         {"shares have one wording", shares_have_one_wording},
         {"the reference is compared year by year", the_reference_is_compared_year_by_year},
         {"an extent holds what it shows", an_extent_holds_what_it_shows},
         {"many stand by their cost", many_stand_by_their_cost});
