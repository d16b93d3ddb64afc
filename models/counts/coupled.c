#include "models/counts/coupled.h"

#include "models/counts/law.h"

#include <string.h>

/* Words that are drawn at once. */
#define ROOM 1024
#define CHUNK SL_COUNTS_CHUNK

bool sl_counts_can_add(const sl_count_law_t *law)
{
  return law->fixed == NULL || !law->fixed->thinned;
}

static uint64_t sum_of(const uint32_t *counts, size_t n)
{
  uint64_t sum = 0;
  for (size_t i = 0; i < n; i++) {
    sum += counts[i];
  }
  return sum;
}

/* The mean at a trial's exposure; of a binomial the probability, not cut at 1. */
static double mean_at(const sl_coupling_t *of, size_t i)
{
  return of->law->panjer.mean * (of->multiplier != NULL ? of->multiplier[i] : 1.0);
}

static double at_most_1(double p) { return p < 1.0 ? p : 1.0; }

/* ---- claims kept ---- */

static uint32_t keep_words(const uint64_t *words, uint32_t n, double share)
{
  const uint64_t below = sl_words_below(share);
  uint32_t kept = 0;
  for (uint32_t j = 0; j < n; j++) {
    kept += words[j] < below;
  }
  return share >= 1.0 ? n : kept;
}

/* More claims of one trial than there is room for. */
static uint32_t keep_one_by_one(const sl_coupling_t *of, size_t i, uint32_t n, double share)
{
  uint32_t kept = 0;
  for (uint32_t j = 0; j < n; j++) {
    const uint64_t word = sl_stream_word(&of->stream, of->first_trial + (uint32_t)i, of->row, j);
    kept += keep_words(&word, 1, share);
  }
  return kept;
}

/* Claims of trials first .. end - 1, for which there is room. */
static void keep_run(const sl_coupling_t *of, size_t first, size_t end, const double *share,
                     uint32_t *counts)
{
  uint64_t words[ROOM];
  const uint64_t *word = words;
  of->kernels->words_by_claim(&of->stream, of->first_trial + (uint32_t)first, end - first, of->row,
                              counts + first, words);
  for (size_t i = first; i < end; i++) {
    const uint32_t n = counts[i];
    counts[i] = keep_words(word, n, share[i % CHUNK]);
    word += n;
  }
}

/* share: of trial i at i mod CHUNK. */
static void keep_some(const sl_coupling_t *of, size_t first, size_t end, const double *share,
                      uint32_t *counts)
{
  while (first < end) {
    size_t last = first, total = 0;
    while (last < end && total + counts[last] <= ROOM) {
      total += counts[last++];
    }
    if (last == first) {
      counts[first] = keep_one_by_one(of, first, counts[first], share[first % CHUNK]);
      last++;
    } else if (total > 0) {
      keep_run(of, first, last, share, counts);
    }
    first = last;
  }
}

static double share_kept(const sl_coupling_t *of, size_t i, double share)
{
  if (of->law->panjer.law != SL_PANJER_BINOMIAL) {
    return share;
  }
  const double p = mean_at(of, i);
  return p > 1.0 ? at_most_1(share * p) : share;
}

uint64_t sl_counts_keep(const sl_coupling_t *of, double share, uint32_t *counts)
{
  double shares[CHUNK];
  for (size_t first = 0; first < of->n; first += CHUNK) {
    const size_t end = of->n - first < CHUNK ? of->n : first + CHUNK;
    for (size_t i = first; i < end; i++) {
      shares[i % CHUNK] = share_kept(of, i, share);
    }
    keep_some(of, first, end, shares, counts);
  }
  return sum_of(counts, of->n);
}

/* ---- claims added ---- */

/* Trials of a binomial that have no claim are thinned to those that get one. */
static void add_binomial(const sl_coupling_t *of, double more, const uint32_t *counts,
                         uint32_t *added)
{
  const uint32_t trials = (uint32_t)of->law->panjer.size;
  double shares[CHUNK];
  for (size_t first = 0; first < of->n; first += CHUNK) {
    const size_t end = of->n - first < CHUNK ? of->n : first + CHUNK;
    for (size_t i = first; i < end; i++) {
      const double mean = mean_at(of, i), p = at_most_1(mean);
      shares[i % CHUNK] = p < 1.0 ? (at_most_1(mean + more * mean) - p) / (1.0 - p) : 0.0;
      added[i] = trials - counts[i];
    }
    keep_some(of, first, end, shares, added);
  }
}

