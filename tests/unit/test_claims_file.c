/* Past claims from a file: what is read, what is repaired and counted, what is a fault with its
 * row. */
#include "models/core/calendar.h"
#include "sim/input/claims_file/claims_file.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES "member,service,incurred,paid_date,allowed,paid\n"

typedef struct read {
  sl_claims_file_t file;
  sl_faults_t faults;
  int code;
} read_t;

static int give(void *context, const char *name, char **bytes, size_t *n)
{
  (void)name;
  *n = strlen(context);
  *bytes = malloc(*n + 1);
  if (*bytes == NULL) {
    return SL_ERR_MEMORY;
  }
  memcpy(*bytes, context, *n + 1);
  return SL_OK;
}

static read_t claims(const char *text, const char *const *members, size_t n_members)
{
  char copy[4096];
  read_t r;
  CU_ASSERT_FATAL(strlen(text) < sizeof copy);
  strcpy(copy, text);
  const sl_provider_t provider = {give, copy};
  sl_faults_init(&r.faults);
  r.code = sl_claims_file_read(&provider, "claims.csv", members, n_members, &r.file, &r.faults);
  return r;
}

static void done(read_t *r)
{
  sl_claims_file_free(&r->file);
  sl_faults_free(&r->faults);
}

static read_t sound(const char *text)
{
  read_t r = claims(text, NULL, 0);
  CU_ASSERT_EQUAL(r.code, SL_OK);
  for (size_t i = 0; i < r.faults.n; i++) {
    printf("\n    %zu: %s", r.faults.list[i].line, r.faults.list[i].text);
  }
  return r;
}

/* Exactly one fault, in this line, whose text holds the part. */
static void expect_fault(const char *text, size_t line, const char *part)
{
  read_t r = claims(text, NULL, 0);
  CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
  CU_ASSERT_PTR_NULL(r.file.lines);
  const bool right = r.faults.n == 1 && r.faults.list[0].line == line &&
                     strstr(r.faults.list[0].text, part) != NULL;
  for (size_t i = 0; !right && i < r.faults.n; i++) {
    printf("\n    %zu: %s", r.faults.list[i].line, r.faults.list[i].text);
  }
  CU_ASSERT(right);
  done(&r);
}

static int day(int year, int month, int of_month)
{
  return sl_date_serial((sl_date_t){year, month, of_month});
}

static void plain_lines(void)
{
  read_t r = sound(LINES "b,drugs,2025-01-31,2025-02-03,100.50,80\n"
                         "a,Hospital,2025-02-01,,2000,1500\n"
                         "\n"
                         "b,DRUGS,2025-03-01,2025-03-01,1e3,0\n");
  const sl_claim_line_t *x = r.file.lines;
  CU_ASSERT_EQUAL_FATAL(r.file.n_lines, 3);
  CU_ASSERT(!r.file.annual);
  CU_ASSERT_EQUAL(r.file.n_members, 2);
  CU_ASSERT(x[0].member == 0 && x[1].member == 1 && x[2].member == 0);
  CU_ASSERT(x[0].service == 0 && x[1].service == 1 && x[2].service == 0);
  CU_ASSERT_STRING_EQUAL(r.file.services[1], "Hospital");
  CU_ASSERT_EQUAL(x[0].incurred, day(2025, 1, 31));
  CU_ASSERT_EQUAL(x[0].paid_day, day(2025, 2, 3));
  CU_ASSERT_EQUAL(x[1].paid_day, SL_CLAIMS_NO_DAY);
  CU_ASSERT(x[0].allowed == 100.5 && x[0].paid == 80.0 && x[2].allowed == 1000.0);
  CU_ASSERT_EQUAL(x[2].line, 5);
  const sl_claims_repairs_t none = {0};
  CU_ASSERT_EQUAL(memcmp(&r.file.repairs, &none, sizeof none), 0);
  done(&r);
}

/* Names as exports have them, other columns, annual totals. */
static void columns_by_alias(void)
{
  read_t r = sound("Plan Year,Diagnosis,Member ID,Plan Paid\n2023,x,7,500\n2024,y,7,0\n");
  CU_ASSERT_EQUAL_FATAL(r.file.n_lines, 2);
  CU_ASSERT(r.file.annual);
  CU_ASSERT_EQUAL(r.file.repairs.ignored_columns, 1);
  CU_ASSERT_EQUAL(r.file.lines[1].incurred, day(2024, 1, 1));
  CU_ASSERT(r.file.lines[0].paid == 500.0 && isnan(r.file.lines[0].allowed));
  done(&r);
  expect_fault("member,incurred\n1,2025-01-01\n", 1, "no column 'allowed' or 'paid'");
  expect_fault("member,paid\n1,5\n", 1, "no column 'incurred'");
  expect_fault(LINES "1,x\033[31m,2025-01-01,2025-01-02,5,5\n", 2, "control or invisible");
  expect_fault("who,incurred,paid\n1,2025-01-01,5\n", 1, "no column 'member'");
  expect_fault("member,year,incurred,paid\n1,2025,2025-01-01,5\n", 1,
               "keep the date for claim lines");
  expect_fault("member,incurred,paid,amount\n1,2025-01-01,5,5\n", 1, "two columns may mean 'paid'");
  expect_fault("", 0, "an empty file");
}

