/* A full disk and a killed program: a result is there whole, or not at all. */
#define _GNU_SOURCE /* usleep */
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OLDER_RESULT "an older result"

/* A folder with an older out.h5; arguments of a run that would replace it. */
typedef struct place {
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX], result[SL_PATH_MAX];
} place_t;

static void make_place(place_t *place, const char *name)
{
  CU_ASSERT_FATAL(sl_scratch_folder(place->folder, name));
  sl_source_path(place->scenario, "tests/cli/good.yaml");
  snprintf(place->result, sizeof place->result, "%.900s/out.h5", place->folder);
  CU_ASSERT_FATAL(sl_file_write_text(place->result, OLDER_RESULT));
}

static bool older_result_stands(const place_t *place)
{
  size_t length = 0;
  char *bytes = sl_file_read(place->result, &length);
  const bool stands = bytes != NULL && strcmp(bytes, OLDER_RESULT) == 0;
  free(bytes);
  return stands;
}

/* The size of the result that nothing hinders. */
static size_t whole_size(const place_t *place)
{
  sl_program_t program;
  size_t size = 0;
  char path[SL_PATH_MAX];
  sl_scratch_path(path, "whole.h5");
  SL_RUN(&program, place->folder, "run", place->scenario, "-o", path, "--quiet");
  CU_ASSERT_EQUAL_FATAL(program.status, 0);
  free(sl_file_read(path, &size));
  sl_program_free(&program);
  return size;
}

static void a_full_disk_is_74_and_leaves_the_older_result(void)
{
  place_t place;
  make_place(&place, "full-disk");
  const size_t whole = whole_size(&place);
  /* From a page on: the limit holds for the shared memory of clang's OpenMP library too. */
  const size_t limits[] = {4096, whole / 10, whole / 2, whole - whole / 10, whole - 1};
  for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
    sl_program_t program;
    const char *const arguments[] = {"run", place.scenario, "-o", place.result, "--quiet", NULL};
    CU_ASSERT_FATAL(sl_program_start_limited(&program, place.folder, arguments, limits[i]));
    sl_program_finish(&program);
    CU_ASSERT(program.status == 74 || program.status == 73);
    CU_ASSERT_EQUAL(program.out_length, 0);
    CU_ASSERT(older_result_stands(&place));
    CU_ASSERT_EQUAL(sl_folder_entries(place.folder), 1);
    if (program.status != 74) {
      printf("\n    limit %zu of %zu: status %d\n%s\n", limits[i], whole, program.status,
             program.err);
    }
    sl_program_free(&program);
  }
}

/* Killed after each of several delays, while it prices, writes or finishes. */
static void a_killed_run_leaves_the_older_result_or_a_whole_one(void)
{
  place_t place;
  make_place(&place, "killed");
  for (unsigned milliseconds = 5; milliseconds < 400; milliseconds *= 2) {
    sl_program_t program;
    const char *const arguments[] = {"run",     place.scenario, "-o",    place.result,
                                     "--quiet", "--trials",     "50000", NULL};
    CU_ASSERT_FATAL(sl_file_write_text(place.result, OLDER_RESULT));
    CU_ASSERT_FATAL(sl_program_start(&program, place.folder, arguments));
    usleep(1000 * milliseconds);
    kill(program.pid, SIGKILL);
    sl_program_finish(&program);
    sl_results_t *results = NULL;
    CU_ASSERT(older_result_stands(&place) ||
              sl_result_file_load(place.result, &results, NULL) == SL_OK);
    sl_results_free(results);
    sl_program_free(&program);
  }
}

SL_SUITE(fault, "fault/fault",
         {"a full disk is 74 and leaves the older result",
          a_full_disk_is_74_and_leaves_the_older_result},
         {"a killed run leaves the older result or a whole one",
          a_killed_run_leaves_the_older_result_or_a_whole_one});
