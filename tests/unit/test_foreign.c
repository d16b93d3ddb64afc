/* Sheets and words of other people's censuses: encodings, delimiters, dates, money, columns. */
#include "sim/input/foreign/sheet/decode.h"
#include "sim/input/foreign/sheet/delimited.h"
#include "sim/input/foreign/words/columns.h"
#include "sim/input/foreign/words/dates.h"
#include "sim/input/foreign/words/money.h"
#include "sim/input/foreign/words/values.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

static void expect_decoded(const char *bytes, size_t n, const char *text, int code)
{
  char *copy = malloc(n + 1);
  const char *encoding;
  sl_error_t error;
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  memcpy(copy, bytes, n);
  CU_ASSERT_EQUAL(sl_sheet_decode(&copy, &n, &encoding, &error), code);
  if (code == SL_OK) {
    CU_ASSERT_EQUAL(n, strlen(text));
    CU_ASSERT_EQUAL(memcmp(copy, text, n), 0);
  }
  free(copy);
}

/* The right bytes are those of the encodings' tables, by hand. */
static void encodings_become_utf8(void)
{
  expect_decoded("a\xC3\xA9", 3, "a\xC3\xA9", SL_OK);
  expect_decoded("\xEF\xBB\xBFx", 4, "x", SL_OK);
  expect_decoded("\x96 \xE9\x80", 4, "\xE2\x80\x93 \xC3\xA9\xE2\x82\xAC", SL_OK);
  expect_decoded("\xFF\xFE"
                 "a\0\xE9\0\x3D\xD8\x00\xDE",
                 10, "a\xC3\xA9\xF0\x9F\x98\x80", SL_OK);
  expect_decoded("\xFE\xFF\0a", 4, "a", SL_OK);
  expect_decoded("a\0b\0c\0d\0", 8, "abcd", SL_OK);
  expect_decoded("PK\0\1\2\0xyz", 9, "", SL_ERR_INPUT);
}

static void expect_cell(const sl_sheet_t *sheet, size_t row, size_t column, uint32_t line,
                        const char *text)
{
  CU_ASSERT_TRUE_FATAL(row < sheet->n_rows);
  CU_ASSERT_EQUAL(sheet->rows[row].line, line);
  CU_ASSERT_STRING_EQUAL(sl_sheet_cell(sheet, &sheet->rows[row], column), text);
}

static void rows_have_their_lines(void)
{
  static const char text[] = "a,\"b\n\"\"c\"\"\", d \r\n\r\ne,\"x\"y,z\"\n\xC2\xA0,f";
  sl_sheet_t sheet = {0};
  sl_error_t error;
  CU_ASSERT_EQUAL(sl_delimited_read(text, strlen(text), ',', true, &sheet, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sheet.n_rows, 4);
  expect_cell(&sheet, 0, 1, 1, "b \"c\"");
  expect_cell(&sheet, 0, 2, 1, "d");
  CU_ASSERT_TRUE(sl_sheet_row_is_blank(&sheet, &sheet.rows[1]));
  expect_cell(&sheet, 2, 1, 4, "xy");
  expect_cell(&sheet, 2, 2, 4, "z\"");
  expect_cell(&sheet, 3, 0, 5, "");
  expect_cell(&sheet, 3, 9, 5, "");
  sl_sheet_free(&sheet);
}

static void the_delimiter_is_what_splits_alike(void)
{
  static const char commas[] = "title\nx;y,\na,b,\"c;d\"\n1,2,3\n";
  static const char semicolons[] = "a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n";
  CU_ASSERT_EQUAL(sl_delimiter_of(commas, strlen(commas)), ',');
  CU_ASSERT_EQUAL(sl_delimiter_of(semicolons, strlen(semicolons)), ';');
  CU_ASSERT_EQUAL(sl_delimiter_of("a\tb\n1\t2\n", 8), '\t');
  CU_ASSERT_EQUAL(sl_delimiter_of("a|b\n1|2\n", 8), '|');
}

static void an_open_quote_is_told(void)
{
  sl_sheet_t sheet = {0};
  sl_error_t error;
  char *text = malloc(9000);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  memset(text, 'x', 9000);
  memcpy(text, "a,b\n1,\"", 7);
  CU_ASSERT_EQUAL(sl_delimited_read(text, 9000, ',', true, &sheet, &error), SL_ERR_INPUT);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "row 2"));
  sl_sheet_free(&sheet);
  free(text);
}

