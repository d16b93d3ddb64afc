/* Claim counts where the expected number differs by trial: tables on a grid of means, thinned.
 * Inside models/counts*.c and the kernels only.
 *
 * The grid's means are the numbers mu for which mu + 1 has `bits` bits behind its leading one: even
 * steps below 1, so many in an octave above. A count at the mean m is one at the grid's mean mu
 * next above m, from the pair's first word by an alias table, of whose claims each is kept with
 * probability m / mu, by inversion of the second word: that is again a count of the law, at the
 * mean m (Poisson; negative binomial and geometric of fixed size; binomial of fixed trials).
 *   - The table's last number, n - 1, stands for "n - 1 claims or more": which of them is decided
 *     by the recursion p(n) = p(n - 1) (a + b / n) and the word of draw 2.
 *   - None is removed for certain where u mu <= mu - N (mu - m), by Bernoulli's inequality: almost
 *     always. Kernels thin what is left by the same products and quotients.
 *   - Means beyond the grid (-log p(0) above SL_PIECE_EXPONENT, or a table above SL_GRID_CELLS)
 *     are drawn by the recursion, words of draw 0, 1, ...
 * What a mean is drawn by depends on the law and the mean alone, never on which tables are listed.
 *
 * Source: thinning, J. F. C. Kingman (1993), Poisson Processes, 5.1, and for the other laws Loss
 * Models, 8.6. Checked by tests/unit/test_counts.c.
 */
#ifndef SL_MODELS_SAMPLING_COUNTS_GRID_H
#define SL_MODELS_SAMPLING_COUNTS_GRID_H

#include "models/core/bits.h"
#include "models/core/error.h"
#include "models/frequency/frequency.h"
#include "models/random/streams.h"
#include "models/sampling/counts_alias.h"

#include <stddef.h>
#include <stdint.h>

#define SL_GRID_CELLS 1024
#define SL_GRID_MASK UINT64_C(0xFFF) /* of the alias tables */

typedef struct sl_count_grid {
  sl_panjer_t law;           /* its mean is not used */
  double cap;                /* no mean is above: binomial, the trials; else infinite */
  unsigned shift;            /* 52 - bits */
  uint32_t n_points;         /* means that a table serves, listed or not; the first is 0 */
  uint32_t n_listed;         /* of them, those with a table here */
  const uint64_t *directory; /* [n_listed]: place of the table in cells << 32 | its length n */
  const uint64_t *cells;     /* each table: n cells, then the bits of p(n - 1) and P(N >= n - 1) */
} sl_count_grid_t;

/* The grid of a law without tables. Cost: about a microsecond. */
sl_count_grid_t sl_grid_of(sl_panjer_t law);

/* Cells of the tables of the first n_points means, their ends included. */
size_t sl_grid_size(const sl_count_grid_t *grid, uint32_t n_points);

/* List them: directory[n_points], cells[sl_grid_size], which the grid does not own. */
void sl_grid_list(sl_count_grid_t *grid, uint32_t n_points, uint64_t *directory, uint64_t *cells);

/* The number of the first mean of the grid at or above m >= 0, m at most cap. */
static inline uint64_t sl_grid_point(const sl_count_grid_t *grid, double m)
{
  const uint64_t round_up = (UINT64_C(1) << grid->shift) - 1;
  return ((sl_bits_of(m + 1.0) + round_up) >> grid->shift) - (sl_bits_of(1.0) >> grid->shift);
}

static inline double sl_grid_mean(const sl_count_grid_t *grid, uint64_t point)
{
  const double mu = sl_double_of((point + (sl_bits_of(1.0) >> grid->shift)) << grid->shift) - 1.0;
  return mu < grid->cap ? mu : grid->cap;
}

/* 52 bits of a word as a number below 1, exact on any processor. */
static inline double sl_grid_uniform(uint64_t word)
{
  return sl_double_of(word >> 12 | sl_bits_of(1.0)) - 1.0;
}

/* The count of one person, trial and service with the expected number m >= 0. word, second: draws
 * 0 and 1 of the stream. The plain form of sl_kernels_t.counts_random. */
uint32_t sl_grid_count(const sl_count_grid_t *grid, double m, uint64_t word, uint64_t second,
                       const sl_stream_t *stream, uint32_t trial, uint32_t row);

#endif
