/* The folder of a batch: who may write in it, what it remembers, and what is taken for no record.
 */
#include "sim/output/batch/folder.h"

#include "sim/output/hdf5/seal.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOB UINT64_C(0x123456789abcdef0)

static sl_batch_folder_t *open_well(const char *path, const char *ending, bool writes)
{
  sl_batch_folder_t *folder = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_batch_folder_open(path, ending, writes, &folder, &error), SL_OK);
  if (folder == NULL) {
    printf("\n    %s\n", error.text);
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
  return folder;
}

static void expect_refused(const char *path, const char *words)
{
  sl_batch_folder_t *folder = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_batch_folder_open(path, "", true, &folder, &error), SL_ERR_CREATE);
  CU_ASSERT_PTR_NULL(folder);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, words));
}

/* A sealed file, which is all that a record asks of a result. */
static void put_result(const char *folder, const char *name, const char *text)
{
  char path[2 * SL_PATH_MAX];
  snprintf(path, sizeof path, "%s/%s.h5", folder, name);
  CU_ASSERT_TRUE(sl_file_write_text(path, text));
  FILE *file = fopen(path, "r+");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_EQUAL(sl_seal_put(fileno(file)), 0);
  fclose(file);
}

static bool finds(const char *path, const char *name, uint64_t job)
{
  sl_batch_folder_t *folder = open_well(path, "", false);
  const int descriptor = sl_batch_folder_find(folder, name, job);
  sl_batch_folder_close(folder);
  if (descriptor >= 0) {
    close(descriptor);
  }
  return descriptor >= 0;
}

static void make_noted(char path[SL_PATH_MAX], const char *name, const char *ending)
{
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(path, name));
  CU_ASSERT_EQUAL(chmod(path, 0700), 0);
  sl_batch_folder_t *folder = open_well(path, ending, true);
  put_result(path, "shop", "some result");
  sl_batch_folder_note(folder, "shop", JOB);
  sl_batch_folder_close(folder);
}

static void a_result_is_found_by_its_job_and_its_seal(void)
{
  char path[SL_PATH_MAX];
  make_noted(path, "batch-noted", "-2-of-3");
  CU_ASSERT_TRUE(finds(path, "shop", JOB));
  CU_ASSERT_FALSE(finds(path, "shop", JOB + 1));
  CU_ASSERT_FALSE(finds(path, "Shop", JOB));
  put_result(path, "shop", "another result");
  CU_ASSERT_FALSE(finds(path, "shop", JOB));
  put_result(path, "shop", "some result");
  CU_ASSERT_TRUE(finds(path, "shop", JOB));
}

/* The same job has another digest in another folder: the salt is the folder's. */
static void digests_are_salted(void)
{
  char one[SL_PATH_MAX], other[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  struct stat status;
  size_t length = 0;
  make_noted(one, "batch-salt-1", "");
  make_noted(other, "batch-salt-2", "");
  snprintf(path, sizeof path, "%s/.batch.records", one);
  char *first = sl_file_read(path, &length);
  CU_ASSERT_TRUE(stat(path, &status) == 0 && (status.st_mode & 0777) == 0600);
  snprintf(path, sizeof path, "%s/.batch.records", other);
  char *second = sl_file_read(path, &length);
  CU_ASSERT_TRUE_FATAL(first != NULL && second != NULL);
  const char *line = strstr(first, "\nshop "), *again = strstr(second, "\nshop ");
  CU_ASSERT_TRUE_FATAL(line != NULL && again != NULL);
  CU_ASSERT_TRUE(strncmp(line, again, strlen("\nshop ") + 16) != 0);
  CU_ASSERT_PTR_NULL(strstr(first, "123456789abcdef0"));
  free(first);
  free(second);
}

/* Cut anywhere, a record is none, and what is noted behind it counts. */
static void torn_records_are_none(void)
{
  char path[SL_PATH_MAX], records[2 * SL_PATH_MAX];
  size_t length = 0;
  make_noted(path, "batch-torn", "");
  snprintf(records, sizeof records, "%s/.batch.records", path);
  char *whole = sl_file_read(records, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(whole);
  for (size_t n = 0; n < length; n++) {
    CU_ASSERT_TRUE(sl_file_write(records, whole, n));
    CU_ASSERT_FALSE(finds(path, "shop", JOB));
  }
  for (size_t n = 0; n < length; n += 3) {
    CU_ASSERT_TRUE(sl_file_write(records, whole, n));
    sl_batch_folder_t *folder = open_well(path, "", true);
    sl_batch_folder_note(folder, "shop", JOB);
    sl_batch_folder_close(folder);
    CU_ASSERT_TRUE(finds(path, "shop", JOB));
  }
  free(whole);
}

static void a_folder_where_others_may_write_is_refused(void)
{
  char path[SL_PATH_MAX], file[2 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(path, "batch-open"));
  CU_ASSERT_EQUAL(chmod(path, 0770), 0);
  expect_refused(path, "others may write");
  CU_ASSERT_EQUAL(chmod(path, 0755), 0);
  sl_batch_folder_close(open_well(path, "", true));
  snprintf(file, sizeof file, "%s/file", path);
  CU_ASSERT_TRUE(sl_file_write_text(file, "x"));
  expect_refused(file, "cannot open the folder");
  snprintf(file, sizeof file, "%s/no/where", path);
  expect_refused(file, "cannot make the folder");
  expect_refused("", "empty");
}

static void two_batches_of_one_slice(void)
{
  char path[SL_PATH_MAX];
  make_noted(path, "batch-two", "");
  sl_batch_folder_t *folder = open_well(path, "", true);
  expect_refused(path, "another batch is at work");
  sl_batch_folder_t *slice = open_well(path, "-1-of-2", true);
  sl_batch_folder_close(slice);
  sl_batch_folder_close(folder);
}

/* Links in the place of records and of results: nothing is read or written through them. */
static void links_are_not_followed(void)
{
  char path[SL_PATH_MAX], link[2 * SL_PATH_MAX], place[SL_BATCH_PATH];
  sl_error_t error = {0};
  make_noted(path, "batch-links", "");
  sl_batch_folder_t *folder = open_well(path, "-1-of-1", true);
  snprintf(link, sizeof link, "%s/led.h5", path);
  CU_ASSERT_EQUAL(symlink("shop.h5", link), 0);
  CU_ASSERT_EQUAL(sl_batch_folder_place(folder, "led", ".h5", place, &error), SL_ERR_CREATE);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "a symbolic link has its name"));
  CU_ASSERT_EQUAL(sl_batch_folder_place(folder, "shop", ".h5", place, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_batch_folder_place(folder, "new", ".h5", place, &error), SL_OK);
  sl_batch_folder_note(folder, "led", JOB);
  CU_ASSERT_EQUAL(sl_batch_folder_find(folder, "led", JOB), -1);
  sl_batch_folder_close(folder);
  snprintf(link, sizeof link, "%s/.batch.records", path);
  CU_ASSERT_EQUAL(rename(link, place), 0);
  CU_ASSERT_EQUAL(symlink(place, link), 0);
  expect_refused(path, ".batch.records");
}

SL_SUITE(batch_folder, "unit/batch_folder",
         {"a result is found by its job and its seal", a_result_is_found_by_its_job_and_its_seal},
         {"digests are salted", digests_are_salted},
         {"torn records are none", torn_records_are_none},
         {"a folder where others may write is refused", a_folder_where_others_may_write_is_refused},
         {"two batches of one slice", two_batches_of_one_slice},
         {"links are not followed", links_are_not_followed});
