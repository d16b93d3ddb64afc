/* A census by tier: dependents are drawn, the same for every run, and it is said. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char scenario[] =
    "stoploss: 1\nname: by tier\ncurrency: USD\nstart: 2026-01-01\ncensus: c.csv\n"
    "claims: {services: [{name: medical, frequency: {distribution: poisson, mean: 2},"
    " severity: {distribution: exponential, mean: 900}}]}\n"
    "plans: [{name: PPO, deductible: 500}]\narrangements: [{name: ASO, kind: aso}]\n";

static int with(sl_program_t *program, const char *folder, const char *census,
                const char *const *arguments)
{
  char path[SL_PATH_MAX + 16];
  snprintf(path, sizeof path, "%s/s.yaml", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, scenario));
  snprintf(path, sizeof path, "%s/c.csv", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, census));
  return sl_program_run(program, folder, arguments);
}
#define WITH(program, folder, census, ...)                                                         \
  with(program, folder, census, (const char *const[]){__VA_ARGS__, NULL})

static void expect(const sl_program_t *program, const char *words)
{
  const bool said = strstr(program->out, words) != NULL || strstr(program->err, words) != NULL;
  CU_ASSERT_TRUE(said);
  if (!said) {
    printf("\n    not said: %s\n    %s%s", words, program->out, program->err);
  }
}

static void tiers_become_people(void)
{
  static const char census[] = "employee,relationship,sex,age,plan,tier\n"
                               "1,employee,F,40,PPO,employee_spouse\n"
                               "2,employee,M,50,PPO,family\n"
                               "3,employee,M,30,waived,family\n"
                               "4,employee,F,35,PPO,employee\n"
                               "5,employee,F,33,PPO,employee_children\n"
                               "6,employee,F,35,PPO,\n6,child,M,5,,\n"
                               "7,employee,F,35,PPO,family\n7,child,M,5,,\n7,spouse,M,33,,\n";
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "tiers"));
  CU_ASSERT_EQUAL(WITH(&program, folder, census, "check", "s.yaml"), 0);
  expect(&program, "Census: 6 employees, ");
  expect(&program, "; 1 waived");
  expect(&program, "employee only 1, employee + spouse 1, employee + children 2, family 2");
  expect(&program, "a tier and no dependents for 3 employees: 2 spouses");
  CU_ASSERT_PTR_NULL(strstr(program.err, "equal to an earlier row"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(WITH(&program, folder, census, "check", "s.yaml", "--resolved"), 0);
  expect(&program, "\ncensus: c.csv\n");
  sl_program_free(&program);
  CU_ASSERT_EQUAL(WITH(&program, folder, census, "run", "s.yaml", "-o", "a.h5", "--trials", "600"),
                  0);
  expect(&program, "are drawn from reference");
  sl_program_free(&program);
}

/* Whom one employee gets depends on nobody else, and on no seed. */
static void the_same_people_come_every_time(void)
{
  static const char census[] = "employee,relationship,sex,age,tier\n"
                               "1,employee,F,40,employee_spouse\n2,employee,M,50,family\n";
  char folder[SL_PATH_MAX];
  sl_program_t one, other;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "tiers-same"));
  CU_ASSERT_EQUAL(WITH(&one, folder, census, "check", "s.yaml"), 0);
  CU_ASSERT_EQUAL(WITH(&other, folder, census, "check", "s.yaml", "--set", "simulation.seed=9"), 0);
  CU_ASSERT_STRING_EQUAL(one.out, other.out);
  sl_program_free(&one);
  sl_program_free(&other);
}

static void a_tier_that_cannot_be_is_refused(void)
{
  static const char *const census[] = {
      "employee,relationship,sex,age,tier\n1,employee,F,40,EE+SP\n",
      "employee,relationship,sex,age,tier\n1,employee,F,40,family\n1,child,M,4,\n",
      "employee,relationship,sex,age,tier\n1,employee,F,40,\n1,child,M,4,family\n"};
  static const char *const words[] = {"c.csv:2:5: tier",
                                      "c.csv:2:5: tier does not fit the dependents' rows",
                                      "c.csv:3:5: tier is the employee's"};
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "tiers-bad"));
  for (size_t i = 0; i < sizeof census / sizeof census[0]; i++) {
    CU_ASSERT_EQUAL(WITH(&program, folder, census[i], "check", "s.yaml"), 65);
    expect(&program, words[i]);
    sl_program_free(&program);
  }
}

/* A laser names a row of the file: nobody drawn has one. */
static void drawn_people_have_no_row(void)
{
  static const char census[] = "employee,relationship,sex,age,tier\n1,employee,F,40,family\n";
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "tiers-rows"));
  CU_ASSERT_EQUAL(WITH(&program, folder, census, "check", "s.yaml", "--set",
                       "arrangements.0.specific={deductible: 1000, premium: {amount: 10, per: "
                       "employee_month}, lasers: [{member: 2, deductible: 5000}]}"),
                  65);
  expect(&program, "member is not in the census: 2; allowed: 1 to 1");
  sl_program_free(&program);
}

static void a_group_of_singles_is_warned_of(void)
{
  char folder[SL_PATH_MAX], census[1024];
  sl_program_t program;
  int n = snprintf(census, sizeof census, "employee,relationship,sex,age\n");
  for (int i = 0; i < 10; i++) {
    n += snprintf(census + n, sizeof census - (size_t)n, "%d,employee,F,%d\n", i, 30 + i);
  }
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "tiers-singles"));
  CU_ASSERT_EQUAL(WITH(&program, folder, census, "check", "s.yaml"), 0);
  expect(&program, "nobody has a dependent: 10 employees");
  sl_program_free(&program);
}

static void somebody_elses_census_is_told_the_way_in(void)
{
  static const char *const census[] = {"EE ID,DOB,Gender\n1,1/2/1980,F\n",
                                       "employee,relationship,sex,age,DOB\n1,employee,F,40,x\n",
                                       "PK\003\004x"};
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "tiers-foreign"));
  for (size_t i = 0; i < sizeof census / sizeof census[0]; i++) {
    CU_ASSERT_EQUAL(WITH(&program, folder, census[i], "check", "s.yaml"), 65);
    expect(&program, "stoploss import census FILE");
    sl_program_free(&program);
  }
}

SL_SUITE(census_tiers, "cli/census_tiers", {"tiers become people", tiers_become_people},
         {"the same people come every time", the_same_people_come_every_time},
         {"a tier that cannot be is refused", a_tier_that_cannot_be_is_refused},
         {"drawn people have no row", drawn_people_have_no_row},
         {"a group of singles is warned of", a_group_of_singles_is_warned_of},
         {"somebody else's census is told the way in", somebody_elses_census_is_told_the_way_in});
