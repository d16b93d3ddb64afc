/* Draws by steps (models/sampling/steps.h) in the words of vector.h: for *_kernel.c files. */
#ifndef SL_MODELS_SIMD_STEPS_LANES_H
#define SL_MODELS_SIMD_STEPS_LANES_H

#include "models/sampling/steps.h"
#include "models/simd/vector.h"

/* Of the lanes that are open. */
static inline sl_vu64_t sl_steps_ask(const sl_steps_t *steps, sl_vu64_t u, sl_vu64_t cell,
                                     sl_vu64_t value, sl_vmask_t open)
{
  uint64_t numbers[SL_LANES], cells[SL_LANES], values[SL_LANES];
  sl_vu64_store(numbers, u);
  sl_vu64_store(cells, cell);
  sl_vu64_store(values, value);
  for (unsigned left = sl_vmask_bits(open); left != 0; left &= left - 1) {
    const unsigned i = (unsigned)__builtin_ctz(left);
    values[i] = sl_steps_search_from(steps, cells[i], (uint32_t)numbers[i]);
  }
  return sl_vu64_load(values);
}

/* sl_steps_value in every lane. u: below 2^32. */
static inline sl_vu64_t sl_steps_values(const sl_steps_t *steps, sl_vu64_t u)
{
  const sl_vu64_t cell = sl_vu64_gather(steps->cell, sl_vu64_shr(u, 32 - SL_STEPS_BITS));
  const sl_vmask_t before = sl_vu64_lt(u, sl_vu64_and(cell, sl_vu64_set(UINT32_MAX)));
  const sl_vu64_t value =
      sl_vu64_and(sl_vu64_select(before, sl_vu64_shr(cell, 32), sl_vu64_shr(cell, 48)),
                  sl_vu64_set(SL_STEPS_OPEN));
  const sl_vmask_t open = sl_vu64_eq(value, sl_vu64_set(SL_STEPS_OPEN));
  return sl_vmask_any(open) ? sl_steps_ask(steps, u, cell, value, open) : value;
}

#endif
