/* A mark in every cell of a census, and in a scenario as an id, and every kind of fault around it:
 * no message may show a mark but where the cell is a number of few characters or a known word. */
#include "sim/input/scenario/scenario.h"

#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define COLUMNS 13
#define YAML SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL

static const char *const names[COLUMNS] = {"employee", "relationship", "sex",    "age",    "plan",
                                           "months",   "risk_score",   "salary", "region", "member",
                                           "from",     "to",           "remark"};

/* What somebody's row may hold in any column, the wrong one included. */
static const char *const marks[] = {"Zebra",        "Jane Zebra", "ZEBRA-00417",     "1977-03-14",
                                    "03/14/1977",   "14.03.1977", "078-05-1120",     "078051120",
                                    "zebra@x.test", "E 00417",    "+1 555 0100 417", "Zebra, Jane"};

/* Write a census of three rows whose middle one has `mark` in `column`; the last column is unknown
 * and has it in every case where `unknown` is set. */
static void write_census(char *text, size_t size, size_t column, const char *mark, bool unknown)
{
  static const char *const plain[3][COLUMNS] = {
      {"A", "employee", "F", "40", "PPO", "", "1", "50000", "TX", "m1", "", "", "x"},
      {"A", "spouse", "M", "41", "PPO", "", "1", "0", "TX", "m2", "", "", "x"},
      {"B", "employee", "M", "30", "PPO", "", "1", "1", "TX", "m3", "", "", "x"}};
  const size_t n = unknown ? COLUMNS : COLUMNS - 1;
  size_t length = 0;
  for (size_t c = 0; c < n; c++) {
    length += (size_t)snprintf(text + length, size - length, "%s%s", c > 0 ? "," : "", names[c]);
  }
  for (size_t r = 0; r < 3; r++) {
    for (size_t c = 0; c < n; c++) {
      const bool marked = r == 1 && (c == column || c == COLUMNS - 1);
      length += (size_t)snprintf(text + length, size - length, "%s\"%s\"", c > 0 ? "," : "\n",
                                 marked ? mark : plain[r][c]);
    }
  }
  snprintf(text + length, size - length, "\n");
}

static void expect_unseen(const sl_faults_t *faults, const char *mark, const char *where)
{
  for (size_t i = 0; i < faults->n; i++) {
    const bool shown = strstr(faults->list[i].text, mark) != NULL;
    if (shown) {
      printf("\n    %s: %s\n", where, faults->list[i].text);
    }
    CU_ASSERT_FALSE(shown);
  }
}

static void look_at(const char *census, const char *mark, const char *where)
{
  sl_loaded_t l = sl_test_load(YAML, census);
  expect_unseen(&l.faults, mark, where);
  if (l.scenario != NULL) {
    expect_unseen(&l.scenario->warnings, mark, where);
  }
  sl_test_unload(&l);
}

static void no_cell_is_repeated(void)
{
  char text[2000];
  for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
    for (size_t c = 0; c < COLUMNS; c++) {
      write_census(text, sizeof text, c, marks[m], false);
      look_at(text, marks[m], names[c]);
      write_census(text, sizeof text, c, marks[m], true);
      look_at(text, marks[m], names[c]);
    }
  }
}

/* The header missing, the wrong separator, a row too short, columns one to the right. */
static void no_row_is_repeated(void)
{
  static const char *const shapes[] = {
      "%s,employee,F,40\n",
      "employee;relationship;sex;age\n%s;employee;F;40\n",
      "employee\trelationship\tsex\tage\n%s\temployee\tF\t40\n",
      "employee,relationship,sex,age\n\"%s\",employee,F\n",
      "employee,relationship,sex,age\n\"%s\",employee,F,40,1\n",
      "relationship,sex,age,employee\n\"%s\",employee,F,40\n",
      "employee,relationship,sex,age\n\"%s,employee,F,40\n",
      "employee,relationship,sex,age\n%s\"x\",employee,F,40\n",
      "employee,relationship,sex,age\n\"%s\",spouse,F,40\n",
      "employee,relationship,sex,age\n\"%1$s\",employee,F,40\n\"%1$s\",employee,M,41\n",
      "employee,relationship,sex,age,member\n1,employee,F,40,\"%1$s\"\n2,employee,F,40,\"%1$s\"\n",
      "employee,relationship,sex,age\n\"%1$s\",employee,F,40\n\" %1$s\",employee,M,41\n",
      "employee,relationship,sex,age\n\"%s\",employee,F,40\n1,child,M,70\n1,employee,M,40\n"};
  char text[500];
  for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      snprintf(text, sizeof text, shapes[i], marks[m]);
#pragma GCC diagnostic pop
      look_at(text, marks[m], shapes[i]);
    }
  }
}

