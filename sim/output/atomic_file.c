#define _XOPEN_SOURCE 700 /* realpath */
#include "sim/output/atomic_file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "folder/name" -> "folder/.name.XXXXXX"; NULL without memory. */
static char *temporary_name(const char *target)
{
  const char *slash = strrchr(target, '/');
  const size_t folder = slash != NULL ? (size_t)(slash - target) + 1 : 0;
  const size_t size = strlen(target) + sizeof "..XXXXXX";
  char *name = malloc(size);
  if (name != NULL) {
    snprintf(name, size, "%.*s.%s.XXXXXX", (int)folder, target, target + folder);
  }
  return name;
}

/* Where the bytes shall go: a symbolic link's own target, so that the link stays a link. */
static char *resolve_target(const char *path, sl_error_t *error)
{
  struct stat status;
  const int exists = stat(path, &status) == 0;
  if (path[0] == '\0') {
    sl_fail(error, SL_ERR_CREATE, "the name of the output is empty");
    return NULL;
  }
  if (exists && !S_ISREG(status.st_mode)) {
    sl_fail(error, SL_ERR_CREATE, "cannot write %s: it is %s", path,
            S_ISDIR(status.st_mode) ? "a folder" : "not a regular file");
    return NULL;
  }
  char *target = exists ? realpath(path, NULL) : strdup(path);
  if (target == NULL) {
    sl_fail(error, SL_ERR_CREATE, "cannot write %s: %s", path, strerror(errno));
  }
  return target;
}

static void release(sl_atomic_file_t *file)
{
  free(file->target);
  free(file->temporary);
  *file = (sl_atomic_file_t){.descriptor = -1};
}

int sl_atomic_file_open(const char *path, sl_atomic_file_t *file, sl_error_t *error)
{
  *file = (sl_atomic_file_t){.descriptor = -1};
  file->target = resolve_target(path, error);
  if (file->target == NULL) {
    return SL_ERR_CREATE;
  }
  file->temporary = temporary_name(file->target);
  if (file->temporary == NULL) {
    release(file);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the name of the output");
  }
  file->descriptor = mkstemp(file->temporary);
  if (file->descriptor < 0 || fcntl(file->descriptor, F_SETFD, FD_CLOEXEC) != 0) {
    const int code = sl_fail(error, SL_ERR_CREATE, "cannot write %s: %s", path, strerror(errno));
    release(file);
    return code;
  }
  return SL_OK;
}

/* The rename is durable once the folder is on the disk; a file system that cannot sync a folder
 * says EINVAL, which is no failure. */
static int sync_folder(const char *path)
{
  char *copy = strdup(path);
  const int folder = copy != NULL ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  const int failed = folder >= 0 && fsync(folder) != 0 && errno != EINVAL;
  if (folder >= 0) {
    close(folder);
  }
  free(copy);
  return failed ? -1 : 0;
}

int sl_atomic_file_commit(sl_atomic_file_t *file, sl_error_t *error)
{
  const char *step = "flush";
  int failed = fsync(file->descriptor) != 0;
  if (!failed) {
    step = "close";
    failed = close(file->descriptor) != 0;
    file->descriptor = -1;
  }
  if (!failed) {
    step = "rename";
    failed = rename(file->temporary, file->target) != 0;
  }
  if (failed) {
    sl_fail(error, SL_ERR_IO, "cannot %s %s: %s", step, file->target, strerror(errno));
    sl_atomic_file_abort(file);
    return SL_ERR_IO;
  }
  if (sync_folder(file->target) != 0) {
    sl_fail(error, SL_ERR_IO, "%s is written, but its folder cannot be flushed: %s", file->target,
            strerror(errno));
    release(file);
    return SL_ERR_IO;
  }
  release(file);
  return SL_OK;
}

void sl_atomic_file_abort(sl_atomic_file_t *file)
{
  if (file->descriptor >= 0) {
    close(file->descriptor);
  }
  if (file->temporary != NULL) {
    unlink(file->temporary);
  }
  release(file);
}
