#include "sim/input/census/census.h"

#include "sim/input/read/nearest.h"
#include "sim/input/read/number.h"
#include "sim/input/read/utf8.h"
#include "tests/support/harness.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A census read from a text and enrolled, with all that came of it. */
typedef struct reading {
  char path[256];
  sl_faults_t faults;
  sl_census_t *census;
  sl_person_t *persons;
  sl_family_t *families;
  size_t n_persons, n_families;
  sl_enrolment_t enrolment;
  int read_code, code;
} reading_t;

static char ppo[] = "PPO", hmo[] = "HMO";
static char *const one_plan[] = {ppo};
static char *const two_plans[] = {ppo, hmo};

static void read_bytes(reading_t *r, const char *bytes, size_t n, unsigned months,
                       char *const *plans, size_t n_plans)
{
  const sl_date_t start = {2026, 1, 1};
  memset(r, 0, sizeof *r);
  snprintf(r->path, sizeof r->path, "%s/census.csv", sl_test_scratch_dir());
  FILE *file = fopen(r->path, "wb");
  CU_ASSERT_FATAL(file != NULL);
  CU_ASSERT_EQUAL(fwrite(bytes, 1, n, file), n);
  fclose(file);
  sl_faults_init(&r->faults);
  r->code = r->read_code = sl_census_read(NULL, r->path, &start, months, &r->census, &r->faults);
  if (r->census != NULL) {
    r->code = sl_census_enrol(r->census, plans, n_plans, &r->persons, &r->n_persons, &r->families,
                              &r->n_families, &r->enrolment, &r->faults);
  }
}

static void read_text(reading_t *r, const char *text)
{
  read_bytes(r, text, strlen(text), 12, one_plan, 1);
}

static void release(reading_t *r)
{
  sl_census_free(r->census);
  sl_faults_free(&r->faults);
  free(r->persons);
  free(r->families);
}

/* Exactly one fault, at line:column, whose text contains words. */
static void expect_fault(const char *text, size_t line, size_t column, const char *words)
{
  reading_t r;
  read_text(&r, text);
  CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
  CU_ASSERT_EQUAL(r.faults.n, 1);
  if (r.faults.n > 0) {
    const sl_error_t *fault = &r.faults.list[0];
    const bool same = fault->line == line && fault->column == column &&
                      strcmp(fault->file, r.path) == 0 && strstr(fault->text, words) != NULL;
    if (!same || r.faults.n != 1) {
      printf("\n    %zu:%zu: %s (wanted %zu:%zu: %s)\n", fault->line, fault->column, fault->text,
             line, column, words);
    }
    CU_ASSERT_TRUE(same);
  }
  CU_ASSERT_PTR_NULL(r.persons);
  release(&r);
}

#define HEADER "employee,relationship,age,sex\n"

static void columns_come_in_any_order(void)
{
  reading_t r;
  read_text(&r, "plan,sex,salary,age,months,employee,region,risk_score,member,relationship\n"
                "PPO,F,52000.5,44,6,A1,TX,1.25,m-1,employee\n"
                ",M,,46,,A1,TX,,m-2,spouse\n");
  CU_ASSERT_EQUAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(r.n_persons, 2);
  if (r.n_persons == 2) {
    CU_ASSERT_EQUAL(r.persons[0].sex, SL_FEMALE);
    CU_ASSERT_EQUAL(r.persons[0].age, 44);
    CU_ASSERT_EQUAL(r.persons[0].months, 6);
    CU_ASSERT_EQUAL(r.persons[0].risk_score, 1.25);
    CU_ASSERT_EQUAL(r.persons[0].salary, 52000.5);
    CU_ASSERT_TRUE(r.persons[0].base_claims);
    CU_ASSERT_EQUAL(r.persons[1].relationship, SL_SPOUSE);
    CU_ASSERT_EQUAL(r.persons[1].months, 12);
    CU_ASSERT_EQUAL(r.persons[1].risk_score, 1.0);
    CU_ASSERT_TRUE(isnan(r.persons[1].salary));
  }
  release(&r);
}

