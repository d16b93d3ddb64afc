/* What an arrangement charges beside its premiums; for scenario_arrangements.c only. */
#ifndef SL_SIM_INPUT_BUILD_CHARGES_H
#define SL_SIM_INPUT_BUILD_CHARGES_H

#include "models/funding/arrangement.h"
#include "sim/input/build/build.h"

/* A list of fees, and what it was read from. */
typedef struct sl_build_fees {
  sl_fee_t *list; /* owned, names too */
  size_t n;
  sl_cursor_t from;
} sl_build_fees_t;

/* Read a list of fees. SL_OK or SL_ERR_MEMORY; the caller frees what it holds in any case. */
int sl_build_fee_list(const sl_build_t *build, sl_cursor_t list, sl_build_fees_t *fees);
void sl_build_fee_list_free(sl_build_fees_t *fees);

/* The fees of all arrangements and those of the key `fees` of this one, in this order; its `taxes`.
 * SL_OK or SL_ERR_MEMORY. */
int sl_build_fees(const sl_build_t *build, sl_cursor_t item, const sl_build_fees_t *all,
                  sl_arrangement_t *arrangement);
int sl_build_taxes(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement);

/* The key `contributions`. */
void sl_build_contributions(const sl_build_t *build, sl_cursor_t item,
                            sl_arrangement_t *arrangement);

#endif
