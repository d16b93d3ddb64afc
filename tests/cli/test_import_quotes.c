/* stoploss import quotes: comparisons as brokers keep them (tests/cli/quotes: invented carriers),
 * each with what a second program worked out of it; arrangements put into a scenario; files that
 * mean harm. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the cases ---- */

static json_t *load(const char *text)
{
  json_error_t error;
  json_t *root = json_loads(text, 0, &error);
  CU_ASSERT_PTR_NOT_NULL_FATAL(root);
  return root;
}

/* Sentences, and the sheet's place, are worded freely. */
static bool is_worded_freely(const char *key)
{
  static const char *const keys[] = {"what",     "how",     "note", "arithmetic",
                                     "question", "default", "sheet"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    if (strcmp(key, keys[i]) == 0) {
      return true;
    }
  }
  return false;
}

static void complain(const char *where, const json_t *want, const json_t *got)
{
  char *a = json_dumps(want, JSON_ENCODE_ANY), *b = json_dumps(got, JSON_ENCODE_ANY);
  printf("\n    %s: expected %s, is %s\n", where, a != NULL ? a : "?", b != NULL ? b : "missing");
  free(a);
  free(b);
}

static size_t lacks(const char *where, json_t *want, const json_t *got);

static size_t object_lacks(const char *where, json_t *want, const json_t *got)
{
  char inner[256];
  const char *key;
  json_t *value;
  size_t n = 0;
  json_object_foreach(want, key, value)
  {
    if (!is_worded_freely(key)) {
      snprintf(inner, sizeof inner, "%.180s.%.60s", where, key);
      n += lacks(inner, value, json_object_get(got, key));
    }
  }
  return n;
}

static size_t list_lacks(const char *where, json_t *want, const json_t *got)
{
  char inner[256];
  size_t n = json_array_size(want) == json_array_size(got) ? 0 : 1;
  for (size_t i = 0; i < json_array_size(want) && n == 0; i++) {
    snprintf(inner, sizeof inner, "%.180s[%zu]", where, i);
    n += lacks(inner, json_array_get(want, i), json_array_get(got, i));
  }
  return n;
}

/* How many values of want are not got: numbers to the cent, all else alike. */
static size_t lacks(const char *where, json_t *want, const json_t *got)
{
  if (json_is_object(want)) {
    return object_lacks(where, want, got);
  }
  if (json_is_array(want)) {
    const size_t n = list_lacks(where, want, got);
    if (n > 0 && json_array_size(want) != json_array_size(got)) {
      complain(where, want, got);
    }
    return n;
  }
  const bool same =
      json_is_number(want)
          ? json_is_number(got) && fabs(json_number_value(want) - json_number_value(got)) < 0.0051
          : json_equal(want, got) != 0;
  if (!same) {
    complain(where, want, got);
  }
  return same ? 0 : 1;
}

/* The ids of what is asked are those of the case. */
static void expect_questions(const char *name, const json_t *want, const json_t *got)
{
  size_t i, j;
  const json_t *one, *other;
  CU_ASSERT_EQUAL(json_array_size(want), json_array_size(got));
  json_array_foreach(want, i, one)
  {
    bool found = false;
    json_array_foreach(got, j, other)
    {
      found = found || json_equal(json_object_get(one, "id"), json_object_get(other, "id")) != 0;
    }
    CU_ASSERT_TRUE(found);
    if (!found) {
      complain(name, one, got);
    }
  }
}

static void one_case(const char *name)
{
  char path[SL_PATH_MAX], file[SL_PATH_MAX];
  size_t length;
  sl_program_t program;
  sl_source_path(path, "tests/cli/quotes/%s.expected.json", name);
  char *text = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  json_t *want = load(text);
  sl_source_path(file, "tests/cli/quotes/%s", json_string_value(json_object_get(want, "file")));
  CU_ASSERT_EQUAL(SL_RUN(&program, NULL, "import", "quotes", file, "--json"), 0);
  json_t *got = load(program.out);
  expect_questions(name, json_object_get(want, "ask_or_state"),
                   json_object_get(got, "ask_or_state"));
  json_object_del(want, "ask_or_state");
  CU_ASSERT_EQUAL(lacks(name, want, got), 0);
  json_decref(got);
  json_decref(want);
  free(text);
  sl_program_free(&program);
}