static void line_ends_and_byte_order_mark(void)
{
  static const char *const texts[] = {
      "\xEF\xBB\xBF" HEADER "A,employee,40,F\nB,employee,41,M\n",
      "employee,relationship,age,sex\r\nA,employee,40,F\r\nB,employee,41,M\r\n",
      "employee,relationship,age,sex\rA,employee,40,F\rB,employee,41,M",
      HEADER "\n  \n\"A\",\"employee\",\"40\",\"F\"\n,,,\n\nB , employee , 41 , M\n,,,\n\n"};
  static const size_t second_line[] = {3, 3, 3, 7};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    reading_t r;
    read_text(&r, texts[i]);
    CU_ASSERT_EQUAL(r.code, SL_OK);
    CU_ASSERT_EQUAL(r.n_families, 2);
    if (r.census != NULL) {
      CU_ASSERT_EQUAL(sl_census_rows(r.census), 2);
      CU_ASSERT_EQUAL(sl_census_line(r.census, 2), second_line[i]);
      CU_ASSERT_EQUAL(sl_census_line(r.census, 0), 0);
      CU_ASSERT_EQUAL(sl_census_line(r.census, 3), 0);
      CU_ASSERT_STRING_EQUAL(sl_census_path(r.census), r.path);
    }
    release(&r);
  }
}

static void broken_text_is_refused_with_its_line(void)
{
  expect_fault(HEADER "A,employee,40,F\nB,employee,4\xE9,M\n", 3, 0, "UTF-8");
  expect_fault(HEADER "A,employee,40,F\nB,\"employee,41,M\nC,employee,40,F\n", 3, 2, "closed");
  expect_fault(HEADER "A,\"employee\"x,40,F\n", 2, 2, "closing quote");
  expect_fault(HEADER "A,emp\"loyee,40,F\n", 2, 2, "quote");
  expect_fault(HEADER "A,employee,40,F\nB,employee,41\n", 3, 0, "3 fields, the header has 4");
  expect_fault(HEADER "A,employee,40,F,\n", 2, 0, "5 fields");
  expect_fault(HEADER "A,employee,40,\"F", 2, 4, "closed");
  expect_fault("\xFF\xFE"
               "e\0m\0",
               1, 0, "UTF-16");
  expect_fault("", 0, 0, "no rows");
  expect_fault(HEADER, 1, 0, "no rows");
}

static void nul_bytes_are_refused_with_their_line(void)
{
  static const char text[] = HEADER "A,employee,40,F\nB,empl\0yee,41,M\n";
  reading_t r;
  read_bytes(&r, text, sizeof text - 1, 12, one_plan, 1);
  CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
  CU_ASSERT_EQUAL(r.faults.n, 1);
  CU_ASSERT_EQUAL(r.faults.list[0].line, 3);
  CU_ASSERT_PTR_NOT_NULL(strstr(r.faults.list[0].text, "NUL"));
  release(&r);
}

static void a_field_may_have_4096_bytes_but_not_more(void)
{
  for (size_t extra = 0; extra < 2; extra++) {
    char text[4400];
    char id[4098];
    memset(id, 'x', sizeof id);
    id[4096 + extra] = '\0';
    snprintf(text, sizeof text, HEADER "%s,employee,40,F\n", id);
    reading_t r;
    read_text(&r, text);
    CU_ASSERT_EQUAL(r.faults.n, extra);
    CU_ASSERT_EQUAL(r.code, extra == 0 ? SL_OK : SL_ERR_INPUT);
    if (r.faults.n == 1) {
      CU_ASSERT_EQUAL(r.faults.list[0].line, 2);
      CU_ASSERT_EQUAL(r.faults.list[0].column, 1);
      CU_ASSERT_PTR_NOT_NULL(strstr(r.faults.list[0].text, "4096"));
    }
    release(&r);
  }
}

