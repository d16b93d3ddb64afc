/* The levers of a run (sim/results/levers.h), worked out from its own trials: further deductibles
 * are covers beside the run's own (sl_further_t), whose sums are taken for the first trials.
 *
 * Deductibles: the run's own, and round numbers from 0.4 to 5 times it. Corridors: the run's own
 * rule, and 1.10 to 1.50 times the expected eligible claims. Premiums of the stop-loss:
 *
 *   by loss ratio   priced again: expected reimbursement / loss ratio
 *   quoted          quoted premium x expected reimbursement / that at the quoted terms
 * over the pricing trials or, where nothing in the scenario is priced, over the levers' own trials.
 * The quoted premium of an aggregate that pays so seldom that its expected reimbursement is not
 * known to a quarter stays.
 *
 * An attachment point that is an amount, or factors by contract, keeps at another deductible the
 * multiple of the eligible claims expected there that it is of those at the run's own, as a carrier
 * quotes it; of the run's trials where nothing is priced.
 *
 * There is one deductible, with the reason, where a price depends on it that neither rule gives
 * (none is stated, a captive's layer, a minimum premium that pays for the stop-loss), and where the
 * order of single days settles what is paid, which takes too much memory. There is one corridor
 * where the cost is no function of what is eligible and the attachment point alone: a level-funded
 * claims fund, claims of other years under the aggregate; and where its price does not follow.
 *
 * Checked by tests/unit/test_levers.c.
 */
#ifndef SL_SIM_STUDY_LEVERS_LEVERS_H
#define SL_SIM_STUDY_LEVERS_LEVERS_H

#include "models/funding/price.h"
#include "sim/engine/engine.h"
#include "sim/results/levers.h"

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

typedef struct sl_lever_study sl_lever_study_t;

/* *study stays NULL where no arrangement has a specific cover. The scenario must outlive it.
 * Memory: 200 bytes a trial and deductible while the run lasts. SL_ERR_MEMORY. */
int sl_lever_study_new(const sl_scenario_t *scenario, sl_lever_study_t **study, sl_error_t *error);
void sl_lever_study_free(sl_lever_study_t *study); /* NULL is fine */

/* What the engine is to be made with. */
sl_further_t sl_lever_study_further(sl_lever_study_t *study);

/* Between sl_engine_price, whose prices these are, and the run. SL_ERR_MEMORY. */
int sl_lever_study_price(sl_lever_study_t *study, const sl_engine_t *engine,
                         const sl_price_t *prices, sl_error_t *error);

/* After the run, and its band where it has one. *levers is the study's own, until it is freed.
 * SL_ERR_MEMORY. */
int sl_lever_study_finish(sl_lever_study_t *study, const sl_levers_t **levers, sl_error_t *error);

#endif
