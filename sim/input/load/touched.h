/* Which parts of a scenario an override can change. */
#ifndef SL_SIM_INPUT_LOAD_TOUCHED_H
#define SL_SIM_INPUT_LOAD_TOUCHED_H

#include "sim/input/overrides/overrides.h"

/* A set of parts (bit 1 << sl_part_t): by the first key of each path, what is bound from it and
 * from whatever follows it; all of them for a key that says nothing of itself here. Checked by
 * tests/unit/test_variant.c. */
unsigned sl_parts_touched(const sl_overrides_t *overrides);

#endif
