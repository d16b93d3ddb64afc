/* The months paid and the claimants of a year in progress: what is read, every fault at its place,
 * and that no message shows a claimant. */
#include "sim/input/actual/claimants.h"
#include "sim/input/actual/monthly.h"
#include "sim/input/scenario/group.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct reading {
  char path[256];
  int code;
  sl_monthly_t monthly;
  sl_claimants_t claimants;
  sl_faults_t faults, warnings;
} reading_t;

static void open_reading(reading_t *r, const char *text)
{
  memset(r, 0, sizeof *r);
  sl_test_write("actual.csv", text);
  snprintf(r->path, sizeof r->path, "%s/actual.csv", sl_test_scratch_dir());
  sl_faults_init(&r->faults);
  sl_faults_init(&r->warnings);
}

static void read_months(reading_t *r, const char *text)
{
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){2026, 7, 1}, 12);
  open_reading(r, text);
  r->code = sl_monthly_read(NULL, r->path, &calendar, 24, &r->monthly, &r->faults, &r->warnings);
}

/* Rows 3 and 8 are covered. */
static void read_claimants(reading_t *r, const char *text)
{
  sl_person_t persons[2] = {{.row = 3}, {.row = 8}};
  const sl_group_t group = {.persons = persons, .n_persons = 2};
  open_reading(r, text);
  r->code = sl_claimants_read(NULL, r->path, &group, &r->claimants, &r->faults, &r->warnings);
}

static void release(reading_t *r)
{
  sl_claimants_free(&r->claimants);
  sl_faults_free(&r->faults);
  sl_faults_free(&r->warnings);
}

static void months_are_read_as_administrators_write_them(void)
{
  reading_t r;
  read_months(
      &r, "Month,Net Paid,Subscribers,Note\n"
          "2026-07,\"$61,200.50\",140,\n2026-08,-200,141,refund\n3,1000,141,\nTotal,62000.5,,\n");
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(r.monthly.n, 3);
  CU_ASSERT_EQUAL(r.monthly.paid[0], 61200.5);
  CU_ASSERT_EQUAL(r.monthly.paid[1], -200.0);
  CU_ASSERT_EQUAL(r.monthly.enrolled[2], 141.0);
  CU_ASSERT_TRUE(r.monthly.has_enrolled);
  CU_ASSERT_EQUAL(r.warnings.n, 3); /* the note, signs and commas, the total */
  release(&r);
  read_months(&r, "month,paid\n");
  CU_ASSERT_EQUAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(r.monthly.n, 0);
  release(&r);
}

typedef struct fault_case {
  const char *text;
  size_t line, column;
  const char *words;
} fault_case_t;

static void expect(const reading_t *r, const fault_case_t *c)
{
  const bool same = r->code == SL_ERR_INPUT && r->faults.n == 1 &&
                    r->faults.list[0].line == c->line && r->faults.list[0].column == c->column &&
                    strstr(r->faults.list[0].text, c->words) != NULL;
  for (size_t i = 0; !same && i < r->faults.n; i++) {
    printf("\n    %zu:%zu: %s\n", r->faults.list[i].line, r->faults.list[i].column,
           r->faults.list[i].text);
  }
  CU_ASSERT_TRUE(same);
}

