/* The loops that a simulation spends its time in, compiled for several instruction sets.
 *
 * Every file *_kernel.c of this folder is compiled once for each set that the compiler's target
 * has: baseline (any processor: SSE2 on x86-64, else plain C), and on x86-64 avx2 and avx512. All
 * give the same bits: the arithmetic is that of + - * /, comparisons and whole numbers, element by
 * element, in the order that the plain forms in models/ have, never fused. A table of functions is
 * chosen once, at the start, and handed down: nothing here remembers a choice.
 *
 * Checked by tests/unit/test_kernels.c and its like: every set that this processor has against the
 * plain forms, bit for bit.
 */
#ifndef SL_MODELS_SIMD_KERNELS_H
#define SL_MODELS_SIMD_KERNELS_H

#include "models/claims/dates.h"
#include "models/claims/wait.h"
#include "models/exact/frailty.h"
#include "models/plan/claim_record.h"
#include "models/plan/design.h"
#include "models/random/streams.h"
#include "models/sampling/counts_alias.h"
#include "models/sampling/counts_grid.h"
#include "models/sampling/sampler.h"
#include "models/stoploss/contract.h"
#include "models/totals/totals.h"

#include <stddef.h>
#include <stdint.h>

/* Doubles that a kernel may read or write behind the end of an array, where it says so. */
#define SL_SLACK 16

/* What amounts are drawn by: min(scale x what the sampler gives, limit). */
typedef struct sl_amount_law {
  const sl_sampler_t *sampler;
  double scale, limit;
} sl_amount_law_t;

/* When the parts of a case are incurred: the onset plus a wait of at most days - 1, moved into
 * first .. last, all in days of the plan year. */
typedef struct sl_part_dating {
  const sl_wait_t *wait;
  double mass; /* of the days from the onset on */
  uint32_t days, onset, first, last;
} sl_part_dating_t;

/* What the parts of a spread are, one after the other. */
typedef struct sl_part_list {
  size_t n;                /* at most SL_CONDITION_EVENTS_MAX */
  const sl_steps_t **lags; /* [n]: of its service */
  const uint64_t *lowest;  /* cells of the first of these in memory */
  uint64_t *cells;        /* [n + SL_SLACK]: where those of the part begin, counted from `lowest` */
  double *share, *events; /* [n + SL_SLACK]: of the amount, by so many parts */
} sl_part_list_t;

