#define _DEFAULT_SOURCE /* flock, getentropy */
#include "sim/output/batch/folder.h"

#include "sim/output/files/digest.h"
#include "sim/output/hdf5/seal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define RECORDS_BEGIN ".batch"
#define RECORDS_END ".records"
#define HEAD "stoploss batch records 1 "
#define LINE_MAX_TEXT 256
#define NAME_MAX_TEXT 128
#define NAME_FORMAT "128s"
#define RECORDS_BYTES_MAX ((off_t)256 << 20) /* two million clients */

typedef struct record {
  char *name;
  uint64_t salt, job, seal; /* job: salted */
} record_t;

struct sl_batch_folder {
  const char *path;
  int descriptor;
  int records; /* open for adding; -1: nothing is written */
  uint64_t salt;
  record_t *list; /* by name, once all are read */
  size_t n, capacity;
};

static uint64_t salted(uint64_t salt, uint64_t job)
{
  const uint64_t digest = sl_digest(0, &salt, sizeof salt);
  return sl_digest(digest, &job, sizeof job);
}

/* ---- what is remembered ---- */

static int keep(sl_batch_folder_t *folder, const char *name, uint64_t salt, uint64_t job,
                uint64_t seal)
{
  if (folder->n == folder->capacity) {
    const size_t capacity = folder->capacity == 0 ? 64 : 2 * folder->capacity;
    record_t *list = realloc(folder->list, capacity * sizeof *list);
    if (list == NULL) {
      return SL_ERR_MEMORY;
    }
    folder->list = list;
    folder->capacity = capacity;
  }
  char *copy = strdup(name);
  if (copy == NULL) {
    return SL_ERR_MEMORY;
  }
  folder->list[folder->n++] = (record_t){copy, salt, job, seal};
  return SL_OK;
}

/* "NAME JOB SEAL", whole or nothing. */
static int take_line(sl_batch_folder_t *folder, const char *line, uint64_t salt)
{
  char name[NAME_MAX_TEXT + 1], again[LINE_MAX_TEXT];
  uint64_t job, seal;
  if (sscanf(line, "%" NAME_FORMAT " %16" SCNx64 " %16" SCNx64, name, &job, &seal) != 3) {
    return SL_OK;
  }
  snprintf(again, sizeof again, "%s %016" PRIx64 " %016" PRIx64 "\n", name, job, seal);
  return strcmp(line, again) == 0 ? keep(folder, name, salt, job, seal) : SL_OK;
}

/* 0: the line is no head, or not a whole one. */
static uint64_t read_head(const char *line)
{
  char again[LINE_MAX_TEXT];
  uint64_t salt = 0;
  if (sscanf(line, HEAD "%16" SCNx64, &salt) != 1) {
    return 0;
  }
  snprintf(again, sizeof again, HEAD "%016" PRIx64 "\n", salt);
  return strcmp(line, again) == 0 ? salt : 0;
}

static int read_lines(sl_batch_folder_t *folder, FILE *in, uint64_t *salt)
{
  char line[LINE_MAX_TEXT];
  int code = SL_OK;
  *salt = fgets(line, sizeof line, in) != NULL ? read_head(line) : 0;
  while (*salt != 0 && code == SL_OK && fgets(line, sizeof line, in) != NULL) {
    code = take_line(folder, line, *salt);
  }
  return code;
}

/* Whether the open file is one that a batch of this user left. */
static bool is_own(int descriptor)
{
  struct stat status;
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
         (status.st_mode & 077) == 0 && status.st_size <= RECORDS_BYTES_MAX;
}

/* Takes a copy of the descriptor; *salt is 0 where it holds no records. */
static int read_records(sl_batch_folder_t *folder, int descriptor, uint64_t *salt)
{
  const int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  FILE *in = copy >= 0 ? fdopen(copy, "r") : NULL;
  *salt = 0;
  if (in == NULL) {
    if (copy >= 0) {
      close(copy);
    }
    return SL_ERR_MEMORY;
  }
  rewind(in);
  const int code = read_lines(folder, in, salt);
  fclose(in);
  return code;
}

static bool is_records_name(const char *name)
{
  const size_t n = strlen(name), begin = strlen(RECORDS_BEGIN), end = strlen(RECORDS_END);
  return n >= begin + end && strncmp(name, RECORDS_BEGIN, begin) == 0 &&
         strcmp(name + n - end, RECORDS_END) == 0;
}

static int read_named(sl_batch_folder_t *folder, const char *name)
{
  uint64_t salt;
  int code = SL_OK;
  const int descriptor =
      openat(folder->descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor >= 0 && is_own(descriptor)) {
    code = read_records(folder, descriptor, &salt);
  }
  if (descriptor >= 0) {
    close(descriptor);
  }
  return code;
}