static void every_case_gives_what_was_worked_out(void)
{
  one_case("q1-stop-loss-comparison");
  one_case("q2-insured-and-level-funded");
  one_case("q3-deductible-matrix");
  one_case("q4-canada-aso");
}

/* ---- one small file ---- */

/* Fixed: 12 x (3 x (100 + 10 + 30)) = 5,040; attachment 12 x 3 x 300 = 10,800; together 15,840. */
static const char small[] =
    "Quotes of a shop,,\n3 employees,,\n,Current,Option 1\nCarrier,Granite Re,\"Cobalt: {x} #1\"\n"
    "Specific Deductible,50000,60000\nContract Basis,12/15,12/15\nLasers,None,Claimant A at "
    "$175000\nSpecific Rate PEPM,100,90\nAggregate Corridor,125%,125%\nAggregate Factor PEPM,300,"
    "310\nAggregate Rate PEPM,10,11\nAdministration PEPM,30,30\nRx Rebate Credit PEPM,-5,-5\n";

static void write_small(const char *folder, const char *more)
{
  char path[SL_PATH_MAX + 16], text[4096];
  snprintf(path, sizeof path, "%s/q.csv", folder);
  snprintf(text, sizeof text, "%s%s", small, more);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, text));
}

static const char scenario_before[] =
    "# A shop.\nstoploss: 1\nname: Shop\nstart: 2026-01-01\n\"census\": 'c.csv'\n"
    "claims: {services: [{name: medical, frequency: {distribution: poisson, mean: 2},\n"
    "  severity: {distribution: exponential, mean: 900}}]}\n"
    "plans: [{name: PPO, deductible: 500}]\n\n# What it is compared with.\n";
static const char scenario_section[] = "arrangements: # the old ones\n# they go\n"
                                       "- {name: Old, kind: aso}\n\n";
static const char scenario_after[] = "# How long.\nsimulation: {trials: 200, pricing_trials: 50}\n";

static void write_scenario(const char *folder, const char *name, const char *section)
{
  char path[SL_PATH_MAX + 64], text[4096];
  snprintf(path, sizeof path, "%s/c.csv", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(
      path, "employee,relationship,age,sex,member\n1,employee,40,F,m1\n2,employee,50,M,m2\n"));
  snprintf(path, sizeof path, "%s/%s", folder, name);
  snprintf(text, sizeof text, "%s%s%s", scenario_before, section, scenario_after);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, text));
}

static char *read_in(const char *folder, const char *name)
{
  char path[SL_PATH_MAX + 64];
  size_t length;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return sl_file_read(path, &length);
}

static void expect_written(const char *folder, const char *name, const char *part, bool is)
{
  char *text = read_in(folder, name);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_EQUAL(strstr(text, part) != NULL, is);
  if ((strstr(text, part) != NULL) != is) {
    printf("\n    %s: %s:\n%s", is ? "not written" : "written", part, text);
  }
  free(text);
}

