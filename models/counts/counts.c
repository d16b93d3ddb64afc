#include "models/counts/law.h"
#include "models/frequency/thinned.h"

#include <stdlib.h>

/* Larger tables would miss the cache; the recursion serves. */
#define TABLE_MAX 4096

/* Trials whose words are drawn at once: they stay in the first-level cache. */
#define CHUNK SL_COUNTS_CHUNK

/* Counts are 32 bits wide, and random exposure may multiply the mean some thousand times. */
#define MEAN_MAX 1e6

static uint64_t mask_for(size_t n)
{
  uint64_t mask = SL_GRID_MASK;
  while (mask < n) {
    mask = 2 * mask + 1;
  }
  return mask;
}

/* Of probabilities that are used up; none of a rest. */
static int make_table(sl_count_fixed_t *fixed, double *p, uint32_t n, sl_error_t *error)
{
  uint32_t *work = malloc(n * sizeof *work);
  fixed->cells = malloc(n * sizeof *fixed->cells);
  if (work == NULL || fixed->cells == NULL) {
    free(work);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a table of claim counts");
  }
  fixed->table = (sl_alias_t){fixed->cells, n, mask_for(n)};
  sl_alias_fill(p, n, fixed->table.mask, fixed->cells, work);
  free(work);
  return SL_OK;
}

static int compile_thinned(sl_count_law_t *law, const sl_frequency_t *frequency, double exposure,
                           sl_error_t *error)
{
  double *p = NULL;
  size_t n = 0;
  if (law->fixed == NULL) {
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
    law->fixed->pieces.n = 1;
    law->fixed->thinned = true;
    code = make_table(law->fixed, p, (uint32_t)n, error);
  }
  free(p);
  return code;
}

/* A binomial's pieces are binomials of the probability they count. */
static uint32_t cells_of_piece(const sl_count_law_t *law)
{
  sl_panjer_t piece = law->panjer;
  if (piece.law == SL_PANJER_BINOMIAL) {
    const double p = piece.mean < 1.0 ? piece.mean : 1.0;
    piece.mean = law->fixed->pieces.failures ? 1.0 - p : p;
    piece.size = law->fixed->pieces.piece.last;
    const uint32_t all = (uint32_t)piece.size + 2, cells = sl_panjer_cells(piece);
    return cells < all ? cells : all;
  }
  piece.mean /= (double)law->fixed->pieces.n;
  piece.size /= (double)law->fixed->pieces.n;
  return sl_panjer_cells(piece);
}

static int table_of_piece(const sl_count_law_t *law, sl_error_t *error)
{
  const uint32_t n = cells_of_piece(law);
  double p[TABLE_MAX];
  if (n > TABLE_MAX) {
    return SL_OK;
  }
  law->fixed->at_last = sl_panjer_list(&law->fixed->pieces.piece, n, p);
  law->fixed->rest = p[n - 1];
  return make_table(law->fixed, p, n, error);
}

static int compile_panjer(sl_count_law_t *law, const sl_frequency_t *frequency, double exposure,
                          sl_error_t *error)
{
  law->panjer = frequency->family->panjer(frequency);
  law->panjer.mean *= exposure;
  if (!(law->panjer.mean <= MEAN_MAX)) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "%.15g expected claims of one person in one service are too many (at most %g)",
                   law->panjer.mean, MEAN_MAX);
  }
  if (law->fixed == NULL) {
    return SL_OK;
  }
  law->fixed->pieces = sl_pieces_of(law->panjer);
  return law->fixed->pieces.has_rest ? SL_OK : table_of_piece(law, error);
}

int sl_count_law_new(const sl_frequency_t *frequency, double exposure, bool random_exposure,
                     sl_count_law_t **law, sl_error_t *error)
{
  *law = NULL;
  if (!(exposure >= 0.0)) {
    return sl_fail(error, SL_ERR_ARGUMENT, "exposure %.15g must be at least 0", exposure);
  }
  sl_count_law_t *made = calloc(1, sizeof *made);
  if (made != NULL && !random_exposure) {
    made->fixed = calloc(1, sizeof *made->fixed);
  }
  if (made == NULL || (!random_exposure && made->fixed == NULL)) {
    free(made);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a claim frequency");
  }
  const int code = frequency->family->panjer != NULL
                       ? compile_panjer(made, frequency, exposure, error)
                       : compile_thinned(made, frequency, exposure, error);
  if (code != SL_OK) {
    sl_count_law_free(made);
    return code;
  }
  *law = made;
  return SL_OK;
}

void sl_count_law_free(sl_count_law_t *law)
{
  if (law != NULL && law->fixed != NULL) {
    free(law->fixed->cells);
    free(law->fixed);
  }
  free(law);
}

