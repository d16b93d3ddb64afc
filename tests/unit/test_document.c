/* A document composed once: what each cell reads as, how its text is laid out, its CSV, and what a
 * fault of the composer ends in. */
#include "sim/output/document/document.h"
#include "sim/output/text/layout.h"

#include "tests/support/harness.h"
#include "tests/support/sample_document.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int (*renderer_t)(const sl_document_t *document, char **bytes, size_t *n,
                          sl_error_t *error);

static int as_text(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error)
{
  return sl_document_text(document, &(sl_paper_t){SL_PAGE_WIDTH, false}, bytes, n, error);
}

static const renderer_t renderers[] = {as_text, sl_document_html, sl_document_xlsx, sl_document_csv,
                                       sl_document_json};
#define RENDERERS (sizeof renderers / sizeof renderers[0])

/* The document is freed; the caller frees the text. */
static char *rendered(sl_document_t *document, renderer_t render)
{
  sl_error_t error = {0};
  char *bytes = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL_FATAL(render(document, &bytes, &n, &error), SL_OK);
  CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
  CU_ASSERT_EQUAL(bytes[n], '\0');
  sl_document_free(document);
  return bytes;
}

static sl_document_table_t *one_table(sl_document_t *document, size_t figures, bool show_errors)
{
  sl_document_table_t *table = sl_document_table(document, "one", "One", show_errors);
  sl_table_column(table, "");
  for (size_t c = 0; c < figures; c++) {
    char header[24];
    snprintf(header, sizeof header, "H%zu", c);
    sl_table_column(table, header);
  }
  return table;
}

/* ---- figures ---- */

typedef struct reading {
  sl_cell_unit_t unit;
  sl_estimate_t value;
  uint64_t trials;
  const char *with_error, *without;
} reading_t;

static const reading_t readings[] = {
    {SL_CELL_MONEY, {2523960.4, 0.0}, 0, "$2,523,960", "$2,523,960"},
    {SL_CELL_MONEY, {1234.56, 0.0}, 0, "$1,235", "$1,235"},
    {SL_CELL_MONEY, {-0.2, 0.0}, 0, "$0", "$0"},
    {SL_CELL_MONEY, {2314205.0, 3100.0}, 0, "$2.314M \xc2\xb1 3.1k", "$2.314M"},
    {SL_CELL_MONEY, {(double)INFINITY, 0.0}, 0, "not bounded", "not bounded"},
    {SL_CELL_MONEY, {(double)NAN, 0.0}, 0, "-", "-"},
    {SL_CELL_CENTS, {612.0, 0.0}, 0, "$612.00", "$612.00"},
    {SL_CELL_CENTS, {12345.678, 0.0}, 0, "$12,345.68", "$12,345.68"},
    {SL_CELL_CENTS, {-3.5, 0.0}, 0, "-$3.50", "-$3.50"},
    {SL_CELL_SHARE, {0.3121, 0.0033}, 20000, "31.2% \xc2\xb1 0.3", "31.2%"},
    {SL_CELL_SHARE, {0.0, 0.0}, 20000, "none of 20,000", "none of 20,000"},
    {SL_CELL_SHARE, {0.85, 0.0}, 0, "85.0%", "85.0%"},
    {SL_CELL_GROWTH, {0.148, 0.0}, 0, "+14.8%", "+14.8%"},
    {SL_CELL_GROWTH, {-0.05, 0.0}, 0, "-5.0%", "-5.0%"},
    {SL_CELL_COUNT, {152.0, 0.0}, 0, "152", "152"},
    {SL_CELL_COUNT, {-12345.0, 0.0}, 0, "-12,345", "-12,345"},
    {SL_CELL_COUNT, {3.41, 0.02}, 0, "3.41 \xc2\xb1 0.02", "3.41"},
    {SL_CELL_MULTIPLE, {1.182, 0.003}, 0, "1.182 \xc2\xb1 0.003", "1.182"},
    {SL_CELL_UNKNOWN, {0.0, 0.0}, 0, "-", "-"},
};
#define READINGS (sizeof readings / sizeof readings[0])

static void figures_read_as_on_every_page(void)
{
  for (size_t i = 0; i < 2 * READINGS; i++) {
    const reading_t *reading = &readings[i / 2];
    const bool show = i % 2 == 0;
    char expected[200];
    sl_document_t *document = sl_document_new("", "", "USD");
    sl_document_table_t *table = one_table(document, 1, show);
    sl_table_row(table, SL_ROW_PLAIN, "row");
    sl_table_cell(
        table,
        (sl_cell_t){.unit = reading->unit, .value = reading->value, .trials = reading->trials});
    char *page = rendered(document, as_text);
    snprintf(expected, sizeof expected, " %s\n", show ? reading->with_error : reading->without);
    CU_ASSERT_PTR_NOT_NULL(strstr(page, expected));
    if (strstr(page, expected) == NULL) {
      printf("\n    not%s in%s", expected, page);
    }
    free(page);
  }
}