static void amounts_are_repaired(void)
{
  read_t r = sound(LINES "a,x,2025-01-01,,\"$1,234,567.89\",\"1,000\"\n"
                         "a,y,2025-01-01,, $ 12 ,\xE2\x82\xAC"
                         "7.25\n"
                         "a,z,2025-01-01,,USD 40,8\n"
                         "a,z,2025-01-01,,(10.00),5-\n"
                         "a,z,2025-01-02,,9,5 CAD\n");
  CU_ASSERT_EQUAL_FATAL(r.file.n_lines, 4);
  CU_ASSERT(r.file.lines[0].allowed == 1234567.89 && r.file.lines[0].paid == 1000.0);
  CU_ASSERT(r.file.lines[1].allowed == 12.0 && r.file.lines[1].paid == 7.25);
  CU_ASSERT(r.file.lines[2].allowed == 30.0 && r.file.lines[2].paid == 3.0);
  CU_ASSERT(r.file.lines[3].allowed == 9.0 && r.file.lines[3].paid == 5.0);
  done(&r);
}

static void repairs_are_counted(void)
{
  read_t r =
      sound("member,incurred,paid\na,2025-01-01,\"$1,000\"\na,2025-01-02,\na,2025-01-01,($400)\n");
  CU_ASSERT_EQUAL(r.file.repairs.currency_signs, 2);
  CU_ASSERT_EQUAL(r.file.repairs.separators, 1);
  CU_ASSERT_EQUAL(r.file.repairs.negative_signs, 1);
  CU_ASSERT_EQUAL(r.file.repairs.blank_amounts, 1);
  CU_ASSERT_EQUAL(r.file.repairs.reversals, 1);
  CU_ASSERT_EQUAL_FATAL(r.file.n_lines, 2);
  CU_ASSERT_EQUAL(r.file.lines[0].paid, 600.0);
  done(&r);
}

static void amounts_that_may_mean_two_things(void)
{
  expect_fault("member,incurred,paid\na,2025-01-01,\"12,50\"\n", 2, "a point for the decimals");
  expect_fault("member,incurred,paid\na,2025-01-01,\"1.234,50\"\n", 2, "a point for the decimals");
  expect_fault("member,incurred,paid\na,2025-01-01,1.234\n", 2, "a thousand times as much");
  expect_fault("member,incurred,paid\na,2025-01-01,\"1,23,456\"\n", 2, "a point for the decimals");
  expect_fault("member,incurred,paid\na,2025-01-01,n/a\n", 2, "is no amount");
  expect_fault("member,incurred,paid\na,2025-01-01,1e99\n", 2, "too large");
}

/* 45658 is 2025-01-01 in Excel; a date with a time; one without signs; the month first, which 3/31
 * shows of all. */
static void dates_are_repaired(void)
{
  read_t r = sound("member,dos,paid date,amount\na,45658,45659.75,1\n"
                   "a,2025-01-03 00:00:00,20250104,1\n"
                   "a,2/3/2025,3/31/2025,1\n");
  CU_ASSERT_EQUAL_FATAL(r.file.n_lines, 3);
  CU_ASSERT_EQUAL(r.file.lines[0].incurred, day(2025, 1, 1));
  CU_ASSERT_EQUAL(r.file.lines[0].paid_day, day(2025, 1, 2));
  CU_ASSERT_EQUAL(r.file.lines[1].incurred, day(2025, 1, 3));
  CU_ASSERT_EQUAL(r.file.lines[1].paid_day, day(2025, 1, 4));
  CU_ASSERT_EQUAL(r.file.lines[2].incurred, day(2025, 2, 3));
  CU_ASSERT_EQUAL(r.file.repairs.excel_dates, 2);
  CU_ASSERT_EQUAL(r.file.repairs.other_dates, 4);
  done(&r);
  r = sound("member,dos,amount\na,02.03.2025,1\na,31.03.2025,1\n");
  CU_ASSERT_EQUAL(r.file.lines[0].incurred, day(2025, 3, 2));
  done(&r);
}

static void dates_that_may_mean_two_things(void)
{
  expect_fault("member,dos,amount\na,2025-01-01,1\na,2/3/2025,1\n", 3,
               "whether the day or the month");
  expect_fault("member,dos,amount\na,3/31/2025,1\na,1/1/2025,1\na,31/3/2025,1\n", 4,
               "the other way round than in line 2");
  expect_fault("member,dos,amount\na,3/31/25,1\n", 2, "two digits");
  expect_fault("member,dos,amount\na,soon,1\n", 2, "is no date");
  expect_fault("member,dos,amount\na,2025-02-30,1\n", 2, "is no date");
  expect_fault("member,dos,amount\na,3/31/2025,1\na,2/30/2025,1\n", 3, "no calendar has");
  expect_fault("member,dos,amount\na,,1\n", 2, "date is missing");
  expect_fault("member,year,amount\na,25,1\n", 2, "is no year");
  expect_fault(LINES "a,x,2025-03-01,2025-02-01,1,1\n", 2, "paid before it was incurred");
}

