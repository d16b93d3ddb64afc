/* Annual totals of `sampler: totals`, drawn from their tables. */
#ifndef SL_SIM_ENGINE_ANNUAL_TOTAL_DRAWS_H
#define SL_SIM_ENGINE_ANNUAL_TOTAL_DRAWS_H

#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/trials/draws.h"

#include <stddef.h>
#include <stdint.h>

/* Which of how many blocks this is that draw the same person's totals one after the other. */
typedef struct sl_draw_turn {
  size_t at, of;
} sl_draw_turn_t;

/* The totals of person p (index) in the trials of a block, the first of which is even. words:
 * trials and one more. Returns totals, or NULL where the person has no claims. */
const double *sl_annual_totals_draw(const sl_annual_totals_t *annual, const sl_trials_t *trials,
                                    size_t p, sl_draw_turn_t turn, uint64_t *words, double *totals);

#endif