static void header_faults_name_the_column(void)
{
  expect_fault("employee,relationship,age,sex,risk_scor\nA,employee,40,F,1\n", 1, 5,
               "did you mean risk_score?");
  expect_fault("employee,relationship,age,sex,favourite colour\nA,employee,40,F,1\n", 1, 5,
               "unknown column 'favourite colour'");
  expect_fault("employee,relationship,age,sex,\nA,employee,40,F,1\n", 1, 5, "no name");
  expect_fault("employee,age,relationship,sex,age\nA,40,employee,F,40\n", 1, 5, "twice");
  expect_fault("employee,relationship,sex\nA,employee,F\n", 1, 0, "'age' (or 'birth_date')");
  expect_fault("employee,relationship,sex,age,birth_date\nA,employee,F,1,2025-01-01\n", 1, 0,
               "keep one");
  expect_fault("employee,age,sex\nA,40,F\n", 1, 0, "'relationship' is missing");
  expect_fault("SECRET-1,employee,40,F\nSECRET-2,employee,50,M\n", 1, 0, "first line must name");
  expect_fault("employee;relationship;age;sex\nA;employee;40;F\n", 1, 0, "separated by commas");
}

static void value_faults_show_place_and_value(void)
{
  expect_fault(HEADER "A,employee,40,F\nA,Spouse,40,F\n", 3, 2, "did you mean spouse?");
  expect_fault(HEADER "A,employee,40,male\n", 2, 4, "'male' is not allowed: F or M");
  expect_fault(HEADER "A,employee,121,F\n", 2, 3, "'121'");
  expect_fault(HEADER "A,employee,-1,F\n", 2, 3, "'-1'");
  expect_fault(HEADER "A,employee,40.5,F\n", 2, 3, "'40.5'");
  expect_fault(HEADER "A,employee,040,F\n", 2, 3, "'040'");
  expect_fault(HEADER ",employee,40,F\n", 2, 1, "employee is empty");
  expect_fault(HEADER "A,employee,,F\n", 2, 3, "age is empty");
  expect_fault("employee,relationship,age,sex,months\nA,employee,40,F,13\n", 2, 5, "0 to 12");
  expect_fault("employee,relationship,age,sex,months\nA,employee,40,F,1.5\n", 2, 5, "'1.5'");
  expect_fault("employee,relationship,age,sex,risk_score\nA,employee,40,F,nan\n", 2, 5,
               "risk_score is not allowed");
  expect_fault("employee,relationship,age,sex,risk_score\nA,employee,40,F,-0.1\n", 2, 5, "'-0.1'");
  expect_fault("employee,relationship,age,sex,salary\nA,employee,40,F,$52000\n", 2, 5, "'$52000'");
  expect_fault("employee,relationship,age,sex,salary\nA,employee,40,F,\"52,000\"\n", 2, 5,
               "'52,000'");
  expect_fault("employee,relationship,age,sex,salary\nA,employee,40,F,1e999\n", 2, 5, "'1e999'");
}

static void birth_dates_give_the_age_at_the_start(void)
{
  reading_t r;
  read_text(&r, "employee,relationship,birth_date,sex\n"
                "A,employee,1981-01-01,F\nB,employee,1981-01-02,F\nC,employee,2026-01-01,M\n"
                "D,employee,1905-01-02,M\n");
  CU_ASSERT_EQUAL(r.code, SL_OK);
  if (r.n_persons == 4) {
    CU_ASSERT_EQUAL(r.persons[0].age, 45);
    CU_ASSERT_EQUAL(r.persons[1].age, 44);
    CU_ASSERT_EQUAL(r.persons[2].age, 0);
    CU_ASSERT_EQUAL(r.persons[3].age, 120);
  }
  release(&r);
#define BORN "employee,relationship,birth_date,sex\n"
  expect_fault(BORN "A,employee,2026-01-02,F\n", 2, 3, "after the start");
  expect_fault(BORN "A,employee,1904-12-31,F\n", 2, 3, "over 120");
  expect_fault(BORN "A,employee,1981-02-29,F\n", 2, 3, "YYYY-MM-DD");
  expect_fault(BORN "A,employee,1980-13-01,F\n", 2, 3, "YYYY-MM-DD");
  expect_fault(BORN "A,employee,1/2/1980,F\n", 2, 3, "YYYY-MM-DD");
  expect_fault(BORN "A,employee,1980-01-011,F\n", 2, 3, "YYYY-MM-DD");
}

