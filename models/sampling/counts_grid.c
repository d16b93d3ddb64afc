#include "models/sampling/counts_grid.h"

#include "models/core/elementary.h"
#include "models/frequency/panjer_recursion.h"

#include <math.h>

/* What a table's end says about the counts of its last number. */
#define END_CELLS 2

/* Laws of small size have wide tables and few counts to thin: a coarser grid serves them. */
static unsigned bits_of(sl_panjer_t law)
{
  if (law.law != SL_PANJER_NEGATIVE_BINOMIAL || law.size >= 1.0) {
    return 6;
  }
  return law.size >= 0.25 ? 5 : 4;
}

static sl_panjer_t law_at(const sl_count_grid_t *grid, double mean)
{
  sl_panjer_t law = grid->law;
  law.mean = law.law == SL_PANJER_BINOMIAL ? mean / law.size : mean;
  return law;
}

static uint32_t cells_at(const sl_count_grid_t *grid, double mean)
{
  const sl_panjer_t law = law_at(grid, mean);
  return law.law == SL_PANJER_BINOMIAL ? (uint32_t)law.size + 2 : sl_panjer_cells(law);
}

static bool serves(const sl_count_grid_t *grid, uint32_t point)
{
  const double mean = sl_grid_mean(grid, point);
  return sl_panjer_pieces(law_at(grid, mean)) == 1 && cells_at(grid, mean) <= SL_GRID_CELLS;
}