/* All but the section is as it was; what comes out runs. */
static void arrangements_take_the_place_of_a_scenarios(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "quotes-into"));
  write_small(folder, "");
  write_scenario(folder, "s.yaml", scenario_section);
  CU_ASSERT_EQUAL(
      SL_RUN(&program, folder, "import", "quotes", "q.csv", "--into", "s.yaml", "-o", "out.yaml"),
      0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "The file has 3 employees, the census 2"));
  sl_program_free(&program);
  char *text = read_in(folder, "out.yaml"), *old = read_in(folder, "s.yaml");
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_PTR_NOT_NULL_FATAL(old);
  CU_ASSERT_EQUAL(strncmp(text, scenario_before, strlen(scenario_before)), 0);
  CU_ASSERT_STRING_EQUAL(text + strlen(text) - strlen(scenario_after), scenario_after);
  CU_ASSERT_PTR_NULL(strstr(text, "Old"));
  CU_ASSERT_PTR_NULL(strstr(text, "they go"));
  CU_ASSERT_PTR_NOT_NULL(strstr(old, "they go"));
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "deductible: 60000 # C5"));
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "carrier: \"Cobalt: {x} #1\" # C4"));
  free(text);
  free(old);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "run", "out.yaml", "-o", "out.h5"), 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "Option 1"));
  sl_program_free(&program);
}

/* In another folder the census is still found; where the section stands does not matter. */
static void a_scenario_may_be_laid_out_otherwise(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "quotes-layout"));
  write_small(folder, "");
  write_scenario(folder, "s.yaml", scenario_section);
  write_scenario(folder, "none.yaml", "");
  CU_ASSERT_EQUAL(sl_shell(folder, "mkdir sub; sed '/^#/d;/^simulation/d' s.yaml >last.yaml;"
                                   "sed 's/$/\\r/' s.yaml >crlf.yaml"),
                  0);
  static const char *const names[] = {"s.yaml", "none.yaml", "last.yaml", "crlf.yaml"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    CU_ASSERT_EQUAL(SL_RUN(&program, folder, "import", "quotes", "q.csv", "--into", names[i], "-o",
                           "sub/o.yaml"),
                    0);
    if (program.status != 0) {
      printf("\n    %s: %s", names[i], program.err);
    }
    sl_program_free(&program);
    expect_written(folder, "sub/o.yaml", "../c.csv", true);
    CU_ASSERT_EQUAL(SL_RUN(&program, folder, "check", "sub/o.yaml"), 0);
    sl_program_free(&program);
  }
}

static void lasers_and_rebates_go_where_the_user_says(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "quotes-lasers"));
  write_small(folder, "");
  write_scenario(folder, "s.yaml", scenario_section);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "import", "quotes", "q.csv", "-o", "o.yaml"), 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "C7, Option 1"));
  sl_program_free(&program);
  expect_written(folder, "o.yaml", "{who: Claimant A, deductible: 175000}", true);
  expect_written(folder, "o.yaml", "rebates: 5 # B13", true);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "import", "quotes", "q.csv", "--laser", "claimant a=2",
                         "--credit-rebates", "--into", "s.yaml", "-o", "o.yaml", "--json"),
                  0);
  json_t *got = load(program.out);
  const json_t *first = json_array_get(json_object_get(got, "options"), 0);
  const json_t *annual = json_object_get(first, "annual");
  CU_ASSERT_EQUAL(json_array_size(json_object_get(got, "unplaced")), 0);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(annual, "fixed_cost")), 5040.0);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(annual, "rebates")), 180.0);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(annual, "maximum_cost")), 15840.0);
  json_decref(got);
  sl_program_free(&program);
  expect_written(folder, "o.yaml", "{member: 2, deductible: 175000}", true);
  expect_written(folder, "o.yaml", "{name: rebates, amount: -5, per: employee_month}", true);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "import", "quotes", "q.csv", "--laser", "Claimant A=m2",
                         "--into", "s.yaml", "-o", "o.yaml"),
                  0);
  sl_program_free(&program);
  expect_written(folder, "o.yaml", "{member_id: m2, deductible: 175000}", true);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "import", "quotes", "q.csv", "--laser", "Claimant A=99",
                         "--into", "s.yaml", "-o", "p.yaml"),
                  65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "p.yaml:"));
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 4);
  sl_program_free(&program);
}

/* ---- sums that disagree ---- */