static void no_message_shows_personal_data(void)
{
  static const char *const secrets[] = {"SECRETID", "1981", "04-31", "SECRETMEMBER"};
  static const char *const texts[] = {
      "SECRETID,employee,1981-01-01,F,SECRETMEMBER\n",
      "employee,relationship,birth_date,sex,member\n"
      "SECRETID,emplyee,1981-04-31,X,SECRETMEMBER\n"
      "SECRETID,employee,1981-04-31,F\n\"SECRETID,employee,1981-01-01,F,SECRETMEMBER\n"
      "SEC\"RETID,spouse,1981-01-01,F,SECRETMEMBER\nSECRETID\xE9,spouse,1981-01-01,F,x\n",
      "employee,relationship,age,sex,member\nSECRETID,employee,1981-04-31,F,SECRETMEMBER\n"
      "SECRETID,employee,04/31/1981,F,SECRETMEMBER\n",
      "employee,relationship,age,sex,plan,member\nSECRETID,employee,40,F,PPP,SECRETMEMBER\n"
      "SECRETID,employee,40,F,PPO,SECRETMEMBER\nSECRETID,spouse,40,F,PPO,SECRETMEMBER\n"
      "SECRETID,spouse,40,F,PPO,SECRETMEMBER\nSECRETID2,child,40,F,PPO,SECRETMEMBER\n"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    reading_t r;
    read_text(&r, texts[i]);
    CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
    CU_ASSERT_TRUE(r.faults.n > 0);
    for (size_t f = 0; f < r.faults.n; f++) {
      for (size_t s = 0; s < sizeof secrets / sizeof secrets[0]; s++) {
        CU_ASSERT_PTR_NULL(strstr(r.faults.list[f].text, secrets[s]));
      }
    }
    release(&r);
  }
}

static void every_fault_is_reported_in_order(void)
{
  reading_t r;
  read_text(&r, "employee,relationship,age,sex,plan\n"
                "A,employee,40,F,PPO\nA,employee,x,G,PPO\nB,employee,40,M,PPPO\nC,employee,40\n"
                "D,employee,40,M,PPO\nD,spouse,40,F,\nD,spouse,40,F,\n");
  static const size_t lines[] = {3, 3, 4, 5, 8};
  static const size_t columns[] = {3, 4, 5, 0, 2};
  CU_ASSERT_EQUAL(r.read_code, SL_ERR_INPUT);
  CU_ASSERT_EQUAL(r.faults.n, 5);
  for (size_t i = 0; i < 5 && i < r.faults.n; i++) {
    CU_ASSERT_EQUAL(r.faults.list[i].line, lines[i]);
    CU_ASSERT_EQUAL(r.faults.list[i].column, columns[i]);
  }
  release(&r);
}

static void contracts_need_one_employee_and_at_most_one_spouse(void)
{
  expect_fault(HEADER "A,employee,40,F\nB,spouse,40,M\n", 3, 2,
               "no row with relationship employee");
  expect_fault(HEADER "A,employee,40,F\nB,employee,40,F\nA,employee,30,M\n", 4, 2,
               "second employee row for the same contract; the first is in row 2");
  expect_fault(HEADER "A,spouse,40,F\nA,employee,40,F\n\nA,spouse,30,M\n", 5, 2,
               "second spouse row for the same contract; the first is in row 2");
}

static void plans_of_a_family_must_agree(void)
{
#define WITH_PLAN "employee,relationship,age,sex,plan,months\n"
  expect_fault(WITH_PLAN "A,employee,40,F,waived,\nA,spouse,40,M,PPO,\nB,employee,40,F,,\n", 3, 5,
               "the employee is waived");
  expect_fault(WITH_PLAN "A,employee,40,F,PPO,0\nA,spouse,40,M,,12\nB,employee,40,F,,\n", 3, 6,
               "0 months");
  expect_fault(WITH_PLAN "A,employee,40,F,PPo,\n", 2, 5, "did you mean PPO?");
  expect_fault(WITH_PLAN "A,employee,40,F,waived,\n", 0, 0, "nobody");
  reading_t r;
  static const char two[] = WITH_PLAN "A,employee,40,F,PPO,\nA,child,4,M,HMO,\nB,employee,40,F,,\n";
  read_bytes(&r, two, sizeof two - 1, 12, two_plans, 2);
  CU_ASSERT_EQUAL(r.faults.n, 2);
  if (r.faults.n == 2) {
    CU_ASSERT_EQUAL(r.faults.list[0].line, 3);
    CU_ASSERT_PTR_NOT_NULL(strstr(r.faults.list[0].text, "the employee in"));
    CU_ASSERT_EQUAL(r.faults.list[1].line, 4);
    CU_ASSERT_PTR_NOT_NULL(strstr(r.faults.list[1].text, "more than one"));
  }
  release(&r);
}

