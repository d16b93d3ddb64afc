/* The JSON Schemas against what the program takes and prints, judged by python3-jsonschema. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A script beside this file, with the program, the source tree and a scratch folder. */
static void judge(const char *script, const char *which)
{
  char command[5 * SL_PATH_MAX], folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, which));
  snprintf(command, sizeof command,
           "/usr/bin/python3 -W ignore '%s/tests/cli/%s.py' \"$S\" '%s' '%s' %s",
           sl_test_source_dir(), script, sl_test_source_dir(), folder, which);
  CU_ASSERT_EQUAL(sl_shell(folder, command), 0);
}

/* No false alarm, and no blindness: what the program takes and refuses, the schema does. */
static void a_scenario(void) { judge("schema_scenarios", "scenarios"); }

/* Every output is valid, and none with a member more or less. */
static void every_decision_page(void) { judge("schema_outputs", "decisions"); }
static void every_other_output(void) { judge("schema_outputs", "others"); }

static void an_unknown_schema(void)
{
  sl_program_t program;
  SL_RUN(&program, NULL, "explain", "--json-schema=sweeep");
  CU_ASSERT_EQUAL(program.status, 64);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "allowed: scenario, summary, sweep"));
  sl_program_free(&program);
  SL_RUN(&program, NULL, "explain", "--json-schema", "deductible");
  CU_ASSERT_EQUAL(program.status, 64);
  sl_program_free(&program);
}

SL_SUITE(schemas, "cli/schemas", {"a scenario", a_scenario},
         {"every decision page", every_decision_page}, {"every other output", every_other_output},
         {"an unknown schema", an_unknown_schema});
