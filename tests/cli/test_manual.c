/* Manual pages against --help, by the formatters that their readers have. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void every_option_and_every_key(void)
{
  char command[3 * SL_PATH_MAX], folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "manual"));
  snprintf(command, sizeof command, "bash '%s/tests/cli/manual_pages.bash' \"$S\" '%s' '%s'",
           sl_test_source_dir(), sl_test_source_dir(), folder);
  CU_ASSERT_EQUAL(sl_shell(folder, command), 0);
}

static void an_unknown_page(void)
{
  sl_program_t program;
  SL_RUN(&program, NULL, "explain", "--manual=stoploss-simulate");
  CU_ASSERT_EQUAL(program.status, 64);
  CU_ASSERT_EQUAL(program.out_length, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "no manual page 'stoploss-simulate'"));
  sl_program_free(&program);
  SL_RUN(&program, NULL, "explain", "--manual=stoploss", "deductible");
  CU_ASSERT_EQUAL(program.status, 64);
  sl_program_free(&program);
}

/* What asks a subcommand for its options must not keep it from running afterwards. */
static void the_list_of_pages(void)
{
  sl_program_t program;
  SL_RUN(&program, NULL, "explain", "--manual=?");
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_EQUAL(program.err_length, 0);
  CU_ASSERT_PTR_EQUAL(strstr(program.out, "stoploss.1\nstoploss-scenario.5\nstoploss-run.1\n"),
                      program.out);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "\nstoploss-import.1\nstoploss-import-census.1\n"));
  sl_program_free(&program);
}

SL_SUITE(manual, "cli/manual", {"every option and every key", every_option_and_every_key},
         {"an unknown page", an_unknown_page}, {"the list of pages", the_list_of_pages});
