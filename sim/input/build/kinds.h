/* What single kinds of arrangement take; for scenario_arrangements.c only. */
#ifndef SL_SIM_INPUT_BUILD_KINDS_H
#define SL_SIM_INPUT_BUILD_KINDS_H

#include "models/funding/arrangement.h"
#include "sim/input/build/build.h"

/* Faults for keys that the kind does not take and for those that it needs. */
void sl_build_check_kind(const sl_build_t *build, sl_cursor_t item,
                         const sl_arrangement_kind_t *kind);

/* The keys of single kinds: captive, pooling, refund, surplus_share, run_out_fee. After specific
 * and premium, which they are compared with. */
void sl_build_kind_terms(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement);

/* The key `insured`. SL_OK or SL_ERR_MEMORY. */
int sl_build_insured_lines(const sl_build_t *build, sl_cursor_t item,
                           sl_arrangement_t *arrangement);

#endif
