/* LD_PRELOAD: a call of the C library fails where we choose. Environment:
 *
 *   FAULT_GROUP=malloc|read|write|fsync|rename|close|open|fcntl|thread|files  which calls; files:
 * all but malloc FAULT_NTH=n         the n-th of them fails, or FAULT_STRIDE=k      walk: every
 * k-th fails, from FAULT_FIRST (1) on, each in a child of its own FAULT_SIGNAL=s      this signal
 * comes at the call instead FAULT_BEFORE=dir, FAULT_AFTER=dir  what the working folder holds where
 * the program failed or succeeded; the walk compares each child's folder with them
 *   FAULT_REPORT=file   receives the number of calls, and the walk's verdicts; without a group the
 * numbers of calls of all groups, in the order of shim.h
 *   FAULT_CLOCK=k       time runs 61 seconds ahead at every k-th look at the clock
 */
#define _GNU_SOURCE
#include "shim.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const struct {
  const char *name;
  int number; /* errno */
} groups[SHIM_N_GROUPS] = {[SHIM_MALLOC] = {"malloc", ENOMEM}, [SHIM_READ] = {"read", EIO},
                           [SHIM_WRITE] = {"write", ENOSPC},   [SHIM_FSYNC] = {"fsync", EIO},
                           [SHIM_RENAME] = {"rename", EIO},    [SHIM_CLOSE] = {"close", EIO},
                           [SHIM_OPEN] = {"open", EMFILE},     [SHIM_FCNTL] = {"fcntl", EIO},
                           [SHIM_THREAD] = {"thread", EAGAIN}};

static int chosen = -1; /* the group; -1: before the start, and where there is none */
static long nth, stride, first = 1, calls, sent;
static bool counting; /* no group is chosen: */
static long counts[SHIM_N_GROUPS];
static long clock_step, clock_looks;
static const char *report;
static int inside;   /* the shim's own calls */
static pid_t walker; /* of which this is a child; 0: of none */

static long number_of(const char *name, long otherwise)
{
  const char *text = getenv(name);
  return text != NULL ? atol(text) : otherwise;
}

__attribute__((constructor)) static void start(void)
{
  const char *group = getenv("FAULT_GROUP");
  clock_step = number_of("FAULT_CLOCK", 0);
  nth = number_of("FAULT_NTH", 0);
  stride = number_of("FAULT_STRIDE", 0);
  first = number_of("FAULT_FIRST", 1);
  sent = number_of("FAULT_SIGNAL", 0);
  report = getenv("FAULT_REPORT");
  counting = group == NULL && report != NULL;
  unsetenv("LD_PRELOAD"); /* gnuplot is none of ours */
  for (int g = 0; group != NULL && g < SHIM_N_GROUPS; g++) {
    if (strcmp(groups[g].name, group) == 0) {
      chosen = g;
    }
  }
  if (group != NULL && strcmp(group, "files") == 0) {
    chosen = SHIM_N_GROUPS;
  }
}

static bool is_chosen(shim_group_t group)
{
  return chosen == (int)group || (chosen == SHIM_N_GROUPS && group != SHIM_MALLOC);
}

__attribute__((destructor)) static void stop(void)
{
  if (chosen >= 0 && report != NULL) {
    chosen = -1;
    shim_report(report, calls);
  }
  if (counting) {
    counting = false;
    shim_report_counts(report, counts);
  }
}

void shim_enter(void) { inside++; }
void shim_leave(void) { inside--; }

bool shim_fails(shim_group_t group)
{
  if (counting && inside == 0) {
    __atomic_add_fetch(&counts[group], 1, __ATOMIC_RELAXED);
  }
  if (!is_chosen(group) || inside > 0) {
    return false;
  }
  const long call = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED);
  bool fails = call == nth;
  if (stride > 0 && call >= first && (call - first) % stride == 0) {
    shim_enter();
    fails = shim_walk(call);
    shim_leave();
    if (fails) {
      stride = 0;
      report = NULL;
      walker = getppid();
    }
  }
  if (fails && sent > 0) {
    raise((int)sent);
    return false;
  }
  if (fails) {
    errno = groups[group].number;
  }
  return fails;
}

