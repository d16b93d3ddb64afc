/* Labels, tiers and values of quotes: the right meanings are those of the trade, by hand. */
#include "sim/input/foreign/quotes/labels.h"
#include "sim/input/foreign/quotes/values.h"
#include "tests/support/harness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void expect_value(const char *text, bool comma, double number, bool percent)
{
  const sl_quote_value_t value = sl_quote_value(text, comma);
  const bool same = value.form == SL_FORM_NUMBER && value.percent == percent &&
                    fabs(value.number - number) < 1e-9 * fmax(1, fabs(number));
  CU_ASSERT_TRUE(same);
  if (!same) {
    printf("\n    '%s': form %d, %.10g\n", text, (int)value.form, value.number);
  }
}

static void amounts_are_read_as_written(void)
{
  expect_value("$1,234.50", false, 1234.5, false);
  expect_value("1.234,50", false, 1234.5, false);
  expect_value("1.234,50 \xE2\x82\xAC", true, 1234.5, false);
  expect_value("75.000", true, 75000, false);
  expect_value("75,000", false, 75000, false);
  expect_value("0.065", true, 0.065, false);
  expect_value("15 000", false, 15000, false);
  expect_value("(36.00)", false, -36, false);
  expect_value("($36.00)", false, -36, false);
  expect_value("-$36.00", false, -36, false);
  expect_value("\xE2\x88\x92"
               "36",
               false, -36, false);
  expect_value("$50K", false, 50000, false);
  expect_value("1.5M", false, 1500000, false);
  expect_value("2 million", false, 2000000, false);
  expect_value("125%", false, 1.25, true);
  expect_value("25% margin", false, 0.25, true);
  expect_value("+14.8%", false, 0.148, true);
  expect_value("12% incl.", false, 0.12, true);
  expect_value("USD 50,000", false, 50000, false);
  expect_value("34.50/mo", false, 34.5, false);
  expect_value("$42,000 per year", false, 42000, false);
}

static void what_is_no_amount_is_none(void)
{
  static const struct {
    const char *text;
    sl_quote_form_t form;
  } cells[] = {{"", SL_FORM_BLANK},
               {"N/A", SL_FORM_NOTHING},
               {"None", SL_FORM_NOTHING},
               {"-", SL_FORM_NOTHING},
               {"DTQ", SL_FORM_DECLINED},
               {"Declined to quote", SL_FORM_DECLINED},
               {"No quote", SL_FORM_DECLINED},
               {"Unlimited", SL_FORM_UNLIMITED},
               {"12/15", SL_FORM_WORDS},
               {"12-15", SL_FORM_WORDS},
               {"=1+1", SL_FORM_WORDS},
               {"#REF!", SL_FORM_WORDS},
               {"1e300", SL_FORM_WORDS},
               {"TBD", SL_FORM_WORDS},
               {"99999999999999999", SL_FORM_WORDS},
               {"1.2.3.4", SL_FORM_WORDS}};
  for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
    CU_ASSERT_EQUAL(sl_quote_value(cells[i].text, false).form, cells[i].form);
    if (sl_quote_value(cells[i].text, false).form != cells[i].form) {
      printf("\n    '%s'\n", cells[i].text);
    }
  }
}

static void expect_contract(const char *text, unsigned incurred, unsigned paid)
{
  sl_quote_contract_t contract = {.basis = SL_QUOTE_BASIS_NONE};
  CU_ASSERT_TRUE(sl_quote_contract(text, &contract));
  CU_ASSERT_EQUAL(contract.incurred, incurred);
  CU_ASSERT_EQUAL(contract.paid, paid);
}

static void contracts_are_read_as_written(void)
{
  static const char *const none[] = {"", "sometimes", "12", "12/15/18", "5/12", "12/99", "TBD"};
  sl_quote_contract_t contract = {.basis = SL_QUOTE_BASIS_NONE};
  expect_contract("12/15", 12, 15);
  expect_contract("24-12", 24, 12);
  expect_contract("12 / 18", 12, 18);
  expect_contract("Incurred in 12 / paid in 15", 12, 15);
  expect_contract("Paid within 15, incurred in 12", 12, 15);
  expect_contract("Level funded 12/18", 12, 18);
  expect_contract("12-15-26", 12, 15); /* a spreadsheet's 15th of December */
  expect_contract("2026-12-18", 12, 18);
  CU_ASSERT_TRUE(sl_quote_contract("Paid", &contract));
  CU_ASSERT_EQUAL(contract.basis, SL_QUOTE_BASIS_PAID);
  CU_ASSERT_TRUE(sl_quote_contract("Incurred", &contract));
  CU_ASSERT_EQUAL(contract.basis, SL_QUOTE_BASIS_INCURRED);
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
    CU_ASSERT_FALSE(sl_quote_contract(none[i], &contract));
  }
}