/* A census in place of a scenario, of a claims basis and of a continuance table. */
static void no_line_of_a_census_given_as_another_file_is_repeated(void)
{
  static const char *const shapes[] = {
      "%s,employee,1977-03-14,F,,98765.43\n",
      "employee,relationship,age,sex\n%1$s,employee,40,F\n%1$s,employee,40,F\n",
      "%1$s,employee: 40,F\n%1$s,employee: 40,F\n",
      "\"%s\",employee,40\n",
      "%s;employee;40\n",
      "%s;employee: 40\n",
      "%s\temployee\t40\n",
      "- %s,employee,40\n"};
  char text[500];
  for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      snprintf(text, sizeof text, shapes[i], marks[m]);
#pragma GCC diagnostic pop
      sl_loaded_t l = sl_test_load(text, NULL);
      CU_ASSERT_PTR_NULL(l.scenario);
      expect_unseen(&l.faults, marks[m], shapes[i]);
      sl_test_unload(&l);
      sl_test_write("given.yaml", text);
      l = sl_test_load(SL_TEXT_HEAD "claims: {basis: given.yaml}\n" SL_TEXT_TAIL, NULL);
      expect_unseen(&l.faults, marks[m], shapes[i]);
      sl_test_unload(&l);
      l = sl_test_load(SL_TEXT_HEAD
                       "claims: {services: [{name: a, frequency: {distribution: poisson, mean: 1}, "
                       "severity: {distribution: continuance, file: given.yaml}}]}\n" SL_TEXT_TAIL,
                       NULL);
      expect_unseen(&l.faults, marks[m], shapes[i]);
      sl_test_unload(&l);
    }
  }
}

/* An id in a scenario, sound or not, is in no message and not in what the scenario resolves to. */
static void no_id_of_a_scenario_is_repeated(void)
{
  static const char *const lasers[] = {"member_id: \"%s\", deductible: 90000",
                                       "member_id: \"%s\", deductible: 5",
                                       ("member_id: \"%1$s\", deductible: 90000}, "
                                        "{member_id: \"%1$s\", excluded: true"),
                                       "member_id: \"%s \", deductible: 90000",
                                       "member_id: \"%s\", member: 2, deductible: 90000",
                                       "member_id: [\"%s\"], deductible: 90000",
                                       "member_id: {\"a\": \"%s\"}, deductible: 90000",
                                       "member: \"%s\", deductible: 90000",
                                       "member_id: \"%s\\n\", deductible: 90000"};
  char census[300], laser[500], yaml[1500];
  for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
    snprintf(census, sizeof census,
             "employee,relationship,sex,age,member\nA,employee,F,40,m1\nB,employee,M,41,\"%s\"\n",
             marks[m]);
    for (size_t i = 0; i < sizeof lasers / sizeof lasers[0]; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      snprintf(laser, sizeof laser, lasers[i], marks[m]);
#pragma GCC diagnostic pop
      snprintf(yaml, sizeof yaml,
               SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_PLANS
               "arrangements: [{name: A, kind: aso, specific: {deductible: 9, lasers: [{%s}]}}]\n",
               laser);
      sl_loaded_t l = sl_test_load(yaml, census);
      expect_unseen(&l.faults, marks[m], lasers[i]);
      CU_ASSERT_EQUAL(l.scenario != NULL, i == 0);
      if (l.scenario != NULL) {
        expect_unseen(&l.scenario->warnings, marks[m], lasers[i]);
        CU_ASSERT_PTR_NULL(strstr(l.scenario->resolved, marks[m]));
        CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->resolved, "{member: 2, deductible: 90000"));
      }
      sl_test_unload(&l);
    }
  }
}

/* What helps and is nobody's: numbers of few characters and usual words are shown. */
static void what_is_nobodys_is_shown(void)
{
  static const char *const rows[][2] = {{"A,employee,40,male\n", "sex 'male'"},
                                        {"A,wife,40,F\n", "did you mean spouse?"},
                                        {"A,employee,200,F\n", "age '200'"},
                                        {"A,Employee,40,F\n", "relationship 'Employee'"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[200];
    snprintf(text, sizeof text, "employee,relationship,age,sex\n%s", rows[i][0]);
    sl_loaded_t l = sl_test_load(YAML, text);
    CU_ASSERT_TRUE(sl_test_has_fault(&l, 2, 0, rows[i][1]));
    sl_test_unload(&l);
  }
}

SL_SUITE(marks, "unit/marks", {"no cell is repeated", no_cell_is_repeated},
         {"no row is repeated", no_row_is_repeated},
         {"no line of a census given as another file is repeated",
          no_line_of_a_census_given_as_another_file_is_repeated},
         {"no id of a scenario is repeated", no_id_of_a_scenario_is_repeated},
         {"what is nobody's is shown", what_is_nobodys_is_shown});
