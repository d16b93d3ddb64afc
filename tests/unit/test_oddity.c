/* What messages name that nobody sees: each text with the words that must come, or none. */
#include "sim/input/read/oddity.h"

#include "tests/support/harness.h"

#include <stdio.h>
#include <string.h>

#define NBSP "\xC2\xA0"

typedef struct odd {
  const char *text, *part; /* part: NULL where nothing is odd */
} odd_t;

static void expect(const odd_t *row, const char *found)
{
  const bool right =
      row->part == NULL ? found == NULL : found != NULL && strstr(found, row->part) != NULL;
  if (!right) {
    printf("\n    '%s': %s\n", row->text, found != NULL ? found : "nothing");
  }
  CU_ASSERT_TRUE(right);
}

static void blanks_that_nobody_sees(void)
{
  static const odd_t rows[] = {{"employee", NULL},
                               {"domestic partner", NULL},
                               {"", NULL},
                               {"employee" NBSP, "no-break space"},
                               {NBSP "E1", "no-break space"},
                               {"E" NBSP "1", "no-break space"},
                               {"\xE2\x80\xAF"
                                "1",
                                "no-break space"},
                               {"E1 ", "begins or ends with a blank"},
                               {"\tE1", "begins or ends with a blank"},
                               {"E\xE2\x80\x8B"
                                "1",
                                "invisible"},
                               {"\xEF\xBB\xBF"
                                "E1",
                                "invisible"},
                               {"Zo\xC3\xAB", NULL}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    expect(&rows[i], sl_oddity_of_text(rows[i].text));
  }
}

static void numbers_as_exports_write_them(void)
{
  static const odd_t rows[] = {{"07", "leading zero"},
                               {"00", "leading zero"},
                               {"-012.5", "leading zero"},
                               {"0.5", NULL},
                               {"0", NULL},
                               {"5,000", "thousands separator"},
                               {"1,234,567", "thousands separator"},
                               {"1.234.567", "thousands separator"},
                               {"50 000", "thousands separator"},
                               {"1'000", "thousands separator"},
                               {"52" NBSP "000", "no-break space"},
                               {"0,5", "not a comma"},
                               {"$500", "currency sign"},
                               {"\xE2\x82\xAC"
                                "500",
                                "currency sign"},
                               {"5%", "share"},
                               {"5 ", "blank"},
                               {"old", NULL},
                               {"1e999", NULL}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    expect(&rows[i], sl_oddity_of_number(rows[i].text));
  }
}

static void a_point_may_separate_thousands(void)
{
  static const char *const ambiguous[] = {"100.000", "1.000", "12.345", "-5.000"};
  static const char *const clear[] = {"100.00", "1000.000", "0.500", "100", "1.0000", "1.2e3", ""};
  for (size_t i = 0; i < sizeof ambiguous / sizeof ambiguous[0]; i++) {
    CU_ASSERT_TRUE(sl_number_is_ambiguous(ambiguous[i]));
  }
  for (size_t i = 0; i < sizeof clear / sizeof clear[0]; i++) {
    CU_ASSERT_FALSE(sl_number_is_ambiguous(clear[i]));
  }
}

static void ids_are_compared_without_blanks(void)
{
  CU_ASSERT_EQUAL(sl_compare_ids("E1", "E1 ", false), 0);
  CU_ASSERT_EQUAL(sl_compare_ids("E1" NBSP, " E1", false), 0);
  CU_ASSERT_EQUAL(sl_compare_ids("E 1", "E1", false), 0);
  CU_ASSERT_TRUE(sl_compare_ids("E1", "e1", false) != 0);
  CU_ASSERT_TRUE(sl_compare_ids("7", "007", false) != 0);
  CU_ASSERT_EQUAL(sl_compare_ids("7", "007", true), 0);
  CU_ASSERT_EQUAL(sl_compare_ids("e01", "E01 ", true), 0);
  CU_ASSERT_TRUE(sl_compare_ids("E01", "E1", true) != 0);
  CU_ASSERT_EQUAL(sl_compare_ids("0", "00", true), 0);
  CU_ASSERT_TRUE(sl_compare_ids("0", "", true) != 0);
  CU_ASSERT_TRUE(sl_compare_ids("A", "B", false) < 0 && sl_compare_ids("B", "A", false) > 0);
}

SL_SUITE(oddity, "unit/oddity", {"blanks that nobody sees", blanks_that_nobody_sees},
         {"numbers as exports write them", numbers_as_exports_write_them},
         {"a point may separate thousands", a_point_may_separate_thousands},
         {"ids are compared without blanks", ids_are_compared_without_blanks});
