#define _DEFAULT_SOURCE /* flock */
#include "sim/output/files/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMES 1000 /* to try */
#define NAME_ROOM 40

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static _Atomic(sl_temporary_t *) first;

/* No signal comes between a file and its place in the list. */
static void hold_signals(sigset_t *before)
{
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, before);
}

static void release_signals(const sigset_t *before) { pthread_sigmask(SIG_SETMASK, before, NULL); }

static void enlist(sl_temporary_t *temporary)
{
  pthread_mutex_lock(&mutex);
  temporary->next = atomic_load(&first);
  atomic_store(&first, temporary);
  pthread_mutex_unlock(&mutex);
}

static void delist(const sl_temporary_t *temporary)
{
  pthread_mutex_lock(&mutex);
  sl_temporary_t *at = atomic_load(&first);
  if (at == temporary) {
    atomic_store(&first, temporary->next);
  }
  for (; at != NULL; at = at->next) {
    if (at->next == temporary) {
      at->next = temporary->next;
    }
  }
  pthread_mutex_unlock(&mutex);
}

void sl_temporaries_remove(void)
{
  const pid_t self = getpid();
  for (const sl_temporary_t *t = atomic_load(&first); t != NULL; t = t->next) {
    if (t->owner == self && t->path != NULL) {
      unlink(t->path);
    }
  }
}

/* Room for "folder/.name" and an ending; *stem is where the ending goes. */
static sl_temporary_t *new_beside(const char *target, char **stem)
{
  const char *slash = strrchr(target, '/');
  const size_t folder = slash != NULL ? (size_t)(slash - target) + 1 : 0;
  const size_t size = strlen(target) + NAME_ROOM;
  sl_temporary_t *temporary = calloc(1, sizeof *temporary);
  char *path = malloc(size);
  if (temporary == NULL || path == NULL) {
    free(temporary);
    free(path);
    return NULL;
  }
  const int n = snprintf(path, size, "%.*s.%s.", (int)folder, target, target + folder);
  *stem = path + n;
  *temporary = (sl_temporary_t){.descriptor = -1, .path = path, .owner = getpid()};
  return temporary;
}

static void free_members(sl_temporary_t *temporary)
{
  if (temporary->descriptor >= 0) {
    close(temporary->descriptor);
  }
  free(temporary->path);
  free(temporary);
}

/* 0 or errno. */
static int open_unique(sl_temporary_t *temporary, char *stem, mode_t mode)
{
  int failure = EEXIST;
  for (unsigned i = 0; failure == EEXIST && i < NAMES; i++) {
    snprintf(stem, NAME_ROOM - 2, "%ld-%u", (long)temporary->owner, i);
    temporary->descriptor =
        open(temporary->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    failure = temporary->descriptor < 0 ? errno : 0;
  }
  return failure;
}

/* Made and enlisted with signals held, so that whatever ends the program finds it on the list. */
static int create(const char *target, mode_t mode,
                  int (*open_it)(sl_temporary_t *t, char *stem, mode_t mode),
                  sl_temporary_t **temporary)
{
  char *stem;
  sigset_t before;
  *temporary = NULL;
  sl_temporary_t *t = new_beside(target, &stem);
  if (t == NULL) {
    return ENOMEM;
  }
  hold_signals(&before);
  const int failure = open_it(t, stem, mode);
  if (failure == 0) {
    enlist(t);
  }
  release_signals(&before);
  if (failure != 0) {
    free_members(t);
    return failure;
  }
  *temporary = t;
  return 0;
}

int sl_temporary_create(const char *target, mode_t mode, sl_temporary_t **temporary)
{
  return create(target, mode, open_unique, temporary);
}

static int lock_descriptor(int descriptor)
{
  int failure;
  do {
    failure = flock(descriptor, LOCK_EX | LOCK_NB) != 0 ? errno : 0;
  } while (failure == EINTR);
  return failure;
}

/* Whether the open file is one that a run of this user made, and still has its name. *moved: the
 * run before has just given it another one. */
static bool is_own(const sl_temporary_t *temporary, int *moved)
{
  struct stat opened, named;
  *moved = 0;
  if (fstat(temporary->descriptor, &opened) != 0) {
    return false;
  }
  if (lstat(temporary->path, &named) != 0 || named.st_dev != opened.st_dev ||
      named.st_ino != opened.st_ino) {
    *moved = 1;
    return true;
  }
  return S_ISREG(opened.st_mode) && opened.st_nlink == 1 && opened.st_uid == geteuid() &&
         (opened.st_mode & 077) == 0;
}

/* Open and lock the common name: 0 or errno. */
static int open_locked(sl_temporary_t *temporary, mode_t mode)
{
  int moved = 1, failure = 0;
  for (int i = 0; moved && failure == 0 && i < NAMES; i++) {
    if (temporary->descriptor >= 0) {
      close(temporary->descriptor);
    }
    temporary->descriptor =
        open(temporary->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode);
    failure = temporary->descriptor < 0 ? errno : lock_descriptor(temporary->descriptor);
    if (failure == 0 && !is_own(temporary, &moved)) {
      failure = EEXIST;
    }
  }
  if (failure == 0) {
    failure = moved ? EAGAIN : ftruncate(temporary->descriptor, 0) != 0 ? errno : 0;
    if (failure != 0 && !moved) {
      unlink(temporary->path);
    }
  }
  return failure;
}

/* Errors of a file system that knows no locks, or is at odds with its server about them. */
static bool has_no_locks(int failure)
{
  return failure == EIO || failure == ENOSYS || failure == ENOLCK || failure == EOPNOTSUPP ||
         failure == EINVAL;
}

/* What open_locked has just made; never what another run is filling. */
static void remove_empty(sl_temporary_t *temporary)
{
  struct stat status;
  if (fstat(temporary->descriptor, &status) == 0 && status.st_size == 0) {
    unlink(temporary->path);
  }
  close(temporary->descriptor);
  temporary->descriptor = -1;
}

static int open_part(sl_temporary_t *t, char *stem, mode_t mode)
{
  strcpy(stem, "part");
  const int failure = open_locked(t, mode);
  if (!has_no_locks(failure)) {
    return failure;
  }
  remove_empty(t);
  return open_unique(t, stem, mode);
}

int sl_temporary_lock(const char *target, mode_t mode, sl_temporary_t **temporary)
{
  return create(target, mode, open_part, temporary);
}

/* The name is the file's own from here on. */
static void forget_name(sl_temporary_t *temporary)
{
  sigset_t before;
  hold_signals(&before);
  delist(temporary);
  free(temporary->path);
  temporary->path = NULL;
  release_signals(&before);
}

int sl_temporary_rename(sl_temporary_t *temporary, const char *target)
{
  if (rename(temporary->path, target) != 0) {
    return errno;
  }
  forget_name(temporary);
  return 0;
}

void sl_temporary_unlink(sl_temporary_t *temporary)
{
  unlink(temporary->path);
  forget_name(temporary);
}

void sl_temporary_free(sl_temporary_t *temporary)
{
  if (temporary == NULL) {
    return;
  }
  if (temporary->path != NULL) {
    sl_temporary_unlink(temporary);
  }
  free_members(temporary);
}