static void every_fault_of_the_months_has_its_place(void)
{
  static const fault_case_t cases[] = {
      {"month,paid\n1,5\n3,5\n", 3, 1, "month is not valid: 3; allowed: here 2 (or 2026-08)"},
      {"month,paid\n2,5\n", 2, 1, "here 1 (or 2026-07)"},
      {"month,paid\n2026-01,5\n", 2, 1, "here 1 (or 2026-07)"},
      {"month,paid\n1,5\n1,5\n", 3, 1, "here 2"},
      {"paid,month\n,1\n", 2, 1, "paid is not valid: nothing"},
      {"paid,month\nabc,1\n", 2, 1, "paid abc"},
      {"paid,month\n-5,1\n", 2, 1, "come to less than 0"},
      {"month\n1\n", 1, 0, "the column 'paid' is missing"},
      {"month,paid,claims\n1,5,5\n", 1, 3, "a second column that means paid"},
      {"month,paid\n1,5,6\n", 2, 0, "3 fields; the header has 2"},
      {"month,paid,enrolled\n1,5,0\n", 2, 3, "above 0"},
      {"month,paid,enrolled\n1,5,4\n2,5,\n", 0, 3, "enrolled is given for 1 of 2 months"},
      {"1,5\n", 1, 0, "the first line must name the columns"},
      {"", 0, 0, "it is empty"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    reading_t r;
    read_months(&r, cases[i].text);
    expect(&r, &cases[i]);
    release(&r);
  }
}

static void claimants_are_read(void)
{
  reading_t r;
  read_claimants(&r, "Name,Row,Paid to date,Expected\nJane Doe,8,41250.5,9000\nX,,7e4,\n");
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(r.claimants.n, 2);
  CU_ASSERT_EQUAL(r.claimants.list[0].person, 1);
  CU_ASSERT_EQUAL(r.claimants.list[0].row, 8);
  CU_ASSERT_EQUAL(r.claimants.list[0].to_come, 9000.0);
  CU_ASSERT_EQUAL(r.claimants.list[1].person, SL_CLAIMANTS_NOBODY);
  CU_ASSERT_TRUE(isnan(r.claimants.list[1].to_come));
  CU_ASSERT_EQUAL(r.claimants.list[1].line, 2);
  CU_ASSERT_EQUAL(r.warnings.n, 0); /* a column's name may be a name */
  release(&r);
  CU_ASSERT_EQUAL(sl_claimants_at_pace(6000.0, 3, 12), 18000.0);
  CU_ASSERT_EQUAL(sl_claimants_at_pace(6000.0, 12, 12), 0.0);
  CU_ASSERT_EQUAL(sl_claimants_at_pace(6000.0, 0, 12), 0.0);
}

static void no_message_shows_a_claimant(void)
{
  static const fault_case_t cases[] = {
      {"member,paid\nJANE-77,5\n", 2, 1, "member is not valid; allowed: the data row"},
      {"member,paid\n4,5\n", 2, 1, "of somebody covered"},
      {"member,paid\n3,5\n3,6\n", 3, 1, "the member of an earlier row once more"},
      {"member,paid\n3,-5\n", 2, 2, "an amount from 0"},
      {"member,paid,expected\n3,5,-1\n", 2, 3, "an amount from 0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    reading_t r;
    read_claimants(&r, cases[i].text);
    expect(&r, &cases[i]);
    for (size_t k = 0; k < r.faults.n; k++) {
      CU_ASSERT_PTR_NULL(strstr(r.faults.list[k].text, "JANE"));
    }
    release(&r);
  }
}

static void months_end_on_their_last_day(void)
{
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  CU_ASSERT_EQUAL(sl_months_ended(&calendar, (sl_date_t){2026, 2, 27}, 12), 1);
  CU_ASSERT_EQUAL(sl_months_ended(&calendar, (sl_date_t){2026, 2, 28}, 12), 2);
  CU_ASSERT_EQUAL(sl_months_ended(&calendar, (sl_date_t){2026, 2, 28}, 1), 1);
  CU_ASSERT_EQUAL(sl_months_ended(&calendar, (sl_date_t){2025, 12, 31}, 12), 0);
}

SL_SUITE(actual, "unit/actual",
         {"months are read as administrators write them",
          months_are_read_as_administrators_write_them},
         {"every fault of the months has its place", every_fault_of_the_months_has_its_place},
         {"claimants are read", claimants_are_read},
         {"no message shows a claimant", no_message_shows_a_claimant},
         {"months end on their last day", months_end_on_their_last_day});
