/* What an arrangement says of later plan years; for sim/input/build/arrangements.c. */
#ifndef SL_SIM_INPUT_BUILD_RENEWAL_H
#define SL_SIM_INPUT_BUILD_RENEWAL_H

#include "models/funding/arrangement.h"
#include "sim/input/build/build.h"

/* The keys `renewal`, `opening_reserve` and `reserve_interest` of an arrangement whose premiums are
 * bound. A fault: no loss ratio to re-rate a premium by. Checked by
 * tests/unit/test_scenario_years.c. */
void sl_build_renewal(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement);

/* The key `then` of every arrangement, once all have their names. Faults: no such name, its own, or
 * that of one with a `then`. */
void sl_build_then(const sl_build_t *build, sl_cursor_t list);

#endif
