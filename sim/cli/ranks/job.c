/* A rank's part of a run: join, agree that all run the same, work, agree that all is done; then
 * rank 0 makes the result as one process does that finds everything kept. */
#include "sim/cli/cli.h"
#include "sim/cli/progress.h"
#include "sim/cli/ranks.h"
#include "sim/cli/ranks/claims.h"
#include "sim/engine/compile/cache.h"
#include "sim/study/run.h"

#include <sysexits.h>
#include <time.h>

/* Room for the samplers that rank 0 needs twice. */
#define CACHE_BYTES ((size_t)256 << 20)

static int check_options(const sl_scenario_t *scenario, const cli_run_job_t *job, sl_error_t *error)
{
  const cli_keeping_t *keeping = job->keeping;
  if (keeping->n_shares > 0 || job->job.engine.precision.goal != SL_PRECISION_NONE) {
    return sl_fail(error, SL_ERR_ARGUMENT,
                   "--shard and --precision are for one process, not for several ranks");
  }
  const int code = sl_files_read_spare(&scenario->files, job->path, error);
  return code == SL_OK && job->exhibit != NULL
             ? sl_files_read_spare(&scenario->files, job->exhibit, error)
             : code;
}

/* Rank 0 first, which looks at everybody's files; then each opens its own, as of one run with it.
 */
static int begin_keeping(const cli_ranks_t *ranks, const sl_scenario_t *scenario,
                         const cli_run_job_t *job, cli_keeping_t *keeping,
                         sl_engine_options_t *engine, sl_part_head_t *first, sl_error_t *error)
{
  int code = SL_OK;
  keeping->together = keeping->resume = true;
  keeping->process = (unsigned)ranks->at;
  if (ranks->at == 0) {
    code = cli_keeping_begin(keeping, job->path, scenario, job->asked, engine, job->quiet, error);
  }
  code = cli_ranks_agree(ranks, code, error);
  if (code != SL_OK) {
    return code;
  }
  if (ranks->at == 0) {
    *first = *sl_run_parts_head(keeping->parts);
    sl_run_parts_let_go(keeping->parts);
  }
  cli_ranks_tell(first, sizeof *first);
  if (ranks->at > 0) {
    keeping->of = first;
    keeping->fresh = false; /* rank 0 has seen to it */
    code = cli_keeping_begin(keeping, job->path, scenario, job->asked, engine, true, error);
  }
  return cli_ranks_agree(ranks, code, error);
}

static int work_on_units(const cli_ranks_t *ranks, const sl_scenario_t *scenario,
                         const cli_run_job_t *job, const cli_keeping_t *keeping,
                         sl_engine_options_t *options, sl_error_t *error)
{
  cli_progress_t progress;
  cli_claims_t *claims = NULL;
  int code = cli_claims_begin(ranks, keeping->parts, &claims, error);
  if (cli_ranks_agree(ranks, code, error) != SL_OK) {
    cli_claims_end(ranks, claims, SL_ERR_MEMORY);
    return error->code;
  }
  cli_progress_init(&progress, job->quiet || ranks->at > 0);
  progress.json = job->progress_json && ranks->at == 0;
  cli_progress_for(&progress, options);
  options->store = cli_claims_store(claims);
  const sl_run_options_t shared = {.engine = *options, .levers = job->job.levers};
  code = sl_run_share(scenario, &shared, 0, 1, error);
  cli_progress_end(&progress);
  cli_claims_end(ranks, claims, code);
  return code;
}

static int work(const cli_ranks_t *ranks, const sl_scenario_t *scenario, const cli_run_job_t *job,
                sl_error_t *error)
{
  cli_keeping_t keeping = *job->keeping;
  sl_engine_options_t options = job->job.engine;
  sl_part_head_t first;
  int code = begin_keeping(ranks, scenario, job, &keeping, &options, &first, error);
  if (code == SL_OK) {
    code = work_on_units(ranks, scenario, job, &keeping, &options, error);
  }
  code = cli_keeping_end(&keeping, job->path, code, error);
  return cli_ranks_agree(ranks, code, error);
}

/* Of the time that was given (0: no limit) what is left. */
static double time_left(double seconds, const struct timespec *begun)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const double left = seconds - (double)(now.tv_sec - begun->tv_sec);
  return seconds <= 0.0 ? 0.0 : left > 1.0 ? left : 1.0;
}

/* All together until the units are there; the result is rank 0's. */
static int run(const cli_ranks_t *ranks, const sl_scenario_t *scenario, const cli_run_job_t *job,
               sl_error_t *error)
{
  struct timespec begun;
  cli_run_job_t mine = *job;
  cli_keeping_t keeping = *job->keeping;
  sl_cache_t *cache = NULL;
  clock_gettime(CLOCK_MONOTONIC, &begun);
  int code = sl_cache_new(CACHE_BYTES, &cache, error);
  code = code == SL_OK ? check_options(scenario, job, error) : code;
  mine.job.engine.cache = cache;
  code = cli_ranks_agree(ranks, code, error);
  code = code == SL_OK ? work(ranks, scenario, &mine, error) : code;
  int status = EX_OK;
  if (ranks->at == 0 && code == SL_OK) {
    keeping.resume = keeping.gathered = true;
    keeping.fresh = false;
    keeping.max_seconds = time_left(keeping.max_seconds, &begun);
    mine.keeping = &keeping;
    status = cli_run_job(scenario, &mine);
  } else if (ranks->at == 0) {
    status = cli_report_error(error);
    status = code == SL_ERR_ARGUMENT ? EX_USAGE : status; /* of check_options */
  }
  sl_cache_free(cache);
  return status;
}

static int refuse(const cli_ranks_t *ranks, const sl_scenario_t *scenario,
                  const sl_faults_t *faults, const sl_error_t *error)
{
  if (ranks->at > 0) {
    return EX_OK;
  }
  return scenario == NULL ? cli_report_faults(faults) : cli_report_error(error);
}

int cli_run_ranks(const sl_scenario_t *scenario, const sl_faults_t *faults,
                  const cli_run_job_t *job)
{
  cli_ranks_t ranks;
  sl_error_t error = {.code = SL_OK};
  int code = cli_ranks_join(&ranks, &error);
  if (code != SL_OK) {
    return cli_report_error(&error);
  }
  if (scenario == NULL) {
    error = faults->n > 0 ? faults->list[0] : (sl_error_t){.code = SL_ERR_MEMORY};
    code = error.code;
  }
  code = cli_ranks_agree(&ranks, code, &error);
  const int status =
      code == SL_OK ? run(&ranks, scenario, job, &error) : refuse(&ranks, scenario, faults, &error);
  cli_ranks_leave();
  return status;
}
