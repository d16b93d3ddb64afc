/* What every benchmark needs: a clock, a processor of its own, and the machine's name. */
#ifndef SL_BENCH_SUPPORT_H
#define SL_BENCH_SUPPORT_H

#include <jansson.h>
#include <stddef.h>

/* Seconds gone by, and seconds a processor worked for this process and those it has waited for:
 * the second does not count what other programs do on the same machine. */
typedef struct sl_bench_times {
  double wall, cpu;
} sl_bench_times_t;

sl_bench_times_t sl_bench_times(void);
sl_bench_times_t sl_bench_since(sl_bench_times_t start, sl_bench_times_t end);

/* Bind this process, and those it starts, to the first processor it may use: 0, or -1. */
int sl_bench_pin(void);

/* Run the program as a user starts it, quietly, on this process's processor: 0, or -1. */
int sl_bench_stoploss(const char *program, const char *scenario, const char *result, size_t trials);

/* --trials N and --turns K, by default 4,096 and 3: 0, or -1 for anything else. */
#define SL_BENCH_TURNS_MAX 99
int sl_bench_arguments(int argc, char **argv, size_t *trials, size_t *turns);

/* The median; sorts x. */
double sl_bench_median(double *x, size_t n);

/* {"benchmark": name, "cpu": ..., "processors": ..., "compiler": ...}; NULL without memory. */
json_t *sl_bench_record(const char *name);

/* Print and release the record, one JSON object: 0, or -1. */
int sl_bench_print(json_t *record);

#endif