/* Rows of two families are mixed; waived rows and rows without months are counted, not kept. */
static void families_tiers_and_enrolment(void)
{
  static const char text[] = WITH_PLAN "B,child,3,F,,\n"           /* 1 */
                                       "A,employee,40,F,HMO,\n"    /* 2 */
                                       "B,employee,30,M,PPO,6\n"   /* 3 */
                                       "C,employee,50,M,waived,\n" /* 4 */
                                       "A,spouse,41,M,,\n"         /* 5 */
                                       "B,spouse,30,F,waived,\n"   /* 6 */
                                       "D,employee,60,M,PPO,\n"    /* 7 */
                                       "D,spouse,60,F,,3\n"        /* 8 */
                                       "D,child,20,F,,\n"          /* 9 */
                                       "E,employee,25,F,PPO,\n"    /* 10 */
                                       "E,child,1,F,,0\n"          /* 11 */
                                       "C,child,9,F,,\n";          /* 12 */
  static const uint32_t rows[] = {1, 3, 2, 5, 7, 8, 9, 10};
  static const sl_tier_t tiers[] = {SL_TIER_EMPLOYEE_CHILDREN, SL_TIER_EMPLOYEE_SPOUSE,
                                    SL_TIER_FAMILY, SL_TIER_EMPLOYEE};
  static const uint32_t plans[] = {0, 1, 0, 0};
  static const unsigned months[] = {6, 12, 12, 12};
  reading_t r;
  read_bytes(&r, text, sizeof text - 1, 12, two_plans, 2);
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(sl_census_rows(r.census), 12);
  CU_ASSERT_EQUAL_FATAL(r.n_persons, 8);
  CU_ASSERT_EQUAL_FATAL(r.n_families, 4);
  for (uint32_t i = 0; i < 8; i++) {
    CU_ASSERT_EQUAL(r.persons[i].row, rows[i]);
  }
  for (uint32_t f = 0, p = 0; f < 4; f++) {
    CU_ASSERT_EQUAL(r.families[f].first_person, p);
    CU_ASSERT_EQUAL(r.families[f].tier, tiers[f]);
    CU_ASSERT_EQUAL(r.families[f].plan, plans[f]);
    CU_ASSERT_EQUAL(r.families[f].months, months[f]);
    for (uint32_t i = 0; i < r.families[f].n_persons; i++) {
      CU_ASSERT_EQUAL(r.persons[p++].family, f);
    }
  }
  const sl_enrolment_t *e = &r.enrolment;
  CU_ASSERT_EQUAL(e->employees, 4);
  CU_ASSERT_EQUAL(e->members, 8);
  CU_ASSERT_EQUAL(e->employee_months, 42);
  CU_ASSERT_EQUAL(e->member_months, 81);
  CU_ASSERT_EQUAL(e->plan_months, 12);
  CU_ASSERT_EQUAL(e->tier_months[SL_TIER_EMPLOYEE_CHILDREN], 15); /* B 6, D 9 */
  CU_ASSERT_EQUAL(e->tier_months[SL_TIER_EMPLOYEE_SPOUSE], 12);
  CU_ASSERT_EQUAL(e->tier_months[SL_TIER_FAMILY], 3); /* D, while the spouse is in */
  CU_ASSERT_EQUAL(e->tier_months[SL_TIER_EMPLOYEE], 12);
  CU_ASSERT_EQUAL(e->tier_first_month[SL_TIER_EMPLOYEE_CHILDREN], 1);
  release(&r);
}

