/* The script of a page: its data end nothing, its hash alone may run, and no other form has it. */
#include "sim/output/document/document.h"

#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

#define POLICY "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/* What is hashed stands in the page as it is; the hash is the caller's word. */
static const sl_page_script_t script = {"\"use strict\"; f(1 < 2);\n", "aGFzaA=="};

static sl_document_t *with_script(const char *data)
{
  sl_document_t *document = sl_document_new("Title", "", "USD");
  sl_document_paragraph(document, "before");
  sl_document_script(document, "place", data, &script);
  sl_document_paragraph(document, "after");
  return document;
}

static char *page_of(const sl_document_t *document)
{
  sl_error_t error = {0};
  char *page = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL_FATAL(sl_document_html(document, &page, &n, &error), SL_OK);
  CU_ASSERT_EQUAL(strlen(page), n);
  return page;
}

static void expect(const char *page, const char *text)
{
  CU_ASSERT_PTR_NOT_NULL(strstr(page, text));
}

static size_t times(const char *page, const char *text)
{
  size_t n = 0;
  for (const char *at = page; (at = strstr(at, text)) != NULL; at += strlen(text)) {
    n++;
  }
  return n;
}

static void its_data_end_nothing(void)
{
  sl_document_t *document =
      with_script("{\"a\": \"</script><script>x()</script><!--\xe2\x80\xae\", \"b\": [1]}");
  char *page = page_of(document);
  expect(page, "<p>before</p>\n<div id=\"place\" class=\"live\">\n"
               "<script type=\"application/json\">{\"a\": \"\\u003c/script>\\u003cscript>x()"
               "\\u003c/script>\\u003c!--\xef\xbf\xbd\", \"b\": [1]}</script>\n</div>\n"
               "<p>after</p>");
  expect(page, "</main>\n<script>\"use strict\"; f(1 < 2);\n</script>\n</body>");
  expect(page, "content=\"" POLICY "; script-src 'sha256-aGFzaA=='\">");
  CU_ASSERT_EQUAL(times(page, "<script"), 2);
  CU_ASSERT_EQUAL(times(page, "</script"), 2);
  free(page);
  sl_document_free(document);
}

static void what_is_printed_has_none(void)
{
  static const struct {
    sl_paper_size_t size;
    const char *rule;
  } papers[] = {{SL_PAPER_LETTER, "@page{size:letter;"}, {SL_PAPER_A4, "@page{size:A4;"}};
  sl_document_t *document = with_script("{}");
  for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
    sl_error_t error = {0};
    char *page = NULL;
    size_t n = 0;
    CU_ASSERT_EQUAL_FATAL(sl_document_sheets(document, papers[i].size, &page, &n, &error), SL_OK);
    expect(page, papers[i].rule);
    expect(page, "content=\"" POLICY "\">");
    CU_ASSERT_EQUAL(times(page, "<script") + times(page, "\"place\""), 0);
    free(page);
  }
  char *plain = page_of(document);
  CU_ASSERT_EQUAL(times(plain, "@page"), 0);
  free(plain);
  sl_document_free(document);
}

static void no_other_form_has_it(void)
{
  typedef int render_t(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error);
  static render_t *const renderers[] = {sl_document_csv, sl_document_json, sl_document_xlsx};
  sl_document_t *with = with_script("{}"), *without = sl_document_new("Title", "", "USD");
  sl_document_paragraph(without, "before");
  sl_document_paragraph(without, "after");
  for (size_t i = 0; i < sizeof renderers / sizeof renderers[0]; i++) {
    sl_error_t error = {0};
    char *one = NULL, *other = NULL;
    size_t n = 0, m = 0;
    CU_ASSERT_EQUAL_FATAL(renderers[i](with, &one, &n, &error), SL_OK);
    CU_ASSERT_EQUAL_FATAL(renderers[i](without, &other, &m, &error), SL_OK);
    CU_ASSERT(n == m && memcmp(one, other, n) == 0);
    free(one);
    free(other);
  }
  char *page = page_of(without);
  CU_ASSERT_EQUAL(times(page, "script"), 0);
  free(page);
  sl_document_free(with);
  sl_document_free(without);
}

static void faults_are_told(void)
{
  for (int fault = 0; fault < 4; fault++) {
    sl_document_t *document = fault == 0 ? with_script(NULL) : with_script("{}");
    sl_error_t error = {0};
    char *page = NULL;
    size_t n = 0;
    if (fault > 0) {
      static const char *const names[] = {"second", "", "a b"};
      sl_document_script(document, names[fault - 1], "{}", &script);
    }
    CU_ASSERT_EQUAL(sl_document_html(document, &page, &n, &error),
                    fault == 0 ? SL_ERR_MEMORY : SL_ERR_ARGUMENT);
    CU_ASSERT_PTR_NULL(page);
    sl_document_free(document);
  }
  sl_document_script(NULL, "place", "{}", &script);
}

SL_SUITE(document_script, "unit/document_script", {"its data end nothing", its_data_end_nothing},
         {"what is printed has none", what_is_printed_has_none},
         {"no other form has it", no_other_form_has_it}, {"faults are told", faults_are_told});
