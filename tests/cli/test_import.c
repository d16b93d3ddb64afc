/* stoploss import: other people's censuses (tests/cli/import: invented people, in the shapes that
 * brokers, payroll and HR systems send), each with what a second program counted in it. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static json_t *load(const char *text)
{
  json_error_t error;
  json_t *root = json_loads(text, 0, &error);
  CU_ASSERT_PTR_NOT_NULL_FATAL(root);
  return root;
}

static double number(const json_t *object, const char *one, const char *other)
{
  const json_t *inner = json_object_get(object, one);
  return json_number_value(other != NULL ? json_object_get(inner, other) : inner);
}

/* got's value at `key`[.other] is expected's at `section.name`[.other]. */
static void expect(const char *file, const json_t *got, const char *key, const json_t *expected,
                   const char *name, const char *other)
{
  const json_t *wanted = json_object_get(expected, name);
  if (wanted == NULL || (other != NULL && json_object_get(wanted, other) == NULL)) {
    return; /* the case says nothing of it */
  }
  const double want = number(expected, name, other);
  const double have = number(got, key, strcmp(key, name) == 0 ? other : NULL);
  CU_ASSERT_TRUE(fabs(want - have) < 0.005);
  if (!(fabs(want - have) < 0.005)) {
    printf("\n    %s: %s is %.4f, expected %.4f\n", file, key, have, want);
  }
}

static void expect_figures(const char *file, const json_t *got, const json_t *expected)
{
  static const char *const tiers[] = {"employee", "employee_spouse", "employee_children", "family"};
  const json_t *covered = json_object_get(expected, "covered");
  expect(file, got, "employees", covered, "employees", NULL);
  expect(file, got, "members", covered, "members", NULL);
  expect(file, got, "spouses", covered, "spouses", NULL);
  expect(file, got, "children", covered, "children", NULL);
  for (size_t t = 0; t < 4; t++) {
    expect(file, got, "tiers", covered, "tiers", tiers[t]);
  }
  expect(file, got, "female", covered, "sex", "F");
  expect(file, got, "male", covered, "sex", "M");
  expect(file, got, "unknown_sex", covered, "sex", "unknown");
  expect(file, got, "employee_female", covered, "employee_sex", "F");
  expect(file, got, "employee_male", covered, "employee_sex", "M");
  expect(file, got, "mean_employee_age", covered, "mean_age_employees", NULL);
  expect(file, got, "employees_with_age", covered, "employees_with_age", NULL);
  expect(file, got, "salary_sum", covered, "salary_sum", NULL);
  expect(file, got, "employees_with_salary", covered, "employees_with_salary", NULL);
  expect(file, got, "waived", expected, "waived_employees", NULL);
  for (size_t i = 0; i < 2; i++) {
    const char *const who = i == 0 ? "employees" : "members";
    expect(file, got, "joins_in_plan_year", expected, "joins_in_plan_year", who);
    expect(file, got, "leaves_in_plan_year", expected, "leaves_in_plan_year", who);
  }
}

/* Whether a list of the report has the row, with that kind and severity. */
static bool has_row(const json_t *list, const json_t *row)
{
  size_t i;
  const json_t *found;
  json_array_foreach(list, i, found)
  {
    if (json_equal(json_object_get(found, "row"), json_object_get(row, "row")) &&
        json_equal(json_object_get(found, "kind"), json_object_get(row, "kind")) &&
        json_equal(json_object_get(found, "severity"), json_object_get(row, "severity"))) {
      return true;
    }
  }
  return false;
}

/* Every row of the case is in the list that it belongs to; no other row is an error. */
static void expect_rows(const char *file, const json_t *got, const json_t *expected)
{
  static const char *const lists[] = {"skipped", "errors", "warnings", "notes"};
  const json_t *rows = json_object_get(expected, "report_rows"), *row;
  size_t i, errors = 0, wanted = 0;
  json_array_foreach(rows, i, row)
  {
    const char *kind = json_string_value(json_object_get(row, "kind"));
    const bool written =
        json_is_true(json_object_get(row, "counted")) || strcmp(kind, "not_yet_effective") == 0;
    bool found = !written && has_row(json_object_get(got, "skipped"), row);
    for (size_t l = 1; l < 4 && written; l++) {
      found |= has_row(json_object_get(got, lists[l]), row);
    }
    CU_ASSERT_TRUE(found);
    if (!found) {
      printf("\n    %s: row %d, %s is not told\n", file,
             (int)json_integer_value(json_object_get(row, "row")), kind);
    }
    wanted += strcmp(json_string_value(json_object_get(row, "severity")), "error") == 0 ? 1 : 0;
  }
  for (size_t l = 0; l < 2; l++) {
    json_array_foreach(json_object_get(got, lists[l]), i, row)
    {
      errors += strcmp(json_string_value(json_object_get(row, "severity")), "error") == 0 ? 1 : 0;
    }
  }
  CU_ASSERT_EQUAL(errors, wanted);
}

