/* Usage: what the program takes, and what it says and returns where it is used wrongly. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <string.h>

static const char *const subcommands[] = {
    "run",      "sweep",   "check",    "summary", "plot",   "fit",    "exact", "replay",
    "optimize", "exhibit", "validate", "explain", "new",    "import", "table", "sensitivity",
    "trace",    "track",   "report",   "merge",   "verify", "diff",   "batch"};
#define N_SUBCOMMANDS (sizeof subcommands / sizeof subcommands[0])

static void expect_status(const sl_program_t *program, int status, const char *what)
{
  CU_ASSERT_EQUAL(program->status, status);
  if (program->status != status) {
    printf("\n    %s: status %d, expected %d; stderr:\n%s\n", what, program->status, status,
           program->err);
  }
}

static void version_and_help_succeed(void)
{
  sl_program_t program;
  expect_status((SL_RUN(&program, NULL, "--version"), &program), 0, "--version");
  CU_ASSERT_PTR_EQUAL(strstr(program.out, "stoploss "), program.out);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "kernels: "));
  sl_program_free(&program);
  expect_status((SL_RUN(&program, NULL, "--help"), &program), 0, "--help");
  for (size_t i = 0; i < N_SUBCOMMANDS; i++) {
    char word[64];
    snprintf(word, sizeof word, "stoploss %s", subcommands[i]);
    CU_ASSERT_PTR_NOT_NULL(strstr(program.out, word));
  }
  sl_program_free(&program);
}

static void every_subcommand_has_help(void)
{
  for (size_t i = 0; i < N_SUBCOMMANDS; i++) {
    sl_program_t program;
    SL_RUN(&program, NULL, subcommands[i], "--help");
    expect_status(&program, 0, subcommands[i]);
    CU_ASSERT_PTR_NOT_NULL(strstr(program.out, subcommands[i]));
    CU_ASSERT_EQUAL(program.err_length, 0);
    sl_program_free(&program);
  }
}

static const char *const wrong[][6] = {
    {NULL},
    {"simulate", NULL},
    {"--verson", NULL},
    {"run", NULL},
    {"run", "one.yaml", "two.yaml", NULL},
    {"run", "one.yaml", "--trails", "5", NULL},
    {"run", "one.yaml", "--trials", "0", NULL},
    {"run", "one.yaml", "--trials", "-5", NULL},
    {"run", "one.yaml", "--trials", "1e3", NULL},
    {"run", "one.yaml", "--trials", "10x", NULL},
    {"run", "one.yaml", "--trials", "5000000000", NULL},
    {"run", "one.yaml", "--trials", NULL},
    {"run", "one.yaml", "--seed", "-1", NULL},
    {"run", "one.yaml", "--seed", "18446744073709551616", NULL},
    {"run", "one.yaml", "--seed", " 1", NULL},
    {"run", "one.yaml", "--threads", "0", NULL},
    {"run", "one.yaml", "--threads", "two", NULL},
    {"run", "one.yaml", "--kernels", "sse9", NULL},
    {"check", NULL},
    {"check", "one.yaml", "two.yaml", NULL},
    {"summary", NULL},
    {"trace", NULL},
    {"trace", "one.yaml", NULL},
    {"trace", "one.yaml", "--trial", "-1", NULL},
    {"trace", "one.yaml", "--trial", "1.5", NULL},
    {"plot", NULL},
    {"plot", "one.h5", "--format", "gif", NULL},
    {"report", NULL},
    {"report", "one.h5", "-o", "one.csv", NULL},
    {"report", "one.h5", "-o", "html", NULL},
    {"report", "one.h5", "--paper", "a4", NULL},
    {"report", "one.h5", "--paper", "legal", NULL},
    {"exhibit", NULL},
    {"exhibit", "one.h5", "two.h5", NULL},
    {"exhibit", "one.h5", "-o", "one.docx", NULL},
    {"exhibit", "one.h5", "-o", "xlsx", NULL},
    {"exhibit", "one.h5", "--percentile", "1", NULL},
    {"exhibit", "one.h5", "--percentile", "half", NULL},
    {"import", NULL},
    {"import", "quotas", "x", NULL},
    {"import", "census", NULL},
    {"import", "census", "x", "--effective", "tomorrow", NULL},
    {"import", "quotes", NULL},
    {"import", "quotes", "x", "--laser", "somebody", NULL},
    {"new", NULL},
    {"new", "--quotes", "form.ods", NULL},
    {"new", "shop", "--quotes", "form.xlsx", NULL},
    {"new", "shop", "--employees", "0", NULL},
    {"new", "shop", "--employees", "many", NULL},
};

static void wrong_usage_is_64(void)
{
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    sl_program_t program;
    char what[64];
    snprintf(what, sizeof what, "usage %zu", i);
    sl_program_run(&program, sl_test_scratch_dir(), wrong[i]);
    expect_status(&program, 64, what);
    CU_ASSERT_EQUAL(program.out_length, 0);
    CU_ASSERT(program.err_length > 0);
    sl_program_free(&program);
  }
}

static void explain_knows_keys_and_helps_with_unknown_ones(void)
{
  sl_program_t program;
  expect_status((SL_RUN(&program, NULL, "explain"), &program), 0, "explain");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "aggregating_deductible"));
  sl_program_free(&program);
  SL_RUN(&program, NULL, "explain", "coinsurance");
  expect_status(&program, 0, "explain coinsurance");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "coinsurance"));
  sl_program_free(&program);
  SL_RUN(&program, NULL, "explain", "coinsurence");
  CU_ASSERT(program.status == 64 || program.status == 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "coinsurance"));
  sl_program_free(&program);
}

SL_SUITE(usage, "cli/usage", {"--version and --help succeed", version_and_help_succeed},
         {"every subcommand has help", every_subcommand_has_help},
         {"wrong usage is 64", wrong_usage_is_64},
         {"explain knows keys", explain_knows_keys_and_helps_with_unknown_ones});
