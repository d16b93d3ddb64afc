/* The parts of a plan that say something of single services; for scenario_plan*.c only.
 * Build the claims first. */
#ifndef SL_SIM_INPUT_SCENARIO_PLAN_PARTS_H
#define SL_SIM_INPUT_SCENARIO_PLAN_PARTS_H

#include "sim/input/scenario_build.h"

/* A deductible or out-of-pocket maximum from the key `name` of map: a number is the person's,
 * without a family limit. */
sl_limit_t sl_build_limit(const sl_build_t *build, sl_cursor_t map, const char *name);

/* Rules of plan->rule, which has one of sl_service_rule_default() for each service: which benefit
 * a service falls under, rules of services, copays. Benefits are appended to plan->benefit. */
int sl_build_benefits(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan);
int sl_build_service_rules(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan);
int sl_build_out_of_network(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan);

/* Disability income has no cost sharing: its services get a benefit that pays all. */
int sl_build_disability_benefit(const sl_build_t *build, sl_plan_t *plan);

#endif