/* The first point that a table no longer serves; the larger the mean, the wider its table. */
static uint32_t count_points(const sl_count_grid_t *grid, uint32_t most)
{
  uint32_t low = 0, high = most;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (serves(grid, middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

sl_count_grid_t sl_grid_of(sl_panjer_t law)
{
  const double trials = law.size;
  sl_count_grid_t grid = {.law = law, .cap = (double)INFINITY, .shift = 52 - bits_of(law)};
  if (law.law == SL_PANJER_BINOMIAL) {
    grid.cap = trials;
    grid.n_points = sl_panjer_pieces((sl_panjer_t){law.law, 0.5, trials}) == 1
                        ? (uint32_t)sl_grid_point(&grid, trials) + 1
                        : 0;
  } else {
    grid.n_points = count_points(&grid, (uint32_t)sl_grid_point(&grid, SL_GRID_CELLS));
  }
  return grid;
}

/* p(0) .. p(n - 2) and, in the last place, what is left: P(N >= n - 1). Returns p(n - 1). */
static double list_law(sl_panjer_t law, uint32_t n, double *p)
{
  const sl_count_pieces_t pieces = sl_pieces_of(law);
  const double next = sl_panjer_list(&pieces.piece, n, p);
  if (pieces.failures) { /* n - 2 trials: all are listed */
    for (uint32_t i = 0, j = n - 2; i < j; i++, j--) {
      const double other = p[i];
      p[i] = p[j];
      p[j] = other;
    }
  }
  return next;
}

static void make_table(const sl_count_grid_t *grid, uint32_t point, uint32_t n, uint64_t *cells)
{
  double p[SL_GRID_CELLS];
  uint32_t work[SL_GRID_CELLS];
  const double next = list_law(law_at(grid, sl_grid_mean(grid, point)), n, p);
  cells[n] = sl_bits_of(next);
  cells[n + 1] = sl_bits_of(p[n - 1]);
  sl_alias_fill(p, n, SL_GRID_MASK, cells, work);
}

size_t sl_grid_size(const sl_count_grid_t *grid, uint32_t n_points)
{
  size_t size = 0;
  for (uint32_t i = 0; i < n_points; i++) {
    size += cells_at(grid, sl_grid_mean(grid, i)) + END_CELLS;
  }
  return size;
}

void sl_grid_list(sl_count_grid_t *grid, uint32_t n_points, uint64_t *directory, uint64_t *cells)
{
  uint64_t place = 0;
  for (uint32_t i = 0; i < n_points; i++) {
    const uint32_t n = cells_at(grid, sl_grid_mean(grid, i));
    directory[i] = place << 32 | n;
    make_table(grid, i, n, cells + place);
    place += n + END_CELLS;
  }
  grid->n_listed = n_points;
  grid->directory = directory;
  grid->cells = cells;
}

static double power(double base, uint32_t n)
{
  double result = 1.0;
  for (; n > 0; n >>= 1) {
    result *= (n & 1) != 0 ? base : 1.0;
    base *= base;
  }
  return result;
}

/* Binomial(n, q) by inversion, q <= 1/2. */
static uint32_t binomial_count(uint32_t n, double q, double u)
{
  const double odds = q / (1.0 - q);
  double p = power(1.0 - q, n), f = p;
  uint32_t k = 0;
  while (u >= f && k < n) {
    p *= odds * (double)(n - k) / (double)(k + 1);
    k++;
    f += p;
  }
  return k;
}

/* Each of n claims is kept with probability m / mu. The first test is the kernels' own, so that
 * both always agree. Where few are kept those are counted instead, from the other end of the same
 * word: no power underflows. */
static uint32_t keep(uint32_t n, double m, double mu, uint64_t word)
{
  const double u = sl_grid_uniform(word);
  if (u * mu <= mu - (double)n * (mu - m)) {
    return n;
  }
  return m + m < mu ? binomial_count(n, m / mu, sl_grid_uniform(~word))
                    : n - binomial_count(n, (mu - m) / mu, u);
}

/* The count at a mean of the grid, of which the table gives only the end. */
static uint32_t tail_count(const sl_count_grid_t *grid, double mean, uint32_t n,
                           const uint64_t *cells, const sl_stream_t *stream, uint32_t trial,
                           uint32_t row)
{
  const sl_count_pieces_t pieces = sl_pieces_of(law_at(grid, mean));
  return sl_panjer_tail_count(&pieces.piece, n - 1, sl_double_of(cells[n]),
                              sl_double_of(cells[n + 1]), sl_stream_word(stream, trial, row, 2));
}

static uint32_t unlisted_count(const sl_count_grid_t *grid, uint32_t point, uint64_t word,
                               const sl_stream_t *stream, uint32_t trial, uint32_t row)
{
  uint64_t cells[SL_GRID_CELLS + END_CELLS];
  const double mean = sl_grid_mean(grid, point);
  const uint32_t n = cells_at(grid, mean);
  make_table(grid, point, n, cells);
  const uint32_t count = sl_alias_draw((sl_alias_t){cells, n, SL_GRID_MASK}, word);
  return count < n - 1 ? count : tail_count(grid, mean, n, cells, stream, trial, row);
}

uint32_t sl_grid_count(const sl_count_grid_t *grid, double m, uint64_t word, uint64_t second,
                       const sl_stream_t *stream, uint32_t trial, uint32_t row)
{
  const double mean = m < grid->cap ? m : grid->cap;
  const uint64_t point = sl_grid_point(grid, mean);
  if (point >= grid->n_points) {
    const sl_count_pieces_t pieces = sl_pieces_of(law_at(grid, mean));
    return sl_pieces_count(&pieces, stream, trial, row, word);
  }
  const double mu = sl_grid_mean(grid, point);
  if (point >= grid->n_listed) {
    const uint32_t count = unlisted_count(grid, (uint32_t)point, word, stream, trial, row);
    return keep(count, mean, mu, second);
  }
  const uint64_t *cells = grid->cells + (grid->directory[point] >> 32);
  const uint32_t n = (uint32_t)grid->directory[point];
  uint32_t count = sl_alias_draw((sl_alias_t){cells, n, SL_GRID_MASK}, word);
  if (count == n - 1) {
    count = tail_count(grid, mu, n, cells, stream, trial, row);
  }
  return keep(count, mean, mu, second);
}