static void expect_date(const char *text, int year, int month, int day)
{
  sl_date_t date = {0, 0, 0};
  CU_ASSERT_TRUE(sl_quote_date(text, &date));
  CU_ASSERT_TRUE(date.year == year && date.month == month && date.day == day);
}

static void dates_stand_in_sentences(void)
{
  sl_date_t date;
  expect_date("Effective January 1, 2026  |  52 Single", 2026, 1, 1);
  expect_date("Medical renewal 7/1/2026 - 48 enrolled", 2026, 7, 1);
  expect_date("01.04.2026", 2026, 4, 1);
  expect_date("1/7/26", 2026, 7, 1);
  expect_date("2026-11-01; rates", 2026, 11, 1);
  expect_date("1-Jan-2026", 2026, 1, 1);
  CU_ASSERT_FALSE(sl_quote_date("$50000 deductible, 12/15", &date));
  CU_ASSERT_FALSE(sl_quote_date("2/30/2026", &date));
}

static void tiers_are_known_by_many_words(void)
{
  static const struct {
    const char *text;
    int tier;
  } words[] = {{"EE", SL_QUOTE_EMPLOYEE},
               {"Employee Only", SL_QUOTE_EMPLOYEE},
               {"EE+SP", SL_QUOTE_EMPLOYEE_SPOUSE},
               {"Employee & Spouse", SL_QUOTE_EMPLOYEE_SPOUSE},
               {"Employee plus Child(ren)", SL_QUOTE_EMPLOYEE_CHILDREN},
               {"EE/CH", SL_QUOTE_EMPLOYEE_CHILDREN},
               {"EC", SL_QUOTE_EMPLOYEE_CHILDREN},
               {"Single Parent", SL_QUOTE_EMPLOYEE_CHILDREN},
               {"EE+1", SL_QUOTE_EMPLOYEE_PLUS_ONE},
               {"Employee + One", SL_QUOTE_EMPLOYEE_PLUS_ONE},
               {"Couple", SL_QUOTE_COUPLE},
               {"2-Party", SL_QUOTE_COUPLE},
               {"Single", SL_QUOTE_SINGLE},
               {"Individual", SL_QUOTE_SINGLE},
               {"FAM", SL_QUOTE_FAMILY},
               {"EE + Family", SL_QUOTE_FAMILY},
               {"per employee", -1},
               {"Employee Assistance", -1},
               {"Individual deductible", -1},
               {"EE 1.00", -1}};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    CU_ASSERT_EQUAL(sl_quote_tier_of(words[i].text), words[i].tier);
    if (sl_quote_tier_of(words[i].text) != words[i].tier) {
      printf("\n    '%s'\n", words[i].text);
    }
  }
}

/* item of a label below a heading ("": none). */
static void expect_item(const char *heading, const char *text, sl_quote_item_t item,
                        sl_quote_unit_t unit)
{
  sl_quote_label_t label, above;
  sl_quote_label_read(text, &label);
  sl_quote_label_read(heading, &above);
  const sl_quote_meaning_t *meaning =
      sl_quote_label_meaning(&label, heading[0] != '\0' ? &above : NULL);
  const bool same = (meaning != NULL ? meaning->item : SL_ITEM_NONE) == item && label.unit == unit;
  CU_ASSERT_TRUE(same);
  if (!same) {
    printf("\n    '%s': %s, unit %d\n", text, meaning != NULL ? meaning->words : "nothing",
           (int)label.unit);
  }
}

