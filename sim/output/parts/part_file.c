#define _DEFAULT_SOURCE /* flock */
#include "sim/output/parts/part_file.h"

#include "sim/output/files/digest.h"
#include "sim/output/parts/records.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SYNC_SECONDS 5

struct sl_part_file {
  char *path;
  int descriptor;
  sl_part_head_t head;
  char *texts;
  sl_part_records_t records; /* there when it was opened */
  pthread_mutex_t mutex;     /* of what follows */
  uint64_t end;              /* of the last whole record */
  uint64_t appended;
  time_t synced;
};

static time_t now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec;
}

static sl_part_file_t *new_file(const char *path)
{
  sl_part_file_t *file = calloc(1, sizeof *file);
  char *name = strdup(path);
  if (file == NULL || name == NULL) {
    free(file);
    free(name);
    return NULL;
  }
  *file = (sl_part_file_t){.path = name, .descriptor = -1, .synced = now()};
  pthread_mutex_init(&file->mutex, NULL);
  return file;
}

void sl_part_file_close(sl_part_file_t *file)
{
  if (file != NULL) {
    if (file->descriptor >= 0) {
      close(file->descriptor);
    }
    pthread_mutex_destroy(&file->mutex);
    sl_part_records_free(&file->records);
    free(file->texts);
    free(file->path);
    free(file);
  }
}

/* ---- the descriptor ---- */

