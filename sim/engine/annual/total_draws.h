/* Annual totals of `sampler: totals`, drawn from their tables. */
#ifndef SL_SIM_ENGINE_ANNUAL_TOTAL_DRAWS_H
#define SL_SIM_ENGINE_ANNUAL_TOTAL_DRAWS_H

#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/trials/draws.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The totals of person p (index) in the trials of a block, the first of which is even. leaves: the
 * next person's come next. words: trials and one more. Returns totals, or NULL where the person has
 * no claims. */
const double *sl_annual_totals_draw(const sl_annual_totals_t *annual, const sl_trials_t *trials,
                                    size_t p, bool leaves, uint64_t *words, double *totals);

#endif