static void months_default_to_the_plan_years(void)
{
  static const char text[] = WITH_PLAN "A,employee,40,F,,\nA,child,4,M,,3\n";
  static const char long_text[] = WITH_PLAN "A,employee,40,F,,7\n";
  reading_t r;
  read_bytes(&r, text, sizeof text - 1, 6, one_plan, 1);
  CU_ASSERT_EQUAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(r.enrolment.employee_months, 6);
  CU_ASSERT_EQUAL(r.enrolment.member_months, 9);
  CU_ASSERT_EQUAL(r.enrolment.plan_months, 6);
  release(&r);
  read_bytes(&r, long_text, sizeof long_text - 1, 6, one_plan, 1);
  CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
  CU_ASSERT_PTR_NOT_NULL(strstr(r.faults.list[0].text, "0 to 6"));
  release(&r);
}

static void a_missing_file_is_missing(void)
{
  const sl_date_t start = {2026, 1, 1};
  const char *const paths[] = {"/nonexistent/census.csv", sl_test_scratch_dir()};
  for (size_t i = 0; i < 2; i++) {
    sl_census_t *census = NULL;
    sl_faults_t faults;
    sl_faults_init(&faults);
    CU_ASSERT_EQUAL(sl_census_read(NULL, paths[i], &start, 12, &census, &faults), SL_ERR_MISSING);
    CU_ASSERT_PTR_NULL(census);
    CU_ASSERT_EQUAL(sl_faults_code(&faults), SL_ERR_MISSING);
    sl_census_free(census);
    sl_faults_free(&faults);
  }
}

/* Processor seconds to read a census of n persons, whose ids are in an order that is bad for
 * sorting and for naive hashing; the answer is known. */
static double seconds_of_census(uint32_t n)
{
  char *text = malloc(40 * (size_t)n + 100);
  CU_ASSERT_FATAL(text != NULL);
  size_t length = (size_t)sprintf(text, HEADER);
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t id = (uint32_t)(i * UINT64_C(48271) % (n / 2));
    length += (size_t)sprintf(text + length, "EMPLOYEE-%08u,%s,40,F\n", id,
                              i < n / 2 ? "employee" : "child");
  }
  reading_t r;
  const clock_t begin = clock();
  read_bytes(&r, text, length, 12, one_plan, 1);
  const double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
  CU_ASSERT_EQUAL(r.code, SL_OK);
  CU_ASSERT_EQUAL(r.n_families, n / 2);
  CU_ASSERT_EQUAL(r.enrolment.tier_months[SL_TIER_EMPLOYEE_CHILDREN], 12.0 * n / 2);
  release(&r);
  free(text);
  return seconds;
}

/* Eight times the persons in about eight times the time; what compares all with all takes 64 times.
 */
static void a_large_census_loads_fast(void)
{
  const double few = seconds_of_census(25000), many = seconds_of_census(200000);
  if (many >= 32.0 * few) {
    printf("\n    25,000 persons: %.3f s, 200,000: %.3f s\n", few, many);
  }
  CU_ASSERT(many < 32.0 * few);
}

static void faults_are_sorted_capped_and_harmless(void)
{
  sl_faults_t faults;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL(sl_faults_code(&faults), SL_OK);
  sl_faults_add(&faults, SL_ERR_INPUT, "b", 9, 1, "third");
  sl_faults_add(&faults, SL_ERR_MISSING, "a", 1, 1, "fourth");
  sl_faults_add(&faults, SL_ERR_INPUT, "b", 2, 5, "second");
  sl_faults_add(&faults, SL_ERR_INPUT, "b", 2, 1, "first \x1b[31m\n\xc2\x9b \xe2\x80\xae \xff é");
  CU_ASSERT_EQUAL(sl_faults_code(&faults), SL_ERR_MISSING);
  CU_ASSERT_STRING_EQUAL(faults.list[0].text, "first ?[31m??? ??? ? é");
  CU_ASSERT_STRING_EQUAL(faults.list[1].text, "second");
  CU_ASSERT_STRING_EQUAL(faults.list[2].text, "third");
  CU_ASSERT_STRING_EQUAL(faults.list[3].text, "fourth");
  for (int i = 0; i < 300; i++) {
    sl_faults_add(&faults, SL_ERR_INPUT, NULL, 0, 0, "more");
  }
  CU_ASSERT_EQUAL(faults.n, SL_FAULTS_MAX);
  CU_ASSERT_EQUAL(faults.suppressed, 104);
  sl_faults_free(&faults);
  CU_ASSERT_PTR_NULL(faults.list);
}

