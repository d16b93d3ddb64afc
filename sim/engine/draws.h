/* What the annual and the claim-by-claim path draw alike: streams and multipliers of exposure. */
#ifndef SL_SIM_ENGINE_DRAWS_H
#define SL_SIM_ENGINE_DRAWS_H

#include "models/streams.h"
#include "sim/engine/model.h"

#include <stddef.h>
#include <stdint.h>

/* Consecutive trials of one pass. */
typedef struct sl_trials {
  const sl_model_t *model;
  sl_pass_t pass;
  double inflation; /* multiplies every amount and its limit: 1, but for leveraged trend */
  uint32_t first;
  size_t n; /* at most SL_BLOCK_TRIALS */
} sl_trials_t;

sl_stream_t sl_trials_stream(const sl_trials_t *trials, sl_draw_kind_t kind, unsigned year,
                             unsigned service);

/* The group factor of each trial of a plan year; the model must have one. words: trials->n of
 * scratch. */
void sl_trials_group_factor(const sl_trials_t *trials, unsigned year, uint64_t *words,
                            double *factor);

/* The random part of a person's exposure by trial: frailty x group factor, in `multiplier`; the
 * group factor alone where there is no frailty; NULL where there is neither. */
const double *sl_trials_multipliers(const sl_trials_t *trials, unsigned year, uint32_t row,
                                    const double *group_factor, uint64_t *words,
                                    double *multiplier);

#endif
