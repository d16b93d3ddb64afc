/* Files that nobody means well with: each ends in a message, soon and within its memory. The slow
 * ones, which take a converter all of its 30 s, are part of a full run. */
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>

static void every_hostile_file_ends_in_a_message(void)
{
  char command[4 * SL_PATH_MAX], folder[SL_PATH_MAX];
  sl_scratch_path(folder, "hostile-censuses");
  snprintf(command, sizeof command,
           "/usr/bin/python3 '%s/tests/cli/hostile_censuses.py' '%s' '%s'%s", sl_test_source_dir(),
           sl_test_program(), folder, sl_test_full() ? " --slow" : "");
  if (sl_test_patience() > 1) {
    return; /* the limits of time and memory are the test */
  }
  CU_ASSERT_EQUAL(system(command), 0);
}

SL_SUITE(hostile_censuses, "cli/hostile_censuses",
         {"every hostile file ends in a message", every_hostile_file_ends_in_a_message});
