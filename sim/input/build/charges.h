/* What an arrangement charges beside its premiums; for scenario_arrangements.c only. */
#ifndef SL_SIM_INPUT_BUILD_CHARGES_H
#define SL_SIM_INPUT_BUILD_CHARGES_H

#include "models/funding/arrangement.h"
#include "sim/input/build/build.h"

/* The keys `fees` and `taxes` of an arrangement. SL_OK or SL_ERR_MEMORY. */
int sl_build_fees(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement);
int sl_build_taxes(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement);

/* The key `contributions`. */
void sl_build_contributions(const sl_build_t *build, sl_cursor_t item,
                            sl_arrangement_t *arrangement);

#endif
