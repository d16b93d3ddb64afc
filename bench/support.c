#include "bench/support.h"

#include "models/statistics/statistics.h"

#include <stdio.h>
#include <time.h>

sl_bench_times_t sl_bench_times(void)
{
  struct timespec t, own;
  clock_gettime(CLOCK_MONOTONIC, &t);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own);
  return (sl_bench_times_t){.wall = (double)t.tv_sec + 1e-9 * (double)t.tv_nsec,
                            .cpu = (double)own.tv_sec + 1e-9 * (double)own.tv_nsec};
}

sl_bench_times_t sl_bench_since(sl_bench_times_t start, sl_bench_times_t end)
{
  return (sl_bench_times_t){.wall = end.wall - start.wall, .cpu = end.cpu - start.cpu};
}

double sl_bench_median(double *x, size_t n)
{
  sl_sort(x, n);
  return sl_quantile(x, n, 0.5).value;
}

int sl_bench_print(json_t *record)
{
  const int code = json_dumpf(record, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(9));
  json_decref(record);
  return code == 0 && putchar('\n') != EOF ? 0 : -1;
}
