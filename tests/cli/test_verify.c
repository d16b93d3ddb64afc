/* stoploss verify: what is whole, and what is wrong with what is not. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <string.h>

static void make_result(char folder[SL_PATH_MAX], const char *name)
{
  char source[SL_PATH_MAX], script[3 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  sl_source_path(source, "tests/cli/good.yaml");
  snprintf(script, sizeof script, "\"$S\" run '%s' -q -t 600 -o out.h5", source);
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

/* Bytes, tails, and values under a right seal. */
static void what_is_wrong_is_named(void)
{
  char folder[SL_PATH_MAX], script[2 * SL_PATH_MAX];
  make_result(folder, "verify");
  snprintf(script, sizeof script,
           "/usr/bin/python3 -W ignore '%s/tests/cli/verify_check.py' \"$S\" \"$PWD/out.h5\"",
           sl_test_source_dir());
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void other_files_are_told_apart(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  make_result(folder, "verify-other");
  SL_RUN(&program, folder, "verify", "none.h5");
  CU_ASSERT_EQUAL(program.status, 66);
  sl_program_free(&program);
  SL_RUN(&program, folder, "verify", "--json", "out.h5");
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "\"whole\": true"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "\"trials\": 600"));
  sl_program_free(&program);
}

SL_SUITE(verify, "cli/verify", {"what is wrong is named", what_is_wrong_is_named},
         {"other files are told apart", other_files_are_told_apart});
