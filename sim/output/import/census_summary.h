/* Who is covered by a scenario, in a few lines. */
#ifndef SL_SIM_OUTPUT_IMPORT_CENSUS_SUMMARY_H
#define SL_SIM_OUTPUT_IMPORT_CENSUS_SUMMARY_H

#include "sim/input/scenario/scenario.h"

/* Employees, members and waivers; contracts by tier; sexes; ages in bands; the employees' mean age.
 * Persons with at least one day in the plan year count. From malloc; NULL without memory. Checked
 * by tests/cli/test_census_tiers.c. */
char *sl_census_summary(const sl_scenario_t *scenario);

#endif