static void expect_date(const char *text, bool day_first, int year, int month, int day)
{
  const sl_date_parts_t parts = sl_foreign_date_placed(sl_foreign_date(text), day_first);
  const bool same =
      parts.form == SL_DATE_KNOWN && parts.year == year && parts.month == month && parts.day == day;
  CU_ASSERT_TRUE(same);
  if (!same) {
    printf("\n    %s: form %d, %d-%d-%d\n", text, (int)parts.form, parts.year, parts.month,
           parts.day);
  }
}

/* Serial days: 25569 is 1970-01-01, 36526 2000-01-01 in every spreadsheet. */
static void dates_are_read_as_written(void)
{
  static const char *const none[] = {"TBD",
                                     "0",
                                     "#N/A",
                                     "1/0/1900",
                                     "00-Jan-00",
                                     "unknown",
                                     "12",
                                     "1/2",
                                     "1/2/3/4",
                                     "x/y/z",
                                     "123456789012345678901234567890"};
  expect_date("1975-04-30", false, 1975, 4, 30);
  expect_date("1975/4/3 00:00:00", false, 1975, 4, 3);
  expect_date("1975-04-30T00:00:00", false, 1975, 4, 30);
  expect_date("19750430", false, 1975, 4, 30);
  expect_date("4/30/1975", false, 1975, 4, 30);
  expect_date("30.4.1975", true, 1975, 4, 30);
  expect_date("30-Apr-1975", false, 1975, 4, 30);
  expect_date("April 30, 1975", false, 1975, 4, 30);
  expect_date("9-Mar-98", false, 98, 3, 9);
  expect_date("25569", false, 1970, 1, 1);
  expect_date("36526", false, 2000, 1, 1);
  expect_date("36526.5", false, 2000, 1, 1);
  CU_ASSERT_EQUAL(sl_foreign_date("99991231").form, SL_DATE_OPEN);
  CU_ASSERT_EQUAL(sl_foreign_date("").form, SL_DATE_BLANK);
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
    CU_ASSERT_EQUAL(sl_foreign_date(none[i]).form, SL_DATE_NONE);
  }
  sl_date_t date;
  const sl_date_parts_t april_31 = sl_foreign_date_placed(sl_foreign_date("4/31/1975"), false);
  CU_ASSERT_FALSE(sl_foreign_date_real(&april_31, &date));
}

static void expect_money(const char *text, bool comma, double amount)
{
  double value = -1;
  CU_ASSERT_TRUE(sl_foreign_money(text, comma, &value));
  CU_ASSERT_EQUAL(value, amount);
}

static void money_is_read_as_written(void)
{
  double value;
  expect_money("$52,000.00", false, 52000);
  expect_money("52000", false, 52000);
  expect_money("54.000,00", true, 54000);
  expect_money("54 000,00 $", true, 54000);
  expect_money("54000.00 USD", false, 54000);
  expect_money("(1,250.50)", false, -1250.5);
  expect_money("CA$ 1'234.5", false, 1234.5);
  expect_money("61.5k", false, 61500);
  expect_money("500 kr", false, 500);
  CU_ASSERT_FALSE(sl_foreign_money("n/a", false, &value));
  CU_ASSERT_FALSE(sl_foreign_money("12abc34", false, &value));
  CU_ASSERT_FALSE(sl_foreign_money("1.2.3", false, &value));
  CU_ASSERT_FALSE(sl_foreign_money("", false, &value));
  sl_money_marks_t marks = {0};
  sl_money_marks_add(&marks, "31.500,00");
  sl_money_marks_add(&marks, "43,500");
  CU_ASSERT_EQUAL(marks.comma, 1);
  CU_ASSERT_EQUAL(marks.point, 0);
}

static void expect_column(const char *name, sl_foreign_field_t field, unsigned person)
{
  sl_foreign_name_t meaning = {SL_FOREIGN_FIELDS, 0, 0};
  CU_ASSERT_TRUE(sl_foreign_column(name, &meaning));
  CU_ASSERT_EQUAL(meaning.field, field);
  CU_ASSERT_EQUAL(meaning.person, person);
}