static void expect_private(const char *folder, const char *name)
{
  char path[SL_PATH_MAX + 16];
  struct stat status;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  CU_ASSERT_EQUAL(stat(path, &status), 0);
  CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
}

/* What was written is a census: the project's own reader counts the same people in it. */
static void expect_census(const char *folder, const json_t *got, const json_t *expected)
{
  char scenario[SL_PATH_MAX + 16], line[64];
  sl_program_t program;
  json_t *plans = json_object_get(expected, "plans_of_covered_employees");
  const char *start = json_string_value(json_object_get(expected, "effective_date"));
  char text[2048];
  int n =
      snprintf(text, sizeof text,
               "stoploss: 1\nname: imported\ncurrency: USD\nstart: %s\ncensus: out.csv\n"
               "claims: {services: [{name: medical, frequency: {distribution: poisson, mean: 2},"
               " severity: {distribution: exponential, mean: 900}}]}\nplans:\n",
               start);
  const char *plan;
  json_t *count;
  json_object_foreach(plans, plan, count)
  {
    n += snprintf(text + n, sizeof text - (size_t)n, "  - {name: '%s', deductible: 500}\n", plan);
  }
  n += snprintf(text + n, sizeof text - (size_t)n, "%sarrangements: [{name: ASO, kind: aso}]\n",
                plans == NULL ? "  - {name: PPO, deductible: 500}\n" : "");
  snprintf(scenario, sizeof scenario, "%s/s.yaml", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(scenario, text));
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "check", "s.yaml"), 0);
  snprintf(line, sizeof line, "no faults: %d employee",
           (int)(number(got, "employees", NULL) + number(got, "joins_in_plan_year", "employees")));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, line));
  if (program.status != 0) {
    printf("\n    %s", program.err);
  }
  sl_program_free(&program);
}

/* What a case's reader would ask is answered by an assumption. */
static void expect_assumptions(const char *name, const json_t *got)
{
  static const char *const said[][2] = {{"g02", "wife or son"},
                                        {"g02", "hidden sheets"},
                                        {"g03", "only rows of medical benefits"},
                                        {"g03", "whether somebody waived is not known"},
                                        {"g04", "are drawn"},
                                        {"g04", "monthly pay x 12"},
                                        {"g05", "years of two digits"},
                                        {"g06", "sex 2 is female and 1 male"},
                                        {"g06", "ages without a birth date"},
                                        {"g07", "pay for two weeks x 26"},
                                        {"g08", "belong to the employee row above"},
                                        {"g08", "2134 is 02134"},
                                        {"g09", "the day first"},
                                        {"g09", "decimal comma"},
                                        {"g10", "as the persons listed tell"}};
  char *text = json_dumps(json_object_get(got, "assumptions"), 0);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
    const bool told = strncmp(name, said[i][0], 3) != 0 || strstr(text, said[i][1]) != NULL;
    CU_ASSERT_TRUE(told);
    if (!told) {
      printf("\n    %s: not said: %s\n", name, said[i][1]);
    }
  }
  free(text);
}

static void one_case(const char *folder, const char *name)
{
  char path[SL_PATH_MAX], file[SL_PATH_MAX];
  sl_program_t program;
  sl_source_path(path, "tests/cli/import/%s", name);
  size_t length;
  char *text = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  json_t *expected = load(text);
  const char *day = json_string_value(json_object_get(expected, "effective_date"));
  sl_source_path(file, "tests/cli/import/%s", json_string_value(json_object_get(expected, "file")));
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "import", "census", file, "--json", "--effective", day,
                         "-o", "out.csv"),
                  65); /* every case has a row that needs an answer */
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
  json_t *got = load(program.out);
  expect_figures(name, got, expected);
  expect_rows(name, got, expected);
  expect_assumptions(name, got);
  sl_program_free(&program);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "import", "census", file, "--effective", day, "-o",
                         "out.csv", "--skip"),
                  0);
  sl_program_free(&program);
  expect_private(folder, "out.csv");
  if (json_object_get(expected, "plans_of_covered_employees") != NULL ||
      strstr(name, "g02") == NULL) {
    expect_census(folder, got, expected);
  }
  json_decref(got);
  json_decref(expected);
  free(text);
}

