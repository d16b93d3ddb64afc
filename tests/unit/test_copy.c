/* A function called in a copy of the process: how each of its ends is told. */
#include "sim/input/child/copy.h"

#include "tests/support/harness.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int told;

static int say(void *context, sl_error_t *error)
{
  told = 1;
  return *(int *)context == 0 ? SL_OK : sl_fail(error, SL_ERR_INPUT, "said %d", *(int *)context);
}

static int leave(void *context, sl_error_t *error)
{
  (void)error;
  _exit(*(int *)context);
}

static int crash(void *context, sl_error_t *error)
{
  (void)context, (void)error;
  raise(SIGKILL);
  return SL_OK;
}

static int go_on_for_ever(void *context, sl_error_t *error)
{
  (void)error;
  volatile int *counter = context;
  while (*counter != 2) {
    *counter = 1;
  }
  return SL_OK;
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
static int ask_for_memory(void *context, sl_error_t *error)
{
  (void)error;
  char *volatile memory = malloc(*(size_t *)context);
  const int code = memory != NULL ? SL_OK : SL_ERR_MEMORY;
  free(memory);
  return code;
}
#endif

static int print(void *context, sl_error_t *error)
{
  (void)error;
  const char *words = context;
  return write(STDERR_FILENO, words, strlen(words)) > 0 ? SL_OK : SL_ERR_IO;
}

static sl_copy_end_t end_of(sl_copied_t function, void *context, sl_copy_limits_t limits, int *code,
                            sl_error_t *error)
{
  *code = 77;
  return sl_copy_call(function, context, &limits, -1, code, error);
}

static void what_it_returns_is_told_and_what_it_does_is_gone(void)
{
  sl_error_t error = {0};
  int number = 0, code;
  CU_ASSERT_EQUAL(end_of(say, &number, (sl_copy_limits_t){0}, &code, &error), SL_COPY_RETURNED);
  CU_ASSERT_EQUAL(code, SL_OK);
  CU_ASSERT_EQUAL(error.code, SL_OK);
  number = 5;
  CU_ASSERT_EQUAL(end_of(say, &number, (sl_copy_limits_t){0}, &code, &error), SL_COPY_RETURNED);
  CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  CU_ASSERT_STRING_EQUAL(error.text, "said 5");
  CU_ASSERT_EQUAL(told, 0);
}

static void other_ends_are_told_apart(void)
{
  sl_error_t error = {0};
  int code, number = 0;
  CU_ASSERT_EQUAL(end_of(leave, &number, (sl_copy_limits_t){0}, &code, &error), SL_COPY_EXITED);
  CU_ASSERT_EQUAL(end_of(crash, NULL, (sl_copy_limits_t){0}, &code, &error), SL_COPY_CRASHED);
  CU_ASSERT_EQUAL(end_of(go_on_for_ever, &number, (sl_copy_limits_t){1, 0}, &code, &error),
                  SL_COPY_CRASHED);
  CU_ASSERT_EQUAL(code, 77);
}

/* A sanitizer's own memory is more than any limit. */
static void memory_is_limited_beyond_what_there_is(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  const size_t mebi = (size_t)1 << 20;
  size_t much = 400 * mebi, little = 100 * mebi;
  int code;
  const sl_copy_limits_t limits = {0, 200 * mebi};
  CU_ASSERT_EQUAL(end_of(ask_for_memory, &much, limits, &code, NULL), SL_COPY_RETURNED);
  CU_ASSERT_EQUAL(code, SL_ERR_MEMORY);
  CU_ASSERT_EQUAL(end_of(ask_for_memory, &little, limits, &code, NULL), SL_COPY_RETURNED);
  CU_ASSERT_EQUAL(code, SL_OK);
#endif
}

static void its_messages_go_where_they_should(void)
{
  char words[] = "a library's word", found[64] = "";
  int code = 77;
  FILE *messages = tmpfile();
  CU_ASSERT_PTR_NOT_NULL_FATAL(messages);
  CU_ASSERT_EQUAL(sl_copy_call(print, words, &(sl_copy_limits_t){0}, fileno(messages), &code, NULL),
                  SL_COPY_RETURNED);
  CU_ASSERT_EQUAL(code, SL_OK);
  rewind(messages);
  CU_ASSERT_PTR_NOT_NULL(fgets(found, sizeof found, messages));
  CU_ASSERT_STRING_EQUAL(found, words);
  fclose(messages);
}

SL_SUITE(copy, "unit/copy",
         {"what it returns is told and what it does is gone",
          what_it_returns_is_told_and_what_it_does_is_gone},
         {"other ends are told apart", other_ends_are_told_apart},
         {"memory is limited beyond what there is", memory_is_limited_beyond_what_there_is},
         {"its messages go where they should", its_messages_go_where_they_should});