static void words_of(const sl_coupling_t *of, size_t first, size_t n, uint64_t *words)
{
  of->kernels->words_by_trial(&of->stream, of->first_trial + (uint32_t)first, n, of->row, 0, words);
}

/* P(0) is at least 1 - mean: nearly every trial is done without it. */
static bool is_none(uint64_t word, double mean)
{
  return (double)(word >> 11) * 0x1p-53 < 1.0 - mean;
}

static void add_fixed_poisson(const sl_coupling_t *of, double more, uint32_t *added)
{
  const double mean = more * of->law->panjer.mean;
  const sl_count_pieces_t pieces =
      sl_pieces_of((sl_panjer_t){.law = SL_PANJER_POISSON, .mean = mean});
  uint64_t words[CHUNK];
  for (size_t first = 0; first < of->n; first += CHUNK) {
    const size_t n = of->n - first < CHUNK ? of->n - first : CHUNK;
    words_of(of, first, n, words);
    for (size_t i = 0; i < n; i++) {
      const uint32_t trial = of->first_trial + (uint32_t)(first + i);
      added[first + i] = is_none(words[i], mean)
                             ? 0
                             : sl_pieces_count(&pieces, &of->stream, trial, of->row, words[i]);
    }
  }
}

static void add_random_poisson(const sl_coupling_t *of, double more, uint32_t *added)
{
  for (size_t first = 0; first < of->n; first += CHUNK) {
    const sl_count_chunk_t chunk = {of->kernels,
                                    &of->stream,
                                    of->first_trial + (uint32_t)first,
                                    of->row,
                                    of->n - first < CHUNK ? of->n - first : CHUNK,
                                    added + first};
    sl_count_chunk_by_grid(of->law, more * sl_count_law_mean(of->law), &chunk,
                           of->multiplier + first);
  }
}

static void add_negative_binomial(const sl_coupling_t *of, double more, const uint32_t *counts,
                                  uint32_t *added)
{
  const double size = of->law->panjer.size;
  uint64_t words[CHUNK];
  for (size_t i = 0; i < of->n; i++) {
    if (i % CHUNK == 0) {
      words_of(of, i, of->n - i < CHUNK ? of->n - i : CHUNK, words);
    }
    const uint64_t word = words[i % CHUNK];
    const double m = mean_at(of, i), r = size + (double)counts[i];
    const double mean = more * m * r / (size + m);
    added[i] = 0;
    if (!is_none(word, mean)) {
      const sl_count_pieces_t pieces =
          sl_pieces_of((sl_panjer_t){SL_PANJER_NEGATIVE_BINOMIAL, mean, r});
      added[i] =
          sl_pieces_count(&pieces, &of->stream, of->first_trial + (uint32_t)i, of->row, word);
    }
  }
}

/* A listed law takes draw 0 alone: the words of its claims come after it. */
static void add_copy(const sl_coupling_t *of, double more, uint32_t *added)
{
  sl_count_law_batch(of->law, of->kernels, &of->stream, of->first_trial, of->n, of->row, NULL,
                     added);
  for (size_t i = 0; i < of->n; i++) {
    uint32_t kept = 0;
    for (uint32_t j = 0; j < added[i]; j++) {
      const uint64_t word =
          sl_stream_word(&of->stream, of->first_trial + (uint32_t)i, of->row, 1 + j);
      kept += keep_words(&word, 1, more);
    }
    added[i] = kept;
  }
}

uint64_t sl_counts_add(const sl_coupling_t *of, double more, uint32_t *counts, uint32_t *added)
{
  if (!(more > 0.0)) {
    memset(added, 0, of->n * sizeof *added);
  } else if (!sl_counts_can_add(of->law)) {
    add_copy(of, more, added);
  } else if (of->law->panjer.law == SL_PANJER_BINOMIAL) {
    add_binomial(of, more, counts, added);
  } else if (of->law->panjer.law == SL_PANJER_NEGATIVE_BINOMIAL) {
    add_negative_binomial(of, more, counts, added);
  } else if (of->multiplier != NULL) {
    add_random_poisson(of, more, added);
  } else {
    add_fixed_poisson(of, more, added);
  }
  for (size_t i = 0; i < of->n; i++) {
    counts[i] += added[i];
  }
  return sum_of(counts, of->n);
}
