/* A small group built in memory, and a run of the engine on it with every column kept. */
#ifndef SL_TESTS_SUPPORT_ENGINE_GROUP_H
#define SL_TESTS_SUPPORT_ENGINE_GROUP_H

#include "models/claims/service.h"
#include "sim/engine/engine.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <stddef.h>
#include <stdint.h>

enum { SL_GROUP_SERVICES = 2, SL_GROUP_TRIALS = 1300 };

/* A group of families of three (employee, spouse, child; the child for six months), two services:
 * one with a lognormal lag and a limit, one with a copay and a lag of 10 days; a plan whose family
 * limits cannot bind (three times a person's); and one arrangement with both covers, a laser on row
 * 4, and default contracts. The plan year is 2026. */
typedef struct group {
  sl_scenario_t scenario; /* of the parts below: see sl_group_link */
  sl_group_t group;
  sl_claims_t claims;
  sl_plans_t plans;
  sl_arrangements_t arrangements;
  sl_simulation_t simulation;
  sl_service_t services[SL_GROUP_SERVICES];
  sl_service_rule_t rules[SL_GROUP_SERVICES];
  sl_plan_t plan;
  sl_laser_t laser;
  sl_arrangement_t arrangement;
} sl_engine_group_t;

typedef struct columns {
  double trial[SL_N_TRIAL_VARIABLES][SL_GROUP_TRIALS];
  double cost[SL_N_COST_VARIABLES][SL_GROUP_TRIALS]; /* of the first arrangement */
  uint64_t next_block;
} sl_columns_t;

sl_severity_t sl_group_severity(const char *family, double first, double second);
void sl_group_make(sl_engine_group_t *group, size_t n_families, uint64_t trials);
/* Make a copy's scenario the copy's own. */
void sl_group_link(sl_engine_group_t *group);
void sl_group_free(sl_engine_group_t *group);

/* The contract 12/15, say. */
sl_contract_t sl_group_months(unsigned incurred, unsigned paid);

/* Family limits of twice a person's, which three persons may meet before they meet their own. */
void sl_group_let_families_bind(sl_engine_group_t *group);

/* A sink; context: the columns. */
int sl_group_keep_block(void *context, const sl_block_t *block, sl_error_t *error);

/* The caller frees the columns. A test fails where the engine does. */
sl_columns_t *sl_group_run(const sl_engine_group_t *group, int threads, sl_price_t *price);

#endif
