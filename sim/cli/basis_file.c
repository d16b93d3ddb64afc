#include "sim/cli/basis_file.h"

#include "sim/input/read/text.h"

#include <errno.h>
#include <stdio.h>
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

static int write_file(sl_folder_t *folder, size_t i, const char *path, const char *text,
                      sl_error_t *error)
{
  int code = sl_folder_elsewhere(folder, i, path, 0600, error);
  const int descriptor = code == SL_OK ? folder->files[i].file->descriptor : -1;
  code = code == SL_OK ? put_all(descriptor, text, path, error) : code;
  if (code == SL_OK && fsync(descriptor) != 0) {
    code = sl_fail(error, SL_ERR_IO, "cannot write %s: %s", path, strerror(errno));
  }
  return code;
}

int cli_write_basis(const sl_written_files_t *files, const char *path, sl_folder_t *folder,
                    size_t first, sl_error_t *error)
{
  int code = write_file(folder, first, path, files->list[0].text, error);
  for (size_t i = 1; i < files->n && code == SL_OK; i++) {
    char beside[SL_FOLDER_PATH];
    snprintf(beside, sizeof beside, "%.*s%s", (int)(base_of(path) - path), path,
             files->list[i].name);
    code = write_file(folder, first + i, beside, files->list[i].text, error);
  }
  return code;
}