static void numbers_follow_the_one_grammar(void)
{
  static const char *const good[] = {"0", "-5", "0.0", "1e6", "1e-05", "1E+2", "12.50", "-0.5e1"};
  static const double values[] = {0, -5, 0, 1e6, 1e-05, 100, 12.5, -5};
  static const char *const bad[] = {"",     "-",     "+",   "010", "00",  "1_000", "12abc",
                                    "0x1F", ".",     ".e5", "1e",  "1e+", "nan",   "inf",
                                    ".inf", "1e999", " 1",  "1 ",  "1,5", "--1",   "1.2.3"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    double value = NAN;
    CU_ASSERT_TRUE(sl_number_parse(good[i], &value));
    CU_ASSERT_EQUAL(value, values[i]);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double value = 0;
    CU_ASSERT_FALSE(sl_number_parse(bad[i], &value));
  }
}

static void nearest_names(void)
{
  static const char *const names[] = {"plan", "months", NULL, "risk_score", "region"};
  CU_ASSERT_STRING_EQUAL(sl_nearest("mnoths", names, 5), "months");
  CU_ASSERT_STRING_EQUAL(sl_nearest("PLAN", names, 5), "plan");
  CU_ASSERT_STRING_EQUAL(sl_nearest("riskscore", names, 5), "risk_score");
  CU_ASSERT_PTR_NULL(sl_nearest("birthday", names, 5));
  CU_ASSERT_PTR_NULL(sl_nearest("", names, 5));
}

/* The cases of table 3-7 of the Unicode Standard, at its edges. */
static void utf8_is_strict(void)
{
  static const char *const good[] = {
      "a", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"};
  static const uint32_t points[] = {'a', 0x80, 0x800, 0xD7FF, 0x10000, 0x10FFFF};
  static const char *const bad[] = {"\x80",
                                    "\xC1\xBF",
                                    "\xC2",
                                    "\xE0\x9F\xBF",
                                    "\xED\xA0\x80",
                                    "\xF0\x8F\xBF\xBF",
                                    "\xF4\x90\x80\x80",
                                    "\xF5\x80\x80\x80",
                                    "\xE2\x82",
                                    "\xFF"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    uint32_t point = 0;
    CU_ASSERT_EQUAL(sl_utf8_next(good[i], strlen(good[i]), &point), strlen(good[i]));
    CU_ASSERT_EQUAL(point, points[i]);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CU_ASSERT_EQUAL(sl_utf8_next(bad[i], strlen(bad[i]), NULL), 0);
  }
  CU_ASSERT_EQUAL(sl_utf8_next("a", 0, NULL), 0);
}

SL_SUITE(census, "unit/census", {"columns come in any order", columns_come_in_any_order},
         {"line ends and byte order mark", line_ends_and_byte_order_mark},
         {"broken text is refused with its line", broken_text_is_refused_with_its_line},
         {"NUL bytes are refused with their line", nul_bytes_are_refused_with_their_line},
         {"a field may have 4096 bytes but not more", a_field_may_have_4096_bytes_but_not_more},
         {"header faults name the column", header_faults_name_the_column},
         {"value faults show place and value", value_faults_show_place_and_value},
         {"birth dates give the age at the start", birth_dates_give_the_age_at_the_start},
         {"no message shows personal data", no_message_shows_personal_data},
         {"every fault is reported in order", every_fault_is_reported_in_order},
         {"contracts: one employee, at most one spouse",
          contracts_need_one_employee_and_at_most_one_spouse},
         {"plans of a family must agree", plans_of_a_family_must_agree},
         {"families, tiers and enrolment", families_tiers_and_enrolment},
         {"months default to the plan year's", months_default_to_the_plan_years},
         {"a missing file is missing", a_missing_file_is_missing},
         {"a large census loads fast", a_large_census_loads_fast},
         {"faults are sorted, capped and harmless", faults_are_sorted_capped_and_harmless},
         {"numbers follow the one grammar", numbers_follow_the_one_grammar},
         {"nearest names", nearest_names}, {"UTF-8 is strict", utf8_is_strict});
