#include "sim/input/read/files_read.h"

#include "sim/input/read/text.h"

#include <stdlib.h>
#include <sys/stat.h>

int sl_files_read_add(sl_files_read_t *files, const char *kind, const char *path)
{
  if (files == NULL) {
    return SL_OK;
  }
  sl_file_read_t *list = realloc(files->list, (files->n + 1) * sizeof *list);
  if (list == NULL) {
    return SL_ERR_MEMORY;
  }
  files->list = list;
  list[files->n] = (sl_file_read_t){kind, sl_text_copy(path)};
  if (list[files->n].path == NULL) {
    return SL_ERR_MEMORY;
  }
  files->n++;
  return SL_OK;
}

const sl_file_read_t *sl_files_read_find(const sl_files_read_t *files, const char *path)
{
  struct stat wanted, found;
  const int exists = stat(path, &wanted) == 0;
  for (size_t i = 0; exists && i < files->n; i++) {
    if (stat(files->list[i].path, &found) == 0 && found.st_dev == wanted.st_dev &&
        found.st_ino == wanted.st_ino) {
      return &files->list[i];
    }
  }
  return NULL;
}

int sl_files_read_spare(const sl_files_read_t *files, const char *path, sl_error_t *error)
{
  const sl_file_read_t *input = sl_files_read_find(files, path);
  return input == NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_CREATE, "cannot write %s: it is the %s that is being read",
                       path, input->kind);
}

void sl_files_read_free(sl_files_read_t *files)
{
  for (size_t i = 0; i < files->n; i++) {
    free(files->list[i].path);
  }
  free(files->list);
  *files = (sl_files_read_t){0};
}
