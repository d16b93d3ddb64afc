/* stoploss trace: a year of a result and of a scenario, its forms, and what is refused. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TRIALS "1100"
#define TRIAL "577" /* of the second block */
#define HALF_A_CENT 0.005

static json_t *json_of(const sl_program_t *program)
{
  json_t *root = json_loads(program->out, JSON_REJECT_DUPLICATES, NULL);
  if (program->status != 0 || root == NULL) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
  CU_ASSERT_EQUAL(program->status, 0);
  CU_ASSERT_PTR_NOT_NULL_FATAL(root);
  return root;
}

static double number_of(const json_t *object, const char *name)
{
  const json_t *value = json_object_get(object, name);
  CU_ASSERT(json_is_number(value));
  return json_number_value(value);
}

static void expect(const sl_program_t *program, int status, const char *words)
{
  const bool said = words == NULL || strstr(program->err, words) != NULL;
  if (program->status != status || !said) {
    printf("\n    status %d, expected %d and '%s'; stderr:\n%s\n", program->status, status,
           words != NULL ? words : "", program->err);
  }
  CU_ASSERT_EQUAL(program->status, status);
  CU_ASSERT(said);
}

/* ---- a group of one's own, in a folder of its own ---- */

typedef struct place {
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX], census[SL_PATH_MAX], basis[SL_PATH_MAX],
      result[SL_PATH_MAX];
} place_t;

static void join(char path[SL_PATH_MAX], const char *folder, const char *name)
{
  CU_ASSERT_FATAL(snprintf(path, SL_PATH_MAX, "%s/%s", folder, name) < SL_PATH_MAX);
}

static void copy_source(const char *from, const char *to)
{
  char path[SL_PATH_MAX];
  sl_source_path(path, "%s", from);
  CU_ASSERT_FATAL(sl_file_copy(path, to));
}

/* The flower shop on a basis of its own, run with another seed and another plan than its file's. */
static void make_place(place_t *place, const char *name)
{
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(place->folder, name));
  join(place->scenario, place->folder, "flower-shop.yaml");
  join(place->census, place->folder, "flower-shop.csv");
  join(place->basis, place->folder, "own.yaml");
  join(place->result, place->folder, "out.h5");
  copy_source("scenarios/flower-shop.yaml", place->scenario);
  copy_source("scenarios/flower-shop.csv", place->census);
  copy_source("models/bases/us-commercial-lean.yaml", place->basis);
  SL_RUN(&program, NULL, "run", place->scenario, "-t", TRIALS, "-s", "7", "--set",
         "claims.basis=./own.yaml", "--set", "plans.0.coinsurance=0.1", "-q", "-o", place->result);
  expect(&program, 0, NULL);
  sl_program_free(&program);
}