/* A child of the program's own is watched no further when walking: it shares memory with the
 * walker, where a second life of it would leave its marks. */
pid_t fork(void)
{
  static pid_t (*real)(void);
  real = real != NULL ? real : (pid_t(*)(void))dlsym(RTLD_NEXT, "fork");
  if (shim_fails(SHIM_THREAD)) {
    return -1;
  }
  const pid_t child = real();
  if (child == 0) {
    walker = 0;
    chosen = stride > 0 ? -1 : chosen;
  }
  return child;
}

/* A child of the walk is the walker to the program, which knows its temporary files by that. */
pid_t getpid(void) { return walker > 0 ? walker : (pid_t)syscall(SYS_getpid); }

/* ---- the calls ---- */

#define REAL(name)                                                                                 \
  static __typeof__(name) *real;                                                                   \
  real = real != NULL ? real : (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* A stream whose error is seen by ferror: glibc's _IO_ERR_SEEN. */
static void mark_error(FILE *stream) { stream->_flags |= 0x20; }

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t n) { return shim_fails(SHIM_MALLOC) ? NULL : __libc_malloc(n); }

void *calloc(size_t n, size_t size)
{
  return shim_fails(SHIM_MALLOC) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *block, size_t n)
{
  return shim_fails(SHIM_MALLOC) ? NULL : __libc_realloc(block, n);
}

void *aligned_alloc(size_t alignment, size_t n)
{
  return shim_fails(SHIM_MALLOC) ? NULL : __libc_memalign(alignment, n);
}

int posix_memalign(void **block, size_t alignment, size_t n)
{
  if (shim_fails(SHIM_MALLOC)) {
    return ENOMEM;
  }
  *block = __libc_memalign(alignment, n);
  return *block != NULL ? 0 : ENOMEM;
}

ssize_t read(int fd, void *bytes, size_t n)
{
  REAL(read);
  return shim_fails(SHIM_READ) ? -1 : real(fd, bytes, n);
}

ssize_t pread(int fd, void *bytes, size_t n, off_t at)
{
  REAL(pread);
  return shim_fails(SHIM_READ) ? -1 : real(fd, bytes, n, at);
}

ssize_t pread64(int fd, void *bytes, size_t n, off64_t at)
{
  REAL(pread64);
  return shim_fails(SHIM_READ) ? -1 : real(fd, bytes, n, at);
}

size_t fread(void *bytes, size_t size, size_t n, FILE *stream)
{
  REAL(fread);
  if (shim_fails(SHIM_READ)) {
    mark_error(stream);
    return 0;
  }
  return real(bytes, size, n, stream);
}

ssize_t getrandom(void *bytes, size_t n, unsigned flags)
{
  REAL(getrandom);
  return shim_fails(SHIM_READ) ? -1 : real(bytes, n, flags);
}

int getentropy(void *bytes, size_t n)
{
  REAL(getentropy);
  return shim_fails(SHIM_READ) ? -1 : real(bytes, n);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
  REAL(write);
  return shim_fails(SHIM_WRITE) ? -1 : real(fd, bytes, n);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
  REAL(pwrite);
  return shim_fails(SHIM_WRITE) ? -1 : real(fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
  REAL(pwrite64);
  return shim_fails(SHIM_WRITE) ? -1 : real(fd, bytes, n, at);
}

ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
  REAL(send);
  return shim_fails(SHIM_WRITE) ? -1 : real(fd, bytes, n, flags);
}

int ftruncate(int fd, off_t n)
{
  REAL(ftruncate);
  return shim_fails(SHIM_WRITE) ? -1 : real(fd, n);
}

int fflush(FILE *stream)
{
  REAL(fflush);
  if (shim_fails(SHIM_WRITE)) {
    mark_error(stream);
    return EOF;
  }
  return real(stream);
}

