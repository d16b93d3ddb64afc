/* Paragraphs, tables and ASCII: what is composed, laid out. */
#include "sim/output/text/layout.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

#define PM "\xc2\xb1"

typedef void (*composer_t)(FILE *out);

static void expect(composer_t compose, size_t width, bool ascii, const char *expected)
{
  char *composed = NULL, *text = NULL;
  size_t size;
  FILE *out = open_memstream(&composed, &size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  compose(out);
  CU_ASSERT_EQUAL_FATAL(fclose(out), 0);
  CU_ASSERT_EQUAL(sl_typeset(composed, &(sl_paper_t){.width = width, .ascii = ascii}, &text, NULL),
                  SL_OK);
  CU_ASSERT_STRING_EQUAL(text, expected);
  if (strcmp(text, expected) != 0) {
    printf("\n%s", text);
  }
  free(text);
  free(composed);
}

static void say(FILE *out)
{
  sl_put_paragraph(out, 2, 4, "It costs $12,345 " PM " 1.2k more, abcdefghijklmnopqrstuvwxyz");
}

/* No break beside the sign; a word wider than a line is broken where the line ends. */
static void paragraphs_are_wrapped(void)
{
  expect(say, 24, false,
         "  It costs\n    $12,345 " PM " 1.2k more,\n    abcdefghijklmnopqrst\n    uvwxyz\n");
  expect(say, 80, false, "  It costs $12,345 " PM " 1.2k more, abcdefghijklmnopqrstuvwxyz\n");
  expect(say, 80, true, "  It costs $12,345 +- 1.2k more, abcdefghijklmnopqrstuvwxyz\n");
}

static void head(FILE *out)
{
  sl_put_left(out, "", 6);
  sl_put_right(out, "Fully insured by the carrier", 10);
  sl_put_right(out, "ASO", 10);
  putc('\n', out);
  sl_put_rule(out, '-', 200);
}

/* A name is wrapped within its column, never cut. */
static void names_are_wrapped_in_their_column(void)
{
  expect(head, 30, false,
         "           Fully       ASO\n      insured by          \n             the          \n"
         "         carrier          \n------------------------------\n");
}

static void table(FILE *out)
{
  for (int row = 0; row < 2; row++) {
    fputs("  ", out);
    sl_put_left(out, row == 0 ? "a longer label" : "short", 20);
    sl_put_right(out, row == 0 ? "1,000 " PM " 10" : "2", 20);
    sl_put_right(out, row == 0 ? "3" : "4,000", 20);
    putc('\n', out);
  }
}

/* 62 columns of which 30 must do: what is beyond the need of a column's widest figure is taken
 * evenly, alike in every row, and a label goes onto a second line. */
static void tables_are_narrowed_alike(void)
{
  expect(table, 62, false,
         "  a longer label                1,000 " PM " 10                   3\n"
         "  short                                  2               4,000\n");
  expect(table, 36, false,
         "  a longer      1,000 " PM " 10         3\n"
         "  label                             \n"
         "  short                  2     4,000\n");
}

static void foreign(FILE *out)
{
  fputs("Caf\xc3\xa9 \xe2\x82\xac"
        "5 \xe4\xbf\x9d Stra\xc3\x9f"
        "e cafe\xcc\x81\n",
        out);
}

static void ascii_says_it_otherwise(void)
{
  expect(foreign, 80, true, "Cafe EUR 5 ? Strasse cafe\n");
}

SL_SUITE(layout, "unit/layout", {"paragraphs are wrapped", paragraphs_are_wrapped},
         {"names are wrapped in their column", names_are_wrapped_in_their_column},
         {"tables are narrowed alike", tables_are_narrowed_alike},
         {"ASCII says it otherwise", ascii_says_it_otherwise});
