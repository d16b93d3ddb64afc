/* Alias tables: a whole number from one 64-bit word, without a branch. Inside models/ only.
 *
 * Cell i of n holds a threshold in its upper bits and, in the bits of mask, another number. The
 * word x n, 128 bits wide, names the cell by its upper half; the lower half is a fraction of the
 * cell: below the threshold the number is i, else the other. A number of weight 0 is never drawn.
 *
 * Stated error: each probability is off by less than n x 2^-52 of the average weight's plus 2^-52
 * of its own, from rounding while the table is made; the words add less than 2^-50 / n.
 * Source: A. J. Walker (1977), ACM Transactions on Mathematical Software 3, 253-256; M. D. Vose
 * (1991), IEEE Transactions on Software Engineering 17, 972-975.
 * Checked by tests/unit/test_counts.c.
 */
#ifndef SL_MODELS_SAMPLING_COUNTS_ALIAS_H
#define SL_MODELS_SAMPLING_COUNTS_ALIAS_H

#include <stdint.h>

typedef struct sl_alias {
  const uint64_t *cells;
  uint32_t n;
  uint64_t mask; /* 2^b - 1, at least n - 1 and at most 2^24 - 1 */
} sl_alias_t;

/* Fill cells[n] from weights[n] >= 0 of a positive sum, which are used up; work: n numbers. */
void sl_alias_fill(double *weights, uint32_t n, uint64_t mask, uint64_t *cells, uint32_t *work);

static inline uint32_t sl_alias_draw(sl_alias_t table, uint64_t word)
{
  const uint64_t low = (word & UINT32_MAX) * table.n;
  const uint64_t high = (word >> 32) * table.n + (low >> 32);
  const uint64_t i = high >> 32, fraction = high << 32 | (low & UINT32_MAX);
  const uint64_t cell = table.cells[i];
  return (uint32_t)((fraction | table.mask) < cell ? i : cell & table.mask);
}

#endif
