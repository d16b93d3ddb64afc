#include "models/claims/claim_sum.h"
#include "models/simd/front.h"
#include "models/simd/kernel.h"
#include "models/simd/philox_lanes.h"

#include <string.h>

/* A trial to a lane, trials in order of falling count: the lanes of a vector end together, so that
 * nothing is laid out, packed or listed, and a block's number is the same in every lane. */

#define TRIALS 512 /* sorted at a time */
#define COUNTS 128 /* told apart: larger ones stand together at the front */

/* Vectors of claims drawn at a time: words and amounts stay in the first-level cache. Whole rounds
 * of the lanes of a sum. */
#define PART (8 * SL_SUM_LANES)

typedef struct order {
  uint32_t trial[TRIALS + SL_LANES]; /* counted from the first */
  uint32_t count[TRIALS + SL_LANES]; /* 0 behind the last */
} order_t;

static uint32_t key_of(uint32_t count) { return count < COUNTS - 1 ? count : COUNTS - 1; }

static void sort(const uint32_t *counts, size_t n, order_t *order)
{
  uint32_t next[COUNTS] = {0}, at = 0;
  for (size_t i = 0; i < n; i++) {
    next[key_of(counts[i])]++;
  }
  for (size_t key = COUNTS; key-- > 0;) {
    const uint32_t found = next[key];
    next[key] = at;
    at += found;
  }
  for (size_t i = 0; i < n; i++) {
    const uint32_t to = next[key_of(counts[i])]++;
    order->trial[to] = (uint32_t)i;
    order->count[to] = counts[i];
  }
  memset(order->trial + n, 0, SL_LANES * sizeof *order->trial);
  memset(order->count + n, 0, SL_LANES * sizeof *order->count);
}

/* Claims from .. from + n - 1 of each of the SL_LANES trials at `first` of the order. */
typedef struct part {
  size_t first;
  uint32_t from, n;
  uint32_t full; /* of the n, those that every trial has */
  bool is_last;  /* of these trials */
} part_t;

/* One call. */
typedef struct drawing {
  const sl_stream_t *stream;
  const sl_amount_law_t *law;
  uint32_t first_trial, row;
  size_t n;
  const order_t *order;
  double *sums;
  sl_philox_keys_t keys;
  sl_philox_number_t number[PART / 2]; /* of the first blocks: nearly all */
  part_t part[PART];
  size_t n_parts, n_vectors;
  sl_vf64_t lane[SL_SUM_LANES]; /* of the trials under way */
  uint64_t words[(PART + 1) * SL_LANES];
  double amounts[PART * SL_LANES];
} drawing_t;

static void find_numbers(const sl_stream_t *stream, uint32_t first, uint32_t n,
                         sl_philox_number_t *number)
{
  for (uint32_t b = 0; b < n; b++) {
    number[b] = sl_philox_number(stream, first + b);
  }
}

/* Both words of each block: where there is an odd number of claims, of the last one more vector. */
static inline void draw_words(const drawing_t *d, const part_t *part, uint64_t *words)
{
  const sl_vu64_t trial =
      sl_vu64_add(sl_vu64_set(d->first_trial), sl_vu64_load_u32(d->order->trial + part->first));
  const sl_philox_trials_t trials = sl_philox_trials(d->stream, d->row, trial);
  const uint32_t n = (part->n + 1) / 2;
  sl_philox_number_t own[PART / 2];
  const sl_philox_number_t *number = d->number;
  if (part->from > 0) {
    find_numbers(d->stream, part->from / 2, n, own);
    number = own;
  }
  for (uint32_t b = 0; b < n; b++) {
    sl_philox_lanes_t s = sl_philox_cross(&trials, &number[b]);
    sl_philox_mix_crossed(&s, &d->keys);
    sl_vu64_store(words + 2 * (size_t)b * SL_LANES, sl_philox_even_word(&s));
    sl_vu64_store(words + (2 * (size_t)b + 1) * SL_LANES, sl_philox_odd_word(&s));
  }
}

