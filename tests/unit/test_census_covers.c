/* Who was covered when, as a study of past claims takes it from a census. */
#include "sim/input/census/census.h"
#include "sim/input/read/faults.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <limits.h>
#include <stdio.h>

#define ROWS 8

static int day(int year, int month, int d) { return sl_date_serial((sl_date_t){year, month, d}); }

static void dates_shares_and_waivers(void)
{
  static const char text[] = "employee,member,relationship,sex,age,plan,months,from,to\n"
                             "1,a,employee,F,40,,,2024-03-05,\n"
                             "1,b,spouse,M,41,,,,\n"                   /* as the employee */
                             "1,c,child,F,4,,,2023-01-01,2024-04-01\n" /* cut to it */
                             "2,d,employee,M,30,,6,,\n"                /* half of every year */
                             "3,e,employee,F,50,waived,,,\n"           /* never */
                             "4,,employee,M,60,,,,\n"                  /* id of the employee */
                             "4,g,spouse,F,61,waived,,,\n"
                             "4,,child,F,6,,,,\n";
  const sl_date_t start = {2024, 7, 1};
  sl_census_t *census = NULL;
  sl_census_cover_t cover[ROWS];
  sl_faults_t faults;
  char path[SL_PATH_MAX];
  sl_faults_init(&faults);
  sl_test_write("covers.csv", text);
  sl_scratch_path(path, "covers.csv");
  CU_ASSERT_EQUAL(sl_census_read(NULL, path, &start, 12, &census, &faults), SL_OK);
  for (size_t i = 0; i < faults.n; i++) {
    printf("\n    %s", faults.list[i].text);
  }
  CU_ASSERT_FATAL(census != NULL && sl_census_rows(census) == ROWS);
  sl_census_covers(census, cover);
  CU_ASSERT_STRING_EQUAL(cover[0].id, "a");
  CU_ASSERT_EQUAL(cover[0].first, day(2024, 3, 5));
  CU_ASSERT_EQUAL(cover[0].last, INT_MAX);
  CU_ASSERT_TRUE(cover[0].employee);
  CU_ASSERT_EQUAL(cover[0].age, 40);
  CU_ASSERT_EQUAL(cover[1].first, day(2024, 3, 5));
  CU_ASSERT_FALSE(cover[1].employee);
  CU_ASSERT_EQUAL(cover[2].first, day(2024, 3, 5));
  CU_ASSERT_EQUAL(cover[2].last, day(2024, 4, 1));
  CU_ASSERT_EQUAL(cover[2].share, 1.0);
  CU_ASSERT_EQUAL(cover[3].first, INT_MIN);
  CU_ASSERT_EQUAL(cover[3].share, 0.5);
  CU_ASSERT_TRUE(cover[4].first > cover[4].last);
  CU_ASSERT_STRING_EQUAL(cover[4].id, "e");
  CU_ASSERT_STRING_EQUAL(cover[5].id, "4");
  CU_ASSERT_TRUE(cover[6].first > cover[6].last);
  CU_ASSERT_STRING_EQUAL(cover[7].id, ""); /* nobody's claims are this child's */
  sl_census_free(census);
  sl_faults_free(&faults);
}

SL_SUITE(census_covers, "unit/census_covers",
         {"dates, shares and waivers", dates_shares_and_waivers});
