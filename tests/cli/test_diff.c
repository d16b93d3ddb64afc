/* stoploss diff: equal or not, by how much and where, and whether chance may be the reason. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* a.h5, the same again, with another seed, with fewer trials, and with a dollar more a month. */
static void make_folder(char folder[SL_PATH_MAX], const char *name)
{
  char source[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  sl_source_path(source, "tests/cli");
  snprintf(script, sizeof script,
           "cp '%s/good.yaml' '%s/good.csv' .; R='run good.yaml -q -t 3000'\n"
           "\"$S\" $R -o a.h5 && \"$S\" $R -o same.h5 --threads 1 &&\n"
           "\"$S\" $R -s 2 -o seed.h5 && \"$S\" run good.yaml -q -t 2000 -o fewer.h5 &&\n"
           "\"$S\" $R --set arrangements.ASO.fees.administration.amount+=1 -o fee.h5 &&\n"
           "\"$S\" $R -s 2 --set claims.risk_factor=1.5 -o more.h5 &&\n"
           "\"$S\" $R --set 'arrangements.Fully insured.name=Insured' -o renamed.h5",
           source, source);
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

static json_t *diff(const char *folder, const char *one, const char *other, int status)
{
  sl_program_t program;
  SL_RUN(&program, folder, "diff", one, other, "--json");
  CU_ASSERT_EQUAL(program.status, status);
  json_t *tree = json_loads(program.out, 0, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(tree);
  sl_program_free(&program);
  return tree;
}

static json_t *row(json_t *tree, const char *list, const char *name, const char *arrangement)
{
  size_t i;
  json_t *item;
  json_array_foreach(json_object_get(tree, list), i, item)
  {
    const char *of = json_string_value(json_object_get(item, "arrangement"));
    if (strcmp(json_string_value(json_object_get(item, "name")), name) == 0 &&
        (arrangement == NULL ? of == NULL : of != NULL && strcmp(of, arrangement) == 0)) {
      return item;
    }
  }
  return NULL;
}

static double number(json_t *object, const char *member, const char *inner)
{
  json_t *value = json_object_get(object, member);
  return json_number_value(inner != NULL ? json_object_get(value, inner) : value);
}

static bool is_true(json_t *tree, const char *member)
{
  return json_is_true(json_object_get(tree, member));
}

static void check_equal(const char *folder)
{
  json_t *tree = diff(folder, "a.h5", "same.h5", 0);
  CU_ASSERT(is_true(tree, "equal") && is_true(tree, "paired"));
  CU_ASSERT_FALSE(is_true(tree, "beyond_sampling_error"));
  CU_ASSERT_EQUAL(json_array_size(json_object_get(tree, "origins")), 0);
  CU_ASSERT_EQUAL(json_array_size(json_object_get(tree, "figures")), 0);
  json_decref(tree);
}

/* A dollar for each of the employees' billed months: the cost of every trial rises by just that,
 * whatever the claims. */
static void check_fee(const char *folder, double months)
{
  json_t *tree = diff(folder, "a.h5", "fee.h5", 1);
  json_t *cost = row(tree, "variables", "cost", "ASO"),
         *claims = row(tree, "variables", "claims", NULL);
  CU_ASSERT(is_true(tree, "paired") && is_true(tree, "beyond_sampling_error"));
  SL_ASSERT_CLOSE(number(cost, "change", "value"), months, 1e-9);
  SL_ASSERT_CLOSE(number(cost, "largest", "difference"), months, 1e-9);
  CU_ASSERT_EQUAL(number(cost, "differing_trials", NULL), 3000);
  CU_ASSERT_EQUAL(number(claims, "differing_trials", NULL), 0);
  CU_ASSERT_EQUAL(number(row(tree, "variables", "cost", "Fully insured"), "differing_trials", NULL),
                  0);
  json_t *mean = row(tree, "figures", "cost_mean", "ASO");
  SL_ASSERT_CLOSE(number(mean, "second", NULL) - number(mean, "first", NULL), months, 1e-6);
  CU_ASSERT_EQUAL(json_array_size(json_object_get(tree, "origins")), 1);
  json_decref(tree);
}

/* Chance alone, and half the claims again. */
static void check_chance(const char *folder)
{
  json_t *tree = diff(folder, "a.h5", "seed.h5", 1);
  CU_ASSERT_FALSE(is_true(tree, "paired"));
  CU_ASSERT_FALSE(is_true(tree, "beyond_sampling_error"));
  json_decref(tree);
  tree = diff(folder, "a.h5", "fewer.h5", 1);
  CU_ASSERT_FALSE(is_true(tree, "paired") || is_true(tree, "beyond_sampling_error"));
  json_decref(tree);
  tree = diff(folder, "a.h5", "more.h5", 1);
  CU_ASSERT_FALSE(is_true(tree, "paired"));
  CU_ASSERT(is_true(tree, "beyond_sampling_error"));
  json_t *allowed = row(tree, "variables", "allowed", NULL);
  CU_ASSERT(number(allowed, "z", NULL) > 4.0);
  json_decref(tree);
}

static double billed_months(const char *folder)
{
  sl_program_t program;
  double months = 0.0;
  SL_RUN(&program, folder, "table", "a.h5", "employee_months");
  CU_ASSERT_EQUAL(program.status, 0);
  const char *last = strchr(program.out, '\n');
  CU_ASSERT_EQUAL(last != NULL ? sscanf(last + 1, "%lf", &months) : 0, 1);
  sl_program_free(&program);
  return months;
}

static void it_says_what_differs_and_by_how_much(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "diff");
  check_equal(folder);
  check_fee(folder, billed_months(folder));
  check_chance(folder);
  json_t *tree = diff(folder, "a.h5", "renamed.h5", 1);
  CU_ASSERT_FALSE(is_true(tree, "equal"));
  CU_ASSERT_STRING_EQUAL(json_string_value(json_array_get(json_object_get(tree, "only_first"), 0)),
                         "Fully insured");
  CU_ASSERT_STRING_EQUAL(json_string_value(json_array_get(json_object_get(tree, "only_second"), 0)),
                         "Insured");
  json_decref(tree);
}

static void the_page_and_what_is_refused(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "diff-page");
  CU_ASSERT_EQUAL(
      sl_shell(
          folder,
          "\"$S\" diff a.h5 same.h5 | grep -qx 'Equal in every trial, price and figure.' || "
          "exit 2\n"
          "\"$S\" diff a.h5 fee.h5 >page; [ $? = 1 ] || exit 3\n"
          "grep -q 'They differ by more than sampling error' page || exit 4\n"
          "grep -q 'scenario, from this line on: .*amount: 38.* | .*amount: 39' page || exit 5\n"
          "! grep -q '  claims (group)' page || exit 6\n"
          "\"$S\" diff a.h5 2>err; [ $? = 64 ] || exit 7\n"
          "\"$S\" diff a.h5 same.h5 a.h5 2>err; [ $? = 64 ] || exit 8\n"
          "\"$S\" diff a.h5 none.h5 2>err; [ $? = 66 ] || exit 9\n"
          "\"$S\" diff a.h5 good.csv 2>err; [ $? = 65 ]"),
      0);
}

SL_SUITE(diff, "cli/diff",
         {"it says what differs and by how much", it_says_what_differs_and_by_how_much},
         {"the page and what is refused", the_page_and_what_is_refused});