static void every_case_gives_what_was_counted(void)
{
  char folder[SL_PATH_MAX], cases[SL_PATH_MAX];
  size_t n = 0;
  sl_source_path(cases, "tests/cli/import");
  DIR *list = opendir(cases);
  CU_ASSERT_PTR_NOT_NULL_FATAL(list);
  for (const struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list)) {
    if (strstr(entry->d_name, ".expected.json") != NULL) {
      CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, entry->d_name));
      one_case(folder, entry->d_name);
      n++;
    }
  }
  closedir(list);
  CU_ASSERT_EQUAL(n, 10);
}

/* Write text as x.csv and import it with the options, a NULL-terminated list. */
static int import(sl_program_t *program, const char *folder, const char *text,
                  const char *const *options)
{
  char path[SL_PATH_MAX + 8];
  const char *arguments[SL_PROGRAM_ARGUMENTS + 1] = {"import", "census", "x.csv"};
  size_t n = 3;
  for (; *options != NULL; options++) {
    arguments[n++] = *options;
  }
  arguments[n] = NULL;
  snprintf(path, sizeof path, "%s/x.csv", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, text));
  return sl_program_run(program, folder, arguments);
}
#define IMPORT(program, folder, text, ...)                                                         \
  import(program, folder, text, (const char *const[]){__VA_ARGS__, NULL})

