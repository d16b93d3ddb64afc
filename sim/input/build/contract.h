/* Which claims an arrangement bears and the contract of a stop-loss cover holds. For
 * scenario_stoploss.c and scenario_arrangements.c only. */
#ifndef SL_SIM_INPUT_BUILD_CONTRACT_H
#define SL_SIM_INPUT_BUILD_CONTRACT_H

#include "models/funding/arrangement.h"
#include "sim/input/build/build.h"

/* The contracts of a cover by plan year: the first year's, and those that follow (owned). */
typedef struct sl_build_contracts {
  sl_contract_t first;
  sl_contract_t *later;
  size_t n_later;
} sl_build_contracts_t;

/* The keys `contract` and `effective` of a specific or an aggregate; the default where they are
 * not given. Faults: an effective date without `contract: paid`, dates in the wrong order, and
 * windows that no simulated claim can lie in. SL_OK or SL_ERR_MEMORY. */
int sl_build_contracts(const sl_build_t *build, sl_cursor_t cover, sl_build_contracts_t *contracts);

/* The key `since` of an arrangement. A fault where it is after the plan year's first day. */
void sl_build_since(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement);

/* Months of the key `terminal_liability` of a cover, 0 without it; a fault where its contract pays
 * that long in any case. */
unsigned sl_build_terminal_months(const sl_build_t *build, sl_cursor_t cover,
                                  const sl_contract_t *contract);

/* Whether one of the contracts covers claims incurred before its plan year. */
bool sl_build_runs_in(const sl_build_t *build, const sl_build_contracts_t *contracts);

#endif
