/* The scenario that a result file holds, as it was run, with the census and the bases that stand
 * beside a scenario's file. */
#ifndef SL_SIM_CLI_STORED_SCENARIO_H
#define SL_SIM_CLI_STORED_SCENARIO_H

#include "sim/input/read/faults.h"
#include "sim/input/read/files_read.h"
#include "sim/results/results.h"

#include <stdbool.h>

/* Whether the file begins as HDF5 does; false where it cannot be read. */
bool cli_is_result(const char *path);

/* Load the resolved text of facts as if it stood in the file `path`, which has to be there but
 * whose own text is not looked at. files: receives what else was read (sl_files_read_free in any
 * case), since a scenario from memory lists none. Faults as of sl_scenario_load. */
int cli_stored_scenario(const sl_run_facts_t *facts, const char *path, sl_files_read_t *files,
                        sl_scenario_t **scenario, sl_faults_t *faults);

#endif