int fsync(int fd)
{
  REAL(fsync);
  return shim_fails(SHIM_FSYNC) ? -1 : real(fd);
}

int fdatasync(int fd)
{
  REAL(fdatasync);
  return shim_fails(SHIM_FSYNC) ? -1 : real(fd);
}

int rename(const char *from, const char *to)
{
  REAL(rename);
  return shim_fails(SHIM_RENAME) ? -1 : real(from, to);
}

int link(const char *from, const char *to)
{
  REAL(link);
  return shim_fails(SHIM_RENAME) ? -1 : real(from, to);
}

int mkdir(const char *path, mode_t mode)
{
  REAL(mkdir);
  return shim_fails(SHIM_RENAME) ? -1 : real(path, mode);
}

int close(int fd)
{
  REAL(close);
  if (shim_fails(SHIM_CLOSE)) {
    real(fd);
    errno = EIO;
    return -1;
  }
  return real(fd);
}

int fclose(FILE *stream)
{
  REAL(fclose);
  if (shim_fails(SHIM_CLOSE)) {
    real(stream);
    errno = EIO;
    return EOF;
  }
  return real(stream);
}

#define OPEN(name)                                                                                 \
  int name(const char *path, int flags, ...)                                                       \
  {                                                                                                \
    REAL(name);                                                                                    \
    va_list rest;                                                                                  \
    va_start(rest, flags);                                                                         \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;         \
    va_end(rest);                                                                                  \
    return shim_fails(SHIM_OPEN) ? -1 : real(path, flags, mode);                                   \
  }
OPEN(open)
OPEN(open64)

#define OPEN_AT(name)                                                                              \
  int name(int folder, const char *path, int flags, ...)                                           \
  {                                                                                                \
    REAL(name);                                                                                    \
    va_list rest;                                                                                  \
    va_start(rest, flags);                                                                         \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;         \
    va_end(rest);                                                                                  \
    return shim_fails(SHIM_OPEN) ? -1 : real(folder, path, flags, mode);                           \
  }
OPEN_AT(openat)
OPEN_AT(openat64)

int scandir(const char *path, struct dirent ***list, int (*wanted)(const struct dirent *),
            int (*order)(const struct dirent **, const struct dirent **))
{
  REAL(scandir);
  return shim_fails(SHIM_OPEN) ? -1 : real(path, list, wanted, order);
}

DIR *fdopendir(int fd)
{
  REAL(fdopendir);
  return shim_fails(SHIM_OPEN) ? NULL : real(fd);
}

FILE *fopen(const char *path, const char *mode)
{
  REAL(fopen);
  return shim_fails(SHIM_OPEN) ? NULL : real(path, mode);
}

FILE *tmpfile(void)
{
  REAL(tmpfile);
  return shim_fails(SHIM_OPEN) ? NULL : real();
}

FILE *fdopen(int fd, const char *mode)
{
  REAL(fdopen);
  return shim_fails(SHIM_OPEN) ? NULL : real(fd, mode);
}

#define FCNTL(name)                                                                                \
  int name(int fd, int command, ...)                                                               \
  {                                                                                                \
    REAL(name);                                                                                    \
    va_list rest;                                                                                  \
    va_start(rest, command);                                                                       \
    void *argument = va_arg(rest, void *);                                                         \
    va_end(rest);                                                                                  \
    return shim_fails(SHIM_FCNTL) ? -1 : real(fd, command, argument);                              \
  }
FCNTL(fcntl)
FCNTL(fcntl64)

int flock(int fd, int operation)
{
  REAL(flock);
  return shim_fails(SHIM_FCNTL) ? -1 : real(fd, operation);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                   void *argument)
{
  REAL(pthread_create);
  return shim_fails(SHIM_THREAD) ? EAGAIN : real(thread, attributes, run, argument);
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
  const int result = (int)syscall(SYS_clock_gettime, clock, time);
  if (clock_step > 0) {
    time->tv_sec += 61 * (++clock_looks / clock_step);
  }
  return result;
}