static void expect_said(const char *more, const char *said)
{
  static int n;
  char folder[SL_PATH_MAX], name[32];
  sl_program_t program;
  snprintf(name, sizeof name, "quotes-sums-%d", n++);
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  write_small(folder, more);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "import", "quotes", "q.csv", "--json"), 0);
  json_t *got = load(program.out);
  const json_t *report = json_object_get(got, "report");
  const json_t *first = json_array_get(report, 0);
  CU_ASSERT_EQUAL(json_array_size(report), said != NULL ? 1 : 0);
  const char *what = json_string_value(json_object_get(first, "what"));
  CU_ASSERT_TRUE(said == NULL || (what != NULL && strstr(what, said) != NULL));
  if (said != NULL && (what == NULL || strstr(what, said) == NULL)) {
    printf("\n    not '%s' but '%s'\n", said, what != NULL ? what : "");
  }
  if (said != NULL) {
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(first, "row")), 14);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(first, "column")), "Current");
  }
  json_decref(got);
  sl_program_free(&program);
}

static void sums_that_disagree_are_told_with_what_explains_them(void)
{
  expect_said("Total Annual Fixed Cost,5040,\n", NULL);
  expect_said("Total Annual Fixed Cost,5040.4,\n", "is not the arithmetic 5040.00");
  expect_said("Total Annual Fixed Cost,4860,\n", "it is after rebates");
  expect_said("Total Annual Fixed Cost,3360,\n", "2 employees instead of 3");
  expect_said("Total Annual Fixed Cost,3960,\n", "it leaves out administration");
  expect_said("Total Fixed Cost PEPM,110,\n", "110.00 is not the arithmetic 140.00: it leaves out");
  expect_said("Maximum Annual Cost,15840.00,\n", NULL);
  expect_said("Maximum Annual Cost,15841.77,\n", "stated maximum 15841.77");
}

/* ---- files that mean harm ---- */

/* Whether a line of a text begins with the key that the files try to plant. */
static bool has_planted_key(const char *text)
{
  for (const char *at = strstr(text, "planted:"); at != NULL; at = strstr(at + 1, "planted:")) {
    const char *before = at;
    while (before > text && (before[-1] == ' ' || before[-1] == '-')) {
      before--;
    }
    if (before == text || before[-1] == '\n') {
      return true;
    }
  }
  return false;
}

static void expect_harmless(const char *folder, const char *what, const char *text, size_t n)
{
  char path[SL_PATH_MAX + 16];
  sl_program_t program;
  snprintf(path, sizeof path, "%s/h.csv", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write(path, text, n));
  SL_RUN(&program, folder, "import", "quotes", "h.csv", "--into", "s.yaml", "-o", "h.yaml");
  CU_ASSERT_TRUE(program.status == 0 || program.status == 65);
  CU_ASSERT_PTR_NULL(strchr(program.out, '\033'));
  CU_ASSERT_PTR_NULL(strchr(program.err, '\033'));
  if (program.status != 0 && program.status != 65) {
    printf("\n    %s: %d %s", what, program.status, program.err);
  }
  const bool written = program.status == 0;
  sl_program_free(&program);
  if (written) {
    CU_ASSERT_EQUAL(SL_RUN(&program, folder, "check", "h.yaml", "--resolved"), 0);
    CU_ASSERT_FALSE(has_planted_key(program.out));
    sl_program_free(&program);
  }
  remove(path);
}

/* A row of many cells in a good file, and a cell of many bytes. */
static void expect_large_harmless(const char *folder)
{
  enum { CELLS = 10000, BYTES = 5000000 };
  char *text = malloc(BYTES + sizeof small + 64);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  size_t n = strlen(strcpy(text, small));
  n += strlen(strcpy(text + n, "Specific Rate - Family"));
  for (int i = 0; i < CELLS; i++) {
    n += strlen(strcpy(text + n, ",7"));
  }
  text[n++] = '\n';
  expect_harmless(folder, "10,000 columns", text, n);
  n = strlen(strcpy(text, small));
  n += strlen(strcpy(text + n, "Note,"));
  memset(text + n, 'x', BYTES - 1000);
  n += BYTES - 1000;
  text[n++] = '\n';
  expect_harmless(folder, "a huge cell", text, n);
  free(text);
}

