/* Premiums, amounts by tier and choices between keys; for scenario_*.c only. */
#ifndef SL_SIM_INPUT_SCENARIO_PRICES_H
#define SL_SIM_INPUT_SCENARIO_PRICES_H

#include "sim/input/scenario_build.h"

/* Index of the one of n keys that map gives; -1 after a fault where it gives none or several. */
int sl_build_exactly_one(const sl_build_t *build, sl_cursor_t map, const char *what,
                         const char *const *names, size_t n);

/* A premium; SL_PREMIUM_NONE where map is not given. */
sl_premium_t sl_build_premium(const sl_build_t *build, sl_cursor_t map);

/* Values by tier from a map, NaN where a tier is not given; employee and family alone: family
 * stands for all others. Faults for names that are no tier. */
void sl_build_tiers(const sl_build_t *build, sl_cursor_t map, double values[SL_TIERS]);

/* Monthly factors by tier from the key `factors` of an aggregate. */
void sl_build_factors(const sl_build_t *build, sl_cursor_t aggregate, double factor[SL_TIERS]);

#endif
