/* A whole number drawn from a random number of 32 bits by steps: it never falls as that grows. Days
 * of the year and days until a claim is paid are drawn so.
 *
 * Layout. Number i is the value from from[i] up to from[i + 1] - 1. The first 11 bits of the random
 * number name a cell, in which there is nearly always at most one step: it holds where the step is
 * and the values on both sides, so that a draw is one look-up and one comparison. A cell with more
 * steps is marked and says where the list is to be asked from.
 *
 * Exact: no rounding anywhere. Cost: 16 kB and 6 bytes a step.
 * Checked by tests/unit/test_steps.c.
 */
#ifndef SL_MODELS_SAMPLING_STEPS_H
#define SL_MODELS_SAMPLING_STEPS_H

#include "models/core/error.h"

#include <stddef.h>
#include <stdint.h>

#define SL_STEPS_BITS 11
#define SL_STEPS_CELLS (1U << SL_STEPS_BITS)
#define SL_STEPS_MOST 0xFFFEU /* the greatest value */
#define SL_STEPS_OPEN 0xFFFFU /* in place of a cell's values: ask the list */

typedef struct sl_steps {
  /* Bits 0 to 31: where the step is; 32 to 47: the value before; 48 to 63: the value from there. Of
   * a cell that asks the list: the number of the value at its beginning, then SL_STEPS_OPEN twice.
   */
  uint64_t cell[SL_STEPS_CELLS];
  uint32_t n;
  uint32_t *from;  /* [n], from[0] = 0, rising */
  uint16_t *value; /* [n], rising */
} sl_steps_t;

/* from and value: n > 0 of them, both rising, from[0] = 0, values at most SL_STEPS_MOST; copied.
 * Errors: SL_ERR_MEMORY. *steps is NULL after an error. */
int sl_steps_new(const uint32_t *from, const uint16_t *value, uint32_t n, sl_steps_t **steps,
                 sl_error_t *error);

/* The steps of a function that never falls, found by halving: some 30 calls for each step, and
 * 4,000. Errors as above. */
typedef uint16_t (*sl_steps_function_t)(const void *subject, uint32_t u);
int sl_steps_of(sl_steps_function_t function, const void *subject, sl_steps_t **steps,
                sl_error_t *error);

void sl_steps_free(sl_steps_t *steps);

/* All its memory in bytes. */
size_t sl_steps_size(const sl_steps_t *steps);

/* By the list alone. */
uint32_t sl_steps_search(const sl_steps_t *steps, uint32_t u);

/* The same, of a cell that asks the list: by doubling, then halving, from its beginning on. */
uint32_t sl_steps_search_from(const sl_steps_t *steps, uint64_t cell, uint32_t u);

/* What a draw looks up first. */
static inline const uint64_t *sl_steps_cell(const sl_steps_t *steps, uint32_t u)
{
  return &steps->cell[u >> (32 - SL_STEPS_BITS)];
}

static inline uint32_t sl_steps_value(const sl_steps_t *steps, uint32_t u)
{
  const uint64_t cell = *sl_steps_cell(steps, u);
  const uint32_t value = (uint32_t)(u < (uint32_t)cell ? cell >> 32 : cell >> 48) & 0xFFFFU;
  return value != SL_STEPS_OPEN ? value : sl_steps_search_from(steps, cell, u);
}

#endif
