/* The inner loops one by one, on the processor it is bound to: random words, claim counts,
 * severities.
 *
 * Prints one JSON object with nanoseconds per word, count and amount (median of several turns). */
#include "bench/support.h"
#include "models/counts/counts.h"
#include "models/random/streams.h"
#include "models/sampling/sampler.h"
#include "models/severity/severity.h"
#include "models/simd/kernels.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define TRIALS 512
#define MAX_WORDS 65536
#define TURNS 9
#define REPEATS 400

typedef struct buffers {
  uint64_t words[MAX_WORDS];
  uint32_t counts[TRIALS];
  double multiplier[TRIALS], amounts[MAX_WORDS];
} buffers_t;

/* One repetition; returns how many things it made. */
typedef uint64_t (*work_t)(const void *subject, uint32_t row, buffers_t *buffers);

static double nanoseconds_each(work_t work, const void *subject, buffers_t *buffers)
{
  double turns[TURNS];
  for (size_t k = 0; k < TURNS; k++) {
    uint64_t made = 0;
    const sl_bench_times_t start = sl_bench_times();
    for (uint32_t r = 0; r < REPEATS; r++) {
      made += work(subject, r, buffers);
    }
    turns[k] = 1e9 * sl_bench_since(start, sl_bench_times()).cpu / (double)made;
  }
  return sl_bench_median(turns, TURNS);
}

static const sl_stream_t count_stream = {.seed = 1, .purpose = SL_DRAW_COUNT << 24};
static const sl_stream_t amount_stream = {.seed = 1, .purpose = SL_DRAW_AMOUNT << 24};

static uint64_t words_by_trial(const void *subject, uint32_t row, buffers_t *b)
{
  sl_kernels_best()->words_by_trial(subject, 0, TRIALS, row, 0, b->words);
  return TRIALS;
}

static uint64_t words_by_claim(const void *subject, uint32_t row, buffers_t *b)
{
  uint64_t sum = 0;
  for (size_t i = 0; i < TRIALS; i++) {
    b->counts[i] = (uint32_t)(i % 25); /* 12 on average */
    sum += b->counts[i];
  }
  sl_kernels_best()->words_by_claim(subject, 0, TRIALS, row, b->counts, b->words);
  return sum;
}

static uint64_t counts_fixed(const void *subject, uint32_t row, buffers_t *b)
{
  sl_count_law_batch(subject, sl_kernels_best(), &count_stream, 0, TRIALS, row, NULL, b->counts);
  return TRIALS;
}

static uint64_t counts_random(const void *subject, uint32_t row, buffers_t *b)
{
  for (size_t i = 0; i < TRIALS; i++) {
    b->multiplier[i] = (double)(1 + (i * 37) % TRIALS) / (TRIALS / 2); /* 1 on average */
  }
  sl_count_law_batch(subject, sl_kernels_best(), &count_stream, 0, TRIALS, row, b->multiplier,
                     b->counts);
  return TRIALS;
}

static uint64_t amounts(const void *subject, uint32_t row, buffers_t *b)
{
  (void)row; /* the words of words_by_claim, which no longer change */
  sl_kernels_best()->draw_amounts(subject, b->words, MAX_WORDS / 16, 1.0, (double)INFINITY,
                                  b->amounts);
  return MAX_WORDS / 16;
}

/* Poisson counts of mean 12. */
static int measure_counts(json_t *record, buffers_t *buffers)
{
  const struct {
    const char *name;
    work_t work;
    bool random;
  } laws[] = {{"count_fixed_exposure_ns", counts_fixed, false},
              {"count_random_exposure_ns", counts_random, true}};
  for (size_t i = 0; i < 2; i++) {
    sl_frequency_t frequency;
    sl_count_law_t *law = NULL;
    sl_frequency_init(&frequency, sl_frequency_family("poisson"));
    frequency.parameter[0] = 12.0;
    if (sl_count_law_new(&frequency, 1.0, laws[i].random, &law, NULL) != SL_OK) {
      return -1;
    }
    json_object_set_new(record, laws[i].name,
                        json_real(nanoseconds_each(laws[i].work, law, buffers)));
    sl_count_law_free(law);
  }
  return 0;
}

/* The lognormal of workload W. */
static int measure_amounts(json_t *record, buffers_t *buffers)
{
  sl_severity_t severity;
  sl_sampler_t *sampler = NULL;
  sl_severity_init(&severity, sl_severity_family("lognormal"));
  severity.parameter[0] = 4.9;
  severity.parameter[1] = 1.6;
  const sl_bench_times_t start = sl_bench_times();
  if (sl_sampler_new(&severity, &sampler, NULL) != SL_OK) {
    return -1;
  }
  json_object_set_new(record, "sampler_compile_ms",
                      json_real(1e3 * sl_bench_since(start, sl_bench_times()).cpu));
  json_object_set_new(record, "amount_ns", json_real(nanoseconds_each(amounts, sampler, buffers)));
  json_object_set_new(record, "sampler_bytes", json_integer((json_int_t)sl_sampler_size(sampler)));
  sl_sampler_free(sampler);
  return 0;
}

int main(void)
{
  static buffers_t buffers;
  json_t *record = json_object();
  if (record == NULL) {
    return EXIT_FAILURE;
  }
  json_object_set_new(record, "word_by_trial_ns",
                      json_real(nanoseconds_each(words_by_trial, &count_stream, &buffers)));
  json_object_set_new(record, "word_by_claim_ns",
                      json_real(nanoseconds_each(words_by_claim, &amount_stream, &buffers)));
  const int code = measure_counts(record, &buffers) | measure_amounts(record, &buffers);
  return (sl_bench_print(record) | code) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
