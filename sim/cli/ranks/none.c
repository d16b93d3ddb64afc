/* A program without MPI. Each of the processes would do the whole run, into one file. */
#include "sim/cli/cli.h"
#include "sim/cli/ranks.h"

int cli_run_ranks(const sl_scenario_t *scenario, const sl_faults_t *faults,
                  const cli_run_job_t *job)
{
  sl_error_t error;
  (void)scenario;
  (void)faults;
  sl_fail(&error, SL_ERR_UNSUPPORTED,
          "several processes were started for %s, but this stoploss was built without MPI "
          "(-DSTOPLOSS_MPI=ON): start one, or shares of the run (--shard K/N)",
          job->path);
  return cli_report_error(&error);
}
