#include "sim/cli/new_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int cannot(sl_error_t *error, int code, const char *path)
{
  return sl_fail(error, code, "cannot write '%s': %s", path, strerror(errno));
}

int new_file_open(new_file_t *file, const char *path, sl_error_t *error)
{
  *file = (new_file_t){.path = path};
  if (access(path, F_OK) == 0) {
    return sl_fail(error, SL_ERR_CREATE, "'%s' exists already and is left as it is", path);
  }
  const int failure = sl_temporary_create(path, 0600, &file->temporary);
  if (failure != 0) {
    errno = failure;
    return cannot(error, failure == ENOMEM ? SL_ERR_MEMORY : SL_ERR_CREATE, path);
  }
  file->stream = fdopen(file->temporary->descriptor, "w");
  if (file->stream == NULL) {
    return cannot(error, SL_ERR_MEMORY, path);
  }
  file->temporary->descriptor = -1; /* the stream's */
  return SL_OK;
}

int new_file_finish(new_file_t *file, sl_error_t *error)
{
  FILE *stream = file->stream;
  const int failed = ferror(stream) || fflush(stream) != 0 || fsync(fileno(stream)) != 0;
  file->stream = NULL;
  if ((fclose(stream) != 0) | failed) {
    return cannot(error, SL_ERR_IO, file->path);
  }
  return SL_OK;
}

/* A link refuses a name that is taken; where there are no links (FAT), rename is the best there is.
 */
int new_file_publish(new_file_t *file, sl_error_t *error)
{
  if (link(file->temporary->path, file->path) == 0) {
    return SL_OK;
  }
  if (errno != EEXIST && access(file->path, F_OK) != 0 &&
      sl_temporary_rename(file->temporary, file->path) == 0) {
    return SL_OK;
  }
  return cannot(error, SL_ERR_CREATE, file->path);
}

void new_file_discard(new_file_t *file)
{
  if (file->stream != NULL) {
    fclose(file->stream);
  }
  sl_temporary_free(file->temporary);
  *file = (new_file_t){0};
}
