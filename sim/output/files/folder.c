#define _DEFAULT_SOURCE /* S_ISVTX */
#include "sim/output/files/folder.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOM 64 /* for the name of a file, be it temporary */

static int cannot_create(const char *path, int reason, sl_error_t *error)
{
  return sl_fail(error, reason == ENOMEM ? SL_ERR_MEMORY : SL_ERR_CREATE, "cannot create %s: %s",
                 path, strerror(reason));
}

/* The folder and those above it. *made: how long the path of the first new one is; 0 = none is. */
static int make_folder(const char *folder, size_t *made, sl_error_t *error)
{
  char path[SL_FOLDER_PATH];
  struct stat status;
  *made = 0;
  if (strlen(folder) >= sizeof path - ROOM || folder[0] == '\0') {
    return sl_fail(error, SL_ERR_CREATE, "cannot create the folder '%.200s': bad length", folder);
  }
  for (size_t n = 1; n <= strlen(folder); n++) {
    if (folder[n] != '/' && folder[n] != '\0') {
      continue;
    }
    snprintf(path, n + 1, "%s", folder);
    if (mkdir(path, 0777) == 0) {
      *made = *made == 0 ? n : *made;
    } else if (errno != EEXIST) {
      return sl_fail(error, SL_ERR_CREATE, "cannot create the folder %s: %s", folder,
                     strerror(errno));
    }
  }
  if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode)) {
    return sl_fail(error, SL_ERR_CREATE, "%s is not a folder", folder);
  }
  return SL_OK;
}

/* From the last to the first that make_folder has made. */
static void remove_folders(const char *folder, size_t made)
{
  char path[SL_FOLDER_PATH];
  for (size_t n = strlen(folder); made > 0 && n >= made; n--) {
    if (folder[n] == '/' || folder[n] == '\0') {
      snprintf(path, n + 1, "%s", folder);
      rmdir(path);
    }
  }
}

/* Whether the file may have its name. In a sticky folder a file belongs to its owner. */
static int check_place(const char *folder, const char *path, sl_error_t *error)
{
  struct stat place, older;
  if (lstat(path, &older) != 0) {
    return SL_OK;
  }
  if (!S_ISREG(older.st_mode) && !S_ISLNK(older.st_mode)) {
    return sl_fail(error, SL_ERR_CREATE, "cannot create %s: it is %s", path,
                   S_ISDIR(older.st_mode) ? "a folder" : "not a regular file");
  }
  const uid_t self = geteuid();
  if (stat(folder, &place) == 0 && (place.st_mode & S_ISVTX) != 0 && self != 0 &&
      self != place.st_uid && self != older.st_uid) {
    return sl_fail(error, SL_ERR_CREATE,
                   "cannot create %s: the one that is there is another user's", path);
  }
  return SL_OK;
}

/* A second name where the file system has such, so that the first is never without a file. 0 or
 * errno. */
static int set_aside(sl_folder_file_t *file)
{
  struct stat status;
  if (lstat(file->path, &status) != 0) {
    return 0;
  }
  snprintf(file->older, sizeof file->older, "%.*s~", SL_FOLDER_PATH - 2, file->file->path);
  if (link(file->path, file->older) != 0 && rename(file->path, file->older) != 0) {
    file->older[0] = '\0';
    return errno;
  }
  return 0;
}

/* Give the files of a failure back to those they took the place of. */
static void restore(const sl_folder_file_t *file)
{
  if (file->older[0] != '\0') {
    rename(file->older, file->path);
  } else if (file->file->path == NULL) {
    unlink(file->path);
  }
}

static int place_all(sl_folder_file_t *files, size_t n, sl_error_t *error)
{
  size_t p = 0;
  int failure = 0;
  while (failure == 0 && p < n) {
    failure = set_aside(&files[p]);
    failure = failure == 0 ? sl_temporary_rename(files[p].file, files[p].path) : failure;
    p++;
  }
  for (size_t i = 0; i < p; i++) {
    if (failure != 0) {
      restore(&files[i]);
    } else if (files[i].older[0] != '\0') {
      unlink(files[i].older);
    }
  }
  return failure == 0 ? SL_OK : cannot_create(files[p - 1].path, failure, error);
}

int sl_folder_open(sl_folder_t *folder, const char *path, sl_folder_file_t *files, size_t n,
                   sl_error_t *error)
{
  *folder = (sl_folder_t){.path = path, .files = files, .n = n};
  return make_folder(path, &folder->made, error);
}

int sl_folder_name(sl_folder_t *folder, size_t i, const char *name, const char *extension,
                   sl_error_t *error)
{
  const char *slash = folder->path[strlen(folder->path) - 1] == '/' ? "" : "/";
  snprintf(folder->files[i].path, SL_FOLDER_PATH, "%s%s%s.%s", folder->path, slash, name,
           extension);
  return check_place(folder->path, folder->files[i].path, error);
}

int sl_folder_create(sl_folder_t *folder, size_t i, sl_error_t *error)
{
  sl_folder_file_t *file = &folder->files[i];
  const int failure = sl_temporary_create(file->path, 0666, &file->file);
  return failure == 0 ? SL_OK : cannot_create(file->path, failure, error);
}

int sl_folder_elsewhere(sl_folder_t *folder, size_t i, const char *path, mode_t mode,
                        sl_error_t *error)
{
  sl_folder_file_t *file = &folder->files[i];
  const char *slash = strrchr(path, '/');
  char place[SL_FOLDER_PATH];
  if (strlen(path) >= sizeof place - ROOM) {
    return sl_fail(error, SL_ERR_CREATE, "cannot create '%.200s': bad length", path);
  }
  snprintf(file->path, sizeof file->path, "%s", path);
  snprintf(place, sizeof place, "%.*s", slash != NULL ? (int)(slash - path) + 1 : 1,
           slash != NULL ? path : ".");
  const int code = check_place(place, path, error);
  if (code != SL_OK) {
    return code;
  }
  const int failure = sl_temporary_create(path, mode, &file->file);
  return failure == 0 ? SL_OK : cannot_create(path, failure, error);
}

int sl_folder_place(sl_folder_t *folder, sl_error_t *error)
{
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int code = place_all(folder->files, folder->n, error);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return code;
}

void sl_folder_close(sl_folder_t *folder, bool well)
{
  for (size_t i = 0; i < folder->n; i++) {
    sl_temporary_free(folder->files[i].file);
  }
  if (!well) {
    remove_folders(folder->path, folder->made);
  }
}