static void hostile_files_do_no_harm(void)
{
  static const char *const texts[] = {
      ",\"Option: {x: 1}\nplanted: 1\",Option 2\nCarrier,\"a\nplanted: 2\",=HYPERLINK(\"\"x\"\")\n"
      "Specific Deductible,50000,60000\nSpecific Rate PEPM,10,11\n5 employees,,\n",
      ",Option 1,Option 1,Option 1\nCarrier,\"\033[31mred\",\"- {planted: 3}\",'''\n"
      "Specific Deductible,50000,60000,1e999\nSpecific Rate PEPM,10,-11,nan\n",
      ",Option 1,\xff\xfe\x80\nCarrier,\"} planted: {\",\xe2\x80\xae\n"
      "Specific Deductible,5e307,60000\nSpecific Rate PEPM,1e308,11\nAdministration PEPM,-1e300,1\n"
      "Commission,900%,-5%\nPremium tax,300%,1\nCorridor,0,0\nAggregate Factor PEPM,0,-1\n",
      ",Option 1,Option 2\nLasers,\"A at 1, B at 2, C at 99999999999999999999\",\"] planted: [ at "
      "$175,000\"\nSpecific Deductible,50000,60000\nSpecific Rate PEPM,10,11\nContract,99/99,0/0\n",
      "Specific Deductible,,\nSpecific Rate,,\nCarrier,,\nContract,,\n",
      ""};
  char folder[SL_PATH_MAX], nul[sizeof small + 1];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "quotes-hostile"));
  write_scenario(folder, "s.yaml", scenario_section);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    expect_harmless(folder, texts[i], texts[i], strlen(texts[i]));
  }
  memcpy(nul, small, sizeof small);
  nul[sizeof small - 30] = '\0';
  expect_harmless(folder, "a NUL", nul, sizeof small - 1);
  expect_large_harmless(folder);
}

/* ---- exit statuses ---- */

static void expect_exit(const char *folder, int status, const char *const *arguments,
                        const char *said)
{
  sl_program_t program;
  CU_ASSERT_EQUAL(sl_program_run(&program, folder, arguments), status);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, said));
  if (program.status != status || strstr(program.err, said) == NULL) {
    printf("\n    %d instead of %d: %s", program.status, status, program.err);
  }
  sl_program_free(&program);
}
#define EXPECT_EXIT(folder, status, said, ...)                                                     \
  expect_exit(folder, status, (const char *const[]){"import", "quotes", __VA_ARGS__, NULL}, said)

static void each_end_has_its_status(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX + 16];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "quotes-ends"));
  write_small(folder, "");
  write_scenario(folder, "s.yaml", scenario_section);
  snprintf(path, sizeof path, "%s/flow.yaml", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, "{stoploss: 1, arrangements: []}\n"));
  snprintf(path, sizeof path, "%s/bare.csv", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(
      path, ",Option 1\nCarrier,A\nSpecific Rate PEPM,10\nAdministration PEPM,3\n"));
  EXPECT_EXIT(folder, 0, "nothing is written", "q.csv");
  EXPECT_EXIT(folder, 0, "nothing is written", "q.csv", "--into", "s.yaml");
  EXPECT_EXIT(folder, 64, "WHO=ROW", "q.csv", "--laser", "A");
  EXPECT_EXIT(folder, 64, "one FILE", "q.csv", "r.csv");
  EXPECT_EXIT(folder, 65, "no laser of the file", "q.csv", "--laser", "Claimant B=1");
  EXPECT_EXIT(folder, 65, "no table of quotes", "c.csv");
  EXPECT_EXIT(folder, 65, "no option has what", "bare.csv", "-o", "o.yaml");
  EXPECT_EXIT(folder, 65, "begin their lines", "q.csv", "--into", "flow.yaml", "-o", "o.yaml");
  EXPECT_EXIT(folder, 66, "No such file", "r.csv");
  EXPECT_EXIT(folder, 66, "No such file", "q.csv", "--into", "t.yaml", "-o", "o.yaml");
  EXPECT_EXIT(folder, 73, "being read", "q.csv", "-o", "q.csv");
  EXPECT_EXIT(folder, 73, "being read", "q.csv", "--into", "s.yaml", "-o", "s.yaml");
  EXPECT_EXIT(folder, 73, "being read", "q.csv", "--into", "s.yaml", "-o", "c.csv");
  EXPECT_EXIT(folder, 73, "folder", "q.csv", "--into", "s.yaml", "-o", "no/o.yaml");
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 5);
}

