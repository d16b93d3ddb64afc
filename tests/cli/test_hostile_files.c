/* Files without an end, or that never begin, in place of what a run reads: each ends with a message
 * and its documented exit status, soon. */
#define _GNU_SOURCE
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD "stoploss: 1\nname: Hostile\nstart: 2026-01-01\n"
#define TAIL "plans: [{name: PPO}]\narrangements: [{name: ASO, kind: aso}]\n"
#define SERVICE "frequency: {distribution: poisson, mean: 1}"

static const char *const scenarios[] = {
    /* %s: the file under test */
    HEAD "census: %s\nclaims: {services: [{name: a, " SERVICE
         ", severity: {distribution: constant, value: 1}}]}\n" TAIL,
    HEAD "census: census.csv\nclaims: {basis: %s}\n" TAIL,
    HEAD "census: census.csv\nclaims: {services: [{name: a, " SERVICE
         ", severity: {distribution: continuance, file: %s}}]}\n" TAIL};

static void refuse(const char *folder, const char *scenario, int status, const char *words)
{
  static const char *const commands[][2] = {
      {"check"}, {"run", "--quiet"}, {"exact"}, {"sweep", "--specific=1000"}};
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    sl_program_t program;
    const int found = SL_RUN(&program, folder, commands[i][0], scenario, commands[i][1]);
    const bool right = found == status && strstr(program.err, words) != NULL;
    if (!right) {
      printf("\n    %s %s: %d (wanted %d: %s)\n%s", commands[i][0], scenario, found, status, words,
             program.err);
    }
    CU_ASSERT_TRUE(right);
    sl_program_free(&program);
  }
}

/* file in each place of a scenario, and as the scenario itself. */
static void refuse_everywhere(const char *folder, const char *file, int status, const char *words)
{
  char path[SL_PATH_MAX], text[1000];
  refuse(folder, file, status, words);
  for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, scenarios[i], file);
#pragma GCC diagnostic pop
    snprintf(path, sizeof path, "%.900s/hostile.yaml", folder);
    CU_ASSERT_TRUE(sl_file_write_text(path, text));
    refuse(folder, "hostile.yaml", status, words);
  }
}

static void make_folder(char folder[SL_PATH_MAX], const char *name)
{
  char path[SL_PATH_MAX];
  CU_ASSERT_FATAL(sl_scratch_folder(folder, name));
  snprintf(path, sizeof path, "%.900s/census.csv", folder);
  CU_ASSERT_FATAL(sl_file_write_text(path, "employee,relationship,age,sex\nA,employee,40,F\n"));
}

static void a_pipe_that_nobody_writes_is_refused(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX];
  make_folder(folder, "pipe");
  snprintf(path, sizeof path, "%.900s/pipe.yaml", folder);
  CU_ASSERT_EQUAL(mkfifo(path, 0600), 0);
  refuse_everywhere(folder, "./pipe.yaml", 66, "this is a pipe or a device");
}

static void a_device_without_end_is_refused(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX];
  make_folder(folder, "device");
  snprintf(path, sizeof path, "%.900s/zero.yaml", folder);
  CU_ASSERT_EQUAL(symlink("/dev/zero", path), 0);
  refuse_everywhere(folder, "./zero.yaml", 66, "this is a pipe or a device");
}

/* Sparse: 3 GiB that take no room. */
static void a_file_over_the_limit_is_refused_at_once(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX];
  make_folder(folder, "sparse");
  snprintf(path, sizeof path, "%.900s/sparse.yaml", folder);
  CU_ASSERT_TRUE(sl_file_write_text(path, ""));
  CU_ASSERT_EQUAL(truncate(path, (off_t)3 << 30), 0);
  refuse_everywhere(folder, "./sparse.yaml", 65, "the file is larger than");
  unlink(path);
}

SL_SUITE(hostile_files, "cli/hostile_files",
         {"a pipe that nobody writes is refused", a_pipe_that_nobody_writes_is_refused},
         {"a device without end is refused", a_device_without_end_is_refused},
         {"a file over the limit is refused at once", a_file_over_the_limit_is_refused_at_once});
