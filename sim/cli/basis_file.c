#include "sim/cli/basis_file.h"

#include "sim/input/read/text.h"
#include "sim/output/files/atomic_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ENDING ".yaml"

bool cli_is_basis_path(const char *path)
{
  const size_t n = strlen(path), ending = strlen(ENDING);
  return n > ending && strcmp(path + n - ending, ENDING) == 0 && path[n - ending - 1] != '/';
}

static const char *base_of(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash != NULL ? slash + 1 : path;
}

void cli_basis_name(const char *path, char name[CLI_BASIS_NAME])
{
  const char *base = base_of(path);
  const size_t n = strlen(base), ending = strlen(ENDING);
  const size_t stem = n > ending && strcmp(base + n - ending, ENDING) == 0 ? n - ending : n;
  snprintf(name, CLI_BASIS_NAME, "%.*s", (int)stem, base);
  if (name[0] == '\0' || stem >= CLI_BASIS_NAME || sl_text_has_control(name)) {
    snprintf(name, CLI_BASIS_NAME, "basis");
  }
}

static int put_all(int descriptor, const char *text, const char *path, sl_error_t *error)
{
  for (size_t left = strlen(text); left > 0;) {
    const ssize_t n = write(descriptor, text, left);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      return sl_fail(error, SL_ERR_IO, "cannot write %s: %s", path, strerror(errno));
    }
    text += n;
    left -= (size_t)n;
  }
  return SL_OK;
}

static int write_file(const char *path, const char *text, sl_error_t *error)
{
  sl_atomic_file_t file;
  int code = sl_atomic_file_open(path, &file, error);
  if (code != SL_OK) {
    return code;
  }
  code = put_all(file.temporary->descriptor, text, path, error);
  code = code == SL_OK ? sl_atomic_file_commit(&file, error) : code;
  sl_atomic_file_close(&file);
  return code;
}

/* A file beside path. */
static int write_beside(const char *path, const sl_written_file_t *file, sl_error_t *error)
{
  sl_text_t text = {0};
  sl_text_append(&text, "%.*s%s", (int)(base_of(path) - path), path, file->name);
  char *beside = sl_text_take(&text);
  const int code = beside != NULL ? write_file(beside, file->text, error)
                                  : sl_fail(error, SL_ERR_MEMORY, "out of memory for a path");
  free(beside);
  return code;
}

int cli_write_basis(const sl_basis_t *basis, const char *path, sl_error_t *error)
{
  char stem[CLI_BASIS_NAME];
  sl_written_files_t files;
  cli_basis_name(path, stem);
  int code = sl_basis_write(basis, stem, &files, error);
  if (code != SL_OK) {
    return code;
  }
  for (size_t i = 1; i < files.n && code == SL_OK; i++) {
    code = write_beside(path, &files.list[i], error);
  }
  code = code == SL_OK ? write_file(path, files.list[0].text, error) : code;
  sl_written_files_free(&files);
  return code;
}