/* Adding 0 for a claim that is not there leaves a lane's bits alone: amounts are at least 0. */
static inline void add_amounts(drawing_t *d, const part_t *part, const double *amounts)
{
  const sl_vu64_t counts = sl_vu64_load_u32(d->order->count + part->first);
  uint32_t j = 0;
  for (; j + SL_SUM_LANES <= part->full; j += SL_SUM_LANES) {
    for (size_t k = 0; k < SL_SUM_LANES; k++) {
      d->lane[k] = sl_vf64_add(d->lane[k], sl_vf64_load(amounts + (j + k) * SL_LANES));
    }
  }
  for (; j < part->full; j++) {
    sl_vf64_t *lane = &d->lane[j % SL_SUM_LANES];
    *lane = sl_vf64_add(*lane, sl_vf64_load(amounts + (size_t)j * SL_LANES));
  }
  for (; j < part->n; j++) {
    const sl_vmask_t there = sl_vu64_lt(sl_vu64_set(part->from + j), counts);
    const sl_vf64_t amount = sl_vf64_load(amounts + (size_t)j * SL_LANES);
    sl_vf64_t *lane = &d->lane[j % SL_SUM_LANES];
    *lane = sl_vf64_add(*lane, sl_vf64_select(there, amount, sl_vf64_set(0.0)));
  }
}

/* sl_claim_sum_of_lanes in every lane. */
static inline sl_vf64_t total(const sl_vf64_t *l)
{
  const sl_vf64_t even = sl_vf64_add(sl_vf64_add(l[0], l[4]), sl_vf64_add(l[2], l[6]));
  const sl_vf64_t odd = sl_vf64_add(sl_vf64_add(l[1], l[5]), sl_vf64_add(l[3], l[7]));
  return sl_vf64_add(even, odd);
}

static inline void tell_sums(const drawing_t *d, const part_t *part)
{
  double sums[SL_LANES];
  const size_t left = d->n - part->first, n = left < SL_LANES ? left : SL_LANES;
  sl_vf64_store(sums, total(d->lane));
  for (size_t l = 0; l < n; l++) {
    d->sums[d->order->trial[part->first + l]] = sums[l];
  }
}

/* Amounts of the words drawn so far, added up. */
static void add_parts(drawing_t *d)
{
  const double *amounts = d->amounts;
  sl_law_amounts(d->law, d->words, d->n_vectors * SL_LANES, d->amounts);
  for (size_t i = 0; i < d->n_parts; i++) {
    const part_t *part = &d->part[i];
    for (size_t k = 0; part->from == 0 && k < SL_SUM_LANES; k++) {
      d->lane[k] = sl_vf64_set(0.0);
    }
    add_amounts(d, part, amounts);
    if (part->is_last) {
      tell_sums(d, part);
    }
    amounts += (size_t)part->n * SL_LANES;
  }
  d->n_parts = d->n_vectors = 0;
}

static void take_part(drawing_t *d, const part_t *part)
{
  if (d->n_vectors + part->n > PART) {
    add_parts(d);
  }
  draw_words(d, part, d->words + d->n_vectors * SL_LANES);
  d->part[d->n_parts++] = *part;
  d->n_vectors += part->n;
}

/* The SL_LANES trials at `first` of the order. */
static void take_trials(drawing_t *d, size_t first)
{
  const uint32_t *count = d->order->count + first;
  uint32_t most = count[0], least = count[SL_LANES - 1];
  for (size_t l = 0; count[0] >= COUNTS - 1 && l < SL_LANES; l++) { /* in no order */
    most = count[l] > most ? count[l] : most;
    least = count[l] < least ? count[l] : least;
  }
  for (uint32_t from = 0; from < most; from += PART) {
    const uint32_t n = most - from < PART ? most - from : PART;
    const uint32_t full = least > from ? least - from : 0;
    const part_t part = {first, from, n, full < n ? full : n, most - from <= PART};
    take_part(d, &part);
  }
}

static void sum_some(const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                     const uint32_t *counts, const sl_amount_law_t *law, double *sums)
{
  order_t order;
  drawing_t d;
  sort(counts, n, &order);
  d.stream = stream;
  d.law = law;
  d.first_trial = first_trial;
  d.row = row;
  d.n = n;
  d.order = &order;
  d.sums = sums;
  d.n_parts = d.n_vectors = 0;
  sl_philox_set_keys(stream->seed, &d.keys);
  const uint32_t blocks = (order.count[0] + 1) / 2;
  find_numbers(stream, 0, blocks < PART / 2 && order.count[0] < COUNTS - 1 ? blocks : PART / 2,
               d.number);
  memset(sums, 0, n * sizeof *sums);
  for (size_t first = 0; first < n && order.count[first] > 0; first += SL_LANES) {
    take_trials(&d, first);
  }
  add_parts(&d);
}

void SL_KERNEL(sl_drawn_sums)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, const uint32_t *counts, const sl_amount_law_t *law,
                              double *sums)
{
  for (size_t i = 0; i < n; i += TRIALS) {
    sum_some(stream, first_trial + (uint32_t)i, n - i < TRIALS ? n - i : TRIALS, row, counts + i,
             law, sums + i);
  }
}
