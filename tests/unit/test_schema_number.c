#include "sim/input/read/number.h"
#include "sim/input/read/text.h"
#include "tests/support/harness.h"

#include <inttypes.h>
#include <locale.h>
#include <string.h>

static void numbers_are_decimal_or_exponent(void)
{
  static const struct {
    const char *text;
    double value;
  } good[] = {{"0", 0.0},
              {"0.0", 0.0},
              {"-5", -5.0},
              {"1e6", 1e6},
              {"1e-05", 1e-5},
              {"1E+3", 1e3},
              {"0.25", 0.25},
              {"1500", 1500.0},
              {"-0.5e1", -5.0},
              {"1e308", 1e308},
              {"4.9", 4.9},
              {"0e0", 0.0},
              {"123456789", 123456789.0},
              {".5", 0.5},
              {"-.25", -0.25},
              {"5.", 5.0},
              {"1.e3", 1000.0},
              {".5e1", 5.0},
              {"+5", 5.0}};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    double value = -1.0;
    CU_ASSERT_TRUE(sl_number_parse(good[i].text, &value));
    CU_ASSERT_EQUAL(value, good[i].value);
  }
}

static void other_forms_are_none(void)
{
  static const char *const bad[] = {
      "1_000", "12abc", "010", "0x1F", "nan",   "1e999", "",     "inf", ".inf", "+",       "-",
      ".",     "e5",    "1e",  "1,5",  "1 000", " 1",    "1 ",   "0b1", "--1",  "1.2.3",   "00",
      "-01",   "+.",    ".e5", "+-5",  "+010",  "00.5",  "1..2", "1e+", "NaN",  "Infinity"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double value;
    CU_ASSERT_FALSE(sl_number_parse(bad[i], &value));
  }
}

static void whole_numbers_are_exact(void)
{
  static const struct {
    const char *text;
    uint64_t value;
  } good[] = {{"0", 0},
              {"18446744073709551615", UINT64_MAX},
              {"9007199254740993", UINT64_C(9007199254740993)}, /* 2^53 + 1: no double */
              {"2e4", 20000},
              {"2.5e1", 25},
              {"20000.0", 20000},
              {"1844674407370955161.5e1", UINT64_MAX},
              {"-0", 0},
              {"0e99", 0},
              {"100e-2", 1},
              {"+7", 7},
              {"7.", 7},
              {".5e1", 5}};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    uint64_t value = 77;
    CU_ASSERT_TRUE(sl_number_parse_whole(good[i].text, &value));
    CU_ASSERT_EQUAL(value, good[i].value);
  }
}

static void others_are_not_whole(void)
{
  static const char *const bad[] = {
      "18446744073709551616", "1e20", "0.5",          "-1", "1e-1", "2.55e1", "ten",
      "1e99999999999",        "010",  "5e-9999999999"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    uint64_t value;
    CU_ASSERT_FALSE(sl_number_parse_whole(bad[i], &value));
  }
}

static void formats_are_short_and_read_back(void)
{
  static const struct {
    double value;
    const char *text;
  } rows[] = {{0.1, "0.1"},
              {60000.0, "60000"},
              {1e6, "1000000"},
              {0.3, "0.3"},
              {1.0 / 3.0, "0.3333333333333333"},
              {1e-5, "1e-05"},
              {1e300, "1e+300"},
              {-25.0, "-25"},
              {2150000.0, "2150000"},
              {(double)INFINITY, ".inf"},
              {-(double)INFINITY, "-.inf"},
              {0.1 + 0.2, "0.30000000000000004"}};
  char buffer[SL_NUMBER_TEXT];
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    CU_ASSERT_STRING_EQUAL(sl_number_format(rows[i].value, buffer), rows[i].text);
  }
}

/* Bit patterns from a simple generator: every double comes back from its text. */
static void every_double_comes_back(void)
{
  uint64_t bits = 1;
  for (size_t i = 0; i < 20000; i++) {
    double value, again = 0.0;
    char buffer[SL_NUMBER_TEXT];
    bits = bits * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value)) {
      CU_ASSERT_TRUE(sl_number_parse(sl_number_format(value, buffer), &again));
      CU_ASSERT_EQUAL(value, again);
    }
  }
}

/* The grammar and the formats are the C locale's whatever the program's is. Where the machine has
 * no locale with a decimal comma the loop is empty. */
static void a_decimal_comma_changes_nothing(void)
{
  static const char *const names[] = {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (setlocale(LC_ALL, names[i]) != NULL) {
      double value = 0.0;
      char buffer[SL_NUMBER_TEXT];
      CU_ASSERT_TRUE(sl_number_parse("0.25", &value));
      CU_ASSERT_EQUAL(value, 0.25);
      CU_ASSERT_STRING_EQUAL(sl_number_format(0.25, buffer), "0.25");
    }
  }
  setlocale(LC_ALL, "C");
}

/* What a spreadsheet would obey; a blank in front hides nothing. */
static void formulas_are_seen(void)
{
  static const char *const obeyed[] = {"=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", " \r=1"};
  static const char *const words[] = {"", " ", "A=1", "'=1", "1-1", "\n=1"};
  for (size_t i = 0; i < sizeof obeyed / sizeof obeyed[0]; i++) {
    CU_ASSERT_TRUE(sl_text_is_formula(obeyed[i]));
  }
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    CU_ASSERT_FALSE(sl_text_is_formula(words[i]));
  }
}

static void digits_are_grouped(void)
{
  static const struct {
    const char *digits, *grouped;
  } cases[] = {{"0", "0"},          {"999", "999"},
               {"1000", "1,000"},   {"1234567.891", "1,234,567.891"},
               {"75000", "75,000"}, {"", ""}};
  char grouped[32];
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sl_number_group(cases[i].digits, grouped, sizeof grouped);
    CU_ASSERT_STRING_EQUAL(grouped, cases[i].grouped);
  }
  sl_number_group("1234567", grouped, 4);
  CU_ASSERT_TRUE(strlen(grouped) < 4);
}

SL_SUITE(schema_number, "unit/schema_number",
         {"numbers are decimal or exponent", numbers_are_decimal_or_exponent},
         {"other forms are none", other_forms_are_none},
         {"whole numbers are exact", whole_numbers_are_exact},
         {"others are not whole", others_are_not_whole},
         {"formats are short and read back", formats_are_short_and_read_back},
         {"every double comes back", every_double_comes_back},
         {"a decimal comma changes nothing", a_decimal_comma_changes_nothing},
         {"formulas are seen", formulas_are_seen}, {"digits are grouped", digits_are_grouped});
