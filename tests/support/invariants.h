/* What holds in every trial (sim/results/identities.h), asked of every block on its way. */
#ifndef SL_TESTS_SUPPORT_INVARIANTS_H
#define SL_TESTS_SUPPORT_INVARIANTS_H

#include "sim/engine/engine.h"

#include <stddef.h>

/* A sink that looks at every trial before it hands the block on; prints what is broken first. */
typedef struct sl_checked_sink {
  sl_block_sink_t sink;
  void *context;
  const sl_scenario_t *scenario; /* names the arrangements */
  const sl_price_t *prices;      /* of each */
  size_t broken;                 /* trials and arrangements */
} sl_checked_sink_t;

/* context: a sl_checked_sink_t. */
int sl_checked_take(void *context, const sl_block_t *block, sl_error_t *error);

#endif
