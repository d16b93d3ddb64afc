/* The one way in which files come into memory: from the disk, and from a provider. */
#include "sim/input/read/input_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 8 };

/* What a provider of the tests answers. */
typedef struct answer {
  int code;
  const char *text; /* NULL: no bytes */
  size_t n;
  int asked;
} answer_t;

static int give(void *context, const char *name, char **bytes, size_t *n)
{
  answer_t *answer = context;
  answer->asked++;
  CU_ASSERT_STRING_EQUAL(name, "folder/name");
  *n = answer->n;
  *bytes = NULL;
  if (answer->text != NULL) {
    *bytes = malloc(answer->n + 1);
    CU_ASSERT_FATAL(*bytes != NULL);
    memcpy(*bytes, answer->text, answer->n);
  }
  return answer->code;
}

typedef struct got {
  int code;
  char *bytes;
  size_t n;
  sl_faults_t faults;
} got_t;

static got_t ask(answer_t *answer)
{
  const sl_provider_t provider = {give, answer};
  got_t got = {.n = 99};
  sl_faults_init(&got.faults);
  got.code =
      sl_input_read(&provider, "folder/name", LIMIT, "8 bytes", &got.bytes, &got.n, &got.faults);
  CU_ASSERT_EQUAL(answer->asked, 1);
  return got;
}

static void release(got_t *got)
{
  free(got->bytes);
  sl_faults_free(&got->faults);
}

static void a_provider_gives_the_bytes(void)
{
  answer_t full = {SL_OK, "a\0b4567", LIMIT, 0};
  got_t got = ask(&full);
  CU_ASSERT_EQUAL(got.code, SL_OK);
  CU_ASSERT_EQUAL(got.n, LIMIT);
  CU_ASSERT(got.bytes != NULL && memcmp(got.bytes, "a\0b4567", LIMIT) == 0);
  CU_ASSERT_EQUAL(got.faults.n, 0);
  release(&got);
}

static void an_empty_file_is_one(void)
{
  answer_t empty = {SL_OK, NULL, 0, 0};
  got_t got = ask(&empty);
  CU_ASSERT_EQUAL(got.code, SL_OK);
  CU_ASSERT_EQUAL(got.n, 0);
  CU_ASSERT_PTR_NOT_NULL(got.bytes);
  release(&got);
}

static void expect(answer_t answer, int code, const char *words)
{
  got_t got = ask(&answer);
  CU_ASSERT_EQUAL(got.code, code);
  CU_ASSERT_PTR_NULL(got.bytes);
  CU_ASSERT_EQUAL(got.n, 0);
  CU_ASSERT_EQUAL(got.faults.n, words != NULL);
  if (got.faults.n > 0 && words != NULL) {
    CU_ASSERT_PTR_NOT_NULL(strstr(got.faults.list[0].text, words));
    CU_ASSERT_STRING_EQUAL(got.faults.list[0].file, "folder/name");
    CU_ASSERT_EQUAL(got.faults.list[0].code, code);
  }
  release(&got);
}

static void a_failing_provider_is_a_fault(void)
{
  expect((answer_t){SL_ERR_MISSING, NULL, 0, 0}, SL_ERR_MISSING, "No such file");
  expect((answer_t){SL_ERR_MEMORY, NULL, 0, 0}, SL_ERR_MEMORY, NULL);
  expect((answer_t){SL_ERR_IO, NULL, 5, 0}, SL_ERR_IO, "cannot read");
  expect((answer_t){1, NULL, 5, 0}, SL_ERR_IO, "cannot read");
  expect((answer_t){SL_OK, NULL, 5, 0}, SL_ERR_IO, "cannot read");
  expect((answer_t){SL_OK, "123456789", LIMIT + 1, 0}, SL_ERR_INPUT, "larger than 8 bytes");
}

static void the_disk_is_read_up_to_the_limit(void)
{
  char path[SL_PATH_MAX];
  sl_faults_t faults;
  char *bytes = NULL;
  size_t n = 0;
  sl_scratch_path(path, "whole");
  sl_faults_init(&faults);
  CU_ASSERT_FATAL(sl_file_write_text(path, "12345678"));
  CU_ASSERT_EQUAL(sl_input_read(NULL, path, LIMIT, "8 bytes", &bytes, &n, &faults), SL_OK);
  CU_ASSERT(n == LIMIT && memcmp(bytes, "12345678", LIMIT) == 0);
  free(bytes);
  CU_ASSERT_EQUAL(sl_input_read(NULL, path, LIMIT - 1, "7 bytes", &bytes, &n, &faults),
                  SL_ERR_INPUT);
  CU_ASSERT_PTR_NULL(bytes);
  CU_ASSERT_EQUAL(faults.n, 1);
  sl_faults_free(&faults);
}

SL_SUITE(input_file, "unit/input_file", {"a provider gives the bytes", a_provider_gives_the_bytes},
         {"an empty file is one", an_empty_file_is_one},
         {"a failing provider is a fault", a_failing_provider_is_a_fault},
         {"the disk is read up to the limit", the_disk_is_read_up_to_the_limit});