/* ---- text ---- */

/* Every line within the paper, every header and figure once, rows labelled again. */
static void a_table_wider_than_the_paper_goes_on_below(void)
{
  static const size_t widths[] = {60, 80, 160};
  for (size_t w = 0; w < 3; w++) {
    sl_document_t *document = sl_document_new("Wide", "", "EUR");
    sl_document_table_t *table = one_table(document, 23, false);
    sl_table_row(table, SL_ROW_PLAIN, "a label that is a good deal longer than thirty-six columns");
    for (size_t c = 0; c < 23; c++) {
      sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY, 1000000.0 + (double)c, NULL));
    }
    char *page = NULL, *line, *rest;
    size_t n;
    sl_error_t error;
    const sl_paper_t paper = {widths[w], false};
    CU_ASSERT_EQUAL_FATAL(sl_document_text(document, &paper, &page, &n, &error), SL_OK);
    for (size_t c = 0; c < 23; c++) {
      char header[16], figure[32];
      snprintf(header, sizeof header, " H%zu", c);
      snprintf(figure, sizeof figure,
               "\xe2\x82\xac"
               "1,000,%03zu",
               c);
      CU_ASSERT_PTR_NOT_NULL(strstr(page, header));
      const char *found = strstr(page, figure);
      CU_ASSERT_PTR_NOT_NULL_FATAL(found);
      CU_ASSERT_PTR_NULL(strstr(found + 1, figure));
    }
    for (line = strtok_r(page, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
      CU_ASSERT(sl_text_width(line) <= widths[w]);
    }
    free(page);
    sl_document_free(document);
  }
}

static void a_small_document_as_text(void)
{
  sl_document_t *document = sl_document_new("Title", "Below", "USD");
  sl_document_heading(document, 1, "Part %d", 1);
  sl_document_item(document, "one");
  sl_document_item(document, "two");
  sl_document_answer(document, "Why?", "For this.");
  sl_document_answer(document, "How?", "So.");
  sl_document_table_t *table = one_table(document, 2, true);
  sl_table_row(table, SL_ROW_SECTION, "Section");
  sl_table_row(table, SL_ROW_PLAIN, "Row");
  sl_table_cell(table, sl_cell_text("words"));
  sl_table_cell(table, sl_cell_estimate(SL_CELL_COUNT, (sl_estimate_t){3.41, 0.02}, NULL));
  sl_table_row(table, SL_ROW_TOTAL, "Sum");
  sl_table_cell(table, sl_cell_exact(SL_CELL_CENTS, 1.0, NULL));
  char *page = rendered(document, as_text);
  CU_ASSERT_STRING_EQUAL(page, "Title\nBelow\n"
                               "\nPart 1\n======\n"
                               "\n- one\n- two\n"
                               "\nWhy?\n  For this.\nHow?\n  So.\n"
                               "\nOne\n"
                               "\n                    H0           H1\n"
                               "-----------------------------------\n"
                               "Section\n"
                               "Row              words  3.41 \xc2\xb1 0.02\n"
                               "-----------------------------------\n"
                               "Sum              $1.00             \n");
  free(page);
}

/* ---- CSV ---- */

static void words_are_guarded_in_csv_and_numbers_are_not(void)
{
  static const char *const words[] = {"=1+1", "+a",  "-5",     "-5%",      "@x",
                                      " =x",  "1e3", "a\"b,c", "tab\tend", "plain"};
  sl_document_t *document = sl_document_new("", "", "USD");
  sl_document_table_t *table = one_table(document, 1, true);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    sl_table_row(table, SL_ROW_PLAIN, words[i]);
  }
  sl_table_row(table, SL_ROW_PLAIN, "third");
  sl_table_cell(table, sl_cell_estimate(SL_CELL_SHARE, (sl_estimate_t){-1.0 / 3.0, 0.1}, NULL));
  char *page = rendered(document, sl_document_csv);
  CU_ASSERT_STRING_EQUAL(page, "One\r\n,H0,standard error: H0\r\n"
                               "'=1+1,,\r\n'+a,,\r\n-5,,\r\n'-5%,,\r\n'@x,,\r\n"
                               "\"' =x\",,\r\n1e3,,\r\n\"a\"\"b,c\",,\r\ntab end,,\r\nplain,,\r\n"
                               "third,-0.3333333333333333,0.1\r\n");
  free(page);
}

/* ---- faults ---- */

