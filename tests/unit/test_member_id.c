/* Lasers and claimants by id: whom they name, and that nothing shows the id. */
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define WITH_MEMBERS                                                                               \
  "employee,relationship,age,sex,member\nE1,employee,40,F,ZEBRA-1\nE1,spouse,41,M,ZEBRA-2\n"       \
  "E2,employee,30,M,00417\n"
#define WITHOUT_MEMBERS                                                                            \
  "employee,relationship,age,sex\nZEBRA-1,employee,40,F\nZEBRA-1,spouse,41,M\n"                    \
  "00417,employee,30,M\n"

static sl_loaded_t load(const char *laser, const char *claimant, const char *census)
{
  char yaml[2000];
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD
           "claims:\n  services: [" SL_TEXT_SERVICE "]\n  claimants:\n"
           "    - {%s, services: [{name: own, frequency: {distribution: poisson, mean: "
           "1}, severity: {distribution: constant, value: 9}}]}\n" SL_TEXT_PLANS
           "arrangements:\n  - name: A\n    kind: aso\n"
           "    specific: {deductible: 50k, lasers: [{%s, deductible: 90k}]}\n",
           claimant, laser);
  return sl_test_load(yaml, census);
}

static void expect_rows(const char *laser, const char *claimant, const char *census,
                        uint32_t laser_row, uint32_t claimant_row)
{
  sl_loaded_t l = load(laser, claimant, census);
  if (l.scenario == NULL) {
    sl_test_has_fault(&l, 0, 0, "nothing");
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].specific.lasers[0].row, laser_row);
  CU_ASSERT_EQUAL(l.scenario->claims->services[1].only_row, claimant_row);
  char of_laser[60], of_claimant[60];
  snprintf(of_laser, sizeof of_laser, "- {member: %u, deductible: 90000", laser_row);
  snprintf(of_claimant, sizeof of_claimant, "- member: %u\n      replaces: false\n", claimant_row);
  CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->resolved, of_laser));
  CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->resolved, of_claimant));
  CU_ASSERT_PTR_NULL(strstr(l.scenario->resolved, "member_id"));
  CU_ASSERT_PTR_NULL(strstr(l.scenario->resolved, "ZEBRA"));
  CU_ASSERT_PTR_NULL(strstr(l.scenario->resolved, "00417"));
  sl_test_unload(&l);
}

/* By the column member; of a census without it by the employee's id, which is the employee's row;
 * an id without quotes is text, with its zeros. */
static void an_id_names_a_row(void)
{
  expect_rows("member_id: ZEBRA-2", "member_id: 00417", WITH_MEMBERS, 2, 3);
  expect_rows("member_id: ZEBRA-1", "member_id: \"00417\"", WITHOUT_MEMBERS, 1, 3);
  expect_rows("member: 2", "member_id: ZEBRA-1", WITH_MEMBERS, 2, 1);
}

static bool has_only(sl_loaded_t l, size_t line, const char *part)
{
  const bool good = sl_test_has_fault(&l, line, 0, part) && l.faults.n == 1;
  for (size_t i = 0; i < l.faults.n; i++) {
    CU_ASSERT_PTR_NULL(strstr(l.faults.list[i].text, "ZEBRA"));
    CU_ASSERT_PTR_NULL(strstr(l.faults.list[i].text, "417"));
  }
  sl_test_unload(&l);
  return good;
}

static void faults_do_not_show_the_id(void)
{
  CU_ASSERT_TRUE(has_only(load("member_id: ZEBRA-9", "member: 1", WITH_MEMBERS), 13,
                          "member_id is not in the census (it is not shown"));
  /* where the column member is, an employee's id is none */
  CU_ASSERT_TRUE(has_only(load("member: 1", "member_id: E2", WITH_MEMBERS), 8,
                          "allowed: an id of the column member"));
  CU_ASSERT_TRUE(has_only(load("member: 1", "member_id: 417", WITHOUT_MEMBERS), 8,
                          "allowed: an id of the column employee"));
  CU_ASSERT_TRUE(has_only(load("member: 174170000", "member: 1", WITH_MEMBERS), 13,
                          "member is not in the census: (not shown: it may be an id); allowed: 1"));
  CU_ASSERT_TRUE(has_only(load("member: 1, member_id: ZEBRA-2", "member: 1", WITH_MEMBERS), 13,
                          "member is given twice; allowed: exactly one of member"));
  CU_ASSERT_TRUE(has_only(load("excluded: false", "member: 1", WITH_MEMBERS), 13,
                          "nothing says which member this is"));
  CU_ASSERT_TRUE(has_only(load("member: ZEBRA-2", "member: 1", WITH_MEMBERS), 13,
                          "(not shown: it may be an id); an id goes into member_id"));
  CU_ASSERT_TRUE(has_only(load("member_id: \"ZEBRA\\t2\"", "member: 1", WITH_MEMBERS), 13,
                          "member_id holds control"));
  CU_ASSERT_TRUE(has_only(load("member_id: [ZEBRA-2]", "member: 1", WITH_MEMBERS), 13,
                          "member_id is not of the right form: a list"));
}