static int by_name(const void *left, const void *right)
{
  const record_t *a = left, *b = right;
  return strcmp(a->name, b->name);
}

/* Of every slice there ever was. */
static int read_all(sl_batch_folder_t *folder, sl_error_t *error)
{
  const int copy = openat(folder->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *entries = copy >= 0 ? fdopendir(copy) : NULL;
  int code = SL_OK;
  if (entries == NULL) {
    const int reason = errno;
    if (copy >= 0) {
      close(copy);
    }
    return sl_fail(error, SL_ERR_CREATE, "cannot read the folder %s: %s", folder->path,
                   strerror(reason));
  }
  for (const struct dirent *e = readdir(entries); code == SL_OK && e != NULL;
       e = readdir(entries)) {
    code = is_records_name(e->d_name) ? read_named(folder, e->d_name) : SL_OK;
  }
  closedir(entries);
  if (folder->n > 0) {
    qsort(folder->list, folder->n, sizeof *folder->list, by_name);
  }
  return code == SL_OK ? code
                       : sl_fail(error, code, "no memory for the records of %s", folder->path);
}

/* ---- what is added ---- */

static int refuse(const sl_batch_folder_t *folder, const char *name, const char *why,
                  sl_error_t *error)
{
  return sl_fail(error, SL_ERR_CREATE, "cannot write %s/%s: %s", folder->path, name, why);
}

/* The text is whole on a line of its own, or is taken for none. */
static int add_text(int descriptor, const char *text)
{
  const size_t n = strlen(text);
  return write(descriptor, text, n) == (ssize_t)n ? 0 : -1;
}

/* The salt of the file, which gets one where it is new or no records of ours. */
static int begin_records(sl_batch_folder_t *folder, sl_error_t *error)
{
  char head[LINE_MAX_TEXT], last = '\n';
  struct stat status;
  const int code = read_records(folder, folder->records, &folder->salt);
  if (code != SL_OK) {
    return sl_fail(error, code, "no memory for the records of %s", folder->path);
  }
  if (fstat(folder->records, &status) != 0) {
    return refuse(folder, "its records", strerror(errno), error);
  }
  if (folder->salt != 0) {
    const bool torn = pread(folder->records, &last, 1, status.st_size - 1) == 1 && last != '\n';
    return !torn || add_text(folder->records, "\n") == 0
               ? SL_OK
               : refuse(folder, "its records", strerror(errno), error);
  }
  if (ftruncate(folder->records, 0) != 0 || getentropy(&folder->salt, sizeof folder->salt) != 0) {
    return refuse(folder, "its records", strerror(errno), error);
  }
  folder->salt |= 1;
  snprintf(head, sizeof head, HEAD "%016" PRIx64 "\n", folder->salt);
  return add_text(folder->records, head) == 0
             ? SL_OK
             : refuse(folder, "its records", strerror(errno), error);
}

static int open_records(sl_batch_folder_t *folder, const char *ending, sl_error_t *error)
{
  char name[LINE_MAX_TEXT];
  snprintf(name, sizeof name, RECORDS_BEGIN "%s" RECORDS_END, ending);
  folder->records = openat(folder->descriptor, name,
                           O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
  if (folder->records < 0) {
    return refuse(folder, name, strerror(errno), error);
  }
  if (!is_own(folder->records)) {
    return refuse(folder, name, "it is no batch's of yours", error);
  }
  if (flock(folder->records, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return refuse(folder, name, "another batch is at work in this folder", error);
  }
  return begin_records(folder, error);
}

/* ---- the folder ---- */

static int check_folder(const sl_batch_folder_t *folder, sl_error_t *error)
{
  struct stat status;
  if (fstat(folder->descriptor, &status) != 0) {
    return sl_fail(error, SL_ERR_CREATE, "cannot read the folder %s: %s", folder->path,
                   strerror(errno));
  }
  if (status.st_uid != geteuid()) {
    return sl_fail(error, SL_ERR_CREATE, "the folder %s is another user's", folder->path);
  }
  return (status.st_mode & 022) == 0
             ? SL_OK
             : sl_fail(error, SL_ERR_CREATE,
                       "others may write in the folder %s, and could lead a result elsewhere: "
                       "chmod go-w, or name one that is not there yet",
                       folder->path);
}

static int open_folder(sl_batch_folder_t *folder, bool writes, sl_error_t *error)
{
  if (strlen(folder->path) + 2 * LINE_MAX_TEXT > SL_BATCH_PATH || folder->path[0] == '\0') {
    return sl_fail(error, SL_ERR_CREATE, "the name of the folder is empty or too long");
  }
  if (writes && mkdir(folder->path, 0700) != 0 && errno != EEXIST) {
    return sl_fail(error, SL_ERR_CREATE, "cannot make the folder %s: %s", folder->path,
                   strerror(errno));
  }
  folder->descriptor = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return folder->descriptor >= 0 ? check_folder(folder, error)
                                 : sl_fail(error, SL_ERR_CREATE, "cannot open the folder %s: %s",
                                           folder->path, strerror(errno));
}

int sl_batch_folder_open(const char *path, const char *ending, bool writes,
                         sl_batch_folder_t **folder, sl_error_t *error)
{
  sl_batch_folder_t *made = calloc(1, sizeof *made);
  *folder = NULL;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the folder %s", path);
  }
  *made = (sl_batch_folder_t){.path = path, .descriptor = -1, .records = -1};
  int code = open_folder(made, writes, error);
  code = code == SL_OK && writes ? open_records(made, ending, error) : code;
  code = code == SL_OK ? read_all(made, error) : code;
  if (code != SL_OK) {
    sl_batch_folder_close(made);
    return code;
  }
  *folder = made;
  return SL_OK;
}

void sl_batch_folder_close(sl_batch_folder_t *folder)
{
  if (folder == NULL) {
    return;
  }
  for (size_t i = 0; i < folder->n; i++) {
    free(folder->list[i].name);
  }
  free(folder->list);
  if (folder->records >= 0) {
    close(folder->records);
  }
  if (folder->descriptor >= 0) {
    close(folder->descriptor);
  }
  free(folder);
}

int sl_batch_folder_place(const sl_batch_folder_t *folder, const char *name, const char *ending,
                          char path[SL_BATCH_PATH], sl_error_t *error)
{
  char file[LINE_MAX_TEXT];
  struct stat status;
  const char *slash = folder->path[strlen(folder->path) - 1] == '/' ? "" : "/";
  snprintf(file, sizeof file, "%s%s", name, ending);
  snprintf(path, SL_BATCH_PATH, "%s%s%s", folder->path, slash, file);
  if (fstatat(folder->descriptor, file, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return errno == ENOENT ? SL_OK : refuse(folder, file, strerror(errno), error);
  }
  if (!S_ISREG(status.st_mode)) {
    return refuse(folder, file,
                  S_ISLNK(status.st_mode)   ? "a symbolic link has its name"
                  : S_ISDIR(status.st_mode) ? "a folder has its name"
                                            : "what has its name is no file",
                  error);
  }
  return status.st_uid == geteuid() ? SL_OK : refuse(folder, file, "it is another user's", error);
}

static int by_word(const void *name, const void *record)
{
  const record_t *other = record;
  return strcmp(name, other->name);
}

static bool has_record(const sl_batch_folder_t *folder, const char *name, uint64_t job,
                       uint64_t seal)
{
  const record_t *found =
      folder->n > 0 ? bsearch(name, folder->list, folder->n, sizeof *folder->list, by_word) : NULL;
  if (found == NULL) {
    return false;
  }
  while (found > folder->list && by_word(name, found - 1) == 0) {
    found--;
  }
  for (; found < folder->list + folder->n && by_word(name, found) == 0; found++) {
    if (found->seal == seal && found->job == salted(found->salt, job)) {
      return true;
    }
  }
  return false;
}

static int open_result(const sl_batch_folder_t *folder, const char *name)
{
  char file[LINE_MAX_TEXT];
  struct stat status;
  snprintf(file, sizeof file, "%s.h5", name);
  const int descriptor =
      openat(folder->descriptor, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor >= 0 &&
      (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_uid != geteuid())) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}

int sl_batch_folder_find(const sl_batch_folder_t *folder, const char *name, uint64_t job)
{
  uint64_t seal;
  const int descriptor = open_result(folder, name);
  if (descriptor >= 0 && sl_seal_get(descriptor, &seal) && has_record(folder, name, job, seal)) {
    return descriptor;
  }
  if (descriptor >= 0) {
    close(descriptor);
  }
  return -1;
}

void sl_batch_folder_note(sl_batch_folder_t *folder, const char *name, uint64_t job)
{
  char line[LINE_MAX_TEXT];
  uint64_t seal;
  const int descriptor = open_result(folder, name);
  if (descriptor < 0) {
    return;
  }
  if (sl_seal_get(descriptor, &seal)) {
    snprintf(line, sizeof line, "%s %016" PRIx64 " %016" PRIx64 "\n", name,
             salted(folder->salt, job), seal);
    (void)!add_text(folder->records, line);
  }
  close(descriptor);
}