static void a_question_is_asked_not_guessed(void)
{
  static const char dates[] = "ID,DOB,Sex,Tier\n1,3/4/1980,F,EE\n2,5/6/1981,M,EE\n";
  static const char singles[] = "ID,Age,Sex,Plan\n1,40,F,A\n2,50,M,A\n";
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-asks"));
  CU_ASSERT_EQUAL(IMPORT(&program, folder, dates, "--effective", "2026-01-01"), 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "--date-order mdy"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(
      IMPORT(&program, folder, dates, "--json", "-e", "2026-04-05", "--date-order", "dmy"),
      0); /* 45 and 44; by month first 46 and 44 */
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "\"mean_employee_age\": 45"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(IMPORT(&program, folder, dates, "--date-order", "mdy"), 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "--effective YYYY-MM-DD"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(IMPORT(&program, folder, singles, "--json"), 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "everybody is taken as single"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(IMPORT(&program, folder, singles, "--skip", "-o", "c.csv"), 0);
  sl_program_free(&program);
}

static void columns_are_named_by_the_user(void)
{
  static const char text[] = "Nr;Wer;Geboren;G;Stufe\n1;EE;31.12.1980;F;Single\n";
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-map"));
  CU_ASSERT_EQUAL(IMPORT(&program, folder, text, "-e", "2026-01-01"), 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "--map"));
  CU_ASSERT_PTR_NULL(strstr(program.err, "1980"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(IMPORT(&program, folder, text, "-e", "2026-01-01", "--map", "Wer=relationship",
                         "--map", "geboren=birth_date", "--map=G=sex", "--map=Stufe=tier",
                         "--json"),
                  0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "\"mean_employee_age\": 45"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(IMPORT(&program, folder, text, "--map", "Geburtstag=birth_date"), 65);
  sl_program_free(&program);
  CU_ASSERT_EQUAL(IMPORT(&program, folder, text, "--map", "Wer=kin"), 64);
  sl_program_free(&program);
}

/* Ids, names and birth dates planted in every place come out nowhere but, the id, in the census. */
static void nothing_of_a_person_is_told(void)
{
  static const char text[] =
      "ID,Name,Relationship,DOB,Sex,Tier,Status\n"
      "PLANT1,Plantname,PLANT2,1971-03-05,F,EE,Active\n"
      "PLANT3,Plantname,EE,2071-03-05,F,EE,Active\nPLANT3,Plantname,EE,2071-03-05,F,EE,Active\n"
      "PLANT4,Plantname,CH,1971-03-99,PLANT5,PLANT6,PLANT7\n"
      "PLANT8,Plantname,EE,PLANT9,PLANT1,EE,Term PLANT2\n";
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-marks"));
  for (int json = 0; json < 2; json++) {
    IMPORT(&program, folder, text, "-e", "2026-01-01", json ? "--json" : "--skip");
    CU_ASSERT_PTR_NULL(strstr(program.out, "PLANT"));
    CU_ASSERT_PTR_NULL(strstr(program.err, "PLANT"));
    CU_ASSERT_PTR_NULL(strstr(program.out, "Plantname"));
    CU_ASSERT_PTR_NULL(strstr(program.out, "71-03"));
    CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "relationship is no word"));
    sl_program_free(&program);
  }
}

/* Of a person's spans the one of the effective date counts, and one that follows it at once goes
 * on: a change of plan ends no cover. A gap does. */
static void spans_of_a_person_are_one_cover(void)
{
  static const char text[] = "Employee ID,Rel,DOB,Sex,Plan,Coverage Start,Coverage End\n"
                             "1,EE,1980-01-02,F,B,2026-07-01,\n"
                             "1,EE,1980-01-02,F,A,2025-01-01,2026-06-30\n"
                             "2,EE,1981-01-02,F,B,2026-08-01,\n"
                             "2,EE,1981-01-02,F,A,2025-01-01,2026-06-30\n"
                             "3,EE,1982-01-02,F,A,2024-01-01,2024-12-31\n"
                             "3,EE,1982-01-02,F,B,2026-03-01,\n";
  char folder[SL_PATH_MAX], path[SL_PATH_MAX + 8];
  sl_program_t program;
  size_t length;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-spans"));
  CU_ASSERT_EQUAL(IMPORT(&program, folder, text, "-e", "2026-01-01", "-o", "c.csv", "--skip"), 0);
  sl_program_free(&program);
  snprintf(path, sizeof path, "%s/c.csv", folder);
  char *census = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(census);
  CU_ASSERT_STRING_EQUAL(census, "employee,relationship,sex,age,plan,from,to,salary,region\n"
                                 "1,employee,F,45,A,,,,\n"
                                 "2,employee,F,44,A,,2026-06-30,,\n"
                                 "3,employee,F,43,B,2026-03-01,,,\n");
  free(census);
}

static void employees_alone_get_dependents(void)
{
  static const char text[] =
      "Employee ID,Age,Sex,Tier,# Children\n7,44,M,Family,3\n8,31,F,EE+CH,1\n"
      "9,50,F,EE,0\n";
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-drawn"));
  CU_ASSERT_EQUAL(IMPORT(&program, folder, text, "--json", "-o", "one.csv"), 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "\"members\": 8"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "are drawn"));
  sl_program_free(&program);
  IMPORT(&program, folder, text, "-o", "same.csv", "--seed", "1");
  sl_program_free(&program);
  IMPORT(&program, folder, text, "-o", "other.csv", "--seed", "2");
  sl_program_free(&program);
  char one[SL_PATH_MAX + 16], same[SL_PATH_MAX + 16], other[SL_PATH_MAX + 16];
  snprintf(one, sizeof one, "%s/one.csv", folder);
  snprintf(same, sizeof same, "%s/same.csv", folder);
  snprintf(other, sizeof other, "%s/other.csv", folder);
  CU_ASSERT_TRUE(sl_files_equal(one, same));
  CU_ASSERT_FALSE(sl_files_equal(one, other));
}

/* What a converter is given goes with it, whatever ends the program, and so does the converter,
 * which would else outlast the shell's limit. */
static void a_signal_leaves_no_converter_and_no_folder(void)
{
  static const char script[] =
      "mkdir bin tmp\n"
      "printf 'PK\\003\\004%26smimetypeapplication/vnd.oasis.opendocument' >x.ods\n"
      "printf '#!/bin/sh\\necho $$ >started.part; mv started.part started; sleep 1200\\n' "
      ">bin/soffice\n"
      "chmod +x bin/soffice\n"
      "for signal in HUP TERM; do\n"
      "  rm -f started\n"
      "  PATH=$PWD/bin:$PATH TMPDIR=$PWD/tmp \"$S\" import census x.ods 2>err &\n"
      "  program=$!\n"
      "  await $program '[ -e started ]' && [ \"$(ls tmp)\" ] || exit 2\n"
      "  kill -$signal $program; wait $program; [ $? -eq 75 ] || exit 3\n"
      "  [ -z \"$(ls -A tmp)\" ] || exit 4\n"
      "  while kill -0 $(cat started) 2>/dev/null; do sleep 0.05; done\n"
      "done";
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-signal"));
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void a_missing_converter_is_named_with_its_package(void)
{
  static const char script[] =
      "printf 'PK\\003\\004' >x.xlsx\n"
      "printf 'PK\\003\\004%26smimetypeapplication/vnd.oasis.opendocument' >x.ods\n"
      "PATH=/nowhere \"$S\" import census x.xlsx 2>xlsx; [ $? -eq 69 ] || exit 2\n"
      "PATH=/nowhere \"$S\" import census x.ods 2>ods; [ $? -eq 69 ] || exit 3\n"
      "grep -q 'apt-get install xlsx2csv$' xlsx || exit 4\n"
      "grep -q 'apt-get install libreoffice-calc-nogui$' ods || exit 5";
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-missing"));
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* Employees on one sheet and their dependents on another: nobody is invented in silence. */
static void dependents_on_another_sheet_are_asked_for(void)
{
  static const char script[] =
      "mkdir bin\nprintf 'PK\\003\\004' >x.xlsx\ncat >bin/xlsx2csv <<'END'\n#!/bin/sh\ncat "
      "<<'CSV'\n"
      "-------- 1 - Employees\nReport\n\nEmployee ID,Age,Sex,Tier\n1,40,F,EF\n2,50,M,EE\n"
      "-------- 2 - Dependents\nEmployee ID,Relationship,Age,Sex\n1,Child,4,F\n1,Spouse,44,M\n"
      "CSV\nEND\nchmod +x bin/xlsx2csv\n"
      "PATH=$PWD/bin:$PATH \"$S\" import census x.xlsx --json >out; [ $? -eq 65 ] || exit 2\n"
      "grep -q '\"kind\": \"other_sheet\"' out || exit 3\n"
      "grep -q '\"row\": 3' out || exit 4"; /* the sheet's row, blank ones counted */
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-sheets"));
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* LibreOffice itself, in a full run: its .ods of a case counts what its .xlsx does, hidden sheets
 * and rows included. */
static void an_ods_is_what_its_xlsx_is(void)
{
  char folder[SL_PATH_MAX], script[4 * SL_PATH_MAX], cases[SL_PATH_MAX];
  if (!sl_test_full()) {
    return;
  }
  sl_source_path(cases, "tests/cli/import");
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-ods"));
  snprintf(
      script, sizeof script,
      "mkdir tmp\nfor name in g02-stamping-workbook g08-mgu-fill-down; do\n"
      "  soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to ods '%s/'"
      "$name.xlsx >convert 2>&1 || exit 2\n"
      "  export TMPDIR=$PWD/tmp\n"
      "  \"$S\" import census '%s/'$name.xlsx --json -e 2026-04-01 --skip -o a.csv >a || exit 3\n"
      "  \"$S\" import census $name.ods --json -e 2026-04-01 --skip -o b.csv >b || exit 4\n"
      "  cmp a.csv b.csv || exit 5\n"
      "  [ -z \"$(ls -A tmp)\" ] || exit 6\n"
      "  unset TMPDIR\ndone",
      cases, cases);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* The file that is read is never the one that is written. */
static void the_file_itself_is_spared(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "import-spare"));
  CU_ASSERT_EQUAL(IMPORT(&program, folder, "ID,Age,Sex,Tier\n1,40,F,EE\n", "-o", "x.csv"), 73);
  sl_program_free(&program);
}

SL_SUITE(import, "cli/import",
         {"every case gives what was counted", every_case_gives_what_was_counted},
         {"a question is asked, not guessed", a_question_is_asked_not_guessed},
         {"columns are named by the user", columns_are_named_by_the_user},
         {"nothing of a person is told", nothing_of_a_person_is_told},
         {"spans of a person are one cover", spans_of_a_person_are_one_cover},
         {"employees alone get dependents", employees_alone_get_dependents},
         {"a signal leaves no converter and no folder", a_signal_leaves_no_converter_and_no_folder},
         {"a missing converter is named with its package",
          a_missing_converter_is_named_with_its_package},
         {"dependents on another sheet are asked for", dependents_on_another_sheet_are_asked_for},
         {"an .ods is what its .xlsx is", an_ods_is_what_its_xlsx_is},
         {"the file itself is spared", the_file_itself_is_spared});
