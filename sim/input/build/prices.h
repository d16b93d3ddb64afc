/* Premiums, amounts by tier and choices between keys; for scenario_*.c only. */
#ifndef SL_SIM_INPUT_BUILD_PRICES_H
#define SL_SIM_INPUT_BUILD_PRICES_H

#include "models/funding/credibility.h"
#include "models/funding/premium.h"
#include "sim/input/build/build.h"

/* Index of the one of n keys that map gives; -1 after a fault where it gives none or several. Names
 * that are no keys of this map are left out. */
int sl_build_exactly_one(const sl_build_t *build, sl_cursor_t map, const char *what,
                         const char *const *names, size_t n);

/* A premium; SL_PREMIUM_NONE where map is not given. */
sl_premium_t sl_build_premium(const sl_build_t *build, sl_cursor_t map);

/* The key `amount` beside `per`: a fault where it is a percentage and per is no fraction, or money
 * and per is one. NaN where the schema reported it. */
double sl_build_amount_per(const sl_build_t *build, sl_cursor_t map, sl_per_t per);

/* Values by tier from a map, NaN where a tier is not given; employee and family alone: family
 * stands for all others. Faults for names that are no tier. The one rule for all such maps. */
void sl_build_tiers(const sl_build_t *build, sl_cursor_t map, double values[SL_TIERS]);

/* The same, with a fault for an enrolled tier that has none, and 0 for the others. */
void sl_build_monthly(const sl_build_t *build, sl_cursor_t map, double values[SL_TIERS]);

/* A premium built up from manual and experience claims. */
sl_build_up_t sl_build_build_up(const sl_build_t *build, sl_cursor_t map);

/* Monthly factors by tier from the key `factors` of an aggregate. */
void sl_build_factors(const sl_build_t *build, sl_cursor_t aggregate, double factor[SL_TIERS]);

#endif
