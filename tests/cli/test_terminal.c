/* The page on a terminal: its width and its characters. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_result(char result[SL_PATH_MAX])
{
  char scenario[SL_PATH_MAX];
  sl_program_t program;
  sl_source_path(scenario, "scenarios/machine-shop.yaml");
  sl_scratch_path(result, "terminal.h5");
  SL_RUN(&program, NULL, "run", scenario, "-o", result, "--quiet", "--trials", "600");
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
}

/* The widest line of a summary, as printed on a terminal of so many columns. */
static int widest_line(const char *result, const char *environment, int columns, char charset[16])
{
  char command[4 * SL_PATH_MAX];
  int widest = 0;
  snprintf(command, sizeof command,
           "env %s PYTHONCOERCECLOCALE=0 PYTHONUTF8=1 /usr/bin/python3 '%s/tests/cli/terminal.py' "
           "%d '%s' "
           "summary '%s'",
           environment, sl_test_source_dir(), columns, sl_test_program(), result);
  FILE *pipe = popen(command, "r");
  CU_ASSERT_PTR_NOT_NULL_FATAL(pipe);
  CU_ASSERT_EQUAL(fscanf(pipe, "%d %15s", &widest, charset), 2);
  CU_ASSERT_EQUAL(pclose(pipe), 0);
  return widest;
}

/* Lines are filled, so the widest comes near the width; COLUMNS goes before the terminal's own. */
static void the_page_follows_the_width(void)
{
  static const struct {
    const char *environment;
    int columns, width;
  } cases[] = {{"-u COLUMNS", 80, 80},   {"-u COLUMNS", 60, 60},   {"-u COLUMNS", 104, 104},
               {"-u COLUMNS", 40, 60},   {"-u COLUMNS", 300, 160}, {"COLUMNS=132", 80, 132},
               {"COLUMNS=wide", 90, 90}, {"-u COLUMNS", 0, 80}};
  char result[SL_PATH_MAX], charset[16];
  make_result(result);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const int widest = widest_line(result, cases[i].environment, cases[i].columns, charset);
    CU_ASSERT(widest <= cases[i].width && widest > cases[i].width - 8);
    CU_ASSERT_STRING_EQUAL(charset, "utf-8");
  }
}

/* LC_ALL goes before LC_CTYPE, that before LANG. Without any the page stays UTF-8. */
static void the_page_follows_the_locale(void)
{
  static const struct {
    const char *environment, *charset;
  } cases[] = {{"LC_ALL=C", "ascii"},
               {"LC_ALL=POSIX", "ascii"},
               {"LC_ALL=de_DE.ISO-8859-1", "ascii"},
               {"LC_ALL=C.UTF-8", "utf-8"},
               {"LC_ALL= LC_CTYPE=C LANG=C.UTF-8", "ascii"},
               {"LC_ALL= LC_CTYPE= LANG=en_US.utf8", "utf-8"},
               {"-u LC_ALL -u LC_CTYPE -u LANG", "utf-8"}};
  char result[SL_PATH_MAX], charset[16];
  make_result(result);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    CU_ASSERT(widest_line(result, cases[i].environment, 80, charset) <= 80);
    CU_ASSERT_STRING_EQUAL(charset, cases[i].charset);
  }
}

/* A file is no terminal: 80 columns, whatever COLUMNS says; ASCII goes by the locale all the same.
 */
static void a_file_has_80_columns(void)
{
  char result[SL_PATH_MAX];
  sl_program_t program;
  make_result(result);
  setenv("COLUMNS", "140", 1);
  setenv("LC_ALL", "C", 1);
  SL_RUN(&program, NULL, "summary", result);
  setenv("LC_ALL", "C.UTF-8", 1);
  unsetenv("COLUMNS");
  CU_ASSERT_EQUAL(program.status, 0);
  char *rest = program.out;
  for (char *line = strtok_r(rest, "\n", &rest); line != NULL; line = strtok_r(rest, "\n", &rest)) {
    CU_ASSERT(strlen(line) <= 80);
  }
  for (size_t i = 0; i < program.out_length; i++) {
    CU_ASSERT_FATAL((unsigned char)program.out[i] < 0x80);
  }
  sl_program_free(&program);
}

SL_SUITE(terminal, "cli/terminal", {"the page follows the width", the_page_follows_the_width},
         {"the page follows the locale", the_page_follows_the_locale},
         {"a file has 80 columns", a_file_has_80_columns});
