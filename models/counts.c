#include "models/counts.h"

#include "models/counts_thinned.h"
#include "models/panjer_recursion.h"

#include <math.h>
#include <stdlib.h>

/* Larger tables would miss the cache; the recursion gives the same counts. */
#define TABLE_MAX 4096

/* Trials at a time whose bounds are computed together. */
#define CHUNK 64

/* Counts are 32 bits wide, and random exposure may multiply the mean some thousand times. */
#define MEAN_MAX 1e6

/* The distribution function of one piece. cumulative[n] = F(n), the last entry INFINITY; guide[i]
 * = the smallest n with F(n) > i / 2^bits, where the search for a word with these leading bits
 * starts. */
typedef struct table {
  double *cumulative;
  uint32_t *guide;
  size_t n;
  unsigned bits;
} table_t;

struct sl_count_law {
  sl_panjer_t panjer;
  sl_count_pieces_t pieces; /* at the fixed exposure */
  table_t table;            /* of a piece; empty: recursion */
};

static double uniform(uint64_t word) { return (double)(word >> 11) * 0x1p-53; }

static uint32_t table_count(const table_t *table, uint64_t word)
{
  const double u = uniform(word);
  uint32_t n = table->guide[word >> (64 - table->bits)];
  while (u >= table->cumulative[n]) {
    n++;
  }
  return n;
}

static int make_guide(table_t *table, sl_error_t *error)
{
  table->bits = 4;
  while ((size_t)1 << table->bits < table->n && table->bits < 10) {
    table->bits++;
  }
  const size_t cells = (size_t)1 << table->bits;
  table->guide = malloc(cells * sizeof *table->guide);
  if (table->guide == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a table of claim counts");
  }
  uint32_t n = 0;
  for (size_t i = 0; i < cells; i++) {
    while (table->cumulative[n] <= (double)i / (double)cells) {
      n++;
    }
    table->guide[i] = n;
  }
  return SL_OK;
}

/* The probabilities become the distribution function, in place. Whatever rounding has done to the
 * sum, the last count with a positive probability is the largest that is drawn. */
static int table_of_probabilities(table_t *table, double *p, size_t n, sl_error_t *error)
{
  while (n > 1 && p[n - 1] <= 0.0) {
    n--;
  }
  for (size_t i = 1; i < n; i++) {
    p[i] += p[i - 1];
  }
  p[n - 1] = (double)INFINITY;
  *table = (table_t){.cumulative = p, .n = n};
  return make_guide(table, error);
}

/* The counts that sl_piece_count would give, listed; no table where it would be too long. */
static int table_of_piece(table_t *table, const sl_count_piece_t *piece, sl_error_t *error)
{
  sl_walk_t walk = {.p = piece->p0, .f = piece->p0};
  size_t n = 0;
  double *f = malloc(TABLE_MAX * sizeof *f);
  if (f == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a table of claim counts");
  }
  bool more = true;
  while (more && n < TABLE_MAX - 1 && walk.f < 1.0 && walk.n < piece->last) {
    f[n++] = walk.f;
    more = sl_walk_next(&walk, piece->a, piece->b);
  }
  if (n == TABLE_MAX - 1) {
    free(f);
    return SL_OK;
  }
  f[n++] = (double)INFINITY;
  double *fitted = realloc(f, n * sizeof *f);
  *table = (table_t){.cumulative = fitted != NULL ? fitted : f, .n = n};
  return make_guide(table, error);
}

static int compile_thinned(sl_count_law_t *law, const sl_frequency_t *frequency, double exposure,
                           bool random_exposure, sl_error_t *error)
{
  double *p = NULL;
  size_t n = 0;
  if (random_exposure) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "frequency %s cannot be combined with uncertainty or frailty: its claims are "
                   "kept with probability exposure, which must be the same in every trial",
                   frequency->family->name);
  }
  if (!(exposure <= 1.0)) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "frequency %s cannot have the exposure %.15g: its claims are kept with "
                   "probability exposure, which is at most 1",
                   frequency->family->name, exposure);
  }
  int code = sl_thinned_probabilities(frequency, exposure, &p, &n, error);
  if (code == SL_OK) {
    law->pieces.n = 1;
    code = table_of_probabilities(&law->table, p, n, error);
  }
  return code;
}

static int compile_panjer(sl_count_law_t *law, const sl_frequency_t *frequency, double exposure,
                          bool random_exposure, sl_error_t *error)
{
  law->panjer = frequency->family->panjer(frequency);
  law->panjer.mean *= exposure;
  if (!(law->panjer.mean <= MEAN_MAX)) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "%.15g expected claims of one person in one service are too many (at most %g)",
                   law->panjer.mean, MEAN_MAX);
  }
  law->pieces = sl_pieces_of(law->panjer);
  return random_exposure || law->pieces.has_rest
             ? SL_OK
             : table_of_piece(&law->table, &law->pieces.piece, error);
}