static sl_document_t *with_fault(size_t fault)
{
  sl_document_t *document = sl_document_new("t", "", fault == 0 ? "\xe2\x82\xac" : "USD");
  sl_document_table_t *table = one_table(document, 1, false);
  sl_table_row(table, fault == 1 ? SL_ROW_SECTION : SL_ROW_PLAIN, "row");
  for (size_t i = 0; i < (fault == 2 ? 2 : fault == 1); i++) {
    sl_table_cell(table, sl_cell_unknown(NULL));
  }
  if (fault == 3) {
    sl_table_column(table, "too late");
  }
  if (fault == 4) {
    sl_document_picture(document, "p", "no drawing", "<svh></svh>", 11);
  }
  if (fault == 5) {
    sl_document_picture(document, "p\"><script>", "a drawing", "<svg></svg>", 11);
  }
  if (fault == 6) {
    sl_document_heading(document, 3, "too deep");
  }
  if (fault == 7) {
    sl_document_chart(document, SL_CHART_LINES, "c", "", "", SL_CELL_TEXT);
  }
  if (fault == 8) {
    sl_document_chart_t *chart =
        sl_document_chart(document, SL_CHART_LINES, "c", "", "", SL_CELL_COUNT);
    sl_chart_series(chart, "s", &(double){0.0});
    sl_chart_category(chart, "too late");
  }
  if (fault == 9) {
    sl_table_row(sl_document_table(document, "bare", "", false), SL_ROW_PLAIN, "no columns");
  }
  return document;
}
#define FAULTS 10

static void what_does_not_fit_is_found_by_every_renderer(void)
{
  for (size_t fault = 0; fault < FAULTS; fault++) {
    sl_document_t *document = with_fault(fault);
    sl_document_paragraph(document, "what comes after a fault has no effect");
    for (size_t r = 0; r < RENDERERS; r++) {
      sl_error_t error = {0};
      char *bytes = (char *)document;
      size_t n = 1;
      CU_ASSERT_EQUAL(renderers[r](document, &bytes, &n, &error), SL_ERR_ARGUMENT);
      CU_ASSERT_PTR_NULL(bytes);
      CU_ASSERT(error.text[0] != '\0');
    }
    sl_document_free(document);
  }
}

static void no_document_is_no_memory(void)
{
  sl_document_heading(NULL, 1, "x");
  sl_document_item(NULL, "x");
  sl_document_answer(NULL, "x", "y");
  sl_document_picture(NULL, "p", "x", "<svg>", 5);
  sl_table_cell(one_table(NULL, 2, true), sl_cell_unknown(NULL));
  sl_chart_series(sl_document_chart(NULL, SL_CHART_BARS, "c", "", "", SL_CELL_MONEY), "s", NULL);
  for (size_t r = 0; r < RENDERERS; r++) {
    sl_error_t error = {0};
    char *bytes = NULL;
    size_t n;
    CU_ASSERT_EQUAL(renderers[r](NULL, &bytes, &n, &error), SL_ERR_MEMORY);
  }
  sl_document_free(NULL);
  sl_document_t *document = sl_document_new("Title", "", "USD");
  sl_document_fail(document, SL_ERR_MEMORY);
  for (size_t r = 0; r < RENDERERS; r++) {
    char *bytes = NULL;
    size_t n;
    CU_ASSERT_EQUAL(renderers[r](document, &bytes, &n, NULL), SL_ERR_MEMORY);
  }
  sl_document_free(document);
}

static void an_empty_document_and_empty_parts_are_rendered(void)
{
  for (size_t r = 0; r < RENDERERS; r++) {
    sl_document_t *document = sl_document_new("", "", "");
    sl_document_table(document, "none", "No columns", true);
    one_table(document, 3, true);
    sl_document_chart(document, SL_CHART_BARS, "c", "No series", "", SL_CELL_MONEY);
    sl_document_chart_t *chart =
        sl_document_chart(document, SL_CHART_LINES, "d", "All gaps", "", SL_CELL_MONEY);
    sl_chart_category(chart, "only");
    sl_chart_series(chart, "gap", &(double){(double)NAN});
    free(rendered(document, renderers[r]));
  }
}

SL_SUITE(
    document, "unit/document", {"figures read as on every page", figures_read_as_on_every_page},
    {"a table wider than the paper goes on below", a_table_wider_than_the_paper_goes_on_below},
    {"a small document as text", a_small_document_as_text},
    {"words are guarded in CSV and numbers are not", words_are_guarded_in_csv_and_numbers_are_not},
    {"what does not fit is found by every renderer", what_does_not_fit_is_found_by_every_renderer},
    {"no document is no memory", no_document_is_no_memory},
    {"an empty document and empty parts are rendered",
     an_empty_document_and_empty_parts_are_rendered});
