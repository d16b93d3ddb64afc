/* Other programs, started by ours: what comes back, and that they end. */
#include "sim/input/child/child.h"

#include "sim/input/child/private_folder.h"
#include "tests/support/harness.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int run(const char *script, sl_child_t child, sl_child_result_t *result)
{
  char shell[] = "sh", option[] = "-c", text[512];
  char *const arguments[] = {shell, option, text, NULL};
  sl_error_t error;
  snprintf(text, sizeof text, "%s", script);
  child.arguments = arguments;
  child.package = "dash";
  child.input = child.output = -1;
  return sl_child_run(&child, result, &error);
}

static void what_it_prints_comes_back(void)
{
  static const char fed[] = "one\ntwo\n";
  const sl_child_t child = {.script = fed, .script_length = sizeof fed - 1};
  sl_child_result_t result;
  CU_ASSERT_EQUAL(run("cat; echo trouble >&2; exit 3", child, &result), SL_OK);
  CU_ASSERT_EQUAL(result.end, SL_CHILD_EXITED);
  CU_ASSERT_EQUAL(result.status, 3);
  CU_ASSERT_EQUAL(result.n, strlen(fed));
  CU_ASSERT_EQUAL(memcmp(result.output, fed, strlen(fed)), 0);
  CU_ASSERT_STRING_EQUAL(result.messages, "trouble\n");
  free(result.output);
}

static void without_input_there_is_none(void)
{
  sl_child_result_t result;
  CU_ASSERT_EQUAL(run("cat; echo $LC_ALL", (sl_child_t){0}, &result), SL_OK);
  CU_ASSERT_EQUAL(result.n, 2);
  CU_ASSERT_EQUAL(memcmp(result.output, "C\n", 2), 0);
  free(result.output);
}

/* The shell's own child must end too: else it would hold the pipe open for a minute. */
static void limits_end_it(void)
{
  static const struct {
    const char *script;
    sl_child_limits_t limits;
    sl_child_end_t end;
  } cases[] = {
      {"sleep 60 & sleep 60", {.seconds = 1}, SL_CHILD_TIME},
      {"sleep 60 >/dev/null 2>&1 & exec >&- 2>&-; sleep 60", {.seconds = 1}, SL_CHILD_TIME},
      {"while :; do :; done", {.cpu_seconds = 1}, SL_CHILD_TIME},
      {"yes", {.output_bytes = 100000}, SL_CHILD_TOO_MUCH}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sl_child_result_t result;
    CU_ASSERT_EQUAL(run(cases[i].script, (sl_child_t){.limits = cases[i].limits}, &result), SL_OK);
    CU_ASSERT_EQUAL(result.end, cases[i].end);
    free(result.output);
  }
}

static void what_cannot_be_started_says_what_installs_it(void)
{
  char name[] = "no-such-program-here";
  char *const arguments[] = {name, NULL};
  const sl_child_t child = {
      .arguments = arguments, .package = "its-package", .input = -1, .output = -1};
  sl_child_result_t result;
  sl_error_t error;
  CU_ASSERT_EQUAL(sl_child_run(&child, &result, &error), SL_ERR_PROGRAM);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "apt-get install its-package"));
  free(result.output);
}

/* What a link in it points at stays. */
static void a_private_folder_goes_whole(void)
{
  sl_private_folder_t folder;
  sl_error_t error;
  struct stat status;
  char path[SL_PRIVATE_PATH + 32], kept[SL_PRIVATE_PATH], *bytes = NULL;
  size_t n = 0;
  snprintf(kept, sizeof kept, "%s/kept", sl_test_scratch_dir());
  CU_ASSERT_EQUAL(mkdir(kept, 0700), 0);
  CU_ASSERT_EQUAL_FATAL(sl_private_folder_make(&folder, &error), SL_OK);
  CU_ASSERT_EQUAL(stat(folder.path, &status), 0);
  CU_ASSERT_EQUAL(status.st_mode & 0777, 0700);
  CU_ASSERT_EQUAL(sl_private_folder_write(&folder, "a", "hello", 5, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_private_folder_read(&folder, "a", 5, &bytes, &n), 0);
  CU_ASSERT_TRUE(n == 5 && memcmp(bytes, "hello", 5) == 0);
  free(bytes);
  CU_ASSERT_EQUAL(sl_private_folder_read(&folder, "a", 4, &bytes, &n), EFBIG);
  snprintf(path, sizeof path, "%s/link", folder.path);
  CU_ASSERT_EQUAL(symlink(kept, path), 0);
  CU_ASSERT_NOT_EQUAL(sl_private_folder_read(&folder, "link", 5, &bytes, &n), 0);
  snprintf(path, sizeof path, "%s/b", folder.path);
  CU_ASSERT_EQUAL(mkdir(path, 0700), 0);
  snprintf(path, sizeof path, "%s/b/c", folder.path);
  CU_ASSERT_EQUAL(mkdir(path, 0700), 0);
  snprintf(path, sizeof path, "%s", folder.path);
  sl_private_folder_remove(&folder);
  CU_ASSERT_NOT_EQUAL(stat(path, &status), 0);
  CU_ASSERT_EQUAL(stat(kept, &status), 0);
}

SL_SUITE(child, "unit/child", {"what it prints comes back", what_it_prints_comes_back},
         {"without input there is none", without_input_there_is_none},
         {"limits end it", limits_end_it},
         {"what cannot be started says what installs it",
          what_cannot_be_started_says_what_installs_it},
         {"a private folder goes whole", a_private_folder_goes_whole});
