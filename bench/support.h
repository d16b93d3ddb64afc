/* What the C programs of this folder share: a clock, and a JSON object as their answer. */
#ifndef SL_BENCH_SUPPORT_H
#define SL_BENCH_SUPPORT_H

#include <jansson.h>
#include <stddef.h>

/* Seconds gone by, and seconds a processor worked for this process: the second does not count what
 * other programs do on the same machine. */
typedef struct sl_bench_times {
  double wall, cpu;
} sl_bench_times_t;

sl_bench_times_t sl_bench_times(void);
sl_bench_times_t sl_bench_since(sl_bench_times_t start, sl_bench_times_t end);

/* The median; sorts x. */
double sl_bench_median(double *x, size_t n);

/* Print and release the record, one JSON object: 0, or -1; -1 too where it is NULL. */
int sl_bench_print(json_t *record);

#endif
