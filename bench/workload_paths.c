/* The annual and the claim-by-claim path on workload W with one copay added, in turns on one
 * processor: w-copay.yaml beside w-copay-12-15.yaml.
 *
 * usage: workload_paths [--trials N] [--turns K]
 * Prints one JSON object. Exit 1 where the two runs do not draw the same claims. */
#define _POSIX_C_SOURCE 200809L
#include "bench/support.h"
#include "sim/output/result_file.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMBERS 1000
#define BOUND 3.0 /* what the claim-by-claim path may cost, in times the annual one */

enum { ANNUAL, DATED, PATHS };

typedef struct bench {
  size_t trials, turns;
  double seconds[PATHS][SL_BENCH_TURNS_MAX]; /* of a processor */
  char folder[64], result[PATHS][96];
} bench_t;

static const char *const scenarios[PATHS] = {SL_SOURCE_DIR "/bench/w-copay.yaml",
                                             SL_SOURCE_DIR "/bench/w-copay-12-15.yaml"};

static int take_turns(bench_t *bench)
{
  for (size_t k = 0; k < bench->turns; k++) {
    for (int p = 0; p < PATHS; p++) {
      const sl_bench_times_t start = sl_bench_times();
      if (sl_bench_stoploss(SL_PROGRAM, scenarios[p], bench->result[p], bench->trials) != 0) {
        fprintf(stderr, "workload_paths: %s failed\n", scenarios[p]);
        return -1;
      }
      bench->seconds[p][k] = sl_bench_since(start, sl_bench_times()).cpu;
    }
  }
  return 0;
}

/* What is allowed has the same bits on both paths. */
static bool same_claims(const bench_t *bench)
{
  sl_results_t *results[PATHS] = {NULL};
  bool same = true;
  for (int p = 0; same && p < PATHS; p++) {
    same = sl_result_file_load(bench->result[p], &results[p], NULL) == SL_OK;
  }
  same =
      same && memcmp(results[ANNUAL]->trial[SL_TRIAL_ALLOWED],
                     results[DATED]->trial[SL_TRIAL_ALLOWED], bench->trials * sizeof(double)) == 0;
  for (int p = 0; p < PATHS; p++) {
    sl_results_free(results[p]);
  }
  return same;
}

/* Other programs only ever add time: the least of the turns disturbs the ratio least. */
static double least(const double *x, size_t n)
{
  double smallest = x[0];
  for (size_t k = 1; k < n; k++) {
    smallest = x[k] < smallest ? x[k] : smallest;
  }
  return smallest;
}

static json_t *side(const bench_t *bench, int path)
{
  const double seconds = least(bench->seconds[path], bench->turns);
  return json_pack("{s:f, s:f}", "processor_seconds", seconds, "member_years_per_second",
                   MEMBERS * (double)bench->trials / seconds);
}

static int report(const bench_t *bench)
{
  const double ratio =
      least(bench->seconds[DATED], bench->turns) / least(bench->seconds[ANNUAL], bench->turns);
  const bool same = same_claims(bench);
  json_t *record = sl_bench_record("workload_paths");
  if (record == NULL ||
      json_object_update_new(
          record,
          json_pack("{s:i, s:i, s:i, s:i, s:o, s:o, s:f, s:f, s:b, s:b}", "members", MEMBERS,
                    "trials", (int)bench->trials, "turns", (int)bench->turns, "threads", 1,
                    "annual", side(bench, ANNUAL), "claim_by_claim", side(bench, DATED), "ratio",
                    ratio, "bound", BOUND, "within_bound", ratio <= BOUND, "agree", same)) != 0) {
    json_decref(record);
    return -1;
  }
  return sl_bench_print(record) == 0 && same ? 0 : -1;
}

int main(int argc, char **argv)
{
  static bench_t bench = {.folder = "/tmp/stoploss-bench-XXXXXX"};
  if (sl_bench_arguments(argc, argv, &bench.trials, &bench.turns) != 0) {
    fprintf(stderr, "usage: workload_paths [--trials N] [--turns K]\n");
    return 64;
  }
  if (mkdtemp(bench.folder) == NULL) {
    return EXIT_FAILURE;
  }
  snprintf(bench.result[ANNUAL], sizeof bench.result[ANNUAL], "%s/annual.h5", bench.folder);
  snprintf(bench.result[DATED], sizeof bench.result[DATED], "%s/dated.h5", bench.folder);
  const int code = sl_bench_pin() == 0 && take_turns(&bench) == 0 ? report(&bench) : -1;
  unlink(bench.result[ANNUAL]);
  unlink(bench.result[DATED]);
  rmdir(bench.folder);
  return code == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
