/* The persons that a basis is measured on: as many of each band and sex as it says, children with
 * mothers. */
#include "sim/study/validate/population.h"

#include "models/group/person.h"
#include "sim/input/basis/basis.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASIS                                                                                      \
  "stoploss_basis: 2\nname: own\ntitle: 'My own: \"quoted\"'\ncurrency: CAD\ndate: 2024-03-15\n"   \
  "%s"                                                                                             \
  "services:\n  - name: office\n    frequency: {distribution: poisson, mean: 2}\n"                 \
  "    severity: {distribution: exponential, mean: 100}\n"

static int load(const char *population, const char *census, sl_scenario_t **scenario,
                sl_faults_t *faults)
{
  char text[1000], path[300];
  snprintf(text, sizeof text, BASIS, population);
  sl_test_write("own.yaml", text);
  snprintf(path, sizeof path, "%s/own.yaml", sl_test_scratch_dir());
  sl_faults_init(faults);
  return sl_population_scenario(path, census, 2e5, 9, scenario, faults);
}

static size_t count(const sl_group_t *group, unsigned from, unsigned to, int sex)
{
  size_t n = 0;
  for (size_t p = 0; p < group->n_persons; p++) {
    const sl_person_t *person = &group->persons[p];
    n += person->age >= from && person->age <= to && (int)person->sex == sex;
  }
  return n;
}

/* 65 and over are left out; the last band before ends there. */
static void every_band_has_its_persons(void)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  CU_ASSERT_EQUAL_FATAL(load("reference_population: {ages: [0, 1, 20, 30, 40, 70], female: [2, 3, "
                             "4, 5, 6, 7], male: [1, 0, 2, 3, 4, 9]}\n",
                             NULL, &scenario, &faults),
                        SL_OK);
  const sl_group_t *group = scenario->group;
  CU_ASSERT_EQUAL(group->n_persons, 30);
  CU_ASSERT_EQUAL(count(group, 0, 0, SL_FEMALE), 2);
  CU_ASSERT_EQUAL(count(group, 0, 0, SL_MALE), 1);
  CU_ASSERT_EQUAL(count(group, 1, 19, SL_FEMALE), 3);
  CU_ASSERT_EQUAL(count(group, 20, 29, SL_FEMALE), 4);
  CU_ASSERT_EQUAL(count(group, 30, 39, SL_MALE), 3);
  CU_ASSERT_EQUAL(count(group, 40, 64, SL_FEMALE), 6);
  CU_ASSERT_EQUAL(count(group, 40, 52, SL_FEMALE), 3); /* evenly over the band */
  CU_ASSERT_STRING_EQUAL(scenario->name, "My own: \"quoted\"");
  CU_ASSERT_STRING_EQUAL(scenario->currency, "CAD");
  CU_ASSERT_EQUAL(scenario->simulation->seed, 9);
  CU_ASSERT_TRUE(scenario->simulation->trials * 30 >= 200000);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}

static void children_belong_to_women_of_25_to_44(void)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  size_t children = 0;
  CU_ASSERT_EQUAL_FATAL(load("reference_population: {ages: [0, 20, 30], female: [4, 5, 6], male: "
                             "[3, 2, 1]}\n",
                             NULL, &scenario, &faults),
                        SL_OK);
  const sl_group_t *group = scenario->group;
  for (size_t f = 0; f < group->n_families; f++) {
    const sl_family_t *family = &group->families[f];
    const sl_person_t *employee = &group->persons[family->first_person];
    children += family->n_persons - 1;
    CU_ASSERT_TRUE(family->n_persons == 1 ||
                   (employee->sex == SL_FEMALE && employee->age >= 25 && employee->age <= 44));
  }
  CU_ASSERT_EQUAL(children, 7);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}

static void a_basis_without_population_asks_for_a_census(void)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  char census[300];
  CU_ASSERT_EQUAL(load("", NULL, &scenario, &faults), SL_ERR_INPUT);
  CU_ASSERT_EQUAL_FATAL(faults.n, 1);
  CU_ASSERT_PTR_NOT_NULL(strstr(faults.list[0].text, "--census"));
  sl_faults_free(&faults);
  sl_test_write("census.csv", SL_TEXT_CENSUS);
  snprintf(census, sizeof census, "%s/census.csv", sl_test_scratch_dir());
  CU_ASSERT_EQUAL_FATAL(load("", census, &scenario, &faults), SL_OK);
  CU_ASSERT_EQUAL(scenario->group->n_persons, 4); /* of a plan PPO; one is waived */
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}

static void lists_of_a_population_fit_each_other(void)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  CU_ASSERT_EQUAL(load("reference_population: {ages: [0, 20], female: [4], male: [3, 2]}\n", NULL,
                       &scenario, &faults),
                  SL_ERR_INPUT);
  CU_ASSERT_EQUAL_FATAL(faults.n, 1);
  CU_ASSERT_PTR_NOT_NULL(strstr(faults.list[0].text, "female has 1 numbers for 2 ages"));
  sl_faults_free(&faults);
}

static void what_is_written_reads_back(void)
{
  char path[300];
  const char *text = "stoploss_basis: 2\nname: b\ntitle: b\ncurrency: USD\ndate: 2024-03-15\n"
                     "reference_population:\n  ages: [0, 20]\n  female: [4, 1]\n  male: [3, 0]\n"
                     "services:\n  - name: office\n    frequency: {distribution: poisson, mean: "
                     "2}\n    severity: {distribution: exponential, mean: 100}\n";
  sl_faults_t faults;
  sl_basis_t *basis = NULL;
  sl_written_files_t files;
  sl_error_t error = {0};
  snprintf(path, sizeof path, "%s/b.yaml", sl_test_scratch_dir());
  sl_faults_init(&faults);
  const sl_source_t by = {.path = path, .folder = "", .faults = &faults};
  CU_ASSERT_EQUAL_FATAL(sl_basis_parse(&by, path, text, strlen(text), &basis), SL_OK);
  CU_ASSERT_EQUAL(basis->population.n, 2);
  CU_ASSERT_EQUAL(basis->population.band[1].age, 20);
  CU_ASSERT_EQUAL(basis->population.band[0].persons[SL_MALE], 3);
  CU_ASSERT_EQUAL_FATAL(sl_basis_write(basis, "b", &files, &error), SL_OK);
  CU_ASSERT_PTR_NOT_NULL(strstr(files.list[0].text, "stoploss_basis: 2\n"));
  CU_ASSERT_PTR_NOT_NULL(strstr(files.list[0].text, "reference_population:\n  ages: [0, 20]\n"
                                                    "  female: [4, 1]\n  male: [3, 0]\n"));
  sl_written_files_free(&files);
  sl_basis_free(basis);
  sl_faults_free(&faults);
}

SL_SUITE(validate_population, "unit/validate_population",
         {"every band has its persons", every_band_has_its_persons},
         {"children belong to women of 25 to 44", children_belong_to_women_of_25_to_44},
         {"a basis without population asks for a census",
          a_basis_without_population_asks_for_a_census},
         {"lists of a population fit each other", lists_of_a_population_fit_each_other},
         {"what is written reads back", what_is_written_reads_back});
