/* What a careful broker would be told about a sound scenario; for scenario_warnings*.c only. */
#ifndef SL_SIM_INPUT_RULES_WARNINGS_H
#define SL_SIM_INPUT_RULES_WARNINGS_H

#include "sim/input/build/build.h"

#define SL_WARN_VERIFY "(from secondary sources: verify it)"

typedef struct sl_warner {
  const sl_build_t *build;
  sl_source_t source; /* the scenario file; its faults are the warnings */
} sl_warner_t;

/* Specific deductibles, aggregate attachment points and lasers against the minimums of a US state.
 * What depends on expected claims is named for the reader to compare. */
void sl_warn_stoploss(const sl_warner_t *warner);

/* Out-of-pocket maximums against the ACA's; plans with an HSA contribution against the rules for
 * high deductible health plans, embedded family limits included. */
void sl_warn_plans(const sl_warner_t *warner);

/* Contracts that reach further back than the day from which the employer bears claims. */
void sl_warn_since(const sl_warner_t *warner);

/* Several plan years: contracts that hold the same claims, a `then` after the last year, a budget
 * by experience without weight. Checked by tests/unit/test_scenario_years.c. */
void sl_warn_years(const sl_warner_t *warner);

/* Arrangements of a Canadian group that list no tax. */
void sl_warn_taxes(const sl_warner_t *warner);

/* Enrolled persons that look wrong: an employee younger than 15, a child as old as the employee or
 * older than 26, rows equal in every column; and months where the days of claims matter, since they
 * count from the plan year's first day. One warning of each sort, which names the rows. Returns
 * SL_OK or SL_ERR_MEMORY. Cost: O(persons log persons). Checked by tests/unit/test_census_rows.c.
 */
int sl_warn_census(const sl_census_t *census, const sl_scenario_t *scenario, sl_faults_t *warnings);

#endif
