#include "sim/output/files/atomic_file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS 40 /* one after the other, as the kernel allows */

/* Where a symbolic link leads, seen from where it is; NULL and errno on failure. */
static char *read_link(const char *path)
{
  char end[PATH_MAX];
  const ssize_t n = readlink(path, end, sizeof end);
  const char *slash = strrchr(path, '/');
  const size_t folder = slash != NULL && n > 0 && end[0] != '/' ? (size_t)(slash - path) + 1 : 0;
  if (n < 0 || (size_t)n == sizeof end) {
    errno = n < 0 ? errno : ENAMETOOLONG;
    return NULL;
  }
  const size_t size = folder + (size_t)n + 1;
  char *target = malloc(size);
  if (target != NULL) {
    snprintf(target, size, "%.*s%.*s", (int)folder, path, (int)n, end);
  }
  return target;
}

/* The end of the symbolic links that path begins, be it there or not; NULL and errno on failure. */
static char *follow_links(const char *path)
{
  struct stat status;
  char *target = strdup(path);
  for (int i = 0; target != NULL && lstat(target, &status) == 0 && S_ISLNK(status.st_mode); i++) {
    char *next = i < LINKS ? read_link(target) : NULL;
    errno = i < LINKS ? errno : ELOOP;
    free(target);
    target = next;
  }
  return target;
}

/* Where the bytes shall go. */
static int resolve_target(const char *path, char **target, sl_error_t *error)
{
  struct stat status;
  *target = NULL;
  if (path[0] == '\0') {
    return sl_fail(error, SL_ERR_CREATE, "the name of the output is empty");
  }
  if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
    return sl_fail(error, SL_ERR_CREATE, "cannot write %s: it is %s", path,
                   S_ISDIR(status.st_mode) ? "a folder" : "not a regular file");
  }
  *target = follow_links(path);
  return *target != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_CREATE, "cannot write %s: %s", path, strerror(errno));
}

static int refuse(const char *path, int failure, sl_error_t *error)
{
  switch (failure) {
  case ENOMEM:
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the name of the output");
  case EWOULDBLOCK:
    return sl_fail(error, SL_ERR_CREATE,
                   "cannot write %s: another run is writing it at this moment", path);
  case EEXIST:
    return sl_fail(error, SL_ERR_CREATE,
                   "cannot write %s: the hidden file that it begins as (a dot, its name, .part) is "
                   "there already and is not a run's",
                   path);
  default:
    return sl_fail(error, SL_ERR_CREATE, "cannot write %s: %s", path, strerror(failure));
  }
}

int sl_atomic_file_open(const char *path, sl_atomic_file_t *file, sl_error_t *error)
{
  *file = (sl_atomic_file_t){.temporary = NULL};
  const int code = resolve_target(path, &file->target, error);
  if (code != SL_OK) {
    return code;
  }
  const int failure = sl_temporary_lock(file->target, 0600, &file->temporary);
  if (failure != 0) {
    sl_atomic_file_close(file);
    return refuse(path, failure, error);
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

/* What fsync has let pass no later close can lose, so that the descriptor may stay open: its lock
 * holds until the name is given, and the bytes can be read whatever happens to the name then. */
int sl_atomic_file_commit(sl_atomic_file_t *file, sl_error_t *error)
{
  const char *step = "flush";
  int failure = fsync(file->temporary->descriptor) != 0 ? errno : 0;
  if (failure == 0) {
    step = "rename";
    failure = sl_temporary_rename(file->temporary, file->target);
  }
  if (failure != 0) {
    sl_fail(error, SL_ERR_IO, "cannot %s %s: %s", step, file->target, strerror(failure));
    sl_atomic_file_close(file);
    return SL_ERR_IO;
  }
  if (sync_folder(file->target) != 0) {
    return sl_fail(error, SL_ERR_IO, "%s is written, but its folder cannot be flushed: %s",
                   file->target, strerror(errno));
  }
  return SL_OK;
}

void sl_atomic_file_close(sl_atomic_file_t *file)
{
  sl_temporary_free(file->temporary);
  free(file->target);
  *file = (sl_atomic_file_t){.temporary = NULL};
}

/* 0, or the error's number. */
static int write_all(int descriptor, const char *bytes, size_t n)
{
  while (n > 0) {
    const ssize_t written = write(descriptor, bytes, n);
    if (written < 0 && errno != EINTR) {
      return errno;
    }
    bytes += written > 0 ? written : 0;
    n -= written > 0 ? (size_t)written : 0;
  }
  return 0;
}

int sl_atomic_file_write(const char *path, const char *bytes, size_t n, sl_error_t *error)
{
  sl_atomic_file_t file = {0};
  int code = sl_atomic_file_open(path, &file, error);
  if (code != SL_OK) {
    return code;
  }
  const int failure = write_all(file.temporary->descriptor, bytes, n);
  code = failure == 0
             ? sl_atomic_file_commit(&file, error)
             : sl_fail(error, SL_ERR_IO, "cannot write %s: %s", path, strerror(failure));
  sl_atomic_file_close(&file);
  return code;
}
