/* A block's plan years costed: every trial's arrangements renewed from year to year on what was
 * seen of its own claims. */
#ifndef SL_SIM_ENGINE_RENEW_COST_H
#define SL_SIM_ENGINE_RENEW_COST_H

#include "models/renewal/renewal.h"
#include "sim/engine/renew/plan.h"
#include "sim/engine/trials/unit_sums.h"
#include "sim/engine/years/several.h"
#include "sim/results/block.h"
#include "sim/results/years_block.h"

/* What all blocks share. */
typedef struct sl_years_costing {
  const sl_years_plan_t *plan;
  const sl_several_t *several;
  const sl_renewal_t *renewals; /* by line */
} sl_years_costing_t;

/* Fill a block's years from the sums of a path with several plan years. A pure function of them.
 * SL_ERR_MEMORY. */
int sl_years_cost_block(const sl_years_costing_t *costing, size_t n_trials,
                        const sl_unit_sums_t *sums, sl_years_block_t *block, sl_error_t *error);

#endif