/* What is wrong with the person is said of the row, and of the spreadsheet's. */
static void faults_tell_the_rows(void)
{
  CU_ASSERT_TRUE(
      has_only(load("member_id: ZEBRA-2, deductible: 60k}, {member: 2", "member: 1", WITH_MEMBERS),
               13, "member has two lasers: 2 (row 3 of the spreadsheet)"));
  CU_ASSERT_TRUE(
      has_only(load("member: 1", "member_id: ZEBRA-2",
                    "employee,relationship,age,sex,member,plan\nE1,employee,40,F,ZEBRA-1,PPO\n"
                    "E1,spouse,41,M,ZEBRA-2,waived\n"),
               8, "member is not enrolled: 2 (row 3 of the spreadsheet"));
}

/* An override's value is shown by its messages, but not this one. */
static void overrides_do_not_show_the_id(void)
{
  static const struct {
    const char *path, *value;
  } rows[] = {{"arrangements.0.specific.lasers.0.member_id", "ZEBRA-9"},
              {"arrangements.0.specific.lasers.0.member", "ZEBRA-9"},
              {"arrangements.0.specific.lasers", "[{member_id: ZEBRA-9, deductible: 90k}]"},
              {"arrangements.0.specific.lasers", "[{member_id: ZEBRA-9, deductible: 5}]"},
              {"arrangements.0.specific.lasers", "[{member_id: ZEBRA-9"},
              {"arrangements.0.specific.lasers.0.member_id.x", "ZEBRA-9"}};
  sl_loaded_t base = load("member_id: ZEBRA-2", "member: 1", WITH_MEMBERS);
  CU_ASSERT_PTR_NOT_NULL_FATAL(base.scenario);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const sl_override_t one = {rows[i].path, rows[i].value};
    const sl_overrides_t overrides = {&one, 1};
    sl_faults_t faults;
    sl_scenario_t *variant = NULL;
    sl_faults_init(&faults);
    CU_ASSERT_NOT_EQUAL(sl_scenario_variant(NULL, base.scenario, &overrides, &variant, &faults),
                        SL_OK);
    CU_ASSERT_TRUE(faults.n > 0);
    for (size_t f = 0; f < faults.n; f++) {
      CU_ASSERT_PTR_NULL(strstr(faults.list[f].text, "ZEBRA"));
      CU_ASSERT_PTR_NULL(strstr(faults.list[f].file, "ZEBRA"));
    }
    sl_faults_free(&faults);
  }
  const sl_override_t other = {"arrangements.0.specific.lasers.0.member_id", "00417"};
  const sl_overrides_t overrides = {&other, 1};
  sl_faults_t faults;
  sl_scenario_t *variant = NULL;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL(sl_scenario_variant(NULL, base.scenario, &overrides, &variant, &faults), SL_OK);
  CU_ASSERT_PTR_NOT_NULL_FATAL(variant);
  CU_ASSERT_EQUAL(variant->arrangements->list[0].specific.lasers[0].row, 3);
  sl_scenario_free(variant);
  sl_faults_free(&faults);
  sl_test_unload(&base);
}

SL_SUITE(member_id, "unit/member_id", {"an id names a row", an_id_names_a_row},
         {"faults do not show the id", faults_do_not_show_the_id},
         {"faults tell the rows", faults_tell_the_rows},
         {"overrides do not show the id", overrides_do_not_show_the_id});
