/* The parts of a plan that say something of single services; for plans.c and its parts.
 * Build the claims first. */
#ifndef SL_SIM_INPUT_BUILD_PLAN_PARTS_H
#define SL_SIM_INPUT_BUILD_PLAN_PARTS_H

#include "models/plan/design.h"
#include "sim/input/build/build.h"

/* Rules of plan->rule, which has one of sl_service_rule_default() for each service: which benefit
 * a service falls under, rules of services, copays. Benefits are appended to plan->benefit. */
int sl_build_benefits(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan);
int sl_build_service_rules(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan);
int sl_build_out_of_network(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan);

/* Disability income has no cost sharing: its services get a benefit that pays all. */
int sl_build_disability_benefit(const sl_build_t *build, sl_plan_t *plan);

#endif
