/* Workload W: `stoploss run` beside a plain C loop on GSL, in turns on one processor.
 *
 * usage: workload_w [--trials N] [--turns K]
 * Prints one JSON object. Exit 1 where either side misses the exact answer by 5 standard errors. */
#define _POSIX_C_SOURCE 200809L
#include "bench/gsl_loop.h"
#include "bench/support.h"
#include "models/statistics.h"
#include "sim/output/result_file.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMBERS 1000
#define EXACT_RETAINED 5244170.3 /* FFT of the members' annual totals */
#define Z_BOUND 5.0

typedef struct bench {
  size_t trials, turns;
  double expected[MEMBERS];
  double *retained; /* [trials] */
  sl_bench_times_t ours[SL_BENCH_TURNS_MAX], peers[SL_BENCH_TURNS_MAX];
  sl_estimate_t our_mean, peer_mean;
  double our_claims, peer_claims; /* per member-year */
  char folder[64], result[96];
} bench_t;

static int run_program(const bench_t *bench)
{
  return sl_bench_stoploss(SL_PROGRAM, SL_SOURCE_DIR "/tests/verify/cases/w.yaml", bench->result,
                           bench->trials);
}

/* Retained before the aggregate: what the employer keeps and what the aggregate reimburses. */
static int read_result(bench_t *bench)
{
  sl_results_t *results = NULL;
  if (sl_result_file_load(bench->result, &results, NULL) != SL_OK) {
    return -1;
  }
  const double *kept = sl_results_cost_column(results, SL_COST_RETAINED_CLAIMS, 0);
  const double *aggregate = sl_results_cost_column(results, SL_COST_AGGREGATE_REIMBURSEMENT, 0);
  for (size_t t = 0; t < bench->trials; t++) {
    bench->retained[t] = kept[t] + aggregate[t];
  }
  bench->our_mean = sl_mean(bench->retained, bench->trials);
  bench->our_claims = sl_mean(results->trial[SL_TRIAL_CLAIMS], bench->trials).value / MEMBERS;
  sl_results_free(results);
  return 0;
}

static int run_peer(bench_t *bench, unsigned long seed)
{
  double claims, aggregate;
  const int code = sl_bench_gsl_loop(bench->expected, MEMBERS, bench->trials, seed, bench->retained,
                                     &claims, &aggregate);
  bench->peer_claims = claims / (double)bench->trials / MEMBERS;
  return code;
}

static int take_turns(bench_t *bench)
{
  for (size_t k = 0; k < bench->turns; k++) {
    const sl_bench_times_t start = sl_bench_times();
    if (run_program(bench) != 0) {
      fprintf(stderr, "workload_w: %s failed\n", SL_PROGRAM);
      return -1;
    }
    const sl_bench_times_t middle = sl_bench_times();
    if (run_peer(bench, 1 + k) != 0) {
      return -1;
    }
    bench->ours[k] = sl_bench_since(start, middle);
    bench->peers[k] = sl_bench_since(middle, sl_bench_times());
  }
  bench->peer_mean = sl_mean(bench->retained, bench->trials);
  return read_result(bench);
}

static double z_of(sl_estimate_t mean)
{
  return (mean.value - EXACT_RETAINED) / mean.standard_error;
}

static double median_of(const sl_bench_times_t *times, size_t n, bool cpu)
{
  double x[SL_BENCH_TURNS_MAX];
  for (size_t k = 0; k < n; k++) {
    x[k] = cpu ? times[k].cpu : times[k].wall;
  }
  return sl_bench_median(x, n);
}

static json_t *side(const bench_t *bench, const sl_bench_times_t *times, sl_estimate_t mean,
                    double claims)
{
  const double cpu = median_of(times, bench->turns, true);
  return json_pack("{s:f, s:f, s:f, s:f, s:f, s:f, s:f}", "seconds",
                   median_of(times, bench->turns, false), "processor_seconds", cpu,
                   "member_years_per_second", MEMBERS * (double)bench->trials / cpu,
                   "claims_per_member_year", claims, "retained_mean", mean.value,
                   "retained_standard_error", mean.standard_error, "retained_z", z_of(mean));
}

static double ratio(const bench_t *bench, bool cpu)
{
  return median_of(bench->peers, bench->turns, cpu) / median_of(bench->ours, bench->turns, cpu);
}

static int report(bench_t *bench)
{
  const bool agree =
      fabs(z_of(bench->our_mean)) < Z_BOUND && fabs(z_of(bench->peer_mean)) < Z_BOUND;
  json_t *record = sl_bench_record("workload_w");
  if (record == NULL ||
      json_object_update_new(
          record,
          json_pack("{s:i, s:i, s:i, s:i, s:f, s:o, s:o, s:f, s:f, s:b}", "members", MEMBERS,
                    "trials", (int)bench->trials, "turns", (int)bench->turns, "threads", 1,
                    "retained_exact", EXACT_RETAINED, "stoploss",
                    side(bench, bench->ours, bench->our_mean, bench->our_claims), "gsl_loop",
                    side(bench, bench->peers, bench->peer_mean, bench->peer_claims), "ratio",
                    ratio(bench, true), "ratio_by_elapsed_time", ratio(bench, false), "agree",
                    agree)) != 0) {
    json_decref(record);
    return -1;
  }
  return sl_bench_print(record) == 0 && agree ? 0 : -1;
}

int main(int argc, char **argv)
{
  static bench_t bench = {.folder = "/tmp/stoploss-bench-XXXXXX"};
  if (sl_bench_arguments(argc, argv, &bench.trials, &bench.turns) != 0) {
    fprintf(stderr, "usage: workload_w [--trials N] [--turns K]\n");
    return 64;
  }
  for (size_t i = 0; i < MEMBERS; i++) {
    bench.expected[i] = 4.0 + 16.0 * ((double)i + 0.5) / MEMBERS;
  }
  bench.retained = malloc(bench.trials * sizeof *bench.retained);
  if (bench.retained == NULL || mkdtemp(bench.folder) == NULL) {
    free(bench.retained);
    return EXIT_FAILURE;
  }
  snprintf(bench.result, sizeof bench.result, "%s/w.h5", bench.folder);
  const int code = sl_bench_pin() == 0 && take_turns(&bench) == 0 ? report(&bench) : -1;
  unlink(bench.result);
  rmdir(bench.folder);
  free(bench.retained);
  return code == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
