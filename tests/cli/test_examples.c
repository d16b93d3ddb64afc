/* scenarios/EXAMPLES.md prints what the program prints. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>

static void eleven_worked_examples(void)
{
  char command[2 * SL_PATH_MAX];
  snprintf(command, sizeof command, "/usr/bin/python3 '%s/tests/cli/examples.py' \"$S\"",
           sl_test_source_dir());
  CU_ASSERT_EQUAL(sl_shell(NULL, command), 0);
}

SL_SUITE(examples, "cli/examples", {"eleven worked examples", eleven_worked_examples});
