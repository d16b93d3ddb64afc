/* The money that amounts of a file are in: its currency and its day. */
#ifndef SL_SIM_INPUT_BUILD_MONEY_H
#define SL_SIM_INPUT_BUILD_MONEY_H

#include "sim/input/build/build.h"

#include <stdbool.h>

/* area_factor x (1 + trend)^t, t from `money` to the middle of the plan year; money NULL: t = 0. */
double sl_build_amount_factor(const sl_build_t *build, const sl_date_t *money);

/* A three-letter currency code in the map's key `currency`; a fault where it is something else. */
bool sl_build_check_currency(const sl_source_t *source, sl_cursor_t map);

#endif
