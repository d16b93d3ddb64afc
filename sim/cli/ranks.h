/* One run by many processes, the ranks of an MPI job: `mpirun -n 4 stoploss run ...`.
 *
 * Every rank loads the scenario and takes units of work (sim/engine/compile/unit_store.h) as long
 * as there are any: rank 0 deals them out, large helpings first, single units at the end, so that
 * none waits for a slow one. Each keeps what it has computed in a part file of its own beside the
 * output, and sends it to rank 0, which makes the result meanwhile as a single process does that goes
 * on with a run: the same bytes for any number of ranks. A rank that dies ends the job (mpirun sees to
 * it); the same command, with any number of ranks or without MPI, goes on from what is kept.
 *
 * Only the folder ranks/ knows MPI, and only where STOPLOSS_MPI was set when the program was built;
 * else none.c stands there.
 *
 * Checked by tests/cluster/ranks.
 */
#ifndef SL_SIM_CLI_RANKS_H
#define SL_SIM_CLI_RANKS_H

#include "sim/cli/run_job.h"
#include "sim/input/read/faults.h"

#include <stdbool.h>

/* Whether this process was started as one of several, as far as its environment tells: by mpirun,
 * or by srun with PMIx or PMI. */
bool cli_is_one_of_many(void);

/* This rank's part of the job. scenario NULL: it was not loaded, with these faults. Rank 0 prints
 * and reports for all; the exit status is the job's there, and 0 elsewhere. Without MPI in the
 * program it is a fault. */
int cli_run_ranks(const sl_scenario_t *scenario, const sl_faults_t *faults,
                  const cli_run_job_t *job);

#endif
