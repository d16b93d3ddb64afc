/* Bad scenarios and censuses: every file of tests/cli/bad as bad/expect.txt describes it. Census
 * files are read through census.yaml. */
#define _GNU_SOURCE /* utimensat's nanoseconds in struct stat */
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
  char *texts; /* separated by " | " */
} bad_file_t;

static void expect(bool condition, const bad_file_t *bad, const char *what, const char *err)
{
  CU_ASSERT(condition);
  if (!condition) {
    printf("\n    %s: %s; stderr:\n%s\n", bad->name, what, err == NULL ? "" : err);
  }
}

static void expect_texts(const bad_file_t *bad, const char *err)
{
  char *rest = NULL, *copy = strdup(bad->texts);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  for (char *text = strtok_r(copy, "|", &rest); text != NULL; text = strtok_r(NULL, "|", &rest)) {
    text += strspn(text, " ");
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ') {
      text[--length] = '\0';
    }
    expect(strstr(err, text) != NULL, bad, text, err);
  }
  free(copy);
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
  expect_texts(bad, program->err);
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

/* run and check must both refuse scenario, in folder, with bad's message. */
static void refuse(const bad_file_t *bad, const char *scenario, const char *folder)
{
  char result[SL_PATH_MAX];
  sl_program_t program;
  snprintf(result, sizeof result, "%.900s/out.h5", folder);
  CU_ASSERT_FATAL(put_older_result(result));
  const int entries = sl_folder_entries(folder);
  SL_RUN(&program, folder, "run", scenario, "-o", result);
  expect_message(bad, &program);
  sl_program_free(&program);
  SL_RUN(&program, folder, "check", scenario);
  expect_message(bad, &program);
  sl_program_free(&program);
  expect_older_result(bad, result);
  expect(sl_folder_entries(folder) == entries, bad, "no new file", NULL);
}

/* census.yaml with the path of one census in it. */
static void write_census_scenario(const char *path, const char *census)
{
  char from[SL_PATH_MAX], text[4096];
  size_t length = 0;
  sl_source_path(from, "tests/cli/census.yaml");
  char *scenario = sl_file_read(from, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
  char *mark = strstr(scenario, "\"CENSUS\"");
  CU_ASSERT_PTR_NOT_NULL_FATAL(mark);
  *mark = '\0';
  snprintf(text, sizeof text, "%s\"%s\"%s", scenario, census, mark + strlen("\"CENSUS\""));
  CU_ASSERT_FATAL(sl_file_write_text(path, text));
  free(scenario);
}

static void refuse_corpus_file(const bad_file_t *bad, const char *folder)
{
  char path[SL_PATH_MAX], scenario[SL_PATH_MAX];
  sl_source_path(path, "tests/cli/bad/%s", bad->name);
  if (strstr(bad->name, ".csv") != NULL) {
    snprintf(scenario, sizeof scenario, "%.900s/census.yaml", folder);
    write_census_scenario(scenario, path);
    refuse(bad, scenario, folder);
  } else {
    refuse(bad, path, folder);
  }
}

/* One line of expect.txt; false for a comment. */
static bool parse_expectation(char *line, bad_file_t *bad)
{
  int texts = 0;
  *bad = (bad_file_t){.name = ""};
  if (line[0] == '#' ||
      sscanf(line, "%63s %d %d %n", bad->name, &bad->status, &bad->line, &texts) != 3) {
    return false;
  }
  bad->texts = line + texts;
  return true;
}

static void every_file_of_the_corpus_is_refused(void)
{
  char folder[SL_PATH_MAX], corpus[SL_PATH_MAX], *rest = NULL;
  size_t length = 0;
  int n = 0;
  sl_source_path(corpus, "tests/cli/bad");
  const int entries = sl_folder_entries(corpus);
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "bad"));
  sl_source_path(corpus, "tests/cli/bad/expect.txt");
  char *table = sl_file_read(corpus, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(table);
  for (char *line = strtok_r(table, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    bad_file_t bad;
    if (parse_expectation(line, &bad)) {
      refuse_corpus_file(&bad, folder);
      n++;
    }
  }
  free(table);
  sl_source_path(corpus, "tests/cli/bad");
  CU_ASSERT_EQUAL(sl_folder_entries(corpus), entries);
  CU_ASSERT_EQUAL(n, entries - 1); /* the table names every file but itself */
}

/* A file of `repeat` copies of unit between head and tail, too large for the corpus. */
static void refuse_generated(const char *name, const char *head, const char *unit, size_t repeat,
                             const char *tail, const bad_file_t *bad)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX], scenario[SL_PATH_MAX];
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
  snprintf(scenario, sizeof scenario, "%.900s/scenario.yaml", folder);
  if (strstr(bad->name, ".csv") != NULL) {
    write_census_scenario(scenario, path);
  }
  refuse(bad, strstr(bad->name, ".csv") != NULL ? scenario : path, folder);
}

static void a_scenario_over_a_mebibyte_is_refused(void)
{
  char texts[] = "MiB";
  refuse_generated("over-a-mebibyte", "stoploss: 1\n", "# padding of a scenario\n", 50000, "",
                   &(bad_file_t){"large.yaml", 65, 0, texts});
}

static void a_hundred_thousand_brackets_are_refused_soon(void)
{
  char texts[] = "32";
  refuse_generated("brackets", "stoploss: 1\nname: ", "[", 100000, "\n",
                   &(bad_file_t){"brackets.yaml", 65, 2, texts});
}

static void a_huge_census_field_is_refused(void)
{
  char texts[] = "";
  refuse_generated("huge-field", "employee,relationship,age,sex,plan,salary\nDoe-1,employee,40,F,",
                   "x", 2000000, ",1\n", &(bad_file_t){"huge.csv", 65, 2, texts});
}

static void a_missing_scenario_is_66(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX], texts[] = "no-such.yaml";
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "missing"));
  snprintf(path, sizeof path, "%.900s/no-such.yaml", folder);
  refuse(&(bad_file_t){"no-such.yaml", 66, 0, texts}, path, folder);
}

SL_SUITE(bad_input, "cli/bad_input",
         {"every file of the corpus is refused", every_file_of_the_corpus_is_refused},
         {"a scenario over 1 MiB is refused", a_scenario_over_a_mebibyte_is_refused},
         {"100,000 brackets are refused soon", a_hundred_thousand_brackets_are_refused_soon},
         {"a huge census field is refused", a_huge_census_field_is_refused},
         {"a missing scenario is 66", a_missing_scenario_is_66});
