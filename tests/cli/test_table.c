/* stoploss table from outside: every variable of a result against h5py, hostile names, what ends
 * badly, and that memory does not grow with the trials. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/sample_results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void against_h5py(void)
{
  char command[5 * SL_PATH_MAX], folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "table"));
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  const char *memory = ""; /* a sanitizer keeps what is freed */
#else
  const char *memory = sl_test_full() ? "200000" : "80000";
#endif
  snprintf(command, sizeof command,
           "/usr/bin/python3 '%s/tests/cli/table_check.py' \"$S\" '%s' '%s' %s",
           sl_test_source_dir(), sl_test_source_dir(), folder, memory);
  CU_ASSERT_EQUAL(sl_shell(folder, command), 0);
}

/* A disk that is full leaves the older table and nothing else. */
static void a_full_disk(void)
{
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  sl_program_t program;
  size_t length;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "table-full"));
  snprintf(path, sizeof path, "%s/in.h5", folder);
  sl_run_facts_t *facts = sl_sample_facts(2000, 2);
  CU_ASSERT_EQUAL(sl_sample_write(path, facts, NULL), SL_OK);
  sl_run_facts_free(facts);
  snprintf(path, sizeof path, "%s/cost.csv", folder);
  CU_ASSERT_TRUE(sl_file_write_text(path, "older"));
  sl_program_start_limited(&program, folder,
                           (const char *const[]){"table", "in.h5", "cost", "-o", "cost.csv", NULL},
                           8192);
  sl_program_finish(&program);
  CU_ASSERT_EQUAL(program.status, 74);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "cannot write the table: File too large"));
  sl_program_free(&program);
  char *left = sl_file_read(path, &length);
  CU_ASSERT_STRING_EQUAL(left != NULL ? left : "", "older");
  free(left);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 2);
}

SL_SUITE(table, "cli/table", {"against h5py", against_h5py}, {"a full disk", a_full_disk});
