/* Files of past large claims: columns by their synonyms, faults at their rows, repairs told. */
#include "sim/input/large_claims/large_claims.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define PLAN_YEAR 2026

typedef struct reading {
  char path[256];
  int code;
  sl_large_claims_t *claims;
  sl_faults_t faults, warnings;
} reading_t;

static void read_text(reading_t *r, const char *text)
{
  sl_test_write("large.csv", text);
  snprintf(r->path, sizeof r->path, "%s/large.csv", sl_test_scratch_dir());
  sl_faults_init(&r->faults);
  sl_faults_init(&r->warnings);
  r->code = sl_large_claims_read(NULL, r->path, PLAN_YEAR, &r->claims, &r->faults, &r->warnings);
}

static void release(reading_t *r)
{
  sl_large_claims_free(r->claims);
  sl_faults_free(&r->faults);
  sl_faults_free(&r->warnings);
}

static bool tells(const sl_faults_t *faults, size_t line, const char *words)
{
  bool found = false;
  for (size_t i = 0; i < faults->n; i++) {
    found = found || (faults->list[i].line == line && strstr(faults->list[i].text, words) != NULL);
  }
  return found;
}

static void reads_what_administrators_write(void)
{
  reading_t r;
  read_text(&r, "Plan Year,Member ID,Diagnosis,Total Paid,PAID_MONTH,Incurred Month\n"
                "2024,x7,C50,\"$120,000.50\",13,11\n"
                "2025,x7,C50,80000,2,1\n"
                "2024,a1,,90000,,\n"
                "Grand total,,,290000.5,,\n");
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(r.claims->n, 3);
  CU_ASSERT_EQUAL(r.claims->n_claimants, 2);
  CU_ASSERT_EQUAL(r.claims->first_year, 2024);
  CU_ASSERT_EQUAL(r.claims->last_year, 2025);
  CU_ASSERT_EQUAL(r.claims->list[0].amount, 120000.5);
  CU_ASSERT_EQUAL(r.claims->list[0].paid_month, 13);
  CU_ASSERT_EQUAL(r.claims->list[0].incurred_month, 11);
  CU_ASSERT_EQUAL(r.claims->list[0].claimant, r.claims->list[1].claimant);
  CU_ASSERT_NOT_EQUAL(r.claims->list[0].claimant, r.claims->list[2].claimant);
  CU_ASSERT_EQUAL(r.claims->list[2].paid_month, 0);
  CU_ASSERT_TRUE(tells(&r.warnings, 1, "this column is not used: Diagnosis"));
  CU_ASSERT_TRUE(tells(&r.warnings, 0, "currency sign: 1, without commas between thousands: 1"));
  CU_ASSERT_TRUE(tells(&r.warnings, 0, "rows of totals passed over: 1"));
  CU_ASSERT_EQUAL(r.warnings.n, 3);
  release(&r);
}

static void rows_without_a_claimant_are_persons(void)
{
  reading_t r;
  read_text(&r, "year,amount\n2025,100\n2025,100\n");
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(r.claims->n_claimants, 2);
  CU_ASSERT_EQUAL(r.warnings.n, 0);
  CU_ASSERT_FALSE(r.claims->has_claimants);
  release(&r);
}

static void a_row_listed_twice_is_told(void)
{
  reading_t r;
  read_text(&r, "year,claimant,amount\n2025,jane,100\n2024,jane,100\n2025,jane,100\n");
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(r.claims->n_claimants, 1);
  CU_ASSERT_EQUAL(r.warnings.n, 1);
  CU_ASSERT_TRUE(tells(&r.warnings, 4, "the same as line 2"));
  CU_ASSERT_PTR_NULL(strstr(r.warnings.list[0].text, "jane"));
  release(&r);
}

/* One fault, at the row and the column. */
static void expect_fault(const char *text, size_t line, size_t column, const char *words)
{
  reading_t r;
  read_text(&r, text);
  CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
  CU_ASSERT_PTR_NULL(r.claims);
  CU_ASSERT_EQUAL(r.faults.n, 1);
  const bool same = r.faults.n == 1 && r.faults.list[0].line == line &&
                    r.faults.list[0].column == column &&
                    strstr(r.faults.list[0].text, words) != NULL;
  if (!same) {
    for (size_t i = 0; i < r.faults.n; i++) {
      printf("\n    %zu:%zu: %s\n", r.faults.list[i].line, r.faults.list[i].column,
             r.faults.list[i].text);
    }
  }
  CU_ASSERT_TRUE(same);
  release(&r);
}

static void every_fault_has_its_place(void)
{
  static const struct {
    const char *text;
    size_t line, column;
    const char *words;
  } cases[] = {
      {"year,amount\n2025,-3\n", 2, 2, "amount -3 is below 0"},
      {"year,amount\n2025,($300)\n", 2, 2, "amount ($300) is below 0"},
      {"year,amount\n2025,1e400\n", 2, 2, "amount 1e400 is no amount"},
      {"year,amount\n2025,\"1,00\"\n", 2, 2, "is no amount as it stands"},
      {"year,amount\n2025,\n", 2, 2, "amount is not valid: nothing"},
      {"year,amount\n2026,3\n", 2, 1, "a year from 1996 to 2025"},
      {"year,amount\n45000,3\n", 2, 1, "year is not valid: 45000"},
      {"year,amount\n2025-03-01,3\n", 2, 1, "year is not valid"},
      {"year,amount,paid_month\n2025,3,0\n", 2, 3, "paid_month is not valid: 0"},
      {"year,amount,incurred_month\n2025,3,13\n", 2, 3, "incurred_month is not valid: 13"},
      {"year,amount,incurred_month,paid_month\n2025,3,9,4\n", 2, 4, "paid in month 4, before"},
      {"year,amount\n2025,3,1\n", 2, 0, "3 fields; the header has 2"},
      {"year,paid,amount\n2025,3,1\n", 1, 3, "a second column that means amount"},
      {"year,claimant\n2025,x\n", 1, 0, "the column 'amount' is missing"},
      {"jane doe,120000\n", 1, 0, "the first line must name the columns"},
      {"year,amount\n", 0, 0, "there is no claim in it"},
      {"year,amount\ntotal,3\n", 0, 0, "there is no claim in it"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    expect_fault(cases[i].text, cases[i].line, cases[i].column, cases[i].words);
  }
}

static void no_message_shows_a_claimant(void)
{
  reading_t r;
  read_text(&r, "year,claimant,amount\n2025,secret,-1\n2040,secret,5\n2025,secret,x\n");
  CU_ASSERT_EQUAL(r.faults.n, 3);
  for (size_t i = 0; i < r.faults.n; i++) {
    CU_ASSERT_PTR_NULL(strstr(r.faults.list[i].text, "secret"));
  }
  release(&r);
}

SL_SUITE(large_claims, "unit/large_claims",
         {"reads what administrators write", reads_what_administrators_write},
         {"rows without a claimant are persons", rows_without_a_claimant_are_persons},
         {"a row listed twice is told", a_row_listed_twice_is_told},
         {"every fault has its place", every_fault_has_its_place},
         {"no message shows a claimant", no_message_shows_a_claimant});
