/* Loaded into the program with LD_PRELOAD: how long it spends inside HDF5 and waiting for the disk,
 * and how much memory it had at most, without a change to the program.
 *
 * Stands before the HDF5 functions that touch a file, and fsync; counts the time of the outermost
 * call. As the program ends, "hdf5_seconds ... peak_kib ..." goes to the file that the environment
 * variable SL_BENCH_WITNESS names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <hdf5.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static _Thread_local int depth;
static _Atomic long long nanoseconds;

static long long now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1000000000LL * t.tv_sec + t.tv_nsec;
}

static long long enter(void) { return depth++ == 0 ? now() : 0; }

static void leave(long long start)
{
  if (--depth == 0) {
    atomic_fetch_add(&nanoseconds, now() - start);
  }
}

static void *next(const char *name)
{
  void *const function = dlsym(RTLD_NEXT, name);
  if (function == NULL) {
    abort();
  }
  return function;
}

/* POSIX has dlsym's answer copied, as ISO C converts no pointer to an object into a function. */
#define STAND_BEFORE(result_t, name, parameters, arguments)                                        \
  result_t name parameters                                                                         \
  {                                                                                                \
    static result_t(*theirs) parameters;                                                           \
    if (theirs == NULL) {                                                                          \
      void *const found = next(#name);                                                             \
      memcpy(&theirs, &found, sizeof theirs);                                                      \
    }                                                                                              \
    const long long start = enter();                                                               \
    const result_t result = theirs arguments;                                                      \
    leave(start);                                                                                  \
    return result;                                                                                 \
  }

STAND_BEFORE(hid_t, H5Fcreate, (const char *name, unsigned flags, hid_t create, hid_t access),
             (name, flags, create, access))
STAND_BEFORE(hid_t, H5Fopen, (const char *name, unsigned flags, hid_t access),
             (name, flags, access))
STAND_BEFORE(herr_t, H5Fflush, (hid_t file, H5F_scope_t scope), (file, scope))
STAND_BEFORE(herr_t, H5Fclose, (hid_t file), (file))
STAND_BEFORE(hid_t, H5Gcreate2,
             (hid_t place, const char *name, hid_t link, hid_t create, hid_t access),
             (place, name, link, create, access))
STAND_BEFORE(hid_t, H5Acreate2,
             (hid_t place, const char *name, hid_t type, hid_t space, hid_t create, hid_t access),
             (place, name, type, space, create, access))
STAND_BEFORE(herr_t, H5Awrite, (hid_t attribute, hid_t type, const void *data),
             (attribute, type, data))
STAND_BEFORE(herr_t, H5Aread, (hid_t attribute, hid_t type, void *data), (attribute, type, data))
STAND_BEFORE(hid_t, H5Dcreate2,
             (hid_t place, const char *name, hid_t type, hid_t space, hid_t link, hid_t create,
              hid_t access),
             (place, name, type, space, link, create, access))
STAND_BEFORE(hid_t, H5Dopen2, (hid_t place, const char *name, hid_t access), (place, name, access))
STAND_BEFORE(herr_t, H5Dwrite,
             (hid_t set, hid_t type, hid_t memory, hid_t file, hid_t transfer, const void *data),
             (set, type, memory, file, transfer, data))
STAND_BEFORE(herr_t, H5Dread,
             (hid_t set, hid_t type, hid_t memory, hid_t file, hid_t transfer, void *data),
             (set, type, memory, file, transfer, data))
STAND_BEFORE(herr_t, H5Dset_extent, (hid_t set, const hsize_t *size), (set, size))
STAND_BEFORE(herr_t, H5Dclose, (hid_t set), (set))
STAND_BEFORE(int, fsync, (int file), (file))

static long peak_kib(void)
{
  char line[256];
  long peak = 0;
  FILE *file = fopen("/proc/self/status", "r");
  while (file != NULL && fgets(line, sizeof line, file) != NULL) {
    if (sscanf(line, "VmHWM: %ld", &peak) == 1) {
      break;
    }
  }
  if (file != NULL) {
    fclose(file);
  }
  return peak;
}

__attribute__((destructor)) static void report(void)
{
  const char *const path = getenv("SL_BENCH_WITNESS");
  FILE *file = path != NULL ? fopen(path, "w") : NULL;
  if (file != NULL) {
    fprintf(file, "hdf5_seconds %.6f peak_kib %ld\n", 1e-9 * (double)atomic_load(&nanoseconds),
            peak_kib());
    fclose(file);
  }
}
