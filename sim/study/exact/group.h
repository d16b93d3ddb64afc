/* A scenario's persons as the exact engine sees them; inside sim/study/exact/exact*.c only.
 *
 * A cell holds the persons whose exposures to all services stand in the same proportions, with the
 * same claim laws, plan and deductibles; they differ by a multiplier of the exposure.
 */
#ifndef SL_SIM_STUDY_EXACT_GROUP_H
#define SL_SIM_STUDY_EXACT_GROUP_H

#include "models/exact/amount_map.h"
#include "models/exact/annual_total.h"
#include "models/severity/severity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* A law as it enters the ladder, with what its claims come to before the plan's copays. */
typedef struct sl_exact_law {
  uint32_t service;
  double scale, limit;
  double share, copay;           /* what the ladder holds: share x max(0, amount - copay) */
  sl_severity_t severity;        /* of the service, without its limit; shallow copy */
  double mean, square;           /* E and E[square] of one claim's allowed; INFINITY possible */
  double paid_mean, paid_square; /* likewise of what the ladder holds */
  double atomic;                 /* probability of a claim's atoms */
} sl_exact_law_t;

typedef struct sl_exact_cell {
  sl_claim_exposure_t *exposures; /* owned: of multiplier 1 */
  size_t n_exposures;
  sl_claim_exposure_t *bundled; /* owned: the same to the group's bundles, where it has some */
  size_t n_bundled;
  uint32_t plan;
  uint32_t row;        /* of a person with a laser somewhere, who is a cell alone; 0 = none */
  double *multipliers; /* owned, ascending, distinct */
  double *counts;      /* owned: persons with each */
  size_t n_multipliers;
  bool may_cap; /* a probability may reach 1 */
} sl_exact_cell_t;

/* Laws that all cells are exposed to in the same proportions (the same curve by age and sex). */
typedef struct sl_exact_bundle {
  sl_claim_exposure_t *parts; /* owned; the first is 1 */
  size_t n;
  double low, high; /* smallest and largest exposure x multiplier */
} sl_exact_bundle_t;

typedef struct sl_exact_group {
  const sl_scenario_t *scenario;
  sl_exact_law_t *laws;
  size_t n_laws;
  sl_exact_cell_t *cells;
  size_t n_cells;
  bool *additive;             /* by plan: the ladder holds plan paid, claim by claim, not allowed */
  sl_exact_bundle_t *bundles; /* where a frailty has no closed form; NULL otherwise */
  size_t n_bundles;
  double lattice; /* all claims are multiples of it; 0 = no lattice */
} sl_exact_group_t;

int sl_exact_group_init(sl_exact_group_t *group, const sl_scenario_t *scenario, sl_error_t *error);
void sl_exact_group_free(sl_exact_group_t *group);

/* A law as a ladder takes it. */
sl_claim_law_t sl_exact_claim_law(const sl_exact_group_t *group, size_t law);

/* The largest step of which both are multiples, but for rounding: common < 0 = none so far, 0 =
 * there is none. An amount of 0 changes nothing. */
double sl_exact_common_step(double common, double amount);

/* Whether a plan with copays adds up claim by claim: no deductible, no out-of-pocket maximum. */
bool sl_exact_plan_is_additive(const sl_plan_t *plan);

#endif
