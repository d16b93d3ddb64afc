#include "sim/input/read/input_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_BYTES 65536

static int fail_size(const char *path, const char *limit_name, sl_faults_t *faults)
{
  sl_faults_add(faults, SL_ERR_INPUT, path, 0, 0, "the file is larger than %s", limit_name);
  return SL_ERR_INPUT;
}

static int fail_system(const char *path, sl_faults_t *faults, int code, int number)
{
  sl_faults_add(faults, code, path, 0, 0, "cannot read this file: %s", strerror(number));
  return code;
}

/* Without waiting: a pipe without a writer would otherwise hold the program in open(). */
static int open_regular(const char *path, size_t limit, const char *limit_name, int *descriptor,
                        sl_faults_t *faults)
{
  struct stat facts;
  *descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (*descriptor < 0 || fstat(*descriptor, &facts) != 0) {
    return fail_system(path, faults, SL_ERR_MISSING, errno);
  }
  if (S_ISDIR(facts.st_mode)) {
    return fail_system(path, faults, SL_ERR_MISSING, EISDIR);
  }
  if (!S_ISREG(facts.st_mode)) {
    sl_faults_add(faults, SL_ERR_MISSING, path, 0, 0,
                  "this is a pipe or a device; only a file is read: save it as one");
    return SL_ERR_MISSING;
  }
  return facts.st_size > 0 && (uintmax_t)facts.st_size > limit ? fail_size(path, limit_name, faults)
                                                               : SL_OK;
}

static bool grow(char **bytes, size_t *capacity)
{
  const size_t wanted = *capacity == 0 ? FIRST_BYTES : 2 * *capacity;
  char *more = realloc(*bytes, wanted);
  if (more != NULL) {
    *bytes = more;
    *capacity = wanted;
  }
  return more != NULL;
}

/* As much as there is, whatever the file's stated size: it may grow meanwhile. */
static int read_all(int descriptor, size_t limit, char **bytes, size_t *n)
{
  size_t capacity = 0;
  for (;;) {
    if (*n == capacity && !grow(bytes, &capacity)) {
      return SL_ERR_MEMORY;
    }
    const ssize_t got = read(descriptor, *bytes + *n, capacity - *n);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      return got == 0 ? SL_OK : SL_ERR_IO;
    }
    *n += (size_t)got;
    if (*n > limit) {
      return SL_ERR_INPUT;
    }
  }
}

static int read_disk(const char *path, size_t limit, const char *limit_name, char **bytes,
                     size_t *n, sl_faults_t *faults)
{
  int descriptor = -1;
  int code = open_regular(path, limit, limit_name, &descriptor, faults);
  if (code == SL_OK) {
    code = read_all(descriptor, limit, bytes, n);
    const int number = errno;
    if (code == SL_ERR_IO) {
      fail_system(path, faults, code, number);
    } else if (code == SL_ERR_INPUT) {
      fail_size(path, limit_name, faults);
    }
  }
  if (descriptor >= 0) {
    close(descriptor);
  }
  return code;
}

static int read_provided(const sl_provider_t *provider, const char *path, size_t limit,
                         const char *limit_name, char **bytes, size_t *n, sl_faults_t *faults)
{
  const int code = provider->read(provider->context, path, bytes, n);
  if (code != SL_OK) {
    *bytes = NULL;
  }
  if (code == SL_ERR_MISSING) {
    return fail_system(path, faults, code, ENOENT);
  }
  if (code == SL_ERR_MEMORY) {
    return code;
  }
  if (code != SL_OK || (*bytes == NULL && *n > 0)) {
    sl_faults_add(faults, SL_ERR_IO, path, 0, 0, "cannot read this file: who has it gave none");
    return SL_ERR_IO;
  }
  if (*n > limit) {
    return fail_size(path, limit_name, faults);
  }
  return *bytes != NULL || (*bytes = calloc(1, 1)) != NULL ? SL_OK : SL_ERR_MEMORY;
}

int sl_input_read(const sl_provider_t *provider, const char *path, size_t limit,
                  const char *limit_name, char **bytes, size_t *n, sl_faults_t *faults)
{
  *bytes = NULL;
  *n = 0;
  const int code = provider != NULL
                       ? read_provided(provider, path, limit, limit_name, bytes, n, faults)
                       : read_disk(path, limit, limit_name, bytes, n, faults);
  if (code != SL_OK) {
    free(*bytes);
    *bytes = NULL;
    *n = 0;
  }
  return code;
}
