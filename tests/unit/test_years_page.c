/* Several plan years on the decision page, in the report and in pictures, from made-up results
 * whose figures test_years.c and numpy (tests/cli/figures_check.py) work out again.
 */
#include "sim/output/decision/decision.h"
#include "sim/output/plots/plots.h"
#include "sim/output/result_file/result_file.h"
#include "sim/output/text/layout.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/sample_results.h"
#include "tests/support/sample_years.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIALS 1300

static sl_run_facts_t *facts_of(size_t n_arrangements, size_t n_years)
{
  sl_run_facts_t *facts = sl_sample_facts(TRIALS, n_arrangements);
  for (size_t a = 2; a < n_arrangements; a++) {
    facts->arrangements[a].price.maximum_cost.value = HUGE_VAL;
  }
  if (n_years > 1) {
    sl_sample_add_years(facts, n_years);
  }
  return facts;
}

/* Written and opened; takes the facts over. */
static sl_results_t *open_sample(sl_run_facts_t *facts)
{
  char path[SL_PATH_MAX];
  sl_results_t *results = NULL;
  sl_scratch_path(path, "page.h5");
  CU_ASSERT_EQUAL_FATAL(sl_sample_write(path, facts, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_result_file_open(path, &results, NULL), SL_OK);
  sl_run_facts_free(facts);
  return results;
}

static char *page_of(sl_run_facts_t *facts, size_t width)
{
  sl_results_t *results = open_sample(facts);
  char *page = sl_sample_page_on(results, &(sl_paper_t){.width = width});
  sl_results_free(results);
  return page;
}

/* Whether the page says the words, however they are wrapped. */
static bool says(const char *page, const char *words)
{
  char *flat = strdup(page), *to = flat;
  for (const char *from = page; *from != '\0'; from++) {
    const char c = *from == '\n' ? ' ' : *from;
    if (c != ' ' || to == flat || to[-1] != ' ') {
      *to++ = c;
    }
  }
  *to = '\0';
  const bool found = strstr(flat, words) != NULL;
  if (!found) {
    printf("\n    not said: %s", words);
  }
  free(flat);
  return found;
}

/* The ASO costs more than the insured in year 1 and less over four years; over two it still costs
 * more. */
static void the_first_year_is_told_from_all(void)
{
  char *four = page_of(facts_of(3, 4), SL_PAGE_WIDTH_MAX);
  CU_ASSERT_TRUE(says(four, "All answers above are of the first plan year. Over 4 plan years ASO "
                            "costs $"));
  CU_ASSERT_TRUE(says(four, "less than Fully insured 1 on average, all together, and less in 70 of "
                            "100 runs. So they turn the first year round: there it costs $60 "
                            "more."));
  CU_ASSERT_TRUE(says(four, "Where the first year misleads"));
  CU_ASSERT_TRUE(says(four,
                      "- Fully insured 1 costs $60 less than ASO in the first year on average, "
                      "and less in 74 of 100 years; over the 4 years together it costs $78 "
                      "more, and less in 30 of 100 runs."));
  char *two = page_of(facts_of(3, 2), SL_PAGE_WIDTH_MAX);
  CU_ASSERT_TRUE(says(two, "Over 2 plan years ASO costs $67 more than Fully insured 1"));
  CU_ASSERT_PTR_NULL(strstr(two, "turn the first year round"));
  CU_ASSERT_PTR_NULL(strstr(two, "misleads"));
  free(two);
  free(four);
}

static void promises_are_told_with_their_error(void)
{
  char *page = page_of(facts_of(2, 3), SL_PAGE_WIDTH_MAX);
  CU_ASSERT_TRUE(says(page,
                      "The carrier's promise of no new lasers is worth $24 over the 3 years to "
                      "ASO, give or take $2."));
  free(page);
}

static void another_arrangement_may_take_its_place(void)
{
  sl_run_facts_t *facts = facts_of(3, 4);
  facts->arrangements[0].ahead.then_year = 3.0;
  facts->arrangements[0].ahead.then_arrangement = 1.0;
  char *page = page_of(facts, SL_PAGE_WIDTH_MAX);
  CU_ASSERT_TRUE(says(page, "Year 2 "));
  CU_ASSERT_TRUE(says(page, "Year 3: Fully insured 1 "));
  CU_ASSERT_TRUE(says(page, "Year 4: Fully insured 1 "));
  free(page);
}

static void one_arrangement_stands_alone(void)
{
  char *page = page_of(facts_of(1, 3), SL_PAGE_WIDTH_MAX);
  CU_ASSERT_TRUE(says(page, "Over 3 plan years ASO costs $"));
  CU_ASSERT_PTR_NULL(strstr(page, "Saved so far"));
  free(page);
}

static void one_plan_year_says_nothing_of_it(void)
{
  sl_run_facts_t *facts = facts_of(3, 1);
  char *before = page_of(facts_of(3, 0), SL_PAGE_WIDTH);
  facts->n_years = 1;
  char *page = page_of(facts, SL_PAGE_WIDTH);
  CU_ASSERT_STRING_EQUAL(page, before);
  CU_ASSERT_PTR_NULL(strstr(page, "Years ahead"));
  CU_ASSERT_PTR_NULL(strstr(page, "later years"));
  free(page);
  free(before);
}

/* As many plan years and arrangements as may be: every line fits. */
static void every_line_fits(void)
{
  static const size_t widths[] = {SL_PAGE_WIDTH_MIN, SL_PAGE_WIDTH, 120};
  for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
    char *page = page_of(facts_of(7, 20), widths[i]), *rest = page;
    for (char *line = strtok_r(rest, "\n", &rest); line != NULL;
         line = strtok_r(rest, "\n", &rest)) {
      CU_ASSERT_TRUE(sl_text_width(line) <= widths[i]);
    }
    free(page);
  }
}

