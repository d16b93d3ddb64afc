/* The stop-loss of an arrangement; for scenario_arrangements.c only. */
#ifndef SL_SIM_INPUT_BUILD_STOPLOSS_H
#define SL_SIM_INPUT_BUILD_STOPLOSS_H

#include "models/funding/arrangement.h"
#include "sim/input/build/build.h"

/* The key `specific` with its contract, premium and options. SL_OK or SL_ERR_MEMORY. */
int sl_build_specific(const sl_build_t *build, sl_cursor_t map, sl_arrangement_t *arrangement);

/* The key `aggregate`, likewise. */
int sl_build_aggregate(const sl_build_t *build, sl_cursor_t map, sl_arrangement_t *arrangement);

#endif
