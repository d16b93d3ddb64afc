/* stoploss new: what it writes, what it refuses, and that it leaves nothing behind. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void expect_mode_0600(const char *folder, const char *name)
{
  char path[SL_PATH_MAX + 64];
  struct stat status;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  CU_ASSERT_EQUAL_FATAL(stat(path, &status), 0);
  CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
}

static void groups_of_any_size_have_no_faults(void)
{
  static const char *const sizes[] = {"1", "2", "9", "14", "400", "6000"};
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "new-sizes"));
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    char file[32], next[64];
    snprintf(file, sizeof file, "%s.yaml", sizes[i]);
    snprintf(next, sizeof next, "stoploss run %s\n", file);
    CU_ASSERT_EQUAL(SL_RUN(&program, folder, "new", sizes[i], "-n", sizes[i]), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(program.out, next));
    sl_program_free(&program);
    expect_mode_0600(folder, file);
    CU_ASSERT_EQUAL(SL_RUN(&program, folder, "check", file), 0);
    sl_program_free(&program);
  }
}

static void a_seed_gives_the_same_people(void)
{
  char folder[SL_PATH_MAX], one[SL_PATH_MAX + 8], same[SL_PATH_MAX + 8], other[SL_PATH_MAX + 8];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "new-seeds"));
  SL_RUN(&program, folder, "new", "a", "-n", "50", "--seed", "5");
  sl_program_free(&program);
  SL_RUN(&program, folder, "new", "b.yaml", "--employees=50", "--seed=5");
  sl_program_free(&program);
  SL_RUN(&program, folder, "new", "c", "-n", "50");
  sl_program_free(&program);
  snprintf(one, sizeof one, "%s/a.csv", folder);
  snprintf(same, sizeof same, "%s/b.csv", folder);
  snprintf(other, sizeof other, "%s/c.csv", folder);
  CU_ASSERT_TRUE(sl_files_equal(one, same));
  CU_ASSERT_FALSE(sl_files_equal(one, other));
}

static void names_are_data(void)
{
  static const char *const names[] = {"it's \"us\"", "$(touch x)", "{=40 x}",
                                      "a: b # c",    "-",          "\\n"};
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "new-names"));
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char file[64];
    snprintf(file, sizeof file, "./%s.yaml", names[i]);
    CU_ASSERT_EQUAL(SL_RUN(&program, folder, "new", "-n", "3", "--", file), 0);
    sl_program_free(&program);
    CU_ASSERT_EQUAL(SL_RUN(&program, folder, "check", file), 0);
    sl_program_free(&program);
  }
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 2 * (int)(sizeof names / sizeof names[0]));
}

static void impossible_requests_are_usage_errors(void)
{
  static const char *const requests[][4] = {{"new", "x", NULL},
                                            {"new", "-n3", NULL},
                                            {"new", "x", "-n0", NULL},
                                            {"new", "x", "-n1e3", NULL},
                                            {"new", "", "-n3", NULL},
                                            {"new", "x", "-n1000001", NULL},
                                            {"new", "x/", "-n3", NULL},
                                            {"new", "x", "y", "-n3"},
                                            {"new", "a\nb", "-n3", NULL},
                                            {"new", "x\xff", "-n3"},
                                            {"new", "x", "--seed=-1", "-n3"}};
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "new-usage"));
  for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
    const char *const *r = requests[i];
    CU_ASSERT_EQUAL(SL_RUN(&program, folder, r[0], r[1], r[2], r[2] == NULL ? NULL : r[3]), 64);
    sl_program_free(&program);
  }
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
}

static void what_exists_stays_and_nothing_is_left_on_failure(void)
{
  char folder[SL_PATH_MAX], census[SL_PATH_MAX + 8];
  sl_program_t program;
  size_t length = 0;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "new-failures"));
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "new", "no/folder", "-n", "3"), 73);
  sl_program_free(&program);
  snprintf(census, sizeof census, "%s/x.csv", folder);
  CU_ASSERT_FATAL(sl_file_write_text(census, "mine"));
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "new", "x", "-n", "3"), 73);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "x.csv"));
  sl_program_free(&program);
  char *text = sl_file_read(census, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_STRING_EQUAL(text, "mine");
  free(text);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 1);

  const char *const large[] = {"new", "y", "-n", "5000", NULL};
  CU_ASSERT_FATAL(sl_program_start_limited(&program, folder, large, 20000));
  sl_program_finish(&program);
  CU_ASSERT_EQUAL(program.status, 74);
  sl_program_free(&program);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 1);
}

SL_SUITE(new, "cli/new", {"groups of any size have no faults", groups_of_any_size_have_no_faults},
         {"a seed gives the same people", a_seed_gives_the_same_people},
         {"names are data", names_are_data},
         {"impossible requests are usage errors", impossible_requests_are_usage_errors},
         {"what exists stays, and nothing is left on failure",
          what_exists_stays_and_nothing_is_left_on_failure});