/* Adds a piece to the counts. */
static void add_piece(const sl_count_fixed_t *fixed, const sl_count_chunk_t *chunk, uint32_t piece)
{
  uint64_t words[CHUNK];
  uint32_t counts[CHUNK], last = fixed->table.n - 1;
  chunk->kernels->words_by_trial(chunk->stream, chunk->first_trial, chunk->n, chunk->row, piece,
                                 words);
  chunk->kernels->counts_by_table(&fixed->table, words, chunk->n, counts);
  for (size_t i = 0; i < chunk->n; i++) {
    if (counts[i] == last && fixed->rest > 0.0) {
      const uint64_t word = sl_stream_word(chunk->stream, chunk->first_trial + (uint32_t)i,
                                           chunk->row, fixed->pieces.n + piece);
      counts[i] =
          sl_panjer_tail_count(&fixed->pieces.piece, last, fixed->at_last, fixed->rest, word);
    }
    chunk->counts[i] += counts[i];
  }
}

static void chunk_by_table(const sl_count_fixed_t *fixed, const sl_count_chunk_t *chunk)
{
  for (size_t i = 0; i < chunk->n; i++) {
    chunk->counts[i] = 0;
  }
  for (uint32_t j = 0; j < fixed->pieces.n; j++) {
    add_piece(fixed, chunk, j);
  }
  for (size_t i = 0; i < chunk->n && fixed->pieces.failures; i++) {
    chunk->counts[i] = fixed->pieces.trials - chunk->counts[i];
  }
}

static void chunk_by_recursion(const sl_count_pieces_t *pieces, const sl_count_chunk_t *chunk)
{
  for (size_t i = 0; i < chunk->n; i++) {
    const uint32_t trial = chunk->first_trial + (uint32_t)i;
    const uint64_t word = sl_stream_word(chunk->stream, trial, chunk->row, 0);
    chunk->counts[i] = sl_pieces_count(pieces, chunk->stream, trial, chunk->row, word);
  }
}

static void chunk_at_fixed(const sl_count_law_t *law, const sl_count_chunk_t *chunk)
{
  if (law->fixed == NULL) {
    const sl_count_pieces_t pieces = sl_pieces_of(law->panjer);
    chunk_by_recursion(&pieces, chunk);
  } else if (law->fixed->cells != NULL) {
    chunk_by_table(law->fixed, chunk);
  } else {
    chunk_by_recursion(&law->fixed->pieces, chunk);
  }
}

/* The law's, or where it has none yet one without tables in *own. */
static const sl_count_grid_t *grid_of(const sl_count_law_t *law, sl_count_grid_t *own)
{
  if (law->grid == NULL) {
    *own = sl_grid_of(law->panjer);
  }
  return law->grid != NULL ? law->grid : own;
}

/* What the kernel leaves is few: means that no table lists, claims to remove, the ends of tables.
 */
void sl_count_chunk_by_grid(const sl_count_law_t *law, double mean, const sl_count_chunk_t *chunk,
                            const double *multiplier)
{
  uint64_t words[CHUNK], seconds[CHUNK];
  uint16_t left[CHUNK];
  sl_count_grid_t own;
  const sl_count_grid_t *grid = grid_of(law, &own);
  chunk->kernels->word_pairs_by_trial(chunk->stream, chunk->first_trial, chunk->n, chunk->row, 0,
                                      words, seconds);
  const size_t n_left = chunk->kernels->counts_by_grid(grid, mean, multiplier, words, seconds,
                                                       chunk->n, chunk->counts, left);
  for (size_t k = 0; k < n_left; k++) {
    const size_t i = left[k];
    chunk->counts[i] = sl_grid_count(grid, mean * multiplier[i], words[i], seconds[i],
                                     chunk->stream, chunk->first_trial + (uint32_t)i, chunk->row);
  }
}

uint64_t sl_count_law_batch(const sl_count_law_t *law, const sl_kernels_t *kernels,
                            const sl_stream_t *stream, uint32_t first_trial, size_t n, uint32_t row,
                            const double *multiplier, uint32_t *counts)
{
  const bool is_mixed = multiplier != NULL && law->fixed == NULL;
  uint64_t sum = 0;
  for (size_t first = 0; first < n; first += CHUNK) {
    const sl_count_chunk_t chunk = {kernels,
                                    stream,
                                    first_trial + (uint32_t)first,
                                    row,
                                    n - first < CHUNK ? n - first : CHUNK,
                                    counts + first};
    if (is_mixed && n == 1) {
      const sl_word_pair_t words = sl_stream_pair(stream, first_trial, row, 0);
      sl_count_grid_t own;
      counts[0] = sl_grid_count(grid_of(law, &own), sl_count_law_mean(law) * multiplier[0],
                                words.even, words.odd, stream, first_trial, row);
    } else if (is_mixed) {
      sl_count_chunk_by_grid(law, sl_count_law_mean(law), &chunk, multiplier + first);
    } else {
      chunk_at_fixed(law, &chunk);
    }
  }
  for (size_t i = 0; i < n; i++) {
    sum += counts[i];
  }
  return sum;
}
