/* Which deductibles and corridors there are, and why no more; for levers.c only. */
#ifndef SL_SIM_STUDY_LEVERS_TERMS_H
#define SL_SIM_STUDY_LEVERS_TERMS_H

#include "models/funding/arrangement.h"
#include "sim/results/levers.h"

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* The first arrangement that has a specific cover; the number of arrangements where none has. */
size_t sl_lever_arrangement(const sl_scenario_t *scenario);

/* Fill deductibles and corridors with their reasons, has_eligible, aggregate_maximum, and the part
 * of the rule that the terms alone tell. SL_ERR_MEMORY. */
int sl_lever_terms(const sl_scenario_t *scenario, const sl_arrangement_t *own, sl_levers_t *levers,
                   sl_error_t *error);

/* Leave the run's own corridor alone, for that reason. SL_ERR_MEMORY. */
int sl_lever_one_corridor(sl_levers_t *levers, const char *why, sl_error_t *error);

/* Whether a premium is quoted: known before anything is simulated. */
bool sl_lever_is_quoted(const sl_premium_t *premium);

/* The aggregate at a corridor, by index. */
sl_aggregate_t sl_lever_aggregate(const sl_levers_t *levers, const sl_aggregate_t *own, size_t c);

#endif
