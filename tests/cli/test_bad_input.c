/* Bad scenarios and censuses: every file of tests/cli/bad as bad/expect.txt describes it. Census
 * files are read through census.yaml. */
#define _GNU_SOURCE /* utimensat's nanoseconds in struct stat */
#include "tests/cli/corpus.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define OLDER_RESULT "an older result"
#define OLDER_TIME 1000000000

/* Ids and birth dates of the corpus's censuses: personal data that no message may show. */
static const char *const personal[] = {"Doe-", "1980-", "2031-02-03", NULL};

typedef struct bad_file {
  char name[64];
  int status;
  int line;
  const char *texts; /* separated by " | " */
} bad_file_t;

static void expect(bool condition, const bad_file_t *bad, const char *what, const char *err)
{
  CU_ASSERT(condition);
  if (!condition) {
    printf("\n    %s: %s; stderr:\n%s\n", bad->name, what, err == NULL ? "" : err);
  }
}

typedef struct reading {
  const bad_file_t *bad;
  const char *err;
} reading_t;

static void expect_text(void *context, const char *text)
{
  const reading_t *reading = context;
  expect(strstr(reading->err, text) != NULL, reading->bad, text, reading->err);
}

static void expect_message(const bad_file_t *bad, const sl_program_t *program)
{
  char place[96];
  const int status = program->status;
  expect(status == bad->status, bad, "exit status", program->err);
  expect(program->out_length == 0, bad, "nothing on stdout", program->out);
  expect(program->err_length > 0, bad, "a message", program->err);
  snprintf(place, sizeof place, "%s:%d:", bad->name, bad->line);
  expect(bad->line == 0 || strstr(program->err, place) != NULL, bad, place, program->err);
  sl_corpus_texts(bad->texts, expect_text, &(reading_t){bad, program->err});
  for (size_t i = 0; personal[i] != NULL; i++) {
    expect(strstr(program->err, personal[i]) == NULL, bad, "no personal data", program->err);
  }
}

static bool put_older_result(const char *path)
{
  const struct timespec times[2] = {{OLDER_TIME, 7}, {OLDER_TIME, 7}};
  return sl_file_write_text(path, OLDER_RESULT) && utimensat(AT_FDCWD, path, times, 0) == 0;
}

static void expect_older_result(const bad_file_t *bad, const char *path)
{
  struct stat facts;
  size_t length = 0;
  char *bytes = sl_file_read(path, &length);
  expect(bytes != NULL && strcmp(bytes, OLDER_RESULT) == 0, bad, "the older result kept", NULL);
  expect(stat(path, &facts) == 0 && facts.st_mtim.tv_sec == OLDER_TIME &&
             facts.st_mtim.tv_nsec == 7,
         bad, "the older result's time kept", NULL);
  free(bytes);
}

/* run and check must both refuse scenario, in folder, with bad's message. They read it by the same
 * code, so that a slice is check alone. */
static void refuse(const bad_file_t *bad, const char *scenario, const char *folder)
{
  char result[SL_PATH_MAX];
  sl_program_t program;
  snprintf(result, sizeof result, "%.900s/out.h5", folder);
  CU_ASSERT_FATAL(put_older_result(result));
  const int entries = sl_folder_entries(folder);
  if (!sl_test_slice()) {
    SL_RUN(&program, folder, "run", scenario, "-o", result);
    expect_message(bad, &program);
    sl_program_free(&program);
  }
  SL_RUN(&program, folder, "check", scenario);
  expect_message(bad, &program);
  sl_program_free(&program);
  expect_older_result(bad, result);
  expect(sl_folder_entries(folder) == entries, bad, "no new file", NULL);
}

/* path: a bad scenario, or a bad census, which needs a scenario around it. */
static void refuse_file(const bad_file_t *bad, const char *path, const char *folder)
{
  char scenario[SL_PATH_MAX];
  const bool census = strstr(bad->name, ".csv") != NULL;
  snprintf(scenario, sizeof scenario, "%.900s/census.yaml", folder);
  if (census) {
    sl_corpus_census_scenario(scenario, path);
  }
  refuse(bad, census ? scenario : path, folder);
}

/* A line of expect.txt: file, exit status, line, texts. */
static void refuse_line(void *folder, char *line)
{
  bad_file_t bad = {.name = ""};
  char path[SL_PATH_MAX];
  int texts = 0;
  const int n = sscanf(line, "%63s %d %d %n", bad.name, &bad.status, &bad.line, &texts);
  CU_ASSERT_EQUAL(n, 3);
  bad.texts = line + texts;
  sl_source_path(path, "tests/cli/bad/%s", bad.name);
  refuse_file(&bad, path, folder);
}

static void every_file_of_the_corpus_is_refused(void)
{
  char folder[SL_PATH_MAX];
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "bad"));
  sl_corpus_each("bad", refuse_line, folder);
}

/* A file of `repeat` copies of unit between head and tail, too large for the corpus. */
static void refuse_generated(const char *name, const char *head, const char *unit, size_t repeat,
                             const char *tail, const bad_file_t *bad)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX];
  const size_t length = strlen(head) + repeat * strlen(unit) + strlen(tail);
  char *data = calloc(length + 1, 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(data);
  char *end = data + snprintf(data, length + 1, "%s", head);
  for (size_t i = 0; i < repeat; i++) {
    memcpy(end, unit, strlen(unit));
    end += strlen(unit);
  }
  memcpy(end, tail, strlen(tail));
  CU_ASSERT_FATAL(sl_scratch_folder(folder, name));
  snprintf(path, sizeof path, "%.900s/%s", folder, bad->name);
  CU_ASSERT_FATAL(sl_file_write(path, data, length));
  free(data);
  refuse_file(bad, path, folder);
}

static void a_scenario_over_a_mebibyte_is_refused(void)
{
  refuse_generated("over-a-mebibyte", "stoploss: 1\n", "# padding of a scenario\n", 50000, "",
                   &(bad_file_t){"large.yaml", 65, 0, "MiB"});
}

static void a_hundred_thousand_brackets_are_refused_soon(void)
{
  refuse_generated("brackets", "stoploss: 1\nname: ", "[", 100000, "\n",
                   &(bad_file_t){"brackets.yaml", 65, 2, "32"});
}

/* A sanitizer looks at all of a string in every call that is given it. */
static void a_huge_census_field_is_refused(void)
{
  const size_t bytes = sl_test_slice() ? 50000 : 2000000;
  refuse_generated("huge-field", "employee,relationship,age,sex,plan,salary\nDoe-1,employee,40,F,",
                   "x", bytes, ",1\n", &(bad_file_t){"huge.csv", 65, 2, ""});
}

static void a_missing_scenario_is_66(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX];
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "missing"));
  snprintf(path, sizeof path, "%.900s/no-such.yaml", folder);
  refuse(&(bad_file_t){"no-such.yaml", 66, 0, "no-such.yaml"}, path, folder);
}

SL_SUITE(bad_input, "cli/bad_input",
         {"every file of the corpus is refused", every_file_of_the_corpus_is_refused},
         {"a scenario over 1 MiB is refused", a_scenario_over_a_mebibyte_is_refused},
         {"100,000 brackets are refused soon", a_hundred_thousand_brackets_are_refused_soon},
         {"a huge census field is refused", a_huge_census_field_is_refused},
         {"a missing scenario is 66", a_missing_scenario_is_66});
