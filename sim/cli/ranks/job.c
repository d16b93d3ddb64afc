/* A rank's part of a run: join, agree that all run the same, work. Rank 0 makes the result
 * meanwhile, as one process does that finds everything kept, in its main thread beside those that
 * compute; and when it stands, or cannot, all agree on that. */
#include "sim/cli/cli.h"
#include "sim/cli/ranks.h"
#include "sim/cli/ranks/claims.h"
#include "sim/engine/compile/cache.h"
#include "sim/study/run.h"

#include <pthread.h>
#include <sysexits.h>

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

typedef struct member {
  const cli_ranks_t *ranks;
  const sl_scenario_t *scenario;
  const cli_run_job_t *job;
  cli_keeping_t keeping;
  sl_engine_options_t options; /* of the engine that computes */
  cli_claims_t *claims;
  pthread_t worker; /* rank 0's */
  bool has_worker;
  int code; /* of the work */
  sl_error_t error;
} member_t;

static int begin(member_t *member, sl_error_t *error)
{
  sl_part_head_t first;
  member->keeping = *member->job->keeping;
  member->options = member->job->job.engine;
  int code = begin_keeping(member->ranks, member->scenario, member->job, &member->keeping,
                           &member->options, &first, error);
  if (code != SL_OK) {
    return cli_keeping_end(&member->keeping, member->job->path, code, error);
  }
  code = cli_claims_begin(member->ranks, member->keeping.parts, &member->claims, error);
  code = cli_ranks_agree(member->ranks, code, error);
  if (code != SL_OK) {
    cli_claims_end(member->ranks, member->claims, code);
    return cli_keeping_end(&member->keeping, member->job->path, code, error);
  }
  member->options.store = cli_claims_store(member->claims);
  return code;
}

static int work_on_units(member_t *member, sl_error_t *error)
{
  const sl_run_options_t shared = {.engine = member->options, .levers = member->job->job.levers};
  return sl_run_share(member->scenario, &shared, 0, 1, error);
}

/* ---- all but rank 0 ---- */

/* Where the result stands nothing else matters. */
static int hear_how_it_ended(const cli_ranks_t *ranks, int code, sl_error_t *error)
{
  int stands = code == SL_OK;
  cli_ranks_tell(&stands, sizeof stands);
  return stands ? SL_OK : cli_ranks_agree(ranks, code, error);
}

static void work_for_rank_0(member_t *member, sl_error_t *error)
{
  int code = work_on_units(member, error);
  code = cli_keeping_end(&member->keeping, member->job->path, code, error);
  cli_claims_end(member->ranks, member->claims, code);
  hear_how_it_ended(member->ranks, code, error);
}

/* ---- rank 0 ---- */

static void *work_beside(void *context)
{
  member_t *member = context;
  member->code = work_on_units(member, &member->error);
  if (member->code != SL_OK) {
    cli_claims_stop(member->claims);
  }
  return NULL;
}

/* Whose failure is told: that of this rank's work, of the adding up; SL_OK: that of another rank,
 * for which the adding up waited in vain. */
static int find_reason(const member_t *member, int code, sl_error_t *error)
{
  if (code != SL_OK && member->code != SL_OK) {
    *error = member->error;
    return member->code;
  }
  return code == SL_ERR_INTERRUPTED ? SL_OK : code;
}

static int ended(void *context, int code, sl_error_t *error)
{
  member_t *member = context;
  int stands = code == SL_OK;
  if (!stands) {
    cli_claims_stop(member->claims);
  }
  if (member->has_worker) {
    pthread_join(member->worker, NULL);
  }
  cli_claims_end(member->ranks, member->claims, code);
  const int mine = find_reason(member, code, error);
  member->keeping.gathered = stands;
  cli_keeping_end(&member->keeping, member->job->path, mine != SL_OK ? mine : code, error);
  cli_ranks_tell(&stands, sizeof stands);
  const int agreed = stands ? SL_OK : cli_ranks_agree(member->ranks, mine, error);
  return agreed != SL_OK ? agreed : code;
}

/* The result of the units as they come in, by one thread. */
static int make_result(member_t *member)
{
  cli_run_job_t mine = *member->job;
  sl_error_t error = {0};
  member->has_worker = pthread_create(&member->worker, NULL, work_beside, member) == 0;
  if (!member->has_worker) {
    member->code = sl_fail(&member->error, SL_ERR_MEMORY, "cannot start a thread that computes");
    cli_claims_stop(member->claims);
  }
  mine.keeping = NULL;
  mine.job.engine.store = cli_claims_gathering(member->claims);
  mine.job.engine.stop = member->options.stop;
  mine.job.engine.threads = 1;
  mine.ended = ended;
  mine.ended_context = member;
  if (mine.job.engine.store != NULL) {
    return cli_run_job(member->scenario, &mine);
  }
  ended(member, SL_ERR_INTERRUPTED, &error);
  return cli_report_error(&error);
}

static int run(const cli_ranks_t *ranks, const sl_scenario_t *scenario, const cli_run_job_t *job,
               sl_error_t *error)
{
  cli_run_job_t mine = *job;
  sl_cache_t *cache = NULL;
  int status = EX_OK;
  int code = sl_cache_new(CACHE_BYTES, &cache, error);
  code = code == SL_OK ? check_options(scenario, job, error) : code;
  mine.job.engine.cache = cache;
  code = cli_ranks_agree(ranks, code, error);
  member_t member = {.ranks = ranks, .scenario = scenario, .job = &mine};
  code = code == SL_OK ? begin(&member, error) : code;
  if (ranks->at > 0) {
    if (code == SL_OK) {
      work_for_rank_0(&member, error);
    }
  } else if (code == SL_OK) {
    status = make_result(&member);
  } else {
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
