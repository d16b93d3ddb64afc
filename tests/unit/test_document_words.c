/* Which words a document uses, lists of words, and points without a neighbour. */
#include "sim/output/document/document.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

static sl_document_t *sample(void)
{
  sl_document_t *document = sl_document_new("A plan", "", "USD");
  sl_document_heading(document, 1, "Stop-loss for one person");
  sl_document_paragraph(document, "Lasers are known; PEPM is a fee. The captives-to-be wait.");
  sl_document_item(document, "A run_out of three months");
  sl_document_table_t *table = sl_document_table(document, "t", "The caption's corridor", false);
  sl_table_column(table, "");
  sl_table_column(table, "attachment point");
  sl_table_row(table, SL_ROW_PLAIN, "Rebates");
  sl_table_cell(table, sl_cell_text("credibility"));
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_LINES, "c", "Trend", "cost", SL_CELL_MONEY);
  sl_chart_category(chart, "a");
  sl_chart_category(chart, "b");
  sl_chart_category(chart, "c");
  sl_chart_series(chart, "the budget", (const double[]){1.0, 2.0, 3.0});
  sl_chart_series(chart, "one point", (const double[]){NAN, 2.0, NAN});
  return document;
}

static void words_are_found_whole(void)
{
  static const struct {
    const char *word;
    bool there;
  } rows[] = {{"stop-loss", true},
              {"stop loss", true},
              {"STOP-LOSS", false},
              {"laser", true},
              {"las", false},
              {"PEPM", true},
              {"pepm", true},
              {"PMPM", false},
              {"captive", true},
              {"run-out", true},
              {"corridor", true},
              {"credibility", true},
              {"attachment point", true},
              {"rebate", true},
              {"trend", true},
              {"budget", true},
              {"fe", false},
              {"plan paid", false}};
  sl_document_t *document = sample();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (sl_document_says(document, rows[i].word) != rows[i].there) {
      printf("\n    %s\n", rows[i].word);
    }
    CU_ASSERT_EQUAL(sl_document_says(document, rows[i].word), rows[i].there);
  }
  sl_document_fail(document, SL_ERR_MEMORY);
  CU_ASSERT_FALSE(sl_document_says(document, "laser"));
  char *text = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL(sl_document_html(document, &text, &n, NULL), SL_ERR_MEMORY);
  sl_document_free(document);
  CU_ASSERT_FALSE(sl_document_says(NULL, "laser"));
}

static void a_list_of_words_is_no_grid(void)
{
  sl_document_t *document = sample();
  const sl_paper_t paper = {.width = 80};
  char *text = NULL, *html = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL_FATAL(sl_document_text(document, &paper, &text, &n, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_document_html(document, &html, &n, NULL), SL_OK);
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "\n  Rebates: credibility\n"));
  CU_ASSERT_PTR_NOT_NULL(strstr(html, "<table class=\"list\">"));
  free(text);
  free(html);
  sl_document_free(document);
}

static void a_point_by_itself_is_a_dot(void)
{
  sl_document_t *document = sample();
  char *html = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL_FATAL(sl_document_html(document, &html, &n, NULL), SL_OK);
  const char *dot = strstr(html, "<circle ");
  CU_ASSERT_PTR_NOT_NULL_FATAL(dot);
  dot = strstr(dot + 1, "<circle "); /* in the drawing for a narrow page */
  CU_ASSERT_PTR_NOT_NULL_FATAL(dot);
  CU_ASSERT_PTR_NULL(strstr(dot + 1, "<circle "));
  free(html);
  sl_document_free(document);
}

SL_SUITE(document_words, "unit/document_words", {"words are found whole", words_are_found_whole},
         {"a list of words is no grid", a_list_of_words_is_no_grid},
         {"a point by itself is a dot", a_point_by_itself_is_a_dot});
