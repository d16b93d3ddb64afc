/* The HTML page of a validation: what a user wrote is words there, and what the terminal says is.
 */
#include "sim/output/report/validate_html.h"

#include "tests/support/harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static char amount[] = "500", service[] = "<b>_&";
static sl_target_t list[] = {
    {.quantity = SL_SHARE_ABOVE,
     .at = amount,
     .amount = 500.0,
     .target = 0.5,
     .low = 0.4,
     .high = 0.6,
     .fitted = true},
    {.quantity = SL_EVENTS_PER_1000,
     .at = service,
     .target = 2000.0,
     .low = (double)NAN,
     .high = (double)NAN},
};

static char *page_of(const char *title, const sl_page_picture_t *pictures, size_t n, int *code)
{
  static sl_estimate_t figures[] = {{0.7, 0.001}, {2001.0, 2.0}};
  static const sl_targets_t targets = {list, 2};
  static const sl_validated_t validated = {.figure = figures, .n = 2, .person_years = 1e6};
  const sl_validate_facts_t facts = {
      .basis = "own", .title = title, .population = "20 persons", .currency = "USD", .seed = 1};
  const sl_validation_t validation = {&facts, &targets, &validated};
  sl_error_t error = {0};
  char *text = NULL;
  *code = sl_validate_html(&validation, pictures, n, &text, &error);
  return text;
}

static void expect(const char *page, const char *words, int is_there)
{
  CU_ASSERT_EQUAL(strstr(page, words) != NULL, is_there);
  if ((strstr(page, words) != NULL) != is_there) {
    printf("\n    %s: %s\n", is_there ? "missing" : "should not be there", words);
  }
}

static void what_a_user_wrote_is_words(void)
{
  int code;
  char *page = page_of("</title><script>\"'&]]>\xff\xe2\x80\xae", NULL, 0, &code);
  CU_ASSERT_EQUAL_FATAL(code, SL_OK);
  expect(page,
         "<h1>&lt;/title&gt;&lt;script&gt;&quot;&#39;&amp;]]&gt;\xef\xbf\xbd\xef\xbf\xbd</h1>", 1);
  expect(page, "<script", 0);
  expect(page, "<th scope=\"row\">&lt;b&gt;_<wbr>&amp;</th>", 1);
  free(page);
}

/* 70% is outside 40% to 60%; the other figure has no range, and was not fitted to. */
static void the_tables_are_the_terminals(void)
{
  int code;
  char *page = page_of("own", NULL, 0, &code);
  CU_ASSERT_EQUAL_FATAL(code, SL_OK);
  expect(page,
         "<th scope=\"row\">members above $500</th><td class=\"off\">70.0% \xc2\xb1&nbsp;0.1</td>"
         "<td>50%</td><td>40%-60%</td><td class=\"off\">*</td>",
         1);
  expect(page, "<td>2001 \xc2\xb1&nbsp;2</td><td>2,000</td><td></td><td></td>", 1);
  expect(page, "0 of 1 figures that have a range lie within it; * marks the others.", 1);
  CU_ASSERT_TRUE(strstr(page, "What the basis was fitted to") <
                 strstr(page, "What it was not fitted to"));
  free(page);
}

static void ids_of_pictures_are_kept_apart(void)
{
  static const char svg[] = "<?xml version='1.0'?><!DOCTYPE x>\n<svg id=\"a\"><use "
                            "xlink:href='#b' fill='url(#c)' href=\"#d\"/><g id='e'/>"
                            "<text>id='words' url(#words)</text></svg>\n";
  const sl_page_picture_t pictures[] = {{"one", "what \"it\" shows", svg}, {"two", "x", svg}};
  int code;
  char *page = page_of("own", pictures, 2, &code);
  CU_ASSERT_EQUAL_FATAL(code, SL_OK);
  expect(page, "aria-label=\"what &quot;it&quot; shows\"", 1);
  expect(page,
         "<svg id=\"one-a\"><use xlink:href='#one-b' fill='url(#one-c)' href=\"#one-d\"/><g "
         "id='one-e'/><text>id='words' url(#words)</text></svg>",
         1);
  expect(page, "<svg id=\"two-a\">", 1);
  expect(page, "<?xml", 0);
  free(page);
}

static void a_picture_that_is_none_is_refused(void)
{
  const sl_page_picture_t picture = {"one", "x", "words"};
  int code;
  char *page = page_of("own", &picture, 1, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_PROGRAM);
  CU_ASSERT_PTR_NULL(page);
}

SL_SUITE(validate_html, "unit/validate html",
         {"what a user wrote is words", what_a_user_wrote_is_words},
         {"the tables are the terminal's", the_tables_are_the_terminals},
         {"ids of pictures are kept apart", ids_of_pictures_are_kept_apart},
         {"a picture that is none is refused", a_picture_that_is_none_is_refused});