int sl_count_law_new(const sl_frequency_t *frequency, double exposure, bool random_exposure,
                     sl_count_law_t **law, sl_error_t *error)
{
  *law = NULL;
  if (!(exposure >= 0.0)) {
    return sl_fail(error, SL_ERR_ARGUMENT, "exposure %.15g must be at least 0", exposure);
  }
  sl_count_law_t *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a claim frequency");
  }
  const int code = frequency->family->panjer != NULL
                       ? compile_panjer(made, frequency, exposure, random_exposure, error)
                       : compile_thinned(made, frequency, exposure, random_exposure, error);
  if (code != SL_OK) {
    sl_count_law_free(made);
    return code;
  }
  *law = made;
  return SL_OK;
}

void sl_count_law_free(sl_count_law_t *law)
{
  if (law != NULL) {
    free(law->table.cumulative);
    free(law->table.guide);
    free(law);
  }
}

/* A count by recursion; word is draw 0, further pieces take the draws after it. */
static uint32_t recursive_count(const sl_count_pieces_t *pieces, const sl_stream_t *stream,
                                uint32_t trial, uint32_t row, uint64_t word)
{
  /* Failures from the mirrored word: a larger word never gives fewer claims. */
  const uint64_t mirror = pieces->failures ? UINT64_MAX : 0;
  uint32_t count = sl_piece_count(&pieces->piece, uniform(word ^ mirror));
  for (uint32_t j = 1; j < pieces->n; j++) {
    const uint64_t next = sl_stream_word(stream, trial, row, j);
    count += sl_piece_count(&pieces->piece, uniform(next ^ mirror));
  }
  if (pieces->has_rest) {
    const uint64_t next = sl_stream_word(stream, trial, row, pieces->n);
    count += sl_piece_count(&pieces->rest, uniform(next ^ mirror));
  }
  return pieces->failures ? pieces->trials - count : count;
}

static void batch_by_table(const sl_count_law_t *law, const sl_kernels_t *kernels,
                           const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                           uint64_t *scratch, uint32_t *counts)
{
  const uint64_t mirror = law->pieces.failures ? UINT64_MAX : 0;
  for (size_t i = 0; i < n; i++) {
    counts[i] = 0;
  }
  for (uint32_t j = 0; j < law->pieces.n; j++) {
    kernels->words_by_trial(stream, first_trial, n, row, j, scratch);
    for (size_t i = 0; i < n; i++) {
      counts[i] += table_count(&law->table, scratch[i] ^ mirror);
    }
  }
  for (size_t i = 0; i < n && law->pieces.failures; i++) {
    counts[i] = law->pieces.trials - counts[i];
  }
}

static uint32_t count_at(sl_panjer_t panjer, const sl_stream_t *stream, uint32_t trial,
                         uint32_t row, uint64_t word)
{
  const sl_count_pieces_t pieces = sl_pieces_of(panjer);
  return recursive_count(&pieces, stream, trial, row, word);
}

static void batch_by_recursion(const sl_count_law_t *law, const sl_stream_t *stream,
                               uint32_t first_trial, size_t n, uint32_t row,
                               const double *multiplier, const uint64_t *words, uint32_t *counts)
{
  sl_panjer_t panjer = law->panjer;
  double bound[CHUNK];
  for (size_t first = 0; first < n; first += CHUNK) {
    const size_t chunk = n - first < CHUNK ? n - first : CHUNK;
    const double *factors = multiplier != NULL ? multiplier + first : NULL;
    sl_zero_bounds(law->panjer, factors, chunk, bound);
    for (size_t i = 0; i < chunk; i++) {
      counts[first + i] = 0;
      if (uniform(words[first + i]) >= bound[i]) {
        panjer.mean = factors != NULL ? law->panjer.mean * factors[i] : law->panjer.mean;
        counts[first + i] =
            count_at(panjer, stream, first_trial + (uint32_t)(first + i), row, words[first + i]);
      }
    }
  }
}

uint64_t sl_count_law_batch(const sl_count_law_t *law, const sl_kernels_t *kernels,
                            const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                            const double *multiplier, uint64_t *scratch, uint32_t *counts)
{
  uint64_t sum = 0;
  if (multiplier == NULL && law->table.guide != NULL) {
    batch_by_table(law, kernels, stream, first_trial, n, row, scratch, counts);
  } else {
    kernels->words_by_trial(stream, first_trial, n, row, 0, scratch);
    batch_by_recursion(law, stream, first_trial, n, row, multiplier, scratch, counts);
  }
  for (size_t i = 0; i < n; i++) {
    sum += counts[i];
  }
  return sum;
}
