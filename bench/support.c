#define _GNU_SOURCE
#include "bench/support.h"

#include "models/statistics.h"

#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(struct timeval t) { return (double)t.tv_sec + 1e-6 * (double)t.tv_usec; }

sl_bench_times_t sl_bench_times(void)
{
  struct timespec t, own;
  struct rusage children;
  clock_gettime(CLOCK_MONOTONIC, &t);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own);
  getrusage(RUSAGE_CHILDREN, &children);
  return (sl_bench_times_t){.wall = (double)t.tv_sec + 1e-9 * (double)t.tv_nsec,
                            .cpu = (double)own.tv_sec + 1e-9 * (double)own.tv_nsec +
                                   seconds_of(children.ru_utime) + seconds_of(children.ru_stime)};
}

sl_bench_times_t sl_bench_since(sl_bench_times_t start, sl_bench_times_t end)
{
  return (sl_bench_times_t){.wall = end.wall - start.wall, .cpu = end.cpu - start.cpu};
}

int sl_bench_arguments(int argc, char **argv, size_t *trials, size_t *turns)
{
  *trials = 4096;
  *turns = 3;
  for (int a = 1; a + 1 < argc; a += 2) {
    const unsigned long value = strtoul(argv[a + 1], NULL, 10);
    if (strcmp(argv[a], "--trials") == 0 && value > 1) {
      *trials = value;
    } else if (strcmp(argv[a], "--turns") == 0 && value > 0 && value <= SL_BENCH_TURNS_MAX) {
      *turns = value;
    } else {
      return -1;
    }
  }
  return argc % 2 == 1 ? 0 : -1;
}

int sl_bench_pin(void)
{
  cpu_set_t allowed, one;
  CPU_ZERO(&one);
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) {
    return -1;
  }
  for (size_t cpu = 0; cpu < CPU_SETSIZE; cpu++) {
    if (CPU_ISSET(cpu, &allowed)) {
      CPU_SET(cpu, &one);
      return sched_setaffinity(0, sizeof one, &one);
    }
  }
  return -1;
}

int sl_bench_stoploss(const char *program, const char *scenario, const char *result, size_t trials)
{
  char number[32];
  pid_t child;
  int status;
  snprintf(number, sizeof number, "%zu", trials);
  const char *const arguments[] = {program, "run",       scenario, "-o",      result, "--trials",
                                   number,  "--threads", "1",      "--quiet", NULL};
  /* posix_spawn takes pointers to characters that it does not change. */
  const union {
    const char *const *ours;
    char *const *theirs;
  } vector = {.ours = arguments};
  if (posix_spawn(&child, program, NULL, NULL, vector.theirs, environ) != 0 ||
      waitpid(child, &status, 0) != child) {
    return -1;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

double sl_bench_median(double *x, size_t n)
{
  sl_sort(x, n);
  return sl_quantile(x, n, 0.5).value;
}

static void read_cpu_name(char *name, size_t size)
{
  char line[256];
  FILE *file = fopen("/proc/cpuinfo", "r");
  snprintf(name, size, "unknown");
  while (file != NULL && fgets(line, sizeof line, file) != NULL) {
    const char *value = strstr(line, ": ");
    if (strncmp(line, "model name", 10) == 0 && value != NULL) {
      snprintf(name, size, "%.*s", (int)strcspn(value + 2, "\n"), value + 2);
      break;
    }
  }
  if (file != NULL) {
    fclose(file);
  }
}

json_t *sl_bench_record(const char *name)
{
  char cpu[256];
  read_cpu_name(cpu, sizeof cpu);
#if defined(__clang__)
  const char *compiler = "clang " __clang_version__;
#else
  const char *compiler = "gcc " __VERSION__;
#endif
  return json_pack("{s:s, s:s, s:i, s:s}", "benchmark", name, "cpu", cpu, "processors",
                   (int)sysconf(_SC_NPROCESSORS_ONLN), "compiler", compiler);
}

int sl_bench_print(json_t *record)
{
  const int code = json_dumpf(record, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(9));
  json_decref(record);
  return code == 0 && putchar('\n') != EOF ? 0 : -1;
}
