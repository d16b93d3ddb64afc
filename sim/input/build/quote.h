/* What a carrier's quote says beside the terms of its covers. */
#ifndef SL_SIM_INPUT_BUILD_QUOTE_H
#define SL_SIM_INPUT_BUILD_QUOTE_H

#include "models/funding/quoted.h"
#include "sim/input/build/build.h"

/* *quote of an arrangement's map, NULL where it gives none. SL_OK or SL_ERR_MEMORY. */
int sl_build_quote(const sl_build_t *build, sl_cursor_t item, sl_quoted_t **quote);

#endif
