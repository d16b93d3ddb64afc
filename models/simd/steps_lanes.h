/* Draws by steps (models/sampling/steps.h) in the words of vector.h: for *_kernel.c files. */
#ifndef SL_MODELS_SIMD_STEPS_LANES_H
#define SL_MODELS_SIMD_STEPS_LANES_H

#include "models/sampling/steps.h"
#include "models/simd/vector.h"

/* A look into the cells. open: where the list is to be asked, and the value is any. */
typedef struct sl_steps_seen {
  sl_vu64_t value;
  sl_vmask_t open;
} sl_steps_seen_t;

/* What the cells of u tell. */
static inline sl_steps_seen_t sl_steps_read(sl_vu64_t cell, sl_vu64_t u)
{
  const sl_vu64_t none = sl_vu64_set(SL_STEPS_OPEN);
  const sl_vmask_t before = sl_vu64_lt(u, sl_vu64_and(cell, sl_vu64_set(UINT32_MAX)));
  const sl_vu64_t value =
      sl_vu64_and(sl_vu64_select(before, sl_vu64_shr(cell, 32), sl_vu64_shr(cell, 48)), none);
  return (sl_steps_seen_t){value, sl_vu64_eq(value, none)};
}

/* sl_steps_value in every lane that is not open. u: below 2^32. */
static inline sl_steps_seen_t sl_steps_look(const sl_steps_t *steps, sl_vu64_t u)
{
  return sl_steps_read(sl_vu64_gather(steps->cell, sl_vu64_shr(u, 32 - SL_STEPS_BITS)), u);
}

#endif
