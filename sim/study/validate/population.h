/* The persons that a basis is measured on, as a scenario whose plan pays everything and whose
 * name is the basis's title.
 *
 * Without a census they are the basis's reference population under 65, as many persons as it says,
 * their ages spread evenly over each band: adults from 20 on are employees, children belong in turn
 * to the women of 25 to 44, so that what falls on a child's mother has somebody to fall on.
 * Nothing is trended: amounts are in money of the basis's day.
 * Checked by tests/unit/test_validate_population.c.
 */
#ifndef SL_SIM_STUDY_VALIDATE_POPULATION_H
#define SL_SIM_STUDY_VALIDATE_POPULATION_H

#include "sim/input/read/faults.h"

#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_POPULATION_AGE_MOST 64 /* of the reference population: the published figures' */

/* basis: a name or a path, as a scenario's claims.basis. person_years: at least so many are
 * simulated, in whole blocks of trials of all persons, SL_VALIDATE_BATCHES at least. census: path;
 * NULL = the reference population. SL_OK, or SL_ERR_* with faults; *scenario is NULL on failure. */
int sl_population_scenario(const char *basis, const char *census, double person_years,
                           uint64_t seed, sl_scenario_t **scenario, sl_faults_t *faults);

#endif