/* Put `to` in place of the first `from` in a file. */
static void edit(const char *path, const char *from, const char *to)
{
  size_t n = 0;
  char *text = sl_file_read(path, &n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  const char *at = strstr(text, from);
  CU_ASSERT_PTR_NOT_NULL_FATAL(at);
  const size_t before = (size_t)(at - text), size = n + strlen(to) + 1;
  char *edited = malloc(size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(edited);
  snprintf(edited, size, "%.*s%s%s", (int)before, text, to, at + strlen(from));
  CU_ASSERT_FATAL(sl_file_write_text(path, edited));
  free(edited);
  free(text);
}

/* ---- the result's own year ---- */

/* The value of a variable of that trial and arrangement (0 of what has none), as `table` has it: a
 * row a trial, a column an arrangement. */
static double stored_of(const place_t *place, const char *variable, size_t arrangement)
{
  sl_program_t program;
  SL_RUN(&program, NULL, "table", place->result, variable);
  expect(&program, 0, NULL);
  const char *value = strstr(program.out, "\n" TRIAL ",");
  for (size_t a = 0; value != NULL && a <= arrangement; a++) {
    value = strchr(value + 1, ',');
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(value);
  const double number = strtod(value + 1, NULL);
  sl_program_free(&program);
  return number;
}

static json_t *trace_json(const place_t *place)
{
  sl_program_t program;
  SL_RUN(&program, NULL, "trace", place->result, "--scenario", place->scenario, "--trial", TRIAL,
         "--persons", "0", "--json");
  json_t *root = json_of(&program);
  sl_program_free(&program);
  return root;
}

static double sum_of_claims(const json_t *root, const char *figure)
{
  const json_t *persons = json_object_get(root, "persons");
  double sum = 0.0;
  for (size_t p = 0; p < json_array_size(persons); p++) {
    const json_t *claims = json_object_get(json_array_get(persons, p), "claims");
    for (size_t c = 0; c < json_array_size(claims); c++) {
      const json_t *claim = json_array_get(claims, c);
      sum += json_is_true(json_object_get(claim, "in_year")) ? number_of(claim, figure) : 0.0;
    }
  }
  return sum;
}

static double sum_of_contracts(const json_t *root, size_t arrangement, const char *figure)
{
  const json_t *persons = json_object_get(root, "persons");
  double sum = 0.0;
  for (size_t p = 0; p < json_array_size(persons); p++) {
    const json_t *contracts = json_object_get(json_array_get(persons, p), "contracts");
    sum += number_of(json_array_get(contracts, arrangement), figure);
  }
  return sum;
}

/* The overrides of the run need not be said again: the result holds the scenario as it was run. */
static void a_result_is_told_as_it_was_run(void)
{
  static const char *const claims[] = {"allowed", "member_paid", "plan_paid"};
  place_t place;
  make_place(&place, "trace-told");
  json_t *root = trace_json(&place);
  for (size_t i = 0; i < sizeof claims / sizeof claims[0]; i++) {
    const double stored = stored_of(&place, claims[i], 0);
    CU_ASSERT(stored > 100.0);
    CU_ASSERT(fabs(sum_of_claims(root, claims[i]) - stored) < HALF_A_CENT);
  }
  const json_t *arrangements = json_object_get(root, "arrangements");
  CU_ASSERT_EQUAL(json_array_size(arrangements), 3);
  for (size_t a = 0; a < json_array_size(arrangements); a++) {
    const json_t *arrangement = json_array_get(arrangements, a);
    CU_ASSERT_EQUAL(number_of(json_object_get(arrangement, "figures"), "cost"),
                    stored_of(&place, "cost", a));
    CU_ASSERT(fabs(sum_of_contracts(root, a, "retained") -
                   stored_of(&place, "retained_claims", a)) < HALF_A_CENT);
    CU_ASSERT(fabs(sum_of_contracts(root, a, "specific") -
                   stored_of(&place, "specific_reimbursement", a)) < HALF_A_CENT);
    CU_ASSERT(fabs(sum_of_contracts(root, a, "aggregate") -
                   stored_of(&place, "aggregate_reimbursement", a)) < HALF_A_CENT);
  }
  json_decref(root);
}

/* ---- another census, another basis ---- */

static void expect_refused(const place_t *place)
{
  sl_program_t program;
  SL_RUN(&program, NULL, "trace", place->result, "--scenario", place->scenario, "--trial", TRIAL);
  expect(&program, 65, "another census or claims basis");
  CU_ASSERT_EQUAL(program.out_length, 0);
  CU_ASSERT_PTR_NULL(strstr(program.err, "E00")); /* no ids */
  sl_program_free(&program);
}

/* One person in another age band is enough, though the trial asked for may be the same; what
 * changes no claim, as an id, is no matter. */
static void another_census_is_65(void)
{
  place_t place;
  make_place(&place, "trace-census");
  edit(place.census, "E002,employee,F,52", "E002,employee,F,57");
  expect_refused(&place);
  edit(place.census, "E002,employee,F,57", "F002,employee,F,52");
  json_decref(trace_json(&place));
}

static void another_basis_is_65(void)
{
  place_t place;
  make_place(&place, "trace-basis");
  edit(place.basis, "mean: 168.73", "mean: 168.74");
  expect_refused(&place);
}

/* ---- forms ---- */

static void forms_agree(void)
{
  place_t place;
  sl_program_t program;
  char csv[SL_PATH_MAX], same[SL_PATH_MAX], html[SL_PATH_MAX], text[SL_PATH_MAX];
  make_place(&place, "trace-forms");
  join(csv, place.folder, "one.csv");
  join(same, place.folder, "two.csv");
  join(html, place.folder, "year.html");
  join(text, place.folder, "year.txt");
  SL_RUN(&program, NULL, "trace", place.scenario, "-q", "--trial", "3", "--csv", csv, "-o", html);
  expect(&program, 0, NULL);
  sl_program_free(&program);
  SL_RUN(&program, NULL, "trace", place.scenario, "-q", "--trial", "3", "-o", same);
  expect(&program, 0, NULL);
  sl_program_free(&program);
  CU_ASSERT(sl_files_equal(csv, same));
  SL_RUN(&program, NULL, "trace", place.scenario, "-q", "--trial", "3", "-o", text);
  expect(&program, 0, NULL);
  sl_program_free(&program);
  SL_RUN(&program, NULL, "trace", place.scenario, "--trial", "3", "--set", "simulation.trials=4",
         "--persons", "1", "--json");
  json_t *root = json_of(&program);
  CU_ASSERT_EQUAL(json_array_size(json_object_get(root, "persons")), 1);
  json_decref(root);
  sl_program_free(&program);
  size_t n;
  char *page = sl_file_read(html, &n), *words = sl_file_read(text, &n);
  char *lines = sl_file_read(csv, &n);
  CU_ASSERT(page != NULL && strstr(page, "The year in words") != NULL);
  CU_ASSERT(words != NULL && strstr(words, "Flower shop, 9 employees") == words &&
            strstr(words, "Census row") != NULL && strstr(words, "E00") == NULL);
  CU_ASSERT(lines != NULL && strstr(lines, "row,spreadsheet_row,service,condition,incurred,paid,"
                                           "in_year,allowed,member_paid,plan_paid") == lines);
  free(page);
  free(words);
  free(lines);
}

/* Annual totals have no claims and no days, and the page says so. */
static void annual_totals_are_told_by_year(void)
{
  sl_program_t program;
  char scenario[SL_PATH_MAX];
  sl_source_path(scenario, "tests/cli/good.yaml");
  SL_RUN(&program, NULL, "trace", scenario, "--trial", "3", "--json", "--set",
         "simulation.sampler=totals", "--set", "plans.0.deductible=500", "--set",
         "plans.0.out_of_pocket_max=3000", "--set", "plans.0.copays={}", "--set",
         "claims.uncertainty=0");
  json_t *root = json_of(&program);
  const json_t *person = json_array_get(json_object_get(root, "persons"), 0);
  const json_t *claims = json_object_get(person, "claims");
  CU_ASSERT_EQUAL(json_array_size(claims), 1);
  CU_ASSERT(json_is_null(json_object_get(json_array_get(claims, 0), "incurred")));
  CU_ASSERT_EQUAL(number_of(person, "plan_paid"),
                  number_of(json_array_get(claims, 0), "plan_paid"));
  json_decref(root);
  sl_program_free(&program);
}

/* ---- what is refused ---- */

static void faults_have_their_status(void)
{
  place_t place;
  make_place(&place, "trace-faults");
  const struct {
    const char *arguments[9];
    int status;
    const char *words;
  } faults[] = {
      {{"trace", place.result, "--trial", "1", NULL}, 64, "--scenario FILE"},
      {{"trace", place.scenario, NULL}, 64, "--trial N is missing"},
      {{"trace", place.scenario, "--trial", "-1", NULL}, 64, "--trial takes a whole number"},
      {{"trace", place.scenario, "--trial", "20000", NULL}, 64, "from 0 to 19999"},
      {{"trace", place.result, "--scenario", place.scenario, "--trial", TRIALS, NULL},
       64,
       "from 0 to 1099"},
      {{"trace", place.result, "--scenario", place.scenario, "--trial", "1", "--seed", "2", NULL},
       64,
       "as it was run"},
      {{"trace", place.scenario, "--scenario", place.scenario, "--trial", "1", NULL},
       64,
       "is for a result file"},
      {{"trace", place.scenario, "--trial", "1", "-o", "year.pdf", NULL}, 64, "ends in"},
      {{"trace", "none.yaml", "--trial", "1", NULL}, 66, "none.yaml"},
      {{"trace", place.result, "--scenario", "none.yaml", "--trial", "1", NULL}, 66, "none.yaml"},
      {{"trace", place.census, "--trial", "1", NULL}, 65, NULL},
      {{"trace", place.scenario, "--trial", "1", "--csv", place.census, NULL}, 73, "census"},
      {{"trace", place.result, "--scenario", place.scenario, "--trial", "1", "-o", place.census,
        NULL},
       73,
       "input"}};
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    sl_program_t program;
    sl_program_run(&program, NULL, faults[i].arguments);
    expect(&program, faults[i].status, faults[i].words);
    CU_ASSERT_EQUAL(program.out_length, 0);
    sl_program_free(&program);
  }
}

SL_SUITE(trace_cli, "cli/trace", {"a result is told as it was run", a_result_is_told_as_it_was_run},
         {"another census is 65", another_census_is_65},
         {"another basis is 65", another_basis_is_65}, {"forms agree", forms_agree},
         {"annual totals are told by year", annual_totals_are_told_by_year},
         {"faults have their status", faults_have_their_status});
