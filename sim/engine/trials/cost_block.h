/* A block of results: what every trial costs under every arrangement, from the block's sums. */
#ifndef SL_SIM_ENGINE_TRIALS_COST_BLOCK_H
#define SL_SIM_ENGINE_TRIALS_COST_BLOCK_H

#include "models/funding/exhibit.h"
#include "sim/engine/trials/unit_sums.h"

#include <stddef.h>
#include <stdint.h>

/* prices: by arrangement. exhibit: likewise, takes every trial; NULL = not wanted. block: of the
 * scenario's arrangements and cash-flow months. */
void sl_cost_block(const sl_scenario_t *scenario, const sl_price_t *prices, uint64_t index,
                   size_t n_trials, const sl_unit_sums_t *sums, sl_exhibit_tally_t *exhibit,
                   sl_block_t *block);

#endif