/* ---- the empty form ---- */

static void import_filled(const char *folder, const char *file, json_t **got)
{
  sl_program_t program;
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "import", "quotes", file, "--json"), 0);
  *got = load(program.out);
  sl_program_free(&program);
}

/* What was typed into the form is read, and nothing of it lost; both forms say the same. */
static void the_form_reads_back_when_filled(void)
{
  char folder[SL_PATH_MAX], script[SL_PATH_MAX + 64];
  json_t *sheet, *text;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "quotes-form"));
  CU_ASSERT_EQUAL(sl_shell(folder, "$S new --quotes f.xlsx && $S new --quotes f.csv"), 0);
  EXPECT_EXIT(folder, 65, "no column of this table holds", "f.xlsx");
  EXPECT_EXIT(folder, 65, "no column of this table holds", "f.csv");
  CU_ASSERT_EQUAL(sl_shell(folder, "$S new --quotes f.xlsx 2>/dev/null"), 73);
  CU_ASSERT_EQUAL(sl_shell(folder, "$S new --quotes f.txt 2>/dev/null"), 64);
  CU_ASSERT_EQUAL(sl_shell(folder, "$S new shop --quotes g.xlsx 2>/dev/null"), 64);
  for (int csv = 0; csv < 2; csv++) {
    snprintf(script, sizeof script, "/usr/bin/python3 '%s/tests/cli/fill_form.py' f.%s g.%s",
             sl_test_source_dir(), csv ? "csv" : "xlsx", csv ? "csv" : "xlsx");
    CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
  }
  import_filled(folder, "g.xlsx", &sheet);
  import_filled(folder, "g.csv", &text);
  CU_ASSERT_TRUE(json_equal(json_object_get(sheet, "options"), json_object_get(text, "options")));
  CU_ASSERT_EQUAL(json_array_size(json_object_get(sheet, "options")), 4);
  const json_t *unplaced = json_object_get(sheet, "unplaced"); /* the laser has no member */
  CU_ASSERT_EQUAL(json_array_size(unplaced), 1);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json_array_get(unplaced, 0), "label")),
                         "laser");
  CU_ASSERT_EQUAL(json_array_size(json_object_get(sheet, "report")), 0);
  const json_t *level = json_array_get(json_object_get(sheet, "options"), 2);
  CU_ASSERT_EQUAL(
      json_number_value(json_object_get(json_object_get(level, "annual"), "maximum_cost")),
      702684.0); /* as of the second case, worked out there */
  json_decref(sheet);
  json_decref(text);
}

SL_SUITE(import_quotes, "cli/import_quotes",
         {"every case gives what was worked out", every_case_gives_what_was_worked_out},
         {"arrangements take the place of a scenario's",
          arrangements_take_the_place_of_a_scenarios},
         {"a scenario may be laid out otherwise", a_scenario_may_be_laid_out_otherwise},
         {"lasers and rebates go where the user says", lasers_and_rebates_go_where_the_user_says},
         {"sums that disagree are told with what explains them",
          sums_that_disagree_are_told_with_what_explains_them},
         {"hostile files do no harm", hostile_files_do_no_harm},
         {"each end has its status", each_end_has_its_status},
         {"the form reads back when filled", the_form_reads_back_when_filled});