static void labels_are_known_by_many_words(void)
{
  expect_item("", "ISL Ded.", SL_ITEM_SPECIFIC_DEDUCTIBLE, SL_UNIT_UNSAID);
  expect_item("", "Individual Stop Loss Deductible (per person)", SL_ITEM_SPECIFIC_DEDUCTIBLE,
              SL_UNIT_UNSAID);
  expect_item("AGGREGATE STOP LOSS", "Contract Basis", SL_ITEM_AGGREGATE_CONTRACT, SL_UNIT_UNSAID);
  expect_item("SPECIFIC STOP LOSS", "Contract Basis", SL_ITEM_SPECIFIC_CONTRACT, SL_UNIT_UNSAID);
  expect_item("", "Contract (incurred/paid)", SL_ITEM_CONTRACT, SL_UNIT_UNSAID);
  expect_item("AGGREGATE", "Deductible", SL_ITEM_ATTACHMENT, SL_UNIT_UNSAID);
  expect_item("SPECIFIC", "Single", SL_ITEM_SPECIFIC_RATE, SL_UNIT_UNSAID);
  expect_item("", "Spec. rate - EE+SP, per employee per month", SL_ITEM_SPECIFIC_RATE,
              SL_UNIT_EMPLOYEE_MONTH);
  expect_item("", "Annual Max per person", SL_ITEM_PERSON_MAXIMUM, SL_UNIT_UNSAID);
  expect_item("", "Maximum annual cost (fixed + attachment)", SL_ITEM_TOTAL, SL_UNIT_YEAR);
  expect_item("", "Max Claims Liability", SL_ITEM_ATTACHMENT, SL_UNIT_UNSAID);
  expect_item("", "Agg factor PEPM", SL_ITEM_FACTOR, SL_UNIT_EMPLOYEE_MONTH);
  expect_item("", "Stop Loss Carrier", SL_ITEM_CARRIER, SL_UNIT_UNSAID);
  expect_item("", "TPA fee PEPM", SL_ITEM_FEE, SL_UNIT_EMPLOYEE_MONTH);
  expect_item("", "TPA", SL_ITEM_ADMINISTRATOR, SL_UNIT_UNSAID);
  expect_item("", "Rx Rebate Credit PEPM (est.)", SL_ITEM_REBATE, SL_UNIT_EMPLOYEE_MONTH);
  expect_item("", "Laser - claimant B", SL_ITEM_LASER, SL_UNIT_UNSAID);
  expect_item("", "No new lasers at renewal", SL_ITEM_TERM, SL_UNIT_UNSAID);
  expect_item("", "Seating plan", SL_ITEM_NONE, SL_UNIT_UNSAID);
  expect_item("", "Fully insured equivalent rate - Single", SL_ITEM_IGNORED, SL_UNIT_UNSAID);
}

static void keys_come_from_labels(void)
{
  char key[SL_LABEL_KEY];
  CU_ASSERT_STRING_EQUAL(sl_quote_label_key("Nurse line PEPM", key), "nurse_line");
  CU_ASSERT_STRING_EQUAL(sl_quote_label_key("COBRA & HIPAA (per year)", key), "cobra_and_hipaa");
  CU_ASSERT_TRUE(strlen(sl_quote_label_key("a b c d e f g h i j k l m n o p q r s t u v w x y z a "
                                           "b c d e f g h i j k l m n o p q r s t u v w x y z",
                                           key)) < SL_LABEL_KEY);
}

static void cells_have_names(void)
{
  char name[SL_QUOTE_CELL_TEXT];
  CU_ASSERT_STRING_EQUAL(sl_quote_cell_name((sl_quote_cell_t){17, 2}, name), "B17");
  CU_ASSERT_STRING_EQUAL(sl_quote_cell_name((sl_quote_cell_t){1, 26}, name), "Z1");
  CU_ASSERT_STRING_EQUAL(sl_quote_cell_name((sl_quote_cell_t){1, 27}, name), "AA1");
  CU_ASSERT_STRING_EQUAL(sl_quote_cell_name((sl_quote_cell_t){1, 702}, name), "ZZ1");
  CU_ASSERT_STRING_EQUAL(sl_quote_cell_name((sl_quote_cell_t){1, 703}, name), "AAA1");
  CU_ASSERT_STRING_EQUAL(sl_quote_cell_name((sl_quote_cell_t){0, 0}, name), "");
}

SL_SUITE(quotes_words, "unit/quotes_words",
         {"amounts are read as written", amounts_are_read_as_written},
         {"what is no amount is none", what_is_no_amount_is_none},
         {"contracts are read as written", contracts_are_read_as_written},
         {"dates stand in sentences", dates_stand_in_sentences},
         {"tiers are known by many words", tiers_are_known_by_many_words},
         {"labels are known by many words", labels_are_known_by_many_words},
         {"keys come from labels", keys_come_from_labels}, {"cells have names", cells_have_names});
