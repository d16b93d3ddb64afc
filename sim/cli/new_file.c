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
  static const char suffix[] = ".part-XXXXXX";
  *file = (new_file_t){.path = path};
  if (access(path, F_OK) == 0) {
    return sl_fail(error, SL_ERR_CREATE, "'%s' exists already and is left as it is", path);
  }
  char *temporary = malloc(strlen(path) + sizeof suffix);
  if (temporary == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory");
  }
  strcat(strcpy(temporary, path), suffix);
  const int descriptor = mkstemp(temporary); /* mode 0600 */
  file->stream = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
  if (file->stream == NULL) {
    const int code = cannot(error, SL_ERR_CREATE, path);
    if (descriptor >= 0) {
      close(descriptor);
      unlink(temporary);
    }
    free(temporary);
    return code;
  }
  file->temporary = temporary;
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
  if (link(file->temporary, file->path) == 0) {
    return SL_OK;
  }
  if (errno != EEXIST && access(file->path, F_OK) != 0 &&
      rename(file->temporary, file->path) == 0) {
    return SL_OK;
  }
  return cannot(error, SL_ERR_CREATE, file->path);
}

void new_file_discard(new_file_t *file)
{
  if (file->stream != NULL) {
    fclose(file->stream);
  }
  if (file->temporary != NULL) {
    unlink(file->temporary);
    free(file->temporary);
  }
  *file = (new_file_t){0};
}