static void columns_are_known_by_many_names(void)
{
  sl_foreign_name_t meaning;
  expect_column("D.O.B.*", SL_FOREIGN_BIRTH_DATE, SL_FOREIGN_OWN);
  expect_column("Relation- ship", SL_FOREIGN_RELATIONSHIP, SL_FOREIGN_OWN);
  expect_column("Emp DOB", SL_FOREIGN_BIRTH_DATE, SL_FOREIGN_OWN);
  expect_column("Spouse Sex", SL_FOREIGN_SEX, SL_FOREIGN_OF_SPOUSE);
  expect_column("Child 3 DOB", SL_FOREIGN_BIRTH_DATE, SL_FOREIGN_OF_CHILD + 2);
  expect_column("Spouse (Y/N)", SL_FOREIGN_SPOUSE, SL_FOREIGN_OWN);
  expect_column("# Children", SL_FOREIGN_CHILDREN, SL_FOREIGN_OWN);
  expect_column("DOB (MM/DD/YYYY)", SL_FOREIGN_BIRTH_DATE, SL_FOREIGN_OWN);
  expect_column("Coverage Tier (EE, ES, EC, FAM)", SL_FOREIGN_TIER, SL_FOREIGN_OWN);
  expect_column("Gender Code", SL_FOREIGN_SEX, SL_FOREIGN_OWN);
  expect_column("Employee ID (no SSN)", SL_FOREIGN_EMPLOYEE, SL_FOREIGN_OWN);
  CU_ASSERT_FALSE(sl_foreign_column("Employee Type", &meaning));
  CU_ASSERT_FALSE(sl_foreign_column("Plan Year", &meaning));
  CU_ASSERT_FALSE(sl_foreign_column("Shoe size", &meaning));
  CU_ASSERT_FALSE(sl_foreign_column("Child 99 DOB", &meaning));
  CU_ASSERT_FALSE(sl_foreign_column("", &meaning));
}

static void words_depend_on_their_column(void)
{
  int sex;
  CU_ASSERT_EQUAL(sl_foreign_kin("S", &sex), SL_KIN_SPOUSE);
  CU_ASSERT_EQUAL(sl_foreign_tier("S"), SL_STATED_EMPLOYEE);
  CU_ASSERT_EQUAL(sl_foreign_kin("W", &sex), SL_KIN_SPOUSE);
  CU_ASSERT_EQUAL(sex, SL_FEMALE);
  CU_ASSERT_EQUAL(sl_foreign_tier("W"), SL_STATED_WAIVED);
  CU_ASSERT_EQUAL(sl_foreign_kin("Ex-Wife", &sex), SL_KIN_EX_SPOUSE);
  CU_ASSERT_EQUAL(sl_foreign_tier("Employee + Child(ren)"), SL_STATED_CHILDREN);
  CU_ASSERT_EQUAL(sl_foreign_tier("EE+1"), SL_STATED_PLUS_ONE);
  CU_ASSERT_EQUAL(sl_foreign_kin("Child - Biological", &sex), SL_KIN_CHILD);
  CU_ASSERT_EQUAL(sl_foreign_kin("Spouse (Domestic Partner)", &sex), SL_KIN_PARTNER);
  CU_ASSERT_EQUAL(sl_foreign_kin("Person", &sex), SL_KIN_UNKNOWN);
  CU_ASSERT_EQUAL(sl_foreign_tier("PPO - Employee and Spouse/DP"), SL_STATED_SPOUSE);
  CU_ASSERT_EQUAL(sl_foreign_tier("Emp/Spouse/Child(ren)"), SL_STATED_FAMILY);
  CU_ASSERT_EQUAL(sl_foreign_tier("Gold"), SL_STATED_NONE);
  CU_ASSERT_EQUAL(sl_foreign_status("Early Retiree"), SL_WORK_RETIRED);
  CU_ASSERT_EQUAL(sl_foreign_pay_basis("Hourly - non-exempt"), SL_PAY_HOUR);
  CU_ASSERT_TRUE(sl_foreign_waived("Waived \xE2\x80\x93 spousal"));
  CU_ASSERT_FALSE(sl_foreign_waived("N/A"));
  CU_ASSERT_EQUAL(sl_foreign_status("Term 8/31/26"), SL_WORK_TERMINATED);
  CU_ASSERT_EQUAL(sl_foreign_status("Temporary"), SL_WORK_ACTIVE);
  CU_ASSERT_EQUAL(sl_foreign_legend("# Gender: 1 = Male, 2 = Female", SL_MALE), 1);
  CU_ASSERT_EQUAL(sl_foreign_legend("# Gender: 1 = Male, 2 = Female", SL_FEMALE), 2);
}

SL_SUITE(foreign, "unit/foreign", {"encodings become UTF-8", encodings_become_utf8},
         {"rows have their lines", rows_have_their_lines},
         {"the delimiter is what splits alike", the_delimiter_is_what_splits_alike},
         {"an open quote is told", an_open_quote_is_told},
         {"dates are read as written", dates_are_read_as_written},
         {"money is read as written", money_is_read_as_written},
         {"columns are known by many names", columns_are_known_by_many_names},
         {"words depend on their column", words_depend_on_their_column});