/* Every cell has a source that gives it again, every number of a sentence a cell. */
static void numpy_finds_every_figure(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX + 16], source[SL_PATH_MAX], script[3 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "years-page"));
  static const size_t n_arrangements[] = {3, 1, 7}, n_years[] = {4, 3, 20};
  sl_source_path(source, "tests/cli/figures_check.py");
  for (size_t i = 0; i < 3; i++) {
    sl_run_facts_t *facts = facts_of(n_arrangements[i], n_years[i]);
    snprintf(path, sizeof path, "%s/%zu.h5", folder, i);
    CU_ASSERT_EQUAL_FATAL(sl_sample_write(path, facts, NULL), SL_OK);
    sl_run_facts_free(facts);
  }
  snprintf(script, sizeof script,
           "for i in 0 1 2; do \"$S\" report $i.h5 --json >$i.json || exit 2\n"
           "  \"$S\" report $i.h5 -o $i.html && \"$S\" report $i.h5 -o $i.xlsx || exit 3\n"
           "  grep -q 'Cost by plan year: ASO' $i.html || exit 4\n"
           "done\n"
           "/usr/bin/python3 '%s' 0.h5 0.json 1.h5 1.json 2.h5 2.json",
           source);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void count_path(void *context, const char *path)
{
  size_t *n = context;
  *n += strncmp(strrchr(path, '/'), "/years-", strlen("/years-")) == 0;
}

static void pictures_by_plan_year(void)
{
  static const size_t arrangements[] = {3, 1}, wanted[] = {3, 2};
  for (size_t i = 0; i < 2; i++) {
    char folder[SL_PATH_MAX];
    sl_results_t *results = open_sample(facts_of(arrangements[i], 4));
    sl_summary_t *summary = NULL;
    size_t n = 0;
    CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, i == 0 ? "several" : "alone"));
    CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
    CU_ASSERT_EQUAL(sl_plots_draw(results, summary, folder, SL_PLOT_SVG, count_path, &n, NULL),
                    SL_OK);
    CU_ASSERT_EQUAL(n, wanted[i]);
    CU_ASSERT_EQUAL(sl_shell(folder, "grep -q 'What each of 4 plan years costs' years-cost.svg && "
                                     "grep -q 'called on in 81 of 100 runs' years-reserve.svg"),
                    0);
    if (i == 0) {
      CU_ASSERT_EQUAL(sl_shell(folder, "grep -q 'costs less in 30 of 100 runs' years-saving.svg"),
                      0);
    }
    sl_summary_free(summary);
    sl_results_free(results);
  }
}

SL_SUITE(years_page, "unit/years_page",
         {"the first year is told from all", the_first_year_is_told_from_all},
         {"promises are told with their error", promises_are_told_with_their_error},
         {"another arrangement may take its place", another_arrangement_may_take_its_place},
         {"one arrangement stands alone", one_arrangement_stands_alone},
         {"one plan year says nothing of it", one_plan_year_says_nothing_of_it},
         {"every line fits", every_line_fits},
         {"numpy finds every figure", numpy_finds_every_figure},
         {"pictures by plan year", pictures_by_plan_year});