/* A file system without locks has none to refuse. */
static bool is_taken(int descriptor, sl_part_use_t use)
{
  int failure;
  do {
    failure =
        flock(descriptor, (use == SL_PART_READ ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 ? errno : 0;
  } while (failure == EINTR);
  return failure == EWOULDBLOCK;
}

static const char *is_foreign(int descriptor)
{
  struct stat status;
  if (fstat(descriptor, &status) != 0) {
    return "it cannot be looked at";
  }
  return !S_ISREG(status.st_mode)      ? "it is not a regular file"
         : status.st_uid != geteuid()  ? "it is another user's"
         : status.st_nlink != 1        ? "it has another name too, or none"
         : (status.st_mode & 022) != 0 ? "others may write it"
                                       : NULL;
}

/* Whoever had the file until it could be locked here has taken its name away. */
static bool is_gone(int descriptor)
{
  struct stat status;
  return fstat(descriptor, &status) == 0 && status.st_nlink == 0;
}

/* A place where nothing can stand, or be seen to, is one where there is none. */
static int refuse_unopened(const char *path, int failure, sl_error_t *error)
{
  struct stat status;
  if (lstat(path, &status) != 0) {
    return sl_fail(error, SL_ERR_MISSING, "there is no %s", path);
  }
  return failure == ELOOP
             ? sl_fail(error, SL_ERR_INPUT, "%s is refused: it is a symbolic link", path)
             : sl_fail(error, SL_ERR_IO, "cannot open %s: %s", path, strerror(failure));
}

static int open_descriptor(sl_part_file_t *file, sl_part_use_t use, sl_error_t *error)
{
  const int flags = (use == SL_PART_READ ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  file->descriptor = open(file->path, flags);
  if (file->descriptor < 0) {
    return refuse_unopened(file->path, errno, error);
  }
  if (is_taken(file->descriptor, use)) {
    return sl_fail(error, SL_ERR_CREATE, "cannot use %s: another run is writing it at this moment",
                   file->path);
  }
  if (is_gone(file->descriptor)) {
    return sl_fail(error, SL_ERR_MISSING, "there is no %s", file->path);
  }
  const char *why = is_foreign(file->descriptor);
  return why == NULL ? SL_OK : sl_fail(error, SL_ERR_INPUT, "%s is refused: %s", file->path, why);
}

/* ---- the head ---- */

static uint64_t head_digest(const sl_part_file_t *file)
{
  return sl_digest(sl_digest(0, &file->head, sizeof file->head), file->texts,
                   file->head.text_bytes);
}

/* Whether the file is one of ours that ends within its head: whoever began it was ended then. */
static bool is_torn_at_head(const sl_part_file_t *file)
{
  struct stat status;
  sl_part_head_t head = {.text_bytes = 0};
  if (fstat(file->descriptor, &status) != 0) {
    return false;
  }
  const uint64_t size = (uint64_t)status.st_size, whole = sizeof head + sizeof(uint64_t);
  return sl_part_read_at(file->descriptor, 0, &head, size < sizeof head ? size : sizeof head) &&
         sl_part_head_begins(&head, size) && size < whole + head.text_bytes;
}

static int read_head(sl_part_file_t *file, sl_error_t *error)
{
  sl_part_head_t *head = &file->head;
  uint64_t checksum = 0;
  bool sound =
      sl_part_read_at(file->descriptor, 0, head, sizeof *head) && sl_part_head_is_sound(head);
  file->texts = sound ? calloc(1, head->text_bytes + 1) : NULL;
  if (sound && file->texts == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %s", file->path);
  }
  file->end = sizeof *head + head->text_bytes;
  sound = sound && sl_part_read_at(file->descriptor, sizeof *head, file->texts, head->text_bytes) &&
          sl_part_read_at(file->descriptor, file->end, &checksum, sizeof checksum) &&
          checksum == head_digest(file);
  file->end += sizeof checksum;
  return sound ? SL_OK
               : sl_fail(error, SL_ERR_INPUT,
                         "%s is not a part of a run, or is damaged at its head", file->path);
}

int sl_part_file_open(const char *path, sl_part_use_t use, sl_part_file_t **file, sl_error_t *error)
{
  sl_part_file_t *made = new_file(path);
  *file = NULL;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %s", path);
  }
  int code = open_descriptor(made, use, error);
  code = code == SL_OK ? read_head(made, error) : code;
  if (code == SL_ERR_INPUT && use == SL_PART_CONTINUE && made->descriptor >= 0 &&
      is_foreign(made->descriptor) == NULL && is_torn_at_head(made) && unlink(path) == 0) {
    code = sl_fail(error, SL_ERR_MISSING, "there is no %s", path);
  }
  if (code == SL_OK) {
    code = sl_part_records_read(&made->records, made->descriptor, made->head.salt, &made->end, path,
                                error);
  }
  if (code == SL_OK && use == SL_PART_CONTINUE &&
      ftruncate(made->descriptor, (off_t)made->end) != 0) {
    code = sl_fail(error, SL_ERR_IO, "cannot cut off the end of %s: %s", path, strerror(errno));
  }
  if (code != SL_OK) {
    sl_part_file_close(made);
    return code;
  }
  *file = made;
  return SL_OK;
}

static int write_head(sl_part_file_t *file, sl_error_t *error)
{
  const uint64_t checksum = head_digest(file), n = file->head.text_bytes;
  int failure = sl_part_write_at(file->descriptor, 0, &file->head, sizeof file->head);
  failure = failure == 0 ? sl_part_write_at(file->descriptor, sizeof file->head, file->texts, n)
                         : failure;
  file->end = sizeof file->head + n;
  failure = failure == 0 ? sl_part_write_at(file->descriptor, file->end, &checksum, sizeof checksum)
                         : failure;
  file->end += sizeof checksum;
  return failure == 0
             ? SL_OK
             : sl_fail(error, SL_ERR_IO, "cannot write %s: %s", file->path, strerror(failure));
}

int sl_part_file_create(const char *path, const sl_part_head_t *head, const char *texts,
                        sl_part_file_t **file, sl_error_t *error)
{
  sl_part_file_t *made = new_file(path);
  *file = NULL;
  char *copy = made != NULL ? calloc(1, head->text_bytes + 1) : NULL;
  if (copy == NULL) {
    sl_part_file_close(made);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %s", path);
  }
  memcpy(copy, texts, head->text_bytes);
  made->texts = copy;
  made->head = *head;
  made->descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code = made->descriptor >= 0
                 ? SL_OK
                 : sl_fail(error, SL_ERR_CREATE, "cannot write %s: %s", path, strerror(errno));
  if (code == SL_OK &&
      (is_taken(made->descriptor, SL_PART_CONTINUE) || is_gone(made->descriptor))) {
    code = sl_fail(error, SL_ERR_CREATE, "cannot use %s: another run is writing it", path);
  } else if (code == SL_OK) {
    code = write_head(made, error);
    if (code != SL_OK) {
      unlink(path);
    }
  }
  if (code != SL_OK) {
    sl_part_file_close(made);
    return code;
  }
  *file = made;
  return SL_OK;
}

/* ---- units ---- */

const sl_part_head_t *sl_part_file_head(const sl_part_file_t *file) { return &file->head; }

const char *sl_part_file_texts(const sl_part_file_t *file) { return file->texts; }

void sl_part_file_let_go(const sl_part_file_t *file)
{
  const int unlocked = flock(file->descriptor, LOCK_UN); /* a file system may have no locks */
  (void)unlocked;
}

int sl_part_file_descriptor(const sl_part_file_t *file) { return file->descriptor; }

uint64_t sl_part_file_records(const sl_part_file_t *file)
{
  return file->records.n + file->appended;
}

bool sl_part_file_has(const sl_part_file_t *file, const sl_unit_t *unit)
{
  return sl_part_records_find(&file->records, unit) != NULL;
}

bool sl_part_file_unit(const sl_part_file_t *file, uint64_t i, sl_unit_t *unit)
{
  if (i < file->records.n) {
    *unit = file->records.list[i].unit;
  }
  return i < file->records.n;
}

bool sl_part_file_take(const sl_part_file_t *file, const sl_unit_t *unit,
                       const sl_unit_values_t *values)
{
  const sl_part_record_t *record = sl_part_records_find(&file->records, unit);
  return record != NULL && sl_part_record_take(record, file->descriptor, file->head.salt, values);
}

static sl_part_source_t source_of(const sl_part_file_t *file)
{
  return (sl_part_source_t){&file->records, file->descriptor, file->head.salt};
}

bool sl_part_file_contradicts(const sl_part_file_t *file, const sl_part_file_t *other,
                              sl_unit_t *unit)
{
  const sl_part_source_t one = source_of(file), two = source_of(other);
  return sl_part_records_contradict(&one, &two, unit);
}

/* Whether it is time to, and then it is this thread's to do. */
static bool is_sync_due(sl_part_file_t *file)
{
  const time_t time = now();
  const bool due = time - file->synced >= SYNC_SECONDS;
  file->synced = due ? time : file->synced;
  return due;
}

int sl_part_file_append(sl_part_file_t *file, const sl_unit_t *unit, const sl_unit_values_t *values,
                        sl_error_t *error)
{
  uint64_t size = 0;
  bool sync = false;
  pthread_mutex_lock(&file->mutex);
  const int failure =
      sl_part_record_put(file->descriptor, file->end, file->head.salt, unit, values, &size);
  if (failure == 0) {
    file->end += size;
    file->appended++;
    sync = is_sync_due(file);
  } else {
    /* Where this fails too the torn record is cut off when the file is next opened. */
    const int cut = ftruncate(file->descriptor, (off_t)file->end);
    (void)cut;
  }
  pthread_mutex_unlock(&file->mutex);
  if (failure != 0) {
    return sl_fail(error, SL_ERR_IO, "cannot write %s: %s", file->path, strerror(failure));
  }
  return sync ? sl_part_file_sync(file, error) : SL_OK;
}

int sl_part_file_sync(sl_part_file_t *file, sl_error_t *error)
{
  return fdatasync(file->descriptor) == 0 || errno == EINVAL
             ? SL_OK
             : sl_fail(error, SL_ERR_IO, "cannot flush %s: %s", file->path, strerror(errno));
}