typedef struct sl_kernels {
  const char *name; /* "baseline", "avx2" or "avx512" */

  /* words[i] = sl_stream_word of (first_trial + i, row, draw), i < n. */
  void (*words_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                         uint32_t draw, uint64_t *words);

  /* Both words of one Philox block per trial: even[i] and odd[i] = sl_stream_word of (first_trial +
   * i, row, 2 x block and 2 x block + 1), i < n. Costs what words_by_trial costs. */
  void (*word_pairs_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, uint32_t block, uint64_t *even, uint64_t *odd);

  /* Both words of the first block of each trial, side by side: words[2 i] and words[2 i + 1] of
   * draws 0 and 1 of (first_trial + i, row), i < n. Costs what words_by_trial costs. */
  void (*both_words_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, uint64_t *words);

  /* Flat words of the claims of one row over a block of trials: for each trial first_trial + i
   * (i < n) the words of draws 0 .. counts[i] - 1, one trial after the other. words must hold
   * sum(counts). Cost: sum of ceil(counts[i] / 2) Philox blocks. */
  void (*words_by_claim)(const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                         const uint32_t *counts, uint64_t *words);

  /* Words of one trial: words[i] = sl_stream_word of (trial, row, first + i), i < n. first: even.
   * Up to SL_SLACK are written behind the last. Cost: n / 2 Philox blocks. */
  void (*words_by_draw)(const sl_stream_t *stream, uint32_t trial, uint32_t row, uint32_t first,
                        size_t n, uint64_t *words);

  /* amounts[i] = min(scale x sl_sampler_draw(words[i]), limit), i < n. amounts and words may not
   * overlap. */
  void (*draw_amounts)(const sl_sampler_t *sampler, const uint64_t *words, size_t n, double scale,
                       double limit, double *amounts);

  /* The amounts of the claims of one row over a block of trials: what draw_amounts makes of
   * words_by_claim, one trial after the other; the words are used while they lie in the first-level
   * cache. Up to SL_SLACK doubles are written behind the last. */
  void (*claim_amounts)(const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                        const uint32_t *counts, const sl_amount_law_t *law, double *amounts);

  /* sums[i] = sl_claim_sum of the amounts that claim_amounts draws for trial first_trial + i, i <
   * n: where only the sum is asked for, without listing them. Cost: two thirds of claim_amounts and
   * sum_claims together. */
  void (*drawn_sums)(const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                     const uint32_t *counts, const sl_amount_law_t *law, double *sums);

  /* Keys of the claims of claim_amounts (models/plan/claim_record.h) but for person, service and
   * marks, of a stream of SL_DRAW_DAY: day and lag, what sl_claim_date makes of words_by_claim; the
   * draw; and the trial, counted from first_trial, where the service will stand. n is at most
   * SL_CLAIM_SERVICES, counts are at most SL_CLAIM_DRAWS, dating counts days from the plan year's
   * first. Up to SL_SLACK keys are written behind the last. */
  void (*claim_keys)(const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                     const uint32_t *counts, const sl_claim_dating_t *dating, uint64_t *keys);

  /* Both at once, which lays the claims out once. amount and day: the streams of each, of one seed.
   */
  void (*claim_draws)(const sl_stream_t *amount, const sl_stream_t *day, uint32_t first_trial,
                      size_t n, uint32_t row, const uint32_t *counts, const sl_amount_law_t *law,
                      const sl_claim_dating_t *dating, double *amounts, uint64_t *keys);

  /* Where claims are counted that are to be put in order: buckets[i] = 2^abreast x (the day of
   * keys[i] / 2^shift, rounded down) + its trial - before, i < n. Up to
   * SL_SLACK keys are read, and buckets written, behind the last. */
  void (*day_buckets)(const uint64_t *keys, size_t n, unsigned shift, unsigned abreast,
                      uint32_t before, uint32_t *buckets);

  /* Which of n trials, at most SL_COUNTS_CHUNK, may have something whose chance is at most bound x
   * factor[i] (NULL: 1 for all): the i of which the upper half of words[i], as a share of 1, is at
   * most that or a step of 2^-32 above it, ascending. Returns how many. few has room for n. */
  size_t (*few_by_chance)(const uint64_t *words, const double *factor, size_t n, double bound,
                          uint16_t *few);

  /* Keys and amounts of the parts of a case, whose draws count down from the first's: keys[i] = key
   * less i draws, with the day and lag of words[i], the wait by its upper half, the lag by the
   * lower; amounts[i] = amount x share / events. key: of the first, without a day. Up to SL_SLACK
   * words are read, and keys and amounts written, behind the last. */
  void (*case_parts)(const sl_part_dating_t *dating, const sl_part_list_t *parts,
                     const uint64_t *words, double amount, uint64_t key, uint64_t *keys,
                     double *amounts);

  /* sl_mix_frailty: exponent and mixed may not overlap. */
  sl_mix_frailty_t mix_frailty;

  /* amounts[i] = sl_totals_draw(totals, words[i]), i < n. */
  void (*draw_totals)(const sl_totals_t *totals, const uint64_t *words, size_t n, double *amounts);

  /* sums[i] = sl_claim_sum of min(amount, limit) over the counts[i] claims that begin at
   * amounts[start[i]], i < n. Up to SL_SLACK doubles are read behind them. limit >= 0. */
  void (*sum_claims)(const double *amounts, const uint32_t *start, const uint32_t *counts, size_t n,
                     double limit, double *sums);

  /* The sum of plan[i] over those of n claims, i < n, that are of a person and paid on a day of the
   * plan year or later: in eight lanes, as sl_claim_sum adds, claim i in lane i mod 8. */
  double (*paid_from)(const sl_claim_record_t *claims, const double *plan, size_t n,
                      uint32_t person, uint32_t day);

  /* Lists by trial from claims by service: for each trial i < n, one after the other, the next
   * counts[i] of amounts go, limited, to into[next[i]] onwards, and next[i] moves on. Up to
   * SL_SLACK / 2 doubles are read behind the last of amounts, and written behind each trial's. */
  void (*place_claims)(const double *amounts, const uint32_t *counts, size_t n, double limit,
                       uint32_t *next, double *into);

  /* sl_plan_member_cost of n trials, and what follows from it. benefit: the plan's own. */
  void (*plan_annual_batch)(const sl_benefit_t *benefit, size_t n, const sl_annual_year_t *year);

  /* sl_specific_accumulate_batch. */
  void (*specific_batch)(const sl_specific_t *specific, size_t n, const double *plan_paid,
                         double deductible, bool excluded, double *excess, double *eligible);

  /* half[i] and full[i] += 1 where plan_paid[i] is above half of the deductible and above all of
   * it, i < n. */
  void (*claimants_batch)(size_t n, const double *plan_paid, double deductible, double *half,
                          double *full);

  /* counts[i] = sl_alias_draw of words[i], i < n. */
  void (*counts_by_table)(const sl_alias_t *table, const uint64_t *words, size_t n,
                          uint32_t *counts);

  /* counts[i] = sl_grid_count at mean x multiplier[i] from the words of draws 0 and 1, i < n, but
   * for the numbers in left, whose counts are the caller's to draw. Returns how many: where no
   * table is listed, where more than half of the claims may be removed, where the count is at its
   * table's end. n is at most SL_COUNTS_CHUNK; left has room for n. */
  size_t (*counts_by_grid)(const sl_count_grid_t *grid, double mean, const double *multiplier,
                           const uint64_t *words, const uint64_t *seconds, size_t n,
                           uint32_t *counts, uint16_t *left);
} sl_kernels_t;

#define SL_COUNTS_CHUNK 512

/* The fastest that this processor runs. Never NULL. */
const sl_kernels_t *sl_kernels_best(void);

/* By name; NULL where the name is unknown or this processor cannot run it. */
const sl_kernels_t *sl_kernels_named(const char *name);

/* The i-th of those that this processor runs, slowest first; NULL past the last. */
const sl_kernels_t *sl_kernels_at(size_t i);

#endif
