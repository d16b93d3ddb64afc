/* Rows of a census that cannot be right, or look wrong: faults and warnings name the row as the
 * spreadsheet counts it (the header is row 1) and as lasers and claimants do (the data row). */
#include "sim/input/scenario/scenario.h"

#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define YAML SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL
#define HEADER "employee,relationship,age,sex\n"
#define MEMBERS "employee,relationship,age,sex,member\n"
#define MONTHS "employee,relationship,age,sex,months\n"
#define NBSP "\xC2\xA0"

static void expect_fault(const char *census, size_t line, size_t column, const char *part)
{
  sl_loaded_t l = sl_test_load(YAML, census);
  CU_ASSERT_PTR_NULL(l.scenario);
  CU_ASSERT_EQUAL(l.faults.n, 1);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, line, column, part));
  sl_test_unload(&l);
}

/* Exactly one warning, in this line of the census, or none (part NULL). */
static void expect_warning(const char *yaml, const char *census, size_t line, const char *part)
{
  sl_loaded_t l = sl_test_load(yaml, census);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_faults_t *warnings = &l.scenario->warnings;
  const bool right = part == NULL ? warnings->n == 0
                                  : warnings->n == 1 && warnings->list[0].line == line &&
                                        strstr(warnings->list[0].file, "census.csv") != NULL &&
                                        strstr(warnings->list[0].text, part) != NULL;
  for (size_t i = 0; !right && i < warnings->n; i++) {
    printf("\n    %zu: %s\n", warnings->list[i].line, warnings->list[i].text);
  }
  CU_ASSERT_TRUE(right);
  sl_test_unload(&l);
}

/* One member in two rows would be two persons, with two claims of 1,000 each. */
static void a_member_has_one_row(void)
{
  expect_fault(MEMBERS "E1,employee,40,F,M1\nE1,child,9,F,M2\nE1,child,9,F,M2\n", 4, 5,
               "The same id is in row 3 of the spreadsheet (data row 2)");
  expect_fault(MEMBERS "E1,employee,40,F,M1\n\nE2,employee,50,M,M1\n", 4, 5,
               "row 2 of the spreadsheet (data row 1)");
  expect_warning(YAML, MEMBERS "E1,employee,40,F,M1\nE1,child,9,F,M2\nE1,child,9,F,M3\n", 0, NULL);
  expect_warning(YAML, MEMBERS "E1,employee,40,F,\nE1,child,9,F,\nE1,child,8,F,\n", 0, NULL);
}

static void ids_that_differ_by_blanks_alone_are_refused(void)
{
  expect_fault(HEADER "E1,employee,40,F\n\"E1 \",employee,50,M\n", 3, 1,
               "differs by blanks (or no-break spaces) alone from the one in row 2");
  expect_fault(HEADER "E1,employee,40,F\nE1" NBSP ",spouse,40,M\n", 3, 2,
               "the id in row 2 of the spreadsheet (data row 1) differs from its own by blanks");
  expect_fault(HEADER "007,employee,40,F\n7,spouse,40,M\n", 3, 2, "leading zeros alone");
  expect_fault(HEADER "E1,employee" NBSP ",40,F\n", 2, 2, "it holds a no-break space");
  expect_fault(HEADER "E1,\"employee \",40,F\n", 2, 2, "it begins or ends with a blank");
  expect_fault(HEADER "E1,employee,07,F\n", 2, 3,
               "age '07' is not allowed: a whole number from 0 "
               "to 120; it has a leading zero");
  expect_fault(MONTHS "E1,employee,40,F,06\n", 2, 5, "it has a leading zero");
}

static void ages_that_look_wrong_are_named(void)
{
  expect_warning(YAML, HEADER "E1,employee,20,F\nE1,child,60,F\n", 3,
                 "not younger than the employee: row 3 of the spreadsheet (data row 2)");
  expect_warning(YAML, HEADER "E1,employee,20,F\n\nE1,child,20,F\n", 4,
                 "not younger than the employee: row 4 of the spreadsheet (data row 2)");
  expect_warning(YAML, HEADER "E1,employee,70,F\nE1,child,27,F\nE1,child,26,M\nE1,child,40,M\n", 3,
                 "older than 26, when plans commonly end a child's cover: rows 3, 5 of the "
                 "spreadsheet (data rows 2, 4)");
  expect_warning(YAML, HEADER "E1,employee,5,F\n", 2, "younger than 15: row 2");
  expect_warning(YAML, HEADER "E1,employee,15,F\nE1,spouse,14,M\nE1,child,14,M\n", 0, NULL);
}

