/* `simulation.sampler: totals`: one table of the annual allowed total per rating cell, drawn from
 * with one word instead of a person's claims.
 *
 * It applies where a person's annual total is all that the plan, the covers and the fees ask for,
 * and where it has the same law in every trial: the annual path, no copays, no fee by claim, no
 * group uncertainty, no condition that follows frailty. Frailty is mixed in, as each person has a
 * year's own. Conditions are in no table: their cases are drawn and added to what a table gives.
 *
 * A rating cell is what persons of equal services, amounts and exposures share. Cells that differ
 * by one multiplier of all exposures lie on a curve: where there are many, tables are made at equal
 * steps of its logarithm and interpolated, in steps halved until the interpolated tables agreed
 * with those made half way between the nodes of the step before.
 *
 * Stated error of a table: SL_TOTALS_TOLERANCE of the mean total (models/totals/totals.h),
 * SL_TOTALS_ INTERPOLATION for interpolation, and the discretisation of the grid, which is 1/2,000
 * to 1/4,000 of a typical total fine.
 */
#ifndef SL_SIM_ENGINE_COMPILE_ANNUAL_TOTALS_H
#define SL_SIM_ENGINE_COMPILE_ANNUAL_TOTALS_H

#include "models/totals/totals.h"
#include "sim/engine/compile/model.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_TOTALS_TOLERANCE 1e-4
#define SL_TOTALS_INTERPOLATION 1e-4

struct sl_annual_totals {
  double inflation;     /* of the amounts, before their limits: 1 but for leveraged trend */
  sl_totals_t **tables; /* those of a curve lie in a block, the others are owned */
  char *block;          /* [n] places; NULL = none needs one */
  size_t n;
  uint32_t *table_of; /* by person; n_tables or more: no claims */
};

/* Why a scenario cannot be drawn by annual totals, in plain words; NULL where it can. */
const char *sl_annual_totals_obstacle(const sl_scenario_t *scenario);

/* The model's persons must be compiled. SL_ERR_UNSUPPORTED: an obstacle, an annual total that no
 * table follows closely, or fixed amounts whose sums are too many to be listed. The tables do not
 * depend on threads (>= 1). Cost: some 3 ms of a thread per table that is made, one for each rating
 * cell or node. */
int sl_annual_totals_new(const sl_model_t *model, double inflation, int threads,
                         sl_annual_totals_t **totals, sl_error_t *error);
void sl_annual_totals_free(sl_annual_totals_t *totals);

/* Whether totals of inflated amounts are not simply inflated totals: some amount has a limit. */
bool sl_annual_totals_bend(const sl_scenario_t *scenario);

#endif
