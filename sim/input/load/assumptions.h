/* What a scenario assumes of claims and plans, as a page tells it in a line or two: from the tree
 * of the scenario, so that the one stored in a result file tells it without its census and basis.
 */
#ifndef SL_SIM_INPUT_LOAD_ASSUMPTIONS_H
#define SL_SIM_INPUT_LOAD_ASSUMPTIONS_H

#include <stddef.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_BASES_TOLD 4 /* further ones are counted only */

/* A plan's own cost sharing, before its exceptions by service. Amounts in the scenario's currency:
 * INFINITY where there is no most; a family's deductible is INFINITY where there is none. */
typedef struct sl_plan_terms {
  const char *name;
  double deductible, family_deductible; /* 0 = none */
  double coinsurance;                   /* the member's share, 0 .. 1 */
  double most, family_most;             /* out of pocket in a year */
} sl_plan_terms_t;

typedef struct sl_assumptions {
  const char *basis[SL_BASES_TOLD]; /* names or paths as written */
  size_t bases;                     /* how many there are; 0: the scenario has services alone */
  double trend;                     /* a year, as 0.08 */
  double risk_factor, area_factor;
  double uncertainty; /* coefficient of variation of the group's level of claims; 0 = none */
  size_t plans;
} sl_assumptions_t;

/* Both read the scenario's tree, which the schema has checked (sl_scenario_load,
 * sl_scenario_reload) and which must outlive what they return. Without a tree: no basis, no plan,
 * the defaults. Cost: O(bases). Checked by tests/unit/test_reload.c. */
sl_assumptions_t sl_assumptions_of(const sl_scenario_t *scenario);
/* Of plan i < sl_assumptions_of(scenario).plans. */
sl_plan_terms_t sl_plan_terms_of(const sl_scenario_t *scenario, size_t i);

#endif