static void totals_are_left_out(void)
{
  read_t r = sound("member,dos,amount\na,2025-01-01,1\nb,2025-01-01,2\nTotal,,3\n,,3\n"
                   ",Grand Total:,3\n");
  CU_ASSERT_EQUAL(r.file.n_lines, 2);
  CU_ASSERT_EQUAL(r.file.repairs.totals_rows, 3);
  CU_ASSERT_EQUAL(r.file.rows, 5);
  done(&r);
  expect_fault("member,dos,amount\n,2025-01-01,1\n", 2, "member: this is missing");
  r = sound("member,dos,amount\nTotalis,2025-01-01,1\n"); /* a name, not a word */
  CU_ASSERT_EQUAL(r.file.n_lines, 1);
  done(&r);
}

/* With a claim number a repeated row is the same claim; without, perhaps a second visit. */
static void rows_that_are_alike(void)
{
  read_t r =
      sound("claim,member,dos,amount\n1,a,2025-01-01,5\n2,a,2025-01-01,5\n1,a,2025-01-01,5\n");
  CU_ASSERT_EQUAL(r.file.n_lines, 2);
  CU_ASSERT_EQUAL(r.file.repairs.repeated_rows, 1);
  CU_ASSERT_EQUAL(r.file.repairs.alike_rows, 0);
  done(&r);
  r = sound("member,dos,amount\na,2025-01-01,5\na,2025-01-01,5\n");
  CU_ASSERT_EQUAL(r.file.n_lines, 2);
  CU_ASSERT_EQUAL(r.file.repairs.repeated_rows, 0);
  CU_ASSERT_EQUAL(r.file.repairs.alike_rows, 1);
  done(&r);
}

/* A line of 100 paid, taken back before or after it, in part or whole; another service is no cover.
 */
static void reversals(void)
{
  read_t r = sound(LINES "a,x,2025-01-01,,-30,-20\na,x,2025-01-01,,100,60\na,x,2025-01-01,,50,50\n"
                         "b,x,2025-01-01,,70,70\nb,x,2025-01-01,,-70,-70\n");
  CU_ASSERT_EQUAL_FATAL(r.file.n_lines, 2);
  CU_ASSERT(r.file.lines[0].allowed == 70.0 && r.file.lines[0].paid == 40.0);
  CU_ASSERT(r.file.lines[1].allowed == 50.0 && r.file.lines[1].line == 4);
  CU_ASSERT_EQUAL(r.file.repairs.reversals, 2);
  CU_ASSERT_EQUAL(r.file.repairs.reversed_lines, 3);
  done(&r);
  expect_fault(LINES "a,x,2025-01-01,,100,60\na,y,2025-01-01,,-30,-20\n", 3, "do not cover");
  expect_fault(LINES "a,x,2025-01-01,,100,60\na,x,2025-01-02,,-30,-20\n", 3, "do not cover");
  expect_fault("member,year,amount\na,2025,-1\n", 2, "is below 0");
}

/* Blanks and no-break blanks about an id are none. */
static void members_of_the_census(void)
{
  static const char *const members[] = {"M2", "M1"};
  read_t r = claims("member,dos,amount\nM1,2025-01-01,5\n\" M1\",2025-01-02,5\nM3,2025-01-01,5\n",
                    members, 2);
  CU_ASSERT_EQUAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(r.file.n_members, 2);
  CU_ASSERT_EQUAL(r.file.n_lines, 3);
  CU_ASSERT_EQUAL(r.file.repairs.unknown_members, 1);
  done(&r);
}

/* No id, date or claim number of a person in any message. */
static void messages_tell_nobody(void)
{
  read_t r = claims("claim,member,dos,paid date,amount\nC77,Smith,2025-13-01,2025-99-99,x9\n"
                    "C78,,2025-01-01,,-5\nC79,Jones,2025-01-01,2024-12-31,-5\nC80,Jones\n",
                    NULL, 0);
  CU_ASSERT(r.faults.n >= 5);
  static const char *const secrets[] = {"Smith",   "Jones",      "C77", "C79",
                                        "2025-13", "2025-01-01", "x9"};
  for (size_t i = 0; i < r.faults.n; i++) {
    for (size_t k = 0; k < sizeof secrets / sizeof *secrets; k++) {
      CU_ASSERT_PTR_NULL(strstr(r.faults.list[i].text, secrets[k]));
    }
  }
  done(&r);
}

SL_SUITE(claims_file, "unit/claims_file", {"plain lines", plain_lines},
         {"columns by alias", columns_by_alias}, {"amounts are repaired", amounts_are_repaired},
         {"repairs are counted", repairs_are_counted},
         {"amounts that may mean two things", amounts_that_may_mean_two_things},
         {"dates are repaired", dates_are_repaired},
         {"dates that may mean two things", dates_that_may_mean_two_things},
         {"totals are left out", totals_are_left_out}, {"rows that are alike", rows_that_are_alike},
         {"reversals", reversals}, {"members of the census", members_of_the_census},
         {"messages tell nobody", messages_tell_nobody});
