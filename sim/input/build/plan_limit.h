/* A plan's limit by person and family. */
#ifndef SL_SIM_INPUT_BUILD_PLAN_LIMIT_H
#define SL_SIM_INPUT_BUILD_PLAN_LIMIT_H

#include "models/plan/design.h"
#include "sim/input/build/build.h"

/* A deductible or out-of-pocket maximum from the key `name` of map: a number is the person's,
 * without a family limit. */
sl_limit_t sl_build_limit(const sl_build_t *build, sl_cursor_t map, const char *name);

#endif
