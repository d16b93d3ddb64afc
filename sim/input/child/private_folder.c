#define _GNU_SOURCE /* O_PATH's relatives, syscall */
#include "sim/input/child/private_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define DEEPEST 40

static char current[SL_PRIVATE_PATH];
static _Atomic(pid_t) owner; /* of current; 0 = there is none */

int sl_private_folder_make(sl_private_folder_t *folder, sl_error_t *error)
{
  const char *temporary = getenv("TMPDIR");
  sigset_t all, before;
  if (temporary == NULL || temporary[0] != '/' || strlen(temporary) > SL_PRIVATE_PATH - 32) {
    temporary = "/tmp";
  }
  snprintf(folder->path, sizeof folder->path, "%s/stoploss-XXXXXX", temporary);
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  const bool made = mkdtemp(folder->path) != NULL;
  const int reason = errno;
  if (made) {
    memcpy(current, folder->path, sizeof current);
    atomic_store(&owner, getpid());
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  return made ? SL_OK
              : sl_fail(error, SL_ERR_CREATE, "cannot make a folder in %s: %s", temporary,
                        strerror(reason));
}

static int open_in(const sl_private_folder_t *folder, const char *name, int flags)
{
  const int at = open(folder->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  const int file =
      at >= 0 ? openat(at, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600) : -1;
  const int reason = errno;
  if (at >= 0) {
    close(at);
  }
  errno = reason;
  return file;
}

int sl_private_folder_write(const sl_private_folder_t *folder, const char *name, const char *bytes,
                            size_t n, sl_error_t *error)
{
  const int file = open_in(folder, name, O_WRONLY | O_CREAT | O_EXCL);
  ssize_t written = file < 0 ? -1 : 0;
  while (written >= 0 && n > 0) {
    written = write(file, bytes, n);
    bytes += written > 0 ? written : 0;
    n -= written > 0 ? (size_t)written : 0;
  }
  const int reason = errno;
  if (file >= 0 && close(file) != 0) {
    written = -1;
  }
  return written >= 0 ? SL_OK
                      : sl_fail(error, SL_ERR_IO, "cannot write %s/%s: %s", folder->path, name,
                                strerror(reason));
}

int sl_private_folder_read(const sl_private_folder_t *folder, const char *name, size_t limit,
                           char **bytes, size_t *n)
{
  struct stat status;
  const int file = open_in(folder, name, O_RDONLY);
  int reason = file < 0 ? errno : 0;
  *bytes = NULL;
  *n = 0;
  if (reason == 0 && (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))) {
    reason = EINVAL;
  }
  if (reason == 0 && (size_t)status.st_size > limit) {
    reason = EFBIG;
  }
  if (reason == 0) {
    *bytes = malloc((size_t)status.st_size + 1);
    reason = *bytes == NULL ? ENOMEM : 0;
  }
  while (reason == 0 && *n < (size_t)status.st_size) {
    const ssize_t got = read(file, *bytes + *n, (size_t)status.st_size - *n);
    if (got <= 0) {
      break;
    }
    *n += (size_t)got;
  }
  if (file >= 0) {
    close(file);
  }
  return reason;
}

/* As the kernel lists a folder: readdir is nothing for a signal handler. */
typedef struct entry {
  uint64_t inode;
  int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[];
} entry_t;

static void empty_folder(int folder, int depth)
{
  _Alignas(entry_t) char bytes[4096];
  for (int round = 0; round < 1000; round++) {
    long n;
    bool removed = false;
    lseek(folder, 0, SEEK_SET);
    while ((n = syscall(SYS_getdents64, folder, bytes, sizeof bytes)) > 0) {
      for (long at = 0; at < n;) {
        const entry_t *entry = (const void *)(bytes + at); /* which the kernel aligns */
        at += entry->length;
        if (strcmp(entry->name, ".") == 0 || strcmp(entry->name, "..") == 0) {
          continue;
        }
        if (unlinkat(folder, entry->name, 0) == 0) {
          removed = true;
          continue;
        }
        const int inner = depth < DEEPEST ? openat(folder, entry->name,
                                                   O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                                          : -1;
        if (inner >= 0) {
          empty_folder(inner, depth + 1);
          close(inner);
          removed |= unlinkat(folder, entry->name, AT_REMOVEDIR) == 0;
        }
      }
    }
    if (!removed) {
      return;
    }
  }
}

/* Whether it is gone: what fails once is tried again at the end of the program. */
static bool remove_current(void)
{
  const int folder = open(current, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder >= 0) {
    empty_folder(folder, 0);
    close(folder);
  }
  return rmdir(current) == 0 || errno == ENOENT;
}

void sl_private_folder_remove(sl_private_folder_t *folder)
{
  if (atomic_load(&owner) == getpid() && remove_current()) {
    atomic_store(&owner, 0);
  }
  folder->path[0] = '\0';
}

void sl_private_folders_remove(void)
{
  if (atomic_load(&owner) == getpid()) {
    remove_current();
  }
}
