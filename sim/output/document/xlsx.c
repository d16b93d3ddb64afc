/* A document as a workbook for Excel: libxlsxwriter is called in a copy of this process. */
#include "sim/input/child/copy.h"
#include "sim/output/document/workbook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NO_MEMORY "no memory for the workbook"

static int code_of(lxw_error code, sl_error_t *error)
{
  switch ((int)code) {
  case LXW_NO_ERROR:
    return SL_OK;
  case LXW_ERROR_MEMORY_MALLOC_FAILED:
    return sl_fail(error, SL_ERR_MEMORY, NO_MEMORY);
  case LXW_ERROR_PARAMETER_VALIDATION:
    return sl_fail(error, SL_ERR_ARGUMENT, "a workbook holds at most %d columns beside each other",
                   SL_COLUMNS_MAX);
  default:
    return sl_fail(error, SL_ERR_IO, "the workbook cannot be written: %s", lxw_strerror(code));
  }
}

/* libxlsxwriter 1.1 writes to a name only: that of an open file without one. */
static int make_workbook(const sl_document_t *document, FILE *file, sl_error_t *error)
{
  char name[40];
  snprintf(name, sizeof name, "/dev/fd/%d", fileno(file));
  sl_workbook_t workbook = {.document = document, .book = workbook_new(name)};
  if (workbook.book == NULL) {
    return code_of(LXW_ERROR_MEMORY_MALLOC_FAILED, error);
  }
  sl_workbook_open_sheets(&workbook);
  if (workbook.code == LXW_NO_ERROR) {
    sl_workbook_put_page(&workbook);
  }
  if (workbook.code == LXW_NO_ERROR) {
    sl_workbook_note(&workbook, workbook_close(workbook.book));
  } else {
    lxw_workbook_free(workbook.book);
  }
  free(workbook.words);
  return code_of(workbook.code, error);
}

#define COPIES 2

typedef struct making {
  const sl_document_t *document;
  FILE *file[COPIES], *messages;
} making_t;

/* Twice: where libxlsxwriter has no memory for a part, it may go on without it and say nothing. */
static int make_workbooks(void *context, sl_error_t *error)
{
  const making_t *making = context;
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < COPIES; i++) {
    code = make_workbook(making->document, making->file[i], error);
  }
  return code;
}

/* What libxlsxwriter says on its standard error is a failure, too. */
static int judge(sl_copy_end_t end, int code, FILE *messages, sl_error_t *error)
{
  char words[200] = "";
  rewind(messages);
  const size_t n = fread(words, 1, sizeof words - 1, messages);
  words[n] = '\0';
  if (end == SL_COPY_NONE) {
    return sl_fail(error, SL_ERR_MEMORY, "cannot start a process that makes the workbook: %s",
                   strerror(errno));
  }
  if (end == SL_COPY_RETURNED && (code != SL_OK || n == 0)) {
    return code;
  }
  return strstr(words, "emory") != NULL
             ? sl_fail(error, SL_ERR_MEMORY, NO_MEMORY)
             : sl_fail(error, SL_ERR_INTERNAL, "libxlsxwriter cannot make the workbook: %s", words);
}

static int read_whole(FILE *file, char **bytes, size_t *n, sl_error_t *error)
{
  char part[65536];
  size_t got;
  FILE *out = open_memstream(bytes, n);
  rewind(file);
  while (out != NULL && (got = fread(part, 1, sizeof part, file)) > 0) {
    fwrite(part, 1, got, out);
  }
  const int code =
      ferror(file) ? sl_fail(error, SL_ERR_IO, "the workbook cannot be read back") : SL_OK;
  return sl_rendered(out, code, bytes, error);
}

/* The second one into *bytes, where the first one is the same. */
static int read_both(const making_t *making, char **bytes, size_t *n, sl_error_t *error)
{
  char *first = NULL;
  size_t n_first = 0;
  int code = read_whole(making->file[0], &first, &n_first, error);
  if (code == SL_OK) {
    code = read_whole(making->file[1], bytes, n, error);
  }
  if (code == SL_OK && (n_first != *n || memcmp(first, *bytes, *n) != 0)) {
    code = sl_fail(error, SL_ERR_MEMORY, NO_MEMORY);
    free(*bytes);
    *bytes = NULL;
  }
  free(first);
  return code;
}

static bool open_files(making_t *making)
{
  for (size_t i = 0; i < COPIES; i++) {
    making->file[i] = tmpfile();
  }
  making->messages = tmpfile();
  return making->file[0] != NULL && making->file[1] != NULL && making->messages != NULL;
}

static void close_files(making_t *making)
{
  FILE *const files[] = {making->file[0], making->file[1], making->messages};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    if (files[i] != NULL) {
      fclose(files[i]);
    }
  }
}

int sl_document_xlsx(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error)
{
  *bytes = NULL;
  *n = 0;
  making_t making = {.document = document};
  int code = sl_document_check(document, error);
  if (code != SL_OK) {
    return code;
  }
  if (!open_files(&making)) {
    code = sl_fail(error, SL_ERR_IO, "no temporary file for the workbook: %s", strerror(errno));
  } else {
    const sl_copy_end_t end = sl_copy_call(make_workbooks, &making, &(sl_copy_limits_t){0, 0},
                                           fileno(making.messages), &code, error);
    code = judge(end, code, making.messages, error);
    code = code == SL_OK ? read_both(&making, bytes, n, error) : code;
  }
  close_files(&making);
  return code;
}