static void equal_rows_are_named(void)
{
  expect_warning(YAML, HEADER "E1,employee,40,F\nE1,child,9,F\nE1,child,9,F\nE1,child,9,F\n", 4,
                 "equal to an earlier row in every column, and counted as one more person (twins, "
                 "or a row given twice?): rows 4, 5 of the spreadsheet (data rows 3, 4)");
  expect_warning(YAML, HEADER "E1,employee,40,F\nE1,child,9,F\nE1,child,9,M\n", 0, NULL);
  expect_warning(YAML, HEADER "E1,employee,40,F\nE2,employee,40,F\n", 0, NULL);
}

static void many_rows_are_counted(void)
{
  char census[1000] = HEADER "E1,employee,70,F\n";
  for (int i = 0; i < 10; i++) {
    snprintf(census + strlen(census), 40, "E1,child,%d,F\n", 30 + i);
  }
  expect_warning(
      YAML, census, 3,
      "rows 3, 4, 5, 6, 7, 8, 9, 10, ... of the spreadsheet (data rows 2, 3, 4, 5, 6, 7, "
      "8, 9, ...; 10 in all)");
}

/* months: 3 are the first three; of somebody who joined in October the claims come in the last. */
static void months_of_a_joiner_are_asked_about_where_days_matter(void)
{
#define ROWS MONTHS "E1,employee,40,F,12\nE2,employee,40,F,3\nE3,employee,40,F,0\n"
#define WORDS                                                                                      \
  "months counts from the plan year's first day, and this scenario asks when claims are incurred " \
  "or paid; for a person who joined later give the column from instead: row 3 of the spreadsheet " \
  "(data row 2)"
  static const char *const with_days[] = {
      SL_TEXT_HEAD "cash_flow: {}\n" SL_TEXT_CLAIMS SL_TEXT_TAIL,
      SL_TEXT_HEAD "accounting: paid\n" SL_TEXT_CLAIMS SL_TEXT_TAIL,
      SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_PLANS
      "arrangements: [{name: A, kind: aso, specific: {contract: 12/12, deductible: 5, premium: "
      "{amount: 1, per: year}}}]\n",
      SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_PLANS
      "arrangements: [{name: A, kind: aso, aggregate: {contract: paid, attachment: 5, premium: "
      "{amount: 1, per: year}}}]\n"};
  for (size_t i = 0; i < sizeof with_days / sizeof with_days[0]; i++) {
    expect_warning(with_days[i], ROWS, 3, WORDS);
  }
  expect_warning(YAML, ROWS, 0, NULL);
  expect_warning(with_days[0], "employee,relationship,age,sex,from\nE1,employee,40,F,2026-10-01\n",
                 0, NULL);
}

static void amounts_and_scores_have_an_upper_limit(void)
{
#define SALARY "employee,relationship,age,sex,salary\n"
#define SCORE "employee,relationship,age,sex,risk_score\n"
  expect_fault(SALARY "E1,employee,40,F,1e20\n", 2, 5, "salary '1e20' is not allowed");
  expect_fault(SALARY "E1,employee,40,F,1.01e15\n", 2, 5, "from 0 to 1000000000000000");
  expect_fault(SALARY "E1,employee,40,F,50.000\n", 2, 5, "a thousand times as much");
  expect_fault(SCORE "E1,employee,40,F,1e300\n", 2, 5, "risk_score '1e300' is not allowed");
  expect_fault(SCORE "E1,employee,40,F,1000.1\n", 2, 5, "a number from 0 to 1000");
  expect_warning(YAML, SALARY "E1,employee,40,F,1e15\n", 0, NULL);
  expect_warning(YAML, SCORE "E1,employee,40,F,1000\nE2,employee,40,F,1.250\n", 0, NULL);
}

SL_SUITE(census_rows, "unit/census_rows", {"a member has one row", a_member_has_one_row},
         {"ids that differ by blanks alone are refused",
          ids_that_differ_by_blanks_alone_are_refused},
         {"ages that look wrong are named", ages_that_look_wrong_are_named},
         {"equal rows are named", equal_rows_are_named},
         {"many rows are counted", many_rows_are_counted},
         {"months of a joiner are asked about where days matter",
          months_of_a_joiner_are_asked_about_where_days_matter},
         {"salaries and risk scores have an upper limit", amounts_and_scores_have_an_upper_limit});
